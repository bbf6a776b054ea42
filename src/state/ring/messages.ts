/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface RingOperation {
  register?: Register
  leave?: Leave
  ready?: Standing
  settled?: Standing
  decide?: Decide
  resolve?: Transactions
  end?: Transactions
}

export namespace RingOperation {
  let _codec: Codec<RingOperation>

  export const codec = (): Codec<RingOperation> => {
    if (_codec == null) {
      _codec = message<RingOperation>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.register != null) {
          w.uint32(10)
          Register.codec().encode(obj.register, w)
        }

        if (obj.leave != null) {
          w.uint32(18)
          Leave.codec().encode(obj.leave, w)
        }

        if (obj.ready != null) {
          w.uint32(26)
          Standing.codec().encode(obj.ready, w)
        }

        if (obj.settled != null) {
          w.uint32(34)
          Standing.codec().encode(obj.settled, w)
        }

        if (obj.decide != null) {
          w.uint32(42)
          Decide.codec().encode(obj.decide, w)
        }

        if (obj.resolve != null) {
          w.uint32(50)
          Transactions.codec().encode(obj.resolve, w)
        }

        if (obj.end != null) {
          w.uint32(58)
          Transactions.codec().encode(obj.end, w)
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
            case 1: {
              obj.register = Register.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.register
              })
              break
            }
            case 2: {
              obj.leave = Leave.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.leave
              })
              break
            }
            case 3: {
              obj.ready = Standing.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ready
              })
              break
            }
            case 4: {
              obj.settled = Standing.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.settled
              })
              break
            }
            case 5: {
              obj.decide = Decide.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decide
              })
              break
            }
            case 6: {
              obj.resolve = Transactions.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.resolve
              })
              break
            }
            case 7: {
              obj.end = Transactions.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.end
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.end != null) {
          delete obj.resolve
          delete obj.decide
          delete obj.settled
          delete obj.ready
          delete obj.leave
          delete obj.register
        }

        if (obj.resolve != null) {
          delete obj.end
          delete obj.decide
          delete obj.settled
          delete obj.ready
          delete obj.leave
          delete obj.register
        }

        if (obj.decide != null) {
          delete obj.end
          delete obj.resolve
          delete obj.settled
          delete obj.ready
          delete obj.leave
          delete obj.register
        }

        if (obj.settled != null) {
          delete obj.end
          delete obj.resolve
          delete obj.decide
          delete obj.ready
          delete obj.leave
          delete obj.register
        }

        if (obj.ready != null) {
          delete obj.end
          delete obj.resolve
          delete obj.decide
          delete obj.settled
          delete obj.leave
          delete obj.register
        }

        if (obj.leave != null) {
          delete obj.end
          delete obj.resolve
          delete obj.decide
          delete obj.settled
          delete obj.ready
          delete obj.register
        }

        if (obj.register != null) {
          delete obj.end
          delete obj.resolve
          delete obj.decide
          delete obj.settled
          delete obj.ready
          delete obj.leave
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Register.codec().stream(reader, reader.uint32(), `${prefix}.register`, {
                limits: opts.limits?.register
              })

              break
            }
            case 2: {
              yield * Leave.codec().stream(reader, reader.uint32(), `${prefix}.leave`, {
                limits: opts.limits?.leave
              })

              break
            }
            case 3: {
              yield * Standing.codec().stream(reader, reader.uint32(), `${prefix}.ready`, {
                limits: opts.limits?.ready
              })

              break
            }
            case 4: {
              yield * Standing.codec().stream(reader, reader.uint32(), `${prefix}.settled`, {
                limits: opts.limits?.settled
              })

              break
            }
            case 5: {
              yield * Decide.codec().stream(reader, reader.uint32(), `${prefix}.decide`, {
                limits: opts.limits?.decide
              })

              break
            }
            case 6: {
              yield * Transactions.codec().stream(reader, reader.uint32(), `${prefix}.resolve`, {
                limits: opts.limits?.resolve
              })

              break
            }
            case 7: {
              yield * Transactions.codec().stream(reader, reader.uint32(), `${prefix}.end`, {
                limits: opts.limits?.end
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

  export interface RingOperationRegisterPeerFieldEvent {
    field: '$.register.peer'
    value: string
  }

  export interface RingOperationRegisterIncarnationFieldEvent {
    field: '$.register.incarnation'
    value: Uint8Array
  }

  export interface RingOperationRegisterFreeBytesFieldEvent {
    field: '$.register.freeBytes'
    value: number
  }

  export interface RingOperationRegisterAskedFieldEvent {
    field: '$.register.asked'
    value: boolean
  }

  export interface RingOperationLeavePeerFieldEvent {
    field: '$.leave.peer'
    value: string
  }

  export interface RingOperationLeaveGoneFieldEvent {
    field: '$.leave.gone'
    value: boolean
  }

  export interface RingOperationReadyPeerFieldEvent {
    field: '$.ready.peer'
    value: string
  }

  export interface RingOperationReadyIncarnationFieldEvent {
    field: '$.ready.incarnation'
    value: Uint8Array
  }

  export interface RingOperationReadyRingFieldEvent {
    field: '$.ready.ring'
    value: number
  }

  export interface RingOperationSettledPeerFieldEvent {
    field: '$.settled.peer'
    value: string
  }

  export interface RingOperationSettledIncarnationFieldEvent {
    field: '$.settled.incarnation'
    value: Uint8Array
  }

  export interface RingOperationSettledRingFieldEvent {
    field: '$.settled.ring'
    value: number
  }

  export interface RingOperationDecideCoordinatorFieldEvent {
    field: '$.decide.coordinator'
    value: Uint8Array
  }

  export interface RingOperationDecideCommitsNumberFieldEvent {
    field: '$.decide.commits[].number'
    value: number
    index: number
  }

  export interface RingOperationDecideCommitsClientFieldEvent {
    field: '$.decide.commits[].client'
    value: Uint8Array
    index: number
  }

  export interface RingOperationDecideCommitsSeqFieldEvent {
    field: '$.decide.commits[].seq'
    value: number
    index: number
  }

  export interface RingOperationDecideCommitsBranchFieldEvent {
    field: '$.decide.commits[].branch'
    value: boolean
    index: number
  }

  export interface RingOperationDecideCommitsVersionsFieldEvent {
    field: '$.decide.commits[].versions[]'
    index: number
    value: number
  }

  export interface RingOperationDecideCommitsChangesFieldEvent {
    field: '$.decide.commits[].changes[]'
    index: number
    value: number
  }

  export interface RingOperationDecideCommitsParticipantsFieldEvent {
    field: '$.decide.commits[].participants[]'
    index: number
    value: number
  }

  export interface RingOperationDecideCommitsResultFieldEvent {
    field: '$.decide.commits[].result'
    value: Uint8Array
    index: number
  }

  export interface RingOperationDecideCommitsBegunAtFieldEvent {
    field: '$.decide.commits[].begunAt'
    value: number
    index: number
  }

  export interface RingOperationDecideCommitsDigestFieldEvent {
    field: '$.decide.commits[].digest'
    value: Uint8Array
    index: number
  }

  export interface RingOperationDecideEndedFieldEvent {
    field: '$.decide.ended[]'
    index: number
    value: number
  }

  export interface RingOperationDecideAckedClientFieldEvent {
    field: '$.decide.acked[].client'
    value: Uint8Array
    index: number
  }

  export interface RingOperationDecideAckedToFieldEvent {
    field: '$.decide.acked[].to'
    value: number
    index: number
  }

  export interface RingOperationResolveTransactionsCoordinatorFieldEvent {
    field: '$.resolve.transactions[].coordinator'
    value: Uint8Array
    index: number
  }

  export interface RingOperationResolveTransactionsNumberFieldEvent {
    field: '$.resolve.transactions[].number'
    value: number
    index: number
  }

  export interface RingOperationEndTransactionsCoordinatorFieldEvent {
    field: '$.end.transactions[].coordinator'
    value: Uint8Array
    index: number
  }

  export interface RingOperationEndTransactionsNumberFieldEvent {
    field: '$.end.transactions[].number'
    value: number
    index: number
  }

  export function encode (obj: Partial<RingOperation>): Uint8Array {
    return encodeMessage(obj, RingOperation.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingOperation>): RingOperation {
    return decodeMessage(buf, RingOperation.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingOperation>): Generator<RingOperationRegisterPeerFieldEvent | RingOperationRegisterIncarnationFieldEvent | RingOperationRegisterFreeBytesFieldEvent | RingOperationRegisterAskedFieldEvent | RingOperationLeavePeerFieldEvent | RingOperationLeaveGoneFieldEvent | RingOperationReadyPeerFieldEvent | RingOperationReadyIncarnationFieldEvent | RingOperationReadyRingFieldEvent | RingOperationSettledPeerFieldEvent | RingOperationSettledIncarnationFieldEvent | RingOperationSettledRingFieldEvent | RingOperationDecideCoordinatorFieldEvent | RingOperationDecideCommitsNumberFieldEvent | RingOperationDecideCommitsClientFieldEvent | RingOperationDecideCommitsSeqFieldEvent | RingOperationDecideCommitsBranchFieldEvent | RingOperationDecideCommitsVersionsFieldEvent | RingOperationDecideCommitsChangesFieldEvent | RingOperationDecideCommitsParticipantsFieldEvent | RingOperationDecideCommitsResultFieldEvent | RingOperationDecideCommitsBegunAtFieldEvent | RingOperationDecideCommitsDigestFieldEvent | RingOperationDecideEndedFieldEvent | RingOperationDecideAckedClientFieldEvent | RingOperationDecideAckedToFieldEvent | RingOperationResolveTransactionsCoordinatorFieldEvent | RingOperationResolveTransactionsNumberFieldEvent | RingOperationEndTransactionsCoordinatorFieldEvent | RingOperationEndTransactionsNumberFieldEvent> {
    return streamMessage(buf, RingOperation.codec(), opts)
  }
}

export interface Register {
  peer: string
  incarnation: Uint8Array
  freeBytes: number
  asked: boolean
}

export namespace Register {
  let _codec: Codec<Register>

  export const codec = (): Codec<Register> => {
    if (_codec == null) {
      _codec = message<Register>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(10)
          w.string(obj.peer)
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.incarnation)
        }

        if ((obj.freeBytes != null && obj.freeBytes !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.freeBytes)
        }

        if ((obj.asked != null && obj.asked !== false)) {
          w.uint32(32)
          w.bool(obj.asked)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peer: '',
          incarnation: NO_BYTES,
          freeBytes: 0,
          asked: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peer = reader.string()
              break
            }
            case 2: {
              obj.incarnation = reader.bytes()
              break
            }
            case 3: {
              obj.freeBytes = reader.uint64Number()
              break
            }
            case 4: {
              obj.asked = reader.bool()
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
                field: `${prefix}.peer`,
                value: reader.string()
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
                field: `${prefix}.freeBytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.asked`,
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

  export interface RegisterPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface RegisterIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface RegisterFreeBytesFieldEvent {
    field: '$.freeBytes'
    value: number
  }

  export interface RegisterAskedFieldEvent {
    field: '$.asked'
    value: boolean
  }

  export function encode (obj: Partial<Register>): Uint8Array {
    return encodeMessage(obj, Register.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Register>): Register {
    return decodeMessage(buf, Register.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Register>): Generator<RegisterPeerFieldEvent | RegisterIncarnationFieldEvent | RegisterFreeBytesFieldEvent | RegisterAskedFieldEvent> {
    return streamMessage(buf, Register.codec(), opts)
  }
}

export interface Leave {
  peer: string
  gone: boolean
}

export namespace Leave {
  let _codec: Codec<Leave>

  export const codec = (): Codec<Leave> => {
    if (_codec == null) {
      _codec = message<Leave>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(10)
          w.string(obj.peer)
        }

        if ((obj.gone != null && obj.gone !== false)) {
          w.uint32(16)
          w.bool(obj.gone)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peer: '',
          gone: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peer = reader.string()
              break
            }
            case 2: {
              obj.gone = reader.bool()
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
                field: `${prefix}.peer`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.gone`,
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

  export interface LeavePeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface LeaveGoneFieldEvent {
    field: '$.gone'
    value: boolean
  }

  export function encode (obj: Partial<Leave>): Uint8Array {
    return encodeMessage(obj, Leave.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Leave>): Leave {
    return decodeMessage(buf, Leave.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Leave>): Generator<LeavePeerFieldEvent | LeaveGoneFieldEvent> {
    return streamMessage(buf, Leave.codec(), opts)
  }
}

export interface Standing {
  peer: string
  incarnation: Uint8Array
  ring: number
}

export namespace Standing {
  let _codec: Codec<Standing>

  export const codec = (): Codec<Standing> => {
    if (_codec == null) {
      _codec = message<Standing>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(10)
          w.string(obj.peer)
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.incarnation)
        }

        if ((obj.ring != null && obj.ring !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.ring)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peer: '',
          incarnation: NO_BYTES,
          ring: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peer = reader.string()
              break
            }
            case 2: {
              obj.incarnation = reader.bytes()
              break
            }
            case 3: {
              obj.ring = reader.uint64Number()
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
                field: `${prefix}.peer`,
                value: reader.string()
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
                field: `${prefix}.ring`,
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

  export interface StandingPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface StandingIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface StandingRingFieldEvent {
    field: '$.ring'
    value: number
  }

  export function encode (obj: Partial<Standing>): Uint8Array {
    return encodeMessage(obj, Standing.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Standing>): Standing {
    return decodeMessage(buf, Standing.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Standing>): Generator<StandingPeerFieldEvent | StandingIncarnationFieldEvent | StandingRingFieldEvent> {
    return streamMessage(buf, Standing.codec(), opts)
  }
}

export interface Decide {
  coordinator: Uint8Array
  commits: Commit[]
  ended: number[]
  acked: Acked[]
}

export namespace Decide {
  let _codec: Codec<Decide>

  export const codec = (): Codec<Decide> => {
    if (_codec == null) {
      _codec = message<Decide>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if (obj.commits != null && obj.commits.length > 0) {
          for (const value of obj.commits) {
            w.uint32(18)
            Commit.codec().encode(value, w)
          }
        }

        if (obj.ended != null && obj.ended.length > 0) {
          for (const value of obj.ended) {
            w.uint32(24)
            w.uint64Number(value)
          }
        }

        if (obj.acked != null && obj.acked.length > 0) {
          for (const value of obj.acked) {
            w.uint32(34)
            Acked.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          commits: [],
          ended: [],
          acked: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.commits != null && obj.commits.length === opts.limits.commits) {
                throw new MaxLengthError('Decode error - repeated field "commits" had too many elements')
              }

              obj.commits.push(Commit.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.commits$
              }))
              break
            }
            case 3: {
              if (opts.limits?.ended != null && obj.ended.length === opts.limits.ended) {
                throw new MaxLengthError('Decode error - repeated field "ended" had too many elements')
              }

              obj.ended.push(reader.uint64Number())
              break
            }
            case 4: {
              if (opts.limits?.acked != null && obj.acked.length === opts.limits.acked) {
                throw new MaxLengthError('Decode error - repeated field "acked" had too many elements')
              }

              obj.acked.push(Acked.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.acked$
              }))
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
        const obj = {
          commits: 0,
          ended: 0,
          acked: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.commits != null && obj.commits === opts.limits.commits) {
                throw new MaxLengthError('Streaming decode error - repeated field "commits" had too many elements')
              }

              for (const evt of Commit.codec().stream(reader, reader.uint32(), `${prefix}.commits[]`, {
                limits: opts.limits?.commits$
              })) {
                yield {
                  ...evt,
                  index: obj.commits
                }
              }

              obj.commits++

              break
            }
            case 3: {
              if (opts.limits?.ended != null && obj.ended === opts.limits.ended) {
                throw new MaxLengthError('Streaming decode error - repeated field "ended" had too many elements')
              }

              yield {
                field: `${prefix}.ended[]`,
                index: obj.ended,
                value: reader.uint64Number()
              }

              obj.ended++

              break
            }
            case 4: {
              if (opts.limits?.acked != null && obj.acked === opts.limits.acked) {
                throw new MaxLengthError('Streaming decode error - repeated field "acked" had too many elements')
              }

              for (const evt of Acked.codec().stream(reader, reader.uint32(), `${prefix}.acked[]`, {
                limits: opts.limits?.acked$
              })) {
                yield {
                  ...evt,
                  index: obj.acked
                }
              }

              obj.acked++

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

  export interface DecideCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface DecideCommitsNumberFieldEvent {
    field: '$.commits[].number'
    value: number
    index: number
  }

  export interface DecideCommitsClientFieldEvent {
    field: '$.commits[].client'
    value: Uint8Array
    index: number
  }

  export interface DecideCommitsSeqFieldEvent {
    field: '$.commits[].seq'
    value: number
    index: number
  }

  export interface DecideCommitsBranchFieldEvent {
    field: '$.commits[].branch'
    value: boolean
    index: number
  }

  export interface DecideCommitsVersionsFieldEvent {
    field: '$.commits[].versions[]'
    index: number
    value: number
  }

  export interface DecideCommitsChangesFieldEvent {
    field: '$.commits[].changes[]'
    index: number
    value: number
  }

  export interface DecideCommitsParticipantsFieldEvent {
    field: '$.commits[].participants[]'
    index: number
    value: number
  }

  export interface DecideCommitsResultFieldEvent {
    field: '$.commits[].result'
    value: Uint8Array
    index: number
  }

  export interface DecideCommitsBegunAtFieldEvent {
    field: '$.commits[].begunAt'
    value: number
    index: number
  }

  export interface DecideCommitsDigestFieldEvent {
    field: '$.commits[].digest'
    value: Uint8Array
    index: number
  }

  export interface DecideEndedFieldEvent {
    field: '$.ended[]'
    index: number
    value: number
  }

  export interface DecideAckedClientFieldEvent {
    field: '$.acked[].client'
    value: Uint8Array
    index: number
  }

  export interface DecideAckedToFieldEvent {
    field: '$.acked[].to'
    value: number
    index: number
  }

  export function encode (obj: Partial<Decide>): Uint8Array {
    return encodeMessage(obj, Decide.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Decide>): Decide {
    return decodeMessage(buf, Decide.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Decide>): Generator<DecideCoordinatorFieldEvent | DecideCommitsNumberFieldEvent | DecideCommitsClientFieldEvent | DecideCommitsSeqFieldEvent | DecideCommitsBranchFieldEvent | DecideCommitsVersionsFieldEvent | DecideCommitsChangesFieldEvent | DecideCommitsParticipantsFieldEvent | DecideCommitsResultFieldEvent | DecideCommitsBegunAtFieldEvent | DecideCommitsDigestFieldEvent | DecideEndedFieldEvent | DecideAckedClientFieldEvent | DecideAckedToFieldEvent> {
    return streamMessage(buf, Decide.codec(), opts)
  }
}

export interface Commit {
  number: number
  client: Uint8Array
  seq: number
  branch: boolean
  versions: number[]
  changes: number[]
  participants: number[]
  result: Uint8Array
  begunAt: number
  digest: Uint8Array
}

export namespace Commit {
  let _codec: Codec<Commit>

  export const codec = (): Codec<Commit> => {
    if (_codec == null) {
      _codec = message<Commit>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.number)
        }

        if ((obj.client != null && obj.client.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.client)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.seq)
        }

        if ((obj.branch != null && obj.branch !== false)) {
          w.uint32(32)
          w.bool(obj.branch)
        }

        if (obj.versions != null && obj.versions.length > 0) {
          for (const value of obj.versions) {
            w.uint32(40)
            w.uint64Number(value)
          }
        }

        if (obj.changes != null && obj.changes.length > 0) {
          for (const value of obj.changes) {
            w.uint32(48)
            w.uint32(value)
          }
        }

        if (obj.participants != null && obj.participants.length > 0) {
          for (const value of obj.participants) {
            w.uint32(56)
            w.uint32(value)
          }
        }

        if ((obj.result != null && obj.result.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.result)
        }

        if ((obj.begunAt != null && obj.begunAt !== 0)) {
          w.uint32(72)
          w.uint64Number(obj.begunAt)
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(82)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0,
          client: NO_BYTES,
          seq: 0,
          branch: false,
          versions: [],
          changes: [],
          participants: [],
          result: NO_BYTES,
          begunAt: 0,
          digest: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.number = reader.uint64Number()
              break
            }
            case 2: {
              obj.client = reader.bytes()
              break
            }
            case 3: {
              obj.seq = reader.uint64Number()
              break
            }
            case 4: {
              obj.branch = reader.bool()
              break
            }
            case 5: {
              if (opts.limits?.versions != null && obj.versions.length === opts.limits.versions) {
                throw new MaxLengthError('Decode error - repeated field "versions" had too many elements')
              }

              obj.versions.push(reader.uint64Number())
              break
            }
            case 6: {
              if (opts.limits?.changes != null && obj.changes.length === opts.limits.changes) {
                throw new MaxLengthError('Decode error - repeated field "changes" had too many elements')
              }

              obj.changes.push(reader.uint32())
              break
            }
            case 7: {
              if (opts.limits?.participants != null && obj.participants.length === opts.limits.participants) {
                throw new MaxLengthError('Decode error - repeated field "participants" had too many elements')
              }

              obj.participants.push(reader.uint32())
              break
            }
            case 8: {
              obj.result = reader.bytes()
              break
            }
            case 9: {
              obj.begunAt = reader.uint64Number()
              break
            }
            case 10: {
              obj.digest = reader.bytes()
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
        const obj = {
          versions: 0,
          changes: 0,
          participants: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.number`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.client`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.seq`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.branch`,
                value: reader.bool()
              }
              break
            }
            case 5: {
              if (opts.limits?.versions != null && obj.versions === opts.limits.versions) {
                throw new MaxLengthError('Streaming decode error - repeated field "versions" had too many elements')
              }

              yield {
                field: `${prefix}.versions[]`,
                index: obj.versions,
                value: reader.uint64Number()
              }

              obj.versions++

              break
            }
            case 6: {
              if (opts.limits?.changes != null && obj.changes === opts.limits.changes) {
                throw new MaxLengthError('Streaming decode error - repeated field "changes" had too many elements')
              }

              yield {
                field: `${prefix}.changes[]`,
                index: obj.changes,
                value: reader.uint32()
              }

              obj.changes++

              break
            }
            case 7: {
              if (opts.limits?.participants != null && obj.participants === opts.limits.participants) {
                throw new MaxLengthError('Streaming decode error - repeated field "participants" had too many elements')
              }

              yield {
                field: `${prefix}.participants[]`,
                index: obj.participants,
                value: reader.uint32()
              }

              obj.participants++

              break
            }
            case 8: {
              yield {
                field: `${prefix}.result`,
                value: reader.bytes()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.begunAt`,
                value: reader.uint64Number()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.digest`,
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

  export interface CommitNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface CommitClientFieldEvent {
    field: '$.client'
    value: Uint8Array
  }

  export interface CommitSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface CommitBranchFieldEvent {
    field: '$.branch'
    value: boolean
  }

  export interface CommitVersionsFieldEvent {
    field: '$.versions[]'
    index: number
    value: number
  }

  export interface CommitChangesFieldEvent {
    field: '$.changes[]'
    index: number
    value: number
  }

  export interface CommitParticipantsFieldEvent {
    field: '$.participants[]'
    index: number
    value: number
  }

  export interface CommitResultFieldEvent {
    field: '$.result'
    value: Uint8Array
  }

  export interface CommitBegunAtFieldEvent {
    field: '$.begunAt'
    value: number
  }

  export interface CommitDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<Commit>): Uint8Array {
    return encodeMessage(obj, Commit.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Commit>): Commit {
    return decodeMessage(buf, Commit.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Commit>): Generator<CommitNumberFieldEvent | CommitClientFieldEvent | CommitSeqFieldEvent | CommitBranchFieldEvent | CommitVersionsFieldEvent | CommitChangesFieldEvent | CommitParticipantsFieldEvent | CommitResultFieldEvent | CommitBegunAtFieldEvent | CommitDigestFieldEvent> {
    return streamMessage(buf, Commit.codec(), opts)
  }
}

export interface Acked {
  client: Uint8Array
  to: number
}

export namespace Acked {
  let _codec: Codec<Acked>

  export const codec = (): Codec<Acked> => {
    if (_codec == null) {
      _codec = message<Acked>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.client != null && obj.client.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.client)
        }

        if ((obj.to != null && obj.to !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.to)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          client: NO_BYTES,
          to: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.client = reader.bytes()
              break
            }
            case 2: {
              obj.to = reader.uint64Number()
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
                field: `${prefix}.client`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.to`,
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

  export interface AckedClientFieldEvent {
    field: '$.client'
    value: Uint8Array
  }

  export interface AckedToFieldEvent {
    field: '$.to'
    value: number
  }

  export function encode (obj: Partial<Acked>): Uint8Array {
    return encodeMessage(obj, Acked.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Acked>): Acked {
    return decodeMessage(buf, Acked.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Acked>): Generator<AckedClientFieldEvent | AckedToFieldEvent> {
    return streamMessage(buf, Acked.codec(), opts)
  }
}

export interface Transaction {
  coordinator: Uint8Array
  number: number
}

export namespace Transaction {
  let _codec: Codec<Transaction>

  export const codec = (): Codec<Transaction> => {
    if (_codec == null) {
      _codec = message<Transaction>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.number)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          number: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              obj.number = reader.uint64Number()
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
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.number`,
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

  export interface TransactionCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface TransactionNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export function encode (obj: Partial<Transaction>): Uint8Array {
    return encodeMessage(obj, Transaction.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transaction>): Transaction {
    return decodeMessage(buf, Transaction.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transaction>): Generator<TransactionCoordinatorFieldEvent | TransactionNumberFieldEvent> {
    return streamMessage(buf, Transaction.codec(), opts)
  }
}

export interface Transactions {
  transactions: Transaction[]
}

export namespace Transactions {
  let _codec: Codec<Transactions>

  export const codec = (): Codec<Transactions> => {
    if (_codec == null) {
      _codec = message<Transactions>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.transactions != null && obj.transactions.length > 0) {
          for (const value of obj.transactions) {
            w.uint32(10)
            Transaction.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          transactions: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.transactions != null && obj.transactions.length === opts.limits.transactions) {
                throw new MaxLengthError('Decode error - repeated field "transactions" had too many elements')
              }

              obj.transactions.push(Transaction.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transactions$
              }))
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
        const obj = {
          transactions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.transactions != null && obj.transactions === opts.limits.transactions) {
                throw new MaxLengthError('Streaming decode error - repeated field "transactions" had too many elements')
              }

              for (const evt of Transaction.codec().stream(reader, reader.uint32(), `${prefix}.transactions[]`, {
                limits: opts.limits?.transactions$
              })) {
                yield {
                  ...evt,
                  index: obj.transactions
                }
              }

              obj.transactions++

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

  export interface TransactionsTransactionsCoordinatorFieldEvent {
    field: '$.transactions[].coordinator'
    value: Uint8Array
    index: number
  }

  export interface TransactionsTransactionsNumberFieldEvent {
    field: '$.transactions[].number'
    value: number
    index: number
  }

  export function encode (obj: Partial<Transactions>): Uint8Array {
    return encodeMessage(obj, Transactions.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transactions>): Transactions {
    return decodeMessage(buf, Transactions.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transactions>): Generator<TransactionsTransactionsCoordinatorFieldEvent | TransactionsTransactionsNumberFieldEvent> {
    return streamMessage(buf, Transactions.codec(), opts)
  }
}

export interface RingResult {
  changed?: Changed
  decided?: Outcomes
  refused?: Refused
}

export namespace RingResult {
  let _codec: Codec<RingResult>

  export const codec = (): Codec<RingResult> => {
    if (_codec == null) {
      _codec = message<RingResult>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.changed != null) {
          w.uint32(10)
          Changed.codec().encode(obj.changed, w)
        }

        if (obj.decided != null) {
          w.uint32(18)
          Outcomes.codec().encode(obj.decided, w)
        }

        if (obj.refused != null) {
          w.uint32(26)
          Refused.codec().encode(obj.refused, w)
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
            case 1: {
              obj.changed = Changed.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.changed
              })
              break
            }
            case 2: {
              obj.decided = Outcomes.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            case 3: {
              obj.refused = Refused.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refused
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.refused != null) {
          delete obj.decided
          delete obj.changed
        }

        if (obj.decided != null) {
          delete obj.refused
          delete obj.changed
        }

        if (obj.changed != null) {
          delete obj.refused
          delete obj.decided
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Changed.codec().stream(reader, reader.uint32(), `${prefix}.changed`, {
                limits: opts.limits?.changed
              })

              break
            }
            case 2: {
              yield * Outcomes.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            case 3: {
              yield * Refused.codec().stream(reader, reader.uint32(), `${prefix}.refused`, {
                limits: opts.limits?.refused
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

  export interface RingResultChangedIsNewFieldEvent {
    field: '$.changed.isNew'
    value: boolean
  }

  export interface RingResultChangedRingFieldEvent {
    field: '$.changed.ring'
    value: number
  }

  export interface RingResultDecidedOutcomesWordFieldEvent {
    field: '$.decided.outcomes[].word'
    value: number
    index: number
  }

  export interface RingResultDecidedOutcomesBranchFieldEvent {
    field: '$.decided.outcomes[].branch'
    value: boolean
    index: number
  }

  export interface RingResultDecidedOutcomesVersionsFieldEvent {
    field: '$.decided.outcomes[].versions[]'
    index: number
    value: number
  }

  export interface RingResultDecidedOutcomesChangesFieldEvent {
    field: '$.decided.outcomes[].changes[]'
    index: number
    value: number
  }

  export interface RingResultDecidedOutcomesResultFieldEvent {
    field: '$.decided.outcomes[].result'
    value: Uint8Array
    index: number
  }

  export interface RingResultRefusedReasonFieldEvent {
    field: '$.refused.reason'
    value: string
  }

  export interface RingResultRefusedTextFieldEvent {
    field: '$.refused.text'
    value: string
  }

  export function encode (obj: Partial<RingResult>): Uint8Array {
    return encodeMessage(obj, RingResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingResult>): RingResult {
    return decodeMessage(buf, RingResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingResult>): Generator<RingResultChangedIsNewFieldEvent | RingResultChangedRingFieldEvent | RingResultDecidedOutcomesWordFieldEvent | RingResultDecidedOutcomesBranchFieldEvent | RingResultDecidedOutcomesVersionsFieldEvent | RingResultDecidedOutcomesChangesFieldEvent | RingResultDecidedOutcomesResultFieldEvent | RingResultRefusedReasonFieldEvent | RingResultRefusedTextFieldEvent> {
    return streamMessage(buf, RingResult.codec(), opts)
  }
}

export interface Changed {
  isNew: boolean
  ring: number
}

export namespace Changed {
  let _codec: Codec<Changed>

  export const codec = (): Codec<Changed> => {
    if (_codec == null) {
      _codec = message<Changed>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.isNew != null && obj.isNew !== false)) {
          w.uint32(8)
          w.bool(obj.isNew)
        }

        if ((obj.ring != null && obj.ring !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.ring)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          isNew: false,
          ring: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.isNew = reader.bool()
              break
            }
            case 2: {
              obj.ring = reader.uint64Number()
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
                field: `${prefix}.isNew`,
                value: reader.bool()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.ring`,
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

  export interface ChangedIsNewFieldEvent {
    field: '$.isNew'
    value: boolean
  }

  export interface ChangedRingFieldEvent {
    field: '$.ring'
    value: number
  }

  export function encode (obj: Partial<Changed>): Uint8Array {
    return encodeMessage(obj, Changed.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Changed>): Changed {
    return decodeMessage(buf, Changed.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Changed>): Generator<ChangedIsNewFieldEvent | ChangedRingFieldEvent> {
    return streamMessage(buf, Changed.codec(), opts)
  }
}

export interface Outcome {
  word: number
  branch: boolean
  versions: number[]
  changes: number[]
  result: Uint8Array
}

export namespace Outcome {
  let _codec: Codec<Outcome>

  export const codec = (): Codec<Outcome> => {
    if (_codec == null) {
      _codec = message<Outcome>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.word != null && obj.word !== 0)) {
          w.uint32(8)
          w.uint32(obj.word)
        }

        if ((obj.branch != null && obj.branch !== false)) {
          w.uint32(16)
          w.bool(obj.branch)
        }

        if (obj.versions != null && obj.versions.length > 0) {
          for (const value of obj.versions) {
            w.uint32(24)
            w.uint64Number(value)
          }
        }

        if (obj.changes != null && obj.changes.length > 0) {
          for (const value of obj.changes) {
            w.uint32(32)
            w.uint32(value)
          }
        }

        if ((obj.result != null && obj.result.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.result)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          word: 0,
          branch: false,
          versions: [],
          changes: [],
          result: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.word = reader.uint32()
              break
            }
            case 2: {
              obj.branch = reader.bool()
              break
            }
            case 3: {
              if (opts.limits?.versions != null && obj.versions.length === opts.limits.versions) {
                throw new MaxLengthError('Decode error - repeated field "versions" had too many elements')
              }

              obj.versions.push(reader.uint64Number())
              break
            }
            case 4: {
              if (opts.limits?.changes != null && obj.changes.length === opts.limits.changes) {
                throw new MaxLengthError('Decode error - repeated field "changes" had too many elements')
              }

              obj.changes.push(reader.uint32())
              break
            }
            case 5: {
              obj.result = reader.bytes()
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
        const obj = {
          versions: 0,
          changes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.word`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.branch`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              if (opts.limits?.versions != null && obj.versions === opts.limits.versions) {
                throw new MaxLengthError('Streaming decode error - repeated field "versions" had too many elements')
              }

              yield {
                field: `${prefix}.versions[]`,
                index: obj.versions,
                value: reader.uint64Number()
              }

              obj.versions++

              break
            }
            case 4: {
              if (opts.limits?.changes != null && obj.changes === opts.limits.changes) {
                throw new MaxLengthError('Streaming decode error - repeated field "changes" had too many elements')
              }

              yield {
                field: `${prefix}.changes[]`,
                index: obj.changes,
                value: reader.uint32()
              }

              obj.changes++

              break
            }
            case 5: {
              yield {
                field: `${prefix}.result`,
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

  export interface OutcomeWordFieldEvent {
    field: '$.word'
    value: number
  }

  export interface OutcomeBranchFieldEvent {
    field: '$.branch'
    value: boolean
  }

  export interface OutcomeVersionsFieldEvent {
    field: '$.versions[]'
    index: number
    value: number
  }

  export interface OutcomeChangesFieldEvent {
    field: '$.changes[]'
    index: number
    value: number
  }

  export interface OutcomeResultFieldEvent {
    field: '$.result'
    value: Uint8Array
  }

  export function encode (obj: Partial<Outcome>): Uint8Array {
    return encodeMessage(obj, Outcome.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcome>): Outcome {
    return decodeMessage(buf, Outcome.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcome>): Generator<OutcomeWordFieldEvent | OutcomeBranchFieldEvent | OutcomeVersionsFieldEvent | OutcomeChangesFieldEvent | OutcomeResultFieldEvent> {
    return streamMessage(buf, Outcome.codec(), opts)
  }
}

export interface Outcomes {
  outcomes: Outcome[]
}

export namespace Outcomes {
  let _codec: Codec<Outcomes>

  export const codec = (): Codec<Outcomes> => {
    if (_codec == null) {
      _codec = message<Outcomes>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.outcomes != null && obj.outcomes.length > 0) {
          for (const value of obj.outcomes) {
            w.uint32(10)
            Outcome.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          outcomes: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.outcomes != null && obj.outcomes.length === opts.limits.outcomes) {
                throw new MaxLengthError('Decode error - repeated field "outcomes" had too many elements')
              }

              obj.outcomes.push(Outcome.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.outcomes$
              }))
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
        const obj = {
          outcomes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.outcomes != null && obj.outcomes === opts.limits.outcomes) {
                throw new MaxLengthError('Streaming decode error - repeated field "outcomes" had too many elements')
              }

              for (const evt of Outcome.codec().stream(reader, reader.uint32(), `${prefix}.outcomes[]`, {
                limits: opts.limits?.outcomes$
              })) {
                yield {
                  ...evt,
                  index: obj.outcomes
                }
              }

              obj.outcomes++

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

  export interface OutcomesOutcomesWordFieldEvent {
    field: '$.outcomes[].word'
    value: number
    index: number
  }

  export interface OutcomesOutcomesBranchFieldEvent {
    field: '$.outcomes[].branch'
    value: boolean
    index: number
  }

  export interface OutcomesOutcomesVersionsFieldEvent {
    field: '$.outcomes[].versions[]'
    index: number
    value: number
  }

  export interface OutcomesOutcomesChangesFieldEvent {
    field: '$.outcomes[].changes[]'
    index: number
    value: number
  }

  export interface OutcomesOutcomesResultFieldEvent {
    field: '$.outcomes[].result'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<Outcomes>): Uint8Array {
    return encodeMessage(obj, Outcomes.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcomes>): Outcomes {
    return decodeMessage(buf, Outcomes.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcomes>): Generator<OutcomesOutcomesWordFieldEvent | OutcomesOutcomesBranchFieldEvent | OutcomesOutcomesVersionsFieldEvent | OutcomesOutcomesChangesFieldEvent | OutcomesOutcomesResultFieldEvent> {
    return streamMessage(buf, Outcomes.codec(), opts)
  }
}

export interface Refused {
  reason: string
  text: string
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          reason: '',
          text: ''
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

  export function encode (obj: Partial<Refused>): Uint8Array {
    return encodeMessage(obj, Refused.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refused>): Refused {
    return decodeMessage(buf, Refused.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refused>): Generator<RefusedReasonFieldEvent | RefusedTextFieldEvent> {
    return streamMessage(buf, Refused.codec(), opts)
  }
}

export interface RingQuery {
  ring?: RingAsked
  decisions?: Transactions
  operation?: Named
  unended?: Unended
}

export namespace RingQuery {
  let _codec: Codec<RingQuery>

  export const codec = (): Codec<RingQuery> => {
    if (_codec == null) {
      _codec = message<RingQuery>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ring != null) {
          w.uint32(10)
          RingAsked.codec().encode(obj.ring, w)
        }

        if (obj.decisions != null) {
          w.uint32(18)
          Transactions.codec().encode(obj.decisions, w)
        }

        if (obj.operation != null) {
          w.uint32(26)
          Named.codec().encode(obj.operation, w)
        }

        if (obj.unended != null) {
          w.uint32(34)
          Unended.codec().encode(obj.unended, w)
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
            case 1: {
              obj.ring = RingAsked.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ring
              })
              break
            }
            case 2: {
              obj.decisions = Transactions.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decisions
              })
              break
            }
            case 3: {
              obj.operation = Named.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.operation
              })
              break
            }
            case 4: {
              obj.unended = Unended.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.unended
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.unended != null) {
          delete obj.operation
          delete obj.decisions
          delete obj.ring
        }

        if (obj.operation != null) {
          delete obj.unended
          delete obj.decisions
          delete obj.ring
        }

        if (obj.decisions != null) {
          delete obj.unended
          delete obj.operation
          delete obj.ring
        }

        if (obj.ring != null) {
          delete obj.unended
          delete obj.operation
          delete obj.decisions
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * RingAsked.codec().stream(reader, reader.uint32(), `${prefix}.ring`, {
                limits: opts.limits?.ring
              })

              break
            }
            case 2: {
              yield * Transactions.codec().stream(reader, reader.uint32(), `${prefix}.decisions`, {
                limits: opts.limits?.decisions
              })

              break
            }
            case 3: {
              yield * Named.codec().stream(reader, reader.uint32(), `${prefix}.operation`, {
                limits: opts.limits?.operation
              })

              break
            }
            case 4: {
              yield * Unended.codec().stream(reader, reader.uint32(), `${prefix}.unended`, {
                limits: opts.limits?.unended
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

  export interface RingQueryRingKnownFieldEvent {
    field: '$.ring.known'
    value: number
  }

  export interface RingQueryDecisionsTransactionsCoordinatorFieldEvent {
    field: '$.decisions.transactions[].coordinator'
    value: Uint8Array
    index: number
  }

  export interface RingQueryDecisionsTransactionsNumberFieldEvent {
    field: '$.decisions.transactions[].number'
    value: number
    index: number
  }

  export interface RingQueryOperationClientFieldEvent {
    field: '$.operation.client'
    value: Uint8Array
  }

  export interface RingQueryOperationSeqFieldEvent {
    field: '$.operation.seq'
    value: number
  }

  export interface RingQueryOperationDigestFieldEvent {
    field: '$.operation.digest'
    value: Uint8Array
  }

  export interface RingQueryUnendedBeforeFieldEvent {
    field: '$.unended.before'
    value: number
  }

  export interface RingQueryUnendedLimitFieldEvent {
    field: '$.unended.limit'
    value: number
  }

  export interface RingQueryUnendedSkipFieldEvent {
    field: '$.unended.skip'
    value: number
  }

  export function encode (obj: Partial<RingQuery>): Uint8Array {
    return encodeMessage(obj, RingQuery.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingQuery>): RingQuery {
    return decodeMessage(buf, RingQuery.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingQuery>): Generator<RingQueryRingKnownFieldEvent | RingQueryDecisionsTransactionsCoordinatorFieldEvent | RingQueryDecisionsTransactionsNumberFieldEvent | RingQueryOperationClientFieldEvent | RingQueryOperationSeqFieldEvent | RingQueryOperationDigestFieldEvent | RingQueryUnendedBeforeFieldEvent | RingQueryUnendedLimitFieldEvent | RingQueryUnendedSkipFieldEvent> {
    return streamMessage(buf, RingQuery.codec(), opts)
  }
}

export interface RingAsked {
  known: number
}

export namespace RingAsked {
  let _codec: Codec<RingAsked>

  export const codec = (): Codec<RingAsked> => {
    if (_codec == null) {
      _codec = message<RingAsked>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.known != null && obj.known !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.known)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          known: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.known = reader.uint64Number()
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
                field: `${prefix}.known`,
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

  export interface RingAskedKnownFieldEvent {
    field: '$.known'
    value: number
  }

  export function encode (obj: Partial<RingAsked>): Uint8Array {
    return encodeMessage(obj, RingAsked.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingAsked>): RingAsked {
    return decodeMessage(buf, RingAsked.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingAsked>): Generator<RingAskedKnownFieldEvent> {
    return streamMessage(buf, RingAsked.codec(), opts)
  }
}

export interface Named {
  client: Uint8Array
  seq: number
  digest: Uint8Array
}

export namespace Named {
  let _codec: Codec<Named>

  export const codec = (): Codec<Named> => {
    if (_codec == null) {
      _codec = message<Named>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.client != null && obj.client.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.client)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.seq)
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          client: NO_BYTES,
          seq: 0,
          digest: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.client = reader.bytes()
              break
            }
            case 2: {
              obj.seq = reader.uint64Number()
              break
            }
            case 3: {
              obj.digest = reader.bytes()
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
                field: `${prefix}.client`,
                value: reader.bytes()
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
                field: `${prefix}.digest`,
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

  export interface NamedClientFieldEvent {
    field: '$.client'
    value: Uint8Array
  }

  export interface NamedSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface NamedDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<Named>): Uint8Array {
    return encodeMessage(obj, Named.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Named>): Named {
    return decodeMessage(buf, Named.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Named>): Generator<NamedClientFieldEvent | NamedSeqFieldEvent | NamedDigestFieldEvent> {
    return streamMessage(buf, Named.codec(), opts)
  }
}

export interface Unended {
  before: number
  limit: number
  skip: number
}

export namespace Unended {
  let _codec: Codec<Unended>

  export const codec = (): Codec<Unended> => {
    if (_codec == null) {
      _codec = message<Unended>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.before != null && obj.before !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.before)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(16)
          w.uint32(obj.limit)
        }

        if ((obj.skip != null && obj.skip !== 0)) {
          w.uint32(24)
          w.uint32(obj.skip)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          before: 0,
          limit: 0,
          skip: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.before = reader.uint64Number()
              break
            }
            case 2: {
              obj.limit = reader.uint32()
              break
            }
            case 3: {
              obj.skip = reader.uint32()
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
                field: `${prefix}.before`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.limit`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.skip`,
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

  export interface UnendedBeforeFieldEvent {
    field: '$.before'
    value: number
  }

  export interface UnendedLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export interface UnendedSkipFieldEvent {
    field: '$.skip'
    value: number
  }

  export function encode (obj: Partial<Unended>): Uint8Array {
    return encodeMessage(obj, Unended.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Unended>): Unended {
    return decodeMessage(buf, Unended.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Unended>): Generator<UnendedBeforeFieldEvent | UnendedLimitFieldEvent | UnendedSkipFieldEvent> {
    return streamMessage(buf, Unended.codec(), opts)
  }
}

export interface RingAnswer {
  ring?: Ring
  decisions?: Outcomes
  operation?: Outcome
  unended?: Decisions
}

export namespace RingAnswer {
  let _codec: Codec<RingAnswer>

  export const codec = (): Codec<RingAnswer> => {
    if (_codec == null) {
      _codec = message<RingAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ring != null) {
          w.uint32(10)
          Ring.codec().encode(obj.ring, w)
        }

        if (obj.decisions != null) {
          w.uint32(18)
          Outcomes.codec().encode(obj.decisions, w)
        }

        if (obj.operation != null) {
          w.uint32(26)
          Outcome.codec().encode(obj.operation, w)
        }

        if (obj.unended != null) {
          w.uint32(34)
          Decisions.codec().encode(obj.unended, w)
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
            case 1: {
              obj.ring = Ring.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ring
              })
              break
            }
            case 2: {
              obj.decisions = Outcomes.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decisions
              })
              break
            }
            case 3: {
              obj.operation = Outcome.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.operation
              })
              break
            }
            case 4: {
              obj.unended = Decisions.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.unended
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.unended != null) {
          delete obj.operation
          delete obj.decisions
          delete obj.ring
        }

        if (obj.operation != null) {
          delete obj.unended
          delete obj.decisions
          delete obj.ring
        }

        if (obj.decisions != null) {
          delete obj.unended
          delete obj.operation
          delete obj.ring
        }

        if (obj.ring != null) {
          delete obj.unended
          delete obj.operation
          delete obj.decisions
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ring.codec().stream(reader, reader.uint32(), `${prefix}.ring`, {
                limits: opts.limits?.ring
              })

              break
            }
            case 2: {
              yield * Outcomes.codec().stream(reader, reader.uint32(), `${prefix}.decisions`, {
                limits: opts.limits?.decisions
              })

              break
            }
            case 3: {
              yield * Outcome.codec().stream(reader, reader.uint32(), `${prefix}.operation`, {
                limits: opts.limits?.operation
              })

              break
            }
            case 4: {
              yield * Decisions.codec().stream(reader, reader.uint32(), `${prefix}.unended`, {
                limits: opts.limits?.unended
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

  export interface RingAnswerRingChangesFieldEvent {
    field: '$.ring.changes'
    value: number
  }

  export interface RingAnswerRingShapeVersionFieldEvent {
    field: '$.ring.shape.version'
    value: number
  }

  export interface RingAnswerRingShapePhaseFieldEvent {
    field: '$.ring.shape.phase'
    value: number
  }

  export interface RingAnswerRingShapeNodesPeerFieldEvent {
    field: '$.ring.shape.nodes[].peer'
    value: string
    index: number
  }

  export interface RingAnswerRingShapeNodesNumberFieldEvent {
    field: '$.ring.shape.nodes[].number'
    value: number
    index: number
  }

  export interface RingAnswerRingShapeNodesIncarnationFieldEvent {
    field: '$.ring.shape.nodes[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface RingAnswerRingShapeNodesTokensFieldEvent {
    field: '$.ring.shape.nodes[].tokens'
    value: number
    index: number
  }

  export interface RingAnswerRingShapeNodesLostFieldEvent {
    field: '$.ring.shape.nodes[].lost'
    value: boolean
    index: number
  }

  export interface RingAnswerRingShapeNextPeerFieldEvent {
    field: '$.ring.shape.next[].peer'
    value: string
    index: number
  }

  export interface RingAnswerRingShapeNextNumberFieldEvent {
    field: '$.ring.shape.next[].number'
    value: number
    index: number
  }

  export interface RingAnswerRingShapeNextIncarnationFieldEvent {
    field: '$.ring.shape.next[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface RingAnswerRingShapeNextTokensFieldEvent {
    field: '$.ring.shape.next[].tokens'
    value: number
    index: number
  }

  export interface RingAnswerRingShapeNextLostFieldEvent {
    field: '$.ring.shape.next[].lost'
    value: boolean
    index: number
  }

  export interface RingAnswerRingShapeReadyFieldEvent {
    field: '$.ring.shape.ready[]'
    index: number
    value: string
  }

  export interface RingAnswerRingShapeLeftFieldEvent {
    field: '$.ring.shape.left[]'
    index: number
    value: string
  }

  export interface RingAnswerRingShapeLinesFieldEvent {
    field: '$.ring.shape.lines[]'
    index: number
    value: number
  }

  export interface RingAnswerRingUnendedFieldEvent {
    field: '$.ring.unended'
    value: number
  }

  export interface RingAnswerDecisionsOutcomesWordFieldEvent {
    field: '$.decisions.outcomes[].word'
    value: number
    index: number
  }

  export interface RingAnswerDecisionsOutcomesBranchFieldEvent {
    field: '$.decisions.outcomes[].branch'
    value: boolean
    index: number
  }

  export interface RingAnswerDecisionsOutcomesVersionsFieldEvent {
    field: '$.decisions.outcomes[].versions[]'
    index: number
    value: number
  }

  export interface RingAnswerDecisionsOutcomesChangesFieldEvent {
    field: '$.decisions.outcomes[].changes[]'
    index: number
    value: number
  }

  export interface RingAnswerDecisionsOutcomesResultFieldEvent {
    field: '$.decisions.outcomes[].result'
    value: Uint8Array
    index: number
  }

  export interface RingAnswerOperationWordFieldEvent {
    field: '$.operation.word'
    value: number
  }

  export interface RingAnswerOperationBranchFieldEvent {
    field: '$.operation.branch'
    value: boolean
  }

  export interface RingAnswerOperationVersionsFieldEvent {
    field: '$.operation.versions[]'
    index: number
    value: number
  }

  export interface RingAnswerOperationChangesFieldEvent {
    field: '$.operation.changes[]'
    index: number
    value: number
  }

  export interface RingAnswerOperationResultFieldEvent {
    field: '$.operation.result'
    value: Uint8Array
  }

  export interface RingAnswerUnendedDecisionsTransactionCoordinatorFieldEvent {
    field: '$.unended.decisions[].transaction.coordinator'
    value: Uint8Array
    index: number
  }

  export interface RingAnswerUnendedDecisionsTransactionNumberFieldEvent {
    field: '$.unended.decisions[].transaction.number'
    value: number
    index: number
  }

  export interface RingAnswerUnendedDecisionsCommittedFieldEvent {
    field: '$.unended.decisions[].committed'
    value: boolean
    index: number
  }

  export interface RingAnswerUnendedDecisionsHeightFieldEvent {
    field: '$.unended.decisions[].height'
    value: number
    index: number
  }

  export interface RingAnswerUnendedDecisionsBranchFieldEvent {
    field: '$.unended.decisions[].branch'
    value: boolean
    index: number
  }

  export interface RingAnswerUnendedDecisionsVersionsFieldEvent {
    field: '$.unended.decisions[].versions[]'
    index: number
    value: number
  }

  export interface RingAnswerUnendedDecisionsChangesFieldEvent {
    field: '$.unended.decisions[].changes[]'
    index: number
    value: number
  }

  export interface RingAnswerUnendedDecisionsParticipantsFieldEvent {
    field: '$.unended.decisions[].participants[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<RingAnswer>): Uint8Array {
    return encodeMessage(obj, RingAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingAnswer>): RingAnswer {
    return decodeMessage(buf, RingAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingAnswer>): Generator<RingAnswerRingChangesFieldEvent | RingAnswerRingShapeVersionFieldEvent | RingAnswerRingShapePhaseFieldEvent | RingAnswerRingShapeNodesPeerFieldEvent | RingAnswerRingShapeNodesNumberFieldEvent | RingAnswerRingShapeNodesIncarnationFieldEvent | RingAnswerRingShapeNodesTokensFieldEvent | RingAnswerRingShapeNodesLostFieldEvent | RingAnswerRingShapeNextPeerFieldEvent | RingAnswerRingShapeNextNumberFieldEvent | RingAnswerRingShapeNextIncarnationFieldEvent | RingAnswerRingShapeNextTokensFieldEvent | RingAnswerRingShapeNextLostFieldEvent | RingAnswerRingShapeReadyFieldEvent | RingAnswerRingShapeLeftFieldEvent | RingAnswerRingShapeLinesFieldEvent | RingAnswerRingUnendedFieldEvent | RingAnswerDecisionsOutcomesWordFieldEvent | RingAnswerDecisionsOutcomesBranchFieldEvent | RingAnswerDecisionsOutcomesVersionsFieldEvent | RingAnswerDecisionsOutcomesChangesFieldEvent | RingAnswerDecisionsOutcomesResultFieldEvent | RingAnswerOperationWordFieldEvent | RingAnswerOperationBranchFieldEvent | RingAnswerOperationVersionsFieldEvent | RingAnswerOperationChangesFieldEvent | RingAnswerOperationResultFieldEvent | RingAnswerUnendedDecisionsTransactionCoordinatorFieldEvent | RingAnswerUnendedDecisionsTransactionNumberFieldEvent | RingAnswerUnendedDecisionsCommittedFieldEvent | RingAnswerUnendedDecisionsHeightFieldEvent | RingAnswerUnendedDecisionsBranchFieldEvent | RingAnswerUnendedDecisionsVersionsFieldEvent | RingAnswerUnendedDecisionsChangesFieldEvent | RingAnswerUnendedDecisionsParticipantsFieldEvent> {
    return streamMessage(buf, RingAnswer.codec(), opts)
  }
}

export interface Ring {
  changes: number
  shape?: Shape
  unended: number
}

export namespace Ring {
  let _codec: Codec<Ring>

  export const codec = (): Codec<Ring> => {
    if (_codec == null) {
      _codec = message<Ring>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.changes != null && obj.changes !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.changes)
        }

        if (obj.shape != null) {
          w.uint32(18)
          Shape.codec().encode(obj.shape, w)
        }

        if ((obj.unended != null && obj.unended !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.unended)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          changes: 0,
          unended: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.changes = reader.uint64Number()
              break
            }
            case 2: {
              obj.shape = Shape.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.shape
              })
              break
            }
            case 3: {
              obj.unended = reader.uint64Number()
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
                field: `${prefix}.changes`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield * Shape.codec().stream(reader, reader.uint32(), `${prefix}.shape`, {
                limits: opts.limits?.shape
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.unended`,
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

  export interface RingChangesFieldEvent {
    field: '$.changes'
    value: number
  }

  export interface RingShapeVersionFieldEvent {
    field: '$.shape.version'
    value: number
  }

  export interface RingShapePhaseFieldEvent {
    field: '$.shape.phase'
    value: number
  }

  export interface RingShapeNodesPeerFieldEvent {
    field: '$.shape.nodes[].peer'
    value: string
    index: number
  }

  export interface RingShapeNodesNumberFieldEvent {
    field: '$.shape.nodes[].number'
    value: number
    index: number
  }

  export interface RingShapeNodesIncarnationFieldEvent {
    field: '$.shape.nodes[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface RingShapeNodesTokensFieldEvent {
    field: '$.shape.nodes[].tokens'
    value: number
    index: number
  }

  export interface RingShapeNodesLostFieldEvent {
    field: '$.shape.nodes[].lost'
    value: boolean
    index: number
  }

  export interface RingShapeNextPeerFieldEvent {
    field: '$.shape.next[].peer'
    value: string
    index: number
  }

  export interface RingShapeNextNumberFieldEvent {
    field: '$.shape.next[].number'
    value: number
    index: number
  }

  export interface RingShapeNextIncarnationFieldEvent {
    field: '$.shape.next[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface RingShapeNextTokensFieldEvent {
    field: '$.shape.next[].tokens'
    value: number
    index: number
  }

  export interface RingShapeNextLostFieldEvent {
    field: '$.shape.next[].lost'
    value: boolean
    index: number
  }

  export interface RingShapeReadyFieldEvent {
    field: '$.shape.ready[]'
    index: number
    value: string
  }

  export interface RingShapeLeftFieldEvent {
    field: '$.shape.left[]'
    index: number
    value: string
  }

  export interface RingShapeLinesFieldEvent {
    field: '$.shape.lines[]'
    index: number
    value: number
  }

  export interface RingUnendedFieldEvent {
    field: '$.unended'
    value: number
  }

  export function encode (obj: Partial<Ring>): Uint8Array {
    return encodeMessage(obj, Ring.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ring>): Ring {
    return decodeMessage(buf, Ring.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ring>): Generator<RingChangesFieldEvent | RingShapeVersionFieldEvent | RingShapePhaseFieldEvent | RingShapeNodesPeerFieldEvent | RingShapeNodesNumberFieldEvent | RingShapeNodesIncarnationFieldEvent | RingShapeNodesTokensFieldEvent | RingShapeNodesLostFieldEvent | RingShapeNextPeerFieldEvent | RingShapeNextNumberFieldEvent | RingShapeNextIncarnationFieldEvent | RingShapeNextTokensFieldEvent | RingShapeNextLostFieldEvent | RingShapeReadyFieldEvent | RingShapeLeftFieldEvent | RingShapeLinesFieldEvent | RingUnendedFieldEvent> {
    return streamMessage(buf, Ring.codec(), opts)
  }
}

export interface Shape {
  version: number
  phase: number
  nodes: Node[]
  next: Node[]
  ready: string[]
  left: string[]
  lines: number[]
}

export namespace Shape {
  let _codec: Codec<Shape>

  export const codec = (): Codec<Shape> => {
    if (_codec == null) {
      _codec = message<Shape>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.version)
        }

        if ((obj.phase != null && obj.phase !== 0)) {
          w.uint32(16)
          w.uint32(obj.phase)
        }

        if (obj.nodes != null && obj.nodes.length > 0) {
          for (const value of obj.nodes) {
            w.uint32(26)
            Node.codec().encode(value, w)
          }
        }

        if (obj.next != null && obj.next.length > 0) {
          for (const value of obj.next) {
            w.uint32(34)
            Node.codec().encode(value, w)
          }
        }

        if (obj.ready != null && obj.ready.length > 0) {
          for (const value of obj.ready) {
            w.uint32(42)
            w.string(value)
          }
        }

        if (obj.left != null && obj.left.length > 0) {
          for (const value of obj.left) {
            w.uint32(50)
            w.string(value)
          }
        }

        if (obj.lines != null && obj.lines.length > 0) {
          for (const value of obj.lines) {
            w.uint32(56)
            w.uint64Number(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          phase: 0,
          nodes: [],
          next: [],
          ready: [],
          left: [],
          lines: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.version = reader.uint64Number()
              break
            }
            case 2: {
              obj.phase = reader.uint32()
              break
            }
            case 3: {
              if (opts.limits?.nodes != null && obj.nodes.length === opts.limits.nodes) {
                throw new MaxLengthError('Decode error - repeated field "nodes" had too many elements')
              }

              obj.nodes.push(Node.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.nodes$
              }))
              break
            }
            case 4: {
              if (opts.limits?.next != null && obj.next.length === opts.limits.next) {
                throw new MaxLengthError('Decode error - repeated field "next" had too many elements')
              }

              obj.next.push(Node.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.next$
              }))
              break
            }
            case 5: {
              if (opts.limits?.ready != null && obj.ready.length === opts.limits.ready) {
                throw new MaxLengthError('Decode error - repeated field "ready" had too many elements')
              }

              obj.ready.push(reader.string())
              break
            }
            case 6: {
              if (opts.limits?.left != null && obj.left.length === opts.limits.left) {
                throw new MaxLengthError('Decode error - repeated field "left" had too many elements')
              }

              obj.left.push(reader.string())
              break
            }
            case 7: {
              if (opts.limits?.lines != null && obj.lines.length === opts.limits.lines) {
                throw new MaxLengthError('Decode error - repeated field "lines" had too many elements')
              }

              obj.lines.push(reader.uint64Number())
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
        const obj = {
          nodes: 0,
          next: 0,
          ready: 0,
          left: 0,
          lines: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.version`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.phase`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              if (opts.limits?.nodes != null && obj.nodes === opts.limits.nodes) {
                throw new MaxLengthError('Streaming decode error - repeated field "nodes" had too many elements')
              }

              for (const evt of Node.codec().stream(reader, reader.uint32(), `${prefix}.nodes[]`, {
                limits: opts.limits?.nodes$
              })) {
                yield {
                  ...evt,
                  index: obj.nodes
                }
              }

              obj.nodes++

              break
            }
            case 4: {
              if (opts.limits?.next != null && obj.next === opts.limits.next) {
                throw new MaxLengthError('Streaming decode error - repeated field "next" had too many elements')
              }

              for (const evt of Node.codec().stream(reader, reader.uint32(), `${prefix}.next[]`, {
                limits: opts.limits?.next$
              })) {
                yield {
                  ...evt,
                  index: obj.next
                }
              }

              obj.next++

              break
            }
            case 5: {
              if (opts.limits?.ready != null && obj.ready === opts.limits.ready) {
                throw new MaxLengthError('Streaming decode error - repeated field "ready" had too many elements')
              }

              yield {
                field: `${prefix}.ready[]`,
                index: obj.ready,
                value: reader.string()
              }

              obj.ready++

              break
            }
            case 6: {
              if (opts.limits?.left != null && obj.left === opts.limits.left) {
                throw new MaxLengthError('Streaming decode error - repeated field "left" had too many elements')
              }

              yield {
                field: `${prefix}.left[]`,
                index: obj.left,
                value: reader.string()
              }

              obj.left++

              break
            }
            case 7: {
              if (opts.limits?.lines != null && obj.lines === opts.limits.lines) {
                throw new MaxLengthError('Streaming decode error - repeated field "lines" had too many elements')
              }

              yield {
                field: `${prefix}.lines[]`,
                index: obj.lines,
                value: reader.uint64Number()
              }

              obj.lines++

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

  export interface ShapeVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface ShapePhaseFieldEvent {
    field: '$.phase'
    value: number
  }

  export interface ShapeNodesPeerFieldEvent {
    field: '$.nodes[].peer'
    value: string
    index: number
  }

  export interface ShapeNodesNumberFieldEvent {
    field: '$.nodes[].number'
    value: number
    index: number
  }

  export interface ShapeNodesIncarnationFieldEvent {
    field: '$.nodes[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface ShapeNodesTokensFieldEvent {
    field: '$.nodes[].tokens'
    value: number
    index: number
  }

  export interface ShapeNodesLostFieldEvent {
    field: '$.nodes[].lost'
    value: boolean
    index: number
  }

  export interface ShapeNextPeerFieldEvent {
    field: '$.next[].peer'
    value: string
    index: number
  }

  export interface ShapeNextNumberFieldEvent {
    field: '$.next[].number'
    value: number
    index: number
  }

  export interface ShapeNextIncarnationFieldEvent {
    field: '$.next[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface ShapeNextTokensFieldEvent {
    field: '$.next[].tokens'
    value: number
    index: number
  }

  export interface ShapeNextLostFieldEvent {
    field: '$.next[].lost'
    value: boolean
    index: number
  }

  export interface ShapeReadyFieldEvent {
    field: '$.ready[]'
    index: number
    value: string
  }

  export interface ShapeLeftFieldEvent {
    field: '$.left[]'
    index: number
    value: string
  }

  export interface ShapeLinesFieldEvent {
    field: '$.lines[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Shape>): Uint8Array {
    return encodeMessage(obj, Shape.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Shape>): Shape {
    return decodeMessage(buf, Shape.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Shape>): Generator<ShapeVersionFieldEvent | ShapePhaseFieldEvent | ShapeNodesPeerFieldEvent | ShapeNodesNumberFieldEvent | ShapeNodesIncarnationFieldEvent | ShapeNodesTokensFieldEvent | ShapeNodesLostFieldEvent | ShapeNextPeerFieldEvent | ShapeNextNumberFieldEvent | ShapeNextIncarnationFieldEvent | ShapeNextTokensFieldEvent | ShapeNextLostFieldEvent | ShapeReadyFieldEvent | ShapeLeftFieldEvent | ShapeLinesFieldEvent> {
    return streamMessage(buf, Shape.codec(), opts)
  }
}

export interface Node {
  peer: string
  number: number
  incarnation: Uint8Array
  tokens: number
  lost: boolean
}

export namespace Node {
  let _codec: Codec<Node>

  export const codec = (): Codec<Node> => {
    if (_codec == null) {
      _codec = message<Node>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(10)
          w.string(obj.peer)
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(16)
          w.uint32(obj.number)
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.incarnation)
        }

        if ((obj.tokens != null && obj.tokens !== 0)) {
          w.uint32(32)
          w.uint32(obj.tokens)
        }

        if ((obj.lost != null && obj.lost !== false)) {
          w.uint32(40)
          w.bool(obj.lost)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peer: '',
          number: 0,
          incarnation: NO_BYTES,
          tokens: 0,
          lost: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peer = reader.string()
              break
            }
            case 2: {
              obj.number = reader.uint32()
              break
            }
            case 3: {
              obj.incarnation = reader.bytes()
              break
            }
            case 4: {
              obj.tokens = reader.uint32()
              break
            }
            case 5: {
              obj.lost = reader.bool()
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
                field: `${prefix}.peer`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.number`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.incarnation`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.tokens`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.lost`,
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

  export interface NodePeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface NodeNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface NodeIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface NodeTokensFieldEvent {
    field: '$.tokens'
    value: number
  }

  export interface NodeLostFieldEvent {
    field: '$.lost'
    value: boolean
  }

  export function encode (obj: Partial<Node>): Uint8Array {
    return encodeMessage(obj, Node.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Node>): Node {
    return decodeMessage(buf, Node.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Node>): Generator<NodePeerFieldEvent | NodeNumberFieldEvent | NodeIncarnationFieldEvent | NodeTokensFieldEvent | NodeLostFieldEvent> {
    return streamMessage(buf, Node.codec(), opts)
  }
}

export interface Decision {
  transaction?: Transaction
  committed: boolean
  height: number
  branch: boolean
  versions: number[]
  changes: number[]
  participants: number[]
}

export namespace Decision {
  let _codec: Codec<Decision>

  export const codec = (): Codec<Decision> => {
    if (_codec == null) {
      _codec = message<Decision>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.transaction != null) {
          w.uint32(10)
          Transaction.codec().encode(obj.transaction, w)
        }

        if ((obj.committed != null && obj.committed !== false)) {
          w.uint32(16)
          w.bool(obj.committed)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.height)
        }

        if ((obj.branch != null && obj.branch !== false)) {
          w.uint32(32)
          w.bool(obj.branch)
        }

        if (obj.versions != null && obj.versions.length > 0) {
          for (const value of obj.versions) {
            w.uint32(40)
            w.uint64Number(value)
          }
        }

        if (obj.changes != null && obj.changes.length > 0) {
          for (const value of obj.changes) {
            w.uint32(48)
            w.uint32(value)
          }
        }

        if (obj.participants != null && obj.participants.length > 0) {
          for (const value of obj.participants) {
            w.uint32(56)
            w.uint32(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          committed: false,
          height: 0,
          branch: false,
          versions: [],
          changes: [],
          participants: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.transaction = Transaction.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transaction
              })
              break
            }
            case 2: {
              obj.committed = reader.bool()
              break
            }
            case 3: {
              obj.height = reader.uint64Number()
              break
            }
            case 4: {
              obj.branch = reader.bool()
              break
            }
            case 5: {
              if (opts.limits?.versions != null && obj.versions.length === opts.limits.versions) {
                throw new MaxLengthError('Decode error - repeated field "versions" had too many elements')
              }

              obj.versions.push(reader.uint64Number())
              break
            }
            case 6: {
              if (opts.limits?.changes != null && obj.changes.length === opts.limits.changes) {
                throw new MaxLengthError('Decode error - repeated field "changes" had too many elements')
              }

              obj.changes.push(reader.uint32())
              break
            }
            case 7: {
              if (opts.limits?.participants != null && obj.participants.length === opts.limits.participants) {
                throw new MaxLengthError('Decode error - repeated field "participants" had too many elements')
              }

              obj.participants.push(reader.uint32())
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
        const obj = {
          versions: 0,
          changes: 0,
          participants: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Transaction.codec().stream(reader, reader.uint32(), `${prefix}.transaction`, {
                limits: opts.limits?.transaction
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.committed`,
                value: reader.bool()
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
            case 4: {
              yield {
                field: `${prefix}.branch`,
                value: reader.bool()
              }
              break
            }
            case 5: {
              if (opts.limits?.versions != null && obj.versions === opts.limits.versions) {
                throw new MaxLengthError('Streaming decode error - repeated field "versions" had too many elements')
              }

              yield {
                field: `${prefix}.versions[]`,
                index: obj.versions,
                value: reader.uint64Number()
              }

              obj.versions++

              break
            }
            case 6: {
              if (opts.limits?.changes != null && obj.changes === opts.limits.changes) {
                throw new MaxLengthError('Streaming decode error - repeated field "changes" had too many elements')
              }

              yield {
                field: `${prefix}.changes[]`,
                index: obj.changes,
                value: reader.uint32()
              }

              obj.changes++

              break
            }
            case 7: {
              if (opts.limits?.participants != null && obj.participants === opts.limits.participants) {
                throw new MaxLengthError('Streaming decode error - repeated field "participants" had too many elements')
              }

              yield {
                field: `${prefix}.participants[]`,
                index: obj.participants,
                value: reader.uint32()
              }

              obj.participants++

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

  export interface DecisionTransactionCoordinatorFieldEvent {
    field: '$.transaction.coordinator'
    value: Uint8Array
  }

  export interface DecisionTransactionNumberFieldEvent {
    field: '$.transaction.number'
    value: number
  }

  export interface DecisionCommittedFieldEvent {
    field: '$.committed'
    value: boolean
  }

  export interface DecisionHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface DecisionBranchFieldEvent {
    field: '$.branch'
    value: boolean
  }

  export interface DecisionVersionsFieldEvent {
    field: '$.versions[]'
    index: number
    value: number
  }

  export interface DecisionChangesFieldEvent {
    field: '$.changes[]'
    index: number
    value: number
  }

  export interface DecisionParticipantsFieldEvent {
    field: '$.participants[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Decision>): Uint8Array {
    return encodeMessage(obj, Decision.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Decision>): Decision {
    return decodeMessage(buf, Decision.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Decision>): Generator<DecisionTransactionCoordinatorFieldEvent | DecisionTransactionNumberFieldEvent | DecisionCommittedFieldEvent | DecisionHeightFieldEvent | DecisionBranchFieldEvent | DecisionVersionsFieldEvent | DecisionChangesFieldEvent | DecisionParticipantsFieldEvent> {
    return streamMessage(buf, Decision.codec(), opts)
  }
}

export interface Decisions {
  decisions: Decision[]
}

export namespace Decisions {
  let _codec: Codec<Decisions>

  export const codec = (): Codec<Decisions> => {
    if (_codec == null) {
      _codec = message<Decisions>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.decisions != null && obj.decisions.length > 0) {
          for (const value of obj.decisions) {
            w.uint32(10)
            Decision.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          decisions: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.decisions != null && obj.decisions.length === opts.limits.decisions) {
                throw new MaxLengthError('Decode error - repeated field "decisions" had too many elements')
              }

              obj.decisions.push(Decision.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decisions$
              }))
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
        const obj = {
          decisions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.decisions != null && obj.decisions === opts.limits.decisions) {
                throw new MaxLengthError('Streaming decode error - repeated field "decisions" had too many elements')
              }

              for (const evt of Decision.codec().stream(reader, reader.uint32(), `${prefix}.decisions[]`, {
                limits: opts.limits?.decisions$
              })) {
                yield {
                  ...evt,
                  index: obj.decisions
                }
              }

              obj.decisions++

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

  export interface DecisionsDecisionsTransactionCoordinatorFieldEvent {
    field: '$.decisions[].transaction.coordinator'
    value: Uint8Array
    index: number
  }

  export interface DecisionsDecisionsTransactionNumberFieldEvent {
    field: '$.decisions[].transaction.number'
    value: number
    index: number
  }

  export interface DecisionsDecisionsCommittedFieldEvent {
    field: '$.decisions[].committed'
    value: boolean
    index: number
  }

  export interface DecisionsDecisionsHeightFieldEvent {
    field: '$.decisions[].height'
    value: number
    index: number
  }

  export interface DecisionsDecisionsBranchFieldEvent {
    field: '$.decisions[].branch'
    value: boolean
    index: number
  }

  export interface DecisionsDecisionsVersionsFieldEvent {
    field: '$.decisions[].versions[]'
    index: number
    value: number
  }

  export interface DecisionsDecisionsChangesFieldEvent {
    field: '$.decisions[].changes[]'
    index: number
    value: number
  }

  export interface DecisionsDecisionsParticipantsFieldEvent {
    field: '$.decisions[].participants[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Decisions>): Uint8Array {
    return encodeMessage(obj, Decisions.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Decisions>): Decisions {
    return decodeMessage(buf, Decisions.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Decisions>): Generator<DecisionsDecisionsTransactionCoordinatorFieldEvent | DecisionsDecisionsTransactionNumberFieldEvent | DecisionsDecisionsCommittedFieldEvent | DecisionsDecisionsHeightFieldEvent | DecisionsDecisionsBranchFieldEvent | DecisionsDecisionsVersionsFieldEvent | DecisionsDecisionsChangesFieldEvent | DecisionsDecisionsParticipantsFieldEvent> {
    return streamMessage(buf, Decisions.codec(), opts)
  }
}

export interface RingSnapshot {
  head?: Head
  session?: Session
  decision?: Decision
}

export namespace RingSnapshot {
  let _codec: Codec<RingSnapshot>

  export const codec = (): Codec<RingSnapshot> => {
    if (_codec == null) {
      _codec = message<RingSnapshot>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if (obj.session != null) {
          w.uint32(18)
          Session.codec().encode(obj.session, w)
        }

        if (obj.decision != null) {
          w.uint32(26)
          Decision.codec().encode(obj.decision, w)
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
            case 1: {
              obj.head = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.head
              })
              break
            }
            case 2: {
              obj.session = Session.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.session
              })
              break
            }
            case 3: {
              obj.decision = Decision.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decision
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.decision != null) {
          delete obj.session
          delete obj.head
        }

        if (obj.session != null) {
          delete obj.decision
          delete obj.head
        }

        if (obj.head != null) {
          delete obj.decision
          delete obj.session
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.head`, {
                limits: opts.limits?.head
              })

              break
            }
            case 2: {
              yield * Session.codec().stream(reader, reader.uint32(), `${prefix}.session`, {
                limits: opts.limits?.session
              })

              break
            }
            case 3: {
              yield * Decision.codec().stream(reader, reader.uint32(), `${prefix}.decision`, {
                limits: opts.limits?.decision
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

  export interface RingSnapshotHeadVersionFieldEvent {
    field: '$.head.version'
    value: number
  }

  export interface RingSnapshotHeadChangesFieldEvent {
    field: '$.head.changes'
    value: number
  }

  export interface RingSnapshotHeadShapeVersionFieldEvent {
    field: '$.head.shape.version'
    value: number
  }

  export interface RingSnapshotHeadShapePhaseFieldEvent {
    field: '$.head.shape.phase'
    value: number
  }

  export interface RingSnapshotHeadShapeNodesPeerFieldEvent {
    field: '$.head.shape.nodes[].peer'
    value: string
    index: number
  }

  export interface RingSnapshotHeadShapeNodesNumberFieldEvent {
    field: '$.head.shape.nodes[].number'
    value: number
    index: number
  }

  export interface RingSnapshotHeadShapeNodesIncarnationFieldEvent {
    field: '$.head.shape.nodes[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface RingSnapshotHeadShapeNodesTokensFieldEvent {
    field: '$.head.shape.nodes[].tokens'
    value: number
    index: number
  }

  export interface RingSnapshotHeadShapeNodesLostFieldEvent {
    field: '$.head.shape.nodes[].lost'
    value: boolean
    index: number
  }

  export interface RingSnapshotHeadShapeNextPeerFieldEvent {
    field: '$.head.shape.next[].peer'
    value: string
    index: number
  }

  export interface RingSnapshotHeadShapeNextNumberFieldEvent {
    field: '$.head.shape.next[].number'
    value: number
    index: number
  }

  export interface RingSnapshotHeadShapeNextIncarnationFieldEvent {
    field: '$.head.shape.next[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface RingSnapshotHeadShapeNextTokensFieldEvent {
    field: '$.head.shape.next[].tokens'
    value: number
    index: number
  }

  export interface RingSnapshotHeadShapeNextLostFieldEvent {
    field: '$.head.shape.next[].lost'
    value: boolean
    index: number
  }

  export interface RingSnapshotHeadShapeReadyFieldEvent {
    field: '$.head.shape.ready[]'
    index: number
    value: string
  }

  export interface RingSnapshotHeadShapeLeftFieldEvent {
    field: '$.head.shape.left[]'
    index: number
    value: string
  }

  export interface RingSnapshotHeadShapeLinesFieldEvent {
    field: '$.head.shape.lines[]'
    index: number
    value: number
  }

  export interface RingSnapshotHeadRosterPeerFieldEvent {
    field: '$.head.roster[].peer'
    value: string
    index: number
  }

  export interface RingSnapshotHeadRosterNumberFieldEvent {
    field: '$.head.roster[].number'
    value: number
    index: number
  }

  export interface RingSnapshotHeadRosterIncarnationFieldEvent {
    field: '$.head.roster[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface RingSnapshotHeadRosterTokensFieldEvent {
    field: '$.head.roster[].tokens'
    value: number
    index: number
  }

  export interface RingSnapshotHeadRosterLostFieldEvent {
    field: '$.head.roster[].lost'
    value: boolean
    index: number
  }

  export interface RingSnapshotHeadHorizonFieldEvent {
    field: '$.head.horizon'
    value: number
  }

  export interface RingSnapshotHeadAbortHorizonFieldEvent {
    field: '$.head.abortHorizon'
    value: number
  }

  export interface RingSnapshotHeadSessionsFieldEvent {
    field: '$.head.sessions'
    value: number
  }

  export interface RingSnapshotHeadDecisionsFieldEvent {
    field: '$.head.decisions'
    value: number
  }

  export interface RingSnapshotHeadDigestFieldEvent {
    field: '$.head.digest'
    value: string
  }

  export interface RingSnapshotHeadUsualBytesFieldEvent {
    field: '$.head.usualBytes'
    value: number
  }

  export interface RingSnapshotSessionClientFieldEvent {
    field: '$.session.client'
    value: Uint8Array
  }

  export interface RingSnapshotSessionFirstHeightFieldEvent {
    field: '$.session.firstHeight'
    value: number
  }

  export interface RingSnapshotSessionFloorFieldEvent {
    field: '$.session.floor'
    value: number
  }

  export interface RingSnapshotSessionAnsweredSeqFieldEvent {
    field: '$.session.answered[].seq'
    value: number
    index: number
  }

  export interface RingSnapshotSessionAnsweredResultFieldEvent {
    field: '$.session.answered[].result'
    value: Uint8Array
    index: number
  }

  export interface RingSnapshotSessionAnsweredDigestFieldEvent {
    field: '$.session.answered[].digest'
    value: Uint8Array
    index: number
  }

  export interface RingSnapshotSessionCoordinatorFieldEvent {
    field: '$.session.coordinator'
    value: Uint8Array
  }

  export interface RingSnapshotDecisionTransactionCoordinatorFieldEvent {
    field: '$.decision.transaction.coordinator'
    value: Uint8Array
  }

  export interface RingSnapshotDecisionTransactionNumberFieldEvent {
    field: '$.decision.transaction.number'
    value: number
  }

  export interface RingSnapshotDecisionCommittedFieldEvent {
    field: '$.decision.committed'
    value: boolean
  }

  export interface RingSnapshotDecisionHeightFieldEvent {
    field: '$.decision.height'
    value: number
  }

  export interface RingSnapshotDecisionBranchFieldEvent {
    field: '$.decision.branch'
    value: boolean
  }

  export interface RingSnapshotDecisionVersionsFieldEvent {
    field: '$.decision.versions[]'
    index: number
    value: number
  }

  export interface RingSnapshotDecisionChangesFieldEvent {
    field: '$.decision.changes[]'
    index: number
    value: number
  }

  export interface RingSnapshotDecisionParticipantsFieldEvent {
    field: '$.decision.participants[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<RingSnapshot>): Uint8Array {
    return encodeMessage(obj, RingSnapshot.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingSnapshot>): RingSnapshot {
    return decodeMessage(buf, RingSnapshot.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RingSnapshot>): Generator<RingSnapshotHeadVersionFieldEvent | RingSnapshotHeadChangesFieldEvent | RingSnapshotHeadShapeVersionFieldEvent | RingSnapshotHeadShapePhaseFieldEvent | RingSnapshotHeadShapeNodesPeerFieldEvent | RingSnapshotHeadShapeNodesNumberFieldEvent | RingSnapshotHeadShapeNodesIncarnationFieldEvent | RingSnapshotHeadShapeNodesTokensFieldEvent | RingSnapshotHeadShapeNodesLostFieldEvent | RingSnapshotHeadShapeNextPeerFieldEvent | RingSnapshotHeadShapeNextNumberFieldEvent | RingSnapshotHeadShapeNextIncarnationFieldEvent | RingSnapshotHeadShapeNextTokensFieldEvent | RingSnapshotHeadShapeNextLostFieldEvent | RingSnapshotHeadShapeReadyFieldEvent | RingSnapshotHeadShapeLeftFieldEvent | RingSnapshotHeadShapeLinesFieldEvent | RingSnapshotHeadRosterPeerFieldEvent | RingSnapshotHeadRosterNumberFieldEvent | RingSnapshotHeadRosterIncarnationFieldEvent | RingSnapshotHeadRosterTokensFieldEvent | RingSnapshotHeadRosterLostFieldEvent | RingSnapshotHeadHorizonFieldEvent | RingSnapshotHeadAbortHorizonFieldEvent | RingSnapshotHeadSessionsFieldEvent | RingSnapshotHeadDecisionsFieldEvent | RingSnapshotHeadDigestFieldEvent | RingSnapshotHeadUsualBytesFieldEvent | RingSnapshotSessionClientFieldEvent | RingSnapshotSessionFirstHeightFieldEvent | RingSnapshotSessionFloorFieldEvent | RingSnapshotSessionAnsweredSeqFieldEvent | RingSnapshotSessionAnsweredResultFieldEvent | RingSnapshotSessionAnsweredDigestFieldEvent | RingSnapshotSessionCoordinatorFieldEvent | RingSnapshotDecisionTransactionCoordinatorFieldEvent | RingSnapshotDecisionTransactionNumberFieldEvent | RingSnapshotDecisionCommittedFieldEvent | RingSnapshotDecisionHeightFieldEvent | RingSnapshotDecisionBranchFieldEvent | RingSnapshotDecisionVersionsFieldEvent | RingSnapshotDecisionChangesFieldEvent | RingSnapshotDecisionParticipantsFieldEvent> {
    return streamMessage(buf, RingSnapshot.codec(), opts)
  }
}

export interface Head {
  version: number
  changes: number
  shape?: Shape
  roster: Node[]
  horizon: number
  abortHorizon: number
  sessions: number
  decisions: number
  digest: string
  usualBytes: number
}

export namespace Head {
  let _codec: Codec<Head>

  export const codec = (): Codec<Head> => {
    if (_codec == null) {
      _codec = message<Head>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if ((obj.changes != null && obj.changes !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.changes)
        }

        if (obj.shape != null) {
          w.uint32(26)
          Shape.codec().encode(obj.shape, w)
        }

        if (obj.roster != null && obj.roster.length > 0) {
          for (const value of obj.roster) {
            w.uint32(34)
            Node.codec().encode(value, w)
          }
        }

        if ((obj.horizon != null && obj.horizon !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.horizon)
        }

        if ((obj.abortHorizon != null && obj.abortHorizon !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.abortHorizon)
        }

        if ((obj.sessions != null && obj.sessions !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.sessions)
        }

        if ((obj.decisions != null && obj.decisions !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.decisions)
        }

        if ((obj.digest != null && obj.digest !== '')) {
          w.uint32(74)
          w.string(obj.digest)
        }

        if ((obj.usualBytes != null && obj.usualBytes !== 0)) {
          w.uint32(80)
          w.uint64Number(obj.usualBytes)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          changes: 0,
          roster: [],
          horizon: 0,
          abortHorizon: 0,
          sessions: 0,
          decisions: 0,
          digest: '',
          usualBytes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.version = reader.uint32()
              break
            }
            case 2: {
              obj.changes = reader.uint64Number()
              break
            }
            case 3: {
              obj.shape = Shape.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.shape
              })
              break
            }
            case 4: {
              if (opts.limits?.roster != null && obj.roster.length === opts.limits.roster) {
                throw new MaxLengthError('Decode error - repeated field "roster" had too many elements')
              }

              obj.roster.push(Node.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.roster$
              }))
              break
            }
            case 5: {
              obj.horizon = reader.uint64Number()
              break
            }
            case 6: {
              obj.abortHorizon = reader.uint64Number()
              break
            }
            case 7: {
              obj.sessions = reader.uint64Number()
              break
            }
            case 8: {
              obj.decisions = reader.uint64Number()
              break
            }
            case 9: {
              obj.digest = reader.string()
              break
            }
            case 10: {
              obj.usualBytes = reader.uint64Number()
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
        const obj = {
          roster: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.version`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.changes`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield * Shape.codec().stream(reader, reader.uint32(), `${prefix}.shape`, {
                limits: opts.limits?.shape
              })

              break
            }
            case 4: {
              if (opts.limits?.roster != null && obj.roster === opts.limits.roster) {
                throw new MaxLengthError('Streaming decode error - repeated field "roster" had too many elements')
              }

              for (const evt of Node.codec().stream(reader, reader.uint32(), `${prefix}.roster[]`, {
                limits: opts.limits?.roster$
              })) {
                yield {
                  ...evt,
                  index: obj.roster
                }
              }

              obj.roster++

              break
            }
            case 5: {
              yield {
                field: `${prefix}.horizon`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.abortHorizon`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.sessions`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.decisions`,
                value: reader.uint64Number()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.digest`,
                value: reader.string()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.usualBytes`,
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

  export interface HeadVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface HeadChangesFieldEvent {
    field: '$.changes'
    value: number
  }

  export interface HeadShapeVersionFieldEvent {
    field: '$.shape.version'
    value: number
  }

  export interface HeadShapePhaseFieldEvent {
    field: '$.shape.phase'
    value: number
  }

  export interface HeadShapeNodesPeerFieldEvent {
    field: '$.shape.nodes[].peer'
    value: string
    index: number
  }

  export interface HeadShapeNodesNumberFieldEvent {
    field: '$.shape.nodes[].number'
    value: number
    index: number
  }

  export interface HeadShapeNodesIncarnationFieldEvent {
    field: '$.shape.nodes[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface HeadShapeNodesTokensFieldEvent {
    field: '$.shape.nodes[].tokens'
    value: number
    index: number
  }

  export interface HeadShapeNodesLostFieldEvent {
    field: '$.shape.nodes[].lost'
    value: boolean
    index: number
  }

  export interface HeadShapeNextPeerFieldEvent {
    field: '$.shape.next[].peer'
    value: string
    index: number
  }

  export interface HeadShapeNextNumberFieldEvent {
    field: '$.shape.next[].number'
    value: number
    index: number
  }

  export interface HeadShapeNextIncarnationFieldEvent {
    field: '$.shape.next[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface HeadShapeNextTokensFieldEvent {
    field: '$.shape.next[].tokens'
    value: number
    index: number
  }

  export interface HeadShapeNextLostFieldEvent {
    field: '$.shape.next[].lost'
    value: boolean
    index: number
  }

  export interface HeadShapeReadyFieldEvent {
    field: '$.shape.ready[]'
    index: number
    value: string
  }

  export interface HeadShapeLeftFieldEvent {
    field: '$.shape.left[]'
    index: number
    value: string
  }

  export interface HeadShapeLinesFieldEvent {
    field: '$.shape.lines[]'
    index: number
    value: number
  }

  export interface HeadRosterPeerFieldEvent {
    field: '$.roster[].peer'
    value: string
    index: number
  }

  export interface HeadRosterNumberFieldEvent {
    field: '$.roster[].number'
    value: number
    index: number
  }

  export interface HeadRosterIncarnationFieldEvent {
    field: '$.roster[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface HeadRosterTokensFieldEvent {
    field: '$.roster[].tokens'
    value: number
    index: number
  }

  export interface HeadRosterLostFieldEvent {
    field: '$.roster[].lost'
    value: boolean
    index: number
  }

  export interface HeadHorizonFieldEvent {
    field: '$.horizon'
    value: number
  }

  export interface HeadAbortHorizonFieldEvent {
    field: '$.abortHorizon'
    value: number
  }

  export interface HeadSessionsFieldEvent {
    field: '$.sessions'
    value: number
  }

  export interface HeadDecisionsFieldEvent {
    field: '$.decisions'
    value: number
  }

  export interface HeadDigestFieldEvent {
    field: '$.digest'
    value: string
  }

  export interface HeadUsualBytesFieldEvent {
    field: '$.usualBytes'
    value: number
  }

  export function encode (obj: Partial<Head>): Uint8Array {
    return encodeMessage(obj, Head.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Head {
    return decodeMessage(buf, Head.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Generator<HeadVersionFieldEvent | HeadChangesFieldEvent | HeadShapeVersionFieldEvent | HeadShapePhaseFieldEvent | HeadShapeNodesPeerFieldEvent | HeadShapeNodesNumberFieldEvent | HeadShapeNodesIncarnationFieldEvent | HeadShapeNodesTokensFieldEvent | HeadShapeNodesLostFieldEvent | HeadShapeNextPeerFieldEvent | HeadShapeNextNumberFieldEvent | HeadShapeNextIncarnationFieldEvent | HeadShapeNextTokensFieldEvent | HeadShapeNextLostFieldEvent | HeadShapeReadyFieldEvent | HeadShapeLeftFieldEvent | HeadShapeLinesFieldEvent | HeadRosterPeerFieldEvent | HeadRosterNumberFieldEvent | HeadRosterIncarnationFieldEvent | HeadRosterTokensFieldEvent | HeadRosterLostFieldEvent | HeadHorizonFieldEvent | HeadAbortHorizonFieldEvent | HeadSessionsFieldEvent | HeadDecisionsFieldEvent | HeadDigestFieldEvent | HeadUsualBytesFieldEvent> {
    return streamMessage(buf, Head.codec(), opts)
  }
}

export interface Session {
  client: Uint8Array
  firstHeight: number
  floor: number
  answered: Answered[]
  coordinator: Uint8Array
}

export namespace Session {
  let _codec: Codec<Session>

  export const codec = (): Codec<Session> => {
    if (_codec == null) {
      _codec = message<Session>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.client != null && obj.client.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.client)
        }

        if ((obj.firstHeight != null && obj.firstHeight !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.firstHeight)
        }

        if ((obj.floor != null && obj.floor !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.floor)
        }

        if (obj.answered != null && obj.answered.length > 0) {
          for (const value of obj.answered) {
            w.uint32(34)
            Answered.codec().encode(value, w)
          }
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.coordinator)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          client: NO_BYTES,
          firstHeight: 0,
          floor: 0,
          answered: [],
          coordinator: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.client = reader.bytes()
              break
            }
            case 2: {
              obj.firstHeight = reader.uint64Number()
              break
            }
            case 3: {
              obj.floor = reader.uint64Number()
              break
            }
            case 4: {
              if (opts.limits?.answered != null && obj.answered.length === opts.limits.answered) {
                throw new MaxLengthError('Decode error - repeated field "answered" had too many elements')
              }

              obj.answered.push(Answered.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.answered$
              }))
              break
            }
            case 5: {
              obj.coordinator = reader.bytes()
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
        const obj = {
          answered: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.client`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.firstHeight`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.floor`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              if (opts.limits?.answered != null && obj.answered === opts.limits.answered) {
                throw new MaxLengthError('Streaming decode error - repeated field "answered" had too many elements')
              }

              for (const evt of Answered.codec().stream(reader, reader.uint32(), `${prefix}.answered[]`, {
                limits: opts.limits?.answered$
              })) {
                yield {
                  ...evt,
                  index: obj.answered
                }
              }

              obj.answered++

              break
            }
            case 5: {
              yield {
                field: `${prefix}.coordinator`,
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

  export interface SessionClientFieldEvent {
    field: '$.client'
    value: Uint8Array
  }

  export interface SessionFirstHeightFieldEvent {
    field: '$.firstHeight'
    value: number
  }

  export interface SessionFloorFieldEvent {
    field: '$.floor'
    value: number
  }

  export interface SessionAnsweredSeqFieldEvent {
    field: '$.answered[].seq'
    value: number
    index: number
  }

  export interface SessionAnsweredResultFieldEvent {
    field: '$.answered[].result'
    value: Uint8Array
    index: number
  }

  export interface SessionAnsweredDigestFieldEvent {
    field: '$.answered[].digest'
    value: Uint8Array
    index: number
  }

  export interface SessionCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export function encode (obj: Partial<Session>): Uint8Array {
    return encodeMessage(obj, Session.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Session>): Session {
    return decodeMessage(buf, Session.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Session>): Generator<SessionClientFieldEvent | SessionFirstHeightFieldEvent | SessionFloorFieldEvent | SessionAnsweredSeqFieldEvent | SessionAnsweredResultFieldEvent | SessionAnsweredDigestFieldEvent | SessionCoordinatorFieldEvent> {
    return streamMessage(buf, Session.codec(), opts)
  }
}

export interface Answered {
  seq: number
  result: Uint8Array
  digest: Uint8Array
}

export namespace Answered {
  let _codec: Codec<Answered>

  export const codec = (): Codec<Answered> => {
    if (_codec == null) {
      _codec = message<Answered>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.seq)
        }

        if ((obj.result != null && obj.result.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.result)
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          seq: 0,
          result: NO_BYTES,
          digest: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.seq = reader.uint64Number()
              break
            }
            case 2: {
              obj.result = reader.bytes()
              break
            }
            case 3: {
              obj.digest = reader.bytes()
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
                field: `${prefix}.seq`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.result`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.digest`,
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

  export interface AnsweredSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface AnsweredResultFieldEvent {
    field: '$.result'
    value: Uint8Array
  }

  export interface AnsweredDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<Answered>): Uint8Array {
    return encodeMessage(obj, Answered.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answered>): Answered {
    return decodeMessage(buf, Answered.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answered>): Generator<AnsweredSeqFieldEvent | AnsweredResultFieldEvent | AnsweredDigestFieldEvent> {
    return streamMessage(buf, Answered.codec(), opts)
  }
}
