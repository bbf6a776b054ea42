/** Runs: hashes, sizes and groups of consecutive blocks. */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
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

  it('run: cut at its front again and again it copies each block about once', () => {
    const count = 20_000
    const step = 64
    let run: Run | undefined = runOf(
      1,
      Array.from({ length: count }, (_, i) => i + 1)
    )
    const typed = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array
    const slice = vi.spyOn(typed, 'slice')
    const set = vi.spyOn(typed, 'set')
    let from = 1
    for (; run !== undefined && from + step <= count; from += step) {
      const [left]: readonly (Run | undefined)[] = run.without(from, from + step - 1)
      expect([left?.from, left?.to], String(from)).toEqual([from + step, count])
      expect(left?.hashAt(from + step), String(from)).toBe(hashOf(from + step))
      expect([left?.bytesAt(from + step), left?.bytesAt(count)]).toEqual([from + step, count])
      run = left
    }
    const sliced = slice.mock.results.reduce((sum, { value }) => sum + value.byteLength, 0)
    const put = set.mock.calls.reduce((sum, [bytes]) => sum + (bytes as Uint8Array).byteLength, 0)
    vi.restoreAllMocks()
    expect(sliced + put).toBeLessThanOrEqual(2 * 36 * count)
    for (let height = count + 1; height <= 2 * count; height++) {
      run?.append(hashOf(height), 7, NO_SUMMARY)
    }
    expect([run?.from, run?.to, run?.head]).toEqual([from, 2 * count, hashOf(2 * count)])
    expect([run?.hashAt(count), run?.bytesAt(count), run?.bytesAt(count + 1)]).toEqual([
      ...[hashOf(count), count, 7]
    ])
  })

  it.each([1, 64])(
    'run: filled downwards, %i blocks at a time, it copies each a few times',
    (step) => {
      const count = 6_400
      const typed = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array
      const set = vi.spyOn(typed, 'set')
      let run: Run | undefined
      for (let from = count - step + 1; from >= 1; from -= step) {
        const before = runOf(
          from,
          Array.from({ length: step }, (_, i) => from + i)
        )
        if (run !== undefined) {
          before.join(run)
        }
        run = before
      }
      const bytes = set.mock.calls.reduce((sum, [put]) => sum + (put as Uint8Array).byteLength, 0)
      vi.restoreAllMocks()
      expect(bytes).toBeLessThanOrEqual(6 * 36 * count)
      expect([run?.from, run?.to, run?.bytes]).toEqual([1, count, (count * (count + 1)) / 2])
      for (const height of [1, step, step + 1, count - step, count]) {
        expect([run?.hashAt(height), run?.bytesAt(height)]).toEqual([hashOf(height), height])
      }
      const groups = run?.groups ?? []
      expect(groups[0]?.from).toBe(1)
      expect(groups.length).toBeLessThan(3 + (2 * (run?.bytes ?? 0)) / CHUNK_BYTES)
      run?.append(hashOf(count + 1), 7, NO_SUMMARY)
      expect([run?.hashAt(count), run?.bytesAt(count + 1)]).toEqual([hashOf(count), 7])
    }
  )

  it('run: joined from both sides it is what was put together', () => {
    const piece = fc.record({ count: fc.integer({ min: 1, max: 40 }), isBefore: fc.boolean() })
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 30 }), (pieces) => {
        let run = runOf(2_000, [2_000])
        for (const { count, isBefore } of pieces) {
          const from = isBefore ? run.from - count : run.to + 1
          const more = runOf(
            from,
            Array.from({ length: count }, (_, i) => from + i)
          )
          const [left, right] = isBefore ? [more, run] : [run, more]
          left.join(right)
          expect(() => right.append(hashOf(right.to + 1), 1, NO_SUMMARY)).toThrow('shares')
          expect([right.hashAt(right.from), right.bytesAt(right.to)]).toEqual([
            ...[hashOf(right.from), right.to]
          ])
          run = left
        }
        const heights = Array.from({ length: run.to - run.from + 1 }, (_, i) => run.from + i)
        expect(heights.map(run.hashAt)).toEqual(heights.map(hashOf))
        expect(heights.map(run.bytesAt)).toEqual(heights)
        expect([run.head, run.bytes]).toEqual([
          ...[hashOf(run.to), heights.reduce((sum, height) => sum + height, 0)]
        ])
        expect(run.groups.flatMap(({ from, to }) => [from - 1, to])).toEqual([
          ...[
            run.from - 1,
            ...run.groups.slice(1).flatMap((group) => [group.from - 1, group.from - 1])
          ],
          run.to
        ])
        expect(run.groups.every(({ bytes }) => bytes <= CHUNK_BYTES)).toBe(true)
      })
    )
  })

  it('run: what a cut has left behind shows what it had when blocks come in front again', () => {
    const whole = runOf(1, [1, 2, 3, 4, 5])
    const [left] = whole.without(1, 2)
    const front = runOf(1, [10, 20])
    if (left !== undefined) {
      front.join(left)
    }
    expect([1, 2, 3].map(front.bytesAt)).toEqual([10, 20, 3])
    expect([1, 2, 3].map(whole.bytesAt)).toEqual([1, 2, 3])
  })

  it('run: what was cut shows what it had, and takes no more', () => {
    const whole = runOf(1, [10, 20, 30, 40])
    const [left] = whole.without(1, 1)
    left?.append(hashOf(5), 50, NO_SUMMARY)
    expect([left?.from, left?.to, left?.bytesAt(5)]).toEqual([2, 5, 50])
    expect([whole.to, whole.bytesAt(4)]).toEqual([4, 40])
    expect(() => whole.append(hashOf(5), 60, NO_SUMMARY)).toThrow('cut')
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
