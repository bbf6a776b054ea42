/**
 * The rules of a ring: who is on it, how one ring becomes the next, and what is not given up.
 */
import { describe, expect, test } from 'vitest'
import { peerOfKey } from '../../../../src/core/peer.ts'
import { LINES_MAX, ROSTER_MAX } from '../../../../src/state/ring/limits.ts'
import {
  createTestRing,
  incarnationOf,
  PEERS,
  peerOf,
  type TestRing
} from '../../../support/ring.ts'

describe('ring: forming', () => {
  test('ring: it begins with as many vehicles as it needs, and each is numbered once', () => {
    const ring = createTestRing({ begin: 2 })
    expect(ring.shape()).toMatchObject({ version: 0, phase: 'forming' })
    ring.register('A')
    expect(ring.shape()).toMatchObject({ version: 0, phase: 'forming' })
    ring.register('B')
    expect(ring.shape()).toMatchObject({ version: 1, phase: 'stable' })
    expect(
      ring
        .shape()
        .nodes.map(({ number }) => number)
        .sort()
    ).toEqual([1, 2])
    expect(ring.register('B')).toEqual({ type: 'changed', isNew: false, version: 1 })
  })

  test('ring: a vehicle has a share by its room, next to the first that came', () => {
    const ring = createTestRing({ begin: 3 })
    ring.register('A', 'a', 1000)
    ring.register('B', 'a', 2000)
    ring.register('C', 'a', 1)
    const tokens = Object.fromEntries(
      ring.shape().nodes.map(({ peer, tokens: count }) => [peer, count])
    )
    expect([tokens[peerOf('A')], tokens[peerOf('B')], tokens[peerOf('C')]]).toEqual([64, 128, 8])
  })
})

describe('ring: moving', () => {
  const three = () => {
    const ring = createTestRing({ begin: 3 })
    for (const name of 'ABC') {
      ring.register(name)
    }
    return ring
  }

  test('ring: a new ring is in force when who gains from it is ready, and settled when all know', () => {
    const ring = three()
    expect(ring.register('D')).toMatchObject({ isNew: true, version: 2 })
    const moving = ring.shape()
    expect(moving).toMatchObject({ phase: 'moving', version: 2 })
    expect(moving.nodes).toHaveLength(3)
    expect(moving.next).toHaveLength(4)
    expect(moving.ready).toEqual([...'ABC'].map(peerOf).sort())
    ring.ready('D', 2)
    expect(ring.shape()).toMatchObject({ phase: 'settling', version: 3, next: [] })
    expect(ring.shape().nodes).toHaveLength(4)
    for (const name of 'ABC') {
      ring.settled(name, 3)
      expect(ring.shape().phase, name).toBe('settling')
    }
    ring.settled('D', 3)
    expect(ring.shape()).toMatchObject({ phase: 'stable', version: 3 })
  })

  test('ring: ready counts for its version and data directory only', () => {
    const ring = three()
    ring.register('D')
    ring.ready('D', 1)
    ring.ready('D', 3)
    ring.ready('D', 2, 'b')
    expect(ring.shape().phase).toBe('moving')
    ring.ready('D', 2)
    expect(ring.shape().phase).toBe('settling')
  })

  test('ring: another change while keys move begins anew', () => {
    const ring = three()
    ring.register('D')
    ring.register('E')
    expect(ring.shape()).toMatchObject({ phase: 'moving', version: 3 })
    ring.ready('D', 2)
    expect(ring.shape().ready).not.toContain(peerOf('D'))
    ring.ready('D', 3)
    ring.ready('E', 3)
    expect(ring.shape()).toMatchObject({ phase: 'settling', version: 4 })
    expect(ring.shape().nodes).toHaveLength(5)
  })

  test('ring: who lost its disk is asked for nothing, and fetches everything again', () => {
    const ring = three()
    const number = ring.shape().nodes.find(({ peer }) => peer === peerOf('B'))?.number
    ring.register('B', 'b')
    const { nodes, next, phase } = ring.shape()
    expect(phase).toBe('moving')
    expect(nodes.find(({ peer }) => peer === peerOf('B'))).toMatchObject({ isLost: true })
    expect(next.find(({ peer }) => peer === peerOf('B'))).toMatchObject({ isLost: false, number })
    ring.ready('B', 2)
    expect(ring.shape().phase).toBe('moving')
    ring.ready('B', 2, 'b')
    expect(ring.shape().phase).toBe('settling')
  })

  test('ring: who leaves is kept until others have its keys; who is gone is not waited for', () => {
    const ring = three()
    ring.register('D')
    ring.ready('D', 2)
    ring.leave('A')
    expect(ring.shape().nodes.find(({ peer }) => peer === peerOf('A'))).toMatchObject({
      isLost: false
    })
    expect(ring.shape().left).toEqual([peerOf('A')])
    ring.leave('A', true)
    expect(ring.shape().nodes.find(({ peer }) => peer === peerOf('A'))).toMatchObject({
      isLost: true
    })
    expect(ring.register('A')).toMatchObject({ type: 'refused', reason: 'unknown' })
    expect(ring.register('A', 'a', 1, true)).toMatchObject({ type: 'changed', isNew: true })
  })

  test('ring: the last copies are not given up, nor are there fewer vehicles than copies', () => {
    const ring = three()
    ring.register('D')
    ring.ready('D', 2)
    expect(ring.leave('A', true)).toMatchObject({ type: 'changed' })
    expect(ring.leave('B', true)).toMatchObject({ type: 'refused', reason: 'lastCopies' })
    const two = createTestRing({ begin: 2 })
    two.register('A')
    two.register('B')
    expect(two.leave('A')).toMatchObject({ type: 'refused', reason: 'tooFew' })
    expect(two.leave('C')).toMatchObject({ type: 'refused', reason: 'unknown' })
  })

  test('ring: there is a limit to vehicles', () => {
    const ring = createTestRing({ begin: 64 })
    for (const peer of PEERS.slice(0, 64)) {
      expect(ring.registerPeer(peer), peer).toMatchObject({ type: 'changed' })
    }
    expect(ring.registerPeer(PEERS[64] ?? '')).toMatchObject({ type: 'refused', reason: 'full' })
  })

  test('ring: there is a limit to vehicles that ever registered, but for those that are known', () => {
    const ring = createTestRing({ begin: 64 })
    const peers = Array.from({ length: ROSTER_MAX + 1 }, (_, i) => {
      const key = new Uint8Array(32)
      new DataView(key.buffer).setUint32(0, i)
      return peerOfKey(key)
    })
    const [first = '', second = '', ...others] = peers.slice(0, ROSTER_MAX)
    ring.registerPeer(first)
    ring.registerPeer(second)
    for (const peer of others) {
      expect(ring.registerPeer(peer), peer).toMatchObject({ type: 'changed' })
      expect(ring.apply({ type: 'leave', peer, isGone: false }), peer).toMatchObject({
        type: 'changed'
      })
    }
    const late = peers[ROSTER_MAX] ?? ''
    expect(ring.registerPeer(late)).toMatchObject({ type: 'refused', reason: 'full' })
    const known = {
      type: 'register',
      peer: others[0] ?? '',
      incarnation: incarnationOf('a')
    } as const
    expect(ring.apply({ ...known, freeBytes: 1000, isAsked: true })).toMatchObject({ isNew: true })
  })
})

