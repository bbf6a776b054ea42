/**
 * Settings of reading: ranges and relations.
 */
import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import {
  READ_DEFAULTS,
  type ReadOptions,
  resolveReadOptions,
  selectorFault
} from '../../../../src/protocols/read/index.ts'

describe('read options', () => {
  test('read: the defaults are valid and kept', () => {
    expect(resolveReadOptions()).toEqual(READ_DEFAULTS)
    expect(resolveReadOptions({ limit: 5 })).toEqual({ ...READ_DEFAULTS, limit: 5 })
  })

  test('read: a setting out of its range is refused with its name and range', () => {
    const wrong: readonly (readonly [ReadOptions, RegExp])[] = [
      [{ deadlineMs: 49 }, /read.deadlineMs is 49, allowed are 50 to 600000/],
      [{ headStartMs: -1 }, /read.headStartMs is -1/],
      [{ hedgeMs: 1.5 }, /read.hedgeMs is 1.5/],
      [{ tryTimeoutMs: 9 }, /read.tryTimeoutMs is 9/],
      [{ resendMs: Number.NaN }, /read.resendMs is NaN/],
      [{ tableWaitMs: 5 }, /read.tableWaitMs is 5/],
      [{ triesMax: 0 }, /read.triesMax is 0, allowed are 1 to 16/],
      [{ limit: 100_001 }, /read.limit is 100001/],
      [{ answerBytesMax: 1000 }, /read.answerBytesMax is 1000/],
      [{ pageBytes: 3 * 1024 * 1024 }, /read.pageBytes is 3145728/],
      [{ digestIntervalMs: -5 }, /read.digestIntervalMs is -5/],
      [{ tryTimeoutMs: 300 }, /read.headStartMs is 300, it must be below tryTimeoutMs/]
    ]
    for (const [options, reason] of wrong) {
      expect(() => resolveReadOptions(options), String(reason)).toThrow(InvalidInputError)
      expect(() => resolveReadOptions(options), String(reason)).toThrow(reason)
    }
  })

  test('selector: a wrong one is refused with a sentence', () => {
    const wrong = [
      [{ heights: { from: 2, to: 1 } }, /heights are 2 to 1/],
      [{ heights: { from: 0.5, to: 1 } }, /heights are 0.5 to 1/],
      [{ times: { fromMs: 0, toMs: Number.POSITIVE_INFINITY } }, /times are 0 to Infinity/],
      [{ times: { fromMs: 3, toMs: 2 } }, /they must ascend/],
      [{ box: { south: 0, west: 0, north: 91, east: 0 } }, /the box must have/],
      [{ key: 'ü'.repeat(513) }, /key has more than 1024 bytes/],
      [{ latest: 100_001 }, /latest is 100001, allowed are 1 to 100000/],
      [{ limit: 1.5 }, /limit is 1.5/],
      [{ after: { height: 1, index: -1 } }, /the cursor is height 1, index -1/],
      [
        { after: { height: 9, index: 0 }, heights: { from: 1, to: 8 } },
        /cursor at height 9 lies behind/
      ],
      [{ latest: 1, after: { height: 1, index: 0 } }, /exclude each other/]
    ] as const
    for (const [selector, reason] of wrong) {
      expect(selectorFault(selector), String(reason)).toMatch(reason)
    }
    expect(selectorFault({})).toBeUndefined()
    expect(selectorFault({ box: { south: -90, west: 180, north: 90, east: -180 } })).toBeUndefined()
    expect(
      selectorFault({ after: { height: 8, index: 4096 }, heights: { from: 1, to: 8 } })
    ).toBeUndefined()
  })
})
