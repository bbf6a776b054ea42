/**
 * What the machine does when no product is in the way, in the same rounds as what is measured: an echo
 * over TCP, an echo and bytes over a libp2p stream, a small write to LevelDB that is synced.
 */
import type { Bench } from './context.ts'
import type { RawCalls } from './raw-process.ts'
import { rawStream } from './raw-stream.ts'
import type { RepeatedTimes } from './repeat.ts'
import { median } from './statistics.ts'
import { CLIENTS, VALUE_BYTES } from './store-figures.ts'
import type { StreamCalls } from './stream-process.ts'

/** Each with what it is in words, in the order of the table. */
export const RAW_LIMITS = {
  tcpEchoMs: { unit: 'ms', text: 'TCP echo of 100 bytes, one connection, p50' },
  tcpEchosPerSecond: { unit: '1/s', text: 'TCP echoes a second, 64 connections' },
  streamEchoMs: { unit: 'ms', text: 'libp2p stream (Noise, Yamux), echo of 100 bytes, p50' },
  streamMibPerSecond: { unit: 'MiB/s', text: 'libp2p stream, one way' },
  syncedWriteMs: { unit: 'ms', text: 'LevelDB, put of 100 bytes with sync, p50' }
} as const
export type RawLimit = keyof typeof RAW_LIMITS

/** Takes one sample of each limit. */
export async function sampleRawLimits(
  bench: Bench,
  forMs: number
): Promise<Readonly<Record<RawLimit, number>>> {
  const bytes = VALUE_BYTES
  const server = bench.process<RawCalls>('raw-process', 'echo server')
  const client = bench.process<RawCalls>('raw-process', 'echo client')
  const port = await server.call('listen', null)
  const echo = (connections: number): Promise<RepeatedTimes> =>
    client.call('echo', { port, connections, bytes, forMs })
  // The first one warms up.
  await echo(CLIENTS)
  const many = await echo(CLIENTS)
  const one = await echo(1)
  await server.end()
  const path = await bench.folder()
  const written = await client.call('syncedWrites', { path, bytes, forMs })
  await client.end()
  await bench.removeFolder(path)
  return {
    tcpEchoMs: median(one.timesMs),
    tcpEchosPerSecond: (many.calls * 1000) / many.ms,
    streamEchoMs: await streamEcho(bench, bytes, forMs),
    streamMibPerSecond: (await rawStream(bench)).mebibytesPerSecond,
    syncedWriteMs: median(written.timesMs)
  }
}

async function streamEcho(bench: Bench, bytes: number, forMs: number): Promise<number> {
  const receiver = bench.process<StreamCalls>('stream-process', 'receiver')
  const sender = bench.process<StreamCalls>('stream-process', 'sender')
  await sender.call('dial', await receiver.call('listen', null))
  await sender.call('echo', { bytes, forMs })
  const { timesMs } = await sender.call('echo', { bytes, forMs })
  await sender.end()
  await receiver.end()
  return median(timesMs)
}
