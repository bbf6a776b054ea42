/**
 * A store of three real processes and a client at a fourth: the leader killed with -9 in the middle of
 * writes, members away and back, a minority. What was acknowledged stays, and the same operation asked
 * again has the same answer.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EntryJson } from '../../../src/http/answers.ts'
import type { AnswerAt, BodyAt } from '../../../src/http/calls.ts'
import { type ControlClient, ProblemError } from '../../../src/http/client.ts'
import { controlClient } from '../../support/real-client.ts'
import { createRealFleet, type Ground, loopback, type RealFleet } from '../../support/real-fleet.ts'
import { expectCalm } from '../../support/real-verdict.ts'

/** Vehicles 1 to 3 are the members, 4 is none. */
const MEMBERS = [1, 2, 3] as const
const STRANGER = 4
const SIZE = 4
const WRITERS = 8
const MINUTE_MS = 60_000

/** Some tens of elections: this machine does other things, too; test/lan measures the time. */
const GAP_MS = 20_000

/** Shorter than an election, so that some writes are unknown at first. */
const PATIENCE_MS = 200

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
    const words = ['group', 'open', '--members', 'car-2,car-3', '--name', 'store']
    const opened = await fleet.run(1, [...words, '--operation', 'open', '--json'])
    chain = opened.code === 0 ? String(JSON.parse(opened.stdout).chain) : ''
    return opened.code === 0
  })
}, 2 * MINUTE_MS)
afterAll(() => fleet?.destroy())

function clientOf(vehicle: number): ControlClient {
  return controlClient(fleet, ground, vehicle)
}

/** Who leads, as this vehicle sees it. */
async function leaderAt(vehicle: number): Promise<number | undefined> {
  const group = await clientOf(vehicle).get('/v1/groups/{group}', { params: { group: chain } })
  const leader = group.members.find(({ isLeader }) => isLeader)?.peer
  return MEMBERS.find((member) => fleet.peerOf(member) === leader)
}

async function someLeader(): Promise<number> {
  let leader: number | undefined
  await fleet.until('somebody leads', MINUTE_MS, async () => {
    const alive = MEMBERS.find((member) => fleet.isRunning(member)) ?? 1
    leader = await leaderAt(alive)
    return leader !== undefined && fleet.isRunning(leader)
  })
  return leader ?? 0
}

type WrittenJson = AnswerAt<'POST', '/v1/kv/{group}/put'>

const put = (vehicle: number, body: BodyAt<'POST', '/v1/kv/{group}/put'>): Promise<WrittenJson> =>
  clientOf(vehicle).post('/v1/kv/{group}/put', { params: { group: chain }, body })
const get = (vehicle: number, key: string): Promise<EntryJson> =>
  clientOf(vehicle).get('/v1/kv/{group}/entry', {
    params: { group: chain },
    query: { key, timeoutMs: MINUTE_MS }
  })

interface Written {
  readonly key: string
  readonly value: number
  readonly written: WrittenJson
  readonly endMs: number
}

/**
 * Puts one key after the other until it is enough. What is unknown is asked again with its id until it
 * is known; what is refused has not happened.
 */
async function write(
  writer: number,
  isEnough: () => boolean,
  done: Written[],
  unknown: string[]
): Promise<void> {
  let operation: string | undefined
  for (let value = 0; !isEnough() || operation !== undefined; ) {
    const key = `w${writer}/${value}`
    try {
      const written = await put(STRANGER, { key, value, operation, timeoutMs: PATIENCE_MS })
      done.push({ key, value, written, endMs: performance.now() })
      operation = undefined
      value++
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : undefined
      expect(['ERR_OUTCOME_UNKNOWN', 'ERR_NO_LEADER', 'ERR_BUSY'], String(error)).toContain(
        problem?.code
      )
      if (problem?.operation !== undefined) {
        unknown.push(problem.operation)
      }
      operation = problem?.operation ?? operation
    }
  }
}

