/**
 * Selectors end to end: what a remote reader gets, page by page, is what a plain filter over all
 * records gives.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Selector } from '../../../../src/core/selector.ts'
import type { ReadEntry } from '../../../../src/protocols/read/index.ts'
import { hold, makeChain } from '../../../support/read-chain.ts'
import { createReadFleet } from '../../../support/read-fleet.ts'
import {
  encode,
  type Plain,
  pagedScene,
  placed,
  placeOf,
  wanted
} from '../../../support/read-plain.ts'
import { OWNER } from '../../../support/read-setting.ts'

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined })
const time = fc.integer({ min: 0, max: 30 })
const height = fc.integer({ min: 1, max: 20 })
const longitude = fc.integer({ min: -18, max: 18 }).map((n) => n * 10)
const latitude = fc.integer({ min: -9, max: 9 }).map((n) => n * 10)

const anyRecord: fc.Arbitrary<Plain> = fc.record({
  key: fc.constantFrom('', 'a', 'b'),
  timeMs: time,
  latitude,
  longitude,
  // Now and then a record that fills a good part of a page, so that there are several pages.
  bytes: fc.constantFrom(1, 1, 1, 50, 9000, 40_000)
})
const anyChain = fc.array(fc.array(anyRecord, { minLength: 0, maxLength: 5 }), {
  minLength: 1,
  maxLength: 20
})
const anySelector: fc.Arbitrary<Selector> = fc
  .record({
    heights: optional(
      fc.tuple(height, height).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
    ),
    times: optional(
      fc.tuple(time, time).map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) }))
    ),
    box: optional(
      fc
        .tuple(latitude, latitude, longitude, longitude)
        .map(([a, b, west, east]) => ({ south: Math.min(a, b), north: Math.max(a, b), west, east }))
    ),
    key: optional(fc.constantFrom('', 'a', 'c')),
    latest: optional(fc.integer({ min: 1, max: 12 })),
    after: optional(fc.record({ height: fc.constant(1), index: fc.integer({ min: 0, max: 4 }) }))
  })
  .map(({ latest, after, ...rest }) => ({
    ...rest,
    ...(latest === undefined ? { after } : { latest })
  }))
  .map((given) => JSON.parse(JSON.stringify(given)) as Selector)

describe('selectors', () => {
  test('read: any selector gives what a plain filter gives, read to its end by the cursor', () => {
    const property = fc.property(
      anyChain,
      anySelector,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 6 }),
      (blocks, selector, limit, everyNth) => {
        const entries = blocks.map((records) => records.map(encode))
        const isCertified = (h: number): boolean => h % everyNth === 0 || h === blocks.length
        const made = makeChain(OWNER, entries, isCertified)
        const { fleet, reader } = pagedScene(made)
        const found: ReadEntry[] = []
        let next: Selector = selector.latest === undefined ? { ...selector, limit } : selector
        for (let round = 0; round < 200; round++) {
          const result = fleet.read(reader, { chain: made.chain.id, selector: next })
          found.push(...result.entries)
          if (result.cursor === undefined) {
            break
          }
          next = { ...next, after: result.cursor }
        }
        expect(found.map(placeOf)).toEqual(wanted(placed(blocks), selector))
        for (const entry of found) {
          expect(entry.entry).toEqual(entries[entry.height - 1]?.[entry.index])
        }
      }
    )
    fc.assert(property, { numRuns: 100 })
  })

  test('read: the newest are right when times run backwards over many groups', () => {
    const blocks = Array.from({ length: 90 }, (_, i) => [
      { key: '', timeMs: 1000 - i, latitude: 0, longitude: 0, bytes: 30_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const { fleet, reader } = pagedScene(made)
    for (const latest of [1, 5, 40]) {
      const result = fleet.read(reader, { chain: made.chain.id, selector: { latest } })
      expect(result.entries.map(placeOf), `latest ${latest}`).toEqual(
        wanted(placed(blocks), { latest })
      )
    }
  })

  test('read: a group that is newer by a millisecond is looked at', () => {
    const blocks = Array.from({ length: 6 }, (_, i) => [
      { key: '', timeMs: 1000 - i, latitude: 0, longitude: 0, bytes: 200_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const { fleet, reader } = pagedScene(made)
    const result = fleet.read(reader, { chain: made.chain.id, selector: { latest: 1 } })
    expect(result.entries.map(placeOf)).toEqual(['1.0'])
  })

  test('read: the newest of a chain in order come from its top alone', () => {
    const blocks = Array.from({ length: 90 }, (_, i) => [
      { key: '', timeMs: i, latitude: 0, longitude: 0, bytes: 30_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const { fleet, reader } = pagedScene(made)
    const result = fleet.read(reader, { chain: made.chain.id, selector: { latest: 1 } })
    expect(result.entries.map(placeOf)).toEqual(['90.0'])
    expect(result.bytes).toBeLessThan(31_000)
    expect(fleet.sent.filter(({ message }) => message.type === 'data')).toHaveLength(1)
  })

  test('read: a key that lies in one block moves one block', () => {
    const blocks = Array.from({ length: 60 }, (_, i) => [
      { key: i === 33 ? 'needle' : 'hay', timeMs: i, latitude: 0, longitude: 0, bytes: 20_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const { fleet, reader } = pagedScene(made)
    const result = fleet.read(reader, { chain: made.chain.id, selector: { key: 'needle' } })
    expect(result.entries.map(placeOf)).toEqual(['34.0'])
    expect(result.bytes).toBeLessThan(21_000)
  })

  test('read: a time range loads only groups that may match', () => {
    const blocks = Array.from({ length: 200 }, (_, i) => [
      { key: '', timeMs: i, latitude: 0, longitude: 0, bytes: 30_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const fleet = createReadFleet()
    const owner = fleet.vehicle('owner')
    hold(owner, made)
    const loaded: string[] = []
    const get = owner.store.get.bind(owner.store)
    owner.store.get = (key) => {
      loaded.push(key)
      return get(key)
    }
    const selector = { times: { fromMs: 100, toMs: 101 } }
    const result = fleet.read(owner, { chain: made.chain.id, selector })
    expect(result.entries.map(placeOf)).toEqual(['101.0', '102.0'])
    expect(loaded.filter((key) => key.startsWith('b/')).length).toBeLessThan(20)
  })
})
