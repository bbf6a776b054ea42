/**
 * Owners of a ring of five real vehicles that are killed with what they prepared: before anybody has
 * heard their vote, and between their vote and the outcome; one that stays dead in the second phase;
 * and two of five dead at once, the leader of the log among them.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { processTimeMs } from '../../bench/process-time.ts'
import type { HaltPoint } from '../support/halts.ts'
import { type CallResult, steadyMs } from '../support/kv-clients.ts'
import { expectCalm } from '../support/real-verdict.ts'
import { requires } from '../support/requires.ts'
import { createRingLan, type Pair, preparedOnDisk, type RingLan } from '../support/ring-lan.ts'

const MINUTE_MS = 60_000
const FREE_MS_MAX = 15_000
/** What is refused is refused by then, this long after its time is up. */
const GRACE_MS = 2_500
const TIMEOUT_MS = 2_000

const COORDINATOR = 1

/** A transaction of two keys, one of whose owners dies in it; nobody in it coordinates it. */
interface Scene extends Pair {
  /** Keeps the first key, and does not lead. */
  readonly dead: number
  /** Keeps the first key too. */
  readonly twin: number
}

const outcomesHeard: HaltPoint = { before: 'hear', protocol: 'twophase', what: 'outcomes', nth: 1 }

describe.skipIf(requires('netns'))('a ring and its owners', { timeout: 2 * MINUTE_MS }, () => {
  let ring: RingLan

  const stage = async (): Promise<Scene> => {
    const pair = await ring.pairBeside(COORDINATOR)
    const leader = await ring.group.leader()
    const keepers = pair.owners.slice(0, 2)
    const [dead = 0] = keepers.filter((one) => one !== leader)
    const [twin = 0] = keepers.filter((one) => one !== dead)
    await ring.idle()
    return { ...pair, dead, twin }
  }

  /** Has the owner die where it is told to, and returns what the client of the coordinator hears. */
  const dieAt = async (
    scene: Scene,
    point: HaltPoint
  ): Promise<{ readonly asked: Promise<CallResult> }> => {
    const { fleet } = ring.group
    const halted = await fleet.haltAt(scene.dead, point)
    const asked = ring.swap(COORDINATOR, scene.keys, 'new', { timeoutMs: TIMEOUT_MS })
    await halted()
    await fleet.kill(scene.dead)
    const held = await preparedOnDisk(ring.group, ring.chain, scene.dead)
    const portions = held.map(({ from, portion }) => [from, portion.keys.map(({ key }) => key)])
    expect(portions, 'prepared on its disk').toEqual([[fleet.peerOf(COORDINATOR), [scene.keys[0]]]])
    return { asked }
  }

  const readBy = async (
    vehicles: readonly number[],
    key: string,
    value: string,
    changes: number
  ): Promise<void> => {
    const found = await Promise.all(vehicles.map((one) => ring.read(one, key)))
    expect(found, `${key} at ${vehicles}`).toEqual(vehicles.map(() => ({ value, changes })))
  }

  /** An owner dies between its vote and the outcome, which the client hears and its twin has. */
  const diesInDoubt = async (): Promise<Scene> => {
    const scene = await stage()
    const { asked } = await dieAt(scene, outcomesHeard)
    const { status, body } = await asked
    expect(status, JSON.stringify(body)).toBe(200)
    await readBy([COORDINATOR, scene.twin], scene.keys[0], 'new', 2)
    return scene
  }

  /** Nobody can write it, and says so in time. */
  const isRefused = async (vehicle: number, key: string): Promise<void> => {
    const sinceMs = steadyMs()
    const { status, body, at } = await ring.swap(vehicle, [key], 'no', { timeoutMs: TIMEOUT_MS })
    expect(status, JSON.stringify(body)).toBe(503)
    expect(body).toMatchObject({ code: 'ERR_UNREACHABLE' })
    expect(at - sinceMs).toBeLessThan(TIMEOUT_MS + GRACE_MS)
  }

  const write = async (vehicle: number, keys: readonly string[], value: string): Promise<void> => {
    ring.swapped(keys, await ring.swap(vehicle, keys, value))
  }

  /** It is back, and has done or undone all that it had prepared. */
  const isBack = async (vehicle: number): Promise<void> => {
    await ring.group.start(vehicle)
    await ring.group.fleet.until('it is back without doubts', FREE_MS_MAX, async () => {
      return (await ring.inDoubt([vehicle])) === 0
    })
  }

  beforeAll(async () => {
    ring = await createRingLan(5, 0)
  }, 3 * MINUTE_MS)

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await ring.renew()
    }
  }, MINUTE_MS)

  afterAll(() => ring?.group.destroy())

  it('B24: an owner killed before its vote is heard undoes it when it is back', async () => {
    const scene = await stage()
    const { dead, twin } = scene
    const [x, y] = scene.keys
    const { asked } = await dieAt(scene, { ...outcomesHeard, before: 'send', what: 'votes' })
    const { status, body } = await asked
    expect([status, body?.['code']], JSON.stringify(body)).toEqual([503, 'ERR_UNREACHABLE'])
    const alive = ring.members.filter((one) => one !== dead)
    await ring.idle()
    await readBy([COORDINATOR, twin], x, 'old', 1)
    await isRefused(twin, x)
    await write(COORDINATOR, [y], 'meanwhile')

    await isBack(dead)
    await readBy([dead, ...alive], x, 'old', 1)
    await write(dead, scene.keys, 'next')
    await readBy(ring.members, x, 'next', 2)
    await readBy(ring.members, y, 'next', 3)
  })

  it('B24: an owner killed between its vote and the outcome does its part when it is back', async () => {
    const scene = await diesInDoubt()
    const { dead, twin } = scene
    const [x, y] = scene.keys
    await readBy([COORDINATOR, twin], y, 'new', 2)

    await isBack(dead)
    await ring.idle()
    // What it has now is its own: the other copy is away.
    await ring.group.fleet.kill(twin)
    await readBy([COORDINATOR, dead], x, 'new', 2)
    await isBack(twin)
    await write(twin, scene.keys, 'next')
    await readBy(ring.members, x, 'next', 3)
    await readBy(ring.members, y, 'next', 3)
  })

  it('B21: an owner that stays dead in the second phase is waited for by nobody', async () => {
    const { fleet, view } = ring.group
    const scene = await diesInDoubt()
    const { dead, twin } = scene
    const [x, y] = scene.keys

    const others = [...(await ring.keys(COORDINATOR))].flatMap(([key, owners]) =>
      owners.includes(dead) ? [key] : []
    )
    const writes = async (): Promise<void> => {
      const sinceMs = steadyMs()
      for (let i = 1; i <= 10; i++) {
        await write(COORDINATOR, [y], `${i}`)
      }
      expect(steadyMs() - sinceMs, 'ms of ten puts').toBeLessThan(FREE_MS_MAX)
    }
    const asks = [x, ...others.slice(0, 2)].map((key) => isRefused(COORDINATOR, key))
    await Promise.all([...asks, writes()])
    // It goes on telling the dead one, at its leisure.
    const pids = [fleet.pidOf(COORDINATOR)]
    const usedMs = processTimeMs(pids)
    const fromMs = steadyMs()
    await pause(2_000)
    const share = (processTimeMs(pids) - usedMs) / (steadyMs() - fromMs)
    expect(share, 'of a processor').toBeLessThan(0.3)
    expect((await view(COORDINATOR))?.ring?.telling).toBe(1)

    await isBack(dead)
    await ring.idle()
    await readBy([dead, twin], x, 'new', 2)
    await write(dead, scene.keys, 'next')
    await readBy(ring.members, x, 'next', 3)
  })

  it('B17: with two of five dead, the leader among them, another one leads and it commits', async () => {
    const { fleet, leader } = ring.group
    const first = await leader()
    const [second = 0] = ring.members.filter((one) => one !== first)
    const dead = [first, second]
    const alive = ring.members.filter((one) => !dead.includes(one))
    const [one = 0] = alive
    const keys = [...(await ring.keys(one))]
    const keptBy = (deadCount: number): readonly string[] =>
      keys
        .filter(([, owners]) => owners.filter((each) => dead.includes(each)).length === deadCount)
        .map(([key]) => key)
    const free = keptBy(0).slice(0, 6)
    const [held = ''] = keptBy(1)
    await write(one, [...free, held], 'old')
    await Promise.all(dead.map(fleet.kill))

    const sinceMs = steadyMs()
    for (const vehicle of alive) {
      await write(vehicle, free, `with three, at ${vehicle}`)
    }
    expect(steadyMs() - sinceMs, 'ms until all three could write').toBeLessThan(FREE_MS_MAX)
    expect(free.length).toBeGreaterThan(1)
    for (const key of free) {
      await readBy(alive, key, `with three, at ${alive.at(-1)}`, 1 + alive.length)
    }
    await readBy(alive, held, 'old', 1)
    await isRefused(one, held)

    await Promise.all(dead.map(isBack))
    await write(first, [...free, held], 'with all')
    await readBy(ring.members, held, 'with all', 2)
    await ring.idle()
  })

  it('twophase: nobody was halted by a rule of the program', async () => {
    await expectCalm(ring.group.fleet, ring.members)
  })
})
