/**
 * The codec of what vehicles ask the leader of a group, and of its answers.
 */
import { NO_BYTES } from '../../core/bytes.ts'
import {
  readList,
  readNumber,
  readOwnBytes,
  readPeer,
  readPeers,
  readText
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import {
  COMMAND_BYTES_MAX,
  MEMBERS_MAX,
  OPERATION_BYTES_MAX,
  OPERATION_CHARACTERS_MAX
} from '../../core/limits.ts'
import type { PeerId } from '../../core/peer.ts'
import { ITEMS_MAX, REASON_CHARACTERS_MAX, TEXT_CHARACTERS_MAX } from './limits.ts'
import type { Answers as AnswersCodec, Forward as ForwardCodec } from './messages.ts'
import type { Answer, AnswersMessage, ForwardMessage, Item, Outcome } from './types.ts'

type RawForward = ReturnType<typeof ForwardCodec.decode>
type RawAnswers = ReturnType<typeof AnswersCodec.decode>
type RawItem = RawForward['items'][number]
type RawAnswer = RawAnswers['answers'][number]
type Named = Pick<ForwardMessage, 'chain' | 'incarnation'>

const OUTCOMES = ['done', 'notLeader', 'busy', 'refused'] as const

export function encodeForward(message: ForwardMessage): RawForward {
  const { run, relay, origin = '', items } = message
  return { run, relay, origin, items: items.map(encodeItem) }
}

export function encodeAnswers(message: AnswersMessage): RawAnswers {
  const { run, leader = '', origin = '', answers } = message
  return { run, leader, origin, answers: answers.map(encodeAnswer) }
}

function encodeItem(item: Item): RawItem {
  const { ticket } = item
  switch (item.type) {
    case 'entry':
      return { ticket, entry: item.entry, height: false }
    case 'question':
      return { ticket, question: item.question, height: false }
    case 'height':
      return { ticket, height: true }
    case 'change': {
      const { members, operation } = item
      return { ticket, change: { members: [...members], operation }, height: false }
    }
  }
}

function encodeAnswer({ ticket, outcome }: Answer): RawAnswer {
  return {
    ticket,
    outcome: OUTCOMES.indexOf(outcome.type),
    result: outcome.type === 'done' ? outcome.result : NO_BYTES,
    height: outcome.type === 'done' ? outcome.height : 0,
    reason: outcome.type === 'refused' ? outcome.reason : '',
    text: outcome.type === 'refused' ? outcome.text : ''
  }
}

export function readForward(named: Named, raw: RawForward | undefined): ForwardMessage | undefined {
  return raw === undefined
    ? undefined
    : {
        ...named,
        type: 'forward',
        run: readNumber('forward.run', raw.run),
        items: readList('forward.items', raw.items, ITEMS_MAX).map(readItem),
        relay: raw.relay,
        origin: readMaybePeer('forward.origin', raw.origin)
      }
}

export function readAnswers(named: Named, raw: RawAnswers | undefined): AnswersMessage | undefined {
  return raw === undefined
    ? undefined
    : {
        ...named,
        type: 'answers',
        run: readNumber('answers.run', raw.run),
        leader: readMaybePeer('answers.leader', raw.leader),
        origin: readMaybePeer('answers.origin', raw.origin),
        answers: readList('answers.answers', raw.answers, ITEMS_MAX).map(readAnswer)
      }
}

function readItem({ ticket: rawTicket, entry, question, change, height }: RawItem): Item {
  const ticket = readNumber('item.ticket', rawTicket)
  if (entry !== undefined) {
    return { type: 'entry', ticket, entry: readOwnBytes('item.entry', entry, COMMAND_BYTES_MAX) }
  }
  if (question !== undefined) {
    const read = readOwnBytes('item.question', question, OPERATION_BYTES_MAX)
    return { type: 'question', ticket, question: read }
  }
  if (height) {
    return { type: 'height', ticket }
  }
  if (change === undefined) {
    throw new InvalidMessageError('item asks for nothing')
  }
  return {
    type: 'change',
    ticket,
    members: readPeers('change.members', change.members, MEMBERS_MAX),
    operation: readText('change.operation', change.operation, OPERATION_CHARACTERS_MAX)
  }
}

function readAnswer(answer: RawAnswer): Answer {
  return { ticket: readNumber('answer.ticket', answer.ticket), outcome: readOutcome(answer) }
}

function readOutcome({ outcome, result, height, reason, text }: RawAnswer): Outcome {
  switch (OUTCOMES[outcome]) {
    case 'done':
      return { type: 'done', result, height: readNumber('answer.height', height) }
    case 'notLeader':
      return { type: 'notLeader' }
    case 'busy':
      return { type: 'busy' }
    case 'refused':
      return {
        type: 'refused',
        reason: readText('answer.reason', reason, REASON_CHARACTERS_MAX),
        text: readText('answer.text', text, TEXT_CHARACTERS_MAX)
      }
    default:
      throw new InvalidMessageError(`answer.outcome is ${outcome}`)
  }
}

function readMaybePeer(name: string, text: string): PeerId | undefined {
  return text === '' ? undefined : readPeer(name, text)
}
