/** What grows over a message goes in several, and never as one that nobody takes. */
import { describe, expect, it } from 'vitest'
import { answerBytes, inPortions, itemBytes } from '../../../../src/protocols/paxos/portions.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { Answer, Item, PaxosMessage } from '../../../../src/protocols/paxos/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const { peer } = createCryptoRealm(1, 'fast').identity('car-0')
const named = { chain: peer, incarnation: 'ab'.repeat(16), run: 2 ** 47, origin: peer }

/** Longest messages of a list, and how many there are. */
function sent<T>(portions: readonly (readonly T[])[], message: (list: readonly T[]) => object) {
  const sizes = portions.map((list) => paxosSpec.encode(message(list) as PaxosMessage).length)
  return { longest: Math.max(...sizes), count: sizes.length }
}

describe('paxos frames', () => {
  it('paxos: answers go in messages that are taken, however long their texts are', () => {
    const ticket = 2 ** 40
    const texts: readonly Answer[] = Array.from({ length: 4096 }, () => ({
      ticket,
      outcome: { type: 'refused', reason: 'invalid', text: '\u20ac'.repeat(256) }
    }))
    const results: readonly Answer[] = Array.from({ length: 4096 }, () => ({
      ticket,
      outcome: { type: 'done', result: new Uint8Array(255), height: 2 ** 40 }
    }))
    for (const list of [texts, results]) {
      const answers = (portion: readonly Answer[]) => {
        return { ...named, type: 'answers', leader: peer, answers: portion }
      }
      const { longest, count } = sent(inPortions(list, answerBytes), answers)
      expect(longest).toBeLessThanOrEqual(paxosSpec.bytesMax)
      expect(count).toBeGreaterThan(1)
    }
  })

  it('paxos: changes go in messages that are taken, however many members they name', () => {
    const members = Array.from({ length: 128 }, () => peer)
    const changes: readonly Item[] = Array.from({ length: 400 }, (_, ticket) => ({
      ...{ type: 'change', ticket, members, operation: '\u20ac'.repeat(128) }
    }))
    const { longest, count } = sent(inPortions(changes, itemBytes), (items) => {
      return { ...named, type: 'forward', relay: true, items }
    })
    expect(longest).toBeLessThanOrEqual(paxosSpec.bytesMax)
    expect(count).toBeGreaterThan(1)
  })

  it('paxos: a log of more small blocks than a message has reaches a member that a majority needs', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
    cluster.until(() => cluster.leader() === a, 1_000)
    cluster.link = (from, to) => from !== b && to !== b
    for (let i = 0; i < 140; i++) {
      cluster.putNow(a, `v${i}`)
    }
    cluster.link = () => true
    c.crash()
    const longest: number[] = []
    cluster.filter = (_from, to, message) => {
      if (message.type === 'sync' && to === b) {
        longest.push(message.blocks.length)
      }
      return true
    }
    const asked = cluster.put(a, 'last')
    cluster.until(() => asked.reply !== undefined, 6_000)
    expect(asked.reply).toMatchObject({ type: 'ok' })
    expect(cluster.status(b).decided).toBeGreaterThan(139)
    expect(Math.max(...longest), 'blocks of one message').toBeLessThanOrEqual(128)
    cluster.invariants.finish()
  })

  it('paxos: an answer that no message carries is refused, and not asked for again and again', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [a, b] = cluster.nodes as [TestNode, TestNode]
    cluster.until(() => cluster.leader() === a, 1_000)
    cluster.putNow(a, 'x'.repeat(600_000))
    cluster.putNow(a, 'y'.repeat(600_000))
    const asked = cluster.read(b)
    cluster.until(() => asked.reply !== undefined, 1_000)
    expect(asked.reply).toMatchObject({ type: 'refused', reason: 'tooLarge', retry: false })
  })

  it('paxos: undecided blocks take no more than can wait for one member', () => {
    const cluster = createCluster(3, { paxos: { blocksInFlight: 64 } })
    cluster.openGroup()
    const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
    cluster.until(() => cluster.leader() === a, 1_000)
    cluster.filter = (_from, to, { type }) => (to !== b && to !== c) || type === 'heartbeat'
    for (let i = 0; i < 24; i++) {
      cluster.put(a, `${i}`.padEnd(1_000_000, '.'))
      cluster.run(50)
    }
    const { tail, queue } = cluster.status(a)
    expect(tail).toBeGreaterThan(8)
    expect(tail * 1_000_000).toBeLessThan(paxosSpec.outboundBytesMax / 2 + 2_000_000)
    expect(queue).toBeGreaterThan(0)
  })
})
