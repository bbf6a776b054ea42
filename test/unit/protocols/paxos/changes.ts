/** Changes of members as a test asks for them, and disks that found blocks without having been there. */

import { blockKey, heldKey } from '../../../../src/core/keyspace.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import type { Cluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const CHANGE_MS_MAX = 12_000

export function change(
  cluster: Cluster,
  at: TestNode,
  members: readonly TestNode[],
  operation = 'op-1'
): ReturnType<Cluster['ask']> {
  return cluster.ask(at, {
    type: 'changeMembers',
    chain: cluster.chain,
    members: members.map(({ peer }) => peer),
    operation
  })
}

/** The same, once it is answered. */
export function changed(
  cluster: Cluster,
  at: TestNode,
  members: readonly TestNode[],
  operation = 'op-1'
): Reply | undefined {
  const asked = change(cluster, at, members, operation)
  cluster.until(() => asked.reply !== undefined, CHANGE_MS_MAX)
  return asked.reply
}

/** Gives a vehicle that is down the blocks of another, as the archive pulls them. */
export function copyBlocks({ chain }: Cluster, from: TestNode, to: TestNode): void {
  for (const [key, value] of from.disk) {
    if (key.startsWith(blockKey(chain, 0).slice(0, -16)) || key === heldKey(chain)) {
      to.disk.set(key, value)
    }
  }
}
