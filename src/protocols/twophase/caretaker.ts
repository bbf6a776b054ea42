/**
 * The leader of the decision group sees to transactions whose coordinator has not ended them: it tells
 * all participants what was decided, and ends them when they have done it.
 */
import type { NowMs } from '../../core/machine.ts'
import { ITEMS_MAX } from './limits.ts'
import type { Unended } from './log-types.ts'
import type { SiteParts } from './parts.ts'
import type { Teller } from './teller.ts'
import type { LogView, Out, TransactionId } from './types.ts'

export interface Caretaker {
  tick(nowMs: NowMs, out: Out): void
}

export function createCaretaker(
  { settings, ports, chain, rules, knowledge, view, fact }: SiteParts,
  teller: Teller,
  ended: (transaction: TransactionId) => void
): Caretaker {
  /** The oldest that nobody here tells; those before them may wait long for one who is dead. */
  const forgottenOf = (log: LogView, before: number): readonly Unended[] => {
    for (let skip = 0; ; skip += ITEMS_MAX) {
      const some = log.unended(before, ITEMS_MAX, skip)
      const found = some.filter((one) => !teller.has(one))
      if (found.length > 0 || some.length < ITEMS_MAX) {
        return found
      }
    }
  }

  let seenMs = 0
  /** Height of the log when it was last looked at: what was decided by then is old now. */
  let height = 0

  return {
    tick(nowMs, out) {
      if (nowMs < seenMs + settings.caretakeMs || rules.classic) {
        return
      }
      const log = view()
      const before = height
      seenMs = nowMs
      height = log?.height ?? 0
      if (log === undefined || !ports.leads(chain)) {
        return
      }
      const old = forgottenOf(log, before)
      for (const { coordinator, number, branch, versions, changes, participants } of old) {
        const outcome = { number, isCommitted: true, branch, versions, changes }
        const peers = participants.flatMap((one) => {
          const node = knowledge.nodeOf(one)
          const isGone = (): boolean => knowledge.nodeOf(one)?.incarnation !== node?.incarnation
          return node === undefined ? [] : [{ peer: node.peer, isGone }]
        })
        const name = { coordinator, number }
        teller.tell(nowMs, name, outcome, peers, () => ended(name))
      }
      if (old.length > 0) {
        fact('twophase:cared', { transactions: old.length }, out)
      }
    }
  }
}
