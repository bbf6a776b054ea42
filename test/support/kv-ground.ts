/**
 * Grounds for the contract of key-value stores: three members and a stranger as real nodes of this
 * process, on loopback and on disk.
 */
import type { KvStore, OpenGroupOptions } from '../../src/index.ts'
import { createCluster } from '../../src/testing/index.ts'
import type { KvGround } from '../contract/kv/fixture.ts'
import { until } from './nodes.ts'
import { patient } from './stores.ts'

const MEMBERS = [0, 1, 2] as const
const STRANGER = 3

/** Opens a group of the first three of four connected vehicles. */
export async function openGround(
  options: Omit<OpenGroupOptions, 'state' | 'members'>
): Promise<KvGround> {
  const cluster = await createCluster(MEMBERS.length + 1, { connectMs: 60_000 })
  const group = { ...options, state: 'kv', members: ['car-2', 'car-3'], timeoutMs: 60_000 } as const
  const { chain } = await cluster.node(0).openGroup(group)
  let nodes = cluster.nodes
  const storeAt = (i: number): KvStore => {
    const node = nodes[i] ?? cluster.node(i)
    return patient(node.kv(chain))
  }
  const leaderAt = (): number => {
    const known = cluster.node(0).groups()
    const view = known.find((one) => one.chain === chain)
    if (view?.quorum?.leaderless === true) {
      return 1 // nobody leads, and one is like the other
    }
    const leader = view?.members.find(({ isLeader }) => isLeader)
    return MEMBERS.findIndex((i) => cluster.node(i).peer === leader?.peer)
  }
  return {
    get stores() {
      return [storeAt(0), storeAt(1), storeAt(2), storeAt(STRANGER)] as const
    },
    async lose() {
      await until('somebody leads', () => leaderAt() >= 0)
      const place = leaderAt()
      await cluster.stop(place)
      return place
    },
    async restart() {
      await Promise.all(MEMBERS.map((i) => cluster.stop(i)))
      for (const i of MEMBERS) {
        await cluster.start(i)
      }
      nodes = cluster.nodes
    },
    close: () => cluster.close()
  }
}
