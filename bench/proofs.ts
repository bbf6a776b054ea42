/**
 * The long proofs by name: which command each is, and how its output is judged.
 *
 * Keeps: a proof that ran nothing, or whose output says nothing, is not good.
 */
import type { Sum } from './chunks.ts'

/** What a command has left behind. */
export interface Outcome {
  readonly exitCode: number
  /** Its standard output. */
  readonly output: string
  /** Of this process, when one ended it; the program was ended with it. */
  readonly signal?: NodeJS.Signals
}

export interface Verdict {
  readonly isGood: boolean
  /** One sentence with the numbers that count. */
  readonly says: string
  /** What the command printed as its result. */
  readonly result: unknown
  /** First seed and how many, when it was a matter of seeds. */
  readonly seeds?: { readonly from: number; readonly count: number }
}

export interface Proof {
  /** What it shows, as a sentence. */
  readonly shows: string
  /** Program of this project, without the interpreter, and its arguments. */
  readonly command: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  judge(outcome: Outcome): Verdict
}

const VITEST = 'node_modules/vitest/vitest.mjs'
const TSX = 'node_modules/tsx/dist/cli.mjs'
const PROGRAM = 'dist/bin/vguard-node.js'
const BENCH = 'bench/main.mjs'

const ARCHIVE_SEEDS = 10_000
const PAXOS_SEEDS = 200_000
const ENGINE_SEEDS = 100_000
const KILL_ROUNDS = 50
const FLIPS = 1_000
const FUZZ_REQUESTS = 20_000
const LEADER_KILLS = 30
const CHAOS_SECONDS = 600
/** From the failure of a leader to the next acknowledged write of a client, in milliseconds. */
const FAILOVER_P99_MS_MAX = 1_000
const FLEET_VEHICLES = 10_000
const FLEET_K = 2
const FLEET_HOURS = 24
const FLEET_SECONDS_MAX = 600
const FLEET_MIB_MAX = 4_096
const TRAFFIC_BOOTHS = [25_000, 50_000, 100_000]
/** Twice the bytes for twice the booths, give or take what is sent by the clock. */
const LINEARITY_MAX = 1.1

export const PROOFS: Readonly<Record<string, Proof>> = {
  'archive-sim': {
    shows: 'No invariant of the archive breaks in any simulated world.',
    command: [
      PROGRAM,
      ...`sim --suite archive --seeds ${ARCHIVE_SEEDS} --from 1 --json`.split(' ')
    ],
    judge: judgeSimulation(ARCHIVE_SEEDS)
  },
  'paxos-sim': {
    shows: 'No invariant of groups breaks in any simulated world, and every history has an order.',
    command: [TSX, ...`bench/seeds.ts paxos ${PAXOS_SEEDS} 1`.split(' ')],
    judge: judgeSimulation(PAXOS_SEEDS)
  },
  'quorum-sim': {
    shows: 'No invariant of the engine quorum breaks in any simulated world.',
    command: [TSX, ...`bench/seeds.ts quorum ${ENGINE_SEEDS} 1`.split(' ')],
    judge: judgeSimulation(ENGINE_SEEDS)
  },
  'twophase-sim': {
    shows:
      'No invariant of the engine twophase breaks in any simulated world, and every history has an order.',
    command: [TSX, ...`bench/seeds.ts twophase ${ENGINE_SEEDS} 1`.split(' ')],
    judge: judgeSimulation(ENGINE_SEEDS)
  },
  mutants: {
    shows: 'A rule that is taken out is noticed.',
    command: [TSX, 'test/mutants/run.ts', '--json'],
    judge: judgeMutants
  },
  kill9: {
    shows: 'No acknowledged record is lost when every process is killed at random moments.',
    command: [VITEST, 'run', 'kill9'],
    environment: { VGUARD_KILL9_ROUNDS: String(KILL_ROUNDS), VGUARD_REQUIRE_ALL: '1' },
    judge: judgeTests
  },
  'paxos-lan': {
    shows:
      'When the leader of a group is killed or stopped, all clients soon write again; nothing is lost.',
    ...failoverOf('paxos')
  },
  'quorum-lan': {
    shows: 'The same of the engine quorum.',
    ...failoverOf('quorum')
  },
  'paxos-chaos': {
    shows:
      'A group loses nothing and shows nothing old while everything goes wrong for ten minutes.',
    ...chaosOf('chaos.test')
  },
  'quorum-chaos': {
    shows: 'The same of the engine quorum; deleted keys are forgotten meanwhile.',
    ...chaosOf('chaos-quorum')
  },
  'leaderless-chaos': {
    shows: 'The same of the engine quorum without a leader.',
    ...chaosOf('chaos-leaderless')
  },
  'twophase-chaos': {
    shows: 'The same of the engine twophase; nobody is in doubt in the end.',
    ...chaosOf('chaos-ring')
  },
  flips: {
    shows: 'Any byte of a stopped node that is changed is detected or harmless.',
    command: [VITEST, 'run', 'flips'],
    environment: { VGUARD_FLIPS: String(FLIPS), VGUARD_REQUIRE_ALL: '1' },
    judge: judgeTests
  },
  'api-fuzz': {
    shows: 'Whatever the control API is asked, it answers as its document tells, and goes on.',
    command: [VITEST, 'run', 'http/fuzz'],
    environment: { VGUARD_FUZZ_REQUESTS: String(FUZZ_REQUESTS) },
    judge: judgeTests
  },
  fleet: {
    shows:
      'A day of 10,000 vehicles with the real machines of the archive takes less than 10 min of one core and 4 GiB.',
    command: [TSX, 'bench/fleet-day.ts', String(FLEET_VEHICLES), String(FLEET_K)],
    judge: judgeFleet
  },
  traffic: {
    shows: 'The bytes moved for 100,000 booths of one record each grow like the data.',
    command: [BENCH, '--only', 'traffic', '--booths', TRAFFIC_BOOTHS.join(','), '--json'],
    judge: judgeTraffic
  },
  bench: {
    shows: 'The figures of speed and memory on this machine.',
    command: [
      BENCH,
      '--only',
      'certify,replicate,read,start,idle,storage,paxos,quorum,twophase,failover',
      '--json'
    ],
    judge: judgeBench
  }
}

