/**
 * The rules of the key-value store: versions, ends, transactions, refusals, snapshots.
 */
import { describe, expect, test } from 'vitest'
import { toUtf8 } from '../../../../src/core/bytes.ts'
import { operationSizeFault } from '../../../../src/core/command.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { VALUE_BYTES_MAX } from '../../../../src/core/limits.ts'
import { cutParts, joinParts, PART_BYTES } from '../../../../src/core/snapshot-parts.ts'
import {
  ANSWER_BYTES_MAX,
  createKv,
  decodeResult,
  encodeOperation,
  encodeQuery,
  jsonValue,
  type KvOperation,
  keyOfText,
  type Part,
  SCAN_DEFAULTS,
  textOfKey
} from '../../../../src/state/kv/index.ts'
import { bytesValue, createTestKv, KEYS, put } from '../../../support/kv.ts'

const bigValue = { kind: 'bytes', bytes: new Uint8Array(VALUE_BYTES_MAX).fill(7) } as const

describe('kv', () => {
  test('kv: a scan of many small entries is no longer than an answer may be, framing included', () => {
    const kv = createTestKv()
    for (let i = 0; i < 10_000; i++) {
      kv.apply(put(`key-${i}`, { kind: 'bytes', bytes: new Uint8Array(60) }))
    }
    const question = encodeQuery({ ...SCAN_DEFAULTS, limit: 10_000 })
    const at = { height: 10_000, timeMs: 0 }
    expect(kv.machine.query(question, at).length).toBeLessThanOrEqual(ANSWER_BYTES_MAX)
    const { entries, after } = kv.scan({ limit: 10_000 })
    expect(entries.length).toBeGreaterThan(5_000)
    expect(entries.length + kv.scan({ limit: 10_000, after }).entries.length).toBe(10_000)
  })

  test('kv: an entry tells the revisions that made and changed it, and how often it was put', () => {
    const kv = createTestKv()
    kv.apply(put('k'))
    kv.apply(put('other'))
    expect(kv.apply(put('k', bytesValue(2), { wantsPrevious: true }))).toMatchObject({
      type: 'put',
      revision: 3 * 4096,
      found: true,
      previous: { created: 4096, modified: 4096, changes: 1, value: bytesValue(1) }
    })
    expect(kv.get('k')).toMatchObject({ created: 4096, modified: 3 * 4096, changes: 2 })
    expect(kv.apply({ type: 'delete', key: 'k', wantsPrevious: false })).toMatchObject({
      found: true,
      previous: undefined
    })
    expect(kv.get('k')).toBeUndefined()
    kv.apply(put('k'))
    expect(kv.get('k')).toMatchObject({ created: 5 * 4096, changes: 1 })
  })

  test('kv: two entries of one block have revisions of their own', () => {
    const machine = createKv()
    const results = [0, 1].map((index) =>
      decodeResult(machine.apply(encodeOperation(put('k')), { height: 7, index, timeMs: 0 }))
    )
    expect(results).toMatchObject([{ revision: 7 * 4096 }, { revision: 7 * 4096 + 1 }])
  })

  test('kv: any key and any literal comes back to the letter', () => {
    const kv = createTestKv()
    const texts = ['1.0', '1e400', '"a b - \\u0000"', '{"__proto__": 1}', '[ 1 ]']
    for (const key of [...KEYS, keyOfText('schlüssel ☂')]) {
      for (const value of [...texts.map(jsonValue), bytesValue(), bytesValue(0, 45, 255)]) {
        kv.apply(put(key, value))
        expect(kv.get(key)?.value, JSON.stringify(key)).toEqual(value)
      }
    }
    expect(textOfKey(keyOfText('schlüssel ☂'))).toBe('schlüssel ☂')
  })

  test('kv: a value of 1 MiB is kept under the longest key, also through a snapshot', () => {
    const kv = createTestKv()
    expect(operationSizeFault(encodeOperation(put('x'.repeat(1024), bigValue)))).toBeUndefined()
    kv.apply(put('x'.repeat(1024), bigValue))
    const parts = [...kv.machine.save().parts()]
    expect(parts.map(({ length }) => length).slice(0, -1)).toEqual(Array(4).fill(PART_BYTES))
    const copy = createTestKv()
    copy.machine.load(parts)
    const { bytes } = copy.get('x'.repeat(1024))?.value ?? bytesValue()
    expect(bytes).toHaveLength(1024 * 1024)
    expect(bytes.every((byte) => byte === 7)).toBe(true)
    const get = { type: 'get', key: 'x'.repeat(1024) } as const
    const asked = { type: 'transaction', compares: [], whenTrue: [get], whenFalse: [] } as const
    expect(copy.apply(asked)).toMatchObject({ parts: [{ entry: { value: { kind: 'bytes' } } }] })
  })

  test('kv: what a caller does with the bytes of a value does not reach the store', () => {
    const kv = createTestKv()
    const operation = encodeOperation(put('k', bytesValue(1, 2, 3)))
    kv.machine.apply(operation, { height: 1, index: 0, timeMs: 0 })
    operation.fill(0)
    expect(kv.get('k')?.value).toEqual(bytesValue(1, 2, 3))
  })
})

