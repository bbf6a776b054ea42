/**
 * A ring of three real processes and a client at a fourth: writers at once, the coordinator killed with
 * -9 in the middle of transactions, an owner killed with prepared ones, a key read and made writable
 * again without its first owner.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GroupJson, RingJson } from '../../../src/http/answers.ts'
import type { ControlClient, ProblemError } from '../../../src/http/client.ts'
import { controlClient } from '../../support/real-client.ts'
import { createRealFleet, type Ground, loopback, type RealFleet } from '../../support/real-fleet.ts'

/** Vehicles 1 to 3 are the members, 4 is none and only asks, until it joins. */
const SIZE = 4
const STRANGER = 4
const MINUTE_MS = 60_000

let fleet: RealFleet
let ground: Ground
let chain: string

beforeAll(async () => {
  ground = await loopback(SIZE)
  fleet = await createRealFleet(SIZE, ground)
  for (let i = 1; i <= SIZE; i++) {
    await fleet.start(i)
  }
  await fleet.until('the group is open', MINUTE_MS, async () => {
    const words = ['group', 'open', '--members', 'car-2,car-3', '--name', 'keys']
    const engine = ['--engine', 'twophase', '--copies', '2', '--operation', 'open', '--json']
    const opened = await fleet.run(1, [...words, ...engine])
    chain = opened.code === 0 ? String(JSON.parse(opened.stdout).chain) : ''
    return opened.code === 0
  })
}, 2 * MINUTE_MS)
afterAll(() => fleet?.destroy())

function clientOf(vehicle: number): ControlClient {
  return controlClient(fleet, ground, vehicle)
}

const put = (vehicle: number, key: string, value: unknown, timeoutMs = 10_000): Promise<unknown> =>
  clientOf(vehicle).post('/v1/kv/{group}/put', {
    params: { group: chain },
    body: { key, value, timeoutMs }
  })
const both = (vehicle: number, a: string, b: string, value: unknown): Promise<unknown> => {
  const whenTrue = [a, b].map((key) => ({ type: 'put', key, value }) as const)
  return clientOf(vehicle).post('/v1/kv/{group}/txn', {
    params: { group: chain },
    body: { whenTrue, timeoutMs: 10_000 }
  })
}
const get = async (vehicle: number, key: string): Promise<unknown> => {
  const query = { key, timeoutMs: 20_000 }
  const sent = { params: { group: chain }, query }
  const { json = '' } = await clientOf(vehicle).get('/v1/kv/{group}/entry', sent)
  return JSON.parse(json) as unknown
}
const ringAt = async (vehicle: number): Promise<GroupJson['ring']> =>
  (await clientOf(vehicle).get('/v1/groups/{group}', { params: { group: chain } })).ring
const ringOf = (vehicle: number): Promise<RingJson> =>
  clientOf(vehicle).get('/v1/ring/{group}', { params: { group: chain } })
const untilStable = (vehicle: number, size: number): Promise<void> =>
  fleet.until(`the ring has ${size} vehicles`, MINUTE_MS, async () => {
    const { phase, nodes } = await ringOf(vehicle)
    return phase === 'stable' && nodes.length === size
  })

