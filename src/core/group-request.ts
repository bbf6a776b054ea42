/**
 * What every group is asked, whatever its engine: operations and questions of its state.
 */
import type { ChainId } from './genesis.ts'

/** Has an operation done. Answered when it is: Submitted. */
export interface SubmitRequest {
  readonly type: 'submit'
  readonly chain: ChainId
  /** Encoded operation of the state. */
  readonly operation: Uint8Array
  /** The id that an `unknown` answer gave: asks again without doing it twice. */
  readonly id?: string | undefined
  /** How long to wait for an answer, in ms; default: the option `deadlineMs`. */
  readonly deadlineMs?: number
}

export interface Submitted {
  readonly chain: ChainId
  /** `<client>:<seq>`. */
  readonly operation: string
  /** Result of the state, encoded. */
  readonly result: Uint8Array
  /** Block that carries the operation; with another engine than paxos the leading part of its revision. */
  readonly height: number
}

/** Asks the state, as the engine of the group promises. Answered: Queried. */
export interface QueryRequest {
  readonly type: 'query'
  readonly chain: ChainId
  readonly question: Uint8Array
  readonly deadlineMs?: number
}

export interface Queried {
  readonly chain: ChainId
  readonly result: Uint8Array
  /** The state was asked after this block; with another engine, the newest that was seen. */
  readonly height: number
}
