/**
 * A proof that a history is linearizable: an order that somebody claims, checked in one pass.
 *
 * Keeps: accepts an order only when it keeps the time of the clients and explains every answer, so a
 * wrong claim proves nothing.
 */
import { IMPOSSIBLE, type Model, type Operation } from './model.ts'

/**
 * Why this order, which has every operation that returned and any of unknown outcome, does not explain
 * what clients saw; undefined when it does.
 */
export function faultOfOrder<S, I, O>(
  model: Model<S, I, O>,
  order: readonly Operation<I, O>[]
): string | undefined {
  let state = model.init
  let latest: Operation<I, O> | undefined
  for (const operation of order) {
    const { who, input, returned } = operation
    const text = `${who}: ${model.describe(input, returned?.output)}`
    if (returned !== undefined && latest !== undefined && returned.at < latest.calledAt) {
      return `${text}, which returned before the call of ${latest.who}: ${model.describe(latest.input, latest.returned?.output)}`
    }
    const next = model.step(state, input, returned?.output)
    if (next === IMPOSSIBLE) {
      return `${text}, after ${model.textOf(state) || 'nothing'}`
    }
    state = next
    if (latest === undefined || operation.calledAt > latest.calledAt) {
      latest = operation
    }
  }
  return undefined
}
