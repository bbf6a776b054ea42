/**
 * Start: from the birth of the process to a node that serves, with 100,000 small blocks of its own.
 */
import type { Bench } from './context.ts'
import { endVehicle, profiled } from './fleet.ts'
import type { VehicleCalls } from './node-process.ts'
import { prepareChain } from './prepare.ts'
import { summarise } from './statistics.ts'

const ENTRY_BYTES = 100
const RUNS = 5
const START_TIMEOUT_MS = 120_000
const LABEL = 'start'

export async function measureStart(bench: Bench): Promise<void> {
  const { blocks } = bench.arguments
  const prepared = await prepareChain(await bench.folder(), blocks, ENTRY_BYTES)
  bench.say(`start: ${blocks} blocks, ${(prepared.bytes / 2 ** 20).toFixed(0)} MiB`)
  const empty: number[] = []
  const full: number[] = []
  // The first run fills the file cache and is not counted.
  for (let run = -1; run < bench.runs(RUNS); run++) {
    const emptySeconds = await startOnce(bench, await bench.folder(), 0)
    const fullSeconds = await startOnce(bench, await bench.folder(prepared.dataDir), blocks)
    if (run >= 0) {
      empty.push(emptySeconds)
      full.push(fullSeconds)
    }
  }
  bench.add(summarise('start.secondsEmpty', 's', empty))
  const name = blocks === 100_000 ? 'start.secondsFor100kBlocks' : `start.secondsFor${blocks}Blocks`
  bench.add(summarise(name, 's', full))
  if (bench.arguments.profile) {
    await startOnce(bench, await bench.folder(prepared.dataDir), blocks, 'start')
  }
  await bench.removeFolder(prepared.dataDir)
}

async function startOnce(
  bench: Bench,
  dataDir: string,
  blocks: number,
  profileName?: string
): Promise<number> {
  const startMs = performance.now()
  const remote = bench.process<VehicleCalls>('node-process', 'A')
  bench.watchMemory(remote.pid)
  const start = { dataDir, name: 'A', bootstrap: [], backups: 3 }
  const work = () => remote.call('start', start, START_TIMEOUT_MS)
  const { chain } = await (profileName === undefined
    ? work()
    : profiled(bench, profileName, [{ name: 'A', remote }], work))
  const seconds = (performance.now() - startMs) / 1000
  const held = await remote.call('held', chain)
  if (held.height !== blocks) {
    throw new Error(`${held.height} of ${blocks} blocks are there after the start`)
  }
  await endVehicle(bench, { remote, dataDir }, LABEL)
  return seconds
}
