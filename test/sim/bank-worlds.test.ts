/**
 * Whole vehicles that share a bank in worlds where things go wrong. More of them run by
 * `vguard-node sim --suite bank`.
 */
import { expect, test } from 'vitest'
import { suiteOf } from '../../src/sim/suites.ts'
import { expectGoodWorlds } from '../support/sim-worlds.ts'

const FROM = 1
const SEEDS = 25

/** What must have happened somewhere, so that the rules had something to look at. */
const COVERED: readonly string[] = [
  'transfer ok local',
  'transfer ok backed',
  'transfer ok committed',
  'transfer refused insufficientFunds',
  'transfer unknown',
  'transfer crashed',
  'move ok',
  'change ok',
  'bank:recovered',
  'bank:gathered',
  'bank:stopped',
  'bank:taken',
  'rollback',
  'vehicle down',
  'vehicle gone'
]

test(`sim: bank: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 300_000
}, () => {
  expectGoodWorlds({ suite: 'bank', from: FROM, seeds: SEEDS, covered: COVERED })
})

test('sim: bank: a world is the same whenever it is run', { timeout: 60_000 }, () => {
  const digestOf = (): string => suiteOf('bank').runSeed(FROM + 2).digest
  expect(digestOf()).toBe(digestOf())
})
