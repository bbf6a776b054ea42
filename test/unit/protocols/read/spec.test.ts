/**
 * The codec of the read protocol: what is sent is what arrives, limits hold, garbage is refused, and
 * the bytes of the document and of the golden file mean what they say.
 */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { BODY_BYTES_MAX, HEADER_BYTES_MAX } from '../../../../src/core/limits.ts'
import type { Selector } from '../../../../src/core/selector.ts'
import { type ReadMessage, readSpec } from '../../../../src/protocols/read/index.ts'
import { ReadMessage as Codec } from '../../../../src/protocols/read/messages.ts'
import { made } from '../../../support/read-setting.ts'

const chain = made.chain.id
const peer = made.proposer.peer

const READ: Extract<ReadMessage, { type: 'read' }> = {
  type: 'read',
  id: 7,
  chain,
  selector: { heights: { from: 2, to: 3 }, limit: 10 },
  minHeight: 3,
  knownEpoch: 1,
  bytesMax: 65_536,
  headOnly: false
}

const id = fc.integer({ min: 0, max: 2 ** 48 })
const some = fc.uint8Array({ maxLength: 40 })
const list = fc.array(some, { maxLength: 4 })
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)
const anySelector: fc.Arbitrary<Selector> = fc
  .record(
    {
      heights: fc
        .tuple(fc.integer({ min: 1, max: 99 }), fc.nat(99))
        .map(([from, more]) => ({ from, to: from + more })),
      times: fc
        .tuple(finite, finite)
        .map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) })),
      box: fc.constant({ south: -1.5, west: 179, north: 2, east: -179.5 }),
      key: fc.string({ maxLength: 20 }),
      limit: fc.integer({ min: 1, max: 100_000 })
    },
    { requiredKeys: [] }
  )
  .chain((base) =>
    fc.constantFrom<Selector>(
      base,
      { ...base, latest: 5 },
      { ...base, after: { height: 1, index: 9 } }
    )
  )

const anyMessage: fc.Arbitrary<ReadMessage> = fc.oneof(
  fc.record({
    type: fc.constant('read' as const),
    id,
    chain: fc.constant(chain),
    selector: anySelector,
    minHeight: id,
    knownEpoch: id,
    bytesMax: fc.integer({ min: 0, max: 2 * 1024 * 1024 }),
    headOnly: fc.boolean()
  }),
  fc.record({
    type: fc.constant('data' as const),
    id,
    genesis: some,
    blocks: list,
    links: list,
    certificates: list,
    booths: list,
    headHeight: id,
    epoch: id,
    more: fc.boolean(),
    nextHeight: id
  }),
  fc.record({ type: fc.constant('redirect' as const), id, genesis: some, sealed: some }),
  fc.record({
    type: fc.constant('notHere' as const),
    id,
    reason: fc.constantFrom(
      'unknown' as const,
      'stale' as const,
      'damaged' as const,
      'unproven' as const,
      'busy' as const
    ),
    headHeight: id
  }),
  fc.record({ type: fc.constant('tableAsk' as const), chain: fc.constant(chain), knownEpoch: id }),
  fc.record({
    type: fc.constant('tableAnswer' as const),
    chain: fc.constant(chain),
    genesis: some,
    sealed: some,
    holders: fc.constantFrom<readonly string[]>([], [peer])
  }),
  fc.record({
    type: fc.constant('digest' as const),
    epochs: fc.array(fc.tuple(fc.constant(chain), id), { maxLength: 5 })
  }),
  fc.record({ type: fc.constant('listAsk' as const), id }),
  fc.record({
    type: fc.constant('list' as const),
    id,
    chains: fc.array(fc.tuple(some, id), { maxLength: 5 })
  })
)

