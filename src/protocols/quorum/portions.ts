/**
 * Lists that travel in messages of limited size.
 */
import { ITEMS_MAX, PART_BYTES } from './limits.ts'

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
