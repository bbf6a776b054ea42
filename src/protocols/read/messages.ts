/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface ReadMessage {
  read?: Read
  data?: Data
  redirect?: Redirect
  notHere?: NotHere
  tableAsk?: TableAsk
  tableAnswer?: TableAnswer
  digest?: Digest
  listAsk?: ListAsk
  list?: List
}

export namespace ReadMessage {
  let _codec: Codec<ReadMessage>

  export const codec = (): Codec<ReadMessage> => {
    if (_codec == null) {
      _codec = message<ReadMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.read != null) {
          w.uint32(10)
          Read.codec().encode(obj.read, w)
        }

        if (obj.data != null) {
          w.uint32(18)
          Data.codec().encode(obj.data, w)
        }

        if (obj.redirect != null) {
          w.uint32(26)
          Redirect.codec().encode(obj.redirect, w)
        }

        if (obj.notHere != null) {
          w.uint32(34)
          NotHere.codec().encode(obj.notHere, w)
        }

        if (obj.tableAsk != null) {
          w.uint32(42)
          TableAsk.codec().encode(obj.tableAsk, w)
        }

        if (obj.tableAnswer != null) {
          w.uint32(50)
          TableAnswer.codec().encode(obj.tableAnswer, w)
        }

        if (obj.digest != null) {
          w.uint32(58)
          Digest.codec().encode(obj.digest, w)
        }

        if (obj.listAsk != null) {
          w.uint32(66)
          ListAsk.codec().encode(obj.listAsk, w)
        }

        if (obj.list != null) {
          w.uint32(74)
          List.codec().encode(obj.list, w)
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
              obj.read = Read.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.read
              })
              break
            }
            case 2: {
              obj.data = Data.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.data
              })
              break
            }
            case 3: {
              obj.redirect = Redirect.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.redirect
              })
              break
            }
            case 4: {
              obj.notHere = NotHere.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.notHere
              })
              break
            }
            case 5: {
              obj.tableAsk = TableAsk.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.tableAsk
              })
              break
            }
            case 6: {
              obj.tableAnswer = TableAnswer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.tableAnswer
              })
              break
            }
            case 7: {
              obj.digest = Digest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.digest
              })
              break
            }
            case 8: {
              obj.listAsk = ListAsk.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.listAsk
              })
              break
            }
            case 9: {
              obj.list = List.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.list
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.list != null) {
          delete obj.listAsk
          delete obj.digest
          delete obj.tableAnswer
          delete obj.tableAsk
          delete obj.notHere
          delete obj.redirect
          delete obj.data
          delete obj.read
        }

        if (obj.listAsk != null) {
          delete obj.list
          delete obj.digest
          delete obj.tableAnswer
          delete obj.tableAsk
          delete obj.notHere
          delete obj.redirect
          delete obj.data
          delete obj.read
        }

        if (obj.digest != null) {
          delete obj.list
          delete obj.listAsk
          delete obj.tableAnswer
          delete obj.tableAsk
          delete obj.notHere
          delete obj.redirect
          delete obj.data
          delete obj.read
        }

        if (obj.tableAnswer != null) {
          delete obj.list
          delete obj.listAsk
          delete obj.digest
          delete obj.tableAsk
          delete obj.notHere
          delete obj.redirect
          delete obj.data
          delete obj.read
        }

        if (obj.tableAsk != null) {
          delete obj.list
          delete obj.listAsk
          delete obj.digest
          delete obj.tableAnswer
          delete obj.notHere
          delete obj.redirect
          delete obj.data
          delete obj.read
        }

        if (obj.notHere != null) {
          delete obj.list
          delete obj.listAsk
          delete obj.digest
          delete obj.tableAnswer
          delete obj.tableAsk
          delete obj.redirect
          delete obj.data
          delete obj.read
        }

        if (obj.redirect != null) {
          delete obj.list
          delete obj.listAsk
          delete obj.digest
          delete obj.tableAnswer
          delete obj.tableAsk
          delete obj.notHere
          delete obj.data
          delete obj.read
        }

        if (obj.data != null) {
          delete obj.list
          delete obj.listAsk
          delete obj.digest
          delete obj.tableAnswer
          delete obj.tableAsk
          delete obj.notHere
          delete obj.redirect
          delete obj.read
        }

        if (obj.read != null) {
          delete obj.list
          delete obj.listAsk
          delete obj.digest
          delete obj.tableAnswer
          delete obj.tableAsk
          delete obj.notHere
          delete obj.redirect
          delete obj.data
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Read.codec().stream(reader, reader.uint32(), `${prefix}.read`, {
                limits: opts.limits?.read
              })

              break
            }
            case 2: {
              yield * Data.codec().stream(reader, reader.uint32(), `${prefix}.data`, {
                limits: opts.limits?.data
              })

              break
            }
            case 3: {
              yield * Redirect.codec().stream(reader, reader.uint32(), `${prefix}.redirect`, {
                limits: opts.limits?.redirect
              })

              break
            }
            case 4: {
              yield * NotHere.codec().stream(reader, reader.uint32(), `${prefix}.notHere`, {
                limits: opts.limits?.notHere
              })

              break
            }
            case 5: {
              yield * TableAsk.codec().stream(reader, reader.uint32(), `${prefix}.tableAsk`, {
                limits: opts.limits?.tableAsk
              })

              break
            }
            case 6: {
              yield * TableAnswer.codec().stream(reader, reader.uint32(), `${prefix}.tableAnswer`, {
                limits: opts.limits?.tableAnswer
              })

              break
            }
            case 7: {
              yield * Digest.codec().stream(reader, reader.uint32(), `${prefix}.digest`, {
                limits: opts.limits?.digest
              })

              break
            }
            case 8: {
              yield * ListAsk.codec().stream(reader, reader.uint32(), `${prefix}.listAsk`, {
                limits: opts.limits?.listAsk
              })

              break
            }
            case 9: {
              yield * List.codec().stream(reader, reader.uint32(), `${prefix}.list`, {
                limits: opts.limits?.list
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

  export interface ReadMessageReadIdFieldEvent {
    field: '$.read.id'
    value: number
  }

  export interface ReadMessageReadChainFieldEvent {
    field: '$.read.chain'
    value: string
  }

  export interface ReadMessageReadSelectorFromHeightFieldEvent {
    field: '$.read.selector.fromHeight'
    value: number
  }

  export interface ReadMessageReadSelectorToHeightFieldEvent {
    field: '$.read.selector.toHeight'
    value: number
  }

  export interface ReadMessageReadSelectorFromMsFieldEvent {
    field: '$.read.selector.fromMs'
    value: number
  }

  export interface ReadMessageReadSelectorToMsFieldEvent {
    field: '$.read.selector.toMs'
    value: number
  }

  export interface ReadMessageReadSelectorSouthFieldEvent {
    field: '$.read.selector.south'
    value: number
  }

  export interface ReadMessageReadSelectorWestFieldEvent {
    field: '$.read.selector.west'
    value: number
  }

  export interface ReadMessageReadSelectorNorthFieldEvent {
    field: '$.read.selector.north'
    value: number
  }

  export interface ReadMessageReadSelectorEastFieldEvent {
    field: '$.read.selector.east'
    value: number
  }

  export interface ReadMessageReadSelectorKeyFieldEvent {
    field: '$.read.selector.key'
    value: string
  }

  export interface ReadMessageReadSelectorLatestFieldEvent {
    field: '$.read.selector.latest'
    value: number
  }

  export interface ReadMessageReadSelectorLimitFieldEvent {
    field: '$.read.selector.limit'
    value: number
  }

  export interface ReadMessageReadSelectorAfterHeightFieldEvent {
    field: '$.read.selector.afterHeight'
    value: number
  }

  export interface ReadMessageReadSelectorAfterIndexFieldEvent {
    field: '$.read.selector.afterIndex'
    value: number
  }

  export interface ReadMessageReadMinHeightFieldEvent {
    field: '$.read.minHeight'
    value: number
  }

  export interface ReadMessageReadKnownEpochFieldEvent {
    field: '$.read.knownEpoch'
    value: number
  }

  export interface ReadMessageReadBytesMaxFieldEvent {
    field: '$.read.bytesMax'
    value: number
  }

  export interface ReadMessageReadHeadOnlyFieldEvent {
    field: '$.read.headOnly'
    value: boolean
  }

  export interface ReadMessageDataIdFieldEvent {
    field: '$.data.id'
    value: number
  }

  export interface ReadMessageDataGenesisFieldEvent {
    field: '$.data.genesis'
    value: Uint8Array
  }

  export interface ReadMessageDataBlocksFieldEvent {
    field: '$.data.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface ReadMessageDataLinksFieldEvent {
    field: '$.data.links[]'
    index: number
    value: Uint8Array
  }

  export interface ReadMessageDataCertificatesFieldEvent {
    field: '$.data.certificates[]'
    index: number
    value: Uint8Array
  }

  export interface ReadMessageDataBoothsFieldEvent {
    field: '$.data.booths[]'
    index: number
    value: Uint8Array
  }

  export interface ReadMessageDataHeadHeightFieldEvent {
    field: '$.data.headHeight'
    value: number
  }

  export interface ReadMessageDataEpochFieldEvent {
    field: '$.data.epoch'
    value: number
  }

  export interface ReadMessageDataMoreFieldEvent {
    field: '$.data.more'
    value: boolean
  }

  export interface ReadMessageDataNextHeightFieldEvent {
    field: '$.data.nextHeight'
    value: number
  }

  export interface ReadMessageRedirectIdFieldEvent {
    field: '$.redirect.id'
    value: number
  }

  export interface ReadMessageRedirectGenesisFieldEvent {
    field: '$.redirect.genesis'
    value: Uint8Array
  }

  export interface ReadMessageRedirectSealedFieldEvent {
    field: '$.redirect.sealed'
    value: Uint8Array
  }

  export interface ReadMessageNotHereIdFieldEvent {
    field: '$.notHere.id'
    value: number
  }

  export interface ReadMessageNotHereReasonFieldEvent {
    field: '$.notHere.reason'
    value: string
  }

  export interface ReadMessageNotHereHeadHeightFieldEvent {
    field: '$.notHere.headHeight'
    value: number
  }

  export interface ReadMessageTableAskChainFieldEvent {
    field: '$.tableAsk.chain'
    value: string
  }

  export interface ReadMessageTableAskKnownEpochFieldEvent {
    field: '$.tableAsk.knownEpoch'
    value: number
  }

  export interface ReadMessageTableAnswerChainFieldEvent {
    field: '$.tableAnswer.chain'
    value: string
  }

  export interface ReadMessageTableAnswerGenesisFieldEvent {
    field: '$.tableAnswer.genesis'
    value: Uint8Array
  }

  export interface ReadMessageTableAnswerSealedFieldEvent {
    field: '$.tableAnswer.sealed'
    value: Uint8Array
  }

  export interface ReadMessageTableAnswerHoldersFieldEvent {
    field: '$.tableAnswer.holders[]'
    index: number
    value: string
  }

  export interface ReadMessageDigestChainsFieldEvent {
    field: '$.digest.chains[]'
    index: number
    value: string
  }

  export interface ReadMessageDigestEpochsFieldEvent {
    field: '$.digest.epochs[]'
    index: number
    value: number
  }

  export interface ReadMessageListAskIdFieldEvent {
    field: '$.listAsk.id'
    value: number
  }

  export interface ReadMessageListIdFieldEvent {
    field: '$.list.id'
    value: number
  }

  export interface ReadMessageListGenesisFieldEvent {
    field: '$.list.genesis[]'
    index: number
    value: Uint8Array
  }

  export interface ReadMessageListHeightsFieldEvent {
    field: '$.list.heights[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<ReadMessage>): Uint8Array {
    return encodeMessage(obj, ReadMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadMessage>): ReadMessage {
    return decodeMessage(buf, ReadMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReadMessage>): Generator<ReadMessageReadIdFieldEvent | ReadMessageReadChainFieldEvent | ReadMessageReadSelectorFromHeightFieldEvent | ReadMessageReadSelectorToHeightFieldEvent | ReadMessageReadSelectorFromMsFieldEvent | ReadMessageReadSelectorToMsFieldEvent | ReadMessageReadSelectorSouthFieldEvent | ReadMessageReadSelectorWestFieldEvent | ReadMessageReadSelectorNorthFieldEvent | ReadMessageReadSelectorEastFieldEvent | ReadMessageReadSelectorKeyFieldEvent | ReadMessageReadSelectorLatestFieldEvent | ReadMessageReadSelectorLimitFieldEvent | ReadMessageReadSelectorAfterHeightFieldEvent | ReadMessageReadSelectorAfterIndexFieldEvent | ReadMessageReadMinHeightFieldEvent | ReadMessageReadKnownEpochFieldEvent | ReadMessageReadBytesMaxFieldEvent | ReadMessageReadHeadOnlyFieldEvent | ReadMessageDataIdFieldEvent | ReadMessageDataGenesisFieldEvent | ReadMessageDataBlocksFieldEvent | ReadMessageDataLinksFieldEvent | ReadMessageDataCertificatesFieldEvent | ReadMessageDataBoothsFieldEvent | ReadMessageDataHeadHeightFieldEvent | ReadMessageDataEpochFieldEvent | ReadMessageDataMoreFieldEvent | ReadMessageDataNextHeightFieldEvent | ReadMessageRedirectIdFieldEvent | ReadMessageRedirectGenesisFieldEvent | ReadMessageRedirectSealedFieldEvent | ReadMessageNotHereIdFieldEvent | ReadMessageNotHereReasonFieldEvent | ReadMessageNotHereHeadHeightFieldEvent | ReadMessageTableAskChainFieldEvent | ReadMessageTableAskKnownEpochFieldEvent | ReadMessageTableAnswerChainFieldEvent | ReadMessageTableAnswerGenesisFieldEvent | ReadMessageTableAnswerSealedFieldEvent | ReadMessageTableAnswerHoldersFieldEvent | ReadMessageDigestChainsFieldEvent | ReadMessageDigestEpochsFieldEvent | ReadMessageListAskIdFieldEvent | ReadMessageListIdFieldEvent | ReadMessageListGenesisFieldEvent | ReadMessageListHeightsFieldEvent> {
    return streamMessage(buf, ReadMessage.codec(), opts)
  }
}

export interface Selector {
  fromHeight?: number
  toHeight?: number
  fromMs?: number
  toMs?: number
  south?: number
  west?: number
  north?: number
  east?: number
  key?: string
  latest?: number
  limit?: number
  afterHeight?: number
  afterIndex?: number
}

export namespace Selector {
  let _codec: Codec<Selector>

  export const codec = (): Codec<Selector> => {
    if (_codec == null) {
      _codec = message<Selector>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.fromHeight != null) {
          w.uint32(8)
          w.uint64Number(obj.fromHeight)
        }

        if (obj.toHeight != null) {
          w.uint32(16)
          w.uint64Number(obj.toHeight)
        }

        if (obj.fromMs != null) {
          w.uint32(25)
          w.double(obj.fromMs)
        }

        if (obj.toMs != null) {
          w.uint32(33)
          w.double(obj.toMs)
        }

        if (obj.south != null) {
          w.uint32(41)
          w.double(obj.south)
        }

        if (obj.west != null) {
          w.uint32(49)
          w.double(obj.west)
        }

        if (obj.north != null) {
          w.uint32(57)
          w.double(obj.north)
        }

        if (obj.east != null) {
          w.uint32(65)
          w.double(obj.east)
        }

        if (obj.key != null) {
          w.uint32(74)
          w.string(obj.key)
        }

        if (obj.latest != null) {
          w.uint32(80)
          w.uint32(obj.latest)
        }

        if (obj.limit != null) {
          w.uint32(88)
          w.uint32(obj.limit)
        }

        if (obj.afterHeight != null) {
          w.uint32(96)
          w.uint64Number(obj.afterHeight)
        }

        if (obj.afterIndex != null) {
          w.uint32(104)
          w.uint32(obj.afterIndex)
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
              obj.fromHeight = reader.uint64Number()
              break
            }
            case 2: {
              obj.toHeight = reader.uint64Number()
              break
            }
            case 3: {
              obj.fromMs = reader.double()
              break
            }
            case 4: {
              obj.toMs = reader.double()
              break
            }
            case 5: {
              obj.south = reader.double()
              break
            }
            case 6: {
              obj.west = reader.double()
              break
            }
            case 7: {
              obj.north = reader.double()
              break
            }
            case 8: {
              obj.east = reader.double()
              break
            }
            case 9: {
              obj.key = reader.string()
              break
            }
            case 10: {
              obj.latest = reader.uint32()
              break
            }
            case 11: {
              obj.limit = reader.uint32()
              break
            }
            case 12: {
              obj.afterHeight = reader.uint64Number()
              break
            }
            case 13: {
              obj.afterIndex = reader.uint32()
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
                field: `${prefix}.fromHeight`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.toHeight`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.fromMs`,
                value: reader.double()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.toMs`,
                value: reader.double()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.south`,
                value: reader.double()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.west`,
                value: reader.double()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.north`,
                value: reader.double()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.east`,
                value: reader.double()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.key`,
                value: reader.string()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.latest`,
                value: reader.uint32()
              }
              break
            }
            case 11: {
              yield {
                field: `${prefix}.limit`,
                value: reader.uint32()
              }
              break
            }
            case 12: {
              yield {
                field: `${prefix}.afterHeight`,
                value: reader.uint64Number()
              }
              break
            }
            case 13: {
              yield {
                field: `${prefix}.afterIndex`,
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

  export interface SelectorFromHeightFieldEvent {
    field: '$.fromHeight'
    value: number
  }

  export interface SelectorToHeightFieldEvent {
    field: '$.toHeight'
    value: number
  }

  export interface SelectorFromMsFieldEvent {
    field: '$.fromMs'
    value: number
  }

  export interface SelectorToMsFieldEvent {
    field: '$.toMs'
    value: number
  }

  export interface SelectorSouthFieldEvent {
    field: '$.south'
    value: number
  }

  export interface SelectorWestFieldEvent {
    field: '$.west'
    value: number
  }

  export interface SelectorNorthFieldEvent {
    field: '$.north'
    value: number
  }

  export interface SelectorEastFieldEvent {
    field: '$.east'
    value: number
  }

  export interface SelectorKeyFieldEvent {
    field: '$.key'
    value: string
  }

  export interface SelectorLatestFieldEvent {
    field: '$.latest'
    value: number
  }

  export interface SelectorLimitFieldEvent {
    field: '$.limit'
    value: number
  }

  export interface SelectorAfterHeightFieldEvent {
    field: '$.afterHeight'
    value: number
  }

  export interface SelectorAfterIndexFieldEvent {
    field: '$.afterIndex'
    value: number
  }

  export function encode (obj: Partial<Selector>): Uint8Array {
    return encodeMessage(obj, Selector.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Selector>): Selector {
    return decodeMessage(buf, Selector.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Selector>): Generator<SelectorFromHeightFieldEvent | SelectorToHeightFieldEvent | SelectorFromMsFieldEvent | SelectorToMsFieldEvent | SelectorSouthFieldEvent | SelectorWestFieldEvent | SelectorNorthFieldEvent | SelectorEastFieldEvent | SelectorKeyFieldEvent | SelectorLatestFieldEvent | SelectorLimitFieldEvent | SelectorAfterHeightFieldEvent | SelectorAfterIndexFieldEvent> {
    return streamMessage(buf, Selector.codec(), opts)
  }
}

export interface Read {
  id: number
  chain: string
  selector?: Selector
  minHeight: number
  knownEpoch: number
  bytesMax: number
  headOnly: boolean
}

export namespace Read {
  let _codec: Codec<Read>

  export const codec = (): Codec<Read> => {
    if (_codec == null) {
      _codec = message<Read>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.id)
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(18)
          w.string(obj.chain)
        }

        if (obj.selector != null) {
          w.uint32(26)
          Selector.codec().encode(obj.selector, w)
        }

        if ((obj.minHeight != null && obj.minHeight !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.minHeight)
        }

        if ((obj.knownEpoch != null && obj.knownEpoch !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.knownEpoch)
        }

        if ((obj.bytesMax != null && obj.bytesMax !== 0)) {
          w.uint32(48)
          w.uint32(obj.bytesMax)
        }

        if ((obj.headOnly != null && obj.headOnly !== false)) {
          w.uint32(56)
          w.bool(obj.headOnly)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0,
          chain: '',
          minHeight: 0,
          knownEpoch: 0,
          bytesMax: 0,
          headOnly: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint64Number()
              break
            }
            case 2: {
              obj.chain = reader.string()
              break
            }
            case 3: {
              obj.selector = Selector.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.selector
              })
              break
            }
            case 4: {
              obj.minHeight = reader.uint64Number()
              break
            }
            case 5: {
              obj.knownEpoch = reader.uint64Number()
              break
            }
            case 6: {
              obj.bytesMax = reader.uint32()
              break
            }
            case 7: {
              obj.headOnly = reader.bool()
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
                field: `${prefix}.id`,
                value: reader.uint64Number()
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
              yield * Selector.codec().stream(reader, reader.uint32(), `${prefix}.selector`, {
                limits: opts.limits?.selector
              })

              break
            }
            case 4: {
              yield {
                field: `${prefix}.minHeight`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.knownEpoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.bytesMax`,
                value: reader.uint32()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.headOnly`,
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

  export interface ReadIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface ReadChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ReadSelectorFromHeightFieldEvent {
    field: '$.selector.fromHeight'
    value: number
  }

  export interface ReadSelectorToHeightFieldEvent {
    field: '$.selector.toHeight'
    value: number
  }

  export interface ReadSelectorFromMsFieldEvent {
    field: '$.selector.fromMs'
    value: number
  }

  export interface ReadSelectorToMsFieldEvent {
    field: '$.selector.toMs'
    value: number
  }

  export interface ReadSelectorSouthFieldEvent {
    field: '$.selector.south'
    value: number
  }

  export interface ReadSelectorWestFieldEvent {
    field: '$.selector.west'
    value: number
  }

  export interface ReadSelectorNorthFieldEvent {
    field: '$.selector.north'
    value: number
  }

  export interface ReadSelectorEastFieldEvent {
    field: '$.selector.east'
    value: number
  }

  export interface ReadSelectorKeyFieldEvent {
    field: '$.selector.key'
    value: string
  }

  export interface ReadSelectorLatestFieldEvent {
    field: '$.selector.latest'
    value: number
  }

  export interface ReadSelectorLimitFieldEvent {
    field: '$.selector.limit'
    value: number
  }

  export interface ReadSelectorAfterHeightFieldEvent {
    field: '$.selector.afterHeight'
    value: number
  }

  export interface ReadSelectorAfterIndexFieldEvent {
    field: '$.selector.afterIndex'
    value: number
  }

  export interface ReadMinHeightFieldEvent {
    field: '$.minHeight'
    value: number
  }

  export interface ReadKnownEpochFieldEvent {
    field: '$.knownEpoch'
    value: number
  }

  export interface ReadBytesMaxFieldEvent {
    field: '$.bytesMax'
    value: number
  }

  export interface ReadHeadOnlyFieldEvent {
    field: '$.headOnly'
    value: boolean
  }

  export function encode (obj: Partial<Read>): Uint8Array {
    return encodeMessage(obj, Read.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Read>): Read {
    return decodeMessage(buf, Read.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Read>): Generator<ReadIdFieldEvent | ReadChainFieldEvent | ReadSelectorFromHeightFieldEvent | ReadSelectorToHeightFieldEvent | ReadSelectorFromMsFieldEvent | ReadSelectorToMsFieldEvent | ReadSelectorSouthFieldEvent | ReadSelectorWestFieldEvent | ReadSelectorNorthFieldEvent | ReadSelectorEastFieldEvent | ReadSelectorKeyFieldEvent | ReadSelectorLatestFieldEvent | ReadSelectorLimitFieldEvent | ReadSelectorAfterHeightFieldEvent | ReadSelectorAfterIndexFieldEvent | ReadMinHeightFieldEvent | ReadKnownEpochFieldEvent | ReadBytesMaxFieldEvent | ReadHeadOnlyFieldEvent> {
    return streamMessage(buf, Read.codec(), opts)
  }
}

export interface Data {
  id: number
  genesis: Uint8Array
  blocks: Uint8Array[]
  links: Uint8Array[]
  certificates: Uint8Array[]
  booths: Uint8Array[]
  headHeight: number
  epoch: number
  more: boolean
  nextHeight: number
}

export namespace Data {
  let _codec: Codec<Data>

  export const codec = (): Codec<Data> => {
    if (_codec == null) {
      _codec = message<Data>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.id)
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.genesis)
        }

        if (obj.blocks != null && obj.blocks.length > 0) {
          for (const value of obj.blocks) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if (obj.links != null && obj.links.length > 0) {
          for (const value of obj.links) {
            w.uint32(34)
            w.bytes(value)
          }
        }

        if (obj.certificates != null && obj.certificates.length > 0) {
          for (const value of obj.certificates) {
            w.uint32(42)
            w.bytes(value)
          }
        }

        if (obj.booths != null && obj.booths.length > 0) {
          for (const value of obj.booths) {
            w.uint32(50)
            w.bytes(value)
          }
        }

        if ((obj.headHeight != null && obj.headHeight !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.headHeight)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.epoch)
        }

        if ((obj.more != null && obj.more !== false)) {
          w.uint32(72)
          w.bool(obj.more)
        }

        if ((obj.nextHeight != null && obj.nextHeight !== 0)) {
          w.uint32(80)
          w.uint64Number(obj.nextHeight)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0,
          genesis: NO_BYTES,
          blocks: [],
          links: [],
          certificates: [],
          booths: [],
          headHeight: 0,
          epoch: 0,
          more: false,
          nextHeight: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint64Number()
              break
            }
            case 2: {
              obj.genesis = reader.bytes()
              break
            }
            case 3: {
              if (opts.limits?.blocks != null && obj.blocks.length === opts.limits.blocks) {
                throw new MaxLengthError('Decode error - repeated field "blocks" had too many elements')
              }

              obj.blocks.push(reader.bytes())
              break
            }
            case 4: {
              if (opts.limits?.links != null && obj.links.length === opts.limits.links) {
                throw new MaxLengthError('Decode error - repeated field "links" had too many elements')
              }

              obj.links.push(reader.bytes())
              break
            }
            case 5: {
              if (opts.limits?.certificates != null && obj.certificates.length === opts.limits.certificates) {
                throw new MaxLengthError('Decode error - repeated field "certificates" had too many elements')
              }

              obj.certificates.push(reader.bytes())
              break
            }
            case 6: {
              if (opts.limits?.booths != null && obj.booths.length === opts.limits.booths) {
                throw new MaxLengthError('Decode error - repeated field "booths" had too many elements')
              }

              obj.booths.push(reader.bytes())
              break
            }
            case 7: {
              obj.headHeight = reader.uint64Number()
              break
            }
            case 8: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 9: {
              obj.more = reader.bool()
              break
            }
            case 10: {
              obj.nextHeight = reader.uint64Number()
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
          blocks: 0,
          links: 0,
          certificates: 0,
          booths: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.genesis`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              if (opts.limits?.blocks != null && obj.blocks === opts.limits.blocks) {
                throw new MaxLengthError('Streaming decode error - repeated field "blocks" had too many elements')
              }

              yield {
                field: `${prefix}.blocks[]`,
                index: obj.blocks,
                value: reader.bytes()
              }

              obj.blocks++

              break
            }
            case 4: {
              if (opts.limits?.links != null && obj.links === opts.limits.links) {
                throw new MaxLengthError('Streaming decode error - repeated field "links" had too many elements')
              }

              yield {
                field: `${prefix}.links[]`,
                index: obj.links,
                value: reader.bytes()
              }

              obj.links++

              break
            }
            case 5: {
              if (opts.limits?.certificates != null && obj.certificates === opts.limits.certificates) {
                throw new MaxLengthError('Streaming decode error - repeated field "certificates" had too many elements')
              }

              yield {
                field: `${prefix}.certificates[]`,
                index: obj.certificates,
                value: reader.bytes()
              }

              obj.certificates++

              break
            }
            case 6: {
              if (opts.limits?.booths != null && obj.booths === opts.limits.booths) {
                throw new MaxLengthError('Streaming decode error - repeated field "booths" had too many elements')
              }

              yield {
                field: `${prefix}.booths[]`,
                index: obj.booths,
                value: reader.bytes()
              }

              obj.booths++

              break
            }
            case 7: {
              yield {
                field: `${prefix}.headHeight`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 9: {
              yield {
                field: `${prefix}.more`,
                value: reader.bool()
              }
              break
            }
            case 10: {
              yield {
                field: `${prefix}.nextHeight`,
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

  export interface DataIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface DataGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface DataBlocksFieldEvent {
    field: '$.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface DataLinksFieldEvent {
    field: '$.links[]'
    index: number
    value: Uint8Array
  }

  export interface DataCertificatesFieldEvent {
    field: '$.certificates[]'
    index: number
    value: Uint8Array
  }

  export interface DataBoothsFieldEvent {
    field: '$.booths[]'
    index: number
    value: Uint8Array
  }

  export interface DataHeadHeightFieldEvent {
    field: '$.headHeight'
    value: number
  }

  export interface DataEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface DataMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export interface DataNextHeightFieldEvent {
    field: '$.nextHeight'
    value: number
  }

  export function encode (obj: Partial<Data>): Uint8Array {
    return encodeMessage(obj, Data.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Data>): Data {
    return decodeMessage(buf, Data.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Data>): Generator<DataIdFieldEvent | DataGenesisFieldEvent | DataBlocksFieldEvent | DataLinksFieldEvent | DataCertificatesFieldEvent | DataBoothsFieldEvent | DataHeadHeightFieldEvent | DataEpochFieldEvent | DataMoreFieldEvent | DataNextHeightFieldEvent> {
    return streamMessage(buf, Data.codec(), opts)
  }
}

export interface Redirect {
  id: number
  genesis: Uint8Array
  sealed: Uint8Array
}

export namespace Redirect {
  let _codec: Codec<Redirect>

  export const codec = (): Codec<Redirect> => {
    if (_codec == null) {
      _codec = message<Redirect>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.id)
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.genesis)
        }

        if ((obj.sealed != null && obj.sealed.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.sealed)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0,
          genesis: NO_BYTES,
          sealed: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint64Number()
              break
            }
            case 2: {
              obj.genesis = reader.bytes()
              break
            }
            case 3: {
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
                field: `${prefix}.id`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.genesis`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
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

  export interface RedirectIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface RedirectGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface RedirectSealedFieldEvent {
    field: '$.sealed'
    value: Uint8Array
  }

  export function encode (obj: Partial<Redirect>): Uint8Array {
    return encodeMessage(obj, Redirect.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Redirect>): Redirect {
    return decodeMessage(buf, Redirect.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Redirect>): Generator<RedirectIdFieldEvent | RedirectGenesisFieldEvent | RedirectSealedFieldEvent> {
    return streamMessage(buf, Redirect.codec(), opts)
  }
}

export interface NotHere {
  id: number
  reason: string
  headHeight: number
}

export namespace NotHere {
  let _codec: Codec<NotHere>

  export const codec = (): Codec<NotHere> => {
    if (_codec == null) {
      _codec = message<NotHere>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.id)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(18)
          w.string(obj.reason)
        }

        if ((obj.headHeight != null && obj.headHeight !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.headHeight)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0,
          reason: '',
          headHeight: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint64Number()
              break
            }
            case 2: {
              obj.reason = reader.string()
              break
            }
            case 3: {
              obj.headHeight = reader.uint64Number()
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
                field: `${prefix}.id`,
                value: reader.uint64Number()
              }
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
                field: `${prefix}.headHeight`,
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

  export interface NotHereIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface NotHereReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface NotHereHeadHeightFieldEvent {
    field: '$.headHeight'
    value: number
  }

  export function encode (obj: Partial<NotHere>): Uint8Array {
    return encodeMessage(obj, NotHere.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<NotHere>): NotHere {
    return decodeMessage(buf, NotHere.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<NotHere>): Generator<NotHereIdFieldEvent | NotHereReasonFieldEvent | NotHereHeadHeightFieldEvent> {
    return streamMessage(buf, NotHere.codec(), opts)
  }
}

export interface TableAsk {
  chain: string
  knownEpoch: number
}

export namespace TableAsk {
  let _codec: Codec<TableAsk>

  export const codec = (): Codec<TableAsk> => {
    if (_codec == null) {
      _codec = message<TableAsk>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.knownEpoch != null && obj.knownEpoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.knownEpoch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          knownEpoch: 0
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
              obj.knownEpoch = reader.uint64Number()
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
                field: `${prefix}.knownEpoch`,
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

  export interface TableAskChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface TableAskKnownEpochFieldEvent {
    field: '$.knownEpoch'
    value: number
  }

  export function encode (obj: Partial<TableAsk>): Uint8Array {
    return encodeMessage(obj, TableAsk.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TableAsk>): TableAsk {
    return decodeMessage(buf, TableAsk.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TableAsk>): Generator<TableAskChainFieldEvent | TableAskKnownEpochFieldEvent> {
    return streamMessage(buf, TableAsk.codec(), opts)
  }
}

export interface TableAnswer {
  chain: string
  genesis: Uint8Array
  sealed: Uint8Array
  holders: string[]
}

export namespace TableAnswer {
  let _codec: Codec<TableAnswer>

  export const codec = (): Codec<TableAnswer> => {
    if (_codec == null) {
      _codec = message<TableAnswer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.genesis)
        }

        if ((obj.sealed != null && obj.sealed.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.sealed)
        }

        if (obj.holders != null && obj.holders.length > 0) {
          for (const value of obj.holders) {
            w.uint32(34)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          genesis: NO_BYTES,
          sealed: NO_BYTES,
          holders: []
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
              obj.genesis = reader.bytes()
              break
            }
            case 3: {
              obj.sealed = reader.bytes()
              break
            }
            case 4: {
              if (opts.limits?.holders != null && obj.holders.length === opts.limits.holders) {
                throw new MaxLengthError('Decode error - repeated field "holders" had too many elements')
              }

              obj.holders.push(reader.string())
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
          holders: 0
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
                field: `${prefix}.genesis`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.sealed`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              if (opts.limits?.holders != null && obj.holders === opts.limits.holders) {
                throw new MaxLengthError('Streaming decode error - repeated field "holders" had too many elements')
              }

              yield {
                field: `${prefix}.holders[]`,
                index: obj.holders,
                value: reader.string()
              }

              obj.holders++

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

  export interface TableAnswerChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface TableAnswerGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface TableAnswerSealedFieldEvent {
    field: '$.sealed'
    value: Uint8Array
  }

  export interface TableAnswerHoldersFieldEvent {
    field: '$.holders[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<TableAnswer>): Uint8Array {
    return encodeMessage(obj, TableAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TableAnswer>): TableAnswer {
    return decodeMessage(buf, TableAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TableAnswer>): Generator<TableAnswerChainFieldEvent | TableAnswerGenesisFieldEvent | TableAnswerSealedFieldEvent | TableAnswerHoldersFieldEvent> {
    return streamMessage(buf, TableAnswer.codec(), opts)
  }
}

export interface Digest {
  chains: string[]
  epochs: number[]
}

export namespace Digest {
  let _codec: Codec<Digest>

  export const codec = (): Codec<Digest> => {
    if (_codec == null) {
      _codec = message<Digest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.chains != null && obj.chains.length > 0) {
          for (const value of obj.chains) {
            w.uint32(10)
            w.string(value)
          }
        }

        if (obj.epochs != null && obj.epochs.length > 0) {
          for (const value of obj.epochs) {
            w.uint32(16)
            w.uint64Number(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chains: [],
          epochs: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.chains != null && obj.chains.length === opts.limits.chains) {
                throw new MaxLengthError('Decode error - repeated field "chains" had too many elements')
              }

              obj.chains.push(reader.string())
              break
            }
            case 2: {
              if (opts.limits?.epochs != null && obj.epochs.length === opts.limits.epochs) {
                throw new MaxLengthError('Decode error - repeated field "epochs" had too many elements')
              }

              obj.epochs.push(reader.uint64Number())
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
          chains: 0,
          epochs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.chains != null && obj.chains === opts.limits.chains) {
                throw new MaxLengthError('Streaming decode error - repeated field "chains" had too many elements')
              }

              yield {
                field: `${prefix}.chains[]`,
                index: obj.chains,
                value: reader.string()
              }

              obj.chains++

              break
            }
            case 2: {
              if (opts.limits?.epochs != null && obj.epochs === opts.limits.epochs) {
                throw new MaxLengthError('Streaming decode error - repeated field "epochs" had too many elements')
              }

              yield {
                field: `${prefix}.epochs[]`,
                index: obj.epochs,
                value: reader.uint64Number()
              }

              obj.epochs++

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

  export interface DigestChainsFieldEvent {
    field: '$.chains[]'
    index: number
    value: string
  }

  export interface DigestEpochsFieldEvent {
    field: '$.epochs[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Digest>): Uint8Array {
    return encodeMessage(obj, Digest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Digest>): Digest {
    return decodeMessage(buf, Digest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Digest>): Generator<DigestChainsFieldEvent | DigestEpochsFieldEvent> {
    return streamMessage(buf, Digest.codec(), opts)
  }
}

export interface ListAsk {
  id: number
}

export namespace ListAsk {
  let _codec: Codec<ListAsk>

  export const codec = (): Codec<ListAsk> => {
    if (_codec == null) {
      _codec = message<ListAsk>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.id)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint64Number()
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
                field: `${prefix}.id`,
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

  export interface ListAskIdFieldEvent {
    field: '$.id'
    value: number
  }

  export function encode (obj: Partial<ListAsk>): Uint8Array {
    return encodeMessage(obj, ListAsk.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListAsk>): ListAsk {
    return decodeMessage(buf, ListAsk.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListAsk>): Generator<ListAskIdFieldEvent> {
    return streamMessage(buf, ListAsk.codec(), opts)
  }
}

export interface List {
  id: number
  genesis: Uint8Array[]
  heights: number[]
}

export namespace List {
  let _codec: Codec<List>

  export const codec = (): Codec<List> => {
    if (_codec == null) {
      _codec = message<List>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.id)
        }

        if (obj.genesis != null && obj.genesis.length > 0) {
          for (const value of obj.genesis) {
            w.uint32(18)
            w.bytes(value)
          }
        }

        if (obj.heights != null && obj.heights.length > 0) {
          for (const value of obj.heights) {
            w.uint32(24)
            w.uint64Number(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          id: 0,
          genesis: [],
          heights: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.id = reader.uint64Number()
              break
            }
            case 2: {
              if (opts.limits?.genesis != null && obj.genesis.length === opts.limits.genesis) {
                throw new MaxLengthError('Decode error - repeated field "genesis" had too many elements')
              }

              obj.genesis.push(reader.bytes())
              break
            }
            case 3: {
              if (opts.limits?.heights != null && obj.heights.length === opts.limits.heights) {
                throw new MaxLengthError('Decode error - repeated field "heights" had too many elements')
              }

              obj.heights.push(reader.uint64Number())
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
          genesis: 0,
          heights: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              if (opts.limits?.genesis != null && obj.genesis === opts.limits.genesis) {
                throw new MaxLengthError('Streaming decode error - repeated field "genesis" had too many elements')
              }

              yield {
                field: `${prefix}.genesis[]`,
                index: obj.genesis,
                value: reader.bytes()
              }

              obj.genesis++

              break
            }
            case 3: {
              if (opts.limits?.heights != null && obj.heights === opts.limits.heights) {
                throw new MaxLengthError('Streaming decode error - repeated field "heights" had too many elements')
              }

              yield {
                field: `${prefix}.heights[]`,
                index: obj.heights,
                value: reader.uint64Number()
              }

              obj.heights++

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

  export interface ListIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface ListGenesisFieldEvent {
    field: '$.genesis[]'
    index: number
    value: Uint8Array
  }

  export interface ListHeightsFieldEvent {
    field: '$.heights[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<List>): Uint8Array {
    return encodeMessage(obj, List.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<List>): List {
    return decodeMessage(buf, List.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<List>): Generator<ListIdFieldEvent | ListGenesisFieldEvent | ListHeightsFieldEvent> {
    return streamMessage(buf, List.codec(), opts)
  }
}
