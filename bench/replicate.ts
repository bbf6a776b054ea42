/**
 * Replicate: three backups of one chain, from the request to the sealed table, against what one bare
 * libp2p stream moves on the same machine in the same minutes; then a second end of booth with one
 * percent more data.
 */
import type { Bench } from './context.ts'
import { type Fleet, profiled, startFleet, withCpu } from './fleet.ts'
import { achievable, hashCpuMs, type StoreOnly, storeOnly } from './floor.ts'
import { type PreparedChain, prepareChain } from './prepare.ts'
import { type RawStream, rawStream } from './raw-stream.ts'
import { median, rounded, sum, summarise } from './statistics.ts'

const BACKUPS = 3
const RUNS = 3
/** One record a block: 100 KB blocks, and blocks of about half a kilobyte. */
const LARGE_ENTRY_BYTES = 100_000
const SMALL_ENTRY_BYTES = 300
const SMALL_MEBIBYTES = 8
const MEBIBYTE = 2 ** 20
const PLACE_TIMEOUT_MS = 180_000
const LABEL = 'replicate'

/** Bytes arriving at all backups together. */
interface Speed {
  readonly mebibytesPerSecond: number
  /** Of the proposer and of one backup, for one MiB at one backup. */
  readonly proposerCpuMs: number
  readonly backupCpuMs: number
}

interface Placed {
  /** In processes that have just been started. */
  readonly cold: Speed
  /** As much again, once they have done it before. */
  readonly warm: Speed
  readonly deltaFraction: number
}

export async function measureReplicate(bench: Bench): Promise<void> {
  const blocks = Math.ceil((bench.arguments.mebibytes * MEBIBYTE) / LARGE_ENTRY_BYTES)
  const chain = await prepared(bench, blocks, LARGE_ENTRY_BYTES)
  const raw: RawStream[] = []
  const stored: StoreOnly[] = []
  const placed: Placed[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    raw.push(await rawStream(bench))
    stored.push(await storeOnly(bench, BACKUPS, blocks, LARGE_ENTRY_BYTES))
    placed.push(await placeLarge(bench, chain, false))
  }
  const each = (take: (of: Placed) => number): number[] => placed.map(take)
  const baseline = median(raw.map(({ mebibytesPerSecond }) => mebibytesPerSecond))
  bench.add(
    summarise(
      'replicate.mibPerSecond',
      'MiB/s',
      each(({ warm }) => warm.mebibytesPerSecond)
    ),
    summarise(
      'replicate.coldMibPerSecond',
      'MiB/s',
      each(({ cold }) => cold.mebibytesPerSecond)
    ),
    summarise(
      'replicate.rawStreamMibPerSecond',
      'MiB/s',
      raw.map(({ mebibytesPerSecond }) => mebibytesPerSecond)
    ),
    summarise(
      'replicate.fractionOfRawStream',
      '',
      each(({ warm }) => warm.mebibytesPerSecond / baseline)
    ),
    summarise(
      'replicate.proposerCpuMsPerMib',
      'ms/MiB',
      each(({ warm }) => warm.proposerCpuMs)
    ),
    summarise(
      'replicate.backupCpuMsPerMib',
      'ms/MiB',
      each(({ warm }) => warm.backupCpuMs)
    ),
    summarise(
      'replicate.rawStreamCpuMsPerMib',
      'ms/MiB',
      raw.map(({ cpuMsPerMebibyte }) => cpuMsPerMebibyte)
    ),
    summarise(
      'replicate.deltaFraction',
      '',
      each(({ deltaFraction }) => deltaFraction)
    )
  )
  addFloor(
    bench,
    raw,
    stored,
    placed.map(({ warm }) => warm)
  )
  if (bench.arguments.profile) {
    await placeLarge(bench, chain, true)
  }
  await bench.removeFolder(chain.dataDir)
  await measureSmall(bench)
}

/** What a copy costs at least, and how much of what that leaves is reached. */
function addFloor(
  bench: Bench,
  raw: readonly RawStream[],
  stored: readonly StoreOnly[],
  copies: readonly Speed[]
): void {
  const hashMs = hashCpuMs()
  const storeMs = stored.map(({ cpuMsPerMebibyte }) => cpuMsPerMebibyte)
  const floors = raw.map(({ cpuMsPerMebibyte }, i) => cpuMsPerMebibyte + hashMs + (storeMs[i] ?? 0))
  const limits = floors.map(achievable)
  bench.add(
    summarise(
      'replicate.storeOnlyMibPerSecond',
      'MiB/s',
      stored.map(({ mebibytesPerSecond }) => mebibytesPerSecond)
    ),
    summarise('replicate.storeOnlyCpuMsPerMib', 'ms/MiB', storeMs),
    summarise('replicate.hashCpuMsPerMib', 'ms/MiB', [hashMs]),
    summarise('replicate.floorCpuMsPerMib', 'ms/MiB', floors),
    summarise('replicate.achievableMibPerSecond', 'MiB/s', limits),
    summarise(
      'replicate.fractionOfAchievable',
      '',
      copies.map(({ mebibytesPerSecond }) => mebibytesPerSecond / median(limits))
    ),
    summarise(
      'replicate.floorShareOfCpu',
      '',
      copies.map(({ proposerCpuMs, backupCpuMs }) => median(floors) / (proposerCpuMs + backupCpuMs))
    )
  )
}

