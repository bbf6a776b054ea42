/**
 * The ring itself: vehicles that join, leave, are gone or have lost their disks, while keys are used.
 */
import { describe, expect, it } from 'vitest'
import type { TwophaseMessage } from '../../src/protocols/twophase/types.ts'
import { wipe } from '../support/bank-scene.ts'
import { keyOf, type RingScene, story, together, wordOf } from '../support/ring-scene.ts'
import type { Scene } from '../support/scene.ts'

type Values = ReadonlyMap<string, string>

const isMoving = (ring: RingScene): boolean => ring.site('B').phase === 'moving'

/** Pages of keys that one vehicle has for another do not go, until what is returned is called. */
const holdPages = (scene: Scene, from: string, to: string): (() => void) => {
  let isHeld = true
  const { peer } = scene.car(to)
  scene.world.network.tamper(scene.car(from).peer, (receiver, protocol, message) => {
    if (!isHeld || receiver !== peer || protocol !== 'twophase') {
      return [message]
    }
    const whole = message as TwophaseMessage
    const contents = whole.contents.filter(({ type }) => type !== 'range')
    return contents.length === 0 ? [] : [{ ...whole, contents }]
  })
  return () => {
    isHeld = false
  }
}

/** Every other key is put, from this one on; each is read at all vehicles; `values` has what was put. */
const putAndRead = (
  ring: RingScene,
  values: Map<string, string>,
  from: 0 | 1,
  word: string
): void => {
  for (const [i, key] of [...values.keys()].entries()) {
    if (i % 2 === from) {
      const value = `${i} ${word}`
      expect(ring.put('B', key, value), key).toBe('ok')
      values.set(key, value)
    }
    for (const car of 'ABCD') {
      expect(ring.get(car, key), `${key} at ${car}, ${word}`).toBe(values.get(key))
    }
  }
}

