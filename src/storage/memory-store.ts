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
        survey.add(key, disk.records.get(key) ?? new Uint8Array())
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
      for (const [key, stored] of changes) {
        keys = records.has(key) === (stored !== undefined) ? keys : undefined
        if (stored === undefined) {
          records.delete(key)
        } else {
          records.set(key, stored)
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
    sizeBytes() {
      let bytes = 0
      for (const [key, stored] of records) {
        bytes += key.length + stored.length
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
    const stored = records.get(key) ?? new Uint8Array()
    entries.push([key, stored])
    bytes += payloadBytes(stored)
  }
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
