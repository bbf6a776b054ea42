/**
 * Other stores beside ours: three processes of each and one of clients, the same load generator, in
 * the same run on the same machine.
 *
 * Keeps: all run from beginning to end and are loaded in turn, round by round, so that whatever the
 * machine does besides hits all alike; what could not be measured is told, and why.
 */
import { callsPerSecond } from '../src/cli/bench/load.ts'
import type { Bench } from './context.ts'
import { pause } from './fleet.ts'
import { NotInstalledError } from './peer-packages.ts'
import { STARTS } from './peer-start.ts'
import { type RunningSystem, SYSTEMS, type SystemName } from './peer-systems.ts'
import { PEERS_JSON, PEERS_PAGE, peersFiles } from './peers-page.ts'
import type { PeersReport, PeersSettings, SystemReport } from './peers-report.ts'
import { processTimeMs } from './process-time.ts'
import { RAW_LIMITS, type RawLimit, sampleRawLimits } from './raw-limits.ts'
import {
  beginReport,
  type Figure,
  figureOf,
  readReport,
  readText,
  writeFiles
} from './report-file.ts'
import { quantile, summarise } from './statistics.ts'
import { CLIENTS, VALUE_BYTES } from './store-figures.ts'

const ROUNDS = 5
const LOAD_SECONDS = 5
/** Of the seconds of a load: what a client that is alone gets, and what the compiler is given. */
const SINGLE_SHARE = 0.4
const WARM_UP_SHARE = 3
const RAW_SHARE = 0.2
const SETTLE_MS = 500
const IDLE_MS = 5_000

interface Measured {
  readonly name: SystemName
  readonly system: RunningSystem
  readonly samples: Map<string, number[]>
  why: string | undefined
}

/** Measures, and writes bench/results/peers.json, the section of docs/performance.md and its drawing. */
export async function measurePeers(bench: Bench): Promise<void> {
  const { root, arguments: args } = bench
  const report = args.render
    ? (readReport(root, PEERS_JSON) as PeersReport)
    : await takeReport(bench)
  const page = readText(root, PEERS_PAGE) ?? ''
  writeFiles(args.into ?? root, peersFiles(report, page), bench.say)
}

async function takeReport(bench: Bench): Promise<PeersReport> {
  const { arguments: args, say } = bench
  const seconds = args.seconds ?? LOAD_SECONDS
  const settings: PeersSettings = {
    clients: CLIENTS,
    valueBytes: VALUE_BYTES,
    rounds: bench.runs(ROUNDS),
    loadMs: seconds * 1000,
    singleMs: seconds * 1000 * SINGLE_SHARE,
    warmUpMs: seconds * 1000 * WARM_UP_SHARE
  }
  const isSmall = settings.rounds < ROUNDS || seconds < LOAD_SECONDS
  const end = beginReport(bench.root, isSmall)
  const measured: Measured[] = []
  const absent = new Map<SystemName, SystemReport>()
  for (const name of args.peers) {
    say(`peers: ${name} starts`)
    try {
      measured.push({ name, system: await STARTS[name](bench), samples: new Map(), why: undefined })
    } catch (error) {
      absent.set(name, absentReport(name, error))
      say(`peers: ${name} is left out: ${absent.get(name)?.why}`)
    }
  }
  const idle = await idleShares(measured)
  const raw = await takeRounds(bench, measured, settings)
  const systems = args.peers.flatMap((name) => {
    const one = measured.find((each) => each.name === name)
    return (one === undefined ? absent.get(name) : reportOf(one, idle)) ?? []
  })
  const report: PeersReport = { ...end(), settings, systems, raw }
  addResults(bench, report)
  await Promise.all(measured.map(({ system }) => system.end()))
  return report
}

function absentReport(name: SystemName, error: unknown): SystemReport {
  const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  const state = error instanceof NotInstalledError ? 'notInstalled' : 'failed'
  return { name, ...SYSTEMS[name], version: undefined, state, why, figures: {} }
}

/** What each takes of a core while nobody asks anything of anybody. */
async function idleShares(measured: readonly Measured[]): Promise<ReadonlyMap<SystemName, number>> {
  await pause(SETTLE_MS)
  const before = measured.map(({ system }) => processTimeMs(system.pids))
  await pause(IDLE_MS)
  return new Map(
    measured.map(({ name, system }, i) => [
      name,
      (100 * (processTimeMs(system.pids) - (before[i] ?? 0))) / IDLE_MS
    ])
  )
}

