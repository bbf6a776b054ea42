/**
 * Groups of quorums of five real vehicles on a LAN, with the least sizes and with others: writers at once,
 * reads without the member that led, and what goes on and what does not when fewer vehicles are alive
 * than one of the sizes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GroupView } from '../../src/index.ts'
import { createGroupLan, type GroupLan } from '../support/group-lan.ts'
import { type KvCall, requestOf, textOfEntry } from '../support/kv-calls.ts'
import { type CallResult, type KvClients, putsOf, steadyMs } from '../support/kv-clients.ts'
import { expectCalm, expectOneOrder, readFinally } from '../support/real-verdict.ts'
import { requires } from '../support/requires.ts'

const MINUTE_MS = 60_000
const VEHICLES = [1, 2, 3, 4, 5]
const WRITERS = VEHICLES.map((home, i) => ({ who: `w${i + 1}`, home }))
/** Puts that each of them is told to be done, before they end. */
const WRITES_MIN = 20

/** A leader that a busy machine keeps from hearing its only follower leads on. */
const ELECTION_MS = 2_000
const TIMEOUT_MS = 2_000
/** What cannot be done is told by then, this long after its time is up. */
const GRACE_MS = 2_500
/** Nothing was done, or nobody knows. */
const NOT_DONE = ['ERR_UNREACHABLE', 'ERR_NO_LEADER', 'ERR_OUTCOME_UNKNOWN', 'ERR_TIMEOUT']

interface Sizes {
  readonly reads: number
  readonly writes: number
}

/** A group besides the first one. */
interface SizedGroup extends Sizes {
  readonly name: string
  readonly chain: string
  readonly members: readonly number[]
}

