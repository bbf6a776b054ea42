/**
 * What a group is asked, whatever its engine, and how it answers.
 */
import type { Booth } from '../../core/booth.ts'
import type { QuorumRules, TwophaseRules } from '../../core/engine-rules.ts'
import type { ChainId, GroupEngine, StateKind } from '../../core/genesis.ts'
import type { QueryRequest, SubmitRequest } from '../../core/group-request.ts'
import type { Head } from '../../core/holdings.ts'
import type { PeerId } from '../../core/peer.ts'

/** Begins a group with this vehicle and others. Answered when a majority has joined: GroupOpened. */
export interface OpenGroupRequest {
  readonly type: 'openGroup'
  /** How the members keep the state; default: paxos. */
  readonly engine?: GroupEngine
  readonly state: StateKind
  /** This vehicle and the pivots are added. */
  readonly members: readonly PeerId[]
  /** Members of every booth, whose signature every certificate carries; at most 8. Default: none. */
  readonly pivots?: readonly PeerId[]
  readonly name: string
  /** Zero bits of every block's hash; 0 for no work. */
  readonly workBits: number
  /** Only with the engine quorum; what is not given is the least that is allowed. */
  readonly quorum?: Partial<QuorumRules>
  /** Only with the engine twophase; what is not given is the default. */
  readonly twophase?: Partial<TwophaseRules>
  /**
   * The caller's id, 1 to 128 characters: the same again, over restarts too, opens nothing and gets
   * the same answer. Without one each request opens a group.
   */
  readonly operation?: string
}

/** Answer to `openGroup` and `changeMembers`. */
export interface GroupOpened {
  readonly chain: ChainId
  readonly booth: Booth['id']
  readonly number: number
  readonly members: readonly PeerId[]
}

/** Puts the group into other hands. Answered when the last block of the booth is decided: GroupOpened. */
export interface ChangeMembersRequest {
  readonly type: 'changeMembers'
  readonly chain: ChainId
  readonly members: readonly PeerId[]
  /** The caller's id, 1 to 128 characters; the same again gets the same answer and does nothing. */
  readonly operation: string
}

/**
 * Ends the booth of a group that has lost a majority of its members for good, and puts the group into
 * these hands: survivors, this vehicle among them, and perhaps new ones. What the lost members have
 * decided without the survivors is lost; they must never come back with their disks. Refused
 * `majorityReachable` while a majority can be reached. Answered like a change of members: GroupOpened.
 */
export interface RecoverGroupRequest {
  readonly type: 'recoverGroup'
  readonly chain: ChainId
  readonly members: readonly PeerId[]
  /** The caller's id, 1 to 112 characters; the same again gets the same answer and does nothing. */
  readonly operation: string
  /** That the caller has understood this. */
  readonly unsafe: boolean
}

/** Has a majority sign what is decided, at a member. Answered when the certificate is here: HeadCertified. */
export interface CertifyHeadRequest {
  readonly type: 'certifyHead'
  readonly chain: ChainId
  /** A block that must be covered; default: the newest one decided here. */
  readonly height?: number
  readonly deadlineMs?: number
}

export interface HeadCertified {
  readonly chain: ChainId
  /** The certificate covers everything up to this block. */
  readonly head: Head
}

export type PaxosRequest =
  | OpenGroupRequest
  | ChangeMembersRequest
  | RecoverGroupRequest
  | SubmitRequest
  | QueryRequest
  | CertifyHeadRequest