describe('ring: a recovery of the group without a majority', () => {
  const LINE = 2 ** 32
  const formed = (): TestRing => {
    const ring = createTestRing({ begin: 3 })
    for (const name of 'ABC') {
      ring.register(name)
    }
    return ring
  }
  const changes = (ring: TestRing): number => {
    const answer = ring.query({ type: 'ring', known: 0 })
    return answer.type === 'ring' ? answer.changes : 0
  }

  test('ring: numbers that the lost members may have given are not given again', () => {
    const [lost, ring] = [formed(), formed()]
    for (const name of 'DE') {
      lost.register(name)
    }
    const before = ring.machine.digest()
    ring.machine.recovered?.()
    expect(ring.machine.digest()).not.toBe(before)
    expect(ring.shape()).toMatchObject({ version: LINE, phase: 'stable', lines: [1] })
    expect(changes(ring)).toBeGreaterThan(changes(lost))
    expect(ring.register('D')).toMatchObject({ isNew: true, version: LINE + 1 })
    const copy = createTestRing({ begin: 3 })
    copy.machine.load(ring.machine.save().parts())
    expect([copy.shape(), changes(copy)]).toEqual([ring.shape(), changes(ring)])
    for (const one of [ring, copy]) {
      one.machine.recovered?.()
      expect(one.shape()).toMatchObject({ version: 2 * LINE + 1, lines: [1, LINE + 1] })
    }
    expect(copy.machine.digest()).toBe(ring.machine.digest())
  })

  test('ring: who gains keys begins anew, and who was ready or settled says it again', () => {
    const ring = formed()
    ring.register('D')
    ring.register('E')
    ring.ready('D', 3)
    ring.machine.recovered?.()
    const { version, phase, ready, next } = ring.shape()
    expect([phase, next.length]).toEqual(['moving', 5])
    expect(ready).not.toContain(peerOf('D'))
    ring.ready('D', 3)
    ring.ready('E', 3)
    expect(ring.shape().phase, 'of a ring that was before').toBe('moving')
    for (const name of 'ABCDE') {
      ring.ready(name, version)
    }
    ring.settled('A', version + 1)
    ring.machine.recovered?.()
    expect(ring.shape()).toMatchObject({ phase: 'settling', version: 2 * LINE, ready: [] })
  })

  test('ring: one that had not begun begins with a number of its own', () => {
    const ring = createTestRing({ begin: 3 })
    ring.register('A')
    ring.machine.recovered?.()
    expect(ring.shape()).toMatchObject({ phase: 'forming' })
    ring.register('B')
    ring.register('C')
    expect(ring.shape()).toMatchObject({ phase: 'stable', version: LINE + 1 })
  })

  test('ring: of very many recoveries the last ones are remembered', () => {
    const ring = formed()
    for (let i = 0; i <= LINES_MAX; i++) {
      ring.machine.recovered?.()
    }
    const { lines } = ring.shape()
    expect([lines.length, lines[0]]).toEqual([LINES_MAX, LINE])
  })
})