describe('twophase: the ring', () => {
  const fill = (ring: RingScene, count: number): void => {
    for (let i = 0; i < count; i++) {
      expect(ring.put('A', `key-${i}`, `${i}`), `${i}`).toBe('ok')
    }
  }
  const check = (ring: RingScene, at: string, count: number, values?: Values): void => {
    for (let i = 0; i < count; i++) {
      const key = `key-${i}`
      expect(ring.get(at, key), key).toBe(values?.get(key) ?? `${i}`)
      expect(ring.copies(key), key).toBe([...ring.owners(key)].sort().join(''))
    }
  }

  it('twophase: a vehicle that joins gets its share, and what it got is kept by others no more', () => {
    story(
      (_scene, ring) => {
        fill(ring, 60)
        expect(ring.join('D')).toMatchObject({ isNew: true })
        ring.until('ABCD')
        check(ring, 'D', 60)
        expect(ring.site('D').keys).toBeGreaterThan(10)
        const { nodes, phase } = ring.show('B')
        expect([nodes.length, phase]).toEqual([4, 'stable'])
        expect(nodes.reduce((sum, { all }) => sum + all, 0)).toBeCloseTo(2)
      },
      { cars: 'ABCD' }
    )
  })

  it('twophase: puts go on while keys move, and are in the new ring', () => {
    story(
      (scene, ring) => {
        fill(ring, 40)
        const values = new Map(Array.from({ length: 40 }, (_, i) => [`key-${i}`, `${i}`]))
        const before = new Map([...values.keys()].map((key) => [key, ring.owners(key)]))
        const release = holdPages(scene, 'A', 'D')
        scene.begin('D', { type: 'ringJoin', chain: ring.chain })
        const isHalf = (): boolean => ring.site('D').moved.done === 2
        scene.until('D has what two of three give it', () => isMoving(ring) && isHalf())
        putAndRead(ring, values, 0, 'moved')
        expect([isMoving(ring), isHalf()], 'all of it while keys move').toEqual([true, true])
        release()
        scene.until('the new ring is in force', () => ring.site('B').phase === 'settling')
        // What was put while keys moved is now read as its new owners have it.
        putAndRead(ring, values, 1, 'settled')
        ring.until('ABCD')
        check(ring, 'D', 40, values)
        const changed = [...before].filter(([key, owners]) => ring.owners(key) !== owners)
        expect(changed.length, 'keys whose owners changed').toBeGreaterThan(10)
        expect(changed.length).toBeLessThan(30)
      },
      { cars: 'ABCD' }
    )
  })

  it('twophase: who owns one key and gets another with the ring to come votes for both', () => {
    story(
      (scene, ring) => {
        fill(ring, 20)
        ring.join('D')
        ring.until('ABCD')
        const leaving = scene.begin('A', {
          ...{ type: 'ringLeave', chain: ring.chain, peer: scene.car('D').peer }
        })
        for (let i = 0; i < 20; i++) {
          const pair = together([`key-${i}`, `${i}`], [`key-${(i + 7) % 20}`, `${(i + 7) % 20}`])
          expect(wordOf(ring.ask('B', pair)), `${i}`).toBe('ok')
        }
        scene.until('it has left', () => leaving.answer !== undefined && ring.site('D').keys === 0)
        ring.until('ABC')
        check(ring, 'C', 20)
      },
      { cars: 'ABCD' }
    )
  })

  it('twophase: a vehicle leaves when others have its keys, and is asked for none', () => {
    story(
      (scene, ring) => {
        fill(ring, 40)
        ring.join('D')
        ring.until('ABCD')
        expect(ring.leave('A', 'B')).toMatchObject({ type: 'ok' })
        ring.until('ACD')
        scene.car('B').depart()
        check(ring, 'C', 40)
        expect(ring.put('A', 'key-1', '1')).toBe('ok')
      },
      { cars: 'ABCD' }
    )
  })

  it('twophase: the keys of a vehicle that is gone are copied from others, and can be put again', () => {
    story(
      (scene, ring) => {
        fill(ring, 30)
        scene.car('B').depart()
        expect(ring.put('A', keyOf(ring, 'BC'), 'x', 800)).toBe('unreachable')
        expect(ring.leave('A', 'B', true)).toMatchObject({ type: 'ok' })
        ring.until('AC')
        fill(ring, 30)
        check(ring, 'C', 30)
        expect(ring.leave('A', 'C', true)).toMatchObject({ type: 'refused', reason: 'tooFew' })
      },
      { cars: 'ABC' }
    )
  })

  it('twophase: who is out of reach and leaves is waited for only where it has the last copy', () => {
    story(
      (scene, ring) => {
        fill(ring, 20)
        scene.car('B').depart()
        expect(ring.leave('A', 'B')).toMatchObject({ type: 'ok' })
        ring.until('AC')
        check(ring, 'C', 20)
      },
      { cars: 'ABC' }
    )
  })

  it('twophase: who has all keys of others is ready, although one of those is out of reach', () => {
    story(
      (scene, ring) => {
        fill(ring, 20)
        ring.join('D')
        ring.until('ABCD')
        scene.car('B').depart()
        expect(ring.leave('A', 'D')).toMatchObject({ type: 'ok' })
        const ready = (): string => ring.site('A').ready.map(scene.nameOf).sort().join('')
        scene.until('the others are ready', () => ready() === 'AC')
        // B gets keys as well, so the ring is not in force before it is there.
        expect(ring.site('A').phase).toBe('moving')
      },
      { cars: 'ABCD' }
    )
  })

  it('twophase: a vehicle that lost its disk fetches its keys before it answers for them', () => {
    story((scene, ring) => {
      fill(ring, 30)
      wipe(scene, 'B')
      const join = { type: 'ringJoin', chain: ring.chain } as const
      scene.until('it joins again', () => scene.ask('B', join).type === 'ok')
      scene.until('it is done', () => ring.site('A').phase === 'stable' && ring.site('A').ring > 1)
      check(ring, 'B', 30)
      fill(ring, 30)
    })
  })
})
