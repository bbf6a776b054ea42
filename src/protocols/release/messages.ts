/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface ReleaseMessage {
  release?: Release
  released?: Released
  releaseRefused?: ReleaseRefused
  proofAsk?: ProofAsk
  proof?: Proof
}

export namespace ReleaseMessage {
  let _codec: Codec<ReleaseMessage>

  export const codec = (): Codec<ReleaseMessage> => {
    if (_codec == null) {
      _codec = message<ReleaseMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.release != null) {
          w.uint32(10)
          Release.codec().encode(obj.release, w)
        }

        if (obj.released != null) {
          w.uint32(18)
          Released.codec().encode(obj.released, w)
        }

        if (obj.releaseRefused != null) {
          w.uint32(26)
          ReleaseRefused.codec().encode(obj.releaseRefused, w)
        }

        if (obj.proofAsk != null) {
          w.uint32(34)
          ProofAsk.codec().encode(obj.proofAsk, w)
        }

        if (obj.proof != null) {
          w.uint32(42)
          Proof.codec().encode(obj.proof, w)
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
              obj.release = Release.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.release
              })
              break
            }
            case 2: {
              obj.released = Released.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.released
              })
              break
            }
            case 3: {
              obj.releaseRefused = ReleaseRefused.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.releaseRefused
              })
              break
            }
            case 4: {
              obj.proofAsk = ProofAsk.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.proofAsk
              })
              break
            }
            case 5: {
              obj.proof = Proof.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.proof
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.proof != null) {
          delete obj.proofAsk
          delete obj.releaseRefused
          delete obj.released
          delete obj.release
        }

        if (obj.proofAsk != null) {
          delete obj.proof
          delete obj.releaseRefused
          delete obj.released
          delete obj.release
        }

        if (obj.releaseRefused != null) {
          delete obj.proof
          delete obj.proofAsk
          delete obj.released
          delete obj.release
        }

        if (obj.released != null) {
          delete obj.proof
          delete obj.proofAsk
          delete obj.releaseRefused
          delete obj.release
        }

        if (obj.release != null) {
          delete obj.proof
          delete obj.proofAsk
          delete obj.releaseRefused
          delete obj.released
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Release.codec().stream(reader, reader.uint32(), `${prefix}.release`, {
                limits: opts.limits?.release
              })

              break
            }
            case 2: {
              yield * Released.codec().stream(reader, reader.uint32(), `${prefix}.released`, {
                limits: opts.limits?.released
              })

              break
            }
            case 3: {
              yield * ReleaseRefused.codec().stream(reader, reader.uint32(), `${prefix}.releaseRefused`, {
                limits: opts.limits?.releaseRefused
              })

              break
            }
            case 4: {
              yield * ProofAsk.codec().stream(reader, reader.uint32(), `${prefix}.proofAsk`, {
                limits: opts.limits?.proofAsk
              })

              break
            }
            case 5: {
              yield * Proof.codec().stream(reader, reader.uint32(), `${prefix}.proof`, {
                limits: opts.limits?.proof
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

  export interface ReleaseMessageReleaseGenesisFieldEvent {
    field: '$.release.genesis'
    value: Uint8Array
  }

  export interface ReleaseMessageReleaseSealedFieldEvent {
    field: '$.release.sealed'
    value: Uint8Array
  }

  export interface ReleaseMessageReleasedChainFieldEvent {
    field: '$.released.chain'
    value: string
  }

  export interface ReleaseMessageReleasedEpochFieldEvent {
    field: '$.released.epoch'
    value: number
  }

  export interface ReleaseMessageReleaseRefusedChainFieldEvent {
    field: '$.releaseRefused.chain'
    value: string
  }

  export interface ReleaseMessageReleaseRefusedEpochFieldEvent {
    field: '$.releaseRefused.epoch'
    value: number
  }

  export interface ReleaseMessageReleaseRefusedReasonFieldEvent {
    field: '$.releaseRefused.reason'
    value: string
  }

  export interface ReleaseMessageReleaseRefusedHeightFieldEvent {
    field: '$.releaseRefused.height'
    value: number
  }

  export interface ReleaseMessageProofAskChainFieldEvent {
    field: '$.proofAsk.chain'
    value: string
  }

  export interface ReleaseMessageProofAskFromFieldEvent {
    field: '$.proofAsk.from'
    value: number
  }

  export interface ReleaseMessageProofAskToFieldEvent {
    field: '$.proofAsk.to'
    value: number
  }

  export interface ReleaseMessageProofChainFieldEvent {
    field: '$.proof.chain'
    value: string
  }

  export interface ReleaseMessageProofFromFieldEvent {
    field: '$.proof.from'
    value: number
  }

  export interface ReleaseMessageProofHeadersFieldEvent {
    field: '$.proof.headers[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<ReleaseMessage>): Uint8Array {
    return encodeMessage(obj, ReleaseMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReleaseMessage>): ReleaseMessage {
    return decodeMessage(buf, ReleaseMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReleaseMessage>): Generator<ReleaseMessageReleaseGenesisFieldEvent | ReleaseMessageReleaseSealedFieldEvent | ReleaseMessageReleasedChainFieldEvent | ReleaseMessageReleasedEpochFieldEvent | ReleaseMessageReleaseRefusedChainFieldEvent | ReleaseMessageReleaseRefusedEpochFieldEvent | ReleaseMessageReleaseRefusedReasonFieldEvent | ReleaseMessageReleaseRefusedHeightFieldEvent | ReleaseMessageProofAskChainFieldEvent | ReleaseMessageProofAskFromFieldEvent | ReleaseMessageProofAskToFieldEvent | ReleaseMessageProofChainFieldEvent | ReleaseMessageProofFromFieldEvent | ReleaseMessageProofHeadersFieldEvent> {
    return streamMessage(buf, ReleaseMessage.codec(), opts)
  }
}

export interface Release {
  genesis: Uint8Array
  sealed: Uint8Array
}

export namespace Release {
  let _codec: Codec<Release>

  export const codec = (): Codec<Release> => {
    if (_codec == null) {
      _codec = message<Release>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.genesis)
        }

        if ((obj.sealed != null && obj.sealed.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.sealed)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          genesis: NO_BYTES,
          sealed: NO_BYTES
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
              obj.sealed = reader.bytes()
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
                field: `${prefix}.genesis`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.sealed`,
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

  export interface ReleaseGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface ReleaseSealedFieldEvent {
    field: '$.sealed'
    value: Uint8Array
  }

  export function encode (obj: Partial<Release>): Uint8Array {
    return encodeMessage(obj, Release.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Release>): Release {
    return decodeMessage(buf, Release.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Release>): Generator<ReleaseGenesisFieldEvent | ReleaseSealedFieldEvent> {
    return streamMessage(buf, Release.codec(), opts)
  }
}

export interface Released {
  chain: string
  epoch: number
}

export namespace Released {
  let _codec: Codec<Released>

  export const codec = (): Codec<Released> => {
    if (_codec == null) {
      _codec = message<Released>((obj, w, opts = {}) => {
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0
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

  export interface ReleasedChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ReleasedEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export function encode (obj: Partial<Released>): Uint8Array {
    return encodeMessage(obj, Released.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Released>): Released {
    return decodeMessage(buf, Released.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Released>): Generator<ReleasedChainFieldEvent | ReleasedEpochFieldEvent> {
    return streamMessage(buf, Released.codec(), opts)
  }
}

export interface ReleaseRefused {
  chain: string
  epoch: number
  reason: string
  height: number
}

export namespace ReleaseRefused {
  let _codec: Codec<ReleaseRefused>

  export const codec = (): Codec<ReleaseRefused> => {
    if (_codec == null) {
      _codec = message<ReleaseRefused>((obj, w, opts = {}) => {
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

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(26)
          w.string(obj.reason)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.height)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          reason: '',
          height: 0
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
              obj.reason = reader.string()
              break
            }
            case 4: {
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
                field: `${prefix}.reason`,
                value: reader.string()
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

  export interface ReleaseRefusedChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ReleaseRefusedEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ReleaseRefusedReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface ReleaseRefusedHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export function encode (obj: Partial<ReleaseRefused>): Uint8Array {
    return encodeMessage(obj, ReleaseRefused.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReleaseRefused>): ReleaseRefused {
    return decodeMessage(buf, ReleaseRefused.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReleaseRefused>): Generator<ReleaseRefusedChainFieldEvent | ReleaseRefusedEpochFieldEvent | ReleaseRefusedReasonFieldEvent | ReleaseRefusedHeightFieldEvent> {
    return streamMessage(buf, ReleaseRefused.codec(), opts)
  }
}

export interface ProofAsk {
  chain: string
  from: number
  to: number
}

export namespace ProofAsk {
  let _codec: Codec<ProofAsk>

  export const codec = (): Codec<ProofAsk> => {
    if (_codec == null) {
      _codec = message<ProofAsk>((obj, w, opts = {}) => {
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          from: 0,
          to: 0
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

  export interface ProofAskChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ProofAskFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface ProofAskToFieldEvent {
    field: '$.to'
    value: number
  }

  export function encode (obj: Partial<ProofAsk>): Uint8Array {
    return encodeMessage(obj, ProofAsk.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ProofAsk>): ProofAsk {
    return decodeMessage(buf, ProofAsk.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ProofAsk>): Generator<ProofAskChainFieldEvent | ProofAskFromFieldEvent | ProofAskToFieldEvent> {
    return streamMessage(buf, ProofAsk.codec(), opts)
  }
}

export interface Proof {
  chain: string
  from: number
  headers: Uint8Array[]
}

export namespace Proof {
  let _codec: Codec<Proof>

  export const codec = (): Codec<Proof> => {
    if (_codec == null) {
      _codec = message<Proof>((obj, w, opts = {}) => {
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

        if (obj.headers != null && obj.headers.length > 0) {
          for (const value of obj.headers) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          from: 0,
          headers: []
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
              if (opts.limits?.headers != null && obj.headers.length === opts.limits.headers) {
                throw new MaxLengthError('Decode error - repeated field "headers" had too many elements')
              }

              obj.headers.push(reader.bytes())
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
          headers: 0
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
                field: `${prefix}.from`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              if (opts.limits?.headers != null && obj.headers === opts.limits.headers) {
                throw new MaxLengthError('Streaming decode error - repeated field "headers" had too many elements')
              }

              yield {
                field: `${prefix}.headers[]`,
                index: obj.headers,
                value: reader.bytes()
              }

              obj.headers++

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

  export interface ProofChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ProofFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface ProofHeadersFieldEvent {
    field: '$.headers[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Proof>): Uint8Array {
    return encodeMessage(obj, Proof.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Proof>): Proof {
    return decodeMessage(buf, Proof.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Proof>): Generator<ProofChainFieldEvent | ProofFromFieldEvent | ProofHeadersFieldEvent> {
    return streamMessage(buf, Proof.codec(), opts)
  }
}
