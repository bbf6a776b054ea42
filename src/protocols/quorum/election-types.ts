/**
 * What an election is told, shows and tells, and what it may wait for.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Followers } from './followers.ts'
import type { Seat } from './roster.ts'
import type {
  BeatenMessage,
  BeatMessage,
  ClaimMessage,
  DenyMessage,
  ElectionMessage,
  Out,
  PreemptMessage,
  QuorumMessage,
  ResignMessage
} from './types.ts'

export interface Election {
  readonly role: 'leader' | 'candidate' | 'follower'
  /** Whoever is heard to lead, this vehicle included. */
  readonly leader: PeerId | undefined
  /** Epoch of the newest leader that was heard, this vehicle included; 0 for none. */
  readonly leaderEpoch: number
  /** That leader was heard less than so long ago. */
  wasHeard(nowMs: NowMs, withinMs: number): boolean
  /** Members that answer heartbeats of this leader. */
  readonly connected: readonly PeerId[]
  start(nowMs: NowMs): void
  tick(nowMs: NowMs, out: Out): void
  message(nowMs: NowMs, from: PeerId, message: ElectionKind, out: Out): void
  heardOf(nowMs: NowMs, epoch: number, out: Out): void
  /**
   * A member has said what only the leader of this epoch says. Large values hold up heartbeats: whoever says
   * this is there as well, here and below.
   */
  spoken(nowMs: NowMs, from: PeerId, epoch: number): void
  /** A member has answered what the leader of this epoch says. */
  answered(nowMs: NowMs, from: PeerId, message: Answering): void
  /** Leads no more in this epoch, and asks for the next one at once. */
  renew(nowMs: NowMs, out: Out): void
  disconnected(nowMs: NowMs, peer: PeerId): void
}

/** What says from which data directory and booth a member answers a leader, and of which epoch. */
export type Answering = Pick<QuorumMessage, 'incarnation' | 'booth'> & { readonly epoch: number }

export type ElectionKind =
  | BeatMessage
  | BeatenMessage
  | ElectionMessage
  | ClaimMessage
  | PreemptMessage
  | DenyMessage
  | ResignMessage

export interface ElectionPorts {
  /** This vehicle leads. */
  elected(nowMs: NowMs, epoch: number, out: Out): void
  /** It leads no more. */
  deposed(nowMs: NowMs, out: Out): void
  /** A member answers the heartbeats of this leader that did not before. */
  cameBack(): void
  /** Another vehicle leads. */
  leaderChanged(nowMs: NowMs, out: Out): void
}

/** What it waits for. */
export type Phase =
  /** A leader's heartbeat. */
  | { readonly type: 'resting' }
  /** The word of a member with a higher id. */
  | { readonly type: 'asking'; readonly untilMs: NowMs; readonly round: number }
  /** That this member comes to lead. */
  | { readonly type: 'yielding'; readonly untilMs: NowMs }
  /** The word, then the promise of a majority: who is not heard by one disturbs nobody. */
  | {
      readonly type: 'sounding' | 'claiming'
      readonly untilMs: NowMs
      readonly epoch: number
      readonly grants: Map<PeerId, Seat>
    }
  | {
      readonly type: 'leading'
      readonly epoch: number
      readonly followers: Followers
    }
