/** Who leads when the network is cut in part. */
import { describe, expect, it } from 'vitest'
import { PAXOS_DEFAULTS } from '../../../../src/protocols/paxos/options.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

/** The longest time that an election takes: missed heartbeats, patience, and a round more. */
const ELECTION_MS = (PAXOS_DEFAULTS.electionRounds + 4) * PAXOS_DEFAULTS.heartbeatMs

function settled(count: number): { cluster: Cluster; leader: TestNode; others: TestNode[] } {
  const cluster = createCluster(count, { seed: count })
  cluster.openGroup()
  expect(cluster.putNow(cluster.nodes[0] as TestNode, 'first')?.type).toBe('ok')
  const leader = cluster.leader() as TestNode
  return { cluster, leader, others: cluster.nodes.filter((node) => node !== leader) }
}

const isLeading = (cluster: Cluster, node: TestNode): boolean =>
  cluster.status(node).role === 'leader'

describe('paxos partitions', () => {
  it('paxos: the opener of a group leads it first', () => {
    const { cluster, leader } = settled(5)
    expect(leader).toBe(cluster.nodes[0])
  })

  it('paxos: when everyone reaches only one vehicle, that one leads within 4 election times', () => {
    const { cluster, others } = settled(5)
    const [hub] = others
    cluster.link = (from, to) => from === hub || to === hub
    const elected = cluster.until(() => isLeading(cluster, hub as TestNode), 4 * ELECTION_MS)
    expect(elected).toBe(true)
    expect(cluster.putNow(hub as TestNode, 'second')?.type).toBe('ok')
    cluster.run(2_000)
    expect(cluster.leader(), 'it goes on leading').toBe(hub)
    cluster.invariants.finish()
  })

  it('paxos: in a chain of three the middle keeps whoever leads, without a change for ever', () => {
    const { cluster, leader, others } = settled(3)
    const [end] = others
    const cuts = [leader, end]
    cluster.link = (from, to) => !(cuts.includes(from) && cuts.includes(to))
    cluster.run(5_000)
    const ballots = cluster.nodes.map((node) => Number(cluster.status(node).promised.split('.')[1]))
    expect(Math.max(...ballots), 'nobody was deposed').toBe(1)
    expect(cluster.putNow(end as TestNode, 'second')?.type).toBe('ok')
    cluster.invariants.finish()
  })

  it('paxos: a chain whose leader was at a cut end settles after one change', () => {
    const { cluster, leader, others } = settled(5)
    const [a, b, c] = others
    const line = [leader, a, b, c, others[3]]
    cluster.link = (from, to) => Math.abs(line.indexOf(from) - line.indexOf(to)) <= 1
    cluster.run(8 * ELECTION_MS)
    const before = cluster.leader()
    cluster.run(5_000)
    expect(cluster.leader(), 'no two depose each other in turn').toBe(before)
    cluster.link = () => true
    expect(cluster.putNow(leader, 'second')?.type).toBe('ok')
    cluster.invariants.finish()
  })

  it('paxos: a leader that hears nobody is deposed, though all hear it', () => {
    const { cluster, leader, others } = settled(3)
    cluster.link = (_from, to) => to !== leader
    const deposed = cluster.until(() => others.some((o) => isLeading(cluster, o)), 4 * ELECTION_MS)
    expect(deposed).toBe(true)
    expect(cluster.putNow(others[0] as TestNode, 'second')?.type).toBe('ok')
    cluster.invariants.finish()
  })

  it('paxos: one lost direction between two followers disturbs nobody', () => {
    const { cluster, leader, others } = settled(3)
    const [a, b] = others
    cluster.link = (from, to) => !(from === a && to === b)
    cluster.run(5_000)
    expect(cluster.leader()).toBe(leader)
    expect(cluster.status(leader).ballot).toMatch(/^1\.1\./)
  })

  it('paxos: a leader in a minority steps down in time and its clients hear unknown', () => {
    const { cluster, leader, others } = settled(5)
    const beside = [leader, others[0]]
    cluster.link = (from, to) =>
      beside.includes(from as TestNode) === beside.includes(to as TestNode)
    const lost = cluster.put(leader, 'lost')
    const read = cluster.read(leader)
    const stepped = cluster.until(() => !isLeading(cluster, leader), 3 * ELECTION_MS)
    expect(stepped).toBe(true)
    const kept = cluster.putNow(others[3] as TestNode, 'kept')
    expect(kept?.type).toBe('ok')
    cluster.until(() => lost.reply !== undefined && read.reply !== undefined, 6_000)
    expect(lost.reply?.type).toBe('unknown')
    expect(read.reply).toMatchObject({ type: 'refused', reason: 'noLeader', retry: true })
    cluster.link = () => true
    cluster.run(2_000)
    expect(cluster.readNow(leader)?.slice(0, 2)).toEqual(['first', 'kept'])
    cluster.invariants.finish()
  })

  it('paxos: a leader that was cut off answers no read from its old state', () => {
    const { cluster, leader, others } = settled(3)
    cluster.link = (from, to) => from !== leader && to !== leader
    // The read comes before the old leader has noticed anything.
    const read = cluster.read(leader)
    expect(cluster.putNow(others[0] as TestNode, 'second')?.type).toBe('ok')
    cluster.run(1_000)
    expect(read.reply, 'no answer before the cut heals').toBeUndefined()
    cluster.link = () => true
    cluster.until(() => read.reply !== undefined, 6_000)
    cluster.invariants.finish()
  })

  it('paxos: a resting group finds out that its leader is gone', () => {
    const { cluster, leader, others } = settled(3)
    cluster.run(10_000)
    leader.crash()
    const found = cluster.until(
      () => others.some((other) => isLeading(cluster, other)),
      ELECTION_MS + 3 * PAXOS_DEFAULTS.heartbeatIdleMs
    )
    expect(found).toBe(true)
  })

  it('paxos: a resting group beats its heart seldom', () => {
    const { cluster } = settled(3)
    cluster.run(3_000)
    let beats = 0
    cluster.filter = (_from, _to, { type }) => {
      beats += type === 'heartbeat' ? 1 : 0
      return true
    }
    cluster.run(10_000)
    // Six directions, five beats a second, and some that ask for an answer.
    expect(beats).toBeLessThan(6 * 5 * 10 * 1.3)
  })

  it('paxos: a vehicle that comes back does not depose the leader', () => {
    const { cluster, leader, others } = settled(3)
    const [other] = others
    other?.crash()
    cluster.run(1_000)
    other?.start()
    cluster.run(2_000)
    expect(cluster.leader()).toBe(leader)
    expect(cluster.status(leader).ballot).toMatch(/^1\.1\./)
  })

  it('paxos: a ballot is never led twice, although its leader comes back at once', () => {
    const { cluster, leader } = settled(3)
    leader.crash()
    cluster.run(20)
    leader.start()
    cluster.run(3_000)
    expect(cluster.putNow(leader, 'second')?.type).toBe('ok')
    const now = cluster.leader() as TestNode
    expect(Number(cluster.status(now).ballot.split('.')[1])).toBeGreaterThan(1)
    cluster.invariants.finish()
  })
})
