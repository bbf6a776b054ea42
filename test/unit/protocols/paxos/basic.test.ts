/** A group that works: opening, putting, reading, restarting. */
import { describe, expect, it } from 'vitest'
import { createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

describe('paxos', () => {
  for (const count of [1, 3, 5]) {
    it(`paxos: a group of ${count} agrees on what its members put`, () => {
      const cluster = createCluster(count)
      cluster.openGroup()
      for (const [i, node] of cluster.nodes.entries()) {
        expect(cluster.putNow(node, `v${i}`)?.type, `v${i}`).toBe('ok')
      }
      const all = cluster.nodes.map((_, i) => `v${i}`)
      for (const node of cluster.nodes) {
        expect(cluster.readNow(node), node.name).toEqual(all)
      }
      cluster.run(500)
      for (const node of cluster.nodes) {
        expect(node.register?.list, node.name).toEqual(all)
      }
      cluster.invariants.finish()
    })
  }

  it('paxos: whoever comes back shows the ballot that it follows', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    cluster.putNow(cluster.nodes[0] as TestNode, 'v0')
    const follower = cluster.nodes.find((node) => node !== cluster.leader()) as TestNode
    follower.crash()
    follower.start()
    cluster.run(500)
    const leader = cluster.leader() as TestNode
    expect(cluster.status(follower).leader).toBe(leader.peer)
    expect(cluster.status(follower).ballot).toBe(cluster.status(leader).ballot)
    cluster.invariants.finish()
  })
})
