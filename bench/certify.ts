/**
 * Certify: four vehicles agree on records of 100 bytes, and every one of them has every record on
 * its disk before the clock stops.
 *
 * Source: V-Guard's evaluation has the same shape: throughput of one proposer in a booth of four.
 */
import type { Bench } from './context.ts'
import { type BenchVehicle, eventually, pause, profiled, startFleet, withCpu } from './fleet.ts'
import { quantile, sum, summarise } from './statistics.ts'

const ENTRY_BYTES = 100
const WARM_UP_MS = 3_000
const RUN_MS = 5_000
const RUNS = 5

/** Together below the 10,000 entries that may wait for a block. */
const STREAM = { entryBytes: ENTRY_BYTES, recordsPerCall: 100, callsOutstanding: 64 }
const SINGLES = { entryBytes: ENTRY_BYTES, recordsPerCall: 1, callsOutstanding: 4_096 }

const IDLE_MS = 1_000
const LATENCY_COUNT = 200
const DISK_TIMEOUT_MS = 30_000
const LABEL = 'certify'

export async function measureCertify(bench: Bench): Promise<void> {
  const fleet = await startFleet(bench, { count: 4, label: LABEL })
  const { vehicles } = fleet
  const [proposer, ...members] = vehicles
  await proposer.remote.call(
    'openBooth',
    members.map(({ peer }) => peer)
  )
  await proposer.remote.call('load', { ...STREAM, forMs: WARM_UP_MS })
  const kinds = { records: STREAM, singleRecords: SINGLES }
  for (const [kind, load] of Object.entries(kinds)) {
    const taken: Throughput[] = []
    for (let run = 0; run < bench.runs(RUNS); run++) {
      taken.push(await throughput(vehicles, load))
    }
    const speeds = taken.map(({ recordsPerSecond }) => recordsPerSecond)
    const costs = taken.map(({ cpuMicroseconds }) => cpuMicroseconds)
    bench.add(
      summarise(`certify.${kind}PerSecond`, 'records/s', speeds),
      summarise(`certify.${kind}CpuMicroseconds`, 'us/record', costs)
    )
  }
  await latency(bench, proposer)
  if (bench.arguments.profile) {
    // Sampling costs time of its own, so what is profiled is not in the figures.
    await profiled(bench, 'certify-stream', vehicles.slice(0, 2), () =>
      throughput(vehicles, STREAM)
    )
    await profiled(bench, 'certify-single', [proposer], () => throughput(vehicles, SINGLES))
  }
  await fleet.end()
}

interface Throughput {
  /** Until the last record is on the last disk. */
  readonly recordsPerSecond: number
  /** Of all vehicles together, for one record. */
  readonly cpuMicroseconds: number
}

async function throughput(
  vehicles: readonly [BenchVehicle, ...BenchVehicle[]],
  load: typeof STREAM
): Promise<Throughput> {
  const [proposer] = vehicles
  let caughtUpMs = 0
  const { result, cpuMs } = await withCpu(vehicles, async () => {
    const loaded = await proposer.remote.call('load', { ...load, forMs: RUN_MS })
    const startMs = performance.now()
    await untilOnDisk(vehicles, { chain: proposer.chain, height: loaded.height })
    caughtUpMs = performance.now() - startMs
    return loaded
  })
  const { records, ms } = result
  return {
    recordsPerSecond: records / ((ms + caughtUpMs) / 1000),
    cpuMicroseconds: (sum(cpuMs) * 1000) / records
  }
}

async function untilOnDisk(
  vehicles: readonly BenchVehicle[],
  place: { readonly chain: string; readonly height: number }
): Promise<void> {
  for (const { name, remote } of vehicles) {
    await eventually(`block ${place.height} is on the disk of ${name}`, DISK_TIMEOUT_MS, () =>
      remote.call('isOnDisk', place)
    )
  }
}

/** One record after the other, when nothing else happens. */
async function latency(bench: Bench, { remote }: BenchVehicle): Promise<void> {
  const p50: number[] = []
  const p99: number[] = []
  const argument = { count: LATENCY_COUNT, entryBytes: ENTRY_BYTES }
  for (let run = -1; run < bench.runs(RUNS); run++) {
    await pause(IDLE_MS)
    const { timesMs } = await remote.call('appendSingly', argument)
    if (run >= 0) {
      p50.push(quantile(timesMs, 0.5))
      p99.push(quantile(timesMs, 0.99))
    }
  }
  bench.add(summarise('certify.p50Ms', 'ms', p50), summarise('certify.p99Ms', 'ms', p99))
}
