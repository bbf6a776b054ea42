/**
 * Grounds for the contract of key-value stores: three members and a stranger as real nodes of this
 * process, on loopback and on disk.
 */
import type { KvStore, OpenGroupOptions, VGuardNode } from '../../src/index.ts'
import type { KvGround } from '../contract/kv/fixture.ts'
import { createNode, temporaryFolder, until } from './nodes.ts'
import { patient } from './stores.ts'

const STRANGER = 3
const SIZE = 4

/** Opens a group of the first three of four connected vehicles. */
export async function openGround(
  options: Omit<OpenGroupOptions, 'state' | 'members'>
): Promise<KvGround> {
  const folders = Array.from({ length: SIZE }, temporaryFolder)
  const start = (i: number, bootstrap: readonly string[]): Promise<VGuardNode> =>
    createNode(`car-${i + 1}`, { dataDir: folders[i] ?? '', store: 'disk', bootstrap })
  const nodes: VGuardNode[] = []
  for (let i = 0; i < SIZE; i++) {
    nodes.push(
      await start(
        i,
        nodes.flatMap((node) => node.addresses())
      )
    )
  }
  const nodeAt = (i: number): VGuardNode => nodes[i] ?? (nodes[0] as VGuardNode)
  await untilConnected(nodes)
  const members = nodes.slice(1, STRANGER).map(({ peer }) => peer)
  const group = { ...options, state: 'kv', members, timeoutMs: 60_000 } as const
  const { chain } = await nodeAt(0).openGroup(group)
  const storeAt = (i: number): KvStore => patient(nodeAt(i).kv(chain))
  return {
    get stores() {
      return [storeAt(0), storeAt(1), storeAt(2), storeAt(STRANGER)] as const
    },
    async lose() {
      const leaderAt = (): number => {
        const view = nodeAt(0)
          .groups()
          .find((known) => known.chain === chain)
        if (view?.quorum?.leaderless === true) {
          return 1 // nobody leads, and one is like the other
        }
        return nodes.findIndex(({ peer }) =>
          view?.members.some((member) => member.isLeader && member.peer === peer)
        )
      }
      await until('somebody leads', () => leaderAt() >= 0)
      const place = leaderAt()
      await nodeAt(place).stop()
      return place
    },
    async restart() {
      await Promise.all(nodes.slice(0, STRANGER).map((node) => node.stop()))
      for (let i = 0; i < STRANGER; i++) {
        const near = [...nodes.slice(0, i), nodeAt(STRANGER)]
        nodes[i] = await start(
          i,
          near.flatMap((node) => node.addresses())
        )
      }
      await untilConnected(nodes)
    },
    async close() {
      await Promise.all(nodes.map((node) => node.stop()))
    }
  }
}

async function untilConnected(nodes: readonly VGuardNode[]): Promise<void> {
  await until('all are connected', () =>
    nodes.every((node) => node.peers().filter((p) => p.isConnected).length >= nodes.length - 1)
  )
}
