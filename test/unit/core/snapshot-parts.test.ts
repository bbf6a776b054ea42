/**
 * Snapshots as parts, digests of sets, and bytes as texts: what the states are built on.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidMessageError } from '../../../src/core/errors.ts'
import { fromLatin1, isLatin1, toLatin1 } from '../../../src/core/latin1.ts'
import { createSetDigest, type SetDigest } from '../../../src/core/set-digest.ts'
import { cutParts, joinParts, PART_BYTES } from '../../../src/core/snapshot-parts.ts'

describe('snapshot parts', () => {
  test('snapshot parts: records of any size come back, and every part but the last is full', () => {
    const sizes = [0, 1, 3, PART_BYTES - 9, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES, 0]
    const records = sizes.map((size, index) => new Uint8Array(size).fill(index + 1))
    const parts = [...cutParts(records)]
    expect(parts.slice(0, -1).every(({ length }) => length === PART_BYTES)).toBe(true)
    const joined = [...joinParts(parts, 4 * PART_BYTES)]
    expect(joined.map(({ length }) => length)).toEqual(sizes)
    expect(joined.every((bytes, i) => bytes.every((byte) => byte === i + 1))).toBe(true)
    expect([...cutParts([])]).toEqual([])
  })

  test('snapshot parts: however a stream is cut, the records are the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 9 }),
        fc.integer({ min: 1, max: 7 }),
        (records, size) => {
          const [stream = new Uint8Array(0)] = cutParts(records)
          const pieces = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) =>
            stream.subarray(i * size, (i + 1) * size)
          )
          expect([...joinParts(pieces, 9)]).toEqual(records)
        }
      )
    )
  })

  test('snapshot parts: what is cut short or too long is refused', () => {
    const [whole = new Uint8Array(0)] = cutParts([new Uint8Array(10), new Uint8Array(10)])
    const bad: readonly (readonly [readonly Uint8Array[], number])[] = [
      [[whole], 9],
      [[whole.subarray(0, 27)], 10],
      [[whole.subarray(0, 18)], 10],
      [[whole.subarray(0, 16)], 10],
      [[new Uint8Array(PART_BYTES + 1)], 10]
    ]
    for (const [parts, max] of bad) {
      const where = `${parts[0]?.length} bytes`
      expect(() => [...joinParts(parts, max)], where).toThrow(InvalidMessageError)
    }
    expect([...joinParts([whole], 10)]).toHaveLength(2)
  })

  test('snapshot parts: records are read only as far as the part needs them', () => {
    let read = 0
    function* records(): Generator<Uint8Array, void> {
      for (; read < 100; read++) {
        yield new Uint8Array(PART_BYTES / 2)
      }
    }
    cutParts(records()).next()
    expect(read).toBeLessThan(4)
  })
})

describe('set digest', () => {
  const member = (
    digest: SetDigest,
    kind: number,
    ...fields: readonly (string | number)[]
  ): SetDigest => {
    digest.begin(kind)
    for (const field of fields) {
      if (typeof field === 'string') {
        digest.text(field)
      } else {
        digest.number(field)
      }
    }
    return digest
  }

  test('set digest: order does not matter, and what is removed was never there', () => {
    const a = createSetDigest()
    const b = createSetDigest()
    for (const text of ['one', 'two', 'three']) {
      member(a, 0, text).add()
    }
    for (const text of ['three', 'four', 'one', 'two']) {
      member(b, 0, text).add()
    }
    expect(a.hex()).not.toBe(b.hex())
    member(b, 0, 'four').remove()
    expect(a.hex()).toBe(b.hex())
    expect(a.hex()).toMatch(/^[0-9a-f]{32}$/)
    b.clear()
    expect(b.hex()).toBe('0'.repeat(32))
  })

  test('set digest: members that differ in a bit, a kind or a border differ', () => {
    const seen = new Set<string>()
    const kinds: readonly (readonly (readonly (string | number)[])[])[] = [
      [[]],
      [[''], ['a'], ['b'], ['ab'], ['ba'], ['aa'], ['aaa'], ['\0'], ['\0\0'], ['☂']],
      [
        ['', 'ab'],
        ['a', 'b'],
        ['ab', ''],
        ['b', 'a']
      ],
      [[0], [1], [2 ** 32], [2 ** 32 + 1], [2 ** 53 - 1]],
      [
        [0, 'a'],
        [1, 'a'],
        [0, 'b']
      ]
    ]
    for (const [kind, members] of kinds.entries()) {
      for (const fields of members) {
        const digest = createSetDigest()
        member(digest, kind, ...fields).add()
        seen.add(digest.hex())
      }
    }
    expect(seen.size).toBe(kinds.flat().length)
  })

  test('set digest: of fifty thousand members no two words are equal more often than chance', () => {
    const words = [0, 1, 2, 3].map(() => new Set<string>())
    for (let i = 0; i < 50_000; i++) {
      const digest = createSetDigest()
      member(digest, 0, `key ${i}`, i).add()
      const hex = digest.hex()
      for (const [word, set] of words.entries()) {
        set.add(hex.slice(8 * word, 8 * word + 8))
      }
    }
    // A third of a collision of two 32-bit words is expected; ten would be a broken hash.
    for (const [word, set] of words.entries()) {
      expect(set.size, `word ${word}`).toBeGreaterThan(49_990)
    }
  })
})

describe('latin1', () => {
  test('latin1: bytes come back, and texts compare as bytes do', () => {
    const all = Uint8Array.from({ length: 10_000 }, (_, i) => i & 0xff)
    expect(fromLatin1(toLatin1(all))).toEqual(all)
    expect(toLatin1(all)).toHaveLength(10_000)
    expect(isLatin1(toLatin1(all))).toBe(true)
    expect(isLatin1('a☂')).toBe(false)
    expect(toLatin1(Uint8Array.of(0x7f)) < toLatin1(Uint8Array.of(0x80))).toBe(true)
  })
})
