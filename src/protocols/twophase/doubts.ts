/**
 * What a participant does when nobody tells it what was decided, or somebody who may be wrong: it asks
 * the log, or in classic mode the coordinator.
 *
 * Keeps: in doubt nothing is ever decided here.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { portionsOf } from '../../core/portions.ts'
import { ITEMS_MAX } from './limits.ts'
import type { Then } from './log-calls.ts'
import { pauseMs, type SiteParts } from './parts.ts'
import { nameOf, type Prepared, type PreparedBook } from './prepared.ts'
import type { Decided, Effects, Out, TransactionId } from './types.ts'

export interface Doubts {
  /** Somebody else than their coordinators has told of these: what the log has decided is done. */
  check(all: readonly Prepared[]): void
  /** Whether its coordinator may have been asked, and answer what it has forgotten. */
  isAsked(prepared: Prepared): boolean
  /** Their coordinator, which was asked, says that they were aborted. */
  abort(all: readonly Prepared[]): void
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
  /** Transactions that the log was asked about, by what it was asked. */
  const asked = { decisions: new Set<string>(), resolve: new Set<string>() }

  const learn = (prepared: Prepared, decided: Effects | undefined, out: Out): void => {
    const outcome = decided === undefined ? 'aborted' : 'committed'
    fact('twophase:resolved', { transaction: nameOf(prepared), outcome }, out)
    finish(prepared, decided)
  }

  /**
   * Who is asked may have forgotten what is committed, since whoever left the ring is not waited for: it
   * unlocks nothing before it knows whether it has left, and so answers no read with what was before.
   */
  const abort = (all: readonly TransactionId[]): void => {
    if (all.length === 0) {
      return
    }
    knowledge.confirm((_nowMs, version, out) => {
      const open = version === undefined ? [] : all.flatMap((one) => book.find(one) ?? [])
      for (const prepared of open) {
        learn(prepared, undefined, out)
      }
    })
  }

  /** Does what the log says of these transactions, as far as it has decided. */
  const learnAll = (
    transactions: readonly TransactionId[],
    outcomes: readonly Decided[],
    out: Out
  ): void => {
    const aborted = transactions.filter((_, i) => outcomes[i]?.word === 'aborted')
    for (const [i, transaction] of transactions.entries()) {
      const [prepared, outcome] = [book.find(transaction), outcomes[i]]
      if (prepared !== undefined && outcome?.word === 'committed') {
        learn(prepared, outcome, out)
      }
    }
    abort(aborted)
  }

  /** Asks the log for what it has decided, or has it decide: what is open then is aborted for good. */
  const consult = (all: readonly Prepared[], type: 'decisions' | 'resolve'): void => {
    const open = all.filter((one) => !asked[type].has(nameOf(one))).slice(0, ITEMS_MAX)
    if (open.length === 0) {
      return
    }
    const names = open.map(nameOf)
    for (const name of names) {
      asked[type].add(name)
    }
    const transactions = open.map(
      ({ coordinator, number }): TransactionId => ({ coordinator, number })
    )
    const then: Then = (_nowMs, answer, out) => {
      for (const name of names) {
        asked[type].delete(name)
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
    const byCoordinator = new Map<string, { to: PeerId; coordinator: string; numbers: number[] }>()
    for (const { from: to, coordinator, number } of due) {
      const name = `${to} ${coordinator}`
      const doubted = byCoordinator.get(name) ?? { to, coordinator, numbers: [] }
      doubted.numbers.push(number)
      byCoordinator.set(name, doubted)
    }
    for (const { to, coordinator, numbers } of byCoordinator.values()) {
      for (const portion of portionsOf(numbers, () => 0, ITEMS_MAX, 0)) {
        send(to, { type: 'doubts', coordinator, numbers: portion })
      }
    }
  }

  return {
    abort,
    // What it is told before it has asked for the first time, it is told by one who still knows.
    isAsked: ({ asks }) => rules.classic && asks > 0,
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
        if (outcome?.word === 'committed') {
          learn(one, outcome, out)
        } else if (outcome?.word === 'aborted') {
          // The ring as it was then is in the same log.
          learn(one, undefined, out)
        }
      }
      const open = due.filter((one) => book.find(one) !== undefined)
      consult(open, 'resolve')
    }
  }
}
