/**
 * What the store should hold: the fingerprint of every record, in memory, 4 bytes for a block or a
 * certificate. Every load is compared with it, so that a record that the database hides, or an older
 * one that it brings back, is noticed and not believed.
 *
 * Records form groups: all state, all of the store's own, and the blocks, certificates and booths of
 * each chain. A group's tally does not depend on order and is what the store writes down of it.
 */
import { heightText, STATE_RANGE, STORE_PREFIX } from '../core/keyspace.ts'
import type { Key } from '../core/machine.ts'
import { type Fingerprint, NO_RECORD } from './checksum.ts'

/** How many records a group has, and two sums over all of them. */
export interface Tally {
  readonly count: number
  readonly a: number
  readonly b: number
}

export type Group = string

export const STATE_GROUP: Group = 's'
export const STORE_GROUP: Group = 'm'
export const NO_TALLY: Tally = { count: 0, a: 0, b: 0 }

export interface Ledger {
  fingerprint(key: Key): Fingerprint
  set(key: Key, fingerprint: Fingerprint): void
  groups(): readonly Group[]
  tally(group: Group): Tally
  /** Keys from gte to lte in order, or backwards. */
  keys(gte: Key, lte: Key, reverse: boolean): Iterable<Key>
}

/** A ledger with changes that are not yet made. */
export interface Draft {
  set(key: Key, fingerprint: Fingerprint): void
  /** Groups with a change. */
  groups(): readonly Group[]
  tally(group: Group): Tally
  commit(): void
}

export function groupOf(key: Key): Group {
  if (key.startsWith(STATE_RANGE.gte)) {
    return STATE_GROUP
  }
  return key.startsWith(STORE_PREFIX) ? STORE_GROUP : key.slice(0, key.lastIndexOf('/'))
}

export function isEqual(one: Tally, other: Tally): boolean {
  return one.count === other.count && one.a === other.a && one.b === other.b
}

/** Heights are kept in shelves of 64, so that a chain of one block takes little. */
const SHELF_HEIGHTS = 64

interface Records {
  tally: Tally
  /** By height / 64, for keys that end in a height. */
  readonly shelves: Map<number, Uint32Array>
  /** By the rest of the key, for all others. */
  readonly others: Map<string, Fingerprint>
}

export function createLedger(): Ledger {
  const groups = new Map<Group, Records>()

  const recordsOf = (group: Group): Records => {
    let records = groups.get(group)
    if (records === undefined) {
      records = { tally: NO_TALLY, shelves: new Map(), others: new Map() }
      groups.set(group, records)
    }
    return records
  }

  return {
    fingerprint(key) {
      const group = groupOf(key)
      const records = groups.get(group)
      return records === undefined ? NO_RECORD : read(records, restOf(key, group))
    },
    set(key, fingerprint) {
      const group = groupOf(key)
      const records = recordsOf(group)
      const rest = restOf(key, group)
      records.tally = replaced(records.tally, read(records, rest), fingerprint)
      write(records, rest, fingerprint)
      if (records.tally.count === 0) {
        groups.delete(group)
      }
    },
    groups: () => [...groups.keys()],
    tally: (group) => groups.get(group)?.tally ?? NO_TALLY,
    *keys(gte, lte, reverse) {
      const names = [...groups.keys()].filter((name) => `${name}/\x7f` >= gte && `${name}/` <= lte)
      names.sort()
      for (const name of reverse ? names.reverse() : names) {
        const records = groups.get(name)
        if (records !== undefined) {
          yield* keysOf(name, records, gte, lte, reverse)
        }
      }
    }
  }
}

export function createDraft(ledger: Ledger): Draft {
  const changes = new Map<Key, Fingerprint>()
  const tallies = new Map<Group, Tally>()
  return {
    set(key, fingerprint) {
      const group = groupOf(key)
      const before = changes.get(key) ?? ledger.fingerprint(key)
      const tally = tallies.get(group) ?? ledger.tally(group)
      tallies.set(group, replaced(tally, before, fingerprint))
      changes.set(key, fingerprint)
    },
    groups: () => [...tallies.keys()],
    tally: (group) => tallies.get(group) ?? ledger.tally(group),
    commit() {
      for (const [key, fingerprint] of changes) {
        ledger.set(key, fingerprint)
      }
    }
  }
}

