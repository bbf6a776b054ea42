/**
 * Storage: how fast blocks become durable when four vehicles share one machine, and how long a store
 * of many small blocks takes to be surveyed at the start.
 */
import type { Bench } from './context.ts'
import { median, sum, summarise } from './statistics.ts'
import type { StorageCalls } from './storage-process.ts'

const PROCESSES = 4
const RUNS = 3
const MEBIBYTES = 64
/** About as many bytes of a block are not its entry. */
const BLOCK_FRAME_BYTES = 260
const ENTRY_BYTES = { largeBlocks: 100_000, smallBlocks: 140 }
const SURVEYED_ENTRY_BYTES = 340
const TIMEOUT_MS = 300_000

export async function measureStorage(bench: Bench): Promise<void> {
  await measureOpen(bench)
  for (const [name, entryBytes] of Object.entries(ENTRY_BYTES)) {
    await measureWrites(bench, name, entryBytes)
  }
}

async function measureOpen(bench: Bench): Promise<void> {
  const path = await bench.folder()
  const { blocks } = bench.arguments
  const writer = bench.process<StorageCalls>('storage-process', 'writer')
  const argument = { path, blocks, entryBytes: SURVEYED_ENTRY_BYTES, withCertificates: true }
  await writer.call('write', argument, TIMEOUT_MS)
  await writer.end()
  const seconds: number[] = []
  const stalls: number[] = []
  for (let run = -1; run < bench.runs(RUNS); run++) {
    const opener = bench.process<StorageCalls>('storage-process', 'opener')
    const opened = await opener.call('open', path, TIMEOUT_MS)
    await opener.end()
    if (opened.blocks !== blocks) {
      throw new Error(`${opened.blocks} of ${blocks} blocks were found`)
    }
    if (run >= 0) {
      seconds.push(opened.seconds)
      stalls.push(opened.stallMs)
    }
  }
  bench.add(
    summarise('storage.openSeconds', 's', seconds),
    summarise('storage.openLongestStallMs', 'ms', stalls)
  )
  await bench.removeFolder(path)
}

/** Several processes at once, each with a store of its own. */
async function measureWrites(bench: Bench, name: string, entryBytes: number): Promise<void> {
  const blocks = Math.ceil((MEBIBYTES * 2 ** 20) / (entryBytes + BLOCK_FRAME_BYTES))
  const speeds: number[] = []
  const times: number[] = []
  const peaks: number[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    const writers = Array.from({ length: PROCESSES }, (_, i) =>
      bench.process<StorageCalls>('storage-process', `writer ${i}`)
    )
    const written = await Promise.all(
      writers.map(async (writer) => {
        const path = await bench.folder()
        const argument = { path, blocks, entryBytes, withCertificates: false }
        const { bytes, timesMs } = await writer.call('write', argument, TIMEOUT_MS)
        peaks.push(await writer.call('peakMiB', null))
        await writer.end()
        await bench.removeFolder(path)
        return { speed: bytes / 2 ** 20 / (sum(timesMs) / 1000), batchMs: median(timesMs) }
      })
    )
    speeds.push(median(written.map(({ speed }) => speed)))
    times.push(median(written.map(({ batchMs }) => batchMs)))
  }
  bench.add(
    summarise(`storage.${name}MibPerSecondEach`, 'MiB/s', speeds),
    summarise(`storage.${name}BatchMs`, 'ms', times),
    summarise(`storage.${name}PeakMiB`, 'MiB', peaks)
  )
}
