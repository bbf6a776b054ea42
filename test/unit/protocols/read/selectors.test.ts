/**
 * Selectors end to end: what a remote reader gets, page by page, is what a plain filter over all
 * records gives.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cursor, Selector } from '../../../../src/core/selector.ts'
import type { ReadEntry } from '../../../../src/protocols/read/index.ts'
import { encodeRecord } from '../../../../src/state/records/index.ts'
import { hold, type MadeChain, makeChain, makeTable, teach } from '../../../support/read-chain.ts'
import {
  createReadFleet,
  REALM,
  type ReadFleet,
  type ReadVehicle
} from '../../../support/read-fleet.ts'

const OWNER = REALM.identity('owner')
const PAGE_BYTES = 64 * 1024

interface Plain {
  readonly key: string
  readonly timeMs: number
  readonly latitude: number
  readonly longitude: number
  readonly bytes: number
}

interface Placed extends Plain {
  readonly height: number
  readonly index: number
}

const encode = ({ key, timeMs, latitude, longitude, bytes }: Plain): Uint8Array =>
  encodeRecord({
    kind: 'bytes',
    key,
    timeMs,
    position: { latitude, longitude },
    payload: new Uint8Array(bytes)
  })

/** A reader without a copy, and the holder that answers it. */
function scene(made: MadeChain): { fleet: ReadFleet; reader: ReadVehicle } {
  const fleet = createReadFleet()
  const owner = fleet.vehicle('owner', { pageBytes: PAGE_BYTES })
  const reader = fleet.vehicle('reader', { pageBytes: PAGE_BYTES })
  hold(owner, made)
  teach(reader, made)
  fleet.connectAll()
  return { fleet, reader }
}

const placeOf = ({ height, index }: Cursor): string => `${height}.${index}`

/** What a selector means, in the order of its answer. */
function wanted(all: readonly Placed[], selector: Selector): readonly string[] {
  const { heights, times, box, key, latest, after } = selector
  const isAfter = (r: Placed): boolean =>
    after === undefined ||
    r.height > after.height ||
    (r.height === after.height && r.index > after.index)
  const matches = all
    .filter(isAfter)
    .filter((r) => heights === undefined || (r.height >= heights.from && r.height <= heights.to))
    .filter((r) => times === undefined || (r.timeMs >= times.fromMs && r.timeMs <= times.toMs))
    .filter((r) => key === undefined || r.key === key)
    .filter((r) => {
      if (box === undefined) {
        return true
      }
      const { south, west, north, east } = box
      const isWide =
        west <= east
          ? r.longitude >= west && r.longitude <= east
          : r.longitude >= west || r.longitude <= east
      return r.latitude >= south && r.latitude <= north && isWide
    })
  if (latest === undefined) {
    return matches.map(placeOf)
  }
  return matches
    .sort((a, b) => b.timeMs - a.timeMs || b.height - a.height || b.index - a.index)
    .slice(0, latest)
    .map(placeOf)
}

