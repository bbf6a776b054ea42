/**
 * A simulated fleet in a thread of its own, which has its own limit of memory and can be ended at any
 * time. With ../parallel.ts and the workers the only file of the simulator that needs Node.
 */
import { Worker } from 'node:worker_threads'
import { type FleetOptions, resolveFleetOptions } from './options.ts'
import type { FleetReport } from './report.ts'
import { createFleetRun, type FleetRun } from './run.ts'
import { WINDOW_MS } from './world.ts'

export interface FleetThread {
  readonly options: FleetOptions
  /** Hears how far it is, in simulated milliseconds. */
  readonly onProgress: (nowMs: number, endMs: number) => void
  readonly signal: AbortSignal
}

/** What the thread says. */
export type FleetMessage =
  | { readonly type: 'progress'; readonly nowMs: number; readonly endMs: number }
  | { readonly type: 'report'; readonly report: FleetReport }

/** With more room most of what a step makes is gone before it is looked at. */
const YOUNG_MIB = 64

/** Ten thousand vehicles over a day fit, and the collector does not put off its work for more. */
const OLD_MIB_MIN = 3_072
const OLD_MIB_PER_VEHICLE = 0.3

/**
 * Resolves with nothing when it was ended early. From sources that only a loader can run it is run in
 * this thread.
 *
 * @throws InvalidInputError when a setting is out of its range or does not fit another
 */
export function runFleet(thread: FleetThread): Promise<FleetReport | undefined> {
  const options = resolveFleetOptions(thread.options)
  const isBuilt = import.meta.url.endsWith('.js')
  return isBuilt
    ? inWorker({ ...thread, options }, options.vehicles)
    : inSlices(createFleetRun(options), thread)
}

async function inSlices(
  run: FleetRun,
  { onProgress, signal }: FleetThread
): Promise<FleetReport | undefined> {
  while (run.nowMs() < run.endMs) {
    run.runTo(run.nowMs() + WINDOW_MS)
    onProgress(run.nowMs(), run.endMs)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    if (signal.aborted) {
      return undefined
    }
  }
  return run.report()
}

function inWorker(
  { options, onProgress, signal }: FleetThread,
  vehicles: number
): Promise<FleetReport | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: options,
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_MIB,
        maxOldGenerationSizeMb: Math.max(OLD_MIB_MIN, vehicles * OLD_MIB_PER_VEHICLE)
      }
    })
    const end = (): void => {
      worker.terminate().then(() => resolve(undefined), reject)
    }
    signal.addEventListener('abort', end, { once: true })
    worker.on('message', (message: FleetMessage) => {
      if (message.type === 'progress') {
        onProgress(message.nowMs, message.endMs)
      } else {
        resolve(message.report)
      }
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      signal.removeEventListener('abort', end)
    })
  })
}
