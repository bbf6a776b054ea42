/**
 * Lists in messages of this protocol.
 */
import { portionsOf } from '../../core/portions.ts'
import { ITEMS_MAX, PART_BYTES } from './limits.ts'
import type { Item } from './types.ts'

/** Portions that fit one message each, in order; one item that is larger is a portion by itself. */
export function inPortions<T>(
  list: readonly T[],
  bytesOf: (item: T) => number
): readonly (readonly T[])[] {
  return portionsOf(list, bytesOf, ITEMS_MAX, PART_BYTES)
}

/** What an item takes in a message, besides a few bytes. */
export function itemBytes(item: Item): number {
  switch (item.type) {
    case 'entry':
      return item.entry.length
    case 'question':
      return item.question.length
    default:
      return 0
  }
}
