/**
 * The codec of operations and results of the bank.
 *
 * Keeps: what is decoded is within all limits of limits.ts.
 */
import { decodeWith, readBytes, readText } from '../../core/codec.ts'
import { OPERATION_BYTES_MAX } from '../../core/command.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { operationFault } from './faults.ts'
import { REFUSED_CHARACTERS_MAX } from './limits.ts'
import { BankOperation as OperationCodec, BankResult as ResultCodec } from './messages.ts'
import {
  type BankOperation,
  type BankResult,
  ITEM_OUTCOMES,
  type ItemOutcome,
  REFUSED_REASONS,
  type RefusedResult
} from './types.ts'

const RESULT_BYTES_MAX = 16 * 1024

/** Encodes without checks; `operationFault` says before whether it may be asked for. */
export function encodeOperation(operation: BankOperation): Uint8Array {
  switch (operation.type) {
    case 'open':
      return OperationCodec.encode({ open: operation })
    case 'mint': {
      const { account, amount, owner = '' } = operation
      return OperationCodec.encode({ mint: { account, amount, owner } })
    }
    case 'changeOwner':
      return OperationCodec.encode({ changeOwner: operation })
    case 'transfers':
      return OperationCodec.encode({ transfers: { items: [...operation.items] } })
  }
}

/** @throws InvalidMessageError when the bytes are no operation, or it is beyond a limit */
export function decodeOperation(bytes: Uint8Array): BankOperation {
  const raw = decodeWith(
    'bank operation',
    readBytes('bank operation', bytes, OPERATION_BYTES_MAX),
    OperationCodec.decode
  )
  const operation = readOperation(raw)
  const fault = operation === undefined ? 'it is of no known type' : operationFault(operation)
  if (operation === undefined || fault !== undefined) {
    throw new InvalidMessageError(`a bank operation is refused: ${fault}`)
  }
  return operation
}

export function encodeResult(result: BankResult): Uint8Array {
  switch (result.type) {
    case 'account':
      return ResultCodec.encode({ account: result })
    case 'transfers': {
      const outcomes = result.outcomes.map((outcome) => ITEM_OUTCOMES.indexOf(outcome) + 1)
      return ResultCodec.encode({ transfers: { outcomes: Uint8Array.from(outcomes) } })
    }
    case 'refused':
      return ResultCodec.encode({ refused: result })
  }
}

/** @throws InvalidMessageError when the bytes are no result */
export function decodeResult(bytes: Uint8Array): BankResult {
  const { account, transfers, refused } = decodeWith(
    'bank result',
    readBytes('bank result', bytes, RESULT_BYTES_MAX),
    ResultCodec.decode
  )
  if (account?.account !== undefined) {
    return { type: 'account', isNew: account.isNew, account: account.account }
  }
  if (transfers !== undefined) {
    return { type: 'transfers', outcomes: Array.from(transfers.outcomes, readOutcome) }
  }
  if (refused !== undefined) {
    return readRefused(refused.reason, refused.text)
  }
  throw new InvalidMessageError('a bank result is of no known type')
}

function readOperation(raw: OperationCodec): BankOperation | undefined {
  const { open, mint, changeOwner, transfers } = raw
  if (transfers !== undefined) {
    return { type: 'transfers', items: transfers.items }
  }
  if (mint !== undefined) {
    const { account, amount, owner } = mint
    return { type: 'mint', account, amount, owner: owner === '' ? undefined : owner }
  }
  if (open !== undefined) {
    return { type: 'open', ...open }
  }
  return changeOwner === undefined ? undefined : { type: 'changeOwner', ...changeOwner }
}

function readOutcome(code: number): ItemOutcome {
  const outcome = ITEM_OUTCOMES[code - 1]
  if (outcome === undefined) {
    throw new InvalidMessageError(`an outcome of a transfer is ${code}`)
  }
  return outcome
}

function readRefused(reason: string, text: string): RefusedResult {
  const known = REFUSED_REASONS.find((one) => one === reason)
  if (known === undefined) {
    throw new InvalidMessageError('a bank result is refused for no known reason')
  }
  return {
    type: 'refused',
    reason: known,
    text: readText('refused.text', text, REFUSED_CHARACTERS_MAX)
  }
}
