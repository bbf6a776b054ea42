/**
 * What a site puts into the log of its decision group, asks of it, and hears from it; and the ring as the
 * log has it.
 */
import type { Incarnation } from '../../core/booth.ts'
import type { OperationName } from '../../core/command.ts'
import type { HashNode } from '../../core/hash-ring.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Effects } from './types.ts'

/** A vehicle on the ring. */
export interface RingNode extends HashNode {
  readonly number: number
  readonly incarnation: Incarnation
  readonly isLost: boolean
}

/** The ring as the log has it. */
export interface Ring {
  readonly version: number
  readonly phase: 'forming' | 'stable' | 'moving' | 'settling'
  readonly nodes: readonly RingNode[]
  readonly next: readonly RingNode[]
  readonly ready: readonly PeerId[]
  readonly left: readonly PeerId[]
  /** The version at each recovery of the group without a majority. */
  readonly lines: readonly number[]
}

export interface TransactionId {
  readonly coordinator: string
  readonly number: number
}

export interface Commit extends Effects, OperationName {
  readonly number: number
  readonly participants: readonly number[]
  readonly result: Uint8Array
  readonly begunAt: number
}

/** What is put into the log. */
export type Written =
  | {
      readonly type: 'register'
      readonly peer: PeerId
      readonly incarnation: Incarnation
      readonly freeBytes: number
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
      readonly acked: readonly { readonly client: string; readonly to: number }[]
    }
  | { readonly type: 'resolve' | 'end'; readonly transactions: readonly TransactionId[] }

/** What the log is asked. */
export type LogQuestion =
  | { readonly type: 'ring'; readonly known: number }
  | { readonly type: 'decisions'; readonly transactions: readonly TransactionId[] }
  | ({ readonly type: 'operation' } & OperationName)
  | {
      readonly type: 'unended'
      readonly before: number
      readonly limit: number
      readonly skip: number
    }

/** What the log has decided of a transaction or operation. */
export interface Decided extends Effects {
  readonly word: 'committed' | 'aborted' | 'repeated' | 'stale' | 'busy' | 'open' | 'other'
  readonly result: Uint8Array
}

/** A transaction that is committed, and that not all are known to have done. */
export interface Unended extends TransactionId, Effects {
  readonly height: number
  readonly participants: readonly number[]
}

/** What came back from the log. */
export type LogAnswer =
  | { readonly type: 'changed'; readonly isNew: boolean; readonly version: number }
  | { readonly type: 'decided'; readonly height: number; readonly outcomes: readonly Decided[] }
  | { readonly type: 'refused'; readonly reason: string; readonly text: string }
  | {
      readonly type: 'ring'
      readonly height: number
      readonly changes: number
      readonly ring: Ring | undefined
    }
  | { readonly type: 'decisions'; readonly outcomes: readonly Decided[] }
  | { readonly type: 'operation'; readonly height: number; readonly outcome: Decided }
  | { readonly type: 'unended'; readonly decisions: readonly Unended[] }
  | {
      readonly type: 'failed'
      readonly reason: string
      readonly text: string
      /** Its name when nobody knows whether it is in the log; undefined when it is not. */
      readonly operation?: string
    }

/** The log as it is applied here; it may be behind. */
export interface LogView {
  readonly height: number
  /** How often the ring was changed. */
  readonly changes: number
  ring(): Ring
  decisions(transactions: readonly TransactionId[]): readonly Decided[]
  /** Committed below this height and not ended, the oldest first, without the first `skip`. */
  unended(before: number, limit: number, skip: number): readonly Unended[]
}
