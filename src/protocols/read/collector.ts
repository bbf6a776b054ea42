/**
 * The records of one read, gathered page by page from verified blocks.
 *
 * Keeps: a record is taken once and only from where the page was asked for; a page that does not
 * lead further is refused, so a read cannot be kept going for ever.
 */
import { entriesOf, type FullBlock } from '../../core/block.ts'
import { ENTRIES_MAX, NUMBER_MAX } from '../../core/limits.ts'
import type { Cursor, Selection, Selector } from '../../core/selector.ts'
import { createNewest, type Timed } from './newest.ts'
import { wantsAll } from './selector-check.ts'
import type { Data, ReadEntry } from './types.ts'

export interface Collected {
  readonly entries: readonly ReadEntry[]
  readonly cursor: Cursor | undefined
}

/** Where a page ends, as its holder tells. */
export type PageEnd = Pick<Data, 'more' | 'nextHeight' | 'headHeight'>

export interface Collector {
  /** What to ask for next. */
  next(): Selector
  /** Takes a page. Returns why it makes no sense, or undefined. */
  add(blocks: readonly FullBlock[], page: PageEnd): string | undefined
  /** Nothing more is to be asked. */
  readonly isDone: boolean
  /** A page goes on only from a chain that has come so far, whoever gave the pages before; 0 for any. */
  readonly reached: number
  /** What was gathered so far, if it is worth an answer before all is done. */
  partial(): Collected | undefined
  result(): Collected
}

/** Bounds of one answer to a client. */
export interface Bounds {
  readonly limit: number
  readonly bytesMax: number
}

export function createCollector(
  selection: Selection,
  selector: Selector,
  bounds: Bounds
): Collector {
  return selector.latest === undefined
    ? collectAscending(selection, selector, bounds)
    : collectNewest(selection, selector, selector.latest, bounds)
}

function collectAscending(selection: Selection, selector: Selector, bounds: Bounds): Collector {
  const first = Math.max(selector.heights?.from ?? 1, selector.after?.height ?? 1)
  const entries: ReadEntry[] = []
  let bytes = 0
  let next = first
  let cursor: Cursor | undefined
  let isDone = false

  /** Takes the matches of one block; false when there is no room for all of them. */
  const take = (block: FullBlock): boolean => {
    const { height } = block.header
    const all = entriesOf(block.body)
    for (const index of selection.matches(selector, height, block.body)) {
      const entry = all[index] ?? new Uint8Array(0)
      const isOver = entries.length > 0 && bytes + entry.length > bounds.bytesMax
      if (entries.length === bounds.limit || isOver) {
        return false
      }
      entries.push({ height, index, entry })
      bytes += entry.length
    }
    return true
  }
  const lastPlace = (): Cursor | undefined => {
    const last = entries.at(-1)
    return last === undefined ? undefined : { height: last.height, index: last.index }
  }

  return {
    get isDone() {
      return isDone
    },
    get reached() {
      return next === first ? 0 : next - 1
    },
    next: () => ({
      ...selector,
      heights: { from: next, to: selector.heights?.to ?? NUMBER_MAX },
      limit: bounds.limit - entries.length
    }),
    add(blocks, { more, nextHeight, headHeight }) {
      const [lowest, highest] = [blocks[0]?.header.height, blocks.at(-1)?.header.height]
      if ((lowest ?? next) < next || (more && nextHeight < (highest ?? next))) {
        return 'the answer holds blocks that were not asked for'
      }
      const end = more ? nextHeight : Math.min(selector.heights?.to ?? headHeight, headHeight)
      if (wantsAll(selector) && !areAll(blocks, next, end)) {
        return `the answer does not hold all blocks from ${next} to ${end}`
      }
      const isWhole = blocks.every(take)
      next = more ? nextHeight + 1 : next
      if (!isWhole || (more && entries.length === bounds.limit)) {
        cursor = lastPlace()
      }
      const isOver = next > (selector.heights?.to ?? NUMBER_MAX)
      isDone = !more || !isWhole || isOver || entries.length === bounds.limit
      return undefined
    },
    partial: () =>
      next === first
        ? undefined
        : { entries, cursor: cursor ?? { height: next - 1, index: ENTRIES_MAX } },
    result: () => ({ entries, cursor })
  }
}

/** Whether the blocks are all of from..to; none when to lies below. */
function areAll(blocks: readonly FullBlock[], from: number, to: number): boolean {
  const isInOrder = blocks.every(({ header }, i) => header.height === from + i)
  return isInOrder && blocks.length === Math.max(0, to - from + 1)
}

interface TimedEntry extends Timed, ReadEntry {}

function collectNewest(
  selection: Selection,
  selector: Selector,
  latest: number,
  bounds: Bounds
): Collector {
  const { heights, times } = selector
  const newest = createNewest<TimedEntry>(Math.min(latest, bounds.limit))
  let ceiling = heights?.to ?? NUMBER_MAX
  let isDone = false
  let isCut = false

  const take = (block: FullBlock): void => {
    const { height } = block.header
    const all = entriesOf(block.body)
    const indexes = selection.matches(selector, height, block.body)
    const timesOf = selection.times(block.body, indexes)
    for (const [i, index] of indexes.entries()) {
      const entry = all[index] ?? new Uint8Array(0)
      newest.offer({ timeMs: timesOf[i] ?? Number.NaN, height, index, entry })
    }
  }
  /** Keeps as many as the bytes allow; what is newer goes first. */
  const kept = (): readonly TimedEntry[] => {
    let bytes = 0
    const all = newest.cut()
    const count = all.findIndex(({ entry }, i) => {
      bytes += entry.length
      return i > 0 && bytes > bounds.bytesMax
    })
    if (count === -1) {
      return all
    }
    isCut = true
    newest.lower(count)
    return newest.cut()
  }
  const result = (): Collected => {
    const entries = kept().map(({ height, index, entry }) => ({ height, index, entry }))
    const last = isCut ? entries.at(-1) : undefined
    const cursor = last === undefined ? undefined : { height: last.height, index: last.index }
    return { entries, cursor }
  }

  return {
    get isDone() {
      return isDone
    },
    get reached() {
      return ceiling === (heights?.to ?? NUMBER_MAX) ? 0 : ceiling
    },
    next() {
      const fromMs = Math.max(newest.thresholdMs, times?.fromMs ?? -Number.MAX_VALUE)
      const isBounded = times !== undefined || newest.isFull
      return {
        ...selector,
        latest: newest.count,
        heights: { from: heights?.from ?? 1, to: ceiling },
        ...(isBounded ? { times: { fromMs, toMs: times?.toMs ?? Number.MAX_VALUE } } : {})
      }
    },
    add(blocks, { more, nextHeight }) {
      const [lowest, highest] = [blocks[0]?.header.height, blocks.at(-1)?.header.height]
      const isBelow = more && (lowest ?? nextHeight) < nextHeight
      if ((highest ?? 0) > ceiling || isBelow || (more && nextHeight > ceiling)) {
        return 'the answer holds blocks that were not asked for'
      }
      blocks.forEach(take)
      kept()
      ceiling = more ? nextHeight - 1 : ceiling
      isDone = !more || ceiling < (heights?.from ?? 1)
      return undefined
    },
    // The newest so far need not be the newest of all.
    partial: () => undefined,
    result
  }
}
