/**
 * A group of the engine quorum while everything goes wrong at once: vehicles are killed, alone
 * and all at once, and stopped, cables pulled, the network split, and one member loses its disk. Nothing
 * that was acknowledged is lost, every key is linearizable, and in the end nobody keeps a key that was deleted.
 */
import { afterAll, beforeAll, describe, it } from 'vitest'
import {
  CHAOS_MEMBERS,
  CHAOS_MS,
  CHAOS_OPEN_MS,
  CHAOS_TIMEOUT_MS,
  type ChaosScene,
  createChaosScene
} from '../support/chaos-scene.ts'
import { requires } from '../support/requires.ts'

/** So short that keys are forgotten in the middle of it all. */
const DELETED_MS = 2_000
const FORGOTTEN_MS = 120_000

describe.skipIf(requires('netns'))('chaos of quorums', { timeout: CHAOS_TIMEOUT_MS }, () => {
  let scene: ChaosScene

  beforeAll(async () => {
    scene = await createChaosScene({
      engine: { engine: 'quorum' },
      mix: { get: 35, put: 25, delete: 15, cas: 15, own: 10 },
      settings: { vehicle: { quorum: { deletedMs: DELETED_MS } } },
      isWhole: (view) => view?.registers !== undefined && view.registers.role !== 'learner'
    })
  }, CHAOS_OPEN_MS)

  afterAll(() => scene?.group.destroy())

  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    const { group } = scene
    const chaos = await scene.run()
    await scene.judge(chaos)
    await group.fleet.until('nobody keeps a deleted key', FORGOTTEN_MS, async () => {
      const views = await Promise.all(CHAOS_MEMBERS.map(group.view))
      return views.every((view) => view?.registers?.deleted === 0)
    })
    scene.tell(chaos)
  })
})
