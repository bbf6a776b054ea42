/**
 * Lists that travel in messages of limited size.
 */
import { ITEMS_MAX, PART_BYTES } from './limits.ts'
import type { Item } from './types.ts'

/** Portions that fit one message each, in order; one item that is larger is a portion by itself. */
export function inPortions<T>(
  list: readonly T[],
  bytesOf: (item: T) => number
): readonly (readonly T[])[] {
  const portions: T[][] = []
  let bytes = 0
  for (const item of list) {
    const last = portions.at(-1)
    bytes += bytesOf(item)
    if (last === undefined || last.length >= ITEMS_MAX || bytes > PART_BYTES) {
      portions.push([item])
      bytes = bytesOf(item)
    } else {
      last.push(item)
    }
  }
  return portions
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
