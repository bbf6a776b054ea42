/**
 * Pages and cursors: bounded in records, bytes and stretches, from one holder or several.
 */
import { describe, expect, test } from 'vitest'
import type { Cursor } from '../../../../src/core/selector.ts'
import type { ReadMessage, ReadResult } from '../../../../src/protocols/read/index.ts'
import { hold, type MadeChain, makeChain, makeTable, teach } from '../../../support/read-chain.ts'
import { createReadFleet } from '../../../support/read-fleet.ts'
import {
  encode,
  PAGE_BYTES,
  pagedScene,
  placed,
  placeOf,
  wanted
} from '../../../support/read-plain.ts'
import { OWNER } from '../../../support/read-setting.ts'

/** Twelve blocks, of which two fit a page. */
const largeChain = (): MadeChain =>
  makeChain(
    OWNER,
    Array.from({ length: 12 }, (_, i) => [
      encode({ key: '', timeMs: i, latitude: 0, longitude: 0, bytes: 30_000 })
    ])
  )

describe('pages', () => {
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
    const { fleet, reader } = pagedScene(made)
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
    const { fleet, reader } = pagedScene(made)
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
    const { fleet, reader } = pagedScene(made)
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
    const made = largeChain()
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

  test('read: an answer to an earlier page that comes late is no lie', () => {
    const made = largeChain()
    const fleet = createReadFleet()
    const owner = fleet.vehicle('owner')
    const backup = fleet.vehicle('backup')
    const reader = fleet.vehicle('reader', { pageBytes: PAGE_BYTES })
    hold(owner, made)
    hold(backup, made)
    teach(reader, made, makeTable(made, 1, [backup]))
    fleet.connectAll()
    const kept: ReadMessage[] = []
    let pages = 0
    fleet.setTamper((from, _to, message) => {
      if (message.type !== 'data') {
        return message
      }
      if (from === 'owner' && pages === 0) {
        kept.push(message)
        return undefined
      }
      pages++
      // The proposer's first page arrives between the backup's second and third; then that is silent.
      for (const late of pages === 3 ? kept.splice(0) : []) {
        fleet.step(reader, { type: 'message', from: owner.peer, message: late })
      }
      return from === 'backup' && pages > 2 ? undefined : message
    })
    const result = fleet.read(reader, { chain: made.chain.id, selector: {} })
    expect(result.entries).toHaveLength(12)
    expect(reader.signals).toEqual([])
    expect(result.servedBy, 'and it serves the pages that follow').toBe(owner.peer)
  })

  test('read: pages come from nobody whose chain ends before what was had already', () => {
    const made = largeChain()
    for (const latest of [undefined, 9]) {
      const fleet = createReadFleet()
      const owner = fleet.vehicle('owner')
      const backup = fleet.vehicle('backup')
      const reader = fleet.vehicle('reader', { pageBytes: PAGE_BYTES })
      hold(owner, made)
      hold(backup, made, 1, 3)
      teach(reader, made, makeTable(made, 1, [backup], 3))
      fleet.connectAll()
      let pages = 0
      fleet.setTamper((from, _to, message) => {
        pages += from === 'owner' && message.type === 'data' ? 1 : 0
        return from === 'owner' && pages > 2 ? undefined : message
      })
      const selector = latest === undefined ? {} : { latest }
      const reply = fleet.ask(reader, { type: 'read', chain: made.chain.id, selector })
      if (latest === undefined) {
        expect(reply).toMatchObject({ value: { cursor: { height: 4 }, headHeight: 12 } })
        expect((reply as { value: ReadResult }).value.entries).toHaveLength(4)
      } else {
        expect(reply).toMatchObject({ type: 'refused', reason: 'unavailable' })
      }
    }
  })

  test('read: what was had when all holders vanish is an answer with a cursor', () => {
    const made = largeChain()
    for (const latest of [undefined, 9]) {
      const { fleet, reader } = pagedScene(made)
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