describe('kv: time to live', () => {
  test('kv: an entry is there before its end and gone at it, for reads and for operations', () => {
    const kv = createTestKv()
    kv.timeMs = 1000
    kv.apply(put('k', bytesValue(1), { ttlMs: 50 }))
    kv.timeMs = 1049
    expect(kv.get('k')).toMatchObject({ expiresAtMs: 1050 })
    kv.timeMs = 1050
    expect(kv.get('k')).toBeUndefined()
    expect(kv.scan().entries).toEqual([])
    expect(kv.query({ type: 'count', from: '', to: '' })).toMatchObject({ count: 0 })
    expect(kv.query({ type: 'stats' })).toMatchObject({ keys: 1, expiring: 1 })
    expect(kv.apply({ type: 'touch', key: 'k', ttlMs: 9 })).toMatchObject({ found: false })
    expect(kv.query({ type: 'stats' })).toMatchObject({ keys: 0, expiring: 0, bytes: 0 })
  })

  test('kv: a touch moves the end and keeps value and revision; a put takes the end away', () => {
    const kv = createTestKv()
    kv.apply(put('k', bytesValue(1), { ttlMs: 50 }))
    expect(kv.apply({ type: 'touch', key: 'k', ttlMs: 5000 })).toMatchObject({ found: true })
    kv.timeMs += 4999
    expect(kv.get('k')).toMatchObject({ modified: 4096, changes: 1 })
    kv.apply({ type: 'touch', key: 'k', ttlMs: 0 })
    expect(kv.get('k')).toMatchObject({ expiresAtMs: 0 })
    kv.apply(put('k', bytesValue(1), { ttlMs: 50 }))
    kv.apply(put('k'))
    expect(kv.get('k')).toMatchObject({ expiresAtMs: 0 })
    expect(kv.query({ type: 'stats' })).toMatchObject({ expiring: 0 })
  })

  test('kv: what has ended leaves memory a bounded number at once, the earliest first', () => {
    const kv = createTestKv()
    for (let i = 0; i < 600; i++) {
      kv.apply(put(String(i), bytesValue(1), { ttlMs: 700 - i }))
    }
    kv.timeMs += 10_000
    const left = [344, 88, 1]
    for (const keys of left) {
      kv.apply(put('k'))
      expect(kv.query({ type: 'stats' })).toMatchObject({ keys: keys + (keys > 1 ? 1 : 0) })
      expect(kv.scan().entries.map(({ key }) => key)).toEqual(['k'])
    }
  })

  test('kv: an entry that has ended and waits for removal is new when it is put', () => {
    const kv = createTestKv()
    for (let i = 0; i < 300; i++) {
      kv.apply(put(`${i}`, bytesValue(1), { ttlMs: 10 + i }))
    }
    kv.timeMs += 10_000
    const result = kv.apply(put('299', bytesValue(2), { wantsPrevious: true }))
    expect(result).toMatchObject({ found: false, previous: undefined })
    expect(kv.get('299')).toMatchObject({ created: 301 * 4096, changes: 1 })
    expect(kv.query({ type: 'stats' })).toMatchObject({ keys: 44, expiring: 43 })
  })
})

