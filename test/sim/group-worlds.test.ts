/**
 * The chain of a group in the archive, in worlds where things go wrong. More of them run by
 * `vguard-node sim --suite groups`.
 */
import { expect, test } from 'vitest'
import { replayCommand, runSuite, type SeedReport } from '../../src/sim/suite.ts'
import { suiteOf } from '../../src/sim/suites.ts'

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

function explain({ seed, violations }: SeedReport): string {
  const [first] = violations
  return `${first?.rule} by ${first?.who}: ${first?.message}\n  ${replayCommand('groups', seed)}`
}

test(`sim: groups: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 600_000
}, () => {
  const totals = new Map<string, number>()
  const broken: string[] = []
  const result = runSuite(suiteOf('groups'), {
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
  expect(broken).toEqual([])
  expect(result).toMatchObject({ seeds: SEEDS, violations: 0, undecided: 0, failing: [] })
  expect(COVERED.filter((name) => !totals.has(name))).toEqual([])
})

test('sim: groups: two runs of one seed are equal to the last event', () => {
  const suite = suiteOf('groups')
  for (const seed of [3, 17]) {
    expect(suite.runSeed(seed), `seed ${seed}`).toEqual(suite.runSeed(seed))
  }
})
