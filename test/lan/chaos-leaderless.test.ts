/**
 * A group of the engine quorum without a leader while everything goes wrong at once, as in
 * chaos-quorum.test.ts: every member writes by itself, and every key is linearizable all the same.
 */
import { afterAll, beforeAll, describe, it } from 'vitest'
import {
  CHAOS_MS,
  CHAOS_OPEN_MS,
  CHAOS_TIMEOUT_MS,
  type ChaosScene,
  createChaosScene
} from '../support/chaos-scene.ts'
import { requires } from '../support/requires.ts'

describe.skipIf(requires('netns'))('chaos without a leader', { timeout: CHAOS_TIMEOUT_MS }, () => {
  let scene: ChaosScene

  beforeAll(async () => {
    scene = await createChaosScene({
      engine: { engine: 'quorum', quorum: { leaderless: true } },
      mix: { get: 40, put: 35, delete: 15, own: 10 },
      isWhole: (view) => view?.registers !== undefined && view.registers.role !== 'learner'
    })
  }, CHAOS_OPEN_MS)

  afterAll(() => scene?.group.destroy())

  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    const chaos = await scene.run()
    await scene.judge(chaos)
    scene.tell(chaos)
  })
})
