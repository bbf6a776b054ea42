/**
 * What a process of the bench does as the client of a group: many logical clients, each of which waits
 * for one answer before it asks again.
 *
 * Keeps: what is timed runs here from beginning to end; a put counts when a majority has acknowledged
 * it; whoever reads must get what was acknowledged to it before.
 */
import type { KvStore, VGuardNode } from '../src/index.ts'

export interface GroupLoad {
  readonly chain: string
  readonly kind: 'put' | 'get'
  readonly forMs: number
  readonly clients: number
  readonly valueBytes: number
}

export interface GroupLoadResult {
  readonly calls: number
  readonly ms: number
  readonly timesMs: readonly number[]
}

/** Keys that one client writes in turn. */
const KEYS_EACH = 64
/** Times kept of one run; more do not make its quantiles better. */
const TIMES_MAX = 20_000

/** A type, not an interface: it is spread into the functions of a process. */
export type GroupCalls = {
  openGroup(members: readonly string[]): Promise<string>
  /** Which member leads, as far as this one knows. */
  leaderOf(chain: string): Promise<string | undefined>
  loadGroup(argument: GroupLoad): Promise<GroupLoadResult>
}

export function createGroupCalls(running: () => VGuardNode): GroupCalls {
  /** What was last acknowledged under each key of this process. */
  const acknowledged = new Map<string, string>()

  const put = async (store: KvStore, key: string, value: string): Promise<void> => {
    await store.put(key, value)
    acknowledged.set(key, value)
  }

  const get = async (store: KvStore, key: string): Promise<void> => {
    const wanted = acknowledged.get(key)
    const entry = await store.get(key)
    if (wanted !== undefined && entry?.value !== wanted) {
      throw new Error(`key ${key} reads ${String(entry?.value)}, acknowledged was ${wanted}`)
    }
  }

  return {
    async openGroup(members: readonly string[]): Promise<string> {
      const { chain } = await running().openGroup({ state: 'kv', members, timeoutMs: 30_000 })
      return chain
    },

    leaderOf(chain: string): Promise<string | undefined> {
      const group = running()
        .groups()
        .find((view) => view.chain === chain)
      return Promise.resolve(group?.members.find(({ isLeader }) => isLeader)?.peer)
    },

    async loadGroup(argument: GroupLoad): Promise<GroupLoadResult> {
      const { chain, kind, forMs, clients, valueBytes } = argument
      const store = running().kv(chain)
      const timesMs: number[] = []
      const startMs = performance.now()
      let calls = 0
      const client = async (number: number): Promise<void> => {
        for (let i = 0; performance.now() - startMs < forMs; i++) {
          const key = `client-${number}/${i % KEYS_EACH}`
          const value = `${number}:${i}:`.padEnd(valueBytes, 'x')
          const sentMs = performance.now()
          await (kind === 'put' ? put(store, key, value) : get(store, key))
          calls++
          if (timesMs.length < TIMES_MAX) {
            timesMs.push(performance.now() - sentMs)
          }
        }
      }
      await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
      return { calls, ms: performance.now() - startMs, timesMs }
    }
  }
}
