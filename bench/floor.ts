/**
 * What a durable copy costs at least on this machine: the bare stream, the hash of every byte, and the
 * durable write, each measured alone in the same minutes. Whatever replication takes beyond their sum
 * is its own.
 */
import { hash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Bench } from './context.ts'
import { sum } from './statistics.ts'
import type { StorageCalls } from './storage-process.ts'

const MEBIBYTE = 2 ** 20
const HASHED_MEBIBYTES = 64
/** A block of the measurement that this is compared with. */
const HASHED_BYTES = 100_000
const TIMEOUT_MS = 120_000

export interface StoreOnly {
  /** Of all writers together. */
  readonly mebibytesPerSecond: number
  readonly cpuMsPerMebibyte: number
}

/** So many stores at once, each written as a backup writes its own. */
export async function storeOnly(
  bench: Bench,
  writers: number,
  blocks: number,
  entryBytes: number
): Promise<StoreOnly> {
  const remotes = Array.from({ length: writers }, (_, i) =>
    bench.process<StorageCalls>('storage-process', `writer ${i}`)
  )
  const written = await Promise.all(
    remotes.map(async (writer) => {
      const path = await bench.folder()
      const argument = { path, blocks, entryBytes, withCertificates: true, isMadeFirst: true }
      const { bytes, timesMs, cpuMs } = await writer.call('write', argument, TIMEOUT_MS)
      await writer.end()
      await bench.removeFolder(path)
      const mebibytes = bytes / MEBIBYTE
      return { speed: mebibytes / (sum(timesMs) / 1000), cpuMs: cpuMs / mebibytes }
    })
  )
  return {
    mebibytesPerSecond: sum(written.map(({ speed }) => speed)),
    cpuMsPerMebibyte: sum(written.map(({ cpuMs }) => cpuMs)) / writers
  }
}

/** The processor's time that the hash of one MiB of blocks takes. */
export function hashCpuMs(): number {
  const bytes = new Uint8Array(HASHED_BYTES).fill(7)
  const count = Math.ceil((HASHED_MEBIBYTES * MEBIBYTE) / HASHED_BYTES)
  const before = process.cpuUsage()
  for (let i = 0; i < count; i++) {
    hash('sha256', bytes, 'hex')
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / HASHED_MEBIBYTES
}

/** What all cores together could deliver when one MiB at one backup costs so much. */
export function achievable(cpuMsPerMebibyte: number): number {
  return (1000 * availableParallelism()) / cpuMsPerMebibyte
}
