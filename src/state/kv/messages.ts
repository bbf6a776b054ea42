/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface KvOperation {
  put?: Put
  delete?: Delete
  touch?: Touch
  compareAndSet?: CompareAndSet
  transaction?: Transaction
}

export namespace KvOperation {
  let _codec: Codec<KvOperation>

  export const codec = (): Codec<KvOperation> => {
    if (_codec == null) {
      _codec = message<KvOperation>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.put != null) {
          w.uint32(10)
          Put.codec().encode(obj.put, w)
        }

        if (obj.delete != null) {
          w.uint32(18)
          Delete.codec().encode(obj.delete, w)
        }

        if (obj.touch != null) {
          w.uint32(26)
          Touch.codec().encode(obj.touch, w)
        }

        if (obj.compareAndSet != null) {
          w.uint32(34)
          CompareAndSet.codec().encode(obj.compareAndSet, w)
        }

        if (obj.transaction != null) {
          w.uint32(42)
          Transaction.codec().encode(obj.transaction, w)
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
              obj.put = Put.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.put
              })
              break
            }
            case 2: {
              obj.delete = Delete.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.delete
              })
              break
            }
            case 3: {
              obj.touch = Touch.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.touch
              })
              break
            }
            case 4: {
              obj.compareAndSet = CompareAndSet.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.compareAndSet
              })
              break
            }
            case 5: {
              obj.transaction = Transaction.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transaction
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.transaction != null) {
          delete obj.compareAndSet
          delete obj.touch
          delete obj.delete
          delete obj.put
        }

        if (obj.compareAndSet != null) {
          delete obj.transaction
          delete obj.touch
          delete obj.delete
          delete obj.put
        }

        if (obj.touch != null) {
          delete obj.transaction
          delete obj.compareAndSet
          delete obj.delete
          delete obj.put
        }

        if (obj.delete != null) {
          delete obj.transaction
          delete obj.compareAndSet
          delete obj.touch
          delete obj.put
        }

        if (obj.put != null) {
          delete obj.transaction
          delete obj.compareAndSet
          delete obj.touch
          delete obj.delete
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Put.codec().stream(reader, reader.uint32(), `${prefix}.put`, {
                limits: opts.limits?.put
              })

              break
            }
            case 2: {
              yield * Delete.codec().stream(reader, reader.uint32(), `${prefix}.delete`, {
                limits: opts.limits?.delete
              })

              break
            }
            case 3: {
              yield * Touch.codec().stream(reader, reader.uint32(), `${prefix}.touch`, {
                limits: opts.limits?.touch
              })

              break
            }
            case 4: {
              yield * CompareAndSet.codec().stream(reader, reader.uint32(), `${prefix}.compareAndSet`, {
                limits: opts.limits?.compareAndSet
              })

              break
            }
            case 5: {
              yield * Transaction.codec().stream(reader, reader.uint32(), `${prefix}.transaction`, {
                limits: opts.limits?.transaction
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

  export interface KvOperationPutKeyFieldEvent {
    field: '$.put.key'
    value: Uint8Array
  }

  export interface KvOperationPutValueFieldEvent {
    field: '$.put.value'
    value: Uint8Array
  }

  export interface KvOperationPutJsonFieldEvent {
    field: '$.put.json'
    value: boolean
  }

  export interface KvOperationPutTtlMsFieldEvent {
    field: '$.put.ttlMs'
    value: number
  }

  export interface KvOperationPutWantsPreviousFieldEvent {
    field: '$.put.wantsPrevious'
    value: boolean
  }

  export interface KvOperationDeleteKeyFieldEvent {
    field: '$.delete.key'
    value: Uint8Array
  }

  export interface KvOperationDeleteWantsPreviousFieldEvent {
    field: '$.delete.wantsPrevious'
    value: boolean
  }

  export interface KvOperationTouchKeyFieldEvent {
    field: '$.touch.key'
    value: Uint8Array
  }

  export interface KvOperationTouchTtlMsFieldEvent {
    field: '$.touch.ttlMs'
    value: number
  }

  export interface KvOperationCompareAndSetExpectedKindFieldEvent {
    field: '$.compareAndSet.expected.kind'
    value: number
  }

  export interface KvOperationCompareAndSetExpectedRevisionFieldEvent {
    field: '$.compareAndSet.expected.revision'
    value: number
  }

  export interface KvOperationCompareAndSetExpectedValueFieldEvent {
    field: '$.compareAndSet.expected.value'
    value: Uint8Array
  }

  export interface KvOperationCompareAndSetExpectedJsonFieldEvent {
    field: '$.compareAndSet.expected.json'
    value: boolean
  }

  export interface KvOperationCompareAndSetPutKeyFieldEvent {
    field: '$.compareAndSet.put.key'
    value: Uint8Array
  }

  export interface KvOperationCompareAndSetPutValueFieldEvent {
    field: '$.compareAndSet.put.value'
    value: Uint8Array
  }

  export interface KvOperationCompareAndSetPutJsonFieldEvent {
    field: '$.compareAndSet.put.json'
    value: boolean
  }

  export interface KvOperationCompareAndSetPutTtlMsFieldEvent {
    field: '$.compareAndSet.put.ttlMs'
    value: number
  }

  export interface KvOperationCompareAndSetPutWantsPreviousFieldEvent {
    field: '$.compareAndSet.put.wantsPrevious'
    value: boolean
  }

  export interface KvOperationTransactionComparesKeyFieldEvent {
    field: '$.transaction.compares[].key'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionComparesExpectedKindFieldEvent {
    field: '$.transaction.compares[].expected.kind'
    value: number
    index: number
  }

  export interface KvOperationTransactionComparesExpectedRevisionFieldEvent {
    field: '$.transaction.compares[].expected.revision'
    value: number
    index: number
  }

  export interface KvOperationTransactionComparesExpectedValueFieldEvent {
    field: '$.transaction.compares[].expected.value'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionComparesExpectedJsonFieldEvent {
    field: '$.transaction.compares[].expected.json'
    value: boolean
    index: number
  }

  export interface KvOperationTransactionWhenTruePutKeyFieldEvent {
    field: '$.transaction.whenTrue[].put.key'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenTruePutValueFieldEvent {
    field: '$.transaction.whenTrue[].put.value'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenTruePutJsonFieldEvent {
    field: '$.transaction.whenTrue[].put.json'
    value: boolean
    index: number
  }

  export interface KvOperationTransactionWhenTruePutTtlMsFieldEvent {
    field: '$.transaction.whenTrue[].put.ttlMs'
    value: number
    index: number
  }

  export interface KvOperationTransactionWhenTruePutWantsPreviousFieldEvent {
    field: '$.transaction.whenTrue[].put.wantsPrevious'
    value: boolean
    index: number
  }

  export interface KvOperationTransactionWhenTrueDeleteKeyFieldEvent {
    field: '$.transaction.whenTrue[].delete.key'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenTrueDeleteWantsPreviousFieldEvent {
    field: '$.transaction.whenTrue[].delete.wantsPrevious'
    value: boolean
    index: number
  }

  export interface KvOperationTransactionWhenTrueTouchKeyFieldEvent {
    field: '$.transaction.whenTrue[].touch.key'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenTrueTouchTtlMsFieldEvent {
    field: '$.transaction.whenTrue[].touch.ttlMs'
    value: number
    index: number
  }

  export interface KvOperationTransactionWhenTrueGetKeyFieldEvent {
    field: '$.transaction.whenTrue[].get.key'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenFalsePutKeyFieldEvent {
    field: '$.transaction.whenFalse[].put.key'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenFalsePutValueFieldEvent {
    field: '$.transaction.whenFalse[].put.value'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenFalsePutJsonFieldEvent {
    field: '$.transaction.whenFalse[].put.json'
    value: boolean
    index: number
  }

  export interface KvOperationTransactionWhenFalsePutTtlMsFieldEvent {
    field: '$.transaction.whenFalse[].put.ttlMs'
    value: number
    index: number
  }

  export interface KvOperationTransactionWhenFalsePutWantsPreviousFieldEvent {
    field: '$.transaction.whenFalse[].put.wantsPrevious'
    value: boolean
    index: number
  }

  export interface KvOperationTransactionWhenFalseDeleteKeyFieldEvent {
    field: '$.transaction.whenFalse[].delete.key'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenFalseDeleteWantsPreviousFieldEvent {
    field: '$.transaction.whenFalse[].delete.wantsPrevious'
    value: boolean
    index: number
  }

  export interface KvOperationTransactionWhenFalseTouchKeyFieldEvent {
    field: '$.transaction.whenFalse[].touch.key'
    value: Uint8Array
    index: number
  }

  export interface KvOperationTransactionWhenFalseTouchTtlMsFieldEvent {
    field: '$.transaction.whenFalse[].touch.ttlMs'
    value: number
    index: number
  }

  export interface KvOperationTransactionWhenFalseGetKeyFieldEvent {
    field: '$.transaction.whenFalse[].get.key'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<KvOperation>): Uint8Array {
    return encodeMessage(obj, KvOperation.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvOperation>): KvOperation {
    return decodeMessage(buf, KvOperation.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvOperation>): Generator<KvOperationPutKeyFieldEvent | KvOperationPutValueFieldEvent | KvOperationPutJsonFieldEvent | KvOperationPutTtlMsFieldEvent | KvOperationPutWantsPreviousFieldEvent | KvOperationDeleteKeyFieldEvent | KvOperationDeleteWantsPreviousFieldEvent | KvOperationTouchKeyFieldEvent | KvOperationTouchTtlMsFieldEvent | KvOperationCompareAndSetExpectedKindFieldEvent | KvOperationCompareAndSetExpectedRevisionFieldEvent | KvOperationCompareAndSetExpectedValueFieldEvent | KvOperationCompareAndSetExpectedJsonFieldEvent | KvOperationCompareAndSetPutKeyFieldEvent | KvOperationCompareAndSetPutValueFieldEvent | KvOperationCompareAndSetPutJsonFieldEvent | KvOperationCompareAndSetPutTtlMsFieldEvent | KvOperationCompareAndSetPutWantsPreviousFieldEvent | KvOperationTransactionComparesKeyFieldEvent | KvOperationTransactionComparesExpectedKindFieldEvent | KvOperationTransactionComparesExpectedRevisionFieldEvent | KvOperationTransactionComparesExpectedValueFieldEvent | KvOperationTransactionComparesExpectedJsonFieldEvent | KvOperationTransactionWhenTruePutKeyFieldEvent | KvOperationTransactionWhenTruePutValueFieldEvent | KvOperationTransactionWhenTruePutJsonFieldEvent | KvOperationTransactionWhenTruePutTtlMsFieldEvent | KvOperationTransactionWhenTruePutWantsPreviousFieldEvent | KvOperationTransactionWhenTrueDeleteKeyFieldEvent | KvOperationTransactionWhenTrueDeleteWantsPreviousFieldEvent | KvOperationTransactionWhenTrueTouchKeyFieldEvent | KvOperationTransactionWhenTrueTouchTtlMsFieldEvent | KvOperationTransactionWhenTrueGetKeyFieldEvent | KvOperationTransactionWhenFalsePutKeyFieldEvent | KvOperationTransactionWhenFalsePutValueFieldEvent | KvOperationTransactionWhenFalsePutJsonFieldEvent | KvOperationTransactionWhenFalsePutTtlMsFieldEvent | KvOperationTransactionWhenFalsePutWantsPreviousFieldEvent | KvOperationTransactionWhenFalseDeleteKeyFieldEvent | KvOperationTransactionWhenFalseDeleteWantsPreviousFieldEvent | KvOperationTransactionWhenFalseTouchKeyFieldEvent | KvOperationTransactionWhenFalseTouchTtlMsFieldEvent | KvOperationTransactionWhenFalseGetKeyFieldEvent> {
    return streamMessage(buf, KvOperation.codec(), opts)
  }
}

export interface Put {
  key: Uint8Array
  value: Uint8Array
  json: boolean
  ttlMs: number
  wantsPrevious: boolean
}

export namespace Put {
  let _codec: Codec<Put>

  export const codec = (): Codec<Put> => {
    if (_codec == null) {
      _codec = message<Put>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.value != null && obj.value.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.value)
        }

        if ((obj.json != null && obj.json !== false)) {
          w.uint32(24)
          w.bool(obj.json)
        }

        if ((obj.ttlMs != null && obj.ttlMs !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.ttlMs)
        }

        if ((obj.wantsPrevious != null && obj.wantsPrevious !== false)) {
          w.uint32(40)
          w.bool(obj.wantsPrevious)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES,
          value: NO_BYTES,
          json: false,
          ttlMs: 0,
          wantsPrevious: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
              break
            }
            case 2: {
              obj.value = reader.bytes()
              break
            }
            case 3: {
              obj.json = reader.bool()
              break
            }
            case 4: {
              obj.ttlMs = reader.uint64Number()
              break
            }
            case 5: {
              obj.wantsPrevious = reader.bool()
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
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.value`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.json`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.ttlMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.wantsPrevious`,
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

  export interface PutKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface PutValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export interface PutJsonFieldEvent {
    field: '$.json'
    value: boolean
  }

  export interface PutTtlMsFieldEvent {
    field: '$.ttlMs'
    value: number
  }

  export interface PutWantsPreviousFieldEvent {
    field: '$.wantsPrevious'
    value: boolean
  }

  export function encode (obj: Partial<Put>): Uint8Array {
    return encodeMessage(obj, Put.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Put>): Put {
    return decodeMessage(buf, Put.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Put>): Generator<PutKeyFieldEvent | PutValueFieldEvent | PutJsonFieldEvent | PutTtlMsFieldEvent | PutWantsPreviousFieldEvent> {
    return streamMessage(buf, Put.codec(), opts)
  }
}

export interface Delete {
  key: Uint8Array
  wantsPrevious: boolean
}

export namespace Delete {
  let _codec: Codec<Delete>

  export const codec = (): Codec<Delete> => {
    if (_codec == null) {
      _codec = message<Delete>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.wantsPrevious != null && obj.wantsPrevious !== false)) {
          w.uint32(16)
          w.bool(obj.wantsPrevious)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES,
          wantsPrevious: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
              break
            }
            case 2: {
              obj.wantsPrevious = reader.bool()
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
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.wantsPrevious`,
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

  export interface DeleteKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface DeleteWantsPreviousFieldEvent {
    field: '$.wantsPrevious'
    value: boolean
  }

  export function encode (obj: Partial<Delete>): Uint8Array {
    return encodeMessage(obj, Delete.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Delete>): Delete {
    return decodeMessage(buf, Delete.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Delete>): Generator<DeleteKeyFieldEvent | DeleteWantsPreviousFieldEvent> {
    return streamMessage(buf, Delete.codec(), opts)
  }
}

export interface Touch {
  key: Uint8Array
  ttlMs: number
}

export namespace Touch {
  let _codec: Codec<Touch>

  export const codec = (): Codec<Touch> => {
    if (_codec == null) {
      _codec = message<Touch>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.ttlMs != null && obj.ttlMs !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.ttlMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES,
          ttlMs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
              break
            }
            case 2: {
              obj.ttlMs = reader.uint64Number()
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
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.ttlMs`,
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

  export interface TouchKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface TouchTtlMsFieldEvent {
    field: '$.ttlMs'
    value: number
  }

  export function encode (obj: Partial<Touch>): Uint8Array {
    return encodeMessage(obj, Touch.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Touch>): Touch {
    return decodeMessage(buf, Touch.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Touch>): Generator<TouchKeyFieldEvent | TouchTtlMsFieldEvent> {
    return streamMessage(buf, Touch.codec(), opts)
  }
}

export interface Get {
  key: Uint8Array
}

export namespace Get {
  let _codec: Codec<Get>

  export const codec = (): Codec<Get> => {
    if (_codec == null) {
      _codec = message<Get>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
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
                field: `${prefix}.key`,
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

  export interface GetKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export function encode (obj: Partial<Get>): Uint8Array {
    return encodeMessage(obj, Get.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Get>): Get {
    return decodeMessage(buf, Get.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Get>): Generator<GetKeyFieldEvent> {
    return streamMessage(buf, Get.codec(), opts)
  }
}

export interface Expected {
  kind: number
  revision: number
  value: Uint8Array
  json: boolean
}

export namespace Expected {
  let _codec: Codec<Expected>

  export const codec = (): Codec<Expected> => {
    if (_codec == null) {
      _codec = message<Expected>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(8)
          w.uint32(obj.kind)
        }

        if ((obj.revision != null && obj.revision !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.revision)
        }

        if ((obj.value != null && obj.value.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.value)
        }

        if ((obj.json != null && obj.json !== false)) {
          w.uint32(32)
          w.bool(obj.json)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          kind: 0,
          revision: 0,
          value: NO_BYTES,
          json: false
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
              obj.revision = reader.uint64Number()
              break
            }
            case 3: {
              obj.value = reader.bytes()
              break
            }
            case 4: {
              obj.json = reader.bool()
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
                field: `${prefix}.revision`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.value`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.json`,
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

  export interface ExpectedKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface ExpectedRevisionFieldEvent {
    field: '$.revision'
    value: number
  }

  export interface ExpectedValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export interface ExpectedJsonFieldEvent {
    field: '$.json'
    value: boolean
  }

  export function encode (obj: Partial<Expected>): Uint8Array {
    return encodeMessage(obj, Expected.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Expected>): Expected {
    return decodeMessage(buf, Expected.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Expected>): Generator<ExpectedKindFieldEvent | ExpectedRevisionFieldEvent | ExpectedValueFieldEvent | ExpectedJsonFieldEvent> {
    return streamMessage(buf, Expected.codec(), opts)
  }
}

export interface CompareAndSet {
  expected?: Expected
  put?: Put
}

export namespace CompareAndSet {
  let _codec: Codec<CompareAndSet>

  export const codec = (): Codec<CompareAndSet> => {
    if (_codec == null) {
      _codec = message<CompareAndSet>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.expected != null) {
          w.uint32(10)
          Expected.codec().encode(obj.expected, w)
        }

        if (obj.put != null) {
          w.uint32(18)
          Put.codec().encode(obj.put, w)
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
              obj.expected = Expected.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.expected
              })
              break
            }
            case 2: {
              obj.put = Put.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.put
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
              yield * Expected.codec().stream(reader, reader.uint32(), `${prefix}.expected`, {
                limits: opts.limits?.expected
              })

              break
            }
            case 2: {
              yield * Put.codec().stream(reader, reader.uint32(), `${prefix}.put`, {
                limits: opts.limits?.put
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

  export interface CompareAndSetExpectedKindFieldEvent {
    field: '$.expected.kind'
    value: number
  }

  export interface CompareAndSetExpectedRevisionFieldEvent {
    field: '$.expected.revision'
    value: number
  }

  export interface CompareAndSetExpectedValueFieldEvent {
    field: '$.expected.value'
    value: Uint8Array
  }

  export interface CompareAndSetExpectedJsonFieldEvent {
    field: '$.expected.json'
    value: boolean
  }

  export interface CompareAndSetPutKeyFieldEvent {
    field: '$.put.key'
    value: Uint8Array
  }

  export interface CompareAndSetPutValueFieldEvent {
    field: '$.put.value'
    value: Uint8Array
  }

  export interface CompareAndSetPutJsonFieldEvent {
    field: '$.put.json'
    value: boolean
  }

  export interface CompareAndSetPutTtlMsFieldEvent {
    field: '$.put.ttlMs'
    value: number
  }

  export interface CompareAndSetPutWantsPreviousFieldEvent {
    field: '$.put.wantsPrevious'
    value: boolean
  }

  export function encode (obj: Partial<CompareAndSet>): Uint8Array {
    return encodeMessage(obj, CompareAndSet.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CompareAndSet>): CompareAndSet {
    return decodeMessage(buf, CompareAndSet.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CompareAndSet>): Generator<CompareAndSetExpectedKindFieldEvent | CompareAndSetExpectedRevisionFieldEvent | CompareAndSetExpectedValueFieldEvent | CompareAndSetExpectedJsonFieldEvent | CompareAndSetPutKeyFieldEvent | CompareAndSetPutValueFieldEvent | CompareAndSetPutJsonFieldEvent | CompareAndSetPutTtlMsFieldEvent | CompareAndSetPutWantsPreviousFieldEvent> {
    return streamMessage(buf, CompareAndSet.codec(), opts)
  }
}

export interface Compare {
  key: Uint8Array
  expected?: Expected
}

export namespace Compare {
  let _codec: Codec<Compare>

  export const codec = (): Codec<Compare> => {
    if (_codec == null) {
      _codec = message<Compare>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if (obj.expected != null) {
          w.uint32(18)
          Expected.codec().encode(obj.expected, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
              break
            }
            case 2: {
              obj.expected = Expected.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.expected
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
              yield {
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield * Expected.codec().stream(reader, reader.uint32(), `${prefix}.expected`, {
                limits: opts.limits?.expected
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

  export interface CompareKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface CompareExpectedKindFieldEvent {
    field: '$.expected.kind'
    value: number
  }

  export interface CompareExpectedRevisionFieldEvent {
    field: '$.expected.revision'
    value: number
  }

  export interface CompareExpectedValueFieldEvent {
    field: '$.expected.value'
    value: Uint8Array
  }

  export interface CompareExpectedJsonFieldEvent {
    field: '$.expected.json'
    value: boolean
  }

  export function encode (obj: Partial<Compare>): Uint8Array {
    return encodeMessage(obj, Compare.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Compare>): Compare {
    return decodeMessage(buf, Compare.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Compare>): Generator<CompareKeyFieldEvent | CompareExpectedKindFieldEvent | CompareExpectedRevisionFieldEvent | CompareExpectedValueFieldEvent | CompareExpectedJsonFieldEvent> {
    return streamMessage(buf, Compare.codec(), opts)
  }
}

export interface Part {
  put?: Put
  delete?: Delete
  touch?: Touch
  get?: Get
}

export namespace Part {
  let _codec: Codec<Part>

  export const codec = (): Codec<Part> => {
    if (_codec == null) {
      _codec = message<Part>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.put != null) {
          w.uint32(10)
          Put.codec().encode(obj.put, w)
        }

        if (obj.delete != null) {
          w.uint32(18)
          Delete.codec().encode(obj.delete, w)
        }

        if (obj.touch != null) {
          w.uint32(26)
          Touch.codec().encode(obj.touch, w)
        }

        if (obj.get != null) {
          w.uint32(34)
          Get.codec().encode(obj.get, w)
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
              obj.put = Put.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.put
              })
              break
            }
            case 2: {
              obj.delete = Delete.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.delete
              })
              break
            }
            case 3: {
              obj.touch = Touch.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.touch
              })
              break
            }
            case 4: {
              obj.get = Get.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.get
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.get != null) {
          delete obj.touch
          delete obj.delete
          delete obj.put
        }

        if (obj.touch != null) {
          delete obj.get
          delete obj.delete
          delete obj.put
        }

        if (obj.delete != null) {
          delete obj.get
          delete obj.touch
          delete obj.put
        }

        if (obj.put != null) {
          delete obj.get
          delete obj.touch
          delete obj.delete
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Put.codec().stream(reader, reader.uint32(), `${prefix}.put`, {
                limits: opts.limits?.put
              })

              break
            }
            case 2: {
              yield * Delete.codec().stream(reader, reader.uint32(), `${prefix}.delete`, {
                limits: opts.limits?.delete
              })

              break
            }
            case 3: {
              yield * Touch.codec().stream(reader, reader.uint32(), `${prefix}.touch`, {
                limits: opts.limits?.touch
              })

              break
            }
            case 4: {
              yield * Get.codec().stream(reader, reader.uint32(), `${prefix}.get`, {
                limits: opts.limits?.get
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

  export interface PartPutKeyFieldEvent {
    field: '$.put.key'
    value: Uint8Array
  }

  export interface PartPutValueFieldEvent {
    field: '$.put.value'
    value: Uint8Array
  }

  export interface PartPutJsonFieldEvent {
    field: '$.put.json'
    value: boolean
  }

  export interface PartPutTtlMsFieldEvent {
    field: '$.put.ttlMs'
    value: number
  }

  export interface PartPutWantsPreviousFieldEvent {
    field: '$.put.wantsPrevious'
    value: boolean
  }

  export interface PartDeleteKeyFieldEvent {
    field: '$.delete.key'
    value: Uint8Array
  }

  export interface PartDeleteWantsPreviousFieldEvent {
    field: '$.delete.wantsPrevious'
    value: boolean
  }

  export interface PartTouchKeyFieldEvent {
    field: '$.touch.key'
    value: Uint8Array
  }

  export interface PartTouchTtlMsFieldEvent {
    field: '$.touch.ttlMs'
    value: number
  }

  export interface PartGetKeyFieldEvent {
    field: '$.get.key'
    value: Uint8Array
  }

  export function encode (obj: Partial<Part>): Uint8Array {
    return encodeMessage(obj, Part.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Part>): Part {
    return decodeMessage(buf, Part.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Part>): Generator<PartPutKeyFieldEvent | PartPutValueFieldEvent | PartPutJsonFieldEvent | PartPutTtlMsFieldEvent | PartPutWantsPreviousFieldEvent | PartDeleteKeyFieldEvent | PartDeleteWantsPreviousFieldEvent | PartTouchKeyFieldEvent | PartTouchTtlMsFieldEvent | PartGetKeyFieldEvent> {
    return streamMessage(buf, Part.codec(), opts)
  }
}

export interface Transaction {
  compares: Compare[]
  whenTrue: Part[]
  whenFalse: Part[]
}

export namespace Transaction {
  let _codec: Codec<Transaction>

  export const codec = (): Codec<Transaction> => {
    if (_codec == null) {
      _codec = message<Transaction>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.compares != null && obj.compares.length > 0) {
          for (const value of obj.compares) {
            w.uint32(10)
            Compare.codec().encode(value, w)
          }
        }

        if (obj.whenTrue != null && obj.whenTrue.length > 0) {
          for (const value of obj.whenTrue) {
            w.uint32(18)
            Part.codec().encode(value, w)
          }
        }

        if (obj.whenFalse != null && obj.whenFalse.length > 0) {
          for (const value of obj.whenFalse) {
            w.uint32(26)
            Part.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          compares: [],
          whenTrue: [],
          whenFalse: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.compares != null && obj.compares.length === opts.limits.compares) {
                throw new MaxLengthError('Decode error - repeated field "compares" had too many elements')
              }

              obj.compares.push(Compare.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.compares$
              }))
              break
            }
            case 2: {
              if (opts.limits?.whenTrue != null && obj.whenTrue.length === opts.limits.whenTrue) {
                throw new MaxLengthError('Decode error - repeated field "whenTrue" had too many elements')
              }

              obj.whenTrue.push(Part.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.whenTrue$
              }))
              break
            }
            case 3: {
              if (opts.limits?.whenFalse != null && obj.whenFalse.length === opts.limits.whenFalse) {
                throw new MaxLengthError('Decode error - repeated field "whenFalse" had too many elements')
              }

              obj.whenFalse.push(Part.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.whenFalse$
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
          compares: 0,
          whenTrue: 0,
          whenFalse: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.compares != null && obj.compares === opts.limits.compares) {
                throw new MaxLengthError('Streaming decode error - repeated field "compares" had too many elements')
              }

              for (const evt of Compare.codec().stream(reader, reader.uint32(), `${prefix}.compares[]`, {
                limits: opts.limits?.compares$
              })) {
                yield {
                  ...evt,
                  index: obj.compares
                }
              }

              obj.compares++

              break
            }
            case 2: {
              if (opts.limits?.whenTrue != null && obj.whenTrue === opts.limits.whenTrue) {
                throw new MaxLengthError('Streaming decode error - repeated field "whenTrue" had too many elements')
              }

              for (const evt of Part.codec().stream(reader, reader.uint32(), `${prefix}.whenTrue[]`, {
                limits: opts.limits?.whenTrue$
              })) {
                yield {
                  ...evt,
                  index: obj.whenTrue
                }
              }

              obj.whenTrue++

              break
            }
            case 3: {
              if (opts.limits?.whenFalse != null && obj.whenFalse === opts.limits.whenFalse) {
                throw new MaxLengthError('Streaming decode error - repeated field "whenFalse" had too many elements')
              }

              for (const evt of Part.codec().stream(reader, reader.uint32(), `${prefix}.whenFalse[]`, {
                limits: opts.limits?.whenFalse$
              })) {
                yield {
                  ...evt,
                  index: obj.whenFalse
                }
              }

              obj.whenFalse++

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

  export interface TransactionComparesKeyFieldEvent {
    field: '$.compares[].key'
    value: Uint8Array
    index: number
  }

  export interface TransactionComparesExpectedKindFieldEvent {
    field: '$.compares[].expected.kind'
    value: number
    index: number
  }

  export interface TransactionComparesExpectedRevisionFieldEvent {
    field: '$.compares[].expected.revision'
    value: number
    index: number
  }

  export interface TransactionComparesExpectedValueFieldEvent {
    field: '$.compares[].expected.value'
    value: Uint8Array
    index: number
  }

  export interface TransactionComparesExpectedJsonFieldEvent {
    field: '$.compares[].expected.json'
    value: boolean
    index: number
  }

  export interface TransactionWhenTruePutKeyFieldEvent {
    field: '$.whenTrue[].put.key'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenTruePutValueFieldEvent {
    field: '$.whenTrue[].put.value'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenTruePutJsonFieldEvent {
    field: '$.whenTrue[].put.json'
    value: boolean
    index: number
  }

  export interface TransactionWhenTruePutTtlMsFieldEvent {
    field: '$.whenTrue[].put.ttlMs'
    value: number
    index: number
  }

  export interface TransactionWhenTruePutWantsPreviousFieldEvent {
    field: '$.whenTrue[].put.wantsPrevious'
    value: boolean
    index: number
  }

  export interface TransactionWhenTrueDeleteKeyFieldEvent {
    field: '$.whenTrue[].delete.key'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenTrueDeleteWantsPreviousFieldEvent {
    field: '$.whenTrue[].delete.wantsPrevious'
    value: boolean
    index: number
  }

  export interface TransactionWhenTrueTouchKeyFieldEvent {
    field: '$.whenTrue[].touch.key'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenTrueTouchTtlMsFieldEvent {
    field: '$.whenTrue[].touch.ttlMs'
    value: number
    index: number
  }

  export interface TransactionWhenTrueGetKeyFieldEvent {
    field: '$.whenTrue[].get.key'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenFalsePutKeyFieldEvent {
    field: '$.whenFalse[].put.key'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenFalsePutValueFieldEvent {
    field: '$.whenFalse[].put.value'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenFalsePutJsonFieldEvent {
    field: '$.whenFalse[].put.json'
    value: boolean
    index: number
  }

  export interface TransactionWhenFalsePutTtlMsFieldEvent {
    field: '$.whenFalse[].put.ttlMs'
    value: number
    index: number
  }

  export interface TransactionWhenFalsePutWantsPreviousFieldEvent {
    field: '$.whenFalse[].put.wantsPrevious'
    value: boolean
    index: number
  }

  export interface TransactionWhenFalseDeleteKeyFieldEvent {
    field: '$.whenFalse[].delete.key'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenFalseDeleteWantsPreviousFieldEvent {
    field: '$.whenFalse[].delete.wantsPrevious'
    value: boolean
    index: number
  }

  export interface TransactionWhenFalseTouchKeyFieldEvent {
    field: '$.whenFalse[].touch.key'
    value: Uint8Array
    index: number
  }

  export interface TransactionWhenFalseTouchTtlMsFieldEvent {
    field: '$.whenFalse[].touch.ttlMs'
    value: number
    index: number
  }

  export interface TransactionWhenFalseGetKeyFieldEvent {
    field: '$.whenFalse[].get.key'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<Transaction>): Uint8Array {
    return encodeMessage(obj, Transaction.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transaction>): Transaction {
    return decodeMessage(buf, Transaction.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transaction>): Generator<TransactionComparesKeyFieldEvent | TransactionComparesExpectedKindFieldEvent | TransactionComparesExpectedRevisionFieldEvent | TransactionComparesExpectedValueFieldEvent | TransactionComparesExpectedJsonFieldEvent | TransactionWhenTruePutKeyFieldEvent | TransactionWhenTruePutValueFieldEvent | TransactionWhenTruePutJsonFieldEvent | TransactionWhenTruePutTtlMsFieldEvent | TransactionWhenTruePutWantsPreviousFieldEvent | TransactionWhenTrueDeleteKeyFieldEvent | TransactionWhenTrueDeleteWantsPreviousFieldEvent | TransactionWhenTrueTouchKeyFieldEvent | TransactionWhenTrueTouchTtlMsFieldEvent | TransactionWhenTrueGetKeyFieldEvent | TransactionWhenFalsePutKeyFieldEvent | TransactionWhenFalsePutValueFieldEvent | TransactionWhenFalsePutJsonFieldEvent | TransactionWhenFalsePutTtlMsFieldEvent | TransactionWhenFalsePutWantsPreviousFieldEvent | TransactionWhenFalseDeleteKeyFieldEvent | TransactionWhenFalseDeleteWantsPreviousFieldEvent | TransactionWhenFalseTouchKeyFieldEvent | TransactionWhenFalseTouchTtlMsFieldEvent | TransactionWhenFalseGetKeyFieldEvent> {
    return streamMessage(buf, Transaction.codec(), opts)
  }
}

export interface Entry {
  key: Uint8Array
  value: Uint8Array
  json: boolean
  created: number
  modified: number
  changes: number
  expiresAtMs: number
}

export namespace Entry {
  let _codec: Codec<Entry>

  export const codec = (): Codec<Entry> => {
    if (_codec == null) {
      _codec = message<Entry>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.value != null && obj.value.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.value)
        }

        if ((obj.json != null && obj.json !== false)) {
          w.uint32(24)
          w.bool(obj.json)
        }

        if ((obj.created != null && obj.created !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.created)
        }

        if ((obj.modified != null && obj.modified !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.modified)
        }

        if ((obj.changes != null && obj.changes !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.changes)
        }

        if ((obj.expiresAtMs != null && obj.expiresAtMs !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.expiresAtMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES,
          value: NO_BYTES,
          json: false,
          created: 0,
          modified: 0,
          changes: 0,
          expiresAtMs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.key = reader.bytes()
              break
            }
            case 2: {
              obj.value = reader.bytes()
              break
            }
            case 3: {
              obj.json = reader.bool()
              break
            }
            case 4: {
              obj.created = reader.uint64Number()
              break
            }
            case 5: {
              obj.modified = reader.uint64Number()
              break
            }
            case 6: {
              obj.changes = reader.uint64Number()
              break
            }
            case 7: {
              obj.expiresAtMs = reader.uint64Number()
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
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.value`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.json`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.created`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.modified`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.changes`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.expiresAtMs`,
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

  export interface EntryKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface EntryValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export interface EntryJsonFieldEvent {
    field: '$.json'
    value: boolean
  }

  export interface EntryCreatedFieldEvent {
    field: '$.created'
    value: number
  }

  export interface EntryModifiedFieldEvent {
    field: '$.modified'
    value: number
  }

  export interface EntryChangesFieldEvent {
    field: '$.changes'
    value: number
  }

  export interface EntryExpiresAtMsFieldEvent {
    field: '$.expiresAtMs'
    value: number
  }

  export function encode (obj: Partial<Entry>): Uint8Array {
    return encodeMessage(obj, Entry.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entry>): Entry {
    return decodeMessage(buf, Entry.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entry>): Generator<EntryKeyFieldEvent | EntryValueFieldEvent | EntryJsonFieldEvent | EntryCreatedFieldEvent | EntryModifiedFieldEvent | EntryChangesFieldEvent | EntryExpiresAtMsFieldEvent> {
    return streamMessage(buf, Entry.codec(), opts)
  }
}

export interface KvResult {
  put?: Written
  delete?: Written
  touch?: Written
  compareAndSet?: Compared
  transaction?: Transacted
  refused?: Refused
}

export namespace KvResult {
  let _codec: Codec<KvResult>

  export const codec = (): Codec<KvResult> => {
    if (_codec == null) {
      _codec = message<KvResult>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.put != null) {
          w.uint32(10)
          Written.codec().encode(obj.put, w)
        }

        if (obj.delete != null) {
          w.uint32(18)
          Written.codec().encode(obj.delete, w)
        }

        if (obj.touch != null) {
          w.uint32(26)
          Written.codec().encode(obj.touch, w)
        }

        if (obj.compareAndSet != null) {
          w.uint32(34)
          Compared.codec().encode(obj.compareAndSet, w)
        }

        if (obj.transaction != null) {
          w.uint32(42)
          Transacted.codec().encode(obj.transaction, w)
        }

        if (obj.refused != null) {
          w.uint32(50)
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
              obj.put = Written.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.put
              })
              break
            }
            case 2: {
              obj.delete = Written.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.delete
              })
              break
            }
            case 3: {
              obj.touch = Written.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.touch
              })
              break
            }
            case 4: {
              obj.compareAndSet = Compared.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.compareAndSet
              })
              break
            }
            case 5: {
              obj.transaction = Transacted.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transaction
              })
              break
            }
            case 6: {
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
          delete obj.transaction
          delete obj.compareAndSet
          delete obj.touch
          delete obj.delete
          delete obj.put
        }

        if (obj.transaction != null) {
          delete obj.refused
          delete obj.compareAndSet
          delete obj.touch
          delete obj.delete
          delete obj.put
        }

        if (obj.compareAndSet != null) {
          delete obj.refused
          delete obj.transaction
          delete obj.touch
          delete obj.delete
          delete obj.put
        }

        if (obj.touch != null) {
          delete obj.refused
          delete obj.transaction
          delete obj.compareAndSet
          delete obj.delete
          delete obj.put
        }

        if (obj.delete != null) {
          delete obj.refused
          delete obj.transaction
          delete obj.compareAndSet
          delete obj.touch
          delete obj.put
        }

        if (obj.put != null) {
          delete obj.refused
          delete obj.transaction
          delete obj.compareAndSet
          delete obj.touch
          delete obj.delete
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Written.codec().stream(reader, reader.uint32(), `${prefix}.put`, {
                limits: opts.limits?.put
              })

              break
            }
            case 2: {
              yield * Written.codec().stream(reader, reader.uint32(), `${prefix}.delete`, {
                limits: opts.limits?.delete
              })

              break
            }
            case 3: {
              yield * Written.codec().stream(reader, reader.uint32(), `${prefix}.touch`, {
                limits: opts.limits?.touch
              })

              break
            }
            case 4: {
              yield * Compared.codec().stream(reader, reader.uint32(), `${prefix}.compareAndSet`, {
                limits: opts.limits?.compareAndSet
              })

              break
            }
            case 5: {
              yield * Transacted.codec().stream(reader, reader.uint32(), `${prefix}.transaction`, {
                limits: opts.limits?.transaction
              })

              break
            }
            case 6: {
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

  export interface KvResultPutRevisionFieldEvent {
    field: '$.put.revision'
    value: number
  }

  export interface KvResultPutFoundFieldEvent {
    field: '$.put.found'
    value: boolean
  }

  export interface KvResultPutPreviousKeyFieldEvent {
    field: '$.put.previous.key'
    value: Uint8Array
  }

  export interface KvResultPutPreviousValueFieldEvent {
    field: '$.put.previous.value'
    value: Uint8Array
  }

  export interface KvResultPutPreviousJsonFieldEvent {
    field: '$.put.previous.json'
    value: boolean
  }

  export interface KvResultPutPreviousCreatedFieldEvent {
    field: '$.put.previous.created'
    value: number
  }

  export interface KvResultPutPreviousModifiedFieldEvent {
    field: '$.put.previous.modified'
    value: number
  }

  export interface KvResultPutPreviousChangesFieldEvent {
    field: '$.put.previous.changes'
    value: number
  }

  export interface KvResultPutPreviousExpiresAtMsFieldEvent {
    field: '$.put.previous.expiresAtMs'
    value: number
  }

  export interface KvResultDeleteRevisionFieldEvent {
    field: '$.delete.revision'
    value: number
  }

  export interface KvResultDeleteFoundFieldEvent {
    field: '$.delete.found'
    value: boolean
  }

  export interface KvResultDeletePreviousKeyFieldEvent {
    field: '$.delete.previous.key'
    value: Uint8Array
  }

  export interface KvResultDeletePreviousValueFieldEvent {
    field: '$.delete.previous.value'
    value: Uint8Array
  }

  export interface KvResultDeletePreviousJsonFieldEvent {
    field: '$.delete.previous.json'
    value: boolean
  }

  export interface KvResultDeletePreviousCreatedFieldEvent {
    field: '$.delete.previous.created'
    value: number
  }

  export interface KvResultDeletePreviousModifiedFieldEvent {
    field: '$.delete.previous.modified'
    value: number
  }

  export interface KvResultDeletePreviousChangesFieldEvent {
    field: '$.delete.previous.changes'
    value: number
  }

  export interface KvResultDeletePreviousExpiresAtMsFieldEvent {
    field: '$.delete.previous.expiresAtMs'
    value: number
  }

  export interface KvResultTouchRevisionFieldEvent {
    field: '$.touch.revision'
    value: number
  }

  export interface KvResultTouchFoundFieldEvent {
    field: '$.touch.found'
    value: boolean
  }

  export interface KvResultTouchPreviousKeyFieldEvent {
    field: '$.touch.previous.key'
    value: Uint8Array
  }

  export interface KvResultTouchPreviousValueFieldEvent {
    field: '$.touch.previous.value'
    value: Uint8Array
  }

  export interface KvResultTouchPreviousJsonFieldEvent {
    field: '$.touch.previous.json'
    value: boolean
  }

  export interface KvResultTouchPreviousCreatedFieldEvent {
    field: '$.touch.previous.created'
    value: number
  }

  export interface KvResultTouchPreviousModifiedFieldEvent {
    field: '$.touch.previous.modified'
    value: number
  }

  export interface KvResultTouchPreviousChangesFieldEvent {
    field: '$.touch.previous.changes'
    value: number
  }

  export interface KvResultTouchPreviousExpiresAtMsFieldEvent {
    field: '$.touch.previous.expiresAtMs'
    value: number
  }

  export interface KvResultCompareAndSetSucceededFieldEvent {
    field: '$.compareAndSet.succeeded'
    value: boolean
  }

  export interface KvResultCompareAndSetRevisionFieldEvent {
    field: '$.compareAndSet.revision'
    value: number
  }

  export interface KvResultCompareAndSetModifiedFieldEvent {
    field: '$.compareAndSet.modified'
    value: number
  }

  export interface KvResultCompareAndSetPreviousKeyFieldEvent {
    field: '$.compareAndSet.previous.key'
    value: Uint8Array
  }

  export interface KvResultCompareAndSetPreviousValueFieldEvent {
    field: '$.compareAndSet.previous.value'
    value: Uint8Array
  }

  export interface KvResultCompareAndSetPreviousJsonFieldEvent {
    field: '$.compareAndSet.previous.json'
    value: boolean
  }

  export interface KvResultCompareAndSetPreviousCreatedFieldEvent {
    field: '$.compareAndSet.previous.created'
    value: number
  }

  export interface KvResultCompareAndSetPreviousModifiedFieldEvent {
    field: '$.compareAndSet.previous.modified'
    value: number
  }

  export interface KvResultCompareAndSetPreviousChangesFieldEvent {
    field: '$.compareAndSet.previous.changes'
    value: number
  }

  export interface KvResultCompareAndSetPreviousExpiresAtMsFieldEvent {
    field: '$.compareAndSet.previous.expiresAtMs'
    value: number
  }

  export interface KvResultTransactionSucceededFieldEvent {
    field: '$.transaction.succeeded'
    value: boolean
  }

  export interface KvResultTransactionRevisionFieldEvent {
    field: '$.transaction.revision'
    value: number
  }

  export interface KvResultTransactionPartsPutRevisionFieldEvent {
    field: '$.transaction.parts[].put.revision'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsPutFoundFieldEvent {
    field: '$.transaction.parts[].put.found'
    value: boolean
    index: number
  }

  export interface KvResultTransactionPartsPutPreviousKeyFieldEvent {
    field: '$.transaction.parts[].put.previous.key'
    value: Uint8Array
    index: number
  }

  export interface KvResultTransactionPartsPutPreviousValueFieldEvent {
    field: '$.transaction.parts[].put.previous.value'
    value: Uint8Array
    index: number
  }

  export interface KvResultTransactionPartsPutPreviousJsonFieldEvent {
    field: '$.transaction.parts[].put.previous.json'
    value: boolean
    index: number
  }

  export interface KvResultTransactionPartsPutPreviousCreatedFieldEvent {
    field: '$.transaction.parts[].put.previous.created'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsPutPreviousModifiedFieldEvent {
    field: '$.transaction.parts[].put.previous.modified'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsPutPreviousChangesFieldEvent {
    field: '$.transaction.parts[].put.previous.changes'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsPutPreviousExpiresAtMsFieldEvent {
    field: '$.transaction.parts[].put.previous.expiresAtMs'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsDeleteRevisionFieldEvent {
    field: '$.transaction.parts[].delete.revision'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsDeleteFoundFieldEvent {
    field: '$.transaction.parts[].delete.found'
    value: boolean
    index: number
  }

  export interface KvResultTransactionPartsDeletePreviousKeyFieldEvent {
    field: '$.transaction.parts[].delete.previous.key'
    value: Uint8Array
    index: number
  }

  export interface KvResultTransactionPartsDeletePreviousValueFieldEvent {
    field: '$.transaction.parts[].delete.previous.value'
    value: Uint8Array
    index: number
  }

  export interface KvResultTransactionPartsDeletePreviousJsonFieldEvent {
    field: '$.transaction.parts[].delete.previous.json'
    value: boolean
    index: number
  }

  export interface KvResultTransactionPartsDeletePreviousCreatedFieldEvent {
    field: '$.transaction.parts[].delete.previous.created'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsDeletePreviousModifiedFieldEvent {
    field: '$.transaction.parts[].delete.previous.modified'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsDeletePreviousChangesFieldEvent {
    field: '$.transaction.parts[].delete.previous.changes'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsDeletePreviousExpiresAtMsFieldEvent {
    field: '$.transaction.parts[].delete.previous.expiresAtMs'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsTouchRevisionFieldEvent {
    field: '$.transaction.parts[].touch.revision'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsTouchFoundFieldEvent {
    field: '$.transaction.parts[].touch.found'
    value: boolean
    index: number
  }

  export interface KvResultTransactionPartsTouchPreviousKeyFieldEvent {
    field: '$.transaction.parts[].touch.previous.key'
    value: Uint8Array
    index: number
  }

  export interface KvResultTransactionPartsTouchPreviousValueFieldEvent {
    field: '$.transaction.parts[].touch.previous.value'
    value: Uint8Array
    index: number
  }

  export interface KvResultTransactionPartsTouchPreviousJsonFieldEvent {
    field: '$.transaction.parts[].touch.previous.json'
    value: boolean
    index: number
  }

  export interface KvResultTransactionPartsTouchPreviousCreatedFieldEvent {
    field: '$.transaction.parts[].touch.previous.created'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsTouchPreviousModifiedFieldEvent {
    field: '$.transaction.parts[].touch.previous.modified'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsTouchPreviousChangesFieldEvent {
    field: '$.transaction.parts[].touch.previous.changes'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsTouchPreviousExpiresAtMsFieldEvent {
    field: '$.transaction.parts[].touch.previous.expiresAtMs'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsGetEntryKeyFieldEvent {
    field: '$.transaction.parts[].get.entry.key'
    value: Uint8Array
    index: number
  }

  export interface KvResultTransactionPartsGetEntryValueFieldEvent {
    field: '$.transaction.parts[].get.entry.value'
    value: Uint8Array
    index: number
  }

  export interface KvResultTransactionPartsGetEntryJsonFieldEvent {
    field: '$.transaction.parts[].get.entry.json'
    value: boolean
    index: number
  }

  export interface KvResultTransactionPartsGetEntryCreatedFieldEvent {
    field: '$.transaction.parts[].get.entry.created'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsGetEntryModifiedFieldEvent {
    field: '$.transaction.parts[].get.entry.modified'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsGetEntryChangesFieldEvent {
    field: '$.transaction.parts[].get.entry.changes'
    value: number
    index: number
  }

  export interface KvResultTransactionPartsGetEntryExpiresAtMsFieldEvent {
    field: '$.transaction.parts[].get.entry.expiresAtMs'
    value: number
    index: number
  }

  export interface KvResultRefusedReasonFieldEvent {
    field: '$.refused.reason'
    value: string
  }

  export interface KvResultRefusedTextFieldEvent {
    field: '$.refused.text'
    value: string
  }

  export function encode (obj: Partial<KvResult>): Uint8Array {
    return encodeMessage(obj, KvResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvResult>): KvResult {
    return decodeMessage(buf, KvResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvResult>): Generator<KvResultPutRevisionFieldEvent | KvResultPutFoundFieldEvent | KvResultPutPreviousKeyFieldEvent | KvResultPutPreviousValueFieldEvent | KvResultPutPreviousJsonFieldEvent | KvResultPutPreviousCreatedFieldEvent | KvResultPutPreviousModifiedFieldEvent | KvResultPutPreviousChangesFieldEvent | KvResultPutPreviousExpiresAtMsFieldEvent | KvResultDeleteRevisionFieldEvent | KvResultDeleteFoundFieldEvent | KvResultDeletePreviousKeyFieldEvent | KvResultDeletePreviousValueFieldEvent | KvResultDeletePreviousJsonFieldEvent | KvResultDeletePreviousCreatedFieldEvent | KvResultDeletePreviousModifiedFieldEvent | KvResultDeletePreviousChangesFieldEvent | KvResultDeletePreviousExpiresAtMsFieldEvent | KvResultTouchRevisionFieldEvent | KvResultTouchFoundFieldEvent | KvResultTouchPreviousKeyFieldEvent | KvResultTouchPreviousValueFieldEvent | KvResultTouchPreviousJsonFieldEvent | KvResultTouchPreviousCreatedFieldEvent | KvResultTouchPreviousModifiedFieldEvent | KvResultTouchPreviousChangesFieldEvent | KvResultTouchPreviousExpiresAtMsFieldEvent | KvResultCompareAndSetSucceededFieldEvent | KvResultCompareAndSetRevisionFieldEvent | KvResultCompareAndSetModifiedFieldEvent | KvResultCompareAndSetPreviousKeyFieldEvent | KvResultCompareAndSetPreviousValueFieldEvent | KvResultCompareAndSetPreviousJsonFieldEvent | KvResultCompareAndSetPreviousCreatedFieldEvent | KvResultCompareAndSetPreviousModifiedFieldEvent | KvResultCompareAndSetPreviousChangesFieldEvent | KvResultCompareAndSetPreviousExpiresAtMsFieldEvent | KvResultTransactionSucceededFieldEvent | KvResultTransactionRevisionFieldEvent | KvResultTransactionPartsPutRevisionFieldEvent | KvResultTransactionPartsPutFoundFieldEvent | KvResultTransactionPartsPutPreviousKeyFieldEvent | KvResultTransactionPartsPutPreviousValueFieldEvent | KvResultTransactionPartsPutPreviousJsonFieldEvent | KvResultTransactionPartsPutPreviousCreatedFieldEvent | KvResultTransactionPartsPutPreviousModifiedFieldEvent | KvResultTransactionPartsPutPreviousChangesFieldEvent | KvResultTransactionPartsPutPreviousExpiresAtMsFieldEvent | KvResultTransactionPartsDeleteRevisionFieldEvent | KvResultTransactionPartsDeleteFoundFieldEvent | KvResultTransactionPartsDeletePreviousKeyFieldEvent | KvResultTransactionPartsDeletePreviousValueFieldEvent | KvResultTransactionPartsDeletePreviousJsonFieldEvent | KvResultTransactionPartsDeletePreviousCreatedFieldEvent | KvResultTransactionPartsDeletePreviousModifiedFieldEvent | KvResultTransactionPartsDeletePreviousChangesFieldEvent | KvResultTransactionPartsDeletePreviousExpiresAtMsFieldEvent | KvResultTransactionPartsTouchRevisionFieldEvent | KvResultTransactionPartsTouchFoundFieldEvent | KvResultTransactionPartsTouchPreviousKeyFieldEvent | KvResultTransactionPartsTouchPreviousValueFieldEvent | KvResultTransactionPartsTouchPreviousJsonFieldEvent | KvResultTransactionPartsTouchPreviousCreatedFieldEvent | KvResultTransactionPartsTouchPreviousModifiedFieldEvent | KvResultTransactionPartsTouchPreviousChangesFieldEvent | KvResultTransactionPartsTouchPreviousExpiresAtMsFieldEvent | KvResultTransactionPartsGetEntryKeyFieldEvent | KvResultTransactionPartsGetEntryValueFieldEvent | KvResultTransactionPartsGetEntryJsonFieldEvent | KvResultTransactionPartsGetEntryCreatedFieldEvent | KvResultTransactionPartsGetEntryModifiedFieldEvent | KvResultTransactionPartsGetEntryChangesFieldEvent | KvResultTransactionPartsGetEntryExpiresAtMsFieldEvent | KvResultRefusedReasonFieldEvent | KvResultRefusedTextFieldEvent> {
    return streamMessage(buf, KvResult.codec(), opts)
  }
}

export interface Written {
  revision: number
  found: boolean
  previous?: Entry
}

export namespace Written {
  let _codec: Codec<Written>

  export const codec = (): Codec<Written> => {
    if (_codec == null) {
      _codec = message<Written>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.revision != null && obj.revision !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.revision)
        }

        if ((obj.found != null && obj.found !== false)) {
          w.uint32(16)
          w.bool(obj.found)
        }

        if (obj.previous != null) {
          w.uint32(26)
          Entry.codec().encode(obj.previous, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          revision: 0,
          found: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.revision = reader.uint64Number()
              break
            }
            case 2: {
              obj.found = reader.bool()
              break
            }
            case 3: {
              obj.previous = Entry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.previous
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
              yield {
                field: `${prefix}.revision`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.found`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              yield * Entry.codec().stream(reader, reader.uint32(), `${prefix}.previous`, {
                limits: opts.limits?.previous
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

  export interface WrittenRevisionFieldEvent {
    field: '$.revision'
    value: number
  }

  export interface WrittenFoundFieldEvent {
    field: '$.found'
    value: boolean
  }

  export interface WrittenPreviousKeyFieldEvent {
    field: '$.previous.key'
    value: Uint8Array
  }

  export interface WrittenPreviousValueFieldEvent {
    field: '$.previous.value'
    value: Uint8Array
  }

  export interface WrittenPreviousJsonFieldEvent {
    field: '$.previous.json'
    value: boolean
  }

  export interface WrittenPreviousCreatedFieldEvent {
    field: '$.previous.created'
    value: number
  }

  export interface WrittenPreviousModifiedFieldEvent {
    field: '$.previous.modified'
    value: number
  }

  export interface WrittenPreviousChangesFieldEvent {
    field: '$.previous.changes'
    value: number
  }

  export interface WrittenPreviousExpiresAtMsFieldEvent {
    field: '$.previous.expiresAtMs'
    value: number
  }

  export function encode (obj: Partial<Written>): Uint8Array {
    return encodeMessage(obj, Written.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Written>): Written {
    return decodeMessage(buf, Written.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Written>): Generator<WrittenRevisionFieldEvent | WrittenFoundFieldEvent | WrittenPreviousKeyFieldEvent | WrittenPreviousValueFieldEvent | WrittenPreviousJsonFieldEvent | WrittenPreviousCreatedFieldEvent | WrittenPreviousModifiedFieldEvent | WrittenPreviousChangesFieldEvent | WrittenPreviousExpiresAtMsFieldEvent> {
    return streamMessage(buf, Written.codec(), opts)
  }
}

export interface Compared {
  succeeded: boolean
  revision: number
  modified: number
  previous?: Entry
}

export namespace Compared {
  let _codec: Codec<Compared>

  export const codec = (): Codec<Compared> => {
    if (_codec == null) {
      _codec = message<Compared>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.succeeded != null && obj.succeeded !== false)) {
          w.uint32(8)
          w.bool(obj.succeeded)
        }

        if ((obj.revision != null && obj.revision !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.revision)
        }

        if ((obj.modified != null && obj.modified !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.modified)
        }

        if (obj.previous != null) {
          w.uint32(34)
          Entry.codec().encode(obj.previous, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          succeeded: false,
          revision: 0,
          modified: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.succeeded = reader.bool()
              break
            }
            case 2: {
              obj.revision = reader.uint64Number()
              break
            }
            case 3: {
              obj.modified = reader.uint64Number()
              break
            }
            case 4: {
              obj.previous = Entry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.previous
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
              yield {
                field: `${prefix}.succeeded`,
                value: reader.bool()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.revision`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.modified`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield * Entry.codec().stream(reader, reader.uint32(), `${prefix}.previous`, {
                limits: opts.limits?.previous
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

  export interface ComparedSucceededFieldEvent {
    field: '$.succeeded'
    value: boolean
  }

  export interface ComparedRevisionFieldEvent {
    field: '$.revision'
    value: number
  }

  export interface ComparedModifiedFieldEvent {
    field: '$.modified'
    value: number
  }

  export interface ComparedPreviousKeyFieldEvent {
    field: '$.previous.key'
    value: Uint8Array
  }

  export interface ComparedPreviousValueFieldEvent {
    field: '$.previous.value'
    value: Uint8Array
  }

  export interface ComparedPreviousJsonFieldEvent {
    field: '$.previous.json'
    value: boolean
  }

  export interface ComparedPreviousCreatedFieldEvent {
    field: '$.previous.created'
    value: number
  }

  export interface ComparedPreviousModifiedFieldEvent {
    field: '$.previous.modified'
    value: number
  }

  export interface ComparedPreviousChangesFieldEvent {
    field: '$.previous.changes'
    value: number
  }

  export interface ComparedPreviousExpiresAtMsFieldEvent {
    field: '$.previous.expiresAtMs'
    value: number
  }

  export function encode (obj: Partial<Compared>): Uint8Array {
    return encodeMessage(obj, Compared.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Compared>): Compared {
    return decodeMessage(buf, Compared.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Compared>): Generator<ComparedSucceededFieldEvent | ComparedRevisionFieldEvent | ComparedModifiedFieldEvent | ComparedPreviousKeyFieldEvent | ComparedPreviousValueFieldEvent | ComparedPreviousJsonFieldEvent | ComparedPreviousCreatedFieldEvent | ComparedPreviousModifiedFieldEvent | ComparedPreviousChangesFieldEvent | ComparedPreviousExpiresAtMsFieldEvent> {
    return streamMessage(buf, Compared.codec(), opts)
  }
}

export interface PartResult {
  put?: Written
  delete?: Written
  touch?: Written
  get?: Got
}

export namespace PartResult {
  let _codec: Codec<PartResult>

  export const codec = (): Codec<PartResult> => {
    if (_codec == null) {
      _codec = message<PartResult>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.put != null) {
          w.uint32(10)
          Written.codec().encode(obj.put, w)
        }

        if (obj.delete != null) {
          w.uint32(18)
          Written.codec().encode(obj.delete, w)
        }

        if (obj.touch != null) {
          w.uint32(26)
          Written.codec().encode(obj.touch, w)
        }

        if (obj.get != null) {
          w.uint32(34)
          Got.codec().encode(obj.get, w)
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
              obj.put = Written.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.put
              })
              break
            }
            case 2: {
              obj.delete = Written.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.delete
              })
              break
            }
            case 3: {
              obj.touch = Written.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.touch
              })
              break
            }
            case 4: {
              obj.get = Got.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.get
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.get != null) {
          delete obj.touch
          delete obj.delete
          delete obj.put
        }

        if (obj.touch != null) {
          delete obj.get
          delete obj.delete
          delete obj.put
        }

        if (obj.delete != null) {
          delete obj.get
          delete obj.touch
          delete obj.put
        }

        if (obj.put != null) {
          delete obj.get
          delete obj.touch
          delete obj.delete
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Written.codec().stream(reader, reader.uint32(), `${prefix}.put`, {
                limits: opts.limits?.put
              })

              break
            }
            case 2: {
              yield * Written.codec().stream(reader, reader.uint32(), `${prefix}.delete`, {
                limits: opts.limits?.delete
              })

              break
            }
            case 3: {
              yield * Written.codec().stream(reader, reader.uint32(), `${prefix}.touch`, {
                limits: opts.limits?.touch
              })

              break
            }
            case 4: {
              yield * Got.codec().stream(reader, reader.uint32(), `${prefix}.get`, {
                limits: opts.limits?.get
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

  export interface PartResultPutRevisionFieldEvent {
    field: '$.put.revision'
    value: number
  }

  export interface PartResultPutFoundFieldEvent {
    field: '$.put.found'
    value: boolean
  }

  export interface PartResultPutPreviousKeyFieldEvent {
    field: '$.put.previous.key'
    value: Uint8Array
  }

  export interface PartResultPutPreviousValueFieldEvent {
    field: '$.put.previous.value'
    value: Uint8Array
  }

  export interface PartResultPutPreviousJsonFieldEvent {
    field: '$.put.previous.json'
    value: boolean
  }

  export interface PartResultPutPreviousCreatedFieldEvent {
    field: '$.put.previous.created'
    value: number
  }

  export interface PartResultPutPreviousModifiedFieldEvent {
    field: '$.put.previous.modified'
    value: number
  }

  export interface PartResultPutPreviousChangesFieldEvent {
    field: '$.put.previous.changes'
    value: number
  }

  export interface PartResultPutPreviousExpiresAtMsFieldEvent {
    field: '$.put.previous.expiresAtMs'
    value: number
  }

  export interface PartResultDeleteRevisionFieldEvent {
    field: '$.delete.revision'
    value: number
  }

  export interface PartResultDeleteFoundFieldEvent {
    field: '$.delete.found'
    value: boolean
  }

  export interface PartResultDeletePreviousKeyFieldEvent {
    field: '$.delete.previous.key'
    value: Uint8Array
  }

  export interface PartResultDeletePreviousValueFieldEvent {
    field: '$.delete.previous.value'
    value: Uint8Array
  }

  export interface PartResultDeletePreviousJsonFieldEvent {
    field: '$.delete.previous.json'
    value: boolean
  }

  export interface PartResultDeletePreviousCreatedFieldEvent {
    field: '$.delete.previous.created'
    value: number
  }

  export interface PartResultDeletePreviousModifiedFieldEvent {
    field: '$.delete.previous.modified'
    value: number
  }

  export interface PartResultDeletePreviousChangesFieldEvent {
    field: '$.delete.previous.changes'
    value: number
  }

  export interface PartResultDeletePreviousExpiresAtMsFieldEvent {
    field: '$.delete.previous.expiresAtMs'
    value: number
  }

  export interface PartResultTouchRevisionFieldEvent {
    field: '$.touch.revision'
    value: number
  }

  export interface PartResultTouchFoundFieldEvent {
    field: '$.touch.found'
    value: boolean
  }

  export interface PartResultTouchPreviousKeyFieldEvent {
    field: '$.touch.previous.key'
    value: Uint8Array
  }

  export interface PartResultTouchPreviousValueFieldEvent {
    field: '$.touch.previous.value'
    value: Uint8Array
  }

  export interface PartResultTouchPreviousJsonFieldEvent {
    field: '$.touch.previous.json'
    value: boolean
  }

  export interface PartResultTouchPreviousCreatedFieldEvent {
    field: '$.touch.previous.created'
    value: number
  }

  export interface PartResultTouchPreviousModifiedFieldEvent {
    field: '$.touch.previous.modified'
    value: number
  }

  export interface PartResultTouchPreviousChangesFieldEvent {
    field: '$.touch.previous.changes'
    value: number
  }

  export interface PartResultTouchPreviousExpiresAtMsFieldEvent {
    field: '$.touch.previous.expiresAtMs'
    value: number
  }

  export interface PartResultGetEntryKeyFieldEvent {
    field: '$.get.entry.key'
    value: Uint8Array
  }

  export interface PartResultGetEntryValueFieldEvent {
    field: '$.get.entry.value'
    value: Uint8Array
  }

  export interface PartResultGetEntryJsonFieldEvent {
    field: '$.get.entry.json'
    value: boolean
  }

  export interface PartResultGetEntryCreatedFieldEvent {
    field: '$.get.entry.created'
    value: number
  }

  export interface PartResultGetEntryModifiedFieldEvent {
    field: '$.get.entry.modified'
    value: number
  }

  export interface PartResultGetEntryChangesFieldEvent {
    field: '$.get.entry.changes'
    value: number
  }

  export interface PartResultGetEntryExpiresAtMsFieldEvent {
    field: '$.get.entry.expiresAtMs'
    value: number
  }

  export function encode (obj: Partial<PartResult>): Uint8Array {
    return encodeMessage(obj, PartResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PartResult>): PartResult {
    return decodeMessage(buf, PartResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PartResult>): Generator<PartResultPutRevisionFieldEvent | PartResultPutFoundFieldEvent | PartResultPutPreviousKeyFieldEvent | PartResultPutPreviousValueFieldEvent | PartResultPutPreviousJsonFieldEvent | PartResultPutPreviousCreatedFieldEvent | PartResultPutPreviousModifiedFieldEvent | PartResultPutPreviousChangesFieldEvent | PartResultPutPreviousExpiresAtMsFieldEvent | PartResultDeleteRevisionFieldEvent | PartResultDeleteFoundFieldEvent | PartResultDeletePreviousKeyFieldEvent | PartResultDeletePreviousValueFieldEvent | PartResultDeletePreviousJsonFieldEvent | PartResultDeletePreviousCreatedFieldEvent | PartResultDeletePreviousModifiedFieldEvent | PartResultDeletePreviousChangesFieldEvent | PartResultDeletePreviousExpiresAtMsFieldEvent | PartResultTouchRevisionFieldEvent | PartResultTouchFoundFieldEvent | PartResultTouchPreviousKeyFieldEvent | PartResultTouchPreviousValueFieldEvent | PartResultTouchPreviousJsonFieldEvent | PartResultTouchPreviousCreatedFieldEvent | PartResultTouchPreviousModifiedFieldEvent | PartResultTouchPreviousChangesFieldEvent | PartResultTouchPreviousExpiresAtMsFieldEvent | PartResultGetEntryKeyFieldEvent | PartResultGetEntryValueFieldEvent | PartResultGetEntryJsonFieldEvent | PartResultGetEntryCreatedFieldEvent | PartResultGetEntryModifiedFieldEvent | PartResultGetEntryChangesFieldEvent | PartResultGetEntryExpiresAtMsFieldEvent> {
    return streamMessage(buf, PartResult.codec(), opts)
  }
}

export interface Got {
  entry?: Entry
}

export namespace Got {
  let _codec: Codec<Got>

  export const codec = (): Codec<Got> => {
    if (_codec == null) {
      _codec = message<Got>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.entry != null) {
          w.uint32(10)
          Entry.codec().encode(obj.entry, w)
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
              obj.entry = Entry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entry
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
              yield * Entry.codec().stream(reader, reader.uint32(), `${prefix}.entry`, {
                limits: opts.limits?.entry
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

  export interface GotEntryKeyFieldEvent {
    field: '$.entry.key'
    value: Uint8Array
  }

  export interface GotEntryValueFieldEvent {
    field: '$.entry.value'
    value: Uint8Array
  }

  export interface GotEntryJsonFieldEvent {
    field: '$.entry.json'
    value: boolean
  }

  export interface GotEntryCreatedFieldEvent {
    field: '$.entry.created'
    value: number
  }

  export interface GotEntryModifiedFieldEvent {
    field: '$.entry.modified'
    value: number
  }

  export interface GotEntryChangesFieldEvent {
    field: '$.entry.changes'
    value: number
  }

  export interface GotEntryExpiresAtMsFieldEvent {
    field: '$.entry.expiresAtMs'
    value: number
  }

  export function encode (obj: Partial<Got>): Uint8Array {
    return encodeMessage(obj, Got.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Got>): Got {
    return decodeMessage(buf, Got.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Got>): Generator<GotEntryKeyFieldEvent | GotEntryValueFieldEvent | GotEntryJsonFieldEvent | GotEntryCreatedFieldEvent | GotEntryModifiedFieldEvent | GotEntryChangesFieldEvent | GotEntryExpiresAtMsFieldEvent> {
    return streamMessage(buf, Got.codec(), opts)
  }
}

export interface Transacted {
  succeeded: boolean
  revision: number
  parts: PartResult[]
}

export namespace Transacted {
  let _codec: Codec<Transacted>

  export const codec = (): Codec<Transacted> => {
    if (_codec == null) {
      _codec = message<Transacted>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.succeeded != null && obj.succeeded !== false)) {
          w.uint32(8)
          w.bool(obj.succeeded)
        }

        if ((obj.revision != null && obj.revision !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.revision)
        }

        if (obj.parts != null && obj.parts.length > 0) {
          for (const value of obj.parts) {
            w.uint32(26)
            PartResult.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          succeeded: false,
          revision: 0,
          parts: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.succeeded = reader.bool()
              break
            }
            case 2: {
              obj.revision = reader.uint64Number()
              break
            }
            case 3: {
              if (opts.limits?.parts != null && obj.parts.length === opts.limits.parts) {
                throw new MaxLengthError('Decode error - repeated field "parts" had too many elements')
              }

              obj.parts.push(PartResult.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.parts$
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
          parts: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.succeeded`,
                value: reader.bool()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.revision`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              if (opts.limits?.parts != null && obj.parts === opts.limits.parts) {
                throw new MaxLengthError('Streaming decode error - repeated field "parts" had too many elements')
              }

              for (const evt of PartResult.codec().stream(reader, reader.uint32(), `${prefix}.parts[]`, {
                limits: opts.limits?.parts$
              })) {
                yield {
                  ...evt,
                  index: obj.parts
                }
              }

              obj.parts++

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

  export interface TransactedSucceededFieldEvent {
    field: '$.succeeded'
    value: boolean
  }

  export interface TransactedRevisionFieldEvent {
    field: '$.revision'
    value: number
  }

  export interface TransactedPartsPutRevisionFieldEvent {
    field: '$.parts[].put.revision'
    value: number
    index: number
  }

  export interface TransactedPartsPutFoundFieldEvent {
    field: '$.parts[].put.found'
    value: boolean
    index: number
  }

  export interface TransactedPartsPutPreviousKeyFieldEvent {
    field: '$.parts[].put.previous.key'
    value: Uint8Array
    index: number
  }

  export interface TransactedPartsPutPreviousValueFieldEvent {
    field: '$.parts[].put.previous.value'
    value: Uint8Array
    index: number
  }

  export interface TransactedPartsPutPreviousJsonFieldEvent {
    field: '$.parts[].put.previous.json'
    value: boolean
    index: number
  }

  export interface TransactedPartsPutPreviousCreatedFieldEvent {
    field: '$.parts[].put.previous.created'
    value: number
    index: number
  }

  export interface TransactedPartsPutPreviousModifiedFieldEvent {
    field: '$.parts[].put.previous.modified'
    value: number
    index: number
  }

  export interface TransactedPartsPutPreviousChangesFieldEvent {
    field: '$.parts[].put.previous.changes'
    value: number
    index: number
  }

  export interface TransactedPartsPutPreviousExpiresAtMsFieldEvent {
    field: '$.parts[].put.previous.expiresAtMs'
    value: number
    index: number
  }

  export interface TransactedPartsDeleteRevisionFieldEvent {
    field: '$.parts[].delete.revision'
    value: number
    index: number
  }

  export interface TransactedPartsDeleteFoundFieldEvent {
    field: '$.parts[].delete.found'
    value: boolean
    index: number
  }

  export interface TransactedPartsDeletePreviousKeyFieldEvent {
    field: '$.parts[].delete.previous.key'
    value: Uint8Array
    index: number
  }

  export interface TransactedPartsDeletePreviousValueFieldEvent {
    field: '$.parts[].delete.previous.value'
    value: Uint8Array
    index: number
  }

  export interface TransactedPartsDeletePreviousJsonFieldEvent {
    field: '$.parts[].delete.previous.json'
    value: boolean
    index: number
  }

  export interface TransactedPartsDeletePreviousCreatedFieldEvent {
    field: '$.parts[].delete.previous.created'
    value: number
    index: number
  }

  export interface TransactedPartsDeletePreviousModifiedFieldEvent {
    field: '$.parts[].delete.previous.modified'
    value: number
    index: number
  }

  export interface TransactedPartsDeletePreviousChangesFieldEvent {
    field: '$.parts[].delete.previous.changes'
    value: number
    index: number
  }

  export interface TransactedPartsDeletePreviousExpiresAtMsFieldEvent {
    field: '$.parts[].delete.previous.expiresAtMs'
    value: number
    index: number
  }

  export interface TransactedPartsTouchRevisionFieldEvent {
    field: '$.parts[].touch.revision'
    value: number
    index: number
  }

  export interface TransactedPartsTouchFoundFieldEvent {
    field: '$.parts[].touch.found'
    value: boolean
    index: number
  }

  export interface TransactedPartsTouchPreviousKeyFieldEvent {
    field: '$.parts[].touch.previous.key'
    value: Uint8Array
    index: number
  }

  export interface TransactedPartsTouchPreviousValueFieldEvent {
    field: '$.parts[].touch.previous.value'
    value: Uint8Array
    index: number
  }

  export interface TransactedPartsTouchPreviousJsonFieldEvent {
    field: '$.parts[].touch.previous.json'
    value: boolean
    index: number
  }

  export interface TransactedPartsTouchPreviousCreatedFieldEvent {
    field: '$.parts[].touch.previous.created'
    value: number
    index: number
  }

  export interface TransactedPartsTouchPreviousModifiedFieldEvent {
    field: '$.parts[].touch.previous.modified'
    value: number
    index: number
  }

  export interface TransactedPartsTouchPreviousChangesFieldEvent {
    field: '$.parts[].touch.previous.changes'
    value: number
    index: number
  }

  export interface TransactedPartsTouchPreviousExpiresAtMsFieldEvent {
    field: '$.parts[].touch.previous.expiresAtMs'
    value: number
    index: number
  }

  export interface TransactedPartsGetEntryKeyFieldEvent {
    field: '$.parts[].get.entry.key'
    value: Uint8Array
    index: number
  }

  export interface TransactedPartsGetEntryValueFieldEvent {
    field: '$.parts[].get.entry.value'
    value: Uint8Array
    index: number
  }

  export interface TransactedPartsGetEntryJsonFieldEvent {
    field: '$.parts[].get.entry.json'
    value: boolean
    index: number
  }

  export interface TransactedPartsGetEntryCreatedFieldEvent {
    field: '$.parts[].get.entry.created'
    value: number
    index: number
  }

  export interface TransactedPartsGetEntryModifiedFieldEvent {
    field: '$.parts[].get.entry.modified'
    value: number
    index: number
  }

  export interface TransactedPartsGetEntryChangesFieldEvent {
    field: '$.parts[].get.entry.changes'
    value: number
    index: number
  }

  export interface TransactedPartsGetEntryExpiresAtMsFieldEvent {
    field: '$.parts[].get.entry.expiresAtMs'
    value: number
    index: number
  }

  export function encode (obj: Partial<Transacted>): Uint8Array {
    return encodeMessage(obj, Transacted.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transacted>): Transacted {
    return decodeMessage(buf, Transacted.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transacted>): Generator<TransactedSucceededFieldEvent | TransactedRevisionFieldEvent | TransactedPartsPutRevisionFieldEvent | TransactedPartsPutFoundFieldEvent | TransactedPartsPutPreviousKeyFieldEvent | TransactedPartsPutPreviousValueFieldEvent | TransactedPartsPutPreviousJsonFieldEvent | TransactedPartsPutPreviousCreatedFieldEvent | TransactedPartsPutPreviousModifiedFieldEvent | TransactedPartsPutPreviousChangesFieldEvent | TransactedPartsPutPreviousExpiresAtMsFieldEvent | TransactedPartsDeleteRevisionFieldEvent | TransactedPartsDeleteFoundFieldEvent | TransactedPartsDeletePreviousKeyFieldEvent | TransactedPartsDeletePreviousValueFieldEvent | TransactedPartsDeletePreviousJsonFieldEvent | TransactedPartsDeletePreviousCreatedFieldEvent | TransactedPartsDeletePreviousModifiedFieldEvent | TransactedPartsDeletePreviousChangesFieldEvent | TransactedPartsDeletePreviousExpiresAtMsFieldEvent | TransactedPartsTouchRevisionFieldEvent | TransactedPartsTouchFoundFieldEvent | TransactedPartsTouchPreviousKeyFieldEvent | TransactedPartsTouchPreviousValueFieldEvent | TransactedPartsTouchPreviousJsonFieldEvent | TransactedPartsTouchPreviousCreatedFieldEvent | TransactedPartsTouchPreviousModifiedFieldEvent | TransactedPartsTouchPreviousChangesFieldEvent | TransactedPartsTouchPreviousExpiresAtMsFieldEvent | TransactedPartsGetEntryKeyFieldEvent | TransactedPartsGetEntryValueFieldEvent | TransactedPartsGetEntryJsonFieldEvent | TransactedPartsGetEntryCreatedFieldEvent | TransactedPartsGetEntryModifiedFieldEvent | TransactedPartsGetEntryChangesFieldEvent | TransactedPartsGetEntryExpiresAtMsFieldEvent> {
    return streamMessage(buf, Transacted.codec(), opts)
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

export interface KvQuery {
  get?: Get
  scan?: Scan
  count?: Count
  stats?: Stats
}

export namespace KvQuery {
  let _codec: Codec<KvQuery>

  export const codec = (): Codec<KvQuery> => {
    if (_codec == null) {
      _codec = message<KvQuery>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.get != null) {
          w.uint32(10)
          Get.codec().encode(obj.get, w)
        }

        if (obj.scan != null) {
          w.uint32(18)
          Scan.codec().encode(obj.scan, w)
        }

        if (obj.count != null) {
          w.uint32(26)
          Count.codec().encode(obj.count, w)
        }

        if (obj.stats != null) {
          w.uint32(34)
          Stats.codec().encode(obj.stats, w)
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
              obj.get = Get.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.get
              })
              break
            }
            case 2: {
              obj.scan = Scan.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.scan
              })
              break
            }
            case 3: {
              obj.count = Count.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.count
              })
              break
            }
            case 4: {
              obj.stats = Stats.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.stats
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.stats != null) {
          delete obj.count
          delete obj.scan
          delete obj.get
        }

        if (obj.count != null) {
          delete obj.stats
          delete obj.scan
          delete obj.get
        }

        if (obj.scan != null) {
          delete obj.stats
          delete obj.count
          delete obj.get
        }

        if (obj.get != null) {
          delete obj.stats
          delete obj.count
          delete obj.scan
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Get.codec().stream(reader, reader.uint32(), `${prefix}.get`, {
                limits: opts.limits?.get
              })

              break
            }
            case 2: {
              yield * Scan.codec().stream(reader, reader.uint32(), `${prefix}.scan`, {
                limits: opts.limits?.scan
              })

              break
            }
            case 3: {
              yield * Count.codec().stream(reader, reader.uint32(), `${prefix}.count`, {
                limits: opts.limits?.count
              })

              break
            }
            case 4: {
              yield * Stats.codec().stream(reader, reader.uint32(), `${prefix}.stats`, {
                limits: opts.limits?.stats
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

  export interface KvQueryGetKeyFieldEvent {
    field: '$.get.key'
    value: Uint8Array
  }

  export interface KvQueryScanFromFieldEvent {
    field: '$.scan.from'
    value: Uint8Array
  }

  export interface KvQueryScanToFieldEvent {
    field: '$.scan.to'
    value: Uint8Array
  }

  export interface KvQueryScanLimitFieldEvent {
    field: '$.scan.limit'
    value: number
  }

  export interface KvQueryScanBytesMaxFieldEvent {
    field: '$.scan.bytesMax'
    value: number
  }

  export interface KvQueryScanReverseFieldEvent {
    field: '$.scan.reverse'
    value: boolean
  }

  export interface KvQueryScanKeysOnlyFieldEvent {
    field: '$.scan.keysOnly'
    value: boolean
  }

  export interface KvQueryScanAfterFieldEvent {
    field: '$.scan.after'
    value: Uint8Array
  }

  export interface KvQueryCountFromFieldEvent {
    field: '$.count.from'
    value: Uint8Array
  }

  export interface KvQueryCountToFieldEvent {
    field: '$.count.to'
    value: Uint8Array
  }

  export function encode (obj: Partial<KvQuery>): Uint8Array {
    return encodeMessage(obj, KvQuery.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvQuery>): KvQuery {
    return decodeMessage(buf, KvQuery.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvQuery>): Generator<KvQueryGetKeyFieldEvent | KvQueryScanFromFieldEvent | KvQueryScanToFieldEvent | KvQueryScanLimitFieldEvent | KvQueryScanBytesMaxFieldEvent | KvQueryScanReverseFieldEvent | KvQueryScanKeysOnlyFieldEvent | KvQueryScanAfterFieldEvent | KvQueryCountFromFieldEvent | KvQueryCountToFieldEvent> {
    return streamMessage(buf, KvQuery.codec(), opts)
  }
}

export interface Scan {
  from: Uint8Array
  to: Uint8Array
  limit: number
  bytesMax: number
  reverse: boolean
  keysOnly: boolean
  after: Uint8Array
}

export namespace Scan {
  let _codec: Codec<Scan>

  export const codec = (): Codec<Scan> => {
    if (_codec == null) {
      _codec = message<Scan>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.from != null && obj.from.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.from)
        }

        if ((obj.to != null && obj.to.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.to)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(24)
          w.uint32(obj.limit)
        }

        if ((obj.bytesMax != null && obj.bytesMax !== 0)) {
          w.uint32(32)
          w.uint32(obj.bytesMax)
        }

        if ((obj.reverse != null && obj.reverse !== false)) {
          w.uint32(40)
          w.bool(obj.reverse)
        }

        if ((obj.keysOnly != null && obj.keysOnly !== false)) {
          w.uint32(48)
          w.bool(obj.keysOnly)
        }

        if ((obj.after != null && obj.after.byteLength > 0)) {
          w.uint32(58)
          w.bytes(obj.after)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          from: NO_BYTES,
          to: NO_BYTES,
          limit: 0,
          bytesMax: 0,
          reverse: false,
          keysOnly: false,
          after: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.from = reader.bytes()
              break
            }
            case 2: {
              obj.to = reader.bytes()
              break
            }
            case 3: {
              obj.limit = reader.uint32()
              break
            }
            case 4: {
              obj.bytesMax = reader.uint32()
              break
            }
            case 5: {
              obj.reverse = reader.bool()
              break
            }
            case 6: {
              obj.keysOnly = reader.bool()
              break
            }
            case 7: {
              obj.after = reader.bytes()
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
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.to`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.limit`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.bytesMax`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.reverse`,
                value: reader.bool()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.keysOnly`,
                value: reader.bool()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.after`,
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

  export interface ScanFromFieldEvent {
    field: '$.from'
    value: Uint8Array
  }

  export interface ScanToFieldEvent {
    field: '$.to'
    value: Uint8Array
  }

  export interface ScanLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export interface ScanBytesMaxFieldEvent {
    field: '$.bytesMax'
    value: number
  }

  export interface ScanReverseFieldEvent {
    field: '$.reverse'
    value: boolean
  }

  export interface ScanKeysOnlyFieldEvent {
    field: '$.keysOnly'
    value: boolean
  }

  export interface ScanAfterFieldEvent {
    field: '$.after'
    value: Uint8Array
  }

  export function encode (obj: Partial<Scan>): Uint8Array {
    return encodeMessage(obj, Scan.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Scan>): Scan {
    return decodeMessage(buf, Scan.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Scan>): Generator<ScanFromFieldEvent | ScanToFieldEvent | ScanLimitFieldEvent | ScanBytesMaxFieldEvent | ScanReverseFieldEvent | ScanKeysOnlyFieldEvent | ScanAfterFieldEvent> {
    return streamMessage(buf, Scan.codec(), opts)
  }
}

export interface Count {
  from: Uint8Array
  to: Uint8Array
}

export namespace Count {
  let _codec: Codec<Count>

  export const codec = (): Codec<Count> => {
    if (_codec == null) {
      _codec = message<Count>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.from != null && obj.from.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.from)
        }

        if ((obj.to != null && obj.to.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.to)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          from: NO_BYTES,
          to: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.from = reader.bytes()
              break
            }
            case 2: {
              obj.to = reader.bytes()
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
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.to`,
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

  export interface CountFromFieldEvent {
    field: '$.from'
    value: Uint8Array
  }

  export interface CountToFieldEvent {
    field: '$.to'
    value: Uint8Array
  }

  export function encode (obj: Partial<Count>): Uint8Array {
    return encodeMessage(obj, Count.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Count>): Count {
    return decodeMessage(buf, Count.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Count>): Generator<CountFromFieldEvent | CountToFieldEvent> {
    return streamMessage(buf, Count.codec(), opts)
  }
}

export interface Stats {}

export namespace Stats {
  let _codec: Codec<Stats>

  export const codec = (): Codec<Stats> => {
    if (_codec == null) {
      _codec = message<Stats>((obj, w, opts = {}) => {
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

  export function encode (obj: Partial<Stats>): Uint8Array {
    return encodeMessage(obj, Stats.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Stats>): Stats {
    return decodeMessage(buf, Stats.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Stats>): Generator<{}> {
    return streamMessage(buf, Stats.codec(), opts)
  }
}

export interface KvAnswer {
  get?: Got
  scan?: Entries
  count?: Counted
  stats?: Statistics
}

export namespace KvAnswer {
  let _codec: Codec<KvAnswer>

  export const codec = (): Codec<KvAnswer> => {
    if (_codec == null) {
      _codec = message<KvAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.get != null) {
          w.uint32(10)
          Got.codec().encode(obj.get, w)
        }

        if (obj.scan != null) {
          w.uint32(18)
          Entries.codec().encode(obj.scan, w)
        }

        if (obj.count != null) {
          w.uint32(26)
          Counted.codec().encode(obj.count, w)
        }

        if (obj.stats != null) {
          w.uint32(34)
          Statistics.codec().encode(obj.stats, w)
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
              obj.get = Got.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.get
              })
              break
            }
            case 2: {
              obj.scan = Entries.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.scan
              })
              break
            }
            case 3: {
              obj.count = Counted.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.count
              })
              break
            }
            case 4: {
              obj.stats = Statistics.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.stats
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.stats != null) {
          delete obj.count
          delete obj.scan
          delete obj.get
        }

        if (obj.count != null) {
          delete obj.stats
          delete obj.scan
          delete obj.get
        }

        if (obj.scan != null) {
          delete obj.stats
          delete obj.count
          delete obj.get
        }

        if (obj.get != null) {
          delete obj.stats
          delete obj.count
          delete obj.scan
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Got.codec().stream(reader, reader.uint32(), `${prefix}.get`, {
                limits: opts.limits?.get
              })

              break
            }
            case 2: {
              yield * Entries.codec().stream(reader, reader.uint32(), `${prefix}.scan`, {
                limits: opts.limits?.scan
              })

              break
            }
            case 3: {
              yield * Counted.codec().stream(reader, reader.uint32(), `${prefix}.count`, {
                limits: opts.limits?.count
              })

              break
            }
            case 4: {
              yield * Statistics.codec().stream(reader, reader.uint32(), `${prefix}.stats`, {
                limits: opts.limits?.stats
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

  export interface KvAnswerGetEntryKeyFieldEvent {
    field: '$.get.entry.key'
    value: Uint8Array
  }

  export interface KvAnswerGetEntryValueFieldEvent {
    field: '$.get.entry.value'
    value: Uint8Array
  }

  export interface KvAnswerGetEntryJsonFieldEvent {
    field: '$.get.entry.json'
    value: boolean
  }

  export interface KvAnswerGetEntryCreatedFieldEvent {
    field: '$.get.entry.created'
    value: number
  }

  export interface KvAnswerGetEntryModifiedFieldEvent {
    field: '$.get.entry.modified'
    value: number
  }

  export interface KvAnswerGetEntryChangesFieldEvent {
    field: '$.get.entry.changes'
    value: number
  }

  export interface KvAnswerGetEntryExpiresAtMsFieldEvent {
    field: '$.get.entry.expiresAtMs'
    value: number
  }

  export interface KvAnswerScanEntriesKeyFieldEvent {
    field: '$.scan.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface KvAnswerScanEntriesValueFieldEvent {
    field: '$.scan.entries[].value'
    value: Uint8Array
    index: number
  }

  export interface KvAnswerScanEntriesJsonFieldEvent {
    field: '$.scan.entries[].json'
    value: boolean
    index: number
  }

  export interface KvAnswerScanEntriesCreatedFieldEvent {
    field: '$.scan.entries[].created'
    value: number
    index: number
  }

  export interface KvAnswerScanEntriesModifiedFieldEvent {
    field: '$.scan.entries[].modified'
    value: number
    index: number
  }

  export interface KvAnswerScanEntriesChangesFieldEvent {
    field: '$.scan.entries[].changes'
    value: number
    index: number
  }

  export interface KvAnswerScanEntriesExpiresAtMsFieldEvent {
    field: '$.scan.entries[].expiresAtMs'
    value: number
    index: number
  }

  export interface KvAnswerScanAfterFieldEvent {
    field: '$.scan.after'
    value: Uint8Array
  }

  export interface KvAnswerCountCountFieldEvent {
    field: '$.count.count'
    value: number
  }

  export interface KvAnswerStatsKeysFieldEvent {
    field: '$.stats.keys'
    value: number
  }

  export interface KvAnswerStatsBytesFieldEvent {
    field: '$.stats.bytes'
    value: number
  }

  export interface KvAnswerStatsExpiringFieldEvent {
    field: '$.stats.expiring'
    value: number
  }

  export function encode (obj: Partial<KvAnswer>): Uint8Array {
    return encodeMessage(obj, KvAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvAnswer>): KvAnswer {
    return decodeMessage(buf, KvAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvAnswer>): Generator<KvAnswerGetEntryKeyFieldEvent | KvAnswerGetEntryValueFieldEvent | KvAnswerGetEntryJsonFieldEvent | KvAnswerGetEntryCreatedFieldEvent | KvAnswerGetEntryModifiedFieldEvent | KvAnswerGetEntryChangesFieldEvent | KvAnswerGetEntryExpiresAtMsFieldEvent | KvAnswerScanEntriesKeyFieldEvent | KvAnswerScanEntriesValueFieldEvent | KvAnswerScanEntriesJsonFieldEvent | KvAnswerScanEntriesCreatedFieldEvent | KvAnswerScanEntriesModifiedFieldEvent | KvAnswerScanEntriesChangesFieldEvent | KvAnswerScanEntriesExpiresAtMsFieldEvent | KvAnswerScanAfterFieldEvent | KvAnswerCountCountFieldEvent | KvAnswerStatsKeysFieldEvent | KvAnswerStatsBytesFieldEvent | KvAnswerStatsExpiringFieldEvent> {
    return streamMessage(buf, KvAnswer.codec(), opts)
  }
}

export interface Entries {
  entries: Entry[]
  after: Uint8Array
}

export namespace Entries {
  let _codec: Codec<Entries>

  export const codec = (): Codec<Entries> => {
    if (_codec == null) {
      _codec = message<Entries>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(10)
            Entry.codec().encode(value, w)
          }
        }

        if ((obj.after != null && obj.after.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.after)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          entries: [],
          after: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(Entry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries$
              }))
              break
            }
            case 2: {
              obj.after = reader.bytes()
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

              for (const evt of Entry.codec().stream(reader, reader.uint32(), `${prefix}.entries[]`, {
                limits: opts.limits?.entries$
              })) {
                yield {
                  ...evt,
                  index: obj.entries
                }
              }

              obj.entries++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.after`,
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

  export interface EntriesEntriesKeyFieldEvent {
    field: '$.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface EntriesEntriesValueFieldEvent {
    field: '$.entries[].value'
    value: Uint8Array
    index: number
  }

  export interface EntriesEntriesJsonFieldEvent {
    field: '$.entries[].json'
    value: boolean
    index: number
  }

  export interface EntriesEntriesCreatedFieldEvent {
    field: '$.entries[].created'
    value: number
    index: number
  }

  export interface EntriesEntriesModifiedFieldEvent {
    field: '$.entries[].modified'
    value: number
    index: number
  }

  export interface EntriesEntriesChangesFieldEvent {
    field: '$.entries[].changes'
    value: number
    index: number
  }

  export interface EntriesEntriesExpiresAtMsFieldEvent {
    field: '$.entries[].expiresAtMs'
    value: number
    index: number
  }

  export interface EntriesAfterFieldEvent {
    field: '$.after'
    value: Uint8Array
  }

  export function encode (obj: Partial<Entries>): Uint8Array {
    return encodeMessage(obj, Entries.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entries>): Entries {
    return decodeMessage(buf, Entries.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entries>): Generator<EntriesEntriesKeyFieldEvent | EntriesEntriesValueFieldEvent | EntriesEntriesJsonFieldEvent | EntriesEntriesCreatedFieldEvent | EntriesEntriesModifiedFieldEvent | EntriesEntriesChangesFieldEvent | EntriesEntriesExpiresAtMsFieldEvent | EntriesAfterFieldEvent> {
    return streamMessage(buf, Entries.codec(), opts)
  }
}

export interface Counted {
  count: number
}

export namespace Counted {
  let _codec: Codec<Counted>

  export const codec = (): Codec<Counted> => {
    if (_codec == null) {
      _codec = message<Counted>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.count != null && obj.count !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.count)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          count: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.count = reader.uint64Number()
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
                field: `${prefix}.count`,
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

  export interface CountedCountFieldEvent {
    field: '$.count'
    value: number
  }

  export function encode (obj: Partial<Counted>): Uint8Array {
    return encodeMessage(obj, Counted.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Counted>): Counted {
    return decodeMessage(buf, Counted.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Counted>): Generator<CountedCountFieldEvent> {
    return streamMessage(buf, Counted.codec(), opts)
  }
}

export interface Statistics {
  keys: number
  bytes: number
  expiring: number
}

export namespace Statistics {
  let _codec: Codec<Statistics>

  export const codec = (): Codec<Statistics> => {
    if (_codec == null) {
      _codec = message<Statistics>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.keys != null && obj.keys !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.keys)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.bytes)
        }

        if ((obj.expiring != null && obj.expiring !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.expiring)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          keys: 0,
          bytes: 0,
          expiring: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.keys = reader.uint64Number()
              break
            }
            case 2: {
              obj.bytes = reader.uint64Number()
              break
            }
            case 3: {
              obj.expiring = reader.uint64Number()
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
                field: `${prefix}.keys`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.bytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.expiring`,
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

  export interface StatisticsKeysFieldEvent {
    field: '$.keys'
    value: number
  }

  export interface StatisticsBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export interface StatisticsExpiringFieldEvent {
    field: '$.expiring'
    value: number
  }

  export function encode (obj: Partial<Statistics>): Uint8Array {
    return encodeMessage(obj, Statistics.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Statistics>): Statistics {
    return decodeMessage(buf, Statistics.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Statistics>): Generator<StatisticsKeysFieldEvent | StatisticsBytesFieldEvent | StatisticsExpiringFieldEvent> {
    return streamMessage(buf, Statistics.codec(), opts)
  }
}

export interface KvSnapshot {
  version: number
  keys: number
  digest: string
}

export namespace KvSnapshot {
  let _codec: Codec<KvSnapshot>

  export const codec = (): Codec<KvSnapshot> => {
    if (_codec == null) {
      _codec = message<KvSnapshot>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if ((obj.keys != null && obj.keys !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.keys)
        }

        if ((obj.digest != null && obj.digest !== '')) {
          w.uint32(26)
          w.string(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          keys: 0,
          digest: ''
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
              obj.keys = reader.uint64Number()
              break
            }
            case 3: {
              obj.digest = reader.string()
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
                field: `${prefix}.keys`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.digest`,
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

  export interface KvSnapshotVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface KvSnapshotKeysFieldEvent {
    field: '$.keys'
    value: number
  }

  export interface KvSnapshotDigestFieldEvent {
    field: '$.digest'
    value: string
  }

  export function encode (obj: Partial<KvSnapshot>): Uint8Array {
    return encodeMessage(obj, KvSnapshot.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvSnapshot>): KvSnapshot {
    return decodeMessage(buf, KvSnapshot.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvSnapshot>): Generator<KvSnapshotVersionFieldEvent | KvSnapshotKeysFieldEvent | KvSnapshotDigestFieldEvent> {
    return streamMessage(buf, KvSnapshot.codec(), opts)
  }
}

export interface KvTrail {
  traces: Trace[]
}

export namespace KvTrail {
  let _codec: Codec<KvTrail>

  export const codec = (): Codec<KvTrail> => {
    if (_codec == null) {
      _codec = message<KvTrail>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.traces != null && obj.traces.length > 0) {
          for (const value of obj.traces) {
            w.uint32(10)
            Trace.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          traces: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.traces != null && obj.traces.length === opts.limits.traces) {
                throw new MaxLengthError('Decode error - repeated field "traces" had too many elements')
              }

              obj.traces.push(Trace.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.traces$
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
          traces: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.traces != null && obj.traces === opts.limits.traces) {
                throw new MaxLengthError('Streaming decode error - repeated field "traces" had too many elements')
              }

              for (const evt of Trace.codec().stream(reader, reader.uint32(), `${prefix}.traces[]`, {
                limits: opts.limits?.traces$
              })) {
                yield {
                  ...evt,
                  index: obj.traces
                }
              }

              obj.traces++

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

  export interface KvTrailTracesIndexFieldEvent {
    field: '$.traces[].index'
    value: number
    index: number
  }

  export interface KvTrailTracesPartFieldEvent {
    field: '$.traces[].part'
    value: number
    index: number
  }

  export interface KvTrailTracesExpiredFieldEvent {
    field: '$.traces[].expired'
    value: Uint8Array
    index: number
  }

  export interface KvTrailTracesIsNewFieldEvent {
    field: '$.traces[].isNew'
    value: boolean
    index: number
  }

  export function encode (obj: Partial<KvTrail>): Uint8Array {
    return encodeMessage(obj, KvTrail.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvTrail>): KvTrail {
    return decodeMessage(buf, KvTrail.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<KvTrail>): Generator<KvTrailTracesIndexFieldEvent | KvTrailTracesPartFieldEvent | KvTrailTracesExpiredFieldEvent | KvTrailTracesIsNewFieldEvent> {
    return streamMessage(buf, KvTrail.codec(), opts)
  }
}

export interface Trace {
  index: number
  part: number
  expired: Uint8Array
  isNew: boolean
}

export namespace Trace {
  let _codec: Codec<Trace>

  export const codec = (): Codec<Trace> => {
    if (_codec == null) {
      _codec = message<Trace>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.index != null && obj.index !== 0)) {
          w.uint32(8)
          w.uint32(obj.index)
        }

        if ((obj.part != null && obj.part !== 0)) {
          w.uint32(16)
          w.uint32(obj.part)
        }

        if ((obj.expired != null && obj.expired.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.expired)
        }

        if ((obj.isNew != null && obj.isNew !== false)) {
          w.uint32(32)
          w.bool(obj.isNew)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          index: 0,
          part: 0,
          expired: NO_BYTES,
          isNew: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.index = reader.uint32()
              break
            }
            case 2: {
              obj.part = reader.uint32()
              break
            }
            case 3: {
              obj.expired = reader.bytes()
              break
            }
            case 4: {
              obj.isNew = reader.bool()
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
                field: `${prefix}.index`,
                value: reader.uint32()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.part`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.expired`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.isNew`,
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

  export interface TraceIndexFieldEvent {
    field: '$.index'
    value: number
  }

  export interface TracePartFieldEvent {
    field: '$.part'
    value: number
  }

  export interface TraceExpiredFieldEvent {
    field: '$.expired'
    value: Uint8Array
  }

  export interface TraceIsNewFieldEvent {
    field: '$.isNew'
    value: boolean
  }

  export function encode (obj: Partial<Trace>): Uint8Array {
    return encodeMessage(obj, Trace.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Trace>): Trace {
    return decodeMessage(buf, Trace.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Trace>): Generator<TraceIndexFieldEvent | TracePartFieldEvent | TraceExpiredFieldEvent | TraceIsNewFieldEvent> {
    return streamMessage(buf, Trace.codec(), opts)
  }
}
