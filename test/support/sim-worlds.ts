/**
 * Many worlds of one suite: none breaks a rule, and together they show what the rules look at.
 */
import { expect } from 'vitest'
import { replayCommand, runSuite, type SeedReport } from '../../src/sim/suite.ts'
import { suiteOf } from '../../src/sim/suites.ts'

export interface Worlds {
  readonly suite: string
  readonly from: number
  readonly seeds: number
  /** What must have happened somewhere, so that the rules had something to look at. */
  readonly covered: readonly string[]
}

export function expectGoodWorlds({ suite, from, seeds, covered }: Worlds): void {
  const totals = new Map<string, number>()
  const broken: string[] = []
  const result = runSuite(suiteOf(suite), {
    from,
    seeds,
    clock: () => performance.now(),
    onReport(report) {
      for (const [name, count] of Object.entries(report.counts)) {
        totals.set(name, (totals.get(name) ?? 0) + count)
      }
      if (report.violations.length > 0) {
        broken.push(explain(suite, report))
      }
    }
  })
  expect(broken).toEqual([])
  expect(result).toMatchObject({ seeds, violations: 0, undecided: 0, failing: [] })
  expect(covered.filter((name) => (totals.get(name) ?? 0) === 0)).toEqual([])
}

function explain(suite: string, { seed, violations }: SeedReport): string {
  const [first] = violations
  return `${first?.rule} by ${first?.who}: ${first?.message}\n  ${replayCommand(suite, seed)}`
}
