/**
 * Vehicles that keep keys on a ring in worlds where things go wrong. More of them run by
 * `vguard-node sim --suite twophase`.
 */
import { expect, test } from 'vitest'
import { suiteOf } from '../../src/sim/suites.ts'
import { expectGoodWorlds } from '../support/sim-worlds.ts'

const FROM = 1
const SEEDS = 50

/** What must have happened somewhere, so that the rules had something to look at. */
const COVERED: readonly string[] = [
  'submit ok',
  'submit refused locked',
  'submit refused unreachable',
  'submit unknown',
  'submit crashed',
  'again ok',
  'query ok',
  'scan ok',
  'ringJoin ok',
  'ringLeave ok',
  'ringLeave gone ok',
  'twophase:moved',
  'range with more behind it',
  'twophase:doubted',
  'twophase:resolved',
  'twophase:swept',
  'twophase:cared',
  'twophase:putAgain',
  'removed keys forgotten',
  'vehicle down',
  'vehicle paused',
  'vehicle wiped',
  'vehicle gone'
]

test(`sim: twophase: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 300_000
}, () => {
  expectGoodWorlds({ suite: 'twophase', from: FROM, seeds: SEEDS, covered: COVERED })
})

test.each([
  [FROM + 2, 'of small values'],
  [FROM + 6, 'of large values']
])('sim: twophase: world %i, %s, is the same whenever it is run', { timeout: 60_000 }, (seed) => {
  const digestOf = (): string => suiteOf('twophase').runSeed(seed).digest
  expect(digestOf()).toBe(digestOf())
})

test.each([
  [45_293, 'decides its first block before the opener hears that the group has begun'],
  [47_287, 'has deletes of unknown outcome, alone and with another key'],
  [34_874, 'begins a change of the ring just as it is asked for']
])('sim: twophase: world %i, which %s, is good', { timeout: 60_000 }, (seed) => {
  const { violations, undecided } = suiteOf('twophase').runSeed(seed)
  expect({ violations, undecided }).toEqual({ violations: [], undecided: false })
})
