/** The codec of certify: what is said comes out as it went in, and nothing else comes out at all. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCertificate } from '../../../../src/core/booth.ts'
import { fromHex, toHex } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { type CertifyMessage, certifySpec } from '../../../../src/protocols/certify/index.ts'
import { BLOCK_BYTES_MAX } from '../../../../src/protocols/certify/limits.ts'
import { CertifyMessage as Codec } from '../../../../src/protocols/certify/messages.ts'
import { REFUSE_REASONS } from '../../../../src/protocols/certify/types.ts'
import { blockOf, boothOf, certificateOf, chainOf, openOf, voteOf } from './script.ts'

const chain = chainOf('P')
const booth = boothOf(chain, ['P', 'B', 'C', 'D'])
const block = blockOf(chain, 'P')
const certificate = certificateOf(booth, block, ['P', 'B', 'C'])

const bytesArb = (max: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength: max })
const hashArb = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)
const heightArb = fc.integer({ min: 1, max: 2 ** 48 })
const chainArb = fc.constantFrom(chain.id, chainOf('Q').id)

const certificateArb = fc
  .record({
    height: heightArb,
    hash: hashArb,
    signature: fc.uint8Array({ minLength: 64, maxLength: 64 })
  })
  .map(({ height, hash, signature }) => {
    const subject = { chain: chain.id, height, hash, booth: booth.id }
    return createCertificate(
      booth,
      subject,
      new Map(booth.members.map((peer) => [peer, signature]))
    )
  })
const newsArb = fc.oneof(
  fc.constant({ certificate: undefined, certificateBooth: undefined }),
  fc.record({
    certificate: certificateArb,
    certificateBooth: fc.uint8Array({ minLength: 1, maxLength: 300 })
  })
)

const messageArb: fc.Arbitrary<CertifyMessage> = fc.oneof(
  fc
    .record({ genesis: bytesArb(200), booth: bytesArb(300), news: newsArb })
    .map(({ news, ...rest }) => ({ type: 'open' as const, ...rest, ...news })),
  fc.record({ type: fc.constant('opened' as const), chain: chainArb, booth: hashArb }),
  fc.record({
    type: fc.constant('propose' as const),
    chain: chainArb,
    booth: hashArb,
    block: bytesArb(500)
  }),
  fc.record({
    type: fc.constant('vote' as const),
    chain: chainArb,
    height: heightArb,
    hash: hashArb,
    booth: hashArb,
    signature: fc.uint8Array({ minLength: 64, maxLength: 64 })
  }),
  certificateArb.map((each) => ({ type: 'certified' as const, certificate: each })),
  fc.record({
    type: fc.constant('refuse' as const),
    chain: chainArb,
    booth: hashArb,
    height: fc.integer({ min: 0, max: 2 ** 48 }),
    reason: fc.constantFrom(...REFUSE_REASONS),
    text: fc.string({ maxLength: 256 }),
    evidence: bytesArb(300),
    expectedHeight: fc.integer({ min: 0, max: 2 ** 48 })
  }),
  fc
    .record({ chain: chainArb, booth: hashArb, news: newsArb })
    .map(({ news, ...rest }) => ({ type: 'close' as const, ...rest, ...news }))
)

const plain = (message: CertifyMessage): unknown => JSON.parse(JSON.stringify(message))

function decodeFault(bytes: Uint8Array): unknown {
  try {
    certifySpec.decode(bytes)
    return undefined
  } catch (error) {
    return error
  }
}

describe('certify: the codec', () => {
  test('certify: every message comes out as it went in', () => {
    void fc.assert(
      fc.property(messageArb, (message) => {
        const decoded = certifySpec.decode(certifySpec.encode(message))
        expect(plain(decoded)).toEqual(plain(message))
      }),
      { numRuns: 300 }
    )
  })

  test('certify: bytes cut off, changed or made up are InvalidMessageError or a message, nothing else', () => {
    const changed = fc
      .record({
        message: messageArb,
        cut: fc.nat(),
        at: fc.nat(),
        by: fc.integer({ min: 1, max: 255 })
      })
      .map(({ message, cut, at, by }) => {
        const bytes = certifySpec.encode(message).slice()
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by
        return cut % 2 === 0 ? bytes : bytes.slice(0, cut % bytes.length)
      })
    void fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 600 })), (bytes) => {
        const fault = decodeFault(bytes)
        expect(fault === undefined || fault instanceof InvalidMessageError, String(fault)).toBe(
          true
        )
      }),
      { numRuns: 2_000 }
    )
  })

  const good = {
    vote: voteOf('B', booth, block),
    refuse: {
      type: 'refuse',
      chain: chain.id,
      booth: booth.id,
      height: 1,
      reason: 'full',
      text: '',
      evidence: new Uint8Array(0),
      expectedHeight: 0
    }
  } as const
  const open = openOf(chain, booth, certificate, booth)
  const bad: readonly (readonly [string, Uint8Array])[] = [
    ['nothing', new Uint8Array(0)],
    ['a frame beyond the limit', new Uint8Array(certifySpec.bytesMax + 1)],
    [
      'a block beyond the limit',
      certifySpec.encode({
        type: 'propose',
        chain: chain.id,
        booth: booth.id,
        block: new Uint8Array(BLOCK_BYTES_MAX + 1)
      })
    ],
    ['a genesis beyond the limit', certifySpec.encode({ ...open, genesis: new Uint8Array(2049) })],
    ['a booth beyond the limit', certifySpec.encode({ ...open, booth: new Uint8Array(131_073) })],
    [
      'a certificate without its booth',
      certifySpec.encode({ ...open, certificateBooth: undefined })
    ],
    ['a booth without certificate', certifySpec.encode({ ...open, certificate: undefined })],
    [
      'a booth of the certificate beyond the limit',
      certifySpec.encode({
        ...open,
        certificateBooth: new Uint8Array(131_073)
      })
    ],
    ['a vote at height 0', certifySpec.encode({ ...good.vote, height: 0 } as never)],
    [
      'a vote with a short signature',
      certifySpec.encode({
        ...good.vote,
        signature: new Uint8Array(63)
      } as never)
    ],
    ['a vote for no booth', certifySpec.encode({ ...good.vote, booth: 'booth' } as never)],
    ['a vote for no hash', certifySpec.encode({ ...good.vote, hash: 'abcd' } as never)],
    ['a vote for no chain', certifySpec.encode({ ...good.vote, chain: '0' } as never)],
    ['a refusal for no reason', certifySpec.encode({ ...good.refuse, reason: 'mood' } as never)],
    ['a refusal at length', certifySpec.encode({ ...good.refuse, text: 'x'.repeat(257) })],
    [
      'evidence beyond the limit',
      certifySpec.encode({
        ...good.refuse,
        evidence: new Uint8Array(2_305)
      })
    ],
    ['a refusal beyond all heights', certifySpec.encode({ ...good.refuse, height: 2 ** 48 + 1 })],
    [
      'a certificate that is none',
      Codec.encode({
        certified: { certificate: Uint8Array.of(255, 255, 255) }
      })
    ]
  ]
  test.each(bad)('certify: %s is refused', (_title, bytes) => {
    expect(decodeFault(bytes)).toBeInstanceOf(InvalidMessageError)
  })

  test('certify: the greatest block and the greatest booth fit a frame', () => {
    const propose = {
      type: 'propose',
      chain: chain.id,
      booth: booth.id,
      block: new Uint8Array(BLOCK_BYTES_MAX)
    } as const
    expect(certifySpec.encode(propose).length).toBeLessThanOrEqual(certifySpec.bytesMax)
    expect(certifySpec.outboundBytesMax).toBeGreaterThan(8 * certifySpec.bytesMax)
  })
})

describe('certify: bytes that must never change', () => {
  test('certify: a vote', () => {
    const vote: CertifyMessage = {
      type: 'vote',
      chain: `${'1'.repeat(31)}2`,
      height: 300,
      hash: '01'.repeat(32),
      booth: 'ab'.repeat(32),
      signature: new Uint8Array(64).fill(9)
    }
    expect(toHex(certifySpec.encode(vote))).toBe(GOLDEN_VOTE)
    expect(certifySpec.decode(fromHex(GOLDEN_VOTE))).toEqual(vote)
  })

  test('certify: the example of the document is a Refuse', () => {
    const path = new URL('../../../../docs/protocols/certify.md', import.meta.url)
    const text = readFileSync(fileURLToPath(path), 'utf8')
    const hex = /```hex\n([0-9a-f\s]+)```/.exec(text)?.[1]?.replace(/\s/g, '') ?? ''
    const message = certifySpec.decode(fromHex(hex))
    expect(message).toMatchObject({
      type: 'refuse',
      height: 7,
      reason: 'unlinked',
      text: 'the block before it is missing',
      expectedHeight: 5
    })
    expect(toHex(certifySpec.encode(message))).toBe(hex)
  })
})

/** Field 4 of CertifyMessage; in it chain, height 300 (ac 02), hash, booth and signature. */
const GOLDEN_VOTE = [
  '22cb01',
  `0a20${'31'.repeat(31)}32`,
  '10ac02',
  `1a20${'01'.repeat(32)}`,
  `2240${'6162'.repeat(32)}`,
  `2a40${'09'.repeat(64)}`
].join('')
