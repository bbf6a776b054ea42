/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface BankOperation {
  open?: Open
  mint?: Mint
  transfers?: Transfers
  begin?: Begin
  end?: End
  move?: Move
}

export namespace BankOperation {
  let _codec: Codec<BankOperation>

  export const codec = (): Codec<BankOperation> => {
    if (_codec == null) {
      _codec = message<BankOperation>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.open != null) {
          w.uint32(10)
          Open.codec().encode(obj.open, w)
        }

        if (obj.mint != null) {
          w.uint32(18)
          Mint.codec().encode(obj.mint, w)
        }

        if (obj.transfers != null) {
          w.uint32(26)
          Transfers.codec().encode(obj.transfers, w)
        }

        if (obj.begin != null) {
          w.uint32(34)
          Begin.codec().encode(obj.begin, w)
        }

        if (obj.end != null) {
          w.uint32(42)
          End.codec().encode(obj.end, w)
        }

        if (obj.move != null) {
          w.uint32(50)
          Move.codec().encode(obj.move, w)
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
              obj.mint = Mint.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.mint
              })
              break
            }
            case 3: {
              obj.transfers = Transfers.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transfers
              })
              break
            }
            case 4: {
              obj.begin = Begin.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.begin
              })
              break
            }
            case 5: {
              obj.end = End.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.end
              })
              break
            }
            case 6: {
              obj.move = Move.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.move
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.move != null) {
          delete obj.end
          delete obj.begin
          delete obj.transfers
          delete obj.mint
          delete obj.open
        }

        if (obj.end != null) {
          delete obj.move
          delete obj.begin
          delete obj.transfers
          delete obj.mint
          delete obj.open
        }

        if (obj.begin != null) {
          delete obj.move
          delete obj.end
          delete obj.transfers
          delete obj.mint
          delete obj.open
        }

        if (obj.transfers != null) {
          delete obj.move
          delete obj.end
          delete obj.begin
          delete obj.mint
          delete obj.open
        }

        if (obj.mint != null) {
          delete obj.move
          delete obj.end
          delete obj.begin
          delete obj.transfers
          delete obj.open
        }

        if (obj.open != null) {
          delete obj.move
          delete obj.end
          delete obj.begin
          delete obj.transfers
          delete obj.mint
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
              yield * Mint.codec().stream(reader, reader.uint32(), `${prefix}.mint`, {
                limits: opts.limits?.mint
              })

              break
            }
            case 3: {
              yield * Transfers.codec().stream(reader, reader.uint32(), `${prefix}.transfers`, {
                limits: opts.limits?.transfers
              })

              break
            }
            case 4: {
              yield * Begin.codec().stream(reader, reader.uint32(), `${prefix}.begin`, {
                limits: opts.limits?.begin
              })

              break
            }
            case 5: {
              yield * End.codec().stream(reader, reader.uint32(), `${prefix}.end`, {
                limits: opts.limits?.end
              })

              break
            }
            case 6: {
              yield * Move.codec().stream(reader, reader.uint32(), `${prefix}.move`, {
                limits: opts.limits?.move
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

  export interface BankOperationOpenAccountFieldEvent {
    field: '$.open.account'
    value: string
  }

  export interface BankOperationOpenOwnerFieldEvent {
    field: '$.open.owner'
    value: string
  }

  export interface BankOperationMintAccountFieldEvent {
    field: '$.mint.account'
    value: string
  }

  export interface BankOperationMintAmountFieldEvent {
    field: '$.mint.amount'
    value: bigint
  }

  export interface BankOperationMintOwnerFieldEvent {
    field: '$.mint.owner'
    value: string
  }

  export interface BankOperationMintOperationFieldEvent {
    field: '$.mint.operation'
    value: string
  }

  export interface BankOperationTransfersBatchesFieldEvent {
    field: '$.transfers.batches[]'
    index: number
    value: Uint8Array
  }

  export interface BankOperationBeginOwnerFieldEvent {
    field: '$.begin.owner'
    value: string
  }

  export interface BankOperationBeginEpochFieldEvent {
    field: '$.begin.epoch'
    value: number
  }

  export interface BankOperationBeginIncarnationFieldEvent {
    field: '$.begin.incarnation'
    value: Uint8Array
  }

  export interface BankOperationBeginKeepersPeerFieldEvent {
    field: '$.begin.keepers[].peer'
    value: string
    index: number
  }

  export interface BankOperationBeginKeepersIncarnationFieldEvent {
    field: '$.begin.keepers[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface BankOperationBeginBatchesFieldEvent {
    field: '$.begin.batches[]'
    index: number
    value: Uint8Array
  }

  export interface BankOperationEndOwnerFieldEvent {
    field: '$.end.owner'
    value: string
  }

  export interface BankOperationEndEpochFieldEvent {
    field: '$.end.epoch'
    value: number
  }

  export interface BankOperationEndBatchesFieldEvent {
    field: '$.end.batches[]'
    index: number
    value: Uint8Array
  }

  export interface BankOperationMoveAccountFieldEvent {
    field: '$.move.account'
    value: string
  }

  export interface BankOperationMoveOwnerFieldEvent {
    field: '$.move.owner'
    value: string
  }

  export interface BankOperationMoveEpochFieldEvent {
    field: '$.move.epoch'
    value: number
  }

  export interface BankOperationMoveToFieldEvent {
    field: '$.move.to'
    value: string
  }

  export function encode (obj: Partial<BankOperation>): Uint8Array {
    return encodeMessage(obj, BankOperation.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankOperation>): BankOperation {
    return decodeMessage(buf, BankOperation.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankOperation>): Generator<BankOperationOpenAccountFieldEvent | BankOperationOpenOwnerFieldEvent | BankOperationMintAccountFieldEvent | BankOperationMintAmountFieldEvent | BankOperationMintOwnerFieldEvent | BankOperationMintOperationFieldEvent | BankOperationTransfersBatchesFieldEvent | BankOperationBeginOwnerFieldEvent | BankOperationBeginEpochFieldEvent | BankOperationBeginIncarnationFieldEvent | BankOperationBeginKeepersPeerFieldEvent | BankOperationBeginKeepersIncarnationFieldEvent | BankOperationBeginBatchesFieldEvent | BankOperationEndOwnerFieldEvent | BankOperationEndEpochFieldEvent | BankOperationEndBatchesFieldEvent | BankOperationMoveAccountFieldEvent | BankOperationMoveOwnerFieldEvent | BankOperationMoveEpochFieldEvent | BankOperationMoveToFieldEvent> {
    return streamMessage(buf, BankOperation.codec(), opts)
  }
}

export interface Open {
  account: string
  owner: string
}

export namespace Open {
  let _codec: Codec<Open>

  export const codec = (): Codec<Open> => {
    if (_codec == null) {
      _codec = message<Open>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(10)
          w.string(obj.account)
        }

        if ((obj.owner != null && obj.owner !== '')) {
          w.uint32(18)
          w.string(obj.owner)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: '',
          owner: ''
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
              obj.owner = reader.string()
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
                field: `${prefix}.owner`,
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

  export interface OpenAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface OpenOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export function encode (obj: Partial<Open>): Uint8Array {
    return encodeMessage(obj, Open.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Open>): Open {
    return decodeMessage(buf, Open.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Open>): Generator<OpenAccountFieldEvent | OpenOwnerFieldEvent> {
    return streamMessage(buf, Open.codec(), opts)
  }
}

export interface Mint {
  account: string
  amount: bigint
  owner: string
  operation: string
}

export namespace Mint {
  let _codec: Codec<Mint>

  export const codec = (): Codec<Mint> => {
    if (_codec == null) {
      _codec = message<Mint>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(10)
          w.string(obj.account)
        }

        if ((obj.amount != null && obj.amount !== 0n)) {
          w.uint32(16)
          w.uint64(obj.amount)
        }

        if ((obj.owner != null && obj.owner !== '')) {
          w.uint32(26)
          w.string(obj.owner)
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
          amount: 0n,
          owner: '',
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
              obj.amount = reader.uint64()
              break
            }
            case 3: {
              obj.owner = reader.string()
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
                field: `${prefix}.amount`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.owner`,
                value: reader.string()
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

  export interface MintAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface MintAmountFieldEvent {
    field: '$.amount'
    value: bigint
  }

  export interface MintOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export interface MintOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export function encode (obj: Partial<Mint>): Uint8Array {
    return encodeMessage(obj, Mint.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Mint>): Mint {
    return decodeMessage(buf, Mint.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Mint>): Generator<MintAccountFieldEvent | MintAmountFieldEvent | MintOwnerFieldEvent | MintOperationFieldEvent> {
    return streamMessage(buf, Mint.codec(), opts)
  }
}

export interface Transfers {
  batches: Uint8Array[]
}

export namespace Transfers {
  let _codec: Codec<Transfers>

  export const codec = (): Codec<Transfers> => {
    if (_codec == null) {
      _codec = message<Transfers>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.batches != null && obj.batches.length > 0) {
          for (const value of obj.batches) {
            w.uint32(10)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          batches: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.batches != null && obj.batches.length === opts.limits.batches) {
                throw new MaxLengthError('Decode error - repeated field "batches" had too many elements')
              }

              obj.batches.push(reader.bytes())
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
          batches: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.batches != null && obj.batches === opts.limits.batches) {
                throw new MaxLengthError('Streaming decode error - repeated field "batches" had too many elements')
              }

              yield {
                field: `${prefix}.batches[]`,
                index: obj.batches,
                value: reader.bytes()
              }

              obj.batches++

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

  export interface TransfersBatchesFieldEvent {
    field: '$.batches[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Transfers>): Uint8Array {
    return encodeMessage(obj, Transfers.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transfers>): Transfers {
    return decodeMessage(buf, Transfers.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transfers>): Generator<TransfersBatchesFieldEvent> {
    return streamMessage(buf, Transfers.codec(), opts)
  }
}

export interface Begin {
  owner: string
  epoch: number
  incarnation: Uint8Array
  keepers: Keeper[]
  batches: Uint8Array[]
}

export namespace Begin {
  let _codec: Codec<Begin>

  export const codec = (): Codec<Begin> => {
    if (_codec == null) {
      _codec = message<Begin>((obj, w, opts = {}) => {
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

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.incarnation)
        }

        if (obj.keepers != null && obj.keepers.length > 0) {
          for (const value of obj.keepers) {
            w.uint32(34)
            Keeper.codec().encode(value, w)
          }
        }

        if (obj.batches != null && obj.batches.length > 0) {
          for (const value of obj.batches) {
            w.uint32(42)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          owner: '',
          epoch: 0,
          incarnation: NO_BYTES,
          keepers: [],
          batches: []
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
              obj.incarnation = reader.bytes()
              break
            }
            case 4: {
              if (opts.limits?.keepers != null && obj.keepers.length === opts.limits.keepers) {
                throw new MaxLengthError('Decode error - repeated field "keepers" had too many elements')
              }

              obj.keepers.push(Keeper.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.keepers$
              }))
              break
            }
            case 5: {
              if (opts.limits?.batches != null && obj.batches.length === opts.limits.batches) {
                throw new MaxLengthError('Decode error - repeated field "batches" had too many elements')
              }

              obj.batches.push(reader.bytes())
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
          keepers: 0,
          batches: 0
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
                field: `${prefix}.incarnation`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              if (opts.limits?.keepers != null && obj.keepers === opts.limits.keepers) {
                throw new MaxLengthError('Streaming decode error - repeated field "keepers" had too many elements')
              }

              for (const evt of Keeper.codec().stream(reader, reader.uint32(), `${prefix}.keepers[]`, {
                limits: opts.limits?.keepers$
              })) {
                yield {
                  ...evt,
                  index: obj.keepers
                }
              }

              obj.keepers++

              break
            }
            case 5: {
              if (opts.limits?.batches != null && obj.batches === opts.limits.batches) {
                throw new MaxLengthError('Streaming decode error - repeated field "batches" had too many elements')
              }

              yield {
                field: `${prefix}.batches[]`,
                index: obj.batches,
                value: reader.bytes()
              }

              obj.batches++

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

  export interface BeginOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export interface BeginEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface BeginIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface BeginKeepersPeerFieldEvent {
    field: '$.keepers[].peer'
    value: string
    index: number
  }

  export interface BeginKeepersIncarnationFieldEvent {
    field: '$.keepers[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface BeginBatchesFieldEvent {
    field: '$.batches[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Begin>): Uint8Array {
    return encodeMessage(obj, Begin.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Begin>): Begin {
    return decodeMessage(buf, Begin.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Begin>): Generator<BeginOwnerFieldEvent | BeginEpochFieldEvent | BeginIncarnationFieldEvent | BeginKeepersPeerFieldEvent | BeginKeepersIncarnationFieldEvent | BeginBatchesFieldEvent> {
    return streamMessage(buf, Begin.codec(), opts)
  }
}

export interface Keeper {
  peer: string
  incarnation: Uint8Array
}

export namespace Keeper {
  let _codec: Codec<Keeper>

  export const codec = (): Codec<Keeper> => {
    if (_codec == null) {
      _codec = message<Keeper>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.peer != null && obj.peer !== '')) {
          w.uint32(10)
          w.string(obj.peer)
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.incarnation)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          peer: '',
          incarnation: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.peer = reader.string()
              break
            }
            case 2: {
              obj.incarnation = reader.bytes()
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
                field: `${prefix}.peer`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.incarnation`,
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

  export interface KeeperPeerFieldEvent {
    field: '$.peer'
    value: string
  }

  export interface KeeperIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export function encode (obj: Partial<Keeper>): Uint8Array {
    return encodeMessage(obj, Keeper.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Keeper>): Keeper {
    return decodeMessage(buf, Keeper.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Keeper>): Generator<KeeperPeerFieldEvent | KeeperIncarnationFieldEvent> {
    return streamMessage(buf, Keeper.codec(), opts)
  }
}

export interface End {
  owner: string
  epoch: number
  batches: Uint8Array[]
}

export namespace End {
  let _codec: Codec<End>

  export const codec = (): Codec<End> => {
    if (_codec == null) {
      _codec = message<End>((obj, w, opts = {}) => {
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

        if (obj.batches != null && obj.batches.length > 0) {
          for (const value of obj.batches) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          owner: '',
          epoch: 0,
          batches: []
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
              if (opts.limits?.batches != null && obj.batches.length === opts.limits.batches) {
                throw new MaxLengthError('Decode error - repeated field "batches" had too many elements')
              }

              obj.batches.push(reader.bytes())
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
          batches: 0
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
              if (opts.limits?.batches != null && obj.batches === opts.limits.batches) {
                throw new MaxLengthError('Streaming decode error - repeated field "batches" had too many elements')
              }

              yield {
                field: `${prefix}.batches[]`,
                index: obj.batches,
                value: reader.bytes()
              }

              obj.batches++

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

  export interface EndOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export interface EndEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface EndBatchesFieldEvent {
    field: '$.batches[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<End>): Uint8Array {
    return encodeMessage(obj, End.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<End>): End {
    return decodeMessage(buf, End.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<End>): Generator<EndOwnerFieldEvent | EndEpochFieldEvent | EndBatchesFieldEvent> {
    return streamMessage(buf, End.codec(), opts)
  }
}

export interface Move {
  account: string
  owner: string
  epoch: number
  to: string
}

export namespace Move {
  let _codec: Codec<Move>

  export const codec = (): Codec<Move> => {
    if (_codec == null) {
      _codec = message<Move>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(10)
          w.string(obj.account)
        }

        if ((obj.owner != null && obj.owner !== '')) {
          w.uint32(18)
          w.string(obj.owner)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.epoch)
        }

        if ((obj.to != null && obj.to !== '')) {
          w.uint32(34)
          w.string(obj.to)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: '',
          owner: '',
          epoch: 0,
          to: ''
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
              obj.owner = reader.string()
              break
            }
            case 3: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 4: {
              obj.to = reader.string()
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
                field: `${prefix}.owner`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.to`,
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

  export interface MoveAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface MoveOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export interface MoveEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface MoveToFieldEvent {
    field: '$.to'
    value: string
  }

  export function encode (obj: Partial<Move>): Uint8Array {
    return encodeMessage(obj, Move.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Move>): Move {
    return decodeMessage(buf, Move.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Move>): Generator<MoveAccountFieldEvent | MoveOwnerFieldEvent | MoveEpochFieldEvent | MoveToFieldEvent> {
    return streamMessage(buf, Move.codec(), opts)
  }
}

export interface Account {
  account: string
  balance: bigint
  owner: string
}

export namespace Account {
  let _codec: Codec<Account>

  export const codec = (): Codec<Account> => {
    if (_codec == null) {
      _codec = message<Account>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(10)
          w.string(obj.account)
        }

        if ((obj.balance != null && obj.balance !== 0n)) {
          w.uint32(16)
          w.uint64(obj.balance)
        }

        if ((obj.owner != null && obj.owner !== '')) {
          w.uint32(26)
          w.string(obj.owner)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: '',
          balance: 0n,
          owner: ''
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
              obj.balance = reader.uint64()
              break
            }
            case 3: {
              obj.owner = reader.string()
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
                field: `${prefix}.balance`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.owner`,
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

  export interface AccountAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface AccountBalanceFieldEvent {
    field: '$.balance'
    value: bigint
  }

  export interface AccountOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export function encode (obj: Partial<Account>): Uint8Array {
    return encodeMessage(obj, Account.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Account>): Account {
    return decodeMessage(buf, Account.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Account>): Generator<AccountAccountFieldEvent | AccountBalanceFieldEvent | AccountOwnerFieldEvent> {
    return streamMessage(buf, Account.codec(), opts)
  }
}

export interface Owner {
  owner: string
  epoch: number
  isOpen: boolean
  incarnation: Uint8Array
  keepers: Keeper[]
  lastSeq: number
  ends: EpochEnd[]
}

export namespace Owner {
  let _codec: Codec<Owner>

  export const codec = (): Codec<Owner> => {
    if (_codec == null) {
      _codec = message<Owner>((obj, w, opts = {}) => {
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

        if ((obj.isOpen != null && obj.isOpen !== false)) {
          w.uint32(24)
          w.bool(obj.isOpen)
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.incarnation)
        }

        if (obj.keepers != null && obj.keepers.length > 0) {
          for (const value of obj.keepers) {
            w.uint32(42)
            Keeper.codec().encode(value, w)
          }
        }

        if ((obj.lastSeq != null && obj.lastSeq !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.lastSeq)
        }

        if (obj.ends != null && obj.ends.length > 0) {
          for (const value of obj.ends) {
            w.uint32(58)
            EpochEnd.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          owner: '',
          epoch: 0,
          isOpen: false,
          incarnation: NO_BYTES,
          keepers: [],
          lastSeq: 0,
          ends: []
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
              obj.isOpen = reader.bool()
              break
            }
            case 4: {
              obj.incarnation = reader.bytes()
              break
            }
            case 5: {
              if (opts.limits?.keepers != null && obj.keepers.length === opts.limits.keepers) {
                throw new MaxLengthError('Decode error - repeated field "keepers" had too many elements')
              }

              obj.keepers.push(Keeper.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.keepers$
              }))
              break
            }
            case 6: {
              obj.lastSeq = reader.uint64Number()
              break
            }
            case 7: {
              if (opts.limits?.ends != null && obj.ends.length === opts.limits.ends) {
                throw new MaxLengthError('Decode error - repeated field "ends" had too many elements')
              }

              obj.ends.push(EpochEnd.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ends$
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
          keepers: 0,
          ends: 0
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
                field: `${prefix}.isOpen`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.incarnation`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              if (opts.limits?.keepers != null && obj.keepers === opts.limits.keepers) {
                throw new MaxLengthError('Streaming decode error - repeated field "keepers" had too many elements')
              }

              for (const evt of Keeper.codec().stream(reader, reader.uint32(), `${prefix}.keepers[]`, {
                limits: opts.limits?.keepers$
              })) {
                yield {
                  ...evt,
                  index: obj.keepers
                }
              }

              obj.keepers++

              break
            }
            case 6: {
              yield {
                field: `${prefix}.lastSeq`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              if (opts.limits?.ends != null && obj.ends === opts.limits.ends) {
                throw new MaxLengthError('Streaming decode error - repeated field "ends" had too many elements')
              }

              for (const evt of EpochEnd.codec().stream(reader, reader.uint32(), `${prefix}.ends[]`, {
                limits: opts.limits?.ends$
              })) {
                yield {
                  ...evt,
                  index: obj.ends
                }
              }

              obj.ends++

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

  export interface OwnerOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export interface OwnerEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface OwnerIsOpenFieldEvent {
    field: '$.isOpen'
    value: boolean
  }

  export interface OwnerIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface OwnerKeepersPeerFieldEvent {
    field: '$.keepers[].peer'
    value: string
    index: number
  }

  export interface OwnerKeepersIncarnationFieldEvent {
    field: '$.keepers[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface OwnerLastSeqFieldEvent {
    field: '$.lastSeq'
    value: number
  }

  export interface OwnerEndsEpochFieldEvent {
    field: '$.ends[].epoch'
    value: number
    index: number
  }

  export interface OwnerEndsLastSeqFieldEvent {
    field: '$.ends[].lastSeq'
    value: number
    index: number
  }

  export function encode (obj: Partial<Owner>): Uint8Array {
    return encodeMessage(obj, Owner.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Owner>): Owner {
    return decodeMessage(buf, Owner.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Owner>): Generator<OwnerOwnerFieldEvent | OwnerEpochFieldEvent | OwnerIsOpenFieldEvent | OwnerIncarnationFieldEvent | OwnerKeepersPeerFieldEvent | OwnerKeepersIncarnationFieldEvent | OwnerLastSeqFieldEvent | OwnerEndsEpochFieldEvent | OwnerEndsLastSeqFieldEvent> {
    return streamMessage(buf, Owner.codec(), opts)
  }
}

export interface EpochEnd {
  epoch: number
  lastSeq: number
}

export namespace EpochEnd {
  let _codec: Codec<EpochEnd>

  export const codec = (): Codec<EpochEnd> => {
    if (_codec == null) {
      _codec = message<EpochEnd>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.lastSeq != null && obj.lastSeq !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.lastSeq)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          lastSeq: 0
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
              obj.lastSeq = reader.uint64Number()
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
                field: `${prefix}.lastSeq`,
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

  export interface EpochEndEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface EpochEndLastSeqFieldEvent {
    field: '$.lastSeq'
    value: number
  }

  export function encode (obj: Partial<EpochEnd>): Uint8Array {
    return encodeMessage(obj, EpochEnd.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EpochEnd>): EpochEnd {
    return decodeMessage(buf, EpochEnd.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EpochEnd>): Generator<EpochEndEpochFieldEvent | EpochEndLastSeqFieldEvent> {
    return streamMessage(buf, EpochEnd.codec(), opts)
  }
}

export interface BankResult {
  account?: AccountResult
  settled?: SettledResult
  epoch?: EpochResult
  refused?: Refused
}

export namespace BankResult {
  let _codec: Codec<BankResult>

  export const codec = (): Codec<BankResult> => {
    if (_codec == null) {
      _codec = message<BankResult>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.account != null) {
          w.uint32(10)
          AccountResult.codec().encode(obj.account, w)
        }

        if (obj.settled != null) {
          w.uint32(18)
          SettledResult.codec().encode(obj.settled, w)
        }

        if (obj.epoch != null) {
          w.uint32(26)
          EpochResult.codec().encode(obj.epoch, w)
        }

        if (obj.refused != null) {
          w.uint32(34)
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
              obj.account = AccountResult.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.account
              })
              break
            }
            case 2: {
              obj.settled = SettledResult.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.settled
              })
              break
            }
            case 3: {
              obj.epoch = EpochResult.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.epoch
              })
              break
            }
            case 4: {
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
          delete obj.epoch
          delete obj.settled
          delete obj.account
        }

        if (obj.epoch != null) {
          delete obj.refused
          delete obj.settled
          delete obj.account
        }

        if (obj.settled != null) {
          delete obj.refused
          delete obj.epoch
          delete obj.account
        }

        if (obj.account != null) {
          delete obj.refused
          delete obj.epoch
          delete obj.settled
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * AccountResult.codec().stream(reader, reader.uint32(), `${prefix}.account`, {
                limits: opts.limits?.account
              })

              break
            }
            case 2: {
              yield * SettledResult.codec().stream(reader, reader.uint32(), `${prefix}.settled`, {
                limits: opts.limits?.settled
              })

              break
            }
            case 3: {
              yield * EpochResult.codec().stream(reader, reader.uint32(), `${prefix}.epoch`, {
                limits: opts.limits?.epoch
              })

              break
            }
            case 4: {
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

  export interface BankResultAccountIsNewFieldEvent {
    field: '$.account.isNew'
    value: boolean
  }

  export interface BankResultAccountAccountAccountFieldEvent {
    field: '$.account.account.account'
    value: string
  }

  export interface BankResultAccountAccountBalanceFieldEvent {
    field: '$.account.account.balance'
    value: bigint
  }

  export interface BankResultAccountAccountOwnerFieldEvent {
    field: '$.account.account.owner'
    value: string
  }

  export interface BankResultSettledOutcomesFieldEvent {
    field: '$.settled.outcomes'
    value: Uint8Array
  }

  export interface BankResultEpochEpochFieldEvent {
    field: '$.epoch.epoch'
    value: number
  }

  export interface BankResultEpochOutcomesFieldEvent {
    field: '$.epoch.outcomes'
    value: Uint8Array
  }

  export interface BankResultRefusedReasonFieldEvent {
    field: '$.refused.reason'
    value: string
  }

  export interface BankResultRefusedTextFieldEvent {
    field: '$.refused.text'
    value: string
  }

  export function encode (obj: Partial<BankResult>): Uint8Array {
    return encodeMessage(obj, BankResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankResult>): BankResult {
    return decodeMessage(buf, BankResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankResult>): Generator<BankResultAccountIsNewFieldEvent | BankResultAccountAccountAccountFieldEvent | BankResultAccountAccountBalanceFieldEvent | BankResultAccountAccountOwnerFieldEvent | BankResultSettledOutcomesFieldEvent | BankResultEpochEpochFieldEvent | BankResultEpochOutcomesFieldEvent | BankResultRefusedReasonFieldEvent | BankResultRefusedTextFieldEvent> {
    return streamMessage(buf, BankResult.codec(), opts)
  }
}

export interface AccountResult {
  isNew: boolean
  account?: Account
}

export namespace AccountResult {
  let _codec: Codec<AccountResult>

  export const codec = (): Codec<AccountResult> => {
    if (_codec == null) {
      _codec = message<AccountResult>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.isNew != null && obj.isNew !== false)) {
          w.uint32(8)
          w.bool(obj.isNew)
        }

        if (obj.account != null) {
          w.uint32(18)
          Account.codec().encode(obj.account, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          isNew: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.isNew = reader.bool()
              break
            }
            case 2: {
              obj.account = Account.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.account
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
                field: `${prefix}.isNew`,
                value: reader.bool()
              }
              break
            }
            case 2: {
              yield * Account.codec().stream(reader, reader.uint32(), `${prefix}.account`, {
                limits: opts.limits?.account
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

  export interface AccountResultIsNewFieldEvent {
    field: '$.isNew'
    value: boolean
  }

  export interface AccountResultAccountAccountFieldEvent {
    field: '$.account.account'
    value: string
  }

  export interface AccountResultAccountBalanceFieldEvent {
    field: '$.account.balance'
    value: bigint
  }

  export interface AccountResultAccountOwnerFieldEvent {
    field: '$.account.owner'
    value: string
  }

  export function encode (obj: Partial<AccountResult>): Uint8Array {
    return encodeMessage(obj, AccountResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AccountResult>): AccountResult {
    return decodeMessage(buf, AccountResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AccountResult>): Generator<AccountResultIsNewFieldEvent | AccountResultAccountAccountFieldEvent | AccountResultAccountBalanceFieldEvent | AccountResultAccountOwnerFieldEvent> {
    return streamMessage(buf, AccountResult.codec(), opts)
  }
}

export interface SettledResult {
  outcomes: Uint8Array
}

export namespace SettledResult {
  let _codec: Codec<SettledResult>

  export const codec = (): Codec<SettledResult> => {
    if (_codec == null) {
      _codec = message<SettledResult>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.outcomes != null && obj.outcomes.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.outcomes)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          outcomes: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.outcomes = reader.bytes()
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
                field: `${prefix}.outcomes`,
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

  export interface SettledResultOutcomesFieldEvent {
    field: '$.outcomes'
    value: Uint8Array
  }

  export function encode (obj: Partial<SettledResult>): Uint8Array {
    return encodeMessage(obj, SettledResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SettledResult>): SettledResult {
    return decodeMessage(buf, SettledResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SettledResult>): Generator<SettledResultOutcomesFieldEvent> {
    return streamMessage(buf, SettledResult.codec(), opts)
  }
}

export interface EpochResult {
  epoch: number
  outcomes: Uint8Array
}

export namespace EpochResult {
  let _codec: Codec<EpochResult>

  export const codec = (): Codec<EpochResult> => {
    if (_codec == null) {
      _codec = message<EpochResult>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.outcomes != null && obj.outcomes.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.outcomes)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          outcomes: NO_BYTES
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
              obj.outcomes = reader.bytes()
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
                field: `${prefix}.outcomes`,
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

  export interface EpochResultEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface EpochResultOutcomesFieldEvent {
    field: '$.outcomes'
    value: Uint8Array
  }

  export function encode (obj: Partial<EpochResult>): Uint8Array {
    return encodeMessage(obj, EpochResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EpochResult>): EpochResult {
    return decodeMessage(buf, EpochResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<EpochResult>): Generator<EpochResultEpochFieldEvent | EpochResultOutcomesFieldEvent> {
    return streamMessage(buf, EpochResult.codec(), opts)
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

export interface BankQuery {
  account?: Named
  accounts?: Page
  total?: Total
  history?: Named
  owner?: OwnerNamed
  outcomes?: Operations
  log?: LogPage
}

export namespace BankQuery {
  let _codec: Codec<BankQuery>

  export const codec = (): Codec<BankQuery> => {
    if (_codec == null) {
      _codec = message<BankQuery>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.account != null) {
          w.uint32(10)
          Named.codec().encode(obj.account, w)
        }

        if (obj.accounts != null) {
          w.uint32(18)
          Page.codec().encode(obj.accounts, w)
        }

        if (obj.total != null) {
          w.uint32(26)
          Total.codec().encode(obj.total, w)
        }

        if (obj.history != null) {
          w.uint32(34)
          Named.codec().encode(obj.history, w)
        }

        if (obj.owner != null) {
          w.uint32(42)
          OwnerNamed.codec().encode(obj.owner, w)
        }

        if (obj.outcomes != null) {
          w.uint32(50)
          Operations.codec().encode(obj.outcomes, w)
        }

        if (obj.log != null) {
          w.uint32(58)
          LogPage.codec().encode(obj.log, w)
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
              obj.account = Named.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.account
              })
              break
            }
            case 2: {
              obj.accounts = Page.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accounts
              })
              break
            }
            case 3: {
              obj.total = Total.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.total
              })
              break
            }
            case 4: {
              obj.history = Named.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.history
              })
              break
            }
            case 5: {
              obj.owner = OwnerNamed.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.owner
              })
              break
            }
            case 6: {
              obj.outcomes = Operations.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.outcomes
              })
              break
            }
            case 7: {
              obj.log = LogPage.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.log
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.log != null) {
          delete obj.outcomes
          delete obj.owner
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.outcomes != null) {
          delete obj.log
          delete obj.owner
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.owner != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.history != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.owner
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.total != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.owner
          delete obj.history
          delete obj.accounts
          delete obj.account
        }

        if (obj.accounts != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.owner
          delete obj.history
          delete obj.total
          delete obj.account
        }

        if (obj.account != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.owner
          delete obj.history
          delete obj.total
          delete obj.accounts
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Named.codec().stream(reader, reader.uint32(), `${prefix}.account`, {
                limits: opts.limits?.account
              })

              break
            }
            case 2: {
              yield * Page.codec().stream(reader, reader.uint32(), `${prefix}.accounts`, {
                limits: opts.limits?.accounts
              })

              break
            }
            case 3: {
              yield * Total.codec().stream(reader, reader.uint32(), `${prefix}.total`, {
                limits: opts.limits?.total
              })

              break
            }
            case 4: {
              yield * Named.codec().stream(reader, reader.uint32(), `${prefix}.history`, {
                limits: opts.limits?.history
              })

              break
            }
            case 5: {
              yield * OwnerNamed.codec().stream(reader, reader.uint32(), `${prefix}.owner`, {
                limits: opts.limits?.owner
              })

              break
            }
            case 6: {
              yield * Operations.codec().stream(reader, reader.uint32(), `${prefix}.outcomes`, {
                limits: opts.limits?.outcomes
              })

              break
            }
            case 7: {
              yield * LogPage.codec().stream(reader, reader.uint32(), `${prefix}.log`, {
                limits: opts.limits?.log
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

  export interface BankQueryAccountAccountFieldEvent {
    field: '$.account.account'
    value: string
  }

  export interface BankQueryAccountsAfterFieldEvent {
    field: '$.accounts.after'
    value: string
  }

  export interface BankQueryAccountsLimitFieldEvent {
    field: '$.accounts.limit'
    value: number
  }

  export interface BankQueryTotalRecountFieldEvent {
    field: '$.total.recount'
    value: boolean
  }

  export interface BankQueryHistoryAccountFieldEvent {
    field: '$.history.account'
    value: string
  }

  export interface BankQueryOwnerOwnerFieldEvent {
    field: '$.owner.owner'
    value: string
  }

  export interface BankQueryOutcomesOperationsFieldEvent {
    field: '$.outcomes.operations[]'
    index: number
    value: string
  }

  export interface BankQueryLogAfterFieldEvent {
    field: '$.log.after'
    value: number
  }

  export interface BankQueryLogLimitFieldEvent {
    field: '$.log.limit'
    value: number
  }

  export function encode (obj: Partial<BankQuery>): Uint8Array {
    return encodeMessage(obj, BankQuery.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankQuery>): BankQuery {
    return decodeMessage(buf, BankQuery.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankQuery>): Generator<BankQueryAccountAccountFieldEvent | BankQueryAccountsAfterFieldEvent | BankQueryAccountsLimitFieldEvent | BankQueryTotalRecountFieldEvent | BankQueryHistoryAccountFieldEvent | BankQueryOwnerOwnerFieldEvent | BankQueryOutcomesOperationsFieldEvent | BankQueryLogAfterFieldEvent | BankQueryLogLimitFieldEvent> {
    return streamMessage(buf, BankQuery.codec(), opts)
  }
}

export interface Named {
  account: string
}

export namespace Named {
  let _codec: Codec<Named>

  export const codec = (): Codec<Named> => {
    if (_codec == null) {
      _codec = message<Named>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(10)
          w.string(obj.account)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.account = reader.string()
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

  export interface NamedAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export function encode (obj: Partial<Named>): Uint8Array {
    return encodeMessage(obj, Named.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Named>): Named {
    return decodeMessage(buf, Named.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Named>): Generator<NamedAccountFieldEvent> {
    return streamMessage(buf, Named.codec(), opts)
  }
}

export interface Page {
  after: string
  limit: number
}

export namespace Page {
  let _codec: Codec<Page>

  export const codec = (): Codec<Page> => {
    if (_codec == null) {
      _codec = message<Page>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.after != null && obj.after !== '')) {
          w.uint32(10)
          w.string(obj.after)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(16)
          w.uint32(obj.limit)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          after: '',
          limit: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.after = reader.string()
              break
            }
            case 2: {
              obj.limit = reader.uint32()
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
                field: `${prefix}.after`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.limit`,
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

  export interface PageAfterFieldEvent {
    field: '$.after'
    value: string
  }

  export interface PageLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export function encode (obj: Partial<Page>): Uint8Array {
    return encodeMessage(obj, Page.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Page>): Page {
    return decodeMessage(buf, Page.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Page>): Generator<PageAfterFieldEvent | PageLimitFieldEvent> {
    return streamMessage(buf, Page.codec(), opts)
  }
}

export interface Total {
  recount: boolean
}

export namespace Total {
  let _codec: Codec<Total>

  export const codec = (): Codec<Total> => {
    if (_codec == null) {
      _codec = message<Total>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.recount != null && obj.recount !== false)) {
          w.uint32(8)
          w.bool(obj.recount)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          recount: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.recount = reader.bool()
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
                field: `${prefix}.recount`,
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

  export interface TotalRecountFieldEvent {
    field: '$.recount'
    value: boolean
  }

  export function encode (obj: Partial<Total>): Uint8Array {
    return encodeMessage(obj, Total.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Total>): Total {
    return decodeMessage(buf, Total.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Total>): Generator<TotalRecountFieldEvent> {
    return streamMessage(buf, Total.codec(), opts)
  }
}

export interface OwnerNamed {
  owner: string
}

export namespace OwnerNamed {
  let _codec: Codec<OwnerNamed>

  export const codec = (): Codec<OwnerNamed> => {
    if (_codec == null) {
      _codec = message<OwnerNamed>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.owner != null && obj.owner !== '')) {
          w.uint32(10)
          w.string(obj.owner)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          owner: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.owner = reader.string()
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
                field: `${prefix}.owner`,
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

  export interface OwnerNamedOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export function encode (obj: Partial<OwnerNamed>): Uint8Array {
    return encodeMessage(obj, OwnerNamed.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OwnerNamed>): OwnerNamed {
    return decodeMessage(buf, OwnerNamed.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OwnerNamed>): Generator<OwnerNamedOwnerFieldEvent> {
    return streamMessage(buf, OwnerNamed.codec(), opts)
  }
}

export interface Operations {
  operations: string[]
}

export namespace Operations {
  let _codec: Codec<Operations>

  export const codec = (): Codec<Operations> => {
    if (_codec == null) {
      _codec = message<Operations>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.operations != null && obj.operations.length > 0) {
          for (const value of obj.operations) {
            w.uint32(10)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          operations: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.operations != null && obj.operations.length === opts.limits.operations) {
                throw new MaxLengthError('Decode error - repeated field "operations" had too many elements')
              }

              obj.operations.push(reader.string())
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
          operations: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
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

  export interface OperationsOperationsFieldEvent {
    field: '$.operations[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<Operations>): Uint8Array {
    return encodeMessage(obj, Operations.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Operations>): Operations {
    return decodeMessage(buf, Operations.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Operations>): Generator<OperationsOperationsFieldEvent> {
    return streamMessage(buf, Operations.codec(), opts)
  }
}

export interface LogPage {
  after?: number
  limit: number
}

export namespace LogPage {
  let _codec: Codec<LogPage>

  export const codec = (): Codec<LogPage> => {
    if (_codec == null) {
      _codec = message<LogPage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.after != null) {
          w.uint32(8)
          w.uint64Number(obj.after)
        }

        if ((obj.limit != null && obj.limit !== 0)) {
          w.uint32(16)
          w.uint32(obj.limit)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          limit: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.after = reader.uint64Number()
              break
            }
            case 2: {
              obj.limit = reader.uint32()
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
                field: `${prefix}.after`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.limit`,
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

  export interface LogPageAfterFieldEvent {
    field: '$.after'
    value: number
  }

  export interface LogPageLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export function encode (obj: Partial<LogPage>): Uint8Array {
    return encodeMessage(obj, LogPage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogPage>): LogPage {
    return decodeMessage(buf, LogPage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogPage>): Generator<LogPageAfterFieldEvent | LogPageLimitFieldEvent> {
    return streamMessage(buf, LogPage.codec(), opts)
  }
}

export interface BankAnswer {
  account?: AccountAnswer
  accounts?: Accounts
  total?: Totals
  history?: History
  owner?: OwnerAnswer
  outcomes?: Entries
  log?: Entries
}

export namespace BankAnswer {
  let _codec: Codec<BankAnswer>

  export const codec = (): Codec<BankAnswer> => {
    if (_codec == null) {
      _codec = message<BankAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.account != null) {
          w.uint32(10)
          AccountAnswer.codec().encode(obj.account, w)
        }

        if (obj.accounts != null) {
          w.uint32(18)
          Accounts.codec().encode(obj.accounts, w)
        }

        if (obj.total != null) {
          w.uint32(26)
          Totals.codec().encode(obj.total, w)
        }

        if (obj.history != null) {
          w.uint32(34)
          History.codec().encode(obj.history, w)
        }

        if (obj.owner != null) {
          w.uint32(42)
          OwnerAnswer.codec().encode(obj.owner, w)
        }

        if (obj.outcomes != null) {
          w.uint32(50)
          Entries.codec().encode(obj.outcomes, w)
        }

        if (obj.log != null) {
          w.uint32(58)
          Entries.codec().encode(obj.log, w)
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
              obj.account = AccountAnswer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.account
              })
              break
            }
            case 2: {
              obj.accounts = Accounts.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accounts
              })
              break
            }
            case 3: {
              obj.total = Totals.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.total
              })
              break
            }
            case 4: {
              obj.history = History.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.history
              })
              break
            }
            case 5: {
              obj.owner = OwnerAnswer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.owner
              })
              break
            }
            case 6: {
              obj.outcomes = Entries.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.outcomes
              })
              break
            }
            case 7: {
              obj.log = Entries.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.log
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.log != null) {
          delete obj.outcomes
          delete obj.owner
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.outcomes != null) {
          delete obj.log
          delete obj.owner
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.owner != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.history != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.owner
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.total != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.owner
          delete obj.history
          delete obj.accounts
          delete obj.account
        }

        if (obj.accounts != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.owner
          delete obj.history
          delete obj.total
          delete obj.account
        }

        if (obj.account != null) {
          delete obj.log
          delete obj.outcomes
          delete obj.owner
          delete obj.history
          delete obj.total
          delete obj.accounts
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * AccountAnswer.codec().stream(reader, reader.uint32(), `${prefix}.account`, {
                limits: opts.limits?.account
              })

              break
            }
            case 2: {
              yield * Accounts.codec().stream(reader, reader.uint32(), `${prefix}.accounts`, {
                limits: opts.limits?.accounts
              })

              break
            }
            case 3: {
              yield * Totals.codec().stream(reader, reader.uint32(), `${prefix}.total`, {
                limits: opts.limits?.total
              })

              break
            }
            case 4: {
              yield * History.codec().stream(reader, reader.uint32(), `${prefix}.history`, {
                limits: opts.limits?.history
              })

              break
            }
            case 5: {
              yield * OwnerAnswer.codec().stream(reader, reader.uint32(), `${prefix}.owner`, {
                limits: opts.limits?.owner
              })

              break
            }
            case 6: {
              yield * Entries.codec().stream(reader, reader.uint32(), `${prefix}.outcomes`, {
                limits: opts.limits?.outcomes
              })

              break
            }
            case 7: {
              yield * Entries.codec().stream(reader, reader.uint32(), `${prefix}.log`, {
                limits: opts.limits?.log
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

  export interface BankAnswerAccountAccountAccountFieldEvent {
    field: '$.account.account.account'
    value: string
  }

  export interface BankAnswerAccountAccountBalanceFieldEvent {
    field: '$.account.account.balance'
    value: bigint
  }

  export interface BankAnswerAccountAccountOwnerFieldEvent {
    field: '$.account.account.owner'
    value: string
  }

  export interface BankAnswerAccountEpochFieldEvent {
    field: '$.account.epoch'
    value: number
  }

  export interface BankAnswerAccountsAccountsAccountFieldEvent {
    field: '$.accounts.accounts[].account'
    value: string
    index: number
  }

  export interface BankAnswerAccountsAccountsBalanceFieldEvent {
    field: '$.accounts.accounts[].balance'
    value: bigint
    index: number
  }

  export interface BankAnswerAccountsAccountsOwnerFieldEvent {
    field: '$.accounts.accounts[].owner'
    value: string
    index: number
  }

  export interface BankAnswerAccountsAfterFieldEvent {
    field: '$.accounts.after'
    value: string
  }

  export interface BankAnswerTotalMintedFieldEvent {
    field: '$.total.minted'
    value: bigint
  }

  export interface BankAnswerTotalTotalFieldEvent {
    field: '$.total.total'
    value: bigint
  }

  export interface BankAnswerTotalAccountsFieldEvent {
    field: '$.total.accounts'
    value: number
  }

  export interface BankAnswerHistoryChangesKindFieldEvent {
    field: '$.history.changes[].kind'
    value: number
    index: number
  }

  export interface BankAnswerHistoryChangesHeightFieldEvent {
    field: '$.history.changes[].height'
    value: number
    index: number
  }

  export interface BankAnswerHistoryChangesOtherFieldEvent {
    field: '$.history.changes[].other'
    value: string
    index: number
  }

  export interface BankAnswerHistoryChangesAmountFieldEvent {
    field: '$.history.changes[].amount'
    value: bigint
    index: number
  }

  export interface BankAnswerHistoryChangesBalanceFieldEvent {
    field: '$.history.changes[].balance'
    value: bigint
    index: number
  }

  export interface BankAnswerHistoryChangesOperationFieldEvent {
    field: '$.history.changes[].operation'
    value: string
    index: number
  }

  export interface BankAnswerOwnerOwnerOwnerFieldEvent {
    field: '$.owner.owner.owner'
    value: string
  }

  export interface BankAnswerOwnerOwnerEpochFieldEvent {
    field: '$.owner.owner.epoch'
    value: number
  }

  export interface BankAnswerOwnerOwnerIsOpenFieldEvent {
    field: '$.owner.owner.isOpen'
    value: boolean
  }

  export interface BankAnswerOwnerOwnerIncarnationFieldEvent {
    field: '$.owner.owner.incarnation'
    value: Uint8Array
  }

  export interface BankAnswerOwnerOwnerKeepersPeerFieldEvent {
    field: '$.owner.owner.keepers[].peer'
    value: string
    index: number
  }

  export interface BankAnswerOwnerOwnerKeepersIncarnationFieldEvent {
    field: '$.owner.owner.keepers[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface BankAnswerOwnerOwnerLastSeqFieldEvent {
    field: '$.owner.owner.lastSeq'
    value: number
  }

  export interface BankAnswerOwnerOwnerEndsEpochFieldEvent {
    field: '$.owner.owner.ends[].epoch'
    value: number
    index: number
  }

  export interface BankAnswerOwnerOwnerEndsLastSeqFieldEvent {
    field: '$.owner.owner.ends[].lastSeq'
    value: number
    index: number
  }

  export interface BankAnswerOutcomesEntriesNumberFieldEvent {
    field: '$.outcomes.entries[].number'
    value: number
    index: number
  }

  export interface BankAnswerOutcomesEntriesHeightFieldEvent {
    field: '$.outcomes.entries[].height'
    value: number
    index: number
  }

  export interface BankAnswerOutcomesEntriesKindFieldEvent {
    field: '$.outcomes.entries[].kind'
    value: number
    index: number
  }

  export interface BankAnswerOutcomesEntriesAccountFieldEvent {
    field: '$.outcomes.entries[].account'
    value: string
    index: number
  }

  export interface BankAnswerOutcomesEntriesOtherFieldEvent {
    field: '$.outcomes.entries[].other'
    value: string
    index: number
  }

  export interface BankAnswerOutcomesEntriesAmountFieldEvent {
    field: '$.outcomes.entries[].amount'
    value: bigint
    index: number
  }

  export interface BankAnswerOutcomesEntriesOperationFieldEvent {
    field: '$.outcomes.entries[].operation'
    value: string
    index: number
  }

  export interface BankAnswerOutcomesEntriesReasonFieldEvent {
    field: '$.outcomes.entries[].reason'
    value: string
    index: number
  }

  export interface BankAnswerOutcomesLastFieldEvent {
    field: '$.outcomes.last'
    value: number
  }

  export interface BankAnswerLogEntriesNumberFieldEvent {
    field: '$.log.entries[].number'
    value: number
    index: number
  }

  export interface BankAnswerLogEntriesHeightFieldEvent {
    field: '$.log.entries[].height'
    value: number
    index: number
  }

  export interface BankAnswerLogEntriesKindFieldEvent {
    field: '$.log.entries[].kind'
    value: number
    index: number
  }

  export interface BankAnswerLogEntriesAccountFieldEvent {
    field: '$.log.entries[].account'
    value: string
    index: number
  }

  export interface BankAnswerLogEntriesOtherFieldEvent {
    field: '$.log.entries[].other'
    value: string
    index: number
  }

  export interface BankAnswerLogEntriesAmountFieldEvent {
    field: '$.log.entries[].amount'
    value: bigint
    index: number
  }

  export interface BankAnswerLogEntriesOperationFieldEvent {
    field: '$.log.entries[].operation'
    value: string
    index: number
  }

  export interface BankAnswerLogEntriesReasonFieldEvent {
    field: '$.log.entries[].reason'
    value: string
    index: number
  }

  export interface BankAnswerLogLastFieldEvent {
    field: '$.log.last'
    value: number
  }

  export function encode (obj: Partial<BankAnswer>): Uint8Array {
    return encodeMessage(obj, BankAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankAnswer>): BankAnswer {
    return decodeMessage(buf, BankAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankAnswer>): Generator<BankAnswerAccountAccountAccountFieldEvent | BankAnswerAccountAccountBalanceFieldEvent | BankAnswerAccountAccountOwnerFieldEvent | BankAnswerAccountEpochFieldEvent | BankAnswerAccountsAccountsAccountFieldEvent | BankAnswerAccountsAccountsBalanceFieldEvent | BankAnswerAccountsAccountsOwnerFieldEvent | BankAnswerAccountsAfterFieldEvent | BankAnswerTotalMintedFieldEvent | BankAnswerTotalTotalFieldEvent | BankAnswerTotalAccountsFieldEvent | BankAnswerHistoryChangesKindFieldEvent | BankAnswerHistoryChangesHeightFieldEvent | BankAnswerHistoryChangesOtherFieldEvent | BankAnswerHistoryChangesAmountFieldEvent | BankAnswerHistoryChangesBalanceFieldEvent | BankAnswerHistoryChangesOperationFieldEvent | BankAnswerOwnerOwnerOwnerFieldEvent | BankAnswerOwnerOwnerEpochFieldEvent | BankAnswerOwnerOwnerIsOpenFieldEvent | BankAnswerOwnerOwnerIncarnationFieldEvent | BankAnswerOwnerOwnerKeepersPeerFieldEvent | BankAnswerOwnerOwnerKeepersIncarnationFieldEvent | BankAnswerOwnerOwnerLastSeqFieldEvent | BankAnswerOwnerOwnerEndsEpochFieldEvent | BankAnswerOwnerOwnerEndsLastSeqFieldEvent | BankAnswerOutcomesEntriesNumberFieldEvent | BankAnswerOutcomesEntriesHeightFieldEvent | BankAnswerOutcomesEntriesKindFieldEvent | BankAnswerOutcomesEntriesAccountFieldEvent | BankAnswerOutcomesEntriesOtherFieldEvent | BankAnswerOutcomesEntriesAmountFieldEvent | BankAnswerOutcomesEntriesOperationFieldEvent | BankAnswerOutcomesEntriesReasonFieldEvent | BankAnswerOutcomesLastFieldEvent | BankAnswerLogEntriesNumberFieldEvent | BankAnswerLogEntriesHeightFieldEvent | BankAnswerLogEntriesKindFieldEvent | BankAnswerLogEntriesAccountFieldEvent | BankAnswerLogEntriesOtherFieldEvent | BankAnswerLogEntriesAmountFieldEvent | BankAnswerLogEntriesOperationFieldEvent | BankAnswerLogEntriesReasonFieldEvent | BankAnswerLogLastFieldEvent> {
    return streamMessage(buf, BankAnswer.codec(), opts)
  }
}

export interface AccountAnswer {
  account?: Account
  epoch: number
}

export namespace AccountAnswer {
  let _codec: Codec<AccountAnswer>

  export const codec = (): Codec<AccountAnswer> => {
    if (_codec == null) {
      _codec = message<AccountAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.account != null) {
          w.uint32(10)
          Account.codec().encode(obj.account, w)
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
          epoch: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.account = Account.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.account
              })
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
              yield * Account.codec().stream(reader, reader.uint32(), `${prefix}.account`, {
                limits: opts.limits?.account
              })

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

  export interface AccountAnswerAccountAccountFieldEvent {
    field: '$.account.account'
    value: string
  }

  export interface AccountAnswerAccountBalanceFieldEvent {
    field: '$.account.balance'
    value: bigint
  }

  export interface AccountAnswerAccountOwnerFieldEvent {
    field: '$.account.owner'
    value: string
  }

  export interface AccountAnswerEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export function encode (obj: Partial<AccountAnswer>): Uint8Array {
    return encodeMessage(obj, AccountAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AccountAnswer>): AccountAnswer {
    return decodeMessage(buf, AccountAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AccountAnswer>): Generator<AccountAnswerAccountAccountFieldEvent | AccountAnswerAccountBalanceFieldEvent | AccountAnswerAccountOwnerFieldEvent | AccountAnswerEpochFieldEvent> {
    return streamMessage(buf, AccountAnswer.codec(), opts)
  }
}

export interface Accounts {
  accounts: Account[]
  after: string
}

export namespace Accounts {
  let _codec: Codec<Accounts>

  export const codec = (): Codec<Accounts> => {
    if (_codec == null) {
      _codec = message<Accounts>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.accounts != null && obj.accounts.length > 0) {
          for (const value of obj.accounts) {
            w.uint32(10)
            Account.codec().encode(value, w)
          }
        }

        if ((obj.after != null && obj.after !== '')) {
          w.uint32(18)
          w.string(obj.after)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          accounts: [],
          after: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.accounts != null && obj.accounts.length === opts.limits.accounts) {
                throw new MaxLengthError('Decode error - repeated field "accounts" had too many elements')
              }

              obj.accounts.push(Account.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accounts$
              }))
              break
            }
            case 2: {
              obj.after = reader.string()
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
          accounts: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.accounts != null && obj.accounts === opts.limits.accounts) {
                throw new MaxLengthError('Streaming decode error - repeated field "accounts" had too many elements')
              }

              for (const evt of Account.codec().stream(reader, reader.uint32(), `${prefix}.accounts[]`, {
                limits: opts.limits?.accounts$
              })) {
                yield {
                  ...evt,
                  index: obj.accounts
                }
              }

              obj.accounts++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.after`,
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

  export interface AccountsAccountsAccountFieldEvent {
    field: '$.accounts[].account'
    value: string
    index: number
  }

  export interface AccountsAccountsBalanceFieldEvent {
    field: '$.accounts[].balance'
    value: bigint
    index: number
  }

  export interface AccountsAccountsOwnerFieldEvent {
    field: '$.accounts[].owner'
    value: string
    index: number
  }

  export interface AccountsAfterFieldEvent {
    field: '$.after'
    value: string
  }

  export function encode (obj: Partial<Accounts>): Uint8Array {
    return encodeMessage(obj, Accounts.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Accounts>): Accounts {
    return decodeMessage(buf, Accounts.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Accounts>): Generator<AccountsAccountsAccountFieldEvent | AccountsAccountsBalanceFieldEvent | AccountsAccountsOwnerFieldEvent | AccountsAfterFieldEvent> {
    return streamMessage(buf, Accounts.codec(), opts)
  }
}

export interface Totals {
  minted: bigint
  total: bigint
  accounts: number
}

export namespace Totals {
  let _codec: Codec<Totals>

  export const codec = (): Codec<Totals> => {
    if (_codec == null) {
      _codec = message<Totals>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.minted != null && obj.minted !== 0n)) {
          w.uint32(8)
          w.uint64(obj.minted)
        }

        if ((obj.total != null && obj.total !== 0n)) {
          w.uint32(16)
          w.uint64(obj.total)
        }

        if ((obj.accounts != null && obj.accounts !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.accounts)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          minted: 0n,
          total: 0n,
          accounts: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.minted = reader.uint64()
              break
            }
            case 2: {
              obj.total = reader.uint64()
              break
            }
            case 3: {
              obj.accounts = reader.uint64Number()
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
                field: `${prefix}.minted`,
                value: reader.uint64()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.total`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.accounts`,
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

  export interface TotalsMintedFieldEvent {
    field: '$.minted'
    value: bigint
  }

  export interface TotalsTotalFieldEvent {
    field: '$.total'
    value: bigint
  }

  export interface TotalsAccountsFieldEvent {
    field: '$.accounts'
    value: number
  }

  export function encode (obj: Partial<Totals>): Uint8Array {
    return encodeMessage(obj, Totals.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Totals>): Totals {
    return decodeMessage(buf, Totals.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Totals>): Generator<TotalsMintedFieldEvent | TotalsTotalFieldEvent | TotalsAccountsFieldEvent> {
    return streamMessage(buf, Totals.codec(), opts)
  }
}

export interface History {
  changes: Change[]
}

export namespace History {
  let _codec: Codec<History>

  export const codec = (): Codec<History> => {
    if (_codec == null) {
      _codec = message<History>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.changes != null && obj.changes.length > 0) {
          for (const value of obj.changes) {
            w.uint32(10)
            Change.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          changes: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.changes != null && obj.changes.length === opts.limits.changes) {
                throw new MaxLengthError('Decode error - repeated field "changes" had too many elements')
              }

              obj.changes.push(Change.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.changes$
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
          changes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.changes != null && obj.changes === opts.limits.changes) {
                throw new MaxLengthError('Streaming decode error - repeated field "changes" had too many elements')
              }

              for (const evt of Change.codec().stream(reader, reader.uint32(), `${prefix}.changes[]`, {
                limits: opts.limits?.changes$
              })) {
                yield {
                  ...evt,
                  index: obj.changes
                }
              }

              obj.changes++

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

  export interface HistoryChangesKindFieldEvent {
    field: '$.changes[].kind'
    value: number
    index: number
  }

  export interface HistoryChangesHeightFieldEvent {
    field: '$.changes[].height'
    value: number
    index: number
  }

  export interface HistoryChangesOtherFieldEvent {
    field: '$.changes[].other'
    value: string
    index: number
  }

  export interface HistoryChangesAmountFieldEvent {
    field: '$.changes[].amount'
    value: bigint
    index: number
  }

  export interface HistoryChangesBalanceFieldEvent {
    field: '$.changes[].balance'
    value: bigint
    index: number
  }

  export interface HistoryChangesOperationFieldEvent {
    field: '$.changes[].operation'
    value: string
    index: number
  }

  export function encode (obj: Partial<History>): Uint8Array {
    return encodeMessage(obj, History.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<History>): History {
    return decodeMessage(buf, History.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<History>): Generator<HistoryChangesKindFieldEvent | HistoryChangesHeightFieldEvent | HistoryChangesOtherFieldEvent | HistoryChangesAmountFieldEvent | HistoryChangesBalanceFieldEvent | HistoryChangesOperationFieldEvent> {
    return streamMessage(buf, History.codec(), opts)
  }
}

export interface Change {
  kind: number
  height: number
  other: string
  amount: bigint
  balance: bigint
  operation: string
}

export namespace Change {
  let _codec: Codec<Change>

  export const codec = (): Codec<Change> => {
    if (_codec == null) {
      _codec = message<Change>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(8)
          w.uint32(obj.kind)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.height)
        }

        if ((obj.other != null && obj.other !== '')) {
          w.uint32(26)
          w.string(obj.other)
        }

        if ((obj.amount != null && obj.amount !== 0n)) {
          w.uint32(32)
          w.uint64(obj.amount)
        }

        if ((obj.balance != null && obj.balance !== 0n)) {
          w.uint32(40)
          w.uint64(obj.balance)
        }

        if ((obj.operation != null && obj.operation !== '')) {
          w.uint32(50)
          w.string(obj.operation)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          kind: 0,
          height: 0,
          other: '',
          amount: 0n,
          balance: 0n,
          operation: ''
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
              obj.height = reader.uint64Number()
              break
            }
            case 3: {
              obj.other = reader.string()
              break
            }
            case 4: {
              obj.amount = reader.uint64()
              break
            }
            case 5: {
              obj.balance = reader.uint64()
              break
            }
            case 6: {
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
                field: `${prefix}.kind`,
                value: reader.uint32()
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
                field: `${prefix}.other`,
                value: reader.string()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.amount`,
                value: reader.uint64()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.balance`,
                value: reader.uint64()
              }
              break
            }
            case 6: {
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

  export interface ChangeKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface ChangeHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface ChangeOtherFieldEvent {
    field: '$.other'
    value: string
  }

  export interface ChangeAmountFieldEvent {
    field: '$.amount'
    value: bigint
  }

  export interface ChangeBalanceFieldEvent {
    field: '$.balance'
    value: bigint
  }

  export interface ChangeOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export function encode (obj: Partial<Change>): Uint8Array {
    return encodeMessage(obj, Change.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Change>): Change {
    return decodeMessage(buf, Change.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Change>): Generator<ChangeKindFieldEvent | ChangeHeightFieldEvent | ChangeOtherFieldEvent | ChangeAmountFieldEvent | ChangeBalanceFieldEvent | ChangeOperationFieldEvent> {
    return streamMessage(buf, Change.codec(), opts)
  }
}

export interface OwnerAnswer {
  owner?: Owner
}

export namespace OwnerAnswer {
  let _codec: Codec<OwnerAnswer>

  export const codec = (): Codec<OwnerAnswer> => {
    if (_codec == null) {
      _codec = message<OwnerAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.owner != null) {
          w.uint32(10)
          Owner.codec().encode(obj.owner, w)
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
              obj.owner = Owner.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.owner
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
              yield * Owner.codec().stream(reader, reader.uint32(), `${prefix}.owner`, {
                limits: opts.limits?.owner
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

  export interface OwnerAnswerOwnerOwnerFieldEvent {
    field: '$.owner.owner'
    value: string
  }

  export interface OwnerAnswerOwnerEpochFieldEvent {
    field: '$.owner.epoch'
    value: number
  }

  export interface OwnerAnswerOwnerIsOpenFieldEvent {
    field: '$.owner.isOpen'
    value: boolean
  }

  export interface OwnerAnswerOwnerIncarnationFieldEvent {
    field: '$.owner.incarnation'
    value: Uint8Array
  }

  export interface OwnerAnswerOwnerKeepersPeerFieldEvent {
    field: '$.owner.keepers[].peer'
    value: string
    index: number
  }

  export interface OwnerAnswerOwnerKeepersIncarnationFieldEvent {
    field: '$.owner.keepers[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface OwnerAnswerOwnerLastSeqFieldEvent {
    field: '$.owner.lastSeq'
    value: number
  }

  export interface OwnerAnswerOwnerEndsEpochFieldEvent {
    field: '$.owner.ends[].epoch'
    value: number
    index: number
  }

  export interface OwnerAnswerOwnerEndsLastSeqFieldEvent {
    field: '$.owner.ends[].lastSeq'
    value: number
    index: number
  }

  export function encode (obj: Partial<OwnerAnswer>): Uint8Array {
    return encodeMessage(obj, OwnerAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OwnerAnswer>): OwnerAnswer {
    return decodeMessage(buf, OwnerAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OwnerAnswer>): Generator<OwnerAnswerOwnerOwnerFieldEvent | OwnerAnswerOwnerEpochFieldEvent | OwnerAnswerOwnerIsOpenFieldEvent | OwnerAnswerOwnerIncarnationFieldEvent | OwnerAnswerOwnerKeepersPeerFieldEvent | OwnerAnswerOwnerKeepersIncarnationFieldEvent | OwnerAnswerOwnerLastSeqFieldEvent | OwnerAnswerOwnerEndsEpochFieldEvent | OwnerAnswerOwnerEndsLastSeqFieldEvent> {
    return streamMessage(buf, OwnerAnswer.codec(), opts)
  }
}

export interface Entries {
  entries: Entry[]
  last: number
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

        if ((obj.last != null && obj.last !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.last)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          entries: [],
          last: 0
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
              obj.last = reader.uint64Number()
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
                field: `${prefix}.last`,
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

  export interface EntriesEntriesNumberFieldEvent {
    field: '$.entries[].number'
    value: number
    index: number
  }

  export interface EntriesEntriesHeightFieldEvent {
    field: '$.entries[].height'
    value: number
    index: number
  }

  export interface EntriesEntriesKindFieldEvent {
    field: '$.entries[].kind'
    value: number
    index: number
  }

  export interface EntriesEntriesAccountFieldEvent {
    field: '$.entries[].account'
    value: string
    index: number
  }

  export interface EntriesEntriesOtherFieldEvent {
    field: '$.entries[].other'
    value: string
    index: number
  }

  export interface EntriesEntriesAmountFieldEvent {
    field: '$.entries[].amount'
    value: bigint
    index: number
  }

  export interface EntriesEntriesOperationFieldEvent {
    field: '$.entries[].operation'
    value: string
    index: number
  }

  export interface EntriesEntriesReasonFieldEvent {
    field: '$.entries[].reason'
    value: string
    index: number
  }

  export interface EntriesLastFieldEvent {
    field: '$.last'
    value: number
  }

  export function encode (obj: Partial<Entries>): Uint8Array {
    return encodeMessage(obj, Entries.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entries>): Entries {
    return decodeMessage(buf, Entries.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entries>): Generator<EntriesEntriesNumberFieldEvent | EntriesEntriesHeightFieldEvent | EntriesEntriesKindFieldEvent | EntriesEntriesAccountFieldEvent | EntriesEntriesOtherFieldEvent | EntriesEntriesAmountFieldEvent | EntriesEntriesOperationFieldEvent | EntriesEntriesReasonFieldEvent | EntriesLastFieldEvent> {
    return streamMessage(buf, Entries.codec(), opts)
  }
}

export interface Entry {
  number: number
  height: number
  kind: number
  account: string
  other: string
  amount: bigint
  operation: string
  reason: string
}

export namespace Entry {
  let _codec: Codec<Entry>

  export const codec = (): Codec<Entry> => {
    if (_codec == null) {
      _codec = message<Entry>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.number)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.height)
        }

        if ((obj.kind != null && obj.kind !== 0)) {
          w.uint32(24)
          w.uint32(obj.kind)
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(34)
          w.string(obj.account)
        }

        if ((obj.other != null && obj.other !== '')) {
          w.uint32(42)
          w.string(obj.other)
        }

        if ((obj.amount != null && obj.amount !== 0n)) {
          w.uint32(48)
          w.uint64(obj.amount)
        }

        if ((obj.operation != null && obj.operation !== '')) {
          w.uint32(58)
          w.string(obj.operation)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(66)
          w.string(obj.reason)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0,
          height: 0,
          kind: 0,
          account: '',
          other: '',
          amount: 0n,
          operation: '',
          reason: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.number = reader.uint64Number()
              break
            }
            case 2: {
              obj.height = reader.uint64Number()
              break
            }
            case 3: {
              obj.kind = reader.uint32()
              break
            }
            case 4: {
              obj.account = reader.string()
              break
            }
            case 5: {
              obj.other = reader.string()
              break
            }
            case 6: {
              obj.amount = reader.uint64()
              break
            }
            case 7: {
              obj.operation = reader.string()
              break
            }
            case 8: {
              obj.reason = reader.string()
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
                field: `${prefix}.number`,
                value: reader.uint64Number()
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
                field: `${prefix}.kind`,
                value: reader.uint32()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.account`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.other`,
                value: reader.string()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.amount`,
                value: reader.uint64()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.operation`,
                value: reader.string()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.reason`,
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

  export interface EntryNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface EntryHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface EntryKindFieldEvent {
    field: '$.kind'
    value: number
  }

  export interface EntryAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface EntryOtherFieldEvent {
    field: '$.other'
    value: string
  }

  export interface EntryAmountFieldEvent {
    field: '$.amount'
    value: bigint
  }

  export interface EntryOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export interface EntryReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export function encode (obj: Partial<Entry>): Uint8Array {
    return encodeMessage(obj, Entry.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entry>): Entry {
    return decodeMessage(buf, Entry.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entry>): Generator<EntryNumberFieldEvent | EntryHeightFieldEvent | EntryKindFieldEvent | EntryAccountFieldEvent | EntryOtherFieldEvent | EntryAmountFieldEvent | EntryOperationFieldEvent | EntryReasonFieldEvent> {
    return streamMessage(buf, Entry.codec(), opts)
  }
}

export interface BankSnapshot {
  head?: Head
  owner?: Owner
  kept?: Kept
  entry?: Entry
}

export namespace BankSnapshot {
  let _codec: Codec<BankSnapshot>

  export const codec = (): Codec<BankSnapshot> => {
    if (_codec == null) {
      _codec = message<BankSnapshot>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if (obj.owner != null) {
          w.uint32(18)
          Owner.codec().encode(obj.owner, w)
        }

        if (obj.kept != null) {
          w.uint32(26)
          Kept.codec().encode(obj.kept, w)
        }

        if (obj.entry != null) {
          w.uint32(34)
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
              obj.head = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.head
              })
              break
            }
            case 2: {
              obj.owner = Owner.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.owner
              })
              break
            }
            case 3: {
              obj.kept = Kept.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.kept
              })
              break
            }
            case 4: {
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

        if (obj.entry != null) {
          delete obj.kept
          delete obj.owner
          delete obj.head
        }

        if (obj.kept != null) {
          delete obj.entry
          delete obj.owner
          delete obj.head
        }

        if (obj.owner != null) {
          delete obj.entry
          delete obj.kept
          delete obj.head
        }

        if (obj.head != null) {
          delete obj.entry
          delete obj.kept
          delete obj.owner
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
              yield * Owner.codec().stream(reader, reader.uint32(), `${prefix}.owner`, {
                limits: opts.limits?.owner
              })

              break
            }
            case 3: {
              yield * Kept.codec().stream(reader, reader.uint32(), `${prefix}.kept`, {
                limits: opts.limits?.kept
              })

              break
            }
            case 4: {
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

  export interface BankSnapshotHeadVersionFieldEvent {
    field: '$.head.version'
    value: number
  }

  export interface BankSnapshotHeadMintedFieldEvent {
    field: '$.head.minted'
    value: bigint
  }

  export interface BankSnapshotHeadOwnersFieldEvent {
    field: '$.head.owners'
    value: number
  }

  export interface BankSnapshotHeadAccountsFieldEvent {
    field: '$.head.accounts'
    value: number
  }

  export interface BankSnapshotHeadEntriesFieldEvent {
    field: '$.head.entries'
    value: number
  }

  export interface BankSnapshotHeadDigestFieldEvent {
    field: '$.head.digest'
    value: string
  }

  export interface BankSnapshotOwnerOwnerFieldEvent {
    field: '$.owner.owner'
    value: string
  }

  export interface BankSnapshotOwnerEpochFieldEvent {
    field: '$.owner.epoch'
    value: number
  }

  export interface BankSnapshotOwnerIsOpenFieldEvent {
    field: '$.owner.isOpen'
    value: boolean
  }

  export interface BankSnapshotOwnerIncarnationFieldEvent {
    field: '$.owner.incarnation'
    value: Uint8Array
  }

  export interface BankSnapshotOwnerKeepersPeerFieldEvent {
    field: '$.owner.keepers[].peer'
    value: string
    index: number
  }

  export interface BankSnapshotOwnerKeepersIncarnationFieldEvent {
    field: '$.owner.keepers[].incarnation'
    value: Uint8Array
    index: number
  }

  export interface BankSnapshotOwnerLastSeqFieldEvent {
    field: '$.owner.lastSeq'
    value: number
  }

  export interface BankSnapshotOwnerEndsEpochFieldEvent {
    field: '$.owner.ends[].epoch'
    value: number
    index: number
  }

  export interface BankSnapshotOwnerEndsLastSeqFieldEvent {
    field: '$.owner.ends[].lastSeq'
    value: number
    index: number
  }

  export interface BankSnapshotKeptAccountAccountFieldEvent {
    field: '$.kept.account.account'
    value: string
  }

  export interface BankSnapshotKeptAccountBalanceFieldEvent {
    field: '$.kept.account.balance'
    value: bigint
  }

  export interface BankSnapshotKeptAccountOwnerFieldEvent {
    field: '$.kept.account.owner'
    value: string
  }

  export interface BankSnapshotKeptHistoryKindFieldEvent {
    field: '$.kept.history[].kind'
    value: number
    index: number
  }

  export interface BankSnapshotKeptHistoryHeightFieldEvent {
    field: '$.kept.history[].height'
    value: number
    index: number
  }

  export interface BankSnapshotKeptHistoryOtherFieldEvent {
    field: '$.kept.history[].other'
    value: string
    index: number
  }

  export interface BankSnapshotKeptHistoryAmountFieldEvent {
    field: '$.kept.history[].amount'
    value: bigint
    index: number
  }

  export interface BankSnapshotKeptHistoryBalanceFieldEvent {
    field: '$.kept.history[].balance'
    value: bigint
    index: number
  }

  export interface BankSnapshotKeptHistoryOperationFieldEvent {
    field: '$.kept.history[].operation'
    value: string
    index: number
  }

  export interface BankSnapshotEntryNumberFieldEvent {
    field: '$.entry.number'
    value: number
  }

  export interface BankSnapshotEntryHeightFieldEvent {
    field: '$.entry.height'
    value: number
  }

  export interface BankSnapshotEntryKindFieldEvent {
    field: '$.entry.kind'
    value: number
  }

  export interface BankSnapshotEntryAccountFieldEvent {
    field: '$.entry.account'
    value: string
  }

  export interface BankSnapshotEntryOtherFieldEvent {
    field: '$.entry.other'
    value: string
  }

  export interface BankSnapshotEntryAmountFieldEvent {
    field: '$.entry.amount'
    value: bigint
  }

  export interface BankSnapshotEntryOperationFieldEvent {
    field: '$.entry.operation'
    value: string
  }

  export interface BankSnapshotEntryReasonFieldEvent {
    field: '$.entry.reason'
    value: string
  }

  export function encode (obj: Partial<BankSnapshot>): Uint8Array {
    return encodeMessage(obj, BankSnapshot.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankSnapshot>): BankSnapshot {
    return decodeMessage(buf, BankSnapshot.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankSnapshot>): Generator<BankSnapshotHeadVersionFieldEvent | BankSnapshotHeadMintedFieldEvent | BankSnapshotHeadOwnersFieldEvent | BankSnapshotHeadAccountsFieldEvent | BankSnapshotHeadEntriesFieldEvent | BankSnapshotHeadDigestFieldEvent | BankSnapshotOwnerOwnerFieldEvent | BankSnapshotOwnerEpochFieldEvent | BankSnapshotOwnerIsOpenFieldEvent | BankSnapshotOwnerIncarnationFieldEvent | BankSnapshotOwnerKeepersPeerFieldEvent | BankSnapshotOwnerKeepersIncarnationFieldEvent | BankSnapshotOwnerLastSeqFieldEvent | BankSnapshotOwnerEndsEpochFieldEvent | BankSnapshotOwnerEndsLastSeqFieldEvent | BankSnapshotKeptAccountAccountFieldEvent | BankSnapshotKeptAccountBalanceFieldEvent | BankSnapshotKeptAccountOwnerFieldEvent | BankSnapshotKeptHistoryKindFieldEvent | BankSnapshotKeptHistoryHeightFieldEvent | BankSnapshotKeptHistoryOtherFieldEvent | BankSnapshotKeptHistoryAmountFieldEvent | BankSnapshotKeptHistoryBalanceFieldEvent | BankSnapshotKeptHistoryOperationFieldEvent | BankSnapshotEntryNumberFieldEvent | BankSnapshotEntryHeightFieldEvent | BankSnapshotEntryKindFieldEvent | BankSnapshotEntryAccountFieldEvent | BankSnapshotEntryOtherFieldEvent | BankSnapshotEntryAmountFieldEvent | BankSnapshotEntryOperationFieldEvent | BankSnapshotEntryReasonFieldEvent> {
    return streamMessage(buf, BankSnapshot.codec(), opts)
  }
}

export interface Head {
  version: number
  minted: bigint
  owners: number
  accounts: number
  entries: number
  digest: string
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

        if ((obj.minted != null && obj.minted !== 0n)) {
          w.uint32(16)
          w.uint64(obj.minted)
        }

        if ((obj.owners != null && obj.owners !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.owners)
        }

        if ((obj.accounts != null && obj.accounts !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.accounts)
        }

        if ((obj.entries != null && obj.entries !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.entries)
        }

        if ((obj.digest != null && obj.digest !== '')) {
          w.uint32(50)
          w.string(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          minted: 0n,
          owners: 0,
          accounts: 0,
          entries: 0,
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
              obj.minted = reader.uint64()
              break
            }
            case 3: {
              obj.owners = reader.uint64Number()
              break
            }
            case 4: {
              obj.accounts = reader.uint64Number()
              break
            }
            case 5: {
              obj.entries = reader.uint64Number()
              break
            }
            case 6: {
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
                field: `${prefix}.minted`,
                value: reader.uint64()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.owners`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.accounts`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.entries`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
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

  export interface HeadVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface HeadMintedFieldEvent {
    field: '$.minted'
    value: bigint
  }

  export interface HeadOwnersFieldEvent {
    field: '$.owners'
    value: number
  }

  export interface HeadAccountsFieldEvent {
    field: '$.accounts'
    value: number
  }

  export interface HeadEntriesFieldEvent {
    field: '$.entries'
    value: number
  }

  export interface HeadDigestFieldEvent {
    field: '$.digest'
    value: string
  }

  export function encode (obj: Partial<Head>): Uint8Array {
    return encodeMessage(obj, Head.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Head {
    return decodeMessage(buf, Head.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Generator<HeadVersionFieldEvent | HeadMintedFieldEvent | HeadOwnersFieldEvent | HeadAccountsFieldEvent | HeadEntriesFieldEvent | HeadDigestFieldEvent> {
    return streamMessage(buf, Head.codec(), opts)
  }
}

export interface Kept {
  account?: Account
  history: Change[]
}

export namespace Kept {
  let _codec: Codec<Kept>

  export const codec = (): Codec<Kept> => {
    if (_codec == null) {
      _codec = message<Kept>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.account != null) {
          w.uint32(10)
          Account.codec().encode(obj.account, w)
        }

        if (obj.history != null && obj.history.length > 0) {
          for (const value of obj.history) {
            w.uint32(18)
            Change.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          history: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.account = Account.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.account
              })
              break
            }
            case 2: {
              if (opts.limits?.history != null && obj.history.length === opts.limits.history) {
                throw new MaxLengthError('Decode error - repeated field "history" had too many elements')
              }

              obj.history.push(Change.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.history$
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
          history: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Account.codec().stream(reader, reader.uint32(), `${prefix}.account`, {
                limits: opts.limits?.account
              })

              break
            }
            case 2: {
              if (opts.limits?.history != null && obj.history === opts.limits.history) {
                throw new MaxLengthError('Streaming decode error - repeated field "history" had too many elements')
              }

              for (const evt of Change.codec().stream(reader, reader.uint32(), `${prefix}.history[]`, {
                limits: opts.limits?.history$
              })) {
                yield {
                  ...evt,
                  index: obj.history
                }
              }

              obj.history++

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

  export interface KeptAccountAccountFieldEvent {
    field: '$.account.account'
    value: string
  }

  export interface KeptAccountBalanceFieldEvent {
    field: '$.account.balance'
    value: bigint
  }

  export interface KeptAccountOwnerFieldEvent {
    field: '$.account.owner'
    value: string
  }

  export interface KeptHistoryKindFieldEvent {
    field: '$.history[].kind'
    value: number
    index: number
  }

  export interface KeptHistoryHeightFieldEvent {
    field: '$.history[].height'
    value: number
    index: number
  }

  export interface KeptHistoryOtherFieldEvent {
    field: '$.history[].other'
    value: string
    index: number
  }

  export interface KeptHistoryAmountFieldEvent {
    field: '$.history[].amount'
    value: bigint
    index: number
  }

  export interface KeptHistoryBalanceFieldEvent {
    field: '$.history[].balance'
    value: bigint
    index: number
  }

  export interface KeptHistoryOperationFieldEvent {
    field: '$.history[].operation'
    value: string
    index: number
  }

  export function encode (obj: Partial<Kept>): Uint8Array {
    return encodeMessage(obj, Kept.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Kept>): Kept {
    return decodeMessage(buf, Kept.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Kept>): Generator<KeptAccountAccountFieldEvent | KeptAccountBalanceFieldEvent | KeptAccountOwnerFieldEvent | KeptHistoryKindFieldEvent | KeptHistoryHeightFieldEvent | KeptHistoryOtherFieldEvent | KeptHistoryAmountFieldEvent | KeptHistoryBalanceFieldEvent | KeptHistoryOperationFieldEvent> {
    return streamMessage(buf, Kept.codec(), opts)
  }
}