describe('a store whose leader is killed', () => {
  test('B17: the next one leads soon, no acknowledged write is lost', {
    timeout: 3 * MINUTE_MS
  }, async () => {
    const done: Written[] = []
    const unknown: string[] = []
    let isEnough = false
    const writing = Array.from({ length: WRITERS }, (_, i) =>
      write(i, () => isEnough, done, unknown)
    )
    await fleet.until('writes go on', MINUTE_MS, () => Promise.resolve(done.length > 100))
    const leader = await someLeader()
    await fleet.kill(leader)
    const before = done.length
    await fleet.until('writes go on without it', MINUTE_MS, () =>
      Promise.resolve(done.length > before + 200)
    )
    isEnough = true
    await Promise.all(writing)
    expect(unknown.length, 'some were unknown').toBeGreaterThan(0)
    const gapMs = Math.max(
      ...done.slice(1).map(({ endMs }, i) => endMs - (done[i]?.endMs ?? endMs))
    )
    expect(gapMs, 'longest time without an acknowledgement').toBeLessThan(GAP_MS)

    const reader = MEMBERS.find((member) => member !== leader) ?? 1
    const found = new Map<unknown, unknown>()
    const query = { prefix: 'w', timeoutMs: MINUTE_MS }
    const sent = { params: { group: chain }, query }
    for await (const line of clientOf(reader).lines('GET', '/v1/kv/{group}/scan', sent)) {
      if (line.type === 'entry') {
        found.set(line.key, line.json)
      }
    }
    for (const { key, value } of done) {
      expect(found.get(key), key).toBe(String(value))
    }
    // What was unknown is known since it was asked again; elsewhere the answer is the same.
    for (const { key, value, written } of done) {
      if (unknown.includes(written.operation)) {
        const again = await put(reader, { key, value, operation: written.operation })
        expect(again, key).toEqual(written)
      }
    }
    await fleet.start(leader)
  })

  test('B18: who comes back catches up and counts again', { timeout: 3 * MINUTE_MS }, async () => {
    const leader = await someLeader()
    const [back = 1, away = 2] = MEMBERS.filter((member) => member !== leader)
    await fleet.kill(back)
    await put(STRANGER, { key: 'b18', value: 'while one is away', timeoutMs: MINUTE_MS })
    await fleet.start(back)
    await fleet.kill(away)
    const more = { key: 'b18', value: 'with the one that is back', timeoutMs: MINUTE_MS }
    await put(STRANGER, more)
    await fleet.until('it has all blocks', MINUTE_MS, async () => {
      const group = await clientOf(back).get('/v1/groups/{group}', { params: { group: chain } })
      const other = await clientOf(leader).get('/v1/groups/{group}', { params: { group: chain } })
      return group.status?.digest === other.status?.digest
    })
    await fleet.start(away)
  })

  test('B19: a minority refuses quickly, and says so', { timeout: 3 * MINUTE_MS }, async () => {
    const [first, second, third] = MEMBERS
    await fleet.kill(second)
    await fleet.kill(third)
    await fleet.until('nobody leads', MINUTE_MS, async () => {
      const asked = performance.now()
      const got = await fleet.run(first, ['kv', 'get', chain, 'b18', '--timeout', '500ms'])
      expect(performance.now() - asked, 'a refusal in time').toBeLessThan(20_000)
      return got.code === 5 && got.stderr.includes('nobody who leads')
    })
    // What it still leads by itself may be done when the others are back.
    await fleet.until('it leads no more', MINUTE_MS, async () => {
      const { stdout } = await fleet.run(first, ['status'])
      return stdout.includes('nobody leads')
    })
    const refused = await fleet.run(first, [
      'kv',
      'put',
      chain,
      'b19',
      '1',
      '--timeout',
      '500ms',
      '--json'
    ])
    expect(refused.code, 'nobody was in reach: nothing was done, for certain').toBe(5)
    const status = await fleet.run(first, ['status'])
    expect(status.stdout).toContain('has no majority: 1 of 3 members')
    expect(status.stdout).toMatch(/start or connect car-/)
    expect(status.stdout, 'a leader out of reach leads no more').toContain('nobody leads')
    const stranger = await fleet.run(STRANGER, ['status'])
    expect(stranger.stdout).toMatch(/store: 3 members, this vehicle is none/)
  })

  test('B27: who restarts while another is down gets all, and the group goes on', {
    timeout: 3 * MINUTE_MS
  }, async () => {
    const [first, second, third] = MEMBERS
    const written = put(first, {
      key: 'b27',
      value: 'asked before they were there',
      timeoutMs: 60_000
    })
    await fleet.start(third)
    await written
    expect((await get(third, 'b27')).json).toBe('"asked before they were there"')
    expect(fleet.isRunning(second), 'the other is still down').toBe(false)
    await put(STRANGER, { key: 'b27', value: 'without the other', timeoutMs: MINUTE_MS })
    await fleet.start(second)
    expect((await get(second, 'b27')).json).toBe('"without the other"')
  })

  test('B23: a request before all are there is answered when they are', {
    timeout: 3 * MINUTE_MS
  }, async () => {
    for (const member of MEMBERS) {
      await fleet.kill(member)
    }
    await fleet.start(1)
    const put1 = put(STRANGER, { key: 'b23', value: 1, timeoutMs: 60_000 })
    await fleet.start(2)
    await put1
    expect((await get(1, 'b23')).json).toBe('1')
    await fleet.start(3)
  })

  test('nobody has made a mistake', async () => {
    await expectCalm(
      fleet,
      Array.from({ length: SIZE }, (_, i) => i + 1)
    )
  })
})
