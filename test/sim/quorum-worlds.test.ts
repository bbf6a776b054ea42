/**
 * Groups that keep each key with as many members as reads and writes ask for, in worlds where things go
 * wrong. More of them run by `vguard-node sim --suite quorum`.
 */
import { expect, test } from 'vitest'
import { suiteOf } from '../../src/sim/suites.ts'
import { expectGoodWorlds } from '../support/sim-worlds.ts'

const FROM = 1
const SEEDS = 300

/** What must have happened somewhere, so that the rules had something to look at. */
const COVERED: readonly string[] = [
  'submit ok',
  'submit unknown',
  'submit crashed',
  'again ok',
  'query ok',
  'query refused noLeader',
  'query refused unreachable',
  'read ok',
  'vehicle down',
  'vehicle paused',
  'vehicle wiped',
  'disk damaged',
  'quorum:elected',
  'quorum:deposed',
  'quorum:recovered',
  'leader hunted',
  'disk hunted'
]

test(`sim: quorum: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 300_000
}, () => {
  expectGoodWorlds({ suite: 'quorum', from: FROM, seeds: SEEDS, covered: COVERED })
})

test('sim: quorum: two runs of one seed are equal to the last event', () => {
  const suite = suiteOf('quorum')
  for (const seed of [3, 17, 88]) {
    expect(suite.runSeed(seed), `seed ${seed}`).toEqual(suite.runSeed(seed))
  }
  expect(suite.runSeed(3).digest).not.toBe(suite.runSeed(4).digest)
})

test('sim: quorum: worlds in which a lost value was told once, and one in which what was done was refused, are good now', () => {
  const suite = suiteOf('quorum')
  for (const seed of [50_172, 50_658, 50_844, 8_997]) {
    expect(suite.runSeed(seed).violations, `seed ${seed}`).toEqual([])
  }
})

test.each([
  [87_635, 'has 33 writes of unknown outcome of one key'],
  [33_628, 'has more writes at once than a register names'],
  [51_537, 'has no leader, and no register for most of its writes'],
  [59_347, 'has no leader, and deletes that look all alike']
])('sim: quorum: world %i, which %s, has an order', (seed) => {
  // Without what registers and answers tell, five million placements find none.
  const { violations, undecided } = suiteOf('quorum').runSeed(seed)
  expect({ violations, undecided }).toEqual({ violations: [], undecided: false })
})