describe('kv: conditions', () => {
  test('kv: a compare-and-set is done when the key is as expected, and only then', () => {
    const kv = createTestKv()
    const cas = (expected: (KvOperation & { type: 'compareAndSet' })['expected'], value: number) =>
      kv.apply({ type: 'compareAndSet', expected, put: put('k', bytesValue(value)) })
    expect(cas({ type: 'present' }, 1)).toMatchObject({ succeeded: false, modified: 0 })
    expect(cas({ type: 'absent' }, 1)).toMatchObject({ succeeded: true, modified: 0 })
    expect(cas({ type: 'absent' }, 2)).toMatchObject({ succeeded: false, modified: 2 * 4096 })
    expect(cas({ type: 'present' }, 3)).toMatchObject({ succeeded: true })
    expect(cas({ type: 'revision', revision: 2 * 4096 }, 4)).toMatchObject({ succeeded: false })
    expect(cas({ type: 'revision', revision: 4 * 4096 }, 5)).toMatchObject({ succeeded: true })
    expect(cas({ type: 'value', value: bytesValue(3) }, 6)).toMatchObject({ succeeded: false })
    expect(cas({ type: 'value', value: bytesValue(5) }, 7)).toMatchObject({ succeeded: true })
    const sameText = { kind: 'json', bytes: Uint8Array.of(7) } as const
    expect(cas({ type: 'value', value: sameText }, 8)).toMatchObject({ succeeded: false })
    expect(kv.get('k')?.value).toEqual(bytesValue(7))
  })

  test('kv: a transaction does one branch whole, from the state before it', () => {
    const kv = createTestKv()
    kv.apply(put('a', bytesValue(1)))
    kv.apply(put('b', bytesValue(2)))
    const swap = (expected: number): KvOperation => ({
      type: 'transaction',
      compares: [
        { key: 'a', expected: { type: 'value', value: bytesValue(expected) } },
        { key: 'c', expected: { type: 'absent' } }
      ],
      whenTrue: [
        { type: 'get', key: 'a' },
        put('a', bytesValue(2), { wantsPrevious: true }),
        { type: 'get', key: 'a' },
        { type: 'delete', key: 'b', wantsPrevious: true },
        { type: 'touch', key: 'c', ttlMs: 5 }
      ],
      whenFalse: [put('d', bytesValue(9))]
    })
    expect(kv.apply(swap(1))).toMatchObject({
      succeeded: true,
      revision: 3 * 4096,
      parts: [
        { type: 'get', entry: { value: bytesValue(1) } },
        { type: 'put', found: true, previous: { value: bytesValue(1) } },
        { type: 'get', entry: { value: bytesValue(1) } },
        { type: 'delete', found: true, previous: { value: bytesValue(2) } },
        { type: 'touch', found: false }
      ]
    })
    expect(kv.scan().entries.map(({ key }) => key)).toEqual(['a'])
    expect(kv.apply(swap(1))).toMatchObject({ succeeded: false, parts: [{ found: false }] })
    expect(kv.scan().entries.map(({ key }) => key)).toEqual(['a', 'd'])
  })
})

