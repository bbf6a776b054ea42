/**
 * The virtual disk: loads, ranges, damage, and what a vehicle finds at start.
 */
import { expect, test } from 'vitest'
import { createRandom } from '../../../src/core/random.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { createDisk } from '../../../src/sim/disk.ts'

const value = (n: number): Uint8Array => Uint8Array.of(n)
const { crypto } = createCryptoRealm(1).identity('a')

test('disk: loads exact keys and leaves out those that are not there', () => {
  const disk = createDisk()
  disk.apply([
    { type: 'put', key: 'b/x', value: value(1) },
    { type: 'put', key: 'b/y', value: value(2) },
    { type: 'del', key: 'b/x' },
    { type: 'del', key: 'b/none' }
  ])
  const { records, more } = disk.load({ type: 'get', keys: ['b/x', 'b/y'] })
  expect(records).toEqual([{ key: 'b/y', value: value(2) }])
  expect(more).toBe(false)
  expect(disk.size).toBe(1)
})

test('disk: loads a range in order, reversed, and cut by records and by bytes', () => {
  const disk = createDisk()
  for (const n of [3, 1, 2, 5, 4]) {
    disk.apply([{ type: 'put', key: `b/${n}`, value: value(n) }])
  }
  const range = { type: 'range', gte: 'b/2', lte: 'b/4', recordsMax: 9, bytesMax: 9 } as const
  const keysOf = (query: Parameters<typeof disk.load>[0]): readonly string[] =>
    disk.load(query).records.map(({ key }) => key)
  expect(keysOf(range)).toEqual(['b/2', 'b/3', 'b/4'])
  expect(keysOf({ ...range, reverse: true })).toEqual(['b/4', 'b/3', 'b/2'])
  expect(disk.load({ ...range, recordsMax: 2 })).toMatchObject({ more: true })
  expect(keysOf({ ...range, recordsMax: 2 })).toEqual(['b/2', 'b/3'])
  expect(keysOf({ ...range, bytesMax: 1 })).toEqual(['b/2'])
  expect(disk.load({ ...range, recordsMax: 3 }).more).toBe(false)
})

test('disk: a flipped record has no value, a lost one is gone, a new write repairs', () => {
  const disk = createDisk()
  disk.apply([{ type: 'put', key: 'b/a', value: value(1) }])
  expect(disk.damage(createRandom(1), 'b/', 'flip')).toBe('b/a')
  expect(disk.load({ type: 'get', keys: ['b/a'] }).records).toEqual([
    { key: 'b/a', value: undefined }
  ])
  disk.apply([{ type: 'put', key: 'b/a', value: value(2) }])
  expect(disk.get('b/a')).toEqual(value(2))
  expect(disk.damage(createRandom(1), 'b/', 'lose')).toBe('b/a')
  expect(disk.has('b/a')).toBe(false)
  expect(disk.damage(createRandom(1), 'b/', 'lose')).toBeUndefined()
})

test('disk: opened, it gives all state records and says when one is damaged', () => {
  const disk = createDisk()
  disk.apply([
    { type: 'put', key: 's/a', value: value(1) },
    { type: 'put', key: 's/b', value: value(2) },
    { type: 'put', key: 'c/x', value: value(3) }
  ])
  expect([...disk.open(crypto).state.keys()]).toEqual(['s/a', 's/b'])
  expect(disk.open(crypto).integrity.stateDamage).toBeUndefined()
  disk.damage(createRandom(1), 's/b', 'flip')
  expect([...disk.open(crypto).state.keys()]).toEqual(['s/a'])
  expect(disk.open(crypto).integrity.stateDamage).toContain('s/b')
})

test('disk: keys stay in order, each once, however records come and go', () => {
  const random = createRandom(3)
  const disk = createDisk()
  const plain = new Set<string>()
  for (let i = 0; i < 500; i++) {
    const key = `b/${random.integer(10, 40)}`
    const isPut = random.chance(0.5)
    plain[isPut ? 'add' : 'delete'](key)
    disk.apply([isPut ? { type: 'put', key, value: value(i) } : { type: 'del', key }])
    if (random.chance(0.3)) {
      expect(disk.keys('b/'), `after ${i} changes`).toEqual([...plain].sort())
    }
  }
})
