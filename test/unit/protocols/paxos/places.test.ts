/** Which groups take a place among those of a vehicle, and which give way. */
import { describe, expect, it } from 'vitest'
import { createGroupBlock } from '../../../../src/core/block.ts'
import { createGroupBooth } from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { type Chain, createChain } from '../../../../src/core/genesis.ts'
import { machineKey } from '../../../../src/core/keyspace.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import { groupGenesis } from '../../../support/chain.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const head = { height: 9, hash: 'ab'.repeat(32) }

/** A group that this vehicle has made up, with these members. */
const made = (by: TestNode, members: readonly TestNode[], name: string): Chain =>
  createChain(by.environment.crypto, {
    ...groupGenesis(members.map(({ peer }) => peer).sort()),
    name
  })

const tell = (
  cluster: Cluster,
  type: 'invite' | 'open',
  from: TestNode,
  to: TestNode,
  members: readonly TestNode[],
  name: string
): Chain => {
  const chain = made(from, members, name)
  const booth = createGroupBooth(from.environment.crypto, OPEN_FLEET, {
    chain: chain.id,
    number: 1,
    members: new Map(members.map(({ peer, incarnation }) => [peer, incarnation])),
    openedAtMs: 1,
    opener: from.peer
  }).bytes
  const named = { chain: chain.id, incarnation: from.incarnation, genesis: chain.bytes, booth }
  const line: readonly Uint8Array[] = []
  const message =
    type === 'invite'
      ? ({ ...named, line, type, decided: head } as const)
      : ({ ...named, line, type, seal: { height: 0, hash: '0'.repeat(64) } } as const)
  to.deliver(from.peer, paxosSpec.encode(message))
  cluster.run(5)
  return chain
}

describe('paxos places', () => {
  it('paxos: a booth that does not name a vehicle is none of its groups', () => {
    const cluster = createCluster(2)
    const [a, stranger] = cluster.nodes as [TestNode, TestNode]
    const other = tell(cluster, 'open', stranger, a, [stranger], 'other')
    expect(a.group(other.id)).toBeUndefined()
    expect(a.environment.holdings.get(other.id)).toBeUndefined()
    const own = tell(cluster, 'open', stranger, a, [stranger, a], 'own')
    expect(a.group(own.id)?.booth).toBe(1)
  })

  it('paxos: invitations take no place: the oldest of who invites gives way, and nothing is on disk', () => {
    const cluster = createCluster(4)
    const [a, stranger, b, c] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
    const honest = tell(cluster, 'invite', b, a, [b, c], 'honest')
    const many = Array.from({ length: 100 }, (_, i) =>
      tell(cluster, 'invite', stranger, a, [stranger], `group ${i}`)
    )
    const shown = many.filter(({ id }) => a.group(id) !== undefined)
    expect(shown).toEqual(many.slice(-4))
    expect(a.group(honest.id), 'another inviter is not driven out').toBeDefined()
    expect([...a.disk.keys()].filter((key) => key.endsWith('/group'))).toEqual([])
    const own = tell(cluster, 'open', b, a, [a, b], 'own')
    expect(a.group(own.id)?.booth, 'there is room for a group').toBe(1)
  })

  it('paxos: who is invited stores no more than it may for others', () => {
    const cluster = createCluster(3)
    const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
    const first = tell(cluster, 'invite', b, a, [b, c], 'first')
    const draft = { chain: first.id, height: 1, prev: NO_HASH, timeMs: 1, entries: [] }
    const blocks = [createGroupBlock(b.environment.crypto, draft, 0)]
    let usedBytes = 2
    Object.assign(a.environment, {
      quota: () => ({ quotaBytes: 1, usedBytes, diskFreeBytes: 1_000 })
    })
    const second = tell(cluster, 'invite', b, a, [b, c], 'second')
    expect(a.group(second.id)).toBeUndefined()
    for (const [used, decided] of [
      [2, 0],
      [1, 1]
    ] as const) {
      usedBytes = used
      a.signal({ type: 'decidedBlocks', chain: first.id, blocks })
      expect(a.group(first.id)?.decided, `${used} of 1 bytes`).toBe(decided)
    }
  })

  it('paxos: groups that are only asked take no place, and more than some give way', () => {
    const cluster = createCluster(2)
    const [a, b] = cluster.nodes as [TestNode, TestNode]
    const ask = (name: string, deadlineMs: number): { reply?: object } => {
      const chain = made(b, [b], name)
      a.environment.holdings.adopt(chain, { push: () => {} })
      const question = new Uint8Array(0)
      return cluster.ask(a, { type: 'query', chain: chain.id, question, deadlineMs })
    }
    for (let i = 0; i < 256; i++) {
      ask(`asked ${i}`, i === 0 ? 20_000 : 10)
    }
    cluster.run(500)
    const last = ask('one more', 20_000)
    cluster.run(50)
    expect(last.reply, 'it waits for an answer as any other').toBeUndefined()
    expect(a.group(made(b, [b], 'asked 0').id), 'this one waits').toBeDefined()
    expect(a.group(made(b, [b], 'asked 1').id)).toBeUndefined()
    expect(a.disk.has(machineKey('paxos', `${made(b, [b], 'asked 2').id}/group`))).toBe(false)
    for (let i = 0; i < 256; i++) {
      ask(`again ${i}`, 20_000)
    }
    cluster.run(50)
    const busy = ask('too many', 20_000)
    cluster.run(50)
    expect(busy.reply).toMatchObject({ type: 'refused', reason: 'busy', retry: true })
    const own = tell(cluster, 'open', b, a, [a, b], 'own')
    expect(a.group(own.id)?.booth, 'there is room for a group').toBe(1)
  })
})
