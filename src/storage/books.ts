/**
 * The records that the store keeps about itself, and how a batch of operations becomes one of changes.
 *
 * Every batch carries, besides what it was asked to write, the new tally of each chain's records that
 * it touches, and one meta record with the number of the batch and the tallies of all state and of
 * all those tallies. So whatever the database loses, hides or brings back, some tally disagrees.
 */
import { fromUtf8, toUtf8 } from '../core/bytes.ts'
import { assert } from '../core/errors.ts'
import { FORMAT_VERSION, STORE_PREFIX, storeKey } from '../core/keyspace.ts'
import type { Key, WriteOp } from '../core/machine.ts'
import { type Checksum, fingerprintOf, NO_RECORD, sealRecord } from './checksum.ts'
import type { Change } from './engine.ts'
import {
  createDraft,
  type Group,
  type Ledger,
  NO_TALLY,
  STATE_GROUP,
  STORE_GROUP,
  type Tally
} from './ledger.ts'
import type { Witness } from './witness.ts'

/** Not in the ledger: every batch replaces it. */
export const META_KEY = storeKey('meta')
export const FORMAT_KEY = storeKey('format')
export const FORMAT_TEXT = String(FORMAT_VERSION)

const TALLY_PREFIX = storeKey('tally/')
/** Damage once found stays found until what was damaged is gone. */
const DAMAGE_PREFIX = storeKey('damage/')

export const tallyKey = (group: Group): Key => `${TALLY_PREFIX}${group}`
export const damageKey = (group: Group): Key => `${DAMAGE_PREFIX}${group}`

/** The group that a tally or damage key is about, or undefined for another key. */
export function groupOfOwnKey(
  key: Key
): { readonly type: 'tally' | 'damage'; readonly group: Group } | undefined {
  if (key.startsWith(TALLY_PREFIX)) {
    return { type: 'tally', group: key.slice(TALLY_PREFIX.length) }
  }
  return key.startsWith(DAMAGE_PREFIX)
    ? { type: 'damage', group: key.slice(DAMAGE_PREFIX.length) }
    : undefined
}

export interface Meta {
  readonly sequence: number
  readonly state: Tally
  readonly store: Tally
}

/** A batch ready for the engine. Nothing is changed in memory before `commit`. */
export interface Batch {
  readonly changes: readonly Change[]
  readonly keys: Iterable<Key>
  /** Call when the changes are durable; returns what to bear witness of. */
  commit(): Witness
}

export interface Books {
  /** The last committed batch. */
  readonly witness: Witness
  /** @throws InvariantError when a key is none that a machine may write */
  prepare(ops: readonly WriteOp[]): Batch
  /** A batch of the store's own records. */
  prepareOwn(records: readonly (readonly [key: Key, text: string])[]): Batch
  /** A batch after which what is there of these groups, less `lost`, is what should be there. */
  prepareAccepted(groups: readonly Group[], lost: readonly Key[]): Batch
}

export function createBooks(checksum: Checksum, ledger: Ledger, last: Witness): Books {
  let witness = last

  const prepare = (ops: readonly WriteOp[], accepted: readonly Group[] = []): Batch => {
    const draft = createDraft(ledger)
    const changes: Change[] = []
    const put = (key: Key, payload: Uint8Array): void => {
      const stored = sealRecord(checksum, key, payload)
      draft.set(key, fingerprintOf(stored))
      changes.push([key, stored])
    }
    const remove = (key: Key): void => {
      draft.set(key, NO_RECORD)
      changes.push([key, undefined])
    }
    const removeIfThere = (key: Key): void => {
      if (ledger.fingerprint(key) !== NO_RECORD) {
        remove(key)
      }
    }

    const wanted = lastOfEachKey(ops)
    for (const op of wanted.values()) {
      if (op.type === 'put') {
        put(op.key, op.value)
      } else {
        remove(op.key)
      }
    }
    for (const group of new Set([...draft.groups(), ...accepted])) {
      if (group === STATE_GROUP || group === STORE_GROUP) {
        continue
      }
      const tally = draft.tally(group)
      if (tally.count > 0) {
        put(tallyKey(group), encodeTally(tally))
      } else {
        removeIfThere(tallyKey(group))
      }
      if (tally.count === 0 || accepted.includes(group)) {
        removeIfThere(damageKey(group))
      }
    }
    const meta: Meta = {
      sequence: witness.sequence + 1,
      state: draft.tally(STATE_GROUP),
      store: draft.tally(STORE_GROUP)
    }
    const stored = sealRecord(checksum, META_KEY, encodeMeta(meta))
    changes.push([META_KEY, stored])
    return {
      changes,
      keys: wanted.keys(),
      commit() {
        draft.commit()
        witness = { sequence: meta.sequence, meta: fingerprintOf(stored), isClean: false }
        return witness
      }
    }
  }

  return {
    get witness() {
      return witness
    },
    prepare(ops) {
      for (const { key } of ops) {
        assert(isRecordKey(key) && !key.startsWith(STORE_PREFIX), `${key} is no key to write`)
      }
      return prepare(ops)
    },
    prepareOwn: (records) =>
      prepare(records.map(([key, text]) => ({ type: 'put', key, value: toUtf8(text) }))),
    prepareAccepted: (groups, lost) =>
      prepare(
        lost.map((key) => ({ type: 'del', key })),
        groups
      )
  }
}

/** Whether the key has the form of core/keyspace.ts: printable ASCII below a prefix. */
export function isRecordKey(key: Key): boolean {
  return /^[a-z]\/[\x20-\x7e]+$/.test(key)
}

function lastOfEachKey(ops: readonly WriteOp[]): ReadonlyMap<Key, WriteOp> {
  const last = new Map<Key, WriteOp>()
  for (const op of ops) {
    last.set(op.key, op)
  }
  return last
}

function encodeTally({ count, a, b }: Tally): Uint8Array {
  return toUtf8(JSON.stringify([count, a, b]))
}

/** A tally as stored; whatever else is there counts as no tally. */
export function decodeTally(payload: Uint8Array): Tally {
  return tallyFrom(JSON.parse(fromUtf8(payload)))
}

function tallyFrom(json: unknown): Tally {
  const [count, a, b] = Array.isArray(json) ? (json as readonly unknown[]) : []
  return typeof count === 'number' && typeof a === 'number' && typeof b === 'number'
    ? { count, a, b }
    : NO_TALLY
}

function encodeMeta({ sequence, state, store }: Meta): Uint8Array {
  const json = {
    sequence,
    state: [state.count, state.a, state.b],
    store: [store.count, store.a, store.b]
  }
  return toUtf8(JSON.stringify(json))
}

export function decodeMeta(payload: Uint8Array): Meta {
  const json = JSON.parse(fromUtf8(payload)) as Readonly<Record<string, unknown>>
  return {
    sequence: Number(json['sequence']),
    state: tallyFrom(json['state']),
    store: tallyFrom(json['store'])
  }
}
