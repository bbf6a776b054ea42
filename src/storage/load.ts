/**
 * Loads records: what the engine returns, held side by side with what the ledger expects.
 *
 * Keeps: a record that the engine leaves out, cannot read, or has in another version than was last
 * written appears without value; one that was deleted is left out even when the engine brings it
 * back. Only a key that is being written during the load is taken as the engine has it.
 */
import { STORE_PREFIX } from '../core/keyspace.ts'
import type { Key, LoadQuery, StoredRecord } from '../core/machine.ts'
import type { LoadResult } from '../core/store.ts'
import { type Checksum, fingerprintOf, NO_RECORD, openRecord } from './checksum.ts'
import type { Engine, Found, Span } from './engine.ts'
import type { Ledger } from './ledger.ts'

export interface Source {
  readonly engine: Engine
  readonly ledger: Ledger
  readonly checksum: Checksum
  /** Keys of the batch in flight and of those that began during the load. */
  readonly inMotion: ReadonlySet<Key>
}

type RangeQuery = Extract<LoadQuery, { readonly type: 'range' }>

export async function load(source: Source, query: LoadQuery): Promise<LoadResult> {
  if (query.type === 'range') {
    return loadRange(source, query)
  }
  const keys = query.keys.filter(isPublic)
  const found = await getEach(source, keys)
  const records = keys.flatMap((key, i) => check(source, key, found[i]) ?? [])
  return { records, more: false }
}

/** The record under a key, or undefined when there is none. */
function check(
  { ledger, checksum, inMotion }: Source,
  key: Key,
  stored: Uint8Array | undefined
): StoredRecord | undefined {
  const expected = ledger.fingerprint(key)
  const isSettled = !inMotion.has(key)
  if (stored === undefined) {
    return isSettled && expected !== NO_RECORD ? { key, value: undefined } : undefined
  }
  if (isSettled && expected !== fingerprintOf(stored)) {
    return expected === NO_RECORD ? undefined : { key, value: undefined }
  }
  return { key, value: openRecord(checksum, key, stored) }
}

async function loadRange(source: Source, query: RangeQuery): Promise<LoadResult> {
  const { engine, ledger, inMotion } = source
  const { reverse = false, recordsMax, bytesMax } = query
  if (recordsMax < 1) {
    return { records: [], more: publicKeys(ledger, query).next().done !== true }
  }
  const { entries, isAll } = await rangeOrNothing(engine, { ...query, reverse })
  const records: StoredRecord[] = []
  let bytes = 0
  const isFull = (): boolean => records.length >= recordsMax || bytes >= bytesMax
  const take = (key: Key, stored: Uint8Array | undefined): void => {
    const record = check(source, key, stored)
    if (record !== undefined) {
      records.push(record)
      bytes += record.value?.length ?? 0
    }
  }

  const expected = publicKeys(ledger, query)
  let next = expected.next()
  for (const [key, stored] of entries) {
    while (next.done !== true && isBefore(next.value, key, reverse) && !isFull()) {
      take(next.value, undefined)
      next = expected.next()
    }
    if (isFull()) {
      break
    }
    const isExpected = next.done !== true && next.value === key
    if (isExpected || (inMotion.has(key) && isPublic(key))) {
      take(key, stored)
    }
    next = isExpected ? expected.next() : next
  }
  // What the engine did not deliver although it should: one by one, so that each is read or marked.
  while (next.done !== true && !isFull()) {
    const [stored] = isAll ? [] : await getEach(source, [next.value])
    take(next.value, stored)
    next = expected.next()
  }
  return { records, more: next.done !== true }
}

const isBefore = (one: Key, other: Key, reverse: boolean): boolean =>
  reverse ? one > other : one < other

/** A range that cannot be read as one is read record by record. */
async function rangeOrNothing(engine: Engine, span: Span): Promise<Found> {
  try {
    return await engine.range(span)
  } catch {
    return { entries: [], isAll: false }
  }
}

/**
 * One record that cannot be read does not hide the others. One that is not found although it should
 * be there is looked for a second time, in a range: LevelDB asks its filters only for single keys,
 * and a damaged filter denies what is there.
 */
async function getEach(
  { engine, ledger }: Source,
  keys: readonly Key[]
): Promise<readonly (Uint8Array | undefined)[]> {
  const found = await getOrNothing(engine, keys)
  return Promise.all(
    keys.map(async (key, i) => {
      if (found[i] !== undefined || ledger.fingerprint(key) === NO_RECORD) {
        return found[i]
      }
      const only = { gte: key, lte: key, reverse: false, recordsMax: 1, bytesMax: 1 }
      return (await rangeOrNothing(engine, only)).entries[0]?.[1]
    })
  )
}

async function getOrNothing(
  engine: Engine,
  keys: readonly Key[]
): Promise<readonly (Uint8Array | undefined)[]> {
  try {
    return await engine.get(keys)
  } catch {
    return []
  }
}

/** The store's own records are nobody else's. */
const isPublic = (key: Key): boolean => !key.startsWith(STORE_PREFIX)

function* publicKeys(ledger: Ledger, { gte, lte, reverse = false }: RangeQuery): Generator<Key> {
  for (const key of ledger.keys(gte, lte, reverse)) {
    if (isPublic(key)) {
      yield key
    }
  }
}
