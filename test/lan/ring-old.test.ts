/**
 * What the old store of two phases failed at, asked of a ring of three real vehicles on a LAN, two copies
 * of each key, and a vehicle beside it that keeps nothing: writers at once, large values, a key whose
 * first owner is dead, a key that is deleted after a transaction on it was aborted, a vehicle alone, one
 * that comes back, and a ring that is asked before it is complete.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HaltPoint } from '../support/halts.ts'
import { type KvCall, requestOf, textOfEntry } from '../support/kv-calls.ts'
import { type CallResult, type KvClients, putsOf, steadyMs } from '../support/kv-clients.ts'
import { expectCalm, expectOneOrder, readFinally } from '../support/real-verdict.ts'
import { requires } from '../support/requires.ts'
import { createRingLan, type Pair, type RingLan } from '../support/ring-lan.ts'

const MINUTE_MS = 60_000
const FREE_MS_MAX = 15_000
const TIMEOUT_MS = 2_000
/** A ring is made within it, unless the machine is busy. */
const ANSWERED_MS = 7_000
/** What is refused is refused by then, this long after its time is up. */
const GRACE_MS = 2_500

const STRANGER = 4
const CLIENTS = 5
const WRITERS = [1, 2, 3, STRANGER].map((home, i) => ({ who: `w${i + 1}`, home }))
/** Puts that each of them is told to be done, before they end. */
const WRITES_MIN = 20

/** Nobody who keeps the key is in reach, or, as soon as that is noticed, nobody who leads. */
const ALONE = ['ERR_UNREACHABLE', 'ERR_NO_LEADER']

/** The reads of the old store were cut at the first of these sizes; a value has at most the other. */
const SIZES = [1_000, 1_048_576]
/** Quotes around its JSON. */
const QUOTES_BYTES = 2

