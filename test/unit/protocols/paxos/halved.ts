/** A group of five that has lost three for good, and what is asked of the two that are left. */
import { expect } from 'vitest'
import { decodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { type Cluster, type ClusterOptions, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

export type Five = [TestNode, TestNode, TestNode, TestNode, TestNode]

/** Five members, of which the first three are lost; the last two have decided `one`. */
export function halved(
  options: ClusterOptions = {}
): Cluster & { readonly d: TestNode; readonly e: TestNode } {
  const cluster = createCluster(5, options)
  cluster.openGroup()
  const [a, b, c, d, e] = cluster.nodes as Five
  expect(cluster.putNow(a, 'one')?.type).toBe('ok')
  cluster.run(500)
  for (const lost of [a, b, c]) {
    lost.crash()
  }
  cluster.run(2_000)
  return Object.assign(cluster, { d, e })
}

export function recover(
  cluster: Cluster,
  at: TestNode,
  members: readonly TestNode[],
  change: { unsafe?: boolean; operation?: string } = {},
  forMs = 12_000
) {
  const asked = cluster.ask(at, {
    type: 'recoverGroup',
    chain: cluster.chain,
    members: members.map(({ peer }) => peer),
    operation: 'op-1',
    unsafe: true,
    ...change
  })
  cluster.until(() => asked.reply !== undefined, forMs)
  return asked.reply
}

/** Heights of the last blocks of booths that a vehicle holds, and the operations that ended them. */
export function sealsOf({ chain }: Cluster, node: TestNode): readonly string[] {
  return [...node.disk].flatMap(([key, value]) => {
    if (!key.startsWith(`b/${chain}/`)) {
      return []
    }
    const { height, seal } = decodeStoredBlock(node.environment.crypto, value).block.header
    return seal === undefined ? [] : [`${height} ${seal.operation}`]
  })
}
