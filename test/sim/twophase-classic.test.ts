/**
 * Rings in classic mode, where nobody but its coordinator ends a transaction: what its death holds up, and what it does not.
 */
import { describe, expect, it } from 'vitest'
import {
  isVoteFor,
  keyOf,
  putOf,
  type RingScene,
  resultOf,
  story,
  together,
  wordOf
} from '../support/ring-scene.ts'
import type { Scene } from '../support/scene.ts'

/** Longer than a scene lasts: it is started when it is to be back. */
const AWAY_MS = 600_000

/** What each vehicle has on its disk of a key. */
const kept = (scene: Scene, ring: RingScene, key: string, names: string): readonly string[] => {
  const hex = Buffer.from(key).toString('hex')
  return scene
    .cars(names)
    .map(({ disk }) =>
      Buffer.from(disk.get(`s/twophase/${ring.chain}/k/${hex}`) ?? []).toString('hex')
    )
}

/**
 * A coordinator that keeps none of the keys dies when all their owners have prepared them, and stays
 * away for many times as long as they wait before they ask what became of it.
 */
const killClassic = (scene: Scene, ring: RingScene, hasDecided: boolean): void => {
  const [x, y, other] = [keyOf(ring, 'BC'), keyOf(ring, 'CD'), keyOf(ring, 'DB')]
  expect(ring.put('B', x, 'old')).toBe('ok')
  expect(ring.put('B', y, 'old')).toBe('ok')
  scene.until('nothing is prepared', () => ring.prepared() === '')
  const { disk } = scene.car('A')
  const decisions = (): number => disk.keys(`s/twophase/${ring.chain}/c/`).length
  let voters = 0
  const isLast = (name: string, type: string): boolean =>
    isVoteFor('A')(name, type) && ++voters === 3
  if (hasDecided) {
    scene.when('delivered', isLast, () => scene.cut('A', 'BCD'))
  } else {
    scene.when('delivered', isVoteFor('A'), () => scene.car('A').crash('kill -9', AWAY_MS))
  }
  const asked = ring.begin('A', together([x, 'new'], [y, 'new']), 20_000)
  scene.until('all owners have prepared', () => ring.prepared().endsWith('B:1 C:1 D:1'))
  if (hasDecided) {
    scene.until('it has decided', () => decisions() === 1)
    scene.car('A').crash('kill -9', AWAY_MS)
    scene.world.network.heal()
  }
  expect([scene.car('A').state, decisions()]).toEqual(['down', hasDecided ? 1 : 0])
  for (let round = 0; round < 3; round++) {
    scene.run(3_000)
    for (const [car, key] of [
      ['B', x],
      ['C', y],
      ['D', x]
    ] as const) {
      const what = `${car}, round ${round}`
      expect(ring.put(car, key, 'blocked', 600), what).toBe('locked')
      expect(ring.get(car, key, 600), `${what}: neither value is told`).toBe('unreachable')
    }
    expect(ring.put('C', other, `${round}`), `round ${round}`).toBe('ok')
    expect(ring.get('B', other), `round ${round}`).toBe(`${round}`)
    scene.until('only these are prepared', () => ring.prepared() === 'B:1 C:1 D:1')
  }
  expect(scene.car('A').state).toBe('down')
  scene.car('A').start()
  scene.until('nothing is prepared', () => ring.prepared() === '')
  for (const [key, owners] of [
    [x, 'BC'],
    [y, 'CD']
  ] as const) {
    const [first, second] = kept(scene, ring, key, owners)
    expect(second, 'all owners have the same').toEqual(first)
    for (const car of 'ABCD') {
      expect(ring.get(car, key), car).toBe(hasDecided ? 'new' : 'old')
    }
  }
  const { answer } = asked
  expect(answer).toEqual({ type: 'crashed', operation: expect.any(String) })
  const name = answer?.type === 'crashed' ? answer.operation : undefined
  const again = ring.ask('A', together([x, 'new'], [y, 'new']), undefined, name)
  expect(wordOf(again)).toBe(hasDecided ? 'ok' : 'unknown')
  for (const [i, key] of [x, y].entries()) {
    expect(resultOf(ring.ask('C', putOf(key, 'free')))).toMatchObject({
      revision: hasDecided ? 3 : 2
    })
    expect(ring.get('A', key), `${i}`).toBe('free')
  }
}

describe('twophase: classic mode', () => {
  it('twophase: in classic mode a dead coordinator blocks its keys until it is back', () => {
    // No owner has heard of the decision, whether it is on the disk of the coordinator or not.
    for (const hasDecided of [false, true]) {
      story((scene, ring) => killClassic(scene, ring, hasDecided), {
        ...{ cars: 'ABCD', members: 'ABCD', classic: true }
      })
    }
  })
})
