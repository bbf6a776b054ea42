/**
 * What a vehicle of the bench does for a group: opens it, and is its client.
 */
import { type ComparedEngine, groupOf, loadedStore } from '../src/cli/bench/engines.ts'
import { type Joined, measureJoining } from '../src/cli/bench/joining.ts'
import { type Load, type LoadResult, runLoad } from '../src/cli/bench/load.ts'
import type { GroupView, VGuardNode } from '../src/index.ts'

const OPEN_TIMEOUT_MS = 30_000

export interface GroupLoad extends Load {
  readonly chain: string
}

export interface GroupArgument {
  readonly members: readonly string[]
  readonly engine: ComparedEngine
}

/** A type, not an interface: it is spread into the functions of a process. */
export type GroupCalls = {
  openGroup(argument: GroupArgument): Promise<string>
  /** Which member leads, as far as this one knows. */
  leaderOf(chain: string): Promise<string | undefined>
  /** Blocks that are decided, as far as this one knows. */
  decidedOf(chain: string): Promise<number>
  loadGroup(argument: GroupLoad): Promise<LoadResult>
  /** This vehicle takes its share of all copies while its clients go on; then they read all of them. */
  joinRing(argument: GroupLoad): Promise<Joined>
}

export function createGroupCalls(running: () => VGuardNode): GroupCalls {
  const acknowledged = new Map<string, string>()
  const viewOf = (chain: string): GroupView | undefined =>
    running()
      .groups()
      .find((view) => view.chain === chain)
  return {
    async openGroup({ members, engine }) {
      const group = { ...groupOf(engine), members, timeoutMs: OPEN_TIMEOUT_MS }
      const { chain } = await running().openGroup(group)
      return chain
    },
    leaderOf(chain) {
      return Promise.resolve(viewOf(chain)?.members.find(({ isLeader }) => isLeader)?.peer)
    },
    decidedOf(chain) {
      return Promise.resolve(viewOf(chain)?.status?.decided ?? 0)
    },
    async loadGroup({ chain, ...load }) {
      return await runLoad(loadedStore(running().kv(chain)), acknowledged, load)
    },
    async joinRing({ chain, ...load }) {
      const store = loadedStore(running().kv(chain))
      const joined = await measureJoining(running(), chain, load, (part, ending) =>
        runLoad(store, acknowledged, part, ending)
      )
      await runLoad(store, acknowledged, { ...load, kind: 'get' })
      return joined
    }
  }
}
