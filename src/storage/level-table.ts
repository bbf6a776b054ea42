/**
 * Reads LevelDB's table files before LevelDB does.
 *
 * LevelDB checks no checksum when it reads a table or compacts it, and where damage has put keys out
 * of order, compaction ends the whole process by an assertion. So every block is checked here first.
 * A block in which only values are damaged is let through: the survey finds those records by their
 * own checksums, and the vehicle fetches them again. Anything else must not reach LevelDB.
 *
 * Source: doc/table_format.md and table/format.cc of LevelDB 1.20.
 */
import { BrokenFileError, ensure, littleEndian, maskedCrc, readVarint } from './level-bytes.ts'

export type TableVerdict =
  | { readonly type: 'sound' }
  /** Values, at most, are not what was written. */
  | { readonly type: 'damaged'; readonly blocks: number }
  /** LevelDB must not open it. */
  | { readonly type: 'broken'; readonly reason: string }

/** Whether what is stored under a key is what was written under it. */
export type IsGenuine = (key: string, stored: Uint8Array) => boolean

interface Handle {
  readonly offset: number
  readonly size: number
}

interface BlockEntry {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

const FOOTER_BYTES = 48
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb] as const
/** Behind each block: one byte of compression type, four of checksum. */
const TRAILER_BYTES = 5
/** Behind each user key: seven bytes of sequence number, one of type, as one little-endian number. */
const SUFFIX_BYTES = 8
const VALUE_TYPE = 1

export function inspectTable(file: Uint8Array, isGenuine: IsGenuine): TableVerdict {
  try {
    return inspect(file, isGenuine)
  } catch (cause) {
    if (cause instanceof BrokenFileError) {
      return { type: 'broken', reason: cause.message }
    }
    throw cause
  }
}

function inspect(file: Uint8Array, isGenuine: IsGenuine): TableVerdict {
  const { metaIndex, index } = readFooter(file)
  ensure(isSound(file, metaIndex), 'its metaindex block fails its checksum')
  ensure(isSound(file, index), 'its index block fails its checksum')
  const filters = readEntries(file, metaIndex).map(({ value }) => readHandle(value, 0).handle)
  const blocks = readEntries(file, index)
  let damaged = filters.filter((filter) => !isSound(file, filter)).length
  for (const [i, { key: limit, value }] of blocks.entries()) {
    const { handle } = readHandle(value, 0)
    if (!isSound(file, handle)) {
      const before = blocks[i - 1]?.key
      const isAtEnd = i === blocks.length - 1
      ensureOrder(file, handle, before, limit, isAtEnd, isGenuine)
      damaged++
    }
  }
  return damaged === 0 ? { type: 'sound' } : { type: 'damaged', blocks: damaged }
}

/**
 * A block that fails its checksum may be read when its keys are as good as known to be the written
 * ones: in order, between those of its neighbours, and at both ends of the file confirmed by a
 * record's own checksum, because LevelDB takes on trust where a file begins and ends.
 */
function ensureOrder(
  file: Uint8Array,
  handle: Handle,
  before: Uint8Array | undefined,
  limit: Uint8Array,
  isAtEnd: boolean,
  isGenuine: IsGenuine
): void {
  const entries = readEntries(file, handle)
  let last = before
  for (const { key } of entries) {
    ensure(
      key.length >= SUFFIX_BYTES && typeOf(key) <= VALUE_TYPE,
      'a block has a key that is none'
    )
    ensure(last === undefined || compare(last, key) < 0, 'a block has its keys out of order')
    last = key
  }
  ensure(last !== undefined && compare(last, limit) <= 0, 'a block has a key of the next')
  const ends = [before === undefined ? entries[0] : undefined, isAtEnd ? entries.at(-1) : undefined]
  for (const entry of ends) {
    const isKnown =
      entry === undefined ||
      (typeOf(entry.key) === VALUE_TYPE && isGenuine(userKeyOf(entry.key), entry.value))
    ensure(isKnown, 'its first or last record is damaged')
  }
}

