/** The codec of replicate: what is said comes back, and every limit is kept before it is believed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toBase58, toHex } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { peerOfKey } from '../../../../src/core/peer.ts'
import { signPayload } from '../../../../src/core/signed.ts'
import { type ReplicateMessage, replicateSpec } from '../../../../src/protocols/replicate/index.ts'
import {
  BLOCK_BYTES_MAX,
  CHUNK_BLOCKS_MAX,
  MESSAGE_BYTES_MAX,
  SOURCES_MAX
} from '../../../../src/protocols/replicate/limits.ts'
import { ReplicateMessage as Codec } from '../../../../src/protocols/replicate/messages.ts'
import { decodeManifestBody, encodeManifestBody } from '../../../../src/protocols/replicate/spec.ts'
import {
  type ManifestBody,
  OFFER_REFUSALS,
  PULL_REFUSALS,
  VOTE_REFUSALS
} from '../../../../src/protocols/replicate/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { documentedExample } from '../../../support/documents.ts'

const { crypto } = createCryptoRealm(1).identity('proposer')
const NUMBER_MAX = 2 ** 48

const bytesOf = (maxLength: number) => fc.uint8Array({ maxLength })
const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const chain = key.map(toBase58)
const hash = key.map(toHex)
const peer = key.map(peerOfKey)
const number = fc.integer({ min: 1, max: NUMBER_MAX })
const head = fc.record({ height: number, hash })
const of = <T extends string>(type: T) => fc.constant(type)

const range = fc
  .tuple(number, fc.nat(100))
  .map(([from, more]) => ({ from, to: Math.min(from + more, NUMBER_MAX) }))
const ranged = <T extends object>(rest: fc.Arbitrary<T>) =>
  fc.tuple(range, rest).map(([a, b]) => ({ ...b, ...a }))

const messages: fc.Arbitrary<ReplicateMessage> = fc.oneof(
  fc.record({
    type: of('offer'),
    chain,
    genesis: bytesOf(300),
    epoch: number,
    head,
    bytes: number,
    issuer: peer,
    backups: fc.integer({ min: 1, max: 16 }),
    electors: fc.array(bytesOf(300), { maxLength: 128 }),
    before: fc.constantFrom(undefined, Uint8Array.of(1, 2)),
    booth: fc.constantFrom(undefined, Uint8Array.of(3, 4))
  }),
  fc.record({
    type: of('offerAnswer'),
    chain,
    epoch: number,
    refusal: fc.constantFrom(undefined, ...OFFER_REFUSALS),
    have: fc.option(head, { nil: undefined }),
    freeBytes: fc.nat(),
    knownEpoch: fc.nat()
  }),
  fc.record({ type: of('offerCancel'), chain, epoch: number }),
  fc.record({
    type: of('manifest'),
    manifest: bytesOf(1000),
    certificate: bytesOf(1000),
    booth: bytesOf(1000),
    sources: fc.array(peer, { maxLength: SOURCES_MAX })
  }),
  ranged(fc.record({ type: of('pull'), chain, fromTop: fc.boolean() })),
  fc.array(bytesOf(100), { minLength: 1, maxLength: 20 }).chain((blocks) =>
    fc.record({
      type: of('chunk'),
      chain,
      from: fc.constant(7),
      to: fc.constant(6 + blocks.length),
      blocks: fc.constant(blocks),
      certificates: fc.array(bytesOf(100), { maxLength: 5 }),
      booths: fc.array(bytesOf(100), { maxLength: 5 })
    })
  ),
  ranged(fc.record({ type: of('pullRefused'), chain, reason: fc.constantFrom(...PULL_REFUSALS) })),
  fc.record({ type: of('progress'), chain, epoch: number, blocks: fc.nat() }),
  fc.record({ type: of('hold'), ack: bytesOf(512) }),
  fc.record({ type: of('seal'), genesis: bytesOf(300), sealed: bytesOf(3000) }),
  fc.record({ type: of('sealAck'), chain, epoch: fc.nat() }),
  fc.record({
    type: of('stewardAsk'),
    chain,
    epoch: number,
    booth: fc.option(hash, { nil: undefined })
  }),
  fc.record({
    type: of('placeAsk'),
    chain,
    epoch: fc.nat(),
    height: number,
    backups: fc.integer({ min: 1, max: 16 }),
    candidates: fc.array(peer, { maxLength: 128 })
  }),
  fc.oneof(
    fc.record({
      type: of('stewardAnswer'),
      chain,
      epoch: number,
      vote: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      refusal: fc.constant(undefined),
      knownEpoch: fc.nat()
    }),
    fc.record({
      type: of('stewardAnswer'),
      chain,
      epoch: number,
      vote: fc.constant(undefined),
      refusal: fc.constantFrom(...VOTE_REFUSALS),
      knownEpoch: fc.nat()
    })
  )
)

const CHAIN = toBase58(new Uint8Array(32).fill(9))
const HASH = new Uint8Array(32).fill(5)
const PEER = peerOfKey(new Uint8Array(32).fill(1))
const ONE = { chain: CHAIN, epoch: 1 }

const OFFER = {
  ...ONE,
  genesis: new Uint8Array(0),
  height: 4,
  headHash: HASH,
  bytes: 10,
  issuer: PEER,
  backups: 3,
  electors: [],
  before: new Uint8Array(0),
  booth: new Uint8Array(0)
}

const offer = (change: object): Uint8Array => Codec.encode({ offer: { ...OFFER, ...change } })

describe('replicate spec', () => {
  it('replicate spec: every message comes back as it was sent', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(replicateSpec.decode(replicateSpec.encode(message))).toEqual(message)
      }),
      { numRuns: 300 }
    )
  })

  it('replicate spec: truncated and garbled bytes are an invalid message, never anything else', () => {
    fc.assert(
      fc.property(messages, fc.nat(), fc.nat(255), (message, at, value) => {
        const bytes = replicateSpec.encode(message)
        const garbled = bytes.slice()
        garbled[at % bytes.length] = value
        for (const broken of [bytes.subarray(0, at % bytes.length), garbled]) {
          try {
            replicateSpec.decode(broken)
          } catch (error) {
            expect(error, toHex(broken)).toBeInstanceOf(InvalidMessageError)
          }
        }
      }),
      { numRuns: 500 }
    )
  })

  it('replicate spec: random bytes are an invalid message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          replicateSpec.decode(bytes)
        } catch (error) {
          expect(error, toHex(bytes)).toBeInstanceOf(InvalidMessageError)
        }
      }),
      { numRuns: 500 }
    )
  })

  const broken: Readonly<Record<string, Uint8Array>> = {
    'no message': new Uint8Array(0),
    'a frame too large': new Uint8Array(MESSAGE_BYTES_MAX + 1),
    'an offer of epoch 0': offer({ epoch: 0 }),
    'an offer of height 0': offer({ height: 0 }),
    'an offer of no bytes': offer({ bytes: 0 }),
    'an offer of no backups': offer({ backups: 0 }),
    'an offer of 17 backups': offer({ backups: 17 }),
    'an offer by nobody': offer({ issuer: 'x' }),
    'an offer of no chain': offer({ chain: 'x' }),
    'an offer with a short hash': offer({ headHash: HASH.subarray(1) }),
    'an offer with a long genesis': offer({ genesis: new Uint8Array(8 * 1024 + 1) }),
    'an offer with 129 electors': offer({ electors: Array(129).fill(HASH) }),
    'an offer with a long elector': offer({ electors: [new Uint8Array(513)] }),
    'an offer with a long table': offer({ before: new Uint8Array(96 * 1024 + 1) }),
    'an answer with an unknown reason': Codec.encode({
      offerAnswer: {
        ...ONE,
        accepted: false,
        haveHeight: 0,
        haveHash: HASH,
        freeBytes: 0,
        knownEpoch: 0,
        reason: 'x'
      }
    }),
    'an answer without the hash of what it has': Codec.encode({
      offerAnswer: {
        ...ONE,
        accepted: true,
        haveHeight: 3,
        haveHash: new Uint8Array(0),
        freeBytes: 0,
        knownEpoch: 0,
        reason: ''
      }
    }),
    'a pull backwards': Codec.encode({ pull: { chain: CHAIN, from: 5, to: 4, fromTop: false } }),
    'a pull from block 0': Codec.encode({ pull: { chain: CHAIN, from: 0, to: 4, fromTop: false } }),
    'a chunk with a block too few': Codec.encode({
      chunk: { chain: CHAIN, from: 5, to: 6, blocks: [HASH], certificates: [], booths: [] }
    }),
    'a chunk with too many blocks': Codec.encode({
      chunk: {
        chain: CHAIN,
        from: 1,
        to: CHUNK_BLOCKS_MAX + 1,
        blocks: Array(CHUNK_BLOCKS_MAX + 1).fill(new Uint8Array(0)),
        certificates: [],
        booths: []
      }
    }),
    'a chunk with a block too large': Codec.encode({
      chunk: {
        chain: CHAIN,
        from: 1,
        to: 1,
        blocks: [new Uint8Array(BLOCK_BYTES_MAX + 1)],
        certificates: [],
        booths: []
      }
    }),
    'a manifest with too many sources': Codec.encode({
      manifest: {
        manifest: HASH,
        certificate: HASH,
        booth: HASH,
        sources: Array(SOURCES_MAX + 1).fill(PEER)
      }
    }),
    'a manifest with a long certificate': Codec.encode({
      manifest: {
        manifest: HASH,
        certificate: new Uint8Array(16 * 1024 + 1),
        booth: HASH,
        sources: []
      }
    }),
    'a manifest with a long booth': Codec.encode({
      manifest: {
        manifest: HASH,
        certificate: HASH,
        booth: new Uint8Array(128 * 1024 + 1),
        sources: []
      }
    }),
    'a refusal of a pull with an unknown reason': Codec.encode({
      pullRefused: { chain: CHAIN, from: 1, to: 1, reason: 'x' }
    }),
    'a long acknowledgement': Codec.encode({ hold: { ack: new Uint8Array(513) } }),
    'a long table': Codec.encode({
      seal: { genesis: HASH, sealed: new Uint8Array(96 * 1024 + 1) }
    }),
    'a long genesis with a table': Codec.encode({
      seal: { genesis: new Uint8Array(8 * 1024 + 1), sealed: HASH }
    }),
    'a wish for no backup': Codec.encode({
      placeAsk: { chain: CHAIN, epoch: 0, height: 1, backups: 0, candidates: [] }
    }),
    'a wish for nothing': Codec.encode({
      placeAsk: { chain: CHAIN, epoch: 0, height: 0, backups: 1, candidates: [] }
    }),
    'a steward ask with half a booth id': Codec.encode({
      stewardAsk: { ...ONE, booth: new Uint8Array(16) }
    }),
    'a steward answer without vote or reason': Codec.encode({
      stewardAnswer: { ...ONE, vote: new Uint8Array(0), reason: '', knownEpoch: 0 }
    }),
    'a long vote': Codec.encode({
      stewardAnswer: { ...ONE, vote: new Uint8Array(513), reason: '', knownEpoch: 0 }
    })
  }

  for (const [name, bytes] of Object.entries(broken)) {
    it(`replicate spec: ${name} is an invalid message`, () => {
      expect(() => replicateSpec.decode(bytes)).toThrow(InvalidMessageError)
    })
  }

  it('replicate spec: a pull has the bytes that the document says', () => {
    const message = { type: 'pull', chain: CHAIN, from: 1, to: 300, fromTop: false } as const
    const bytes = documentedExample('replicate')
    expect(toHex(replicateSpec.encode(message))).toBe(bytes)
    expect(replicateSpec.decode(fromHex(bytes))).toEqual(message)
  })
})

const BODY: ManifestBody = {
  chain: CHAIN,
  epoch: 2,
  from: 11,
  height: 30,
  prev: 'ab'.repeat(32),
  ends: [
    { height: 20, hash: 'cd'.repeat(32) },
    { height: 30, hash: 'ef'.repeat(32) }
  ]
}

const signed = (body: ManifestBody): Uint8Array =>
  signPayload(crypto, 'vguard/manifest/1', encodeManifestBody(body))

describe('manifest body', () => {
  it('manifest body: comes back as it was signed, also when nothing is to be pulled', () => {
    expect(decodeManifestBody(signed(BODY))).toEqual(BODY)
    const nothing = { ...BODY, from: 31, ends: [] }
    expect(decodeManifestBody(signed(nothing))).toEqual(nothing)
  })

  const [first = { height: 0, hash: '' }, second = first] = BODY.ends
  const faults: Readonly<Record<string, Partial<ManifestBody>>> = {
    'ends that do not ascend': { ends: [second, first] },
    'the same end twice': { ends: [first, first, second] },
    'an end below the first block': { ends: [{ ...first, height: 10 }, second] },
    'an end above its height': { ends: [first, { ...second, height: 31 }] },
    'a last end below its height': { ends: [first] },
    'no ends although blocks are missing': { ends: [] },
    'a first block behind its height': { from: 32 },
    'height 0': { height: 0, from: 1, ends: [] },
    'epoch 0': { epoch: 0 }
  }
  for (const [name, change] of Object.entries(faults)) {
    it(`manifest body: ${name} is an invalid message`, () => {
      expect(() => decodeManifestBody(signed({ ...BODY, ...change }))).toThrow(InvalidMessageError)
    })
  }
})
