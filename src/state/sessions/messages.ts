/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface SessionsRecord {
  head?: Head
  session?: Session
  result?: Result
  inner?: Uint8Array
}

export namespace SessionsRecord {
  let _codec: Codec<SessionsRecord>

  export const codec = (): Codec<SessionsRecord> => {
    if (_codec == null) {
      _codec = message<SessionsRecord>((obj, w, opts = {}) => {
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

        if (obj.result != null) {
          w.uint32(26)
          Result.codec().encode(obj.result, w)
        }

        if (obj.inner != null) {
          w.uint32(34)
          w.bytes(obj.inner)
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
              obj.result = Result.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.result
              })
              break
            }
            case 4: {
              obj.inner = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.inner != null) {
          delete obj.result
          delete obj.session
          delete obj.head
        }

        if (obj.result != null) {
          delete obj.inner
          delete obj.session
          delete obj.head
        }

        if (obj.session != null) {
          delete obj.inner
          delete obj.result
          delete obj.head
        }

        if (obj.head != null) {
          delete obj.inner
          delete obj.result
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
              yield * Result.codec().stream(reader, reader.uint32(), `${prefix}.result`, {
                limits: opts.limits?.result
              })

              break
            }
            case 4: {
              yield {
                field: `${prefix}.inner`,
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

  export interface SessionsRecordHeadVersionFieldEvent {
    field: '$.head.version'
    value: number
  }

  export interface SessionsRecordHeadDigestFieldEvent {
    field: '$.head.digest'
    value: string
  }

  export interface SessionsRecordHeadHorizonFieldEvent {
    field: '$.head.horizon'
    value: number
  }

  export interface SessionsRecordSessionClientFieldEvent {
    field: '$.session.client'
    value: Uint8Array
  }

  export interface SessionsRecordSessionFirstHeightFieldEvent {
    field: '$.session.firstHeight'
    value: number
  }

  export interface SessionsRecordSessionFloorFieldEvent {
    field: '$.session.floor'
    value: number
  }

  export interface SessionsRecordSessionUsedHeightFieldEvent {
    field: '$.session.usedHeight'
    value: number
  }

  export interface SessionsRecordSessionUsedIndexFieldEvent {
    field: '$.session.usedIndex'
    value: number
  }

  export interface SessionsRecordResultSeqFieldEvent {
    field: '$.result.seq'
    value: number
  }

  export interface SessionsRecordResultResultFieldEvent {
    field: '$.result.result'
    value: Uint8Array
  }

  export interface SessionsRecordResultDigestFieldEvent {
    field: '$.result.digest'
    value: Uint8Array
  }

  export interface SessionsRecordInnerFieldEvent {
    field: '$.inner'
    value: Uint8Array
  }

  export function encode (obj: Partial<SessionsRecord>): Uint8Array {
    return encodeMessage(obj, SessionsRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SessionsRecord>): SessionsRecord {
    return decodeMessage(buf, SessionsRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SessionsRecord>): Generator<SessionsRecordHeadVersionFieldEvent | SessionsRecordHeadDigestFieldEvent | SessionsRecordHeadHorizonFieldEvent | SessionsRecordSessionClientFieldEvent | SessionsRecordSessionFirstHeightFieldEvent | SessionsRecordSessionFloorFieldEvent | SessionsRecordSessionUsedHeightFieldEvent | SessionsRecordSessionUsedIndexFieldEvent | SessionsRecordResultSeqFieldEvent | SessionsRecordResultResultFieldEvent | SessionsRecordResultDigestFieldEvent | SessionsRecordInnerFieldEvent> {
    return streamMessage(buf, SessionsRecord.codec(), opts)
  }
}

export interface Head {
  version: number
  digest: string
  horizon: number
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

        if ((obj.digest != null && obj.digest !== '')) {
          w.uint32(18)
          w.string(obj.digest)
        }

        if ((obj.horizon != null && obj.horizon !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.horizon)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          digest: '',
          horizon: 0
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
              obj.digest = reader.string()
              break
            }
            case 3: {
              obj.horizon = reader.uint64Number()
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
                field: `${prefix}.digest`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.horizon`,
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

  export interface HeadDigestFieldEvent {
    field: '$.digest'
    value: string
  }

  export interface HeadHorizonFieldEvent {
    field: '$.horizon'
    value: number
  }

  export function encode (obj: Partial<Head>): Uint8Array {
    return encodeMessage(obj, Head.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Head {
    return decodeMessage(buf, Head.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Generator<HeadVersionFieldEvent | HeadDigestFieldEvent | HeadHorizonFieldEvent> {
    return streamMessage(buf, Head.codec(), opts)
  }
}

export interface Session {
  client: Uint8Array
  firstHeight: number
  floor: number
  usedHeight: number
  usedIndex: number
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

        if ((obj.usedHeight != null && obj.usedHeight !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.usedHeight)
        }

        if ((obj.usedIndex != null && obj.usedIndex !== 0)) {
          w.uint32(40)
          w.uint32(obj.usedIndex)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          client: NO_BYTES,
          firstHeight: 0,
          floor: 0,
          usedHeight: 0,
          usedIndex: 0
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
              obj.usedHeight = reader.uint64Number()
              break
            }
            case 5: {
              obj.usedIndex = reader.uint32()
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
              yield {
                field: `${prefix}.usedHeight`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.usedIndex`,
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

  export interface SessionUsedHeightFieldEvent {
    field: '$.usedHeight'
    value: number
  }

  export interface SessionUsedIndexFieldEvent {
    field: '$.usedIndex'
    value: number
  }

  export function encode (obj: Partial<Session>): Uint8Array {
    return encodeMessage(obj, Session.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Session>): Session {
    return decodeMessage(buf, Session.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Session>): Generator<SessionClientFieldEvent | SessionFirstHeightFieldEvent | SessionFloorFieldEvent | SessionUsedHeightFieldEvent | SessionUsedIndexFieldEvent> {
    return streamMessage(buf, Session.codec(), opts)
  }
}

export interface Result {
  seq: number
  result?: Uint8Array
  digest: Uint8Array
}

export namespace Result {
  let _codec: Codec<Result>

  export const codec = (): Codec<Result> => {
    if (_codec == null) {
      _codec = message<Result>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.seq)
        }

        if (obj.result != null) {
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

  export interface ResultSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface ResultResultFieldEvent {
    field: '$.result'
    value: Uint8Array
  }

  export interface ResultDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<Result>): Uint8Array {
    return encodeMessage(obj, Result.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Result>): Result {
    return decodeMessage(buf, Result.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Result>): Generator<ResultSeqFieldEvent | ResultResultFieldEvent | ResultDigestFieldEvent> {
    return streamMessage(buf, Result.codec(), opts)
  }
}
