/**
 * The ledger: what it remembers, in which order it lists it, and what its tallies notice.
 */
import { expect, test } from 'vitest'
import { boothKey, certificateKey, storeKey } from '../../../src/core/keyspace.ts'
import type { Key } from '../../../src/core/machine.ts'
import { createRandom, type Random } from '../../../src/core/random.ts'
import {
  createDraft,
  createLedger,
  groupOf,
  isEqual,
  NO_TALLY,
  STATE_GROUP,
  STORE_GROUP
} from '../../../src/storage/ledger.ts'
import { CHAIN, OTHER_CHAIN, stateKey } from '../../contract/store/samples.ts'

function randomKey(random: Random): Key {
  const chain = random.pick([CHAIN, OTHER_CHAIN])
  return random.pick([
    certificateKey(chain, random.integer(0, 300)),
    certificateKey(chain, 2 ** 44 + random.integer(0, 3) * 64),
    boothKey(chain, random.integer(0, 20).toString(16).padStart(64, '0')),
    `c/${chain}/not a height ${random.integer(0, 5)}`,
    stateKey(String(random.integer(0, 40))),
    // As long as a height, and none.
    `s/${random.pick(['00000000000g', '00000000000G', '00000000000:', '00000000000`', '0000000000ff'])}`
  ])
}

test('ledger: any changes leave the last fingerprint of each key, in key order', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom(seed)
    const ledger = createLedger()
    const model = new Map<Key, number>()
    for (let change = 0; change < 300; change++) {
      const key = randomKey(random)
      const fingerprint = random.chance(0.3) ? 0 : random.integer(1, 0xffffffff)
      ledger.set(key, fingerprint)
      model.delete(key)
      if (fingerprint !== 0) {
        model.set(key, fingerprint)
      }
    }
    const sorted = [...model.keys()].toSorted()
    expect([...ledger.keys('a', 'z', false)], `seed ${seed}`).toEqual(sorted)
    expect([...ledger.keys('a', 'z', true)], `seed ${seed}`).toEqual(sorted.toReversed())
    for (const key of [...sorted, randomKey(random), randomKey(random)]) {
      expect(ledger.fingerprint(key), `seed ${seed}, ${key}`).toBe(model.get(key) ?? 0)
    }
    for (let range = 0; range < 30; range++) {
      const [gte = '', lte = ''] = [randomKey(random), randomKey(random)].toSorted()
      const within = sorted.filter((key) => key >= gte && key <= lte)
      expect([...ledger.keys(gte, lte, false)], `seed ${seed}, ${gte} to ${lte}`).toEqual(within)
      expect([...ledger.keys(gte, lte, true)], `seed ${seed}, ${lte} to ${gte}`).toEqual(
        within.toReversed()
      )
    }
  }
})

test('ledger: the tally depends on the records and not on how they came to be', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = createRandom(seed)
    const records = Array.from({ length: 100 }, () => [randomKey(random), random.integer(1, 9e8)])
    const final = new Map(records as [Key, number][])
    const [one, other] = [createLedger(), createLedger()]
    for (const [key, fingerprint] of records as [Key, number][]) {
      one.set(key, 12345)
      one.set(key, fingerprint)
    }
    for (const [key, fingerprint] of random.shuffle([...final])) {
      other.set(key, fingerprint)
    }
    expect(one.groups().toSorted()).toEqual(other.groups().toSorted())
    for (const group of one.groups()) {
      expect(one.tally(group), `seed ${seed}, ${group}`).toEqual(other.tally(group))
    }
    for (const key of final.keys()) {
      one.set(key, 0)
    }
    expect(one.groups(), `seed ${seed}`).toEqual([])
    expect([...one.keys('a', 'z', false)], `seed ${seed}`).toEqual([])
  }
})

test('ledger: a changed, missing, added or doubled record changes the tally', () => {
  const keys = Array.from({ length: 10 }, (_, i) => certificateKey(CHAIN, i))
  const ledger = createLedger()
  for (const [i, key] of keys.entries()) {
    ledger.set(key, 1000 + i)
  }
  const group = groupOf(keys[0] ?? '')
  const whole = ledger.tally(group)
  const differs = (what: string): void => {
    expect(isEqual(ledger.tally(group), whole), what).toBe(false)
  }
  ledger.set(keys[3] ?? '', 1004)
  differs('one like another')
  ledger.set(keys[3] ?? '', 0)
  differs('one less')
  ledger.set(keys[3] ?? '', 1003)
  expect(ledger.tally(group)).toEqual(whole)
  ledger.set(certificateKey(CHAIN, 10), 1)
  differs('one more')
  ledger.set(keys[0] ?? '', 0)
  differs('one instead of another')
})

test('ledger: two records that change together do not cancel out', () => {
  const random = createRandom(3)
  for (let round = 0; round < 2000; round++) {
    const ledger = createLedger()
    const [a, b] = [random.integer(2, 0xfffffff0), random.integer(2, 0xfffffff0)]
    ledger.set(stateKey('a'), a)
    ledger.set(stateKey('b'), b)
    const before = ledger.tally(STATE_GROUP)
    ledger.set(stateKey('a'), a + 1)
    ledger.set(stateKey('b'), b - 1)
    expect(isEqual(before, ledger.tally(STATE_GROUP)), `${a}, ${b}`).toBe(a + 1 === b)
  }
})

test('ledger: state and the store itself are one group each, all else one for each chain', () => {
  expect(groupOf(stateKey('a'))).toBe(STATE_GROUP)
  expect(groupOf('s/chain/x')).toBe(STATE_GROUP)
  expect(groupOf(storeKey('tally/c/x'))).toBe(STORE_GROUP)
  expect(groupOf(certificateKey(CHAIN, 1))).toBe(`c/${CHAIN}`)
  expect(groupOf(boothKey(CHAIN, 'ab'))).toBe(`o/${CHAIN}`)
})

test('ledger: a draft changes nothing before it is committed', () => {
  const ledger = createLedger()
  ledger.set(stateKey('a'), 1)
  ledger.set(stateKey('b'), 2)
  const before = ledger.tally(STATE_GROUP)
  const draft = createDraft(ledger)
  draft.set(stateKey('a'), 7)
  draft.set(stateKey('a'), 8)
  draft.set(stateKey('b'), 0)
  draft.set(certificateKey(CHAIN, 1), 9)
  expect(ledger.tally(STATE_GROUP)).toEqual(before)
  expect(ledger.fingerprint(stateKey('a'))).toBe(1)
  expect(draft.groups()).toEqual([STATE_GROUP, `c/${CHAIN}`])
  const after = draft.tally(STATE_GROUP)
  expect(after.count).toBe(1)
  expect(draft.tally('o/none')).toEqual(NO_TALLY)
  draft.commit()
  expect(ledger.tally(STATE_GROUP)).toEqual(after)
  expect(ledger.fingerprint(stateKey('a'))).toBe(8)
  expect(ledger.fingerprint(stateKey('b'))).toBe(0)
  expect(ledger.fingerprint(certificateKey(CHAIN, 1))).toBe(9)
})
