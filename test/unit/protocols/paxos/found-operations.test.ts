/** What a member remembers of changes whose booths ended among blocks that it finds on its disk. */
import { describe, expect, it } from 'vitest'
import { type FullBlock, isFull } from '../../../../src/core/block.ts'
import { blockKey } from '../../../../src/core/keyspace.ts'
import { CHANGES_KEPT } from '../../../../src/core/limits.ts'
import { decodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { withOperation } from '../../../../src/protocols/paxos/roster.ts'
import { changed, copyBlocks } from './changes.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

type Four = [TestNode, TestNode, TestNode, TestNode]

/** The decided blocks of a vehicle behind a height. */
function blocksBehind({ chain, status }: Cluster, at: TestNode, height: number): FullBlock[] {
  const blocks: FullBlock[] = []
  for (let h = height + 1; h <= status(at).decided; h++) {
    const value = at.disk.get(blockKey(chain, h)) as Uint8Array
    const { block } = decodeStoredBlock(at.environment.crypto, value)
    if (isFull(block)) {
      blocks.push(block)
    }
  }
  return blocks
}

describe('paxos changes that are found', () => {
  it('paxos: a change whose booth ended among found blocks is not done again', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    const [a, b, c, d] = cluster.nodes as Four
    expect(cluster.putNow(a, 'first')?.type).toBe('ok')
    cluster.run(300)
    c.crash()
    expect(changed(cluster, a, [a, b, c, d], 'op-1')).toMatchObject({ type: 'ok' })
    expect(cluster.putNow(a, 'second')?.type).toBe('ok')
    cluster.run(300)
    copyBlocks(cluster, a, c)
    const found = cluster.status(a).decided
    expect(changed(cluster, a, [a, c, d], 'op-2')).toMatchObject({ type: 'ok' })
    expect(cluster.putNow(a, 'third')?.type).toBe('ok')
    cluster.run(300)
    c.start()
    // They come before it has read what it found.
    c.signal({
      type: 'decidedBlocks',
      chain: cluster.chain,
      blocks: blocksBehind(cluster, a, found)
    })
    cluster.run(500)
    expect(cluster.status(c)).toMatchObject({ booth: 3, role: 'follower' })
    expect(changed(cluster, a, [c], 'op-3')).toMatchObject({ type: 'ok' })
    cluster.run(500)
    expect(cluster.status(c)).toMatchObject({ booth: 4, role: 'leader' })
    const again = changed(cluster, c, [a, b, c, d], 'op-1')
    expect(again).toMatchObject({ type: 'ok', value: { number: 4, members: [c.peer] } })
    expect(changed(cluster, c, [a, c, d], 'op-2')).toMatchObject({
      type: 'ok',
      value: { number: 4 }
    })
    expect(changed(cluster, c, [a, b, c, d], ''), 'no id').toMatchObject({ type: 'refused' })
    c.crash()
    c.start()
    cluster.run(500)
    expect(changed(cluster, c, [a, b, c, d], 'op-1')).toMatchObject({ value: { number: 4 } })
    cluster.invariants.finish()
  })

  it('paxos: each change has its place by the booth that it began, known or not', () => {
    const known = (number: number, ...operations: string[]) => ({ number, operations })
    expect(withOperation(known(0), 2, 'one')).toEqual(['one'])
    expect(withOperation(known(2, 'one'), 3, 'two')).toEqual(['one', 'two'])
    expect(withOperation(known(2, 'one'), 5, 'four')).toEqual(['one', '', '', 'four'])
    expect(withOperation(known(5, 'one', '', '', 'four'), 4, 'three')).toEqual([
      ...['one', '', 'three', 'four']
    ])
    expect(withOperation(known(5, 'four'), 2, 'one')).toEqual(['one', '', '', 'four'])
    expect(withOperation(known(3), 9, ''), 'it was told, without an id').toEqual([])
    const all = Array.from({ length: CHANGES_KEPT }, (_, i) => `op-${i}`)
    expect(withOperation(known(100, ...all), 101, 'last')).toEqual([...all.slice(1), 'last'])
    expect(withOperation(known(100, ...all), 36, 'older')).toEqual(all)
    expect(withOperation(known(1), 10_000, 'far')).toEqual(['far'])
  })
})
