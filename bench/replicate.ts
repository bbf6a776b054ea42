/**
 * Replicate: three backups of one chain, from the request to the sealed table, against what one bare
 * libp2p stream moves on the same machine in the same minutes; then a second end of booth with one
 * percent more data.
 */
import type { Bench } from './context.ts'
import { endVehicle, profiled, startFleet, withCpu } from './fleet.ts'
import { type PreparedChain, prepareChain } from './prepare.ts'
import { median, rounded, summarise } from './statistics.ts'
import type { StreamCalls } from './stream-process.ts'

const BACKUPS = 3
const RUNS = 3
/** One record a block: 100 KB blocks, and blocks of about half a kilobyte. */
const LARGE_ENTRY_BYTES = 100_000
const SMALL_ENTRY_BYTES = 300
const SMALL_MEBIBYTES = 8
const MEBIBYTE = 2 ** 20
const WRITE_BYTES = [64 * 1024, 256 * 1024]
const RAW_BYTES = 128 * MEBIBYTE
const PLACE_TIMEOUT_MS = 180_000
const LABEL = 'replicate'

interface Placed {
  readonly mebibytesPerSecond: number
  /** Of the proposer and all backups, for one MiB at one backup. */
  readonly cpuMsPerMebibyte: number
  readonly deltaFraction: number
}

interface RawStream {
  readonly mebibytesPerSecond: number
  readonly cpuMsPerMebibyte: number
}

export async function measureReplicate(bench: Bench): Promise<void> {
  const blocks = Math.ceil((bench.arguments.mebibytes * MEBIBYTE) / LARGE_ENTRY_BYTES)
  const large = await prepared(bench, blocks, LARGE_ENTRY_BYTES)
  const raw: RawStream[] = []
  const placed: Placed[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    raw.push(await rawStream(bench))
    placed.push(await place(bench, large, 'replicate', false))
  }
  const speeds = placed.map(({ mebibytesPerSecond }) => mebibytesPerSecond)
  const rawSpeeds = raw.map(({ mebibytesPerSecond }) => mebibytesPerSecond)
  const costs = placed.map(({ cpuMsPerMebibyte }) => cpuMsPerMebibyte)
  const rawCosts = raw.map(({ cpuMsPerMebibyte }) => cpuMsPerMebibyte)
  const baseline = median(rawSpeeds)
  bench.add(
    summarise('replicate.mibPerSecond', 'MiB/s', speeds),
    summarise('replicate.cpuMsPerMib', 'ms/MiB', costs),
    summarise('replicate.rawStreamMibPerSecond', 'MiB/s', rawSpeeds),
    summarise('replicate.rawStreamCpuMsPerMib', 'ms/MiB', rawCosts),
    summarise(
      'replicate.fractionOfRawStream',
      '',
      speeds.map((speed) => speed / baseline)
    ),
    summarise(
      'replicate.deltaFraction',
      '',
      placed.map(({ deltaFraction }) => deltaFraction)
    )
  )
  if (bench.arguments.profile) {
    await place(bench, large, 'replicate', true)
  }
  await bench.removeFolder(large.dataDir)
  await measureSmall(bench)
}

/** The same with small blocks, where each block costs more than its bytes. */
async function measureSmall(bench: Bench): Promise<void> {
  const blocks = Math.ceil((SMALL_MEBIBYTES * MEBIBYTE) / (SMALL_ENTRY_BYTES + 200))
  const small = await prepared(bench, blocks, SMALL_ENTRY_BYTES)
  const speeds: number[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    speeds.push((await place(bench, small, 'replicate-small', false)).mebibytesPerSecond)
  }
  bench.add(summarise('replicate.smallBlocksMibPerSecond', 'MiB/s', speeds))
  if (bench.arguments.profile) {
    await place(bench, small, 'replicate-small', true)
  }
  await bench.removeFolder(small.dataDir)
}

async function prepared(bench: Bench, blocks: number, entryBytes: number): Promise<PreparedChain> {
  const chain = await prepareChain(await bench.folder(), blocks, entryBytes)
  const mebibytes = rounded(chain.bytes / MEBIBYTE)
  bench.say(`replicate: a chain of ${mebibytes} MiB in ${chain.blocks} blocks`)
  return chain
}

/** One stream between two processes, with the best size of writes. */
async function rawStream(bench: Bench): Promise<RawStream> {
  const receiver = bench.process<StreamCalls>('stream-process', 'receiver')
  const sender = bench.process<StreamCalls>('stream-process', 'sender')
  await sender.call('dial', await receiver.call('listen', null))
  const used = async (): Promise<number> =>
    (await sender.call('cpuMs', null)) + (await receiver.call('cpuMs', null))
  let best: RawStream = { mebibytesPerSecond: 0, cpuMsPerMebibyte: 0 }
  for (const writeBytes of WRITE_BYTES) {
    // The first one warms up.
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = await used()
      const ms = await sender.call('send', { bytes: RAW_BYTES, writeBytes })
      const mebibytesPerSecond = RAW_BYTES / MEBIBYTE / (ms / 1000)
      if (mebibytesPerSecond > best.mebibytesPerSecond) {
        const cpuMsPerMebibyte = ((await used()) - before) / (RAW_BYTES / MEBIBYTE)
        best = { mebibytesPerSecond, cpuMsPerMebibyte }
      }
    }
  }
  await sender.end()
  await receiver.end()
  return best
}

async function place(
  bench: Bench,
  chain: PreparedChain,
  label: string,
  isProfiled: boolean
): Promise<Placed> {
  const { vehicles } = await startFleet(bench, {
    count: BACKUPS + 1,
    label: LABEL,
    backups: BACKUPS,
    firstDataDir: chain.dataDir
  })
  const [proposer] = vehicles
  const work = () => proposer.remote.call('place', { backups: BACKUPS }, PLACE_TIMEOUT_MS)
  const { result: first, cpuMs } = await withCpu(vehicles, () =>
    isProfiled ? profiled(bench, label, vehicles.slice(0, 2), work) : work()
  )
  if (first.state !== 'sealed' || first.height < chain.blocks) {
    throw new Error(`the placement ended ${first.state} at block ${first.height}`)
  }
  const deltaFraction = await placeDelta(bench, proposer.remote, chain)
  for (const vehicle of vehicles) {
    await endVehicle(bench, vehicle, LABEL)
  }
  const moved = (BACKUPS * chain.bytes) / MEBIBYTE
  return {
    mebibytesPerSecond: moved / (first.ms / 1000),
    cpuMsPerMebibyte: cpuMs / moved,
    deltaFraction
  }
}

/** Adds one percent and ends the booth; bytes on the wire against three full copies. */
async function placeDelta(
  bench: Bench,
  remote: Awaited<ReturnType<typeof startFleet>>['vehicles'][0]['remote'],
  { blocks, bytes }: PreparedChain
): Promise<number> {
  const count = Math.max(1, Math.round(blocks / 100))
  const entryBytes = Math.round(bytes / blocks) > 10_000 ? LARGE_ENTRY_BYTES : SMALL_ENTRY_BYTES
  await remote.call('appendSingly', { count, entryBytes })
  const before = await remote.call('bytesSent', null)
  const second = await remote.call('endBooth', { entryBytes: 0, backups: BACKUPS })
  if (second.state !== 'sealed') {
    throw new Error(`the second end of booth ended ${second.state}`)
  }
  const moved = (await remote.call('bytesSent', null)) - before
  bench.say(`replicate: ${count} blocks more, sealed again after ${rounded(second.ms)} ms`)
  return moved / (BACKUPS * bytes)
}
