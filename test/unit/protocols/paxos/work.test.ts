/** Groups whose blocks carry work: the search for it stops nothing else. */
import { describe, expect, it } from 'vitest'
import { type FullBlock, hasWork } from '../../../../src/core/block.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { createChain } from '../../../../src/core/genesis.ts'
import type { Apply } from '../../../../src/protocols/paxos/apply.ts'
import type { Leader } from '../../../../src/protocols/paxos/leader.ts'
import type { GroupParts } from '../../../../src/protocols/paxos/parts.ts'
import { createProposals, type Proposals } from '../../../../src/protocols/paxos/proposals.ts'
import type { GroupOpened } from '../../../../src/protocols/paxos/types.ts'
import { groupGenesis } from '../../../support/chain.ts'
import { createTestEnvironment } from '../../../support/environment.ts'
import { change } from './changes.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

/** Blocks need 8,192 tries on average; the first of these take more than one step. */
const WORK_BITS = 13

/** Hashes of one step that are no search: those of blocks, bodies and names. */
const OTHER_HASHES_MAX = 200

/** Counts the hashes of each step of each vehicle, from now on. */
function countHashes(cluster: Cluster): { most: number; total: number } {
  const counts = { most: 0, total: 0 }
  let ofStep = 0
  for (const { environment } of cluster.nodes) {
    const { crypto } = environment
    const sha256Bytes = crypto.sha256Bytes.bind(crypto)
    Object.assign(crypto, {
      sha256Bytes(bytes: Uint8Array) {
        ofStep++
        return sha256Bytes(bytes)
      }
    })
  }
  const stepped = cluster.invariants.stepped.bind(cluster.invariants)
  Object.assign(cluster.invariants, {
    stepped(node: TestNode) {
      counts.most = Math.max(counts.most, ofStep)
      counts.total += ofStep
      ofStep = 0
      stepped(node)
    }
  })
  return counts
}

const opened = (): Cluster => {
  const cluster = createCluster(3)
  cluster.openGroup(3, WORK_BITS)
  cluster.until(() => cluster.leader() !== undefined, 3_000)
  return cluster
}

/** The proposals of a leader alone, in a chain with work; what it has proposed. */
function alone(): { proposals: Proposals; blocks: FullBlock[]; search(): number } {
  const { crypto } = createTestEnvironment('a')
  const members = [createTestEnvironment('a').self]
  const chain = createChain(crypto, { ...groupGenesis(members), workBits: WORK_BITS })
  const blocks: FullBlock[] = []
  const log = {
    timeMs: 0,
    get top() {
      const last = blocks.at(-1)
      return { height: blocks.length, hash: last?.hash ?? NO_HASH }
    }
  }
  const leader = { propose: (_nowMs: number, block: FullBlock) => blocks.push(block) }
  const parts = { environment: { crypto }, chain, log } as unknown as GroupParts
  const apply = { timeMs: 0 } as unknown as Apply
  const proposals = createProposals(parts, leader as unknown as Leader, apply)
  return {
    proposals,
    blocks,
    search() {
      let steps = 0
      for (; proposals.isMaking && steps < 1_000; steps++) {
        proposals.search(1, [])
      }
      return steps
    }
  }
}

const waiterOf = (ticket: number) => ({ peer: 'p', via: 'p', run: 1, ticket })
const batchOf = (ticket: number) => ({
  entries: [Uint8Array.of(ticket)],
  waiters: [waiterOf(ticket)]
})
const note = { booth: 'ab'.repeat(32), operation: 'op' }

describe('paxos proposals', () => {
  it('paxos: the end of the booth waits for the block that is being made, and follows it at once', () => {
    const { proposals, blocks, search } = alone()
    proposals.propose(1, batchOf(1), undefined, [])
    proposals.propose(1, { ...batchOf(2), waiters: [] }, note, [])
    expect([proposals.isMaking, blocks.length]).toEqual([true, 0])
    expect(search()).toBeGreaterThan(2)
    expect(blocks.map(({ header }) => header.seal?.operation)).toEqual([undefined, 'op'])
    expect(blocks[1]?.header.prev).toBe(blocks[0]?.hash)
    expect(blocks.flatMap((block) => proposals.settle(block))).toEqual([waiterOf(1)])
  })

  it('paxos: who waits for a block that was not proposed is told so when its leader leads no more', () => {
    const { proposals, blocks, search } = alone()
    proposals.propose(1, batchOf(1), undefined, [])
    proposals.propose(1, { ...batchOf(2), waiters: [] }, note, [])
    expect(proposals.clear()).toEqual([waiterOf(1)])
    expect([search(), blocks.length, proposals.clear().length]).toEqual([0, 0, 0])
  })
})

describe('paxos work', () => {
  it('paxos: no step searches longer than a few milliseconds for the work of a block', () => {
    const cluster = opened()
    const hashes = countHashes(cluster)
    for (let i = 0; i < 8; i++) {
      expect(cluster.putNow(cluster.nodes[1] as TestNode, `v${i}`)?.type, `v${i}`).toBe('ok')
    }
    expect(hashes.total).toBeGreaterThan(8 * 2 ** (WORK_BITS - 2))
    expect(hashes.most).toBeLessThan(4096 + OTHER_HASHES_MAX)
  })

  it('paxos: what is asked while a block is made, the end of its booth too, comes behind it', () => {
    const cluster = opened()
    const leader = cluster.leader() as TestNode
    const puts = ['one', 'two', 'three'].map((value) => cluster.put(leader, value))
    const asked = change(cluster, leader, cluster.nodes.slice(0, 2))
    const more = cluster.put(leader, 'four')
    cluster.until(() => [...puts, more, asked].every(({ reply }) => reply !== undefined), 20_000)
    expect(puts.map(({ reply }) => reply?.type)).toEqual(['ok', 'ok', 'ok'])
    expect(more.reply?.type).toBe('ok')
    expect(asked.reply?.type).toBe('ok')
    expect((asked.reply as { value?: GroupOpened }).value?.members).toHaveLength(2)
    const held = leader.environment.holdings.get(cluster.chain)
    for (let height = 1; height <= (held?.contiguousTo ?? 0); height++) {
      expect(hasWork(held?.hashAt(height) ?? '', WORK_BITS), `block ${height}`).toBe(true)
    }
  })

  it('paxos: a leader that is deposed while it makes a block loses nothing that it was asked', () => {
    const cluster = opened()
    const leader = cluster.leader() as TestNode
    const other = cluster.nodes.find((node) => node !== leader) as TestNode
    for (let i = 0; i < 4; i++) {
      const puts = Array.from({ length: 5 }, (_, n) => cluster.put(other, `${i}.${n}`))
      cluster.run(2)
      const now = cluster.leader()
      cluster.link = (from, to) => from !== now && to !== now
      cluster.run(1_000)
      cluster.link = () => true
      cluster.until(() => puts.every(({ reply }) => reply !== undefined), 10_000)
      expect(
        puts.map(({ reply }) => reply?.type),
        String(i)
      ).toEqual(Array(5).fill('ok'))
    }
  })
})
