/**
 * Runs the seeds of a suite on several threads. The only file of the simulator, with worker.ts, that
 * needs Node.
 *
 * Keeps: each seed is run by one thread from beginning to end, so its world is the same as alone.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FaultName } from './faults.ts'
import { createTally, runSuite, type SeedReport, type SuiteResult } from './suite.ts'
import { suiteOf } from './suites.ts'

/** Worlds are short-lived: with more room most of what they make is gone before it is looked at. */
const YOUNG_MIB = 64

/** What a thread is told. */
export interface Task {
  readonly suite: string
  readonly seed: number
  readonly off: readonly FaultName[]
}

export interface ParallelRun {
  readonly suite: string
  readonly from: number
  readonly seeds: number
  /** Default: as many as the machine has processors. */
  readonly threads?: number
  readonly off?: readonly FaultName[]
  /** Hears every seed as it ends, in no order. */
  readonly onReport?: (report: SeedReport) => void
  /** Ends the run early; the seeds under way are finished. */
  readonly signal?: AbortSignal
}

/**
 * Runs seeds from..from+seeds-1. With one thread, or from sources that only a loader can run, they are
 * run in this one.
 *
 * @throws InvalidInputError when there is no suite of this name
 */
export async function runSuiteInParallel(run: ParallelRun): Promise<SuiteResult> {
  const suite = suiteOf(run.suite)
  const { from, seeds, off = [], signal } = run
  const onReport = run.onReport ?? (() => undefined)
  const threads = Math.min(run.threads ?? availableParallelism(), seeds)
  const isBuilt = import.meta.url.endsWith('.js')
  if (threads <= 1 || !isBuilt) {
    const isEnough = (): boolean => signal?.aborted === true
    const options = { off: new Set(off) }
    const clock = (): number => performance.now()
    return runSuite(suite, { from, seeds, clock, options, onReport, isEnough })
  }
  const tally = createTally(suite.name, from)
  const startMs = performance.now()
  let next = from
  const take = (): Task | undefined =>
    next < from + seeds && signal?.aborted !== true
      ? { suite: suite.name, seed: next++, off }
      : undefined
  const serve = (): Promise<void> =>
    serveThread(take, (report) => {
      tally.add(report)
      onReport(report)
    })
  await Promise.all(Array.from({ length: threads }, serve))
  return tally.result(performance.now() - startMs)
}

/** Keeps one thread busy until there is nothing left to take. */
function serveThread(
  take: () => Task | undefined,
  onReport: (report: SeedReport) => void
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB }
    })
    const hand = (): void => {
      const task = take()
      if (task === undefined) {
        worker.terminate().then(() => resolve(), reject)
      } else {
        worker.postMessage(task)
      }
    }
    worker.on('message', (report: SeedReport) => {
      onReport(report)
      hand()
    })
    worker.on('error', reject)
    hand()
  })
}
