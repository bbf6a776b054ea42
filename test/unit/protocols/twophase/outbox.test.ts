/**
 * The rules of the outbox: what goes together, in which order, what waits for it, and how much goes at
 * once.
 */
import { describe, expect, test } from 'vitest'
import {
  CONTENTS_MAX,
  ITEMS_MAX,
  LINGER_MS,
  PORTION_BYTES,
  WALKS_MAX
} from '../../../../src/protocols/twophase/limits.ts'
import { createOutbox, type Parcel } from '../../../../src/protocols/twophase/outbox.ts'
import type { Content } from '../../../../src/protocols/twophase/types.ts'
import {
  CHAIN,
  COORDINATOR,
  committed,
  peerOf,
  portionOf
} from '../../../support/twophase-stage.ts'

const A = peerOf('A')
const B = peerOf('B')

const acks = (...numbers: readonly number[]): Content => ({
  ...{ type: 'acks', coordinator: COORDINATOR, numbers }
})
const prepare = (number: number, value = 'v'): Content => ({
  ...{ type: 'prepare', coordinator: COORDINATOR },
  portions: [portionOf(number, ['k', value])]
})
const read = (ticket: number, key = 'k'): Content => ({
  ...{ type: 'read', ticket, without: [], question: { type: 'get', key } }
})

function taken(...said: readonly (readonly [to: string, ring: number, content: Content])[]) {
  const outbox = createOutbox(CHAIN)
  for (const [to, ring, content] of said) {
    outbox.add(0, to, ring, content)
  }
  const parcels = outbox.take(LINGER_MS)
  expect(outbox.dueMs).toBeUndefined()
  return parcels
}

const typesOf = (parcels: readonly Parcel[]): readonly string[] =>
  parcels.map(({ message }) => message.type)

describe('what is said while the disk is written', () => {
  test('goes to each vehicle in one message, each kind of it once', () => {
    const parcels = taken([A, 3, acks(1)], [B, 3, acks(2)], [A, 3, read(9)], [A, 3, acks(4, 5)])
    expect(parcels).toEqual([
      {
        to: A,
        message: { type: 'acks+read', chain: CHAIN, ring: 3, contents: [acks(1, 4, 5), read(9)] }
      },
      { to: B, message: { type: 'acks', chain: CHAIN, ring: 3, contents: [acks(2)] } }
    ])
  })

  test('keeps the ring that it was said under', () => {
    const parcels = taken([A, 3, acks(1)], [A, 4, acks(2)])
    expect(parcels.map(({ message }) => [message.ring, message.contents])).toEqual([
      [3, [acks(1)]],
      [4, [acks(2)]]
    ])
  })

  test('does not mix coordinators, whose numbers are their own', () => {
    const other: Content = { type: 'acks', coordinator: 'cd'.repeat(16), numbers: [1] }
    const [parcel] = taken([A, 3, acks(1)], [A, 3, other])
    expect(parcel?.message.contents).toEqual([acks(1), other])
  })

  test('outcomes are heard first: what is prepared with them may need the locks they give back', () => {
    const [parcel] = taken([A, 3, prepare(1)], [A, 3, committed(2)], [A, 3, prepare(3)])
    expect(parcel?.message.type).toBe('outcomes+prepare')
    expect(parcel?.message.contents[1]).toMatchObject({ portions: [{ number: 1 }, { number: 3 }] })
  })
})

describe('outcomes', () => {
  test('wait a moment, and no longer', () => {
    const outbox = createOutbox(CHAIN)
    outbox.add(10, A, 3, committed(1))
    outbox.add(11, A, 3, committed(2))
    expect([outbox.dueMs, outbox.take(10 + LINGER_MS - 1)]).toEqual([10 + LINGER_MS, []])
    const [parcel] = outbox.take(10 + LINGER_MS)
    expect(parcel?.message.contents).toEqual([committed(1, 2)])
  })

  test('go with what is said next to the same vehicle, and wait on for others', () => {
    const outbox = createOutbox(CHAIN)
    outbox.add(10, A, 3, committed(1))
    outbox.add(10, B, 3, committed(1))
    outbox.add(10, A, 3, prepare(2))
    const parcels = outbox.take(10)
    expect(typesOf(parcels)).toEqual(['outcomes+prepare'])
    expect(outbox.dueMs).toBe(10 + LINGER_MS)
  })
})

