/**
 * Messages as what they are made of: what each content weighs, and which are few in one message.
 */
import type { ChainId } from '../../core/genesis.ts'
import { PORTION_BYTES, WALKS_MAX } from './limits.ts'
import type { Content, Entry, Outcome, Portion, Question, TwophaseMessage, Vote } from './types.ts'

/** Whoever hears it may have to look at every key. */
export function isWalk(content: Content): boolean {
  return content.type === 'pull' || (content.type === 'read' && content.question.type !== 'get')
}

/** A message of these contents. */
export function messageOf(
  chain: ChainId,
  ring: number,
  contents: readonly Content[]
): TwophaseMessage {
  const type = [...new Set(contents.map((one) => one.type))].join('+')
  return { type, chain, ring, contents }
}

export const NUMBER_BYTES = 8
const PEER_BYTES = 64
/** Of what frames an item: its tags, lengths, flags and numbers. */
const FRAME_BYTES = 16

/** Bytes, and a share of a message to each walk. */
export function weightOf(content: Content): number {
  const bytes = contentBytes(content)
  return isWalk(content) ? Math.max(bytes, PORTION_BYTES / WALKS_MAX) : bytes
}

/** Encoded bytes, about. */
function contentBytes(content: Content): number {
  switch (content.type) {
    case 'prepare':
      return sumOf(content.portions, portionBytes)
    case 'votes':
      return sumOf(content.votes, voteBytes)
    case 'outcomes':
      return sumOf(content.outcomes, outcomeBytes)
    case 'acks':
    case 'doubts':
      return FRAME_BYTES + NUMBER_BYTES * content.numbers.length
    case 'read':
      return PEER_BYTES * content.without.length + questionBytes(content.question)
    case 'answer':
    case 'range':
      return sumOf(content.entries, entryBytes)
    case 'pull':
      return PEER_BYTES * content.without.length + FRAME_BYTES + content.after.length
  }
}

function questionBytes(question: Question): number {
  switch (question.type) {
    case 'get':
      return FRAME_BYTES + question.key.length
    case 'scan':
      return 3 * FRAME_BYTES + question.from.length + question.to.length + question.after.length
    case 'count':
      return FRAME_BYTES + question.from.length + question.to.length
    case 'stats':
      return FRAME_BYTES
  }
}

function sumOf<T>(items: readonly T[], bytesOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + bytesOf(item), FRAME_BYTES)
}

export function portionBytes({ keys }: Portion): number {
  return keys.reduce((sum, { key, expects, whenTrue, whenFalse }) => {
    const values = [whenTrue, whenFalse].map((one) =>
      one?.type === 'put' ? one.value.bytes.length : 0
    )
    const wanted = expects.map((one) => (one.type === 'value' ? one.value.bytes.length : 0))
    return [...values, ...wanted].reduce((a, b) => a + b, sum + key.length + FRAME_BYTES)
  }, FRAME_BYTES)
}

export function voteBytes({ found }: Vote): number {
  return found.reduce((sum, { value }) => sum + value.length + FRAME_BYTES, FRAME_BYTES)
}

export function outcomeBytes({ versions }: Outcome): number {
  return FRAME_BYTES + NUMBER_BYTES * versions.length
}

function entryBytes({ key, value }: Entry): number {
  return FRAME_BYTES + key.length + value.length
}
