/**
 * The leader of the decision group sees to transactions whose coordinator has not ended them: it tells
 * all participants what was decided, and ends them when they have done it.
 */
import type { NowMs } from '../../core/machine.ts'
import { ITEMS_MAX } from './limits.ts'
import type { SiteParts } from './parts.ts'
import type { Teller } from './teller.ts'
import type { Out, TransactionId } from './types.ts'

export interface Caretaker {
  tick(nowMs: NowMs, out: Out): void
}

export function createCaretaker(
  { settings, ports, chain, rules, knowledge, view, fact }: SiteParts,
  teller: Teller,
  ended: (transaction: TransactionId) => void
): Caretaker {
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
      const old = log.unended(before, ITEMS_MAX).filter((one) => !teller.has(one))
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
