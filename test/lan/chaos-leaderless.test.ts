/**
 * A group of the engine quorum without a leader while everything goes wrong at once, as in
 * chaos-quorum.test.ts: every member writes by itself, and every key is linearizable all the same.
 */
import { it } from 'vitest'
import { CHAOS_MS, type ChaosRules, describeChaos, isReplica } from '../support/chaos-scene.ts'

const RULES: ChaosRules = {
  engine: { engine: 'quorum', quorum: { leaderless: true } },
  mix: { get: 40, put: 35, delete: 15, own: 10 },
  isWhole: isReplica
}

describeChaos('chaos without a leader', RULES, (scene) => {
  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    await scene().judge(await scene().run())
  })
})
