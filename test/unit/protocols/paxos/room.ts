/** A group whose blocks go for room: how it is made and filled, and what is left on its disks. */
import { expect } from 'vitest'
import type { PaxosOptions } from '../../../../src/protocols/paxos/options.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const OPTIONS: PaxosOptions = {
  snapshotEntries: 5,
  logBytesMax: 1024 * 1024,
  blocksKeptMin: 4,
  keepUnarchived: false
}

/** With it 30 operations fill more than the limit. */
export const PADDING = 'x'.repeat(40_000)

export type Started = Cluster & { readonly a: TestNode; readonly b: TestNode; readonly c: TestNode }

export function started(options: PaxosOptions = {}, count = 3, members = count): Started {
  const cluster = createCluster(count, { paxos: { ...OPTIONS, ...options } })
  cluster.openGroup(members)
  const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
  cluster.until(() => cluster.leader() === a, 1_000)
  return Object.assign(cluster, { a, b, c })
}

export function fill(cluster: Started, puts: number, at = cluster.a): void {
  for (let i = 0; i < puts; i++) {
    const reply = cluster.putNow(at, `${PADDING}${cluster.nowMs()}`)
    expect(reply?.type, `operation ${i}`).toBe('ok')
  }
  cluster.run(500)
}

/** The lowest block on disk. */
export function lowestOf({ chain }: Cluster, { disk }: TestNode): number {
  const keys = [...disk.keys()].filter((key) => key.startsWith(`b/${chain}`)).sort()
  return Number.parseInt(keys[0]?.split('/')[2] ?? '0', 16)
}
