/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface CertifyMessage {
  open?: Open
  opened?: Opened
  propose?: Propose
  vote?: Vote
  certified?: Certified
  refuse?: Refuse
  close?: Close
}

export namespace CertifyMessage {
  let _codec: Codec<CertifyMessage>

  export const codec = (): Codec<CertifyMessage> => {
    if (_codec == null) {
      _codec = message<CertifyMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.open != null) {
          w.uint32(10)
          Open.codec().encode(obj.open, w)
        }

        if (obj.opened != null) {
          w.uint32(18)
          Opened.codec().encode(obj.opened, w)
        }

        if (obj.propose != null) {
          w.uint32(26)
          Propose.codec().encode(obj.propose, w)
        }

        if (obj.vote != null) {
          w.uint32(34)
          Vote.codec().encode(obj.vote, w)
        }

        if (obj.certified != null) {
          w.uint32(42)
          Certified.codec().encode(obj.certified, w)
        }

        if (obj.refuse != null) {
          w.uint32(50)
          Refuse.codec().encode(obj.refuse, w)
        }

        if (obj.close != null) {
          w.uint32(58)
          Close.codec().encode(obj.close, w)
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
              obj.open = Open.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.open
              })
              break
            }
            case 2: {
              obj.opened = Opened.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.opened
              })
              break
            }
            case 3: {
              obj.propose = Propose.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.propose
              })
              break
            }
            case 4: {
              obj.vote = Vote.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.vote
              })
              break
            }
            case 5: {
              obj.certified = Certified.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.certified
              })
              break
            }
            case 6: {
              obj.refuse = Refuse.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.refuse
              })
              break
            }
            case 7: {
              obj.close = Close.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.close
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.close != null) {
          delete obj.refuse
          delete obj.certified
          delete obj.vote
          delete obj.propose
          delete obj.opened
          delete obj.open
        }

        if (obj.refuse != null) {
          delete obj.close
          delete obj.certified
          delete obj.vote
          delete obj.propose
          delete obj.opened
          delete obj.open
        }

        if (obj.certified != null) {
          delete obj.close
          delete obj.refuse
          delete obj.vote
          delete obj.propose
          delete obj.opened
          delete obj.open
        }

        if (obj.vote != null) {
          delete obj.close
          delete obj.refuse
          delete obj.certified
          delete obj.propose
          delete obj.opened
          delete obj.open
        }

        if (obj.propose != null) {
          delete obj.close
          delete obj.refuse
          delete obj.certified
          delete obj.vote
          delete obj.opened
          delete obj.open
        }

        if (obj.opened != null) {
          delete obj.close
          delete obj.refuse
          delete obj.certified
          delete obj.vote
          delete obj.propose
          delete obj.open
        }

        if (obj.open != null) {
          delete obj.close
          delete obj.refuse
          delete obj.certified
          delete obj.vote
          delete obj.propose
          delete obj.opened
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Open.codec().stream(reader, reader.uint32(), `${prefix}.open`, {
                limits: opts.limits?.open
              })

              break
            }
            case 2: {
              yield * Opened.codec().stream(reader, reader.uint32(), `${prefix}.opened`, {
                limits: opts.limits?.opened
              })

              break
            }
            case 3: {
              yield * Propose.codec().stream(reader, reader.uint32(), `${prefix}.propose`, {
                limits: opts.limits?.propose
              })

              break
            }
            case 4: {
              yield * Vote.codec().stream(reader, reader.uint32(), `${prefix}.vote`, {
                limits: opts.limits?.vote
              })

              break
            }
            case 5: {
              yield * Certified.codec().stream(reader, reader.uint32(), `${prefix}.certified`, {
                limits: opts.limits?.certified
              })

              break
            }
            case 6: {
              yield * Refuse.codec().stream(reader, reader.uint32(), `${prefix}.refuse`, {
                limits: opts.limits?.refuse
              })

              break
            }
            case 7: {
              yield * Close.codec().stream(reader, reader.uint32(), `${prefix}.close`, {
                limits: opts.limits?.close
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

  export interface CertifyMessageOpenGenesisFieldEvent {
    field: '$.open.genesis'
    value: Uint8Array
  }

  export interface CertifyMessageOpenBoothFieldEvent {
    field: '$.open.booth'
    value: Uint8Array
  }

  export interface CertifyMessageOpenCertificateFieldEvent {
    field: '$.open.certificate'
    value: Uint8Array
  }

  export interface CertifyMessageOpenCertificateBoothFieldEvent {
    field: '$.open.certificateBooth'
    value: Uint8Array
  }

  export interface CertifyMessageOpenedChainFieldEvent {
    field: '$.opened.chain'
    value: string
  }

  export interface CertifyMessageOpenedBoothFieldEvent {
    field: '$.opened.booth'
    value: string
  }

  export interface CertifyMessageProposeChainFieldEvent {
    field: '$.propose.chain'
    value: string
  }

  export interface CertifyMessageProposeBoothFieldEvent {
    field: '$.propose.booth'
    value: string
  }

  export interface CertifyMessageProposeBlockFieldEvent {
    field: '$.propose.block'
    value: Uint8Array
  }

  export interface CertifyMessageVoteChainFieldEvent {
    field: '$.vote.chain'
    value: string
  }

  export interface CertifyMessageVoteHeightFieldEvent {
    field: '$.vote.height'
    value: number
  }

  export interface CertifyMessageVoteHashFieldEvent {
    field: '$.vote.hash'
    value: Uint8Array
  }

  export interface CertifyMessageVoteBoothFieldEvent {
    field: '$.vote.booth'
    value: string
  }

  export interface CertifyMessageVoteSignatureFieldEvent {
    field: '$.vote.signature'
    value: Uint8Array
  }

  export interface CertifyMessageCertifiedCertificateFieldEvent {
    field: '$.certified.certificate'
    value: Uint8Array
  }

  export interface CertifyMessageRefuseChainFieldEvent {
    field: '$.refuse.chain'
    value: string
  }

  export interface CertifyMessageRefuseBoothFieldEvent {
    field: '$.refuse.booth'
    value: string
  }

  export interface CertifyMessageRefuseHeightFieldEvent {
    field: '$.refuse.height'
    value: number
  }

  export interface CertifyMessageRefuseReasonFieldEvent {
    field: '$.refuse.reason'
    value: string
  }

  export interface CertifyMessageRefuseTextFieldEvent {
    field: '$.refuse.text'
    value: string
  }

  export interface CertifyMessageRefuseEvidenceFieldEvent {
    field: '$.refuse.evidence'
    value: Uint8Array
  }

  export interface CertifyMessageRefuseExpectedHeightFieldEvent {
    field: '$.refuse.expectedHeight'
    value: number
  }

  export interface CertifyMessageCloseChainFieldEvent {
    field: '$.close.chain'
    value: string
  }

  export interface CertifyMessageCloseBoothFieldEvent {
    field: '$.close.booth'
    value: string
  }

  export interface CertifyMessageCloseCertificateFieldEvent {
    field: '$.close.certificate'
    value: Uint8Array
  }

  export interface CertifyMessageCloseCertificateBoothFieldEvent {
    field: '$.close.certificateBooth'
    value: Uint8Array
  }

  export function encode (obj: Partial<CertifyMessage>): Uint8Array {
    return encodeMessage(obj, CertifyMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CertifyMessage>): CertifyMessage {
    return decodeMessage(buf, CertifyMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CertifyMessage>): Generator<CertifyMessageOpenGenesisFieldEvent | CertifyMessageOpenBoothFieldEvent | CertifyMessageOpenCertificateFieldEvent | CertifyMessageOpenCertificateBoothFieldEvent | CertifyMessageOpenedChainFieldEvent | CertifyMessageOpenedBoothFieldEvent | CertifyMessageProposeChainFieldEvent | CertifyMessageProposeBoothFieldEvent | CertifyMessageProposeBlockFieldEvent | CertifyMessageVoteChainFieldEvent | CertifyMessageVoteHeightFieldEvent | CertifyMessageVoteHashFieldEvent | CertifyMessageVoteBoothFieldEvent | CertifyMessageVoteSignatureFieldEvent | CertifyMessageCertifiedCertificateFieldEvent | CertifyMessageRefuseChainFieldEvent | CertifyMessageRefuseBoothFieldEvent | CertifyMessageRefuseHeightFieldEvent | CertifyMessageRefuseReasonFieldEvent | CertifyMessageRefuseTextFieldEvent | CertifyMessageRefuseEvidenceFieldEvent | CertifyMessageRefuseExpectedHeightFieldEvent | CertifyMessageCloseChainFieldEvent | CertifyMessageCloseBoothFieldEvent | CertifyMessageCloseCertificateFieldEvent | CertifyMessageCloseCertificateBoothFieldEvent> {
    return streamMessage(buf, CertifyMessage.codec(), opts)
  }
}

export interface Open {
  genesis: Uint8Array
  booth: Uint8Array
  certificate: Uint8Array
  certificateBooth: Uint8Array
}

export namespace Open {
  let _codec: Codec<Open>

  export const codec = (): Codec<Open> => {
    if (_codec == null) {
      _codec = message<Open>((obj, w, opts = {}) => {
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

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.certificate)
        }

        if ((obj.certificateBooth != null && obj.certificateBooth.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.certificateBooth)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          genesis: NO_BYTES,
          booth: NO_BYTES,
          certificate: NO_BYTES,
          certificateBooth: NO_BYTES
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
              obj.certificate = reader.bytes()
              break
            }
            case 4: {
              obj.certificateBooth = reader.bytes()
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
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.certificateBooth`,
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

  export interface OpenGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface OpenBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface OpenCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export interface OpenCertificateBoothFieldEvent {
    field: '$.certificateBooth'
    value: Uint8Array
  }

  export function encode (obj: Partial<Open>): Uint8Array {
    return encodeMessage(obj, Open.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Open>): Open {
    return decodeMessage(buf, Open.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Open>): Generator<OpenGenesisFieldEvent | OpenBoothFieldEvent | OpenCertificateFieldEvent | OpenCertificateBoothFieldEvent> {
    return streamMessage(buf, Open.codec(), opts)
  }
}

export interface Opened {
  chain: string
  booth: string
}

export namespace Opened {
  let _codec: Codec<Opened>

  export const codec = (): Codec<Opened> => {
    if (_codec == null) {
      _codec = message<Opened>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.booth != null && obj.booth !== '')) {
          w.uint32(18)
          w.string(obj.booth)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          booth: ''
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
              obj.booth = reader.string()
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
                field: `${prefix}.booth`,
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

  export interface OpenedChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface OpenedBoothFieldEvent {
    field: '$.booth'
    value: string
  }

  export function encode (obj: Partial<Opened>): Uint8Array {
    return encodeMessage(obj, Opened.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Opened>): Opened {
    return decodeMessage(buf, Opened.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Opened>): Generator<OpenedChainFieldEvent | OpenedBoothFieldEvent> {
    return streamMessage(buf, Opened.codec(), opts)
  }
}

export interface Propose {
  chain: string
  booth: string
  block: Uint8Array
}

export namespace Propose {
  let _codec: Codec<Propose>

  export const codec = (): Codec<Propose> => {
    if (_codec == null) {
      _codec = message<Propose>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.booth != null && obj.booth !== '')) {
          w.uint32(18)
          w.string(obj.booth)
        }

        if ((obj.block != null && obj.block.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.block)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          booth: '',
          block: NO_BYTES
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
              obj.booth = reader.string()
              break
            }
            case 3: {
              obj.block = reader.bytes()
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
                field: `${prefix}.booth`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.block`,
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

  export interface ProposeChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ProposeBoothFieldEvent {
    field: '$.booth'
    value: string
  }

  export interface ProposeBlockFieldEvent {
    field: '$.block'
    value: Uint8Array
  }

  export function encode (obj: Partial<Propose>): Uint8Array {
    return encodeMessage(obj, Propose.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Propose>): Propose {
    return decodeMessage(buf, Propose.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Propose>): Generator<ProposeChainFieldEvent | ProposeBoothFieldEvent | ProposeBlockFieldEvent> {
    return streamMessage(buf, Propose.codec(), opts)
  }
}

export interface Vote {
  chain: string
  height: number
  hash: Uint8Array
  booth: string
  signature: Uint8Array
}

export namespace Vote {
  let _codec: Codec<Vote>

  export const codec = (): Codec<Vote> => {
    if (_codec == null) {
      _codec = message<Vote>((obj, w, opts = {}) => {
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

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.signature)
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
          signature: NO_BYTES
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

  export interface VoteChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface VoteHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface VoteHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export interface VoteBoothFieldEvent {
    field: '$.booth'
    value: string
  }

  export interface VoteSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<Vote>): Uint8Array {
    return encodeMessage(obj, Vote.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Vote>): Vote {
    return decodeMessage(buf, Vote.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Vote>): Generator<VoteChainFieldEvent | VoteHeightFieldEvent | VoteHashFieldEvent | VoteBoothFieldEvent | VoteSignatureFieldEvent> {
    return streamMessage(buf, Vote.codec(), opts)
  }
}

export interface Certified {
  certificate: Uint8Array
}

export namespace Certified {
  let _codec: Codec<Certified>

  export const codec = (): Codec<Certified> => {
    if (_codec == null) {
      _codec = message<Certified>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.certificate)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          certificate: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.certificate = reader.bytes()
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
                field: `${prefix}.certificate`,
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

  export interface CertifiedCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export function encode (obj: Partial<Certified>): Uint8Array {
    return encodeMessage(obj, Certified.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Certified>): Certified {
    return decodeMessage(buf, Certified.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Certified>): Generator<CertifiedCertificateFieldEvent> {
    return streamMessage(buf, Certified.codec(), opts)
  }
}

export interface Refuse {
  chain: string
  booth: string
  height: number
  reason: string
  text: string
  evidence: Uint8Array
  expectedHeight: number
}

export namespace Refuse {
  let _codec: Codec<Refuse>

  export const codec = (): Codec<Refuse> => {
    if (_codec == null) {
      _codec = message<Refuse>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.booth != null && obj.booth !== '')) {
          w.uint32(18)
          w.string(obj.booth)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.height)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(34)
          w.string(obj.reason)
        }

        if ((obj.text != null && obj.text !== '')) {
          w.uint32(42)
          w.string(obj.text)
        }

        if ((obj.evidence != null && obj.evidence.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.evidence)
        }

        if ((obj.expectedHeight != null && obj.expectedHeight !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.expectedHeight)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          booth: '',
          height: 0,
          reason: '',
          text: '',
          evidence: NO_BYTES,
          expectedHeight: 0
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
              obj.booth = reader.string()
              break
            }
            case 3: {
              obj.height = reader.uint64Number()
              break
            }
            case 4: {
              obj.reason = reader.string()
              break
            }
            case 5: {
              obj.text = reader.string()
              break
            }
            case 6: {
              obj.evidence = reader.bytes()
              break
            }
            case 7: {
              obj.expectedHeight = reader.uint64Number()
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
                field: `${prefix}.booth`,
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
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.text`,
                value: reader.string()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.evidence`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.expectedHeight`,
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

  export interface RefuseChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface RefuseBoothFieldEvent {
    field: '$.booth'
    value: string
  }

  export interface RefuseHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface RefuseReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface RefuseTextFieldEvent {
    field: '$.text'
    value: string
  }

  export interface RefuseEvidenceFieldEvent {
    field: '$.evidence'
    value: Uint8Array
  }

  export interface RefuseExpectedHeightFieldEvent {
    field: '$.expectedHeight'
    value: number
  }

  export function encode (obj: Partial<Refuse>): Uint8Array {
    return encodeMessage(obj, Refuse.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refuse>): Refuse {
    return decodeMessage(buf, Refuse.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Refuse>): Generator<RefuseChainFieldEvent | RefuseBoothFieldEvent | RefuseHeightFieldEvent | RefuseReasonFieldEvent | RefuseTextFieldEvent | RefuseEvidenceFieldEvent | RefuseExpectedHeightFieldEvent> {
    return streamMessage(buf, Refuse.codec(), opts)
  }
}

export interface Close {
  chain: string
  booth: string
  certificate: Uint8Array
  certificateBooth: Uint8Array
}

export namespace Close {
  let _codec: Codec<Close>

  export const codec = (): Codec<Close> => {
    if (_codec == null) {
      _codec = message<Close>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.booth != null && obj.booth !== '')) {
          w.uint32(18)
          w.string(obj.booth)
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.certificate)
        }

        if ((obj.certificateBooth != null && obj.certificateBooth.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.certificateBooth)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          booth: '',
          certificate: NO_BYTES,
          certificateBooth: NO_BYTES
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
              obj.booth = reader.string()
              break
            }
            case 3: {
              obj.certificate = reader.bytes()
              break
            }
            case 4: {
              obj.certificateBooth = reader.bytes()
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
                field: `${prefix}.booth`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.certificateBooth`,
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

  export interface CloseChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface CloseBoothFieldEvent {
    field: '$.booth'
    value: string
  }

  export interface CloseCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export interface CloseCertificateBoothFieldEvent {
    field: '$.certificateBooth'
    value: Uint8Array
  }

  export function encode (obj: Partial<Close>): Uint8Array {
    return encodeMessage(obj, Close.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Close>): Close {
    return decodeMessage(buf, Close.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Close>): Generator<CloseChainFieldEvent | CloseBoothFieldEvent | CloseCertificateFieldEvent | CloseCertificateBoothFieldEvent> {
    return streamMessage(buf, Close.codec(), opts)
  }
}
