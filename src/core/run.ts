/**
 * A run: consecutive blocks of one chain that are held with their bodies. Keeps per block the hash
 * and the stored size in typed arrays (36 bytes a block), and per group of about one chunk the summary.
 */
import { fromHex, HASH_BYTES, type Hash, toHex } from './bytes.ts'
import { assert } from './errors.ts'
import { CHUNK_BYTES } from './limits.ts'
import { joinSummaries, type Summary } from './selector.ts'

/** Blocks from..to that together fill about one chunk. */
export interface Group {
  readonly from: number
  readonly to: number
  /** Encoded bytes of the blocks. */
  readonly bytes: number
  readonly summary: Summary
}

export interface Run {
  readonly from: number
  readonly to: number
  /** Hash that the first block links to. */
  readonly prev: Hash
  readonly head: Hash
  /** Encoded bytes of all blocks. */
  readonly bytes: number
  readonly groups: readonly Group[]
  hashAt(height: number): Hash
  /** Encoded bytes of one block. */
  bytesAt(height: number): number
  append(hash: Hash, bytes: number, summary: Summary): void
  /** Takes over all blocks of the run that begins right behind this one, which only shows them from then on. */
  join(next: Run): void
  /** Gives its columns to the run that takes its place. */
  handOver(): Columns
  /** Two new runs (or fewer) without the blocks from..to, in the place of this one: it only shows what it had. */
  without(from: number, to: number): readonly Run[]
}

const CAPACITY_FIRST = 16

/** A run of one block. */
export function createRun(
  height: number,
  prev: Hash,
  hash: Hash,
  bytes: number,
  summary: Summary
): Run {
  const room = {
    hashes: new Uint8Array(CAPACITY_FIRST * HASH_BYTES),
    sizes: new Uint32Array(CAPACITY_FIRST),
    start: 0,
    roomBefore: 0
  }
  const run = createFilledRun(height, prev, prev, room, 0, [])
  run.append(hash, bytes, summary)
  return run
}

/** Hashes and sizes of consecutive blocks from `start` on, with room for more before and behind them. */
interface Columns {
  readonly hashes: Uint8Array
  readonly sizes: Uint32Array
  readonly start: number
  /** Free places right before `start`; others may still show what stands in front of those. */
  readonly roomBefore: number
}

/** Columns without the room around them. */
type Values = Pick<Columns, 'hashes' | 'sizes'>

