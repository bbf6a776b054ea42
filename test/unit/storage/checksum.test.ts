/**
 * Records with their checksum, and the two checksums themselves.
 */
import { crc32 as zlibCrc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { createRandom } from '../../../src/core/random.ts'
import {
  crc32,
  fingerprintOf,
  NO_RECORD,
  openRecord,
  payloadBytes,
  sealRecord
} from '../../../src/storage/checksum.ts'
import { crc32c } from '../../../src/storage/crc32c.ts'

test('checksum: CRC-32 without Node is the CRC-32 of zlib, also in parts', () => {
  const random = createRandom(1)
  for (let length = 0; length < 300; length++) {
    const bytes = random.bytes(length)
    const cut = random.integer(0, length)
    expect(crc32(bytes, 0), `${length} bytes`).toBe(zlibCrc32(bytes))
    const inParts = crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut), 0))
    expect(inParts, `${length} bytes, cut at ${cut}`).toBe(zlibCrc32(bytes))
  }
})

test('checksum: CRC-32C has the values of RFC 3720', () => {
  const vectors: readonly (readonly [Uint8Array, number])[] = [
    [new Uint8Array(32), 0x8a9136aa],
    [new Uint8Array(32).fill(0xff), 0x62a8ab43],
    [Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    [Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
    [toUtf8('123456789'), 0xe3069283]
  ]
  for (const [bytes, crc] of vectors) {
    expect(crc32c(bytes, 0, bytes.length)).toBe(crc)
    const shifted = new Uint8Array(bytes.length + 7)
    shifted.set(bytes, 3)
    expect(crc32c(shifted, 3, 3 + bytes.length)).toBe(crc)
  }
})

test('checksum: a record opens to its payload, in both implementations', () => {
  const random = createRandom(2)
  for (const length of [0, 1, 7, 100, 5000]) {
    const payload = random.bytes(length)
    const stored = sealRecord(crc32, 's/key', payload)
    expect(stored).toEqual(sealRecord(zlibCrc32, 's/key', payload))
    expect(openRecord(crc32, 's/key', stored), `${length} bytes`).toEqual(payload)
    expect(openRecord(zlibCrc32, 's/key', stored), `${length} bytes`).toEqual(payload)
    expect(payloadBytes(stored)).toBe(length)
  }
})

test('checksum: any flipped bit is noticed', () => {
  const stored = sealRecord(crc32, 's/key', toUtf8('payload'))
  for (let bit = 0; bit < 8 * stored.length; bit++) {
    const flipped = stored.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(openRecord(crc32, 's/key', flipped), `bit ${bit}`).toBeUndefined()
  }
})

test('checksum: a value under another key is noticed', () => {
  const stored = sealRecord(crc32, 's/key', toUtf8('payload'))
  expect(openRecord(crc32, 's/kex', stored)).toBeUndefined()
  expect(openRecord(crc32, 's/ke', stored)).toBeUndefined()
})

test('checksum: a value that is cut off is noticed', () => {
  const stored = sealRecord(crc32, 's/key', toUtf8('payload'))
  for (let length = 0; length < stored.length; length++) {
    expect(openRecord(crc32, 's/key', stored.subarray(0, length)), `${length}`).toBeUndefined()
  }
})

test('checksum: the fingerprint is what the record claims, and never that of no record', () => {
  expect(fingerprintOf(Uint8Array.of(1, 2, 3, 4, 5))).toBe(0x01020304)
  expect(fingerprintOf(Uint8Array.of(0xff, 0, 0, 0))).toBe(0xff000000)
  for (const stored of [new Uint8Array(), new Uint8Array(4), new Uint8Array(9)]) {
    expect(fingerprintOf(stored)).not.toBe(NO_RECORD)
  }
})
