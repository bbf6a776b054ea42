/**
 * A ring of four real vehicles on a LAN, two copies of each key, and a coordinator that owns nothing,
 * while clients read and write all the time: a coordinator is killed, the network is split between
 * coordinators and owners, an owner is killed and comes back, another one is cut off. Nobody is blocked
 * for ever, nothing that was acknowledged is lost, and what all saw is linearizable.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGroupLan, type GroupLan } from '../support/group-lan.ts'
import { type KvClients, steadyMs } from '../support/kv-clients.ts'
import { expectCalm, expectOneOrder, readFinally } from '../support/real-verdict.ts'
import { requires } from '../support/requires.ts'
import { keepsKeys, preparedOnDisk } from '../support/ring-lan.ts'

const MINUTE_MS = 60_000

const MEMBERS = [1, 2, 3, 4]
const STRANGER = 5
const VEHICLES = [...MEMBERS, STRANGER]
const CLIENTS = 6
const WRITERS = [1, 2, STRANGER, STRANGER].map((home, i) => ({ who: `w${i + 1}`, home }))

describe.skipIf(requires('netns'))('a ring of four owners', { timeout: 10 * MINUTE_MS }, () => {
  let group: GroupLan
  let clients: KvClients
  let chain = ''

  /** Every client is acknowledged again: nothing that was locked is locked for ever. */
  const goesOn = async (what: string): Promise<void> => {
    const sinceMs = steadyMs()
    await group.fleet.until(`${what}: every client is acknowledged`, MINUTE_MS, () => {
      const done = clients.ops.filter(
        ({ calledAt, answer, call }) =>
          calledAt > sinceMs && answer.type === 'done' && call.type === 'put'
      )
      return Promise.resolve(new Set(done.map(({ who }) => who)).size === WRITERS.length)
    })
  }

  const nothingInDoubt = (vehicle: number): Promise<void> =>
    group.fleet.until(`vehicle ${vehicle} is not in doubt`, MINUTE_MS, async () => {
      const oldestMs = (await group.view(vehicle))?.ring?.oldestMs
      return oldestMs !== undefined && oldestMs < 1_000
    })

  beforeAll(async () => {
    group = await createGroupLan(STRANGER, 1, { mayHalt: true })
    clients = group.clients[0] as KvClients
    await Promise.all(VEHICLES.map(group.start))
    await group.fleet.until('the group is open', MINUTE_MS, async () => {
      chain = (await group.open(MEMBERS, { engine: 'twophase', twophase: { copies: 2 } })) ?? ''
      return chain !== ''
    })
    clients.load({
      ...{ group: chain, seed: 1, clients: WRITERS, thinkMs: 20, timeoutMs: 3_000, keys: 8 },
      mix: { get: 30, put: 20, delete: 5, cas: 10, swap: 15, own: 20 }
    })
  }, 3 * MINUTE_MS)

  afterAll(() => group?.destroy())

  it('B21: a coordinator is killed in the middle, and what it held is free again', async () => {
    await goesOn('at first')
    // Owners that all refuse, since the keys are locked, wait for nothing.
    const point = { before: 'hear', protocol: 'twophase', what: 'yes', nth: 1 } as const
    const halted = await group.fleet.haltAt(STRANGER, point)
    await halted()
    // What others have prepared meanwhile is done long before.
    await group.fleet.until('an owner waits for it', MINUTE_MS, async () => {
      const views = await Promise.all(MEMBERS.map(group.view))
      return views.some((view) => (view?.ring?.oldestMs ?? 0) > 500)
    })
    await group.fleet.kill(STRANGER)
    for (const vehicle of MEMBERS) {
      await nothingInDoubt(vehicle)
    }
    await group.start(STRANGER)
    await goesOn('with the coordinator back')
  })

  it('twophase: a split between coordinators and owners leaves nothing half done', async () => {
    await group.lan.split([
      [1, 2, CLIENTS],
      [3, 4, STRANGER]
    ])
    await pause(5_000)
    await group.lan.merge()
    await goesOn('merged')
    for (const vehicle of MEMBERS) {
      await nothingInDoubt(vehicle)
    }
  })

  it('B24: an owner is killed with what it prepared, and another one is cut off', async () => {
    // An outcome that is told again may be all that is left of its transaction.
    const point = { before: 'hear', protocol: 'twophase', what: 'awaited', nth: 1 } as const
    const halted = await group.fleet.haltAt(3, point)
    await halted()
    await group.fleet.kill(3)
    expect(await preparedOnDisk(group, chain, 3), 'prepared on its disk').not.toEqual([])
    await pause(2_000)
    await group.start(3)
    await goesOn('with the owner back')
    await group.lan.linkDown(4)
    await pause(3_000)
    await group.lan.linkUp(4)
    await goesOn('with the link up')
    for (const vehicle of MEMBERS) {
      await nothingInDoubt(vehicle)
    }
  })

  it('twophase: an owner that lost its disk is one again when it has fetched its keys', async () => {
    await group.fleet.kill(2)
    await group.wipe(2)
    await group.start(2)
    await group.fleet.until('it is taken in again', MINUTE_MS, async () => {
      await group.change(1, MEMBERS, `again ${steadyMs()}`)
      return keepsKeys(await group.view(2), MEMBERS.length)
    })
    await goesOn('with a new disk')
  })

  it('B20: everything acknowledged can be read, and every key is linearizable', async () => {
    await clients.end()
    const finals = await readFinally(group, VEHICLES, MINUTE_MS)
    // A scan is no cut in time, but nothing is written while these are made.
    expectOneOrder(clients.ops, finals)
    await expectCalm(group.fleet, VEHICLES)
  })
})
