/**
 * What an operation would do: its result and its writes, worked out before anything is changed, so
 * that it is done whole or not at all.
 */
import { toLatin1 } from '../../core/latin1.ts'
import type { Place } from '../../core/state-machine.ts'
import { bytesOf, type Entries, liveAt, type Stored, toEntry } from './entries.ts'
import { ANSWER_BYTES_MAX } from './limits.ts'
import { revisionOf } from './revision.ts'

import type {
  DeleteOperation,
  Expected,
  KvEntry,
  KvKey,
  KvOperation,
  KvResult,
  Part,
  PartResult,
  PutOperation,
  RefusedResult,
  TouchOperation,
  TransactionOperation,
  WrittenResult
} from './types.ts'

/** What an operation sees of the store. */
type Seen = Pick<Entries, 'kept' | 'bytes'>

/** One write of an operation. */
export interface Write {
  readonly type: 'put' | 'delete' | 'touch'
  readonly key: KvKey
  /** Place in whenTrue, then whenFalse; 0 outside a transaction. */
  readonly part: number
  /** The entry that is kept, also when it has ended. */
  readonly kept: Stored | undefined
  readonly after: Stored | undefined
  /** The key was not there. */
  readonly isNew: boolean
}

export interface Plan {
  readonly result: KvResult
  readonly writes: readonly Write[]
}

/** `bytesMax` bounds the memory that all entries together may take. */
export function planOperation(
  entries: Seen,
  operation: KvOperation,
  place: Place,
  bytesMax: number
): Plan {
  const plan = planOf(entries, operation, place)
  const growth = plan.writes.reduce((sum, { key, kept, after }) => {
    return sum + sizeOf(key, after) - sizeOf(key, kept)
  }, 0)
  return growth > 0 && entries.bytes + growth > bytesMax
    ? refuse('full', `the store takes ${entries.bytes} bytes, at most ${bytesMax} are allowed`)
    : plan
}

function planOf(entries: Seen, operation: KvOperation, place: Place): Plan {
  switch (operation.type) {
    case 'compareAndSet': {
      const { expected, put } = operation
      const kept = entries.kept(put.key)
      const before = liveAt(kept, place.timeMs)
      const succeeded = isAsExpected(before, expected)
      return {
        result: {
          type: 'compareAndSet',
          succeeded,
          revision: revisionOf(place),
          modified: before?.modified ?? 0,
          previous: previousOf(put, before)
        },
        writes: succeeded ? [putOf(put, kept, place, 0)] : []
      }
    }
    case 'transaction':
      return planTransaction(entries, operation, place)
    default: {
      const kept = entries.kept(operation.key)
      const result = writtenOf(operation, liveAt(kept, place.timeMs), place)
      const write = writeOf(operation, kept, place, 0)
      return { result, writes: write === undefined ? [] : [write] }
    }
  }
}

function planTransaction(
  entries: Seen,
  { compares, whenTrue, whenFalse }: TransactionOperation,
  place: Place
): Plan {
  const succeeded = compares.every(({ key, expected }) =>
    isAsExpected(liveAt(entries.kept(key), place.timeMs), expected)
  )
  const first = succeeded ? 0 : whenTrue.length
  const parts: PartResult[] = []
  const writes: Write[] = []
  let answerBytes = 0
  for (const [index, part] of (succeeded ? whenTrue : whenFalse).entries()) {
    const kept = entries.kept(part.key)
    const before = liveAt(kept, place.timeMs)
    answerBytes += answerBytesOf(part, before)
    if (answerBytes > ANSWER_BYTES_MAX) {
      return refuse('tooLarge', `the entries asked for exceed ${ANSWER_BYTES_MAX} bytes`)
    }
    if (part.type === 'get') {
      parts.push({ type: 'get', entry: entryOf(part.key, before) })
      continue
    }
    parts.push(writtenOf(part, before, place))
    const write = writeOf(part, kept, place, first + index)
    if (write !== undefined) {
      writes.push(write)
    }
  }
  return {
    result: { type: 'transaction', succeeded, revision: revisionOf(place), parts },
    writes
  }
}

function isAsExpected(entry: Stored | undefined, expected: Expected): boolean {
  switch (expected.type) {
    case 'absent':
      return entry === undefined
    case 'present':
      return entry !== undefined
    case 'revision':
      return entry?.modified === expected.revision
    case 'value': {
      const { kind, bytes } = expected.value
      return (
        entry !== undefined &&
        entry.isJson === (kind === 'json') &&
        entry.value.length === bytes.length &&
        entry.value === toLatin1(bytes)
      )
    }
  }
}

type WriteOperation = PutOperation | DeleteOperation | TouchOperation

function writtenOf(
  operation: WriteOperation,
  before: Stored | undefined,
  place: Place
): WrittenResult {
  return {
    type: operation.type,
    revision: revisionOf(place),
    found: before !== undefined,
    previous: operation.type === 'touch' ? undefined : previousOf(operation, before)
  }
}

/** The write of an operation; undefined when there is nothing to remove or to touch. */
function writeOf(
  operation: WriteOperation,
  kept: Stored | undefined,
  place: Place,
  part: number
): Write | undefined {
  const { type, key } = operation
  if (type === 'put') {
    return putOf(operation, kept, place, part)
  }
  const before = liveAt(kept, place.timeMs)
  if (before === undefined) {
    return undefined
  }
  const after =
    type === 'touch' ? { ...before, expiresAtMs: endAt(operation.ttlMs, place) } : undefined
  return { type, key, part, kept, after, isNew: false }
}

function putOf(
  { key, value, ttlMs }: PutOperation,
  kept: Stored | undefined,
  place: Place,
  part: number
): Write {
  const before = liveAt(kept, place.timeMs)
  const modified = revisionOf(place)
  const after: Stored = {
    value: toLatin1(value.bytes),
    isJson: value.kind === 'json',
    created: before?.created ?? modified,
    modified,
    changes: (before?.changes ?? 0) + 1,
    expiresAtMs: endAt(ttlMs, place)
  }
  return { type: 'put', key, part, kept, after, isNew: before === undefined }
}

function endAt(ttlMs: number, { timeMs }: Place): number {
  return ttlMs === 0 ? 0 : timeMs + ttlMs
}

function previousOf(
  { key, wantsPrevious }: PutOperation | DeleteOperation,
  before: Stored | undefined
): KvEntry | undefined {
  return wantsPrevious ? entryOf(key, before) : undefined
}

function entryOf(key: KvKey, entry: Stored | undefined): KvEntry | undefined {
  return entry === undefined ? undefined : toEntry(key, entry)
}

function answerBytesOf(part: Part, before: Stored | undefined): number {
  const isWanted = part.type === 'get' || (part.type !== 'touch' && part.wantsPrevious)
  return isWanted && before !== undefined ? part.key.length + before.value.length : 0
}

function sizeOf(key: KvKey, entry: Stored | undefined): number {
  return entry === undefined ? 0 : bytesOf(key, entry)
}

function refuse(reason: RefusedResult['reason'], text: string): Plan {
  return { result: { type: 'refused', reason, text }, writes: [] }
}
