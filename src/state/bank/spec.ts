/**
 * The codec of operations and results of the bank.
 *
 * Keeps: what is decoded is within all limits of limits.ts and of core/transfer.ts.
 */
import { fromHex, toHex } from '../../core/bytes.ts'
import { decodeWith, readBytes, readText } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { OPERATION_BYTES_MAX } from '../../core/limits.ts'
import { decodeBatch, encodeBatch } from '../../core/transfer.ts'
import { operationFault } from './faults.ts'
import { REFUSED_CHARACTERS_MAX } from './limits.ts'
import {
  type Keeper as KeeperMessage,
  BankOperation as OperationCodec,
  BankResult as ResultCodec
} from './messages.ts'
import {
  type BankOperation,
  type BankResult,
  type Keeper,
  OUTCOMES,
  REFUSED_REASONS,
  type RefusedResult,
  type TransferOutcome
} from './types.ts'

const RESULT_BYTES_MAX = 16 * 1024

/** Encodes without checks; `operationFault` says before whether it may be asked for. */
export function encodeOperation(operation: BankOperation): Uint8Array {
  switch (operation.type) {
    case 'open':
      return OperationCodec.encode({ open: operation })
    case 'mint':
      return OperationCodec.encode({ mint: { ...operation, owner: operation.owner ?? '' } })
    case 'transfers':
      return OperationCodec.encode({ transfers: { batches: operation.batches.map(encodeBatch) } })
    case 'begin':
      return OperationCodec.encode({
        begin: {
          ...operation,
          incarnation: fromHex(operation.incarnation),
          keepers: operation.keepers.map(rawKeeper),
          batches: operation.batches.map(encodeBatch)
        }
      })
    case 'end':
      return OperationCodec.encode({
        end: { ...operation, batches: operation.batches.map(encodeBatch) }
      })
    case 'move':
      return OperationCodec.encode({ move: operation })
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
    case 'settled':
      return ResultCodec.encode({ settled: { outcomes: rawOutcomes(result.outcomes) } })
    case 'epoch': {
      const { epoch, outcomes } = result
      return ResultCodec.encode({ epoch: { epoch, outcomes: rawOutcomes(outcomes) } })
    }
    case 'refused':
      return ResultCodec.encode({ refused: result })
  }
}

/** @throws InvalidMessageError when the bytes are no result */
export function decodeResult(bytes: Uint8Array): BankResult {
  const { account, settled, epoch, refused } = decodeWith(
    'bank result',
    readBytes('bank result', bytes, RESULT_BYTES_MAX),
    ResultCodec.decode
  )
  if (account?.account !== undefined) {
    return { type: 'account', isNew: account.isNew, account: account.account }
  }
  if (settled !== undefined) {
    return { type: 'settled', outcomes: Array.from(settled.outcomes, readOutcome) }
  }
  if (epoch !== undefined) {
    const outcomes = Array.from(epoch.outcomes, readOutcome)
    return { type: 'epoch', epoch: epoch.epoch, outcomes }
  }
  if (refused !== undefined) {
    return readRefused(refused.reason, refused.text)
  }
  throw new InvalidMessageError('a bank result is of no known type')
}

function readOperation(raw: OperationCodec): BankOperation | undefined {
  const { open, mint, transfers, begin, end, move } = raw
  if (transfers !== undefined) {
    return { type: 'transfers', batches: transfers.batches.map(decodeBatch) }
  }
  if (mint !== undefined) {
    return { type: 'mint', ...mint, owner: mint.owner === '' ? undefined : mint.owner }
  }
  if (begin !== undefined) {
    return {
      type: 'begin',
      ...begin,
      incarnation: toHex(begin.incarnation),
      keepers: begin.keepers.map(readKeeper),
      batches: begin.batches.map(decodeBatch)
    }
  }
  if (end !== undefined) {
    return { type: 'end', ...end, batches: end.batches.map(decodeBatch) }
  }
  if (open !== undefined) {
    return { type: 'open', ...open }
  }
  return move === undefined ? undefined : { type: 'move', ...move }
}

export function rawKeeper({ peer, incarnation }: Keeper): KeeperMessage {
  return { peer, incarnation: fromHex(incarnation) }
}

export function readKeeper({ peer, incarnation }: KeeperMessage): Keeper {
  return { peer, incarnation: toHex(incarnation) }
}

function rawOutcomes(outcomes: readonly TransferOutcome[]): Uint8Array {
  return Uint8Array.from(outcomes, (outcome) => OUTCOMES.indexOf(outcome) + 1)
}

function readOutcome(code: number): TransferOutcome {
  const outcome = OUTCOMES[code - 1]
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
