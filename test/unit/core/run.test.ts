/** Runs: hashes, sizes and groups of consecutive blocks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_HASH } from '../../../src/core/bytes.ts'
import { CHUNK_BYTES } from '../../../src/core/limits.ts'
import { createRun, type Run } from '../../../src/core/run.ts'
import { NO_SUMMARY, type Summary } from '../../../src/core/selector.ts'

const hashOf = (height: number): string => height.toString(16).padStart(64, '0')

function runOf(from: number, sizes: readonly number[], summary: Summary = NO_SUMMARY): Run {
  const [first = 1, ...rest] = sizes
  const run = createRun(from, from === 1 ? NO_HASH : hashOf(from - 1), hashOf(from), first, summary)
  for (const [i, size] of rest.entries()) {
    run.append(hashOf(from + 1 + i), size, summary)
  }
  return run
}

describe('run', () => {
  it('run: keeps hash and size of every block', () => {
    const run = runOf(5, [10, 20, 30])
    expect([run.from, run.to, run.bytes]).toEqual([5, 7, 60])
    expect(run.hashAt(6)).toBe(hashOf(6))
    expect(run.bytesAt(7)).toBe(30)
    expect(run.head).toBe(hashOf(7))
    expect(() => run.hashAt(8)).toThrow('height 8')
  })

  it('run: groups hold at most one chunk, unless one block is larger', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(sizes, (blocks) => {
        const run = runOf(1, blocks)
        let next = 1
        for (const group of run.groups) {
          expect(group.from).toBe(next)
          expect(group.bytes <= CHUNK_BYTES || group.from === group.to).toBe(true)
          const part = blocks.slice(group.from - 1, group.to)
          expect(group.bytes).toBe(part.reduce((a, b) => a + b, 0))
          next = group.to + 1
        }
        expect(next).toBe(blocks.length + 1)
      })
    )
  })

  it('run: cut and joined again it is the same run', () => {
    const cut = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    fc.assert(
      fc.property(cut, ([a, b]) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const whole = runOf(
          1,
          Array.from({ length: 40 }, (_, i) => i + 1)
        )
        const middle = runOf(
          from,
          Array.from({ length: to - from + 1 }, (_, i) => from + i)
        )
        const parts = whole.without(from, to)
        const before = parts.find((part) => part.from === 1)
        const behind = parts.find((part) => part.from === to + 1)
        expect(parts.length).toBe(Number(from > 1) + Number(to < 40))
        const joined = before ?? middle
        if (before !== undefined) {
          before.join(middle)
        }
        if (behind !== undefined) {
          expect(behind.prev).toBe(hashOf(to))
          joined.join(behind)
        }
        expect([joined.from, joined.to, joined.bytes]).toEqual([1, 40, whole.bytes])
        expect(joined.hashAt(from)).toBe(whole.hashAt(from))
      })
    )
  })

  it('run: a group tells the times and places of all its blocks', () => {
    const at = (timeMs: number, lat: number): Summary => ({
      timeMinMs: timeMs,
      timeMaxMs: timeMs,
      south: lat,
      north: lat,
      west: 1,
      east: 1
    })
    const run = createRun(1, NO_HASH, hashOf(1), 10, at(50, -3))
    run.append(hashOf(2), 10, NO_SUMMARY)
    run.append(hashOf(3), 10, at(20, 8))
    expect(run.groups[0]?.summary).toEqual({
      timeMinMs: 20,
      timeMaxMs: 50,
      south: -3,
      north: 8,
      west: 1,
      east: 1
    })
  })
})
