/**
 * The disk of one simulated vehicle: what survives a crash, and what has become of it.
 *
 * Keeps: holds only batches that were made durable; a damaged record is known by its checksum, so it
 * reads as a record without value, as in the real store.
 */
import type { Crypto } from '../core/crypto.ts'
import { BLOCKS_RANGE, STATE_RANGE } from '../core/keyspace.ts'
import type { Disk, Key, LoadQuery, StoredRecord, WriteOp } from '../core/machine.ts'
import type { Random } from '../core/random.ts'
import { createScanner } from '../core/scan.ts'
import type { LoadResult } from '../core/store.ts'

export interface VirtualDisk {
  readonly size: number
  apply(ops: readonly WriteOp[]): void
  load(query: LoadQuery): LoadResult
  /** What a vehicle finds when it starts on this disk. */
  open(crypto: Crypto): Disk
  get(key: Key): Uint8Array | undefined
  has(key: Key): boolean
  /** Keys that begin with `prefix`, ascending. */
  keys(prefix: string): readonly Key[]
  /** Flips a bit in, or loses, one record below `prefix`. Returns its key, or undefined. */
  damage(random: Random, prefix: string, kind: DamageKind): Key | undefined
  readonly damagedKeys: ReadonlySet<Key>
  /** Records that were lost by damage, and not written or deleted since. */
  readonly lostKeys: ReadonlySet<Key>
}

/** `flip`: the record fails its checksum. `lose`: it is gone, as after a truncated log. */
export type DamageKind = 'flip' | 'lose'

export function createDisk(): VirtualDisk {
  const values = new Map<Key, Uint8Array>()
  const damagedKeys = new Set<Key>()
  const lostKeys = new Set<Key>()
  let sorted: Key[] = []
  /** Keys put since `sorted` was made; few, as ranges are read often. */
  let added: Key[] = []
  /** Keys that are gone and still listed in `sorted` or `added`. */
  const removed = new Set<Key>()

  const order = (): readonly Key[] => {
    if (removed.size > 0) {
      sorted = sorted.filter((key) => !removed.has(key))
      added = added.filter((key) => !removed.has(key))
      removed.clear()
    }
    if (added.length > 0) {
      sorted = [...sorted, ...added].sort(compare)
      added = []
    }
    return sorted
  }
  const put = (key: Key, value: Uint8Array): void => {
    if (!values.has(key) && !removed.delete(key)) {
      added.push(key)
    }
    values.set(key, value)
    damagedKeys.delete(key)
    lostKeys.delete(key)
  }
  const remove = (key: Key): void => {
    lostKeys.delete(key)
    if (values.delete(key)) {
      damagedKeys.delete(key)
      removed.add(key)
    }
  }
  const record = (key: Key): StoredRecord => ({
    key,
    value: damagedKeys.has(key) ? undefined : values.get(key)
  })
  const between = (gte: Key, lte: Key): readonly Key[] => {
    const keys = order()
    return keys.slice(firstAtLeast(keys, gte), firstAbove(keys, lte))
  }
  const startingWith = (prefix: string): readonly Key[] => between(prefix, `${prefix}\x7f`)

  return {
    get size() {
      return values.size
    },
    apply(ops) {
      for (const op of ops) {
        if (op.type === 'put') {
          put(op.key, op.value)
        } else {
          remove(op.key)
        }
      }
    },
    load: (query) =>
      query.type === 'get'
        ? { records: query.keys.filter((key) => values.has(key)).map(record), more: false }
        : loadRange(query, between(query.gte, query.lte), record),
    open(crypto) {
      const state = new Map<Key, Uint8Array>()
      let stateDamage: string | undefined
      for (const key of between(STATE_RANGE.gte, STATE_RANGE.lte)) {
        const { value } = record(key)
        if (value === undefined) {
          stateDamage = `the record ${key} fails its checksum`
        } else {
          state.set(key, value)
        }
      }
      const scanner = createScanner(crypto)
      for (const key of between(BLOCKS_RANGE.gte, BLOCKS_RANGE.lte)) {
        scanner.add(record(key))
      }
      return { state, chains: scanner.result(), integrity: { stateDamage } }
    },
    get: (key) => record(key).value,
    has: (key) => values.has(key),
    keys: startingWith,
    damage(random, prefix, kind) {
      const keys = startingWith(prefix)
      if (keys.length === 0) {
        return undefined
      }
      const key = random.pick(keys)
      if (kind === 'lose') {
        remove(key)
        lostKeys.add(key)
      } else {
        damagedKeys.add(key)
      }
      return key
    },
    damagedKeys,
    lostKeys
  }
}

function loadRange(
  query: Extract<LoadQuery, { readonly type: 'range' }>,
  keys: readonly Key[],
  record: (key: Key) => StoredRecord
): LoadResult {
  const ordered = query.reverse === true ? [...keys].reverse() : keys
  const records: StoredRecord[] = []
  let bytes = 0
  for (const key of ordered) {
    if (records.length >= query.recordsMax || bytes >= query.bytesMax) {
      return { records, more: true }
    }
    const stored = record(key)
    bytes += stored.value?.length ?? 0
    records.push(stored)
  }
  return { records, more: false }
}

function compare(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function firstAtLeast(keys: readonly Key[], bound: Key): number {
  return search(keys, (key) => key >= bound)
}

function firstAbove(keys: readonly Key[], bound: Key): number {
  return search(keys, (key) => key > bound)
}

/** Index of the first key that holds, where all behind it hold too. */
function search(keys: readonly Key[], holds: (key: Key) => boolean): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(keys[middle] as Key)) {
      high = middle
    } else {
      low = middle + 1
    }
  }
  return low
}
