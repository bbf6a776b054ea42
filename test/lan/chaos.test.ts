/**
 * A group of five real vehicles on a LAN while everything goes wrong at once: vehicles are killed and
 * stopped, cables pulled, the network split, and one member loses its disk; clients outside write
 * and read all the time, and move money. Nothing that was acknowledged is lost, what all saw is
 * linearizable, and no money comes or goes.
 *
 * VGUARD_CHAOS_SECONDS sets how long (default 12; the record in docs/evidence has 600), and
 * VGUARD_CHAOS_SEED the seed of the faults.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../src/core/random.ts'
import { type Chaos, createChaos } from '../support/chaos.ts'
import { createGroupLan, type GroupLan, tellFigures } from '../support/group-lan.ts'
import type { OpLine } from '../support/kv-client.ts'
import { steadyMs } from '../support/kv-clients.ts'
import { type LanBank, openLanBank } from '../support/lan-bank.ts'
import { expectCalm, expectOneOrder } from '../support/real-verdict.ts'
import { requires } from '../support/requires.ts'

const GIVEN = process.env['VGUARD_CHAOS_SECONDS']
const CHAOS_MS = Number(GIVEN ?? 12) * 1_000
const SEED = Number(process.env['VGUARD_CHAOS_SEED'] ?? 1)
const MINUTE_MS = 60_000

const MEMBERS = [1, 2, 3, 4, 5]
const STRANGER = 6
const VEHICLES = [...MEMBERS, STRANGER]
/** Where the two processes of clients live. */
const CLIENT_SPACES = [7, 8]
const HOMES = [
  [1, 3, 5, STRANGER],
  [2, 4, STRANGER, 1]
]
/** Shared keys change so often, which keeps the histories of each short enough to judge. */
const ROUND_MS = 10_000

describe.skipIf(requires('netns'))('chaos', { timeout: CHAOS_MS + 5 * MINUTE_MS }, () => {
  let group: GroupLan
  let chaos: Chaos
  let bank: LanBank

  const allOps = (): readonly OpLine[] => group.clients.flatMap(({ ops }) => ops)

  beforeAll(async () => {
    group = await createGroupLan(VEHICLES.length, CLIENT_SPACES.length)
    await Promise.all(VEHICLES.map(group.start))
    let chain: string | undefined
    await group.fleet.until('the group is open', MINUTE_MS, async () => {
      chain = await group.open(MEMBERS)
      return chain !== undefined
    })
    bank = await openLanBank(group, MEMBERS, createRandom(SEED + 1))
    for (const [i, clients] of group.clients.entries()) {
      clients.load({
        group: chain ?? '',
        seed: SEED + 100 * i,
        clients: (HOMES[i] ?? []).map((home, k) => ({ who: `${'ab'[i]}${k + 1}`, home })),
        mix: { get: 35, put: 25, delete: 5, cas: 15, swap: 15, own: 5 },
        thinkMs: 20,
        timeoutMs: 2_000,
        keys: 8
      })
    }
  }, 3 * MINUTE_MS)

  afterAll(() => group?.destroy())

  it(`B20: ${CHAOS_MS / 1_000} s of faults lose nothing and show nobody anything old`, async () => {
    const random = createRandom(SEED)
    const spaces = [...VEHICLES, ...CLIENT_SPACES]
    const { rejoin } = bank
    chaos = createChaos({ group, random, members: MEMBERS, spaces, rejoin })
    const endsAtMs = steadyMs() + CHAOS_MS
    const rounds = async (): Promise<void> => {
      for (let round = 1; steadyMs() < endsAtMs; round++) {
        for (const clients of group.clients) {
          clients.round(round)
        }
        await pause(Math.min(ROUND_MS, Math.max(0, endsAtMs - steadyMs())))
      }
    }
    await Promise.all([chaos.run(CHAOS_MS), rounds(), bank.run(endsAtMs)])
    expect(chaos.crashed, chaos.story.join('\n')).toEqual([])

    // Whole again, everybody comes to the same state while clients go on.
    const healedAtMs = steadyMs()
    await group.fleet.until('every client is acknowledged again', MINUTE_MS, () => {
      const done = allOps().filter((op) => op.calledAt > healedAtMs && op.answer.type === 'done')
      return Promise.resolve(new Set(done.map(({ who }) => who)).size === HOMES.flat().length)
    })
    await Promise.all(group.clients.map((clients) => clients.end()))
    await group.settled(MEMBERS, 2 * MINUTE_MS)

    const finals = await Promise.all(VEHICLES.map(group.readAll))
    const ops = allOps()
    const operations = expectOneOrder(ops, finals, `seed ${SEED}\n${chaos.story.join('\n')}`)
    const audit = await bank.audit(chaos.wiped)
    expect(audit, `seed ${SEED}\n${chaos.story.join('\n')}`).toEqual([])
    await expectCalm(group.fleet, VEHICLES)
    if (GIVEN !== undefined) {
      tellFigures({
        seconds: CHAOS_MS / 1_000,
        seed: SEED,
        ...chaos.counts,
        ...figures(ops),
        transfers: bank.counts,
        operations
      })
    }
  })
})

function figures(ops: readonly OpLine[]): object {
  const count = (type: string): number => ops.filter(({ answer }) => answer.type === type).length
  const times = ops
    .filter(({ call, answer }) => call.type !== 'get' && answer.type === 'done')
    .map(({ returnedAt }) => returnedAt)
    .sort((a, b) => a - b)
  const gaps = times.map((atMs, i) => atMs - (times[i - 1] ?? atMs))
  return {
    done: count('done'),
    refused: count('refused'),
    unknown: count('unknown'),
    longestWithoutWriteMs: Math.round(Math.max(...gaps))
  }
}
