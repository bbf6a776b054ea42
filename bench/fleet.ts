/**
 * Vehicles for a measurement: each a process with its own data directory, all connected to all.
 */
import type { Remote } from './channel.ts'
import type { Bench } from './context.ts'
import type { Started, VehicleCalls } from './node-process.ts'

export interface BenchVehicle extends Started {
  readonly name: string
  readonly dataDir: string
  readonly remote: Remote<VehicleCalls>
}

export interface Fleet {
  /** The first is the proposer of what is measured. */
  readonly vehicles: readonly [BenchVehicle, ...BenchVehicle[]]
  /** Notes the memory of every process and ends them all. */
  end(): Promise<void>
}

export interface StartOptions {
  readonly name: string
  readonly dataDir: string
  readonly bootstrap: readonly string[]
  readonly backups?: number | undefined
}

export interface FleetOptions {
  readonly count: number
  /** What the memory figure is called: `memory.<label>.peakMiB`. */
  readonly label: string
  readonly backups?: number
  /** Copied to be the data directory of the first. */
  readonly firstDataDir?: string
}

/** Starts a vehicle, or one that has been killed anew. */
export async function startVehicle(
  bench: Bench,
  { name, dataDir, bootstrap, backups = BACKUPS }: StartOptions
): Promise<BenchVehicle> {
  const remote = bench.process<VehicleCalls>('node-process', name)
  bench.watchMemory(remote.pid)
  const start = { dataDir, name, bootstrap, backups }
  return { name, dataDir, remote, ...(await remote.call('start', start, START_TIMEOUT_MS)) }
}

const NAMES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const CONNECT_TIMEOUT_MS = 30_000
const START_TIMEOUT_MS = 120_000
const BACKUPS = 3

export async function startFleet(bench: Bench, options: FleetOptions): Promise<Fleet> {
  const { count, label, backups, firstDataDir } = options
  const vehicles: BenchVehicle[] = []
  for (let i = 0; i < count; i++) {
    const name = NAMES[i] ?? `v${i}`
    const dataDir = await bench.folder(i === 0 ? firstDataDir : undefined)
    const bootstrap = vehicles.flatMap(({ addresses }) => addresses)
    vehicles.push(await startVehicle(bench, { name, dataDir, bootstrap, backups }))
  }
  const [first, ...others] = vehicles
  if (first === undefined) {
    throw new RangeError('a fleet has at least one vehicle')
  }
  await eventually(`${count} vehicles are connected`, CONNECT_TIMEOUT_MS, async () => {
    const counts = await Promise.all(vehicles.map(({ remote }) => remote.call('connected', null)))
    return counts.every((connected) => connected === count - 1)
  })
  return {
    vehicles: [first, ...others],
    async end() {
      for (const vehicle of vehicles) {
        await endVehicle(bench, vehicle, label)
      }
    }
  }
}

/** Notes the memory of a vehicle that still runs, ends it and removes what it stored. */
export async function endVehicle(
  bench: Bench,
  { remote, dataDir }: Pick<BenchVehicle, 'remote' | 'dataDir'>,
  label: string
): Promise<void> {
  const usage = await remote.call('usage', null).catch(() => undefined)
  if (usage !== undefined) {
    bench.notePeak(label, remote.pid, usage.peakMiB)
  }
  await remote.end()
  await bench.removeFolder(dataDir)
}

const LOOK_AGAIN_MS = 5

/** Waits until something holds; looks again and again. */
export async function eventually(
  what: string,
  timeoutMs: number,
  holds: () => Promise<boolean>
): Promise<void> {
  const endMs = performance.now() + timeoutMs
  while (!(await holds())) {
    if (performance.now() > endMs) {
      throw new Error(`not within ${timeoutMs} ms: ${what}`)
    }
    await pause(LOOK_AGAIN_MS)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * The processor's time, in milliseconds, that each of these vehicles uses while `work` is done. Unlike
 * the time on the clock it hardly depends on what else the machine does.
 */
export async function withCpu<T>(
  vehicles: readonly BenchVehicle[],
  work: () => Promise<T>
): Promise<{ readonly result: T; readonly cpuMs: readonly number[] }> {
  const used = (): Promise<readonly number[]> =>
    Promise.all(
      vehicles.map(async ({ remote }) => {
        const { cpuMs } = await remote.call('usage', null)
        return cpuMs
      })
    )
  const before = await used()
  const result = await work()
  const after = await used()
  return { result, cpuMs: after.map((ms, i) => ms - (before[i] ?? 0)) }
}

/** With `--profile`, profiles these vehicles while `work` is done. */
export async function profiled<T>(
  bench: Bench,
  label: string,
  vehicles: readonly Pick<BenchVehicle, 'name' | 'remote'>[],
  work: () => Promise<T>
): Promise<T> {
  if (!bench.arguments.profile) {
    return await work()
  }
  await Promise.all(vehicles.map(({ remote }) => remote.call('startProfile', null)))
  const result = await work()
  for (const { name, remote } of vehicles) {
    const path = bench.profilePath(`${label}-${name}`)
    const { profile, memory } = await remote.call('stopProfile', path)
    bench.addProfile(`${label} ${name}`, profile, memory)
  }
  return result
}