describe('twophase: real processes', { timeout: 3 * MINUTE_MS }, () => {
  test('B20: writers at two vehicles at once lose no acknowledged put, and values of up to 1 MiB are kept whole', async () => {
    await untilStable(1, 3)
    const writers = [1, STRANGER].map(async (vehicle) => {
      for (let i = 0; i < 25; i++) {
        await Promise.all([put(vehicle, `w${vehicle}/${i}`, i), put(vehicle, 'shared', vehicle)])
      }
    })
    await Promise.all(writers)
    for (const vehicle of [1, STRANGER]) {
      for (let i = 0; i < 25; i++) {
        expect(await get(2, `w${vehicle}/${i}`), `w${vehicle}/${i}`).toBe(i)
      }
    }
    expect([1, STRANGER]).toContain(await get(3, 'shared'))
    for (const size of [1000, 1_048_576]) {
      // Two bytes of its JSON are the quotes.
      const value = 'v'.repeat(size - 2)
      await put(STRANGER, `size-${size}`, value)
      expect(await get(2, `size-${size}`), `${size}`).toBe(value)
    }
  })

  test('B23: what is asked before the ring is complete is answered', async () => {
    const words = ['group', 'open', '--members', 'car-2,car-3', '--name', 'early', '--json']
    const opened = await fleet.run(1, [...words, '--engine', 'twophase', '--copies', '2'])
    expect(opened.code, opened.stderr).toBe(0)
    const early = String(JSON.parse(opened.stdout).chain)
    await Promise.all(
      [1, 2, 3].map((vehicle) =>
        clientOf(vehicle).post('/v1/kv/{group}/put', {
          params: { group: early },
          body: { key: `k${vehicle}`, value: vehicle, timeoutMs: 30_000 }
        })
      )
    )
    for (const vehicle of [1, 2, 3]) {
      const query = { key: `k${vehicle}`, timeoutMs: 20_000 }
      const sent = { params: { group: early }, query }
      const { json = '' } = await clientOf(1).get('/v1/kv/{group}/entry', sent)
      expect(JSON.parse(json)).toBe(vehicle)
    }
  })

  test('B25: keys are deleted after a change of them was refused', async () => {
    const [first, second] = ['held/a', 'held/b']
    await both(1, first, second, 'as it was')
    const changed = await clientOf(2).post('/v1/kv/{group}/txn', {
      params: { group: chain },
      body: {
        compares: [{ key: first, expected: { value: 'another' } }],
        whenTrue: [first, second].map((key) => ({ type: 'put', key, value: 'changed' }) as const)
      }
    })
    expect(changed).toMatchObject({ succeeded: false })
    for (const key of [first, second]) {
      await clientOf(STRANGER).post('/v1/kv/{group}/delete', {
        params: { group: chain },
        body: { key }
      })
      const query = { key, timeoutMs: 20_000 }
      const sent = { params: { group: chain }, query }
      await expect(clientOf(3).get('/v1/kv/{group}/entry', sent)).rejects.toMatchObject({
        problem: { code: 'ERR_NO_KEY' }
      })
    }
  })

  test('B21: a coordinator killed in the middle of transactions blocks nobody, and none is half done', async () => {
    let isOver = false
    let acknowledged = -1
    const writing = (async () => {
      for (let i = 0; !isOver; i++) {
        try {
          await both(STRANGER, 'left', 'right', i)
          acknowledged = i
        } catch {
          isOver = true
        }
      }
    })()
    await fleet.until('it writes', MINUTE_MS, () => Promise.resolve(acknowledged > 20))
    await fleet.kill(STRANGER)
    isOver = true
    await writing
    const [left, right] = await Promise.all([get(1, 'left'), get(3, 'right')])
    expect(right).toBe(left)
    expect(Number(left)).toBeGreaterThanOrEqual(acknowledged)
    await both(2, 'left', 'right', 'mine')
    expect(await get(3, 'left')).toBe('mine')
    await fleet.start(STRANGER)
  })

  test('B24: an owner killed with prepared transactions does what was decided when it is back', async () => {
    const prepared = async (): Promise<number> => (await ringAt(2))?.prepared ?? 0
    let isOver = false
    const done = new Map<string, number>()
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; !isOver; i++) {
        try {
          await put(STRANGER, `doubt-${writer}`, i, 3_000)
          done.set(`doubt-${writer}`, i)
        } catch {
          isOver = true
        }
      }
    })
    await fleet.until('they write', MINUTE_MS, () => Promise.resolve(done.size === 8))
    // The coordinator stands still, so what it has prepared is in doubt.
    let left = 0
    for (let i = 0; i < 60 && left === 0; i++) {
      fleet.signal(STRANGER, 'SIGSTOP')
      left = await prepared()
      if (left === 0) {
        fleet.signal(STRANGER, 'SIGCONT')
        await new Promise((resolve) => setTimeout(resolve, 37))
      }
    }
    await fleet.kill(2)
    isOver = true
    fleet.signal(STRANGER, 'SIGCONT')
    await Promise.all(writers)
    await fleet.start(2)
    await fleet.until('nothing is in doubt', MINUTE_MS, async () => (await prepared()) === 0)
    for (const [key, value] of done) {
      expect(Number(await get(2, key)), key).toBeGreaterThanOrEqual(value)
      await put(1, key, 'last')
      expect(await get(2, key), key).toBe('last')
    }
    expect(left, 'prepared when it was killed').toBeGreaterThan(0)
  })

  test('B22: keys are read without their first owner, and written when it is said to be gone', async () => {
    const keys = Array.from({ length: 12 }, (_, i) => `gone-${i}`)
    await Promise.all(keys.map((key) => put(1, key, key)))
    await fleet.kill(3)
    for (const key of keys) {
      expect(await get(STRANGER, key), key).toBe(key)
    }
    const refused = await Promise.allSettled(keys.map((key) => put(1, key, 'no', 1_500)))
    const codes = refused.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as ProblemError).problem.code] : []
    )
    expect(codes.length, 'keys of the dead owner').toBeGreaterThan(0)
    expect(new Set(codes)).toEqual(new Set(['ERR_UNREACHABLE']))
    expect((await fleet.run(1, ['ring', 'leave', 'keys', 'car-3', '--gone'])).code).toBe(0)
    await untilStable(1, 2)
    await Promise.all(keys.map((key) => put(STRANGER, key, 'yes')))
    expect(await get(2, keys[0] ?? '')).toBe('yes')
  })

  test('twophase: a vehicle joins the ring, which is drawn with the shares of all', async () => {
    await fleet.start(3)
    expect((await fleet.run(STRANGER, ['ring', 'join', 'keys'])).code).toBe(0)
    await untilStable(1, 3)
    expect(await get(STRANGER, 'gone-3')).toBe('yes')
    const shown = await fleet.run(1, ['ring', 'show', 'keys', '--keys', 'gone-1'])
    expect(shown.stdout).toMatch(/ring \d+, stable, 3 vehicles, 2 copies of each key/)
    expect(shown.stdout).toMatch(/car-4 +\d+ +[\d.]+ % +[\d.]+ % +█{20,}/)
    expect(shown.stdout).toMatch(/gone-1: car-\d, car-\d/)
    const status = await fleet.run(2, ['group', 'show', 'keys'])
    expect(status.stdout).toMatch(/in doubt +0 prepared here/)
  })

  test('twophase: who is dead leaves by the label that the ring has for it after a restart', async () => {
    const { nodes } = await ringOf(1)
    const dead = nodes.find(({ name }) => name === fleet.nameOf(STRANGER))?.peer ?? ''
    await fleet.kill(STRANGER)
    await fleet.kill(1)
    await fleet.start(1)
    let label = ''
    await fleet.until('the ring is shown again', MINUTE_MS, async () => {
      const shown = await fleet.run(1, ['ring', 'show', 'keys'])
      const row = shown.stdout.split('\n').find((line) => line.includes(dead)) ?? ''
      label = row.split(' ')[0] ?? ''
      return label !== ''
    })
    expect(dead.endsWith(label), `${label} of ${dead}`).toBe(true)
    const left = await fleet.run(1, ['ring', 'leave', 'keys', label, '--gone'])
    expect(left.code, left.stderr).toBe(0)
    await untilStable(1, 2)
  })

  test('twophase: without a majority all calls end alike, and name who is missing', async () => {
    await fleet.kill(2)
    await fleet.kill(3)
    for (const words of [
      ['get', 'keys', 'gone-1'],
      ['ring', 'show', 'keys'],
      ['ring', 'leave', 'keys', 'car-2', '--gone']
    ]) {
      const ended = await fleet.run(1, [...words, '--timeout', '3s', '--json'])
      expect([ended.code, ended.stdout], words.join(' ')).toEqual([
        5,
        expect.stringMatching(/car-2, car-3 are members and out of reach|car-3, car-2 are members/)
      ])
      expect(ended.stdout, words.join(' ')).toContain('"code":"ERR_NO_LEADER"')
    }
  })
})