describe('read spec', () => {
  test('read: every message arrives as it was sent', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(readSpec.decode(readSpec.encode(message))).toEqual(message)
      }),
      { numRuns: 600 }
    )
  })

  test('B14: read: garbage, cut and changed frames are refused with InvalidMessageError only', () => {
    const frame = readSpec.encode(READ)
    const tampered = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(frame.length).map((length) => frame.subarray(0, length)),
      fc.tuple(fc.nat(frame.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
        const copy = Uint8Array.from(frame)
        copy[at] = (copy[at] ?? 0) ^ by
        return copy
      })
    )
    fc.assert(
      fc.property(tampered, (bytes) => {
        try {
          readSpec.decode(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidMessageError)
        }
      }),
      { numRuns: 3000 }
    )
  })

  const many = (count: number): Uint8Array[] =>
    Array.from({ length: count }, () => new Uint8Array(0))
  const data = {
    id: 1,
    genesis: new Uint8Array(0),
    blocks: [],
    links: [],
    certificates: [],
    booths: [],
    headHeight: 0,
    epoch: 0,
    more: false,
    nextHeight: 0
  }
  const read = { ...READ, selector: {} }
  const table = { chain, genesis: new Uint8Array(0), sealed: new Uint8Array(0), holders: [] }
  const beyond: readonly (readonly [string, Parameters<typeof Codec.encode>[0]])[] = [
    ['no message at all', {}],
    ['a chain that is none', { read: { ...read, chain: 'x' } }],
    ['a number beyond 2^48', { read: { ...read, id: 2 ** 49 } }],
    ['a page larger than 2 MiB', { read: { ...read, bytesMax: 2 * 1024 * 1024 + 1 } }],
    ['half a range of heights', { read: { ...read, selector: { fromHeight: 1 } } }],
    ['half a range of times', { read: { ...read, selector: { toMs: 1 } } }],
    ['half a cursor', { read: { ...read, selector: { afterHeight: 1 } } }],
    ['three sides of a box', { read: { ...read, selector: { south: 1, north: 2, east: 3 } } }],
    ['heights that descend', { read: { ...read, selector: { fromHeight: 3, toHeight: 2 } } }],
    ['height 0', { read: { ...read, selector: { fromHeight: 0, toHeight: 2 } } }],
    ['times that are no numbers', { read: { ...read, selector: { fromMs: Number.NaN, toMs: 1 } } }],
    ['times that descend', { read: { ...read, selector: { fromMs: 2, toMs: 1 } } }],
    [
      'a box beyond the poles',
      { read: { ...read, selector: { south: -91, west: 0, north: 0, east: 0 } } }
    ],
    [
      'a box upside down',
      { read: { ...read, selector: { south: 1, west: 0, north: 0, east: 0 } } }
    ],
    [
      'a box beyond the meridian',
      { read: { ...read, selector: { south: 0, west: 181, north: 0, east: 0 } } }
    ],
    ['a key of 1025 bytes', { read: { ...read, selector: { key: 'k'.repeat(1025) } } }],
    ['latest 0', { read: { ...read, selector: { latest: 0 } } }],
    ['limit 100,001', { read: { ...read, selector: { limit: 100_001 } } }],
    [
      'latest with a cursor',
      { read: { ...read, selector: { latest: 1, afterHeight: 1, afterIndex: 1 } } }
    ],
    ['4097 blocks', { data: { ...data, blocks: many(4097) } }],
    ['4097 links', { data: { ...data, links: many(4097) } }],
    ['66 certificates', { data: { ...data, certificates: many(66) } }],
    ['66 booths', { data: { ...data, booths: many(66) } }],
    [
      'a block beyond its size',
      { data: { ...data, blocks: [new Uint8Array(BODY_BYTES_MAX + HEADER_BYTES_MAX + 129)] } }
    ],
    [
      'a link beyond its size',
      { data: { ...data, links: [new Uint8Array(HEADER_BYTES_MAX + 1)] } }
    ],
    [
      'a certificate beyond its size',
      { data: { ...data, certificates: [new Uint8Array(17_000)] } }
    ],
    ['a booth beyond its size', { data: { ...data, booths: [new Uint8Array(132_000)] } }],
    ['a genesis beyond its size', { data: { ...data, genesis: new Uint8Array(8 * 1024 + 1) } }],
    [
      'a table beyond its size',
      { redirect: { id: 1, genesis: new Uint8Array(0), sealed: new Uint8Array(97 * 1024) } }
    ],
    ['a reason nobody knows', { notHere: { id: 1, reason: 'tired', headHeight: 0 } }],
    ['a holder that is none', { tableAnswer: { ...table, holders: ['me'] } }],
    ['holders twice', { tableAnswer: { ...table, holders: [peer, peer] } }],
    [
      '257 chains in a digest',
      { digest: { chains: Array.from({ length: 257 }, () => chain), epochs: [] } }
    ],
    ['a digest without its epochs', { digest: { chains: [chain], epochs: [] } }],
    ['1025 chains in a list', { list: { id: 1, genesis: many(1025), heights: [] } }],
    ['a list without its heights', { list: { id: 1, genesis: many(1), heights: [] } }]
  ]
  for (const [name, raw] of beyond) {
    test(`read: ${name} is refused`, () => {
      expect(() => readSpec.decode(Codec.encode(raw))).toThrow(InvalidMessageError)
    })
  }

  test('read: a frame beyond the size of the protocol is refused', () => {
    expect(() => readSpec.decode(new Uint8Array(readSpec.bytesMax + 1))).toThrow(
      InvalidMessageError
    )
  })

  test('read: its id and limits are as documented', () => {
    expect(readSpec).toMatchObject({
      name: 'read',
      id: '/vguard/read/1.0.0',
      bytesMax: 4 * 1024 * 1024,
      inboundMessagesMax: 256,
      outboundBytesMax: 16 * 1024 * 1024
    })
  })

  test('read: the example of the document decodes to what it says', () => {
    const path = new URL('../../../../docs/protocols/read.md', import.meta.url)
    const text = readFileSync(path, 'utf8')
    const hex =
      /```hex\n([\s\S]*?)```/
        .exec(text)?.[1]
        ?.replace(/\s*#.*$/gm, '')
        .replace(/\s/g, '') ?? ''
    const told = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
    const message = JSON.parse(told) as ReadMessage
    expect(readSpec.decode(fromHex(hex))).toEqual(message)
    expect(toHex(readSpec.encode(message))).toBe(hex)
  })

  test('read: the bytes of the golden file are what is written and read', () => {
    const path = new URL('../../../fixtures/read-messages.json', import.meta.url)
    const golden = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    const messages: readonly ReadMessage[] = [
      READ,
      { ...READ, selector: { latest: 3, box: { south: -1, west: 179, north: 1, east: -179 } } },
      { type: 'notHere', id: 7, reason: 'stale', headHeight: 2 },
      { type: 'tableAsk', chain, knownEpoch: 2 },
      { type: 'digest', epochs: [[chain, 3]] },
      { type: 'listAsk', id: 9 }
    ]
    expect(Object.keys(golden)).toHaveLength(messages.length)
    for (const [i, message] of messages.entries()) {
      const hex = golden[`${i} ${message.type}`] ?? ''
      expect(toHex(readSpec.encode(message)), message.type).toBe(hex)
      expect(readSpec.decode(fromHex(hex)), message.type).toEqual(message)
    }
  })
})
