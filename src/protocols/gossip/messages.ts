/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface GossipMessage {
  advert?: Advert
  result?: Result
  table?: TableNews
  evidence?: EvidenceNews
  revocation?: RevocationNews
}

export namespace GossipMessage {
  let _codec: Codec<GossipMessage>

  export const codec = (): Codec<GossipMessage> => {
    if (_codec == null) {
      _codec = message<GossipMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.advert != null) {
          w.uint32(10)
          Advert.codec().encode(obj.advert, w)
        }

        if (obj.result != null) {
          w.uint32(18)
          Result.codec().encode(obj.result, w)
        }

        if (obj.table != null) {
          w.uint32(26)
          TableNews.codec().encode(obj.table, w)
        }

        if (obj.evidence != null) {
          w.uint32(34)
          EvidenceNews.codec().encode(obj.evidence, w)
        }

        if (obj.revocation != null) {
          w.uint32(42)
          RevocationNews.codec().encode(obj.revocation, w)
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
              obj.advert = Advert.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.advert
              })
              break
            }
            case 2: {
              obj.result = Result.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.result
              })
              break
            }
            case 3: {
              obj.table = TableNews.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.table
              })
              break
            }
            case 4: {
              obj.evidence = EvidenceNews.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.evidence
              })
              break
            }
            case 5: {
              obj.revocation = RevocationNews.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.revocation
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.revocation != null) {
          delete obj.evidence
          delete obj.table
          delete obj.result
          delete obj.advert
        }

        if (obj.evidence != null) {
          delete obj.revocation
          delete obj.table
          delete obj.result
          delete obj.advert
        }

        if (obj.table != null) {
          delete obj.revocation
          delete obj.evidence
          delete obj.result
          delete obj.advert
        }

        if (obj.result != null) {
          delete obj.revocation
          delete obj.evidence
          delete obj.table
          delete obj.advert
        }

        if (obj.advert != null) {
          delete obj.revocation
          delete obj.evidence
          delete obj.table
          delete obj.result
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Advert.codec().stream(reader, reader.uint32(), `${prefix}.advert`, {
                limits: opts.limits?.advert
              })

              break
            }
            case 2: {
              yield * Result.codec().stream(reader, reader.uint32(), `${prefix}.result`, {
                limits: opts.limits?.result
              })

              break
            }
            case 3: {
              yield * TableNews.codec().stream(reader, reader.uint32(), `${prefix}.table`, {
                limits: opts.limits?.table
              })

              break
            }
            case 4: {
              yield * EvidenceNews.codec().stream(reader, reader.uint32(), `${prefix}.evidence`, {
                limits: opts.limits?.evidence
              })

              break
            }
            case 5: {
              yield * RevocationNews.codec().stream(reader, reader.uint32(), `${prefix}.revocation`, {
                limits: opts.limits?.revocation
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

  export interface GossipMessageAdvertFreeBytesFieldEvent {
    field: '$.advert.freeBytes'
    value: number
  }

  export interface GossipMessageAdvertHostedByteHoursFieldEvent {
    field: '$.advert.hostedByteHours'
    value: number
  }

  export interface GossipMessageAdvertGroupFieldEvent {
    field: '$.advert.group'
    value: string
  }

  export interface GossipMessageAdvertTimeMsFieldEvent {
    field: '$.advert.timeMs'
    value: number
  }

  export interface GossipMessageAdvertAddressesFieldEvent {
    field: '$.advert.addresses[]'
    index: number
    value: string
  }

  export interface GossipMessageAdvertMembershipFieldEvent {
    field: '$.advert.membership'
    value: Uint8Array
  }

  export interface GossipMessageResultGenesisFieldEvent {
    field: '$.result.genesis'
    value: Uint8Array
  }

  export interface GossipMessageResultCertificateFieldEvent {
    field: '$.result.certificate'
    value: Uint8Array
  }

  export interface GossipMessageResultBoothFieldEvent {
    field: '$.result.booth'
    value: Uint8Array
  }

  export interface GossipMessageTableGenesisFieldEvent {
    field: '$.table.genesis'
    value: Uint8Array
  }

  export interface GossipMessageTableSealedFieldEvent {
    field: '$.table.sealed'
    value: Uint8Array
  }

  export interface GossipMessageEvidenceGenesisFieldEvent {
    field: '$.evidence.genesis'
    value: Uint8Array
  }

  export interface GossipMessageEvidenceEvidenceFieldEvent {
    field: '$.evidence.evidence'
    value: Uint8Array
  }

  export interface GossipMessageRevocationRevocationsFieldEvent {
    field: '$.revocation.revocations'
    value: Uint8Array
  }

  export function encode (obj: Partial<GossipMessage>): Uint8Array {
    return encodeMessage(obj, GossipMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GossipMessage>): GossipMessage {
    return decodeMessage(buf, GossipMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GossipMessage>): Generator<GossipMessageAdvertFreeBytesFieldEvent | GossipMessageAdvertHostedByteHoursFieldEvent | GossipMessageAdvertGroupFieldEvent | GossipMessageAdvertTimeMsFieldEvent | GossipMessageAdvertAddressesFieldEvent | GossipMessageAdvertMembershipFieldEvent | GossipMessageResultGenesisFieldEvent | GossipMessageResultCertificateFieldEvent | GossipMessageResultBoothFieldEvent | GossipMessageTableGenesisFieldEvent | GossipMessageTableSealedFieldEvent | GossipMessageEvidenceGenesisFieldEvent | GossipMessageEvidenceEvidenceFieldEvent | GossipMessageRevocationRevocationsFieldEvent> {
    return streamMessage(buf, GossipMessage.codec(), opts)
  }
}

export interface Advert {
  freeBytes: number
  hostedByteHours: number
  group: string
  timeMs: number
  addresses: string[]
  membership: Uint8Array
}

export namespace Advert {
  let _codec: Codec<Advert>

  export const codec = (): Codec<Advert> => {
    if (_codec == null) {
      _codec = message<Advert>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.freeBytes != null && obj.freeBytes !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.freeBytes)
        }

        if ((obj.hostedByteHours != null && obj.hostedByteHours !== 0)) {
          w.uint32(17)
          w.double(obj.hostedByteHours)
        }

        if ((obj.group != null && obj.group !== '')) {
          w.uint32(26)
          w.string(obj.group)
        }

        if ((obj.timeMs != null && obj.timeMs !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.timeMs)
        }

        if (obj.addresses != null && obj.addresses.length > 0) {
          for (const value of obj.addresses) {
            w.uint32(42)
            w.string(value)
          }
        }

        if ((obj.membership != null && obj.membership.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.membership)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          freeBytes: 0,
          hostedByteHours: 0,
          group: '',
          timeMs: 0,
          addresses: [],
          membership: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.freeBytes = reader.uint64Number()
              break
            }
            case 2: {
              obj.hostedByteHours = reader.double()
              break
            }
            case 3: {
              obj.group = reader.string()
              break
            }
            case 4: {
              obj.timeMs = reader.uint64Number()
              break
            }
            case 5: {
              if (opts.limits?.addresses != null && obj.addresses.length === opts.limits.addresses) {
                throw new MaxLengthError('Decode error - repeated field "addresses" had too many elements')
              }

              obj.addresses.push(reader.string())
              break
            }
            case 6: {
              obj.membership = reader.bytes()
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
          addresses: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.freeBytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.hostedByteHours`,
                value: reader.double()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.group`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.timeMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              if (opts.limits?.addresses != null && obj.addresses === opts.limits.addresses) {
                throw new MaxLengthError('Streaming decode error - repeated field "addresses" had too many elements')
              }

              yield {
                field: `${prefix}.addresses[]`,
                index: obj.addresses,
                value: reader.string()
              }

              obj.addresses++

              break
            }
            case 6: {
              yield {
                field: `${prefix}.membership`,
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

  export interface AdvertFreeBytesFieldEvent {
    field: '$.freeBytes'
    value: number
  }

  export interface AdvertHostedByteHoursFieldEvent {
    field: '$.hostedByteHours'
    value: number
  }

  export interface AdvertGroupFieldEvent {
    field: '$.group'
    value: string
  }

  export interface AdvertTimeMsFieldEvent {
    field: '$.timeMs'
    value: number
  }

  export interface AdvertAddressesFieldEvent {
    field: '$.addresses[]'
    index: number
    value: string
  }

  export interface AdvertMembershipFieldEvent {
    field: '$.membership'
    value: Uint8Array
  }

  export function encode (obj: Partial<Advert>): Uint8Array {
    return encodeMessage(obj, Advert.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Advert>): Advert {
    return decodeMessage(buf, Advert.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Advert>): Generator<AdvertFreeBytesFieldEvent | AdvertHostedByteHoursFieldEvent | AdvertGroupFieldEvent | AdvertTimeMsFieldEvent | AdvertAddressesFieldEvent | AdvertMembershipFieldEvent> {
    return streamMessage(buf, Advert.codec(), opts)
  }
}

export interface Result {
  genesis: Uint8Array
  certificate: Uint8Array
  booth: Uint8Array
}

export namespace Result {
  let _codec: Codec<Result>

  export const codec = (): Codec<Result> => {
    if (_codec == null) {
      _codec = message<Result>((obj, w, opts = {}) => {
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          genesis: NO_BYTES,
          certificate: NO_BYTES,
          booth: NO_BYTES
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

  export interface ResultGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface ResultCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export interface ResultBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export function encode (obj: Partial<Result>): Uint8Array {
    return encodeMessage(obj, Result.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Result>): Result {
    return decodeMessage(buf, Result.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Result>): Generator<ResultGenesisFieldEvent | ResultCertificateFieldEvent | ResultBoothFieldEvent> {
    return streamMessage(buf, Result.codec(), opts)
  }
}

export interface TableNews {
  genesis: Uint8Array
  sealed: Uint8Array
}

export namespace TableNews {
  let _codec: Codec<TableNews>

  export const codec = (): Codec<TableNews> => {
    if (_codec == null) {
      _codec = message<TableNews>((obj, w, opts = {}) => {
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

  export interface TableNewsGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface TableNewsSealedFieldEvent {
    field: '$.sealed'
    value: Uint8Array
  }

  export function encode (obj: Partial<TableNews>): Uint8Array {
    return encodeMessage(obj, TableNews.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TableNews>): TableNews {
    return decodeMessage(buf, TableNews.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TableNews>): Generator<TableNewsGenesisFieldEvent | TableNewsSealedFieldEvent> {
    return streamMessage(buf, TableNews.codec(), opts)
  }
}

export interface EvidenceNews {
  genesis: Uint8Array
  evidence: Uint8Array
}

export namespace EvidenceNews {
  let _codec: Codec<EvidenceNews>

  export const codec = (): Codec<EvidenceNews> => {
    if (_codec == null) {
      _codec = message<EvidenceNews>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.genesis)
        }

        if ((obj.evidence != null && obj.evidence.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.evidence)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          genesis: NO_BYTES,
          evidence: NO_BYTES
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
              obj.evidence = reader.bytes()
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
                field: `${prefix}.evidence`,
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

  export interface EvidenceNewsGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface EvidenceNewsEvidenceFieldEvent {
    field: '$.evidence'
    value: Uint8Array
  }

  export function encode (obj: Partial<EvidenceNews>): Uint8Array {
    return encodeMessage(obj, EvidenceNews.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EvidenceNews>): EvidenceNews {
    return decodeMessage(buf, EvidenceNews.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EvidenceNews>): Generator<EvidenceNewsGenesisFieldEvent | EvidenceNewsEvidenceFieldEvent> {
    return streamMessage(buf, EvidenceNews.codec(), opts)
  }
}

export interface RevocationNews {
  revocations: Uint8Array
}

export namespace RevocationNews {
  let _codec: Codec<RevocationNews>

  export const codec = (): Codec<RevocationNews> => {
    if (_codec == null) {
      _codec = message<RevocationNews>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.revocations != null && obj.revocations.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.revocations)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          revocations: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.revocations = reader.bytes()
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
                field: `${prefix}.revocations`,
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

  export interface RevocationNewsRevocationsFieldEvent {
    field: '$.revocations'
    value: Uint8Array
  }

  export function encode (obj: Partial<RevocationNews>): Uint8Array {
    return encodeMessage(obj, RevocationNews.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RevocationNews>): RevocationNews {
    return decodeMessage(buf, RevocationNews.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<RevocationNews>): Generator<RevocationNewsRevocationsFieldEvent> {
    return streamMessage(buf, RevocationNews.codec(), opts)
  }
}
