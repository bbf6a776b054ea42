/**
 * The ring of hashes: distinct owners, shares by weight, and how little moves when a node comes or goes.
 */
import { describe, expect, test } from 'vitest'
import { createHashRing, positionOf, tokensFor } from '../../../src/core/hash-ring.ts'
import { HASHER, PEERS } from '../../support/ring.ts'

const KEYS = Array.from({ length: 4000 }, (_, i) => positionOf(HASHER, `key-${i}`))
const nodesOf = (count: number, tokens = 64) =>
  PEERS.slice(0, count).map((peer) => ({ peer, tokens }))

describe('hash ring', () => {
  test('hash ring: the first token at or behind a key is its first owner, and owners are distinct', () => {
    const ring = createHashRing(HASHER, nodesOf(5), 3)
    const tokens = nodesOf(5)
      .flatMap(({ peer }) =>
        Array.from({ length: 64 }, (_, i) => {
          const text = new TextEncoder().encode(`${peer}#${i}`)
          return { peer, at: HASHER.sha256(text).slice(0, 16) }
        })
      )
      .sort((a, b) => (a.at < b.at ? -1 : 1))
    for (const key of KEYS.slice(0, 500)) {
      const owners = ring.owners(key).map(({ peer }) => peer)
      const first = tokens.find(({ at }) => at >= key) ?? tokens[0]
      expect(owners[0], key).toBe(first?.peer)
      expect(new Set(owners).size, key).toBe(3)
    }
    expect(ring.owners(KEYS[0] ?? '')).toBe(ring.owners(KEYS[0] ?? ''))
  })

  test('hash ring: with fewer nodes than copies all keep everything', () => {
    expect(createHashRing(HASHER, nodesOf(2), 3).owners('0')).toHaveLength(2)
    expect(createHashRing(HASHER, [], 3).owners('0')).toEqual([])
  })

  test('hash ring: shares add up, and are near to even', () => {
    for (const count of [3, 4, 8]) {
      const shares = [...createHashRing(HASHER, nodesOf(count), 2).shares().values()]
      expect(shares.reduce((sum, { first }) => sum + first, 0)).toBeCloseTo(1)
      expect(shares.reduce((sum, { all }) => sum + all, 0)).toBeCloseTo(2)
      for (const { first } of shares) {
        expect(Math.abs(first * count - 1), `${count} nodes`).toBeLessThan(0.4)
      }
    }
  })

  test('hash ring: a node of twice the room gets about twice as much', () => {
    const [a = { peer: '', tokens: 0 }, ...others] = nodesOf(4)
    const ring = createHashRing(HASHER, [{ ...a, tokens: 128 }, ...others], 1)
    expect((ring.shares().get(a.peer)?.first ?? 0) * 5).toBeGreaterThan(1.4)
    expect([tokensFor(10, 0), tokensFor(2, 1), tokensFor(0, 9), tokensFor(99, 1)]).toEqual([
      64, 128, 8, 256
    ])
  })

  test('hash ring: a fourth node takes about a quarter, and only from the others to itself', () => {
    const before = createHashRing(HASHER, nodesOf(3), 1)
    const after = createHashRing(HASHER, nodesOf(4), 1)
    const moved = KEYS.filter((key) => before.owners(key)[0]?.peer !== after.owners(key)[0]?.peer)
    for (const key of moved) {
      expect(after.owners(key)[0]?.peer, key).toBe(PEERS[3])
    }
    expect(moved.length / KEYS.length).toBeGreaterThan(0.17)
    expect(moved.length / KEYS.length).toBeLessThan(0.33)
  })
})