async function takeRounds(
  bench: Bench,
  measured: readonly Measured[],
  settings: PeersSettings
): Promise<PeersReport['raw']> {
  const limits = new Map<RawLimit, number[]>()
  for (const one of measured) {
    bench.say(`peers: ${one.name} warms up`)
    await unlessFailed(bench, one, async () => {
      const { clients, valueBytes, warmUpMs } = settings
      await one.system.load({ kind: 'put', clients, valueBytes, forMs: warmUpMs })
    })
  }
  for (let round = 0; round < settings.rounds; round++) {
    bench.say(`peers: round ${round + 1} of ${settings.rounds}`)
    // Each round begins with another one, so that none is always the first.
    const turn = round % Math.max(1, measured.length)
    for (const one of [...measured.slice(turn), ...measured.slice(0, turn)]) {
      await unlessFailed(bench, one, () => takeSamples(one, settings))
    }
    const sample = await sampleRawLimits(bench, settings.loadMs * RAW_SHARE)
    for (const limit of Object.keys(RAW_LIMITS) as RawLimit[]) {
      limits.set(limit, [...(limits.get(limit) ?? []), sample[limit]])
    }
  }
  return Object.fromEntries([...limits].map(([limit, samples]) => [limit, figureOf(samples)]))
}

/** One that fails is left out from then on, and the others go on. */
async function unlessFailed(bench: Bench, one: Measured, work: () => Promise<void>): Promise<void> {
  if (one.why !== undefined) {
    return
  }
  try {
    await work()
  } catch (error) {
    one.why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    bench.say(`peers: ${one.name} failed: ${one.why}`)
  }
}

async function takeSamples(one: Measured, settings: PeersSettings): Promise<void> {
  const { clients, valueBytes, loadMs, singleMs } = settings
  const { samples, system } = one
  const add = (name: string, value: number): void => {
    samples.set(name, [...(samples.get(name) ?? []), value])
  }
  for (const kind of ['put', 'get'] as const) {
    await pause(SETTLE_MS)
    const before = processTimeMs(system.pids)
    const busy = await system.load({ kind, clients, valueBytes, forMs: loadMs })
    const used = processTimeMs(system.pids) - before
    await pause(SETTLE_MS)
    const alone = await system.load({ kind, clients: 1, valueBytes, forMs: singleMs })
    add(`${kind}sPerSecond`, callsPerSecond(busy))
    add(`${kind}CpuUs`, (used * 1000) / busy.calls)
    add(`${kind}BusyP99Ms`, quantile(busy.timesMs, 0.99))
    add(`${kind}Ms`, quantile(alone.timesMs, 0.5))
    add(`${kind}P99Ms`, quantile(alone.timesMs, 0.99))
  }
}

function reportOf(
  { name, system, samples, why }: Measured,
  idle: ReadonlyMap<SystemName, number>
): SystemReport {
  const figures = Object.fromEntries([...samples].map(([key, values]) => [key, figureOf(values)]))
  const words = { name, ...SYSTEMS[name], version: system.version }
  return why === undefined
    ? { ...words, state: 'measured', why, figures, idleCpuPercent: idle.get(name) }
    : { ...words, state: 'failed', why, figures: {} }
}

/** The same in the table of the bench. */
function addResults(bench: Bench, { systems, raw }: PeersReport): void {
  const add = (name: string, unit: string, figure: Figure): void => {
    const { value, min, max, samples } = figure
    bench.add({ ...summarise(name, unit, [value]), min, max, runs: samples })
  }
  for (const { name, figures } of systems) {
    for (const [key, figure] of Object.entries(figures)) {
      add(`peers.${name}.${key}`, unitOf(key), figure)
    }
  }
  for (const [limit, figure] of Object.entries(raw)) {
    add(`peers.raw.${limit}`, RAW_LIMITS[limit as RawLimit].unit, figure)
  }
}

function unitOf(key: string): string {
  if (key.endsWith('PerSecond')) {
    return '1/s'
  }
  return key.endsWith('Us') ? 'us' : 'ms'
}
