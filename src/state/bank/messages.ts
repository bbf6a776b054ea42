/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface BankOperation {
  open?: Open
  mint?: Mint
  changeOwner?: ChangeOwner
  transfers?: Transfers
}

export namespace BankOperation {
  let _codec: Codec<BankOperation>

  export const codec = (): Codec<BankOperation> => {
    if (_codec == null) {
      _codec = message<BankOperation>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.transfers != null) {
          obj.changeOwner = undefined
          obj.mint = undefined
          obj.open = undefined
        }

        if (obj.changeOwner != null) {
          obj.transfers = undefined
          obj.mint = undefined
          obj.open = undefined
        }

        if (obj.mint != null) {
          obj.transfers = undefined
          obj.changeOwner = undefined
          obj.open = undefined
        }

        if (obj.open != null) {
          obj.transfers = undefined
          obj.changeOwner = undefined
          obj.mint = undefined
        }

        if (obj.open != null) {
          w.uint32(10)
          Open.codec().encode(obj.open, w)
        }

        if (obj.mint != null) {
          w.uint32(18)
          Mint.codec().encode(obj.mint, w)
        }

        if (obj.changeOwner != null) {
          w.uint32(26)
          ChangeOwner.codec().encode(obj.changeOwner, w)
        }

        if (obj.transfers != null) {
          w.uint32(34)
          Transfers.codec().encode(obj.transfers, w)
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
              obj.changeOwner = ChangeOwner.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.changeOwner
              })
              break
            }
            case 4: {
              obj.transfers = Transfers.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transfers
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.transfers != null) {
          delete obj.changeOwner
          delete obj.mint
          delete obj.open
        }

        if (obj.changeOwner != null) {
          delete obj.transfers
          delete obj.mint
          delete obj.open
        }

        if (obj.mint != null) {
          delete obj.transfers
          delete obj.changeOwner
          delete obj.open
        }

        if (obj.open != null) {
          delete obj.transfers
          delete obj.changeOwner
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
              yield * ChangeOwner.codec().stream(reader, reader.uint32(), `${prefix}.changeOwner`, {
                limits: opts.limits?.changeOwner
              })

              break
            }
            case 4: {
              yield * Transfers.codec().stream(reader, reader.uint32(), `${prefix}.transfers`, {
                limits: opts.limits?.transfers
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

  export interface BankOperationChangeOwnerAccountFieldEvent {
    field: '$.changeOwner.account'
    value: string
  }

  export interface BankOperationChangeOwnerOwnerFieldEvent {
    field: '$.changeOwner.owner'
    value: string
  }

  export interface BankOperationChangeOwnerEpochFieldEvent {
    field: '$.changeOwner.epoch'
    value: number
  }

  export interface BankOperationTransfersItemsAccountFieldEvent {
    field: '$.transfers.items[].account'
    value: string
    index: number
  }

  export interface BankOperationTransfersItemsEpochFieldEvent {
    field: '$.transfers.items[].epoch'
    value: number
    index: number
  }

  export interface BankOperationTransfersItemsSeqFieldEvent {
    field: '$.transfers.items[].seq'
    value: number
    index: number
  }

  export interface BankOperationTransfersItemsToFieldEvent {
    field: '$.transfers.items[].to'
    value: string
    index: number
  }

  export interface BankOperationTransfersItemsAmountFieldEvent {
    field: '$.transfers.items[].amount'
    value: bigint
    index: number
  }

  export interface BankOperationTransfersItemsOperationFieldEvent {
    field: '$.transfers.items[].operation'
    value: string
    index: number
  }

  export function encode (obj: Partial<BankOperation>): Uint8Array {
    return encodeMessage(obj, BankOperation.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankOperation>): BankOperation {
    return decodeMessage(buf, BankOperation.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankOperation>): Generator<BankOperationOpenAccountFieldEvent | BankOperationOpenOwnerFieldEvent | BankOperationMintAccountFieldEvent | BankOperationMintAmountFieldEvent | BankOperationMintOwnerFieldEvent | BankOperationChangeOwnerAccountFieldEvent | BankOperationChangeOwnerOwnerFieldEvent | BankOperationChangeOwnerEpochFieldEvent | BankOperationTransfersItemsAccountFieldEvent | BankOperationTransfersItemsEpochFieldEvent | BankOperationTransfersItemsSeqFieldEvent | BankOperationTransfersItemsToFieldEvent | BankOperationTransfersItemsAmountFieldEvent | BankOperationTransfersItemsOperationFieldEvent> {
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: '',
          amount: 0n,
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
              obj.amount = reader.uint64()
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

  export function encode (obj: Partial<Mint>): Uint8Array {
    return encodeMessage(obj, Mint.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Mint>): Mint {
    return decodeMessage(buf, Mint.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Mint>): Generator<MintAccountFieldEvent | MintAmountFieldEvent | MintOwnerFieldEvent> {
    return streamMessage(buf, Mint.codec(), opts)
  }
}

export interface ChangeOwner {
  account: string
  owner: string
  epoch: number
}

export namespace ChangeOwner {
  let _codec: Codec<ChangeOwner>

  export const codec = (): Codec<ChangeOwner> => {
    if (_codec == null) {
      _codec = message<ChangeOwner>((obj, w, opts = {}) => {
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: '',
          owner: '',
          epoch: 0
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

  export interface ChangeOwnerAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface ChangeOwnerOwnerFieldEvent {
    field: '$.owner'
    value: string
  }

  export interface ChangeOwnerEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export function encode (obj: Partial<ChangeOwner>): Uint8Array {
    return encodeMessage(obj, ChangeOwner.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ChangeOwner>): ChangeOwner {
    return decodeMessage(buf, ChangeOwner.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ChangeOwner>): Generator<ChangeOwnerAccountFieldEvent | ChangeOwnerOwnerFieldEvent | ChangeOwnerEpochFieldEvent> {
    return streamMessage(buf, ChangeOwner.codec(), opts)
  }
}

export interface Transfers {
  items: Item[]
}

export namespace Transfers {
  let _codec: Codec<Transfers>

  export const codec = (): Codec<Transfers> => {
    if (_codec == null) {
      _codec = message<Transfers>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.items != null && obj.items.length > 0) {
          for (const value of obj.items) {
            w.uint32(10)
            Item.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          items: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.items != null && obj.items.length === opts.limits.items) {
                throw new MaxLengthError('Decode error - repeated field "items" had too many elements')
              }

              obj.items.push(Item.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.items$
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
          items: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.items != null && obj.items === opts.limits.items) {
                throw new MaxLengthError('Streaming decode error - repeated field "items" had too many elements')
              }

              for (const evt of Item.codec().stream(reader, reader.uint32(), `${prefix}.items[]`, {
                limits: opts.limits?.items$
              })) {
                yield {
                  ...evt,
                  index: obj.items
                }
              }

              obj.items++

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

  export interface TransfersItemsAccountFieldEvent {
    field: '$.items[].account'
    value: string
    index: number
  }

  export interface TransfersItemsEpochFieldEvent {
    field: '$.items[].epoch'
    value: number
    index: number
  }

  export interface TransfersItemsSeqFieldEvent {
    field: '$.items[].seq'
    value: number
    index: number
  }

  export interface TransfersItemsToFieldEvent {
    field: '$.items[].to'
    value: string
    index: number
  }

  export interface TransfersItemsAmountFieldEvent {
    field: '$.items[].amount'
    value: bigint
    index: number
  }

  export interface TransfersItemsOperationFieldEvent {
    field: '$.items[].operation'
    value: string
    index: number
  }

  export function encode (obj: Partial<Transfers>): Uint8Array {
    return encodeMessage(obj, Transfers.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transfers>): Transfers {
    return decodeMessage(buf, Transfers.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transfers>): Generator<TransfersItemsAccountFieldEvent | TransfersItemsEpochFieldEvent | TransfersItemsSeqFieldEvent | TransfersItemsToFieldEvent | TransfersItemsAmountFieldEvent | TransfersItemsOperationFieldEvent> {
    return streamMessage(buf, Transfers.codec(), opts)
  }
}

export interface Item {
  account: string
  epoch: number
  seq: number
  to: string
  amount: bigint
  operation: string
}

export namespace Item {
  let _codec: Codec<Item>

  export const codec = (): Codec<Item> => {
    if (_codec == null) {
      _codec = message<Item>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(10)
          w.string(obj.account)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.seq)
        }

        if ((obj.to != null && obj.to !== '')) {
          w.uint32(34)
          w.string(obj.to)
        }

        if ((obj.amount != null && obj.amount !== 0n)) {
          w.uint32(40)
          w.uint64(obj.amount)
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
          account: '',
          epoch: 0,
          seq: 0,
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.seq = reader.uint64Number()
              break
            }
            case 4: {
              obj.to = reader.string()
              break
            }
            case 5: {
              obj.amount = reader.uint64()
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
                field: `${prefix}.account`,
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
                field: `${prefix}.seq`,
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
            case 5: {
              yield {
                field: `${prefix}.amount`,
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

  export interface ItemAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface ItemEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ItemSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface ItemToFieldEvent {
    field: '$.to'
    value: string
  }

  export interface ItemAmountFieldEvent {
    field: '$.amount'
    value: bigint
  }

  export interface ItemOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export function encode (obj: Partial<Item>): Uint8Array {
    return encodeMessage(obj, Item.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Item>): Item {
    return decodeMessage(buf, Item.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Item>): Generator<ItemAccountFieldEvent | ItemEpochFieldEvent | ItemSeqFieldEvent | ItemToFieldEvent | ItemAmountFieldEvent | ItemOperationFieldEvent> {
    return streamMessage(buf, Item.codec(), opts)
  }
}

export interface Account {
  account: string
  balance: bigint
  owner: string
  epoch: number
  lastSeq: number
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

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.epoch)
        }

        if ((obj.lastSeq != null && obj.lastSeq !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.lastSeq)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: '',
          balance: 0n,
          owner: '',
          epoch: 0,
          lastSeq: 0
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
            case 4: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 5: {
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
            case 4: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
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

  export interface AccountEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface AccountLastSeqFieldEvent {
    field: '$.lastSeq'
    value: number
  }

  export function encode (obj: Partial<Account>): Uint8Array {
    return encodeMessage(obj, Account.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Account>): Account {
    return decodeMessage(buf, Account.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Account>): Generator<AccountAccountFieldEvent | AccountBalanceFieldEvent | AccountOwnerFieldEvent | AccountEpochFieldEvent | AccountLastSeqFieldEvent> {
    return streamMessage(buf, Account.codec(), opts)
  }
}

export interface BankResult {
  account?: AccountResult
  transfers?: TransfersResult
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

        obj = { ...obj }

        if (obj.refused != null) {
          obj.transfers = undefined
          obj.account = undefined
        }

        if (obj.transfers != null) {
          obj.refused = undefined
          obj.account = undefined
        }

        if (obj.account != null) {
          obj.refused = undefined
          obj.transfers = undefined
        }

        if (obj.account != null) {
          w.uint32(10)
          AccountResult.codec().encode(obj.account, w)
        }

        if (obj.transfers != null) {
          w.uint32(18)
          TransfersResult.codec().encode(obj.transfers, w)
        }

        if (obj.refused != null) {
          w.uint32(26)
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
              obj.transfers = TransfersResult.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transfers
              })
              break
            }
            case 3: {
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
          delete obj.transfers
          delete obj.account
        }

        if (obj.transfers != null) {
          delete obj.refused
          delete obj.account
        }

        if (obj.account != null) {
          delete obj.refused
          delete obj.transfers
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
              yield * TransfersResult.codec().stream(reader, reader.uint32(), `${prefix}.transfers`, {
                limits: opts.limits?.transfers
              })

              break
            }
            case 3: {
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

  export interface BankResultAccountAccountEpochFieldEvent {
    field: '$.account.account.epoch'
    value: number
  }

  export interface BankResultAccountAccountLastSeqFieldEvent {
    field: '$.account.account.lastSeq'
    value: number
  }

  export interface BankResultTransfersOutcomesFieldEvent {
    field: '$.transfers.outcomes'
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

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankResult>): Generator<BankResultAccountIsNewFieldEvent | BankResultAccountAccountAccountFieldEvent | BankResultAccountAccountBalanceFieldEvent | BankResultAccountAccountOwnerFieldEvent | BankResultAccountAccountEpochFieldEvent | BankResultAccountAccountLastSeqFieldEvent | BankResultTransfersOutcomesFieldEvent | BankResultRefusedReasonFieldEvent | BankResultRefusedTextFieldEvent> {
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

  export interface AccountResultAccountEpochFieldEvent {
    field: '$.account.epoch'
    value: number
  }

  export interface AccountResultAccountLastSeqFieldEvent {
    field: '$.account.lastSeq'
    value: number
  }

  export function encode (obj: Partial<AccountResult>): Uint8Array {
    return encodeMessage(obj, AccountResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AccountResult>): AccountResult {
    return decodeMessage(buf, AccountResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AccountResult>): Generator<AccountResultIsNewFieldEvent | AccountResultAccountAccountFieldEvent | AccountResultAccountBalanceFieldEvent | AccountResultAccountOwnerFieldEvent | AccountResultAccountEpochFieldEvent | AccountResultAccountLastSeqFieldEvent> {
    return streamMessage(buf, AccountResult.codec(), opts)
  }
}

export interface TransfersResult {
  outcomes: Uint8Array
}

export namespace TransfersResult {
  let _codec: Codec<TransfersResult>

  export const codec = (): Codec<TransfersResult> => {
    if (_codec == null) {
      _codec = message<TransfersResult>((obj, w, opts = {}) => {
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
          outcomes: uint8ArrayAlloc(0)
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

  export interface TransfersResultOutcomesFieldEvent {
    field: '$.outcomes'
    value: Uint8Array
  }

  export function encode (obj: Partial<TransfersResult>): Uint8Array {
    return encodeMessage(obj, TransfersResult.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransfersResult>): TransfersResult {
    return decodeMessage(buf, TransfersResult.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TransfersResult>): Generator<TransfersResultOutcomesFieldEvent> {
    return streamMessage(buf, TransfersResult.codec(), opts)
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
  rejected?: Named
  item?: ItemName
}

export namespace BankQuery {
  let _codec: Codec<BankQuery>

  export const codec = (): Codec<BankQuery> => {
    if (_codec == null) {
      _codec = message<BankQuery>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.item != null) {
          obj.rejected = undefined
          obj.history = undefined
          obj.total = undefined
          obj.accounts = undefined
          obj.account = undefined
        }

        if (obj.rejected != null) {
          obj.item = undefined
          obj.history = undefined
          obj.total = undefined
          obj.accounts = undefined
          obj.account = undefined
        }

        if (obj.history != null) {
          obj.item = undefined
          obj.rejected = undefined
          obj.total = undefined
          obj.accounts = undefined
          obj.account = undefined
        }

        if (obj.total != null) {
          obj.item = undefined
          obj.rejected = undefined
          obj.history = undefined
          obj.accounts = undefined
          obj.account = undefined
        }

        if (obj.accounts != null) {
          obj.item = undefined
          obj.rejected = undefined
          obj.history = undefined
          obj.total = undefined
          obj.account = undefined
        }

        if (obj.account != null) {
          obj.item = undefined
          obj.rejected = undefined
          obj.history = undefined
          obj.total = undefined
          obj.accounts = undefined
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

        if (obj.rejected != null) {
          w.uint32(42)
          Named.codec().encode(obj.rejected, w)
        }

        if (obj.item != null) {
          w.uint32(50)
          ItemName.codec().encode(obj.item, w)
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
              obj.rejected = Named.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rejected
              })
              break
            }
            case 6: {
              obj.item = ItemName.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.item
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.item != null) {
          delete obj.rejected
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.rejected != null) {
          delete obj.item
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.history != null) {
          delete obj.item
          delete obj.rejected
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.total != null) {
          delete obj.item
          delete obj.rejected
          delete obj.history
          delete obj.accounts
          delete obj.account
        }

        if (obj.accounts != null) {
          delete obj.item
          delete obj.rejected
          delete obj.history
          delete obj.total
          delete obj.account
        }

        if (obj.account != null) {
          delete obj.item
          delete obj.rejected
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
              yield * Named.codec().stream(reader, reader.uint32(), `${prefix}.rejected`, {
                limits: opts.limits?.rejected
              })

              break
            }
            case 6: {
              yield * ItemName.codec().stream(reader, reader.uint32(), `${prefix}.item`, {
                limits: opts.limits?.item
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

  export interface BankQueryRejectedAccountFieldEvent {
    field: '$.rejected.account'
    value: string
  }

  export interface BankQueryItemAccountFieldEvent {
    field: '$.item.account'
    value: string
  }

  export interface BankQueryItemEpochFieldEvent {
    field: '$.item.epoch'
    value: number
  }

  export interface BankQueryItemSeqFieldEvent {
    field: '$.item.seq'
    value: number
  }

  export function encode (obj: Partial<BankQuery>): Uint8Array {
    return encodeMessage(obj, BankQuery.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankQuery>): BankQuery {
    return decodeMessage(buf, BankQuery.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankQuery>): Generator<BankQueryAccountAccountFieldEvent | BankQueryAccountsAfterFieldEvent | BankQueryAccountsLimitFieldEvent | BankQueryTotalRecountFieldEvent | BankQueryHistoryAccountFieldEvent | BankQueryRejectedAccountFieldEvent | BankQueryItemAccountFieldEvent | BankQueryItemEpochFieldEvent | BankQueryItemSeqFieldEvent> {
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

export interface ItemName {
  account: string
  epoch: number
  seq: number
}

export namespace ItemName {
  let _codec: Codec<ItemName>

  export const codec = (): Codec<ItemName> => {
    if (_codec == null) {
      _codec = message<ItemName>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.account != null && obj.account !== '')) {
          w.uint32(10)
          w.string(obj.account)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.seq)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          account: '',
          epoch: 0,
          seq: 0
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.seq = reader.uint64Number()
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.seq`,
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

  export interface ItemNameAccountFieldEvent {
    field: '$.account'
    value: string
  }

  export interface ItemNameEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ItemNameSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export function encode (obj: Partial<ItemName>): Uint8Array {
    return encodeMessage(obj, ItemName.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ItemName>): ItemName {
    return decodeMessage(buf, ItemName.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ItemName>): Generator<ItemNameAccountFieldEvent | ItemNameEpochFieldEvent | ItemNameSeqFieldEvent> {
    return streamMessage(buf, ItemName.codec(), opts)
  }
}

export interface BankAnswer {
  account?: AccountAnswer
  accounts?: Accounts
  total?: Totals
  history?: History
  rejected?: Rejections
  item?: ItemAnswer
}

export namespace BankAnswer {
  let _codec: Codec<BankAnswer>

  export const codec = (): Codec<BankAnswer> => {
    if (_codec == null) {
      _codec = message<BankAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.item != null) {
          obj.rejected = undefined
          obj.history = undefined
          obj.total = undefined
          obj.accounts = undefined
          obj.account = undefined
        }

        if (obj.rejected != null) {
          obj.item = undefined
          obj.history = undefined
          obj.total = undefined
          obj.accounts = undefined
          obj.account = undefined
        }

        if (obj.history != null) {
          obj.item = undefined
          obj.rejected = undefined
          obj.total = undefined
          obj.accounts = undefined
          obj.account = undefined
        }

        if (obj.total != null) {
          obj.item = undefined
          obj.rejected = undefined
          obj.history = undefined
          obj.accounts = undefined
          obj.account = undefined
        }

        if (obj.accounts != null) {
          obj.item = undefined
          obj.rejected = undefined
          obj.history = undefined
          obj.total = undefined
          obj.account = undefined
        }

        if (obj.account != null) {
          obj.item = undefined
          obj.rejected = undefined
          obj.history = undefined
          obj.total = undefined
          obj.accounts = undefined
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

        if (obj.rejected != null) {
          w.uint32(42)
          Rejections.codec().encode(obj.rejected, w)
        }

        if (obj.item != null) {
          w.uint32(50)
          ItemAnswer.codec().encode(obj.item, w)
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
              obj.rejected = Rejections.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rejected
              })
              break
            }
            case 6: {
              obj.item = ItemAnswer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.item
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.item != null) {
          delete obj.rejected
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.rejected != null) {
          delete obj.item
          delete obj.history
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.history != null) {
          delete obj.item
          delete obj.rejected
          delete obj.total
          delete obj.accounts
          delete obj.account
        }

        if (obj.total != null) {
          delete obj.item
          delete obj.rejected
          delete obj.history
          delete obj.accounts
          delete obj.account
        }

        if (obj.accounts != null) {
          delete obj.item
          delete obj.rejected
          delete obj.history
          delete obj.total
          delete obj.account
        }

        if (obj.account != null) {
          delete obj.item
          delete obj.rejected
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
              yield * Rejections.codec().stream(reader, reader.uint32(), `${prefix}.rejected`, {
                limits: opts.limits?.rejected
              })

              break
            }
            case 6: {
              yield * ItemAnswer.codec().stream(reader, reader.uint32(), `${prefix}.item`, {
                limits: opts.limits?.item
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

  export interface BankAnswerAccountAccountEpochFieldEvent {
    field: '$.account.account.epoch'
    value: number
  }

  export interface BankAnswerAccountAccountLastSeqFieldEvent {
    field: '$.account.account.lastSeq'
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

  export interface BankAnswerAccountsAccountsEpochFieldEvent {
    field: '$.accounts.accounts[].epoch'
    value: number
    index: number
  }

  export interface BankAnswerAccountsAccountsLastSeqFieldEvent {
    field: '$.accounts.accounts[].lastSeq'
    value: number
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

  export interface BankAnswerRejectedRejectionsItemAccountFieldEvent {
    field: '$.rejected.rejections[].item.account'
    value: string
    index: number
  }

  export interface BankAnswerRejectedRejectionsItemEpochFieldEvent {
    field: '$.rejected.rejections[].item.epoch'
    value: number
    index: number
  }

  export interface BankAnswerRejectedRejectionsItemSeqFieldEvent {
    field: '$.rejected.rejections[].item.seq'
    value: number
    index: number
  }

  export interface BankAnswerRejectedRejectionsItemToFieldEvent {
    field: '$.rejected.rejections[].item.to'
    value: string
    index: number
  }

  export interface BankAnswerRejectedRejectionsItemAmountFieldEvent {
    field: '$.rejected.rejections[].item.amount'
    value: bigint
    index: number
  }

  export interface BankAnswerRejectedRejectionsItemOperationFieldEvent {
    field: '$.rejected.rejections[].item.operation'
    value: string
    index: number
  }

  export interface BankAnswerRejectedRejectionsReasonFieldEvent {
    field: '$.rejected.rejections[].reason'
    value: string
    index: number
  }

  export interface BankAnswerRejectedRejectionsHeightFieldEvent {
    field: '$.rejected.rejections[].height'
    value: number
    index: number
  }

  export interface BankAnswerItemStatusFieldEvent {
    field: '$.item.status'
    value: string
  }

  export function encode (obj: Partial<BankAnswer>): Uint8Array {
    return encodeMessage(obj, BankAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankAnswer>): BankAnswer {
    return decodeMessage(buf, BankAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankAnswer>): Generator<BankAnswerAccountAccountAccountFieldEvent | BankAnswerAccountAccountBalanceFieldEvent | BankAnswerAccountAccountOwnerFieldEvent | BankAnswerAccountAccountEpochFieldEvent | BankAnswerAccountAccountLastSeqFieldEvent | BankAnswerAccountsAccountsAccountFieldEvent | BankAnswerAccountsAccountsBalanceFieldEvent | BankAnswerAccountsAccountsOwnerFieldEvent | BankAnswerAccountsAccountsEpochFieldEvent | BankAnswerAccountsAccountsLastSeqFieldEvent | BankAnswerAccountsAfterFieldEvent | BankAnswerTotalMintedFieldEvent | BankAnswerTotalTotalFieldEvent | BankAnswerTotalAccountsFieldEvent | BankAnswerHistoryChangesKindFieldEvent | BankAnswerHistoryChangesHeightFieldEvent | BankAnswerHistoryChangesOtherFieldEvent | BankAnswerHistoryChangesAmountFieldEvent | BankAnswerHistoryChangesBalanceFieldEvent | BankAnswerHistoryChangesOperationFieldEvent | BankAnswerRejectedRejectionsItemAccountFieldEvent | BankAnswerRejectedRejectionsItemEpochFieldEvent | BankAnswerRejectedRejectionsItemSeqFieldEvent | BankAnswerRejectedRejectionsItemToFieldEvent | BankAnswerRejectedRejectionsItemAmountFieldEvent | BankAnswerRejectedRejectionsItemOperationFieldEvent | BankAnswerRejectedRejectionsReasonFieldEvent | BankAnswerRejectedRejectionsHeightFieldEvent | BankAnswerItemStatusFieldEvent> {
    return streamMessage(buf, BankAnswer.codec(), opts)
  }
}

export interface AccountAnswer {
  account?: Account
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

  export interface AccountAnswerAccountEpochFieldEvent {
    field: '$.account.epoch'
    value: number
  }

  export interface AccountAnswerAccountLastSeqFieldEvent {
    field: '$.account.lastSeq'
    value: number
  }

  export function encode (obj: Partial<AccountAnswer>): Uint8Array {
    return encodeMessage(obj, AccountAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AccountAnswer>): AccountAnswer {
    return decodeMessage(buf, AccountAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AccountAnswer>): Generator<AccountAnswerAccountAccountFieldEvent | AccountAnswerAccountBalanceFieldEvent | AccountAnswerAccountOwnerFieldEvent | AccountAnswerAccountEpochFieldEvent | AccountAnswerAccountLastSeqFieldEvent> {
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

  export interface AccountsAccountsEpochFieldEvent {
    field: '$.accounts[].epoch'
    value: number
    index: number
  }

  export interface AccountsAccountsLastSeqFieldEvent {
    field: '$.accounts[].lastSeq'
    value: number
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

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Accounts>): Generator<AccountsAccountsAccountFieldEvent | AccountsAccountsBalanceFieldEvent | AccountsAccountsOwnerFieldEvent | AccountsAccountsEpochFieldEvent | AccountsAccountsLastSeqFieldEvent | AccountsAfterFieldEvent> {
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

export interface Rejections {
  rejections: Rejection[]
}

export namespace Rejections {
  let _codec: Codec<Rejections>

  export const codec = (): Codec<Rejections> => {
    if (_codec == null) {
      _codec = message<Rejections>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.rejections != null && obj.rejections.length > 0) {
          for (const value of obj.rejections) {
            w.uint32(10)
            Rejection.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          rejections: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.rejections != null && obj.rejections.length === opts.limits.rejections) {
                throw new MaxLengthError('Decode error - repeated field "rejections" had too many elements')
              }

              obj.rejections.push(Rejection.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rejections$
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
          rejections: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.rejections != null && obj.rejections === opts.limits.rejections) {
                throw new MaxLengthError('Streaming decode error - repeated field "rejections" had too many elements')
              }

              for (const evt of Rejection.codec().stream(reader, reader.uint32(), `${prefix}.rejections[]`, {
                limits: opts.limits?.rejections$
              })) {
                yield {
                  ...evt,
                  index: obj.rejections
                }
              }

              obj.rejections++

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

  export interface RejectionsRejectionsItemAccountFieldEvent {
    field: '$.rejections[].item.account'
    value: string
    index: number
  }

  export interface RejectionsRejectionsItemEpochFieldEvent {
    field: '$.rejections[].item.epoch'
    value: number
    index: number
  }

  export interface RejectionsRejectionsItemSeqFieldEvent {
    field: '$.rejections[].item.seq'
    value: number
    index: number
  }

  export interface RejectionsRejectionsItemToFieldEvent {
    field: '$.rejections[].item.to'
    value: string
    index: number
  }

  export interface RejectionsRejectionsItemAmountFieldEvent {
    field: '$.rejections[].item.amount'
    value: bigint
    index: number
  }

  export interface RejectionsRejectionsItemOperationFieldEvent {
    field: '$.rejections[].item.operation'
    value: string
    index: number
  }

  export interface RejectionsRejectionsReasonFieldEvent {
    field: '$.rejections[].reason'
    value: string
    index: number
  }

  export interface RejectionsRejectionsHeightFieldEvent {
    field: '$.rejections[].height'
    value: number
    index: number
  }

  export function encode (obj: Partial<Rejections>): Uint8Array {
    return encodeMessage(obj, Rejections.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Rejections>): Rejections {
    return decodeMessage(buf, Rejections.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Rejections>): Generator<RejectionsRejectionsItemAccountFieldEvent | RejectionsRejectionsItemEpochFieldEvent | RejectionsRejectionsItemSeqFieldEvent | RejectionsRejectionsItemToFieldEvent | RejectionsRejectionsItemAmountFieldEvent | RejectionsRejectionsItemOperationFieldEvent | RejectionsRejectionsReasonFieldEvent | RejectionsRejectionsHeightFieldEvent> {
    return streamMessage(buf, Rejections.codec(), opts)
  }
}

export interface Rejection {
  item?: Item
  reason: string
  height: number
}

export namespace Rejection {
  let _codec: Codec<Rejection>

  export const codec = (): Codec<Rejection> => {
    if (_codec == null) {
      _codec = message<Rejection>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.item != null) {
          w.uint32(10)
          Item.codec().encode(obj.item, w)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(18)
          w.string(obj.reason)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.height)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          reason: '',
          height: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.item = Item.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.item
              })
              break
            }
            case 2: {
              obj.reason = reader.string()
              break
            }
            case 3: {
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
              yield * Item.codec().stream(reader, reader.uint32(), `${prefix}.item`, {
                limits: opts.limits?.item
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.reason`,
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

  export interface RejectionItemAccountFieldEvent {
    field: '$.item.account'
    value: string
  }

  export interface RejectionItemEpochFieldEvent {
    field: '$.item.epoch'
    value: number
  }

  export interface RejectionItemSeqFieldEvent {
    field: '$.item.seq'
    value: number
  }

  export interface RejectionItemToFieldEvent {
    field: '$.item.to'
    value: string
  }

  export interface RejectionItemAmountFieldEvent {
    field: '$.item.amount'
    value: bigint
  }

  export interface RejectionItemOperationFieldEvent {
    field: '$.item.operation'
    value: string
  }

  export interface RejectionReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface RejectionHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export function encode (obj: Partial<Rejection>): Uint8Array {
    return encodeMessage(obj, Rejection.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Rejection>): Rejection {
    return decodeMessage(buf, Rejection.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Rejection>): Generator<RejectionItemAccountFieldEvent | RejectionItemEpochFieldEvent | RejectionItemSeqFieldEvent | RejectionItemToFieldEvent | RejectionItemAmountFieldEvent | RejectionItemOperationFieldEvent | RejectionReasonFieldEvent | RejectionHeightFieldEvent> {
    return streamMessage(buf, Rejection.codec(), opts)
  }
}

export interface ItemAnswer {
  status: string
}

export namespace ItemAnswer {
  let _codec: Codec<ItemAnswer>

  export const codec = (): Codec<ItemAnswer> => {
    if (_codec == null) {
      _codec = message<ItemAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.status != null && obj.status !== '')) {
          w.uint32(10)
          w.string(obj.status)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          status: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.status = reader.string()
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
                field: `${prefix}.status`,
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

  export interface ItemAnswerStatusFieldEvent {
    field: '$.status'
    value: string
  }

  export function encode (obj: Partial<ItemAnswer>): Uint8Array {
    return encodeMessage(obj, ItemAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ItemAnswer>): ItemAnswer {
    return decodeMessage(buf, ItemAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ItemAnswer>): Generator<ItemAnswerStatusFieldEvent> {
    return streamMessage(buf, ItemAnswer.codec(), opts)
  }
}

export interface BankSnapshot {
  head?: Head
  kept?: Kept
}

export namespace BankSnapshot {
  let _codec: Codec<BankSnapshot>

  export const codec = (): Codec<BankSnapshot> => {
    if (_codec == null) {
      _codec = message<BankSnapshot>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        obj = { ...obj }

        if (obj.kept != null) {
          obj.head = undefined
        }

        if (obj.head != null) {
          obj.kept = undefined
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if (obj.kept != null) {
          w.uint32(18)
          Kept.codec().encode(obj.kept, w)
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
              obj.kept = Kept.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.kept
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.kept != null) {
          delete obj.head
        }

        if (obj.head != null) {
          delete obj.kept
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
              yield * Kept.codec().stream(reader, reader.uint32(), `${prefix}.kept`, {
                limits: opts.limits?.kept
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

  export interface BankSnapshotHeadAccountsFieldEvent {
    field: '$.head.accounts'
    value: number
  }

  export interface BankSnapshotHeadDigestFieldEvent {
    field: '$.head.digest'
    value: string
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

  export interface BankSnapshotKeptAccountEpochFieldEvent {
    field: '$.kept.account.epoch'
    value: number
  }

  export interface BankSnapshotKeptAccountLastSeqFieldEvent {
    field: '$.kept.account.lastSeq'
    value: number
  }

  export interface BankSnapshotKeptEndsEpochFieldEvent {
    field: '$.kept.ends[].epoch'
    value: number
    index: number
  }

  export interface BankSnapshotKeptEndsLastSeqFieldEvent {
    field: '$.kept.ends[].lastSeq'
    value: number
    index: number
  }

  export interface BankSnapshotKeptUnsureEpochFieldEvent {
    field: '$.kept.unsureEpoch'
    value: number
  }

  export interface BankSnapshotKeptUnsureSeqFieldEvent {
    field: '$.kept.unsureSeq'
    value: number
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

  export interface BankSnapshotKeptRejectedItemAccountFieldEvent {
    field: '$.kept.rejected[].item.account'
    value: string
    index: number
  }

  export interface BankSnapshotKeptRejectedItemEpochFieldEvent {
    field: '$.kept.rejected[].item.epoch'
    value: number
    index: number
  }

  export interface BankSnapshotKeptRejectedItemSeqFieldEvent {
    field: '$.kept.rejected[].item.seq'
    value: number
    index: number
  }

  export interface BankSnapshotKeptRejectedItemToFieldEvent {
    field: '$.kept.rejected[].item.to'
    value: string
    index: number
  }

  export interface BankSnapshotKeptRejectedItemAmountFieldEvent {
    field: '$.kept.rejected[].item.amount'
    value: bigint
    index: number
  }

  export interface BankSnapshotKeptRejectedItemOperationFieldEvent {
    field: '$.kept.rejected[].item.operation'
    value: string
    index: number
  }

  export interface BankSnapshotKeptRejectedReasonFieldEvent {
    field: '$.kept.rejected[].reason'
    value: string
    index: number
  }

  export interface BankSnapshotKeptRejectedHeightFieldEvent {
    field: '$.kept.rejected[].height'
    value: number
    index: number
  }

  export function encode (obj: Partial<BankSnapshot>): Uint8Array {
    return encodeMessage(obj, BankSnapshot.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankSnapshot>): BankSnapshot {
    return decodeMessage(buf, BankSnapshot.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BankSnapshot>): Generator<BankSnapshotHeadVersionFieldEvent | BankSnapshotHeadMintedFieldEvent | BankSnapshotHeadAccountsFieldEvent | BankSnapshotHeadDigestFieldEvent | BankSnapshotKeptAccountAccountFieldEvent | BankSnapshotKeptAccountBalanceFieldEvent | BankSnapshotKeptAccountOwnerFieldEvent | BankSnapshotKeptAccountEpochFieldEvent | BankSnapshotKeptAccountLastSeqFieldEvent | BankSnapshotKeptEndsEpochFieldEvent | BankSnapshotKeptEndsLastSeqFieldEvent | BankSnapshotKeptUnsureEpochFieldEvent | BankSnapshotKeptUnsureSeqFieldEvent | BankSnapshotKeptHistoryKindFieldEvent | BankSnapshotKeptHistoryHeightFieldEvent | BankSnapshotKeptHistoryOtherFieldEvent | BankSnapshotKeptHistoryAmountFieldEvent | BankSnapshotKeptHistoryBalanceFieldEvent | BankSnapshotKeptHistoryOperationFieldEvent | BankSnapshotKeptRejectedItemAccountFieldEvent | BankSnapshotKeptRejectedItemEpochFieldEvent | BankSnapshotKeptRejectedItemSeqFieldEvent | BankSnapshotKeptRejectedItemToFieldEvent | BankSnapshotKeptRejectedItemAmountFieldEvent | BankSnapshotKeptRejectedItemOperationFieldEvent | BankSnapshotKeptRejectedReasonFieldEvent | BankSnapshotKeptRejectedHeightFieldEvent> {
    return streamMessage(buf, BankSnapshot.codec(), opts)
  }
}

export interface Head {
  version: number
  minted: bigint
  accounts: number
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

        if ((obj.accounts != null && obj.accounts !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.accounts)
        }

        if ((obj.digest != null && obj.digest !== '')) {
          w.uint32(34)
          w.string(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          minted: 0n,
          accounts: 0,
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
              obj.accounts = reader.uint64Number()
              break
            }
            case 4: {
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
                field: `${prefix}.accounts`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
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

  export interface HeadAccountsFieldEvent {
    field: '$.accounts'
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

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Generator<HeadVersionFieldEvent | HeadMintedFieldEvent | HeadAccountsFieldEvent | HeadDigestFieldEvent> {
    return streamMessage(buf, Head.codec(), opts)
  }
}

export interface Kept {
  account?: Account
  ends: EpochEnd[]
  unsureEpoch: number
  unsureSeq: number
  history: Change[]
  rejected: Rejection[]
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

        if (obj.ends != null && obj.ends.length > 0) {
          for (const value of obj.ends) {
            w.uint32(18)
            EpochEnd.codec().encode(value, w)
          }
        }

        if ((obj.unsureEpoch != null && obj.unsureEpoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.unsureEpoch)
        }

        if ((obj.unsureSeq != null && obj.unsureSeq !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.unsureSeq)
        }

        if (obj.history != null && obj.history.length > 0) {
          for (const value of obj.history) {
            w.uint32(42)
            Change.codec().encode(value, w)
          }
        }

        if (obj.rejected != null && obj.rejected.length > 0) {
          for (const value of obj.rejected) {
            w.uint32(50)
            Rejection.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ends: [],
          unsureEpoch: 0,
          unsureSeq: 0,
          history: [],
          rejected: []
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
              if (opts.limits?.ends != null && obj.ends.length === opts.limits.ends) {
                throw new MaxLengthError('Decode error - repeated field "ends" had too many elements')
              }

              obj.ends.push(EpochEnd.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ends$
              }))
              break
            }
            case 3: {
              obj.unsureEpoch = reader.uint64Number()
              break
            }
            case 4: {
              obj.unsureSeq = reader.uint64Number()
              break
            }
            case 5: {
              if (opts.limits?.history != null && obj.history.length === opts.limits.history) {
                throw new MaxLengthError('Decode error - repeated field "history" had too many elements')
              }

              obj.history.push(Change.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.history$
              }))
              break
            }
            case 6: {
              if (opts.limits?.rejected != null && obj.rejected.length === opts.limits.rejected) {
                throw new MaxLengthError('Decode error - repeated field "rejected" had too many elements')
              }

              obj.rejected.push(Rejection.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.rejected$
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
          ends: 0,
          history: 0,
          rejected: 0
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
            case 3: {
              yield {
                field: `${prefix}.unsureEpoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.unsureSeq`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
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
            case 6: {
              if (opts.limits?.rejected != null && obj.rejected === opts.limits.rejected) {
                throw new MaxLengthError('Streaming decode error - repeated field "rejected" had too many elements')
              }

              for (const evt of Rejection.codec().stream(reader, reader.uint32(), `${prefix}.rejected[]`, {
                limits: opts.limits?.rejected$
              })) {
                yield {
                  ...evt,
                  index: obj.rejected
                }
              }

              obj.rejected++

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

  export interface KeptAccountEpochFieldEvent {
    field: '$.account.epoch'
    value: number
  }

  export interface KeptAccountLastSeqFieldEvent {
    field: '$.account.lastSeq'
    value: number
  }

  export interface KeptEndsEpochFieldEvent {
    field: '$.ends[].epoch'
    value: number
    index: number
  }

  export interface KeptEndsLastSeqFieldEvent {
    field: '$.ends[].lastSeq'
    value: number
    index: number
  }

  export interface KeptUnsureEpochFieldEvent {
    field: '$.unsureEpoch'
    value: number
  }

  export interface KeptUnsureSeqFieldEvent {
    field: '$.unsureSeq'
    value: number
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

  export interface KeptRejectedItemAccountFieldEvent {
    field: '$.rejected[].item.account'
    value: string
    index: number
  }

  export interface KeptRejectedItemEpochFieldEvent {
    field: '$.rejected[].item.epoch'
    value: number
    index: number
  }

  export interface KeptRejectedItemSeqFieldEvent {
    field: '$.rejected[].item.seq'
    value: number
    index: number
  }

  export interface KeptRejectedItemToFieldEvent {
    field: '$.rejected[].item.to'
    value: string
    index: number
  }

  export interface KeptRejectedItemAmountFieldEvent {
    field: '$.rejected[].item.amount'
    value: bigint
    index: number
  }

  export interface KeptRejectedItemOperationFieldEvent {
    field: '$.rejected[].item.operation'
    value: string
    index: number
  }

  export interface KeptRejectedReasonFieldEvent {
    field: '$.rejected[].reason'
    value: string
    index: number
  }

  export interface KeptRejectedHeightFieldEvent {
    field: '$.rejected[].height'
    value: number
    index: number
  }

  export function encode (obj: Partial<Kept>): Uint8Array {
    return encodeMessage(obj, Kept.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Kept>): Kept {
    return decodeMessage(buf, Kept.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Kept>): Generator<KeptAccountAccountFieldEvent | KeptAccountBalanceFieldEvent | KeptAccountOwnerFieldEvent | KeptAccountEpochFieldEvent | KeptAccountLastSeqFieldEvent | KeptEndsEpochFieldEvent | KeptEndsLastSeqFieldEvent | KeptUnsureEpochFieldEvent | KeptUnsureSeqFieldEvent | KeptHistoryKindFieldEvent | KeptHistoryHeightFieldEvent | KeptHistoryOtherFieldEvent | KeptHistoryAmountFieldEvent | KeptHistoryBalanceFieldEvent | KeptHistoryOperationFieldEvent | KeptRejectedItemAccountFieldEvent | KeptRejectedItemEpochFieldEvent | KeptRejectedItemSeqFieldEvent | KeptRejectedItemToFieldEvent | KeptRejectedItemAmountFieldEvent | KeptRejectedItemOperationFieldEvent | KeptRejectedReasonFieldEvent | KeptRejectedHeightFieldEvent> {
    return streamMessage(buf, Kept.codec(), opts)
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
