/**
 * Takes the measurements that docs/performance.md speaks of.
 *
 *   npm run bench                                    everything, as a table
 *   npm run bench -- --only certify,read --json      some; one JSON object as the last line
 *   npm run bench -- --only certify --profile        and where the processor's time went
 *
 *   npm run bench -- --engines paxos,quorum,twophase --drawing engines.svg    engines side by side
 *
 * Other flags: --runs N, --booths N,N,… (traffic), --blocks N (start, storage), --mebibytes N
 * (replicate). Exits 0 when everything asked was measured, whatever the figures are; 2 when a flag
 * is wrong.
 */
import { realpathSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { adviceLines, type Comparison, comparisonTable } from '../src/cli/bench/comparison.ts'
import { comparisonDrawing } from '../src/cli/bench/drawing.ts'
import { measureApi } from './api.ts'
import { type BenchArguments, benchHelp, parseBenchArguments, UsageError } from './arguments.ts'
import { measureCertify } from './certify.ts'
import { comparisonOf } from './compare.ts'
import { type Bench, createBench } from './context.ts'
import { measureEngine } from './engines.ts'
import { measureEvaluation } from './evaluation.ts'
import { measureFailover } from './failover.ts'
import { measureIdle } from './idle.ts'
import { describeMachine } from './machine.ts'
import { measurePage } from './page.ts'
import { measurePeers } from './peers.ts'
import { measureRead } from './read.ts'
import { measureReplicate } from './replicate.ts'
import { measureStart } from './start.ts'
import { measureStorage } from './storage.ts'
import { gridLines, reportLine, tableLines } from './table.ts'
import { measureTraffic } from './traffic.ts'

const MEASUREMENTS: Readonly<Record<string, (bench: Bench) => Promise<unknown>>> = {
  certify: measureCertify,
  replicate: measureReplicate,
  read: measureRead,
  start: measureStart,
  idle: measureIdle,
  storage: measureStorage,
  paxos: (bench) => measureEngine(bench, 'paxos'),
  quorum: (bench) => measureEngine(bench, 'quorum'),
  twophase: (bench) => measureEngine(bench, 'twophase'),
  classic: (bench) => measureEngine(bench, 'classic'),
  failover: measureFailover,
  api: measureApi,
  page: measurePage,
  traffic: measureTraffic,
  peers: measurePeers,
  evaluation: measureEvaluation
}

/** bench/main.mjs was started, and lies in the repository; this file may lie elsewhere. */
const ROOT = dirname(dirname(realpathSync(process.argv[1] ?? '')))

const EXIT_FAILED = 1
const EXIT_USAGE = 2
const EXIT_INTERRUPTED = 130

async function measure(args: BenchArguments): Promise<number> {
  const machine = describeMachine()
  const bench = createBench(args, ROOT, (text) => console.error(text))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Whoever is impatient sends it twice; the second one must not cut the cleaning up.
    process.on(signal, () => {
      void bench.close().finally(() => process.exit(EXIT_INTERRUPTED))
    })
  }
  const failed: string[] = []
  try {
    for (const name of args.only) {
      bench.say(`== ${name}`)
      try {
        await MEASUREMENTS[name]?.(bench)
      } catch (error) {
        failed.push(name)
        console.error(`${name} failed:`, error)
        await bench.endProcesses()
      }
    }
    bench.addPeaks()
  } finally {
    await bench.close()
  }
  for (const line of [...bench.profiles, ...tableLines(machine, bench.results)]) {
    console.log(line)
  }
  tellComparison(args, comparisonOf(machine, bench.results))
  if (failed.length > 0) {
    console.error(`not measured: ${failed.join(', ')}`)
  }
  if (args.json) {
    console.log(reportLine(machine, bench.results, failed))
  }
  return failed.length === 0 ? 0 : EXIT_FAILED
}

/** The engines side by side, as a table and, where it is asked for, as a drawing. */
function tellComparison({ drawing }: BenchArguments, comparison: Comparison | undefined): void {
  if (comparison === undefined) {
    return
  }
  const { columns, rows } = comparisonTable(comparison)
  for (const line of ['', ...gridLines([columns, ...rows]), '', ...adviceLines(comparison)]) {
    console.log(line)
  }
  if (drawing !== undefined) {
    writeFileSync(drawing, comparisonDrawing(comparison))
  }
}

try {
  const names = Object.keys(MEASUREMENTS)
  const args = parseBenchArguments(process.argv.slice(2), names)
  if (args.help) {
    console.log(benchHelp(names))
  } else {
    process.exitCode = await measure(args)
  }
} catch (error) {
  if (!(error instanceof UsageError)) {
    throw error
  }
  console.error(`bench: ${error.message}; npm run bench -- --help lists the flags`)
  process.exitCode = EXIT_USAGE
}
