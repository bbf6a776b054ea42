/**
 * Lists in messages of this protocol, and what one message can carry.
 */
import { portionsOf } from '../../core/portions.ts'
import { ITEMS_MAX, PART_BYTES } from './limits.ts'
import type { Answer, Item, SubmitRequest } from './types.ts'

/** Numbers, tags and lengths of an item or an answer take at most this. */
const FRAMING_BYTES = 48

/** A vehicle in a list: 52 characters, its tag and its length. */
const PEER_BYTES = 54

/** A character of a text in UTF-8. */
const CHARACTER_BYTES_MAX = 3

/** Portions that fit one message each, in order; one item that is larger is a portion by itself. */
export function inPortions<T>(
  list: readonly T[],
  bytesOf: (item: T) => number
): readonly (readonly T[])[] {
  return portionsOf(list, bytesOf, ITEMS_MAX, PART_BYTES)
}

/** What an item takes in a message, at most. */
export function itemBytes(item: Item): number {
  switch (item.type) {
    case 'entry':
      return FRAMING_BYTES + item.entry.length
    case 'question':
      return FRAMING_BYTES + item.question.length
    case 'height':
      return FRAMING_BYTES
    case 'change': {
      const { members, operation } = item
      const names = PEER_BYTES * members.length + CHARACTER_BYTES_MAX * operation.length
      return FRAMING_BYTES + names
    }
  }
}

/** What a request keeps in memory: what is asked for now, or when that is answered. */
export function requestBytes({
  item,
  next
}: {
  readonly item: Item
  readonly next: SubmitRequest | undefined
}): number {
  return itemBytes(item) + (next?.operation.length ?? 0)
}

/** What an answer takes in a message, at most. */
export function answerBytes({ outcome }: Answer): number {
  switch (outcome.type) {
    case 'done':
      return FRAMING_BYTES + outcome.result.length
    case 'refused': {
      const { reason, text } = outcome
      return FRAMING_BYTES + CHARACTER_BYTES_MAX * (reason.length + text.length)
    }
    default:
      return FRAMING_BYTES
  }
}
