/**
 * The engines of groups: three vehicles share a key-value store, and a fourth process, which is no
 * member, is all its clients. Each engine has vehicles of its own, and the same load.
 */
import { type ComparedEngine, hasRing, hasTransactions } from '../src/cli/bench/engines.ts'
import { callsPerSecond, type Load, type LoadResult } from '../src/cli/bench/load.ts'
import type { Bench } from './context.ts'
import { type BenchVehicle, eventually, profiled, startFleet, withCpu } from './fleet.ts'
import { sum, summarise } from './statistics.ts'
import { CLIENTS, measureStore, RUN_MS, VALUE_BYTES } from './store-figures.ts'

const LEADER_TIMEOUT_MS = 10_000
const JOIN_TIMEOUT_MS = 180_000

/** Takes the figures of one engine as `<engine>.putsPerSecond` and so on. */
export async function measureEngine(bench: Bench, engine: ComparedEngine): Promise<void> {
  const fleet = await startFleet(bench, { count: 4, label: engine })
  const [first, ...others] = fleet.vehicles
  const members = [first, ...others.slice(0, 2)]
  const [client = first] = others.slice(2)
  const peers = members.map(({ peer }) => peer)
  const chain = await first.remote.call('openGroup', { members: peers, engine })
  await eventually('a member leads', LEADER_TIMEOUT_MS, async () => {
    return (await first.remote.call('leaderOf', chain)) !== undefined
  })
  const kinds = hasTransactions(engine)
    ? (['put', 'get', 'txn'] as const)
    : (['put', 'get'] as const)
  const costs = { put: [] as number[], get: [] as number[], txn: [] as number[] }
  const putsPerBlock: number[] = []
  const load = async (argument: Load): Promise<LoadResult> => {
    const before = await first.remote.call('decidedOf', chain)
    const { result, cpuMs } = await withCpu(fleet.vehicles, () =>
      client.remote.call('loadGroup', { chain, ...argument })
    )
    const blocks = (await first.remote.call('decidedOf', chain)) - before
    // The warm-up is longer, and in no figure.
    const isCounted = argument.clients === CLIENTS && argument.forMs === RUN_MS
    if (isCounted) {
      costs[argument.kind].push((sum(cpuMs) * 1000) / result.calls)
    }
    if (isCounted && argument.kind === 'put' && blocks > 0) {
      putsPerBlock.push(result.calls / blocks)
    }
    return result
  }
  await measureStore(bench, engine, load, kinds)
  if (engine === 'paxos') {
    bench.add(summarise('paxos.putsPerBlock', '', putsPerBlock))
  }
  for (const kind of kinds) {
    bench.add(summarise(`${engine}.${kind}CpuMicroseconds`, `us/${kind}`, costs[kind]))
  }
  if (hasRing(engine)) {
    await measureRing(bench, engine, client, chain)
  }
  if (bench.arguments.profile) {
    // Sampling costs time of its own, so what is profiled is not in the figures.
    for (const kind of kinds) {
      const argument = { kind, clients: CLIENTS, forMs: RUN_MS, valueBytes: VALUE_BYTES }
      await profiled(bench, `${engine}-${kind}`, fleet.vehicles, () => load(argument))
    }
  }
  await fleet.end()
}

/** The vehicle of the clients is the fourth: it takes its share of all copies while they go on. */
async function measureRing(
  bench: Bench,
  engine: ComparedEngine,
  client: BenchVehicle,
  chain: string
): Promise<void> {
  const load = { kind: 'put', clients: CLIENTS, forMs: RUN_MS, valueBytes: VALUE_BYTES } as const
  const joined = await client.remote.call('joinRing', { chain, ...load }, JOIN_TIMEOUT_MS)
  const { movedFraction, ms, puts, gets } = joined
  bench.add(
    summarise(`${engine}.movedFraction`, '', [movedFraction]),
    summarise(`${engine}.joinMs`, 'ms', [ms]),
    summarise(`${engine}.joining.putsPerSecond`, 'puts/s', [callsPerSecond(puts)]),
    summarise(`${engine}.joining.getsPerSecond`, 'gets/s', [callsPerSecond(gets)])
  )
}
