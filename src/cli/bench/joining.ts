/**
 * A vehicle joins the ring of a group while clients go on: how many keys it takes, how long that takes,
 * and what clients get done meanwhile.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { VGuardNode } from '../../node/api.ts'
import type { Ring } from '../../node/ring-api.ts'
import type { LoadResult } from './load.ts'

export interface Joined {
  /** Share of all copies of keys that the new vehicle has taken over. */
  readonly movedFraction: number
  /** From the request to the ring in force. */
  readonly ms: number
  /** What clients did while keys moved. */
  readonly load: LoadResult
}

/** Enough for a share with two digits. */
const SAMPLE = 1_000
/** Keys in one question. */
const PAGE = 100
const STABLE_MS = 120_000
const LOOK_AGAIN_MS = 20

/** @param load clients that go on for a while, and fail when a call fails */
export async function measureJoining(
  node: VGuardNode,
  chain: string,
  load: () => Promise<LoadResult>
): Promise<Joined> {
  const ring = node.ring(chain)
  const before = await ownersOf(ring)
  const loading = load()
  const startMs = performance.now()
  const moving = (async () => {
    await ring.join()
    await untilStable(ring, node.peer)
    return performance.now() - startMs
  })()
  const [ms, result] = await Promise.all([moving, loading])
  const after = await ownersOf(ring)
  const copies = [...after].flatMap(([key, owners]) => owners.map((owner) => ({ key, owner })))
  const moved = copies.filter(({ key, owner }) => before.get(key)?.includes(owner) !== true)
  return { movedFraction: moved.length / copies.length, ms, load: result }
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
