/**
 * The slow twin of the linearizability checker: tries every order of every choice of operations.
 */
import { IMPOSSIBLE, type Model, type Operation } from '../../src/sim/linearizability/model.ts'

/** Whether some order explains all answers; for at most seven operations or so. */
export function isLinearizableByForce<S, I, O>(
  model: Model<S, I, O>,
  operations: readonly Operation<I, O>[]
): boolean {
  const unknown = operations.filter(({ returned }) => returned === undefined)
  const known = operations.filter(({ returned }) => returned !== undefined)
  for (let choice = 0; choice < 1 << unknown.length; choice++) {
    const chosen = [...known, ...unknown.filter((_, i) => (choice & (1 << i)) !== 0)]
    for (const order of orders(chosen)) {
      if (keepsTime(order) && explains(model, order)) {
        return true
      }
    }
  }
  return false
}

function* orders<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) {
    yield []
  }
  for (const [i, item] of items.entries()) {
    for (const rest of orders(items.toSpliced(i, 1))) {
      yield [item, ...rest]
    }
  }
}

/** Nobody comes before an operation that had returned before its call. */
function keepsTime<I, O>(order: readonly Operation<I, O>[]): boolean {
  return order.every(({ calledAt }, i) =>
    order.slice(i + 1).every(({ returned }) => returned === undefined || returned.at >= calledAt)
  )
}

function explains<S, I, O>(model: Model<S, I, O>, order: readonly Operation<I, O>[]): boolean {
  let state = model.init
  for (const { input, returned } of order) {
    const next = model.step(state, input, returned?.output)
    if (next === IMPOSSIBLE) {
      return false
    }
    state = next
  }
  return true
}