describe('one message', () => {
  test('has lists of so many items', () => {
    const numbers = Array.from({ length: ITEMS_MAX }, (_, i) => i + 1)
    const [parcel] = taken([A, 3, acks(...numbers)], [A, 3, acks(ITEMS_MAX + 1)])
    expect(
      parcel?.message.contents.map((one) => (one.type === 'acks' ? one.numbers.length : 0))
    ).toEqual([ITEMS_MAX, 1])
  })

  test('has so many contents', () => {
    const reads = Array.from({ length: CONTENTS_MAX + 2 }, (_, i) => [A, 3, read(i)] as const)
    expect(taken(...reads).map(({ message }) => message.contents.length)).toEqual([CONTENTS_MAX, 2])
  })

  test('has few contents that walk over keys, since nothing else happens meanwhile', () => {
    const question = { type: 'stats' } as const
    const walks = Array.from({ length: WALKS_MAX + 2 }, (_, ticket) => {
      const content: Content = { type: 'read', ticket, without: [], question }
      return [A, 3, content] as const
    })
    expect(taken(...walks).map(({ message }) => message.contents.length)).toEqual([WALKS_MAX, 2])
  })

  test('has so many bytes, and what is greater goes alone', () => {
    const great = 'v'.repeat(PORTION_BYTES + 1)
    const said = [prepare(1), prepare(2, great), prepare(3)].map((one) => [A, 3, one] as const)
    const numbers = taken(...said).map(({ message }) =>
      message.contents.flatMap((one) => (one.type === 'prepare' ? one.portions : []))
    )
    expect(numbers.map((list) => list.map(({ number }) => number))).toEqual([[1], [2], [3]])
  })

  test('counts bytes of every kind', () => {
    const value = new Uint8Array(PORTION_BYTES)
    const entry = { key: 'k', version: 1, changes: 1, kind: 'bytes', value } as const
    const found = {
      version: 1,
      changes: 1,
      kind: 'bytes',
      value,
      holds: true,
      isJoining: false
    } as const
    const scan = { type: 'scan', limit: 1, bytesMax: 1, reverse: false, keysOnly: false } as const
    const long = 'k'.repeat(PORTION_BYTES)
    const great: readonly Content[] = [
      {
        type: 'votes',
        coordinator: COORDINATOR,
        votes: [{ number: 1, verdict: 'yes', found: [found] }]
      },
      { ...committed(1), outcomes: Array.from({ length: 700 }, () => outcomeOf(50)) },
      { type: 'doubts', coordinator: COORDINATOR, numbers: Array.from({ length: 1024 }, () => 1) },
      read(1, long),
      {
        type: 'read',
        ticket: 1,
        without: [],
        question: { ...scan, from: long, to: '', after: '' }
      },
      { type: 'read', ticket: 1, without: [], question: { type: 'count', from: '', to: long } },
      {
        type: 'read',
        ticket: 1,
        without: Array.from({ length: 64 }, () => A),
        question: { type: 'stats' }
      },
      {
        type: 'answer',
        ticket: 1,
        verdict: 'here',
        entries: [entry],
        hasMore: false,
        keys: 0,
        bytes: 0
      },
      { type: 'range', without: [], after: '', entries: [entry], next: '', floor: 0 },
      { type: 'pull', without: [], after: long }
    ]
    for (const content of great) {
      const copies = Array.from({ length: CONTENTS_MAX }, () => [A, 3, content] as const)
      expect(taken(...copies).length, content.type).toBeGreaterThan(1)
    }
  })
})

/** Of a transaction with so many keys. */
function outcomeOf(keys: number) {
  const versions = Array.from({ length: keys }, () => 1)
  return { number: 1, isCommitted: true, branch: true, versions, changes: versions }
}
