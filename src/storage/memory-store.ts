/**
 * The store in memory, for tests and for places without a disk, such as a browser. What it holds
 * lies in a `MemoryDisk`, so it can be opened again, also after a crash, which is to go on without
 * having closed it.
 *
 * Keeps: the same contract as the store on LevelDB, by the same checksums, books and survey.
 */
import type { Crypto } from '../core/crypto.ts'
import type { Key } from '../core/machine.ts'
import { type OpenedStore, openCheckedStore } from './checked-store.ts'
import { crc32, payloadBytes } from './checksum.ts'
import type { Engine, Entry, Found, Span } from './engine.ts'
import { StoreFailedError } from './errors.ts'
import type { Witness } from './witness.ts'

/** Records of a copy that are handed over at once. */
const COPY_RECORDS = 1000

export interface MemoryDisk {
  /** What is stored under each key, checksum included: the place to do damage in a test. */
  readonly records: Map<Key, Uint8Array>
  witness: Witness | undefined
}

export interface MemoryStoreOptions {
  readonly crypto: Crypto
  /** An earlier store's disk; a new one when not given. */
  readonly disk?: MemoryDisk
}

export function createMemoryDisk(): MemoryDisk {
  return { records: new Map(), witness: undefined }
}

/** @throws StoreFormatError when the disk holds another format */
export function openMemoryStore({
  crypto,
  disk = createMemoryDisk()
}: MemoryStoreOptions): Promise<OpenedStore> {
  const { witness } = disk
  return openCheckedStore({
    engine: createMemoryEngine(disk),
    checksum: crc32,
    crypto,
    place: 'the store in memory',
    witness:
      witness === undefined ? { type: 'missing' } : { type: 'read', witness, isOneSlotLost: false },
    read(survey) {
      for (const key of sorted(disk.records.keys())) {
        survey.add(key, stored(disk.records, key))
      }
      return Promise.resolve([])
    },
    explain: (cause) => new StoreFailedError('the store in memory failed', 'io', { cause })
  })
}

function createMemoryEngine(disk: MemoryDisk): Engine {
  const { records } = disk
  let keys: readonly Key[] | undefined

  return {
    begin(witness) {
      disk.witness = witness
      return Promise.resolve()
    },
    write(changes) {
      for (const [key, value] of changes) {
        keys = records.has(key) === (value !== undefined) ? keys : undefined
        if (value === undefined) {
          records.delete(key)
        } else {
          records.set(key, value)
        }
      }
      return Promise.resolve()
    },
    witness(witness) {
      disk.witness = witness
    },
    get: (wanted) => Promise.resolve(wanted.map((key) => records.get(key))),
    range(span) {
      keys ??= sorted(records.keys())
      return Promise.resolve(rangeOf(records, keys, span))
    },
    async *all() {
      const entries = sorted(records.keys()).map((key): Entry => [key, stored(records, key)])
      for (let from = 0; from < entries.length; from += COPY_RECORDS) {
        yield await Promise.resolve(entries.slice(from, from + COPY_RECORDS))
      }
    },
    sizeBytes() {
      let bytes = 0
      for (const [key, value] of records) {
        bytes += key.length + value.length
      }
      return Promise.resolve(bytes)
    },
    close(witness) {
      disk.witness = witness ?? disk.witness
      return Promise.resolve()
    }
  }
}

function rangeOf(
  records: ReadonlyMap<Key, Uint8Array>,
  keys: readonly Key[],
  { gte, lte, reverse, recordsMax, bytesMax }: Span
): Found {
  const step = reverse ? -1 : 1
  const entries: Entry[] = []
  let bytes = 0
  for (let i = reverse ? after(keys, lte) - 1 : before(keys, gte); ; i += step) {
    const key = keys[i]
    if (key === undefined || key < gte || key > lte) {
      return { entries, isAll: true }
    }
    if (entries.length >= recordsMax || bytes >= bytesMax) {
      return { entries, isAll: false }
    }
    const found = stored(records, key)
    entries.push([key, found])
    bytes += payloadBytes(found)
  }
}

function stored(records: ReadonlyMap<Key, Uint8Array>, key: Key): Uint8Array {
  return records.get(key) ?? new Uint8Array()
}

function sorted(keys: Iterable<Key>): Key[] {
  const all = [...keys]
  return all.sort()
}

/** Index of the first key that is at least `limit`. */
const before = (keys: readonly Key[], limit: Key): number => firstIndex(keys, (key) => key >= limit)

/** Index of the first key above `limit`. */
const after = (keys: readonly Key[], limit: Key): number => firstIndex(keys, (key) => key > limit)

function firstIndex(keys: readonly Key[], isBehind: (key: Key) => boolean): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBehind(keys[middle] ?? '')) {
      high = middle
    } else {
      low = middle + 1
    }
  }
  return low
}
