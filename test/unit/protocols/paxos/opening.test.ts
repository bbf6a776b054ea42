/** The beginning of a group: one an operation, with pivots when it has some. */
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../../src/core/machine.ts'
import type { GroupOpened, OpenGroupRequest } from '../../../../src/protocols/paxos/types.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

function opening(
  cluster: Cluster,
  changes: Partial<OpenGroupRequest> = {},
  at = cluster.nodes[0] as TestNode
): { reply?: Reply } {
  return cluster.ask(at, {
    type: 'openGroup',
    state: 'kv',
    members: cluster.nodes.map(({ peer }) => peer),
    name: 'test',
    workBits: 0,
    operation: 'op-1',
    ...changes
  })
}

function opened(
  cluster: Cluster,
  changes: Partial<OpenGroupRequest> = {},
  at = cluster.nodes[0] as TestNode
): Reply | undefined {
  const asked = opening(cluster, changes, at)
  cluster.until(() => asked.reply !== undefined, 6_000)
  return asked.reply
}

const groupsOf = ({ disk }: TestNode): number =>
  [...disk.keys()].filter((key) => key.startsWith('s/paxos/') && key.endsWith('/group')).length

const answerOf = (reply: Reply | undefined): GroupOpened | undefined =>
  reply?.type === 'ok' ? (reply.value as GroupOpened) : undefined

