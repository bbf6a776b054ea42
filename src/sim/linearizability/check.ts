/**
 * Whether a history of operations is linearizable, and if it is not, the few of them that prove it.
 *
 * Keeps: operations that share no part of the object are judged apart, which is sound because
 * linearizability is a local property.
 * Source: Herlihy and Wing, "Linearizability" (1990), on locality.
 */
import { explain } from './explain.ts'
import type { Model, Operation } from './model.ts'
import { search, type Verdict } from './search.ts'

export interface HistoryReport {
  /** `undecided` when a part was given up and none is bad. */
  readonly verdict: Verdict
  /** Why it is bad, in lines for people; empty otherwise. */
  readonly counterexample: readonly string[]
}

/** Placements tried in one part before it counts as undecided. */
export const STEPS_MAX = 300_000

export function checkHistory<S, I, O>(
  model: Model<S, I, O>,
  operations: readonly Operation<I, O>[],
  stepsMax: number = STEPS_MAX
): HistoryReport {
  let verdict: Verdict = 'ok'
  for (const part of divide(model, operations)) {
    const found = search(model, part, stepsMax)
    if (found === 'bad') {
      return { verdict: found, counterexample: explain(model, part) }
    }
    if (found === 'undecided') {
      verdict = found
    }
  }
  return { verdict, counterexample: [] }
}

/** Operations in groups that have no key in common, each in its old order. */
function divide<S, I, O>(
  model: Model<S, I, O>,
  operations: readonly Operation<I, O>[]
): readonly (readonly Operation<I, O>[])[] {
  const keysOf = operations.map(({ input }) => model.keysOf(input))
  if (keysOf.includes(undefined)) {
    return [operations]
  }
  const parents = new Map<string, string>()
  const rootOf = (key: string): string => {
    let root = key
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) {
      root = up
    }
    return root
  }
  for (const [first = '', ...others] of keysOf as readonly (readonly string[])[]) {
    for (const other of others) {
      const [a, b] = [rootOf(first), rootOf(other)]
      if (a !== b) {
        parents.set(a, b)
      }
    }
  }
  const parts = new Map<string, Operation<I, O>[]>()
  for (const [i, operation] of operations.entries()) {
    const root = rootOf(keysOf[i]?.[0] ?? '')
    const part = parts.get(root) ?? []
    parts.set(root, part)
    part.push(operation)
  }
  return [...parts.values()]
}
