/**
 * A vehicle joins the ring of a group while clients go on: how many keys it takes, how long that takes,
 * and what clients get done until then.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { VGuardNode } from '../../node/api.ts'
import type { Ring } from '../../node/ring-api.ts'
import type { Ending, Load, LoadResult } from './load.ts'

export interface Joined {
  /** Share of all copies of keys that the new vehicle has taken over. */
  readonly movedFraction: number
  /** From the request to the ring in force. */
  readonly ms: number
  /** What clients did in this time, and not after it. */
  readonly puts: LoadResult
  readonly gets: LoadResult
}

/** Clients that go on for a while, and fail when a call fails. */
export type RunLoad = (load: Load, ending: Pick<Ending, 'isDone'>) => Promise<LoadResult>

/** Enough for a share with two digits. */
const SAMPLE = 1_000
/** Keys in one question. */
const PAGE = 100
const STABLE_MS = 120_000
const LOOK_AGAIN_MS = 20

/** Half of the clients put, half of them get. */
export async function measureJoining(
  node: VGuardNode,
  chain: string,
  { clients, valueBytes }: Pick<Load, 'clients' | 'valueBytes'>,
  runLoad: RunLoad
): Promise<Joined> {
  const ring = node.ring(chain)
  const before = await ownersOf(ring)
  const putters = Math.ceil(clients / 2)
  const getters = Math.max(1, clients - putters)
  let isOver = false
  const isDone = (): boolean => isOver
  const load = { valueBytes, forMs: STABLE_MS }
  const startMs = performance.now()
  const move = async (): Promise<number> => {
    await ring.join()
    await untilStable(ring, node.peer)
    return performance.now() - startMs
  }
  // Whichever ends first, well or not, is the end of all three.
  const ends = <T>(part: Promise<T>): Promise<T> =>
    part.finally(() => {
      isOver = true
    })
  const [ms, puts, gets] = await Promise.all([
    ends(move()),
    ends(runLoad({ ...load, kind: 'put', clients: putters }, { isDone })),
    ends(runLoad({ ...load, kind: 'get', clients: getters, first: putters }, { isDone }))
  ])
  const after = await ownersOf(ring)
  const copies = [...after].flatMap(([key, owners]) => owners.map((owner) => ({ key, owner })))
  const moved = copies.filter(({ key, owner }) => before.get(key)?.includes(owner) !== true)
  return { movedFraction: moved.length / copies.length, ms, puts, gets }
}

async function ownersOf(ring: Ring): Promise<ReadonlyMap<string, readonly string[]>> {
  const owners = new Map<string, readonly string[]>()
  for (let from = 0; from < SAMPLE; from += PAGE) {
    const keys = Array.from({ length: PAGE }, (_, i) => `sample/${from + i}`)
    for (const found of (await ring.show(keys)).owners) {
      owners.set(found.key, found.owners)
    }
  }
  return owners
}

async function untilStable(ring: Ring, peer: string): Promise<void> {
  const endsAtMs = performance.now() + STABLE_MS
  for (;;) {
    const { phase, nodes } = await ring.show()
    if (phase === 'stable' && nodes.some((node) => node.peer === peer && !node.isJoining)) {
      return
    }
    if (performance.now() > endsAtMs) {
      throw new Error(`the ring was not stable within ${STABLE_MS} ms`)
    }
    await sleep(LOOK_AGAIN_MS)
  }
}
