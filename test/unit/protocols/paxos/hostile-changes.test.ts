/** Changes of members: who may ask for them, and for which. */
import { describe, expect, it } from 'vitest'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import { changed } from './changes.ts'
import { createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

describe('paxos hostile changes', () => {
  it('paxos: only a member changes the members, whoever else asks, and however', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    cluster.run(300)
    const [a, b, c, stranger] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
    const leader = cluster.leader() as TestNode
    const { chain } = cluster
    const item = { type: 'change', ticket: 1, members: [stranger.peer], operation: 'mine' } as const
    for (const to of [leader, leader === a ? b : a]) {
      const named = { chain, incarnation: stranger.incarnation, run: 1, origin: undefined } as const
      const forward = { ...named, type: 'forward', items: [item], relay: true } as const
      to.deliver(stranger.peer, paxosSpec.encode(forward))
      cluster.run(1_000)
      expect(cluster.status(leader).booth, to.name).toBe(1)
    }
    expect(changed(cluster, c, [a, b, c, stranger])?.type).toBe('ok')
    cluster.run(1_000)
    expect(changed(cluster, stranger, [a, b, c], 'leave'), 'a member by now')?.toMatchObject({
      type: 'ok'
    })
    cluster.run(1_000)
    const again = changed(cluster, stranger, [a, b, c], 'leave')
    expect(again, 'and it hears what became of that').toMatchObject({ value: { number: 3 } })
    const other = changed(cluster, stranger, [stranger], 'mine')
    expect(other).toMatchObject({ type: 'refused', reason: 'notMember' })
  })

  it('paxos: the leader as well refuses members that the engine of the group does not allow', () => {
    const cluster = createCluster(4, { membersFault: () => 'they stay the same' })
    cluster.openGroup(3)
    for (const node of cluster.nodes.slice(0, 3)) {
      expect(changed(cluster, node, cluster.nodes), node.name).toMatchObject({
        type: 'refused',
        reason: 'notSupported',
        message: 'they stay the same'
      })
    }
  })
})
