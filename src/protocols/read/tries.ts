/**
 * The open requests of one read: when each is sent again, and when it counts as failed.
 *
 * Keeps: an answer is taken only from the vehicle that was asked; one that comes late still counts.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { ReadOptions } from './options.ts'
import type { Read } from './types.ts'

/** Whether a vehicle is asked for its head or for a page of records. */
export type TryKind = 'head' | 'page'

export interface Try {
  readonly peer: PeerId
  readonly kind: TryKind
  /** Number of the page asked for. */
  readonly page: number
  readonly read: Read
  /** It was connected at some time since it was asked. */
  readonly wasConnected: boolean
  /** Its time is over, and that was told. */
  readonly isOverdue: boolean
}

interface OpenTry extends Try {
  expiresAtMs: NowMs
  resendAtMs: NowMs
  resendAfterMs: number
  wasConnected: boolean
  isOverdue: boolean
}

export interface Tries {
  /** All that have no answer, the overdue ones included. */
  all(): readonly Try[]
  /** Those whose time is not over. */
  waiting(): readonly Try[]
  open(nowMs: NowMs, asked: Pick<Try, 'peer' | 'kind' | 'page' | 'read' | 'wasConnected'>): void
  /** Ends a try by its answer, or undefined when the vehicle was not asked that. */
  take(from: PeerId, id: number): Try | undefined
  /** Marks and returns those whose time is over now. */
  expire(nowMs: NowMs): readonly Try[]
  /** Marks and returns those of a vehicle that is gone. */
  expirePeer(peer: PeerId): readonly Try[]
  /** Those to send again now: their time has come, or their vehicle has just connected. */
  resend(nowMs: NowMs, connected?: PeerId): readonly Try[]
  /** When to look again; Infinity for never. */
  dueAtMs(): NowMs
}

/** This vehicle's own answers come from its disk and are not timed. */
export function createTries(self: PeerId, options: Required<ReadOptions>): Tries {
  const tries = new Map<number, OpenTry>()
  const all = (): OpenTry[] => [...tries.values()]
  const mark = (over: readonly OpenTry[]): readonly Try[] => {
    for (const open of over) {
      open.isOverdue = true
    }
    return over
  }
  return {
    all,
    waiting: () => all().filter((open) => !open.isOverdue),
    open(nowMs, asked) {
      const isTimed = asked.peer !== self
      tries.set(asked.read.id, {
        ...asked,
        isOverdue: false,
        expiresAtMs: isTimed ? nowMs + options.tryTimeoutMs : Number.POSITIVE_INFINITY,
        resendAtMs: isTimed ? nowMs + options.resendMs : Number.POSITIVE_INFINITY,
        resendAfterMs: options.resendMs
      })
    },
    take(from, id) {
      const open = tries.get(id)
      if (open === undefined || open.peer !== from) {
        return undefined
      }
      tries.delete(id)
      return open
    },
    expire: (nowMs) => mark(all().filter((open) => !open.isOverdue && nowMs >= open.expiresAtMs)),
    expirePeer: (peer) => mark(all().filter((open) => !open.isOverdue && open.peer === peer)),
    resend(nowMs, connected) {
      const due = all().filter((open) => open.peer === connected || nowMs >= open.resendAtMs)
      for (const open of due) {
        open.wasConnected ||= open.peer === connected
        open.resendAfterMs = Math.min(2 * open.resendAfterMs, options.tryTimeoutMs)
        open.resendAtMs = nowMs + open.resendAfterMs
      }
      return due
    },
    dueAtMs: () =>
      Math.min(
        ...all().map((open) =>
          open.isOverdue ? open.resendAtMs : Math.min(open.expiresAtMs, open.resendAtMs)
        )
      )
  }
}
