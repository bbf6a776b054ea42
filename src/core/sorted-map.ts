/**
 * A map in the order of its keys that is copied in no time: copies share what neither changes.
 *
 * Keeps: keys are compared code unit by code unit, never by locale, so the order is the same on every
 * vehicle. Values that a copy may see must not be changed in place.
 * Source: sorted-btree, a B+ tree with copy on write.
 */
import sortedBtree from 'sorted-btree'

export type SortedMap<V> = sortedBtree.default<string, V>

// The library is CommonJS with a default export: Node imports the module around the class, bundlers
// and test runners import the class.
const BTree: typeof sortedBtree.default =
  'default' in sortedBtree ? sortedBtree.default : sortedBtree

export function createSortedMap<V>(): SortedMap<V> {
  return new BTree<string, V>(undefined, compareTexts)
}

function compareTexts(a: string, b: string): number {
  if (a < b) {
    return -1
  }
  return a > b ? 1 : 0
}
