/** What a lost block, a state from another and a crash leave on a disk, and who starts from it. */
import { describe, expect, it } from 'vitest'
import type { FullBlock } from '../../../../src/core/block.ts'
import { blockKey, snapshotKey } from '../../../../src/core/keyspace.ts'
import type { SnapshotNote } from '../../../../src/core/signal.ts'
import { decodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { changed } from './changes.ts'
import type { Cluster } from './cluster.ts'
import type { TestNode } from './node.ts'
import { fill, lowestOf, PADDING, started } from './room.ts'

interface SnapshotOffer {
  readonly snapshot: SnapshotNote
  readonly parts: readonly Uint8Array[]
}

/** The newest snapshot of a vehicle, as another gets it. */
function offerOf({ chain }: Cluster, { disk, snapshot }: TestNode): SnapshotOffer {
  const note = snapshot(chain)
  if (note === undefined) {
    throw new RangeError('there is no snapshot')
  }
  const { head, parts } = note
  return {
    snapshot: note,
    parts: Array.from(
      { length: parts },
      (_, i) => disk.get(snapshotKey(chain, head.height, i)) as Uint8Array
    )
  }
}

function blocksOf(
  { chain }: Cluster,
  { disk, environment }: TestNode,
  from: number,
  to: number
): FullBlock[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const value = disk.get(blockKey(chain, from + i)) as Uint8Array
    return decodeStoredBlock(environment.crypto, value).block as FullBlock
  })
}

const factsOf = (node: TestNode, name: string): number =>
  node.facts.filter((fact) => fact.name === name).length

describe('paxos remains', () => {
  it('paxos: a state from another is not written over its own parts while one is being taken', () => {
    const cluster = started()
    const { a, c, chain } = cluster
    cluster.noise.isFetching = false
    fill(cluster, 3)
    cluster.filter = (_from, to) => to !== c
    fill(cluster, 12)
    const offer = offerOf(cluster, a)
    const { height } = offer.snapshot.head
    c.signal({ type: 'decidedBlocks', chain, blocks: blocksOf(cluster, a, 4, 10) })
    c.signal({ type: 'snapshot', chain, ...offer })
    cluster.run(1_000)
    expect(c.snapshot(chain)?.head.height).toBe(height)
    expect(c.disk.has(snapshotKey(chain, height, 0)), 'its parts are there').toBe(true)
    c.crash()
    c.start()
    cluster.run(1_000)
    expect(factsOf(c, 'paxos:snapshotLost')).toBe(0)
    expect(cluster.status(c)).toMatchObject({ applied: height, fault: undefined })
  })

  it('paxos: blocks that are damaged and covered by a state from another are missed no more', () => {
    const cluster = started()
    const { a, c, chain } = cluster
    fill(cluster, 8)
    c.crash()
    fill(cluster, 40)
    expect(lowestOf(cluster, a), 'nobody keeps block 3').toBeGreaterThan(8)
    c.disk.delete(blockKey(chain, 3))
    c.start()
    cluster.until(() => cluster.status(c).applied === 48, 3_000)
    expect(cluster.status(c), 'its disk has lost a block').toMatchObject({ fault: 'damaged' })
    cluster.run(500)
    c.crash()
    c.start()
    cluster.run(1_000)
    expect(cluster.status(c)).toMatchObject({ applied: 48, fault: undefined, role: 'follower' })
    cluster.b.crash()
    fill(cluster, 1)
    cluster.invariants.finish()
  })

  it('paxos: a block that is damaged before it goes for room is missed no more', () => {
    const cluster = started()
    const { b, chain } = cluster
    const key = `s/paxos/${chain}/base`
    for (let i = 0; i < 60 && !b.disk.has(key); i++) {
      cluster.put(cluster.a, `${PADDING}${i}`)
      cluster.until(() => b.disk.has(key), 10)
    }
    expect(lowestOf(cluster, b), 'nothing is gone yet').toBe(1)
    b.crash()
    b.disk.delete(blockKey(chain, 2))
    b.start()
    cluster.run(1_000)
    expect(cluster.status(b), 'no vote rests on it').toMatchObject({ fault: undefined })
    expect(lowestOf(cluster, b)).toBeGreaterThan(2)
    b.crash()
    b.start()
    cluster.run(1_000)
    expect(b.environment.holdings.get(chain)?.damage).toEqual([])
    cluster.invariants.finish()
  })

  it('paxos: a block is lost in front of the own snapshot, and the state is not lost with it', () => {
    const cluster = started()
    const { b, chain } = cluster
    fill(cluster, 43)
    const { height } = b.snapshot(chain)?.head ?? { height: 0 }
    const lost = lowestOf(cluster, b) + 1
    expect(lost).toBeLessThan(height)
    b.crash()
    b.disk.delete(blockKey(chain, lost))
    cluster.noise.isFetching = false
    b.start()
    cluster.run(1_000)
    expect(factsOf(b, 'paxos:snapshotLost')).toBe(0)
    expect(cluster.status(b)).toMatchObject({ applied: 43, fault: 'damaged' })
    b.crash()
    b.start()
    cluster.run(1_000)
    expect(cluster.status(b)).toMatchObject({ applied: 43, fault: undefined, role: 'follower' })
    cluster.invariants.finish()
  })

  it('paxos: a member that lost its state has one taken that is no older than its blocks, now and then', () => {
    const cluster = started({ snapshotEntries: 1_000 }, 4, 3)
    const { a, b, chain } = cluster
    const stranger = cluster.nodes[3] as TestNode
    const wanted = (peer: string, height: number): number => {
      a.signal({ type: 'snapshotWanted', chain, height, peer })
      cluster.run(100)
      return a.snapshot(chain)?.head.height ?? 0
    }
    fill(cluster, 5)
    expect(wanted(stranger.peer, 5), 'nobody else has that done').toBe(0)
    expect(wanted(b.peer, 5)).toBe(5)
    fill(cluster, 3)
    expect(wanted(b.peer, 8), 'it is too soon').toBe(5)
    cluster.run(60_000)
    expect(wanted(b.peer, 5), 'the newest is no older').toBe(5)
    expect(wanted(b.peer, 8)).toBe(8)
    cluster.invariants.finish()
  })

  it('paxos: blocks lost from before the last change of members are taken again', () => {
    const cluster = started({ snapshotEntries: 1_000 })
    const { a, b, c, chain } = cluster
    fill(cluster, 3)
    changed(cluster, a, [a, b, c], 'second booth')
    fill(cluster, 3)
    changed(cluster, a, [a, b, c], 'third booth')
    fill(cluster, 3)
    const { decided } = cluster.status(a)
    c.crash()
    c.disk.delete(blockKey(chain, 2))
    c.start()
    cluster.until(() => cluster.status(c).applied === decided, 3_000)
    expect(cluster.status(c), 'two changes are among them').toMatchObject({ applied: decided })
    expect(factsOf(c, 'paxos:refused')).toBe(0)
    cluster.invariants.finish()
  })
})
