/**
 * What a client of this vehicle has asked for, until it is over.
 */
import type { OperationDigest, OperationName } from '../../core/command.ts'
import type { NowMs } from '../../core/machine.ts'
import type { Hindrance } from './hindrance.ts'
import type { Key, Operation } from './types.ts'

/** An operation of a client. */
export interface Asked {
  readonly id: string
  readonly operation: Operation
  /** Of the operation as it was given. */
  readonly bytes: number
  readonly keys: readonly Key[]
  readonly digest: OperationDigest
  name: OperationName | undefined
  /** The client knows the name. */
  readonly isAgain: boolean
  /** Under this name: by another vehicle, or by a decision that was put twice. */
  mayBeDone: boolean
  readonly deadlineMs: NowMs
  /** It is known not to have been done so far. */
  isClear: boolean
  hasKeys: boolean
  isAnswered: boolean
  tries: number
  /** Why the last try came to nothing. */
  hindrance: Hindrance
}
