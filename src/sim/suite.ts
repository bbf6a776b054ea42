/**
 * A suite: worlds of one kind, each made by a seed, and what is reported of them.
 */
import type { FaultName } from './faults.ts'
import type { Violation, World } from './world.ts'

export interface SeedOptions {
  /** Faults that are switched off, to make a failing world smaller. */
  readonly off?: ReadonlySet<FaultName>
  /** Takes one readable line for everything that happens. */
  readonly print?: (line: string) => void
}

/** What became of one seed. */
export interface SeedReport {
  readonly seed: number
  /** Broken rules; the world stops at the first. */
  readonly violations: readonly Violation[]
  /** True when a check gave up before it could tell. */
  readonly undecided: boolean
  /** Equal for two runs of the same seed and options. */
  readonly digest: string
  readonly simulatedMs: number
  readonly messages: number
  /** What happened in this world, for a look at how much the suite covers. */
  readonly counts: Readonly<Record<string, number>>
}

/** What became of a world that has ended. */
export function reportOf(
  seed: number,
  world: World,
  counts: Readonly<Record<string, number>>,
  undecided = false
): SeedReport {
  const { violations, network } = world
  const digest = world.digest()
  const simulatedMs = world.nowMs()
  return { seed, violations, undecided, digest, simulatedMs, messages: network.messages, counts }
}

export interface Suite {
  readonly name: string
  runSeed(seed: number, options?: SeedOptions): SeedReport
}

/** What became of many seeds; the fixed form that `vguard-node sim --json` prints. */
export interface SuiteResult {
  readonly suite: string
  readonly seeds: number
  readonly from: number
  /** Seeds that broke a rule. */
  readonly violations: number
  readonly undecided: number
  readonly seedsPerHour: number
  /** The first `FAILING_MAX` of them. */
  readonly failing: readonly number[]
}

export interface SuiteRun {
  readonly from: number
  readonly seeds: number
  /** Milliseconds of a clock that does not go backwards, such as `performance.now`. */
  readonly clock: () => number
  readonly options?: SeedOptions
  /** Hears every seed as it ends. */
  readonly onReport?: (report: SeedReport) => void
  /** Ends the run before the next seed when it says so. */
  readonly isEnough?: () => boolean
}

export const FAILING_MAX = 100

const MS_PER_HOUR = 3_600_000

/** Runs seeds from..from+seeds-1, one after the other. */
export function runSuite(suite: Suite, run: SuiteRun): SuiteResult {
  const tally = createTally(suite.name, run.from)
  const startMs = run.clock()
  for (let i = 0; i < run.seeds && run.isEnough?.() !== true; i++) {
    const report = suite.runSeed(run.from + i, run.options)
    tally.add(report)
    run.onReport?.(report)
  }
  return tally.result(run.clock() - startMs)
}

/** Adds up the reports of a run, whoever ran the seeds. */
export interface Tally {
  add(report: SeedReport): void
  result(elapsedMs: number): SuiteResult
}

export function createTally(suite: string, from: number): Tally {
  const failing: number[] = []
  let seeds = 0
  let violations = 0
  let undecided = 0
  return {
    add(report) {
      seeds++
      undecided += report.undecided ? 1 : 0
      if (report.violations.length > 0) {
        violations++
        failing.push(report.seed)
      }
    },
    result: (elapsedMs) => ({
      suite,
      seeds,
      from,
      violations,
      undecided,
      seedsPerHour: Math.round((seeds * MS_PER_HOUR) / Math.max(1, elapsedMs)),
      failing: failing.sort((a, b) => a - b).slice(0, FAILING_MAX)
    })
  }
}

/** The one command that shows a failing world line by line. */
export function replayCommand(suite: string, seed: number, off: Iterable<FaultName> = []): string {
  const without = [...off]
  const flag = without.length === 0 ? '' : ` --without ${without.join(',')}`
  return `vguard-node sim --suite ${suite} --from ${seed} --seeds 1${flag} --trace`
}

/**
 * Switches off one fault after the other as long as the seed still breaks a rule. Returns the faults
 * that are not needed for it.
 */
export function shrink(suite: Suite, seed: number, names: readonly FaultName[]): Set<FaultName> {
  const off = new Set<FaultName>()
  for (const name of names) {
    off.add(name)
    if (suite.runSeed(seed, { off }).violations.length === 0) {
      off.delete(name)
    }
  }
  return off
}
