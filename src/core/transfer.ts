/**
 * Transfers of money between accounts, as owners issue them, copies keep them and the log settles them.
 *
 * Keeps: (owner, epoch, number) names one transfer for ever; what is decoded is within all limits, so
 * no amount is zero or negative and nobody pays an account out of itself.
 */
import { decodeWith, readBytes } from './codec.ts'
import { InvalidMessageError } from './errors.ts'
import { BODY_BYTES_MAX, NUMBER_MAX, OPERATION_CHARACTERS_MAX } from './limits.ts'
import { Batch as BatchCodec } from './messages.ts'
import { isPeer, type PeerId } from './peer.ts'

/** Name of an account: 1 to 64 characters, none of them a space or a control character. */
export type AccountId = string

/** Whole minor units, such as cents. */
export type Amount = bigint

export interface Transfer {
  /** Pays. */
  readonly account: AccountId
  /** Receives. */
  readonly to: AccountId
  readonly amount: Amount
  /** The caller's id. */
  readonly operation: string
}

/** Consecutive transfers of one owner. */
export interface Batch {
  readonly owner: PeerId
  readonly epoch: number
  /** Number of the first. */
  readonly from: number
  readonly transfers: readonly Transfer[]
}

/** Greatest amount, balance and sum of all money: what fits a signed 64-bit number. */
export const AMOUNT_MAX: bigint = 2n ** 63n - 1n

/** Characters of the name of an account. */
export const ACCOUNT_CHARACTERS_MAX = 64

/** Transfers of one batch or operation; at their widest they fit one entry of a block. */
export const TRANSFERS_MAX = 1024

/** The widest batch: names and ids of three bytes a character. */
export const BATCH_BYTES_MAX: number = BODY_BYTES_MAX - 128 * 1024

/** Number of the last transfer of a batch. */
export function lastOf({ from, transfers }: Batch): number {
  return from + transfers.length - 1
}

export function encodeBatch(batch: Batch): Uint8Array {
  return BatchCodec.encode({ ...batch, transfers: [...batch.transfers] })
}

/** @throws InvalidMessageError when the bytes are no batch, or it is beyond a limit */
export function decodeBatch(bytes: Uint8Array): Batch {
  const raw = decodeWith('batch', readBytes('batch', bytes, BATCH_BYTES_MAX), BatchCodec.decode)
  const fault = batchFault(raw)
  if (fault !== undefined) {
    throw new InvalidMessageError(`a batch is refused: ${fault}`)
  }
  return raw
}

/** Why a batch must not be taken, or undefined. */
export function batchFault({ owner, epoch, from, transfers }: Batch): string | undefined {
  const fault = ownerFault(owner) ?? countFault('an epoch', epoch) ?? countFault('a number', from)
  if (fault !== undefined) {
    return fault
  }
  if (transfers.length < 1 || transfers.length > TRANSFERS_MAX) {
    return `there are ${transfers.length} transfers, allowed are 1 to ${TRANSFERS_MAX}`
  }
  for (const transfer of transfers) {
    const wrong = transferFault(transfer)
    if (wrong !== undefined) {
      return wrong
    }
  }
  return undefined
}

/** Why a transfer must not be issued, or undefined. */
export function transferFault(transfer: Transfer): string | undefined {
  const { account, to, amount, operation } = transfer
  const fault = accountFault(account) ?? accountFault(to) ?? amountFault(amount)
  if (fault !== undefined) {
    return fault
  }
  return to === account ? 'a transfer pays the account that it takes from' : idFault(operation)
}

/** Why a caller's id cannot be taken, or undefined. */
export function idFault(operation: string): string | undefined {
  return operation.length >= 1 && operation.length <= OPERATION_CHARACTERS_MAX
    ? undefined
    : `an operation id has ${operation.length} characters, allowed are 1 to ${OPERATION_CHARACTERS_MAX}`
}

export function accountFault(account: AccountId): string | undefined {
  if (account.length < 1 || account.length > ACCOUNT_CHARACTERS_MAX) {
    return `an account's name has ${account.length} characters, allowed are 1 to ${ACCOUNT_CHARACTERS_MAX}`
  }
  for (let i = 0; i < account.length; i++) {
    const code = account.charCodeAt(i)
    // Control characters and spaces of ASCII and Latin-1: names stand in lines of text.
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0)) {
      return "an account's name has a space or a control character"
    }
  }
  return undefined
}

/** Why an amount cannot be moved, or undefined. */
export function amountFault(amount: Amount): string | undefined {
  return amount >= 1n && amount <= AMOUNT_MAX
    ? undefined
    : `an amount is ${amount}, allowed are 1 to ${AMOUNT_MAX}`
}

/** The amount in a text of decimal digits, or undefined when it is none that can be moved. */
export function parseAmount(text: string): Amount | undefined {
  if (!/^[0-9]{1,19}$/.test(text)) {
    return undefined
  }
  const amount = BigInt(text)
  return amountFault(amount) === undefined ? amount : undefined
}

export function ownerFault(owner: string): string | undefined {
  return isPeer(owner) ? undefined : 'an owner is no peer id'
}

/** Why a number that counts from `least` on cannot be one, or undefined. */
export function countFault(name: string, value: number, least = 1): string | undefined {
  return Number.isSafeInteger(value) && value >= least && value <= NUMBER_MAX
    ? undefined
    : `${name} is ${value}, allowed are ${least} to ${NUMBER_MAX}`
}
