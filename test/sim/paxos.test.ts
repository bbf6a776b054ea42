/**
 * Groups that share a key-value store or a bank in worlds where things go wrong. More of them run by
 * `vguard-node sim --suite paxos`.
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
  'change ok',
  'vehicle down',
  'vehicle paused',
  'vehicle gone',
  'vehicle wiped',
  'disk damaged',
  'paxos:compacted',
  'paxos:snapshotInstalled',
  'leader hunted'
]

test(`sim: paxos: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 300_000
}, () => {
  expectGoodWorlds({ suite: 'paxos', from: FROM, seeds: SEEDS, covered: COVERED })
})

test('sim: paxos: nobody is blamed for what it has not yet heard of, or not yet written', () => {
  // A new booth invites a member anew just behind the last restart; blocks are mended just before it.
  for (const seed of [60_995, 5_000_329]) {
    expect(suiteOf('paxos').runSeed(seed).violations, `seed ${seed}`).toEqual([])
  }
})

test('sim: paxos: two runs of one seed are equal to the last event', () => {
  const suite = suiteOf('paxos')
  for (const seed of [3, 17, 88]) {
    expect(suite.runSeed(seed), `seed ${seed}`).toEqual(suite.runSeed(seed))
  }
  expect(suite.runSeed(3).digest).not.toBe(suite.runSeed(4).digest)
})
