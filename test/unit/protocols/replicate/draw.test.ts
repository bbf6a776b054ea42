/** The draw of candidates: who is asked first. */
import { describe, expect, it } from 'vitest'
import { type DrawRules, drawCandidates } from '../../../../src/protocols/replicate/draw.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestEnvironment, type TestEnvironment } from '../../../support/environment.ts'

const GIB = 1024 * 1024 * 1024
const DRAWS = 3_000

const realm = createCryptoRealm(5)
const peerOf = (name: string): string => realm.identity(name).peer
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']

interface Look {
  readonly freeBytes?: number
  readonly hostedByteHours?: number
  readonly group?: string
}

function environmentOf(looks: Readonly<Record<string, Look>> = {}): TestEnvironment {
  const environment = createTestEnvironment('self', realm)
  for (const name of NAMES) {
    const peer = peerOf(name)
    environment.peers.connected.add(peer)
    const look = looks[name]
    if (look !== undefined) {
      const base = { peer, freeBytes: GIB, hostedByteHours: 0, group: '', heardAtMs: 0 }
      environment.adverts.set(peer, { ...base, ...look })
    }
  }
  environment.peers.connected.add(environment.self)
  return environment
}

function draw(environment: TestEnvironment, rules: Partial<DrawRules> = {}): readonly string[] {
  const all = { given: [], current: [], excluded: () => false, bytes: 1000, ...rules }
  const names = new Map(NAMES.map((name) => [peerOf(name), name]))
  return drawCandidates(environment, all).map((peer) => names.get(peer) ?? '?')
}

/** How often each vehicle is drawn first. */
function firsts(environment: TestEnvironment): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries(NAMES.map((name) => [name, 0]))
  for (let i = 0; i < DRAWS; i++) {
    const first = draw(environment)[0] ?? ''
    counts[first] = (counts[first] ?? 0) + 1
  }
  return counts
}

describe('draw', () => {
  it('draw: everybody connected, each once, never this vehicle or who is excluded', () => {
    const environment = environmentOf()
    expect([...draw(environment)].sort()).toEqual(NAMES)
    const without = draw(environment, { excluded: (peer) => peer === peerOf('c') })
    expect([...without].sort()).toEqual(['a', 'b', 'd', 'e', 'f'])
    environment.peers.connected.delete(peerOf('a'))
    expect(draw(environment, { given: [peerOf('a')] })).not.toContain('a')
  })

  it('draw: at random, each vehicle alike when all look alike', () => {
    const counts = firsts(environmentOf())
    for (const name of NAMES) {
      expect(counts[name], name).toBeGreaterThan((DRAWS / 6) * 0.8)
      expect(counts[name], name).toBeLessThan((DRAWS / 6) * 1.2)
    }
  })

  it('draw: the named first, the members before the new, the full last', () => {
    const environment = environmentOf({ a: { freeBytes: 999 }, e: { freeBytes: 999 } })
    const given = ['a', 'b', 'c'].map(peerOf)
    const current = ['c', 'd'].map(peerOf)
    for (let i = 0; i < 20; i++) {
      const order = draw(environment, { given, current })
      expect(order, `draw ${i}`).toEqual(['c', 'b', 'd', 'f', 'a', 'e'])
    }
  })

  it('draw: a member that looks full has the copy already', () => {
    const environment = environmentOf({ a: { freeBytes: 0 } })
    expect(draw(environment, { current: [peerOf('a')] })[0]).toBe('a')
  })

  it('draw: room counts for a vehicle, what it has hosted before counts against it', () => {
    const looks = Object.fromEntries(NAMES.map((name) => [name, {}]))
    const counts = firsts(
      environmentOf({ ...looks, a: { freeBytes: 4 * GIB }, b: { hostedByteHours: 3 * GIB } })
    )
    expect(counts['a']).toBeGreaterThan((counts['c'] ?? 0) * 1.4)
    expect(counts['b']).toBeLessThan((counts['c'] ?? 0) * 0.5)
    expect(counts['b']).toBeGreaterThan(0)
  })

  it('draw: a second of a failure group comes after one of every other', () => {
    const environment = environmentOf({
      a: { group: 'platoon' },
      b: { group: 'platoon' },
      c: { group: 'platoon' },
      d: { group: 'depot' },
      e: { group: '' },
      f: { group: '' }
    })
    for (let i = 0; i < 20; i++) {
      const order = draw(environment)
      const platoon = order.filter((name) => ['a', 'b', 'c'].includes(name))
      expect(order.slice(4), `draw ${i}`).toEqual(platoon.slice(1))
    }
  })
})
