/**
 * Lists that travel in messages of limited size.
 */

/** Portions that fit one message each, in order; one item that is larger is a portion by itself. */
export function portionsOf<T>(
  list: readonly T[],
  bytesOf: (item: T) => number,
  itemsMax: number,
  bytesMax: number
): readonly (readonly T[])[] {
  const portions: T[][] = []
  let bytes = 0
  for (const item of list) {
    const last = portions.at(-1)
    bytes += bytesOf(item)
    if (last === undefined || last.length >= itemsMax || bytes > bytesMax) {
      portions.push([item])
      bytes = bytesOf(item)
    } else {
      last.push(item)
    }
  }
  return portions
}
