/** Changes of members: who may ask for them, and for which. */
import { describe, expect, it } from 'vitest'
import { createGroupBooth } from '../../../../src/core/booth.ts'
import { InvariantError } from '../../../../src/core/errors.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { MEMBERS_MAX } from '../../../../src/core/limits.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
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

  it('paxos: more members than a booth can name are refused, wherever they are asked for', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    cluster.run(300)
    const { chain } = cluster
    const realm = createCryptoRealm(1, 'fast')
    const many = Array.from({ length: MEMBERS_MAX - 2 }, (_, i) => realm.identity(`more-${i}`).peer)
    const members = [...many, ...cluster.nodes.slice(0, 3).map(({ peer }) => peer)]
    const tooLarge = { type: 'refused', reason: 'tooLarge', retry: false }
    for (const node of cluster.nodes.slice(0, 3)) {
      const asked = { type: 'changeMembers', chain, members, operation: 'many' } as const
      const change = cluster.ask(node, asked)
      cluster.until(() => change.reply !== undefined, 1_000)
      expect(change.reply, node.name).toMatchObject(tooLarge)
    }
    const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
    b.crash()
    c.crash()
    cluster.run(1_000)
    const left = [...many, 'x', 'y'].map((_, i) => realm.identity(`more-${i}`).peer)
    const asked = { type: 'recoverGroup', chain, members: [...left, a.peer], unsafe: true } as const
    const recovery = cluster.ask(a, { ...asked, operation: 'many' })
    cluster.until(() => recovery.reply !== undefined, 1_000)
    expect(recovery.reply).toMatchObject(tooLarge)
  })

  it('core: a booth that nobody could read is not signed', () => {
    const { crypto, peer: opener } = createCryptoRealm(1, 'fast').identity('a')
    const peers = Array.from({ length: MEMBERS_MAX + 1 }, (_, i) => `peer-${i}`)
    const draft = { chain: '1'.repeat(44), number: 1, openedAtMs: 1, opener }
    for (const some of [[], peers]) {
      const members = new Map(some.map((peer) => [peer, '0'.repeat(32)]))
      const sign = (): unknown => createGroupBooth(crypto, OPEN_FLEET, { ...draft, members })
      expect(sign, `${some.length} members`).toThrow(InvariantError)
    }
  })
})
