/**
 * Booths, copies, release and reading by real vehicles in 300 worlds where things go wrong. More of
 * them run by `vguard-node sim --suite archive`.
 */
import { expect, test } from 'vitest'
import { replayCommand, runSuite, type SeedReport } from '../../src/sim/suite.ts'
import { SUITE_NAMES, suiteOf } from '../../src/sim/suites.ts'

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

function explain({ seed, violations }: SeedReport): string {
  const [first] = violations
  return `${first?.rule} by ${first?.who}: ${first?.message}\n  ${replayCommand('archive', seed)}`
}

test(`sim: archive: ${SEEDS} worlds break no rule, and cover what they should`, {
  timeout: 300_000
}, () => {
  const totals = new Map<string, number>()
  const broken: string[] = []
  const clock = (): number => performance.now()
  const result = runSuite(suiteOf('archive'), {
    from: FROM,
    seeds: SEEDS,
    clock,
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

test('sim: archive: two runs of one seed are equal to the last event', () => {
  const suite = suiteOf('archive')
  for (const seed of [3, 17, 88]) {
    expect(suite.runSeed(seed), `seed ${seed}`).toEqual(suite.runSeed(seed))
  }
  expect(suite.runSeed(3).digest).not.toBe(suite.runSeed(4).digest)
})

test('sim: suites are known by name', () => {
  expect(SUITE_NAMES).toEqual(['archive', 'paxos', 'groups', 'bank'])
  expect(() => suiteOf('none')).toThrow(
    'there is no suite "none"; there are archive, paxos, groups, bank'
  )
})
