/**
 * The rules of the outbox: what goes together, what never does, and how much goes at once.
 */
import { describe, expect, test } from 'vitest'
import { ITEMS_MAX, PORTION_BYTES } from '../../../../src/protocols/twophase/limits.ts'
import { createOutbox } from '../../../../src/protocols/twophase/outbox.ts'
import type { Content } from '../../../../src/protocols/twophase/types.ts'
import { COORDINATOR, peerOf, portionOf } from '../../../support/twophase-stage.ts'

interface Said {
  readonly to: string
  readonly ring: number
  readonly content: Content
}

const A = peerOf('A')
const B = peerOf('B')

const acks = (...numbers: readonly number[]): Content => ({
  ...{ type: 'acks', coordinator: COORDINATOR, numbers }
})

function flushed(...said: readonly (readonly [to: string, ring: number, content: Content])[]) {
  const outbox = createOutbox()
  for (const [to, ring, content] of said) {
    outbox.add(to, ring, content)
  }
  const sent: Said[] = []
  outbox.flush((to, ring, content) => sent.push({ to, ring, content }))
  expect(outbox.isEmpty).toBe(true)
  return sent
}

describe('what is said while the disk is written', () => {
  test('goes to each vehicle in one message of its kind', () => {
    expect(flushed([A, 3, acks(1)], [B, 3, acks(2)], [A, 3, acks(4, 5)])).toEqual([
      { to: A, ring: 3, content: acks(1, 4, 5) },
      { to: B, ring: 3, content: acks(2) }
    ])
  })

  test('keeps the ring that it was said under', () => {
    expect(flushed([A, 3, acks(1)], [A, 4, acks(2)])).toEqual([
      { to: A, ring: 3, content: acks(1) },
      { to: A, ring: 4, content: acks(2) }
    ])
  })

  test('does not mix coordinators, whose numbers are their own', () => {
    const other: Content = { type: 'acks', coordinator: 'cd'.repeat(16), numbers: [1] }
    expect(flushed([A, 3, acks(1)], [A, 3, other])).toHaveLength(2)
  })

  test('goes in messages of so many items', () => {
    const numbers = Array.from({ length: ITEMS_MAX }, (_, i) => i + 1)
    const sent = flushed([A, 3, acks(...numbers)], [A, 3, acks(ITEMS_MAX + 1)])
    expect(
      sent.map(({ content }) => (content.type === 'acks' ? content.numbers.length : 0))
    ).toEqual([ITEMS_MAX, 1])
  })

  test('goes in messages of so many bytes, and what is greater goes alone', () => {
    const value = 'v'.repeat(PORTION_BYTES + 1)
    const portions = [
      portionOf(1, ['a', '1']),
      portionOf(2, ['b', value]),
      portionOf(3, ['c', '3'])
    ]
    const sent = flushed(
      ...portions.map((one) => {
        const content: Content = { type: 'prepare', coordinator: COORDINATOR, portions: [one] }
        return [A, 3, content] as const
      })
    )
    expect(
      sent.map(({ content }) =>
        content.type === 'prepare' ? content.portions.map(({ number }) => number) : []
      )
    ).toEqual([[1], [2], [3]])
  })
})
