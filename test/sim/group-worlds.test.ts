/**
 * The chain of a group in the archive, in worlds where things go wrong. More of them run by
 * `vguard-node sim --suite groups`.
 */
import { expect, test } from 'vitest'
import { suiteOf } from '../../src/sim/suites.ts'
import { expectGoodWorlds } from '../support/sim-worlds.ts'

const FROM = 1
const SEEDS = 100

/** What must have happened somewhere, so that the rules had something to look at. */
const COVERED: readonly string[] = [
  'put ok',
  'put unknown',
  'place sealed',
  'place underReplicated',
  'change ok',
  'read ok',
  'pin ok',
  'settled sealed',
  'read with its members',
  'read with no member left',
  'vehicle down',
  'vehicle paused',
  'vehicle gone'
]

test(`sim: groups: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 600_000
}, () => {
  expectGoodWorlds({ suite: 'groups', from: FROM, seeds: SEEDS, covered: COVERED })
})

test('sim: groups: two runs of one seed are equal to the last event', () => {
  const suite = suiteOf('groups')
  for (const seed of [3, 17]) {
    expect(suite.runSeed(seed), `seed ${seed}`).toEqual(suite.runSeed(seed))
  }
})
