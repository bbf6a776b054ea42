/** Blocks from elsewhere that no member can have decided: they are left, and nobody stops for them. */
import { describe, expect, it } from 'vitest'
import { createGroupBlock, type FullBlock } from '../../../../src/core/block.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { encodeCommand } from '../../../../src/core/command.ts'
import { createCluster } from './cluster.ts'
import { createStage, type Ended, endOf, type Stage } from './stage.ts'

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
      expect(taken(stage, [endOf(stage, ended)]), name).toBe(0)
      expect(stage.member.facts.at(-1)?.name, name).toBe('paxos:refused')
      expect(taken(stage, [endOf(stage)]), `${name}: a true one is`).toBe(1)
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
