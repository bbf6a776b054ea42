/**
 * The thread of a simulated fleet: runs it, tells how far it is, and hands over the report.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { FleetOptions } from './options.ts'
import { createFleetRun } from './run.ts'
import type { FleetMessage } from './thread.ts'
import { WINDOW_MS } from './world.ts'

const tell = (message: FleetMessage): void => parentPort?.postMessage(message)

if (parentPort !== null) {
  const run = createFleetRun(workerData as FleetOptions)
  while (run.nowMs() < run.endMs) {
    run.runTo(run.nowMs() + WINDOW_MS)
    tell({ type: 'progress', nowMs: run.nowMs(), endMs: run.endMs })
  }
  tell({ type: 'report', report: run.report() })
}
