/**
 * Keys on a ring of whole vehicles: what is answered, and what becomes of it when vehicles fail.
 */
import { describe, expect, it } from 'vitest'
import {
  openRing,
  putOf,
  type RingScene,
  type RingSceneOptions,
  resultOf
} from '../support/ring-scene.ts'
import { play, type Scene } from '../support/scene.ts'

function story(
  tell: (scene: Scene, ring: RingScene) => void,
  options: RingSceneOptions & { readonly cars?: string; readonly members?: string } = {}
): void {
  const { cars = 'ABC', members = 'ABC' } = options
  play({ cars }, (scene) => tell(scene, openRing(scene, members, options)))
}

describe('twophase: keys', () => {
  it('twophase: what is put is read everywhere, and kept by as many as there are copies', () => {
    story((_scene, ring) => {
      expect(resultOf(ring.ask('A', putOf('k', 'one')))).toMatchObject({
        ...{ type: 'put', revision: 1, found: false }
      })
      expect(resultOf(ring.ask('B', putOf('k', 'two')))).toMatchObject({ revision: 2, found: true })
      expect(ring.get('A', 'k')).toBe('two')
      expect(ring.get('C', 'k')).toBe('two')
      expect(ring.copies('k')).toBe([...ring.owners('k')].sort().join(''))
      expect(ring.remove('C', 'k')).toBe('ok')
      expect(ring.get('A', 'k')).toBe('-')
      expect(resultOf(ring.ask('B', putOf('k', 'three')))).toMatchObject({ revision: 4 })
    })
  })
})
