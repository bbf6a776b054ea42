/**
 * What a ring speaks: operations, results, questions and answers.
 */
import type { Incarnation } from '../../core/booth.ts'
import type { ClientId, OperationName } from '../../core/command.ts'
import type { HashNode } from '../../core/hash-ring.ts'
import type { PeerId } from '../../core/peer.ts'

/** A vehicle on the ring. */
export interface RingNode extends HashNode {
  /** Place in the order of first registrations, from 1; never used for another vehicle. */
  readonly number: number
  /** Its data directory; what another one of the same vehicle says does not count. */
  readonly incarnation: Incarnation
  /** Its data is lost: nobody asks it or waits for it. */
  readonly isLost: boolean
}

/**
 * `forming`: fewer vehicles than are needed. `moving`: the nodes of the next ring fetch what they
 * will keep, and both rings are written. `settling`: the new ring is in force, and what was given
 * away is still kept. In the order of their numbers on the wire, from 1.
 */
export const PHASES = ['forming', 'stable', 'moving', 'settling'] as const
export type Phase = (typeof PHASES)[number]

export interface RingShape {
  /** Grows with every change of who keeps what, and with every recovery; 0 while it forms. */
  readonly version: number
  readonly phase: Phase
  /** Those in force, ascending by peer. */
  readonly nodes: readonly RingNode[]
  /** While moving: those of the ring to come. Else none. */
  readonly next: readonly RingNode[]
  /** While moving: who has what it needs. While settling: who knows the new ring. */
  readonly ready: readonly PeerId[]
  /** Told to leave, and not asked back. */
  readonly left: readonly PeerId[]
  /**
   * The version at each time that survivors of the group went on without a majority: rings that the
   * lost members knew beyond it are no part of this log.
   */
  readonly lines: readonly number[]
}

/** A transaction: a run of a coordinator, and a number in it. */
export interface TransactionId {
  /** Hex of 24 bytes. */
  readonly coordinator: string
  readonly number: number
}

/** What a committed transaction does. */
export interface Effects {
  /** Whether all compares held. */
  readonly branch: boolean
  /** Of each key of the transaction, in its order; 0 for one that is not written. */
  readonly versions: readonly number[]
  /** Puts of each key since it was made; 0 for a key that is removed. */
  readonly changes: readonly number[]
}

export interface Commit extends Effects, OperationName {
  readonly number: number
  /** Numbers of the vehicles that voted. */
  readonly participants: readonly number[]
  /** Empty when it is too large to be kept. */
  readonly result: Uint8Array
  readonly begunAt: number
}

export interface Acked {
  readonly client: ClientId
  /** Operations up to this one will not be asked for again. */
  readonly to: number
}

export type RingOperation =
  | {
      readonly type: 'register'
      readonly peer: PeerId
      readonly incarnation: Incarnation
      readonly freeBytes: number
      /** Somebody wants it, also when it was told to leave before. */
      readonly isAsked: boolean
    }
  | { readonly type: 'leave'; readonly peer: PeerId; readonly isGone: boolean }
  | {
      readonly type: 'ready' | 'settled'
      readonly peer: PeerId
      readonly incarnation: Incarnation
      readonly version: number
    }
  | {
      readonly type: 'decide'
      readonly coordinator: string
      readonly commits: readonly Commit[]
      readonly ended: readonly number[]
      readonly acked: readonly Acked[]
    }
  | { readonly type: 'resolve' | 'end'; readonly transactions: readonly TransactionId[] }

/**
 * `committed` and `aborted` stand for ever. `repeated`: another transaction has done the operation.
 * `stale`: nobody knows any more whether it was done; it is not done now. `busy`: too much is not
 * ended. `open`: nothing is decided. `other`: another operation was done under its name, so this one was not
 * and never will be. In the order of their numbers on the wire, from 1.
 */
export const WORDS = ['committed', 'aborted', 'repeated', 'stale', 'busy', 'open', 'other'] as const
export type Word = (typeof WORDS)[number]

export interface Outcome extends Effects {
  readonly word: Word
  /** Of a committed or repeated operation; empty when it is not kept. */
  readonly result: Uint8Array
}

export const REFUSED_REASONS = ['malformed', 'full', 'tooFew', 'unknown', 'lastCopies'] as const

export interface RefusedResult {
  readonly type: 'refused'
  readonly reason: (typeof REFUSED_REASONS)[number]
  readonly text: string
}

export type RingResult =
  | { readonly type: 'changed'; readonly isNew: boolean; readonly version: number }
  | { readonly type: 'decided'; readonly outcomes: readonly Outcome[] }
  | RefusedResult

export type RingQuery =
  /** The ring is answered when it was changed more often than `known`. */
  | { readonly type: 'ring'; readonly known: number }
  | { readonly type: 'decisions'; readonly transactions: readonly TransactionId[] }
  | ({ readonly type: 'operation' } & OperationName)
  /** Decided in blocks below a height, and not ended: the oldest first. */
  | {
      readonly type: 'unended'
      readonly before: number
      readonly limit: number
      readonly skip: number
    }

/** A decision as the log knows it. */
export interface Decision extends TransactionId, Effects {
  readonly isCommitted: boolean
  readonly height: number
  /** Numbers of the vehicles that voted. */
  readonly participants: readonly number[]
}

export type RingAnswer =
  | {
      readonly type: 'ring'
      /** How often it was changed. */
      readonly changes: number
      readonly shape: RingShape | undefined
      readonly unended: number
    }
  | { readonly type: 'decisions'; readonly outcomes: readonly Outcome[] }
  | { readonly type: 'operation'; readonly outcome: Outcome }
  | { readonly type: 'unended'; readonly decisions: readonly Decision[] }
