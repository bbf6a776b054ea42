/**
 * Selection of records: against a filter so plain that it can be seen to be right.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeBody, entriesOf } from '../../../../src/core/block.ts'
import { Record as RecordCodec } from '../../../../src/core/messages.ts'
import { joinSummaries, NO_SUMMARY, type Selector } from '../../../../src/core/selector.ts'
import { createRecordsSelection, encodeRecord } from '../../../../src/state/records/index.ts'

interface Plain {
  readonly key: string
  readonly timeMs: number
  readonly position: { readonly latitude: number; readonly longitude: number } | undefined
}

const selection = createRecordsSelection()
const HEIGHT = 7

const encode = (record: Plain): Uint8Array =>
  encodeRecord({ kind: 'bytes', ...record, payload: Uint8Array.of(1, 2, 3) })
const bodyOf = (records: readonly Plain[]): Uint8Array => encodeBody(records.map(encode))

/** What a selector means, said once more and without any cleverness. */
function isWanted(selector: Selector, record: Plain, index: number, height = HEIGHT): boolean {
  const { heights, times, box, key, after } = selector
  if (heights !== undefined && (height < heights.from || height > heights.to)) {
    return false
  }
  if (
    after !== undefined &&
    (height < after.height || (height === after.height && index <= after.index))
  ) {
    return false
  }
  if (times !== undefined && (record.timeMs < times.fromMs || record.timeMs > times.toMs)) {
    return false
  }
  if (key !== undefined && record.key !== key) {
    return false
  }
  if (box === undefined) {
    return true
  }
  if (record.position === undefined) {
    return false
  }
  const { latitude, longitude } = record.position
  const isBetween =
    box.west <= box.east
      ? box.west <= longitude && longitude <= box.east
      : !(box.east < longitude && longitude < box.west)
  return box.south <= latitude && latitude <= box.north && isBetween
}

const time = fc.integer({ min: 0, max: 20 })
const latitude = fc.integer({ min: -9, max: 9 }).map((n) => n * 10)
const longitude = fc.integer({ min: -18, max: 18 }).map((n) => n * 10)
const anyRecord: fc.Arbitrary<Plain> = fc.record({
  key: fc.constantFrom('', 'a', 'b', 'ü'),
  timeMs: time,
  position: fc.option(fc.record({ latitude, longitude }), { nil: undefined })
})
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined })
const anySelector: fc.Arbitrary<Selector> = fc
  .record({
    heights: optional(fc.record({ from: fc.integer({ min: 5, max: 8 }), to: fc.constant(8) })),
    times: optional(fc.tuple(time, time).map(([fromMs, toMs]) => ({ fromMs, toMs }))),
    box: optional(
      fc
        .tuple(latitude, latitude, longitude, longitude)
        .map(([a, b, west, east]) => ({ south: Math.min(a, b), north: Math.max(a, b), west, east }))
    ),
    key: optional(fc.constantFrom('', 'a', 'ü', 'c')),
    after: optional(
      fc.record({ height: fc.integer({ min: 6, max: 8 }), index: fc.integer({ min: 0, max: 5 }) })
    )
  })
  .map((given) => JSON.parse(JSON.stringify(given)) as Selector)