function failoverOf(engine: string): Omit<Proof, 'shows'> {
  return {
    command: [VITEST, 'run', 'test/lan/failover'],
    environment: {
      VGUARD_FAILOVER_ENGINE: engine,
      VGUARD_FAILOVER_KILLS: String(LEADER_KILLS),
      VGUARD_REQUIRE_ALL: '1'
    },
    judge: judgeFailover
  }
}

function chaosOf(file: string): Omit<Proof, 'shows'> {
  return {
    command: [VITEST, 'run', `test/lan/${file}`],
    environment: { VGUARD_CHAOS_SECONDS: String(CHAOS_SECONDS), VGUARD_REQUIRE_ALL: '1' },
    judge: judgeChaos
  }
}

/** The last line of the output as JSON, or undefined when it is none. */
export function lastJson(output: string): Readonly<Record<string, unknown>> | undefined {
  const line = output.trimEnd().split('\n').at(-1) ?? ''
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function withoutResult({ exitCode }: Outcome): Verdict {
  const says = `The command ended with exit code ${exitCode} and printed no result.`
  return { isGood: false, says, result: null }
}

/** Good when so many seeds were run, and all were good. */
export function judgeSimulation(count: number): Proof['judge'] {
  return (outcome) => {
    const result = lastJson(outcome.output)
    if (result === undefined) {
      return withoutResult(outcome)
    }
    const { seeds, from, violations, undecided, seedsPerHour } = result
    const isGood = outcome.exitCode === 0 && violations === 0 && undecided === 0 && seeds === count
    return {
      isGood,
      says:
        `${seeds} seeds from ${from}: ${violations} with a violation, ${undecided} undecided, ` +
        `${Math.round(Number(seedsPerHour))} seeds an hour${ofChunks(result)}.`,
      result,
      seeds: { from: Number(from), count: Number(seeds) }
    }
  }
}

/** What a run that was made in chunks tells besides: how quick they were, and which were not of this run. */
function ofChunks({ chunkSeedsPerHour, earlierSeeds }: Readonly<Record<string, unknown>>): string {
  if (chunkSeedsPerHour === undefined) {
    return ''
  }
  const { median, max } = chunkSeedsPerHour as Sum['chunkSeedsPerHour']
  const rates = ` (a chunk ${median} in the median, ${max} at most)`
  return Number(earlierSeeds) > 0 ? `${rates}; ${earlierSeeds} were run before` : rates
}

export function judgeMutants(outcome: Outcome): Verdict {
  const result = lastJson(outcome.output)
  if (result === undefined) {
    return withoutResult(outcome)
  }
  const { mutants, killed, survivors } = result
  const isGood = outcome.exitCode === 0 && Number(mutants) > 0 && killed === mutants
  const living = Array.isArray(survivors) && survivors.length > 0 ? survivors.join(', ') : 'none'
  return { isGood, says: `${killed} of ${mutants} mutants killed; surviving: ${living}.`, result }
}

/** The plain last line of the test run. */
export function judgeTests(outcome: Outcome): Verdict {
  const found = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(outcome.output)
  if (found === null) {
    return withoutResult(outcome)
  }
  const [passed = 0, failed = 0, skipped = 0] = found.slice(1).map(Number)
  const isGood = outcome.exitCode === 0 && passed > 0 && failed === 0 && skipped === 0
  const says = `${passed} tests passed, ${failed} failed, ${skipped} skipped.`
  return { isGood, says, result: { passed, failed, skipped } }
}

/** What a test has told of itself on a line of its own. */
function told(output: string): Readonly<Record<string, unknown>> | undefined {
  const line = /\bfigures (\{.*\})$/m.exec(output)
  return lastJson(line?.[1] ?? '')
}

interface Times {
  readonly samples: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** Good when the tests are, and who waited for a new leader waited a second at most, but for 1 %. */
export function judgeFailover(outcome: Outcome): Verdict {
  const tests = judgeTests(outcome)
  const result = told(outcome.output)
  if (result === undefined) {
    return withoutResult(outcome)
  }
  const killed = result['killedMs'] as Times
  const stopped = result['stoppedMs'] as Times
  const isQuick = Math.max(killed.p99, stopped.p99) <= FAILOVER_P99_MS_MAX
  const text = ({ p50, p99, max }: Times): string => `p50 ${p50}, p99 ${p99}, at most ${max} ms`
  return {
    isGood: tests.isGood && isQuick && result['kills'] === LEADER_KILLS,
    says:
      `${result['kills']} leaders killed, next write after ${text(killed)}; ${result['stops']} stopped, ` +
      `${text(stopped)}; ${result['operations']} operations judged; ${tests.says}`,
    result
  }
}

export function judgeChaos(outcome: Outcome): Verdict {
  const tests = judgeTests(outcome)
  const result = told(outcome.output)
  if (result === undefined) {
    return withoutResult(outcome)
  }
  const { seconds, kill, stop, outage, link, split, wipe, operations } = result
  return {
    isGood: tests.isGood && seconds === CHAOS_SECONDS,
    says:
      `${seconds} s with ${kill} kills, ${outage} of all members at once, ${stop} stops, ${link} cables pulled, ` +
      `${split} splits and ${wipe} lost disk: ${operations} operations judged; ${tests.says}`,
    result
  }
}

/** Good when the whole day went by, no chain broke a rule, and it took no more than it may. */
export function judgeFleet(outcome: Outcome): Verdict {
  const result = lastJson(outcome.output)
  if (result === undefined) {
    return withoutResult(outcome)
  }
  const { cpuSeconds, seconds, peakMiB, measuredHours, chains } = result
  const { looks, broken } = result['checks'] as { looks: number; broken: number }
  const { vehicles } = result['options'] as { vehicles: number }
  const { unreadable } = result['availability'] as { unreadable: { share: number } }
  const isBetween = (value: unknown, most: number): boolean =>
    typeof value === 'number' && value > 0 && value < most
  const isWhole = vehicles === FLEET_VEHICLES && measuredHours === FLEET_HOURS && looks > 0
  const isCheap = isBetween(cpuSeconds, FLEET_SECONDS_MAX) && isBetween(peakMiB, FLEET_MIB_MAX)
  return {
    isGood: outcome.exitCode === 0 && isWhole && broken === 0 && isCheap,
    says:
      `${vehicles} vehicles, ${measuredHours} h: ${Math.round(Number(cpuSeconds))} s of the processor ` +
      `(limit ${FLEET_SECONDS_MAX}; ${Math.round(Number(seconds))} s by the clock), at most ` +
      `${Math.round(Number(peakMiB))} MiB (limit ${FLEET_MIB_MAX}); ${broken} of ${chains} chains broke a rule; ` +
      `readable ${(100 * (1 - unreadable.share)).toFixed(4)} % of the time.`,
    result
  }
}

interface Figures {
  readonly machine: unknown
  readonly results: readonly { readonly name: string; readonly value: number }[]
}

function figuresOf(output: string): Figures | undefined {
  const result = lastJson(output)
  return Array.isArray(result?.['results']) ? (result as unknown as Figures) : undefined
}

export function judgeTraffic(outcome: Outcome): Verdict {
  const result = figuresOf(outcome.output)
  if (result === undefined) {
    return withoutResult(outcome)
  }
  const value = (name: string): number =>
    result.results.find((figure) => figure.name === name)?.value ?? Number.NaN
  const linearity = value('traffic.linearity')
  const booths = value('traffic.booths')
  return {
    isGood:
      outcome.exitCode === 0 && booths === TRAFFIC_BOOTHS.at(-1) && linearity <= LINEARITY_MAX,
    says:
      `${booths} booths: ${value('traffic.bytesPerRecord')} bytes a record on all wires together, ` +
      `${linearity} times as many a record as for a quarter of the booths.`,
    result
  }
}

/** Good when everything was measured; whether the figures please is for docs/performance.md to say. */
export function judgeBench(outcome: Outcome): Verdict {
  const result = figuresOf(outcome.output)
  if (result === undefined) {
    return withoutResult(outcome)
  }
  const { length } = result.results
  const isGood = outcome.exitCode === 0 && length > 0
  return { isGood, says: `${length} figures taken.`, result }
}
