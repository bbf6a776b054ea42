/**
 * An order of operations by the versions that they gave keys and saw of them: a claim, which
 * `faultOfOrder` then checks. An object whose keys have versions tells so much that nothing need be
 * searched.
 *
 * Keeps: the time of the clients; a version comes behind the one before it and behind all who saw that.
 * Source: Adya, "Weak Consistency" (1999): an order in which no dependency points back is a serial one.
 */
import { IMPOSSIBLE, type Model, type Operation } from './model.ts'

/** An operation, and by key the versions that are known of it; versions grow from 1, 0 is nothing yet. */
export interface Versioned<I, O> {
  readonly operation: Operation<I, O>
  readonly gives: ReadonlyMap<string, number>
  readonly sees: ReadonlyMap<string, number>
}

/** How far the order has come. */
interface Progress<S> {
  state: S
  /** By key: its version now. */
  readonly versions: Map<string, number>
}

/**
 * All of the operations in order, or undefined when none was found. One of which no version is known
 * must change nothing, and stands where it fits first.
 */
export function orderByVersions<S, I, O>(
  model: Model<S, I, O>,
  operations: readonly Versioned<I, O>[]
): readonly Operation<I, O>[] | undefined {
  const left = new Set(operations)
  const before = predecessors(operations)
  const progress: Progress<S> = { state: model.init, versions: new Map() }
  const order: Operation<I, O>[] = []

  const sees = ({ sees: seen }: Versioned<I, O>): boolean =>
    [...seen].every(([key, version]) => (progress.versions.get(key) ?? 0) === version)

  /** Nobody who saw what it replaces comes later, and no version is left out. */
  const isNext = (one: Versioned<I, O>): boolean =>
    [...one.gives].every(([key, version]) => {
      const now = progress.versions.get(key) ?? 0
      const isSeen = [...left].some((other) => other !== one && other.sees.get(key) === now)
      return before.get(key)?.get(version) === now && !isSeen
    })

  const nextState = ({ operation: { input, returned } }: Versioned<I, O>): S | typeof IMPOSSIBLE =>
    model.step(progress.state, input, returned?.output)

  const fits = (one: Versioned<I, O>): boolean => {
    const next = nextState(one)
    const mayChange = one.gives.size > 0
    return next !== IMPOSSIBLE && (mayChange || model.textOf(next) === model.textOf(progress.state))
  }

  const place = (one: Versioned<I, O>): void => {
    progress.state = nextState(one) as S
    for (const [key, version] of one.gives) {
      progress.versions.set(key, version)
    }
    left.delete(one)
    order.push(one.operation)
  }

  while (left.size > 0) {
    const ready = callable([...left]).filter((one) => sees(one) && isNext(one) && fits(one))
    const chosen = ready.find(({ gives }) => gives.size === 0) ?? ready.toSorted(byReturn)[0]
    if (chosen === undefined) {
      return undefined
    }
    place(chosen)
  }
  return order
}

/** Those that were called before any of them returned. */
function callable<I, O>(left: readonly Versioned<I, O>[]): readonly Versioned<I, O>[] {
  const until = Math.min(...left.map(returnOf))
  return left.filter(({ operation }) => operation.calledAt <= until)
}

function returnOf<I, O>({ operation: { returned } }: Versioned<I, O>): number {
  return returned?.at ?? Number.POSITIVE_INFINITY
}

function byReturn<I, O>(a: Versioned<I, O>, b: Versioned<I, O>): number {
  return returnOf(a) === returnOf(b) ? 0 : returnOf(a) - returnOf(b)
}

/** By key and version: the version that it replaces. */
function predecessors<I, O>(
  operations: readonly Versioned<I, O>[]
): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const given = new Map<string, number[]>()
  for (const [key, version] of operations.flatMap(({ gives }) => [...gives])) {
    given.set(key, [...(given.get(key) ?? []), version])
  }
  return new Map(
    [...given].map(([key, versions]) => {
      const sorted = versions.toSorted((a, b) => a - b)
      return [key, new Map(sorted.map((version, i) => [version, sorted[i - 1] ?? 0]))]
    })
  )
}
