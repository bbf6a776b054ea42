/**
 * A group of the engine paxos, and a bank of the same vehicles, while everything goes wrong at once:
 * vehicles are killed, alone and all at once, and stopped, cables pulled, the network split, and one member
 * loses its disk. Nothing that was acknowledged is lost, what all saw is linearizable, and no money comes
 * or goes.
 */
import { beforeAll, expect, it } from 'vitest'
import {
  CHAOS_MEMBERS,
  CHAOS_MS,
  CHAOS_OPEN_MS,
  type ChaosRules,
  describeChaos
} from '../support/chaos-scene.ts'
import { type LanBank, openLanBank } from '../support/lan-bank.ts'

const SETTLED_MS = 120_000

const RULES: ChaosRules = {
  engine: {},
  mix: { get: 35, put: 25, delete: 5, cas: 15, swap: 15, own: 5 },
  isWhole: (view) => view?.status !== undefined && view.status.role !== 'learner'
}

describeChaos('chaos', RULES, (scene) => {
  let bank: LanBank

  beforeAll(async () => {
    const { group, random } = scene()
    bank = await openLanBank(group, CHAOS_MEMBERS, random)
  }, CHAOS_OPEN_MS)

  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    const { group, run, judge, storyOf } = scene()
    const chaos = await run(bank)
    await group.settled(CHAOS_MEMBERS, SETTLED_MS)
    await judge(chaos, { transfers: bank.counts })
    expect(await bank.audit(chaos.wiped), storyOf(chaos)).toEqual([])
  })
})
