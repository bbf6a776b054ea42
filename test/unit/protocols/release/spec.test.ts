/** The codec of release: what is said comes back, and every limit is kept before it is believed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toBase58, toHex } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { type ReleaseMessage, releaseSpec } from '../../../../src/protocols/release/index.ts'
import { ReleaseMessage as Codec } from '../../../../src/protocols/release/messages.ts'
import { PROOF_HEADERS_MAX } from '../../../../src/protocols/release/spec.ts'
import { RELEASE_REFUSALS } from '../../../../src/protocols/release/types.ts'
import { documentedExample } from '../../../support/documents.ts'

const chain = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase58)
const number = fc.integer({ min: 1, max: 2 ** 47 })
const bytesOf = (maxLength: number) => fc.uint8Array({ maxLength })
const of = <T extends string>(type: T) => fc.constant(type)

const messages: fc.Arbitrary<ReleaseMessage> = fc.oneof(
  fc.record({ type: of('release'), genesis: bytesOf(300), sealed: bytesOf(3000) }),
  fc.record({ type: of('released'), chain, epoch: number }),
  fc.record({
    type: of('releaseRefused'),
    chain,
    epoch: number,
    reason: fc.constantFrom(...RELEASE_REFUSALS),
    height: fc.nat()
  }),
  fc
    .tuple(chain, number, fc.nat(5000))
    .map(([id, from, more]) => ({ type: 'proofAsk' as const, chain: id, from, to: from + more })),
  fc.record({
    type: of('proof'),
    chain,
    from: number,
    headers: fc.array(bytesOf(300), { maxLength: 30 })
  })
)

const CHAIN = toBase58(new Uint8Array(32).fill(9))

describe('release spec', () => {
  it('release spec: every message comes back as it was sent', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(releaseSpec.decode(releaseSpec.encode(message))).toEqual(message)
      }),
      { numRuns: 200 }
    )
  })

  it('release spec: truncated and garbled bytes are an invalid message, never anything else', () => {
    fc.assert(
      fc.property(messages, fc.nat(), fc.nat(255), (message, at, value) => {
        const bytes = releaseSpec.encode(message)
        const garbled = bytes.slice()
        garbled[at % bytes.length] = value
        for (const broken of [bytes.subarray(0, at % bytes.length), garbled]) {
          try {
            releaseSpec.decode(broken)
          } catch (error) {
            expect(error, toHex(broken)).toBeInstanceOf(InvalidMessageError)
          }
        }
      }),
      { numRuns: 400 }
    )
  })

  const headers = Array(PROOF_HEADERS_MAX + 1).fill(new Uint8Array(0))
  const broken: Readonly<Record<string, Uint8Array>> = {
    'no message': new Uint8Array(0),
    'a frame too large': new Uint8Array(releaseSpec.bytesMax + 1),
    'a long genesis': Codec.encode({
      release: { genesis: new Uint8Array(8 * 1024 + 1), sealed: new Uint8Array(1) }
    }),
    'a long table': Codec.encode({
      release: { genesis: new Uint8Array(1), sealed: new Uint8Array(96 * 1024 + 1) }
    }),
    'a release of epoch 0': Codec.encode({ released: { chain: CHAIN, epoch: 0 } }),
    'a release of no chain': Codec.encode({ released: { chain: 'x', epoch: 1 } }),
    'an unknown reason': Codec.encode({
      releaseRefused: { chain: CHAIN, epoch: 1, reason: 'x', height: 0 }
    }),
    'a proof backwards': Codec.encode({ proofAsk: { chain: CHAIN, from: 5, to: 4 } }),
    'a proof from block 0': Codec.encode({ proofAsk: { chain: CHAIN, from: 0, to: 4 } }),
    'too many headers': Codec.encode({ proof: { chain: CHAIN, from: 1, headers } }),
    'a long header': Codec.encode({
      proof: { chain: CHAIN, from: 1, headers: [new Uint8Array(1025)] }
    })
  }
  for (const [name, bytes] of Object.entries(broken)) {
    it(`release spec: ${name} is an invalid message`, () => {
      expect(() => releaseSpec.decode(bytes)).toThrow(InvalidMessageError)
    })
  }

  it('release spec: a confirmation has the bytes that the document says', () => {
    const message = { type: 'released', chain: CHAIN, epoch: 3 } as const
    const bytes = documentedExample('release')
    expect(toHex(releaseSpec.encode(message))).toBe(bytes)
    expect(releaseSpec.decode(fromHex(bytes))).toEqual(message)
  })
})
