/**
 * Lists in messages of this protocol.
 */
import { portionsOf } from '../../core/portions.ts'
import { ITEMS_MAX, PART_BYTES } from './limits.ts'

/** Portions that fit one message each, in order; one item that is larger is a portion by itself. */
export function inPortions<T>(
  list: readonly T[],
  bytesOf: (item: T) => number
): readonly (readonly T[])[] {
  return portionsOf(list, bytesOf, ITEMS_MAX, PART_BYTES)
}
