/**
 * Paxos: three vehicles share a key-value store, and a fourth process, which is no member, is all its
 * clients. A put is answered when a majority has it on disk; a get is linearizable.
 *
 * With `--peer etcd` a cluster of three etcd members is measured by the same load generator in the
 * same run.
 */
import type { Bench } from './context.ts'
import { eventually, profiled, startFleet, withCpu } from './fleet.ts'
import type { Load, LoadResult } from './load.ts'
import { measureEtcd } from './peer-etcd.ts'
import { sum, summarise } from './statistics.ts'
import { CLIENTS, measureStore, RUN_MS, type StoreFigures, VALUE_BYTES } from './store-figures.ts'

const LEADER_TIMEOUT_MS = 10_000
const LABEL = 'paxos'

export async function measurePaxos(bench: Bench): Promise<void> {
  const ours = await measureGroup(bench)
  if (bench.arguments.peer === 'etcd') {
    const theirs = await measureEtcd(bench)
    bench.add(
      summarise('peer.etcd.putsRatio', '', [ours.putsPerSecond / theirs.putsPerSecond]),
      summarise('peer.etcd.getsRatio', '', [ours.getsPerSecond / theirs.getsPerSecond])
    )
  }
}

async function measureGroup(bench: Bench): Promise<StoreFigures> {
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
  const costs = { put: [] as number[], get: [] as number[] }
  const putsPerBlock: number[] = []
  const load = async (argument: Load): Promise<LoadResult> => {
    const before = await first.remote.call('decidedOf', chain)
    const { result, cpuMs } = await withCpu(fleet.vehicles, () =>
      client.remote.call('loadGroup', { chain, ...argument })
    )
    const blocks = (await first.remote.call('decidedOf', chain)) - before
    if (argument.clients === CLIENTS) {
      costs[argument.kind].push((sum(cpuMs) * 1000) / result.calls)
    }
    if (argument.clients === CLIENTS && blocks > 0) {
      putsPerBlock.push(result.calls / blocks)
    }
    return result
  }
  const figures = await measureStore(bench, 'paxos', load)
  bench.add(
    summarise('paxos.putsPerBlock', '', putsPerBlock),
    summarise('paxos.putCpuMicroseconds', 'us/put', costs.put),
    summarise('paxos.getCpuMicroseconds', 'us/get', costs.get)
  )
  if (bench.arguments.profile) {
    // Sampling costs time of its own, so what is profiled is not in the figures.
    for (const kind of ['put', 'get'] as const) {
      const argument = { kind, clients: CLIENTS, forMs: RUN_MS, valueBytes: VALUE_BYTES }
      await profiled(bench, `paxos-${kind}`, fleet.vehicles, () => load(argument))
    }
  }
  await fleet.end()
  return figures
}
