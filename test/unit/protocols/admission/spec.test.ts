/**
 * The codec of admission: what is said comes back, and every limit is kept before it is believed.
 */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { peerOfKey } from '../../../../src/core/peer.ts'
import {
  type AdmissionMessage,
  admissionSpec,
  HELLO_BYTES_MAX,
  type Hello
} from '../../../../src/protocols/admission/index.ts'
import { AdmissionMessage as Codec } from '../../../../src/protocols/admission/messages.ts'

const FLEET = peerOfKey(new Uint8Array(32).fill(1))

const HELLO: Hello = {
  type: 'hello',
  version: '0.1.0',
  fleet: FLEET,
  membership: Uint8Array.of(1, 2, 3),
  name: 'car-2',
  revocationsVersion: 7,
  timeMs: 1_700_000_000_000
}

const messages = fc.oneof<fc.Arbitrary<AdmissionMessage>[]>(
  fc.record({
    type: fc.constant('hello' as const),
    version: fc.string({ maxLength: 32 }),
    fleet: fc.constantFrom(undefined, FLEET),
    membership: fc.uint8Array({ maxLength: 512 }),
    name: fc.string({ maxLength: 64, unit: 'grapheme-ascii' }),
    revocationsVersion: fc.nat(),
    timeMs: fc.nat()
  }),
  fc.record({
    type: fc.constant('welcome' as const),
    revocations: fc.uint8Array({ maxLength: 2000 })
  }),
  fc.record({
    type: fc.constant('denied' as const),
    reason: fc.constantFrom('otherFleet', 'revoked', 'expired', 'forged', 'open'),
    text: fc.string({ maxLength: 256 })
  })
)

const hello = (change: Partial<Record<string, unknown>>): Uint8Array =>
  Codec.encode({ hello: { ...HELLO, fleet: FLEET, ...change } })

describe('admission spec', () => {
  test('every message comes back as it was sent', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(admissionSpec.decode(admissionSpec.encode(message))).toEqual(message)
      })
    )
  })

  test('a decoder that gets any bytes decodes them or throws InvalidMessageError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          admissionSpec.decode(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidMessageError)
        }
      }),
      { numRuns: 500 }
    )
  })

  test('a message cut short or with a flipped bit decodes or throws InvalidMessageError', () => {
    const bytes = admissionSpec.encode(HELLO)
    for (let i = 0; i < bytes.length; i++) {
      for (const damaged of [bytes.slice(0, i), bytes.with(i, (bytes[i] ?? 0) ^ 0x80)]) {
        try {
          admissionSpec.decode(damaged)
        } catch (error) {
          expect(error, `byte ${i}`).toBeInstanceOf(InvalidMessageError)
        }
      }
    }
  })

  test.each([
    ['a version of 33 characters', hello({ version: 'v'.repeat(33) })],
    ['a fleet that is no peer id', hello({ fleet: 'fleet' })],
    ['a membership of 513 bytes', hello({ membership: new Uint8Array(513) })],
    ['a name of 65 characters', hello({ name: 'n'.repeat(65) })],
    ['a number beyond 2^48', hello({ revocationsVersion: 2 ** 48 + 1 })],
    ['a time beyond 2^48', hello({ timeMs: 2 ** 50 })],
    ['an unknown reason', Codec.encode({ denied: { reason: 'mood', text: '' } })],
    [
      'a text of 257 characters',
      Codec.encode({ denied: { reason: 'open', text: 't'.repeat(257) } })
    ],
    ['no message', new Uint8Array()]
  ])('%s is refused', (_, bytes) => {
    expect(() => admissionSpec.decode(bytes)).toThrow(InvalidMessageError)
  })

  test('the greatest Hello and the greatest Denied fit the limit of a first message', () => {
    const wide = '\u{ffff}'
    const greatest: readonly AdmissionMessage[] = [
      {
        ...HELLO,
        version: wide.repeat(32),
        membership: new Uint8Array(512),
        name: wide.repeat(64),
        revocationsVersion: 2 ** 48,
        timeMs: 2 ** 48
      },
      { type: 'denied', reason: 'otherFleet', text: wide.repeat(256) }
    ]
    for (const message of greatest) {
      const { length } = admissionSpec.encode(message)
      expect(length, message.type).toBeLessThanOrEqual(HELLO_BYTES_MAX)
    }
  })

  test('what a person chose too long is cut, not refused by the other side', () => {
    const long = admissionSpec.encode({ ...HELLO, name: 'n'.repeat(70), version: 'v'.repeat(40) })
    expect(admissionSpec.decode(long)).toMatchObject({
      name: 'n'.repeat(64),
      version: 'v'.repeat(32)
    })
  })

  test('the example of docs/protocols/admission.md is the frame of a Hello', () => {
    const path = new URL('../../../../docs/protocols/admission.md', import.meta.url)
    const hex = /```hex\n([0-9a-f]+)\n```/.exec(readFileSync(path, 'utf8'))?.[1] ?? ''
    const message: AdmissionMessage = {
      type: 'hello',
      version: '0.1.0',
      fleet: undefined,
      membership: new Uint8Array(),
      name: 'car-2',
      revocationsVersion: 0,
      timeMs: 1_700_000_000_000
    }
    const bytes = admissionSpec.encode(message)
    expect(toHex(Uint8Array.of(bytes.length, ...bytes))).toBe(hex)
    expect(admissionSpec.decode(fromHex(hex).subarray(1))).toEqual(message)
  })

  test('the bytes of a Denied stay what they are', () => {
    const bytes = '1a1c0a046f70656e12146e6f206d656d626572206f66206120666c656574'
    const message: AdmissionMessage = {
      type: 'denied',
      reason: 'open',
      text: 'no member of a fleet'
    }
    expect(toHex(admissionSpec.encode(message))).toBe(bytes)
    expect(admissionSpec.decode(fromHex(bytes))).toEqual(message)
  })
})
