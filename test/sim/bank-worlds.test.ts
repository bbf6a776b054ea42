/**
 * Whole vehicles that share a bank in worlds where things go wrong. More of them run by
 * `vguard-node sim --suite bank`.
 */
import { expect, test } from 'vitest'
import { replayCommand, runSuite, type SeedReport } from '../../src/sim/suite.ts'
import { suiteOf } from '../../src/sim/suites.ts'

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

function explain({ seed, violations }: SeedReport): string {
  const [first] = violations
  return `${first?.rule} by ${first?.who}: ${first?.message}\n  ${replayCommand('bank', seed)}`
}

test(`sim: bank: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 300_000
}, () => {
  const totals = new Map<string, number>()
  const broken: string[] = []
  const result = runSuite(suiteOf('bank'), {
    from: FROM,
    seeds: SEEDS,
    clock: () => performance.now(),
    onReport(report) {
      for (const [name, count] of Object.entries(report.counts)) {
        totals.set(name, (totals.get(name) ?? 0) + count)
      }
      if (report.violations.length > 0) {
        broken.push(explain(report))
      }
    }
  })
  expect(broken.slice(0, 3)).toEqual([])
  expect(result.undecided).toBe(0)
  expect(COVERED.filter((name) => (totals.get(name) ?? 0) === 0)).toEqual([])
})

test('sim: bank: a world is the same whenever it is run', { timeout: 60_000 }, () => {
  const digestOf = (): string => suiteOf('bank').runSeed(FROM + 2).digest
  expect(digestOf()).toBe(digestOf())
})
