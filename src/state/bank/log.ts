/**
 * What was done with money and accounts, in order: the last entries, and which operation each was.
 *
 * Keeps: an operation that is in it is known again; the digest follows every entry that comes or goes.
 */
import type { SetDigest } from '../../core/set-digest.ts'
import { ENTRY_BYTES, LOG_MAX } from './limits.ts'
import type { Entry } from './types.ts'

export interface Log {
  readonly size: number
  /** Number of the newest entry; 0 for none. */
  readonly last: number
  /** Estimate of the memory that it takes. */
  readonly bytes: number
  add(entry: Omit<Entry, 'number'>): void
  /** Takes an entry of a snapshot, the oldest first. False when it does not follow the one before. */
  restore(entry: Entry): boolean
  /** The entry of an operation, or undefined when none is known. */
  find(operation: string): Entry | undefined
  /** At most `limit` entries behind this number, or the last ones. */
  page(after: number | undefined, limit: number): readonly Entry[]
  /** A copy that stays as it is. */
  all(): readonly Entry[]
  clear(): void
}

const ENTRY = 3

export function createLog(digest: SetDigest, entriesMax: number = LOG_MAX): Log {
  /** The oldest `gone` of them are no longer kept. */
  let entries: Entry[] = []
  let gone = 0
  let last = 0
  const byOperation = new Map<string, Entry>()

  const hash = (entry: Entry): void => {
    digest.begin(ENTRY)
    digest.number(entry.number)
    digest.number(entry.height)
    digest.text(entry.kind)
    digest.text(entry.account)
    digest.text(entry.other)
    digest.text(`${entry.amount}`)
    digest.text(entry.operation)
    digest.text(entry.reason)
  }

  const put = (entry: Entry): void => {
    entries.push(entry)
    last = entry.number
    hash(entry)
    digest.add()
    if (entry.operation !== '') {
      byOperation.set(entry.operation, entry)
    }
    if (entries.length - gone > entriesMax) {
      forgetOldest()
    }
  }

  const forgetOldest = (): void => {
    const oldest = entries[gone++]
    if (oldest !== undefined) {
      hash(oldest)
      digest.remove()
      if (byOperation.get(oldest.operation) === oldest) {
        byOperation.delete(oldest.operation)
      }
    }
    if (gone > entriesMax) {
      entries = entries.slice(gone)
      gone = 0
    }
  }

  return {
    get size() {
      return entries.length - gone
    },
    get last() {
      return last
    },
    get bytes() {
      return (entries.length - gone) * ENTRY_BYTES
    },
    add: (entry) => put({ number: last + 1, ...entry }),
    restore(entry) {
      const isNext = entries.length === 0 ? entry.number >= 1 : entry.number === last + 1
      if (isNext) {
        put(entry)
      }
      return isNext
    },
    find: (operation) => byOperation.get(operation),
    page(after, limit) {
      const size = entries.length - gone
      const from = after === undefined ? size - limit : after - (last - size)
      const start = gone + Math.min(size, Math.max(0, from))
      return entries.slice(start, start + limit)
    },
    all: () => entries.slice(gone),
    clear() {
      entries = []
      gone = 0
      last = 0
      byOperation.clear()
    }
  }
}
