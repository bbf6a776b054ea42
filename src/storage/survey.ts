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
      /** Damage to write down, by group, as sentences. */
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

const STRANGERS_NAMED_MAX = 10

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
        if (collected.strangers.length < STRANGERS_NAMED_MAX) {
          collected.strangers.push(JSON.stringify(key))
        }
        return
      }
      const value = openRecord(checksum, key, stored)
      const group = groupOf(key)
      if (value === undefined) {
        const lost = collected.unreadable.get(group) ?? []
        lost.push(key)
        collected.unreadable.set(group, lost)
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
      const { knownDamage } = collected
      const state = stateReasons(collected, witness)
      const chains = chainReasons(collected)
      const stateDamage = together(knownDamage.get(STATE_GROUP), state)
      const disk: Disk = {
        state: collected.state,
        chains: scanner.result(),
        integrity: {
          stateDamage: stateDamage === '' ? undefined : stateDamage,
          chainDamage: byChain(knownDamage, chains)
        }
      }
      return {
        type: 'opened',
        disk,
        ledger: collected.ledger,
        last: lastOf(collected, witness),
        damage: damageToKeep(state, chains, knownDamage),
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

/** Why state cannot be trusted; empty when it can. */
function stateReasons(collected: Collected, witness: WitnessFound): string {
  const state = collected.meta?.meta.state
  return [
    ...ownReasons(collected),
    ...witnessReasons(collected, witness),
    ...unreadableIn(collected, STATE_GROUP),
    ...(state === undefined ? [] : differenceIn(collected, STATE_GROUP, state))
  ].join('; ')
}

/** What is wrong with the records that the store keeps about itself. */
function ownReasons(collected: Collected): readonly string[] {
  const { meta, format, unreadable } = collected
  const reasons: string[] = []
  if (meta === undefined) {
    reasons.push('the meta record is lost, so nothing says how many state records there should be')
  } else if (differenceIn(collected, STORE_GROUP, meta.meta.store).length > 0) {
    reasons.push('the tallies of the chains are not those last written')
  }
  if (format === undefined) {
    reasons.push('the format record is lost')
  }
  const lost = unreadable.get(STORE_GROUP) ?? []
  return lost.some((key) => groupOfOwnKey(key)?.type === 'damage')
    ? [...reasons, 'a record of earlier damage cannot be read']
    : reasons
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

function unreadableIn({ unreadable }: Collected, group: Group): readonly string[] {
  const [first, ...others] = unreadable.get(group) ?? []
  if (first === undefined) {
    return []
  }
  return [`${first}${others.length > 0 ? ` and ${others.length} more` : ''} cannot be read`]
}

/** How the records of a group differ from the tally last written; empty when they do not. */
function differenceIn(
  { ledger, unreadable }: Collected,
  group: Group,
  expected: Tally
): readonly string[] {
  const found = ledger.tally(group)
  if (found.count !== expected.count) {
    return [`${group} has ${found.count} records instead of ${expected.count}`]
  }
  // The sums say nothing where a checksum itself may be what is damaged.
  return unreadable.has(group) || isEqual(found, expected)
    ? []
    : [`of the ${found.count} records of ${group} some are not those last written`]
}

interface ChainReason {
  readonly group: Group
  readonly text: string
  /** The next batch makes the tally agree again, so this must be written down. */
  readonly isToKeep: boolean
}

/**
 * What is wrong with the records of chains. An unreadable block is told by its height; blocks that are
 * missing are remembered by the chain's own record of what it holds, until they are fetched again.
 */
function chainReasons(collected: Collected): readonly ChainReason[] {
  const { ledger, tallies, unreadable } = collected
  const untold = new Set<Group>()
  const reasons: ChainReason[] = []
  for (const key of unreadable.get(STORE_GROUP) ?? []) {
    const own = groupOfOwnKey(key)
    if (own?.type === 'tally') {
      untold.add(own.group)
      const text = `nothing says how many records ${own.group} should have`
      reasons.push({ group: own.group, text, isToKeep: true })
    }
  }
  for (const group of new Set([...ledger.groups(), ...tallies.keys()])) {
    if (group === STATE_GROUP || group === STORE_GROUP) {
      continue
    }
    const areBlocks = group.startsWith(BLOCKS_RANGE.gte)
    for (const text of areBlocks ? [] : unreadableIn(collected, group)) {
      reasons.push({ group, text, isToKeep: false })
    }
    const expected = tallies.get(group) ?? NO_TALLY
    for (const text of untold.has(group) ? [] : differenceIn(collected, group, expected)) {
      reasons.push({ group, text, isToKeep: !areBlocks })
    }
  }
  return reasons
}

function byChain(
  known: ReadonlyMap<Group, string>,
  reasons: readonly ChainReason[]
): ReadonlyMap<string, string> {
  const texts = new Map<string, Set<string>>()
  for (const [group, text] of [...known, ...reasons.map((one) => [one.group, one.text] as const)]) {
    const chain = group.split('/')[1]
    if (chain !== undefined) {
      texts.set(chain, (texts.get(chain) ?? new Set()).add(text))
    }
  }
  return new Map([...texts].map(([chain, all]) => [chain, [...all].join('; ')]))
}

/** What was known and what is found now, without saying anything twice; empty when all is well. */
function together(known: string | undefined, found: string): string {
  if (known === undefined || known.includes(found)) {
    return known ?? found
  }
  return `${known}; ${found}`
}

function damageToKeep(
  state: string,
  chains: readonly ChainReason[],
  known: ReadonlyMap<Group, string>
): ReadonlyMap<Group, string> {
  const damage = new Map<Group, string>()
  if (state !== '') {
    damage.set(STATE_GROUP, state)
  }
  for (const { group, text, isToKeep } of chains) {
    if (isToKeep) {
      damage.set(group, text)
    }
  }
  const news = [...damage].map(
    ([group, text]) => [group, together(known.get(group), text)] as const
  )
  return new Map(news.filter(([group, text]) => text !== known.get(group)))
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
