/** Names of operations, which all the fleet reads: each is of one operation, whoever asks under it. */
import { describe, expect, it } from 'vitest'
import { toUtf8 } from '../../../../src/core/bytes.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const idOf = (reply: Reply | undefined): string =>
  reply?.type === 'ok' ? (reply.value as { operation: string }).operation : ''

describe('paxos names', () => {
  it('paxos: an operation whose name somebody else has used up takes another name, and is done once', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [first, other] = cluster.nodes as [TestNode, TestNode]
    cluster.until(() => cluster.leader() === first, 1_000)
    const before = cluster.putNow(other, 'x')
    const [client] = idOf(before).split(':')
    const ask = (value: string, id: string) => {
      const operation = new TextEncoder().encode(value)
      return cluster.ask(first, { type: 'submit', chain: cluster.chain, operation, id })
    }
    const taken = ask('not its own', `${client}:2`)
    cluster.until(() => taken.reply !== undefined, 1_000)
    expect(taken.reply).toMatchObject({ type: 'ok' })
    const told = other.names.length
    const own = cluster.putNow(other, 'y')
    expect(other.names.slice(told), 'each before it is sent').toEqual([`${client}:2`, idOf(own)])
    expect(own).toMatchObject({ type: 'ok', value: { result: toUtf8('3') } })
    expect(idOf(own), 'of another session').not.toContain(client)
    const next = cluster.putNow(other, 'z')
    expect(idOf(next).split(':')).toEqual([idOf(own).split(':')[0], '2'])
    expect(cluster.readNow(first)).toEqual(['x', 'not its own', 'y', 'z'])
    const again = ask('another', idOf(own))
    cluster.until(() => again.reply !== undefined, 1_000)
    expect(again.reply, 'a mistake of whoever asks').toMatchObject({
      type: 'refused',
      reason: 'otherOperation',
      retry: false
    })
    expect(cluster.readNow(first)).toHaveLength(4)
  })
})
