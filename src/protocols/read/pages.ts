/**
 * One page of blocks with matches, read from the store of the holder: ascending from the cursor, or
 * for the newest records from the top down.
 *
 * Keeps: blocks are ruled out only by summaries that cannot be wrong; the work for one page is
 * bounded, and `doneTo` says how far it went.
 */
import { type FullBlock, isFull } from '../../core/block.ts'
import type { Certificate } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import type { Held } from '../../core/holdings.ts'
import { blockKey } from '../../core/keyspace.ts'
import type { LoadQuery } from '../../core/machine.ts'
import type { Group } from '../../core/run.ts'
import type { Selector, Summary } from '../../core/selector.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { certificateIn, certificateQuery, stretchesOf } from './cover.ts'
import { BLOCKS_MAX, STRETCHES_MAX } from './limits.ts'
import type { Loaded, Loading } from './loading.ts'
import { createNewest, type Timed } from './newest.ts'
import { RECORDS_MAX, wantsAll } from './selector-check.ts'

/** What is asked of the blocks from..to of one chain. */
export interface PageAsk {
  readonly held: Held
  readonly from: number
  readonly to: number
  readonly selector: Selector
  readonly bytesMax: number
}

export interface Page {
  /** Ascending. */
  readonly blocks: readonly FullBlock[]
  /** Blocks up to here (with `latest`: from here upwards) are done. */
  readonly doneTo: number
  /** Blocks beyond may match. */
  readonly more: boolean
  /** Set when it stopped before a block that it should have. */
  readonly problem: Problem | undefined
  /** A certificate that came along with the blocks, since it is likely to be needed. */
  readonly foreseen: Certificate | undefined
}

/** `gone`: given up since the page was begun. */
export type Problem = 'damaged' | 'gone'

/** Groups looked at for one page. */
const GROUPS_MAX = 64

/** Groups are about 256 KiB, so one load has a few of them. */
const BYTES_PER_LOAD = 1024 * 1024

/** A block as read back, with its body. */
interface Stored {
  readonly block: FullBlock
  readonly summary: Summary
}

interface StoredBlocks {
  readonly blocks: readonly Stored[]
  readonly problem: Problem | undefined
}

/** A page of blocks in ascending order. */
export function* ascendingPage(environment: Environment, ask: PageAsk): Loading<Page> {
  const groups = groupsOf(environment, ask)
  const isCut = groups.length > GROUPS_MAX
  const page = createPage(environment, ask)
  let foreseen: Certificate | undefined
  for (const [from, to] of joined(groups.slice(0, GROUPS_MAX), ask)) {
    for (let next = from; next <= to; ) {
      const blocks = blocksQuery(ask.held, next, to)
      const certificate = certificateQuery(ask.held.chain.id, to)
      const loaded = yield groups.length === 1 ? [blocks, certificate] : [blocks]
      foreseen = certificateIn(loaded[1])
      const read = readStored(environment, ask.held, next, loaded[0])
      const isOpen = read.blocks.every(page.take)
      if (!isOpen || read.problem !== undefined) {
        const more = groups.some((group) => group.to > page.doneTo) && page.doneTo < ask.to
        const problem = isOpen ? read.problem : undefined
        return { blocks: page.blocks, doneTo: page.doneTo, more, problem, foreseen }
      }
      next += read.blocks.length
    }
  }
  const doneTo = isCut ? page.doneTo : ask.to
  return { blocks: page.blocks, doneTo, more: isCut, problem: undefined, foreseen }
}

/** A page of the blocks that carry the newest records, found from the top down. */
export function* newestPage(environment: Environment, ask: PageAsk): Loading<Page> {
  const { latest = 1, limit = RECORDS_MAX } = ask.selector
  const shelf = createShelf(Math.min(latest, limit), ask.bytesMax)
  let doneTo = ask.to + 1
  let loads = 0
  for (const group of groupsOf(environment, ask).reverse()) {
    shelf.tidy()
    // Of equal times the greater height is newer, and all that follow here are lower.
    if (group.summary.timeMaxMs <= shelf.thresholdMs) {
      continue
    }
    if (loads === GROUPS_MAX) {
      return shelf.page(doneTo, true)
    }
    loads++
    const { from, to } = clipped(group, ask)
    const read = yield* loadBlocks(environment, ask.held, from, to)
    if (read.problem !== undefined) {
      return { ...shelf.page(doneTo, true), problem: read.problem }
    }
    for (const stored of [...read.blocks].reverse()) {
      if (!takeNewest(environment, ask.selector, stored, shelf)) {
        return shelf.page(doneTo, true)
      }
      doneTo = stored.block.header.height
    }
  }
  return shelf.page(ask.from, false)
}

/** Offers the matches of a block; false when there is no room for it. */
function takeNewest(
  { selection }: Environment,
  selector: Selector,
  { block, summary }: Stored,
  shelf: Shelf
): boolean {
  if (!selection.mayMatch(selector, summary)) {
    return true
  }
  const { height } = block.header
  const indexes = selection.matches(selector, height, block.body)
  if (indexes.length === 0) {
    return true
  }
  const times = selection.times(block.body, indexes)
  const records = indexes.map((index, i) => ({ timeMs: times[i] ?? Number.NaN, height, index }))
  return shelf.put(block, records)
}

/** Blocks that carry the newest records found so far. */
interface Shelf {
  /** Time that a record must exceed to matter, as of the last tidying. */
  readonly thresholdMs: number
  /** False when the block does not fit beside the others; a single one always fits. */
  put(block: FullBlock, records: readonly Timed[]): boolean
  /** Lets go of blocks whose records are no longer among the newest. */
  tidy(): void
  page(doneTo: number, more: boolean): Page
}

