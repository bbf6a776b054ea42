/** Vehicles outside a group that ask it for something. */
import { describe, expect, it } from 'vitest'
import type { FullBlock } from '../../../../src/core/block.ts'
import { decodeCommand } from '../../../../src/core/command.ts'
import type { Held } from '../../../../src/core/holdings.ts'
import { blockKey } from '../../../../src/core/keyspace.ts'
import { decodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { PAXOS_DEFAULTS } from '../../../../src/protocols/paxos/options.ts'
import { type Cluster, type ClusterOptions, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

describe('paxos strangers', () => {
  /** A group of three that a fourth has left, which has asked it something since. */
  const withStranger = (options: ClusterOptions): Cluster & { readonly stranger: TestNode } => {
    const cluster = createCluster(4, options)
    cluster.openGroup()
    const [first, , , stranger] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
    const members = cluster.nodes.slice(0, 3).map(({ peer }) => peer)
    const { chain } = cluster
    const left = cluster.ask(first, { type: 'changeMembers', chain, members, operation: 'leave' })
    cluster.until(() => left.reply !== undefined, 6_000)
    cluster.run(1_000)
    expect(cluster.putNow(stranger, 'before')?.type).toBe('ok')
    return Object.assign(cluster, { stranger })
  }

  it('paxos: a stranger gets over a leader that hangs as soon as another one leads', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const cluster = withStranger({ seed })
      const hung = cluster.leader()
      // Its connections stay: nobody is told.
      cluster.link = (from, to) => from !== hung && to !== hung
      const atMs = cluster.nowMs()
      const asked = cluster.put(cluster.stranger, 'after')
      const isLed = (): boolean => ![undefined, hung].includes(cluster.leader())
      expect(cluster.until(isLed, 1_000), `seed ${seed}`).toBe(true)
      const ledAtMs = cluster.nowMs()
      cluster.until(() => asked.reply !== undefined, 6_000)
      expect(asked.reply?.type, `seed ${seed}`).toBe('ok')
      const { heartbeatMs } = PAXOS_DEFAULTS
      expect(cluster.nowMs() - ledAtMs, `seed ${seed}`).toBeLessThan(3 * heartbeatMs)
      expect(ledAtMs - atMs, `seed ${seed}`).toBeLessThan(1_000)
    }
  })

  it('paxos: who only asks a group for something tells nobody of its log, and follows it nowhere', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    const [first, , , stranger] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
    cluster.putNow(first, 'zero')
    const { chain } = first.environment.holdings.get(cluster.chain) as Held
    stranger.environment.holdings.adopt(chain, { push: () => {} })
    expect(cluster.putNow(stranger, 'one')?.type).toBe('ok')
    expect(stranger.decidedOf(cluster.chain)).toBeUndefined()
    expect(first.decidedOf(cluster.chain)?.height).toBeGreaterThan(0)
  })

  it('paxos: who knows nothing of a group opens no session before it knows how far it is', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    const [first, , , stranger] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
    cluster.putNow(first, 'one')
    cluster.putNow(first, 'two')
    const { chain } = first.environment.holdings.get(cluster.chain) as Held
    stranger.environment.holdings.adopt(chain, { push: () => {} })
    const sent: string[] = []
    const openedAt = new Set<number>()
    cluster.filter = (from, _to, message) => {
      for (const item of from === stranger && message.type === 'forward' ? message.items : []) {
        sent.push(item.type)
        const command = item.type === 'entry' ? decodeCommand(item.entry) : undefined
        openedAt.add(command?.type === 'operation' ? command.openedAt : 2)
      }
      return true
    }
    expect(cluster.putNow(stranger, 'three')?.type).toBe('ok')
    expect(sent.at(0)).toBe('height')
    expect(sent.at(-1)).toBe('entry')
    expect([...openedAt], 'what the state remembers begins no later').toEqual([2])
    sent.length = 0
    expect(cluster.putNow(stranger, 'four')?.type).toBe('ok')
    expect(sent, 'it is asked once').toEqual(['entry'])
    cluster.filter = (_from, to) => to !== stranger
    const another = cluster.putNow(stranger, 'five', 7_000)
    expect(another, 'what was sent may be done').toMatchObject({ type: 'unknown' })
  })

  it('paxos: a question of how far a group is is no operation: unanswered, nothing was done', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    const [first, , , stranger] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
    const { chain } = first.environment.holdings.get(cluster.chain) as Held
    stranger.environment.holdings.adopt(chain, { push: () => {} })
    cluster.filter = (_from, to) => to !== stranger
    const reply = cluster.putNow(stranger, 'x', 7_000)
    expect(reply).toMatchObject({ type: 'refused', reason: 'noLeader', retry: true })
    expect(cluster.readNow(first)).toEqual([])
  })

  it('paxos: what was asked over a connection that ended is asked of somebody else at once', () => {
    // Nothing is sent again by the clock.
    const cluster = withStranger({ paxos: { resendMsMin: 2_000, resendMsMax: 2_000 } })
    const leader = cluster.leader() as TestNode
    cluster.filter = (from, to) => from !== leader || to !== cluster.stranger
    const asked = cluster.put(cluster.stranger, 'x')
    cluster.run(20)
    expect(asked.reply).toBeUndefined()
    cluster.stranger.disconnect(leader.peer)
    cluster.run(100)
    expect(asked.reply?.type, 'a follower has passed it on').toBe('ok')
  })

  it('paxos: who begins to keep a log applies every block, a copy that it holds of one as well', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    const [first, , , stranger] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
    const { chain } = first.environment.holdings.get(cluster.chain) as Held
    stranger.environment.holdings.adopt(chain, { push: () => {} })
    const values = ['one', 'two', 'three', 'four']
    for (const value of values.slice(0, 3)) {
      cluster.putNow(first, value)
    }
    expect(cluster.putNow(stranger, 'four')?.type).toBe('ok')
    cluster.run(100)
    const blockAt = (height: number): FullBlock => {
      const value = first.disk.get(blockKey(cluster.chain, height)) ?? new Uint8Array(0)
      return decodeStoredBlock(first.environment.crypto, value).block as FullBlock
    }
    stranger.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [blockAt(1)] })
    stranger.environment.holdings.put(blockAt(2), { push: () => {} })
    stranger.disk.set(
      blockKey(cluster.chain, 2),
      first.disk.get(blockKey(cluster.chain, 2)) as never
    )
    const members = cluster.nodes.map(({ peer }) => peer)
    const change = {
      type: 'changeMembers',
      chain: cluster.chain,
      members,
      operation: 'in'
    } as const
    const asked = cluster.ask(first, change)
    cluster.until(() => asked.reply !== undefined, 6_000)
    cluster.run(1_000)
    expect(cluster.status(stranger)).toMatchObject({ role: 'follower', applied: 5 })
    expect(stranger.register?.list).toEqual(values)
  })
})
