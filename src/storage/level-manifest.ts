/**
 * Reads LevelDB's MANIFEST: which table files belong to the database. Others lie about after a crash,
 * half written or no longer needed, and LevelDB deletes them.
 *
 * Source: doc/log_format.md, db/version_edit.cc and db/log_reader.cc of LevelDB 1.20.
 */
import { ensure, littleEndian, maskedCrc, type Read, readSlice, readVarint } from './level-bytes.ts'

const LOG_BLOCK_BYTES = 32 * 1024
/** Checksum, length, type. */
const LOG_HEADER_BYTES = 7
const [FULL, FIRST, MIDDLE, LAST] = [1, 2, 3, 4] as const

const [COMPARATOR, LOG_NUMBER, NEXT_FILE, LAST_SEQUENCE] = [1, 2, 3, 4] as const
const [COMPACT_POINTER, DELETED_FILE, NEW_FILE, PREVIOUS_LOG] = [5, 6, 7, 9] as const

/**
 * Numbers of the tables in use.
 *
 * @throws BrokenFileError when LevelDB would not open the file either
 */
export function liveTables(manifest: Uint8Array): ReadonlySet<number> {
  const live = new Set<number>()
  for (const record of recordsOf(manifest)) {
    applyEdit(live, record)
  }
  return live
}

function applyEdit(live: Set<number>, edit: Uint8Array): void {
  for (let at = 0; at < edit.length; ) {
    const tag = readVarint(edit, at)
    at = tag.next
    switch (tag.value) {
      case COMPARATOR:
        at = readSlice(edit, at).next
        break
      case LOG_NUMBER:
      case NEXT_FILE:
      case LAST_SEQUENCE:
      case PREVIOUS_LOG:
        at = readVarint64(edit, at)
        break
      case COMPACT_POINTER:
        at = readSlice(edit, readVarint(edit, at).next).next
        break
      case DELETED_FILE: {
        const number = readFileNumber(edit, at)
        live.delete(number.value)
        at = number.next
        break
      }
      case NEW_FILE: {
        const number = readFileNumber(edit, at)
        live.add(number.value)
        const smallest = readSlice(edit, readVarint(edit, number.next).next)
        at = readSlice(edit, smallest.next).next
        break
      }
      default:
        ensure(false, `it has an entry of kind ${tag.value}`)
    }
  }
}

/** The number of a file, behind its level. */
function readFileNumber(edit: Uint8Array, at: number): Read<number> {
  return readVarint(edit, readVarint(edit, at).next)
}

/** Skips a number that may be greater than is of interest here. */
function readVarint64(edit: Uint8Array, at: number): number {
  let end = at
  while ((edit[end] ?? 0) >= 0x80) {
    end++
  }
  ensure(end < edit.length, 'a number is cut off')
  return end + 1
}

/** Records of a log file; what a crash has cut off at its end is left out, as by LevelDB. */
function* recordsOf(log: Uint8Array): Generator<Uint8Array> {
  let parts: Uint8Array[] = []
  for (let at = 0; at + LOG_HEADER_BYTES <= log.length; ) {
    const left = LOG_BLOCK_BYTES - (at % LOG_BLOCK_BYTES)
    if (left < LOG_HEADER_BYTES) {
      at += left
      continue
    }
    const length = (log[at + 4] ?? 0) | ((log[at + 5] ?? 0) << 8)
    const start = at + LOG_HEADER_BYTES
    const end = start + length
    if (end > log.length) {
      return
    }
    ensure(LOG_HEADER_BYTES + length <= left, 'a record is longer than its block')
    ensure(maskedCrc(log, at + 6, end) === littleEndian(log, at), 'a record fails its checksum')
    const type = log[at + 6]
    ensure(
      type === FULL || type === FIRST || type === MIDDLE || type === LAST,
      'a record has no type'
    )
    if (type === FULL || type === FIRST) {
      parts = []
    }
    parts.push(log.subarray(start, end))
    if (type === FULL || type === LAST) {
      yield joined(parts)
    }
    at = end
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
