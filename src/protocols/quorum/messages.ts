/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface QuorumMessage {
  chain: string
  incarnation: Uint8Array
  booth: number
  beat?: Beat
  beaten?: Beaten
  election?: Election
  okay?: Okay
  claim?: Claim
  grant?: Grant
  deny?: Deny
  preempt?: Preempt
  resign?: Resign
  fetch?: Fetch
  fetched?: Fetched
  pull?: Pull
  pulled?: Pulled
  store?: Store
  stored?: Stored
  forward?: Forward
  answers?: Answers
}

export namespace QuorumMessage {
  let _codec: Codec<QuorumMessage>

  export const codec = (): Codec<QuorumMessage> => {
    if (_codec == null) {
      _codec = message<QuorumMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.incarnation)
        }

        if ((obj.booth != null && obj.booth !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.booth)
        }

        if (obj.beat != null) {
          w.uint32(34)
          Beat.codec().encode(obj.beat, w)
        }

        if (obj.beaten != null) {
          w.uint32(42)
          Beaten.codec().encode(obj.beaten, w)
        }

        if (obj.election != null) {
          w.uint32(50)
          Election.codec().encode(obj.election, w)
        }

        if (obj.okay != null) {
          w.uint32(58)
          Okay.codec().encode(obj.okay, w)
        }

        if (obj.claim != null) {
          w.uint32(66)
          Claim.codec().encode(obj.claim, w)
        }

        if (obj.grant != null) {
          w.uint32(74)
          Grant.codec().encode(obj.grant, w)
        }

        if (obj.deny != null) {
          w.uint32(82)
          Deny.codec().encode(obj.deny, w)
        }

        if (obj.preempt != null) {
          w.uint32(90)
          Preempt.codec().encode(obj.preempt, w)
        }

        if (obj.resign != null) {
          w.uint32(98)
          Resign.codec().encode(obj.resign, w)
        }

        if (obj.fetch != null) {
          w.uint32(106)
          Fetch.codec().encode(obj.fetch, w)
        }

        if (obj.fetched != null) {
          w.uint32(114)
          Fetched.codec().encode(obj.fetched, w)
        }

        if (obj.pull != null) {
          w.uint32(122)
          Pull.codec().encode(obj.pull, w)
        }

        if (obj.pulled != null) {
          w.uint32(130)
          Pulled.codec().encode(obj.pulled, w)
        }

        if (obj.store != null) {
          w.uint32(138)
          Store.codec().encode(obj.store, w)
        }

        if (obj.stored != null) {
          w.uint32(146)
          Stored.codec().encode(obj.stored, w)
        }

        if (obj.forward != null) {
          w.uint32(154)
          Forward.codec().encode(obj.forward, w)
        }

