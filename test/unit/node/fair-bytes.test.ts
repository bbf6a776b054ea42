/**
 * Messages that wait on behalf of many.
 */
import { describe, expect, test } from 'vitest'
import { createFairBytes, type Share } from '../../../src/node/fair-bytes.ts'

const KIB = 1024
const MIB = 1024 * KIB

/** Takes all it can in messages of this length; returns how much that is. */
function fill(share: Share, length: number): number {
  let bytes = 0
  while (share.hasRoom(length)) {
    share.add(length)
    bytes += length
  }
  return bytes
}

describe('fair bytes', () => {
  test('one has a third of the common room, the next a third of what is left', () => {
    const budget = createFairBytes(128 * MIB, 128)
    expect(Math.round(fill(budget.share(), 64 * KIB) / MIB)).toBe(37)
    expect(Math.round(fill(budget.share(), 64 * KIB) / MIB)).toBe(25)
  })

  test('whoever has nothing waiting finds room for short messages, whatever all others take', () => {
    const budget = createFairBytes(128 * MIB, 128)
    let all = 0
    for (let i = 0; i < 127; i++) {
      const greedy = budget.share()
      all += fill(greedy, 64 * KIB) + fill(greedy, 16 * KIB) + fill(greedy, 1)
    }
    const one = budget.share()
    all += fill(one, KIB)
    expect(fill(one, KIB)).toBe(0)
    one.remove(KIB)
    expect(fill(one, KIB)).toBe(KIB)
    expect(all).toBeGreaterThan(127 * MIB)
    expect(all).toBeLessThanOrEqual(128 * MIB)
  })

  test('behind long messages there is room for short ones', () => {
    const budget = createFairBytes(128 * MIB, 128)
    const share = budget.share()
    fill(share, 16 * KIB + 1)
    fill(budget.share(), 16 * KIB + 1)
    expect(share.hasRoom(16 * KIB + 1)).toBe(false)
    expect(fill(share, 16 * KIB)).toBe(128 * KIB)
  })

  test('what waits no longer gives its room back', () => {
    const budget = createFairBytes(1024, 2)
    const [first, second] = [budget.share(), budget.share()]
    const before = fill(first, 1)
    const less = fill(second, 1)
    expect(less).toBeLessThan(before)
    Array.from({ length: before }, () => first.remove(1))
    Array.from({ length: less }, () => second.remove(1))
    expect(fill(second, 1)).toBe(before)
  })
})
