/**
 * A group of the engine twophase, two copies of each key, while everything goes wrong at once: vehicles
 * are killed, alone and all at once, and stopped, cables pulled, the network split, and one owner loses its
 * disk. Nothing that was acknowledged is lost, what all saw is linearizable, and in the end nobody is in doubt.
 */
import { it } from 'vitest'
import {
  CHAOS_MEMBERS,
  CHAOS_MS,
  CHAOS_VEHICLES,
  type ChaosRules,
  describeChaos
} from '../support/chaos-scene.ts'
import { keepsKeys } from '../support/ring-lan.ts'

const IDLE_MS = 60_000

const RULES: ChaosRules = {
  engine: { engine: 'twophase', twophase: { copies: 2 } },
  mix: { get: 35, put: 20, delete: 5, cas: 10, swap: 20, own: 10 },
  isWhole: (view) => keepsKeys(view, CHAOS_MEMBERS.length)
}

describeChaos('chaos of a ring', RULES, (scene) => {
  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    const { group, run, judge } = scene()
    await judge(await run())
    await group.allSee(CHAOS_VEHICLES, 'nobody is in doubt', IDLE_MS, (view) => {
      const { prepared = 1, coordinated = 1 } = view?.ring ?? {}
      return prepared + coordinated === 0
    })
  })
})
