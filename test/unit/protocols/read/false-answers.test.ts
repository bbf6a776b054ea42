/**
 * Holders that lie: refused, told of, passed over.
 */
import { describe, expect, test } from 'vitest'
import type { ReadMessage } from '../../../../src/protocols/read/index.ts'
import { makeChain, makeTable, recordsAt } from '../../../support/read-chain.ts'
import { REALM } from '../../../support/read-fleet.ts'
import {
  ALL,
  chain,
  fail,
  made,
  placesOf,
  setting,
  stepsOf
} from '../../../support/read-setting.ts'

describe('read: answers that are false', () => {
  type Data = Extract<ReadMessage, { type: 'data' }>

  const flipped = (bytes: Uint8Array | undefined, at: number): Uint8Array => {
    const copy = Uint8Array.from(bytes ?? [])
    const place = at < 0 ? copy.length + at : at
    copy[place] = (copy[place] ?? 0) ^ 1
    return copy
  }
  const other = makeChain(
    REALM.identity('other'),
    made.blocks.map((_, i) => recordsAt([i]))
  )
  const forged = makeChain(REALM.identity('forger'), [recordsAt([1])])

  const lies: readonly (readonly [string, (data: Data) => Data])[] = [
    [
      'a changed record',
      (d) => ({ ...d, blocks: [flipped(d.blocks[0], -1), ...d.blocks.slice(1)] })
    ],
    ['a block of another chain', (d) => ({ ...d, blocks: [other.blocks[0]?.bytes ?? fail()] })],
    [
      'the whole of another chain',
      (d) => ({
        ...d,
        genesis: other.chain.bytes,
        blocks: other.blocks.map((block) => block.bytes),
        certificates: [...other.certificates.values()].map((certificate) => certificate.bytes),
        booths: [other.booth.bytes]
      })
    ],
    ['another genesis', (d) => ({ ...d, genesis: other.chain.bytes })],
    ['no genesis', (d) => ({ ...d, genesis: new Uint8Array(0) })],
    ['no certificate', (d) => ({ ...d, certificates: [] })],
    ['no booth', (d) => ({ ...d, booths: [] })],
    ['a changed signature', (d) => ({ ...d, certificates: [flipped(d.certificates[0], -1)] })],
    ['a forged booth', (d) => ({ ...d, booths: [forged.booth.bytes] })],
    [
      'a gap in the links',
      (d) => ({ ...d, blocks: [...d.blocks.slice(0, 2), ...d.blocks.slice(3)] })
    ],
    [
      'a missing last block',
      (d) => ({
        ...d,
        blocks: d.blocks.slice(0, 4),
        certificates: [4, 5].map((height) => made.certificates.get(height)?.bytes ?? fail())
      })
    ],
    ['a missing first block', (d) => ({ ...d, blocks: d.blocks.slice(1) })],
    ['blocks in another order', (d) => ({ ...d, blocks: [...d.blocks].reverse() })],
    ['a block twice', (d) => ({ ...d, blocks: [d.blocks[0] ?? fail(), ...d.blocks] })],
    ['a head above its proof', (d) => ({ ...d, headHeight: 50, certificates: d.certificates })],
    ['garbage for a block', (d) => ({ ...d, blocks: [Uint8Array.of(1, 2, 3)] })],
    ['a page that leads nowhere', (d) => ({ ...d, more: true, nextHeight: 0 })]
  ]

  for (const [name, lie] of lies) {
    test(`B15: ${name} is refused, told of, and another holder answers`, () => {
      const all = setting()
      all.fleet.setTamper((from, _to, message) =>
        from === 'owner' && message.type === 'data' ? lie(message) : message
      )
      const result = all.fleet.read(all.reader, { chain, selector: {} })
      expect(placesOf(result)).toEqual(ALL)
      expect(stepsOf(result, all)).toEqual(['owner invalid', expect.stringMatching(/^b\d data$/)])
      expect(all.reader.signals).toMatchObject([{ type: 'distrust', peer: all.owner.peer }])
      expect(all.reader.facts).toContainEqual(expect.objectContaining({ name: 'read:refused' }))
    })
  }

  test('read: blocks without bodies are refused', () => {
    const all = setting()
    all.fleet.setTamper((from, _to, message) =>
      from === 'owner' && message.type === 'data'
        ? {
            ...message,
            blocks: made.blocks.map(({ headerBytes }) =>
              Uint8Array.of(
                10,
                (headerBytes.length & 0x7f) | 0x80,
                headerBytes.length >> 7,
                ...headerBytes
              )
            )
          }
        : message
    )
    expect(stepsOf(all.fleet.read(all.reader, { chain, selector: {} }), all)[0]).toBe(
      'owner invalid'
    )
  })

  test('read: a redirect with a forged table is refused and told of', () => {
    const all = setting()
    const thief = all.fleet.vehicle('thief')
    const unsigned = makeTable({ ...made, proposer: thief.identity }, 9, [thief])
    all.fleet.setTamper((from, _to, message) =>
      from === 'owner' && message.type === 'data'
        ? { type: 'redirect', id: message.id, genesis: message.genesis, sealed: unsigned.bytes }
        : message
    )
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(stepsOf(result, all)[0]).toBe('owner invalid')
    expect(all.reader.environment.tables.get(chain)?.table.epoch).toBe(1)
    expect(all.reader.signals).toMatchObject([{ type: 'distrust', peer: all.owner.peer }])
  })

  test('read: an answer that nobody asked for is dropped', () => {
    const all = setting()
    const [liar] = all.backups
    const message = { type: 'notHere', id: 1, reason: 'unknown', headHeight: 0 } as const
    all.fleet.step(all.reader, { type: 'message', from: liar?.peer ?? '', message })
    expect(all.reader.signals).toEqual([])
    // Not even from a vehicle other than the one that was asked.
    all.fleet.setTamper((from, to, sent) => {
      if (to === 'owner' && sent.type === 'read') {
        const false1 = { type: 'notHere', id: sent.id, reason: 'unknown', headHeight: 0 } as const
        all.fleet.step(all.reader, { type: 'message', from: liar?.peer ?? '', message: false1 })
      }
      return from === '' ? undefined : sent
    })
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(stepsOf(result, all)).toEqual(['owner data'])
  })

  test('B16: answers that come twice are taken once', () => {
    const all = setting()
    all.fleet.setTamper((from, to, message) => {
      if (from === 'owner' && to === 'reader' && message.type === 'data') {
        all.fleet.step(all.reader, { type: 'message', from: all.owner.peer, message })
      }
      return message
    })
    expect(placesOf(all.fleet.read(all.reader, { chain, selector: {} }))).toEqual(ALL)
  })
})
