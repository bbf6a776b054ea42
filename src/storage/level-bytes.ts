/**
 * How LevelDB writes numbers and checksums in its files.
 *
 * Source: util/coding.cc and util/crc32c.h of LevelDB 1.20.
 */
import { crc32c } from './crc32c.ts'

/** A file of LevelDB is not what LevelDB writes; the message says in which way. */
export class BrokenFileError extends Error {
  override readonly name = 'BrokenFileError'
}

export interface Read<T> {
  readonly value: T
  /** Where reading goes on. */
  readonly next: number
}

export function ensure(condition: boolean, reason: string): asserts condition {
  if (!condition) {
    throw new BrokenFileError(reason)
  }
}

/** An unsigned number of seven bits a byte, least first; up to 2^49, more than any offset here. */
export function readVarint(bytes: Uint8Array, at: number): Read<number> {
  let value = 0
  for (let i = 0; i < 7; i++) {
    const byte = bytes[at + i]
    ensure(byte !== undefined, 'a number is cut off')
    value += (byte & 0x7f) * 2 ** (7 * i)
    if (byte < 0x80) {
      return { value, next: at + i + 1 }
    }
  }
  throw new BrokenFileError('a number is too large')
}

/** Bytes with their length before them. */
export function readSlice(bytes: Uint8Array, at: number): Read<Uint8Array> {
  const { value: length, next } = readVarint(bytes, at)
  ensure(next + length <= bytes.length, 'a text is cut off')
  return { value: bytes.subarray(next, next + length), next: next + length }
}

export function littleEndian(bytes: Uint8Array, at: number): number {
  ensure(at >= 0 && at + 4 <= bytes.length, 'a number is cut off')
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4)
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0
}

/** The checksum of bytes[start..end) as LevelDB stores it: turned, so that no checksum covers one. */
export function maskedCrc(bytes: Uint8Array, start: number, end: number): number {
  const crc = crc32c(bytes, start, end)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}
