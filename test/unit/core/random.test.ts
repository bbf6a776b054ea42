/** Seeded chance: repeats, and is not visibly lopsided. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/core/random.ts'

describe('random', () => {
  it('random: one seed gives one sequence, another seed another', () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed)
      return Array.from({ length: 50 }, () => random.next())
    }
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
  })

  it('random: numbers fill their range evenly', () => {
    const random = createRandom(1)
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 100_000; i++) {
      const n = random.integer(0, 9)
      counts[n] = (counts[n] ?? 0) + 1
    }
    for (const [n, count] of counts.entries()) {
      expect(Math.abs(count - 10_000), `${n}`).toBeLessThan(500)
    }
    expect(random.chance(0)).toBe(false)
    expect(random.chance(1)).toBe(true)
  })

  it('random: a shuffle keeps every item and a fork does not disturb its parent', () => {
    const random = createRandom(3)
    const items = Array.from({ length: 20 }, (_, i) => i)
    expect([...random.shuffle(items)].sort((a, b) => a - b)).toEqual(items)
    const left = createRandom(5)
    const right = createRandom(5)
    const fork = left.fork()
    right.fork()
    fork.bytes(100)
    expect(left.next()).toBe(right.next())
  })
})
