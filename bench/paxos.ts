/**
 * Paxos: three vehicles share a key-value store, and a fourth process, which is no member, is all its
 * clients. A put is answered when a majority has it on disk; a get is linearizable.
 */
import type { Bench } from './context.ts'
import { type BenchVehicle, eventually, pause, profiled, startFleet, withCpu } from './fleet.ts'
import type { GroupLoadResult } from './group-calls.ts'
import { quantile, sum, summarise } from './statistics.ts'

const CLIENTS = 64
const VALUE_BYTES = 100
const WARM_UP_MS = 3_000
const RUN_MS = 5_000
const RUNS = 5
const SINGLE_MS = 2_000
const IDLE_MS = 500
const LEADER_TIMEOUT_MS = 10_000
const LABEL = 'paxos'

export async function measurePaxos(bench: Bench): Promise<void> {
  const fleet = await startFleet(bench, { count: 4, label: LABEL })
  const [first, ...others] = fleet.vehicles
  const members = [first, ...others.slice(0, 2)]
  const [client = first] = others.slice(2)
  const chain = await first.remote.call(
    'openGroup',
    members.map(({ peer }) => peer)
  )
  await eventually('a member leads', LEADER_TIMEOUT_MS, async () => {
    return (await first.remote.call('leaderOf', chain)) !== undefined
  })
  const load = (kind: 'put' | 'get', clients: number, forMs: number): Promise<GroupLoadResult> =>
    client.remote.call('loadGroup', { chain, kind, clients, forMs, valueBytes: VALUE_BYTES })

  await load('put', CLIENTS, WARM_UP_MS)
  for (const kind of ['put', 'get'] as const) {
    await measureKind(bench, fleet.vehicles, kind, (clients, forMs) => load(kind, clients, forMs))
  }
  if (bench.arguments.profile) {
    // Sampling costs time of its own, so what is profiled is not in the figures.
    for (const kind of ['put', 'get'] as const) {
      await profiled(bench, `paxos-${kind}`, fleet.vehicles, () => load(kind, CLIENTS, RUN_MS))
    }
  }
  await fleet.end()
}

/** Figures of one kind of call: with many clients, and with one when nothing else happens. */
async function measureKind(
  bench: Bench,
  vehicles: readonly BenchVehicle[],
  kind: 'put' | 'get',
  load: (clients: number, forMs: number) => Promise<GroupLoadResult>
): Promise<void> {
  const speeds: number[] = []
  const costs: number[] = []
  const busyP99: number[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    const { result, cpuMs } = await withCpu(vehicles, () => load(CLIENTS, RUN_MS))
    speeds.push((result.calls * 1000) / result.ms)
    costs.push((sum(cpuMs) * 1000) / result.calls)
    busyP99.push(quantile(result.timesMs, 0.99))
  }
  const p50: number[] = []
  const p99: number[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    await pause(IDLE_MS)
    const { timesMs } = await load(1, SINGLE_MS)
    p50.push(quantile(timesMs, 0.5))
    p99.push(quantile(timesMs, 0.99))
  }
  const name = kind === 'put' ? 'paxos' : 'paxos.get'
  bench.add(
    summarise(`paxos.${kind}sPerSecond`, `${kind}s/s`, speeds),
    summarise(`paxos.${kind}CpuMicroseconds`, `us/${kind}`, costs),
    summarise(`${name}.busyP99Ms`, 'ms', busyP99),
    summarise(`${name}.p50Ms`, 'ms', p50),
    summarise(`${name}.p99Ms`, 'ms', p99)
  )
}