/** The same with small blocks, where each block costs more than its bytes. */
async function measureSmall(bench: Bench): Promise<void> {
  const blocks = Math.ceil((SMALL_MEBIBYTES * MEBIBYTE) / (SMALL_ENTRY_BYTES + 200))
  const chain = await prepared(bench, blocks, SMALL_ENTRY_BYTES)
  const speeds: number[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    speeds.push(await placeSmall(bench, chain, false))
  }
  bench.add(summarise('replicate.smallBlocksMibPerSecond', 'MiB/s', speeds))
  if (bench.arguments.profile) {
    await placeSmall(bench, chain, true)
  }
  await bench.removeFolder(chain.dataDir)
}

async function prepared(bench: Bench, blocks: number, entryBytes: number): Promise<PreparedChain> {
  const chain = await prepareChain(await bench.folder(), blocks, entryBytes)
  const mebibytes = rounded(chain.bytes / MEBIBYTE)
  bench.say(`replicate: a chain of ${mebibytes} MiB in ${chain.blocks} blocks`)
  return chain
}

function start(bench: Bench, { dataDir }: PreparedChain): Promise<Fleet> {
  const firstDataDir = dataDir
  return startFleet(bench, { count: BACKUPS + 1, label: LABEL, backups: BACKUPS, firstDataDir })
}

async function placeLarge(
  bench: Bench,
  chain: PreparedChain,
  isProfiled: boolean
): Promise<Placed> {
  const fleet = await start(bench, chain)
  const [{ remote }] = fleet.vehicles
  const { blocks, bytes } = chain
  const cold = await place(bench, fleet, { height: blocks, bytes }, undefined)
  await remote.call('openBooth', [])
  const append = { count: blocks, entryBytes: LARGE_ENTRY_BYTES }
  await remote.call('appendSingly', append, PLACE_TIMEOUT_MS)
  const target = { height: 2 * blocks, bytes }
  const warm = await place(bench, fleet, target, isProfiled ? 'replicate' : undefined)
  const deltaFraction = await placeDelta(bench, fleet, target)
  await fleet.end()
  return { cold, warm, deltaFraction }
}

async function placeSmall(
  bench: Bench,
  chain: PreparedChain,
  isProfiled: boolean
): Promise<number> {
  const fleet = await start(bench, chain)
  const target = { height: chain.blocks, bytes: chain.bytes }
  const label = isProfiled ? 'replicate-small' : undefined
  const { mebibytesPerSecond } = await place(bench, fleet, target, label)
  await fleet.end()
  return mebibytesPerSecond
}

/** Places the chain up to `height`, for which `bytes` have to move to each backup. */
async function place(
  bench: Bench,
  { vehicles }: Fleet,
  { height, bytes }: { readonly height: number; readonly bytes: number },
  label: string | undefined
): Promise<Speed> {
  const [proposer] = vehicles
  const work = () => proposer.remote.call('place', { backups: BACKUPS }, PLACE_TIMEOUT_MS)
  const { result, cpuMs } = await withCpu(vehicles, () =>
    label === undefined ? work() : profiled(bench, label, vehicles.slice(0, 2), work)
  )
  if (result.state !== 'sealed' || result.height < height) {
    throw new Error(`the placement ended ${result.state} at block ${result.height}`)
  }
  const moved = (BACKUPS * bytes) / MEBIBYTE
  const [proposerCpuMs = 0, ...backupsCpuMs] = cpuMs
  return {
    mebibytesPerSecond: moved / (result.ms / 1000),
    proposerCpuMs: proposerCpuMs / moved,
    backupCpuMs: sum(backupsCpuMs) / moved
  }
}

/** Adds one percent and ends the booth; bytes on the wire against three copies of everything. */
async function placeDelta(
  bench: Bench,
  { vehicles }: Fleet,
  { height, bytes }: { readonly height: number; readonly bytes: number }
): Promise<number> {
  const [{ remote }] = vehicles
  const count = Math.max(1, Math.round(height / 100))
  await remote.call('appendSingly', { count, entryBytes: LARGE_ENTRY_BYTES })
  const before = await remote.call('bytesSent', null)
  const second = await remote.call('endBooth', { entryBytes: 0, backups: BACKUPS })
  if (second.state !== 'sealed') {
    throw new Error(`the second end of booth ended ${second.state}`)
  }
  const moved = (await remote.call('bytesSent', null)) - before
  bench.say(`replicate: ${count} blocks more, sealed again after ${rounded(second.ms)} ms`)
  return moved / (BACKUPS * 2 * bytes)
}
