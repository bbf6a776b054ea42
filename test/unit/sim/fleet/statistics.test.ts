/** The figures of a fleet's report, against values of tables and cases that can be counted by hand. */
import { describe, expect, it } from 'vitest'
import {
  meanTimeToExhaustion,
  presence,
  sharesAway,
  touchedShare,
  unreadableShare
} from '../../../../src/sim/fleet/formula.ts'
import {
  chiSquareTail,
  gini,
  normalTail,
  poissonInterval,
  shareInterval,
  spreadOf
} from '../../../../src/sim/fleet/statistics.ts'

describe('formula', () => {
  it('formula: mean time until all backups are gone, as computed by hand', () => {
    // m = 2, one leaves in 600 s, replaced after 5 s: 600^2 / (2 * 5) s.
    expect(meanTimeToExhaustion(2, 1 / 600, 5)).toBeCloseTo(36_000, 6)
    expect(meanTimeToExhaustion(3, 1 / 600, 5)).toBeCloseTo(1_440_000, 4)
    expect(meanTimeToExhaustion(1, 1 / 600, 5)).toBeCloseTo(600, 9)
  })

  it('formula: shares of time add up, and one backup away is m lambda R', () => {
    const shares = sharesAway(3, 1 / 36_000, 36)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(shares[1]).toBeCloseTo(0.003, 4)
    expect((shares[2] ?? 0) / (shares[1] ?? 1)).toBeCloseTo(0.002, 9)
  })

  it('formula: presence, loss of all holders, loss of any backup', () => {
    expect(presence(0.4, 0.1)).toBeCloseTo(0.8, 12)
    expect(unreadableShare(3, 0.5)).toBe(0.0625)
    expect(touchedShare(3, 0.2)).toBeCloseTo(0.488, 12)
  })
})

describe('statistics', () => {
  it('statistics: intervals of rare counts are those of the tables', () => {
    expect(poissonInterval(0).high).toBeCloseTo(3.69, 1)
    expect(poissonInterval(10).low).toBeCloseTo(4.8, 1)
    expect(poissonInterval(10).high).toBeCloseTo(18.39, 1)
  })

  it('statistics: the interval of a share holds it, and no trial says nothing', () => {
    expect(shareInterval(5, 10)).toMatchObject({ value: 0.5 })
    expect(shareInterval(5, 10).low).toBeCloseTo(0.237, 2)
    expect(shareInterval(0, 0)).toEqual({ value: 0, low: 0, high: 1 })
  })

  it('statistics: Gini of equals is 0, of one that has all nearly 1', () => {
    expect(gini([3, 3, 3])).toBeCloseTo(0, 12)
    expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75, 12)
    expect(gini([0, 0])).toBe(0)
  })

  it('statistics: tails of the normal and the chi-square distribution', () => {
    expect(normalTail(1.96)).toBeCloseTo(0.025, 4)
    expect(normalTail(-1.96)).toBeCloseTo(0.975, 4)
    expect(chiSquareTail(124.342, 100)).toBeCloseTo(0.05, 2)
    expect(chiSquareTail(9.34, 10)).toBeCloseTo(0.5, 1)
  })

  it('statistics: a spread names mean, median, 95 % and the greatest', () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(spreadOf(values)).toEqual({ mean: 50.5, p50: 51, p95: 96, max: 100 })
    expect(spreadOf([])).toEqual({ mean: 0, p50: 0, p95: 0, max: 0 })
  })
})
