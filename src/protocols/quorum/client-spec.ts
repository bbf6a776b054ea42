/**
 * The codec of what vehicles ask members of a group, and of their answers.
 */
import { NO_BYTES } from '../../core/bytes.ts'
import { readList, readNumber, readOwnBytes, readPeer, readText } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { fromLatin1 } from '../../core/latin1.ts'
import { COMMAND_BYTES_MAX, OPERATION_BYTES_MAX } from '../../core/limits.ts'
import type { PeerId } from '../../core/peer.ts'
import { ITEMS_MAX, REASON_CHARACTERS_MAX, TEXT_CHARACTERS_MAX, WAIT_MS_MAX } from './limits.ts'
import type { Answers as AnswersCodec, Forward as ForwardCodec } from './messages.ts'
import { readKey } from './register.ts'
import { TERM_COUNT } from './term.ts'
import type { Answer, AnswersMessage, ForwardMessage, Item, Outcome } from './types.ts'

type RawForward = ReturnType<typeof ForwardCodec.decode>
type RawAnswers = ReturnType<typeof AnswersCodec.decode>
type RawItem = RawForward['items'][number]
type RawAnswer = RawAnswers['answers'][number]
type Named = Pick<ForwardMessage, 'chain' | 'incarnation' | 'booth'>

const OUTCOMES = ['done', 'notLeader', 'busy', 'refused', 'stale', 'term'] as const

export function encodeForward({
  run,
  relay,
  origin = '',
  term,
  waitMs,
  items
}: ForwardMessage): RawForward {
  return { run, relay, origin, term, waitMs, items: items.map(encodeItem) }
}

export function encodeAnswers(message: AnswersMessage): RawAnswers {
  const { run, leader = '', origin = '', term, answers } = message
  return { run, leader, origin, term, answers: answers.map(encodeAnswer) }
}

function encodeItem(item: Item): RawItem {
  switch (item.type) {
    case 'settle':
      return { ticket: item.ticket, settle: fromLatin1(item.key) }
    case 'term':
      return { ticket: item.ticket, term: true }
    default:
      return item
  }
}

function encodeAnswer({ ticket, outcome }: Answer): RawAnswer {
  const isDone = outcome.type === 'done'
  return {
    ticket,
    outcome: OUTCOMES.indexOf(outcome.type),
    result: isDone ? outcome.result : NO_BYTES,
    revision: isDone ? outcome.revision : outcome.type === 'term' ? outcome.term : 0,
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
        origin: readMaybePeer('forward.origin', raw.origin),
        term: readNumber('forward.term', raw.term, 0, TERM_COUNT - 1),
        waitMs: readNumber('forward.waitMs', raw.waitMs, 0, WAIT_MS_MAX)
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
        term: readNumber('answers.term', raw.term, 0, TERM_COUNT - 1),
        answers: readList('answers.answers', raw.answers, ITEMS_MAX).map(readAnswer)
      }
}

function readItem({ ticket: rawTicket, entry, question, settle, term }: RawItem): Item {
  const ticket = readNumber('item.ticket', rawTicket)
  if (entry !== undefined) {
    return { type: 'entry', ticket, entry: readOwnBytes('item.entry', entry, COMMAND_BYTES_MAX) }
  }
  if (question !== undefined) {
    const read = readOwnBytes('item.question', question, OPERATION_BYTES_MAX)
    return { type: 'question', ticket, question: read }
  }
  if (settle !== undefined) {
    return { type: 'settle', ticket, key: readKey('item.settle', settle, 1) }
  }
  if (term !== true) {
    throw new InvalidMessageError('item asks for nothing')
  }
  return { type: 'term', ticket }
}

function readAnswer(answer: RawAnswer): Answer {
  return { ticket: readNumber('answer.ticket', answer.ticket), outcome: readOutcome(answer) }
}

function readOutcome({ outcome, result, revision, reason, text }: RawAnswer): Outcome {
  const type = OUTCOMES[outcome]
  switch (type) {
    case 'done':
      return {
        type,
        result,
        revision: readNumber('answer.revision', revision, 0, Number.MAX_SAFE_INTEGER)
      }
    case 'term':
      return { type, term: readNumber('answer.term', revision, 1, TERM_COUNT - 1) }
    case 'notLeader':
    case 'busy':
    case 'stale':
      return { type }
    case 'refused':
      return {
        type,
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
