/**
 * The codec and limits of the bank protocol.
 */
import { fromHex } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHexBytes,
  readNumber,
  readPeer,
  readText
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { INCARNATION_BYTES } from '../../core/limits.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import {
  accountFault,
  BATCH_BYTES_MAX,
  type Batch,
  decodeBatch,
  encodeBatch,
  transferFault
} from '../../core/transfer.ts'
import { REASON_CHARACTERS_MAX, TEXT_CHARACTERS_MAX, WAIT_MS_MAX } from './limits.ts'
import { BankMessage as Codec } from './messages.ts'
import { type BankMessage, LEVELS, type Level, type Outcome } from './types.ts'

export const bankSpec: ProtocolSpec<'bank', BankMessage> = {
  name: 'bank',
  id: '/vguard/bank/1.0.0',
  bytesMax: BATCH_BYTES_MAX + 1024,
  inboundMessagesMax: 4096,
  outboundBytesMax: 4 * 1024 * 1024,
  encode,
  decode
}

function encode(message: BankMessage): Uint8Array {
  const { chain } = message
  switch (message.type) {
    case 'transfer': {
      const { ticket, epoch, transfer, level, waitMs } = message
      const order = { ticket, epoch, ...transfer, level: rawLevel(level), waitMs }
      return Codec.encode({ chain, transfer: order })
    }
    case 'move':
      return Codec.encode({ chain, move: message })
    case 'answer': {
      const { ticket, epoch, outcome } = message
      return Codec.encode({ chain, answer: { ticket, epoch, ...rawOutcome(outcome) } })
    }
    case 'keep': {
      const { settled, batch } = message
      return Codec.encode({ chain, keep: { settled, batch: encodeBatch(batch) } })
    }
    case 'kept': {
      const { epoch, to, fence } = message
      const incarnation = fromHex(message.incarnation)
      return Codec.encode({ chain, kept: { incarnation, epoch, to, fence } })
    }
    case 'collect':
      return Codec.encode({ chain, collect: message })
    case 'pending':
      return Codec.encode({ chain, pending: { round: message.round, ...rawBatch(message.batch) } })
    case 'fence':
      return Codec.encode({ chain, fence: message })
    case 'fenced': {
      const incarnation = fromHex(message.incarnation)
      const fenced = { round: message.round, incarnation, ...rawBatch(message.batch) }
      return Codec.encode({ chain, fenced })
    }
  }
}

function decode(bytes: Uint8Array): BankMessage {
  const raw = decodeWith('bank', readBytes('bank', bytes, bankSpec.bytesMax), Codec.decode)
  const chain = readChain('bank.chain', raw.chain)
  const message = readOrder(chain, raw) ?? readCopy(chain, raw)
  if (message === undefined) {
    throw new InvalidMessageError('bank has no known message')
  }
  return message
}

function readOrder(chain: string, raw: Codec): BankMessage | undefined {
  if (raw.transfer !== undefined) {
    const { ticket, epoch, account, to, amount, operation, level, waitMs } = raw.transfer
    const transfer = { account, to, amount, operation }
    check(transferFault(transfer))
    return {
      type: 'transfer',
      chain,
      ticket: readNumber('transfer.ticket', ticket),
      epoch: readNumber('transfer.epoch', epoch),
      transfer,
      level: readLevel(level),
      waitMs: readNumber('transfer.waitMs', waitMs, 0, WAIT_MS_MAX)
    }
  }
  if (raw.move !== undefined) {
    const { ticket, epoch, account, to, waitMs } = raw.move
    check(accountFault(account))
    return {
      type: 'move',
      chain,
      ticket: readNumber('move.ticket', ticket),
      epoch: readNumber('move.epoch', epoch),
      account,
      to: readPeer('move.to', to),
      waitMs: readNumber('move.waitMs', waitMs, 0, WAIT_MS_MAX)
    }
  }
  if (raw.answer !== undefined) {
    const { ticket, epoch } = raw.answer
    return {
      type: 'answer',
      chain,
      ticket: readNumber('answer.ticket', ticket),
      epoch: readNumber('answer.epoch', epoch),
      outcome: readOutcome(raw.answer)
    }
  }
  return undefined
}

