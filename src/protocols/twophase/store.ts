/**
 * The keys that a vehicle keeps for a ring, in the order of their bytes.
 *
 * Keeps: the version of a key never goes back. A removed key stays with its version; of those that are
 * forgotten the greatest version is remembered, and a key that is not there is taken to have had it.
 */
import type { Crypto } from '../../core/crypto.ts'
import type { ChainId } from '../../core/genesis.ts'
import { type Position, positionOf } from '../../core/hash-ring.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import type { Disk, WriteOp } from '../../core/machine.ts'
import { createSortedMap } from '../../core/sorted-map.ts'
import { ENTRY_OVERHEAD_BYTES } from './limits.ts'
import { entryKey, putEntry, readEntries } from './records.ts'
import type { Entry, Key, Span, Value } from './types.ts'

/** A key as it is kept in memory. */
export interface Stored {
  readonly version: number
  /** 0 for a key that was removed. */
  readonly changes: number
  readonly kind: Value['kind']
  /** One character a byte, which takes less memory. */
  readonly value: string
  readonly position: Position
}

export interface Store {
  /** Keys that are there. */
  readonly size: number
  /** Estimate of the memory that they take. */
  readonly bytes: number
  /** Removed keys that are remembered. */
  readonly tombstones: number
  /** Versions of removed keys that are not known any more are not above it. */
  readonly floor: number
  /** Raises the floor. */
  raise(floor: number): void
  get(key: Key): Stored | undefined
  /** Where a key lies on the ring. */
  positionOf(key: Key): Position
  /** Takes the place of an older version; a version that is not newer changes nothing. */
  put(entry: Entry, ops: WriteOp[]): void
  drop(key: Key, ops: WriteOp[]): void
  /** All keys of a span, removed ones among them, in their order or against it. */
  entries(span: Span & { readonly after: Key; readonly reverse: boolean }): Generator<Pair, void>
  /** Forgets the oldest removed keys when there are more than `max`. Returns whether some were. */
  forget(max: number, ops: WriteOp[]): boolean
}

export type Pair = readonly [Key, Stored]

/** A hash is computed once for a key that is about to be made. */
const POSITIONS_MAX = 4096

export function createStore(crypto: Crypto, chain: ChainId, disk: Disk, atFirst: number): Store {
  const map = createSortedMap<Stored>()
  /** Removed keys by the order in which they were. */
  const removed = new Set<Key>()
  /** Of keys that are not here, for a while. */
  let positions = new Map<Key, Position>()
  let floor = atFirst
  let size = 0
  let bytes = 0

  const sizeOf = (key: Key, { value }: Stored): number =>
    key.length + value.length + ENTRY_OVERHEAD_BYTES

  const count = (key: Key, stored: Stored, sign: 1 | -1): void => {
    bytes += sign * sizeOf(key, stored)
    size += stored.changes > 0 ? sign : 0
  }
  const set = (key: Key, before: Stored | undefined, after: Stored): void => {
    if (before !== undefined) {
      count(key, before, -1)
    }
    map.set(key, after)
    count(key, after, 1)
    removed.delete(key)
    if (after.changes === 0) {
      removed.add(key)
    }
  }
  const storedOf = ({ key, version, changes, kind, value }: Entry, known?: Stored): Stored => {
    const position = known?.position ?? positions.get(key) ?? positionOf(crypto, key)
    return { version, changes, kind, value: toLatin1(value), position }
  }
  for (const entry of readEntries(disk, chain)) {
    set(entry.key, undefined, storedOf(entry))
  }

  function* upwards({ from, to, after }: Span & { readonly after: Key }): Generator<Pair, void> {
    for (const pair of map.entries(after > from ? after : from)) {
      if (to !== '' && pair[0] >= to) {
        return
      }
      if (after === '' || pair[0] > after) {
        yield pair
      }
    }
  }
  function* downwards({ from, to, after }: Span & { readonly after: Key }): Generator<Pair, void> {
    const end = after !== '' && (to === '' || after < to) ? after : to
    for (const pair of end === '' ? map.entriesReversed() : map.entriesReversed(end)) {
      if (pair[0] < from) {
        return
      }
      if (end === '' || pair[0] < end) {
        yield pair
      }
    }
  }
  const drop = (key: Key, ops: WriteOp[]): void => {
    const known = map.get(key)
    if (known !== undefined) {
      count(key, known, -1)
      map.delete(key)
      removed.delete(key)
      ops.push({ type: 'del', key: entryKey(chain, key) })
    }
  }

  return {
    get size() {
      return size
    },
    get bytes() {
      return bytes
    },
    get tombstones() {
      return removed.size
    },
    get floor() {
      return floor
    },
    raise(other) {
      floor = Math.max(floor, other)
    },
    get: (key) => map.get(key),
    positionOf(key) {
      const known = map.get(key)?.position ?? positions.get(key)
      if (known !== undefined) {
        return known
      }
      const position = positionOf(crypto, key)
      positions = positions.size < POSITIONS_MAX ? positions : new Map()
      positions.set(key, position)
      return position
    },
    put(entry, ops) {
      const known = map.get(entry.key)
      if (known === undefined || known.version < entry.version) {
        set(entry.key, known, storedOf(entry, known))
        ops.push(putEntry(chain, entry))
      }
    },
    drop,
    entries: (span) => (span.reverse ? downwards(span) : upwards(span)),
    forget(max, ops) {
      const isOver = removed.size > max
      for (const key of removed) {
        if (removed.size <= max) {
          break
        }
        floor = Math.max(floor, map.get(key)?.version ?? 0)
        drop(key, ops)
      }
      return isOver
    }
  }
}

export function toEntry(key: Key, { version, changes, kind, value }: Stored): Entry {
  return { key, version, changes, kind, value: fromLatin1(value) }
}
