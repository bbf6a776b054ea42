/**
 * Answers to questions about a key-value store. What has ended at the time of the question is not there.
 */
import { type Entries, hasEnded, liveAt, type Stored, toEntry } from './entries.ts'
import { ANSWER_BYTES_MAX, ENTRY_FRAMING_BYTES } from './limits.ts'
import type { KeyRange, KvAnswer, KvEntry, KvKey, KvQuery, ScanQuery } from './types.ts'

export function answerQuery(entries: Entries, query: KvQuery, timeMs: number): KvAnswer {
  switch (query.type) {
    case 'get': {
      const entry = liveAt(entries.kept(query.key), timeMs)
      return { type: 'get', entry: entry === undefined ? undefined : toEntry(query.key, entry) }
    }
    case 'scan':
      return scan(entries, query, timeMs)
    case 'count':
      return { type: 'count', count: count(entries, query, timeMs) }
    case 'stats':
      return {
        type: 'stats',
        keys: entries.size,
        bytes: entries.bytes,
        expiring: entries.expiring
      }
  }
}

function scan(entries: Entries, query: ScanQuery, timeMs: number): KvAnswer {
  const { limit, bytesMax, keysOnly } = query
  const found: KvEntry[] = []
  let bytes = 0
  for (const [key, entry] of query.reverse ? downwards(entries, query) : upwards(entries, query)) {
    if (hasEnded(entry, timeMs)) {
      continue
    }
    bytes += key.length + (keysOnly ? 0 : entry.value.length)
    const framed = bytes + (found.length + 1) * ENTRY_FRAMING_BYTES
    const isFull = bytes > bytesMax || framed > ANSWER_BYTES_MAX
    const isOver = found.length === limit || (found.length > 0 && isFull)
    if (isOver) {
      return { type: 'scan', entries: found, after: found.at(-1)?.key ?? '' }
    }
    found.push(toEntry(key, entry, keysOnly))
  }
  return { type: 'scan', entries: found, after: '' }
}

function count(entries: Entries, { from, to }: KeyRange, timeMs: number): number {
  let total = 0
  for (const [, entry] of upwards(entries, { from, to, after: '' })) {
    total += hasEnded(entry, timeMs) ? 0 : 1
  }
  return total
}

type Span = KeyRange & { readonly after: KvKey }
type Pair = readonly [KvKey, Stored]

function* upwards(entries: Entries, { from, to, after }: Span): Generator<Pair, void> {
  const first = after > from ? after : from
  for (const pair of entries.view().entries(first)) {
    const [key] = pair
    if (to !== '' && key >= to) {
      return
    }
    if (after === '' || key > after) {
      yield pair
    }
  }
}

function* downwards(entries: Entries, { from, to, after }: Span): Generator<Pair, void> {
  const end = after !== '' && (to === '' || after < to) ? after : to
  const map = entries.view()
  for (const pair of end === '' ? map.entriesReversed() : map.entriesReversed(end)) {
    const [key] = pair
    if (key < from) {
      return
    }
    if (end === '' || key < end) {
      yield pair
    }
  }
}