function createShelf(count: number, bytesMax: number): Shelf {
  const newest = createNewest(count)
  const blocks = new Map<number, FullBlock>()
  let bytes = 0
  const tidy = (): void => {
    const heights = new Set(newest.cut().map(({ height }) => height))
    for (const [height, block] of blocks) {
      if (!heights.has(height)) {
        blocks.delete(height)
        bytes -= block.bytes.length
      }
    }
  }
  const fits = (block: FullBlock): boolean =>
    blocks.size === 0 || (bytes + block.bytes.length <= bytesMax && blocks.size < BLOCKS_MAX)
  return {
    get thresholdMs() {
      return newest.thresholdMs
    },
    put(block, records) {
      if (!fits(block)) {
        tidy()
      }
      if (!fits(block)) {
        return false
      }
      records.forEach(newest.offer)
      blocks.set(block.header.height, block)
      bytes += block.bytes.length
      return true
    },
    tidy,
    page(doneTo, more) {
      tidy()
      const ascending = [...blocks.values()].sort((a, b) => a.header.height - b.header.height)
      const stretches = stretchesOf(ascending)
      const top = stretches.slice(-STRETCHES_MAX).flat()
      const isCut = stretches.length > STRETCHES_MAX
      // What is cut off lies lower, so the next page finds it again.
      const from = isCut ? (top[0]?.header.height ?? doneTo) : doneTo
      return {
        blocks: top,
        doneTo: from,
        more: more || isCut,
        problem: undefined,
        foreseen: undefined
      }
    }
  }
}

interface OpenPage {
  readonly blocks: readonly FullBlock[]
  readonly doneTo: number
  /** Takes the next block; false when the page was full before it, or is full now. */
  take(stored: Stored): boolean
}

function createPage({ selection }: Environment, ask: PageAsk): OpenPage {
  const { from, selector, bytesMax } = ask
  const limit = selector.limit ?? RECORDS_MAX
  // Without a filter blocks without records come along, so that the reader sees that none is missing.
  const isWhole = wantsAll(selector)
  const blocks: FullBlock[] = []
  let doneTo = from - 1
  let bytes = 0
  let records = 0
  let stretches = 0
  return {
    blocks,
    get doneTo() {
      return doneTo
    },
    take({ block, summary }) {
      const { height } = block.header
      const count = selection.mayMatch(selector, summary)
        ? selection.matches(selector, height, block.body).length
        : 0
      if (count > 0 || isWhole) {
        const isApart = blocks.at(-1)?.header.height !== height - 1
        const isFullNow =
          bytes + block.bytes.length > bytesMax || (isApart && stretches === STRETCHES_MAX)
        if (blocks.length > 0 && isFullNow) {
          doneTo = height - 1
          return false
        }
        blocks.push(block)
        bytes += block.bytes.length
        records += count
        stretches += isApart ? 1 : 0
      }
      doneTo = height
      return records < limit && blocks.length < BLOCKS_MAX
    }
  }
}

/** Groups of the asked blocks that may hold a match, ascending. */
function groupsOf({ selection }: Environment, { held, from, to, selector }: PageAsk): Group[] {
  return held.groups(from, to).filter((group) => selection.mayMatch(selector, group.summary))
}

/** Groups as ranges of heights, neighbours joined. */
function joined(groups: readonly Group[], ask: PageAsk): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = []
  for (const group of groups) {
    const { from, to } = clipped(group, ask)
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === from - 1) {
      last[1] = to
    } else {
      ranges.push([from, to])
    }
  }
  return ranges
}

function clipped(group: Group, ask: PageAsk): { readonly from: number; readonly to: number } {
  return { from: Math.max(group.from, ask.from), to: Math.min(group.to, ask.to) }
}

function blocksQuery({ chain }: Held, from: number, to: number): LoadQuery {
  const [gte, lte] = [blockKey(chain.id, from), blockKey(chain.id, to)]
  return { type: 'range', gte, lte, recordsMax: to - from + 1, bytesMax: BYTES_PER_LOAD }
}

/** All blocks from..to. */
function* loadBlocks(
  environment: Environment,
  held: Held,
  from: number,
  to: number
): Loading<StoredBlocks> {
  const blocks: Stored[] = []
  for (let next = from; next <= to; ) {
    const [loaded] = yield [blocksQuery(held, next, to)]
    const read = readStored(environment, held, next, loaded)
    blocks.push(...read.blocks)
    if (read.problem !== undefined) {
      return { blocks, problem: read.problem }
    }
    next += read.blocks.length
  }
  return { blocks, problem: undefined }
}

/** Blocks from a height on, without a gap, until the first that is not there. */
function readStored(
  { crypto }: Environment,
  { chain }: Held,
  from: number,
  loaded: Loaded | undefined
): StoredBlocks {
  const blocks: Stored[] = []
  for (const { key, value } of loaded?.records ?? []) {
    if (key !== blockKey(chain.id, from + blocks.length)) {
      return { blocks, problem: 'gone' }
    }
    if (value === undefined) {
      return { blocks, problem: 'damaged' }
    }
    const { block, summary } = decodeStoredBlock(crypto, value)
    if (!isFull(block)) {
      return { blocks, problem: 'gone' }
    }
    blocks.push({ block, summary })
  }
  return { blocks, problem: blocks.length === 0 ? 'gone' : undefined }
}
