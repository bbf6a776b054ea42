/**
 * Grounds for the contract of key-value stores: three members and a stranger as real nodes of this
 * process, on loopback.
 */
import type { KvStore, OpenGroupOptions, VGuardNode } from '../../src/index.ts'
import type { KvGround } from '../contract/kv/fixture.ts'
import { createFleet, until } from './nodes.ts'
import { patient } from './stores.ts'

const NAMES = ['car-1', 'car-2', 'car-3', 'car-4'] as const

/** Opens a group of the first three of four connected vehicles. */
export async function openGround(
  options: Omit<OpenGroupOptions, 'state' | 'members'>
): Promise<KvGround> {
  const nodes = await createFleet(NAMES)
  const [opener] = nodes
  const members = NAMES.slice(1, 3)
  const { chain } = await opener.openGroup({ ...options, state: 'kv', members, timeoutMs: 60_000 })
  const storeAt = (node: VGuardNode): KvStore => patient(node.kv(chain))
  const [a, b, c, d] = nodes
  return {
    stores: [storeAt(a), storeAt(b), storeAt(c), storeAt(d)],
    async lose() {
      const leaderAt = (): number => {
        const view = opener.groups().find((group) => group.chain === chain)
        return nodes.findIndex(({ peer }) =>
          view?.members.some((member) => member.isLeader && member.peer === peer)
        )
      }
      await until('somebody leads', () => leaderAt() >= 0)
      const place = leaderAt()
      await nodes[place]?.stop()
      return place
    },
    async close() {
      await Promise.all(nodes.map((node) => node.stop()))
    }
  }
}
