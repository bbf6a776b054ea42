/** Blocks from elsewhere that no member can have decided: they are left, and nobody stops for them. */
import { describe, expect, it } from 'vitest'
import { createGroupBlock, type FullBlock } from '../../../../src/core/block.ts'
import { createGroupBooth } from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { encodeCommand } from '../../../../src/core/command.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { createCluster } from './cluster.ts'
import { createStage, type Stage } from './stage.ts'

interface Ended {
  readonly entries?: readonly Uint8Array[]
  readonly number?: number
  readonly chain?: string
  readonly ends?: string
  readonly byStranger?: boolean
}

/** A block that ends the booth of the stage, and what is wrong with it. */
function sealOf({ cluster, member, a }: Stage, ended: Ended = {}): FullBlock {
  const before = cluster.status(member)
  const { crypto } = ended.byStranger ? (cluster.nodes[3] ?? a).environment : a.environment
  const opener = ended.byStranger ? (cluster.nodes[3] ?? a).peer : a.peer
  const booth = createGroupBooth(crypto, OPEN_FLEET, {
    chain: cluster.chain,
    number: ended.number ?? 2,
    members: new Map(before.members.map((peer, i) => [peer, before.incarnations[i] ?? ''])),
    openedAtMs: 1,
    opener
  })
  const entry = encodeCommand({ type: 'reconfigure', booth: booth.bytes })
  const inForce = member.boothOf(cluster.chain)?.id ?? ''
  const draft = {
    chain: ended.chain ?? cluster.chain,
    height: 1,
    prev: NO_HASH,
    timeMs: 1,
    entries: ended.entries ?? [entry],
    seal: { booth: ended.ends ?? inForce, operation: 'op' }
  }
  return createGroupBlock(crypto, draft, 0)
}

const taken = (stage: Stage, blocks: readonly FullBlock[]): number => {
  const { cluster, member } = stage
  member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks })
  cluster.run(10)
  return cluster.status(member).decided
}

describe('paxos hostile blocks', () => {
  it('paxos: the end of a booth that names no other, or none that may follow, is not taken', () => {
    const hostile: Readonly<Record<string, Ended>> = {
      'no entry': { entries: [] },
      garbage: { entries: [Uint8Array.of(1, 2, 3)] },
      'a booth that is none': {
        entries: [encodeCommand({ type: 'reconfigure', booth: Uint8Array.of(7) })]
      },
      'a later booth': { number: 3 },
      'the end of another booth': { ends: 'cd'.repeat(32) },
      'a booth of a stranger': { byStranger: true }
    }
    for (const [name, ended] of Object.entries(hostile)) {
      const stage = createStage(3, {}, 1)
      expect(taken(stage, [sealOf(stage, ended)]), name).toBe(0)
      expect(stage.member.facts.at(-1)?.name, name).toBe('paxos:refused')
      expect(taken(stage, [sealOf(stage)]), `${name}: a true one is`).toBe(1)
      expect(stage.cluster.status(stage.member).booth, name).toBe(2)
    }
  })

  it('paxos: a block of another chain that this vehicle holds is not put there', () => {
    const stage = createStage()
    const { member, cluster } = stage
    const other = createCluster(3, { seed: 2 })
    other.openGroup()
    const [held] = other.nodes
    const chain = held?.environment.holdings.get(other.chain)?.chain
    member.environment.holdings.adopt(chain as never, { push: () => {} })
    const draft = { height: 1, prev: NO_HASH, timeMs: 1, entries: [Uint8Array.of(1)] }
    for (const id of [other.chain, cluster.chain.replace(/^./, (c) => (c === '2' ? '3' : '2'))]) {
      const block = createGroupBlock(member.environment.crypto, { ...draft, chain: id }, 0)
      expect(taken(stage, [block]), id).toBe(0)
    }
    expect(member.environment.holdings.get(other.chain)?.lastHeight).toBe(0)
  })

  it('paxos: blocks in front of a false end of a booth are taken', () => {
    const stage = createStage()
    const one = stage.block(1, undefined, 'one')
    expect(taken(stage, [one, stage.block(2, one, 'garbage', true)])).toBe(1)
  })
})
