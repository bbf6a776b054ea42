/** Snapshots: a restart from the middle of the chain, and from the beginning when it must be. */
import { describe, expect, it } from 'vitest'
import { snapshotKey } from '../../../../src/core/keyspace.ts'
import { SnapshotRecord } from '../../../../src/protocols/paxos/messages.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const PUTS = 60

/** A group that has taken a snapshot every 10 entries. */
function written(): Cluster & { readonly first: TestNode } {
  const cluster = createCluster(3, { paxos: { snapshotEntries: 10 } })
  cluster.openGroup()
  const [first] = cluster.nodes as [TestNode]
  for (let i = 0; i < PUTS; i++) {
    cluster.putNow(first, `v${i}`)
  }
  cluster.run(500)
  return Object.assign(cluster, { first })
}

const partsOf = (node: TestNode): readonly string[] =>
  [...node.disk.keys()].filter((key) => key.startsWith('p/'))

const factsOf = (node: TestNode, name: string): number =>
  node.facts.filter((fact) => fact.name === name).length

const all = Array.from({ length: PUTS }, (_, i) => `v${i}`)

describe('paxos snapshots', () => {
  it('paxos: a restart reads the newest snapshot and only the blocks behind it', () => {
    const cluster = written()
    const { first } = cluster
    expect(factsOf(first, 'paxos:snapshotTaken')).toBeGreaterThan(3)
    expect(partsOf(first).length, 'one snapshot of two parts is kept').toBe(2)
    first.crash()
    first.start()
    cluster.run(1_000)
    expect(first.register?.list).toEqual(all)
    expect(first.register?.seen.size, 'few entries were applied anew').toBeLessThan(11)
    expect(cluster.readNow(first)).toEqual(all)
    cluster.invariants.finish()
  })

  it('paxos: a large state waits for blocks of a quarter of its bytes', () => {
    const cluster = createCluster(1, { paxos: { snapshotEntries: 1 } })
    cluster.openGroup()
    const [node] = cluster.nodes as [TestNode]
    cluster.putNow(node, 'x'.repeat(200_000))
    cluster.run(100)
    const before = factsOf(node, 'paxos:snapshotTaken')
    expect(before, 'the block is as large as the state').toBe(1)
    cluster.putNow(node, 'y'.repeat(20_000))
    cluster.run(100)
    expect(factsOf(node, 'paxos:snapshotTaken')).toBe(before)
    cluster.putNow(node, 'z'.repeat(60_000))
    cluster.run(100)
    expect(factsOf(node, 'paxos:snapshotTaken')).toBe(before + 1)
    cluster.invariants.finish()
  })

  it('paxos: without a part, or with another state in it, the chain is read from the beginning', () => {
    const forge = (value: Uint8Array): Uint8Array =>
      new TextEncoder().encode(new TextDecoder().decode(value).replace('v1', 'x1'))
    const damages: readonly ((disk: Map<string, Uint8Array>, key: string) => unknown)[] = [
      (disk, key) => disk.delete(key),
      (disk, key) => disk.set(key, forge(disk.get(key) as Uint8Array))
    ]
    for (const [i, damage] of damages.entries()) {
      const cluster = written()
      const { first } = cluster
      first.crash()
      for (const key of partsOf(first)) {
        damage(first.disk, key)
      }
      first.start()
      cluster.run(1_000)
      expect(factsOf(first, 'paxos:snapshotLost'), `damage ${i}`).toBe(1)
      expect(first.register?.list, `damage ${i}`).toEqual(all)
      expect(partsOf(first).length, `damage ${i}: one is taken at the end`).toBe(2)
    }
  })

  it('paxos: what a crash left of half a snapshot is cleared away', () => {
    const cluster = written()
    const { first, chain } = cluster
    const taking = `s/paxos/${chain}/taking`
    first.crash()
    const kept = SnapshotRecord.decode(first.disk.get(`s/paxos/${chain}/snapshot`) as Uint8Array)
    const head = { height: 5, hash: new Uint8Array(32) }
    first.disk.set(taking, SnapshotRecord.encode({ ...kept, head, parts: 1 }))
    first.disk.set(snapshotKey(chain, 5, 0), new Uint8Array(9))
    first.start()
    cluster.run(100)
    expect(first.disk.has(taking)).toBe(false)
    expect(first.disk.has(snapshotKey(chain, 5, 0))).toBe(false)
    expect(partsOf(first).length).toBe(2)
  })

  it('paxos: a snapshot that is being taken is known by the first of its parts', () => {
    const cluster = createCluster(1, { paxos: { snapshotEntries: 10 } })
    cluster.openGroup()
    const [first] = cluster.nodes as [TestNode]
    const isHalf = (): boolean => first.disk.has(`s/paxos/${cluster.chain}/taking`)
    for (let i = 0; i < 12 && !isHalf(); i++) {
      cluster.put(first, `v${i}`)
      cluster.until(isHalf, 10)
    }
    expect(partsOf(first).length).toBeGreaterThan(0)
    cluster.run(50)
    expect(isHalf()).toBe(false)
  })
})
