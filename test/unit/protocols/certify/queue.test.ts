/** Entries that wait for a block: order, limits of a block, and nothing lost. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeBody } from '../../../../src/core/block.ts'
import { BODY_BYTES_MAX, ENTRIES_MAX } from '../../../../src/core/limits.ts'
import {
  type Append,
  bodyBytesOf,
  createAppendQueue,
  createFifo
} from '../../../../src/protocols/certify/queue.ts'

function appendOf(id: string, entries: readonly Uint8Array[]): Append {
  const rest = { operation: id, deadlineMs: 0, taken: 0, from: 0, to: 0, isAnswered: false }
  return { id, entries, ...rest }
}

describe('certify: the queue of appends', () => {
  test('certify: takes every entry once, in order, in blocks within the limits', () => {
    const sizesArb = fc.array(fc.constantFrom(0, 1, 100, 127, 128, 200_000, 400_000), {
      minLength: 1,
      maxLength: 6
    })
    const appendsArb = fc.array(sizesArb, { minLength: 1, maxLength: 8 })
    void fc.assert(
      fc.property(appendsArb, (appends) => {
        const queue = createAppendQueue()
        const given: Uint8Array[] = []
        appends.forEach((sizes, i) => {
          const entries = sizes.map((size) => new Uint8Array(size))
          given.push(...entries)
          queue.add(appendOf(String(i), entries), bodyBytesOf(entries))
        })
        const taken: Uint8Array[] = []
        while (queue.entries > 0) {
          const { entries } = queue.take()
          expect(entries.length).toBeGreaterThan(0)
          expect(encodeBody(entries).length).toBeLessThanOrEqual(BODY_BYTES_MAX)
          taken.push(...entries)
        }
        expect(taken.length).toBe(given.length)
        expect(taken.every((entry, i) => entry === given[i])).toBe(true)
        expect(queue.bytes).toBe(0)
      }),
      { numRuns: 50 }
    )
  })

  test('certify: a block takes as many entries as fit, and the rest of an append later', () => {
    const queue = createAppendQueue()
    const entries = Array.from({ length: ENTRIES_MAX + 2 }, () => new Uint8Array(1))
    const append = appendOf('a', entries)
    queue.add(append, bodyBytesOf(entries))
    const first = queue.take()
    expect(first.entries).toHaveLength(ENTRIES_MAX)
    expect(first.appends).toEqual([append])
    expect(append.taken).toBe(ENTRIES_MAX)
    expect(queue.take()).toMatchObject({ entries: { length: 2 }, appends: [append] })
  })

  test('certify: measured bytes are those of the body', () => {
    const entries = [0, 1, 127, 128, 16_383, 16_384].map((size) => new Uint8Array(size))
    expect(bodyBytesOf(entries)).toBe(encodeBody(entries).length)
  })

  test('certify: cleared is empty, and tells who waited', () => {
    const queue = createAppendQueue()
    const entries = [new Uint8Array(3)]
    queue.add(appendOf('a', entries), 5)
    queue.add(appendOf('b', entries), 5)
    expect(queue.clear().map(({ id }) => id)).toEqual(['a', 'b'])
    expect(queue).toMatchObject({ entries: 0, bytes: 0 })
    expect(queue.take()).toEqual({ entries: [], appends: [] })
  })
})

describe('certify: first in, first out', () => {
  test('certify: keeps the order over many', () => {
    const fifo = createFifo<number>()
    let next = 0
    for (let i = 0; i < 10_000; i++) {
      fifo.push(i)
      if (i % 3 !== 0) {
        expect(fifo.first(), `before ${i}`).toBe(next)
        expect(fifo.shift(), `at ${i}`).toBe(next)
        next++
      }
    }
    while (next < 10_000) {
      expect(fifo.shift(), 'the rest').toBe(next)
      next++
    }
    expect(fifo.shift()).toBe(undefined)
    expect(fifo.first()).toBe(undefined)
  })
})