describe('paxos opening', () => {
  it('paxos: the same operation opens one group, at once, later and after a restart', () => {
    const cluster = createCluster(3)
    const [first] = cluster.nodes as [TestNode]
    const both = [opening(cluster), opening(cluster)]
    cluster.until(() => both.every(({ reply }) => reply !== undefined), 6_000)
    const value = answerOf(both[0]?.reply)
    expect(value?.number).toBe(1)
    expect(answerOf(both[1]?.reply), 'at once').toEqual(value)
    expect(answerOf(opened(cluster)), 'later').toEqual(value)
    first.crash()
    first.start()
    expect(answerOf(opened(cluster)), 'after a restart').toEqual(value)
    expect(groupsOf(first)).toBe(1)
    expect(answerOf(opened(cluster, { operation: 'op-2', name: 'two' }))?.chain).not.toBe(
      value?.chain
    )
    expect(groupsOf(first)).toBe(2)
  })

  it('paxos: a group of another engine has its rules in the genesis, and is another group', () => {
    const cluster = createCluster(3)
    const rulesOf = (reply: Reply | undefined): unknown =>
      cluster.nodes[0]?.environment.holdings.get(answerOf(reply)?.chain ?? '')?.chain.genesis
    const plain = opened(cluster)
    expect(rulesOf(plain)).toMatchObject({ engine: 'paxos' })
    const quorum = opened(cluster, {
      engine: 'quorum',
      name: 'q',
      operation: 'op-2',
      quorum: { reads: 1 }
    })
    expect(rulesOf(quorum)).toMatchObject({ engine: 'quorum', quorum: { reads: 1, writes: 3 } })
    const twophase = opened(cluster, { engine: 'twophase', name: 't', operation: 'op-3' })
    expect(rulesOf(twophase)).toMatchObject({ engine: 'twophase', twophase: { copies: 2 } })
    const other = { type: 'refused', reason: 'invalid' }
    expect(opened(cluster, { engine: 'quorum' }), 'another engine').toMatchObject(other)
    const sizes = opened(cluster, {
      engine: 'quorum',
      name: 'q',
      operation: 'op-2',
      quorum: { writes: 2 }
    })
    expect(sizes, 'other sizes').toMatchObject(other)
    const small = { engine: 'quorum', operation: 'op-4', quorum: { reads: 1, writes: 2 } } as const
    expect(opened(cluster, small), 'too small').toMatchObject(other)
    expect(opened(cluster, { operation: 'op-5', quorum: {} }), 'of paxos').toMatchObject(other)
  })

  it('paxos: an opening that a crash cut off is finished by the same operation', () => {
    const cluster = createCluster(3)
    const [first] = cluster.nodes as [TestNode]
    cluster.filter = (_from, _to, { type }) => type === 'invite' || type === 'invited'
    opening(cluster)
    cluster.until(() => groupsOf(first) === 1, 1_000)
    first.crash()
    first.start()
    cluster.run(300)
    const again = opening(cluster)
    cluster.run(200)
    expect(again.reply, 'no majority knows of it').toBeUndefined()
    cluster.filter = () => true
    cluster.until(() => again.reply !== undefined, 3_000)
    expect(answerOf(again.reply)?.number).toBe(1)
    expect(groupsOf(first)).toBe(1)
  })

  it('paxos: after a change of members the operation still names its group', () => {
    const cluster = createCluster(4)
    const members = cluster.nodes.slice(0, 3).map(({ peer }) => peer)
    const value = answerOf(opened(cluster, { members }))
    const change = cluster.ask(cluster.nodes[0] as TestNode, {
      type: 'changeMembers',
      chain: value?.chain ?? '',
      members: cluster.nodes.slice(1).map(({ peer }) => peer),
      operation: 'change'
    })
    cluster.until(() => change.reply !== undefined, 8_000)
    expect(change.reply?.type).toBe('ok')
    expect(answerOf(opened(cluster, { members }))).toEqual(value)
  })

  it('paxos: an operation that failed may be tried again', () => {
    const cluster = createCluster(3)
    const last = cluster.nodes[2] as TestNode
    last.crash()
    expect(opened(cluster)).toMatchObject({ type: 'refused', reason: 'unreachable' })
    last.start()
    expect(opened(cluster)?.type).toBe('ok')
  })

  it('paxos: a group that never began keeps its name from nobody who was asked to join it', () => {
    const cluster = createCluster(3)
    const [, other, last] = cluster.nodes as [TestNode, TestNode, TestNode]
    last.crash()
    expect(opened(cluster)).toMatchObject({ type: 'refused', reason: 'unreachable' })
    last.start()
    cluster.run(100)
    expect(opened(cluster, { operation: 'op-2' }, other)?.type).toBe('ok')
    expect(opened(cluster, { operation: 'op-3' }, other), 'it has begun').toMatchObject({
      ...{ type: 'refused', reason: 'exists' }
    })
  })

  it('paxos: an operation for another group is refused', () => {
    const cluster = createCluster(3)
    const two = cluster.nodes.slice(0, 2).map(({ peer }) => peer)
    expect(opened(cluster)?.type).toBe('ok')
    const others: readonly Partial<OpenGroupRequest>[] = [
      { name: 'other' },
      { state: 'bank' },
      { workBits: 1 },
      { members: two },
      { pivots: two }
    ]
    for (const changes of others) {
      const reply = opened(cluster, changes)
      expect(reply, JSON.stringify(changes)).toMatchObject({ type: 'refused', reason: 'invalid' })
    }
    expect(opened(cluster, { operation: '' })).toMatchObject({ reason: 'invalid' })
    expect(opened(cluster, { operation: 'x'.repeat(129) })).toMatchObject({ reason: 'invalid' })
    const pivots = Array.from({ length: 9 }, (_, i) => `pivot-${i}`)
    expect(opened(cluster, { operation: 'op-2', pivots })).toMatchObject({ reason: 'tooLarge' })
  })

  it('paxos: a pivot is in every booth and signs every certificate', () => {
    const cluster = createCluster(3)
    const [first, other, pivot] = cluster.nodes as [TestNode, TestNode, TestNode]
    const members = [first.peer, other.peer]
    const value = answerOf(opened(cluster, { members, pivots: [pivot.peer] }))
    expect(value?.members).toEqual([...members, pivot.peer].sort())
    const chain = value?.chain ?? ''
    const change = cluster.ask(first, { type: 'changeMembers', chain, members, operation: 'x' })
    cluster.until(() => change.reply !== undefined, 8_000)
    expect(change.reply).toMatchObject({ type: 'refused', reason: 'invalid' })
    pivot.crash()
    const operation = new Uint8Array([120])
    const put = cluster.ask(first, { type: 'submit', chain, operation })
    cluster.until(() => put.reply !== undefined, 6_000)
    expect(put.reply?.type, 'agreement needs any majority').toBe('ok')
    cluster.run(3_000)
    expect(first.group(chain)?.certified, 'a certificate needs the pivot').toBe(0)
    pivot.start()
    cluster.until(() => first.group(chain)?.certified === 1, 8_000)
    expect(first.group(chain)?.certified).toBe(1)
  })

  it('paxos: a member that knows nothing of the group is told of it as soon as it is connected', () => {
    const cluster = createCluster(3)
    const [first, other, late] = cluster.nodes as [TestNode, TestNode, TestNode]
    cluster.filter = (_from, to, { type }) => to !== late || type !== 'open'
    // It is invited, and does not hear that the group was opened.
    cluster.openGroup()
    cluster.until(() => cluster.leader() !== undefined, 1_000)
    cluster.run(300)
    expect(groupsOf(late)).toBe(0)
    cluster.filter = () => true
    other.connect(late.peer)
    first.connect(late.peer)
    expect(cluster.until(() => groupsOf(late) === 1, 40)).toBe(true)
  })
})
