/**
 * What a participant does when nobody tells it what was decided, or somebody who may be wrong: it asks
 * the log, or in classic mode the coordinator.
 *
 * Keeps: in doubt nothing is ever decided here.
 */
import type { NowMs } from '../../core/machine.ts'
import { ITEMS_MAX } from './limits.ts'
import type { Then } from './log-calls.ts'
import { pauseMs, type SiteParts } from './parts.ts'
import { nameOf, type Prepared, type PreparedBook } from './prepared.ts'
import type { Decided, Effects, Out, TransactionId } from './types.ts'

export interface Doubts {
  /** Somebody else than their coordinators has told of these: what the log has decided is done. */
  check(all: readonly Prepared[]): void
  /** Asks for what is overdue. */
  tick(nowMs: NowMs, out: Out): void
}

/** `finish` does what was decided; nothing, when it was aborted. */
export function createDoubts(
  parts: SiteParts,
  book: PreparedBook,
  finish: (prepared: Prepared, effects: Effects | undefined) => void
): Doubts {
  const { environment, settings, rules, log, knowledge, send, fact } = parts
  const { self } = environment
  /** Transactions whose outcome the log was asked for. */
  const asked = new Set<string>()

  const learn = (prepared: Prepared, decided: Decided, out: Out): void => {
    const { word } = decided
    if (word === 'committed' || word === 'aborted') {
      const detail = { transaction: nameOf(prepared), outcome: word }
      fact('twophase:resolved', detail, out)
      finish(prepared, word === 'committed' ? decided : undefined)
    }
  }

  /** Does what the log says of these transactions, as far as it has decided. */
  const learnAll = (
    transactions: readonly TransactionId[],
    outcomes: readonly Decided[],
    sink: Out
  ): void => {
    const learnEach = (word: Decided['word'], out: Out): void => {
      for (const [i, outcome] of outcomes.entries()) {
        const prepared = transactions[i] && book.find(transactions[i])
        if (prepared !== undefined && outcome.word === word) {
          learn(prepared, outcome, out)
        }
      }
    }
    learnEach('committed', sink)
    if (outcomes.some(({ word }) => word === 'aborted')) {
      // What is committed is forgotten without whoever left the ring: it answers no read before it
      // knows that it has.
      knowledge.confirm((_at, version, out) => {
        if (version !== undefined) {
          learnEach('aborted', out)
        }
      })
    }
  }

  /** Asks the log for what it has decided, or has it decide: what is open then is aborted for good. */
  const consult = (all: readonly Prepared[], type: 'decisions' | 'resolve'): void => {
    const open = all.filter((one) => !asked.has(nameOf(one))).slice(0, ITEMS_MAX)
    if (open.length === 0) {
      return
    }
    const names = open.map(nameOf)
    for (const name of names) {
      asked.add(name)
    }
    const transactions = open.map(
      ({ coordinator, number }): TransactionId => ({ coordinator, number })
    )
    const then: Then = (_nowMs, answer, out) => {
      for (const name of names) {
        asked.delete(name)
      }
      if (answer.type === 'decided' || answer.type === 'decisions') {
        learnAll(transactions, answer.outcomes, out)
      }
    }
    if (type === 'resolve') {
      log.write({ type, transactions }, then)
    } else {
      log.ask({ type, transactions }, then)
    }
  }

  /** In classic mode only the coordinator knows; it is asked until it answers. */
  const askCoordinators = (due: readonly Prepared[]): void => {
    const byCoordinator = new Map<string, Prepared[]>()
    for (const one of due) {
      const name = `${one.from} ${one.coordinator}`
      byCoordinator.set(name, [...(byCoordinator.get(name) ?? []), one])
    }
    for (const list of byCoordinator.values()) {
      const [first] = list
      if (first !== undefined) {
        const numbers = list.slice(0, ITEMS_MAX).map(({ number }) => number)
        send(first.from, { type: 'doubts', coordinator: first.coordinator, numbers })
      }
    }
  }

  return {
    check(all) {
      if (!rules.classic) {
        consult(all, 'decisions')
      }
    },
    tick(nowMs, out) {
      const due = [...book.all()].filter(({ dueMs }) => nowMs >= dueMs)
      for (const one of due) {
        one.sinceMs ||= nowMs
        one.asks++
        one.dueMs = nowMs + pauseMs(settings, one.asks + 2)
      }
      if (due.length === 0 || environment.isDamaged) {
        return
      }
      fact('twophase:doubted', { transactions: due.length, self }, out)
      if (rules.classic) {
        askCoordinators(due)
        return
      }
      const known = parts.view()?.decisions(due) ?? []
      for (const [i, one] of due.entries()) {
        const outcome = known[i]
        if (outcome !== undefined) {
          learn(one, outcome, out)
        }
      }
      const open = due.filter((one) => book.find(one) !== undefined)
      consult(open, 'resolve')
    }
  }
}
