/**
 * A snapshot as a stream of records, cut into parts of equal size wherever the cut falls: a record may
 * be larger than a part, and many small ones share one.
 *
 * Keeps: the same records give the same parts, so vehicles at one height can serve each other's parts.
 */
import { InvalidMessageError } from './errors.ts'

/** Bytes of every part but the last. */
export const PART_BYTES: number = 256 * 1024

/** Before each record stands its length, big-endian. */
const LENGTH_BYTES = 4

/** Takes records only as far as the part asked for needs them. */
export function* cutParts(records: Iterable<Uint8Array>): Generator<Uint8Array, void> {
  let part = new Uint8Array(PART_BYTES)
  let used = 0
  for (const record of records) {
    for (const bytes of [lengthOf(record), record]) {
      for (let from = 0; from < bytes.length; ) {
        const to = Math.min(bytes.length, from + PART_BYTES - used)
        part.set(bytes.subarray(from, to), used)
        used += to - from
        from = to
        if (used === PART_BYTES) {
          yield part
          part = new Uint8Array(PART_BYTES)
          used = 0
        }
      }
    }
  }
  if (used > 0) {
    yield part.slice(0, used)
  }
}

/**
 * The records that were cut, each in bytes of its own.
 *
 * @throws InvalidMessageError when a part or a record is too long, or the last record is not whole
 */
export function* joinParts(
  parts: Iterable<Uint8Array>,
  recordBytesMax: number
): Generator<Uint8Array, void> {
  const length = new Uint8Array(LENGTH_BYTES)
  let record: Uint8Array | undefined
  let filled = 0
  for (const part of parts) {
    if (part.length > PART_BYTES) {
      throw new InvalidMessageError(`a part of a snapshot has ${part.length} bytes`)
    }
    for (let from = 0; from < part.length; ) {
      const target: Uint8Array = record ?? length
      const to = Math.min(part.length, from + target.length - filled)
      target.set(part.subarray(from, to), filled)
      filled += to - from
      from = to
      if (filled < target.length) {
        continue
      }
      filled = 0
      if (record === undefined) {
        record = new Uint8Array(readLength(length, recordBytesMax))
      }
      if (target === record || record.length === 0) {
        yield record
        record = undefined
      }
    }
  }
  if (record !== undefined || filled > 0) {
    throw new InvalidMessageError('a snapshot ends within a record')
  }
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  return Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length)
}

function readLength(bytes: Uint8Array, max: number): number {
  const length = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  if (length > max) {
    throw new InvalidMessageError(`a record of a snapshot has ${length} bytes, at most ${max}`)
  }
  return length
}