describe.skipIf(requires('netns'))('a ring after the old store', { timeout: MINUTE_MS }, () => {
  let ring: RingLan
  let vehicles: readonly number[]

  const remove = (vehicle: number, key: string, timeoutMs = TIMEOUT_MS): Promise<CallResult> => {
    const { method, path, body } = requestOf(
      ring.chain,
      { type: 'delete', key },
      timeoutMs,
      undefined
    )
    return ring.group.call(vehicle, method as 'POST', path, body)
  }

  const write = async (vehicle: number, keys: readonly string[], value: string): Promise<void> => {
    ring.swapped(keys, await ring.swap(vehicle, keys, value))
  }

  /** Everybody who runs reads it at once. */
  const readByAll = async (key: string, value: string): Promise<void> => {
    const running = vehicles.filter(ring.group.fleet.isRunning)
    const found = await Promise.all(running.map((one) => ring.read(one, key)))
    const values = found.map((entry) => entry.value)
    expect(values, `${key} at ${running}`).toEqual(running.map(() => value))
  }

  const isGone = async (key: string): Promise<void> => {
    for (const vehicle of vehicles.filter(ring.group.fleet.isRunning)) {
      const { status, body } = await ring.group.get(vehicle, key)
      expect([status, body?.['code']], `${key} at ${vehicle}`).toEqual([404, 'ERR_NO_KEY'])
    }
  }

  /** A call ends in time, and says that nothing was done and why. */
  const isRefused = async (
    call: () => Promise<CallResult>,
    codes = ['ERR_UNREACHABLE']
  ): Promise<void> => {
    const sinceMs = steadyMs()
    const { status, body, at } = await call()
    expect(status, JSON.stringify(body)).toBe(503)
    expect(codes, JSON.stringify(body)).toContain(body?.['code'])
    expect(at - sinceMs, 'ms until it was refused').toBeLessThan(TIMEOUT_MS + GRACE_MS)
  }

  const isBack = async (vehicle: number): Promise<void> => {
    await ring.group.start(vehicle)
    await ring.met(vehicle)
    await ring.idle()
  }

  beforeAll(async () => {
    ring = await createRingLan(STRANGER - 1, 1)
    vehicles = [...ring.members, STRANGER]
  }, 3 * MINUTE_MS)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await ring.renew()
    }
  }, MINUTE_MS)

  afterAll(() => ring?.group.destroy())

  it('B20: writers at all vehicles at once lose no acknowledged put', async () => {
    const [clients] = ring.group.clients as readonly [KvClients]
    await Promise.all(vehicles.map(ring.met))
    clients.load({
      ...{ group: ring.chain, seed: 1, clients: WRITERS, thinkMs: 5, timeoutMs: 5_000, keys: 2 },
      mix: { own: 4, put: 4, get: 2 }
    })
    await ring.group.fleet.until('all have written often', MINUTE_MS, async () =>
      WRITERS.every(({ who }) => putsOf(clients, who) >= WRITES_MIN)
    )
    await clients.end()
    expectOneOrder(clients.ops, await readFinally(ring.group, vehicles, MINUTE_MS))
  })

  it('B14: values of 1,000 bytes and of 1 MiB come back whole at every vehicle', async () => {
    for (const size of SIZES) {
      const key = `size-${size}`
      for (const [i, vehicle] of [1, STRANGER].entries()) {
        const value = String(i).repeat(size - QUOTES_BYTES)
        const { status, body } = await ring.group.put(vehicle, key, value)
        expect(status, `${key} at ${vehicle}: ${JSON.stringify(body)}`).toBe(200)
        for (const one of vehicles) {
          const isSame = (await ring.read(one, key)).value === value
          expect(isSame, `${size} bytes of vehicle ${vehicle} at ${one}`).toBe(true)
        }
      }
    }
  })

  it('B22: keys are read at every vehicle while their first owner is dead', async () => {
    const { fleet } = ring.group
    const keys = [...(await ring.keys(STRANGER))]
    const leader = await ring.group.leader()
    // It owns keys first, and all depend on it for the log besides.
    const its = keys.filter(([, [first]]) => first === leader).slice(0, 6)
    expect(its.length, 'keys that it owns first').toBeGreaterThan(0)
    for (const [key] of its) {
      await write(STRANGER, [key], `of ${key}`)
    }

    await fleet.kill(leader)
    for (const [key] of its) {
      await readByAll(key, `of ${key}`)
    }
    const [[key] = ['']] = its
    await isRefused(() => ring.swap(STRANGER, [key], 'no', { timeoutMs: TIMEOUT_MS }))

    await isBack(leader)
    await write(leader, [key], 'with all')
    await readByAll(key, 'with all')
  })

  /** A transaction of two keys is aborted: an owner of only the first dies before its vote is heard. */
  const aborted = async (): Promise<Pick<Pair, 'keys'> & { readonly dead: number }> => {
    const { fleet } = ring.group
    const { keys, keptBy } = await ring.pairBeside(STRANGER)
    const leader = await ring.group.leader()
    const [one, two] = [keptBy, keptBy.toReversed()].map(([its = [], others = []]) =>
      its.find((owner) => !others.includes(owner))
    )
    const isOfFirst = one !== undefined && one !== leader
    const dead = (isOfFirst ? one : two) ?? 0
    const [held, free] = isOfFirst ? keys : [keys[1], keys[0]]
    await ring.idle()
    const point: HaltPoint = { before: 'send', protocol: 'twophase', what: 'votes', nth: 1 }
    const halted = await fleet.haltAt(dead, point)
    const asked = ring.swap(STRANGER, [held, free], 'new', { timeoutMs: TIMEOUT_MS })
    await halted()
    await fleet.kill(dead)
    const { status, body } = await asked
    expect([status, body?.['code']], JSON.stringify(body)).toEqual([503, 'ERR_UNREACHABLE'])
    return { keys: [held, free], dead }
  }

  it('B25: keys are deleted after a transaction on them was aborted', async () => {
    const { keys, dead } = await aborted()
    const [held, free] = keys
    await ring.idle()
    await readByAll(held, 'old')
    await readByAll(free, 'old')

    // All owners of this one are there, and none of them holds it for what was aborted.
    const { status, body } = await remove(STRANGER, free)
    expect(status, JSON.stringify(body)).toBe(200)
    await isGone(free)
    await isRefused(() => remove(STRANGER, held))

    // It had voted for it on its disk, and hears that it is aborted.
    await isBack(dead)
    const again = await remove(dead, held)
    expect(again.status, JSON.stringify(again.body)).toBe(200)
    for (const key of keys) {
      await isGone(key)
    }
    await write(STRANGER, keys, 'anew')
    await readByAll(held, 'anew')
  })

  it('B19: a vehicle that is alone refuses in time, and the others go on', async () => {
    const { fleet, lan, leader } = ring.group
    const first = await leader()
    const [alone = 0, other = 0] = ring.members.filter((one) => one !== first)
    const theirs = [...(await ring.keys(first))].filter(([, owners]) => !owners.includes(alone))
    expect(theirs.length, 'keys that it keeps nothing of').toBeGreaterThan(0)
    const [[key] = ['']] = theirs
    await write(first, [key], 'before')
    await lan.split([
      [alone, CLIENTS],
      ring.members.filter((one) => one !== alone).concat(STRANGER)
    ])
    const calls = [
      () => ring.group.put(alone, key, 'no', TIMEOUT_MS),
      () => ring.group.get(alone, key, TIMEOUT_MS)
    ]
    await Promise.all(calls.map((call) => isRefused(call, ALONE)))
    for (const [vehicle, value] of [
      [first, 'of first'],
      [other, 'of other']
    ] as const) {
      const put = await fleet.run(vehicle, ['put', 'kv', key, value])
      expect(put.code, put.stderr).toBe(0)
    }

    await lan.merge()
    await fleet.until('it is no longer alone', FREE_MS_MAX, async () => {
      return (await ring.group.get(alone, key)).status === 200
    })
    await readByAll(key, 'of other')
  })

  it('B18: a vehicle that comes back keeps its keys, and makes a majority with one other', async () => {
    const { fleet, leader } = ring.group
    const first = await leader()
    const [back = 0, other = 0] = ring.members.filter((one) => one !== first)
    const keys = [...(await ring.keys(first))]
    const without = (vehicle: number): string =>
      keys.find(([, owners]) => !owners.includes(vehicle))?.[0] ?? ''
    const [away, its] = [without(back), without(first)]
    await write(STRANGER, [away, its], 'before')
    await fleet.kill(back)
    await write(STRANGER, [away], 'meanwhile')
    await isBack(back)
    await fleet.kill(first)
    await write(back, [its], 'of two')
    await readByAll(its, 'of two')
    await readByAll(away, 'meanwhile')
    await isBack(first)
    await write(other, [away, its], 'of all')
    await readByAll(away, 'of all')
  })

  it('B23: what is asked before the ring is complete is answered', async () => {
    const { fleet, call, start } = ring.group
    const [asked = 0, , last = 0] = ring.members
    await fleet.kill(last)
    const opening = {
      ...{ state: 'kv', name: 'early', operation: 'early', engine: 'twophase' },
      ...{ members: ring.members.map(fleet.peerOf), twophase: { copies: 2 } }
    }
    const open = (): Promise<CallResult> => call(asked, 'POST', '/v1/groups', opening)
    const early = open()
    await start(last)
    let { status, body } = await early
    await fleet.until('the ring is opened', FREE_MS_MAX, async () => {
      if (status !== 201) {
        ;({ status, body } = await open())
      }
      return status === 201
    })
    // Nobody has waited for a leader, or until the keys are shared out.
    const chain = String(body?.['chain'])
    const ask = (vehicle: number, of: KvCall): Promise<CallResult> => {
      const { method, path, body: sent } = requestOf(chain, of, ANSWERED_MS, undefined)
      return call(vehicle, method as 'GET' | 'POST', path, sent)
    }
    const put = async (vehicle: number): Promise<void> => {
      // Only a busy machine refuses it in time, and does it when it is asked again.
      await fleet.until(`vehicle ${vehicle} has put`, MINUTE_MS, async () => {
        const value = `${vehicle}`
        const { status: told } = await ask(vehicle, { type: 'put', key: `k${vehicle}`, value })
        expect([200, 503, 504], `at ${vehicle}`).toContain(told)
        return told === 200
      })
    }
    await Promise.all(vehicles.map(put))
    for (const vehicle of vehicles) {
      const got = await ask(asked, { type: 'get', key: `k${vehicle}` })
      expect(textOfEntry(got.body), JSON.stringify(got.body)).toBe(`${vehicle}`)
    }
  })

  it('twophase: nobody was halted by a rule of the program', async () => {
    await expectCalm(ring.group.fleet, vehicles)
  })
})
