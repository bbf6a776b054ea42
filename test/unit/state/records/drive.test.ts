/**
 * The made-up drive: repeats from its seed, and looks like the recorded one.
 */
import { describe, expect, test } from 'vitest'
import { encodeRecord, generateDrive, toGpsLine } from '../../../../src/state/records/index.ts'

const linesOf = (seed: number, rows?: number): readonly string[] =>
  [...generateDrive(seed, rows === undefined ? {} : { rows })].map((record) =>
    toGpsLine(record.gps, record.position)
  )

describe('drive', () => {
  test('drive: the same seed gives the same drive, another seed another', () => {
    expect(linesOf(5, 200)).toEqual(linesOf(5, 200))
    expect(linesOf(5, 200)).not.toEqual(linesOf(6, 200))
  })

  test('drive: records are valid, their times ascend, options are kept', () => {
    const records = [...generateDrive(1, { rows: 300, startMs: 5_000_000, key: 'tour' })]
    expect(records).toHaveLength(300)
    expect(records[0]?.timeMs).toBe(4_999_999)
    let before = 0
    for (const record of records) {
      expect(record.timeMs, 'times ascend').toBeGreaterThan(before)
      expect(record.key, 'the key is kept').toBe('tour')
      expect(encodeRecord(record).length, 'a record is small').toBeLessThan(400)
      before = record.timeMs
    }
  })

  test('drive: its statistics are near those of the recorded drive', () => {
    for (const seed of [1, 2, 3, 4]) {
      const records = [...generateDrive(seed)]
      const speeds = records.map(({ gps }) => gps.speed ?? 0)
      const mean = speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length
      const stops = speeds.filter((speed) => speed < 0.3).length / speeds.length
      const seconds = ((records.at(-1)?.timeMs ?? 0) - (records[0]?.timeMs ?? 0)) / 1000
      expect(records, `seed ${seed}`).toHaveLength(1467)
      expect(mean, `mean speed of seed ${seed}`).toBeGreaterThan(6)
      expect(mean, `mean speed of seed ${seed}`).toBeLessThan(14)
      expect(Math.max(...speeds), `top speed of seed ${seed}`).toBeLessThan(27)
      expect(stops, `stops of seed ${seed}`).toBeGreaterThan(0.04)
      expect(stops, `stops of seed ${seed}`).toBeLessThan(0.25)
      expect(seconds, `length of seed ${seed}`).toBeGreaterThan(1466)
      expect(seconds, `length of seed ${seed}`).toBeLessThan(1600)
    }
  })
})
