/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface BankMessage {
  chain: string
  transfer?: TransferOrder
  move?: MoveOrder
  answer?: Answer
  keep?: Keep
  kept?: Kept
  collect?: Collect
  pending?: Pending
  fence?: Fence
  fenced?: Fenced
}

export namespace BankMessage {
  let _codec: Codec<BankMessage>

  export const codec = (): Codec<BankMessage> => {
    if (_codec == null) {
      _codec = message<BankMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if (obj.transfer != null) {
          w.uint32(18)
          TransferOrder.codec().encode(obj.transfer, w)
        }

        if (obj.move != null) {
          w.uint32(26)
          MoveOrder.codec().encode(obj.move, w)
        }

        if (obj.answer != null) {
          w.uint32(34)
          Answer.codec().encode(obj.answer, w)
        }

        if (obj.keep != null) {
          w.uint32(42)
          Keep.codec().encode(obj.keep, w)
        }

        if (obj.kept != null) {
          w.uint32(50)
          Kept.codec().encode(obj.kept, w)
        }

        if (obj.collect != null) {
          w.uint32(58)
          Collect.codec().encode(obj.collect, w)
        }

        if (obj.pending != null) {
          w.uint32(66)
          Pending.codec().encode(obj.pending, w)
        }

        if (obj.fence != null) {
          w.uint32(74)
          Fence.codec().encode(obj.fence, w)
        }

        if (obj.fenced != null) {
          w.uint32(82)
          Fenced.codec().encode(obj.fenced, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.chain = reader.string()
              break
            }
            case 2: {
              obj.transfer = TransferOrder.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transfer
              })
              break
            }
            case 3: {
              obj.move = MoveOrder.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.move
              })
              break
            }
            case 4: {
              obj.answer = Answer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.answer
              })
              break
            }
            case 5: {
              obj.keep = Keep.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.keep
              })
              break
            }
            case 6: {
              obj.kept = Kept.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.kept
              })
              break
            }
            case 7: {
              obj.collect = Collect.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.collect
              })
              break
            }
            case 8: {
              obj.pending = Pending.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pending
              })
              break
            }
            case 9: {
              obj.fence = Fence.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.fence
              })
              break
            }
            case 10: {
              obj.fenced = Fenced.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.fenced
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.fenced != null) {
          delete obj.fence
          delete obj.pending
          delete obj.collect
          delete obj.kept
          delete obj.keep
          delete obj.answer
          delete obj.move
          delete obj.transfer
        }

        if (obj.fence != null) {
          delete obj.fenced
          delete obj.pending
          delete obj.collect
          delete obj.kept
          delete obj.keep
          delete obj.answer
          delete obj.move
          delete obj.transfer
        }

        if (obj.pending != null) {
          delete obj.fenced
          delete obj.fence
          delete obj.collect
          delete obj.kept
          delete obj.keep
          delete obj.answer
          delete obj.move
          delete obj.transfer
        }

        if (obj.collect != null) {
          delete obj.fenced
          delete obj.fence
          delete obj.pending
          delete obj.kept
          delete obj.keep
          delete obj.answer
          delete obj.move
          delete obj.transfer
        }

        if (obj.kept != null) {
          delete obj.fenced
          delete obj.fence
          delete obj.pending
          delete obj.collect
          delete obj.keep
          delete obj.answer
          delete obj.move
          delete obj.transfer
        }

        if (obj.keep != null) {
          delete obj.fenced
          delete obj.fence
          delete obj.pending
          delete obj.collect
          delete obj.kept
          delete obj.answer
          delete obj.move
          delete obj.transfer
        }

        if (obj.answer != null) {
          delete obj.fenced
          delete obj.fence
          delete obj.pending
          delete obj.collect
          delete obj.kept
          delete obj.keep
          delete obj.move
          delete obj.transfer
        }

        if (obj.move != null) {
          delete obj.fenced
          delete obj.fence
          delete obj.pending
          delete obj.collect
          delete obj.kept
          delete obj.keep
          delete obj.answer
          delete obj.transfer
        }

        if (obj.transfer != null) {
          delete obj.fenced
          delete obj.fence
          delete obj.pending
          delete obj.collect
          delete obj.kept
          delete obj.keep
          delete obj.answer
          delete obj.move
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.chain`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield * TransferOrder.codec().stream(reader, reader.uint32(), `${prefix}.transfer`, {
                limits: opts.limits?.transfer
              })

              break
            }
            case 3: {
              yield * MoveOrder.codec().stream(reader, reader.uint32(), `${prefix}.move`, {
                limits: opts.limits?.move
              })

              break
            }
            case 4: {
              yield * Answer.codec().stream(reader, reader.uint32(), `${prefix}.answer`, {
                limits: opts.limits?.answer
              })

              break
            }
            case 5: {
              yield * Keep.codec().stream(reader, reader.uint32(), `${prefix}.keep`, {
                limits: opts.limits?.keep
              })

              break
            }
            case 6: {
              yield * Kept.codec().stream(reader, reader.uint32(), `${prefix}.kept`, {
                limits: opts.limits?.kept
              })

              break
            }
            case 7: {
              yield * Collect.codec().stream(reader, reader.uint32(), `${prefix}.collect`, {
                limits: opts.limits?.collect
              })

              break
            }
            case 8: {
              yield * Pending.codec().stream(reader, reader.uint32(), `${prefix}.pending`, {
                limits: opts.limits?.pending
              })

              break
            }
            case 9: {
              yield * Fence.codec().stream(reader, reader.uint32(), `${prefix}.fence`, {
                limits: opts.limits?.fence
              })

              break
            }
            case 10: {
              yield * Fenced.codec().stream(reader, reader.uint32(), `${prefix}.fenced`, {
                limits: opts.limits?.fenced
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface BankMessageChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface BankMessageTransferTicketFieldEvent {
    field: '$.transfer.ticket'
    value: number
  }

  export interface BankMessageTransferEpochFieldEvent {
    field: '$.transfer.epoch'
    value: number
  }

  export interface BankMessageTransferAccountFieldEvent {
    field: '$.transfer.account'
    value: string
  }

  export interface BankMessageTransferToFieldEvent {
    field: '$.transfer.to'
    value: string
  }

  export interface BankMessageTransferAmountFieldEvent {
    field: '$.transfer.amount'
    value: bigint
  }

  export interface BankMessageTransferOperationFieldEvent {
    field: '$.transfer.operation'
    value: string
  }

  export interface BankMessageTransferLevelFieldEvent {
    field: '$.transfer.level'
    value: number
  }

  export interface BankMessageTransferWaitMsFieldEvent {
    field: '$.transfer.waitMs'
    value: number
  }

  export interface BankMessageMoveTicketFieldEvent {
    field: '$.move.ticket'
    value: number
  }

  export interface BankMessageMoveEpochFieldEvent {
    field: '$.move.epoch'
    value: number
  }

  export interface BankMessageMoveAccountFieldEvent {
    field: '$.move.account'
    value: string
  }

  export interface BankMessageMoveToFieldEvent {
    field: '$.move.to'
    value: string
  }

  export interface BankMessageMoveWaitMsFieldEvent {
    field: '$.move.waitMs'
    value: number
  }

  export interface BankMessageAnswerTicketFieldEvent {
    field: '$.answer.ticket'
    value: number
  }

  export interface BankMessageAnswerEpochFieldEvent {
    field: '$.answer.epoch'
    value: number
  }

  export interface BankMessageAnswerDoneLevelFieldEvent {
    field: '$.answer.done.level'
    value: number
  }

  export interface BankMessageAnswerDoneSeqFieldEvent {
    field: '$.answer.done.seq'
    value: number
  }

  export interface BankMessageAnswerDoneHeightFieldEvent {
    field: '$.answer.done.height'
    value: number
  }

  export interface BankMessageAnswerRefusedReasonFieldEvent {
    field: '$.answer.refused.reason'
    value: string
  }

  export interface BankMessageAnswerRefusedTextFieldEvent {
    field: '$.answer.refused.text'
    value: string
  }

  export interface BankMessageAnswerRefusedRetryFieldEvent {
    field: '$.answer.refused.retry'
    value: boolean
  }

  export interface BankMessageKeepSettledFieldEvent {
    field: '$.keep.settled'
    value: number
  }

  export interface BankMessageKeepBatchFieldEvent {
    field: '$.keep.batch'
    value: Uint8Array
  }

  export interface BankMessageKeptIncarnationFieldEvent {
    field: '$.kept.incarnation'
    value: Uint8Array
  }

  export interface BankMessageKeptEpochFieldEvent {
    field: '$.kept.epoch'
    value: number
  }

  export interface BankMessageKeptToFieldEvent {
    field: '$.kept.to'
    value: number
  }

  export interface BankMessageKeptFenceFieldEvent {
    field: '$.kept.fence'
    value: number
  }

  export interface BankMessageCollectRoundFieldEvent {
    field: '$.collect.round'
    value: number
  }

  export interface BankMessagePendingRoundFieldEvent {
    field: '$.pending.round'
    value: number
  }

  export interface BankMessagePendingBatchFieldEvent {
    field: '$.pending.batch'
    value: Uint8Array
  }

  export interface BankMessageFenceRoundFieldEvent {
    field: '$.fence.round'
    value: number
  }

  export interface BankMessageFenceOwnerFieldEvent {
    field: '$.fence.owner'
    value: string
  }

  export interface BankMessageFenceEpochFieldEvent {
    field: '$.fence.epoch'
    value: number
  }

  export interface BankMessageFencedRoundFieldEvent {
    field: '$.fenced.round'
    value: number
  }

  export interface BankMessageFencedIncarnationFieldEvent {
    field: '$.fenced.incarnation'
    value: Uint8Array
  }

  export interface BankMessageFencedBatchFieldEvent {
    field: '$.fenced.batch'
    value: Uint8Array
  }

  export function encode (obj: Partial<BankMessage>): Uint8Array {
    return encodeMessage(obj, BankMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankMessage>): BankMessage {
    return decodeMessage(buf, BankMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankMessage>): Generator<BankMessageChainFieldEvent | BankMessageTransferTicketFieldEvent | BankMessageTransferEpochFieldEvent | BankMessageTransferAccountFieldEvent | BankMessageTransferToFieldEvent | BankMessageTransferAmountFieldEvent | BankMessageTransferOperationFieldEvent | BankMessageTransferLevelFieldEvent | BankMessageTransferWaitMsFieldEvent | BankMessageMoveTicketFieldEvent | BankMessageMoveEpochFieldEvent | BankMessageMoveAccountFieldEvent | BankMessageMoveToFieldEvent | BankMessageMoveWaitMsFieldEvent | BankMessageAnswerTicketFieldEvent | BankMessageAnswerEpochFieldEvent | BankMessageAnswerDoneLevelFieldEvent | BankMessageAnswerDoneSeqFieldEvent | BankMessageAnswerDoneHeightFieldEvent | BankMessageAnswerRefusedReasonFieldEvent | BankMessageAnswerRefusedTextFieldEvent | BankMessageAnswerRefusedRetryFieldEvent | BankMessageKeepSettledFieldEvent | BankMessageKeepBatchFieldEvent | BankMessageKeptIncarnationFieldEvent | BankMessageKeptEpochFieldEvent | BankMessageKeptToFieldEvent | BankMessageKeptFenceFieldEvent | BankMessageCollectRoundFieldEvent | BankMessagePendingRoundFieldEvent | BankMessagePendingBatchFieldEvent | BankMessageFenceRoundFieldEvent | BankMessageFenceOwnerFieldEvent | BankMessageFenceEpochFieldEvent | BankMessageFencedRoundFieldEvent | BankMessageFencedIncarnationFieldEvent | BankMessageFencedBatchFieldEvent> {
    return streamMessage(buf, BankMessage.codec(), opts)
  }
}

export interface TransferOrder {
  ticket: number
  epoch: number
  account: string
  to: string
  amount: bigint
  operation: string
  level: number
  waitMs: number
}

export namespace TransferOrder {
  let _codec: Codec<TransferOrder>

  export const codec = (): Codec<TransferOrder> => {
    if (_codec == null) {
      _codec = message<TransferOrder>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ticket != null && obj.ticket !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.ticket)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(26)
          w.string(obj.account)
        }

        if ((obj.to != null && obj.to !== '')) {
          w.uint32(34)
          w.string(obj.to)
        }

        if ((obj.amount != null && obj.amount !== 0n)) {
          w.uint32(40)
          w.uint64(obj.amount)
        }

        if ((obj.operation != null && obj.operation !== '')) {
          w.uint32(50)
          w.string(obj.operation)
        }

        if ((obj.level != null && obj.level !== 0)) {
          w.uint32(56)
          w.uint32(obj.level)
        }

        if ((obj.waitMs != null && obj.waitMs !== 0)) {
          w.uint32(64)
          w.uint32(obj.waitMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0,
          epoch: 0,
          account: '',
          to: '',
          amount: 0n,
          operation: '',
          level: 0,
          waitMs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ticket = reader.uint64Number()
              break
            }
            case 2: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.account = reader.string()
              break
            }
            case 4: {
              obj.to = reader.string()
              break
            }
            case 5: {
              obj.amount = reader.uint64()
              break
            }
            case 6: {
              obj.operation = reader.string()
              break
            }
            case 7: {
              obj.level = reader.uint32()
              break
            }
            case 8: {
              obj.waitMs = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.ticket`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.account`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.to`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.amount`,
                value: reader.uint64()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.operation`,
                value: reader.string()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.level`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.waitMs`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface TransferOrderTicketFieldEvent {
    field: '$.ticket'
    value: number
  }

  export interface TransferOrderEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface TransferOrderAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface TransferOrderToFieldEvent {
    field: '$.to'
    value: string
  }

  export interface TransferOrderAmountFieldEvent {
    field: '$.amount'
    value: bigint
  }

  export interface TransferOrderOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export interface TransferOrderLevelFieldEvent {
    field: '$.level'
    value: number
  }

  export interface TransferOrderWaitMsFieldEvent {
    field: '$.waitMs'
    value: number
  }

  export function encode (obj: Partial<TransferOrder>): Uint8Array {
    return encodeMessage(obj, TransferOrder.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransferOrder>): TransferOrder {
    return decodeMessage(buf, TransferOrder.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransferOrder>): Generator<TransferOrderTicketFieldEvent | TransferOrderEpochFieldEvent | TransferOrderAccountFieldEvent | TransferOrderToFieldEvent | TransferOrderAmountFieldEvent | TransferOrderOperationFieldEvent | TransferOrderLevelFieldEvent | TransferOrderWaitMsFieldEvent> {
    return streamMessage(buf, TransferOrder.codec(), opts)
  }
}

export interface MoveOrder {
  ticket: number
  epoch: number
  account: string
  to: string
  waitMs: number
}

export namespace MoveOrder {
  let _codec: Codec<MoveOrder>

  export const codec = (): Codec<MoveOrder> => {
    if (_codec == null) {
      _codec = message<MoveOrder>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ticket != null && obj.ticket !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.ticket)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(26)
          w.string(obj.account)
        }

        if ((obj.to != null && obj.to !== '')) {
          w.uint32(34)
          w.string(obj.to)
        }

        if ((obj.waitMs != null && obj.waitMs !== 0)) {
          w.uint32(40)
          w.uint32(obj.waitMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0,
          epoch: 0,
          account: '',
          to: '',
          waitMs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ticket = reader.uint64Number()
              break
            }
            case 2: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.account = reader.string()
              break
            }
            case 4: {
              obj.to = reader.string()
              break
            }
            case 5: {
              obj.waitMs = reader.uint32()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.ticket`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.account`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.to`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.waitMs`,
                value: reader.uint32()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface MoveOrderTicketFieldEvent {
    field: '$.ticket'
    value: number
  }

  export interface MoveOrderEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface MoveOrderAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface MoveOrderToFieldEvent {
    field: '$.to'
    value: string
  }

  export interface MoveOrderWaitMsFieldEvent {
    field: '$.waitMs'
    value: number
  }

  export function encode (obj: Partial<MoveOrder>): Uint8Array {
    return encodeMessage(obj, MoveOrder.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MoveOrder>): MoveOrder {
    return decodeMessage(buf, MoveOrder.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<MoveOrder>): Generator<MoveOrderTicketFieldEvent | MoveOrderEpochFieldEvent | MoveOrderAccountFieldEvent | MoveOrderToFieldEvent | MoveOrderWaitMsFieldEvent> {
    return streamMessage(buf, MoveOrder.codec(), opts)
  }
}

export interface Answer {
  ticket: number
  epoch: number
  done?: Done
  refused?: Refused
  again?: Again
  notOwner?: NotOwner
}

export namespace Answer {
  let _codec: Codec<Answer>

  export const codec = (): Codec<Answer> => {
    if (_codec == null) {
      _codec = message<Answer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ticket != null && obj.ticket !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.ticket)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if (obj.done != null) {
          w.uint32(26)
          Done.codec().encode(obj.done, w)
        }

        if (obj.refused != null) {
          w.uint32(34)
          Refused.codec().encode(obj.refused, w)
        }

        if (obj.again != null) {
          w.uint32(42)
          Again.codec().encode(obj.again, w)
        }

        if (obj.notOwner != null) {
          w.uint32(50)
          NotOwner.codec().encode(obj.notOwner, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0,
          epoch: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ticket = reader.uint64Number()
              break
            }
            case 2: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.done = Done.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.done
              })
              break
            }
            case 4: {
              obj.refused = Refused.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refused
              })
              break
            }
            case 5: {
              obj.again = Again.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.again
              })
              break
            }
            case 6: {
              obj.notOwner = NotOwner.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.notOwner
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.notOwner != null) {
          delete obj.again
          delete obj.refused
          delete obj.done
        }

        if (obj.again != null) {
          delete obj.notOwner
          delete obj.refused
          delete obj.done
        }

        if (obj.refused != null) {
          delete obj.notOwner
          delete obj.again
          delete obj.done
        }

        if (obj.done != null) {
          delete obj.notOwner
          delete obj.again
          delete obj.refused
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.ticket`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield * Done.codec().stream(reader, reader.uint32(), `${prefix}.done`, {
                limits: opts.limits?.done
              })

              break
            }
            case 4: {
              yield * Refused.codec().stream(reader, reader.uint32(), `${prefix}.refused`, {
                limits: opts.limits?.refused
              })

              break
            }
            case 5: {
              yield * Again.codec().stream(reader, reader.uint32(), `${prefix}.again`, {
                limits: opts.limits?.again
              })

              break
            }
            case 6: {
              yield * NotOwner.codec().stream(reader, reader.uint32(), `${prefix}.notOwner`, {
                limits: opts.limits?.notOwner
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AnswerTicketFieldEvent {
    field: '$.ticket'
    value: number
  }

  export interface AnswerEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface AnswerDoneLevelFieldEvent {
    field: '$.done.level'
    value: number
  }

  export interface AnswerDoneSeqFieldEvent {
    field: '$.done.seq'
    value: number
  }

  export interface AnswerDoneHeightFieldEvent {
    field: '$.done.height'
    value: number
  }

  export interface AnswerRefusedReasonFieldEvent {
    field: '$.refused.reason'
    value: string
  }

  export interface AnswerRefusedTextFieldEvent {
    field: '$.refused.text'
    value: string
  }

  export interface AnswerRefusedRetryFieldEvent {
    field: '$.refused.retry'
    value: boolean
  }

  export function encode (obj: Partial<Answer>): Uint8Array {
    return encodeMessage(obj, Answer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Answer {
    return decodeMessage(buf, Answer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Generator<AnswerTicketFieldEvent | AnswerEpochFieldEvent | AnswerDoneLevelFieldEvent | AnswerDoneSeqFieldEvent | AnswerDoneHeightFieldEvent | AnswerRefusedReasonFieldEvent | AnswerRefusedTextFieldEvent | AnswerRefusedRetryFieldEvent> {
    return streamMessage(buf, Answer.codec(), opts)
  }
}

export interface Done {
  level: number
  seq: number
  height: number
}

export namespace Done {
  let _codec: Codec<Done>

  export const codec = (): Codec<Done> => {
    if (_codec == null) {
      _codec = message<Done>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.level != null && obj.level !== 0)) {
          w.uint32(8)
          w.uint32(obj.level)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.seq)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.height)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          level: 0,
          seq: 0,
          height: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.level = reader.uint32()
              break
            }
            case 2: {
              obj.seq = reader.uint64Number()
              break
            }
            case 3: {
              obj.height = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.level`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.seq`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface DoneLevelFieldEvent {
    field: '$.level'
    value: number
  }

  export interface DoneSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface DoneHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export function encode (obj: Partial<Done>): Uint8Array {
    return encodeMessage(obj, Done.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Done>): Done {
    return decodeMessage(buf, Done.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Done>): Generator<DoneLevelFieldEvent | DoneSeqFieldEvent | DoneHeightFieldEvent> {
    return streamMessage(buf, Done.codec(), opts)
  }
}

export interface Refused {
  reason: string
  text: string
  retry: boolean
}

export namespace Refused {
  let _codec: Codec<Refused>

  export const codec = (): Codec<Refused> => {
    if (_codec == null) {
      _codec = message<Refused>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(10)
          w.string(obj.reason)
        }

        if ((obj.text != null && obj.text !== '')) {
          w.uint32(18)
          w.string(obj.text)
        }

        if ((obj.retry != null && obj.retry !== false)) {
          w.uint32(24)
          w.bool(obj.retry)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          reason: '',
          text: '',
          retry: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.reason = reader.string()
              break
            }
            case 2: {
              obj.text = reader.string()
              break
            }
            case 3: {
              obj.retry = reader.bool()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.text`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.retry`,
                value: reader.bool()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface RefusedReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface RefusedTextFieldEvent {
    field: '$.text'
    value: string
  }

  export interface RefusedRetryFieldEvent {
    field: '$.retry'
    value: boolean
  }

  export function encode (obj: Partial<Refused>): Uint8Array {
    return encodeMessage(obj, Refused.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refused>): Refused {
    return decodeMessage(buf, Refused.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refused>): Generator<RefusedReasonFieldEvent | RefusedTextFieldEvent | RefusedRetryFieldEvent> {
    return streamMessage(buf, Refused.codec(), opts)
  }
}

export interface Again {}

export namespace Again {
  let _codec: Codec<Again>

  export const codec = (): Codec<Again> => {
    if (_codec == null) {
      _codec = message<Again>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export function encode (obj: Partial<Again>): Uint8Array {
    return encodeMessage(obj, Again.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Again>): Again {
    return decodeMessage(buf, Again.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Again>): Generator<{}> {
    return streamMessage(buf, Again.codec(), opts)
  }
}

export interface NotOwner {}

export namespace NotOwner {
  let _codec: Codec<NotOwner>

  export const codec = (): Codec<NotOwner> => {
    if (_codec == null) {
      _codec = message<NotOwner>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export function encode (obj: Partial<NotOwner>): Uint8Array {
    return encodeMessage(obj, NotOwner.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<NotOwner>): NotOwner {
    return decodeMessage(buf, NotOwner.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<NotOwner>): Generator<{}> {
    return streamMessage(buf, NotOwner.codec(), opts)
  }
}

export interface Keep {
  settled: number
  batch: Uint8Array
}

export namespace Keep {
  let _codec: Codec<Keep>

  export const codec = (): Codec<Keep> => {
    if (_codec == null) {
      _codec = message<Keep>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.settled != null && obj.settled !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.settled)
        }

        if ((obj.batch != null && obj.batch.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.batch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          settled: 0,
          batch: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.settled = reader.uint64Number()
              break
            }
            case 2: {
              obj.batch = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.settled`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.batch`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface KeepSettledFieldEvent {
    field: '$.settled'
    value: number
  }

  export interface KeepBatchFieldEvent {
    field: '$.batch'
    value: Uint8Array
  }

  export function encode (obj: Partial<Keep>): Uint8Array {
    return encodeMessage(obj, Keep.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Keep>): Keep {
    return decodeMessage(buf, Keep.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Keep>): Generator<KeepSettledFieldEvent | KeepBatchFieldEvent> {
    return streamMessage(buf, Keep.codec(), opts)
  }
}

export interface Kept {
  incarnation: Uint8Array
  epoch: number
  to: number
  fence: number
}

export namespace Kept {
  let _codec: Codec<Kept>

  export const codec = (): Codec<Kept> => {
    if (_codec == null) {
      _codec = message<Kept>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.incarnation)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.to != null && obj.to !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.to)
        }

        if ((obj.fence != null && obj.fence !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.fence)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          incarnation: NO_BYTES,
          epoch: 0,
          to: 0,
          fence: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.incarnation = reader.bytes()
              break
            }
            case 2: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.to = reader.uint64Number()
              break
            }
            case 4: {
              obj.fence = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.incarnation`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.to`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.fence`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface KeptIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface KeptEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface KeptToFieldEvent {
    field: '$.to'
    value: number
  }

  export interface KeptFenceFieldEvent {
    field: '$.fence'
    value: number
  }

  export function encode (obj: Partial<Kept>): Uint8Array {
    return encodeMessage(obj, Kept.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Kept>): Kept {
    return decodeMessage(buf, Kept.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Kept>): Generator<KeptIncarnationFieldEvent | KeptEpochFieldEvent | KeptToFieldEvent | KeptFenceFieldEvent> {
    return streamMessage(buf, Kept.codec(), opts)
  }
}

export interface Collect {
  round: number
}

export namespace Collect {
  let _codec: Codec<Collect>

  export const codec = (): Codec<Collect> => {
    if (_codec == null) {
      _codec = message<Collect>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.round != null && obj.round !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.round)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          round: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.round = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.round`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CollectRoundFieldEvent {
    field: '$.round'
    value: number
  }

  export function encode (obj: Partial<Collect>): Uint8Array {
    return encodeMessage(obj, Collect.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Collect>): Collect {
    return decodeMessage(buf, Collect.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Collect>): Generator<CollectRoundFieldEvent> {
    return streamMessage(buf, Collect.codec(), opts)
  }
}

export interface Pending {
  round: number
  batch?: Uint8Array
}

export namespace Pending {
  let _codec: Codec<Pending>

  export const codec = (): Codec<Pending> => {
    if (_codec == null) {
      _codec = message<Pending>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.round != null && obj.round !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.round)
        }

        if (obj.batch != null) {
          w.uint32(18)
          w.bytes(obj.batch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          round: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.round = reader.uint64Number()
              break
            }
            case 2: {
              obj.batch = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.round`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.batch`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface PendingRoundFieldEvent {
    field: '$.round'
    value: number
  }

  export interface PendingBatchFieldEvent {
    field: '$.batch'
    value: Uint8Array
  }

  export function encode (obj: Partial<Pending>): Uint8Array {
    return encodeMessage(obj, Pending.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pending>): Pending {
    return decodeMessage(buf, Pending.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pending>): Generator<PendingRoundFieldEvent | PendingBatchFieldEvent> {
    return streamMessage(buf, Pending.codec(), opts)
  }
}

export interface Fence {
  round: number
  owner: string
  epoch: number
}

export namespace Fence {
  let _codec: Codec<Fence>

  export const codec = (): Codec<Fence> => {
    if (_codec == null) {
      _codec = message<Fence>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.round != null && obj.round !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.round)
        }

        if ((obj.owner != null && obj.owner !== '')) {
          w.uint32(18)
          w.string(obj.owner)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.epoch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          round: 0,
          owner: '',
          epoch: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.round = reader.uint64Number()
              break
            }
            case 2: {
              obj.owner = reader.string()
              break
            }
            case 3: {
              obj.epoch = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.round`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.owner`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FenceRoundFieldEvent {
    field: '$.round'
    value: number
  }

  export interface FenceOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export interface FenceEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export function encode (obj: Partial<Fence>): Uint8Array {
    return encodeMessage(obj, Fence.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fence>): Fence {
    return decodeMessage(buf, Fence.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fence>): Generator<FenceRoundFieldEvent | FenceOwnerFieldEvent | FenceEpochFieldEvent> {
    return streamMessage(buf, Fence.codec(), opts)
  }
}

export interface Fenced {
  round: number
  incarnation: Uint8Array
  batch?: Uint8Array
}

export namespace Fenced {
  let _codec: Codec<Fenced>

  export const codec = (): Codec<Fenced> => {
    if (_codec == null) {
      _codec = message<Fenced>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.round != null && obj.round !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.round)
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.incarnation)
        }

        if (obj.batch != null) {
          w.uint32(26)
          w.bytes(obj.batch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          round: 0,
          incarnation: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.round = reader.uint64Number()
              break
            }
            case 2: {
              obj.incarnation = reader.bytes()
              break
            }
            case 3: {
              obj.batch = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.round`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.incarnation`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.batch`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface FencedRoundFieldEvent {
    field: '$.round'
    value: number
  }

  export interface FencedIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface FencedBatchFieldEvent {
    field: '$.batch'
    value: Uint8Array
  }

  export function encode (obj: Partial<Fenced>): Uint8Array {
    return encodeMessage(obj, Fenced.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fenced>): Fenced {
    return decodeMessage(buf, Fenced.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fenced>): Generator<FencedRoundFieldEvent | FencedIncarnationFieldEvent | FencedBatchFieldEvent> {
    return streamMessage(buf, Fenced.codec(), opts)
  }
}