function readFooter(file: Uint8Array): { readonly metaIndex: Handle; readonly index: Handle } {
  ensure(file.length >= FOOTER_BYTES, 'it is too short')
  const footer = file.subarray(file.length - FOOTER_BYTES)
  const magic = footer.subarray(FOOTER_BYTES - MAGIC.length)
  ensure(
    MAGIC.every((byte, i) => magic[i] === byte),
    'its footer is damaged'
  )
  const first = readHandle(footer, 0)
  const second = readHandle(footer, first.next)
  return { metaIndex: first.handle, index: second.handle }
}

/** Entries of a block without compression, with their keys whole. */
function readEntries(file: Uint8Array, { offset, size }: Handle): readonly BlockEntry[] {
  ensure(file[offset + size] === 0, 'a block is compressed')
  const block = file.subarray(offset, offset + size)
  const restartsCount = littleEndian(block, size - 4)
  const end = size - 4 - 4 * restartsCount
  ensure(restartsCount >= 1 && end >= 0, 'a block has lost its restart points')
  const restarts = Array.from({ length: restartsCount }, (_, i) => littleEndian(block, end + 4 * i))
  const entries: BlockEntry[] = []
  let key: Uint8Array = new Uint8Array()
  let nextRestart = 0
  for (let at = 0; at < end; ) {
    const start = at
    const shared = readVarint(block, at)
    const own = readVarint(block, shared.next)
    const length = readVarint(block, own.next)
    const keyEnd = length.next + own.value
    at = keyEnd + length.value
    ensure(at <= end && shared.value <= key.length, 'a block has a length beyond its end')
    if (restarts[nextRestart] === start) {
      ensure(shared.value === 0, 'a block shares a key across a restart point')
      nextRestart++
    }
    key = joined(key.subarray(0, shared.value), block.subarray(length.next, keyEnd))
    entries.push({ key, value: block.subarray(keyEnd, at) })
  }
  // An empty block has one restart point and nothing behind it.
  const isEmpty = entries.length === 0 && restartsCount === 1 && restarts[0] === 0
  ensure(nextRestart === restartsCount || isEmpty, 'a block has a restart point astray')
  return entries
}

function isSound(file: Uint8Array, { offset, size }: Handle): boolean {
  ensure(offset + size + TRAILER_BYTES <= file.length - FOOTER_BYTES, 'a block lies outside of it')
  return maskedCrc(file, offset, offset + size + 1) === littleEndian(file, offset + size + 1)
}

function readHandle(
  bytes: Uint8Array,
  at: number
): { readonly handle: Handle; readonly next: number } {
  const offset = readVarint(bytes, at)
  const size = readVarint(bytes, offset.next)
  return { handle: { offset: offset.value, size: size.value }, next: size.next }
}

/** LevelDB's order: by user key, then the newer first. */
function compare(one: Uint8Array, other: Uint8Array): number {
  const oneEnd = one.length - SUFFIX_BYTES
  const otherEnd = other.length - SUFFIX_BYTES
  for (let i = 0; i < oneEnd && i < otherEnd; i++) {
    const difference = (one[i] ?? 0) - (other[i] ?? 0)
    if (difference !== 0) {
      return difference
    }
  }
  if (oneEnd !== otherEnd) {
    return oneEnd - otherEnd
  }
  for (let i = SUFFIX_BYTES - 1; i >= 0; i--) {
    const difference = (other[otherEnd + i] ?? 0) - (one[oneEnd + i] ?? 0)
    if (difference !== 0) {
      return difference
    }
  }
  return 0
}

const typeOf = (key: Uint8Array): number => key[key.length - SUFFIX_BYTES] ?? 0

const userKeyOf = (key: Uint8Array): string =>
  String.fromCharCode(...key.subarray(0, key.length - SUFFIX_BYTES))

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
