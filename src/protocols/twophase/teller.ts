/**
 * Tells participants what was decided until each has said that it is done.
 *
 * Keeps: a committed transaction is told for ever, with pauses; it is ended when everybody that voted
 * for it has done it, or has lost its data and takes part no more. An aborted one is told a few times:
 * who has not heard asks by itself.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { pauseMs, type SiteParts } from './parts.ts'
import { nameOf } from './prepared.ts'
import type { Out, Outcome, TransactionId } from './types.ts'

export interface Teller {
  readonly size: number
  has(transaction: TransactionId): boolean
  tell(
    nowMs: NowMs,
    transaction: TransactionId,
    outcome: Outcome,
    participants: readonly Told[],
    ended: (out: Out) => void
  ): void
  acked(from: PeerId, coordinator: string, numbers: readonly number[], out: Out): void
  tick(nowMs: NowMs, out: Out): void
}

/** A participant, and whether it still takes part. */
export interface Told {
  readonly peer: PeerId
  isGone(): boolean
}

interface Telling {
  readonly coordinator: string
  readonly outcome: Outcome
  readonly waiting: Map<PeerId, Told>
  readonly ended: (out: Out) => void
  sent: number
  dueMs: NowMs
}

/** An aborted transaction is told so often. */
const ABORTS_SENT_MAX = 5

export function createTeller({ settings, send }: SiteParts): Teller {
  const tellings = new Map<string, Telling>()

  const put = (nowMs: NowMs, telling: Telling): void => {
    const { coordinator, outcome, waiting } = telling
    telling.sent++
    telling.dueMs = nowMs + pauseMs(settings, telling.sent)
    for (const peer of waiting.keys()) {
      send(peer, { type: 'outcomes', coordinator, outcomes: [outcome] })
    }
  }

  const end = (name: string, telling: Telling, out: Out): void => {
    tellings.delete(name)
    telling.ended(out)
  }

  return {
    get size() {
      return tellings.size
    },
    has: (transaction) => tellings.has(nameOf(transaction)),
    tell(nowMs, transaction, outcome, participants, ended) {
      const waiting = new Map(participants.map((one) => [one.peer, one]))
      const { coordinator } = transaction
      const telling = { coordinator, outcome, waiting, ended, sent: 0, dueMs: nowMs }
      tellings.set(nameOf(transaction), telling)
      put(nowMs, telling)
    },
    acked(from, coordinator, numbers, out) {
      for (const number of numbers) {
        const name = nameOf({ coordinator, number })
        const telling = tellings.get(name)
        if (telling?.waiting.delete(from) === true && telling.waiting.size === 0) {
          end(name, telling, out)
        }
      }
    },
    tick(nowMs, out) {
      for (const [name, telling] of tellings) {
        if (nowMs < telling.dueMs) {
          continue
        }
        for (const [peer, told] of telling.waiting) {
          if (told.isGone()) {
            telling.waiting.delete(peer)
          }
        }
        const isVain = !telling.outcome.isCommitted && telling.sent >= ABORTS_SENT_MAX
        if (isVain || telling.waiting.size === 0) {
          end(name, telling, out)
        } else {
          put(nowMs, telling)
        }
      }
    }
  }
}
