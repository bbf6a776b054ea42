/**
 * A group of the engine quorum while everything goes wrong at once: vehicles are killed, alone and all at
 * once, and stopped, cables pulled, the network split, and one member loses its disk. Nothing that was
 * acknowledged is lost, every key is linearizable, and in the end nobody keeps a key that was deleted.
 */
import { it } from 'vitest'
import {
  CHAOS_MEMBERS,
  CHAOS_MS,
  type ChaosRules,
  describeChaos,
  isReplica
} from '../support/chaos-scene.ts'

/** So short that keys are forgotten in the middle of it all. */
const DELETED_MS = 2_000
const FORGOTTEN_MS = 120_000

const RULES: ChaosRules = {
  engine: { engine: 'quorum' },
  mix: { get: 35, put: 25, delete: 15, cas: 15, own: 10 },
  settings: { vehicle: { quorum: { deletedMs: DELETED_MS } } },
  isWhole: isReplica
}

describeChaos('chaos of quorums', RULES, (scene) => {
  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    const { group, run, judge } = scene()
    await judge(await run())
    await group.allSee(
      CHAOS_MEMBERS,
      'nobody keeps a deleted key',
      FORGOTTEN_MS,
      (view) => view?.registers?.deleted === 0
    )
  })
})
