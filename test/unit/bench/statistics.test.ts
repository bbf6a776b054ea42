/** Figures of the bench: quantiles, summaries and their form. */
import { describe, expect, it } from 'vitest'
import { greatest, median, quantile, rounded, summarise } from '../../../bench/statistics.ts'

describe('statistics', () => {
  it('statistics: a quantile lies between samples in proportion', () => {
    expect(quantile([4, 1, 3, 2], 0)).toBe(1)
    expect(quantile([4, 1, 3, 2], 1)).toBe(4)
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
    expect(quantile([10, 20], 0.25)).toBe(12.5)
  })

  it('statistics: the median of an odd number is the one in the middle, and samples stay as they were', () => {
    const samples = [9, 1, 5]
    expect(median(samples)).toBe(5)
    expect(samples).toEqual([9, 1, 5])
  })

  it('statistics: nothing has no quantile', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError)
    expect(() => quantile([1], 1.5)).toThrow(RangeError)
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError)
  })

  it('statistics: a summary has the fixed form', () => {
    const result = summarise('read.p50Ms', 'ms', [3, 1, 2])
    expect(result).toMatchObject({
      name: 'read.p50Ms',
      value: 2,
      unit: 'ms',
      runs: 3,
      min: 1,
      max: 3
    })
    expect(result.load).toBeGreaterThanOrEqual(0)
    expect(greatest('memory.peakMiB', 'MiB', [3, 1, 2]).value).toBe(3)
  })

  it('statistics: four digits count', () => {
    expect(rounded(123_456)).toBe(123_500)
    expect(rounded(0.000_123_456)).toBe(0.000_123_5)
  })
})
