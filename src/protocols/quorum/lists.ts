/**
 * Lists by key, of which each new item costs the same however many there are.
 */

/** Puts an item behind those of its key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const known = lists.get(key)
  if (known === undefined) {
    lists.set(key, [item])
  } else {
    known.push(item)
  }
}