describe.skipIf(requires('netns'))('quorums of all sizes', { timeout: 2 * MINUTE_MS }, () => {
  let group: GroupLan
  let chain = ''

  const { ask, open, viewOf, leaderOf } = callsOf(() => group)

  const running = (of: readonly number[] = VEHICLES): readonly number[] =>
    of.filter(group.fleet.isRunning)

  const put = async (
    of: SizedGroup,
    vehicle: number,
    key: string,
    value: string
  ): Promise<void> => {
    const { status, body } = await ask(of.chain, vehicle, { type: 'put', key, value })
    expect(status, `${key} is put at ${vehicle}: ${JSON.stringify(body)}`).toBe(200)
  }

  const readAt = async (
    of: Pick<SizedGroup, 'chain'>,
    vehicles: readonly number[],
    key: string,
    value: string
  ): Promise<void> => {
    for (const vehicle of vehicles) {
      const { status, body } = await ask(of.chain, vehicle, { type: 'get', key })
      expect(status, `${key} at ${vehicle}: ${JSON.stringify(body)}`).toBe(200)
      expect(textOfEntry(body), `${key} at ${vehicle}`).toBe(value)
    }
  }

  /** A call ends within its time, and is not told to be done. */
  const isNotDone = async (of: SizedGroup, vehicle: number, call: KvCall): Promise<void> => {
    const sinceMs = steadyMs()
    const { status, body, at } = await ask(of.chain, vehicle, call, TIMEOUT_MS)
    const what = `${call.type} at ${vehicle}: ${JSON.stringify(body)}`
    expect([503, 504], what).toContain(status)
    expect(NOT_DONE, what).toContain(body?.['code'])
    expect(at - sinceMs, `ms of ${what}`).toBeLessThan(TIMEOUT_MS + GRACE_MS)
  }

  /** The sizes are shown, and what is put at one member is read at all others. */
  const works = async (of: SizedGroup): Promise<void> => {
    const { fleet } = group
    for (const vehicle of of.members) {
      expect((await viewOf(of.chain, vehicle))?.quorum).toMatchObject({
        reads: of.reads,
        writes: of.writes
      })
    }
    const [first = 0] = of.members
    const shown = await fleet.run(first, ['group', 'show', of.name])
    expect(shown.stdout).toContain(`quorum, ${of.reads} read, ${of.writes} write`)
    for (const vehicle of of.members) {
      await put(of, vehicle, 'shared', `of ${vehicle}`)
      await readAt(of, of.members, 'shared', `of ${vehicle}`)
    }
  }

  /** Kills members that do not lead. */
  const killFollowers = async (
    of: SizedGroup,
    count: number
  ): Promise<{ readonly leader: number; readonly alive: readonly number[] }> => {
    const alive = running(of.members)
    const leader = await leaderOf(of.chain, alive)
    const dead = alive.filter((one) => one !== leader).slice(0, count)
    await Promise.all(dead.map(group.fleet.kill))
    return { leader, alive: alive.filter((one) => !dead.includes(one)) }
  }

  const allAreBack = async (): Promise<void> => {
    await Promise.all(VEHICLES.filter((one) => !group.fleet.isRunning(one)).map(group.start))
  }

  /** Waits until it can be read at every member again. */
  const isReadAgain = async (of: SizedGroup, key: string, value: string): Promise<void> => {
    await group.fleet.until(`${key} is read at all members`, MINUTE_MS, async () => {
      const asked = of.members.map((one) => ask(of.chain, one, { type: 'get', key }, TIMEOUT_MS))
      return (await Promise.all(asked)).every(({ status }) => status === 200)
    })
    await readAt(of, of.members, key, value)
  }

  beforeAll(async () => {
    group = await createGroupLan(VEHICLES.length, 1, {
      settings: { vehicle: { quorum: { electionTimeoutMs: ELECTION_MS } } }
    })
    await Promise.all(VEHICLES.map(group.start))
    await group.fleet.until('the first group is open', MINUTE_MS, async () => {
      chain = (await group.open(VEHICLES, { engine: 'quorum' })) ?? ''
      return chain !== ''
    })
    await group.leader()
  }, 3 * MINUTE_MS)

  afterAll(() => group?.destroy())

  it('B20: writers at all replicas at once lose no acknowledged put', async () => {
    const [clients] = group.clients as readonly [KvClients]
    clients.load({
      ...{ group: chain, seed: 1, clients: WRITERS, thinkMs: 5, timeoutMs: 5_000, keys: 2 },
      mix: { own: 4, put: 4, get: 2 }
    })
    await group.fleet.until('all have written often', MINUTE_MS, async () =>
      WRITERS.every(({ who }) => putsOf(clients, who) >= WRITES_MIN)
    )
    await clients.end()
    expectOneOrder(clients.ops, await readFinally(group, VEHICLES, MINUTE_MS))
  })

  it('B22: every key is read at every replica while the one that led is dead', async () => {
    const keys = Array.from({ length: 12 }, (_, i) => `led-${i}`)
    for (const [i, key] of keys.entries()) {
      const { status } = await group.put(VEHICLES[i % VEHICLES.length] ?? 1, key, `of ${key}`)
      expect(status, key).toBe(200)
    }
    await group.fleet.kill(await group.leader())
    for (const key of keys) {
      await readAt({ chain }, running(), key, `of ${key}`)
    }
    await allAreBack()
  })

  it('B25: a key is deleted after a change of it was refused', async () => {
    const key = 'refused before'
    expect((await group.put(1, key, 'as it was')).status).toBe(200)
    const change = { type: 'cas', key, expected: 'another', value: 'changed' } as const
    const changed = await ask(chain, 2, change)
    expect(changed.body, JSON.stringify(changed.body)).toMatchObject({ succeeded: false })
    const deleted = await ask(chain, 3, { type: 'delete', key })
    expect(deleted.status, JSON.stringify(deleted.body)).toBe(200)
    for (const vehicle of VEHICLES) {
      const { body } = await ask(chain, vehicle, { type: 'get', key })
      expect(body?.['code'], `at ${vehicle}`).toBe('ERR_NO_KEY')
    }
  })

  it('quorum: with R = 3 and W = 2 of three and one dead, writes go on and reads do not', async () => {
    const of = await open('many-reads', [1, 2, 3], { reads: 3, writes: 2 })
    await works(of)
    await put(of, await leaderOf(of.chain, of.members), 'shared', 'with all')
    const { leader, alive } = await killFollowers(of, 1)
    for (const vehicle of alive) {
      await isNotDone(of, vehicle, { type: 'get', key: 'shared' })
    }
    // Who leads has read this key before it wrote it, and no other.
    await put(of, leader, 'shared', 'with two')
    await isNotDone(of, leader, { type: 'put', key: 'another', value: 'no' })
    await allAreBack()
    await isReadAgain(of, 'shared', 'with two')
  })

  it('quorum: with R = 2 and W = 4 of five, one dead stops nothing, and two dead all that asks W', async () => {
    const of = await open('many-writes', VEHICLES, { reads: 2, writes: 4 })
    await works(of)
    const one = await killFollowers(of, 1)
    await put(of, one.leader, 'shared', 'with four')
    await readAt(of, one.alive, 'shared', 'with four')
    const two = await killFollowers(of, 1)
    for (const vehicle of two.alive) {
      await Promise.all([
        isNotDone(of, vehicle, { type: 'put', key: `new-${vehicle}`, value: 'no' }),
        // Two that agree prove nothing, since the next two may miss it: a read asks for W holders.
        isNotDone(of, vehicle, { type: 'get', key: 'shared' })
      ])
      const { status, body } = await ask(of.chain, vehicle, { type: 'get', key: 'never put' })
      expect([status, body?.['code']], `at ${vehicle}`).toEqual([404, 'ERR_NO_KEY'])
    }
    await allAreBack()
    await isReadAgain(of, 'shared', 'with four')
  })

  it('quorum: nobody was halted by a rule of the program', async () => {
    await expectCalm(group.fleet, VEHICLES)
  })
})

