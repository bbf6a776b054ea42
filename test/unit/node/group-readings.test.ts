/** What an alarm can tell of groups and rings. */
import { describe, expect, test } from 'vitest'
import type { GroupView } from '../../../src/node/api.ts'
import { groupSeries } from '../../../src/node/group-readings.ts'
import { createMetrics } from '../../../src/node/metrics.ts'
import type { GroupStatus } from '../../../src/protocols/paxos/index.ts'
import type { QuorumGroupStatus } from '../../../src/protocols/quorum/index.ts'
import type { SiteStatus } from '../../../src/protocols/twophase/index.ts'
import { RING_STATUS } from '../../support/ring-status.ts'

const SELF = 'peer-0'

function group(
  connected: readonly boolean[],
  leader: number,
  change: Partial<GroupView> = {},
  told: Partial<GroupStatus> = {}
): GroupView {
  const members = connected.map((isConnected, i) => ({
    ...{ peer: `peer-${i}`, name: `car-${i + 1}`, incarnation: undefined, decided: undefined },
    ...{ isLeader: i === leader, isConnected, contradicts: false }
  }))
  const status = { role: 'follower', decided: 3, heights: [3, 3, undefined], ...told }
  return {
    ...{ chain: 'C', name: 'store', engine: 'paxos', state: 'kv', workBits: 0, isMember: true },
    ...{ quorum: undefined, twophase: undefined, registers: undefined, ring: undefined },
    ...{ bank: undefined, members, status: status as GroupStatus, ...change }
  }
}

const QUORUM = { reads: 2, writes: 2, leaderless: false, preempt: false }

async function read(...groups: readonly GroupView[]): Promise<Readonly<Record<string, string>>> {
  const metrics = createMetrics()
  metrics.addSeries(groupSeries(SELF, () => groups))
  return Object.fromEntries(
    (await metrics.text())
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [/^vguard_(\w+)/.exec(line)?.[1] ?? '', line.slice(line.lastIndexOf(' ') + 1)])
  )
}

describe('readings of groups', () => {
  test('a group that works has a leader, a quorum and the vote of this member', async () => {
    expect(await read(group([true, true, false], 1))).toEqual({
      group_has_leader: '1',
      group_has_quorum: '1',
      group_may_vote: '1',
      group_blocks_behind: '0'
    })
  })

  test('a minority has no quorum, and no leader though it remembers one', async () => {
    const cut = { group_has_leader: '0', group_has_quorum: '0', group_may_vote: '1' }
    expect(await read(group([true, false, false], 1))).toMatchObject(cut)
    expect(await read(group([true, false, false], -1))).toMatchObject(cut)
    const led = group([true, true, true], -1)
    expect(await read(led)).toMatchObject({ group_has_leader: '0', group_has_quorum: '1' })
  })

  test('reads and writes of the engine quorum may take more than a majority', async () => {
    const all = { engine: 'quorum', quorum: { ...QUORUM, reads: 1, writes: 3 } } as const
    expect(await read(group([true, true, false], 1, all))).toMatchObject({ group_has_quorum: '0' })
    expect(await read(group([true, true, true], 1, all))).toMatchObject({ group_has_quorum: '1' })
  })

  test('where nobody is to lead, nothing is told of a leader', async () => {
    const change = { engine: 'quorum', quorum: { ...QUORUM, leaderless: true } } as const
    const told = await read(group([true, false, false], -1, change))
    expect(told['group_has_leader']).toBeUndefined()
    expect(told).toMatchObject({ group_has_quorum: '0' })
  })

  test('who may not vote says so, and nothing of what it does not hear', async () => {
    const silent = { group_may_vote: '0', group_blocks_behind: '0' }
    expect(await read(group([true, true, true], 1, {}, { role: 'learner' }))).toEqual(silent)
    const registers = { role: 'learner', fault: 'recovering' } as QuorumGroupStatus
    expect(await read(group([true, true, true], 1, { registers, quorum: QUORUM }))).toEqual(silent)
  })

  test('blocks that others have told of and that are not here are counted', async () => {
    const told = await read(group([true, true, true], 1, {}, { heights: [3, 9, undefined] }))
    expect(told).toMatchObject({ group_blocks_behind: '6' })
  })

  test('nothing is told of groups of others', async () => {
    expect(
      await read(group([true, true, true], 1, { isMember: false, ring: RING_STATUS }))
    ).toEqual({})
  })

  test('each group has its own values, and none after it is gone', async () => {
    const groups: GroupView[] = [group([true, true, true], 1)]
    const metrics = createMetrics()
    metrics.addSeries(groupSeries(SELF, () => groups))
    const odd = { chain: 'D', name: 'a "b"\nc' }
    groups.push(group([true, false, false], 1, odd))
    const text = await metrics.text()
    expect(text).toContain('vguard_group_has_leader{chain="C",name="store",engine="paxos"} 1')
    expect(text).toContain(
      'vguard_group_has_leader{chain="D",name="a \\"b\\"\\nc",engine="paxos"} 0'
    )
    groups.shift()
    expect(await metrics.text()).not.toContain('chain="C"')
  })
})

describe('readings of rings', () => {
  const ringOf = (change: Partial<SiteStatus>, isMember: boolean): GroupView =>
    group([true, true, true], 1, {
      engine: 'twophase',
      isMember,
      ring: { ...RING_STATUS, ...change }
    })

  test('a member of the group tells of its ring, whether it keeps keys or not', async () => {
    expect(await read(ringOf({}, true))).toMatchObject({
      ring_version: '7',
      ring_stable: '1',
      ring_vehicles: '2',
      ring_sources_left: '0',
      ring_oldest_prepared_seconds: '0'
    })
  })

  test.each(['forming', 'moving', 'settling'] as const)(
    'a ring that is %s is not stable',
    async (phase) => {
      expect(await read(ringOf({ phase }, true))).toMatchObject({ ring_stable: '0' })
    }
  )

  test('who keeps keys, or will, tells of the ring without being a member of the group', async () => {
    const moved = { keys: 4, sources: 3, done: 1 }
    expect(await read(ringOf({ phase: 'moving', next: [SELF], moved }, false))).toMatchObject({
      ring_stable: '0',
      ring_sources_left: '2'
    })
    const doubt = await read(ringOf({ isOwner: true, prepared: 1, oldestMs: 45_000 }, false))
    expect(doubt).toMatchObject({
      ring_oldest_prepared_seconds: '45',
      ring_vehicles_unreachable: '0'
    })
    const away = await read(ringOf({ unreachable: ['peer-1', 'peer-2'] }, true))
    expect(away).toMatchObject({ ring_vehicles_unreachable: '2' })
    expect(await read(ringOf({ next: ['peer-5'] }, false))).toEqual({})
  })
})
