/**
 * Members of quorum groups that are replaced, as whole vehicles: who comes has all that a member has
 * before it counts, and nobody is replaced too early.
 */
import { describe, expect, it } from 'vitest'
import { machineKey } from '../../src/core/keyspace.ts'
import type { Answer } from '../../src/sim/virtual-vehicle.ts'
import { get, groupOf, leader, open, put } from '../support/quorum-scene.ts'
import { play, type Scene } from '../support/scene.ts'

const KEYS = 20

const fill = (scene: Scene, car: string, chain: string, text: string): void => {
  for (let i = 0; i < KEYS; i++) {
    expect(put(scene, car, chain, `k-${i}`, `${text} ${i}`).type, `${i}`).toBe('ok')
  }
}

const expectAll = (scene: Scene, car: string, chain: string, text: string): void => {
  for (let i = 0; i < KEYS; i++) {
    expect(get(scene, car, chain, `k-${i}`), `${i} at ${car}`).toBe(`${text} ${i}`)
  }
}

const change = (scene: Scene, car: string, chain: string, to: string, timeMs = 20_000): Answer => {
  const members = scene.cars(to).map(({ peer }) => peer)
  const request = { type: 'changeMembers', chain, members, operation: `to ${to}` } as const
  return scene.ask(car, request, timeMs)
}

const untilCounts = (scene: Scene, car: string, chain: string): void =>
  scene.until(`${car} counts`, () => {
    const group = groupOf(scene, car, chain)
    return group !== undefined && group.fault === undefined && group.role !== 'learner'
  })

const kept = (scene: Scene, car: string): number =>
  scene.car(car).disk.keys(machineKey('quorum', '')).length

describe('quorum members', () => {
  it('quorum: another vehicle takes the place of a dead member, and has all that it had', () => {
    play({ cars: 'ABCD' }, (scene) => {
      const chain = open(scene, 'ABC')
      fill(scene, 'A', chain, 'early')
      scene.car('C').depart()
      expect(change(scene, 'A', chain, 'ABD').type).toBe('ok')
      untilCounts(scene, 'D', chain)
      expect(groupOf(scene, 'D', chain)?.registers).toBe(KEYS)
      // Now one of the others may die, and D is one of the two that are asked.
      const [dead, left] = leader(scene, chain, 'ABD') === 'A' ? ['A', 'B'] : ['B', 'A']
      scene.car(dead).depart()
      scene.until('somebody leads again', () => put(scene, 'D', chain, 'x', 'y').type === 'ok')
      expectAll(scene, 'D', chain, 'early')
      fill(scene, left, chain, 'late')
      expectAll(scene, 'D', chain, 'late')
    })
  })

  it('quorum: who is replaced alive keeps nothing, counts no more, and is served like any other', () => {
    play({ cars: 'ABCD' }, (scene) => {
      const chain = open(scene, 'ABC')
      fill(scene, 'A', chain, 'early')
      const leaving = leader(scene, chain, 'ABC')
      const stay = [...'ABC'].filter((car) => car !== leaving).join('')
      expect(kept(scene, leaving)).toBeGreaterThan(KEYS)
      expect(change(scene, stay[0] ?? '', chain, `${stay}D`).type).toBe('ok')
      untilCounts(scene, 'D', chain)
      scene.until('it keeps nothing', () => kept(scene, leaving) === 0)
      expect(groupOf(scene, leaving, chain)?.role).toBe('learner')
      expect(put(scene, leaving, chain, 'k-0', 'late 0').type).toBe('ok')
      expect(get(scene, leaving, chain, 'k-0')).toBe('late 0')
      expect(get(scene, 'D', chain, 'k-1')).toBe('early 1')
    })
  })

  it('quorum: the next member is replaced when the last one that came has all that a member has', () => {
    play({ cars: 'ABCDE' }, (scene) => {
      const chain = open(scene, 'ABC')
      fill(scene, 'A', chain, 'early')
      expect(change(scene, 'A', chain, 'ABD').type).toBe('ok')
      expect(change(scene, 'A', chain, 'ADE').type).toBe('ok')
      for (const car of 'DE') {
        untilCounts(scene, car, chain)
      }
      scene.car('A').depart()
      scene.until('somebody leads again', () => put(scene, 'E', chain, 'x', 'y').type === 'ok')
      expectAll(scene, 'D', chain, 'early')
      expectAll(scene, 'E', chain, 'early')
    })
  })

  it('quorum: nobody is replaced while too few are there to hand over what they hold', () => {
    play({ cars: 'ABCD' }, (scene) => {
      const chain = open(scene, 'ABC')
      fill(scene, 'A', chain, 'early')
      scene.car('B').depart()
      // A alone would hand over, and B may hold with C what A lacks.
      const early = change(scene, 'A', chain, 'ABD', 60_000)
      expect(early).not.toMatchObject({ type: 'ok' })
      expect(JSON.stringify(early)).toContain('1 of the members that stay answer')
      expect(change(scene, 'A', chain, 'ACD').type).toBe('ok')
      untilCounts(scene, 'D', chain)
      expectAll(scene, 'A', chain, 'early')
    })
  })

  it('quorum: there are always as many members, and without a leader the same', () => {
    play({ cars: 'ABCDE' }, (scene) => {
      const chain = open(scene, 'ABC')
      const never = { type: 'refused', reason: 'notSupported', retry: false }
      for (const members of ['AB', 'ABCD', 'AAB']) {
        expect(change(scene, 'A', chain, members), members).toMatchObject(never)
      }
      const members = scene.cars('AB').map(({ peer }) => peer)
      const recover = {
        type: 'recoverGroup',
        chain,
        members,
        operation: 'r',
        unsafe: true
      } as const
      expect(scene.ask('A', recover)).toMatchObject(never)
    })
    play({ cars: 'ABCD' }, (scene) => {
      const chain = open(scene, 'ABC', { leaderless: true })
      expect(change(scene, 'A', chain, 'ABD')).toMatchObject({
        ...{ type: 'refused', reason: 'notSupported', retry: false }
      })
    })
  })
})
