/**
 * Groups of vehicles that share one state, as a host program opens, changes and sees them.
 */
import type { QuorumRules, TwophaseRules } from '../core/engine-rules.ts'
import type { ChainId, Engine, GroupEngine, StateKind } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'
import type { BranchStatus } from '../protocols/bank/index.ts'
import type { GroupStatus } from '../protocols/paxos/index.ts'
import type { QuorumGroupStatus } from '../protocols/quorum/index.ts'
import type { SiteStatus } from '../protocols/twophase/index.ts'
import type { CallOptions } from './calls.ts'

export interface OpenGroupOptions extends CallOptions {
  /** What the group shares: a key-value store, or a bank. */
  readonly state: 'kv' | 'bank'
  /** How its members keep the state; default: `paxos`. The others keep a key-value store. */
  readonly engine?: GroupEngine | undefined
  /** Only with the engine quorum; what is not given is the least that is allowed. */
  readonly quorum?: Partial<QuorumRules> | undefined
  /** Only with the engine twophase; what is not given is the default. */
  readonly twophase?: Partial<TwophaseRules> | undefined
  /** Vehicles by name, at most 128 with this one, which is always a member. */
  readonly members: readonly string[]
  /** Members for ever, whose signature every certificate carries; at most 8. */
  readonly pivots?: readonly string[] | undefined
  /** For people, at most 64 characters. */
  readonly name?: string | undefined
  /**
   * Zero bits that the hash of every block begins with: proof of work. Range 0 to 24, default 0. Its leader
   * makes about 2^bits hashes for each block: 0.1 s of one core for 16 bits, half a minute for 24.
   */
  readonly workBits?: number | undefined
  /** The caller's id; the same again gets the same group. Default: a new one. */
  readonly operation?: string | undefined
}

export interface ChangeMembersOptions extends CallOptions {
  /** The caller's id; the same again does nothing twice. Default: a new one. */
  readonly operation?: string | undefined
}

export interface RecoverGroupOptions extends ChangeMembersOptions {
  /** That what only the lost members know may be lost for good; refused without. */
  readonly unsafe: boolean
}

export interface GroupMemberView {
  readonly peer: PeerId
  /** Alias, or the end of its id. */
  readonly name: string
  /** The data directory from which it votes, where this vehicle keeps the group. */
  readonly incarnation: string | undefined
  /** How many blocks it has told that it has decided. */
  readonly decided: number | undefined
  readonly isLeader: boolean
  /** It answers heartbeats of this vehicle; false for all when this vehicle is no member. */
  readonly isConnected: boolean
  /** It has told of another block than is decided here; `status.fault` is `frozen` when most have. */
  readonly contradicts: boolean
}

/** A group that is known here. */
export interface GroupView {
  readonly chain: ChainId
  readonly name: string
  /** How its members keep the state. */
  readonly engine: Engine
  readonly state: StateKind
  /** Of the engine quorum: how many members take part in what. */
  readonly quorum: QuorumRules | undefined
  /** Of the engine twophase: how it keeps its keys. */
  readonly twophase: TwophaseRules | undefined
  /** Zero bits that the hash of every block begins with. */
  readonly workBits: number
  /** This vehicle is a member of the booth in force, as far as it knows. */
  readonly isMember: boolean
  /** Of the booth in force, as far as this vehicle knows. */
  readonly members: readonly GroupMemberView[]
  /** What the engine tells; undefined when this vehicle keeps nothing of the group. */
  readonly status: GroupStatus | undefined
  /** Of the engine quorum, what it tells besides its log; undefined when this vehicle has nothing to do with it. */
  readonly registers: QuorumGroupStatus | undefined
  /** Of the engine twophase, what this vehicle does for its ring; undefined when it has nothing to do with it. */
  readonly ring: SiteStatus | undefined
  /** What this vehicle does for the bank of the group; undefined when it has nothing to do with one. */
  readonly bank: BranchStatus | undefined
}
