/**
 * Who answers a leader: whoever leads without a majority only holds up its clients.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'

export interface Followers {
  /** Ascending. */
  readonly peers: readonly PeerId[]
  /** Returns whether it did not answer before. */
  answered(nowMs: NowMs, peer: PeerId): boolean
  left(peer: PeerId): void
  /** Whether for as long as the leader has patience fewer than `others` have answered. */
  areTooFew(nowMs: NowMs, others: number): boolean
}

/** Of a leader since `sinceMs`. */
export function createFollowers(sinceMs: NowMs, patienceMs: number): Followers {
  const heardMs = new Map<PeerId, NowMs>()
  return {
    get peers() {
      return [...heardMs.keys()].sort()
    },
    answered(nowMs, peer) {
      const isBack = !heardMs.has(peer)
      heardMs.set(peer, nowMs)
      return isBack
    },
    left(peer) {
      heardMs.delete(peer)
    },
    areTooFew(nowMs, others) {
      for (const [peer, atMs] of heardMs) {
        if (nowMs >= atMs + patienceMs) {
          heardMs.delete(peer)
        }
      }
      return nowMs >= sinceMs + patienceMs && heardMs.size < others
    }
  }
}
