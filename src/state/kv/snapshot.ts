/**
 * A key-value store as a stream of records: how many entries there are and their digest, then each.
 */
import { decodeWith } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { BODY_BYTES_MAX, KEY_BYTES_MAX } from '../../core/limits.ts'
import { cutParts, joinParts } from '../../core/snapshot-parts.ts'
import type { Snapshot } from '../../core/state-machine.ts'
import { type Entries, toEntry, toStored } from './entries.ts'
import { keyFault, valueFault } from './faults.ts'
import { Entry as EntryCodec, KvSnapshot as HeadCodec } from './messages.ts'
import { rawEntry, readEntry } from './spec.ts'

const VERSION = 1
const RECORD_BYTES_MAX: number = BODY_BYTES_MAX + KEY_BYTES_MAX

export function saveEntries(entries: Entries): Snapshot {
  const copy = entries.copy()
  const head = HeadCodec.encode({ version: VERSION, keys: copy.size, digest: entries.digest() })
  function* records(): Generator<Uint8Array, void> {
    yield head
    for (const [key, entry] of copy.entries()) {
      yield EntryCodec.encode(rawEntry(toEntry(key, entry)))
    }
  }
  return { parts: () => cutParts(records()) }
}

/** @throws InvalidMessageError when the parts are no whole snapshot; then there are no entries */
export function loadEntries(entries: Entries, parts: Iterable<Uint8Array>): void {
  entries.clear()
  try {
    readRecords(entries, joinParts(parts, RECORD_BYTES_MAX))
  } catch (error) {
    entries.clear()
    throw error
  }
}

function readRecords(entries: Entries, records: Iterator<Uint8Array, void>): void {
  const first = records.next()
  if (first.done === true) {
    throw new InvalidMessageError('a kv snapshot has no head')
  }
  const head = decodeWith('kv snapshot', first.value, HeadCodec.decode)
  if (head.version !== VERSION) {
    throw new InvalidMessageError(`a kv snapshot has version ${head.version}`)
  }
  for (let next = records.next(); next.done !== true; next = records.next()) {
    readRecord(entries, next.value)
  }
  if (entries.size !== head.keys || entries.digest() !== head.digest) {
    throw new InvalidMessageError('a kv snapshot has other entries than its head says')
  }
}

function readRecord(entries: Entries, record: Uint8Array): void {
  const entry = readEntry(decodeWith('kv entry', record, EntryCodec.decode))
  const fault = keyFault(entry.key) ?? valueFault(entry.value.bytes)
  if (fault !== undefined) {
    throw new InvalidMessageError(fault)
  }
  if (entries.kept(entry.key) !== undefined) {
    throw new InvalidMessageError('a kv snapshot has a key twice')
  }
  entries.replace(entry.key, undefined, toStored(entry))
}
