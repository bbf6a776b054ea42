/**
 * The survey of a database when it is opened: every record is read once, checked, and compared with
 * the tallies of the last batch and with the witness.
 *
 * Keeps: nothing is repaired or deleted here; whatever differs is said (docs/decisions/005).
 */
import { fromUtf8 } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { BLOCKS_RANGE } from '../core/keyspace.ts'
import type { Disk, Key } from '../core/machine.ts'
import { createScanner } from '../core/scan.ts'
import {
  decodeMeta,
  decodeTally,
  FORMAT_KEY,
  FORMAT_TEXT,
  groupOfOwnKey,
  isRecordKey,
  META_KEY,
  type Meta
} from './books.ts'
import { type Checksum, type Fingerprint, fingerprintOf, openRecord } from './checksum.ts'
import {
  createLedger,
  type Group,
  groupOf,
  isEqual,
  type Ledger,
  NO_TALLY,
  STATE_GROUP,
  STORE_GROUP,
  type Tally
} from './ledger.ts'
import type { Witness, WitnessFound } from './witness.ts'

export type Findings =
  /** A database without records that never had any. */
  | { readonly type: 'new' }
  /** Another format, or undefined when the records are not of this program. */
  | { readonly type: 'foreign'; readonly format: string | undefined }
  | {
      readonly type: 'opened'
      readonly disk: Disk
      readonly ledger: Ledger
      /** Where the books go on: the greater of what the database and the witness know. */
      readonly last: Witness
      /** Damage by group that is not yet written down, as sentences. */
      readonly damage: ReadonlyMap<Group, string>
      readonly isFormatKnown: boolean
      /** Oddities that lost nothing. */
      readonly notes: readonly string[]
    }

export interface Survey {
  /** Takes every record of the database in key order. */
  add(key: Key, stored: Uint8Array): void
  conclude(witness: WitnessFound): Findings
}

/** What the records say about themselves. */
interface Collected {
  readonly ledger: Ledger
  readonly state: Map<Key, Uint8Array>
  /** Records that fail their checksum, by group. */
  readonly unreadable: Map<Group, Key[]>
  readonly tallies: Map<Group, Tally>
  readonly knownDamage: Map<Group, string>
  readonly strangers: string[]
  records: number
  format: string | undefined
  meta: { readonly meta: Meta; readonly fingerprint: Fingerprint } | undefined
}

export function createSurvey(checksum: Checksum, crypto: Crypto): Survey {
  const scanner = createScanner(crypto)
  const collected: Collected = {
    ledger: createLedger(),
    state: new Map(),
    unreadable: new Map(),
    tallies: new Map(),
    knownDamage: new Map(),
    strangers: [],
    records: 0,
    format: undefined,
    meta: undefined
  }

  return {
    add(key, stored) {
      collected.records++
      if (!isRecordKey(key)) {
        collected.strangers.push(JSON.stringify(key))
        return
      }
      const value = openRecord(checksum, key, stored)
      const group = groupOf(key)
      if (value === undefined) {
        collected.unreadable.set(group, [...(collected.unreadable.get(group) ?? []), key])
      }
      if (key !== META_KEY) {
        collected.ledger.set(key, fingerprintOf(stored))
      }
      if (key.startsWith(BLOCKS_RANGE.gte)) {
        scanner.add({ key, value })
      } else if (value !== undefined && group === STATE_GROUP) {
        collected.state.set(key, new Uint8Array(value))
      } else if (value !== undefined && group === STORE_GROUP) {
        readOwn(collected, key, value, fingerprintOf(stored))
      }
    },
    conclude(witness) {
      const isUsed = witness.type === 'read' && witness.witness.sequence > 0
      if (collected.records === 0 && !isUsed) {
        return { type: 'new' }
      }
      const { format } = collected
      if (format === undefined ? isForeign(collected, witness) : format !== FORMAT_TEXT) {
        return { type: 'foreign', format }
      }
      const stateReasons = [...storeReasons(collected), ...witnessReasons(collected, witness)]
      const damage = chainReasons(collected)
      const state = [
        ...stateReasons,
        ...reasonsOf(collected, STATE_GROUP, collected.meta?.meta.state)
      ]
      if (state.length > 0) {
        damage.set(STATE_GROUP, state.join('; '))
      }
      const disk: Disk = {
        state: collected.state,
        chains: scanner.result(),
        integrity: integrityOf(damage, collected.knownDamage)
      }
      return {
        type: 'opened',
        disk,
        ledger: collected.ledger,
        last: lastOf(collected, witness),
        damage: damageToKeep(damage, collected.knownDamage),
        isFormatKnown: format !== undefined,
        notes: notesOf(collected, witness)
      }
    }
  }
}

function readOwn(
  collected: Collected,
  key: Key,
  value: Uint8Array,
  fingerprint: Fingerprint
): void {
  const own = groupOfOwnKey(key)
  if (key === META_KEY) {
    collected.meta = { meta: decodeMeta(value), fingerprint }
  } else if (key === FORMAT_KEY) {
    collected.format = fromUtf8(value)
  } else if (own?.type === 'tally') {
    collected.tallies.set(own.group, decodeTally(value))
  } else if (own?.type === 'damage') {
    collected.knownDamage.set(own.group, fromUtf8(value))
  }
}

