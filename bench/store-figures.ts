/**
 * The figures of a key-value store of three members, whatever it is: many clients, and one client when
 * nothing else happens.
 */

import { callsPerSecond, type Load, type LoadKind, type LoadResult } from '../src/cli/bench/load.ts'
import type { Bench } from './context.ts'
import { pause } from './fleet.ts'
import { quantile, summarise } from './statistics.ts'

export const CLIENTS = 64
export const RUN_MS = 5_000
export const VALUE_BYTES = 100

/** Four processes compile what they run on the cores that are measured; after this most of it is done. */
const WARM_UP_MS = 15_000
const SINGLE_MS = 2_000
const IDLE_MS = 500
const RUNS = 5

/**
 * Takes them as `<name>.putsPerSecond`, `<name>.p50Ms` (of a put), `<name>.get.p50Ms`, and for
 * transactions `<name>.txnsPerSecond` and so on.
 */
export async function measureStore(
  bench: Bench,
  name: string,
  load: (load: Load) => Promise<LoadResult>,
  kinds: readonly LoadKind[] = ['put', 'get']
): Promise<void> {
  const many = { clients: CLIENTS, valueBytes: VALUE_BYTES, forMs: RUN_MS }
  const one = { clients: 1, valueBytes: VALUE_BYTES, forMs: SINGLE_MS }
  await load({ ...many, kind: 'put', forMs: WARM_UP_MS })
  for (const kind of kinds) {
    const busy: LoadResult[] = []
    const idle: LoadResult[] = []
    for (let run = 0; run < bench.runs(RUNS); run++) {
      busy.push(await load({ ...many, kind }))
    }
    for (let run = 0; run < bench.runs(RUNS); run++) {
      await pause(IDLE_MS)
      idle.push(await load({ ...one, kind }))
    }
    const times = (of: readonly LoadResult[], share: number): readonly number[] =>
      of.map(({ timesMs }) => quantile(timesMs, share))
    const prefix = kind === 'put' ? name : `${name}.${kind}`
    const speed = summarise(`${name}.${kind}sPerSecond`, `${kind}s/s`, busy.map(callsPerSecond))
    bench.add(
      speed,
      summarise(`${prefix}.busyP99Ms`, 'ms', times(busy, 0.99)),
      summarise(`${prefix}.p50Ms`, 'ms', times(idle, 0.5)),
      summarise(`${prefix}.p99Ms`, 'ms', times(idle, 0.99))
    )
  }
}
