/**
 * The entries of a key-value store in the order of their keys, with those that expire in the order
 * of their end.
 *
 * Keeps: an entry is there for a block whose time is before its end; an entry is never changed in
 * place, because a snapshot may still see it; the digest and the estimate of memory follow every
 * change.
 */
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import { createSetDigest } from '../../core/set-digest.ts'
import { createSortedMap, type SortedMap } from '../../core/sorted-map.ts'
import { ENTRY_OVERHEAD_BYTES, EXPIRED_MAX } from './limits.ts'
import type { KvEntry, KvKey, Revision } from './types.ts'

/** An entry as it is kept: its value as text of one character a byte, which takes less memory. */
export interface Stored {
  readonly value: string
  readonly isJson: boolean
  readonly created: Revision
  readonly modified: Revision
  readonly changes: number
  /** 0 for never. */
  readonly expiresAtMs: number
}

export interface Entries {
  readonly size: number
  /** Estimate of the memory that they take. */
  readonly bytes: number
  readonly expiring: number
  /** The entry that is kept, also when it has ended. */
  kept(key: KvKey): Stored | undefined
  /** Puts `after` in the place of `before`, which is the entry that is kept; undefined for none. */
  replace(key: KvKey, before: Stored | undefined, after: Stored | undefined): void
  /** Removes entries that have ended, the earliest first, a bounded number at once. */
  sweep(timeMs: number, onExpired: (key: KvKey) => void): void
  /** The map as it is now; whoever asks must not change it. */
  view(): SortedMap<Stored>
  /** A copy that stays as it is. */
  copy(): SortedMap<Stored>
  digest(): string
  clear(): void
}

/** Characters of a time in the index of ends: 48 bits, big-endian. */
const TIME_CHARACTERS = 6

export function createEntries(): Entries {
  const entries = createSortedMap<Stored>()
  const ends = createSortedMap<true>()
  const digest = createSetDigest()
  let bytes = 0

  const hash = (key: KvKey, entry: Stored): void => {
    digest.begin(entry.isJson ? 1 : 0)
    digest.text(key)
    digest.text(entry.value)
    digest.number(entry.created)
    digest.number(entry.modified)
    digest.number(entry.changes)
    digest.number(entry.expiresAtMs)
  }
  const forget = (key: KvKey, entry: Stored): void => {
    bytes -= bytesOf(key, entry)
    hash(key, entry)
    digest.remove()
    if (entry.expiresAtMs > 0) {
      ends.delete(endOf(key, entry))
    }
  }
  const note = (key: KvKey, entry: Stored): void => {
    bytes += bytesOf(key, entry)
    hash(key, entry)
    digest.add()
    if (entry.expiresAtMs > 0) {
      ends.set(endOf(key, entry), true)
    }
  }
  const replace = (key: KvKey, before: Stored | undefined, after: Stored | undefined): void => {
    if (before !== undefined) {
      forget(key, before)
    }
    if (after !== undefined) {
      note(key, after)
      entries.set(key, after)
    } else {
      entries.delete(key)
    }
  }

  return {
    get size() {
      return entries.size
    },
    get bytes() {
      return bytes
    },
    get expiring() {
      return ends.size
    },
    kept: (key) => entries.get(key),
    replace,
    sweep(timeMs, onExpired) {
      for (let i = 0; i < EXPIRED_MAX && ends.size > 0; i++) {
        const end = ends.minKey() ?? ''
        if (timeOf(end) > timeMs) {
          return
        }
        const key = end.slice(TIME_CHARACTERS)
        replace(key, entries.get(key), undefined)
        onExpired(key)
      }
    },
    view: () => entries,
    copy: () => entries.clone(),
    digest: () => digest.hex(),
    clear() {
      entries.clear()
      ends.clear()
      digest.clear()
      bytes = 0
    }
  }
}

/** The entry that is kept, if it is there at that time. */
export function liveAt(kept: Stored | undefined, timeMs: number): Stored | undefined {
  return kept === undefined || hasEnded(kept, timeMs) ? undefined : kept
}

export function hasEnded({ expiresAtMs }: Stored, timeMs: number): boolean {
  return expiresAtMs > 0 && expiresAtMs <= timeMs
}

export function bytesOf(key: KvKey, { value }: Pick<Stored, 'value'>): number {
  return key.length + value.length + ENTRY_OVERHEAD_BYTES
}

export function toEntry(key: KvKey, entry: Stored, keysOnly = false): KvEntry {
  return {
    key,
    value: {
      kind: entry.isJson ? 'json' : 'bytes',
      bytes: keysOnly ? new Uint8Array(0) : fromLatin1(entry.value)
    },
    created: entry.created,
    modified: entry.modified,
    changes: entry.changes,
    expiresAtMs: entry.expiresAtMs
  }
}

export function toStored(entry: KvEntry): Stored {
  return {
    value: toLatin1(entry.value.bytes),
    isJson: entry.value.kind === 'json',
    created: entry.created,
    modified: entry.modified,
    changes: entry.changes,
    expiresAtMs: entry.expiresAtMs
  }
}

/** Key of the index of ends: sorts by time, then by key. */
function endOf(key: KvKey, { expiresAtMs }: Stored): string {
  const high = Math.floor(expiresAtMs / 0x100_0000)
  const low = expiresAtMs % 0x100_0000
  return String.fromCharCode(...bytesOf24(high), ...bytesOf24(low)) + key
}

function bytesOf24(value: number): readonly number[] {
  return [value >>> 16, (value >>> 8) & 0xff, value & 0xff]
}

function timeOf(end: string): number {
  let time = 0
  for (let i = 0; i < TIME_CHARACTERS; i++) {
    time = time * 256 + end.charCodeAt(i)
  }
  return time
}