/** Without format, meta and witness there is nothing that this program wrote. */
function isForeign({ meta, unreadable }: Collected, witness: WitnessFound): boolean {
  return meta === undefined && !unreadable.has(STORE_GROUP) && witness.type === 'missing'
}

/** What is wrong with the records that the store keeps about itself. */
function storeReasons(collected: Collected): readonly string[] {
  const { meta, format, ledger, unreadable } = collected
  const reasons: string[] = []
  if (meta === undefined) {
    reasons.push('the meta record is lost, so nothing says how many state records there should be')
  } else {
    const lost = unreadable.get(STORE_GROUP) ?? []
    if (differs(meta.meta.store, ledger.tally(STORE_GROUP), lost)) {
      reasons.push('the tallies of the chains are not those last written')
    }
  }
  if (format === undefined) {
    reasons.push('the format record is lost')
  }
  const isDamageLost = (unreadable.get(STORE_GROUP) ?? []).some(
    (key) => groupOfOwnKey(key)?.type === 'damage'
  )
  return isDamageLost ? [...reasons, 'a record of earlier damage is unreadable'] : reasons
}

function witnessReasons({ meta }: Collected, found: WitnessFound): readonly string[] {
  if (found.type !== 'read') {
    return [
      `the witness file is ${found.type}, so nothing says whether the newest records are lost`
    ]
  }
  const { witness } = found
  const sequence = meta?.meta.sequence ?? 0
  if (sequence < witness.sequence) {
    return [`the last ${witness.sequence - sequence} of ${witness.sequence} batches are lost`]
  }
  if (witness.isClean && sequence !== witness.sequence) {
    return [`the store was closed at batch ${witness.sequence} and is now at batch ${sequence}`]
  }
  const isOther = meta !== undefined && meta.fingerprint !== witness.meta
  return sequence === witness.sequence && isOther
    ? [`batch ${sequence} is not the one that was last written`]
    : []
}

/** What is wrong with the records of a group that should have this tally. */
function reasonsOf(
  { ledger, unreadable }: Collected,
  group: Group,
  expected: Tally | undefined
): readonly string[] {
  const lost = unreadable.get(group) ?? []
  const reasons: string[] = []
  if (lost.length > 0) {
    const others = lost.length > 1 ? ` and ${lost.length - 1} others` : ''
    reasons.push(`${lost[0]}${others} cannot be read`)
  }
  const tally = ledger.tally(group)
  if (expected !== undefined && differs(expected, tally, lost)) {
    reasons.push(
      expected.count === tally.count
        ? `of ${tally.count} records in ${group} some are not those last written`
        : `${group} has ${tally.count} records instead of ${expected.count}`
    )
  }
  return reasons
}

/** The sums say nothing when a checksum itself may be what is damaged. */
function differs(expected: Tally, found: Tally, unreadable: readonly Key[]): boolean {
  return unreadable.length === 0 ? !isEqual(expected, found) : expected.count !== found.count
}

function chainReasons(collected: Collected): Map<Group, string> {
  const { ledger, tallies, unreadable } = collected
  const reasons = new Map<Group, string>()
  for (const key of unreadable.get(STORE_GROUP) ?? []) {
    const own = groupOfOwnKey(key)
    if (own?.type === 'tally') {
      reasons.set(own.group, `the tally of ${own.group} cannot be read`)
    }
  }
  for (const group of new Set([...ledger.groups(), ...tallies.keys()])) {
    if (group !== STATE_GROUP && group !== STORE_GROUP && !reasons.has(group)) {
      const found = reasonsOf(collected, group, tallies.get(group) ?? NO_TALLY)
      if (found.length > 0) {
        reasons.set(group, found.join('; '))
      }
    }
  }
  return reasons
}

function integrityOf(
  found: ReadonlyMap<Group, string>,
  known: ReadonlyMap<Group, string>
): Disk['integrity'] {
  const chainDamage = new Map<string, string>()
  for (const [group, reason] of [...known, ...found]) {
    const chain = group.split('/')[1]
    if (group !== STATE_GROUP && chain !== undefined) {
      const before = chainDamage.get(chain)
      const isNew = before === undefined || before.split('; ').includes(reason)
      chainDamage.set(chain, isNew ? reason : `${before}; ${reason}`)
    }
  }
  return { stateDamage: known.get(STATE_GROUP) ?? found.get(STATE_GROUP), chainDamage }
}

/**
 * What to write down, because later batches hide it. Blocks are not among it: the chain's own record
 * of what it holds says which are missing, until they are fetched again.
 */
function damageToKeep(
  found: ReadonlyMap<Group, string>,
  known: ReadonlyMap<Group, string>
): ReadonlyMap<Group, string> {
  return new Map(
    [...found].filter(([group]) => !known.has(group) && !group.startsWith(BLOCKS_RANGE.gte))
  )
}

function lastOf({ meta }: Collected, found: WitnessFound): Witness {
  const sequence = meta?.meta.sequence ?? 0
  const seen = found.type === 'read' ? found.witness.sequence : 0
  return { sequence: Math.max(sequence, seen), meta: meta?.fingerprint ?? 0, isClean: false }
}

function notesOf({ strangers }: Collected, found: WitnessFound): readonly string[] {
  const notes = strangers.map((key) => `the database has a record under ${key}`)
  return found.type === 'read' && found.isOneSlotLost
    ? [...notes, 'one of the two slots of the witness file cannot be read']
    : notes
}
