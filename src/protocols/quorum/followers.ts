/**
 * Who answers a leader: whoever leads with too few to write only holds up its clients, and the others.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { QuorumSettings } from './options.ts'

export interface Followers {
  /** Ascending. */
  readonly peers: readonly PeerId[]
  /** Returns whether it is new, or was away: what it was sent since then it may lack. */
  answered(nowMs: NowMs, peer: PeerId): boolean
  /** Its link is closed: there is little to wait for, unless it only flaps. */
  left(nowMs: NowMs, peer: PeerId): void
  /** Whether for as long as the leader has patience fewer than `others` have answered. */
  areTooFew(nowMs: NowMs, others: number): boolean
}

/** What waits for a vehicle that takes nothing for so long is given up, also over an open link. */
const LOST_MS = 10_000

/** Of a leader since `sinceMs`. */
export function createFollowers(
  sinceMs: NowMs,
  { electionTimeoutMs, heartbeatMs }: QuorumSettings
): Followers {
  const patienceMs = 2 * electionTimeoutMs
  const heardMs = new Map<PeerId, NowMs>()
  /** When each answered last, however long ago. */
  const known = new Map<PeerId, NowMs>()
  /** Of these, whose links were closed since then. */
  const away = new Set<PeerId>()
  return {
    get peers() {
      return [...heardMs.keys()].filter((peer) => !away.has(peer)).sort()
    },
    answered(nowMs, peer) {
      const lastMs = known.get(peer) ?? Number.NEGATIVE_INFINITY
      const isBack = away.delete(peer) || nowMs >= lastMs + LOST_MS
      known.set(peer, nowMs)
      heardMs.set(peer, nowMs)
      return isBack
    },
    left(nowMs, peer) {
      const atMs = heardMs.get(peer)
      if (atMs !== undefined) {
        // Over a link that is back at once the next heartbeat goes, and its answer comes.
        heardMs.set(peer, Math.min(atMs, nowMs - patienceMs + 2 * heartbeatMs))
      }
      if (known.has(peer)) {
        away.add(peer)
      }
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
