/**
 * What a vehicle of the bench does for a group: opens it, and is its client.
 */
import type { GroupView, VGuardNode } from '../src/index.ts'
import { type Load, type LoadResult, runLoad } from './load.ts'

export interface GroupLoad extends Load {
  readonly chain: string
}

/** A type, not an interface: it is spread into the functions of a process. */
export type GroupCalls = {
  openGroup(members: readonly string[]): Promise<string>
  /** Which member leads, as far as this one knows. */
  leaderOf(chain: string): Promise<string | undefined>
  /** Blocks that are decided, as far as this one knows. */
  decidedOf(chain: string): Promise<number>
  loadGroup(argument: GroupLoad): Promise<LoadResult>
}

export function createGroupCalls(running: () => VGuardNode): GroupCalls {
  const acknowledged = new Map<string, string>()
  const viewOf = (chain: string): GroupView | undefined =>
    running()
      .groups()
      .find((view) => view.chain === chain)
  return {
    async openGroup(members) {
      const { chain } = await running().openGroup({ state: 'kv', members, timeoutMs: 30_000 })
      return chain
    },
    leaderOf(chain) {
      return Promise.resolve(viewOf(chain)?.members.find(({ isLeader }) => isLeader)?.peer)
    },
    decidedOf(chain) {
      return Promise.resolve(viewOf(chain)?.status?.decided ?? 0)
    },
    async loadGroup({ chain, ...load }) {
      const kv = running().kv(chain)
      const store = {
        async put(key: string, value: string): Promise<void> {
          await kv.put(key, value)
        },
        async get(key: string): Promise<string | undefined> {
          const entry = await kv.get(key)
          return entry === undefined ? undefined : String(entry.value)
        }
      }
      return await runLoad(store, acknowledged, load)
    }
  }
}
