/** What a member that skips booths by a snapshot knows of those who were in them. */
import { describe, expect, it } from 'vitest'
import { SnapshotRecord } from '../../../../src/protocols/paxos/messages.ts'
import { changed } from './changes.ts'
import type { TestNode } from './node.ts'
import { fill, started } from './room.ts'

const skippedBy = (node: TestNode): number =>
  node.facts.filter(({ name }) => name === 'paxos:snapshotInstalled').length

/** `c` was away while two booths ended; the snapshot is as another has it on its disk. */
function skipped(tamper: (since: number[]) => number[] = (since) => since) {
  const cluster = started()
  const { a, b, c } = cluster
  fill(cluster, 5)
  c.crash()
  for (const operation of ['op-1', 'op-2']) {
    expect(changed(cluster, a, [a, b, c], operation)?.type).toBe('ok')
  }
  fill(cluster, 40)
  const key = `s/paxos/${cluster.chain}/snapshot`
  const kept = SnapshotRecord.decode(a.disk.get(key) as Uint8Array)
  expect(kept.since).toEqual([1, 1, 1])
  a.crash()
  a.disk.set(key, SnapshotRecord.encode({ ...kept, since: tamper(kept.since) }))
  b.crash()
  a.start()
  b.start()
  cluster.run(2_000)
  c.start()
  cluster.run(3_000)
  expect(skippedBy(c)).toBe(1)
  expect(cluster.status(c)).toMatchObject({ booth: 3 })
  return [a, b, c].map(({ peer }) => c.memberSince(cluster.chain, peer))
}

describe('paxos: booths that were skipped', () => {
  it('paxos: a snapshot tells since when each has been a member', () => {
    expect(skipped()).toEqual([1, 1, 1])
  })

  it('paxos: without it, or of others, a member is one since the booth in force', () => {
    expect(skipped(() => [])).toEqual([3, 3, 3])
    expect(skipped(() => [1, 1])).toEqual([3, 3, 3])
    expect(skipped(() => [9, 1, 9]).sort()).toEqual([1, 3, 3])
  })
})
