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
 * stands where it fits first and changes nothing; if it must change something, where it returned.
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

  /** No version is left out, and nobody who saw what it replaces comes later. */
  const isNext = (one: Versioned<I, O>): boolean =>
    changedBy(one).every((key) => {
      const now = progress.versions.get(key) ?? 0
      const version = one.gives.get(key)
      const isSeen = [...left].some((other) => other !== one && other.sees.get(key) === now)
      return (version === undefined || before.get(key)?.get(version) === now) && !isSeen
    })

  const changedBy = ({ operation: { input }, gives }: Versioned<I, O>): readonly string[] =>
    gives.size > 0 ? [...gives.keys()] : (model.keysOf(input) ?? [])

  const nextState = ({ operation: { input, returned } }: Versioned<I, O>): S | typeof IMPOSSIBLE =>
    model.step(progress.state, input, returned?.output)

  /** Gives no version, and the state stays as it is. */
  const isIdle = (one: Versioned<I, O>): boolean => {
    const next = nextState(one)
    const isSame = next !== IMPOSSIBLE && model.textOf(next) === model.textOf(progress.state)
    return isSame && one.gives.size === 0
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
    const ready = callable([...left]).filter((one) => sees(one) && nextState(one) !== IMPOSSIBLE)
    const chosen = ready.find(isIdle) ?? ready.filter(isNext).toSorted(byReturn)[0]
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
