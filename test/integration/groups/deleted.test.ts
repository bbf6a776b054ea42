/**
 * Keys that come and go in a store of three real processes of the engine quorum: what was deleted takes no
 * room for ever, not before all members know of it, and does not come back.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ControlClient, ProblemError } from '../../../src/http/client.ts'
import { controlClient } from '../../support/real-client.ts'
import { createRealFleet, loopback, type RealFleet } from '../../support/real-fleet.ts'
import { expectCalm } from '../../support/real-verdict.ts'

const MEMBERS = [1, 2, 3] as const
const MINUTE_MS = 60_000
const DELETED_MS = 500
const KEYS = 300
const GROUP = 'store'
const params = { group: GROUP }

let fleet: RealFleet
let clientOf: (vehicle: number) => ControlClient

beforeAll(async () => {
  const ground = await loopback(MEMBERS.length)
  fleet = await createRealFleet(MEMBERS.length, ground)
  clientOf = (vehicle) => controlClient(fleet, ground, vehicle)
  const config = JSON.stringify({ vehicle: { quorum: { deletedMs: DELETED_MS } } })
  for (const member of MEMBERS) {
    await writeFile(join(fleet.folder, fleet.nameOf(member), 'config.json'), config)
    await fleet.start(member)
  }
  await fleet.until('the group is open', MINUTE_MS, async () => {
    const words = ['group', 'open', '--engine', 'quorum', '--members', 'car-2,car-3']
    return (await fleet.run(1, [...words, '--name', GROUP, '--operation', 'open'])).code === 0
  })
}, 2 * MINUTE_MS)
afterAll(() => fleet?.destroy())

/** How many keys each of these members keeps, and how many of them are deleted. */
const keptBy = (
  members: readonly number[]
): Promise<readonly (readonly (number | undefined)[])[]> =>
  Promise.all(
    members.map(async (member) => {
      const { registers } = await clientOf(member).get('/v1/groups/{group}', { params })
      return [registers?.registers, registers?.deleted] as const
    })
  )

const untilKept = async (members: readonly number[], count: number): Promise<void> => {
  const wanted = JSON.stringify(members.map(() => [count, 0]))
  await fleet.until(`${members} keep ${count} keys`, MINUTE_MS, async () => {
    return JSON.stringify(await keptBy(members)) === wanted
  })
}

/** Somebody leads soon. */
const put = async (key: string, value: string): Promise<void> => {
  const body = { key, value, timeoutMs: MINUTE_MS }
  await clientOf(1).post('/v1/kv/{group}/put', { params, body })
}
const remove = async (key: string): Promise<void> => {
  await clientOf(1).post('/v1/kv/{group}/delete', { params, body: { key, timeoutMs: MINUTE_MS } })
}

/** The value of a key at a member, or the code of the problem. */
const at = async (member: number, key: string): Promise<unknown> => {
  const query = { key, timeoutMs: MINUTE_MS }
  try {
    const { json } = await clientOf(member).get('/v1/kv/{group}/entry', { params, query })
    return JSON.parse(json ?? 'null')
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : error
  }
}

describe('keys that come and go', () => {
  test(
    'quorum: what was deleted is off all disks some time after',
    async () => {
      const keys = Array.from({ length: KEYS }, (_, i) => `trip/${i}`)
      await Promise.all(keys.map((key) => put(key, 'here')))
      await put('stays', 'one')
      await Promise.all(keys.map(remove))
      await untilKept(MEMBERS, 1)
      expect(await at(2, 'trip/7')).toBe('ERR_NO_KEY')
      expect(await at(3, 'stays')).toBe('one')
    },
    2 * MINUTE_MS
  )

  test(
    'quorum: while a member is away what is deleted stays, and goes when it is back',
    async () => {
      await put('gone', 'while it was there')
      await fleet.kill(3)
      await remove('gone')
      await sleep(4 * DELETED_MS)
      expect(await keptBy([1, 2])).toEqual([
        [2, 1],
        [2, 1]
      ])
      await fleet.start(3)
      await untilKept(MEMBERS, 1)
      for (const member of MEMBERS) {
        expect(await at(member, 'gone'), `at car-${member}`).toBe('ERR_NO_KEY')
      }
    },
    3 * MINUTE_MS
  )

  test(
    'quorum: what was forgotten stays so when all are killed, and may be written again',
    async () => {
      await Promise.all(MEMBERS.map(fleet.kill))
      await Promise.all(MEMBERS.map((member) => fleet.start(member)))
      expect(await at(1, 'trip/7')).toBe('ERR_NO_KEY')
      await put('trip/7', 'again')
      for (const member of MEMBERS) {
        expect(await at(member, 'trip/7'), `at car-${member}`).toBe('again')
        expect(await at(member, 'stays'), `at car-${member}`).toBe('one')
      }
      await expectCalm(fleet, MEMBERS)
    },
    3 * MINUTE_MS
  )
})
