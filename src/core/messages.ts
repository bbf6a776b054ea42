/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface Signed {
  payload: Uint8Array
  signature: Uint8Array
}

export namespace Signed {
  let _codec: Codec<Signed>

  export const codec = (): Codec<Signed> => {
    if (_codec == null) {
      _codec = message<Signed>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.payload != null && obj.payload.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.payload)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          payload: NO_BYTES,
          signature: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.payload = reader.bytes()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
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
                field: `${prefix}.payload`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signature`,
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

  export interface SignedPayloadFieldEvent {
    field: '$.payload'
    value: Uint8Array
  }

  export interface SignedSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<Signed>): Uint8Array {
    return encodeMessage(obj, Signed.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Signed>): Signed {
    return decodeMessage(buf, Signed.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Signed>): Generator<SignedPayloadFieldEvent | SignedSignatureFieldEvent> {
    return streamMessage(buf, Signed.codec(), opts)
  }
}

export interface Genesis {
  version: number
  engine: string
  state: string
  proposer: string
  name: string
  pivots: string[]
  createdAtMs: number
  nonce: Uint8Array
  members: string[]
  workBits: number
  quorum?: QuorumRules
  twophase?: TwophaseRules
}

export namespace Genesis {
  let _codec: Codec<Genesis>

  export const codec = (): Codec<Genesis> => {
    if (_codec == null) {
      _codec = message<Genesis>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if ((obj.engine != null && obj.engine !== '')) {
          w.uint32(18)
          w.string(obj.engine)
        }

        if ((obj.state != null && obj.state !== '')) {
          w.uint32(26)
          w.string(obj.state)
        }

        if ((obj.proposer != null && obj.proposer !== '')) {
          w.uint32(34)
          w.string(obj.proposer)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(42)
          w.string(obj.name)
        }

        if (obj.pivots != null && obj.pivots.length > 0) {
          for (const value of obj.pivots) {
            w.uint32(50)
            w.string(value)
          }
        }

        if ((obj.createdAtMs != null && obj.createdAtMs !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.createdAtMs)
        }

        if ((obj.nonce != null && obj.nonce.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.nonce)
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(74)
            w.string(value)
          }
        }

        if ((obj.workBits != null && obj.workBits !== 0)) {
          w.uint32(80)
          w.uint32(obj.workBits)
        }

        if (obj.quorum != null) {
          w.uint32(90)
          QuorumRules.codec().encode(obj.quorum, w)
        }

        if (obj.twophase != null) {
          w.uint32(98)
          TwophaseRules.codec().encode(obj.twophase, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          engine: '',
          state: '',
          proposer: '',
          name: '',
          pivots: [],
          createdAtMs: 0,
          nonce: NO_BYTES,
          members: [],
          workBits: 0
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
              obj.engine = reader.string()
              break
            }
            case 3: {
              obj.state = reader.string()
              break
            }
            case 4: {
              obj.proposer = reader.string()
              break
            }
            case 5: {
              obj.name = reader.string()
              break
            }
            case 6: {
              if (opts.limits?.pivots != null && obj.pivots.length === opts.limits.pivots) {
                throw new MaxLengthError('Decode error - repeated field "pivots" had too many elements')
              }

              obj.pivots.push(reader.string())
              break
            }
            case 7: {
              obj.createdAtMs = reader.uint64Number()
              break
            }
            case 8: {
              obj.nonce = reader.bytes()
              break
            }
            case 9: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(reader.string())
              break
            }
            case 10: {
              obj.workBits = reader.uint32()
              break
            }
            case 11: {
              obj.quorum = QuorumRules.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.quorum
              })
              break
            }
            case 12: {
              obj.twophase = TwophaseRules.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.twophase
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
          pivots: 0,
          members: 0
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
                field: `${prefix}.engine`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.state`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.proposer`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 6: {
              if (opts.limits?.pivots != null && obj.pivots === opts.limits.pivots) {
                throw new MaxLengthError('Streaming decode error - repeated field "pivots" had too many elements')
              }

              yield {
                field: `${prefix}.pivots[]`,
                index: obj.pivots,
                value: reader.string()
              }

              obj.pivots++

              break
            }
            case 7: {
              yield {
                field: `${prefix}.createdAtMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.nonce`,
                value: reader.bytes()
              }
              break
            }
            case 9: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              yield {
                field: `${prefix}.members[]`,
                index: obj.members,
                value: reader.string()
              }

              obj.members++

              break
            }
            case 10: {
              yield {
                field: `${prefix}.workBits`,
                value: reader.uint32()
              }
              break
            }
            case 11: {
              yield * QuorumRules.codec().stream(reader, reader.uint32(), `${prefix}.quorum`, {
                limits: opts.limits?.quorum
              })

              break
            }
            case 12: {
              yield * TwophaseRules.codec().stream(reader, reader.uint32(), `${prefix}.twophase`, {
                limits: opts.limits?.twophase
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

  export interface GenesisVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface GenesisEngineFieldEvent {
    field: '$.engine'
    value: string
  }

  export interface GenesisStateFieldEvent {
    field: '$.state'
    value: string
  }

  export interface GenesisProposerFieldEvent {
    field: '$.proposer'
    value: string
  }

  export interface GenesisNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface GenesisPivotsFieldEvent {
    field: '$.pivots[]'
    index: number
    value: string
  }

  export interface GenesisCreatedAtMsFieldEvent {
    field: '$.createdAtMs'
    value: number
  }

  export interface GenesisNonceFieldEvent {
    field: '$.nonce'
    value: Uint8Array
  }

  export interface GenesisMembersFieldEvent {
    field: '$.members[]'
    index: number
    value: string
  }

  export interface GenesisWorkBitsFieldEvent {
    field: '$.workBits'
    value: number
  }

  export interface GenesisQuorumReadsFieldEvent {
    field: '$.quorum.reads'
    value: number
  }

  export interface GenesisQuorumWritesFieldEvent {
    field: '$.quorum.writes'
    value: number
  }

  export interface GenesisQuorumLeaderlessFieldEvent {
    field: '$.quorum.leaderless'
    value: boolean
  }

  export interface GenesisQuorumPreemptFieldEvent {
    field: '$.quorum.preempt'
    value: boolean
  }

  export interface GenesisTwophaseCopiesFieldEvent {
    field: '$.twophase.copies'
    value: number
  }

  export interface GenesisTwophaseClassicFieldEvent {
    field: '$.twophase.classic'
    value: boolean
  }

  export function encode (obj: Partial<Genesis>): Uint8Array {
    return encodeMessage(obj, Genesis.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Genesis>): Genesis {
    return decodeMessage(buf, Genesis.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Genesis>): Generator<GenesisVersionFieldEvent | GenesisEngineFieldEvent | GenesisStateFieldEvent | GenesisProposerFieldEvent | GenesisNameFieldEvent | GenesisPivotsFieldEvent | GenesisCreatedAtMsFieldEvent | GenesisNonceFieldEvent | GenesisMembersFieldEvent | GenesisWorkBitsFieldEvent | GenesisQuorumReadsFieldEvent | GenesisQuorumWritesFieldEvent | GenesisQuorumLeaderlessFieldEvent | GenesisQuorumPreemptFieldEvent | GenesisTwophaseCopiesFieldEvent | GenesisTwophaseClassicFieldEvent> {
    return streamMessage(buf, Genesis.codec(), opts)
  }
}

export interface QuorumRules {
  reads: number
  writes: number
  leaderless: boolean
  preempt: boolean
}

export namespace QuorumRules {
  let _codec: Codec<QuorumRules>

  export const codec = (): Codec<QuorumRules> => {
    if (_codec == null) {
      _codec = message<QuorumRules>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.reads != null && obj.reads !== 0)) {
          w.uint32(8)
          w.uint32(obj.reads)
        }

        if ((obj.writes != null && obj.writes !== 0)) {
          w.uint32(16)
          w.uint32(obj.writes)
        }

        if ((obj.leaderless != null && obj.leaderless !== false)) {
          w.uint32(24)
          w.bool(obj.leaderless)
        }

        if ((obj.preempt != null && obj.preempt !== false)) {
          w.uint32(32)
          w.bool(obj.preempt)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          reads: 0,
          writes: 0,
          leaderless: false,
          preempt: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.reads = reader.uint32()
              break
            }
            case 2: {
              obj.writes = reader.uint32()
              break
            }
            case 3: {
              obj.leaderless = reader.bool()
              break
            }
            case 4: {
              obj.preempt = reader.bool()
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
                field: `${prefix}.reads`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.writes`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.leaderless`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.preempt`,
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

  export interface QuorumRulesReadsFieldEvent {
    field: '$.reads'
    value: number
  }

  export interface QuorumRulesWritesFieldEvent {
    field: '$.writes'
    value: number
  }

  export interface QuorumRulesLeaderlessFieldEvent {
    field: '$.leaderless'
    value: boolean
  }

  export interface QuorumRulesPreemptFieldEvent {
    field: '$.preempt'
    value: boolean
  }

  export function encode (obj: Partial<QuorumRules>): Uint8Array {
    return encodeMessage(obj, QuorumRules.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<QuorumRules>): QuorumRules {
    return decodeMessage(buf, QuorumRules.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<QuorumRules>): Generator<QuorumRulesReadsFieldEvent | QuorumRulesWritesFieldEvent | QuorumRulesLeaderlessFieldEvent | QuorumRulesPreemptFieldEvent> {
    return streamMessage(buf, QuorumRules.codec(), opts)
  }
}

export interface TwophaseRules {
  copies: number
  classic: boolean
}

export namespace TwophaseRules {
  let _codec: Codec<TwophaseRules>

  export const codec = (): Codec<TwophaseRules> => {
    if (_codec == null) {
      _codec = message<TwophaseRules>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.copies != null && obj.copies !== 0)) {
          w.uint32(8)
          w.uint32(obj.copies)
        }

        if ((obj.classic != null && obj.classic !== false)) {
          w.uint32(16)
          w.bool(obj.classic)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          copies: 0,
          classic: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.copies = reader.uint32()
              break
            }
            case 2: {
              obj.classic = reader.bool()
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
                field: `${prefix}.copies`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.classic`,
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

  export interface TwophaseRulesCopiesFieldEvent {
    field: '$.copies'
    value: number
  }

  export interface TwophaseRulesClassicFieldEvent {
    field: '$.classic'
    value: boolean
  }

  export function encode (obj: Partial<TwophaseRules>): Uint8Array {
    return encodeMessage(obj, TwophaseRules.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TwophaseRules>): TwophaseRules {
    return decodeMessage(buf, TwophaseRules.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TwophaseRules>): Generator<TwophaseRulesCopiesFieldEvent | TwophaseRulesClassicFieldEvent> {
    return streamMessage(buf, TwophaseRules.codec(), opts)
  }
}

export interface BlockHeader {
  version: number
  chain: string
  height: number
  prev: Uint8Array
  bodyHash: Uint8Array
  bodyBytes: number
  entriesCount: number
  kind: number
  timeMs: number
  sealedBooth: string
  operation: string
  nonce: Uint8Array
}

export namespace BlockHeader {
  let _codec: Codec<BlockHeader>

  export const codec = (): Codec<BlockHeader> => {
    if (_codec == null) {
      _codec = message<BlockHeader>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(18)
          w.string(obj.chain)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.height)
        }

        if ((obj.prev != null && obj.prev.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.prev)
        }

        if ((obj.bodyHash != null && obj.bodyHash.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.bodyHash)
        }

        if ((obj.bodyBytes != null && obj.bodyBytes !== 0)) {
          w.uint32(48)
          w.uint32(obj.bodyBytes)
        }

        if ((obj.entriesCount != null && obj.entriesCount !== 0)) {
          w.uint32(56)
          w.uint32(obj.entriesCount)
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(64)
          w.uint32(obj.kind)
        }

        if ((obj.timeMs != null && obj.timeMs !== 0)) {
          w.uint32(72)
          w.uint64Number(obj.timeMs)
        }

        if ((obj.sealedBooth != null && obj.sealedBooth !== '')) {
          w.uint32(82)
          w.string(obj.sealedBooth)
        }

        if ((obj.operation != null && obj.operation !== '')) {
          w.uint32(90)
          w.string(obj.operation)
        }

        if ((obj.nonce != null && obj.nonce.byteLength > 0)) {
          w.uint32(98)
          w.bytes(obj.nonce)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          chain: '',
          height: 0,
          prev: NO_BYTES,
          bodyHash: NO_BYTES,
          bodyBytes: 0,
          entriesCount: 0,
          kind: 0,
          timeMs: 0,
          sealedBooth: '',
          operation: '',
          nonce: NO_BYTES
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
              obj.chain = reader.string()
              break
            }
            case 3: {
              obj.height = reader.uint64Number()
              break
            }
            case 4: {
              obj.prev = reader.bytes()
              break
            }
            case 5: {
              obj.bodyHash = reader.bytes()
              break
            }
            case 6: {
              obj.bodyBytes = reader.uint32()
              break
            }
            case 7: {
              obj.entriesCount = reader.uint32()
              break
            }
            case 8: {
              obj.kind = reader.uint32()
              break
            }
            case 9: {
              obj.timeMs = reader.uint64Number()
              break
            }
            case 10: {
              obj.sealedBooth = reader.string()
              break
            }
            case 11: {
              obj.operation = reader.string()
              break
            }
            case 12: {
              obj.nonce = reader.bytes()
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
                field: `${prefix}.version`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.chain`,
                value: reader.string()
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
                field: `${prefix}.prev`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.bodyHash`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.bodyBytes`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.entriesCount`,
                value: reader.uint32()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.kind`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.timeMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.sealedBooth`,
                value: reader.string()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.operation`,
                value: reader.string()
              }
              break
            }
            case 12: {
              yield {
                field: `${prefix}.nonce`,
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

  export interface BlockHeaderVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface BlockHeaderChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface BlockHeaderHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface BlockHeaderPrevFieldEvent {
    field: '$.prev'
    value: Uint8Array
  }

  export interface BlockHeaderBodyHashFieldEvent {
    field: '$.bodyHash'
    value: Uint8Array
  }

  export interface BlockHeaderBodyBytesFieldEvent {
    field: '$.bodyBytes'
    value: number
  }

  export interface BlockHeaderEntriesCountFieldEvent {
    field: '$.entriesCount'
    value: number
  }

  export interface BlockHeaderKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface BlockHeaderTimeMsFieldEvent {
    field: '$.timeMs'
    value: number
  }

  export interface BlockHeaderSealedBoothFieldEvent {
    field: '$.sealedBooth'
    value: string
  }

  export interface BlockHeaderOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export interface BlockHeaderNonceFieldEvent {
    field: '$.nonce'
    value: Uint8Array
  }

  export function encode (obj: Partial<BlockHeader>): Uint8Array {
    return encodeMessage(obj, BlockHeader.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BlockHeader>): BlockHeader {
    return decodeMessage(buf, BlockHeader.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BlockHeader>): Generator<BlockHeaderVersionFieldEvent | BlockHeaderChainFieldEvent | BlockHeaderHeightFieldEvent | BlockHeaderPrevFieldEvent | BlockHeaderBodyHashFieldEvent | BlockHeaderBodyBytesFieldEvent | BlockHeaderEntriesCountFieldEvent | BlockHeaderKindFieldEvent | BlockHeaderTimeMsFieldEvent | BlockHeaderSealedBoothFieldEvent | BlockHeaderOperationFieldEvent | BlockHeaderNonceFieldEvent> {
    return streamMessage(buf, BlockHeader.codec(), opts)
  }
}

export interface Body {
  entries: Uint8Array[]
}

export namespace Body {
  let _codec: Codec<Body>

  export const codec = (): Codec<Body> => {
    if (_codec == null) {
      _codec = message<Body>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          entries: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(reader.bytes())
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
          entries: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries === opts.limits.entries) {
                throw new MaxLengthError('Streaming decode error - repeated field "entries" had too many elements')
              }

              yield {
                field: `${prefix}.entries[]`,
                index: obj.entries,
                value: reader.bytes()
              }

              obj.entries++

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

  export interface BodyEntriesFieldEvent {
    field: '$.entries[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Body>): Uint8Array {
    return encodeMessage(obj, Body.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Body>): Body {
    return decodeMessage(buf, Body.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Body>): Generator<BodyEntriesFieldEvent> {
    return streamMessage(buf, Body.codec(), opts)
  }
}

export interface Block {
  header: Uint8Array
  signature: Uint8Array
  body?: Uint8Array
}

export namespace Block {
  let _codec: Codec<Block>

  export const codec = (): Codec<Block> => {
    if (_codec == null) {
      _codec = message<Block>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.header != null && obj.header.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.header)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signature)
        }

        if (obj.body != null) {
          w.uint32(26)
          w.bytes(obj.body)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          header: NO_BYTES,
          signature: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.header = reader.bytes()
              break
            }
            case 2: {
              obj.signature = reader.bytes()
              break
            }
            case 3: {
              obj.body = reader.bytes()
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
                field: `${prefix}.header`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signature`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.body`,
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

  export interface BlockHeaderFieldEvent {
    field: '$.header'
    value: Uint8Array
  }

  export interface BlockSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export interface BlockBodyFieldEvent {
    field: '$.body'
    value: Uint8Array
  }

  export function encode (obj: Partial<Block>): Uint8Array {
    return encodeMessage(obj, Block.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Block>): Block {
    return decodeMessage(buf, Block.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Block>): Generator<BlockHeaderFieldEvent | BlockSignatureFieldEvent | BlockBodyFieldEvent> {
    return streamMessage(buf, Block.codec(), opts)
  }
}

export interface Booth {
  chain: string
  number: number
  members: string[]
  openedAtMs: number
  memberships: Uint8Array[]
  incarnations: Uint8Array[]
  opener: string
}

export namespace Booth {
  let _codec: Codec<Booth>

  export const codec = (): Codec<Booth> => {
    if (_codec == null) {
      _codec = message<Booth>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.number)
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(26)
            w.string(value)
          }
        }

        if ((obj.openedAtMs != null && obj.openedAtMs !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.openedAtMs)
        }

        if (obj.memberships != null && obj.memberships.length > 0) {
          for (const value of obj.memberships) {
            w.uint32(42)
            w.bytes(value)
          }
        }

        if (obj.incarnations != null && obj.incarnations.length > 0) {
          for (const value of obj.incarnations) {
            w.uint32(50)
            w.bytes(value)
          }
        }

        if ((obj.opener != null && obj.opener !== '')) {
          w.uint32(58)
          w.string(obj.opener)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          number: 0,
          members: [],
          openedAtMs: 0,
          memberships: [],
          incarnations: [],
          opener: ''
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
              obj.number = reader.uint64Number()
              break
            }
            case 3: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(reader.string())
              break
            }
            case 4: {
              obj.openedAtMs = reader.uint64Number()
              break
            }
            case 5: {
              if (opts.limits?.memberships != null && obj.memberships.length === opts.limits.memberships) {
                throw new MaxLengthError('Decode error - repeated field "memberships" had too many elements')
              }

              obj.memberships.push(reader.bytes())
              break
            }
            case 6: {
              if (opts.limits?.incarnations != null && obj.incarnations.length === opts.limits.incarnations) {
                throw new MaxLengthError('Decode error - repeated field "incarnations" had too many elements')
              }

              obj.incarnations.push(reader.bytes())
              break
            }
            case 7: {
              obj.opener = reader.string()
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
          members: 0,
          memberships: 0,
          incarnations: 0
        }

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
                field: `${prefix}.number`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              yield {
                field: `${prefix}.members[]`,
                index: obj.members,
                value: reader.string()
              }

              obj.members++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.openedAtMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              if (opts.limits?.memberships != null && obj.memberships === opts.limits.memberships) {
                throw new MaxLengthError('Streaming decode error - repeated field "memberships" had too many elements')
              }

              yield {
                field: `${prefix}.memberships[]`,
                index: obj.memberships,
                value: reader.bytes()
              }

              obj.memberships++

              break
            }
            case 6: {
              if (opts.limits?.incarnations != null && obj.incarnations === opts.limits.incarnations) {
                throw new MaxLengthError('Streaming decode error - repeated field "incarnations" had too many elements')
              }

              yield {
                field: `${prefix}.incarnations[]`,
                index: obj.incarnations,
                value: reader.bytes()
              }

              obj.incarnations++

              break
            }
            case 7: {
              yield {
                field: `${prefix}.opener`,
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

  export interface BoothChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface BoothNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface BoothMembersFieldEvent {
    field: '$.members[]'
    index: number
    value: string
  }

  export interface BoothOpenedAtMsFieldEvent {
    field: '$.openedAtMs'
    value: number
  }

  export interface BoothMembershipsFieldEvent {
    field: '$.memberships[]'
    index: number
    value: Uint8Array
  }

  export interface BoothIncarnationsFieldEvent {
    field: '$.incarnations[]'
    index: number
    value: Uint8Array
  }

  export interface BoothOpenerFieldEvent {
    field: '$.opener'
    value: string
  }

  export function encode (obj: Partial<Booth>): Uint8Array {
    return encodeMessage(obj, Booth.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Booth>): Booth {
    return decodeMessage(buf, Booth.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Booth>): Generator<BoothChainFieldEvent | BoothNumberFieldEvent | BoothMembersFieldEvent | BoothOpenedAtMsFieldEvent | BoothMembershipsFieldEvent | BoothIncarnationsFieldEvent | BoothOpenerFieldEvent> {
    return streamMessage(buf, Booth.codec(), opts)
  }
}

export interface Certificate {
  chain: string
  height: number
  hash: Uint8Array
  booth: string
  signers: number[]
  signatures: Uint8Array[]
}

export namespace Certificate {
  let _codec: Codec<Certificate>

  export const codec = (): Codec<Certificate> => {
    if (_codec == null) {
      _codec = message<Certificate>((obj, w, opts = {}) => {
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

        if ((obj.booth != null && obj.booth !== '')) {
          w.uint32(34)
          w.string(obj.booth)
        }

        if (obj.signers != null && obj.signers.length > 0) {
          for (const value of obj.signers) {
            w.uint32(40)
            w.uint32(value)
          }
        }

        if (obj.signatures != null && obj.signatures.length > 0) {
          for (const value of obj.signatures) {
            w.uint32(50)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          height: 0,
          hash: NO_BYTES,
          booth: '',
          signers: [],
          signatures: []
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
              obj.booth = reader.string()
              break
            }
            case 5: {
              if (opts.limits?.signers != null && obj.signers.length === opts.limits.signers) {
                throw new MaxLengthError('Decode error - repeated field "signers" had too many elements')
              }

              obj.signers.push(reader.uint32())
              break
            }
            case 6: {
              if (opts.limits?.signatures != null && obj.signatures.length === opts.limits.signatures) {
                throw new MaxLengthError('Decode error - repeated field "signatures" had too many elements')
              }

              obj.signatures.push(reader.bytes())
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
          signers: 0,
          signatures: 0
        }

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
                field: `${prefix}.booth`,
                value: reader.string()
              }
              break
            }
            case 5: {
              if (opts.limits?.signers != null && obj.signers === opts.limits.signers) {
                throw new MaxLengthError('Streaming decode error - repeated field "signers" had too many elements')
              }

              yield {
                field: `${prefix}.signers[]`,
                index: obj.signers,
                value: reader.uint32()
              }

              obj.signers++

              break
            }
            case 6: {
              if (opts.limits?.signatures != null && obj.signatures === opts.limits.signatures) {
                throw new MaxLengthError('Streaming decode error - repeated field "signatures" had too many elements')
              }

              yield {
                field: `${prefix}.signatures[]`,
                index: obj.signatures,
                value: reader.bytes()
              }

              obj.signatures++

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

  export interface CertificateChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface CertificateHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface CertificateHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export interface CertificateBoothFieldEvent {
    field: '$.booth'
    value: string
  }

  export interface CertificateSignersFieldEvent {
    field: '$.signers[]'
    index: number
    value: number
  }

  export interface CertificateSignaturesFieldEvent {
    field: '$.signatures[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Certificate>): Uint8Array {
    return encodeMessage(obj, Certificate.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Certificate>): Certificate {
    return decodeMessage(buf, Certificate.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Certificate>): Generator<CertificateChainFieldEvent | CertificateHeightFieldEvent | CertificateHashFieldEvent | CertificateBoothFieldEvent | CertificateSignersFieldEvent | CertificateSignaturesFieldEvent> {
    return streamMessage(buf, Certificate.codec(), opts)
  }
}

export interface Table {
  chain: string
  epoch: number
  previous: Uint8Array
  height: number
  headHash: Uint8Array
  members: string[]
  chainBytes: number
  issuedAtMs: number
  steward: string
}

export namespace Table {
  let _codec: Codec<Table>

  export const codec = (): Codec<Table> => {
    if (_codec == null) {
      _codec = message<Table>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.previous != null && obj.previous.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.previous)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.height)
        }

        if ((obj.headHash != null && obj.headHash.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.headHash)
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(50)
            w.string(value)
          }
        }

        if ((obj.chainBytes != null && obj.chainBytes !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.chainBytes)
        }

        if ((obj.issuedAtMs != null && obj.issuedAtMs !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.issuedAtMs)
        }

        if ((obj.steward != null && obj.steward !== '')) {
          w.uint32(74)
          w.string(obj.steward)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          previous: NO_BYTES,
          height: 0,
          headHash: NO_BYTES,
          members: [],
          chainBytes: 0,
          issuedAtMs: 0,
          steward: ''
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.previous = reader.bytes()
              break
            }
            case 4: {
              obj.height = reader.uint64Number()
              break
            }
            case 5: {
              obj.headHash = reader.bytes()
              break
            }
            case 6: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(reader.string())
              break
            }
            case 7: {
              obj.chainBytes = reader.uint64Number()
              break
            }
            case 8: {
              obj.issuedAtMs = reader.uint64Number()
              break
            }
            case 9: {
              obj.steward = reader.string()
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
          members: 0
        }

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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.previous`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.headHash`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              yield {
                field: `${prefix}.members[]`,
                index: obj.members,
                value: reader.string()
              }

              obj.members++

              break
            }
            case 7: {
              yield {
                field: `${prefix}.chainBytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.issuedAtMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.steward`,
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

  export interface TableChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface TableEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface TablePreviousFieldEvent {
    field: '$.previous'
    value: Uint8Array
  }

  export interface TableHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface TableHeadHashFieldEvent {
    field: '$.headHash'
    value: Uint8Array
  }

  export interface TableMembersFieldEvent {
    field: '$.members[]'
    index: number
    value: string
  }

  export interface TableChainBytesFieldEvent {
    field: '$.chainBytes'
    value: number
  }

  export interface TableIssuedAtMsFieldEvent {
    field: '$.issuedAtMs'
    value: number
  }

  export interface TableStewardFieldEvent {
    field: '$.steward'
    value: string
  }

  export function encode (obj: Partial<Table>): Uint8Array {
    return encodeMessage(obj, Table.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Table>): Table {
    return decodeMessage(buf, Table.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Table>): Generator<TableChainFieldEvent | TableEpochFieldEvent | TablePreviousFieldEvent | TableHeightFieldEvent | TableHeadHashFieldEvent | TableMembersFieldEvent | TableChainBytesFieldEvent | TableIssuedAtMsFieldEvent | TableStewardFieldEvent> {
    return streamMessage(buf, Table.codec(), opts)
  }
}

export interface HoldAck {
  chain: string
  epoch: number
  height: number
  headHash: Uint8Array
  peer: string
}

export namespace HoldAck {
  let _codec: Codec<HoldAck>

  export const codec = (): Codec<HoldAck> => {
    if (_codec == null) {
      _codec = message<HoldAck>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.height)
        }

        if ((obj.headHash != null && obj.headHash.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.headHash)
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
          epoch: 0,
          height: 0,
          headHash: NO_BYTES,
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.height = reader.uint64Number()
              break
            }
            case 4: {
              obj.headHash = reader.bytes()
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
                field: `${prefix}.epoch`,
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
            case 4: {
              yield {
                field: `${prefix}.headHash`,
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

  export interface HoldAckChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface HoldAckEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface HoldAckHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface HoldAckHeadHashFieldEvent {
    field: '$.headHash'
    value: Uint8Array
  }

  export interface HoldAckPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export function encode (obj: Partial<HoldAck>): Uint8Array {
    return encodeMessage(obj, HoldAck.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HoldAck>): HoldAck {
    return decodeMessage(buf, HoldAck.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HoldAck>): Generator<HoldAckChainFieldEvent | HoldAckEpochFieldEvent | HoldAckHeightFieldEvent | HoldAckHeadHashFieldEvent | HoldAckPeerFieldEvent> {
    return streamMessage(buf, HoldAck.codec(), opts)
  }
}

export interface SealedTable {
  table: Uint8Array
  acks: Uint8Array[]
  electors: Uint8Array[]
  before: Uint8Array
  booth: Uint8Array
  memberships: Uint8Array[]
}

export namespace SealedTable {
  let _codec: Codec<SealedTable>

  export const codec = (): Codec<SealedTable> => {
    if (_codec == null) {
      _codec = message<SealedTable>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.table != null && obj.table.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.table)
        }

        if (obj.acks != null && obj.acks.length > 0) {
          for (const value of obj.acks) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if (obj.electors != null && obj.electors.length > 0) {
          for (const value of obj.electors) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if ((obj.before != null && obj.before.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.before)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.booth)
        }

        if (obj.memberships != null && obj.memberships.length > 0) {
          for (const value of obj.memberships) {
            w.uint32(50)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          table: NO_BYTES,
          acks: [],
          electors: [],
          before: NO_BYTES,
          booth: NO_BYTES,
          memberships: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.table = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.acks != null && obj.acks.length === opts.limits.acks) {
                throw new MaxLengthError('Decode error - repeated field "acks" had too many elements')
              }

              obj.acks.push(reader.bytes())
              break
            }
            case 3: {
              if (opts.limits?.electors != null && obj.electors.length === opts.limits.electors) {
                throw new MaxLengthError('Decode error - repeated field "electors" had too many elements')
              }

              obj.electors.push(reader.bytes())
              break
            }
            case 4: {
              obj.before = reader.bytes()
              break
            }
            case 5: {
              obj.booth = reader.bytes()
              break
            }
            case 6: {
              if (opts.limits?.memberships != null && obj.memberships.length === opts.limits.memberships) {
                throw new MaxLengthError('Decode error - repeated field "memberships" had too many elements')
              }

              obj.memberships.push(reader.bytes())
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
          acks: 0,
          electors: 0,
          memberships: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.table`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.acks != null && obj.acks === opts.limits.acks) {
                throw new MaxLengthError('Streaming decode error - repeated field "acks" had too many elements')
              }

              yield {
                field: `${prefix}.acks[]`,
                index: obj.acks,
                value: reader.bytes()
              }

              obj.acks++

              break
            }
            case 3: {
              if (opts.limits?.electors != null && obj.electors === opts.limits.electors) {
                throw new MaxLengthError('Streaming decode error - repeated field "electors" had too many elements')
              }

              yield {
                field: `${prefix}.electors[]`,
                index: obj.electors,
                value: reader.bytes()
              }

              obj.electors++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.before`,
                value: reader.bytes()
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
              if (opts.limits?.memberships != null && obj.memberships === opts.limits.memberships) {
                throw new MaxLengthError('Streaming decode error - repeated field "memberships" had too many elements')
              }

              yield {
                field: `${prefix}.memberships[]`,
                index: obj.memberships,
                value: reader.bytes()
              }

              obj.memberships++

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

  export interface SealedTableTableFieldEvent {
    field: '$.table'
    value: Uint8Array
  }

  export interface SealedTableAcksFieldEvent {
    field: '$.acks[]'
    index: number
    value: Uint8Array
  }

  export interface SealedTableElectorsFieldEvent {
    field: '$.electors[]'
    index: number
    value: Uint8Array
  }

  export interface SealedTableBeforeFieldEvent {
    field: '$.before'
    value: Uint8Array
  }

  export interface SealedTableBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface SealedTableMembershipsFieldEvent {
    field: '$.memberships[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<SealedTable>): Uint8Array {
    return encodeMessage(obj, SealedTable.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SealedTable>): SealedTable {
    return decodeMessage(buf, SealedTable.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SealedTable>): Generator<SealedTableTableFieldEvent | SealedTableAcksFieldEvent | SealedTableElectorsFieldEvent | SealedTableBeforeFieldEvent | SealedTableBoothFieldEvent | SealedTableMembershipsFieldEvent> {
    return streamMessage(buf, SealedTable.codec(), opts)
  }
}

export interface StewardVote {
  chain: string
  epoch: number
  steward: string
  voter: string
}

export namespace StewardVote {
  let _codec: Codec<StewardVote>

  export const codec = (): Codec<StewardVote> => {
    if (_codec == null) {
      _codec = message<StewardVote>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.steward != null && obj.steward !== '')) {
          w.uint32(26)
          w.string(obj.steward)
        }

        if ((obj.voter != null && obj.voter !== '')) {
          w.uint32(34)
          w.string(obj.voter)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          steward: '',
          voter: ''
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.steward = reader.string()
              break
            }
            case 4: {
              obj.voter = reader.string()
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.steward`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.voter`,
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

  export interface StewardVoteChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface StewardVoteEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface StewardVoteStewardFieldEvent {
    field: '$.steward'
    value: string
  }

  export interface StewardVoteVoterFieldEvent {
    field: '$.voter'
    value: string
  }

  export function encode (obj: Partial<StewardVote>): Uint8Array {
    return encodeMessage(obj, StewardVote.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StewardVote>): StewardVote {
    return decodeMessage(buf, StewardVote.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StewardVote>): Generator<StewardVoteChainFieldEvent | StewardVoteEpochFieldEvent | StewardVoteStewardFieldEvent | StewardVoteVoterFieldEvent> {
    return streamMessage(buf, StewardVote.codec(), opts)
  }
}

export interface Membership {
  fleet: string
  peer: string
  name: string
  role: string
  issuedAtMs: number
  expiresAtMs: number
  serial: Uint8Array
}

export namespace Membership {
  let _codec: Codec<Membership>

  export const codec = (): Codec<Membership> => {
    if (_codec == null) {
      _codec = message<Membership>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.fleet != null && obj.fleet !== '')) {
          w.uint32(10)
          w.string(obj.fleet)
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(18)
          w.string(obj.peer)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(26)
          w.string(obj.name)
        }

        if ((obj.role != null && obj.role !== '')) {
          w.uint32(34)
          w.string(obj.role)
        }

        if ((obj.issuedAtMs != null && obj.issuedAtMs !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.issuedAtMs)
        }

        if ((obj.expiresAtMs != null && obj.expiresAtMs !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.expiresAtMs)
        }

        if ((obj.serial != null && obj.serial.byteLength > 0)) {
          w.uint32(58)
          w.bytes(obj.serial)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          fleet: '',
          peer: '',
          name: '',
          role: '',
          issuedAtMs: 0,
          expiresAtMs: 0,
          serial: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.fleet = reader.string()
              break
            }
            case 2: {
              obj.peer = reader.string()
              break
            }
            case 3: {
              obj.name = reader.string()
              break
            }
            case 4: {
              obj.role = reader.string()
              break
            }
            case 5: {
              obj.issuedAtMs = reader.uint64Number()
              break
            }
            case 6: {
              obj.expiresAtMs = reader.uint64Number()
              break
            }
            case 7: {
              obj.serial = reader.bytes()
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
                field: `${prefix}.fleet`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.peer`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.role`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.issuedAtMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.expiresAtMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.serial`,
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

  export interface MembershipFleetFieldEvent {
    field: '$.fleet'
    value: string
  }

  export interface MembershipPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface MembershipNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface MembershipRoleFieldEvent {
    field: '$.role'
    value: string
  }

  export interface MembershipIssuedAtMsFieldEvent {
    field: '$.issuedAtMs'
    value: number
  }

  export interface MembershipExpiresAtMsFieldEvent {
    field: '$.expiresAtMs'
    value: number
  }

  export interface MembershipSerialFieldEvent {
    field: '$.serial'
    value: Uint8Array
  }

  export function encode (obj: Partial<Membership>): Uint8Array {
    return encodeMessage(obj, Membership.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Membership>): Membership {
    return decodeMessage(buf, Membership.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Membership>): Generator<MembershipFleetFieldEvent | MembershipPeerFieldEvent | MembershipNameFieldEvent | MembershipRoleFieldEvent | MembershipIssuedAtMsFieldEvent | MembershipExpiresAtMsFieldEvent | MembershipSerialFieldEvent> {
    return streamMessage(buf, Membership.codec(), opts)
  }
}

export interface Revocations {
  fleet: string
  version: number
  serials: Uint8Array[]
}

export namespace Revocations {
  let _codec: Codec<Revocations>

  export const codec = (): Codec<Revocations> => {
    if (_codec == null) {
      _codec = message<Revocations>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.fleet != null && obj.fleet !== '')) {
          w.uint32(10)
          w.string(obj.fleet)
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.version)
        }

        if (obj.serials != null && obj.serials.length > 0) {
          for (const value of obj.serials) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          fleet: '',
          version: 0,
          serials: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.fleet = reader.string()
              break
            }
            case 2: {
              obj.version = reader.uint64Number()
              break
            }
            case 3: {
              if (opts.limits?.serials != null && obj.serials.length === opts.limits.serials) {
                throw new MaxLengthError('Decode error - repeated field "serials" had too many elements')
              }

              obj.serials.push(reader.bytes())
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
          serials: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.fleet`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.version`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              if (opts.limits?.serials != null && obj.serials === opts.limits.serials) {
                throw new MaxLengthError('Streaming decode error - repeated field "serials" had too many elements')
              }

              yield {
                field: `${prefix}.serials[]`,
                index: obj.serials,
                value: reader.bytes()
              }

              obj.serials++

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

  export interface RevocationsFleetFieldEvent {
    field: '$.fleet'
    value: string
  }

  export interface RevocationsVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface RevocationsSerialsFieldEvent {
    field: '$.serials[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Revocations>): Uint8Array {
    return encodeMessage(obj, Revocations.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Revocations>): Revocations {
    return decodeMessage(buf, Revocations.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Revocations>): Generator<RevocationsFleetFieldEvent | RevocationsVersionFieldEvent | RevocationsSerialsFieldEvent> {
    return streamMessage(buf, Revocations.codec(), opts)
  }
}

export interface Evidence {
  headerA: Uint8Array
  signatureA: Uint8Array
  headerB: Uint8Array
  signatureB: Uint8Array
}

export namespace Evidence {
  let _codec: Codec<Evidence>

  export const codec = (): Codec<Evidence> => {
    if (_codec == null) {
      _codec = message<Evidence>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.headerA != null && obj.headerA.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.headerA)
        }

        if ((obj.signatureA != null && obj.signatureA.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.signatureA)
        }

        if ((obj.headerB != null && obj.headerB.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.headerB)
        }

        if ((obj.signatureB != null && obj.signatureB.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.signatureB)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          headerA: NO_BYTES,
          signatureA: NO_BYTES,
          headerB: NO_BYTES,
          signatureB: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.headerA = reader.bytes()
              break
            }
            case 2: {
              obj.signatureA = reader.bytes()
              break
            }
            case 3: {
              obj.headerB = reader.bytes()
              break
            }
            case 4: {
              obj.signatureB = reader.bytes()
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
                field: `${prefix}.headerA`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.signatureA`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.headerB`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.signatureB`,
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

  export interface EvidenceHeaderAFieldEvent {
    field: '$.headerA'
    value: Uint8Array
  }

  export interface EvidenceSignatureAFieldEvent {
    field: '$.signatureA'
    value: Uint8Array
  }

  export interface EvidenceHeaderBFieldEvent {
    field: '$.headerB'
    value: Uint8Array
  }

  export interface EvidenceSignatureBFieldEvent {
    field: '$.signatureB'
    value: Uint8Array
  }

  export function encode (obj: Partial<Evidence>): Uint8Array {
    return encodeMessage(obj, Evidence.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Evidence>): Evidence {
    return decodeMessage(buf, Evidence.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Evidence>): Generator<EvidenceHeaderAFieldEvent | EvidenceSignatureAFieldEvent | EvidenceHeaderBFieldEvent | EvidenceSignatureBFieldEvent> {
    return streamMessage(buf, Evidence.codec(), opts)
  }
}

export interface Record {
  kind: number
  key: string
  timeMs: number
  latitude?: number
  longitude?: number
  payload: Uint8Array
}

export namespace Record {
  let _codec: Codec<Record>

  export const codec = (): Codec<Record> => {
    if (_codec == null) {
      _codec = message<Record>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(8)
          w.uint32(obj.kind)
        }

        if ((obj.key != null && obj.key !== '')) {
          w.uint32(18)
          w.string(obj.key)
        }

        if ((obj.timeMs != null && obj.timeMs !== 0)) {
          w.uint32(25)
          w.double(obj.timeMs)
        }

        if (obj.latitude != null) {
          w.uint32(33)
          w.double(obj.latitude)
        }

        if (obj.longitude != null) {
          w.uint32(41)
          w.double(obj.longitude)
        }

        if ((obj.payload != null && obj.payload.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.payload)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          kind: 0,
          key: '',
          timeMs: 0,
          payload: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.kind = reader.uint32()
              break
            }
            case 2: {
              obj.key = reader.string()
              break
            }
            case 3: {
              obj.timeMs = reader.double()
              break
            }
            case 4: {
              obj.latitude = reader.double()
              break
            }
            case 5: {
              obj.longitude = reader.double()
              break
            }
            case 6: {
              obj.payload = reader.bytes()
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
                field: `${prefix}.kind`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.key`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.timeMs`,
                value: reader.double()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.latitude`,
                value: reader.double()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.longitude`,
                value: reader.double()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.payload`,
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

  export interface RecordKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface RecordKeyFieldEvent {
    field: '$.key'
    value: string
  }

  export interface RecordTimeMsFieldEvent {
    field: '$.timeMs'
    value: number
  }

  export interface RecordLatitudeFieldEvent {
    field: '$.latitude'
    value: number
  }

  export interface RecordLongitudeFieldEvent {
    field: '$.longitude'
    value: number
  }

  export interface RecordPayloadFieldEvent {
    field: '$.payload'
    value: Uint8Array
  }

  export function encode (obj: Partial<Record>): Uint8Array {
    return encodeMessage(obj, Record.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Record>): Record {
    return decodeMessage(buf, Record.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Record>): Generator<RecordKindFieldEvent | RecordKeyFieldEvent | RecordTimeMsFieldEvent | RecordLatitudeFieldEvent | RecordLongitudeFieldEvent | RecordPayloadFieldEvent> {
    return streamMessage(buf, Record.codec(), opts)
  }
}

export interface Gps {
  elevation?: number
  accuracy?: number
  bearing?: number
  speed?: number
  satellites?: number
  provider?: string
  hdop?: number
  vdop?: number
  pdop?: number
  geoidHeight?: number
  ageOfDgpsData?: string
  dgpsId?: string
  activity?: string
  battery?: number
  annotation?: string
  distance?: number
  elapsed?: number
  timestamp: string
  texts: GpsText[]
}

export namespace Gps {
  let _codec: Codec<Gps>

  export const codec = (): Codec<Gps> => {
    if (_codec == null) {
      _codec = message<Gps>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.elevation != null) {
          w.uint32(9)
          w.double(obj.elevation)
        }

        if (obj.accuracy != null) {
          w.uint32(17)
          w.double(obj.accuracy)
        }

        if (obj.bearing != null) {
          w.uint32(25)
          w.double(obj.bearing)
        }

        if (obj.speed != null) {
          w.uint32(33)
          w.double(obj.speed)
        }

        if (obj.satellites != null) {
          w.uint32(41)
          w.double(obj.satellites)
        }

        if (obj.provider != null) {
          w.uint32(50)
          w.string(obj.provider)
        }

        if (obj.hdop != null) {
          w.uint32(57)
          w.double(obj.hdop)
        }

        if (obj.vdop != null) {
          w.uint32(65)
          w.double(obj.vdop)
        }

        if (obj.pdop != null) {
          w.uint32(73)
          w.double(obj.pdop)
        }

        if (obj.geoidHeight != null) {
          w.uint32(81)
          w.double(obj.geoidHeight)
        }

        if (obj.ageOfDgpsData != null) {
          w.uint32(90)
          w.string(obj.ageOfDgpsData)
        }

        if (obj.dgpsId != null) {
          w.uint32(98)
          w.string(obj.dgpsId)
        }

        if (obj.activity != null) {
          w.uint32(106)
          w.string(obj.activity)
        }

        if (obj.battery != null) {
          w.uint32(113)
          w.double(obj.battery)
        }

        if (obj.annotation != null) {
          w.uint32(122)
          w.string(obj.annotation)
        }

        if (obj.distance != null) {
          w.uint32(129)
          w.double(obj.distance)
        }

        if (obj.elapsed != null) {
          w.uint32(137)
          w.double(obj.elapsed)
        }

        if ((obj.timestamp != null && obj.timestamp !== '')) {
          w.uint32(146)
          w.string(obj.timestamp)
        }

        if (obj.texts != null && obj.texts.length > 0) {
          for (const value of obj.texts) {
            w.uint32(154)
            GpsText.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          timestamp: '',
          texts: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.elevation = reader.double()
              break
            }
            case 2: {
              obj.accuracy = reader.double()
              break
            }
            case 3: {
              obj.bearing = reader.double()
              break
            }
            case 4: {
              obj.speed = reader.double()
              break
            }
            case 5: {
              obj.satellites = reader.double()
              break
            }
            case 6: {
              obj.provider = reader.string()
              break
            }
            case 7: {
              obj.hdop = reader.double()
              break
            }
            case 8: {
              obj.vdop = reader.double()
              break
            }
            case 9: {
              obj.pdop = reader.double()
              break
            }
            case 10: {
              obj.geoidHeight = reader.double()
              break
            }
            case 11: {
              obj.ageOfDgpsData = reader.string()
              break
            }
            case 12: {
              obj.dgpsId = reader.string()
              break
            }
            case 13: {
              obj.activity = reader.string()
              break
            }
            case 14: {
              obj.battery = reader.double()
              break
            }
            case 15: {
              obj.annotation = reader.string()
              break
            }
            case 16: {
              obj.distance = reader.double()
              break
            }
            case 17: {
              obj.elapsed = reader.double()
              break
            }
            case 18: {
              obj.timestamp = reader.string()
              break
            }
            case 19: {
              if (opts.limits?.texts != null && obj.texts.length === opts.limits.texts) {
                throw new MaxLengthError('Decode error - repeated field "texts" had too many elements')
              }

              obj.texts.push(GpsText.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.texts$
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
          texts: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.elevation`,
                value: reader.double()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.accuracy`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.bearing`,
                value: reader.double()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.speed`,
                value: reader.double()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.satellites`,
                value: reader.double()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.provider`,
                value: reader.string()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.hdop`,
                value: reader.double()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.vdop`,
                value: reader.double()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.pdop`,
                value: reader.double()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.geoidHeight`,
                value: reader.double()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.ageOfDgpsData`,
                value: reader.string()
              }
              break
            }
            case 12: {
              yield {
                field: `${prefix}.dgpsId`,
                value: reader.string()
              }
              break
            }
            case 13: {
              yield {
                field: `${prefix}.activity`,
                value: reader.string()
              }
              break
            }
            case 14: {
              yield {
                field: `${prefix}.battery`,
                value: reader.double()
              }
              break
            }
            case 15: {
              yield {
                field: `${prefix}.annotation`,
                value: reader.string()
              }
              break
            }
            case 16: {
              yield {
                field: `${prefix}.distance`,
                value: reader.double()
              }
              break
            }
            case 17: {
              yield {
                field: `${prefix}.elapsed`,
                value: reader.double()
              }
              break
            }
            case 18: {
              yield {
                field: `${prefix}.timestamp`,
                value: reader.string()
              }
              break
            }
            case 19: {
              if (opts.limits?.texts != null && obj.texts === opts.limits.texts) {
                throw new MaxLengthError('Streaming decode error - repeated field "texts" had too many elements')
              }

              for (const evt of GpsText.codec().stream(reader, reader.uint32(), `${prefix}.texts[]`, {
                limits: opts.limits?.texts$
              })) {
                yield {
                  ...evt,
                  index: obj.texts
                }
              }

              obj.texts++

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

  export interface GpsElevationFieldEvent {
    field: '$.elevation'
    value: number
  }

  export interface GpsAccuracyFieldEvent {
    field: '$.accuracy'
    value: number
  }

  export interface GpsBearingFieldEvent {
    field: '$.bearing'
    value: number
  }

  export interface GpsSpeedFieldEvent {
    field: '$.speed'
    value: number
  }

  export interface GpsSatellitesFieldEvent {
    field: '$.satellites'
    value: number
  }

  export interface GpsProviderFieldEvent {
    field: '$.provider'
    value: string
  }

  export interface GpsHdopFieldEvent {
    field: '$.hdop'
    value: number
  }

  export interface GpsVdopFieldEvent {
    field: '$.vdop'
    value: number
  }

  export interface GpsPdopFieldEvent {
    field: '$.pdop'
    value: number
  }

  export interface GpsGeoidHeightFieldEvent {
    field: '$.geoidHeight'
    value: number
  }

  export interface GpsAgeOfDgpsDataFieldEvent {
    field: '$.ageOfDgpsData'
    value: string
  }

  export interface GpsDgpsIdFieldEvent {
    field: '$.dgpsId'
    value: string
  }

  export interface GpsActivityFieldEvent {
    field: '$.activity'
    value: string
  }

  export interface GpsBatteryFieldEvent {
    field: '$.battery'
    value: number
  }

  export interface GpsAnnotationFieldEvent {
    field: '$.annotation'
    value: string
  }

  export interface GpsDistanceFieldEvent {
    field: '$.distance'
    value: number
  }

  export interface GpsElapsedFieldEvent {
    field: '$.elapsed'
    value: number
  }

  export interface GpsTimestampFieldEvent {
    field: '$.timestamp'
    value: string
  }

  export interface GpsTextsColumnFieldEvent {
    field: '$.texts[].column'
    value: number
    index: number
  }

  export interface GpsTextsTextFieldEvent {
    field: '$.texts[].text'
    value: string
    index: number
  }

  export function encode (obj: Partial<Gps>): Uint8Array {
    return encodeMessage(obj, Gps.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Gps>): Gps {
    return decodeMessage(buf, Gps.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Gps>): Generator<GpsElevationFieldEvent | GpsAccuracyFieldEvent | GpsBearingFieldEvent | GpsSpeedFieldEvent | GpsSatellitesFieldEvent | GpsProviderFieldEvent | GpsHdopFieldEvent | GpsVdopFieldEvent | GpsPdopFieldEvent | GpsGeoidHeightFieldEvent | GpsAgeOfDgpsDataFieldEvent | GpsDgpsIdFieldEvent | GpsActivityFieldEvent | GpsBatteryFieldEvent | GpsAnnotationFieldEvent | GpsDistanceFieldEvent | GpsElapsedFieldEvent | GpsTimestampFieldEvent | GpsTextsColumnFieldEvent | GpsTextsTextFieldEvent> {
    return streamMessage(buf, Gps.codec(), opts)
  }
}

export interface GpsText {
  column: number
  text: string
}

export namespace GpsText {
  let _codec: Codec<GpsText>

  export const codec = (): Codec<GpsText> => {
    if (_codec == null) {
      _codec = message<GpsText>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.column != null && obj.column !== 0)) {
          w.uint32(8)
          w.uint32(obj.column)
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
          column: 0,
          text: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.column = reader.uint32()
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
                field: `${prefix}.column`,
                value: reader.uint32()
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

  export interface GpsTextColumnFieldEvent {
    field: '$.column'
    value: number
  }

  export interface GpsTextTextFieldEvent {
    field: '$.text'
    value: string
  }

  export function encode (obj: Partial<GpsText>): Uint8Array {
    return encodeMessage(obj, GpsText.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GpsText>): GpsText {
    return decodeMessage(buf, GpsText.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GpsText>): Generator<GpsTextColumnFieldEvent | GpsTextTextFieldEvent> {
    return streamMessage(buf, GpsText.codec(), opts)
  }
}

export interface Command {
  client: Uint8Array
  seq: number
  ackedTo: number
  operation?: Uint8Array
  reconfigure?: Uint8Array
  openedAt: number
}

export namespace Command {
  let _codec: Codec<Command>

  export const codec = (): Codec<Command> => {
    if (_codec == null) {
      _codec = message<Command>((obj, w, opts = {}) => {
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

        if ((obj.ackedTo != null && obj.ackedTo !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.ackedTo)
        }

        if (obj.operation != null) {
          w.uint32(34)
          w.bytes(obj.operation)
        }

        if (obj.reconfigure != null) {
          w.uint32(42)
          w.bytes(obj.reconfigure)
        }

        if ((obj.openedAt != null && obj.openedAt !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.openedAt)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          client: NO_BYTES,
          seq: 0,
          ackedTo: 0,
          openedAt: 0
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
              obj.ackedTo = reader.uint64Number()
              break
            }
            case 4: {
              obj.operation = reader.bytes()
              break
            }
            case 5: {
              obj.reconfigure = reader.bytes()
              break
            }
            case 6: {
              obj.openedAt = reader.uint64Number()
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
                field: `${prefix}.ackedTo`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.operation`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.reconfigure`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.openedAt`,
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

  export interface CommandClientFieldEvent {
    field: '$.client'
    value: Uint8Array
  }

  export interface CommandSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface CommandAckedToFieldEvent {
    field: '$.ackedTo'
    value: number
  }

  export interface CommandOperationFieldEvent {
    field: '$.operation'
    value: Uint8Array
  }

  export interface CommandReconfigureFieldEvent {
    field: '$.reconfigure'
    value: Uint8Array
  }

  export interface CommandOpenedAtFieldEvent {
    field: '$.openedAt'
    value: number
  }

  export function encode (obj: Partial<Command>): Uint8Array {
    return encodeMessage(obj, Command.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Command>): Command {
    return decodeMessage(buf, Command.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Command>): Generator<CommandClientFieldEvent | CommandSeqFieldEvent | CommandAckedToFieldEvent | CommandOperationFieldEvent | CommandReconfigureFieldEvent | CommandOpenedAtFieldEvent> {
    return streamMessage(buf, Command.codec(), opts)
  }
}

export interface Batch {
  owner: string
  epoch: number
  from: number
  transfers: Transfer[]
}

export namespace Batch {
  let _codec: Codec<Batch>

  export const codec = (): Codec<Batch> => {
    if (_codec == null) {
      _codec = message<Batch>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.owner != null && obj.owner !== '')) {
          w.uint32(10)
          w.string(obj.owner)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.from != null && obj.from !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.from)
        }

        if (obj.transfers != null && obj.transfers.length > 0) {
          for (const value of obj.transfers) {
            w.uint32(34)
            Transfer.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          owner: '',
          epoch: 0,
          from: 0,
          transfers: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.owner = reader.string()
              break
            }
            case 2: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.from = reader.uint64Number()
              break
            }
            case 4: {
              if (opts.limits?.transfers != null && obj.transfers.length === opts.limits.transfers) {
                throw new MaxLengthError('Decode error - repeated field "transfers" had too many elements')
              }

              obj.transfers.push(Transfer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transfers$
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
          transfers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.owner`,
                value: reader.string()
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
                field: `${prefix}.from`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              if (opts.limits?.transfers != null && obj.transfers === opts.limits.transfers) {
                throw new MaxLengthError('Streaming decode error - repeated field "transfers" had too many elements')
              }

              for (const evt of Transfer.codec().stream(reader, reader.uint32(), `${prefix}.transfers[]`, {
                limits: opts.limits?.transfers$
              })) {
                yield {
                  ...evt,
                  index: obj.transfers
                }
              }

              obj.transfers++

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

  export interface BatchOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export interface BatchEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface BatchFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface BatchTransfersAccountFieldEvent {
    field: '$.transfers[].account'
    value: string
    index: number
  }

  export interface BatchTransfersToFieldEvent {
    field: '$.transfers[].to'
    value: string
    index: number
  }

  export interface BatchTransfersAmountFieldEvent {
    field: '$.transfers[].amount'
    value: bigint
    index: number
  }

  export interface BatchTransfersOperationFieldEvent {
    field: '$.transfers[].operation'
    value: string
    index: number
  }

  export function encode (obj: Partial<Batch>): Uint8Array {
    return encodeMessage(obj, Batch.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Batch>): Batch {
    return decodeMessage(buf, Batch.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Batch>): Generator<BatchOwnerFieldEvent | BatchEpochFieldEvent | BatchFromFieldEvent | BatchTransfersAccountFieldEvent | BatchTransfersToFieldEvent | BatchTransfersAmountFieldEvent | BatchTransfersOperationFieldEvent> {
    return streamMessage(buf, Batch.codec(), opts)
  }
}

export interface Transfer {
  account: string
  to: string
  amount: bigint
  operation: string
}

export namespace Transfer {
  let _codec: Codec<Transfer>

  export const codec = (): Codec<Transfer> => {
    if (_codec == null) {
      _codec = message<Transfer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(10)
          w.string(obj.account)
        }

        if ((obj.to != null && obj.to !== '')) {
          w.uint32(18)
          w.string(obj.to)
        }

        if ((obj.amount != null && obj.amount !== 0n)) {
          w.uint32(24)
          w.uint64(obj.amount)
        }

        if ((obj.operation != null && obj.operation !== '')) {
          w.uint32(34)
          w.string(obj.operation)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: '',
          to: '',
          amount: 0n,
          operation: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.account = reader.string()
              break
            }
            case 2: {
              obj.to = reader.string()
              break
            }
            case 3: {
              obj.amount = reader.uint64()
              break
            }
            case 4: {
              obj.operation = reader.string()
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
                field: `${prefix}.account`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.to`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.amount`,
                value: reader.uint64()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.operation`,
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

  export interface TransferAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface TransferToFieldEvent {
    field: '$.to'
    value: string
  }

  export interface TransferAmountFieldEvent {
    field: '$.amount'
    value: bigint
  }

  export interface TransferOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export function encode (obj: Partial<Transfer>): Uint8Array {
    return encodeMessage(obj, Transfer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transfer>): Transfer {
    return decodeMessage(buf, Transfer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transfer>): Generator<TransferAccountFieldEvent | TransferToFieldEvent | TransferAmountFieldEvent | TransferOperationFieldEvent> {
    return streamMessage(buf, Transfer.codec(), opts)
  }
}