function createFilledRun(
  from: number,
  prev: Hash,
  headFirst: Hash,
  columns: Columns,
  countFirst: number,
  groupsFirst: readonly Group[]
): Run {
  let { hashes, sizes, start, roomBefore } = columns
  let groups = [...groupsFirst]
  let count = countFirst
  let isReplaced = false
  let total = groups.reduce((sum, group) => sum + group.bytes, 0)
  let head = headFirst

  /** Makes room for so many places in all before and behind what stands here. */
  const grow = (before: number, behind: number): void => {
    const used = columnsOf(start, start + count)
    const capacity = before + count + behind
    hashes = new Uint8Array(capacity * HASH_BYTES)
    sizes = new Uint32Array(capacity)
    start = before
    roomBefore = before
    place(used, start)
  }
  const roomBehind = (): number => sizes.length - start - count
  const place = (values: Values, at: number): void => {
    hashes.set(values.hashes, at * HASH_BYTES)
    sizes.set(values.sizes, at)
  }
  /** What stands in the columns there; not a copy. */
  const columnsOf = (first: number, end: number): Values => ({
    hashes: hashes.subarray(first * HASH_BYTES, end * HASH_BYTES),
    sizes: sizes.subarray(first, end)
  })
  const indexOf = (height: number): number => {
    const index = height - from
    assert(index >= 0 && index < count, `height ${height} is not in the run from ${from}`)
    return start + index
  }
  const hashAt = (height: number): Hash => {
    const index = indexOf(height)
    return toHex(hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES))
  }
  const bytesAt = (height: number): number => sizes[indexOf(height)] ?? 0
  const append = (hash: Hash, bytes: number, summary: Summary): void => {
    assert(!isReplaced, 'what was cut shares its room with what is left of it')
    if (roomBehind() === 0) {
      grow(roomBefore, Math.max(count, CAPACITY_FIRST))
    }
    hashes.set(fromHex(hash), (start + count) * HASH_BYTES)
    sizes[start + count] = bytes
    addToGroups(groups, from + count, bytes, summary)
    count++
    total += bytes
    head = hash
  }
  const part = (first: number, last: number): Run | undefined => {
    if (first > last) {
      return undefined
    }
    const before = first === from ? prev : hashAt(first - 1)
    const clipped = clip(groups, first, last, bytesAt)
    const kept = roomFor(indexOf(first), indexOf(last) + 1)
    return createFilledRun(first, before, hashAt(last), kept, last - first + 1, clipped)
  }
  /**
   * Room for a part of this run. Its end stays where it is until half of what stands there is gone: who
   * cuts a long run block by block from its front copies each block once.
   */
  const roomFor = (first: number, end: number): Columns => {
    if (end === start + count && 2 * first <= end) {
      return { hashes, sizes, start: first, roomBefore: 0 }
    }
    const used = columnsOf(first, end)
    return { hashes: used.hashes.slice(), sizes: used.sizes.slice(), start: 0, roomBefore: 0 }
  }
  const addBehind = (more: Values): void => {
    if (roomBehind() < more.sizes.length) {
      grow(roomBefore, count + more.sizes.length)
    }
    place(more, start + count)
    count += more.sizes.length
  }
  const addBefore = (more: Values): void => {
    if (roomBefore < more.sizes.length) {
      grow(count + more.sizes.length, roomBehind())
    }
    start -= more.sizes.length
    roomBefore -= more.sizes.length
    place(more, start)
    count += more.sizes.length
  }

  return {
    from,
    get to() {
      return from + count - 1
    },
    prev,
    get head() {
      return head
    },
    get bytes() {
      return total
    },
    get groups() {
      return groups
    },
    hashAt,
    bytesAt,
    append,
    join(next) {
      assert(next.from === from + count, 'a run is joined only with the one right behind it')
      assert(!isReplaced, 'what was cut takes over no other')
      const own = columnsOf(start, start + count)
      const nextCount = next.to - next.from + 1
      const other = next.handOver()
      const others = {
        hashes: other.hashes.subarray(
          other.start * HASH_BYTES,
          (other.start + nextCount) * HASH_BYTES
        ),
        sizes: other.sizes.subarray(other.start, other.start + nextCount)
      }
      // The shorter one is copied: who fills a chain downwards copies each block a few times only.
      if (nextCount <= count) {
        addBehind(others)
      } else {
        ;({ hashes, sizes, start, roomBefore } = other)
        count = nextCount
        addBefore(own)
      }
      groups = joinGroups(groups, next.groups)
      total += next.bytes
      head = next.head
    },
    handOver() {
      isReplaced = true
      return { hashes, sizes, start, roomBefore }
    },
    without(first, last) {
      const end = from + count - 1
      isReplaced = true
      const before = part(from, Math.min(first - 1, end))
      const behind = part(Math.max(last + 1, from), end)
      return [before, behind].filter((run) => run !== undefined)
    }
  }
}

function addToGroups(groups: Group[], height: number, bytes: number, summary: Summary): void {
  const last = groups.at(-1)
  if (last === undefined || last.bytes + bytes > CHUNK_BYTES) {
    groups.push({ from: height, to: height, bytes, summary })
    return
  }
  groups[groups.length - 1] = {
    from: last.from,
    to: height,
    bytes: last.bytes + bytes,
    summary: joinSummaries(last.summary, summary)
  }
}

/** The groups of two runs, with the two that meet made one when that still is about a chunk. */
function joinGroups(before: readonly Group[], behind: readonly Group[]): Group[] {
  const last = before.at(-1)
  const [first, ...rest] = behind
  if (last === undefined || first === undefined || last.bytes + first.bytes > CHUNK_BYTES) {
    return [...before, ...behind]
  }
  const met = {
    from: last.from,
    to: first.to,
    bytes: last.bytes + first.bytes,
    summary: joinSummaries(last.summary, first.summary)
  }
  return [...before.slice(0, -1), met, ...rest]
}

/** The groups that overlap first..last, cut to it; a cut group keeps the summary of the whole. */
function clip(
  groups: readonly Group[],
  first: number,
  last: number,
  bytesAt: (height: number) => number
): Group[] {
  return groups
    .filter((group) => group.to >= first && group.from <= last)
    .map((group) => {
      if (group.from >= first && group.to <= last) {
        return group
      }
      const [from, to] = [Math.max(group.from, first), Math.min(group.to, last)]
      let bytes = 0
      for (let height = from; height <= to; height++) {
        bytes += bytesAt(height)
      }
      return { from, to, bytes, summary: group.summary }
    })
}