describe('selection of records', () => {
  test('selection: matches what a plain filter matches', () => {
    fc.assert(
      fc.property(anySelector, fc.array(anyRecord, { maxLength: 12 }), (selector, records) => {
        const wanted = [...records.keys()].filter((i) => {
          const record = records[i]
          return record !== undefined && isWanted(selector, record, i)
        })
        expect(selection.matches(selector, HEIGHT, bodyOf(records))).toEqual(wanted)
      }),
      { numRuns: 1000 }
    )
  })

  test('selection: a block with a match is never ruled out, alone or joined with another', () => {
    const other = selection.summarise(bodyOf([{ key: '', timeMs: 3, position: undefined }]))
    fc.assert(
      fc.property(anySelector, fc.array(anyRecord, { maxLength: 6 }), (selector, records) => {
        const body = bodyOf(records)
        const summary = selection.summarise(body)
        const hasMatch = selection.matches(selector, HEIGHT, body).length > 0
        if (hasMatch) {
          expect(selection.mayMatch(selector, summary)).toBe(true)
          expect(selection.mayMatch(selector, joinSummaries(summary, other))).toBe(true)
        }
      }),
      { numRuns: 1000 }
    )
  })

  test('selection: a block without any time or place in question is ruled out', () => {
    const summary = selection.summarise(
      bodyOf([
        { key: '', timeMs: 10, position: { latitude: 10, longitude: 20 } },
        { key: '', timeMs: 20, position: { latitude: 12, longitude: 30 } }
      ])
    )
    expect(summary).toEqual({
      timeMinMs: 10,
      timeMaxMs: 20,
      south: 10,
      north: 12,
      west: 20,
      east: 30
    })
    const out: readonly Selector[] = [
      { times: { fromMs: 21, toMs: 30 } },
      { times: { fromMs: 0, toMs: 9.5 } },
      { box: { south: 13, north: 14, west: 0, east: 90 } },
      { box: { south: -5, north: 9, west: 0, east: 90 } },
      { box: { south: 0, north: 90, west: 31, east: 90 } },
      { box: { south: 0, north: 90, west: -90, east: 19 } },
      { box: { south: 0, north: 90, west: 31, east: 19 } }
    ]
    for (const selector of out) {
      expect(selection.mayMatch(selector, summary), JSON.stringify(selector)).toBe(false)
    }
    const inside: readonly Selector[] = [
      {},
      { key: 'x' },
      { latest: 1 },
      { times: { fromMs: 20, toMs: 20 } },
      { box: { south: 12, north: 12, west: 20, east: 20 } },
      { box: { south: 0, north: 90, west: 30, east: -170 } },
      { box: { south: 0, north: 90, west: 170, east: 20 } }
    ]
    for (const selector of inside) {
      expect(selection.mayMatch(selector, summary), JSON.stringify(selector)).toBe(true)
    }
  })

  test('selection: a body without records has no summary and is found only by height', () => {
    expect(selection.summarise(encodeBody([]))).toEqual(NO_SUMMARY)
    expect(selection.mayMatch({}, NO_SUMMARY)).toBe(true)
    expect(selection.mayMatch({ latest: 3 }, NO_SUMMARY)).toBe(false)
    expect(selection.mayMatch({ times: { fromMs: 0, toMs: 9 } }, NO_SUMMARY)).toBe(false)
  })

  test('selection: entries that are no records match only where nothing of theirs is asked', () => {
    const body = encodeBody([
      Uint8Array.of(0x12, 0x7f),
      encode({ key: 'a', timeMs: 1, position: undefined })
    ])
    expect(selection.matches({}, HEIGHT, body)).toEqual([0, 1])
    expect(selection.matches({ latest: 5 }, HEIGHT, body)).toEqual([1])
    expect(selection.matches({ key: '' }, HEIGHT, body)).toEqual([])
    expect(selection.times(body, [0, 1, 2])).toEqual([Number.NaN, 1, Number.NaN])
    expect(selection.summarise(body)).toMatchObject({ timeMinMs: 1, timeMaxMs: 1 })
  })

  test('selection: bytes that the quick look does not know mean what the decoder says', () => {
    const known = encode({ key: 'k', timeMs: 5, position: { latitude: 1, longitude: 2 } })
    const strange = Uint8Array.of(...known, 0x38, 0x01, 0x45, 1, 2, 3, 4)
    const body = Uint8Array.of(...encodeBody([strange]), 0x10, 0x05, ...encodeBody([known]))
    expect(entriesOf(body)).toHaveLength(2)
    expect(selection.matches({ key: 'k', times: { fromMs: 5, toMs: 5 } }, HEIGHT, body)).toEqual([
      0, 1
    ])
    expect(selection.times(body, [0, 1])).toEqual([5, 5])
  })

  test('selection: any bytes as a body are answered, and as the decoders would', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        let decoded: readonly Uint8Array[] = []
        try {
          decoded = entriesOf(bytes)
        } catch {
          decoded = []
        }
        expect(selection.matches({}, HEIGHT, bytes)).toEqual([...decoded.keys()])
        const times = selection.times(bytes, [...decoded.keys()])
        for (const [i, entry] of decoded.entries()) {
          expect(times[i], `entry ${i}`).toBe(timeOf(entry))
        }
        selection.summarise(bytes)
      }),
      { numRuns: 3000 }
    )
  })
})

function timeOf(entry: Uint8Array): number {
  try {
    return RecordCodec.decode(entry).timeMs
  } catch {
    return Number.NaN
  }
}
