/**
 * Read: one block from a backup, over a connection that is open, while the proposer is gone.
 */
import type { Bench } from './context.ts'
import { endVehicle, profiled, startFleet } from './fleet.ts'
import { prepareChain } from './prepare.ts'
import { quantile, summarise } from './statistics.ts'

const BLOCKS = 1_000
const BACKUPS = 2
const READS = 300
const RUNS = 5
const LABEL = 'read'

export async function measureRead(bench: Bench): Promise<void> {
  await measureSize(bench, 'read', 1_000)
  await measureSize(bench, 'read.largeBlock', 100_000)
}

async function measureSize(bench: Bench, name: string, entryBytes: number): Promise<void> {
  const blocks = entryBytes > 10_000 ? BLOCKS / 10 : BLOCKS
  const prepared = await prepareChain(await bench.folder(), blocks, entryBytes)
  const { vehicles } = await startFleet(bench, {
    count: BACKUPS + 2,
    label: LABEL,
    backups: BACKUPS,
    firstDataDir: prepared.dataDir
  })
  const [proposer, ...others] = vehicles
  const { state, chosen } = await proposer.remote.call('place', { backups: BACKUPS })
  const reader = others.find(({ peer }) => !chosen.includes(peer))
  if (state !== 'sealed' || reader === undefined) {
    throw new Error(`the placement ended ${state}`)
  }
  await endVehicle(bench, proposer, LABEL)

  const argument = { chain: proposer.chain, count: READS, height: blocks }
  const p50: number[] = []
  const p99: number[] = []
  for (let run = -1; run < bench.runs(RUNS); run++) {
    const { timesMs, servedBy } = await reader.remote.call('read', argument)
    if (!servedBy.every((peer) => chosen.includes(peer))) {
      throw new Error(`${servedBy.join(', ')} served, and not only backups`)
    }
    if (run >= 0) {
      p50.push(quantile(timesMs, 0.5))
      p99.push(quantile(timesMs, 0.99))
    }
  }
  bench.add(summarise(`${name}.p50Ms`, 'ms', p50), summarise(`${name}.p99Ms`, 'ms', p99))
  const backup = others.filter(({ peer }) => chosen.includes(peer)).slice(0, 1)
  if (bench.arguments.profile) {
    await profiled(bench, name, [reader, ...backup], () => reader.remote.call('read', argument))
  }
  for (const vehicle of others) {
    await endVehicle(bench, vehicle, LABEL)
  }
  await bench.removeFolder(prepared.dataDir)
}
