/**
 * Five real processes: a change of a ring is decided by two of three members and done, then these two are
 * lost with it. The third goes on because a person says so, and by the ring that it knows a vehicle keeps
 * keys that it has given away and removed.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RingJson } from '../../../src/http/answers.ts'
import type { ControlClient, ProblemError } from '../../../src/http/client.ts'
import { controlClient } from '../../support/real-client.ts'
import { createRealFleet, type Ground, loopback, type RealFleet } from '../../support/real-fleet.ts'

/** Vehicles 1 to 3 are the members; 3 is not on the ring, 4 and 5 are. */
const SIZE = 5
const MINUTE_MS = 60_000
const KEYS = 30

let fleet: RealFleet
let ground: Ground
let chain = ''

beforeAll(async () => {
  ground = await loopback(SIZE)
  fleet = await createRealFleet(SIZE, ground)
  for (let i = 1; i <= SIZE; i++) {
    await fleet.start(i)
  }
  const words = ['group', 'open', '--members', 'car-2,car-3', '--name', 'keys', '--operation', 'o']
  const engine = ['--engine', 'twophase', '--copies', '3', '--json']
  await fleet.until('the group is open', MINUTE_MS, async () => {
    const opened = await fleet.run(1, [...words, ...engine])
    chain = opened.code === 0 ? String(JSON.parse(opened.stdout).chain) : ''
    return opened.code === 0
  })
}, 2 * MINUTE_MS)
afterAll(() => fleet?.destroy())

const clientOf = (vehicle: number): ControlClient => controlClient(fleet, ground, vehicle)
const ringOf = (vehicle: number): Promise<RingJson> =>
  clientOf(vehicle).get('/v1/ring/{group}', { params: { group: chain } })
const untilStable = (asked: number, names: readonly number[]): Promise<void> =>
  fleet.until(`the ring has ${names}`, MINUTE_MS, async () => {
    const { phase, nodes } = await ringOf(asked)
    const there = nodes.map(({ peer }) => peer).sort()
    return phase === 'stable' && `${there}` === `${names.map(fleet.peerOf).sort()}`
  })
const run = async (vehicle: number, ...words: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await fleet.run(vehicle, words)
  expect(code, `${words.join(' ')}: ${stderr}`).toBe(0)
  return stdout
}
/** The value, or the code of the problem. */
const get = async (vehicle: number, key: string): Promise<string> => {
  const query = { key, timeoutMs: 1_000 }
  try {
    const sent = { params: { group: chain }, query }
    return (await clientOf(vehicle).get('/v1/kv/{group}/entry', sent)).json ?? ''
  } catch (error) {
    return (error as ProblemError).problem.code
  }
}

test('twophase: keys that were given away by a ring that is lost are refused, until somebody says otherwise', {
  timeout: 4 * MINUTE_MS
}, async () => {
  for (const vehicle of [4, 5]) {
    await run(vehicle, 'ring', 'join', chain)
  }
  await untilStable(1, [1, 2, 3, 4, 5])
  await run(3, 'ring', 'leave', chain)
  await untilStable(1, [1, 2, 4, 5])
  for (let i = 0; i < KEYS; i++) {
    await run(4, 'put', chain, `key-${i}`, `${i}`)
  }
  await fleet.kill(3)
  await run(1, 'ring', 'leave', chain, 'car-4')
  await untilStable(1, [1, 2, 5])
  await fleet.until('its keys are removed', MINUTE_MS, async () => {
    const { ring } = await clientOf(4).get('/v1/groups/{group}', { params: { group: chain } })
    return ring === undefined || ring.keys === 0
  })
  await Promise.all([fleet.kill(1), fleet.kill(2)])
  await fleet.start(3)
  const words = ['group', 'recover', chain, '--members', 'car-3,car-4,car-5', '--unsafe']
  await fleet.until('the survivor goes on', MINUTE_MS, async () => {
    return (await fleet.run(3, [...words, '--operation', 'recover'])).code === 0
  })

  await fleet.until('who has removed keys is silent', MINUTE_MS, async () => {
    await get(5, 'key-0')
    return (await fleet.logOf(4)).includes('twophase:silent')
  })
  const told = new Set<string>()
  for (let i = 0; i < KEYS; i++) {
    const value = await get(5, `key-${i}`)
    told.add(value === `${i}` ? 'value' : value)
  }
  expect([...told].sort()).toEqual(['ERR_UNREACHABLE', 'value'])
  const { problems } = JSON.parse((await fleet.run(4, ['status', '--json'])).stdout)
  expect(`${problems}`).toContain(`vguard-node ring leave ${chain} ${fleet.peerOf(4)} --gone`)

  await run(4, 'ring', 'join', chain)
  await run(3, 'ring', 'join', chain)
  for (const lost of [1, 2]) {
    await run(5, 'ring', 'leave', chain, fleet.peerOf(lost), '--gone')
  }
  await untilStable(5, [3, 4, 5])
  const { version } = await ringOf(4)
  expect(version).toBeGreaterThan(2 ** 32)
  let kept = 0
  for (let i = 0; i < KEYS; i++) {
    kept += (await get(3, `key-${i}`)) === `${i}` ? 1 : 0
    await run(3, 'put', chain, `key-${i}`, `${i}`)
    expect(await get(4, `key-${i}`)).toBe(`${i}`)
  }
  expect(kept, 'what 4 had given away is not there where it is asked first').toBeGreaterThan(0)
})
