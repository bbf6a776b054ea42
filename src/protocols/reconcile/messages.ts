/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface ReconcileMessage {
  chain: string
  request?: Request
  ack?: Ack
  pull?: Pull
  blocks?: Blocks
  find?: Find
  found?: Found
  pullPart?: PullPart
  part?: Part
}

export namespace ReconcileMessage {
  let _codec: Codec<ReconcileMessage>

  export const codec = (): Codec<ReconcileMessage> => {
    if (_codec == null) {
      _codec = message<ReconcileMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if (obj.request != null) {
          w.uint32(18)
          Request.codec().encode(obj.request, w)
        }

        if (obj.ack != null) {
          w.uint32(26)
          Ack.codec().encode(obj.ack, w)
        }

        if (obj.pull != null) {
          w.uint32(34)
          Pull.codec().encode(obj.pull, w)
        }

        if (obj.blocks != null) {
          w.uint32(42)
          Blocks.codec().encode(obj.blocks, w)
        }

        if (obj.find != null) {
          w.uint32(50)
          Find.codec().encode(obj.find, w)
        }

        if (obj.found != null) {
          w.uint32(58)
          Found.codec().encode(obj.found, w)
        }

        if (obj.pullPart != null) {
          w.uint32(66)
          PullPart.codec().encode(obj.pullPart, w)
        }

        if (obj.part != null) {
          w.uint32(74)
          Part.codec().encode(obj.part, w)
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
              obj.request = Request.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.request
              })
              break
            }
            case 3: {
              obj.ack = Ack.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ack
              })
              break
            }
            case 4: {
              obj.pull = Pull.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pull
              })
              break
            }
            case 5: {
              obj.blocks = Blocks.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.blocks
              })
              break
            }
            case 6: {
              obj.find = Find.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.find
              })
              break
            }
            case 7: {
              obj.found = Found.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.found
              })
              break
            }
            case 8: {
              obj.pullPart = PullPart.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pullPart
              })
              break
            }
            case 9: {
              obj.part = Part.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.part
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.part != null) {
          delete obj.pullPart
          delete obj.found
          delete obj.find
          delete obj.blocks
          delete obj.pull
          delete obj.ack
          delete obj.request
        }

        if (obj.pullPart != null) {
          delete obj.part
          delete obj.found
          delete obj.find
          delete obj.blocks
          delete obj.pull
          delete obj.ack
          delete obj.request
        }

        if (obj.found != null) {
          delete obj.part
          delete obj.pullPart
          delete obj.find
          delete obj.blocks
          delete obj.pull
          delete obj.ack
          delete obj.request
        }

        if (obj.find != null) {
          delete obj.part
          delete obj.pullPart
          delete obj.found
          delete obj.blocks
          delete obj.pull
          delete obj.ack
          delete obj.request
        }

        if (obj.blocks != null) {
          delete obj.part
          delete obj.pullPart
          delete obj.found
          delete obj.find
          delete obj.pull
          delete obj.ack
          delete obj.request
        }

        if (obj.pull != null) {
          delete obj.part
          delete obj.pullPart
          delete obj.found
          delete obj.find
          delete obj.blocks
          delete obj.ack
          delete obj.request
        }

        if (obj.ack != null) {
          delete obj.part
          delete obj.pullPart
          delete obj.found
          delete obj.find
          delete obj.blocks
          delete obj.pull
          delete obj.request
        }

        if (obj.request != null) {
          delete obj.part
          delete obj.pullPart
          delete obj.found
          delete obj.find
          delete obj.blocks
          delete obj.pull
          delete obj.ack
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
              yield * Request.codec().stream(reader, reader.uint32(), `${prefix}.request`, {
                limits: opts.limits?.request
              })

              break
            }
            case 3: {
              yield * Ack.codec().stream(reader, reader.uint32(), `${prefix}.ack`, {
                limits: opts.limits?.ack
              })

              break
            }
            case 4: {
              yield * Pull.codec().stream(reader, reader.uint32(), `${prefix}.pull`, {
                limits: opts.limits?.pull
              })

              break
            }
            case 5: {
              yield * Blocks.codec().stream(reader, reader.uint32(), `${prefix}.blocks`, {
                limits: opts.limits?.blocks
              })

              break
            }
            case 6: {
              yield * Find.codec().stream(reader, reader.uint32(), `${prefix}.find`, {
                limits: opts.limits?.find
              })

              break
            }
            case 7: {
              yield * Found.codec().stream(reader, reader.uint32(), `${prefix}.found`, {
                limits: opts.limits?.found
              })

              break
            }
            case 8: {
              yield * PullPart.codec().stream(reader, reader.uint32(), `${prefix}.pullPart`, {
                limits: opts.limits?.pullPart
              })

              break
            }
            case 9: {
              yield * Part.codec().stream(reader, reader.uint32(), `${prefix}.part`, {
                limits: opts.limits?.part
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

  export interface ReconcileMessageChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ReconcileMessageRequestDecidedHeightFieldEvent {
    field: '$.request.decided.height'
    value: number
  }

  export interface ReconcileMessageRequestDecidedHashFieldEvent {
    field: '$.request.decided.hash'
    value: Uint8Array
  }

  export interface ReconcileMessageRequestStateFieldEvent {
    field: '$.request.state'
    value: boolean
  }

  export interface ReconcileMessageAckHeightFieldEvent {
    field: '$.ack.height'
    value: number
  }

  export interface ReconcileMessageAckHashFieldEvent {
    field: '$.ack.hash'
    value: Uint8Array
  }

  export interface ReconcileMessageAckDecidedHeightFieldEvent {
    field: '$.ack.decided.height'
    value: number
  }

  export interface ReconcileMessageAckDecidedHashFieldEvent {
    field: '$.ack.decided.hash'
    value: Uint8Array
  }

  export interface ReconcileMessageAckRangesFromFieldEvent {
    field: '$.ack.ranges[].from'
    value: number
    index: number
  }

  export interface ReconcileMessageAckRangesToFieldEvent {
    field: '$.ack.ranges[].to'
    value: number
    index: number
  }

  export interface ReconcileMessageAckNextFieldEvent {
    field: '$.ack.next'
    value: Uint8Array
  }

  export interface ReconcileMessageAckSnapshotHeadHeightFieldEvent {
    field: '$.ack.snapshot.head.height'
    value: number
  }

  export interface ReconcileMessageAckSnapshotHeadHashFieldEvent {
    field: '$.ack.snapshot.head.hash'
    value: Uint8Array
  }

  export interface ReconcileMessageAckSnapshotTimeMsFieldEvent {
    field: '$.ack.snapshot.timeMs'
    value: number
  }

  export interface ReconcileMessageAckSnapshotPartsFieldEvent {
    field: '$.ack.snapshot.parts'
    value: number
  }

  export interface ReconcileMessageAckSnapshotDigestFieldEvent {
    field: '$.ack.snapshot.digest'
    value: string
  }

  export interface ReconcileMessageAckSnapshotBoothFieldEvent {
    field: '$.ack.snapshot.booth'
    value: Uint8Array
  }

  export interface ReconcileMessageAckSnapshotSealHeightFieldEvent {
    field: '$.ack.snapshot.seal.height'
    value: number
  }

  export interface ReconcileMessageAckSnapshotSealHashFieldEvent {
    field: '$.ack.snapshot.seal.hash'
    value: Uint8Array
  }

  export interface ReconcileMessageAckSnapshotOperationsFieldEvent {
    field: '$.ack.snapshot.operations[]'
    index: number
    value: string
  }

  export interface ReconcileMessageAckSnapshotSinceFieldEvent {
    field: '$.ack.snapshot.since[]'
    index: number
    value: number
  }

  export interface ReconcileMessagePullRangeFromFieldEvent {
    field: '$.pull.range.from'
    value: number
  }

  export interface ReconcileMessagePullRangeToFieldEvent {
    field: '$.pull.range.to'
    value: number
  }

  export interface ReconcileMessageBlocksRangeFromFieldEvent {
    field: '$.blocks.range.from'
    value: number
  }

  export interface ReconcileMessageBlocksRangeToFieldEvent {
    field: '$.blocks.range.to'
    value: number
  }

  export interface ReconcileMessageBlocksBlocksFieldEvent {
    field: '$.blocks.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface ReconcileMessageFoundGenesisFieldEvent {
    field: '$.found.genesis'
    value: Uint8Array
  }

  export interface ReconcileMessageFoundBoothFieldEvent {
    field: '$.found.booth'
    value: Uint8Array
  }

  export interface ReconcileMessageFoundLineFieldEvent {
    field: '$.found.line[]'
    index: number
    value: Uint8Array
  }

  export interface ReconcileMessagePullPartHeadHeightFieldEvent {
    field: '$.pullPart.head.height'
    value: number
  }

  export interface ReconcileMessagePullPartHeadHashFieldEvent {
    field: '$.pullPart.head.hash'
    value: Uint8Array
  }

  export interface ReconcileMessagePullPartPartFieldEvent {
    field: '$.pullPart.part'
    value: number
  }

  export interface ReconcileMessagePartHeadHeightFieldEvent {
    field: '$.part.head.height'
    value: number
  }

  export interface ReconcileMessagePartHeadHashFieldEvent {
    field: '$.part.head.hash'
    value: Uint8Array
  }

  export interface ReconcileMessagePartPartFieldEvent {
    field: '$.part.part'
    value: number
  }

  export interface ReconcileMessagePartContentFieldEvent {
    field: '$.part.content'
    value: Uint8Array
  }

  export function encode (obj: Partial<ReconcileMessage>): Uint8Array {
    return encodeMessage(obj, ReconcileMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReconcileMessage>): ReconcileMessage {
    return decodeMessage(buf, ReconcileMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReconcileMessage>): Generator<ReconcileMessageChainFieldEvent | ReconcileMessageRequestDecidedHeightFieldEvent | ReconcileMessageRequestDecidedHashFieldEvent | ReconcileMessageRequestStateFieldEvent | ReconcileMessageAckHeightFieldEvent | ReconcileMessageAckHashFieldEvent | ReconcileMessageAckDecidedHeightFieldEvent | ReconcileMessageAckDecidedHashFieldEvent | ReconcileMessageAckRangesFromFieldEvent | ReconcileMessageAckRangesToFieldEvent | ReconcileMessageAckNextFieldEvent | ReconcileMessageAckSnapshotHeadHeightFieldEvent | ReconcileMessageAckSnapshotHeadHashFieldEvent | ReconcileMessageAckSnapshotTimeMsFieldEvent | ReconcileMessageAckSnapshotPartsFieldEvent | ReconcileMessageAckSnapshotDigestFieldEvent | ReconcileMessageAckSnapshotBoothFieldEvent | ReconcileMessageAckSnapshotSealHeightFieldEvent | ReconcileMessageAckSnapshotSealHashFieldEvent | ReconcileMessageAckSnapshotOperationsFieldEvent | ReconcileMessageAckSnapshotSinceFieldEvent | ReconcileMessagePullRangeFromFieldEvent | ReconcileMessagePullRangeToFieldEvent | ReconcileMessageBlocksRangeFromFieldEvent | ReconcileMessageBlocksRangeToFieldEvent | ReconcileMessageBlocksBlocksFieldEvent | ReconcileMessageFoundGenesisFieldEvent | ReconcileMessageFoundBoothFieldEvent | ReconcileMessageFoundLineFieldEvent | ReconcileMessagePullPartHeadHeightFieldEvent | ReconcileMessagePullPartHeadHashFieldEvent | ReconcileMessagePullPartPartFieldEvent | ReconcileMessagePartHeadHeightFieldEvent | ReconcileMessagePartHeadHashFieldEvent | ReconcileMessagePartPartFieldEvent | ReconcileMessagePartContentFieldEvent> {
    return streamMessage(buf, ReconcileMessage.codec(), opts)
  }
}

export interface Head {
  height: number
  hash: Uint8Array
}

export namespace Head {
  let _codec: Codec<Head>

  export const codec = (): Codec<Head> => {
    if (_codec == null) {
      _codec = message<Head>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.height)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.hash)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          height: 0,
          hash: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.height = reader.uint64Number()
              break
            }
            case 2: {
              obj.hash = reader.bytes()
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
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.hash`,
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

  export interface HeadHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface HeadHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<Head>): Uint8Array {
    return encodeMessage(obj, Head.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Head {
    return decodeMessage(buf, Head.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Generator<HeadHeightFieldEvent | HeadHashFieldEvent> {
    return streamMessage(buf, Head.codec(), opts)
  }
}

export interface Range {
  from: number
  to: number
}

export namespace Range {
  let _codec: Codec<Range>

  export const codec = (): Codec<Range> => {
    if (_codec == null) {
      _codec = message<Range>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.from != null && obj.from !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.from)
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
          from: 0,
          to: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.from = reader.uint64Number()
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
                field: `${prefix}.from`,
                value: reader.uint64Number()
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

  export interface RangeFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface RangeToFieldEvent {
    field: '$.to'
    value: number
  }

  export function encode (obj: Partial<Range>): Uint8Array {
    return encodeMessage(obj, Range.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Range>): Range {
    return decodeMessage(buf, Range.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Range>): Generator<RangeFromFieldEvent | RangeToFieldEvent> {
    return streamMessage(buf, Range.codec(), opts)
  }
}

export interface Request {
  decided?: Head
  state: boolean
}

export namespace Request {
  let _codec: Codec<Request>

  export const codec = (): Codec<Request> => {
    if (_codec == null) {
      _codec = message<Request>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.decided != null) {
          w.uint32(10)
          Head.codec().encode(obj.decided, w)
        }

        if ((obj.state != null && obj.state !== false)) {
          w.uint32(16)
          w.bool(obj.state)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          state: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            case 2: {
              obj.state = reader.bool()
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
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.state`,
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

  export interface RequestDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface RequestDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export interface RequestStateFieldEvent {
    field: '$.state'
    value: boolean
  }

  export function encode (obj: Partial<Request>): Uint8Array {
    return encodeMessage(obj, Request.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Request>): Request {
    return decodeMessage(buf, Request.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Request>): Generator<RequestDecidedHeightFieldEvent | RequestDecidedHashFieldEvent | RequestStateFieldEvent> {
    return streamMessage(buf, Request.codec(), opts)
  }
}

export interface Ack {
  height: number
  hash: Uint8Array
  decided?: Head
  ranges: Range[]
  next: Uint8Array
  snapshot?: Snapshot
}

export namespace Ack {
  let _codec: Codec<Ack>

  export const codec = (): Codec<Ack> => {
    if (_codec == null) {
      _codec = message<Ack>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.height)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.hash)
        }

        if (obj.decided != null) {
          w.uint32(26)
          Head.codec().encode(obj.decided, w)
        }

        if (obj.ranges != null && obj.ranges.length > 0) {
          for (const value of obj.ranges) {
            w.uint32(34)
            Range.codec().encode(value, w)
          }
        }

        if ((obj.next != null && obj.next.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.next)
        }

        if (obj.snapshot != null) {
          w.uint32(50)
          Snapshot.codec().encode(obj.snapshot, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          height: 0,
          hash: NO_BYTES,
          ranges: [],
          next: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.height = reader.uint64Number()
              break
            }
            case 2: {
              obj.hash = reader.bytes()
              break
            }
            case 3: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            case 4: {
              if (opts.limits?.ranges != null && obj.ranges.length === opts.limits.ranges) {
                throw new MaxLengthError('Decode error - repeated field "ranges" had too many elements')
              }

              obj.ranges.push(Range.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ranges$
              }))
              break
            }
            case 5: {
              obj.next = reader.bytes()
              break
            }
            case 6: {
              obj.snapshot = Snapshot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.snapshot
              })
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
          ranges: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.hash`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            case 4: {
              if (opts.limits?.ranges != null && obj.ranges === opts.limits.ranges) {
                throw new MaxLengthError('Streaming decode error - repeated field "ranges" had too many elements')
              }

              for (const evt of Range.codec().stream(reader, reader.uint32(), `${prefix}.ranges[]`, {
                limits: opts.limits?.ranges$
              })) {
                yield {
                  ...evt,
                  index: obj.ranges
                }
              }

              obj.ranges++

              break
            }
            case 5: {
              yield {
                field: `${prefix}.next`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield * Snapshot.codec().stream(reader, reader.uint32(), `${prefix}.snapshot`, {
                limits: opts.limits?.snapshot
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

  export interface AckHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface AckHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export interface AckDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface AckDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export interface AckRangesFromFieldEvent {
    field: '$.ranges[].from'
    value: number
    index: number
  }

  export interface AckRangesToFieldEvent {
    field: '$.ranges[].to'
    value: number
    index: number
  }

  export interface AckNextFieldEvent {
    field: '$.next'
    value: Uint8Array
  }

  export interface AckSnapshotHeadHeightFieldEvent {
    field: '$.snapshot.head.height'
    value: number
  }

  export interface AckSnapshotHeadHashFieldEvent {
    field: '$.snapshot.head.hash'
    value: Uint8Array
  }

  export interface AckSnapshotTimeMsFieldEvent {
    field: '$.snapshot.timeMs'
    value: number
  }

  export interface AckSnapshotPartsFieldEvent {
    field: '$.snapshot.parts'
    value: number
  }

  export interface AckSnapshotDigestFieldEvent {
    field: '$.snapshot.digest'
    value: string
  }

  export interface AckSnapshotBoothFieldEvent {
    field: '$.snapshot.booth'
    value: Uint8Array
  }

  export interface AckSnapshotSealHeightFieldEvent {
    field: '$.snapshot.seal.height'
    value: number
  }

  export interface AckSnapshotSealHashFieldEvent {
    field: '$.snapshot.seal.hash'
    value: Uint8Array
  }

  export interface AckSnapshotOperationsFieldEvent {
    field: '$.snapshot.operations[]'
    index: number
    value: string
  }

  export interface AckSnapshotSinceFieldEvent {
    field: '$.snapshot.since[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Ack>): Uint8Array {
    return encodeMessage(obj, Ack.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ack>): Ack {
    return decodeMessage(buf, Ack.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ack>): Generator<AckHeightFieldEvent | AckHashFieldEvent | AckDecidedHeightFieldEvent | AckDecidedHashFieldEvent | AckRangesFromFieldEvent | AckRangesToFieldEvent | AckNextFieldEvent | AckSnapshotHeadHeightFieldEvent | AckSnapshotHeadHashFieldEvent | AckSnapshotTimeMsFieldEvent | AckSnapshotPartsFieldEvent | AckSnapshotDigestFieldEvent | AckSnapshotBoothFieldEvent | AckSnapshotSealHeightFieldEvent | AckSnapshotSealHashFieldEvent | AckSnapshotOperationsFieldEvent | AckSnapshotSinceFieldEvent> {
    return streamMessage(buf, Ack.codec(), opts)
  }
}

export interface Snapshot {
  head?: Head
  timeMs: number
  parts: number
  digest: string
  booth: Uint8Array
  seal?: Head
  operations: string[]
  since: number[]
}

export namespace Snapshot {
  let _codec: Codec<Snapshot>

  export const codec = (): Codec<Snapshot> => {
    if (_codec == null) {
      _codec = message<Snapshot>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if ((obj.timeMs != null && obj.timeMs !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.timeMs)
        }

        if ((obj.parts != null && obj.parts !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.parts)
        }

        if ((obj.digest != null && obj.digest !== '')) {
          w.uint32(34)
          w.string(obj.digest)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.booth)
        }

        if (obj.seal != null) {
          w.uint32(50)
          Head.codec().encode(obj.seal, w)
        }

        if (obj.operations != null && obj.operations.length > 0) {
          for (const value of obj.operations) {
            w.uint32(58)
            w.string(value)
          }
        }

        if (obj.since != null && obj.since.length > 0) {
          for (const value of obj.since) {
            w.uint32(64)
            w.uint64Number(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          timeMs: 0,
          parts: 0,
          digest: '',
          booth: NO_BYTES,
          operations: [],
          since: []
        }

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
              obj.timeMs = reader.uint64Number()
              break
            }
            case 3: {
              obj.parts = reader.uint64Number()
              break
            }
            case 4: {
              obj.digest = reader.string()
              break
            }
            case 5: {
              obj.booth = reader.bytes()
              break
            }
            case 6: {
              obj.seal = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.seal
              })
              break
            }
            case 7: {
              if (opts.limits?.operations != null && obj.operations.length === opts.limits.operations) {
                throw new MaxLengthError('Decode error - repeated field "operations" had too many elements')
              }

              obj.operations.push(reader.string())
              break
            }
            case 8: {
              if (opts.limits?.since != null && obj.since.length === opts.limits.since) {
                throw new MaxLengthError('Decode error - repeated field "since" had too many elements')
              }

              obj.since.push(reader.uint64Number())
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
          operations: 0,
          since: 0
        }

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
              yield {
                field: `${prefix}.timeMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.parts`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.digest`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.seal`, {
                limits: opts.limits?.seal
              })

              break
            }
            case 7: {
              if (opts.limits?.operations != null && obj.operations === opts.limits.operations) {
                throw new MaxLengthError('Streaming decode error - repeated field "operations" had too many elements')
              }

              yield {
                field: `${prefix}.operations[]`,
                index: obj.operations,
                value: reader.string()
              }

              obj.operations++

              break
            }
            case 8: {
              if (opts.limits?.since != null && obj.since === opts.limits.since) {
                throw new MaxLengthError('Streaming decode error - repeated field "since" had too many elements')
              }

              yield {
                field: `${prefix}.since[]`,
                index: obj.since,
                value: reader.uint64Number()
              }

              obj.since++

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

  export interface SnapshotHeadHeightFieldEvent {
    field: '$.head.height'
    value: number
  }

  export interface SnapshotHeadHashFieldEvent {
    field: '$.head.hash'
    value: Uint8Array
  }

  export interface SnapshotTimeMsFieldEvent {
    field: '$.timeMs'
    value: number
  }

  export interface SnapshotPartsFieldEvent {
    field: '$.parts'
    value: number
  }

  export interface SnapshotDigestFieldEvent {
    field: '$.digest'
    value: string
  }

  export interface SnapshotBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface SnapshotSealHeightFieldEvent {
    field: '$.seal.height'
    value: number
  }

  export interface SnapshotSealHashFieldEvent {
    field: '$.seal.hash'
    value: Uint8Array
  }

  export interface SnapshotOperationsFieldEvent {
    field: '$.operations[]'
    index: number
    value: string
  }

  export interface SnapshotSinceFieldEvent {
    field: '$.since[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Snapshot>): Uint8Array {
    return encodeMessage(obj, Snapshot.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Snapshot>): Snapshot {
    return decodeMessage(buf, Snapshot.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Snapshot>): Generator<SnapshotHeadHeightFieldEvent | SnapshotHeadHashFieldEvent | SnapshotTimeMsFieldEvent | SnapshotPartsFieldEvent | SnapshotDigestFieldEvent | SnapshotBoothFieldEvent | SnapshotSealHeightFieldEvent | SnapshotSealHashFieldEvent | SnapshotOperationsFieldEvent | SnapshotSinceFieldEvent> {
    return streamMessage(buf, Snapshot.codec(), opts)
  }
}

export interface Pull {
  range?: Range
}

export namespace Pull {
  let _codec: Codec<Pull>

  export const codec = (): Codec<Pull> => {
    if (_codec == null) {
      _codec = message<Pull>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.range != null) {
          w.uint32(10)
          Range.codec().encode(obj.range, w)
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
              obj.range = Range.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.range
              })
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
              yield * Range.codec().stream(reader, reader.uint32(), `${prefix}.range`, {
                limits: opts.limits?.range
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

  export interface PullRangeFromFieldEvent {
    field: '$.range.from'
    value: number
  }

  export interface PullRangeToFieldEvent {
    field: '$.range.to'
    value: number
  }

  export function encode (obj: Partial<Pull>): Uint8Array {
    return encodeMessage(obj, Pull.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pull>): Pull {
    return decodeMessage(buf, Pull.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pull>): Generator<PullRangeFromFieldEvent | PullRangeToFieldEvent> {
    return streamMessage(buf, Pull.codec(), opts)
  }
}

export interface Blocks {
  range?: Range
  blocks: Uint8Array[]
}

export namespace Blocks {
  let _codec: Codec<Blocks>

  export const codec = (): Codec<Blocks> => {
    if (_codec == null) {
      _codec = message<Blocks>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.range != null) {
          w.uint32(10)
          Range.codec().encode(obj.range, w)
        }

        if (obj.blocks != null && obj.blocks.length > 0) {
          for (const value of obj.blocks) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          blocks: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.range = Range.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.range
              })
              break
            }
            case 2: {
              if (opts.limits?.blocks != null && obj.blocks.length === opts.limits.blocks) {
                throw new MaxLengthError('Decode error - repeated field "blocks" had too many elements')
              }

              obj.blocks.push(reader.bytes())
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
          blocks: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Range.codec().stream(reader, reader.uint32(), `${prefix}.range`, {
                limits: opts.limits?.range
              })

              break
            }
            case 2: {
              if (opts.limits?.blocks != null && obj.blocks === opts.limits.blocks) {
                throw new MaxLengthError('Streaming decode error - repeated field "blocks" had too many elements')
              }

              yield {
                field: `${prefix}.blocks[]`,
                index: obj.blocks,
                value: reader.bytes()
              }

              obj.blocks++

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

  export interface BlocksRangeFromFieldEvent {
    field: '$.range.from'
    value: number
  }

  export interface BlocksRangeToFieldEvent {
    field: '$.range.to'
    value: number
  }

  export interface BlocksBlocksFieldEvent {
    field: '$.blocks[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Blocks>): Uint8Array {
    return encodeMessage(obj, Blocks.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Blocks>): Blocks {
    return decodeMessage(buf, Blocks.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Blocks>): Generator<BlocksRangeFromFieldEvent | BlocksRangeToFieldEvent | BlocksBlocksFieldEvent> {
    return streamMessage(buf, Blocks.codec(), opts)
  }
}

export interface PullPart {
  head?: Head
  part: number
}

export namespace PullPart {
  let _codec: Codec<PullPart>

  export const codec = (): Codec<PullPart> => {
    if (_codec == null) {
      _codec = message<PullPart>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if ((obj.part != null && obj.part !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.part)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          part: 0
        }

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
              obj.part = reader.uint64Number()
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
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.head`, {
                limits: opts.limits?.head
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.part`,
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

  export interface PullPartHeadHeightFieldEvent {
    field: '$.head.height'
    value: number
  }

  export interface PullPartHeadHashFieldEvent {
    field: '$.head.hash'
    value: Uint8Array
  }

  export interface PullPartPartFieldEvent {
    field: '$.part'
    value: number
  }

  export function encode (obj: Partial<PullPart>): Uint8Array {
    return encodeMessage(obj, PullPart.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PullPart>): PullPart {
    return decodeMessage(buf, PullPart.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PullPart>): Generator<PullPartHeadHeightFieldEvent | PullPartHeadHashFieldEvent | PullPartPartFieldEvent> {
    return streamMessage(buf, PullPart.codec(), opts)
  }
}

export interface Part {
  head?: Head
  part: number
  content: Uint8Array
}

export namespace Part {
  let _codec: Codec<Part>

  export const codec = (): Codec<Part> => {
    if (_codec == null) {
      _codec = message<Part>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if ((obj.part != null && obj.part !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.part)
        }

        if ((obj.content != null && obj.content.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.content)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          part: 0,
          content: NO_BYTES
        }

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
              obj.part = reader.uint64Number()
              break
            }
            case 3: {
              obj.content = reader.bytes()
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
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.head`, {
                limits: opts.limits?.head
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.part`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.content`,
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

  export interface PartHeadHeightFieldEvent {
    field: '$.head.height'
    value: number
  }

  export interface PartHeadHashFieldEvent {
    field: '$.head.hash'
    value: Uint8Array
  }

  export interface PartPartFieldEvent {
    field: '$.part'
    value: number
  }

  export interface PartContentFieldEvent {
    field: '$.content'
    value: Uint8Array
  }

  export function encode (obj: Partial<Part>): Uint8Array {
    return encodeMessage(obj, Part.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Part>): Part {
    return decodeMessage(buf, Part.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Part>): Generator<PartHeadHeightFieldEvent | PartHeadHashFieldEvent | PartPartFieldEvent | PartContentFieldEvent> {
    return streamMessage(buf, Part.codec(), opts)
  }
}

export interface Find {}

export namespace Find {
  let _codec: Codec<Find>

  export const codec = (): Codec<Find> => {
    if (_codec == null) {
      _codec = message<Find>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<Find>): Uint8Array {
    return encodeMessage(obj, Find.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Find>): Find {
    return decodeMessage(buf, Find.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Find>): Generator<{}> {
    return streamMessage(buf, Find.codec(), opts)
  }
}

export interface Found {
  genesis: Uint8Array
  booth: Uint8Array
  line: Uint8Array[]
}

export namespace Found {
  let _codec: Codec<Found>

  export const codec = (): Codec<Found> => {
    if (_codec == null) {
      _codec = message<Found>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.genesis)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.booth)
        }

        if (obj.line != null && obj.line.length > 0) {
          for (const value of obj.line) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          genesis: NO_BYTES,
          booth: NO_BYTES,
          line: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.genesis = reader.bytes()
              break
            }
            case 2: {
              obj.booth = reader.bytes()
              break
            }
            case 3: {
              if (opts.limits?.line != null && obj.line.length === opts.limits.line) {
                throw new MaxLengthError('Decode error - repeated field "line" had too many elements')
              }

              obj.line.push(reader.bytes())
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
          line: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.genesis`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              if (opts.limits?.line != null && obj.line === opts.limits.line) {
                throw new MaxLengthError('Streaming decode error - repeated field "line" had too many elements')
              }

              yield {
                field: `${prefix}.line[]`,
                index: obj.line,
                value: reader.bytes()
              }

              obj.line++

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

  export interface FoundGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface FoundBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface FoundLineFieldEvent {
    field: '$.line[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Found>): Uint8Array {
    return encodeMessage(obj, Found.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Found>): Found {
    return decodeMessage(buf, Found.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Found>): Generator<FoundGenesisFieldEvent | FoundBoothFieldEvent | FoundLineFieldEvent> {
    return streamMessage(buf, Found.codec(), opts)
  }
}

export interface ShownRecord {
  booth: Uint8Array
  line: Uint8Array[]
}

export namespace ShownRecord {
  let _codec: Codec<ShownRecord>

  export const codec = (): Codec<ShownRecord> => {
    if (_codec == null) {
      _codec = message<ShownRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.booth)
        }

        if (obj.line != null && obj.line.length > 0) {
          for (const value of obj.line) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          booth: NO_BYTES,
          line: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.booth = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.line != null && obj.line.length === opts.limits.line) {
                throw new MaxLengthError('Decode error - repeated field "line" had too many elements')
              }

              obj.line.push(reader.bytes())
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
          line: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.line != null && obj.line === opts.limits.line) {
                throw new MaxLengthError('Streaming decode error - repeated field "line" had too many elements')
              }

              yield {
                field: `${prefix}.line[]`,
                index: obj.line,
                value: reader.bytes()
              }

              obj.line++

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

  export interface ShownRecordBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface ShownRecordLineFieldEvent {
    field: '$.line[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<ShownRecord>): Uint8Array {
    return encodeMessage(obj, ShownRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ShownRecord>): ShownRecord {
    return decodeMessage(buf, ShownRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ShownRecord>): Generator<ShownRecordBoothFieldEvent | ShownRecordLineFieldEvent> {
    return streamMessage(buf, ShownRecord.codec(), opts)
  }
}