        if (obj.answers != null) {
          w.uint32(162)
          Answers.codec().encode(obj.answers, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          incarnation: NO_BYTES,
          booth: 0
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
              obj.incarnation = reader.bytes()
              break
            }
            case 3: {
              obj.booth = reader.uint64Number()
              break
            }
            case 4: {
              obj.beat = Beat.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.beat
              })
              break
            }
            case 5: {
              obj.beaten = Beaten.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.beaten
              })
              break
            }
            case 6: {
              obj.election = Election.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.election
              })
              break
            }
            case 7: {
              obj.okay = Okay.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.okay
              })
              break
            }
            case 8: {
              obj.claim = Claim.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.claim
              })
              break
            }
            case 9: {
              obj.grant = Grant.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.grant
              })
              break
            }
            case 10: {
              obj.deny = Deny.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.deny
              })
              break
            }
            case 11: {
              obj.preempt = Preempt.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.preempt
              })
              break
            }
            case 12: {
              obj.resign = Resign.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.resign
              })
              break
            }
            case 13: {
              obj.fetch = Fetch.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.fetch
              })
              break
            }
            case 14: {
              obj.fetched = Fetched.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.fetched
              })
              break
            }
            case 15: {
              obj.pull = Pull.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pull
              })
              break
            }
            case 16: {
              obj.pulled = Pulled.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pulled
              })
              break
            }
            case 17: {
              obj.store = Store.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.store
              })
              break
            }
            case 18: {
              obj.stored = Stored.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.stored
              })
              break
            }
            case 19: {
              obj.forward = Forward.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.forward
              })
              break
            }
            case 20: {
              obj.answers = Answers.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.answers
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.answers != null) {
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.forward != null) {
          delete obj.answers
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.stored != null) {
          delete obj.answers
          delete obj.forward
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.store != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.pulled != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.pull != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.fetched != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.fetch != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.resign != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.preempt != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.deny != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.grant != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.claim != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.okay
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.okay != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.election
          delete obj.beaten
          delete obj.beat
        }

        if (obj.election != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.beaten
          delete obj.beat
        }

        if (obj.beaten != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beat
        }

        if (obj.beat != null) {
          delete obj.answers
          delete obj.forward
          delete obj.stored
          delete obj.store
          delete obj.pulled
          delete obj.pull
          delete obj.fetched
          delete obj.fetch
          delete obj.resign
          delete obj.preempt
          delete obj.deny
          delete obj.grant
          delete obj.claim
          delete obj.okay
          delete obj.election
          delete obj.beaten
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
                field: `${prefix}.incarnation`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.booth`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield * Beat.codec().stream(reader, reader.uint32(), `${prefix}.beat`, {
                limits: opts.limits?.beat
              })

              break
            }
            case 5: {
              yield * Beaten.codec().stream(reader, reader.uint32(), `${prefix}.beaten`, {
                limits: opts.limits?.beaten
              })

              break
            }
            case 6: {
              yield * Election.codec().stream(reader, reader.uint32(), `${prefix}.election`, {
                limits: opts.limits?.election
              })

              break
            }
            case 7: {
              yield * Okay.codec().stream(reader, reader.uint32(), `${prefix}.okay`, {
                limits: opts.limits?.okay
              })

              break
            }
            case 8: {
              yield * Claim.codec().stream(reader, reader.uint32(), `${prefix}.claim`, {
                limits: opts.limits?.claim
              })

              break
            }
            case 9: {
              yield * Grant.codec().stream(reader, reader.uint32(), `${prefix}.grant`, {
                limits: opts.limits?.grant
              })

              break
            }
            case 10: {
              yield * Deny.codec().stream(reader, reader.uint32(), `${prefix}.deny`, {
                limits: opts.limits?.deny
              })

              break
            }
            case 11: {
              yield * Preempt.codec().stream(reader, reader.uint32(), `${prefix}.preempt`, {
                limits: opts.limits?.preempt
              })

              break
            }
            case 12: {
              yield * Resign.codec().stream(reader, reader.uint32(), `${prefix}.resign`, {
                limits: opts.limits?.resign
              })

              break
            }
            case 13: {
              yield * Fetch.codec().stream(reader, reader.uint32(), `${prefix}.fetch`, {
                limits: opts.limits?.fetch
              })

              break
            }
            case 14: {
              yield * Fetched.codec().stream(reader, reader.uint32(), `${prefix}.fetched`, {
                limits: opts.limits?.fetched
              })

              break
            }
            case 15: {
              yield * Pull.codec().stream(reader, reader.uint32(), `${prefix}.pull`, {
                limits: opts.limits?.pull
              })

              break
            }
            case 16: {
              yield * Pulled.codec().stream(reader, reader.uint32(), `${prefix}.pulled`, {
                limits: opts.limits?.pulled
              })

              break
            }
            case 17: {
              yield * Store.codec().stream(reader, reader.uint32(), `${prefix}.store`, {
                limits: opts.limits?.store
              })

              break
            }
            case 18: {
              yield * Stored.codec().stream(reader, reader.uint32(), `${prefix}.stored`, {
                limits: opts.limits?.stored
              })

              break
            }
            case 19: {
              yield * Forward.codec().stream(reader, reader.uint32(), `${prefix}.forward`, {
                limits: opts.limits?.forward
              })

              break
            }
            case 20: {
              yield * Answers.codec().stream(reader, reader.uint32(), `${prefix}.answers`, {
                limits: opts.limits?.answers
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

  export interface QuorumMessageChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface QuorumMessageIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface QuorumMessageBoothFieldEvent {
    field: '$.booth'
    value: number
  }

  export interface QuorumMessageBeatEpochFieldEvent {
    field: '$.beat.epoch'
    value: number
  }

  export interface QuorumMessageBeatSeqFieldEvent {
    field: '$.beat.seq'
    value: number
  }

  export interface QuorumMessageBeatForgottenToFieldEvent {
    field: '$.beat.forgottenTo'
    value: number
  }

  export interface QuorumMessageBeatenEpochFieldEvent {
    field: '$.beaten.epoch'
    value: number
  }

  export interface QuorumMessageBeatenSeqFieldEvent {
    field: '$.beaten.seq'
    value: number
  }

  export interface QuorumMessageElectionRoundFieldEvent {
    field: '$.election.round'
    value: number
  }

  export interface QuorumMessageOkayRoundFieldEvent {
    field: '$.okay.round'
    value: number
  }

  export interface QuorumMessageClaimEpochFieldEvent {
    field: '$.claim.epoch'
    value: number
  }

  export interface QuorumMessageClaimProbeFieldEvent {
    field: '$.claim.probe'
    value: boolean
  }

  export interface QuorumMessageGrantEpochFieldEvent {
    field: '$.grant.epoch'
    value: number
  }

  export interface QuorumMessageGrantProbeFieldEvent {
    field: '$.grant.probe'
    value: boolean
  }

  export interface QuorumMessageDenyEpochFieldEvent {
    field: '$.deny.epoch'
    value: number
  }

  export interface QuorumMessageDenyAliveFieldEvent {
    field: '$.deny.alive'
    value: boolean
  }

  export interface QuorumMessagePreemptEpochFieldEvent {
    field: '$.preempt.epoch'
    value: number
  }

  export interface QuorumMessageResignEpochFieldEvent {
    field: '$.resign.epoch'
    value: number
  }

  export interface QuorumMessageResignToFieldEvent {
    field: '$.resign.to'
    value: string
  }

  export interface QuorumMessageFetchRunFieldEvent {
    field: '$.fetch.run'
    value: number
  }

  export interface QuorumMessageFetchIdFieldEvent {
    field: '$.fetch.id'
    value: number
  }

  export interface QuorumMessageFetchEpochFieldEvent {
    field: '$.fetch.epoch'
    value: number
  }

  export interface QuorumMessageFetchKeysFieldEvent {
    field: '$.fetch.keys[]'
    index: number
    value: Uint8Array
  }

  export interface QuorumMessageFetchedRunFieldEvent {
    field: '$.fetched.run'
    value: number
  }

  export interface QuorumMessageFetchedIdFieldEvent {
    field: '$.fetched.id'
    value: number
  }

  export interface QuorumMessageFetchedEpochFieldEvent {
    field: '$.fetched.epoch'
    value: number
  }

  export interface QuorumMessageFetchedFirstFieldEvent {
    field: '$.fetched.first'
    value: number
  }

  export interface QuorumMessageFetchedCountFieldEvent {
    field: '$.fetched.count'
    value: number
  }

  export interface QuorumMessageFetchedRegistersFieldEvent {
    field: '$.fetched.registers[]'
    index: number
    value: Uint8Array
  }

  export interface QuorumMessageFetchedHeldFromFieldEvent {
    field: '$.fetched.heldFrom'
    value: number
  }

  export interface QuorumMessageFetchedForgottenToFieldEvent {
    field: '$.fetched.forgottenTo'
    value: number
  }

  export interface QuorumMessagePullRunFieldEvent {
    field: '$.pull.run'
    value: number
  }

  export interface QuorumMessagePullIdFieldEvent {
    field: '$.pull.id'
    value: number
  }

  export interface QuorumMessagePullFromFieldEvent {
    field: '$.pull.from'
    value: Uint8Array
  }

  export interface QuorumMessagePullToFieldEvent {
    field: '$.pull.to'
    value: Uint8Array
  }

  export interface QuorumMessagePullAfterFieldEvent {
    field: '$.pull.after'
    value: Uint8Array
  }

  export interface QuorumMessagePullReverseFieldEvent {
    field: '$.pull.reverse'
    value: boolean
  }

  export interface QuorumMessagePulledRunFieldEvent {
    field: '$.pulled.run'
    value: number
  }

  export interface QuorumMessagePulledIdFieldEvent {
    field: '$.pulled.id'
    value: number
  }

  export interface QuorumMessagePulledEpochFieldEvent {
    field: '$.pulled.epoch'
    value: number
  }

  export interface QuorumMessagePulledMoreFieldEvent {
    field: '$.pulled.more'
    value: boolean
  }

  export interface QuorumMessagePulledRegistersFieldEvent {
    field: '$.pulled.registers[]'
    index: number
    value: Uint8Array
  }

  export interface QuorumMessagePulledHeldFromFieldEvent {
    field: '$.pulled.heldFrom'
    value: number
  }

  export interface QuorumMessagePulledForgottenToFieldEvent {
    field: '$.pulled.forgottenTo'
    value: number
  }

  export interface QuorumMessageStoreRunFieldEvent {
    field: '$.store.run'
    value: number
  }

  export interface QuorumMessageStoreIdFieldEvent {
    field: '$.store.id'
    value: number
  }

  export interface QuorumMessageStoreRegistersFieldEvent {
    field: '$.store.registers[]'
    index: number
    value: Uint8Array
  }

  export interface QuorumMessageStoreEpochFieldEvent {
    field: '$.store.epoch'
    value: number
  }

  export interface QuorumMessageStoredRunFieldEvent {
    field: '$.stored.run'
    value: number
  }

  export interface QuorumMessageStoredIdFieldEvent {
    field: '$.stored.id'
    value: number
  }

  export interface QuorumMessageStoredEpochFieldEvent {
    field: '$.stored.epoch'
    value: number
  }

  export interface QuorumMessageStoredRefusedFieldEvent {
    field: '$.stored.refused[]'
    index: number
    value: number
  }

  export interface QuorumMessageForwardRunFieldEvent {
    field: '$.forward.run'
    value: number
  }

  export interface QuorumMessageForwardItemsTicketFieldEvent {
    field: '$.forward.items[].ticket'
    value: number
    index: number
  }

  export interface QuorumMessageForwardItemsEntryFieldEvent {
    field: '$.forward.items[].entry'
    value: Uint8Array
    index: number
  }

  export interface QuorumMessageForwardItemsQuestionFieldEvent {
    field: '$.forward.items[].question'
    value: Uint8Array
    index: number
  }

  export interface QuorumMessageForwardItemsSettleFieldEvent {
    field: '$.forward.items[].settle'
    value: Uint8Array
    index: number
  }

  export interface QuorumMessageForwardItemsTermFieldEvent {
    field: '$.forward.items[].term'
    value: boolean
    index: number
  }

  export interface QuorumMessageForwardRelayFieldEvent {
    field: '$.forward.relay'
    value: boolean
  }

  export interface QuorumMessageForwardOriginFieldEvent {
    field: '$.forward.origin'
    value: string
  }

  export interface QuorumMessageForwardTermFieldEvent {
    field: '$.forward.term'
    value: number
  }

  export interface QuorumMessageForwardWaitMsFieldEvent {
    field: '$.forward.waitMs'
    value: number
  }

  export interface QuorumMessageAnswersRunFieldEvent {
    field: '$.answers.run'
    value: number
  }

  export interface QuorumMessageAnswersLeaderFieldEvent {
    field: '$.answers.leader'
    value: string
  }

  export interface QuorumMessageAnswersAnswersTicketFieldEvent {
    field: '$.answers.answers[].ticket'
    value: number
    index: number
  }

  export interface QuorumMessageAnswersAnswersOutcomeFieldEvent {
    field: '$.answers.answers[].outcome'
    value: number
    index: number
  }

  export interface QuorumMessageAnswersAnswersResultFieldEvent {
    field: '$.answers.answers[].result'
    value: Uint8Array
    index: number
  }

  export interface QuorumMessageAnswersAnswersRevisionFieldEvent {
    field: '$.answers.answers[].revision'
    value: number
    index: number
  }

  export interface QuorumMessageAnswersAnswersReasonFieldEvent {
    field: '$.answers.answers[].reason'
    value: string
    index: number
  }

  export interface QuorumMessageAnswersAnswersTextFieldEvent {
    field: '$.answers.answers[].text'
    value: string
    index: number
  }

  export interface QuorumMessageAnswersOriginFieldEvent {
    field: '$.answers.origin'
    value: string
  }

  export interface QuorumMessageAnswersTermFieldEvent {
    field: '$.answers.term'
    value: number
  }

  export function encode (obj: Partial<QuorumMessage>): Uint8Array {
    return encodeMessage(obj, QuorumMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<QuorumMessage>): QuorumMessage {
    return decodeMessage(buf, QuorumMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<QuorumMessage>): Generator<QuorumMessageChainFieldEvent | QuorumMessageIncarnationFieldEvent | QuorumMessageBoothFieldEvent | QuorumMessageBeatEpochFieldEvent | QuorumMessageBeatSeqFieldEvent | QuorumMessageBeatForgottenToFieldEvent | QuorumMessageBeatenEpochFieldEvent | QuorumMessageBeatenSeqFieldEvent | QuorumMessageElectionRoundFieldEvent | QuorumMessageOkayRoundFieldEvent | QuorumMessageClaimEpochFieldEvent | QuorumMessageClaimProbeFieldEvent | QuorumMessageGrantEpochFieldEvent | QuorumMessageGrantProbeFieldEvent | QuorumMessageDenyEpochFieldEvent | QuorumMessageDenyAliveFieldEvent | QuorumMessagePreemptEpochFieldEvent | QuorumMessageResignEpochFieldEvent | QuorumMessageResignToFieldEvent | QuorumMessageFetchRunFieldEvent | QuorumMessageFetchIdFieldEvent | QuorumMessageFetchEpochFieldEvent | QuorumMessageFetchKeysFieldEvent | QuorumMessageFetchedRunFieldEvent | QuorumMessageFetchedIdFieldEvent | QuorumMessageFetchedEpochFieldEvent | QuorumMessageFetchedFirstFieldEvent | QuorumMessageFetchedCountFieldEvent | QuorumMessageFetchedRegistersFieldEvent | QuorumMessageFetchedHeldFromFieldEvent | QuorumMessageFetchedForgottenToFieldEvent | QuorumMessagePullRunFieldEvent | QuorumMessagePullIdFieldEvent | QuorumMessagePullFromFieldEvent | QuorumMessagePullToFieldEvent | QuorumMessagePullAfterFieldEvent | QuorumMessagePullReverseFieldEvent | QuorumMessagePulledRunFieldEvent | QuorumMessagePulledIdFieldEvent | QuorumMessagePulledEpochFieldEvent | QuorumMessagePulledMoreFieldEvent | QuorumMessagePulledRegistersFieldEvent | QuorumMessagePulledHeldFromFieldEvent | QuorumMessagePulledForgottenToFieldEvent | QuorumMessageStoreRunFieldEvent | QuorumMessageStoreIdFieldEvent | QuorumMessageStoreRegistersFieldEvent | QuorumMessageStoreEpochFieldEvent | QuorumMessageStoredRunFieldEvent | QuorumMessageStoredIdFieldEvent | QuorumMessageStoredEpochFieldEvent | QuorumMessageStoredRefusedFieldEvent | QuorumMessageForwardRunFieldEvent | QuorumMessageForwardItemsTicketFieldEvent | QuorumMessageForwardItemsEntryFieldEvent | QuorumMessageForwardItemsQuestionFieldEvent | QuorumMessageForwardItemsSettleFieldEvent | QuorumMessageForwardItemsTermFieldEvent | QuorumMessageForwardRelayFieldEvent | QuorumMessageForwardOriginFieldEvent | QuorumMessageForwardTermFieldEvent | QuorumMessageForwardWaitMsFieldEvent | QuorumMessageAnswersRunFieldEvent | QuorumMessageAnswersLeaderFieldEvent | QuorumMessageAnswersAnswersTicketFieldEvent | QuorumMessageAnswersAnswersOutcomeFieldEvent | QuorumMessageAnswersAnswersResultFieldEvent | QuorumMessageAnswersAnswersRevisionFieldEvent | QuorumMessageAnswersAnswersReasonFieldEvent | QuorumMessageAnswersAnswersTextFieldEvent | QuorumMessageAnswersOriginFieldEvent | QuorumMessageAnswersTermFieldEvent> {
    return streamMessage(buf, QuorumMessage.codec(), opts)
  }
}

export interface Beat {
  epoch: number
  seq: number
  forgottenTo: number
}

export namespace Beat {
  let _codec: Codec<Beat>

  export const codec = (): Codec<Beat> => {
    if (_codec == null) {
      _codec = message<Beat>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.seq)
        }

        if ((obj.forgottenTo != null && obj.forgottenTo !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.forgottenTo)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          seq: 0,
          forgottenTo: 0
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
              obj.seq = reader.uint64Number()
              break
            }
            case 3: {
              obj.forgottenTo = reader.uint64Number()
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
                field: `${prefix}.seq`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.forgottenTo`,
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

  export interface BeatEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface BeatSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface BeatForgottenToFieldEvent {
    field: '$.forgottenTo'
    value: number
  }

  export function encode (obj: Partial<Beat>): Uint8Array {
    return encodeMessage(obj, Beat.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Beat>): Beat {
    return decodeMessage(buf, Beat.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Beat>): Generator<BeatEpochFieldEvent | BeatSeqFieldEvent | BeatForgottenToFieldEvent> {
    return streamMessage(buf, Beat.codec(), opts)
  }
}

export interface Beaten {
  epoch: number
  seq: number
}

export namespace Beaten {
  let _codec: Codec<Beaten>

  export const codec = (): Codec<Beaten> => {
    if (_codec == null) {
      _codec = message<Beaten>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.seq)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          seq: 0
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
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

  export interface BeatenEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface BeatenSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export function encode (obj: Partial<Beaten>): Uint8Array {
    return encodeMessage(obj, Beaten.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Beaten>): Beaten {
    return decodeMessage(buf, Beaten.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Beaten>): Generator<BeatenEpochFieldEvent | BeatenSeqFieldEvent> {
    return streamMessage(buf, Beaten.codec(), opts)
  }
}

export interface Election {
  round: number
}

export namespace Election {
  let _codec: Codec<Election>

  export const codec = (): Codec<Election> => {
    if (_codec == null) {
      _codec = message<Election>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.round != null && obj.round !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.round)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          round: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.round = reader.uint64Number()
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
                field: `${prefix}.round`,
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

  export interface ElectionRoundFieldEvent {
    field: '$.round'
    value: number
  }

  export function encode (obj: Partial<Election>): Uint8Array {
    return encodeMessage(obj, Election.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Election>): Election {
    return decodeMessage(buf, Election.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Election>): Generator<ElectionRoundFieldEvent> {
    return streamMessage(buf, Election.codec(), opts)
  }
}

export interface Okay {
  round: number
}

export namespace Okay {
  let _codec: Codec<Okay>

  export const codec = (): Codec<Okay> => {
    if (_codec == null) {
      _codec = message<Okay>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.round != null && obj.round !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.round)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          round: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.round = reader.uint64Number()
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
                field: `${prefix}.round`,
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

  export interface OkayRoundFieldEvent {
    field: '$.round'
    value: number
  }

  export function encode (obj: Partial<Okay>): Uint8Array {
    return encodeMessage(obj, Okay.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Okay>): Okay {
    return decodeMessage(buf, Okay.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Okay>): Generator<OkayRoundFieldEvent> {
    return streamMessage(buf, Okay.codec(), opts)
  }
}

export interface Claim {
  epoch: number
  probe: boolean
}

export namespace Claim {
  let _codec: Codec<Claim>

  export const codec = (): Codec<Claim> => {
    if (_codec == null) {
      _codec = message<Claim>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.probe != null && obj.probe !== false)) {
          w.uint32(16)
          w.bool(obj.probe)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          probe: false
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
              obj.probe = reader.bool()
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
                field: `${prefix}.probe`,
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

  export interface ClaimEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ClaimProbeFieldEvent {
    field: '$.probe'
    value: boolean
  }

  export function encode (obj: Partial<Claim>): Uint8Array {
    return encodeMessage(obj, Claim.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Claim>): Claim {
    return decodeMessage(buf, Claim.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Claim>): Generator<ClaimEpochFieldEvent | ClaimProbeFieldEvent> {
    return streamMessage(buf, Claim.codec(), opts)
  }
}

export interface Grant {
  epoch: number
  probe: boolean
}

export namespace Grant {
  let _codec: Codec<Grant>

  export const codec = (): Codec<Grant> => {
    if (_codec == null) {
      _codec = message<Grant>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.probe != null && obj.probe !== false)) {
          w.uint32(16)
          w.bool(obj.probe)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          probe: false
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
              obj.probe = reader.bool()
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
                field: `${prefix}.probe`,
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

  export interface GrantEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface GrantProbeFieldEvent {
    field: '$.probe'
    value: boolean
  }

  export function encode (obj: Partial<Grant>): Uint8Array {
    return encodeMessage(obj, Grant.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Grant>): Grant {
    return decodeMessage(buf, Grant.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Grant>): Generator<GrantEpochFieldEvent | GrantProbeFieldEvent> {
    return streamMessage(buf, Grant.codec(), opts)
  }
}

export interface Deny {
  epoch: number
  alive: boolean
}

export namespace Deny {
  let _codec: Codec<Deny>

  export const codec = (): Codec<Deny> => {
    if (_codec == null) {
      _codec = message<Deny>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.alive != null && obj.alive !== false)) {
          w.uint32(16)
          w.bool(obj.alive)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          alive: false
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
              obj.alive = reader.bool()
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
                field: `${prefix}.alive`,
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

  export interface DenyEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface DenyAliveFieldEvent {
    field: '$.alive'
    value: boolean
  }

  export function encode (obj: Partial<Deny>): Uint8Array {
    return encodeMessage(obj, Deny.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Deny>): Deny {
    return decodeMessage(buf, Deny.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Deny>): Generator<DenyEpochFieldEvent | DenyAliveFieldEvent> {
    return streamMessage(buf, Deny.codec(), opts)
  }
}

export interface Preempt {
  epoch: number
}

export namespace Preempt {
  let _codec: Codec<Preempt>

  export const codec = (): Codec<Preempt> => {
    if (_codec == null) {
      _codec = message<Preempt>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
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

  export interface PreemptEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export function encode (obj: Partial<Preempt>): Uint8Array {
    return encodeMessage(obj, Preempt.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Preempt>): Preempt {
    return decodeMessage(buf, Preempt.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Preempt>): Generator<PreemptEpochFieldEvent> {
    return streamMessage(buf, Preempt.codec(), opts)
  }
}

export interface Resign {
  epoch: number
  to: string
}

export namespace Resign {
  let _codec: Codec<Resign>

  export const codec = (): Codec<Resign> => {
    if (_codec == null) {
      _codec = message<Resign>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.to != null && obj.to !== '')) {
          w.uint32(18)
          w.string(obj.to)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          to: ''
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
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

  export interface ResignEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface ResignToFieldEvent {
    field: '$.to'
    value: string
  }

  export function encode (obj: Partial<Resign>): Uint8Array {
    return encodeMessage(obj, Resign.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Resign>): Resign {
    return decodeMessage(buf, Resign.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Resign>): Generator<ResignEpochFieldEvent | ResignToFieldEvent> {
    return streamMessage(buf, Resign.codec(), opts)
  }
}

export interface Register {
  key: Uint8Array
  epoch: number
  counter: number
  node: number
  content?: Uint8Array
  done: Uint8Array
  forgotten: number
}

export namespace Register {
  let _codec: Codec<Register>

  export const codec = (): Codec<Register> => {
    if (_codec == null) {
      _codec = message<Register>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.epoch)
        }

        if ((obj.counter != null && obj.counter !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.counter)
        }

        if ((obj.node != null && obj.node !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.node)
        }

        if (obj.content != null) {
          w.uint32(42)
          w.bytes(obj.content)
        }

        if ((obj.done != null && obj.done.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.done)
        }

        if ((obj.forgotten != null && obj.forgotten !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.forgotten)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES,
          epoch: 0,
          counter: 0,
          node: 0,
          done: NO_BYTES,
          forgotten: 0
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
              obj.epoch = reader.uint64Number()
              break
            }
            case 3: {
              obj.counter = reader.uint64Number()
              break
            }
            case 4: {
              obj.node = reader.uint64Number()
              break
            }
            case 5: {
              obj.content = reader.bytes()
              break
            }
            case 6: {
              obj.done = reader.bytes()
              break
            }
            case 7: {
              obj.forgotten = reader.uint64Number()
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
                field: `${prefix}.epoch`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.counter`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.node`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.content`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.done`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.forgotten`,
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

  export interface RegisterKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface RegisterEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface RegisterCounterFieldEvent {
    field: '$.counter'
    value: number
  }

  export interface RegisterNodeFieldEvent {
    field: '$.node'
    value: number
  }

  export interface RegisterContentFieldEvent {
    field: '$.content'
    value: Uint8Array
  }

  export interface RegisterDoneFieldEvent {
    field: '$.done'
    value: Uint8Array
  }

  export interface RegisterForgottenFieldEvent {
    field: '$.forgotten'
    value: number
  }

  export function encode (obj: Partial<Register>): Uint8Array {
    return encodeMessage(obj, Register.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Register>): Register {
    return decodeMessage(buf, Register.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Register>): Generator<RegisterKeyFieldEvent | RegisterEpochFieldEvent | RegisterCounterFieldEvent | RegisterNodeFieldEvent | RegisterContentFieldEvent | RegisterDoneFieldEvent | RegisterForgottenFieldEvent> {
    return streamMessage(buf, Register.codec(), opts)
  }
}

export interface DoneList {
  done: Done[]
}

export namespace DoneList {
  let _codec: Codec<DoneList>

  export const codec = (): Codec<DoneList> => {
    if (_codec == null) {
      _codec = message<DoneList>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.done != null && obj.done.length > 0) {
          for (const value of obj.done) {
            w.uint32(10)
            Done.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          done: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.done != null && obj.done.length === opts.limits.done) {
                throw new MaxLengthError('Decode error - repeated field "done" had too many elements')
              }

              obj.done.push(Done.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.done$
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
          done: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.done != null && obj.done === opts.limits.done) {
                throw new MaxLengthError('Streaming decode error - repeated field "done" had too many elements')
              }

              for (const evt of Done.codec().stream(reader, reader.uint32(), `${prefix}.done[]`, {
                limits: opts.limits?.done$
              })) {
                yield {
                  ...evt,
                  index: obj.done
                }
              }

              obj.done++

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

  export interface DoneListDoneClientFieldEvent {
    field: '$.done[].client'
    value: Uint8Array
    index: number
  }

  export interface DoneListDoneSeqFieldEvent {
    field: '$.done[].seq'
    value: number
    index: number
  }

  export interface DoneListDoneEpochFieldEvent {
    field: '$.done[].epoch'
    value: number
    index: number
  }

  export interface DoneListDoneResultFieldEvent {
    field: '$.done[].result'
    value: Uint8Array
    index: number
  }

  export interface DoneListDoneDigestFieldEvent {
    field: '$.done[].digest'
    value: Uint8Array
    index: number
  }

  export function encode (obj: Partial<DoneList>): Uint8Array {
    return encodeMessage(obj, DoneList.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DoneList>): DoneList {
    return decodeMessage(buf, DoneList.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DoneList>): Generator<DoneListDoneClientFieldEvent | DoneListDoneSeqFieldEvent | DoneListDoneEpochFieldEvent | DoneListDoneResultFieldEvent | DoneListDoneDigestFieldEvent> {
    return streamMessage(buf, DoneList.codec(), opts)
  }
}

export interface Done {
  client: Uint8Array
  seq: number
  epoch: number
  result: Uint8Array
  digest: Uint8Array
}

export namespace Done {
  let _codec: Codec<Done>

  export const codec = (): Codec<Done> => {
    if (_codec == null) {
      _codec = message<Done>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.client != null && obj.client.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.client)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.seq)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.epoch)
        }

        if ((obj.result != null && obj.result.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.result)
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          client: NO_BYTES,
          seq: 0,
          epoch: 0,
          result: NO_BYTES,
          digest: NO_BYTES
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
              obj.seq = reader.uint64Number()
              break
            }
            case 3: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 4: {
              obj.result = reader.bytes()
              break
            }
            case 5: {
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
                field: `${prefix}.client`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.seq`,
                value: reader.uint64Number()
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
                field: `${prefix}.result`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
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

  export interface DoneClientFieldEvent {
    field: '$.client'
    value: Uint8Array
  }

  export interface DoneSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface DoneEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface DoneResultFieldEvent {
    field: '$.result'
    value: Uint8Array
  }

  export interface DoneDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<Done>): Uint8Array {
    return encodeMessage(obj, Done.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Done>): Done {
    return decodeMessage(buf, Done.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Done>): Generator<DoneClientFieldEvent | DoneSeqFieldEvent | DoneEpochFieldEvent | DoneResultFieldEvent | DoneDigestFieldEvent> {
    return streamMessage(buf, Done.codec(), opts)
  }
}

export interface Fetch {
  run: number
  id: number
  epoch: number
  keys: Uint8Array[]
}

export namespace Fetch {
  let _codec: Codec<Fetch>

  export const codec = (): Codec<Fetch> => {
    if (_codec == null) {
      _codec = message<Fetch>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.id)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.epoch)
        }

        if (obj.keys != null && obj.keys.length > 0) {
          for (const value of obj.keys) {
            w.uint32(34)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          id: 0,
          epoch: 0,
          keys: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              obj.id = reader.uint64Number()
              break
            }
            case 3: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 4: {
              if (opts.limits?.keys != null && obj.keys.length === opts.limits.keys) {
                throw new MaxLengthError('Decode error - repeated field "keys" had too many elements')
              }

              obj.keys.push(reader.bytes())
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
          keys: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint64Number()
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
              if (opts.limits?.keys != null && obj.keys === opts.limits.keys) {
                throw new MaxLengthError('Streaming decode error - repeated field "keys" had too many elements')
              }

              yield {
                field: `${prefix}.keys[]`,
                index: obj.keys,
                value: reader.bytes()
              }

              obj.keys++

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

  export interface FetchRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface FetchIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface FetchEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface FetchKeysFieldEvent {
    field: '$.keys[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Fetch>): Uint8Array {
    return encodeMessage(obj, Fetch.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fetch>): Fetch {
    return decodeMessage(buf, Fetch.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fetch>): Generator<FetchRunFieldEvent | FetchIdFieldEvent | FetchEpochFieldEvent | FetchKeysFieldEvent> {
    return streamMessage(buf, Fetch.codec(), opts)
  }
}

export interface Fetched {
  run: number
  id: number
  epoch: number
  first: number
  count: number
  registers: Uint8Array[]
  heldFrom: number
  forgottenTo: number
}

export namespace Fetched {
  let _codec: Codec<Fetched>

  export const codec = (): Codec<Fetched> => {
    if (_codec == null) {
      _codec = message<Fetched>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.id)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.epoch)
        }

        if ((obj.first != null && obj.first !== 0)) {
          w.uint32(32)
          w.uint32(obj.first)
        }

        if ((obj.count != null && obj.count !== 0)) {
          w.uint32(40)
          w.uint32(obj.count)
        }

        if (obj.registers != null && obj.registers.length > 0) {
          for (const value of obj.registers) {
            w.uint32(50)
            w.bytes(value)
          }
        }

        if ((obj.heldFrom != null && obj.heldFrom !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.heldFrom)
        }

        if ((obj.forgottenTo != null && obj.forgottenTo !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.forgottenTo)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          id: 0,
          epoch: 0,
          first: 0,
          count: 0,
          registers: [],
          heldFrom: 0,
          forgottenTo: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              obj.id = reader.uint64Number()
              break
            }
            case 3: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 4: {
              obj.first = reader.uint32()
              break
            }
            case 5: {
              obj.count = reader.uint32()
              break
            }
            case 6: {
              if (opts.limits?.registers != null && obj.registers.length === opts.limits.registers) {
                throw new MaxLengthError('Decode error - repeated field "registers" had too many elements')
              }

              obj.registers.push(reader.bytes())
              break
            }
            case 7: {
              obj.heldFrom = reader.uint64Number()
              break
            }
            case 8: {
              obj.forgottenTo = reader.uint64Number()
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
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint64Number()
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
                field: `${prefix}.first`,
                value: reader.uint32()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.count`,
                value: reader.uint32()
              }
              break
            }
            case 6: {
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
            case 7: {
              yield {
                field: `${prefix}.heldFrom`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
              yield {
                field: `${prefix}.forgottenTo`,
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

  export interface FetchedRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface FetchedIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface FetchedEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface FetchedFirstFieldEvent {
    field: '$.first'
    value: number
  }

  export interface FetchedCountFieldEvent {
    field: '$.count'
    value: number
  }

  export interface FetchedRegistersFieldEvent {
    field: '$.registers[]'
    index: number
    value: Uint8Array
  }

  export interface FetchedHeldFromFieldEvent {
    field: '$.heldFrom'
    value: number
  }

  export interface FetchedForgottenToFieldEvent {
    field: '$.forgottenTo'
    value: number
  }

  export function encode (obj: Partial<Fetched>): Uint8Array {
    return encodeMessage(obj, Fetched.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fetched>): Fetched {
    return decodeMessage(buf, Fetched.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Fetched>): Generator<FetchedRunFieldEvent | FetchedIdFieldEvent | FetchedEpochFieldEvent | FetchedFirstFieldEvent | FetchedCountFieldEvent | FetchedRegistersFieldEvent | FetchedHeldFromFieldEvent | FetchedForgottenToFieldEvent> {
    return streamMessage(buf, Fetched.codec(), opts)
  }
}

export interface Pull {
  run: number
  id: number
  from: Uint8Array
  to: Uint8Array
  after: Uint8Array
  reverse: boolean
}

export namespace Pull {
  let _codec: Codec<Pull>

  export const codec = (): Codec<Pull> => {
    if (_codec == null) {
      _codec = message<Pull>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.id)
        }

        if ((obj.from != null && obj.from.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.from)
        }

        if ((obj.to != null && obj.to.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.to)
        }

        if ((obj.after != null && obj.after.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.after)
        }

        if ((obj.reverse != null && obj.reverse !== false)) {
          w.uint32(48)
          w.bool(obj.reverse)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          id: 0,
          from: NO_BYTES,
          to: NO_BYTES,
          after: NO_BYTES,
          reverse: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              obj.id = reader.uint64Number()
              break
            }
            case 3: {
              obj.from = reader.bytes()
              break
            }
            case 4: {
              obj.to = reader.bytes()
              break
            }
            case 5: {
              obj.after = reader.bytes()
              break
            }
            case 6: {
              obj.reverse = reader.bool()
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
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.from`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.to`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.after`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.reverse`,
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

  export interface PullRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface PullIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface PullFromFieldEvent {
    field: '$.from'
    value: Uint8Array
  }

  export interface PullToFieldEvent {
    field: '$.to'
    value: Uint8Array
  }

  export interface PullAfterFieldEvent {
    field: '$.after'
    value: Uint8Array
  }

  export interface PullReverseFieldEvent {
    field: '$.reverse'
    value: boolean
  }

  export function encode (obj: Partial<Pull>): Uint8Array {
    return encodeMessage(obj, Pull.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pull>): Pull {
    return decodeMessage(buf, Pull.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pull>): Generator<PullRunFieldEvent | PullIdFieldEvent | PullFromFieldEvent | PullToFieldEvent | PullAfterFieldEvent | PullReverseFieldEvent> {
    return streamMessage(buf, Pull.codec(), opts)
  }
}

export interface Pulled {
  run: number
  id: number
  epoch: number
  more: boolean
  registers: Uint8Array[]
  heldFrom: number
  forgottenTo: number
}

export namespace Pulled {
  let _codec: Codec<Pulled>

  export const codec = (): Codec<Pulled> => {
    if (_codec == null) {
      _codec = message<Pulled>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.id)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.epoch)
        }

        if ((obj.more != null && obj.more !== false)) {
          w.uint32(32)
          w.bool(obj.more)
        }

        if (obj.registers != null && obj.registers.length > 0) {
          for (const value of obj.registers) {
            w.uint32(42)
            w.bytes(value)
          }
        }

        if ((obj.heldFrom != null && obj.heldFrom !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.heldFrom)
        }

        if ((obj.forgottenTo != null && obj.forgottenTo !== 0)) {
          w.uint32(56)
          w.uint64Number(obj.forgottenTo)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          id: 0,
          epoch: 0,
          more: false,
          registers: [],
          heldFrom: 0,
          forgottenTo: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              obj.id = reader.uint64Number()
              break
            }
            case 3: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 4: {
              obj.more = reader.bool()
              break
            }
            case 5: {
              if (opts.limits?.registers != null && obj.registers.length === opts.limits.registers) {
                throw new MaxLengthError('Decode error - repeated field "registers" had too many elements')
              }

              obj.registers.push(reader.bytes())
              break
            }
            case 6: {
              obj.heldFrom = reader.uint64Number()
              break
            }
            case 7: {
              obj.forgottenTo = reader.uint64Number()
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
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint64Number()
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
                field: `${prefix}.more`,
                value: reader.bool()
              }
              break
            }
            case 5: {
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
            case 6: {
              yield {
                field: `${prefix}.heldFrom`,
                value: reader.uint64Number()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.forgottenTo`,
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

  export interface PulledRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface PulledIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface PulledEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface PulledMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export interface PulledRegistersFieldEvent {
    field: '$.registers[]'
    index: number
    value: Uint8Array
  }

  export interface PulledHeldFromFieldEvent {
    field: '$.heldFrom'
    value: number
  }

  export interface PulledForgottenToFieldEvent {
    field: '$.forgottenTo'
    value: number
  }

  export function encode (obj: Partial<Pulled>): Uint8Array {
    return encodeMessage(obj, Pulled.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pulled>): Pulled {
    return decodeMessage(buf, Pulled.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pulled>): Generator<PulledRunFieldEvent | PulledIdFieldEvent | PulledEpochFieldEvent | PulledMoreFieldEvent | PulledRegistersFieldEvent | PulledHeldFromFieldEvent | PulledForgottenToFieldEvent> {
    return streamMessage(buf, Pulled.codec(), opts)
  }
}

export interface Store {
  run: number
  id: number
  registers: Uint8Array[]
  epoch: number
}

export namespace Store {
  let _codec: Codec<Store>

  export const codec = (): Codec<Store> => {
    if (_codec == null) {
      _codec = message<Store>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.id)
        }

        if (obj.registers != null && obj.registers.length > 0) {
          for (const value of obj.registers) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.epoch)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          id: 0,
          registers: [],
          epoch: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              obj.id = reader.uint64Number()
              break
            }
            case 3: {
              if (opts.limits?.registers != null && obj.registers.length === opts.limits.registers) {
                throw new MaxLengthError('Decode error - repeated field "registers" had too many elements')
              }

              obj.registers.push(reader.bytes())
              break
            }
            case 4: {
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
        const obj = {
          registers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
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
            case 4: {
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

  export interface StoreRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface StoreIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface StoreRegistersFieldEvent {
    field: '$.registers[]'
    index: number
    value: Uint8Array
  }

  export interface StoreEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export function encode (obj: Partial<Store>): Uint8Array {
    return encodeMessage(obj, Store.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Store>): Store {
    return decodeMessage(buf, Store.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Store>): Generator<StoreRunFieldEvent | StoreIdFieldEvent | StoreRegistersFieldEvent | StoreEpochFieldEvent> {
    return streamMessage(buf, Store.codec(), opts)
  }
}

export interface Stored {
  run: number
  id: number
  epoch: number
  refused: number[]
}

export namespace Stored {
  let _codec: Codec<Stored>

  export const codec = (): Codec<Stored> => {
    if (_codec == null) {
      _codec = message<Stored>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if ((obj.id != null && obj.id !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.id)
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.epoch)
        }

        if (obj.refused != null && obj.refused.length > 0) {
          for (const value of obj.refused) {
            w.uint32(32)
            w.uint32(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          id: 0,
          epoch: 0,
          refused: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              obj.id = reader.uint64Number()
              break
            }
            case 3: {
              obj.epoch = reader.uint64Number()
              break
            }
            case 4: {
              if (opts.limits?.refused != null && obj.refused.length === opts.limits.refused) {
                throw new MaxLengthError('Decode error - repeated field "refused" had too many elements')
              }

              obj.refused.push(reader.uint32())
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
          refused: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.id`,
                value: reader.uint64Number()
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
              if (opts.limits?.refused != null && obj.refused === opts.limits.refused) {
                throw new MaxLengthError('Streaming decode error - repeated field "refused" had too many elements')
              }

              yield {
                field: `${prefix}.refused[]`,
                index: obj.refused,
                value: reader.uint32()
              }

              obj.refused++

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

  export interface StoredRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface StoredIdFieldEvent {
    field: '$.id'
    value: number
  }

  export interface StoredEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface StoredRefusedFieldEvent {
    field: '$.refused[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Stored>): Uint8Array {
    return encodeMessage(obj, Stored.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Stored>): Stored {
    return decodeMessage(buf, Stored.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Stored>): Generator<StoredRunFieldEvent | StoredIdFieldEvent | StoredEpochFieldEvent | StoredRefusedFieldEvent> {
    return streamMessage(buf, Stored.codec(), opts)
  }
}

export interface Forward {
  run: number
  items: Item[]
  relay: boolean
  origin: string
  term: number
  waitMs: number
}

export namespace Forward {
  let _codec: Codec<Forward>

  export const codec = (): Codec<Forward> => {
    if (_codec == null) {
      _codec = message<Forward>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if (obj.items != null && obj.items.length > 0) {
          for (const value of obj.items) {
            w.uint32(18)
            Item.codec().encode(value, w)
          }
        }

        if ((obj.relay != null && obj.relay !== false)) {
          w.uint32(24)
          w.bool(obj.relay)
        }

        if ((obj.origin != null && obj.origin !== '')) {
          w.uint32(34)
          w.string(obj.origin)
        }

        if ((obj.term != null && obj.term !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.term)
        }

        if ((obj.waitMs != null && obj.waitMs !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.waitMs)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          items: [],
          relay: false,
          origin: '',
          term: 0,
          waitMs: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              if (opts.limits?.items != null && obj.items.length === opts.limits.items) {
                throw new MaxLengthError('Decode error - repeated field "items" had too many elements')
              }

              obj.items.push(Item.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.items$
              }))
              break
            }
            case 3: {
              obj.relay = reader.bool()
              break
            }
            case 4: {
              obj.origin = reader.string()
              break
            }
            case 5: {
              obj.term = reader.uint64Number()
              break
            }
            case 6: {
              obj.waitMs = reader.uint64Number()
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
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
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
            case 3: {
              yield {
                field: `${prefix}.relay`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.origin`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.term`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.waitMs`,
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

  export interface ForwardRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface ForwardItemsTicketFieldEvent {
    field: '$.items[].ticket'
    value: number
    index: number
  }

  export interface ForwardItemsEntryFieldEvent {
    field: '$.items[].entry'
    value: Uint8Array
    index: number
  }

  export interface ForwardItemsQuestionFieldEvent {
    field: '$.items[].question'
    value: Uint8Array
    index: number
  }

  export interface ForwardItemsSettleFieldEvent {
    field: '$.items[].settle'
    value: Uint8Array
    index: number
  }

  export interface ForwardItemsTermFieldEvent {
    field: '$.items[].term'
    value: boolean
    index: number
  }

  export interface ForwardRelayFieldEvent {
    field: '$.relay'
    value: boolean
  }

  export interface ForwardOriginFieldEvent {
    field: '$.origin'
    value: string
  }

  export interface ForwardTermFieldEvent {
    field: '$.term'
    value: number
  }

  export interface ForwardWaitMsFieldEvent {
    field: '$.waitMs'
    value: number
  }

  export function encode (obj: Partial<Forward>): Uint8Array {
    return encodeMessage(obj, Forward.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Forward>): Forward {
    return decodeMessage(buf, Forward.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Forward>): Generator<ForwardRunFieldEvent | ForwardItemsTicketFieldEvent | ForwardItemsEntryFieldEvent | ForwardItemsQuestionFieldEvent | ForwardItemsSettleFieldEvent | ForwardItemsTermFieldEvent | ForwardRelayFieldEvent | ForwardOriginFieldEvent | ForwardTermFieldEvent | ForwardWaitMsFieldEvent> {
    return streamMessage(buf, Forward.codec(), opts)
  }
}

export interface Item {
  ticket: number
  entry?: Uint8Array
  question?: Uint8Array
  settle?: Uint8Array
  term?: boolean
}

export namespace Item {
  let _codec: Codec<Item>

  export const codec = (): Codec<Item> => {
    if (_codec == null) {
      _codec = message<Item>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ticket != null && obj.ticket !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.ticket)
        }

        if (obj.entry != null) {
          w.uint32(18)
          w.bytes(obj.entry)
        }

        if (obj.question != null) {
          w.uint32(26)
          w.bytes(obj.question)
        }

        if (obj.settle != null) {
          w.uint32(34)
          w.bytes(obj.settle)
        }

        if (obj.term != null) {
          w.uint32(40)
          w.bool(obj.term)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ticket = reader.uint64Number()
              break
            }
            case 2: {
              obj.entry = reader.bytes()
              break
            }
            case 3: {
              obj.question = reader.bytes()
              break
            }
            case 4: {
              obj.settle = reader.bytes()
              break
            }
            case 5: {
              obj.term = reader.bool()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.term != null) {
          delete obj.settle
          delete obj.question
          delete obj.entry
        }

        if (obj.settle != null) {
          delete obj.term
          delete obj.question
          delete obj.entry
        }

        if (obj.question != null) {
          delete obj.term
          delete obj.settle
          delete obj.entry
        }

        if (obj.entry != null) {
          delete obj.term
          delete obj.settle
          delete obj.question
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.ticket`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.entry`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.question`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.settle`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.term`,
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

  export interface ItemTicketFieldEvent {
    field: '$.ticket'
    value: number
  }

  export interface ItemEntryFieldEvent {
    field: '$.entry'
    value: Uint8Array
  }

  export interface ItemQuestionFieldEvent {
    field: '$.question'
    value: Uint8Array
  }

  export interface ItemSettleFieldEvent {
    field: '$.settle'
    value: Uint8Array
  }

  export interface ItemTermFieldEvent {
    field: '$.term'
    value: boolean
  }

  export function encode (obj: Partial<Item>): Uint8Array {
    return encodeMessage(obj, Item.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Item>): Item {
    return decodeMessage(buf, Item.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Item>): Generator<ItemTicketFieldEvent | ItemEntryFieldEvent | ItemQuestionFieldEvent | ItemSettleFieldEvent | ItemTermFieldEvent> {
    return streamMessage(buf, Item.codec(), opts)
  }
}

export interface Answers {
  run: number
  leader: string
  answers: Answer[]
  origin: string
  term: number
}

export namespace Answers {
  let _codec: Codec<Answers>

  export const codec = (): Codec<Answers> => {
    if (_codec == null) {
      _codec = message<Answers>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if ((obj.leader != null && obj.leader !== '')) {
          w.uint32(18)
          w.string(obj.leader)
        }

        if (obj.answers != null && obj.answers.length > 0) {
          for (const value of obj.answers) {
            w.uint32(26)
            Answer.codec().encode(value, w)
          }
        }

        if ((obj.origin != null && obj.origin !== '')) {
          w.uint32(34)
          w.string(obj.origin)
        }

        if ((obj.term != null && obj.term !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.term)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          leader: '',
          answers: [],
          origin: '',
          term: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              obj.leader = reader.string()
              break
            }
            case 3: {
              if (opts.limits?.answers != null && obj.answers.length === opts.limits.answers) {
                throw new MaxLengthError('Decode error - repeated field "answers" had too many elements')
              }

              obj.answers.push(Answer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.answers$
              }))
              break
            }
            case 4: {
              obj.origin = reader.string()
              break
            }
            case 5: {
              obj.term = reader.uint64Number()
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
          answers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.leader`,
                value: reader.string()
              }
              break
            }
            case 3: {
              if (opts.limits?.answers != null && obj.answers === opts.limits.answers) {
                throw new MaxLengthError('Streaming decode error - repeated field "answers" had too many elements')
              }

              for (const evt of Answer.codec().stream(reader, reader.uint32(), `${prefix}.answers[]`, {
                limits: opts.limits?.answers$
              })) {
                yield {
                  ...evt,
                  index: obj.answers
                }
              }

              obj.answers++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.origin`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.term`,
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

  export interface AnswersRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface AnswersLeaderFieldEvent {
    field: '$.leader'
    value: string
  }

  export interface AnswersAnswersTicketFieldEvent {
    field: '$.answers[].ticket'
    value: number
    index: number
  }

  export interface AnswersAnswersOutcomeFieldEvent {
    field: '$.answers[].outcome'
    value: number
    index: number
  }

  export interface AnswersAnswersResultFieldEvent {
    field: '$.answers[].result'
    value: Uint8Array
    index: number
  }

  export interface AnswersAnswersRevisionFieldEvent {
    field: '$.answers[].revision'
    value: number
    index: number
  }

  export interface AnswersAnswersReasonFieldEvent {
    field: '$.answers[].reason'
    value: string
    index: number
  }

  export interface AnswersAnswersTextFieldEvent {
    field: '$.answers[].text'
    value: string
    index: number
  }

  export interface AnswersOriginFieldEvent {
    field: '$.origin'
    value: string
  }

  export interface AnswersTermFieldEvent {
    field: '$.term'
    value: number
  }

  export function encode (obj: Partial<Answers>): Uint8Array {
    return encodeMessage(obj, Answers.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answers>): Answers {
    return decodeMessage(buf, Answers.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answers>): Generator<AnswersRunFieldEvent | AnswersLeaderFieldEvent | AnswersAnswersTicketFieldEvent | AnswersAnswersOutcomeFieldEvent | AnswersAnswersResultFieldEvent | AnswersAnswersRevisionFieldEvent | AnswersAnswersReasonFieldEvent | AnswersAnswersTextFieldEvent | AnswersOriginFieldEvent | AnswersTermFieldEvent> {
    return streamMessage(buf, Answers.codec(), opts)
  }
}

export interface Answer {
  ticket: number
  outcome: number
  result: Uint8Array
  revision: number
  reason: string
  text: string
}

export namespace Answer {
  let _codec: Codec<Answer>

  export const codec = (): Codec<Answer> => {
    if (_codec == null) {
      _codec = message<Answer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ticket != null && obj.ticket !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.ticket)
        }

        if ((obj.outcome != null && obj.outcome !== 0)) {
          w.uint32(16)
          w.uint32(obj.outcome)
        }

        if ((obj.result != null && obj.result.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.result)
        }

        if ((obj.revision != null && obj.revision !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.revision)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(42)
          w.string(obj.reason)
        }

        if ((obj.text != null && obj.text !== '')) {
          w.uint32(50)
          w.string(obj.text)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0,
          outcome: 0,
          result: NO_BYTES,
          revision: 0,
          reason: '',
          text: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ticket = reader.uint64Number()
              break
            }
            case 2: {
              obj.outcome = reader.uint32()
              break
            }
            case 3: {
              obj.result = reader.bytes()
              break
            }
            case 4: {
              obj.revision = reader.uint64Number()
              break
            }
            case 5: {
              obj.reason = reader.string()
              break
            }
            case 6: {
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
                field: `${prefix}.ticket`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.outcome`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.result`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.revision`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            case 6: {
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

  export interface AnswerTicketFieldEvent {
    field: '$.ticket'
    value: number
  }

  export interface AnswerOutcomeFieldEvent {
    field: '$.outcome'
    value: number
  }

  export interface AnswerResultFieldEvent {
    field: '$.result'
    value: Uint8Array
  }

  export interface AnswerRevisionFieldEvent {
    field: '$.revision'
    value: number
  }

  export interface AnswerReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface AnswerTextFieldEvent {
    field: '$.text'
    value: string
  }

  export function encode (obj: Partial<Answer>): Uint8Array {
    return encodeMessage(obj, Answer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Answer {
    return decodeMessage(buf, Answer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Generator<AnswerTicketFieldEvent | AnswerOutcomeFieldEvent | AnswerResultFieldEvent | AnswerRevisionFieldEvent | AnswerReasonFieldEvent | AnswerTextFieldEvent> {
    return streamMessage(buf, Answer.codec(), opts)
  }
}

export interface Meta {
  epoch: number
  grantee: string
  joined: number
  heldFrom: number
  forgottenTo: number
}

export namespace Meta {
  let _codec: Codec<Meta>

  export const codec = (): Codec<Meta> => {
    if (_codec == null) {
      _codec = message<Meta>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.epoch != null && obj.epoch !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.epoch)
        }

        if ((obj.grantee != null && obj.grantee !== '')) {
          w.uint32(18)
          w.string(obj.grantee)
        }

        if ((obj.joined != null && obj.joined !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.joined)
        }

        if ((obj.heldFrom != null && obj.heldFrom !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.heldFrom)
        }

        if ((obj.forgottenTo != null && obj.forgottenTo !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.forgottenTo)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          epoch: 0,
          grantee: '',
          joined: 0,
          heldFrom: 0,
          forgottenTo: 0
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
              obj.grantee = reader.string()
              break
            }
            case 3: {
              obj.joined = reader.uint64Number()
              break
            }
            case 4: {
              obj.heldFrom = reader.uint64Number()
              break
            }
            case 5: {
              obj.forgottenTo = reader.uint64Number()
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
                field: `${prefix}.grantee`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.joined`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.heldFrom`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.forgottenTo`,
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

  export interface MetaEpochFieldEvent {
    field: '$.epoch'
    value: number
  }

  export interface MetaGranteeFieldEvent {
    field: '$.grantee'
    value: string
  }

  export interface MetaJoinedFieldEvent {
    field: '$.joined'
    value: number
  }

  export interface MetaHeldFromFieldEvent {
    field: '$.heldFrom'
    value: number
  }

  export interface MetaForgottenToFieldEvent {
    field: '$.forgottenTo'
    value: number
  }

  export function encode (obj: Partial<Meta>): Uint8Array {
    return encodeMessage(obj, Meta.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Meta>): Meta {
    return decodeMessage(buf, Meta.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Meta>): Generator<MetaEpochFieldEvent | MetaGranteeFieldEvent | MetaJoinedFieldEvent | MetaHeldFromFieldEvent | MetaForgottenToFieldEvent> {
    return streamMessage(buf, Meta.codec(), opts)
  }
}
