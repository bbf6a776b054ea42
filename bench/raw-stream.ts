/**
 * What one bare libp2p stream moves between two processes of this machine.
 */
import type { Bench } from './context.ts'
import type { StreamCalls } from './stream-process.ts'

const MEBIBYTE = 2 ** 20
const WRITE_BYTES = [64 * 1024, 256 * 1024]
const RAW_BYTES = 128 * MEBIBYTE

export interface RawStream {
  readonly mebibytesPerSecond: number
  readonly cpuMsPerMebibyte: number
}

/** One stream between two processes, with the best size of writes. */
export async function rawStream(bench: Bench): Promise<RawStream> {
  const receiver = bench.process<StreamCalls>('stream-process', 'receiver')
  const sender = bench.process<StreamCalls>('stream-process', 'sender')
  await sender.call('dial', await receiver.call('listen', null))
  const used = async (): Promise<number> =>
    (await sender.call('cpuMs', null)) + (await receiver.call('cpuMs', null))
  let best: RawStream = { mebibytesPerSecond: 0, cpuMsPerMebibyte: 0 }
  for (const writeBytes of WRITE_BYTES) {
    // The first one warms up.
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = await used()
      const ms = await sender.call('send', { bytes: RAW_BYTES, writeBytes })
      const mebibytesPerSecond = RAW_BYTES / MEBIBYTE / (ms / 1000)
      if (mebibytesPerSecond > best.mebibytesPerSecond) {
        const cpuMsPerMebibyte = ((await used()) - before) / (RAW_BYTES / MEBIBYTE)
        best = { mebibytesPerSecond, cpuMsPerMebibyte }
      }
    }
  }
  await sender.end()
  await receiver.end()
  return best
}
