/**
 * The fast hash spreads well, and digests depend on everything they are given.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from '../../../src/core/bytes.ts'
import { createDigest, fastHash } from '../../../src/sim/hash.ts'

test('hash: one flipped bit, one more byte or another key changes the hash', () => {
  const seen = new Set<string>()
  const bytes = new Uint8Array(67)
  const add = (text: string): void => {
    expect(seen.has(text), `${text} twice`).toBe(false)
    seen.add(text)
  }
  add(toHex(fastHash(bytes)))
  add(toHex(fastHash(bytes, 1)))
  for (let length = 0; length < bytes.length; length++) {
    add(toHex(fastHash(bytes.subarray(0, length))))
  }
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice()
    flipped[bit >> 3] = 1 << (bit & 7)
    add(toHex(fastHash(flipped)))
  }
})

test('hash: flips about half of all bits when one bit of the input flips', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 300 }), fc.nat(), (bytes, where) => {
      const flipped = bytes.slice()
      const at = where % bytes.length
      flipped[at] = (bytes[at] ?? 0) ^ 1
      const other = fastHash(flipped)
      let bits = 0
      fastHash(bytes).forEach((byte, i) => {
        bits += (byte ^ (other[i] ?? 0)).toString(2).replaceAll('0', '').length
      })
      expect(bits).toBeGreaterThan(70)
      expect(bits).toBeLessThan(186)
    })
  )
})

test('digest: depends on numbers, texts, bytes and their order', () => {
  const digestOf = (...parts: readonly (number | string | Uint8Array)[]): string => {
    const digest = createDigest()
    for (const part of parts) {
      if (typeof part === 'number') {
        digest.number(part)
      } else if (typeof part === 'string') {
        digest.text(part)
      } else {
        digest.bytes(part)
      }
    }
    return digest.result()
  }
  const digests = [
    digestOf(1, 2),
    digestOf(2, 1),
    digestOf(1.5, 2),
    digestOf(2 ** 40, 2),
    digestOf('a', 'b'),
    digestOf('b', 'a'),
    digestOf(Uint8Array.of(1, 2)),
    digestOf(Uint8Array.of(2, 1))
  ]
  expect(new Set(digests).size).toBe(digests.length)
  expect(digestOf(1, 'a')).toBe(digestOf(1, 'a'))
})
