/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
/* eslint-disable require-yield */

import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface TwophaseMessage {
  chain: string
  ring: number
  contents: Content[]
}

export namespace TwophaseMessage {
  let _codec: Codec<TwophaseMessage>

  export const codec = (): Codec<TwophaseMessage> => {
    if (_codec == null) {
      _codec = message<TwophaseMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.ring != null && obj.ring !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.ring)
        }

        if (obj.contents != null && obj.contents.length > 0) {
          for (const value of obj.contents) {
            w.uint32(26)
            Content.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          ring: 0,
          contents: []
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
              obj.ring = reader.uint64Number()
              break
            }
            case 3: {
              if (opts.limits?.contents != null && obj.contents.length === opts.limits.contents) {
                throw new MaxLengthError('Decode error - repeated field "contents" had too many elements')
              }

              obj.contents.push(Content.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.contents$
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
          contents: 0
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
                field: `${prefix}.ring`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              if (opts.limits?.contents != null && obj.contents === opts.limits.contents) {
                throw new MaxLengthError('Streaming decode error - repeated field "contents" had too many elements')
              }

              for (const evt of Content.codec().stream(reader, reader.uint32(), `${prefix}.contents[]`, {
                limits: opts.limits?.contents$
              })) {
                yield {
                  ...evt,
                  index: obj.contents
                }
              }

              obj.contents++

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

  export interface TwophaseMessageChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface TwophaseMessageRingFieldEvent {
    field: '$.ring'
    value: number
  }

  export interface TwophaseMessageContentsPrepareCoordinatorFieldEvent {
    field: '$.contents[].prepare.coordinator'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsNumberFieldEvent {
    field: '$.contents[].prepare.portions[].number'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysKeyFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].key'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysIndexFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].index'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysExpectsKindFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].expects[].kind'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysExpectsVersionFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].expects[].version'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysExpectsValueFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].expects[].value'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysExpectsJsonFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].expects[].json'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysWhenTrueRemoveFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].whenTrue.remove'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysWhenTrueValueFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].whenTrue.value'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysWhenTrueJsonFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].whenTrue.json'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysWhenFalseRemoveFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].whenFalse.remove'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysWhenFalseValueFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].whenFalse.value'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysWhenFalseJsonFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].whenFalse.json'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsPreparePortionsKeysWantedFieldEvent {
    field: '$.contents[].prepare.portions[].keys[].wanted'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsVotesCoordinatorFieldEvent {
    field: '$.contents[].votes.coordinator'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsVotesVotesNumberFieldEvent {
    field: '$.contents[].votes.votes[].number'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsVotesVotesVerdictFieldEvent {
    field: '$.contents[].votes.votes[].verdict'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsVotesVotesFoundVersionFieldEvent {
    field: '$.contents[].votes.votes[].found[].version'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsVotesVotesFoundChangesFieldEvent {
    field: '$.contents[].votes.votes[].found[].changes'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsVotesVotesFoundJsonFieldEvent {
    field: '$.contents[].votes.votes[].found[].json'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsVotesVotesFoundValueFieldEvent {
    field: '$.contents[].votes.votes[].found[].value'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsVotesVotesFoundHoldsFieldEvent {
    field: '$.contents[].votes.votes[].found[].holds'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsVotesVotesFoundJoiningFieldEvent {
    field: '$.contents[].votes.votes[].found[].joining'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsOutcomesCoordinatorFieldEvent {
    field: '$.contents[].outcomes.coordinator'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsOutcomesOutcomesNumberFieldEvent {
    field: '$.contents[].outcomes.outcomes[].number'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsOutcomesOutcomesCommittedFieldEvent {
    field: '$.contents[].outcomes.outcomes[].committed'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsOutcomesOutcomesBranchFieldEvent {
    field: '$.contents[].outcomes.outcomes[].branch'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsOutcomesOutcomesVersionsFieldEvent {
    field: '$.contents[].outcomes.outcomes[].versions[]'
    index: number
    value: number
  }

  export interface TwophaseMessageContentsOutcomesOutcomesChangesFieldEvent {
    field: '$.contents[].outcomes.outcomes[].changes[]'
    index: number
    value: number
  }

  export interface TwophaseMessageContentsAcksCoordinatorFieldEvent {
    field: '$.contents[].acks.coordinator'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsAcksNumbersFieldEvent {
    field: '$.contents[].acks.numbers[]'
    index: number
    value: number
  }

  export interface TwophaseMessageContentsDoubtsCoordinatorFieldEvent {
    field: '$.contents[].doubts.coordinator'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsDoubtsNumbersFieldEvent {
    field: '$.contents[].doubts.numbers[]'
    index: number
    value: number
  }

  export interface TwophaseMessageContentsReadTicketFieldEvent {
    field: '$.contents[].read.ticket'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsReadWithoutFieldEvent {
    field: '$.contents[].read.without[]'
    index: number
    value: string
  }

  export interface TwophaseMessageContentsReadKeyFieldEvent {
    field: '$.contents[].read.key'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsReadScanFromFieldEvent {
    field: '$.contents[].read.scan.from'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsReadScanToFieldEvent {
    field: '$.contents[].read.scan.to'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsReadScanLimitFieldEvent {
    field: '$.contents[].read.scan.limit'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsReadScanBytesMaxFieldEvent {
    field: '$.contents[].read.scan.bytesMax'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsReadScanReverseFieldEvent {
    field: '$.contents[].read.scan.reverse'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsReadScanKeysOnlyFieldEvent {
    field: '$.contents[].read.scan.keysOnly'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsReadScanAfterFieldEvent {
    field: '$.contents[].read.scan.after'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsReadCountFromFieldEvent {
    field: '$.contents[].read.count.from'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsReadCountToFieldEvent {
    field: '$.contents[].read.count.to'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsAnswerTicketFieldEvent {
    field: '$.contents[].answer.ticket'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsAnswerVerdictFieldEvent {
    field: '$.contents[].answer.verdict'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsAnswerEntriesKeyFieldEvent {
    field: '$.contents[].answer.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsAnswerEntriesVersionFieldEvent {
    field: '$.contents[].answer.entries[].version'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsAnswerEntriesChangesFieldEvent {
    field: '$.contents[].answer.entries[].changes'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsAnswerEntriesJsonFieldEvent {
    field: '$.contents[].answer.entries[].json'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsAnswerEntriesValueFieldEvent {
    field: '$.contents[].answer.entries[].value'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsAnswerMoreFieldEvent {
    field: '$.contents[].answer.more'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsAnswerKeysFieldEvent {
    field: '$.contents[].answer.keys'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsAnswerBytesFieldEvent {
    field: '$.contents[].answer.bytes'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsPullWithoutFieldEvent {
    field: '$.contents[].pull.without[]'
    index: number
    value: string
  }

  export interface TwophaseMessageContentsPullAfterFieldEvent {
    field: '$.contents[].pull.after'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsRangeAfterFieldEvent {
    field: '$.contents[].range.after'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsRangeWithoutFieldEvent {
    field: '$.contents[].range.without[]'
    index: number
    value: string
  }

  export interface TwophaseMessageContentsRangeEntriesKeyFieldEvent {
    field: '$.contents[].range.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsRangeEntriesVersionFieldEvent {
    field: '$.contents[].range.entries[].version'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsRangeEntriesChangesFieldEvent {
    field: '$.contents[].range.entries[].changes'
    value: number
    index: number
  }

  export interface TwophaseMessageContentsRangeEntriesJsonFieldEvent {
    field: '$.contents[].range.entries[].json'
    value: boolean
    index: number
  }

  export interface TwophaseMessageContentsRangeEntriesValueFieldEvent {
    field: '$.contents[].range.entries[].value'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsRangeNextFieldEvent {
    field: '$.contents[].range.next'
    value: Uint8Array
    index: number
  }

  export interface TwophaseMessageContentsRangeFloorFieldEvent {
    field: '$.contents[].range.floor'
    value: number
    index: number
  }

  export function encode (obj: Partial<TwophaseMessage>): Uint8Array {
    return encodeMessage(obj, TwophaseMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TwophaseMessage>): TwophaseMessage {
    return decodeMessage(buf, TwophaseMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TwophaseMessage>): Generator<TwophaseMessageChainFieldEvent | TwophaseMessageRingFieldEvent | TwophaseMessageContentsPrepareCoordinatorFieldEvent | TwophaseMessageContentsPreparePortionsNumberFieldEvent | TwophaseMessageContentsPreparePortionsKeysKeyFieldEvent | TwophaseMessageContentsPreparePortionsKeysIndexFieldEvent | TwophaseMessageContentsPreparePortionsKeysExpectsKindFieldEvent | TwophaseMessageContentsPreparePortionsKeysExpectsVersionFieldEvent | TwophaseMessageContentsPreparePortionsKeysExpectsValueFieldEvent | TwophaseMessageContentsPreparePortionsKeysExpectsJsonFieldEvent | TwophaseMessageContentsPreparePortionsKeysWhenTrueRemoveFieldEvent | TwophaseMessageContentsPreparePortionsKeysWhenTrueValueFieldEvent | TwophaseMessageContentsPreparePortionsKeysWhenTrueJsonFieldEvent | TwophaseMessageContentsPreparePortionsKeysWhenFalseRemoveFieldEvent | TwophaseMessageContentsPreparePortionsKeysWhenFalseValueFieldEvent | TwophaseMessageContentsPreparePortionsKeysWhenFalseJsonFieldEvent | TwophaseMessageContentsPreparePortionsKeysWantedFieldEvent | TwophaseMessageContentsVotesCoordinatorFieldEvent | TwophaseMessageContentsVotesVotesNumberFieldEvent | TwophaseMessageContentsVotesVotesVerdictFieldEvent | TwophaseMessageContentsVotesVotesFoundVersionFieldEvent | TwophaseMessageContentsVotesVotesFoundChangesFieldEvent | TwophaseMessageContentsVotesVotesFoundJsonFieldEvent | TwophaseMessageContentsVotesVotesFoundValueFieldEvent | TwophaseMessageContentsVotesVotesFoundHoldsFieldEvent | TwophaseMessageContentsVotesVotesFoundJoiningFieldEvent | TwophaseMessageContentsOutcomesCoordinatorFieldEvent | TwophaseMessageContentsOutcomesOutcomesNumberFieldEvent | TwophaseMessageContentsOutcomesOutcomesCommittedFieldEvent | TwophaseMessageContentsOutcomesOutcomesBranchFieldEvent | TwophaseMessageContentsOutcomesOutcomesVersionsFieldEvent | TwophaseMessageContentsOutcomesOutcomesChangesFieldEvent | TwophaseMessageContentsAcksCoordinatorFieldEvent | TwophaseMessageContentsAcksNumbersFieldEvent | TwophaseMessageContentsDoubtsCoordinatorFieldEvent | TwophaseMessageContentsDoubtsNumbersFieldEvent | TwophaseMessageContentsReadTicketFieldEvent | TwophaseMessageContentsReadWithoutFieldEvent | TwophaseMessageContentsReadKeyFieldEvent | TwophaseMessageContentsReadScanFromFieldEvent | TwophaseMessageContentsReadScanToFieldEvent | TwophaseMessageContentsReadScanLimitFieldEvent | TwophaseMessageContentsReadScanBytesMaxFieldEvent | TwophaseMessageContentsReadScanReverseFieldEvent | TwophaseMessageContentsReadScanKeysOnlyFieldEvent | TwophaseMessageContentsReadScanAfterFieldEvent | TwophaseMessageContentsReadCountFromFieldEvent | TwophaseMessageContentsReadCountToFieldEvent | TwophaseMessageContentsAnswerTicketFieldEvent | TwophaseMessageContentsAnswerVerdictFieldEvent | TwophaseMessageContentsAnswerEntriesKeyFieldEvent | TwophaseMessageContentsAnswerEntriesVersionFieldEvent | TwophaseMessageContentsAnswerEntriesChangesFieldEvent | TwophaseMessageContentsAnswerEntriesJsonFieldEvent | TwophaseMessageContentsAnswerEntriesValueFieldEvent | TwophaseMessageContentsAnswerMoreFieldEvent | TwophaseMessageContentsAnswerKeysFieldEvent | TwophaseMessageContentsAnswerBytesFieldEvent | TwophaseMessageContentsPullWithoutFieldEvent | TwophaseMessageContentsPullAfterFieldEvent | TwophaseMessageContentsRangeAfterFieldEvent | TwophaseMessageContentsRangeWithoutFieldEvent | TwophaseMessageContentsRangeEntriesKeyFieldEvent | TwophaseMessageContentsRangeEntriesVersionFieldEvent | TwophaseMessageContentsRangeEntriesChangesFieldEvent | TwophaseMessageContentsRangeEntriesJsonFieldEvent | TwophaseMessageContentsRangeEntriesValueFieldEvent | TwophaseMessageContentsRangeNextFieldEvent | TwophaseMessageContentsRangeFloorFieldEvent> {
    return streamMessage(buf, TwophaseMessage.codec(), opts)
  }
}

export interface Content {
  prepare?: Prepare
  votes?: Votes
  outcomes?: Outcomes
  acks?: Acks
  doubts?: Doubts
  read?: Read
  answer?: Answer
  pull?: Pull
  range?: Range
}

export namespace Content {
  let _codec: Codec<Content>

  export const codec = (): Codec<Content> => {
    if (_codec == null) {
      _codec = message<Content>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.prepare != null) {
          w.uint32(10)
          Prepare.codec().encode(obj.prepare, w)
        }

        if (obj.votes != null) {
          w.uint32(18)
          Votes.codec().encode(obj.votes, w)
        }

        if (obj.outcomes != null) {
          w.uint32(26)
          Outcomes.codec().encode(obj.outcomes, w)
        }

        if (obj.acks != null) {
          w.uint32(34)
          Acks.codec().encode(obj.acks, w)
        }

        if (obj.doubts != null) {
          w.uint32(42)
          Doubts.codec().encode(obj.doubts, w)
        }

        if (obj.read != null) {
          w.uint32(50)
          Read.codec().encode(obj.read, w)
        }

        if (obj.answer != null) {
          w.uint32(58)
          Answer.codec().encode(obj.answer, w)
        }

        if (obj.pull != null) {
          w.uint32(66)
          Pull.codec().encode(obj.pull, w)
        }

        if (obj.range != null) {
          w.uint32(74)
          Range.codec().encode(obj.range, w)
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
              obj.prepare = Prepare.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.prepare
              })
              break
            }
            case 2: {
              obj.votes = Votes.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.votes
              })
              break
            }
            case 3: {
              obj.outcomes = Outcomes.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.outcomes
              })
              break
            }
            case 4: {
              obj.acks = Acks.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.acks
              })
              break
            }
            case 5: {
              obj.doubts = Doubts.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.doubts
              })
              break
            }
            case 6: {
              obj.read = Read.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.read
              })
              break
            }
            case 7: {
              obj.answer = Answer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.answer
              })
              break
            }
            case 8: {
              obj.pull = Pull.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.pull
              })
              break
            }
            case 9: {
              obj.range = Range.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.range
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.range != null) {
          delete obj.pull
          delete obj.answer
          delete obj.read
          delete obj.doubts
          delete obj.acks
          delete obj.outcomes
          delete obj.votes
          delete obj.prepare
        }

        if (obj.pull != null) {
          delete obj.range
          delete obj.answer
          delete obj.read
          delete obj.doubts
          delete obj.acks
          delete obj.outcomes
          delete obj.votes
          delete obj.prepare
        }

        if (obj.answer != null) {
          delete obj.range
          delete obj.pull
          delete obj.read
          delete obj.doubts
          delete obj.acks
          delete obj.outcomes
          delete obj.votes
          delete obj.prepare
        }

        if (obj.read != null) {
          delete obj.range
          delete obj.pull
          delete obj.answer
          delete obj.doubts
          delete obj.acks
          delete obj.outcomes
          delete obj.votes
          delete obj.prepare
        }

        if (obj.doubts != null) {
          delete obj.range
          delete obj.pull
          delete obj.answer
          delete obj.read
          delete obj.acks
          delete obj.outcomes
          delete obj.votes
          delete obj.prepare
        }

        if (obj.acks != null) {
          delete obj.range
          delete obj.pull
          delete obj.answer
          delete obj.read
          delete obj.doubts
          delete obj.outcomes
          delete obj.votes
          delete obj.prepare
        }

        if (obj.outcomes != null) {
          delete obj.range
          delete obj.pull
          delete obj.answer
          delete obj.read
          delete obj.doubts
          delete obj.acks
          delete obj.votes
          delete obj.prepare
        }

        if (obj.votes != null) {
          delete obj.range
          delete obj.pull
          delete obj.answer
          delete obj.read
          delete obj.doubts
          delete obj.acks
          delete obj.outcomes
          delete obj.prepare
        }

        if (obj.prepare != null) {
          delete obj.range
          delete obj.pull
          delete obj.answer
          delete obj.read
          delete obj.doubts
          delete obj.acks
          delete obj.outcomes
          delete obj.votes
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Prepare.codec().stream(reader, reader.uint32(), `${prefix}.prepare`, {
                limits: opts.limits?.prepare
              })

              break
            }
            case 2: {
              yield * Votes.codec().stream(reader, reader.uint32(), `${prefix}.votes`, {
                limits: opts.limits?.votes
              })

              break
            }
            case 3: {
              yield * Outcomes.codec().stream(reader, reader.uint32(), `${prefix}.outcomes`, {
                limits: opts.limits?.outcomes
              })

              break
            }
            case 4: {
              yield * Acks.codec().stream(reader, reader.uint32(), `${prefix}.acks`, {
                limits: opts.limits?.acks
              })

              break
            }
            case 5: {
              yield * Doubts.codec().stream(reader, reader.uint32(), `${prefix}.doubts`, {
                limits: opts.limits?.doubts
              })

              break
            }
            case 6: {
              yield * Read.codec().stream(reader, reader.uint32(), `${prefix}.read`, {
                limits: opts.limits?.read
              })

              break
            }
            case 7: {
              yield * Answer.codec().stream(reader, reader.uint32(), `${prefix}.answer`, {
                limits: opts.limits?.answer
              })

              break
            }
            case 8: {
              yield * Pull.codec().stream(reader, reader.uint32(), `${prefix}.pull`, {
                limits: opts.limits?.pull
              })

              break
            }
            case 9: {
              yield * Range.codec().stream(reader, reader.uint32(), `${prefix}.range`, {
                limits: opts.limits?.range
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

  export interface ContentPrepareCoordinatorFieldEvent {
    field: '$.prepare.coordinator'
    value: Uint8Array
  }

  export interface ContentPreparePortionsNumberFieldEvent {
    field: '$.prepare.portions[].number'
    value: number
    index: number
  }

  export interface ContentPreparePortionsKeysKeyFieldEvent {
    field: '$.prepare.portions[].keys[].key'
    value: Uint8Array
    index: number
  }

  export interface ContentPreparePortionsKeysIndexFieldEvent {
    field: '$.prepare.portions[].keys[].index'
    value: number
    index: number
  }

  export interface ContentPreparePortionsKeysExpectsKindFieldEvent {
    field: '$.prepare.portions[].keys[].expects[].kind'
    value: number
    index: number
  }

  export interface ContentPreparePortionsKeysExpectsVersionFieldEvent {
    field: '$.prepare.portions[].keys[].expects[].version'
    value: number
    index: number
  }

  export interface ContentPreparePortionsKeysExpectsValueFieldEvent {
    field: '$.prepare.portions[].keys[].expects[].value'
    value: Uint8Array
    index: number
  }

  export interface ContentPreparePortionsKeysExpectsJsonFieldEvent {
    field: '$.prepare.portions[].keys[].expects[].json'
    value: boolean
    index: number
  }

  export interface ContentPreparePortionsKeysWhenTrueRemoveFieldEvent {
    field: '$.prepare.portions[].keys[].whenTrue.remove'
    value: boolean
    index: number
  }

  export interface ContentPreparePortionsKeysWhenTrueValueFieldEvent {
    field: '$.prepare.portions[].keys[].whenTrue.value'
    value: Uint8Array
    index: number
  }

  export interface ContentPreparePortionsKeysWhenTrueJsonFieldEvent {
    field: '$.prepare.portions[].keys[].whenTrue.json'
    value: boolean
    index: number
  }

  export interface ContentPreparePortionsKeysWhenFalseRemoveFieldEvent {
    field: '$.prepare.portions[].keys[].whenFalse.remove'
    value: boolean
    index: number
  }

  export interface ContentPreparePortionsKeysWhenFalseValueFieldEvent {
    field: '$.prepare.portions[].keys[].whenFalse.value'
    value: Uint8Array
    index: number
  }

  export interface ContentPreparePortionsKeysWhenFalseJsonFieldEvent {
    field: '$.prepare.portions[].keys[].whenFalse.json'
    value: boolean
    index: number
  }

  export interface ContentPreparePortionsKeysWantedFieldEvent {
    field: '$.prepare.portions[].keys[].wanted'
    value: boolean
    index: number
  }

  export interface ContentVotesCoordinatorFieldEvent {
    field: '$.votes.coordinator'
    value: Uint8Array
  }

  export interface ContentVotesVotesNumberFieldEvent {
    field: '$.votes.votes[].number'
    value: number
    index: number
  }

  export interface ContentVotesVotesVerdictFieldEvent {
    field: '$.votes.votes[].verdict'
    value: number
    index: number
  }

  export interface ContentVotesVotesFoundVersionFieldEvent {
    field: '$.votes.votes[].found[].version'
    value: number
    index: number
  }

  export interface ContentVotesVotesFoundChangesFieldEvent {
    field: '$.votes.votes[].found[].changes'
    value: number
    index: number
  }

  export interface ContentVotesVotesFoundJsonFieldEvent {
    field: '$.votes.votes[].found[].json'
    value: boolean
    index: number
  }

  export interface ContentVotesVotesFoundValueFieldEvent {
    field: '$.votes.votes[].found[].value'
    value: Uint8Array
    index: number
  }

  export interface ContentVotesVotesFoundHoldsFieldEvent {
    field: '$.votes.votes[].found[].holds'
    value: boolean
    index: number
  }

  export interface ContentVotesVotesFoundJoiningFieldEvent {
    field: '$.votes.votes[].found[].joining'
    value: boolean
    index: number
  }

  export interface ContentOutcomesCoordinatorFieldEvent {
    field: '$.outcomes.coordinator'
    value: Uint8Array
  }

  export interface ContentOutcomesOutcomesNumberFieldEvent {
    field: '$.outcomes.outcomes[].number'
    value: number
    index: number
  }

  export interface ContentOutcomesOutcomesCommittedFieldEvent {
    field: '$.outcomes.outcomes[].committed'
    value: boolean
    index: number
  }

  export interface ContentOutcomesOutcomesBranchFieldEvent {
    field: '$.outcomes.outcomes[].branch'
    value: boolean
    index: number
  }

  export interface ContentOutcomesOutcomesVersionsFieldEvent {
    field: '$.outcomes.outcomes[].versions[]'
    index: number
    value: number
  }

  export interface ContentOutcomesOutcomesChangesFieldEvent {
    field: '$.outcomes.outcomes[].changes[]'
    index: number
    value: number
  }

  export interface ContentAcksCoordinatorFieldEvent {
    field: '$.acks.coordinator'
    value: Uint8Array
  }

  export interface ContentAcksNumbersFieldEvent {
    field: '$.acks.numbers[]'
    index: number
    value: number
  }

  export interface ContentDoubtsCoordinatorFieldEvent {
    field: '$.doubts.coordinator'
    value: Uint8Array
  }

  export interface ContentDoubtsNumbersFieldEvent {
    field: '$.doubts.numbers[]'
    index: number
    value: number
  }

  export interface ContentReadTicketFieldEvent {
    field: '$.read.ticket'
    value: number
  }

  export interface ContentReadWithoutFieldEvent {
    field: '$.read.without[]'
    index: number
    value: string
  }

  export interface ContentReadKeyFieldEvent {
    field: '$.read.key'
    value: Uint8Array
  }

  export interface ContentReadScanFromFieldEvent {
    field: '$.read.scan.from'
    value: Uint8Array
  }

  export interface ContentReadScanToFieldEvent {
    field: '$.read.scan.to'
    value: Uint8Array
  }

  export interface ContentReadScanLimitFieldEvent {
    field: '$.read.scan.limit'
    value: number
  }

  export interface ContentReadScanBytesMaxFieldEvent {
    field: '$.read.scan.bytesMax'
    value: number
  }

  export interface ContentReadScanReverseFieldEvent {
    field: '$.read.scan.reverse'
    value: boolean
  }

  export interface ContentReadScanKeysOnlyFieldEvent {
    field: '$.read.scan.keysOnly'
    value: boolean
  }

  export interface ContentReadScanAfterFieldEvent {
    field: '$.read.scan.after'
    value: Uint8Array
  }

  export interface ContentReadCountFromFieldEvent {
    field: '$.read.count.from'
    value: Uint8Array
  }

  export interface ContentReadCountToFieldEvent {
    field: '$.read.count.to'
    value: Uint8Array
  }

  export interface ContentAnswerTicketFieldEvent {
    field: '$.answer.ticket'
    value: number
  }

  export interface ContentAnswerVerdictFieldEvent {
    field: '$.answer.verdict'
    value: number
  }

  export interface ContentAnswerEntriesKeyFieldEvent {
    field: '$.answer.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface ContentAnswerEntriesVersionFieldEvent {
    field: '$.answer.entries[].version'
    value: number
    index: number
  }

  export interface ContentAnswerEntriesChangesFieldEvent {
    field: '$.answer.entries[].changes'
    value: number
    index: number
  }

  export interface ContentAnswerEntriesJsonFieldEvent {
    field: '$.answer.entries[].json'
    value: boolean
    index: number
  }

  export interface ContentAnswerEntriesValueFieldEvent {
    field: '$.answer.entries[].value'
    value: Uint8Array
    index: number
  }

  export interface ContentAnswerMoreFieldEvent {
    field: '$.answer.more'
    value: boolean
  }

  export interface ContentAnswerKeysFieldEvent {
    field: '$.answer.keys'
    value: number
  }

  export interface ContentAnswerBytesFieldEvent {
    field: '$.answer.bytes'
    value: number
  }

  export interface ContentPullWithoutFieldEvent {
    field: '$.pull.without[]'
    index: number
    value: string
  }

  export interface ContentPullAfterFieldEvent {
    field: '$.pull.after'
    value: Uint8Array
  }

  export interface ContentRangeAfterFieldEvent {
    field: '$.range.after'
    value: Uint8Array
  }

  export interface ContentRangeWithoutFieldEvent {
    field: '$.range.without[]'
    index: number
    value: string
  }

  export interface ContentRangeEntriesKeyFieldEvent {
    field: '$.range.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface ContentRangeEntriesVersionFieldEvent {
    field: '$.range.entries[].version'
    value: number
    index: number
  }

  export interface ContentRangeEntriesChangesFieldEvent {
    field: '$.range.entries[].changes'
    value: number
    index: number
  }

  export interface ContentRangeEntriesJsonFieldEvent {
    field: '$.range.entries[].json'
    value: boolean
    index: number
  }

  export interface ContentRangeEntriesValueFieldEvent {
    field: '$.range.entries[].value'
    value: Uint8Array
    index: number
  }

  export interface ContentRangeNextFieldEvent {
    field: '$.range.next'
    value: Uint8Array
  }

  export interface ContentRangeFloorFieldEvent {
    field: '$.range.floor'
    value: number
  }

  export function encode (obj: Partial<Content>): Uint8Array {
    return encodeMessage(obj, Content.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Content>): Content {
    return decodeMessage(buf, Content.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Content>): Generator<ContentPrepareCoordinatorFieldEvent | ContentPreparePortionsNumberFieldEvent | ContentPreparePortionsKeysKeyFieldEvent | ContentPreparePortionsKeysIndexFieldEvent | ContentPreparePortionsKeysExpectsKindFieldEvent | ContentPreparePortionsKeysExpectsVersionFieldEvent | ContentPreparePortionsKeysExpectsValueFieldEvent | ContentPreparePortionsKeysExpectsJsonFieldEvent | ContentPreparePortionsKeysWhenTrueRemoveFieldEvent | ContentPreparePortionsKeysWhenTrueValueFieldEvent | ContentPreparePortionsKeysWhenTrueJsonFieldEvent | ContentPreparePortionsKeysWhenFalseRemoveFieldEvent | ContentPreparePortionsKeysWhenFalseValueFieldEvent | ContentPreparePortionsKeysWhenFalseJsonFieldEvent | ContentPreparePortionsKeysWantedFieldEvent | ContentVotesCoordinatorFieldEvent | ContentVotesVotesNumberFieldEvent | ContentVotesVotesVerdictFieldEvent | ContentVotesVotesFoundVersionFieldEvent | ContentVotesVotesFoundChangesFieldEvent | ContentVotesVotesFoundJsonFieldEvent | ContentVotesVotesFoundValueFieldEvent | ContentVotesVotesFoundHoldsFieldEvent | ContentVotesVotesFoundJoiningFieldEvent | ContentOutcomesCoordinatorFieldEvent | ContentOutcomesOutcomesNumberFieldEvent | ContentOutcomesOutcomesCommittedFieldEvent | ContentOutcomesOutcomesBranchFieldEvent | ContentOutcomesOutcomesVersionsFieldEvent | ContentOutcomesOutcomesChangesFieldEvent | ContentAcksCoordinatorFieldEvent | ContentAcksNumbersFieldEvent | ContentDoubtsCoordinatorFieldEvent | ContentDoubtsNumbersFieldEvent | ContentReadTicketFieldEvent | ContentReadWithoutFieldEvent | ContentReadKeyFieldEvent | ContentReadScanFromFieldEvent | ContentReadScanToFieldEvent | ContentReadScanLimitFieldEvent | ContentReadScanBytesMaxFieldEvent | ContentReadScanReverseFieldEvent | ContentReadScanKeysOnlyFieldEvent | ContentReadScanAfterFieldEvent | ContentReadCountFromFieldEvent | ContentReadCountToFieldEvent | ContentAnswerTicketFieldEvent | ContentAnswerVerdictFieldEvent | ContentAnswerEntriesKeyFieldEvent | ContentAnswerEntriesVersionFieldEvent | ContentAnswerEntriesChangesFieldEvent | ContentAnswerEntriesJsonFieldEvent | ContentAnswerEntriesValueFieldEvent | ContentAnswerMoreFieldEvent | ContentAnswerKeysFieldEvent | ContentAnswerBytesFieldEvent | ContentPullWithoutFieldEvent | ContentPullAfterFieldEvent | ContentRangeAfterFieldEvent | ContentRangeWithoutFieldEvent | ContentRangeEntriesKeyFieldEvent | ContentRangeEntriesVersionFieldEvent | ContentRangeEntriesChangesFieldEvent | ContentRangeEntriesJsonFieldEvent | ContentRangeEntriesValueFieldEvent | ContentRangeNextFieldEvent | ContentRangeFloorFieldEvent> {
    return streamMessage(buf, Content.codec(), opts)
  }
}

export interface Prepare {
  coordinator: Uint8Array
  portions: Portion[]
}

export namespace Prepare {
  let _codec: Codec<Prepare>

  export const codec = (): Codec<Prepare> => {
    if (_codec == null) {
      _codec = message<Prepare>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if (obj.portions != null && obj.portions.length > 0) {
          for (const value of obj.portions) {
            w.uint32(18)
            Portion.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          portions: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.portions != null && obj.portions.length === opts.limits.portions) {
                throw new MaxLengthError('Decode error - repeated field "portions" had too many elements')
              }

              obj.portions.push(Portion.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.portions$
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
          portions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.portions != null && obj.portions === opts.limits.portions) {
                throw new MaxLengthError('Streaming decode error - repeated field "portions" had too many elements')
              }

              for (const evt of Portion.codec().stream(reader, reader.uint32(), `${prefix}.portions[]`, {
                limits: opts.limits?.portions$
              })) {
                yield {
                  ...evt,
                  index: obj.portions
                }
              }

              obj.portions++

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

  export interface PrepareCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface PreparePortionsNumberFieldEvent {
    field: '$.portions[].number'
    value: number
    index: number
  }

  export interface PreparePortionsKeysKeyFieldEvent {
    field: '$.portions[].keys[].key'
    value: Uint8Array
    index: number
  }

  export interface PreparePortionsKeysIndexFieldEvent {
    field: '$.portions[].keys[].index'
    value: number
    index: number
  }

  export interface PreparePortionsKeysExpectsKindFieldEvent {
    field: '$.portions[].keys[].expects[].kind'
    value: number
    index: number
  }

  export interface PreparePortionsKeysExpectsVersionFieldEvent {
    field: '$.portions[].keys[].expects[].version'
    value: number
    index: number
  }

  export interface PreparePortionsKeysExpectsValueFieldEvent {
    field: '$.portions[].keys[].expects[].value'
    value: Uint8Array
    index: number
  }

  export interface PreparePortionsKeysExpectsJsonFieldEvent {
    field: '$.portions[].keys[].expects[].json'
    value: boolean
    index: number
  }

  export interface PreparePortionsKeysWhenTrueRemoveFieldEvent {
    field: '$.portions[].keys[].whenTrue.remove'
    value: boolean
    index: number
  }

  export interface PreparePortionsKeysWhenTrueValueFieldEvent {
    field: '$.portions[].keys[].whenTrue.value'
    value: Uint8Array
    index: number
  }

  export interface PreparePortionsKeysWhenTrueJsonFieldEvent {
    field: '$.portions[].keys[].whenTrue.json'
    value: boolean
    index: number
  }

  export interface PreparePortionsKeysWhenFalseRemoveFieldEvent {
    field: '$.portions[].keys[].whenFalse.remove'
    value: boolean
    index: number
  }

  export interface PreparePortionsKeysWhenFalseValueFieldEvent {
    field: '$.portions[].keys[].whenFalse.value'
    value: Uint8Array
    index: number
  }

  export interface PreparePortionsKeysWhenFalseJsonFieldEvent {
    field: '$.portions[].keys[].whenFalse.json'
    value: boolean
    index: number
  }

  export interface PreparePortionsKeysWantedFieldEvent {
    field: '$.portions[].keys[].wanted'
    value: boolean
    index: number
  }

  export function encode (obj: Partial<Prepare>): Uint8Array {
    return encodeMessage(obj, Prepare.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Prepare>): Prepare {
    return decodeMessage(buf, Prepare.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Prepare>): Generator<PrepareCoordinatorFieldEvent | PreparePortionsNumberFieldEvent | PreparePortionsKeysKeyFieldEvent | PreparePortionsKeysIndexFieldEvent | PreparePortionsKeysExpectsKindFieldEvent | PreparePortionsKeysExpectsVersionFieldEvent | PreparePortionsKeysExpectsValueFieldEvent | PreparePortionsKeysExpectsJsonFieldEvent | PreparePortionsKeysWhenTrueRemoveFieldEvent | PreparePortionsKeysWhenTrueValueFieldEvent | PreparePortionsKeysWhenTrueJsonFieldEvent | PreparePortionsKeysWhenFalseRemoveFieldEvent | PreparePortionsKeysWhenFalseValueFieldEvent | PreparePortionsKeysWhenFalseJsonFieldEvent | PreparePortionsKeysWantedFieldEvent> {
    return streamMessage(buf, Prepare.codec(), opts)
  }
}

export interface Portion {
  number: number
  keys: Key[]
}

export namespace Portion {
  let _codec: Codec<Portion>

  export const codec = (): Codec<Portion> => {
    if (_codec == null) {
      _codec = message<Portion>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.number)
        }

        if (obj.keys != null && obj.keys.length > 0) {
          for (const value of obj.keys) {
            w.uint32(18)
            Key.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0,
          keys: []
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
              if (opts.limits?.keys != null && obj.keys.length === opts.limits.keys) {
                throw new MaxLengthError('Decode error - repeated field "keys" had too many elements')
              }

              obj.keys.push(Key.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.keys$
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
          keys: 0
        }

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
              if (opts.limits?.keys != null && obj.keys === opts.limits.keys) {
                throw new MaxLengthError('Streaming decode error - repeated field "keys" had too many elements')
              }

              for (const evt of Key.codec().stream(reader, reader.uint32(), `${prefix}.keys[]`, {
                limits: opts.limits?.keys$
              })) {
                yield {
                  ...evt,
                  index: obj.keys
                }
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

  export interface PortionNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface PortionKeysKeyFieldEvent {
    field: '$.keys[].key'
    value: Uint8Array
    index: number
  }

  export interface PortionKeysIndexFieldEvent {
    field: '$.keys[].index'
    value: number
    index: number
  }

  export interface PortionKeysExpectsKindFieldEvent {
    field: '$.keys[].expects[].kind'
    value: number
    index: number
  }

  export interface PortionKeysExpectsVersionFieldEvent {
    field: '$.keys[].expects[].version'
    value: number
    index: number
  }

  export interface PortionKeysExpectsValueFieldEvent {
    field: '$.keys[].expects[].value'
    value: Uint8Array
    index: number
  }

  export interface PortionKeysExpectsJsonFieldEvent {
    field: '$.keys[].expects[].json'
    value: boolean
    index: number
  }

  export interface PortionKeysWhenTrueRemoveFieldEvent {
    field: '$.keys[].whenTrue.remove'
    value: boolean
    index: number
  }

  export interface PortionKeysWhenTrueValueFieldEvent {
    field: '$.keys[].whenTrue.value'
    value: Uint8Array
    index: number
  }

  export interface PortionKeysWhenTrueJsonFieldEvent {
    field: '$.keys[].whenTrue.json'
    value: boolean
    index: number
  }

  export interface PortionKeysWhenFalseRemoveFieldEvent {
    field: '$.keys[].whenFalse.remove'
    value: boolean
    index: number
  }

  export interface PortionKeysWhenFalseValueFieldEvent {
    field: '$.keys[].whenFalse.value'
    value: Uint8Array
    index: number
  }

  export interface PortionKeysWhenFalseJsonFieldEvent {
    field: '$.keys[].whenFalse.json'
    value: boolean
    index: number
  }

  export interface PortionKeysWantedFieldEvent {
    field: '$.keys[].wanted'
    value: boolean
    index: number
  }

  export function encode (obj: Partial<Portion>): Uint8Array {
    return encodeMessage(obj, Portion.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Portion>): Portion {
    return decodeMessage(buf, Portion.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Portion>): Generator<PortionNumberFieldEvent | PortionKeysKeyFieldEvent | PortionKeysIndexFieldEvent | PortionKeysExpectsKindFieldEvent | PortionKeysExpectsVersionFieldEvent | PortionKeysExpectsValueFieldEvent | PortionKeysExpectsJsonFieldEvent | PortionKeysWhenTrueRemoveFieldEvent | PortionKeysWhenTrueValueFieldEvent | PortionKeysWhenTrueJsonFieldEvent | PortionKeysWhenFalseRemoveFieldEvent | PortionKeysWhenFalseValueFieldEvent | PortionKeysWhenFalseJsonFieldEvent | PortionKeysWantedFieldEvent> {
    return streamMessage(buf, Portion.codec(), opts)
  }
}

export interface Key {
  key: Uint8Array
  index: number
  expects: Expected[]
  whenTrue?: Write
  whenFalse?: Write
  wanted: boolean
}

export namespace Key {
  let _codec: Codec<Key>

  export const codec = (): Codec<Key> => {
    if (_codec == null) {
      _codec = message<Key>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.key != null && obj.key.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.key)
        }

        if ((obj.index != null && obj.index !== 0)) {
          w.uint32(16)
          w.uint32(obj.index)
        }

        if (obj.expects != null && obj.expects.length > 0) {
          for (const value of obj.expects) {
            w.uint32(26)
            Expected.codec().encode(value, w)
          }
        }

        if (obj.whenTrue != null) {
          w.uint32(34)
          Write.codec().encode(obj.whenTrue, w)
        }

        if (obj.whenFalse != null) {
          w.uint32(42)
          Write.codec().encode(obj.whenFalse, w)
        }

        if ((obj.wanted != null && obj.wanted !== false)) {
          w.uint32(48)
          w.bool(obj.wanted)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES,
          index: 0,
          expects: [],
          wanted: false
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
              obj.index = reader.uint32()
              break
            }
            case 3: {
              if (opts.limits?.expects != null && obj.expects.length === opts.limits.expects) {
                throw new MaxLengthError('Decode error - repeated field "expects" had too many elements')
              }

              obj.expects.push(Expected.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.expects$
              }))
              break
            }
            case 4: {
              obj.whenTrue = Write.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.whenTrue
              })
              break
            }
            case 5: {
              obj.whenFalse = Write.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.whenFalse
              })
              break
            }
            case 6: {
              obj.wanted = reader.bool()
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
          expects: 0
        }

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
                field: `${prefix}.index`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              if (opts.limits?.expects != null && obj.expects === opts.limits.expects) {
                throw new MaxLengthError('Streaming decode error - repeated field "expects" had too many elements')
              }

              for (const evt of Expected.codec().stream(reader, reader.uint32(), `${prefix}.expects[]`, {
                limits: opts.limits?.expects$
              })) {
                yield {
                  ...evt,
                  index: obj.expects
                }
              }

              obj.expects++

              break
            }
            case 4: {
              yield * Write.codec().stream(reader, reader.uint32(), `${prefix}.whenTrue`, {
                limits: opts.limits?.whenTrue
              })

              break
            }
            case 5: {
              yield * Write.codec().stream(reader, reader.uint32(), `${prefix}.whenFalse`, {
                limits: opts.limits?.whenFalse
              })

              break
            }
            case 6: {
              yield {
                field: `${prefix}.wanted`,
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

  export interface KeyKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface KeyIndexFieldEvent {
    field: '$.index'
    value: number
  }

  export interface KeyExpectsKindFieldEvent {
    field: '$.expects[].kind'
    value: number
    index: number
  }

  export interface KeyExpectsVersionFieldEvent {
    field: '$.expects[].version'
    value: number
    index: number
  }

  export interface KeyExpectsValueFieldEvent {
    field: '$.expects[].value'
    value: Uint8Array
    index: number
  }

  export interface KeyExpectsJsonFieldEvent {
    field: '$.expects[].json'
    value: boolean
    index: number
  }

  export interface KeyWhenTrueRemoveFieldEvent {
    field: '$.whenTrue.remove'
    value: boolean
  }

  export interface KeyWhenTrueValueFieldEvent {
    field: '$.whenTrue.value'
    value: Uint8Array
  }

  export interface KeyWhenTrueJsonFieldEvent {
    field: '$.whenTrue.json'
    value: boolean
  }

  export interface KeyWhenFalseRemoveFieldEvent {
    field: '$.whenFalse.remove'
    value: boolean
  }

  export interface KeyWhenFalseValueFieldEvent {
    field: '$.whenFalse.value'
    value: Uint8Array
  }

  export interface KeyWhenFalseJsonFieldEvent {
    field: '$.whenFalse.json'
    value: boolean
  }

  export interface KeyWantedFieldEvent {
    field: '$.wanted'
    value: boolean
  }

  export function encode (obj: Partial<Key>): Uint8Array {
    return encodeMessage(obj, Key.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Key>): Key {
    return decodeMessage(buf, Key.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Key>): Generator<KeyKeyFieldEvent | KeyIndexFieldEvent | KeyExpectsKindFieldEvent | KeyExpectsVersionFieldEvent | KeyExpectsValueFieldEvent | KeyExpectsJsonFieldEvent | KeyWhenTrueRemoveFieldEvent | KeyWhenTrueValueFieldEvent | KeyWhenTrueJsonFieldEvent | KeyWhenFalseRemoveFieldEvent | KeyWhenFalseValueFieldEvent | KeyWhenFalseJsonFieldEvent | KeyWantedFieldEvent> {
    return streamMessage(buf, Key.codec(), opts)
  }
}

export interface Expected {
  kind: number
  version: number
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

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.version)
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
          version: 0,
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
              obj.version = reader.uint64Number()
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
                field: `${prefix}.version`,
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

  export interface ExpectedVersionFieldEvent {
    field: '$.version'
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

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Expected>): Generator<ExpectedKindFieldEvent | ExpectedVersionFieldEvent | ExpectedValueFieldEvent | ExpectedJsonFieldEvent> {
    return streamMessage(buf, Expected.codec(), opts)
  }
}

export interface Write {
  remove: boolean
  value: Uint8Array
  json: boolean
}

export namespace Write {
  let _codec: Codec<Write>

  export const codec = (): Codec<Write> => {
    if (_codec == null) {
      _codec = message<Write>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.remove != null && obj.remove !== false)) {
          w.uint32(8)
          w.bool(obj.remove)
        }

        if ((obj.value != null && obj.value.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.value)
        }

        if ((obj.json != null && obj.json !== false)) {
          w.uint32(24)
          w.bool(obj.json)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          remove: false,
          value: NO_BYTES,
          json: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.remove = reader.bool()
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
                field: `${prefix}.remove`,
                value: reader.bool()
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

  export interface WriteRemoveFieldEvent {
    field: '$.remove'
    value: boolean
  }

  export interface WriteValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export interface WriteJsonFieldEvent {
    field: '$.json'
    value: boolean
  }

  export function encode (obj: Partial<Write>): Uint8Array {
    return encodeMessage(obj, Write.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Write>): Write {
    return decodeMessage(buf, Write.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Write>): Generator<WriteRemoveFieldEvent | WriteValueFieldEvent | WriteJsonFieldEvent> {
    return streamMessage(buf, Write.codec(), opts)
  }
}

export interface Votes {
  coordinator: Uint8Array
  votes: Vote[]
}

export namespace Votes {
  let _codec: Codec<Votes>

  export const codec = (): Codec<Votes> => {
    if (_codec == null) {
      _codec = message<Votes>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if (obj.votes != null && obj.votes.length > 0) {
          for (const value of obj.votes) {
            w.uint32(18)
            Vote.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          votes: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.votes != null && obj.votes.length === opts.limits.votes) {
                throw new MaxLengthError('Decode error - repeated field "votes" had too many elements')
              }

              obj.votes.push(Vote.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.votes$
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
          votes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.votes != null && obj.votes === opts.limits.votes) {
                throw new MaxLengthError('Streaming decode error - repeated field "votes" had too many elements')
              }

              for (const evt of Vote.codec().stream(reader, reader.uint32(), `${prefix}.votes[]`, {
                limits: opts.limits?.votes$
              })) {
                yield {
                  ...evt,
                  index: obj.votes
                }
              }

              obj.votes++

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

  export interface VotesCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface VotesVotesNumberFieldEvent {
    field: '$.votes[].number'
    value: number
    index: number
  }

  export interface VotesVotesVerdictFieldEvent {
    field: '$.votes[].verdict'
    value: number
    index: number
  }

  export interface VotesVotesFoundVersionFieldEvent {
    field: '$.votes[].found[].version'
    value: number
    index: number
  }

  export interface VotesVotesFoundChangesFieldEvent {
    field: '$.votes[].found[].changes'
    value: number
    index: number
  }

  export interface VotesVotesFoundJsonFieldEvent {
    field: '$.votes[].found[].json'
    value: boolean
    index: number
  }

  export interface VotesVotesFoundValueFieldEvent {
    field: '$.votes[].found[].value'
    value: Uint8Array
    index: number
  }

  export interface VotesVotesFoundHoldsFieldEvent {
    field: '$.votes[].found[].holds'
    value: boolean
    index: number
  }

  export interface VotesVotesFoundJoiningFieldEvent {
    field: '$.votes[].found[].joining'
    value: boolean
    index: number
  }

  export function encode (obj: Partial<Votes>): Uint8Array {
    return encodeMessage(obj, Votes.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Votes>): Votes {
    return decodeMessage(buf, Votes.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Votes>): Generator<VotesCoordinatorFieldEvent | VotesVotesNumberFieldEvent | VotesVotesVerdictFieldEvent | VotesVotesFoundVersionFieldEvent | VotesVotesFoundChangesFieldEvent | VotesVotesFoundJsonFieldEvent | VotesVotesFoundValueFieldEvent | VotesVotesFoundHoldsFieldEvent | VotesVotesFoundJoiningFieldEvent> {
    return streamMessage(buf, Votes.codec(), opts)
  }
}

export interface Vote {
  number: number
  verdict: number
  found: Found[]
}

export namespace Vote {
  let _codec: Codec<Vote>

  export const codec = (): Codec<Vote> => {
    if (_codec == null) {
      _codec = message<Vote>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.number)
        }

        if ((obj.verdict != null && obj.verdict !== 0)) {
          w.uint32(16)
          w.uint32(obj.verdict)
        }

        if (obj.found != null && obj.found.length > 0) {
          for (const value of obj.found) {
            w.uint32(26)
            Found.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0,
          verdict: 0,
          found: []
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
              obj.verdict = reader.uint32()
              break
            }
            case 3: {
              if (opts.limits?.found != null && obj.found.length === opts.limits.found) {
                throw new MaxLengthError('Decode error - repeated field "found" had too many elements')
              }

              obj.found.push(Found.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.found$
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
          found: 0
        }

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
                field: `${prefix}.verdict`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              if (opts.limits?.found != null && obj.found === opts.limits.found) {
                throw new MaxLengthError('Streaming decode error - repeated field "found" had too many elements')
              }

              for (const evt of Found.codec().stream(reader, reader.uint32(), `${prefix}.found[]`, {
                limits: opts.limits?.found$
              })) {
                yield {
                  ...evt,
                  index: obj.found
                }
              }

              obj.found++

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

  export interface VoteNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface VoteVerdictFieldEvent {
    field: '$.verdict'
    value: number
  }

  export interface VoteFoundVersionFieldEvent {
    field: '$.found[].version'
    value: number
    index: number
  }

  export interface VoteFoundChangesFieldEvent {
    field: '$.found[].changes'
    value: number
    index: number
  }

  export interface VoteFoundJsonFieldEvent {
    field: '$.found[].json'
    value: boolean
    index: number
  }

  export interface VoteFoundValueFieldEvent {
    field: '$.found[].value'
    value: Uint8Array
    index: number
  }

  export interface VoteFoundHoldsFieldEvent {
    field: '$.found[].holds'
    value: boolean
    index: number
  }

  export interface VoteFoundJoiningFieldEvent {
    field: '$.found[].joining'
    value: boolean
    index: number
  }

  export function encode (obj: Partial<Vote>): Uint8Array {
    return encodeMessage(obj, Vote.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Vote>): Vote {
    return decodeMessage(buf, Vote.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Vote>): Generator<VoteNumberFieldEvent | VoteVerdictFieldEvent | VoteFoundVersionFieldEvent | VoteFoundChangesFieldEvent | VoteFoundJsonFieldEvent | VoteFoundValueFieldEvent | VoteFoundHoldsFieldEvent | VoteFoundJoiningFieldEvent> {
    return streamMessage(buf, Vote.codec(), opts)
  }
}

export interface Found {
  version: number
  changes: number
  json: boolean
  value: Uint8Array
  holds: boolean
  joining: boolean
}

export namespace Found {
  let _codec: Codec<Found>

  export const codec = (): Codec<Found> => {
    if (_codec == null) {
      _codec = message<Found>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.version)
        }

        if ((obj.changes != null && obj.changes !== 0)) {
          w.uint32(16)
          w.uint32(obj.changes)
        }

        if ((obj.json != null && obj.json !== false)) {
          w.uint32(24)
          w.bool(obj.json)
        }

        if ((obj.value != null && obj.value.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.value)
        }

        if ((obj.holds != null && obj.holds !== false)) {
          w.uint32(40)
          w.bool(obj.holds)
        }

        if ((obj.joining != null && obj.joining !== false)) {
          w.uint32(48)
          w.bool(obj.joining)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          version: 0,
          changes: 0,
          json: false,
          value: NO_BYTES,
          holds: false,
          joining: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.version = reader.uint64Number()
              break
            }
            case 2: {
              obj.changes = reader.uint32()
              break
            }
            case 3: {
              obj.json = reader.bool()
              break
            }
            case 4: {
              obj.value = reader.bytes()
              break
            }
            case 5: {
              obj.holds = reader.bool()
              break
            }
            case 6: {
              obj.joining = reader.bool()
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
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.changes`,
                value: reader.uint32()
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
                field: `${prefix}.value`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.holds`,
                value: reader.bool()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.joining`,
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

  export interface FoundVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface FoundChangesFieldEvent {
    field: '$.changes'
    value: number
  }

  export interface FoundJsonFieldEvent {
    field: '$.json'
    value: boolean
  }

  export interface FoundValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export interface FoundHoldsFieldEvent {
    field: '$.holds'
    value: boolean
  }

  export interface FoundJoiningFieldEvent {
    field: '$.joining'
    value: boolean
  }

  export function encode (obj: Partial<Found>): Uint8Array {
    return encodeMessage(obj, Found.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Found>): Found {
    return decodeMessage(buf, Found.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Found>): Generator<FoundVersionFieldEvent | FoundChangesFieldEvent | FoundJsonFieldEvent | FoundValueFieldEvent | FoundHoldsFieldEvent | FoundJoiningFieldEvent> {
    return streamMessage(buf, Found.codec(), opts)
  }
}

export interface Outcomes {
  coordinator: Uint8Array
  outcomes: Outcome[]
}

export namespace Outcomes {
  let _codec: Codec<Outcomes>

  export const codec = (): Codec<Outcomes> => {
    if (_codec == null) {
      _codec = message<Outcomes>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if (obj.outcomes != null && obj.outcomes.length > 0) {
          for (const value of obj.outcomes) {
            w.uint32(18)
            Outcome.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          outcomes: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.outcomes != null && obj.outcomes.length === opts.limits.outcomes) {
                throw new MaxLengthError('Decode error - repeated field "outcomes" had too many elements')
              }

              obj.outcomes.push(Outcome.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.outcomes$
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
          outcomes: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.outcomes != null && obj.outcomes === opts.limits.outcomes) {
                throw new MaxLengthError('Streaming decode error - repeated field "outcomes" had too many elements')
              }

              for (const evt of Outcome.codec().stream(reader, reader.uint32(), `${prefix}.outcomes[]`, {
                limits: opts.limits?.outcomes$
              })) {
                yield {
                  ...evt,
                  index: obj.outcomes
                }
              }

              obj.outcomes++

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

  export interface OutcomesCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface OutcomesOutcomesNumberFieldEvent {
    field: '$.outcomes[].number'
    value: number
    index: number
  }

  export interface OutcomesOutcomesCommittedFieldEvent {
    field: '$.outcomes[].committed'
    value: boolean
    index: number
  }

  export interface OutcomesOutcomesBranchFieldEvent {
    field: '$.outcomes[].branch'
    value: boolean
    index: number
  }

  export interface OutcomesOutcomesVersionsFieldEvent {
    field: '$.outcomes[].versions[]'
    index: number
    value: number
  }

  export interface OutcomesOutcomesChangesFieldEvent {
    field: '$.outcomes[].changes[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Outcomes>): Uint8Array {
    return encodeMessage(obj, Outcomes.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcomes>): Outcomes {
    return decodeMessage(buf, Outcomes.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcomes>): Generator<OutcomesCoordinatorFieldEvent | OutcomesOutcomesNumberFieldEvent | OutcomesOutcomesCommittedFieldEvent | OutcomesOutcomesBranchFieldEvent | OutcomesOutcomesVersionsFieldEvent | OutcomesOutcomesChangesFieldEvent> {
    return streamMessage(buf, Outcomes.codec(), opts)
  }
}

export interface Outcome {
  number: number
  committed: boolean
  branch: boolean
  versions: number[]
  changes: number[]
}

export namespace Outcome {
  let _codec: Codec<Outcome>

  export const codec = (): Codec<Outcome> => {
    if (_codec == null) {
      _codec = message<Outcome>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.number)
        }

        if ((obj.committed != null && obj.committed !== false)) {
          w.uint32(16)
          w.bool(obj.committed)
        }

        if ((obj.branch != null && obj.branch !== false)) {
          w.uint32(24)
          w.bool(obj.branch)
        }

        if (obj.versions != null && obj.versions.length > 0) {
          for (const value of obj.versions) {
            w.uint32(32)
            w.uint64Number(value)
          }
        }

        if (obj.changes != null && obj.changes.length > 0) {
          for (const value of obj.changes) {
            w.uint32(40)
            w.uint32(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0,
          committed: false,
          branch: false,
          versions: [],
          changes: []
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
              obj.committed = reader.bool()
              break
            }
            case 3: {
              obj.branch = reader.bool()
              break
            }
            case 4: {
              if (opts.limits?.versions != null && obj.versions.length === opts.limits.versions) {
                throw new MaxLengthError('Decode error - repeated field "versions" had too many elements')
              }

              obj.versions.push(reader.uint64Number())
              break
            }
            case 5: {
              if (opts.limits?.changes != null && obj.changes.length === opts.limits.changes) {
                throw new MaxLengthError('Decode error - repeated field "changes" had too many elements')
              }

              obj.changes.push(reader.uint32())
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
          versions: 0,
          changes: 0
        }

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
                field: `${prefix}.committed`,
                value: reader.bool()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.branch`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              if (opts.limits?.versions != null && obj.versions === opts.limits.versions) {
                throw new MaxLengthError('Streaming decode error - repeated field "versions" had too many elements')
              }

              yield {
                field: `${prefix}.versions[]`,
                index: obj.versions,
                value: reader.uint64Number()
              }

              obj.versions++

              break
            }
            case 5: {
              if (opts.limits?.changes != null && obj.changes === opts.limits.changes) {
                throw new MaxLengthError('Streaming decode error - repeated field "changes" had too many elements')
              }

              yield {
                field: `${prefix}.changes[]`,
                index: obj.changes,
                value: reader.uint32()
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

  export interface OutcomeNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export interface OutcomeCommittedFieldEvent {
    field: '$.committed'
    value: boolean
  }

  export interface OutcomeBranchFieldEvent {
    field: '$.branch'
    value: boolean
  }

  export interface OutcomeVersionsFieldEvent {
    field: '$.versions[]'
    index: number
    value: number
  }

  export interface OutcomeChangesFieldEvent {
    field: '$.changes[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Outcome>): Uint8Array {
    return encodeMessage(obj, Outcome.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcome>): Outcome {
    return decodeMessage(buf, Outcome.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcome>): Generator<OutcomeNumberFieldEvent | OutcomeCommittedFieldEvent | OutcomeBranchFieldEvent | OutcomeVersionsFieldEvent | OutcomeChangesFieldEvent> {
    return streamMessage(buf, Outcome.codec(), opts)
  }
}

export interface Acks {
  coordinator: Uint8Array
  numbers: number[]
}

export namespace Acks {
  let _codec: Codec<Acks>

  export const codec = (): Codec<Acks> => {
    if (_codec == null) {
      _codec = message<Acks>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if (obj.numbers != null && obj.numbers.length > 0) {
          for (const value of obj.numbers) {
            w.uint32(16)
            w.uint64Number(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          numbers: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.numbers != null && obj.numbers.length === opts.limits.numbers) {
                throw new MaxLengthError('Decode error - repeated field "numbers" had too many elements')
              }

              obj.numbers.push(reader.uint64Number())
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
          numbers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.numbers != null && obj.numbers === opts.limits.numbers) {
                throw new MaxLengthError('Streaming decode error - repeated field "numbers" had too many elements')
              }

              yield {
                field: `${prefix}.numbers[]`,
                index: obj.numbers,
                value: reader.uint64Number()
              }

              obj.numbers++

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

  export interface AcksCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface AcksNumbersFieldEvent {
    field: '$.numbers[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Acks>): Uint8Array {
    return encodeMessage(obj, Acks.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Acks>): Acks {
    return decodeMessage(buf, Acks.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Acks>): Generator<AcksCoordinatorFieldEvent | AcksNumbersFieldEvent> {
    return streamMessage(buf, Acks.codec(), opts)
  }
}

export interface Doubts {
  coordinator: Uint8Array
  numbers: number[]
}

export namespace Doubts {
  let _codec: Codec<Doubts>

  export const codec = (): Codec<Doubts> => {
    if (_codec == null) {
      _codec = message<Doubts>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if (obj.numbers != null && obj.numbers.length > 0) {
          for (const value of obj.numbers) {
            w.uint32(16)
            w.uint64Number(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          numbers: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.numbers != null && obj.numbers.length === opts.limits.numbers) {
                throw new MaxLengthError('Decode error - repeated field "numbers" had too many elements')
              }

              obj.numbers.push(reader.uint64Number())
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
          numbers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.numbers != null && obj.numbers === opts.limits.numbers) {
                throw new MaxLengthError('Streaming decode error - repeated field "numbers" had too many elements')
              }

              yield {
                field: `${prefix}.numbers[]`,
                index: obj.numbers,
                value: reader.uint64Number()
              }

              obj.numbers++

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

  export interface DoubtsCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface DoubtsNumbersFieldEvent {
    field: '$.numbers[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<Doubts>): Uint8Array {
    return encodeMessage(obj, Doubts.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Doubts>): Doubts {
    return decodeMessage(buf, Doubts.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Doubts>): Generator<DoubtsCoordinatorFieldEvent | DoubtsNumbersFieldEvent> {
    return streamMessage(buf, Doubts.codec(), opts)
  }
}

export interface Read {
  ticket: number
  without: string[]
  key?: Uint8Array
  scan?: Scan
  count?: Span
  stats?: Stats
}

export namespace Read {
  let _codec: Codec<Read>

  export const codec = (): Codec<Read> => {
    if (_codec == null) {
      _codec = message<Read>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ticket != null && obj.ticket !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.ticket)
        }

        if (obj.without != null && obj.without.length > 0) {
          for (const value of obj.without) {
            w.uint32(18)
            w.string(value)
          }
        }

        if (obj.key != null) {
          w.uint32(26)
          w.bytes(obj.key)
        }

        if (obj.scan != null) {
          w.uint32(34)
          Scan.codec().encode(obj.scan, w)
        }

        if (obj.count != null) {
          w.uint32(42)
          Span.codec().encode(obj.count, w)
        }

        if (obj.stats != null) {
          w.uint32(50)
          Stats.codec().encode(obj.stats, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0,
          without: []
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
              if (opts.limits?.without != null && obj.without.length === opts.limits.without) {
                throw new MaxLengthError('Decode error - repeated field "without" had too many elements')
              }

              obj.without.push(reader.string())
              break
            }
            case 3: {
              obj.key = reader.bytes()
              break
            }
            case 4: {
              obj.scan = Scan.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.scan
              })
              break
            }
            case 5: {
              obj.count = Span.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.count
              })
              break
            }
            case 6: {
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
          delete obj.key
        }

        if (obj.count != null) {
          delete obj.stats
          delete obj.scan
          delete obj.key
        }

        if (obj.scan != null) {
          delete obj.stats
          delete obj.count
          delete obj.key
        }

        if (obj.key != null) {
          delete obj.stats
          delete obj.count
          delete obj.scan
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          without: 0
        }

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
              if (opts.limits?.without != null && obj.without === opts.limits.without) {
                throw new MaxLengthError('Streaming decode error - repeated field "without" had too many elements')
              }

              yield {
                field: `${prefix}.without[]`,
                index: obj.without,
                value: reader.string()
              }

              obj.without++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.key`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield * Scan.codec().stream(reader, reader.uint32(), `${prefix}.scan`, {
                limits: opts.limits?.scan
              })

              break
            }
            case 5: {
              yield * Span.codec().stream(reader, reader.uint32(), `${prefix}.count`, {
                limits: opts.limits?.count
              })

              break
            }
            case 6: {
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

  export interface ReadTicketFieldEvent {
    field: '$.ticket'
    value: number
  }

  export interface ReadWithoutFieldEvent {
    field: '$.without[]'
    index: number
    value: string
  }

  export interface ReadKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface ReadScanFromFieldEvent {
    field: '$.scan.from'
    value: Uint8Array
  }

  export interface ReadScanToFieldEvent {
    field: '$.scan.to'
    value: Uint8Array
  }

  export interface ReadScanLimitFieldEvent {
    field: '$.scan.limit'
    value: number
  }

  export interface ReadScanBytesMaxFieldEvent {
    field: '$.scan.bytesMax'
    value: number
  }

  export interface ReadScanReverseFieldEvent {
    field: '$.scan.reverse'
    value: boolean
  }

  export interface ReadScanKeysOnlyFieldEvent {
    field: '$.scan.keysOnly'
    value: boolean
  }

  export interface ReadScanAfterFieldEvent {
    field: '$.scan.after'
    value: Uint8Array
  }

  export interface ReadCountFromFieldEvent {
    field: '$.count.from'
    value: Uint8Array
  }

  export interface ReadCountToFieldEvent {
    field: '$.count.to'
    value: Uint8Array
  }

  export function encode (obj: Partial<Read>): Uint8Array {
    return encodeMessage(obj, Read.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Read>): Read {
    return decodeMessage(buf, Read.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Read>): Generator<ReadTicketFieldEvent | ReadWithoutFieldEvent | ReadKeyFieldEvent | ReadScanFromFieldEvent | ReadScanToFieldEvent | ReadScanLimitFieldEvent | ReadScanBytesMaxFieldEvent | ReadScanReverseFieldEvent | ReadScanKeysOnlyFieldEvent | ReadScanAfterFieldEvent | ReadCountFromFieldEvent | ReadCountToFieldEvent> {
    return streamMessage(buf, Read.codec(), opts)
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

export interface Span {
  from: Uint8Array
  to: Uint8Array
}

export namespace Span {
  let _codec: Codec<Span>

  export const codec = (): Codec<Span> => {
    if (_codec == null) {
      _codec = message<Span>((obj, w, opts = {}) => {
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

  export interface SpanFromFieldEvent {
    field: '$.from'
    value: Uint8Array
  }

  export interface SpanToFieldEvent {
    field: '$.to'
    value: Uint8Array
  }

  export function encode (obj: Partial<Span>): Uint8Array {
    return encodeMessage(obj, Span.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Span>): Span {
    return decodeMessage(buf, Span.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Span>): Generator<SpanFromFieldEvent | SpanToFieldEvent> {
    return streamMessage(buf, Span.codec(), opts)
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

export interface Entry {
  key: Uint8Array
  version: number
  changes: number
  json: boolean
  value: Uint8Array
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

        if ((obj.version != null && obj.version !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.version)
        }

        if ((obj.changes != null && obj.changes !== 0)) {
          w.uint32(24)
          w.uint32(obj.changes)
        }

        if ((obj.json != null && obj.json !== false)) {
          w.uint32(32)
          w.bool(obj.json)
        }

        if ((obj.value != null && obj.value.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.value)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          key: NO_BYTES,
          version: 0,
          changes: 0,
          json: false,
          value: NO_BYTES
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
              obj.version = reader.uint64Number()
              break
            }
            case 3: {
              obj.changes = reader.uint32()
              break
            }
            case 4: {
              obj.json = reader.bool()
              break
            }
            case 5: {
              obj.value = reader.bytes()
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
                field: `${prefix}.version`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.changes`,
                value: reader.uint32()
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
            case 5: {
              yield {
                field: `${prefix}.value`,
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

  export interface EntryKeyFieldEvent {
    field: '$.key'
    value: Uint8Array
  }

  export interface EntryVersionFieldEvent {
    field: '$.version'
    value: number
  }

  export interface EntryChangesFieldEvent {
    field: '$.changes'
    value: number
  }

  export interface EntryJsonFieldEvent {
    field: '$.json'
    value: boolean
  }

  export interface EntryValueFieldEvent {
    field: '$.value'
    value: Uint8Array
  }

  export function encode (obj: Partial<Entry>): Uint8Array {
    return encodeMessage(obj, Entry.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entry>): Entry {
    return decodeMessage(buf, Entry.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Entry>): Generator<EntryKeyFieldEvent | EntryVersionFieldEvent | EntryChangesFieldEvent | EntryJsonFieldEvent | EntryValueFieldEvent> {
    return streamMessage(buf, Entry.codec(), opts)
  }
}

export interface Answer {
  ticket: number
  verdict: number
  entries: Entry[]
  more: boolean
  keys: number
  bytes: number
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

        if ((obj.verdict != null && obj.verdict !== 0)) {
          w.uint32(16)
          w.uint32(obj.verdict)
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(26)
            Entry.codec().encode(value, w)
          }
        }

        if ((obj.more != null && obj.more !== false)) {
          w.uint32(32)
          w.bool(obj.more)
        }

        if ((obj.keys != null && obj.keys !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.keys)
        }

        if ((obj.bytes != null && obj.bytes !== 0)) {
          w.uint32(48)
          w.uint64Number(obj.bytes)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0,
          verdict: 0,
          entries: [],
          more: false,
          keys: 0,
          bytes: 0
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
              obj.verdict = reader.uint32()
              break
            }
            case 3: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(Entry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries$
              }))
              break
            }
            case 4: {
              obj.more = reader.bool()
              break
            }
            case 5: {
              obj.keys = reader.uint64Number()
              break
            }
            case 6: {
              obj.bytes = reader.uint64Number()
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
              yield {
                field: `${prefix}.ticket`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.verdict`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
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
            case 4: {
              yield {
                field: `${prefix}.more`,
                value: reader.bool()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.keys`,
                value: reader.uint64Number()
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

  export interface AnswerVerdictFieldEvent {
    field: '$.verdict'
    value: number
  }

  export interface AnswerEntriesKeyFieldEvent {
    field: '$.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface AnswerEntriesVersionFieldEvent {
    field: '$.entries[].version'
    value: number
    index: number
  }

  export interface AnswerEntriesChangesFieldEvent {
    field: '$.entries[].changes'
    value: number
    index: number
  }

  export interface AnswerEntriesJsonFieldEvent {
    field: '$.entries[].json'
    value: boolean
    index: number
  }

  export interface AnswerEntriesValueFieldEvent {
    field: '$.entries[].value'
    value: Uint8Array
    index: number
  }

  export interface AnswerMoreFieldEvent {
    field: '$.more'
    value: boolean
  }

  export interface AnswerKeysFieldEvent {
    field: '$.keys'
    value: number
  }

  export interface AnswerBytesFieldEvent {
    field: '$.bytes'
    value: number
  }

  export function encode (obj: Partial<Answer>): Uint8Array {
    return encodeMessage(obj, Answer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Answer {
    return decodeMessage(buf, Answer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Generator<AnswerTicketFieldEvent | AnswerVerdictFieldEvent | AnswerEntriesKeyFieldEvent | AnswerEntriesVersionFieldEvent | AnswerEntriesChangesFieldEvent | AnswerEntriesJsonFieldEvent | AnswerEntriesValueFieldEvent | AnswerMoreFieldEvent | AnswerKeysFieldEvent | AnswerBytesFieldEvent> {
    return streamMessage(buf, Answer.codec(), opts)
  }
}

export interface Pull {
  without: string[]
  after: Uint8Array
}

export namespace Pull {
  let _codec: Codec<Pull>

  export const codec = (): Codec<Pull> => {
    if (_codec == null) {
      _codec = message<Pull>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.without != null && obj.without.length > 0) {
          for (const value of obj.without) {
            w.uint32(10)
            w.string(value)
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
          without: [],
          after: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.without != null && obj.without.length === opts.limits.without) {
                throw new MaxLengthError('Decode error - repeated field "without" had too many elements')
              }

              obj.without.push(reader.string())
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
          without: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.without != null && obj.without === opts.limits.without) {
                throw new MaxLengthError('Streaming decode error - repeated field "without" had too many elements')
              }

              yield {
                field: `${prefix}.without[]`,
                index: obj.without,
                value: reader.string()
              }

              obj.without++

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

  export interface PullWithoutFieldEvent {
    field: '$.without[]'
    index: number
    value: string
  }

  export interface PullAfterFieldEvent {
    field: '$.after'
    value: Uint8Array
  }

  export function encode (obj: Partial<Pull>): Uint8Array {
    return encodeMessage(obj, Pull.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pull>): Pull {
    return decodeMessage(buf, Pull.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Pull>): Generator<PullWithoutFieldEvent | PullAfterFieldEvent> {
    return streamMessage(buf, Pull.codec(), opts)
  }
}

export interface Range {
  after: Uint8Array
  without: string[]
  entries: Entry[]
  next: Uint8Array
  floor: number
}

export namespace Range {
  let _codec: Codec<Range>

  export const codec = (): Codec<Range> => {
    if (_codec == null) {
      _codec = message<Range>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.after != null && obj.after.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.after)
        }

        if (obj.without != null && obj.without.length > 0) {
          for (const value of obj.without) {
            w.uint32(18)
            w.string(value)
          }
        }

        if (obj.entries != null && obj.entries.length > 0) {
          for (const value of obj.entries) {
            w.uint32(26)
            Entry.codec().encode(value, w)
          }
        }

        if ((obj.next != null && obj.next.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.next)
        }

        if ((obj.floor != null && obj.floor !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.floor)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          after: NO_BYTES,
          without: [],
          entries: [],
          next: NO_BYTES,
          floor: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.after = reader.bytes()
              break
            }
            case 2: {
              if (opts.limits?.without != null && obj.without.length === opts.limits.without) {
                throw new MaxLengthError('Decode error - repeated field "without" had too many elements')
              }

              obj.without.push(reader.string())
              break
            }
            case 3: {
              if (opts.limits?.entries != null && obj.entries.length === opts.limits.entries) {
                throw new MaxLengthError('Decode error - repeated field "entries" had too many elements')
              }

              obj.entries.push(Entry.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.entries$
              }))
              break
            }
            case 4: {
              obj.next = reader.bytes()
              break
            }
            case 5: {
              obj.floor = reader.uint64Number()
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
          without: 0,
          entries: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.after`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              if (opts.limits?.without != null && obj.without === opts.limits.without) {
                throw new MaxLengthError('Streaming decode error - repeated field "without" had too many elements')
              }

              yield {
                field: `${prefix}.without[]`,
                index: obj.without,
                value: reader.string()
              }

              obj.without++

              break
            }
            case 3: {
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
            case 4: {
              yield {
                field: `${prefix}.next`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.floor`,
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

  export interface RangeAfterFieldEvent {
    field: '$.after'
    value: Uint8Array
  }

  export interface RangeWithoutFieldEvent {
    field: '$.without[]'
    index: number
    value: string
  }

  export interface RangeEntriesKeyFieldEvent {
    field: '$.entries[].key'
    value: Uint8Array
    index: number
  }

  export interface RangeEntriesVersionFieldEvent {
    field: '$.entries[].version'
    value: number
    index: number
  }

  export interface RangeEntriesChangesFieldEvent {
    field: '$.entries[].changes'
    value: number
    index: number
  }

  export interface RangeEntriesJsonFieldEvent {
    field: '$.entries[].json'
    value: boolean
    index: number
  }

  export interface RangeEntriesValueFieldEvent {
    field: '$.entries[].value'
    value: Uint8Array
    index: number
  }

  export interface RangeNextFieldEvent {
    field: '$.next'
    value: Uint8Array
  }

  export interface RangeFloorFieldEvent {
    field: '$.floor'
    value: number
  }

  export function encode (obj: Partial<Range>): Uint8Array {
    return encodeMessage(obj, Range.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Range>): Range {
    return decodeMessage(buf, Range.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Range>): Generator<RangeAfterFieldEvent | RangeWithoutFieldEvent | RangeEntriesKeyFieldEvent | RangeEntriesVersionFieldEvent | RangeEntriesChangesFieldEvent | RangeEntriesJsonFieldEvent | RangeEntriesValueFieldEvent | RangeNextFieldEvent | RangeFloorFieldEvent> {
    return streamMessage(buf, Range.codec(), opts)
  }
}

export interface PreparedRecord {
  coordinator: Uint8Array
  from: string
  ring: number
  portion?: Portion
}

export namespace PreparedRecord {
  let _codec: Codec<PreparedRecord>

  export const codec = (): Codec<PreparedRecord> => {
    if (_codec == null) {
      _codec = message<PreparedRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if ((obj.from != null && obj.from !== '')) {
          w.uint32(18)
          w.string(obj.from)
        }

        if ((obj.ring != null && obj.ring !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.ring)
        }

        if (obj.portion != null) {
          w.uint32(34)
          Portion.codec().encode(obj.portion, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          from: '',
          ring: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              obj.from = reader.string()
              break
            }
            case 3: {
              obj.ring = reader.uint64Number()
              break
            }
            case 4: {
              obj.portion = Portion.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.portion
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
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.from`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.ring`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield * Portion.codec().stream(reader, reader.uint32(), `${prefix}.portion`, {
                limits: opts.limits?.portion
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

  export interface PreparedRecordCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface PreparedRecordFromFieldEvent {
    field: '$.from'
    value: string
  }

  export interface PreparedRecordRingFieldEvent {
    field: '$.ring'
    value: number
  }

  export interface PreparedRecordPortionNumberFieldEvent {
    field: '$.portion.number'
    value: number
  }

  export interface PreparedRecordPortionKeysKeyFieldEvent {
    field: '$.portion.keys[].key'
    value: Uint8Array
    index: number
  }

  export interface PreparedRecordPortionKeysIndexFieldEvent {
    field: '$.portion.keys[].index'
    value: number
    index: number
  }

  export interface PreparedRecordPortionKeysExpectsKindFieldEvent {
    field: '$.portion.keys[].expects[].kind'
    value: number
    index: number
  }

  export interface PreparedRecordPortionKeysExpectsVersionFieldEvent {
    field: '$.portion.keys[].expects[].version'
    value: number
    index: number
  }

  export interface PreparedRecordPortionKeysExpectsValueFieldEvent {
    field: '$.portion.keys[].expects[].value'
    value: Uint8Array
    index: number
  }

  export interface PreparedRecordPortionKeysExpectsJsonFieldEvent {
    field: '$.portion.keys[].expects[].json'
    value: boolean
    index: number
  }

  export interface PreparedRecordPortionKeysWhenTrueRemoveFieldEvent {
    field: '$.portion.keys[].whenTrue.remove'
    value: boolean
    index: number
  }

  export interface PreparedRecordPortionKeysWhenTrueValueFieldEvent {
    field: '$.portion.keys[].whenTrue.value'
    value: Uint8Array
    index: number
  }

  export interface PreparedRecordPortionKeysWhenTrueJsonFieldEvent {
    field: '$.portion.keys[].whenTrue.json'
    value: boolean
    index: number
  }

  export interface PreparedRecordPortionKeysWhenFalseRemoveFieldEvent {
    field: '$.portion.keys[].whenFalse.remove'
    value: boolean
    index: number
  }

  export interface PreparedRecordPortionKeysWhenFalseValueFieldEvent {
    field: '$.portion.keys[].whenFalse.value'
    value: Uint8Array
    index: number
  }

  export interface PreparedRecordPortionKeysWhenFalseJsonFieldEvent {
    field: '$.portion.keys[].whenFalse.json'
    value: boolean
    index: number
  }

  export interface PreparedRecordPortionKeysWantedFieldEvent {
    field: '$.portion.keys[].wanted'
    value: boolean
    index: number
  }

  export function encode (obj: Partial<PreparedRecord>): Uint8Array {
    return encodeMessage(obj, PreparedRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PreparedRecord>): PreparedRecord {
    return decodeMessage(buf, PreparedRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PreparedRecord>): Generator<PreparedRecordCoordinatorFieldEvent | PreparedRecordFromFieldEvent | PreparedRecordRingFieldEvent | PreparedRecordPortionNumberFieldEvent | PreparedRecordPortionKeysKeyFieldEvent | PreparedRecordPortionKeysIndexFieldEvent | PreparedRecordPortionKeysExpectsKindFieldEvent | PreparedRecordPortionKeysExpectsVersionFieldEvent | PreparedRecordPortionKeysExpectsValueFieldEvent | PreparedRecordPortionKeysExpectsJsonFieldEvent | PreparedRecordPortionKeysWhenTrueRemoveFieldEvent | PreparedRecordPortionKeysWhenTrueValueFieldEvent | PreparedRecordPortionKeysWhenTrueJsonFieldEvent | PreparedRecordPortionKeysWhenFalseRemoveFieldEvent | PreparedRecordPortionKeysWhenFalseValueFieldEvent | PreparedRecordPortionKeysWhenFalseJsonFieldEvent | PreparedRecordPortionKeysWantedFieldEvent> {
    return streamMessage(buf, PreparedRecord.codec(), opts)
  }
}

export interface DoneRecord {
  transactions: Transaction[]
}

export namespace DoneRecord {
  let _codec: Codec<DoneRecord>

  export const codec = (): Codec<DoneRecord> => {
    if (_codec == null) {
      _codec = message<DoneRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.transactions != null && obj.transactions.length > 0) {
          for (const value of obj.transactions) {
            w.uint32(10)
            Transaction.codec().encode(value, w)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          transactions: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.transactions != null && obj.transactions.length === opts.limits.transactions) {
                throw new MaxLengthError('Decode error - repeated field "transactions" had too many elements')
              }

              obj.transactions.push(Transaction.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.transactions$
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
          transactions: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.transactions != null && obj.transactions === opts.limits.transactions) {
                throw new MaxLengthError('Streaming decode error - repeated field "transactions" had too many elements')
              }

              for (const evt of Transaction.codec().stream(reader, reader.uint32(), `${prefix}.transactions[]`, {
                limits: opts.limits?.transactions$
              })) {
                yield {
                  ...evt,
                  index: obj.transactions
                }
              }

              obj.transactions++

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

  export interface DoneRecordTransactionsCoordinatorFieldEvent {
    field: '$.transactions[].coordinator'
    value: Uint8Array
    index: number
  }

  export interface DoneRecordTransactionsNumberFieldEvent {
    field: '$.transactions[].number'
    value: number
    index: number
  }

  export function encode (obj: Partial<DoneRecord>): Uint8Array {
    return encodeMessage(obj, DoneRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DoneRecord>): DoneRecord {
    return decodeMessage(buf, DoneRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DoneRecord>): Generator<DoneRecordTransactionsCoordinatorFieldEvent | DoneRecordTransactionsNumberFieldEvent> {
    return streamMessage(buf, DoneRecord.codec(), opts)
  }
}

export interface Transaction {
  coordinator: Uint8Array
  number: number
}

export namespace Transaction {
  let _codec: Codec<Transaction>

  export const codec = (): Codec<Transaction> => {
    if (_codec == null) {
      _codec = message<Transaction>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.number)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          number: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              obj.number = reader.uint64Number()
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
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.number`,
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

  export interface TransactionCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface TransactionNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export function encode (obj: Partial<Transaction>): Uint8Array {
    return encodeMessage(obj, Transaction.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transaction>): Transaction {
    return decodeMessage(buf, Transaction.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Transaction>): Generator<TransactionCoordinatorFieldEvent | TransactionNumberFieldEvent> {
    return streamMessage(buf, Transaction.codec(), opts)
  }
}

export interface DecisionRecord {
  coordinator: Uint8Array
  outcome?: Outcome
  participants: string[]
  client: Uint8Array
  seq: number
  result: Uint8Array
  ring?: number
  digest: Uint8Array
}

export namespace DecisionRecord {
  let _codec: Codec<DecisionRecord>

  export const codec = (): Codec<DecisionRecord> => {
    if (_codec == null) {
      _codec = message<DecisionRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.coordinator != null && obj.coordinator.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.coordinator)
        }

        if (obj.outcome != null) {
          w.uint32(18)
          Outcome.codec().encode(obj.outcome, w)
        }

        if (obj.participants != null && obj.participants.length > 0) {
          for (const value of obj.participants) {
            w.uint32(26)
            w.string(value)
          }
        }

        if ((obj.client != null && obj.client.byteLength > 0)) {
          w.uint32(34)
          w.bytes(obj.client)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.seq)
        }

        if ((obj.result != null && obj.result.byteLength > 0)) {
          w.uint32(50)
          w.bytes(obj.result)
        }

        if (obj.ring != null) {
          w.uint32(56)
          w.uint64Number(obj.ring)
        }

        if ((obj.digest != null && obj.digest.byteLength > 0)) {
          w.uint32(66)
          w.bytes(obj.digest)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          coordinator: NO_BYTES,
          participants: [],
          client: NO_BYTES,
          seq: 0,
          result: NO_BYTES,
          digest: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.coordinator = reader.bytes()
              break
            }
            case 2: {
              obj.outcome = Outcome.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.outcome
              })
              break
            }
            case 3: {
              if (opts.limits?.participants != null && obj.participants.length === opts.limits.participants) {
                throw new MaxLengthError('Decode error - repeated field "participants" had too many elements')
              }

              obj.participants.push(reader.string())
              break
            }
            case 4: {
              obj.client = reader.bytes()
              break
            }
            case 5: {
              obj.seq = reader.uint64Number()
              break
            }
            case 6: {
              obj.result = reader.bytes()
              break
            }
            case 7: {
              obj.ring = reader.uint64Number()
              break
            }
            case 8: {
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
        const obj = {
          participants: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.coordinator`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield * Outcome.codec().stream(reader, reader.uint32(), `${prefix}.outcome`, {
                limits: opts.limits?.outcome
              })

              break
            }
            case 3: {
              if (opts.limits?.participants != null && obj.participants === opts.limits.participants) {
                throw new MaxLengthError('Streaming decode error - repeated field "participants" had too many elements')
              }

              yield {
                field: `${prefix}.participants[]`,
                index: obj.participants,
                value: reader.string()
              }

              obj.participants++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.client`,
                value: reader.bytes()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.seq`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.result`,
                value: reader.bytes()
              }
              break
            }
            case 7: {
              yield {
                field: `${prefix}.ring`,
                value: reader.uint64Number()
              }
              break
            }
            case 8: {
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

  export interface DecisionRecordCoordinatorFieldEvent {
    field: '$.coordinator'
    value: Uint8Array
  }

  export interface DecisionRecordOutcomeNumberFieldEvent {
    field: '$.outcome.number'
    value: number
  }

  export interface DecisionRecordOutcomeCommittedFieldEvent {
    field: '$.outcome.committed'
    value: boolean
  }

  export interface DecisionRecordOutcomeBranchFieldEvent {
    field: '$.outcome.branch'
    value: boolean
  }

  export interface DecisionRecordOutcomeVersionsFieldEvent {
    field: '$.outcome.versions[]'
    index: number
    value: number
  }

  export interface DecisionRecordOutcomeChangesFieldEvent {
    field: '$.outcome.changes[]'
    index: number
    value: number
  }

  export interface DecisionRecordParticipantsFieldEvent {
    field: '$.participants[]'
    index: number
    value: string
  }

  export interface DecisionRecordClientFieldEvent {
    field: '$.client'
    value: Uint8Array
  }

  export interface DecisionRecordSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface DecisionRecordResultFieldEvent {
    field: '$.result'
    value: Uint8Array
  }

  export interface DecisionRecordRingFieldEvent {
    field: '$.ring'
    value: number
  }

  export interface DecisionRecordDigestFieldEvent {
    field: '$.digest'
    value: Uint8Array
  }

  export function encode (obj: Partial<DecisionRecord>): Uint8Array {
    return encodeMessage(obj, DecisionRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DecisionRecord>): DecisionRecord {
    return decodeMessage(buf, DecisionRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<DecisionRecord>): Generator<DecisionRecordCoordinatorFieldEvent | DecisionRecordOutcomeNumberFieldEvent | DecisionRecordOutcomeCommittedFieldEvent | DecisionRecordOutcomeBranchFieldEvent | DecisionRecordOutcomeVersionsFieldEvent | DecisionRecordOutcomeChangesFieldEvent | DecisionRecordParticipantsFieldEvent | DecisionRecordClientFieldEvent | DecisionRecordSeqFieldEvent | DecisionRecordResultFieldEvent | DecisionRecordRingFieldEvent | DecisionRecordDigestFieldEvent> {
    return streamMessage(buf, DecisionRecord.codec(), opts)
  }
}
