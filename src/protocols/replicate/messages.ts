/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface ReplicateMessage {
  offer?: Offer
  offerAnswer?: OfferAnswer
  offerCancel?: OfferCancel
  manifest?: Manifest
  pull?: Pull
  chunk?: Chunk
  pullRefused?: PullRefused
  hold?: Hold
  seal?: Seal
  sealAck?: SealAck
  stewardAsk?: StewardAsk
  stewardAnswer?: StewardAnswer
  progress?: Progress
  placeAsk?: PlaceAsk
}

export namespace ReplicateMessage {
  let _codec: Codec<ReplicateMessage>

  export const codec = (): Codec<ReplicateMessage> => {
    if (_codec == null) {
      _codec = message<ReplicateMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.offer != null) {
          w.uint32(10)
          Offer.codec().encode(obj.offer, w)
        }

        if (obj.offerAnswer != null) {
          w.uint32(18)
          OfferAnswer.codec().encode(obj.offerAnswer, w)
        }

        if (obj.offerCancel != null) {
          w.uint32(26)
          OfferCancel.codec().encode(obj.offerCancel, w)
        }

        if (obj.manifest != null) {
          w.uint32(34)
          Manifest.codec().encode(obj.manifest, w)
        }

        if (obj.pull != null) {
          w.uint32(42)
          Pull.codec().encode(obj.pull, w)
        }

        if (obj.chunk != null) {
          w.uint32(50)
          Chunk.codec().encode(obj.chunk, w)
        }

        if (obj.pullRefused != null) {
          w.uint32(58)
          PullRefused.codec().encode(obj.pullRefused, w)
        }

        if (obj.hold != null) {
          w.uint32(66)
          Hold.codec().encode(obj.hold, w)
        }

        if (obj.seal != null) {
          w.uint32(74)
          Seal.codec().encode(obj.seal, w)
        }

        if (obj.sealAck != null) {
          w.uint32(82)
          SealAck.codec().encode(obj.sealAck, w)
        }

        if (obj.stewardAsk != null) {
          w.uint32(90)
          StewardAsk.codec().encode(obj.stewardAsk, w)
        }

        if (obj.stewardAnswer != null) {
          w.uint32(98)
          StewardAnswer.codec().encode(obj.stewardAnswer, w)
        }

        if (obj.progress != null) {
          w.uint32(106)
          Progress.codec().encode(obj.progress, w)
        }

        if (obj.placeAsk != null) {
          w.uint32(114)
          PlaceAsk.codec().encode(obj.placeAsk, w)
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
              obj.offer = Offer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.offer
              })
              break
            }
            case 2: {
              obj.offerAnswer = OfferAnswer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.offerAnswer
              })
              break
            }
            case 3: {
              obj.offerCancel = OfferCancel.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.offerCancel
              })
              break
            }
            case 4: {
              obj.manifest = Manifest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.manifest
              })
              break
            }
            case 5: {
              obj.pull = Pull.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pull
              })
              break
            }
            case 6: {
              obj.chunk = Chunk.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.chunk
              })
              break
            }
            case 7: {
              obj.pullRefused = PullRefused.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pullRefused
              })
              break
            }
            case 8: {
              obj.hold = Hold.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.hold
              })
              break
            }
            case 9: {
              obj.seal = Seal.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.seal
              })
              break
            }
            case 10: {
              obj.sealAck = SealAck.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.sealAck
              })
              break
            }
            case 11: {
              obj.stewardAsk = StewardAsk.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.stewardAsk
              })
              break
            }
            case 12: {
              obj.stewardAnswer = StewardAnswer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.stewardAnswer
              })
              break
            }
            case 13: {
              obj.progress = Progress.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.progress
              })
              break
            }
            case 14: {
              obj.placeAsk = PlaceAsk.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.placeAsk
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.placeAsk != null) {
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.progress != null) {
          delete obj.placeAsk
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.stewardAnswer != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.stewardAsk != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.sealAck != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.seal != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.hold != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.pullRefused != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.chunk != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.pull != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.manifest != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.offerCancel
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.offerCancel != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerAnswer
          delete obj.offer
        }

        if (obj.offerAnswer != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offer
        }

        if (obj.offer != null) {
          delete obj.placeAsk
          delete obj.progress
          delete obj.stewardAnswer
          delete obj.stewardAsk
          delete obj.sealAck
          delete obj.seal
          delete obj.hold
          delete obj.pullRefused
          delete obj.chunk
          delete obj.pull
          delete obj.manifest
          delete obj.offerCancel
          delete obj.offerAnswer
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Offer.codec().stream(reader, reader.uint32(), `${prefix}.offer`, {
                limits: opts.limits?.offer
              })

              break
            }
            case 2: {
              yield * OfferAnswer.codec().stream(reader, reader.uint32(), `${prefix}.offerAnswer`, {
                limits: opts.limits?.offerAnswer
              })

              break
            }
            case 3: {
              yield * OfferCancel.codec().stream(reader, reader.uint32(), `${prefix}.offerCancel`, {
                limits: opts.limits?.offerCancel
              })

              break
            }
            case 4: {
              yield * Manifest.codec().stream(reader, reader.uint32(), `${prefix}.manifest`, {
                limits: opts.limits?.manifest
              })

              break
            }
            case 5: {
              yield * Pull.codec().stream(reader, reader.uint32(), `${prefix}.pull`, {
                limits: opts.limits?.pull
              })

              break
            }
            case 6: {
              yield * Chunk.codec().stream(reader, reader.uint32(), `${prefix}.chunk`, {
                limits: opts.limits?.chunk
              })

              break
            }
            case 7: {
              yield * PullRefused.codec().stream(reader, reader.uint32(), `${prefix}.pullRefused`, {
                limits: opts.limits?.pullRefused
              })

              break
            }
            case 8: {
              yield * Hold.codec().stream(reader, reader.uint32(), `${prefix}.hold`, {
                limits: opts.limits?.hold
              })

              break
            }
            case 9: {
              yield * Seal.codec().stream(reader, reader.uint32(), `${prefix}.seal`, {
                limits: opts.limits?.seal
              })

              break
            }
            case 10: {
              yield * SealAck.codec().stream(reader, reader.uint32(), `${prefix}.sealAck`, {
                limits: opts.limits?.sealAck
              })

              break
            }
            case 11: {
              yield * StewardAsk.codec().stream(reader, reader.uint32(), `${prefix}.stewardAsk`, {
                limits: opts.limits?.stewardAsk
              })

              break
            }
            case 12: {
              yield * StewardAnswer.codec().stream(reader, reader.uint32(), `${prefix}.stewardAnswer`, {
                limits: opts.limits?.stewardAnswer
              })

              break
            }
            case 13: {
              yield * Progress.codec().stream(reader, reader.uint32(), `${prefix}.progress`, {
                limits: opts.limits?.progress
              })

              break
            }
            case 14: {
              yield * PlaceAsk.codec().stream(reader, reader.uint32(), `${prefix}.placeAsk`, {
                limits: opts.limits?.placeAsk
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

  export interface ReplicateMessageOfferChainFieldEvent {
    field: '$.offer.chain'
    value: string
  }

  export interface ReplicateMessageOfferGenesisFieldEvent {
    field: '$.offer.genesis'
    value: Uint8Array
  }

  export interface ReplicateMessageOfferEpochFieldEvent {
    field: '$.offer.epoch'
    value: number
  }

  export interface ReplicateMessageOfferHeightFieldEvent {
    field: '$.offer.height'
    value: number
  }

  export interface ReplicateMessageOfferHeadHashFieldEvent {
    field: '$.offer.headHash'
    value: Uint8Array
  }

  export interface ReplicateMessageOfferBytesFieldEvent {
    field: '$.offer.bytes'
    value: number
  }

  export interface ReplicateMessageOfferIssuerFieldEvent {
    field: '$.offer.issuer'
    value: string
  }

  export interface ReplicateMessageOfferBackupsFieldEvent {
    field: '$.offer.backups'
    value: number
  }

  export interface ReplicateMessageOfferElectorsFieldEvent {
    field: '$.offer.electors[]'
    index: number
    value: Uint8Array
  }

  export interface ReplicateMessageOfferBeforeFieldEvent {
    field: '$.offer.before'
    value: Uint8Array
  }

  export interface ReplicateMessageOfferBoothFieldEvent {
    field: '$.offer.booth'
    value: Uint8Array
  }

  export interface ReplicateMessageOfferAnswerChainFieldEvent {
    field: '$.offerAnswer.chain'
    value: string
  }

  export interface ReplicateMessageOfferAnswerEpochFieldEvent {
    field: '$.offerAnswer.epoch'
    value: number
  }

  export interface ReplicateMessageOfferAnswerAcceptedFieldEvent {
    field: '$.offerAnswer.accepted'
    value: boolean
  }

  export interface ReplicateMessageOfferAnswerHaveHeightFieldEvent {
    field: '$.offerAnswer.haveHeight'
    value: number
  }

  export interface ReplicateMessageOfferAnswerHaveHashFieldEvent {
    field: '$.offerAnswer.haveHash'
    value: Uint8Array
  }

  export interface ReplicateMessageOfferAnswerFreeBytesFieldEvent {
    field: '$.offerAnswer.freeBytes'
    value: number
  }

  export interface ReplicateMessageOfferAnswerReasonFieldEvent {
    field: '$.offerAnswer.reason'
    value: string
  }

  export interface ReplicateMessageOfferAnswerKnownEpochFieldEvent {
    field: '$.offerAnswer.knownEpoch'
    value: number
  }

  export interface ReplicateMessageOfferCancelChainFieldEvent {
    field: '$.offerCancel.chain'
    value: string
  }

  export interface ReplicateMessageOfferCancelEpochFieldEvent {
    field: '$.offerCancel.epoch'
    value: number
  }

  export interface ReplicateMessageManifestManifestFieldEvent {
    field: '$.manifest.manifest'
    value: Uint8Array
  }

  export interface ReplicateMessageManifestCertificateFieldEvent {
    field: '$.manifest.certificate'
    value: Uint8Array
  }

  export interface ReplicateMessageManifestBoothFieldEvent {
    field: '$.manifest.booth'
    value: Uint8Array
  }

  export interface ReplicateMessageManifestSourcesFieldEvent {
    field: '$.manifest.sources[]'
    index: number
    value: string
  }

  export interface ReplicateMessagePullChainFieldEvent {
    field: '$.pull.chain'
    value: string
  }

  export interface ReplicateMessagePullFromFieldEvent {
    field: '$.pull.from'
    value: number
  }

  export interface ReplicateMessagePullToFieldEvent {
    field: '$.pull.to'
    value: number
  }

  export interface ReplicateMessagePullFromTopFieldEvent {
    field: '$.pull.fromTop'
    value: boolean
  }

  export interface ReplicateMessageChunkChainFieldEvent {
    field: '$.chunk.chain'
    value: string
  }

  export interface ReplicateMessageChunkFromFieldEvent {
    field: '$.chunk.from'
    value: number
  }

  export interface ReplicateMessageChunkToFieldEvent {
    field: '$.chunk.to'
    value: number
  }

  export interface ReplicateMessageChunkBlocksFieldEvent {
    field: '$.chunk.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface ReplicateMessageChunkCertificatesFieldEvent {
    field: '$.chunk.certificates[]'
    index: number
    value: Uint8Array
  }

  export interface ReplicateMessageChunkBoothsFieldEvent {
    field: '$.chunk.booths[]'
    index: number
    value: Uint8Array
  }

  export interface ReplicateMessagePullRefusedChainFieldEvent {
    field: '$.pullRefused.chain'
    value: string
  }

  export interface ReplicateMessagePullRefusedFromFieldEvent {
    field: '$.pullRefused.from'
    value: number
  }

  export interface ReplicateMessagePullRefusedToFieldEvent {
    field: '$.pullRefused.to'
    value: number
  }

  export interface ReplicateMessagePullRefusedReasonFieldEvent {
    field: '$.pullRefused.reason'
    value: string
  }

  export interface ReplicateMessageHoldAckFieldEvent {
    field: '$.hold.ack'
    value: Uint8Array
  }

  export interface ReplicateMessageSealGenesisFieldEvent {
    field: '$.seal.genesis'
    value: Uint8Array
  }

  export interface ReplicateMessageSealSealedFieldEvent {
    field: '$.seal.sealed'
    value: Uint8Array
  }

  export interface ReplicateMessageSealAckChainFieldEvent {
    field: '$.sealAck.chain'
    value: string
  }

  export interface ReplicateMessageSealAckEpochFieldEvent {
    field: '$.sealAck.epoch'
    value: number
  }

  export interface ReplicateMessageStewardAskChainFieldEvent {
    field: '$.stewardAsk.chain'
    value: string
  }

  export interface ReplicateMessageStewardAskEpochFieldEvent {
    field: '$.stewardAsk.epoch'
    value: number
  }

  export interface ReplicateMessageStewardAskBoothFieldEvent {
    field: '$.stewardAsk.booth'
    value: Uint8Array
  }

  export interface ReplicateMessageStewardAnswerChainFieldEvent {
    field: '$.stewardAnswer.chain'
    value: string
  }

  export interface ReplicateMessageStewardAnswerEpochFieldEvent {
    field: '$.stewardAnswer.epoch'
    value: number
  }

  export interface ReplicateMessageStewardAnswerVoteFieldEvent {
    field: '$.stewardAnswer.vote'
    value: Uint8Array
  }

  export interface ReplicateMessageStewardAnswerReasonFieldEvent {
    field: '$.stewardAnswer.reason'
    value: string
  }

  export interface ReplicateMessageStewardAnswerKnownEpochFieldEvent {
    field: '$.stewardAnswer.knownEpoch'
    value: number
  }

  export interface ReplicateMessageProgressChainFieldEvent {
    field: '$.progress.chain'
    value: string
  }

  export interface ReplicateMessageProgressEpochFieldEvent {
    field: '$.progress.epoch'
    value: number
  }

  export interface ReplicateMessageProgressBlocksFieldEvent {
    field: '$.progress.blocks'
    value: number
  }

  export interface ReplicateMessagePlaceAskChainFieldEvent {
    field: '$.placeAsk.chain'
    value: string
  }

  export interface ReplicateMessagePlaceAskEpochFieldEvent {
    field: '$.placeAsk.epoch'
    value: number
  }

  export interface ReplicateMessagePlaceAskHeightFieldEvent {
    field: '$.placeAsk.height'
    value: number
  }

  export interface ReplicateMessagePlaceAskBackupsFieldEvent {
    field: '$.placeAsk.backups'
    value: number
  }

  export interface ReplicateMessagePlaceAskCandidatesFieldEvent {
    field: '$.placeAsk.candidates[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<ReplicateMessage>): Uint8Array {
    return encodeMessage(obj, ReplicateMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReplicateMessage>): ReplicateMessage {
    return decodeMessage(buf, ReplicateMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ReplicateMessage>): Generator<ReplicateMessageOfferChainFieldEvent | ReplicateMessageOfferGenesisFieldEvent | ReplicateMessageOfferEpochFieldEvent | ReplicateMessageOfferHeightFieldEvent | ReplicateMessageOfferHeadHashFieldEvent | ReplicateMessageOfferBytesFieldEvent | ReplicateMessageOfferIssuerFieldEvent | ReplicateMessageOfferBackupsFieldEvent | ReplicateMessageOfferElectorsFieldEvent | ReplicateMessageOfferBeforeFieldEvent | ReplicateMessageOfferBoothFieldEvent | ReplicateMessageOfferAnswerChainFieldEvent | ReplicateMessageOfferAnswerEpochFieldEvent | ReplicateMessageOfferAnswerAcceptedFieldEvent | ReplicateMessageOfferAnswerHaveHeightFieldEvent | ReplicateMessageOfferAnswerHaveHashFieldEvent | ReplicateMessageOfferAnswerFreeBytesFieldEvent | ReplicateMessageOfferAnswerReasonFieldEvent | ReplicateMessageOfferAnswerKnownEpochFieldEvent | ReplicateMessageOfferCancelChainFieldEvent | ReplicateMessageOfferCancelEpochFieldEvent | ReplicateMessageManifestManifestFieldEvent | ReplicateMessageManifestCertificateFieldEvent | ReplicateMessageManifestBoothFieldEvent | ReplicateMessageManifestSourcesFieldEvent | ReplicateMessagePullChainFieldEvent | ReplicateMessagePullFromFieldEvent | ReplicateMessagePullToFieldEvent | ReplicateMessagePullFromTopFieldEvent | ReplicateMessageChunkChainFieldEvent | ReplicateMessageChunkFromFieldEvent | ReplicateMessageChunkToFieldEvent | ReplicateMessageChunkBlocksFieldEvent | ReplicateMessageChunkCertificatesFieldEvent | ReplicateMessageChunkBoothsFieldEvent | ReplicateMessagePullRefusedChainFieldEvent | ReplicateMessagePullRefusedFromFieldEvent | ReplicateMessagePullRefusedToFieldEvent | ReplicateMessagePullRefusedReasonFieldEvent | ReplicateMessageHoldAckFieldEvent | ReplicateMessageSealGenesisFieldEvent | ReplicateMessageSealSealedFieldEvent | ReplicateMessageSealAckChainFieldEvent | ReplicateMessageSealAckEpochFieldEvent | ReplicateMessageStewardAskChainFieldEvent | ReplicateMessageStewardAskEpochFieldEvent | ReplicateMessageStewardAskBoothFieldEvent | ReplicateMessageStewardAnswerChainFieldEvent | ReplicateMessageStewardAnswerEpochFieldEvent | ReplicateMessageStewardAnswerVoteFieldEvent | ReplicateMessageStewardAnswerReasonFieldEvent | ReplicateMessageStewardAnswerKnownEpochFieldEvent | ReplicateMessageProgressChainFieldEvent | ReplicateMessageProgressEpochFieldEvent | ReplicateMessageProgressBlocksFieldEvent | ReplicateMessagePlaceAskChainFieldEvent | ReplicateMessagePlaceAskEpochFieldEvent | ReplicateMessagePlaceAskHeightFieldEvent | ReplicateMessagePlaceAskBackupsFieldEvent | ReplicateMessagePlaceAskCandidatesFieldEvent> {
    return streamMessage(buf, ReplicateMessage.codec(), opts)
  }
}

export interface Offer {
  chain: string
  genesis: Uint8Array
  epoch: number
  height: number
  headHash: Uint8Array
  bytes: number
  issuer: string
  backups: number
  electors: Uint8Array[]
  before: Uint8Array
  booth: Uint8Array
}

export namespace Offer {
  let _codec: Codec<Offer>

  export const codec = (): Codec<Offer> => {
    if (_codec == null) {
      _codec = message<Offer>((obj, w, opts = {}) => {
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

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.epoch)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.height)
        }

        if ((obj.headHash != null && obj.headHash.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.headHash)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.bytes)
        }

        if ((obj.issuer != null && obj.issuer !== '')) {
          w.uint32(58)
          w.string(obj.issuer)
        }

        if ((obj.backups != null && obj.backups !== 0)) {
          w.uint32(64)
          w.uint32(obj.backups)
        }

        if (obj.electors != null && obj.electors.length > 0) {
          for (const value of obj.electors) {
            w.uint32(74)
            w.bytes(value)
          }
        }

        if ((obj.before != null && obj.before.byteLength > 0)) {
          w.uint32(82)
          w.bytes(obj.before)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(90)
          w.bytes(obj.booth)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          genesis: NO_BYTES,
          epoch: 0,
          height: 0,
          headHash: NO_BYTES,
          bytes: 0,
          issuer: '',
          backups: 0,
          electors: [],
          before: NO_BYTES,
          booth: NO_BYTES
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 4: {
              obj.height = reader.uint64Number()
              break
            }
            case 5: {
              obj.headHash = reader.bytes()
              break
            }
            case 6: {
              obj.bytes = reader.uint64Number()
              break
            }
            case 7: {
              obj.issuer = reader.string()
              break
            }
            case 8: {
              obj.backups = reader.uint32()
              break
            }
            case 9: {
              if (opts.limits?.electors != null && obj.electors.length === opts.limits.electors) {
                throw new MaxLengthError('Decode error - repeated field "electors" had too many elements')
              }

              obj.electors.push(reader.bytes())
              break
            }
            case 10: {
              obj.before = reader.bytes()
              break
            }
            case 11: {
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
        const obj = {
          electors: 0
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
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
            case 5: {
              yield {
                field: `${prefix}.headHash`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.bytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.issuer`,
                value: reader.string()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.backups`,
                value: reader.uint32()
              }
              break
            }
            case 9: {
              if (opts.limits?.electors != null && obj.electors === opts.limits.electors) {
                throw new MaxLengthError('Streaming decode error - repeated field "electors" had too many elements')
              }

              yield {
                field: `${prefix}.electors[]`,
                index: obj.electors,
                value: reader.bytes()
              }

              obj.electors++

              break
            }
            case 10: {
              yield {
                field: `${prefix}.before`,
                value: reader.bytes()
              }
              break
            }
            case 11: {
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

  export interface OfferChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface OfferGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface OfferEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface OfferHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface OfferHeadHashFieldEvent {
    field: '$.headHash'
    value: Uint8Array
  }

  export interface OfferBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export interface OfferIssuerFieldEvent {
    field: '$.issuer'
    value: string
  }

  export interface OfferBackupsFieldEvent {
    field: '$.backups'
    value: number
  }

  export interface OfferElectorsFieldEvent {
    field: '$.electors[]'
    index: number
    value: Uint8Array
  }

  export interface OfferBeforeFieldEvent {
    field: '$.before'
    value: Uint8Array
  }

  export interface OfferBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export function encode (obj: Partial<Offer>): Uint8Array {
    return encodeMessage(obj, Offer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Offer>): Offer {
    return decodeMessage(buf, Offer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Offer>): Generator<OfferChainFieldEvent | OfferGenesisFieldEvent | OfferEpochFieldEvent | OfferHeightFieldEvent | OfferHeadHashFieldEvent | OfferBytesFieldEvent | OfferIssuerFieldEvent | OfferBackupsFieldEvent | OfferElectorsFieldEvent | OfferBeforeFieldEvent | OfferBoothFieldEvent> {
    return streamMessage(buf, Offer.codec(), opts)
  }
}

export interface OfferAnswer {
  chain: string
  epoch: number
  accepted: boolean
  haveHeight: number
  haveHash: Uint8Array
  freeBytes: number
  reason: string
  knownEpoch: number
}

export namespace OfferAnswer {
  let _codec: Codec<OfferAnswer>

  export const codec = (): Codec<OfferAnswer> => {
    if (_codec == null) {
      _codec = message<OfferAnswer>((obj, w, opts = {}) => {
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

        if ((obj.accepted != null && obj.accepted !== false)) {
          w.uint32(24)
          w.bool(obj.accepted)
        }

        if ((obj.haveHeight != null && obj.haveHeight !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.haveHeight)
        }

        if ((obj.haveHash != null && obj.haveHash.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.haveHash)
        }

        if ((obj.freeBytes != null && obj.freeBytes !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.freeBytes)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(58)
          w.string(obj.reason)
        }

        if ((obj.knownEpoch != null && obj.knownEpoch !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.knownEpoch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          accepted: false,
          haveHeight: 0,
          haveHash: NO_BYTES,
          freeBytes: 0,
          reason: '',
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.accepted = reader.bool()
              break
            }
            case 4: {
              obj.haveHeight = reader.uint64Number()
              break
            }
            case 5: {
              obj.haveHash = reader.bytes()
              break
            }
            case 6: {
              obj.freeBytes = reader.uint64Number()
              break
            }
            case 7: {
              obj.reason = reader.string()
              break
            }
            case 8: {
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.accepted`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.haveHeight`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.haveHash`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.freeBytes`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            case 8: {
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

  export interface OfferAnswerChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface OfferAnswerEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface OfferAnswerAcceptedFieldEvent {
    field: '$.accepted'
    value: boolean
  }

  export interface OfferAnswerHaveHeightFieldEvent {
    field: '$.haveHeight'
    value: number
  }

  export interface OfferAnswerHaveHashFieldEvent {
    field: '$.haveHash'
    value: Uint8Array
  }

  export interface OfferAnswerFreeBytesFieldEvent {
    field: '$.freeBytes'
    value: number
  }

  export interface OfferAnswerReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface OfferAnswerKnownEpochFieldEvent {
    field: '$.knownEpoch'
    value: number
  }

  export function encode (obj: Partial<OfferAnswer>): Uint8Array {
    return encodeMessage(obj, OfferAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OfferAnswer>): OfferAnswer {
    return decodeMessage(buf, OfferAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OfferAnswer>): Generator<OfferAnswerChainFieldEvent | OfferAnswerEpochFieldEvent | OfferAnswerAcceptedFieldEvent | OfferAnswerHaveHeightFieldEvent | OfferAnswerHaveHashFieldEvent | OfferAnswerFreeBytesFieldEvent | OfferAnswerReasonFieldEvent | OfferAnswerKnownEpochFieldEvent> {
    return streamMessage(buf, OfferAnswer.codec(), opts)
  }
}

export interface OfferCancel {
  chain: string
  epoch: number
}

export namespace OfferCancel {
  let _codec: Codec<OfferCancel>

  export const codec = (): Codec<OfferCancel> => {
    if (_codec == null) {
      _codec = message<OfferCancel>((obj, w, opts = {}) => {
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

  export interface OfferCancelChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface OfferCancelEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export function encode (obj: Partial<OfferCancel>): Uint8Array {
    return encodeMessage(obj, OfferCancel.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OfferCancel>): OfferCancel {
    return decodeMessage(buf, OfferCancel.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OfferCancel>): Generator<OfferCancelChainFieldEvent | OfferCancelEpochFieldEvent> {
    return streamMessage(buf, OfferCancel.codec(), opts)
  }
}

export interface Manifest {
  manifest: Uint8Array
  certificate: Uint8Array
  booth: Uint8Array
  sources: string[]
}

export namespace Manifest {
  let _codec: Codec<Manifest>

  export const codec = (): Codec<Manifest> => {
    if (_codec == null) {
      _codec = message<Manifest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.manifest != null && obj.manifest.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.manifest)
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.certificate)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.booth)
        }

        if (obj.sources != null && obj.sources.length > 0) {
          for (const value of obj.sources) {
            w.uint32(34)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          manifest: NO_BYTES,
          certificate: NO_BYTES,
          booth: NO_BYTES,
          sources: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.manifest = reader.bytes()
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
            case 4: {
              if (opts.limits?.sources != null && obj.sources.length === opts.limits.sources) {
                throw new MaxLengthError('Decode error - repeated field "sources" had too many elements')
              }

              obj.sources.push(reader.string())
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
          sources: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.manifest`,
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
            case 4: {
              if (opts.limits?.sources != null && obj.sources === opts.limits.sources) {
                throw new MaxLengthError('Streaming decode error - repeated field "sources" had too many elements')
              }

              yield {
                field: `${prefix}.sources[]`,
                index: obj.sources,
                value: reader.string()
              }

              obj.sources++

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

  export interface ManifestManifestFieldEvent {
    field: '$.manifest'
    value: Uint8Array
  }

  export interface ManifestCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export interface ManifestBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface ManifestSourcesFieldEvent {
    field: '$.sources[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<Manifest>): Uint8Array {
    return encodeMessage(obj, Manifest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Manifest>): Manifest {
    return decodeMessage(buf, Manifest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Manifest>): Generator<ManifestManifestFieldEvent | ManifestCertificateFieldEvent | ManifestBoothFieldEvent | ManifestSourcesFieldEvent> {
    return streamMessage(buf, Manifest.codec(), opts)
  }
}

export interface ManifestBody {
  chain: string
  epoch: number
  from: number
  height: number
  prev: Uint8Array
  ends: number[]
  hashes: Uint8Array[]
}

export namespace ManifestBody {
  let _codec: Codec<ManifestBody>

  export const codec = (): Codec<ManifestBody> => {
    if (_codec == null) {
      _codec = message<ManifestBody>((obj, w, opts = {}) => {
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

        if ((obj.from != null && obj.from !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.from)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.height)
        }

        if ((obj.prev != null && obj.prev.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.prev)
        }

        if (obj.ends != null && obj.ends.length > 0) {
          for (const value of obj.ends) {
            w.uint32(48)
            w.uint64Number(value)
          }
        }

        if (obj.hashes != null && obj.hashes.length > 0) {
          for (const value of obj.hashes) {
            w.uint32(58)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          from: 0,
          height: 0,
          prev: NO_BYTES,
          ends: [],
          hashes: []
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
              obj.from = reader.uint64Number()
              break
            }
            case 4: {
              obj.height = reader.uint64Number()
              break
            }
            case 5: {
              obj.prev = reader.bytes()
              break
            }
            case 6: {
              if (opts.limits?.ends != null && obj.ends.length === opts.limits.ends) {
                throw new MaxLengthError('Decode error - repeated field "ends" had too many elements')
              }

              obj.ends.push(reader.uint64Number())
              break
            }
            case 7: {
              if (opts.limits?.hashes != null && obj.hashes.length === opts.limits.hashes) {
                throw new MaxLengthError('Decode error - repeated field "hashes" had too many elements')
              }

              obj.hashes.push(reader.bytes())
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
          hashes: 0
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.from`,
                value: reader.uint64Number()
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
            case 5: {
              yield {
                field: `${prefix}.prev`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              if (opts.limits?.ends != null && obj.ends === opts.limits.ends) {
                throw new MaxLengthError('Streaming decode error - repeated field "ends" had too many elements')
              }

              yield {
                field: `${prefix}.ends[]`,
                index: obj.ends,
                value: reader.uint64Number()
              }

              obj.ends++

              break
            }
            case 7: {
              if (opts.limits?.hashes != null && obj.hashes === opts.limits.hashes) {
                throw new MaxLengthError('Streaming decode error - repeated field "hashes" had too many elements')
              }

              yield {
                field: `${prefix}.hashes[]`,
                index: obj.hashes,
                value: reader.bytes()
              }

              obj.hashes++

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

  export interface ManifestBodyChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ManifestBodyEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ManifestBodyFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface ManifestBodyHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface ManifestBodyPrevFieldEvent {
    field: '$.prev'
    value: Uint8Array
  }

  export interface ManifestBodyEndsFieldEvent {
    field: '$.ends[]'
    index: number
    value: number
  }

  export interface ManifestBodyHashesFieldEvent {
    field: '$.hashes[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<ManifestBody>): Uint8Array {
    return encodeMessage(obj, ManifestBody.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ManifestBody>): ManifestBody {
    return decodeMessage(buf, ManifestBody.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ManifestBody>): Generator<ManifestBodyChainFieldEvent | ManifestBodyEpochFieldEvent | ManifestBodyFromFieldEvent | ManifestBodyHeightFieldEvent | ManifestBodyPrevFieldEvent | ManifestBodyEndsFieldEvent | ManifestBodyHashesFieldEvent> {
    return streamMessage(buf, ManifestBody.codec(), opts)
  }
}

export interface Pull {
  chain: string
  from: number
  to: number
  fromTop: boolean
}

export namespace Pull {
  let _codec: Codec<Pull>

  export const codec = (): Codec<Pull> => {
    if (_codec == null) {
      _codec = message<Pull>((obj, w, opts = {}) => {
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

        if ((obj.fromTop != null && obj.fromTop !== false)) {
          w.uint32(32)
          w.bool(obj.fromTop)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          from: 0,
          to: 0,
          fromTop: false
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
            case 4: {
              obj.fromTop = reader.bool()
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
            case 4: {
              yield {
                field: `${prefix}.fromTop`,
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

  export interface PullChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface PullFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface PullToFieldEvent {
    field: '$.to'
    value: number
  }

  export interface PullFromTopFieldEvent {
    field: '$.fromTop'
    value: boolean
  }

  export function encode (obj: Partial<Pull>): Uint8Array {
    return encodeMessage(obj, Pull.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pull>): Pull {
    return decodeMessage(buf, Pull.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pull>): Generator<PullChainFieldEvent | PullFromFieldEvent | PullToFieldEvent | PullFromTopFieldEvent> {
    return streamMessage(buf, Pull.codec(), opts)
  }
}

export interface Chunk {
  chain: string
  from: number
  to: number
  blocks: Uint8Array[]
  certificates: Uint8Array[]
  booths: Uint8Array[]
}

export namespace Chunk {
  let _codec: Codec<Chunk>

  export const codec = (): Codec<Chunk> => {
    if (_codec == null) {
      _codec = message<Chunk>((obj, w, opts = {}) => {
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

        if (obj.blocks != null && obj.blocks.length > 0) {
          for (const value of obj.blocks) {
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

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          from: 0,
          to: 0,
          blocks: [],
          certificates: [],
          booths: []
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
            case 4: {
              if (opts.limits?.blocks != null && obj.blocks.length === opts.limits.blocks) {
                throw new MaxLengthError('Decode error - repeated field "blocks" had too many elements')
              }

              obj.blocks.push(reader.bytes())
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
          certificates: 0,
          booths: 0
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
              yield {
                field: `${prefix}.to`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
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

  export interface ChunkChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ChunkFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface ChunkToFieldEvent {
    field: '$.to'
    value: number
  }

  export interface ChunkBlocksFieldEvent {
    field: '$.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface ChunkCertificatesFieldEvent {
    field: '$.certificates[]'
    index: number
    value: Uint8Array
  }

  export interface ChunkBoothsFieldEvent {
    field: '$.booths[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Chunk>): Uint8Array {
    return encodeMessage(obj, Chunk.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Chunk>): Chunk {
    return decodeMessage(buf, Chunk.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Chunk>): Generator<ChunkChainFieldEvent | ChunkFromFieldEvent | ChunkToFieldEvent | ChunkBlocksFieldEvent | ChunkCertificatesFieldEvent | ChunkBoothsFieldEvent> {
    return streamMessage(buf, Chunk.codec(), opts)
  }
}

export interface PullRefused {
  chain: string
  from: number
  to: number
  reason: string
}

export namespace PullRefused {
  let _codec: Codec<PullRefused>

  export const codec = (): Codec<PullRefused> => {
    if (_codec == null) {
      _codec = message<PullRefused>((obj, w, opts = {}) => {
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

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(34)
          w.string(obj.reason)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          from: 0,
          to: 0,
          reason: ''
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
            case 4: {
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
            case 4: {
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

  export interface PullRefusedChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface PullRefusedFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface PullRefusedToFieldEvent {
    field: '$.to'
    value: number
  }

  export interface PullRefusedReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export function encode (obj: Partial<PullRefused>): Uint8Array {
    return encodeMessage(obj, PullRefused.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PullRefused>): PullRefused {
    return decodeMessage(buf, PullRefused.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PullRefused>): Generator<PullRefusedChainFieldEvent | PullRefusedFromFieldEvent | PullRefusedToFieldEvent | PullRefusedReasonFieldEvent> {
    return streamMessage(buf, PullRefused.codec(), opts)
  }
}

export interface Progress {
  chain: string
  epoch: number
  blocks: number
}

export namespace Progress {
  let _codec: Codec<Progress>

  export const codec = (): Codec<Progress> => {
    if (_codec == null) {
      _codec = message<Progress>((obj, w, opts = {}) => {
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

        if ((obj.blocks != null && obj.blocks !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.blocks)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          blocks: 0
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
              obj.blocks = reader.uint64Number()
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
                field: `${prefix}.blocks`,
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

  export interface ProgressChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface ProgressEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ProgressBlocksFieldEvent {
    field: '$.blocks'
    value: number
  }

  export function encode (obj: Partial<Progress>): Uint8Array {
    return encodeMessage(obj, Progress.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Progress>): Progress {
    return decodeMessage(buf, Progress.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Progress>): Generator<ProgressChainFieldEvent | ProgressEpochFieldEvent | ProgressBlocksFieldEvent> {
    return streamMessage(buf, Progress.codec(), opts)
  }
}

export interface Hold {
  ack: Uint8Array
}

export namespace Hold {
  let _codec: Codec<Hold>

  export const codec = (): Codec<Hold> => {
    if (_codec == null) {
      _codec = message<Hold>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ack != null && obj.ack.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.ack)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ack: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ack = reader.bytes()
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
                field: `${prefix}.ack`,
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

  export interface HoldAckFieldEvent {
    field: '$.ack'
    value: Uint8Array
  }

  export function encode (obj: Partial<Hold>): Uint8Array {
    return encodeMessage(obj, Hold.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hold>): Hold {
    return decodeMessage(buf, Hold.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hold>): Generator<HoldAckFieldEvent> {
    return streamMessage(buf, Hold.codec(), opts)
  }
}

export interface Seal {
  genesis: Uint8Array
  sealed: Uint8Array
}

export namespace Seal {
  let _codec: Codec<Seal>

  export const codec = (): Codec<Seal> => {
    if (_codec == null) {
      _codec = message<Seal>((obj, w, opts = {}) => {
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

  export interface SealGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface SealSealedFieldEvent {
    field: '$.sealed'
    value: Uint8Array
  }

  export function encode (obj: Partial<Seal>): Uint8Array {
    return encodeMessage(obj, Seal.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Seal>): Seal {
    return decodeMessage(buf, Seal.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Seal>): Generator<SealGenesisFieldEvent | SealSealedFieldEvent> {
    return streamMessage(buf, Seal.codec(), opts)
  }
}

export interface SealAck {
  chain: string
  epoch: number
}

export namespace SealAck {
  let _codec: Codec<SealAck>

  export const codec = (): Codec<SealAck> => {
    if (_codec == null) {
      _codec = message<SealAck>((obj, w, opts = {}) => {
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

  export interface SealAckChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface SealAckEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export function encode (obj: Partial<SealAck>): Uint8Array {
    return encodeMessage(obj, SealAck.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SealAck>): SealAck {
    return decodeMessage(buf, SealAck.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SealAck>): Generator<SealAckChainFieldEvent | SealAckEpochFieldEvent> {
    return streamMessage(buf, SealAck.codec(), opts)
  }
}

export interface StewardAsk {
  chain: string
  epoch: number
  booth: Uint8Array
}

export namespace StewardAsk {
  let _codec: Codec<StewardAsk>

  export const codec = (): Codec<StewardAsk> => {
    if (_codec == null) {
      _codec = message<StewardAsk>((obj, w, opts = {}) => {
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

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.booth)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          booth: NO_BYTES
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

  export interface StewardAskChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface StewardAskEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface StewardAskBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export function encode (obj: Partial<StewardAsk>): Uint8Array {
    return encodeMessage(obj, StewardAsk.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StewardAsk>): StewardAsk {
    return decodeMessage(buf, StewardAsk.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StewardAsk>): Generator<StewardAskChainFieldEvent | StewardAskEpochFieldEvent | StewardAskBoothFieldEvent> {
    return streamMessage(buf, StewardAsk.codec(), opts)
  }
}

export interface StewardAnswer {
  chain: string
  epoch: number
  vote: Uint8Array
  reason: string
  knownEpoch: number
}

export namespace StewardAnswer {
  let _codec: Codec<StewardAnswer>

  export const codec = (): Codec<StewardAnswer> => {
    if (_codec == null) {
      _codec = message<StewardAnswer>((obj, w, opts = {}) => {
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

        if ((obj.vote != null && obj.vote.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.vote)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(34)
          w.string(obj.reason)
        }

        if ((obj.knownEpoch != null && obj.knownEpoch !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.knownEpoch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          vote: NO_BYTES,
          reason: '',
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.vote = reader.bytes()
              break
            }
            case 4: {
              obj.reason = reader.string()
              break
            }
            case 5: {
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.vote`,
                value: reader.bytes()
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

  export interface StewardAnswerChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface StewardAnswerEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface StewardAnswerVoteFieldEvent {
    field: '$.vote'
    value: Uint8Array
  }

  export interface StewardAnswerReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface StewardAnswerKnownEpochFieldEvent {
    field: '$.knownEpoch'
    value: number
  }

  export function encode (obj: Partial<StewardAnswer>): Uint8Array {
    return encodeMessage(obj, StewardAnswer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StewardAnswer>): StewardAnswer {
    return decodeMessage(buf, StewardAnswer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<StewardAnswer>): Generator<StewardAnswerChainFieldEvent | StewardAnswerEpochFieldEvent | StewardAnswerVoteFieldEvent | StewardAnswerReasonFieldEvent | StewardAnswerKnownEpochFieldEvent> {
    return streamMessage(buf, StewardAnswer.codec(), opts)
  }
}

export interface PlaceAsk {
  chain: string
  epoch: number
  height: number
  backups: number
  candidates: string[]
}

export namespace PlaceAsk {
  let _codec: Codec<PlaceAsk>

  export const codec = (): Codec<PlaceAsk> => {
    if (_codec == null) {
      _codec = message<PlaceAsk>((obj, w, opts = {}) => {
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

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.height)
        }

        if ((obj.backups != null && obj.backups !== 0)) {
          w.uint32(32)
          w.uint32(obj.backups)
        }

        if (obj.candidates != null && obj.candidates.length > 0) {
          for (const value of obj.candidates) {
            w.uint32(42)
            w.string(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          epoch: 0,
          height: 0,
          backups: 0,
          candidates: []
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
              obj.height = reader.uint64Number()
              break
            }
            case 4: {
              obj.backups = reader.uint32()
              break
            }
            case 5: {
              if (opts.limits?.candidates != null && obj.candidates.length === opts.limits.candidates) {
                throw new MaxLengthError('Decode error - repeated field "candidates" had too many elements')
              }

              obj.candidates.push(reader.string())
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
          candidates: 0
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
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
                field: `${prefix}.backups`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              if (opts.limits?.candidates != null && obj.candidates === opts.limits.candidates) {
                throw new MaxLengthError('Streaming decode error - repeated field "candidates" had too many elements')
              }

              yield {
                field: `${prefix}.candidates[]`,
                index: obj.candidates,
                value: reader.string()
              }

              obj.candidates++

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

  export interface PlaceAskChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface PlaceAskEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface PlaceAskHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface PlaceAskBackupsFieldEvent {
    field: '$.backups'
    value: number
  }

  export interface PlaceAskCandidatesFieldEvent {
    field: '$.candidates[]'
    index: number
    value: string
  }

  export function encode (obj: Partial<PlaceAsk>): Uint8Array {
    return encodeMessage(obj, PlaceAsk.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PlaceAsk>): PlaceAsk {
    return decodeMessage(buf, PlaceAsk.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PlaceAsk>): Generator<PlaceAskChainFieldEvent | PlaceAskEpochFieldEvent | PlaceAskHeightFieldEvent | PlaceAskBackupsFieldEvent | PlaceAskCandidatesFieldEvent> {
    return streamMessage(buf, PlaceAsk.codec(), opts)
  }
}
