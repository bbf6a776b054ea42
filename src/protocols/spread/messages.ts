/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface SpreadMessage {
  spread?: Spread
  spreadAck?: SpreadAck
}

export namespace SpreadMessage {
  let _codec: Codec<SpreadMessage>

  export const codec = (): Codec<SpreadMessage> => {
    if (_codec == null) {
      _codec = message<SpreadMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.spread != null) {
          w.uint32(10)
          Spread.codec().encode(obj.spread, w)
        }

        if (obj.spreadAck != null) {
          w.uint32(18)
          SpreadAck.codec().encode(obj.spreadAck, w)
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
              obj.spread = Spread.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.spread
              })
              break
            }
            case 2: {
              obj.spreadAck = SpreadAck.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.spreadAck
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.spreadAck != null) {
          delete obj.spread
        }

        if (obj.spread != null) {
          delete obj.spreadAck
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Spread.codec().stream(reader, reader.uint32(), `${prefix}.spread`, {
                limits: opts.limits?.spread
              })

              break
            }
            case 2: {
              yield * SpreadAck.codec().stream(reader, reader.uint32(), `${prefix}.spreadAck`, {
                limits: opts.limits?.spreadAck
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

  export interface SpreadMessageSpreadGenesisFieldEvent {
    field: '$.spread.genesis'
    value: Uint8Array
  }

  export interface SpreadMessageSpreadCertificateFieldEvent {
    field: '$.spread.certificate'
    value: Uint8Array
  }

  export interface SpreadMessageSpreadBoothFieldEvent {
    field: '$.spread.booth'
    value: Uint8Array
  }

  export interface SpreadMessageSpreadBlocksFieldEvent {
    field: '$.spread.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface SpreadMessageSpreadHopsFieldEvent {
    field: '$.spread.hops[]'
    index: number
    value: Uint8Array
  }

  export interface SpreadMessageSpreadAckHolderFieldEvent {
    field: '$.spreadAck.holder'
    value: Uint8Array
  }

  export function encode (obj: Partial<SpreadMessage>): Uint8Array {
    return encodeMessage(obj, SpreadMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SpreadMessage>): SpreadMessage {
    return decodeMessage(buf, SpreadMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SpreadMessage>): Generator<SpreadMessageSpreadGenesisFieldEvent | SpreadMessageSpreadCertificateFieldEvent | SpreadMessageSpreadBoothFieldEvent | SpreadMessageSpreadBlocksFieldEvent | SpreadMessageSpreadHopsFieldEvent | SpreadMessageSpreadAckHolderFieldEvent> {
    return streamMessage(buf, SpreadMessage.codec(), opts)
  }
}

export interface Spread {
  genesis: Uint8Array
  certificate: Uint8Array
  booth: Uint8Array
  blocks: Uint8Array[]
  hops: Uint8Array[]
}

export namespace Spread {
  let _codec: Codec<Spread>

  export const codec = (): Codec<Spread> => {
    if (_codec == null) {
      _codec = message<Spread>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.genesis)
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.certificate)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.booth)
        }

        if (obj.blocks != null && obj.blocks.length > 0) {
          for (const value of obj.blocks) {
            w.uint32(34)
            w.bytes(value)
          }
        }

        if (obj.hops != null && obj.hops.length > 0) {
          for (const value of obj.hops) {
            w.uint32(42)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          genesis: NO_BYTES,
          certificate: NO_BYTES,
          booth: NO_BYTES,
          blocks: [],
          hops: []
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
              obj.certificate = reader.bytes()
              break
            }
            case 3: {
              obj.booth = reader.bytes()
              break
            }
            case 4: {
              if (opts.limits?.blocks != null && obj.blocks.length === opts.limits.blocks) {
                throw new MaxLengthError('Decode error - repeated field "blocks" had too many elements')
              }

              obj.blocks.push(reader.bytes())
              break
            }
            case 5: {
              if (opts.limits?.hops != null && obj.hops.length === opts.limits.hops) {
                throw new MaxLengthError('Decode error - repeated field "hops" had too many elements')
              }

              obj.hops.push(reader.bytes())
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
          blocks: 0,
          hops: 0
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
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
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
            case 5: {
              if (opts.limits?.hops != null && obj.hops === opts.limits.hops) {
                throw new MaxLengthError('Streaming decode error - repeated field "hops" had too many elements')
              }

              yield {
                field: `${prefix}.hops[]`,
                index: obj.hops,
                value: reader.bytes()
              }

              obj.hops++

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

  export interface SpreadGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface SpreadCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export interface SpreadBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface SpreadBlocksFieldEvent {
    field: '$.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface SpreadHopsFieldEvent {
    field: '$.hops[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Spread>): Uint8Array {
    return encodeMessage(obj, Spread.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Spread>): Spread {
    return decodeMessage(buf, Spread.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Spread>): Generator<SpreadGenesisFieldEvent | SpreadCertificateFieldEvent | SpreadBoothFieldEvent | SpreadBlocksFieldEvent | SpreadHopsFieldEvent> {
    return streamMessage(buf, Spread.codec(), opts)
  }
}

export interface Hop {
  chain: string
  height: number
  hash: Uint8Array
  lifetime: number
  peer: string
}

export namespace Hop {
  let _codec: Codec<Hop>

  export const codec = (): Codec<Hop> => {
    if (_codec == null) {
      _codec = message<Hop>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.height)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.hash)
        }

        if ((obj.lifetime != null && obj.lifetime !== 0)) {
          w.uint32(32)
          w.uint32(obj.lifetime)
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(42)
          w.string(obj.peer)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          height: 0,
          hash: NO_BYTES,
          lifetime: 0,
          peer: ''
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
              obj.height = reader.uint64Number()
              break
            }
            case 3: {
              obj.hash = reader.bytes()
              break
            }
            case 4: {
              obj.lifetime = reader.uint32()
              break
            }
            case 5: {
              obj.peer = reader.string()
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
                field: `${prefix}.chain`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.hash`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.lifetime`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.peer`,
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

  export interface HopChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface HopHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface HopHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export interface HopLifetimeFieldEvent {
    field: '$.lifetime'
    value: number
  }

  export interface HopPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export function encode (obj: Partial<Hop>): Uint8Array {
    return encodeMessage(obj, Hop.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hop>): Hop {
    return decodeMessage(buf, Hop.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hop>): Generator<HopChainFieldEvent | HopHeightFieldEvent | HopHashFieldEvent | HopLifetimeFieldEvent | HopPeerFieldEvent> {
    return streamMessage(buf, Hop.codec(), opts)
  }
}

export interface SpreadAck {
  holder: Uint8Array
}

export namespace SpreadAck {
  let _codec: Codec<SpreadAck>

  export const codec = (): Codec<SpreadAck> => {
    if (_codec == null) {
      _codec = message<SpreadAck>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.holder != null && obj.holder.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.holder)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          holder: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.holder = reader.bytes()
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
                field: `${prefix}.holder`,
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

  export interface SpreadAckHolderFieldEvent {
    field: '$.holder'
    value: Uint8Array
  }

  export function encode (obj: Partial<SpreadAck>): Uint8Array {
    return encodeMessage(obj, SpreadAck.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SpreadAck>): SpreadAck {
    return decodeMessage(buf, SpreadAck.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SpreadAck>): Generator<SpreadAckHolderFieldEvent> {
    return streamMessage(buf, SpreadAck.codec(), opts)
  }
}

export interface HolderBody {
  chain: string
  from: number
  to: number
  hash: Uint8Array
  peer: string
  untilMs: number
}

export namespace HolderBody {
  let _codec: Codec<HolderBody>

  export const codec = (): Codec<HolderBody> => {
    if (_codec == null) {
      _codec = message<HolderBody>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.from != null && obj.from !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.from)
        }

        if ((obj.to != null && obj.to !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.to)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.hash)
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(42)
          w.string(obj.peer)
        }

        if ((obj.untilMs != null && obj.untilMs !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.untilMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          from: 0,
          to: 0,
          hash: NO_BYTES,
          peer: '',
          untilMs: 0
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
              obj.from = reader.uint64Number()
              break
            }
            case 3: {
              obj.to = reader.uint64Number()
              break
            }
            case 4: {
              obj.hash = reader.bytes()
              break
            }
            case 5: {
              obj.peer = reader.string()
              break
            }
            case 6: {
              obj.untilMs = reader.uint64Number()
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
                field: `${prefix}.chain`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.from`,
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
                field: `${prefix}.hash`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.peer`,
                value: reader.string()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.untilMs`,
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

  export interface HolderBodyChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface HolderBodyFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface HolderBodyToFieldEvent {
    field: '$.to'
    value: number
  }

  export interface HolderBodyHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export interface HolderBodyPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface HolderBodyUntilMsFieldEvent {
    field: '$.untilMs'
    value: number
  }

  export function encode (obj: Partial<HolderBody>): Uint8Array {
    return encodeMessage(obj, HolderBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HolderBody>): HolderBody {
    return decodeMessage(buf, HolderBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HolderBody>): Generator<HolderBodyChainFieldEvent | HolderBodyFromFieldEvent | HolderBodyToFieldEvent | HolderBodyHashFieldEvent | HolderBodyPeerFieldEvent | HolderBodyUntilMsFieldEvent> {
    return streamMessage(buf, HolderBody.codec(), opts)
  }
}
