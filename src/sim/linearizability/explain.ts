/**
 * Makes a history that is not linearizable as small as people like to read it.
 *
 * Keeps: every step only allows more (the history ends earlier, a read is left out, an operation counts
 * as one of unknown outcome), so the operations that stay contradict each other whatever the others did.
 */
import type { Model, Operation } from './model.ts'
import { search } from './search.ts'

/** Placements tried for one step of the shrinking; beyond it the step is not taken. */
const STEPS_MAX = 20_000
const LINES_MAX = 24

/** `operations` are those of one part, and bad. */
export function explain<S, I, O>(
  model: Model<S, I, O>,
  operations: readonly Operation<I, O>[]
): readonly string[] {
  const isBad = (some: readonly Operation<I, O>[]): boolean =>
    search(model, some, STEPS_MAX) === 'bad'
  const ended = endEarly(operations, isBad)
  const relaxed = relax(ended, isBad)
  const needed = relaxed.filter(({ returned }) => returned !== undefined)
  const lines = needed
    .toSorted((a, b) => a.calledAt - b.calledAt)
    .map((operation) => lineOf(model, operation))
  const others = relaxed.filter(
    ({ input, returned }) => returned === undefined && !model.isSilent(input, undefined)
  )
  return [
    'no order of these operations explains their answers:',
    ...lines.slice(0, LINES_MAX),
    ...(lines.length > LINES_MAX ? [`  and ${lines.length - LINES_MAX} more`] : []),
    ...(others.length > 0
      ? [`  whichever of ${others.length} other changes took effect, at any time after their call`]
      : [])
  ]
}

/** The history up to the first return that makes it bad. */
function endEarly<I, O>(
  operations: readonly Operation<I, O>[],
  isBad: (some: readonly Operation<I, O>[]) => boolean
): readonly Operation<I, O>[] {
  const returns = operations.flatMap(({ returned }) => (returned === undefined ? [] : returned.at))
  returns.sort((a, b) => a - b)
  const until = (endAt: number): readonly Operation<I, O>[] =>
    operations
      .filter(({ calledAt }) => calledAt <= endAt)
      .map((op) => (op.returned !== undefined && op.returned.at > endAt ? forget(op) : op))
  let low = 0
  let high = returns.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBad(until(returns[middle] as number))) {
      high = middle
    } else {
      low = middle + 1
    }
  }
  const ended = until(returns[low] as number)
  return isBad(ended) ? ended : operations
}

/** Forgets the outcome of as many operations as possible: of halves first, of single ones at last. */
function relax<I, O>(
  operations: readonly Operation<I, O>[],
  isBad: (some: readonly Operation<I, O>[]) => boolean
): readonly Operation<I, O>[] {
  let current = operations
  for (let size = Math.ceil(operations.length / 2); size >= 1; size = size >> 1) {
    for (let from = 0; from < current.length; from += size) {
      const next = current.map((op, i) => (i >= from && i < from + size ? forget(op) : op))
      if (isBad(next)) {
        current = next
      }
    }
  }
  return current
}

function forget<I, O>(operation: Operation<I, O>): Operation<I, O> {
  return { ...operation, returned: undefined }
}

function lineOf<S, I, O>(
  model: Model<S, I, O>,
  { who, input, calledAt, returned }: Operation<I, O>
): string {
  const span = `${calledAt}..${returned?.at ?? ''}`
  return `  ${who.padEnd(10)} ${span.padEnd(16)} ${model.describe(input, returned?.output)}`
}
