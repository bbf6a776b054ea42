/**
 * Booths, copies, release and reading by real vehicles in 300 worlds where things go wrong. More of
 * them run by `vguard-node sim --suite archive`.
 */
import { expect, test } from 'vitest'
import { SUITE_NAMES, suiteOf } from '../../src/sim/suites.ts'
import { expectGoodWorlds } from '../support/sim-worlds.ts'

const FROM = 1
const SEEDS = 300

/** What must have happened somewhere, so that the rules had something to look at. */
const COVERED: readonly string[] = [
  'append ok',
  'sealed',
  'read ok',
  'read back',
  'pin ok',
  'vehicle down',
  'vehicle paused',
  'vehicle gone',
  'liar forker',
  'liar yes-sayer',
  'liar false holder',
  'liar forger'
]

test(`sim: archive: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 300_000
}, () => {
  expectGoodWorlds({ suite: 'archive', from: FROM, seeds: SEEDS, covered: COVERED })
})

test('sim: archive: two runs of one seed are equal to the last event', () => {
  const suite = suiteOf('archive')
  for (const seed of [3, 17, 88]) {
    expect(suite.runSeed(seed), `seed ${seed}`).toEqual(suite.runSeed(seed))
  }
  expect(suite.runSeed(3).digest).not.toBe(suite.runSeed(4).digest)
})

test('sim: suites are known by name', () => {
  expect(SUITE_NAMES).toEqual(['archive', 'paxos', 'groups', 'bank', 'quorum', 'twophase'])
  expect(() => suiteOf('none')).toThrow(
    'there is no suite "none"; there are archive, paxos, groups, bank, quorum, twophase'
  )
})
