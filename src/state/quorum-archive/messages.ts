/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface ArchiveBatch {
  registers: Uint8Array[]
  epoch: number
  upTo: number
  whole?: Whole
}

export namespace ArchiveBatch {
  let _codec: Codec<ArchiveBatch>

  export const codec = (): Codec<ArchiveBatch> => {
    if (_codec == null) {
      _codec = message<ArchiveBatch>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.registers != null && obj.registers.length > 0) {
          for (const value of obj.registers) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.upTo != null && obj.upTo !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.upTo)
        }

        if (obj.whole != null) {
          w.uint32(34)
          Whole.codec().encode(obj.whole, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          registers: [],
          epoch: 0,
          upTo: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.registers != null && obj.registers.length === opts.limits.registers) {
                throw new MaxLengthError('Decode error - repeated field "registers" had too many elements')
              }

              obj.registers.push(reader.bytes())
              break
            }
            case 2: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.upTo = reader.uint64Number()
              break
            }
            case 4: {
              obj.whole = Whole.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.whole
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
          registers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.registers != null && obj.registers === opts.limits.registers) {
                throw new MaxLengthError('Streaming decode error - repeated field "registers" had too many elements')
              }

              yield {
                field: `${prefix}.registers[]`,
                index: obj.registers,
                value: reader.bytes()
              }

              obj.registers++

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
                field: `${prefix}.upTo`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield * Whole.codec().stream(reader, reader.uint32(), `${prefix}.whole`, {
                limits: opts.limits?.whole
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

  export interface ArchiveBatchRegistersFieldEvent {
    field: '$.registers[]'
    index: number
    value: Uint8Array
  }

  export interface ArchiveBatchEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ArchiveBatchUpToFieldEvent {
    field: '$.upTo'
    value: number
  }

  export interface ArchiveBatchWholeMemberFieldEvent {
    field: '$.whole.member'
    value: string
  }

  export interface ArchiveBatchWholeBoothFieldEvent {
    field: '$.whole.booth'
    value: number
  }

  export function encode (obj: Partial<ArchiveBatch>): Uint8Array {
    return encodeMessage(obj, ArchiveBatch.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ArchiveBatch>): ArchiveBatch {
    return decodeMessage(buf, ArchiveBatch.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ArchiveBatch>): Generator<ArchiveBatchRegistersFieldEvent | ArchiveBatchEpochFieldEvent | ArchiveBatchUpToFieldEvent | ArchiveBatchWholeMemberFieldEvent | ArchiveBatchWholeBoothFieldEvent> {
    return streamMessage(buf, ArchiveBatch.codec(), opts)
  }
}

export interface Whole {
  member: string
  booth: number
}

export namespace Whole {
  let _codec: Codec<Whole>

  export const codec = (): Codec<Whole> => {
    if (_codec == null) {
      _codec = message<Whole>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.member != null && obj.member !== '')) {
          w.uint32(10)
          w.string(obj.member)
        }

        if ((obj.booth != null && obj.booth !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.booth)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          member: '',
          booth: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.member = reader.string()
              break
            }
            case 2: {
              obj.booth = reader.uint64Number()
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
                field: `${prefix}.member`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.booth`,
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

  export interface WholeMemberFieldEvent {
    field: '$.member'
    value: string
  }

  export interface WholeBoothFieldEvent {
    field: '$.booth'
    value: number
  }

  export function encode (obj: Partial<Whole>): Uint8Array {
    return encodeMessage(obj, Whole.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Whole>): Whole {
    return decodeMessage(buf, Whole.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Whole>): Generator<WholeMemberFieldEvent | WholeBoothFieldEvent> {
    return streamMessage(buf, Whole.codec(), opts)
  }
}

export interface ArchiveState {
  version: number
  batches: number
  registers: number
  horizons: Horizon[]
  whole: Whole[]
}

export namespace ArchiveState {
  let _codec: Codec<ArchiveState>

  export const codec = (): Codec<ArchiveState> => {
    if (_codec == null) {
      _codec = message<ArchiveState>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint32(obj.version)
        }

        if ((obj.batches != null && obj.batches !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.batches)
        }

        if ((obj.registers != null && obj.registers !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.registers)
        }

        if (obj.horizons != null && obj.horizons.length > 0) {
          for (const value of obj.horizons) {
            w.uint32(34)
            Horizon.codec().encode(value, w)
          }
        }

        if (obj.whole != null && obj.whole.length > 0) {
          for (const value of obj.whole) {
            w.uint32(42)
            Whole.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          batches: 0,
          registers: 0,
          horizons: [],
          whole: []
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
              obj.batches = reader.uint64Number()
              break
            }
            case 3: {
              obj.registers = reader.uint64Number()
              break
            }
            case 4: {
              if (opts.limits?.horizons != null && obj.horizons.length === opts.limits.horizons) {
                throw new MaxLengthError('Decode error - repeated field "horizons" had too many elements')
              }

              obj.horizons.push(Horizon.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.horizons$
              }))
              break
            }
            case 5: {
              if (opts.limits?.whole != null && obj.whole.length === opts.limits.whole) {
                throw new MaxLengthError('Decode error - repeated field "whole" had too many elements')
              }

              obj.whole.push(Whole.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.whole$
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
          horizons: 0,
          whole: 0
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
                field: `${prefix}.batches`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.registers`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              if (opts.limits?.horizons != null && obj.horizons === opts.limits.horizons) {
                throw new MaxLengthError('Streaming decode error - repeated field "horizons" had too many elements')
              }

              for (const evt of Horizon.codec().stream(reader, reader.uint32(), `${prefix}.horizons[]`, {
                limits: opts.limits?.horizons$
              })) {
                yield {
                  ...evt,
                  index: obj.horizons
                }
              }

              obj.horizons++

              break
            }
            case 5: {
              if (opts.limits?.whole != null && obj.whole === opts.limits.whole) {
                throw new MaxLengthError('Streaming decode error - repeated field "whole" had too many elements')
              }

              for (const evt of Whole.codec().stream(reader, reader.uint32(), `${prefix}.whole[]`, {
                limits: opts.limits?.whole$
              })) {
                yield {
                  ...evt,
                  index: obj.whole
                }
              }

              obj.whole++

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

  export interface ArchiveStateVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface ArchiveStateBatchesFieldEvent {
    field: '$.batches'
    value: number
  }

  export interface ArchiveStateRegistersFieldEvent {
    field: '$.registers'
    value: number
  }

  export interface ArchiveStateHorizonsEpochFieldEvent {
    field: '$.horizons[].epoch'
    value: number
    index: number
  }

  export interface ArchiveStateHorizonsUpToFieldEvent {
    field: '$.horizons[].upTo'
    value: number
    index: number
  }

  export interface ArchiveStateWholeMemberFieldEvent {
    field: '$.whole[].member'
    value: string
    index: number
  }

  export interface ArchiveStateWholeBoothFieldEvent {
    field: '$.whole[].booth'
    value: number
    index: number
  }

  export function encode (obj: Partial<ArchiveState>): Uint8Array {
    return encodeMessage(obj, ArchiveState.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ArchiveState>): ArchiveState {
    return decodeMessage(buf, ArchiveState.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ArchiveState>): Generator<ArchiveStateVersionFieldEvent | ArchiveStateBatchesFieldEvent | ArchiveStateRegistersFieldEvent | ArchiveStateHorizonsEpochFieldEvent | ArchiveStateHorizonsUpToFieldEvent | ArchiveStateWholeMemberFieldEvent | ArchiveStateWholeBoothFieldEvent> {
    return streamMessage(buf, ArchiveState.codec(), opts)
  }
}

export interface Horizon {
  epoch: number
  upTo: number
}

export namespace Horizon {
  let _codec: Codec<Horizon>

  export const codec = (): Codec<Horizon> => {
    if (_codec == null) {
      _codec = message<Horizon>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.upTo != null && obj.upTo !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.upTo)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          upTo: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 2: {
              obj.upTo = reader.uint64Number()
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.upTo`,
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

  export interface HorizonEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface HorizonUpToFieldEvent {
    field: '$.upTo'
    value: number
  }

  export function encode (obj: Partial<Horizon>): Uint8Array {
    return encodeMessage(obj, Horizon.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Horizon>): Horizon {
    return decodeMessage(buf, Horizon.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Horizon>): Generator<HorizonEpochFieldEvent | HorizonUpToFieldEvent> {
    return streamMessage(buf, Horizon.codec(), opts)
  }
}
