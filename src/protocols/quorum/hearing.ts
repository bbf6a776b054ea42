/**
 * The leader as it is heard: who it is, of which epoch, and whether it is there.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { QuorumSettings } from './options.ts'

export interface Hearing {
  /** Undefined when nobody was heard, or the one that was has said that it leads no more. */
  readonly leader: PeerId | undefined
  /** Of the newest leader that was heard; 0 for none. */
  readonly epoch: number
  /** Since when this leader is heard. */
  sinceMs: NowMs
  /** Returns whether it is another leader, or another epoch, than before. */
  hear(nowMs: NowMs, leader: PeerId, epoch: number): boolean
  /** It was heard, and not long enough ago to be dead. */
  isAlive(nowMs: NowMs): boolean
  /** It was heard less than so long ago, whether it leads still or not. */
  wasHeard(nowMs: NowMs, withinMs: number): boolean
  /** It leads no more. */
  end(): void
  /** Its end is closed: there is little to wait for. */
  closed(nowMs: NowMs): void
}

export function createHearing({ electionTimeoutMs, heartbeatMs }: QuorumSettings): Hearing {
  let leader: PeerId | undefined
  let epoch = 0
  let heardMs: NowMs = Number.NEGATIVE_INFINITY
  let sinceMs: NowMs = 0
  return {
    get leader() {
      return leader
    },
    get epoch() {
      return epoch
    },
    get sinceMs() {
      return sinceMs
    },
    set sinceMs(ms) {
      sinceMs = ms
    },
    hear(nowMs, from, of) {
      const isNew = leader !== from || epoch !== of
      heardMs = nowMs
      leader = from
      epoch = of
      sinceMs = isNew ? nowMs : sinceMs
      return isNew
    },
    isAlive: (nowMs) => leader !== undefined && nowMs < heardMs + electionTimeoutMs,
    wasHeard: (nowMs, withinMs) => nowMs < heardMs + withinMs,
    end() {
      leader = undefined
    },
    closed(nowMs) {
      heardMs = Math.min(heardMs, nowMs - electionTimeoutMs + heartbeatMs)
    }
  }
}