function readCopy(chain: string, raw: Codec): BankMessage | undefined {
  if (raw.keep !== undefined) {
    const settled = readNumber('keep.settled', raw.keep.settled)
    return { type: 'keep', chain, settled, batch: decodeBatch(raw.keep.batch) }
  }
  if (raw.kept !== undefined) {
    return {
      type: 'kept',
      chain,
      incarnation: readHexBytes('kept.incarnation', raw.kept.incarnation, INCARNATION_BYTES),
      epoch: readNumber('kept.epoch', raw.kept.epoch, 1),
      to: readNumber('kept.to', raw.kept.to),
      fence: readNumber('kept.fence', raw.kept.fence)
    }
  }
  if (raw.collect !== undefined) {
    return { type: 'collect', chain, round: readNumber('collect.round', raw.collect.round) }
  }
  if (raw.pending !== undefined) {
    const round = readNumber('pending.round', raw.pending.round)
    return { type: 'pending', chain, round, batch: readBatch(raw.pending.batch) }
  }
  if (raw.fence !== undefined) {
    return {
      type: 'fence',
      chain,
      round: readNumber('fence.round', raw.fence.round),
      owner: readPeer('fence.owner', raw.fence.owner),
      epoch: readNumber('fence.epoch', raw.fence.epoch, 1)
    }
  }
  if (raw.fenced === undefined) {
    return undefined
  }
  return {
    type: 'fenced',
    chain,
    round: readNumber('fenced.round', raw.fenced.round),
    incarnation: readHexBytes('fenced.incarnation', raw.fenced.incarnation, INCARNATION_BYTES),
    batch: readBatch(raw.fenced.batch)
  }
}

function rawOutcome(outcome: Outcome): Omit<NonNullable<Codec['answer']>, 'ticket' | 'epoch'> {
  switch (outcome.type) {
    case 'done': {
      const { level, seq, height } = outcome
      return { done: { level: rawLevel(level), seq, height } }
    }
    case 'refused':
      return { refused: outcome }
    case 'again':
      return { again: {} }
    case 'notOwner':
      return { notOwner: {} }
  }
}

function readOutcome(raw: NonNullable<Codec['answer']>): Outcome {
  if (raw.done !== undefined) {
    const { level, seq, height } = raw.done
    return {
      type: 'done',
      level: readLevel(level),
      seq: readNumber('done.seq', seq),
      height: readNumber('done.height', height)
    }
  }
  if (raw.refused !== undefined) {
    const { reason, text, retry } = raw.refused
    return {
      type: 'refused',
      reason: readText('refused.reason', reason, REASON_CHARACTERS_MAX),
      text: readText('refused.text', text, TEXT_CHARACTERS_MAX),
      retry
    }
  }
  if (raw.again !== undefined) {
    return { type: 'again' }
  }
  if (raw.notOwner !== undefined) {
    return { type: 'notOwner' }
  }
  throw new InvalidMessageError('bank.answer has no known outcome')
}

function rawBatch(batch: Batch | undefined): { batch?: Uint8Array } {
  return batch === undefined ? {} : { batch: encodeBatch(batch) }
}

function readBatch(bytes: Uint8Array | undefined): Batch | undefined {
  return bytes === undefined ? undefined : decodeBatch(bytes)
}

function rawLevel(level: Level): number {
  return LEVELS.indexOf(level) + 1
}

function readLevel(code: number): Level {
  const level = LEVELS[code - 1]
  if (level === undefined) {
    throw new InvalidMessageError(`bank has a level ${code}`)
  }
  return level
}

function check(fault: string | undefined): void {
  if (fault !== undefined) {
    throw new InvalidMessageError(`bank is refused: ${fault}`)
  }
}
