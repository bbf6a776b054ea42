/**
 * One end of a bare libp2p stream (TCP, Noise, Yamux): what the machine can move when nothing is
 * stored and nothing is checked. Replication is measured against it.
 */
import { once } from 'node:events'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import type { Libp2p, Stream, StreamMessageEvent } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import '../src/polyfill.ts'
import { createLibp2p } from 'libp2p'
import { serveCalls } from './channel.ts'
import { type RepeatedTimes, repeat } from './repeat.ts'

const PROTOCOL = '/bench/raw/1.0.0'
const ECHO_PROTOCOL = '/bench/echo/1.0.0'
/** The same window as the product's streams have (src/node/network/libp2p.ts). */
const WINDOW_BYTES = 1024 * 1024
const DRAIN_TIMEOUT_MS = 10_000

let host: Libp2p | undefined

async function open(listen: readonly string[]): Promise<Libp2p> {
  host = await createLibp2p({
    addresses: { listen: [...listen] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: WINDOW_BYTES } })],
    connectionMonitor: { enabled: false }
  })
  return host
}

/** Counts what comes; the first eight bytes say how much that will be. Answers with one byte. */
function count(stream: Stream): void {
  let expected = 0
  let received = 0
  stream.addEventListener('message', ({ data }: StreamMessageEvent) => {
    if (received === 0) {
      expected = Number(new DataView(data.subarray(0, 8).slice().buffer).getBigUint64(0))
    }
    received += data.byteLength
    if (received >= expected) {
      stream.send(new Uint8Array(1))
    }
  })
}

async function drained(stream: Stream): Promise<void> {
  await once(stream, 'drain', { signal: AbortSignal.timeout(DRAIN_TIMEOUT_MS) })
}

const streamCalls = {
  async listen(_: null): Promise<string> {
    const listening = await open(['/ip4/127.0.0.1/tcp/0'])
    await listening.handle(PROTOCOL, (stream) => count(stream))
    await listening.handle(ECHO_PROTOCOL, (stream) => {
      stream.addEventListener('message', ({ data }: StreamMessageEvent) => {
        stream.send(data)
      })
    })
    const [address] = listening.getMultiaddrs()
    if (address === undefined) {
      throw new Error('the receiver listens nowhere')
    }
    return address.toString()
  },

  async dial(address: string): Promise<void> {
    const dialling = await open([])
    await dialling.dial(multiaddr(address), { signal: AbortSignal.timeout(DRAIN_TIMEOUT_MS) })
  },

  /** Sends so many bytes on a new stream of the open connection; milliseconds until all had come. */
  async send(argument: { readonly bytes: number; readonly writeBytes: number }): Promise<number> {
    const { bytes, writeBytes } = argument
    const [connection] = host?.getConnections() ?? []
    if (connection === undefined) {
      throw new Error('the sender is not connected')
    }
    const stream = await connection.newStream(PROTOCOL)
    const chunk = new Uint8Array(writeBytes).fill(7)
    const head = chunk.slice()
    new DataView(head.buffer).setBigUint64(0, BigInt(bytes))
    const confirmed = once(stream, 'message', { signal: AbortSignal.timeout(60_000) })
    const startMs = performance.now()
    for (let sent = 0; sent < bytes; sent += writeBytes) {
      const part = sent === 0 ? head : chunk
      if (!stream.send(part.subarray(0, Math.min(writeBytes, bytes - sent)))) {
        await drained(stream)
      }
    }
    await confirmed
    const ms = performance.now() - startMs
    await stream.close()
    return ms
  },

  /** Messages on one stream, each sent when the one before has come back. */
  async echo(argument: { readonly bytes: number; readonly forMs: number }): Promise<RepeatedTimes> {
    const [connection] = host?.getConnections() ?? []
    if (connection === undefined) {
      throw new Error('the sender is not connected')
    }
    const stream = await connection.newStream(ECHO_PROTOCOL)
    const message = new Uint8Array(argument.bytes).fill(7)
    const times = await repeat(argument.forMs, [
      async () => {
        const back = once(stream, 'message', { signal: AbortSignal.timeout(DRAIN_TIMEOUT_MS) })
        stream.send(message)
        await back
      }
    ])
    await stream.close()
    return times
  },

  cpuMs(_: null): Promise<number> {
    const { user, system } = process.cpuUsage()
    return Promise.resolve((user + system) / 1000)
  }
}

export type StreamCalls = typeof streamCalls

serveCalls(streamCalls, async () => {
  await host?.stop()
})