/** All records of a chain, with their places. */
function placed(blocks: readonly (readonly Plain[])[]): readonly Placed[] {
  return blocks.flatMap((records, i) =>
    records.map((record, index) => ({ ...record, height: i + 1, index }))
  )
}

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
        const { fleet, reader } = scene(made)
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
    const { fleet, reader } = scene(made)
    for (const latest of [1, 5, 40]) {
      const result = fleet.read(reader, { chain: made.chain.id, selector: { latest } })
      expect(result.entries.map(placeOf), `latest ${latest}`).toEqual(
        wanted(placed(blocks), { latest })
      )
    }
  })

  test('read: the newest of a chain in order come from its top alone', () => {
    const blocks = Array.from({ length: 90 }, (_, i) => [
      { key: '', timeMs: i, latitude: 0, longitude: 0, bytes: 30_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const { fleet, reader } = scene(made)
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
    const { fleet, reader } = scene(made)
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

  test('read: no more than the limit, 1000 where none is given, with a cursor', () => {
    const blocks = Array.from({ length: 30 }, (_, i) =>
      Array.from({ length: 50 }, (_, j) => ({
        key: '',
        timeMs: i * 50 + j,
        latitude: 0,
        longitude: 0,
        bytes: 1
      }))
    )
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const { fleet, reader } = scene(made)
    const chain = made.chain.id
    const first = fleet.read(reader, { chain, selector: {} })
    expect(first.entries).toHaveLength(1000)
    expect(first.cursor).toEqual({ height: 20, index: 49 })
    const cut = fleet.read(reader, { chain, selector: { limit: 75 } })
    expect(cut.cursor).toEqual({ height: 2, index: 24 })
    const rest = fleet.read(reader, { chain, selector: { after: first.cursor as Cursor } })
    expect(rest.entries).toHaveLength(500)
    expect(rest.cursor).toBeUndefined()
    const exact = fleet.read(reader, { chain, selector: { limit: 1500 } })
    expect(exact.entries).toHaveLength(1500)
    expect(exact.cursor).toBeUndefined()
  })

  test('read: an answer is bounded in bytes and goes on with the cursor', () => {
    const blocks = Array.from({ length: 40 }, (_, i) => [
      { key: '', timeMs: i, latitude: 0, longitude: 0, bytes: 30_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const fleet = createReadFleet()
    const owner = fleet.vehicle('owner')
    const reader = fleet.vehicle('reader', { pageBytes: PAGE_BYTES, answerBytesMax: 200_000 })
    hold(owner, made)
    teach(reader, made)
    fleet.connectAll()
    const result = fleet.read(reader, { chain: made.chain.id, selector: {} })
    expect(result.entries).toHaveLength(6)
    expect(result.cursor).toEqual({ height: 6, index: 0 })
    const newest = fleet.read(reader, { chain: made.chain.id, selector: { latest: 20 } })
    expect(newest.entries.map(placeOf)).toEqual(['40.0', '39.0', '38.0', '37.0', '36.0', '35.0'])
    expect(newest.cursor, 'a set cursor tells that the bytes cut it').toEqual({
      height: 35,
      index: 0
    })
    for (const { message } of fleet.sent) {
      const bytes = message.type === 'data' ? message.blocks.reduce((n, b) => n + b.length, 0) : 0
      expect(bytes, 'one page').toBeLessThanOrEqual(PAGE_BYTES)
    }
  })

  test('read: a block larger than a page comes alone', () => {
    const blocks = [30_000, 200_000, 30_000].map((bytes, i) => [
      { key: '', timeMs: i, latitude: 0, longitude: 0, bytes }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const { fleet, reader } = scene(made)
    expect(fleet.read(reader, { chain: made.chain.id, selector: {} }).entries).toHaveLength(3)
    const pages = fleet.sent.flatMap(({ message }) =>
      message.type === 'data' ? [message.blocks.length] : []
    )
    expect(pages).toEqual([1, 1, 1])
  })

  test('read: matches far apart are each proven, 64 stretches a page', () => {
    const blocks = Array.from({ length: 200 }, (_, i) => [
      { key: i % 2 === 0 ? 'even' : 'odd', timeMs: i, latitude: 0, longitude: 0, bytes: 1 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode)),
      (h) => h % 5 === 0
    )
    const { fleet, reader } = scene(made)
    for (const selector of [{ key: 'even' }, { key: 'even', latest: 100 }]) {
      const before = fleet.sent.length
      const result = fleet.read(reader, { chain: made.chain.id, selector })
      expect(result.entries.map(placeOf), JSON.stringify(selector)).toEqual(
        wanted(placed(blocks), selector)
      )
      const pages = fleet.sent.slice(before).filter(({ message }) => message.type === 'data')
      expect(pages.length, JSON.stringify(selector)).toBe(2)
    }
  })

  test('read: pages from several holders make one answer', () => {
    const blocks = Array.from({ length: 12 }, (_, i) => [
      { key: '', timeMs: i, latitude: 0, longitude: 0, bytes: 30_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    const fleet = createReadFleet()
    const owner = fleet.vehicle('owner')
    const backup = fleet.vehicle('backup')
    const reader = fleet.vehicle('reader', { pageBytes: PAGE_BYTES })
    hold(owner, made)
    hold(backup, made)
    teach(reader, made, makeTable(made, 1, [backup]))
    fleet.connectAll()
    let pages = 0
    fleet.setTamper((from, _to, message) => {
      pages += from === 'owner' && message.type === 'data' ? 1 : 0
      return from === 'owner' && pages > 2 ? undefined : message
    })
    const result = fleet.read(reader, { chain: made.chain.id, selector: {} })
    expect(result.entries).toHaveLength(12)
    expect(result.servedBy).toBe(backup.peer)
    expect(result.trace.map(({ outcome }) => outcome)).toEqual(['data', 'timeout', 'data'])
  })

  test('read: what was had when all holders vanish is an answer with a cursor', () => {
    const blocks = Array.from({ length: 12 }, (_, i) => [
      { key: '', timeMs: i, latitude: 0, longitude: 0, bytes: 30_000 }
    ])
    const made = makeChain(
      OWNER,
      blocks.map((records) => records.map(encode))
    )
    for (const latest of [undefined, 9]) {
      const { fleet, reader } = scene(made)
      let pages = 0
      fleet.setTamper((_from, _to, message) => {
        pages += message.type === 'data' ? 1 : 0
        return pages > 2 ? undefined : message
      })
      const selector = latest === undefined ? {} : { latest }
      const reply = fleet.ask(reader, { type: 'read', chain: made.chain.id, selector })
      if (latest === undefined) {
        expect(reply).toMatchObject({ type: 'ok', value: { cursor: { height: 4 } } })
      } else {
        // The newest so far are not the newest, so that is no answer.
        expect(reply).toMatchObject({ type: 'refused', reason: 'unavailable' })
      }
    }
  })
})