/** The tally after one record of a group was replaced by another; either may be none. */
function replaced(tally: Tally, before: Fingerprint, after: Fingerprint): Tally {
  let { count, a, b } = tally
  if (before !== NO_RECORD) {
    count--
    a = (a - scramble(before)) >>> 0
    b = (b - scramble(~before)) >>> 0
  }
  if (after !== NO_RECORD) {
    count++
    a = (a + scramble(after)) >>> 0
    b = (b + scramble(~after)) >>> 0
  }
  return { count, a, b }
}

/** Spreads every bit over all others: the finalizer of MurmurHash3, public domain. */
function scramble(value: number): number {
  let x = value ^ (value >>> 16)
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

const restOf = (key: Key, group: Group): string => key.slice(group.length + 1)

const HEIGHT_CHARACTERS = heightText(0).length

/** The height that a rest of a key is, or undefined. */
function heightOf(rest: string): number | undefined {
  if (rest.length !== HEIGHT_CHARACTERS) {
    return undefined
  }
  let height = 0
  for (let i = 0; i < rest.length; i++) {
    const code = rest.charCodeAt(i)
    const digit = code >= 0x30 && code <= 0x39 ? code - 0x30 : code - 0x61 + 10
    if (digit < 0 || digit > 15 || (digit < 10 && code > 0x39)) {
      return undefined
    }
    height = height * 16 + digit
  }
  return height
}

function read(records: Records, rest: string): Fingerprint {
  const height = heightOf(rest)
  if (height === undefined) {
    return records.others.get(rest) ?? NO_RECORD
  }
  const shelf = records.shelves.get(Math.floor(height / SHELF_HEIGHTS))
  return shelf?.[height % SHELF_HEIGHTS] ?? NO_RECORD
}

function write(records: Records, rest: string, fingerprint: Fingerprint): void {
  const height = heightOf(rest)
  if (height === undefined) {
    if (fingerprint === NO_RECORD) {
      records.others.delete(rest)
    } else {
      records.others.set(rest, fingerprint)
    }
    return
  }
  const number = Math.floor(height / SHELF_HEIGHTS)
  let shelf = records.shelves.get(number)
  if (shelf === undefined) {
    shelf = new Uint32Array(SHELF_HEIGHTS)
    records.shelves.set(number, shelf)
  }
  shelf[height % SHELF_HEIGHTS] = fingerprint
  if (fingerprint === NO_RECORD && shelf.every((one) => one === NO_RECORD)) {
    records.shelves.delete(number)
  }
}

function* keysOf(
  group: Group,
  records: Records,
  gte: Key,
  lte: Key,
  reverse: boolean
): Iterable<Key> {
  const isWithin = (key: Key): boolean => key >= gte && key <= lte
  if (records.others.size === 0) {
    for (const height of heightsOf(group, records.shelves, gte, lte, reverse)) {
      const key = `${group}/${heightText(height)}`
      if (isWithin(key)) {
        yield key
      }
    }
    return
  }
  const rests = [...records.others.keys()]
  for (const height of heightsOf(group, records.shelves, gte, lte, false)) {
    rests.push(heightText(height))
  }
  const keys = rests.map((rest) => `${group}/${rest}`).filter(isWithin)
  keys.sort()
  yield* reverse ? keys.reverse() : keys
}

/** Heights of a group, of the shelves that overlap gte..lte. */
function* heightsOf(
  group: Group,
  shelves: ReadonlyMap<number, Uint32Array>,
  gte: Key,
  lte: Key,
  reverse: boolean
): Iterable<number> {
  const from = gte.startsWith(`${group}/`) ? heightOf(restOf(gte, group)) : undefined
  const to = lte.startsWith(`${group}/`) ? heightOf(restOf(lte, group)) : undefined
  for (const number of shelvesBetween(shelves, from, to, reverse)) {
    const shelf = shelves.get(number)
    for (let i = 0; i < SHELF_HEIGHTS && shelf !== undefined; i++) {
      const index = reverse ? SHELF_HEIGHTS - 1 - i : i
      if (shelf[index] !== NO_RECORD) {
        yield number * SHELF_HEIGHTS + index
      }
    }
  }
}

function shelvesBetween(
  shelves: ReadonlyMap<number, unknown>,
  from: number | undefined,
  to: number | undefined,
  reverse: boolean
): readonly number[] {
  const first = Math.floor((from ?? 0) / SHELF_HEIGHTS)
  const last = to === undefined ? Number.POSITIVE_INFINITY : Math.floor(to / SHELF_HEIGHTS)
  const numbers =
    last - first < shelves.size
      ? Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
      : [...shelves.keys()].filter((number) => number >= first && number <= last)
  numbers.sort((x, y) => (reverse ? y - x : x - y))
  return numbers
}