interface GroupCalls {
  ask(chain: string, vehicle: number, call: KvCall, timeoutMs?: number): Promise<CallResult>
  open(name: string, members: readonly number[], sizes: Sizes): Promise<SizedGroup>
  viewOf(chain: string, vehicle: number): Promise<GroupView | undefined>
  leaderOf(chain: string, members: readonly number[]): Promise<number>
}

/** What is asked of groups of which the LAN has several. */
function callsOf(lan: () => GroupLan): GroupCalls {
  const calls: GroupCalls = {
    ask(chain, vehicle, call, timeoutMs = 7_000) {
      const { method, path, body } = requestOf(chain, call, timeoutMs, undefined)
      return lan().call(vehicle, method as 'GET' | 'POST', path, body)
    },
    async open(name, members, sizes) {
      const [first = 0] = members
      const peers = members.map(lan().fleet.peerOf)
      const body = { state: 'kv', name, members: peers, operation: name, engine: 'quorum' }
      let opened: CallResult | undefined
      await lan().fleet.until(`${name} is open`, MINUTE_MS, async () => {
        opened = await lan().call(first, 'POST', '/v1/groups', { ...body, quorum: sizes })
        return opened.status === 201
      })
      return { ...sizes, name, members, chain: String(opened?.body?.['chain']) }
    },
    async viewOf(chain, vehicle) {
      const { body } = await lan().call(vehicle, 'GET', '/v1/groups')
      const groups = (body?.['groups'] ?? []) as readonly GroupView[]
      return groups.find((one) => one.chain === chain)
    },
    async leaderOf(chain, members) {
      let leader: number | undefined
      await lan().fleet.until('a member leads', MINUTE_MS, async () => {
        const views = await Promise.all(members.map((one) => calls.viewOf(chain, one)))
        leader = members.find((_, i) => views[i]?.registers?.role === 'leader')
        return leader !== undefined
      })
      return leader ?? 0
    }
  }
  return calls
}
