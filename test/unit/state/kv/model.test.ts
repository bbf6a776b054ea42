/**
 * The key-value store against a sorted array, and against itself: the same operations, the same state.
 */
import { describe, expect, test } from 'vitest'
import { toLatin1 } from '../../../../src/core/latin1.ts'
import { createRandom } from '../../../../src/core/random.ts'
import {
  createKv,
  encodeOperation,
  type KvEntry,
  type KvKey,
  prefixRange
} from '../../../../src/state/kv/index.ts'
import { anyOperation, createTestKv, KEYS } from '../../../support/kv.ts'
import { createKvModel } from '../../../support/kv-model.ts'

const plain = (entries: readonly KvEntry[]): readonly unknown[] =>
  entries.map((entry) => ({ ...entry, value: [entry.value.kind, toLatin1(entry.value.bytes)] }))

const isIn = (key: KvKey, from: KvKey, to: KvKey): boolean => key >= from && (to === '' || key < to)

describe('kv', () => {
  test('kv: results and entries are those of a sorted array', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = createRandom(seed)
      const kv = createTestKv()
      const model = createKvModel()
      for (let step = 1; step <= 150; step++) {
        kv.timeMs += random.chance(0.3) ? random.integer(0, 200) : 0
        const operation = anyOperation(random)
        const expected = model.apply(operation, step, kv.timeMs)
        expect(kv.apply(operation), `seed ${seed} step ${step}`).toEqual(expected)
      }
      const expected = plain(model.entries(kv.timeMs))
      expect(plain(kv.scan().entries), `seed ${seed}`).toEqual(expected)
    }
  })

  test('kv: scans of any range, in pages and both ways, are slices of the sorted array', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed)
      const kv = createTestKv()
      const model = createKvModel()
      for (let step = 1; step <= 60; step++) {
        const operation = anyOperation(random)
        model.apply(operation, step, kv.timeMs)
        kv.apply(operation)
      }
      kv.timeMs += random.integer(0, 500)
      const bound = (): KvKey => (random.chance(0.3) ? '' : random.pick(KEYS))
      const range = random.chance(0.5)
        ? { from: bound(), to: bound() }
        : prefixRange(random.pick(['a', '\xff', '\0', 'x', '']))
      const reverse = random.chance(0.5)
      const limit = random.integer(1, 5)
      const bytesMax = random.integer(1, 2000)
      const expected = model.entries(kv.timeMs).filter(({ key }) => isIn(key, range.from, range.to))
      const found: KvEntry[] = []
      let after: KvKey = ''
      do {
        const page = kv.scan({ ...range, reverse, limit, bytesMax, after })
        expect(page.entries.length, `seed ${seed}`).toBeLessThanOrEqual(limit)
        found.push(...page.entries)
        after = page.after
      } while (after !== '')
      const wanted = plain(reverse ? expected.reverse() : expected)
      expect(plain(found), `seed ${seed}`).toEqual(wanted)
      const count = { type: 'count', count: wanted.length }
      expect(kv.query({ type: 'count', ...range }), `seed ${seed}`).toEqual(count)
    }
  })

  test('kv: a prefix selects exactly the keys that begin with it', () => {
    for (const prefix of [...KEYS, 'a', '\xff', '']) {
      const { from, to } = prefixRange(prefix)
      for (const key of KEYS) {
        expect(isIn(key, from, to), JSON.stringify([prefix, key])).toBe(key.startsWith(prefix))
      }
    }
  })

  test('kv: the same operations give the same digest, also by way of a snapshot', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = createRandom(seed)
      const steps = Array.from({ length: 120 }, (_, index) => ({
        operation: encodeOperation(anyOperation(random)),
        place: { height: index + 1, index: 0, timeMs: 1000 + index * 20 }
      }))
      const moveAt = random.integer(0, 119)
      const straight = createKv()
      let moved = createKv()
      for (const [index, { operation, place }] of steps.entries()) {
        if (index === moveAt) {
          const next = createKv()
          next.load(moved.save().parts())
          moved = next
        }
        const where = `seed ${seed} step ${index}`
        expect(moved.apply(operation, place), where).toEqual(straight.apply(operation, place))
        expect(moved.digest(), where).toBe(straight.digest())
        expect(moved.bytes, where).toBe(straight.bytes)
      }
    }
  })

  test('kv: a digest tells apart states that differ in one field of one entry', () => {
    const digests = new Set<string>()
    const base = { key: 'k', value: 'v', ttlMs: 0, height: 1, times: 1 }
    const variants = [
      base,
      { ...base, key: 'kv', value: '' },
      { ...base, value: 'w' },
      { ...base, ttlMs: 5 },
      { ...base, height: 2 },
      { ...base, times: 2 }
    ]
    for (const { key, value, ttlMs, height, times } of variants) {
      const machine = createKv()
      const bytes = Uint8Array.from(value, (c) => c.charCodeAt(0))
      for (let i = 0; i < times; i++) {
        const operation = encodeOperation({
          ...{ type: 'put', key, value: { kind: 'bytes', bytes }, ttlMs, wantsPrevious: false }
        })
        machine.apply(operation, { height, index: 0, timeMs: 0 })
      }
      digests.add(machine.digest())
    }
    expect(digests.size).toBe(variants.length)
  })
})
