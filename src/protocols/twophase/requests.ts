/**
 * What a ring is asked besides operations and questions, and how it answers.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { QueryRequest, SubmitRequest } from '../../core/group-request.ts'
import type { PeerId } from '../../core/peer.ts'

/** Has this vehicle take part in a ring, or take part again. Answered: RingChanged. */
export interface RingJoinRequest {
  readonly type: 'ringJoin'
  readonly chain: ChainId
  readonly deadlineMs?: number
}

/** Has a vehicle take part no more. Answered when that is decided; keys move then: RingChanged. */
export interface RingLeaveRequest {
  readonly type: 'ringLeave'
  readonly chain: ChainId
  /** Default: this vehicle. */
  readonly peer?: PeerId
  /** It is lost: nobody waits for it. */
  readonly isGone?: boolean
  readonly deadlineMs?: number
}

export interface RingChanged {
  readonly chain: ChainId
  /** It was not so before. */
  readonly isNew: boolean
  readonly version: number
}

/** Asks for the ring as it is. Answered: RingShown. */
export interface RingShowRequest {
  readonly type: 'ringShow'
  readonly chain: ChainId
  /** Keys whose owners are wanted; Latin-1. */
  readonly keys?: readonly string[]
  readonly deadlineMs?: number
}

export interface RingShare {
  readonly peer: PeerId
  readonly tokens: number
  readonly isLost: boolean
  /** It comes into force with the next ring. */
  readonly isJoining: boolean
  /** It is not part of the next ring. */
  readonly isLeaving: boolean
  /** Part of all keys that it keeps first, and at all; of 1. */
  readonly first: number
  readonly all: number
}

/** What a vehicle has fetched for the next ring; all 0 while it fetches nothing. */
export interface Moved {
  /** Keys that came so far. */
  readonly keys: number
  /** Vehicles that it fetches from. */
  readonly sources: number
  /** Those of them that have given all. */
  readonly done: number
}

export interface RingShown {
  readonly chain: ChainId
  readonly version: number
  readonly phase: 'forming' | 'stable' | 'moving' | 'settling'
  readonly copies: number
  readonly nodes: readonly RingShare[]
  /** While moving: who has what it needs. While settling: who knows the new ring. */
  readonly ready: readonly PeerId[]
  /** Of the vehicle that was asked. */
  readonly moved: Moved
  readonly owners: readonly { readonly key: string; readonly owners: readonly PeerId[] }[]
}

export type RingRequest = RingJoinRequest | RingLeaveRequest | RingShowRequest
export type TwophaseRequest = SubmitRequest | QueryRequest | RingRequest
