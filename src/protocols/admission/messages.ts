/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface AdmissionMessage {
  hello?: Hello
  welcome?: Welcome
  denied?: Denied
}

export namespace AdmissionMessage {
  let _codec: Codec<AdmissionMessage>

  export const codec = (): Codec<AdmissionMessage> => {
    if (_codec == null) {
      _codec = message<AdmissionMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.hello != null) {
          w.uint32(10)
          Hello.codec().encode(obj.hello, w)
        }

        if (obj.welcome != null) {
          w.uint32(18)
          Welcome.codec().encode(obj.welcome, w)
        }

        if (obj.denied != null) {
          w.uint32(26)
          Denied.codec().encode(obj.denied, w)
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
              obj.hello = Hello.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.hello
              })
              break
            }
            case 2: {
              obj.welcome = Welcome.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.welcome
              })
              break
            }
            case 3: {
              obj.denied = Denied.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.denied
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.denied != null) {
          delete obj.welcome
          delete obj.hello
        }

        if (obj.welcome != null) {
          delete obj.denied
          delete obj.hello
        }

        if (obj.hello != null) {
          delete obj.denied
          delete obj.welcome
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Hello.codec().stream(reader, reader.uint32(), `${prefix}.hello`, {
                limits: opts.limits?.hello
              })

              break
            }
            case 2: {
              yield * Welcome.codec().stream(reader, reader.uint32(), `${prefix}.welcome`, {
                limits: opts.limits?.welcome
              })

              break
            }
            case 3: {
              yield * Denied.codec().stream(reader, reader.uint32(), `${prefix}.denied`, {
                limits: opts.limits?.denied
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

  export interface AdmissionMessageHelloVersionFieldEvent {
    field: '$.hello.version'
    value: string
  }

  export interface AdmissionMessageHelloFleetFieldEvent {
    field: '$.hello.fleet'
    value: string
  }

  export interface AdmissionMessageHelloMembershipFieldEvent {
    field: '$.hello.membership'
    value: Uint8Array
  }

  export interface AdmissionMessageHelloNameFieldEvent {
    field: '$.hello.name'
    value: string
  }

  export interface AdmissionMessageHelloRevocationsVersionFieldEvent {
    field: '$.hello.revocationsVersion'
    value: number
  }

  export interface AdmissionMessageHelloTimeMsFieldEvent {
    field: '$.hello.timeMs'
    value: number
  }

  export interface AdmissionMessageWelcomeRevocationsFieldEvent {
    field: '$.welcome.revocations'
    value: Uint8Array
  }

  export interface AdmissionMessageDeniedReasonFieldEvent {
    field: '$.denied.reason'
    value: string
  }

  export interface AdmissionMessageDeniedTextFieldEvent {
    field: '$.denied.text'
    value: string
  }

  export function encode (obj: Partial<AdmissionMessage>): Uint8Array {
    return encodeMessage(obj, AdmissionMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AdmissionMessage>): AdmissionMessage {
    return decodeMessage(buf, AdmissionMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AdmissionMessage>): Generator<AdmissionMessageHelloVersionFieldEvent | AdmissionMessageHelloFleetFieldEvent | AdmissionMessageHelloMembershipFieldEvent | AdmissionMessageHelloNameFieldEvent | AdmissionMessageHelloRevocationsVersionFieldEvent | AdmissionMessageHelloTimeMsFieldEvent | AdmissionMessageWelcomeRevocationsFieldEvent | AdmissionMessageDeniedReasonFieldEvent | AdmissionMessageDeniedTextFieldEvent> {
    return streamMessage(buf, AdmissionMessage.codec(), opts)
  }
}

export interface Hello {
  version: string
  fleet: string
  membership: Uint8Array
  name: string
  revocationsVersion: number
  timeMs: number
}

export namespace Hello {
  let _codec: Codec<Hello>

  export const codec = (): Codec<Hello> => {
    if (_codec == null) {
      _codec = message<Hello>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== '')) {
          w.uint32(10)
          w.string(obj.version)
        }

        if ((obj.fleet != null && obj.fleet !== '')) {
          w.uint32(18)
          w.string(obj.fleet)
        }

        if ((obj.membership != null && obj.membership.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.membership)
        }

        if ((obj.name != null && obj.name !== '')) {
          w.uint32(34)
          w.string(obj.name)
        }

        if ((obj.revocationsVersion != null && obj.revocationsVersion !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.revocationsVersion)
        }

        if ((obj.timeMs != null && obj.timeMs !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.timeMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: '',
          fleet: '',
          membership: NO_BYTES,
          name: '',
          revocationsVersion: 0,
          timeMs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.version = reader.string()
              break
            }
            case 2: {
              obj.fleet = reader.string()
              break
            }
            case 3: {
              obj.membership = reader.bytes()
              break
            }
            case 4: {
              obj.name = reader.string()
              break
            }
            case 5: {
              obj.revocationsVersion = reader.uint64Number()
              break
            }
            case 6: {
              obj.timeMs = reader.uint64Number()
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
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.fleet`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.membership`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.name`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.revocationsVersion`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.timeMs`,
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

  export interface HelloVersionFieldEvent {
    field: '$.version'
    value: string
  }

  export interface HelloFleetFieldEvent {
    field: '$.fleet'
    value: string
  }

  export interface HelloMembershipFieldEvent {
    field: '$.membership'
    value: Uint8Array
  }

  export interface HelloNameFieldEvent {
    field: '$.name'
    value: string
  }

  export interface HelloRevocationsVersionFieldEvent {
    field: '$.revocationsVersion'
    value: number
  }

  export interface HelloTimeMsFieldEvent {
    field: '$.timeMs'
    value: number
  }

  export function encode (obj: Partial<Hello>): Uint8Array {
    return encodeMessage(obj, Hello.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hello>): Hello {
    return decodeMessage(buf, Hello.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hello>): Generator<HelloVersionFieldEvent | HelloFleetFieldEvent | HelloMembershipFieldEvent | HelloNameFieldEvent | HelloRevocationsVersionFieldEvent | HelloTimeMsFieldEvent> {
    return streamMessage(buf, Hello.codec(), opts)
  }
}

export interface Welcome {
  revocations: Uint8Array
}

export namespace Welcome {
  let _codec: Codec<Welcome>

  export const codec = (): Codec<Welcome> => {
    if (_codec == null) {
      _codec = message<Welcome>((obj, w, opts = {}) => {
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

  export interface WelcomeRevocationsFieldEvent {
    field: '$.revocations'
    value: Uint8Array
  }

  export function encode (obj: Partial<Welcome>): Uint8Array {
    return encodeMessage(obj, Welcome.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Welcome>): Welcome {
    return decodeMessage(buf, Welcome.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Welcome>): Generator<WelcomeRevocationsFieldEvent> {
    return streamMessage(buf, Welcome.codec(), opts)
  }
}

export interface Denied {
  reason: string
  text: string
}

export namespace Denied {
  let _codec: Codec<Denied>

  export const codec = (): Codec<Denied> => {
    if (_codec == null) {
      _codec = message<Denied>((obj, w, opts = {}) => {
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

  export interface DeniedReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface DeniedTextFieldEvent {
    field: '$.text'
    value: string
  }

  export function encode (obj: Partial<Denied>): Uint8Array {
    return encodeMessage(obj, Denied.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Denied>): Denied {
    return decodeMessage(buf, Denied.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Denied>): Generator<DeniedReasonFieldEvent | DeniedTextFieldEvent> {
    return streamMessage(buf, Denied.codec(), opts)
  }
}
