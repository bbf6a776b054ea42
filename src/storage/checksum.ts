/**
 * Records as they lie on disk: a checksum of 4 bytes (CRC-32 over key and payload, big-endian), then
 * the payload. The key is covered so that a value under a wrong key is noticed.
 *
 * Source of the CRC: ISO 3309, as in zlib; polynomial 0xedb88320, reflected.
 */
import type { Key } from '../core/machine.ts'

/** CRC-32 of bytes that continue those of which `seed` is the CRC-32; 0 begins. zlib.crc32 is one. */
export type Checksum = (bytes: Uint8Array, seed: number) => number

/**
 * The checksum of a record as it was written, which stands for the record in memory; never 0, which
 * stands for no record.
 */
export type Fingerprint = number

export const NO_RECORD: Fingerprint = 0

const CHECKSUM_BYTES = 4

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index
  for (let bit = 0; bit < 8; bit++) {
    crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return crc
})

/** CRC-32 without Node; three times slower than zlib's. */
export const crc32: Checksum = (bytes, seed) => {
  let crc = ~seed
  for (const byte of bytes) {
    crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  }
  return ~crc >>> 0
}

/** CRC-32 of the characters of a key, which are ASCII. */
function crcOfKey(key: Key): number {
  let crc = -1
  for (let i = 0; i < key.length; i++) {
    crc = (TABLE[(crc ^ key.charCodeAt(i)) & 0xff] ?? 0) ^ (crc >>> 8)
  }
  return ~crc >>> 0
}

/** The bytes to store for a payload. */
export function sealRecord(checksum: Checksum, key: Key, payload: Uint8Array): Uint8Array {
  const crc = checksum(payload, crcOfKey(key))
  const stored = new Uint8Array(CHECKSUM_BYTES + payload.length)
  stored[0] = crc >>> 24
  stored[1] = crc >>> 16
  stored[2] = crc >>> 8
  stored[3] = crc
  stored.set(payload, CHECKSUM_BYTES)
  return stored
}

/** The fingerprint that a record claims; whether it is true, `openRecord` says. */
export function fingerprintOf(stored: Uint8Array): Fingerprint {
  const [a = 0, b = 0, c = 0, d = 0] = stored
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0 || 1
}

/** The payload as a view of what is stored, or undefined when the record fails its checksum. */
export function openRecord(
  checksum: Checksum,
  key: Key,
  stored: Uint8Array
): Uint8Array | undefined {
  if (stored.length < CHECKSUM_BYTES) {
    return undefined
  }
  const payload = new Uint8Array(
    stored.buffer,
    stored.byteOffset + CHECKSUM_BYTES,
    stored.length - CHECKSUM_BYTES
  )
  const crc = checksum(payload, crcOfKey(key))
  const [a = 0, b = 0, c = 0, d = 0] = stored
  return crc === ((a << 24) | (b << 16) | (c << 8) | d) >>> 0 ? payload : undefined
}

/** Bytes of the payload of a stored record. */
export function payloadBytes(stored: Uint8Array): number {
  return Math.max(0, stored.length - CHECKSUM_BYTES)
}
