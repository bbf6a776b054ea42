/**
 * Runs of many seeds: what is added up, and the command that replays one.
 */
import { expect, test } from 'vitest'
import { replayCommand, runSuite, type SeedReport, type Suite } from '../../../src/sim/suite.ts'

function suiteOf(bad: readonly number[], undecided: readonly number[] = []): Suite {
  const report = (seed: number): SeedReport => ({
    seed,
    violations: bad.includes(seed) ? [{ rule: 'C1', atMs: 1, who: 'car-0', message: '' }] : [],
    undecided: undecided.includes(seed),
    digest: '',
    simulatedMs: 1,
    messages: 1,
    counts: {}
  })
  return { name: 'fake', runSeed: report }
}

test('suite: adds up what its seeds report', () => {
  let nowMs = 0
  const clock = (): number => {
    nowMs += 3_600
    return nowMs
  }
  const seen: number[] = []
  const onReport = ({ seed }: SeedReport): unknown => seen.push(seed)
  const result = runSuite(suiteOf([7, 5], [6]), { from: 4, seeds: 5, clock, onReport })
  expect(result).toEqual({
    suite: 'fake',
    seeds: 5,
    from: 4,
    violations: 2,
    undecided: 1,
    seedsPerHour: 5_000,
    failing: [5, 7]
  })
  expect(seen).toEqual([4, 5, 6, 7, 8])
})

test('suite: ends before the next seed when it is enough, and counts what it ran', () => {
  let runs = 0
  const isEnough = (): boolean => runs++ === 3
  const result = runSuite(suiteOf([]), { from: 1, seeds: 100, clock: () => 0, isEnough })
  expect(result.seeds).toBe(3)
})

test('suite: names the one command that replays a seed', () => {
  expect(replayCommand('archive', 17)).toBe(
    'vguard-node sim --suite archive --from 17 --seeds 1 --trace'
  )
  expect(replayCommand('archive', 17, ['loss', 'crashes'])).toBe(
    'vguard-node sim --suite archive --from 17 --seeds 1 --without loss,crashes --trace'
  )
})
