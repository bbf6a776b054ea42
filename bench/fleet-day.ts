/**
 * The simulated day of a large fleet, with what it takes: seconds of one core, and memory.
 *
 *   tsx bench/fleet-day.ts VEHICLES K
 *
 * The simulation is the built program, in a process of its own. The last line is the result as JSON;
 * nothing in it was measured by the simulation itself but the figures of the fleet.
 */
import type { FleetReport } from '../src/sim/fleet/report.ts'
import { runChild } from './child.ts'
import { peakMiB } from './memory.ts'
import { processTimeMs } from './process-time.ts'
import { lastJson } from './proofs.ts'
import { PROGRAM } from './source.ts'

/** Between two looks at the process; what it uses behind the last one is not seen. */
const LOOK_MS = 100

async function simulate(vehicles: number, k: number) {
  const args = ['sim', 'fleet', '--vehicles', `${vehicles}`, '--k', `${k}`, '--json']
  const startMs = performance.now()
  let pid: number | undefined
  /** Of the processor, all threads together. */
  let cpuMs = 0
  let peak = 0
  const looks = setInterval(() => {
    if (pid !== undefined) {
      cpuMs = Math.max(cpuMs, processTimeMs([pid]))
      peak = Math.max(peak, peakMiB(pid) ?? 0)
    }
  }, LOOK_MS)
  const ended = await runChild([PROGRAM, ...args], {
    onStarted(started) {
      pid = started
    }
  }).finally(() => clearInterval(looks))
  const seconds = (performance.now() - startMs) / 1000
  return { ...ended, seconds, cpuSeconds: cpuMs / 1000, peakMiB: peak }
}

const [vehicles = 0, k = 0] = process.argv.slice(2).map(Number)
const { exitCode, output, ...taken } = await simulate(vehicles, k)
const report = lastJson(output) as FleetReport | undefined
if (report !== undefined) {
  const { options, measuredHours, chains, plans, checks, presence, availability } = report
  const figures = { measuredHours, chains, plans, checks, presence, availability }
  console.log(JSON.stringify({ ...taken, ...figures, options }))
}
process.exitCode = exitCode
