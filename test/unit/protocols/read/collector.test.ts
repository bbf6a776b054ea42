/**
 * Gathering records: pages must begin where the last one ended, lead further, and hold nothing else.
 */
import { describe, expect, test } from 'vitest'
import type { Selector } from '../../../../src/core/selector.ts'
import { type Collector, createCollector } from '../../../../src/protocols/read/collector.ts'
import { createRecordsSelection } from '../../../../src/state/records/index.ts'
import { made } from '../../../support/read-setting.ts'

const selection = createRecordsSelection()
const BOUNDS = { limit: 1000, bytesMax: 1_000_000 }
/** A filter that all records of the chain pass, so that pages may have gaps. */
const FILTER: Selector = { times: { fromMs: 0, toMs: 10_000 } }

const create = (selector: Selector, limit = BOUNDS.limit): Collector =>
  createCollector(selection, selector, { ...BOUNDS, limit })

/** Gives a collector the blocks of these heights. */
function add(
  collector: Collector,
  heights: readonly number[],
  nextHeight?: number
): string | undefined {
  const blocks = made.blocks.filter(({ header }) => heights.includes(header.height))
  const more = nextHeight !== undefined
  return collector.add(blocks, { more, nextHeight: nextHeight ?? 0, headHeight: 5 })
}

const placesOf = (collector: Collector): readonly string[] =>
  collector.result().entries.map(({ height, index }) => `${height}.${index}`)

describe('collector', () => {
  test('collector: pages follow each other', () => {
    const collector = create(FILTER)
    expect(collector.next()).toEqual({ ...FILTER, heights: { from: 1, to: 2 ** 48 }, limit: 1000 })
    expect(add(collector, [1, 2], 3)).toBeUndefined()
    expect(collector.isDone).toBe(false)
    expect(collector.next()).toMatchObject({ heights: { from: 4 }, limit: 996 })
    expect(collector.partial()?.cursor).toEqual({ height: 3, index: 4096 })
    expect(add(collector, [5])).toBeUndefined()
    expect(collector.isDone).toBe(true)
    expect(placesOf(collector)).toEqual(['1.0', '1.1', '2.0', '2.1', '5.0', '5.1'])
    expect(collector.result().cursor).toBeUndefined()
  })

  test('collector: blocks that were given before, or lie behind the page, are refused', () => {
    const again = create(FILTER)
    add(again, [1, 2], 2)
    expect(add(again, [2, 3], 3)).toMatch(/not asked for/)
    expect(add(create(FILTER), [1, 4], 3)).toMatch(/not asked for/)
    expect(placesOf(again), 'nothing of a refused page is taken').toEqual([
      '1.0',
      '1.1',
      '2.0',
      '2.1'
    ])
  })

  test('collector: a page that does not lead further is refused', () => {
    const collector = create(FILTER)
    expect(add(collector, [], 0)).toMatch(/not asked for/)
    expect(add(collector, [], 3)).toBeUndefined()
    expect(add(collector, [], 3)).toMatch(/not asked for/)
  })

  test('collector: a holder cannot lead beyond the heights asked for', () => {
    const collector = create({ ...FILTER, heights: { from: 1, to: 3 } })
    expect(add(collector, [1], 3)).toBeUndefined()
    expect(collector.isDone).toBe(true)
  })

  test('collector: where all blocks are asked for a gap is refused', () => {
    expect(add(create({}), [1, 2, 4, 5])).toMatch(/does not hold all blocks from 1 to 5/)
    expect(add(create({}), [1, 2, 3, 4])).toMatch(/does not hold all/)
    expect(add(create({}), [1, 2], 3)).toMatch(/does not hold all blocks from 1 to 3/)
    expect(add(create({ heights: { from: 2, to: 3 } }), [2, 3])).toBeUndefined()
    expect(add(create({ heights: { from: 6, to: 9 } }), [])).toBeUndefined()
    expect(add(create({ heights: { from: 2, to: 9 } }), [2, 3, 4, 5])).toBeUndefined()
  })

  test('collector: the limit cuts inside a block and sets the cursor', () => {
    const collector = create(FILTER, 3)
    add(collector, [1, 2], 2)
    expect(collector.isDone).toBe(true)
    expect(collector.result().cursor).toEqual({ height: 2, index: 0 })
    const exact = create(FILTER, 4)
    add(exact, [1, 2], 2)
    expect(exact.result().cursor, 'more may follow').toEqual({ height: 2, index: 1 })
    const last = create(FILTER, 2)
    add(last, [5])
    expect(last.result().cursor, 'nothing follows').toBeUndefined()
  })

  test('collector: the newest come page by page from the top', () => {
    const collector = create({ latest: 3 })
    expect(add(collector, [5], 5)).toBeUndefined()
    expect(collector.next()).toEqual({ latest: 3, heights: { from: 1, to: 4 } })
    expect(add(collector, [4], 4)).toBeUndefined()
    expect(collector.next(), 'older ones no longer matter').toMatchObject({
      times: { fromMs: 401 }
    })
    expect(collector.partial()).toBeUndefined()
    expect(add(collector, [1])).toBeUndefined()
    expect(placesOf(collector)).toEqual(['5.1', '5.0', '4.1'])
  })

  test('collector: of the newest as well, what was given before or lies below is refused', () => {
    const again = create({ latest: 3 })
    add(again, [5], 5)
    expect(add(again, [4, 5], 4)).toMatch(/not asked for/)
    expect(add(create({ latest: 3 }), [3, 5], 4)).toMatch(/not asked for/)
    expect(add(again, [], 5), 'no way down').toMatch(/not asked for/)
    expect(add(again, [], 1)).toBeUndefined()
    expect(again.isDone, 'nothing is left below block 1').toBe(true)
  })
})
