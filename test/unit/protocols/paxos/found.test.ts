/** Blocks that the archive wrote behind what a member had decided, and what it makes of them. */
import { describe, expect, it } from 'vitest'
import { blockKey, machineKey } from '../../../../src/core/keyspace.ts'
import { changed, copyBlocks } from './changes.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

type Five = [TestNode, TestNode, TestNode, TestNode, TestNode]

/** The third member was down while its booth ended. */
function seenBySome(): Cluster {
  const cluster = createCluster(5)
  cluster.openGroup(3)
  const [a, , c] = cluster.nodes as [TestNode, TestNode, TestNode]
  expect(cluster.putNow(a, 'first')?.type).toBe('ok')
  cluster.run(300)
  c.crash()
  return cluster
}

describe('paxos blocks that are found', () => {
  it('paxos: the end of a booth that is found on the disk puts the next one into force', () => {
    const cluster = seenBySome()
    const [a, b, c, d, e] = cluster.nodes as Five
    expect(changed(cluster, a, [a, b, c, d], 'op-1')?.type).toBe('ok')
    expect(cluster.putNow(a, 'second')?.type).toBe('ok')
    expect(changed(cluster, a, [a, c, d, e], 'op-2')?.type).toBe('ok')
    expect(cluster.putNow(a, 'third')?.type).toBe('ok')
    cluster.run(300)
    const decided = cluster.status(a).decided
    copyBlocks(cluster, a, c)
    cluster.filter = () => false
    cluster.link = () => false
    c.start()
    expect(cluster.status(c), 'it has not read them yet').toMatchObject({
      role: 'learner',
      decided
    })
    cluster.run(100)
    expect(cluster.status(c)).toMatchObject({ booth: 3, role: 'follower', applied: decided })
    c.crash()
    c.start()
    cluster.run(100)
    expect(cluster.status(c), 'the booth is on its disk').toMatchObject({ booth: 3 })
    cluster.invariants.finish()
  })

  it('paxos: a member that finds the end of a booth as its last block tells the others once', () => {
    const cluster = seenBySome()
    const [a, b, c, d] = cluster.nodes as Five
    expect(changed(cluster, a, [a, b, c, d], 'op-1')?.type).toBe('ok')
    expect(cluster.putNow(a, 'second')?.type).toBe('ok')
    expect(changed(cluster, a, [a, c, d], 'op-2')?.type).toBe('ok')
    cluster.run(300)
    copyBlocks(cluster, a, c)
    const told: string[] = []
    cluster.filter = (from, to, message) => {
      if (from === c && message.type === 'ready') {
        told.push(`${to.name} ${message.number}`)
      }
      return false
    }
    c.start()
    cluster.run(100)
    expect(cluster.status(c).booth).toBe(3)
    expect(told.filter((text) => text.endsWith(' 3')).sort()).toEqual([
      `${a.name} 3`,
      `${d.name} 3`
    ])
  })

  it('paxos: a member that its booth has left behind votes there no more', () => {
    const cluster = seenBySome()
    const [a, , c, d, e] = cluster.nodes as Five
    expect(changed(cluster, a, [a, d, e], 'op-1')?.type).toBe('ok')
    expect(cluster.putNow(a, 'second')?.type).toBe('ok')
    cluster.run(300)
    copyBlocks(cluster, a, c)
    // Nobody is there to tell it.
    cluster.link = () => false
    c.start()
    cluster.run(3_000)
    expect(cluster.status(c)).toMatchObject({ booth: 2, role: 'learner' })
    cluster.invariants.finish()
  })

  it('paxos: a member knows since which booth each has been one, from the same data directory', () => {
    const cluster = createCluster(5)
    cluster.openGroup(3)
    const [a, b, c, d, e] = cluster.nodes as Five
    const since = (at: TestNode): readonly number[] =>
      [a, b, c, d, e].map(({ peer }) => at.memberSince(cluster.chain, peer))
    expect(since(a)).toEqual([1, 1, 1, 0, 0])
    expect(changed(cluster, a, [a, b, d], 'op-1')?.type).toBe('ok')
    expect(changed(cluster, a, [a, b, c, d], 'op-2')?.type).toBe('ok')
    cluster.run(1_000)
    for (const node of [a, b, c]) {
      expect(since(node), node.name).toEqual([1, 1, 3, 2, 0])
    }
    a.crash()
    a.start()
    expect(since(a), 'it is on the disk').toEqual([1, 1, 3, 2, 0])
    c.wipe()
    c.start()
    expect(changed(cluster, b, [a, b, c, d], 'op-3')?.type).toBe('ok')
    cluster.run(1_000)
    expect(since(a)).toEqual([1, 1, 4, 2, 0])
    expect(since(c), 'of the first booth it knows nothing').toEqual([2, 2, 4, 2, 0])
  })

  it('paxos: nothing is promised before what lies on the disk has been read', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
    expect(cluster.putNow(a, 'first')?.type).toBe('ok')
    cluster.run(300)
    for (const node of [a, b, c]) {
      node.crash()
      node.start()
    }
    expect(cluster.nodes.map((node) => cluster.status(node).role)).toEqual(Array(3).fill('learner'))
    expect(cluster.putNow(a, 'second')?.type).toBe('ok')
    cluster.invariants.finish()
  })

  it('paxos: blocks are read a few at a time, and nothing is promised between', () => {
    const cluster = createCluster(3, { paxos: { loadBlocks: 2 } })
    cluster.openGroup()
    const [a, , c] = cluster.nodes as [TestNode, TestNode, TestNode]
    for (const value of ['first', 'second', 'third', 'fourth', 'fifth']) {
      expect(cluster.putNow(a, value)?.type).toBe('ok')
    }
    cluster.run(300)
    const { decided } = cluster.status(c)
    c.crash()
    cluster.link = () => false
    c.start()
    const seen = Array.from({ length: 10 }, () => {
      const { applied, role } = cluster.status(c)
      cluster.run(1)
      return applied < decided ? `${role} ${applied}` : 'done'
    })
    expect([...new Set(seen)]).toEqual(['learner 0', 'learner 2', 'learner 4', 'done'])
    cluster.invariants.finish()
  })

  it('paxos: a block that cannot be read is asked for again, and says so meanwhile', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const nodes = cluster.nodes as [TestNode, TestNode, TestNode]
    expect(cluster.putNow(nodes[0], 'first')?.type).toBe('ok')
    cluster.run(300)
    const { decided } = cluster.status(nodes[0])
    const key = blockKey(cluster.chain, decided)
    const blocks = nodes.map((node) => {
      node.crash()
      node.start()
      const block = node.disk.get(key)
      // Found when the disk was looked through, and not when it is read.
      node.disk.delete(key)
      return block as Uint8Array
    })
    cluster.run(500)
    for (const node of nodes) {
      expect(cluster.status(node), node.name).toMatchObject({
        role: 'learner',
        fault: 'damaged',
        applied: decided - 1
      })
    }
    for (const [i, node] of nodes.entries()) {
      node.disk.set(key, blocks[i] as Uint8Array)
    }
    cluster.run(10_000)
    for (const node of nodes) {
      expect(cluster.status(node), node.name).toMatchObject({ fault: undefined, applied: decided })
      const times = node.facts.filter(({ name }) => name === 'paxos:unreadable')
      expect(times.length, node.name).toBeLessThanOrEqual(2)
    }
    expect(cluster.putNow(nodes[1], 'second')?.type).toBe('ok')
    cluster.invariants.finish()
  })

  it('paxos: a member whose disk has lost state does not vote, though it has read all blocks', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
    expect(cluster.putNow(a, 'first')?.type).toBe('ok')
    cluster.run(300)
    const { decided } = cluster.status(c)
    c.crash()
    c.hidden.add(machineKey('paxos', `${cluster.chain}/log`))
    c.start()
    cluster.run(500)
    expect(cluster.status(c)).toMatchObject({ role: 'learner', fault: 'damaged', applied: decided })
    b.crash()
    const asked = cluster.put(a, 'second')
    cluster.run(3_000)
    expect(asked.reply, 'there is no majority of those that vote').toBeUndefined()
    cluster.invariants.finish()
  })
})