describe('kv: refusals', () => {
  test('kv: a transaction that asks for more than an answer carries is refused and does nothing', () => {
    const kv = createTestKv()
    const half = { kind: 'bytes', bytes: new Uint8Array(ANSWER_BYTES_MAX / 2 - 1) } as const
    kv.apply(put('a', half))
    kv.apply(put('b', half))
    kv.apply(put('c'))
    const ask = (...keys: readonly string[]): KvOperation => ({
      type: 'transaction',
      compares: [],
      whenTrue: [put('z'), ...keys.map((key): Part => ({ type: 'get', key }))],
      whenFalse: []
    })
    expect(kv.apply(ask('a', 'b', 'c'))).toMatchObject({ type: 'refused', reason: 'tooLarge' })
    expect(kv.get('z')).toBeUndefined()
    expect(kv.apply(ask('a', 'b'))).toMatchObject({ type: 'transaction', succeeded: true })
    expect(kv.get('z')).toBeDefined()
  })

  test('kv: a full store refuses what would make it greater, and takes the rest', () => {
    const kv = createTestKv({ bytesMax: 600 })
    kv.apply(put('a'))
    kv.apply(put('b'))
    kv.apply(put('c'))
    expect(kv.machine.bytes).toBe(3 * 194)
    expect(kv.apply(put('d'))).toMatchObject({ type: 'refused', reason: 'full' })
    const long = { kind: 'bytes', bytes: new Uint8Array(20) } as const
    expect(kv.apply(put('a', long))).toMatchObject({ type: 'refused', reason: 'full' })
    expect(kv.apply(put('a', bytesValue(5)))).toMatchObject({ type: 'put' })
    const swap: KvOperation = {
      type: 'transaction',
      compares: [],
      whenTrue: [{ type: 'delete', key: 'a', wantsPrevious: false }, put('d')],
      whenFalse: []
    }
    expect(kv.apply(swap)).toMatchObject({ succeeded: true })
    expect(kv.machine.bytes).toBe(3 * 194)
  })

  test('kv: what is no operation is refused in the result, and the same everywhere', () => {
    for (const bytes of [new Uint8Array(0), Uint8Array.of(1, 2, 3), toUtf8('hello world')]) {
      const [a, b] = [createKv(), createKv()]
      const place = { height: 1, index: 0, timeMs: 0 }
      const result = a.apply(bytes, place)
      expect(decodeResult(result), String(bytes)).toMatchObject({ reason: 'malformed' })
      expect(b.apply(bytes, place), String(bytes)).toEqual(result)
      expect(a.fault(bytes), String(bytes)).toBeTypeOf('string')
    }
  })
})

describe('kv: snapshots', () => {
  const filled = (): ReturnType<typeof createTestKv> => {
    const kv = createTestKv()
    for (let i = 0; i < 1500; i++) {
      const value = { kind: 'bytes', bytes: new Uint8Array(400).fill(i) } as const
      kv.apply(put(`key ${i}`, value, { ttlMs: i % 3 }))
    }
    return kv
  }

  test('kv: a snapshot stays as it was while the store goes on', () => {
    const kv = filled()
    const digest = kv.machine.digest()
    const snapshot = kv.machine.save()
    const parts = snapshot.parts()
    const first = parts.next().value as Uint8Array
    for (let i = 0; i < 1500; i++) {
      kv.apply(i % 2 === 0 ? put(`key ${i}`) : { ...put(`key ${i}`), type: 'delete' })
    }
    const copy = createKv()
    copy.load([first, ...parts])
    expect(copy.digest()).toBe(digest)
    copy.load(snapshot.parts())
    expect(copy.digest()).toBe(digest)
    expect(kv.machine.digest()).not.toBe(digest)
  })

  test('kv: parts that are cut short, swapped or changed are refused and leave nothing', () => {
    const kv = filled()
    const parts = [...kv.machine.save().parts()]
    expect(parts.length).toBeGreaterThan(2)
    const [first, second, ...rest] = parts as [Uint8Array, Uint8Array, ...Uint8Array[]]
    const records = [...joinParts(parts, 2000)]
    const [head, entry, ...entries] = records as [Uint8Array, Uint8Array, ...Uint8Array[]]
    const flipped = Uint8Array.from(second)
    flipped[1000] = (flipped[1000] ?? 0) ^ 1
    const bad: readonly (readonly Uint8Array[])[] = [
      [],
      parts.slice(0, -1),
      parts.slice(1),
      [first, ...rest],
      [second, first, ...rest],
      [first, second.subarray(0, second.length - 1), ...rest],
      [first, flipped, ...rest],
      [...parts, ...parts],
      [...cutParts([head, entry, entry, ...entries])],
      [...cutParts([head, ...entries])],
      [new Uint8Array(PART_BYTES + 1)],
      [Uint8Array.of(255, 255, 255, 255)]
    ]
    const copy = createTestKv()
    for (const [index, some] of bad.entries()) {
      copy.machine.load(parts)
      expect(() => copy.machine.load(some), String(index)).toThrow(InvalidMessageError)
      expect(copy.machine.digest(), String(index)).toBe('0'.repeat(32))
      expect(copy.query({ type: 'stats' }), String(index)).toMatchObject({ keys: 0, bytes: 0 })
    }
  })
})
