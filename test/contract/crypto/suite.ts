/**
 * What every implementation of core/crypto.ts must do, as tests.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex, toUtf8 } from '../../../src/core/bytes.ts'
import { type Crypto, SIGNATURE_BYTES } from '../../../src/core/crypto.ts'
import type { PeerId } from '../../../src/core/peer.ts'

interface Vehicle {
  readonly peer: PeerId
  readonly crypto: Crypto
}

/** FIPS 180-4 examples: the empty message, "abc", and one of two blocks. */
const DIGESTS: readonly (readonly [string, string])[] = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'
  ]
]

/** `vehicle(i)` gives the same vehicle for the same number, another for another. */
export function cryptoContract(name: string, vehicle: (i: number) => Vehicle): void {
  const a = vehicle(1)
  const b = vehicle(2)
  const message = toUtf8('a message')

  describe(`crypto contract: ${name}`, () => {
    test.each(DIGESTS)('the SHA-256 of %j is that of FIPS 180-4', (text, digest) => {
      expect(a.crypto.sha256(toUtf8(text))).toBe(digest)
      expect(toHex(a.crypto.sha256Bytes(toUtf8(text)))).toBe(digest)
    })

    test('a digest is a plain Uint8Array of 32 bytes', () => {
      const digest = a.crypto.sha256Bytes(message)
      expect(digest).toHaveLength(32)
      expect(Object.getPrototypeOf(digest)).toBe(Uint8Array.prototype)
    })

    test('a signature has 64 bytes and is a plain Uint8Array', () => {
      const signature = a.crypto.sign(message)
      expect(signature).toHaveLength(SIGNATURE_BYTES)
      expect(Object.getPrototypeOf(signature)).toBe(Uint8Array.prototype)
    })

    test('a signature verifies for its signer, at the signer and at others', () => {
      const signature = a.crypto.sign(message)
      expect(a.crypto.verify(a.peer, message, signature)).toBe(true)
      expect(b.crypto.verify(a.peer, message, signature)).toBe(true)
    })

    test('a signature does not verify for another peer', () => {
      expect(b.crypto.verify(b.peer, message, a.crypto.sign(message))).toBe(false)
    })

    test('two vehicles sign differently', () => {
      expect(toHex(a.crypto.sign(message))).not.toBe(toHex(b.crypto.sign(message)))
    })

    test('any message verifies, and no longer after one flipped bit of it or of its signature', () => {
      const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 })
      fc.assert(
        fc.property(bytes, fc.nat(), fc.nat(7), fc.boolean(), (signed, at, bit, inMessage) => {
          const signature = a.crypto.sign(signed)
          expect(b.crypto.verify(a.peer, signed, signature)).toBe(true)
          const flipped = Uint8Array.from(inMessage ? signed : signature)
          const index = at % flipped.length
          flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
          const isValid = inMessage
            ? b.crypto.verify(a.peer, flipped, signature)
            : b.crypto.verify(a.peer, signed, flipped)
          expect(isValid, `bit ${bit} of byte ${index}`).toBe(false)
        }),
        { numRuns: 50 }
      )
    })

    test('a signature of any other length does not verify and does not throw', () => {
      const signature = a.crypto.sign(message)
      for (const length of [0, 1, 63]) {
        const short = signature.subarray(0, length)
        expect(a.crypto.verify(a.peer, message, short), `${length} bytes`).toBe(false)
      }
      const long = new Uint8Array(65)
      long.set(signature)
      expect(a.crypto.verify(a.peer, message, long)).toBe(false)
    })

    test('a name that is no peer id does not verify and does not throw', () => {
      const signature = a.crypto.sign(message)
      for (const text of ['', 'nobody', a.peer.slice(1), `${a.peer}1`, 'x'.repeat(10_000)]) {
        expect(a.crypto.verify(text, message, signature), text.slice(0, 20)).toBe(false)
      }
    })

    test('the bytes of a caller are left as they are', () => {
      const bytes = Uint8Array.from({ length: 64 }, (_, i) => i)
      const signature = a.crypto.sign(bytes)
      a.crypto.sha256(bytes)
      a.crypto.verify(a.peer, bytes, signature)
      expect(bytes).toEqual(Uint8Array.from({ length: 64 }, (_, i) => i))
    })
  })
}
