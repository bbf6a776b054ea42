/**
 * The simulated day of a large fleet, with what it takes: seconds of one core, and memory.
 *
 *   tsx bench/fleet-day.ts VEHICLES K
 *
 * The simulation is the built program, in a process of its own. The last line is the result as JSON;
 * nothing in it was measured by the simulation itself but the figures of the fleet.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FleetReport } from '../src/sim/fleet/report.ts'
import { peakMiB } from './memory.ts'
import { processTimeMs } from './process-time.ts'
import { lastJson } from './proofs.ts'

const PROGRAM = join(fileURLToPath(new URL('..', import.meta.url)), 'dist/bin/vguard-node.js')

/** Between two looks at the process; what it uses behind the last one is not seen. */
const LOOK_MS = 100

interface Taken {
  readonly exitCode: number
  readonly output: string
  readonly seconds: number
  /** Of the processor, all threads together. */
  readonly cpuSeconds: number
  readonly peakMiB: number
}

function simulate(vehicles: number, k: number): Promise<Taken> {
  const args = ['sim', 'fleet', '--vehicles', `${vehicles}`, '--k', `${k}`, '--json']
  const startMs = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    let output = ''
    let cpuMs = 0
    let peak = 0
    const looks = setInterval(() => {
      const pid = child.pid ?? 0
      cpuMs = Math.max(cpuMs, processTimeMs([pid]))
      peak = Math.max(peak, peakMiB(pid) ?? 0)
    }, LOOK_MS)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    const end = (): void => {
      child.kill('SIGTERM')
    }
    process.once('SIGTERM', end)
    process.once('SIGINT', end)
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(looks)
      process.off('SIGTERM', end)
      process.off('SIGINT', end)
      const seconds = (performance.now() - startMs) / 1000
      resolve({ exitCode: code ?? 1, output, seconds, cpuSeconds: cpuMs / 1000, peakMiB: peak })
    })
  })
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
