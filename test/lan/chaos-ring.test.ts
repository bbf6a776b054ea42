/**
 * A group of the engine twophase, two copies of each key, while everything goes wrong at once: vehicles
 * are killed, alone and all at once, and stopped, cables pulled, the network split, and one owner loses its disk. Nothing that
 * was acknowledged is lost, what all saw is linearizable, and in the end nobody is in doubt.
 */
import { afterAll, beforeAll, describe, it } from 'vitest'
import {
  CHAOS_MEMBERS,
  CHAOS_MS,
  CHAOS_OPEN_MS,
  CHAOS_TIMEOUT_MS,
  CHAOS_VEHICLES,
  type ChaosScene,
  createChaosScene
} from '../support/chaos-scene.ts'
import { requires } from '../support/requires.ts'

const IDLE_MS = 60_000

describe.skipIf(requires('netns'))('chaos of a ring', { timeout: CHAOS_TIMEOUT_MS }, () => {
  let scene: ChaosScene

  beforeAll(async () => {
    scene = await createChaosScene({
      engine: { engine: 'twophase', twophase: { copies: 2 } },
      mix: { get: 35, put: 20, delete: 5, cas: 10, swap: 20, own: 10 },
      isWhole: (view) => {
        const ring = view?.ring
        return (
          ring?.phase === 'stable' && ring.isOwner && ring.nodes.length === CHAOS_MEMBERS.length
        )
      }
    })
  }, CHAOS_OPEN_MS)

  afterAll(() => scene?.group.destroy())

  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    const { group } = scene
    const chaos = await scene.run()
    await scene.judge(chaos)
    await group.fleet.until('nobody is in doubt', IDLE_MS, async () => {
      const views = await Promise.all(CHAOS_VEHICLES.map(group.view))
      return views.every((view) => {
        const { prepared = 1, coordinated = 1 } = view?.ring ?? {}
        return prepared + coordinated === 0
      })
    })
    scene.tell(chaos)
  })
})
