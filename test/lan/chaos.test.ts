/**
 * A group of the engine paxos, and a bank of the same vehicles, while everything goes wrong at once:
 * vehicles are killed, alone and all at once, and stopped, cables pulled, the network split, and one member loses its disk.
 * Nothing that was acknowledged is lost, what all saw is linearizable, and no money comes or goes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CHAOS_MEMBERS,
  CHAOS_MS,
  CHAOS_OPEN_MS,
  CHAOS_TIMEOUT_MS,
  type ChaosScene,
  createChaosScene
} from '../support/chaos-scene.ts'
import { type LanBank, openLanBank } from '../support/lan-bank.ts'
import { requires } from '../support/requires.ts'

const SETTLED_MS = 120_000

describe.skipIf(requires('netns'))('chaos', { timeout: CHAOS_TIMEOUT_MS }, () => {
  let scene: ChaosScene
  let bank: LanBank

  beforeAll(async () => {
    scene = await createChaosScene({
      engine: {},
      mix: { get: 35, put: 25, delete: 5, cas: 15, swap: 15, own: 5 },
      isWhole: (view) => view?.status !== undefined && view.status.role !== 'learner'
    })
    bank = await openLanBank(scene.group, CHAOS_MEMBERS, scene.random)
  }, CHAOS_OPEN_MS)

  afterAll(() => scene?.group.destroy())

  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    const chaos = await scene.run(bank)
    await scene.group.settled(CHAOS_MEMBERS, SETTLED_MS)
    await scene.judge(chaos)
    expect(await bank.audit(chaos.wiped), scene.storyOf(chaos)).toEqual([])
    scene.tell(chaos, { transfers: bank.counts })
  })
})
