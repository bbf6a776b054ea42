/**
 * What the machine does when no product is in the way: an echo over TCP, and a small write to LevelDB
 * that is synced, each alone.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Level } from 'level'
import { serveCalls } from './channel.ts'
import { type RepeatedTimes, repeat } from './repeat.ts'

const CONNECT_TIMEOUT_MS = 5_000
const KEYS = 64

let server: Server | undefined

/** Sends a message and waits until as many bytes have come back. */
function echoOn(socket: Socket, bytes: number): () => Promise<void> {
  const message = Buffer.alloc(bytes, 7)
  let missing = 0
  let done: () => void = () => undefined
  socket.on('data', (data) => {
    missing -= data.length
    if (missing === 0) {
      done()
    }
  })
  return () =>
    new Promise((resolve) => {
      missing = bytes
      done = resolve
      socket.write(message)
    })
}

const rawCalls = {
  /** Echoes what comes. Returns the port. */
  async listen(_: null): Promise<number> {
    server = createServer((socket) => {
      socket.setNoDelay(true)
      socket.on('error', () => undefined).pipe(socket)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  },

  async echo(argument: {
    readonly port: number
    readonly connections: number
    readonly bytes: number
    readonly forMs: number
  }): Promise<RepeatedTimes> {
    const { port, connections, bytes, forMs } = argument
    const sockets = await Promise.all(
      Array.from({ length: connections }, async () => {
        const socket = connect({ port, host: '127.0.0.1', noDelay: true })
        await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) })
        return socket
      })
    )
    const times = await repeat(
      forMs,
      sockets.map((socket) => echoOn(socket, bytes))
    )
    for (const socket of sockets) {
      socket.destroy()
    }
    return times
  },

  /** One small value after the other, each on the disk before the next. */
  async syncedWrites(argument: {
    readonly path: string
    readonly bytes: number
    readonly forMs: number
  }): Promise<RepeatedTimes> {
    const { path, bytes, forMs } = argument
    const db = new Level<string, Uint8Array>(path, { valueEncoding: 'view' })
    await db.open()
    let written = 0
    const times = await repeat(forMs, [
      async () => {
        const value = new Uint8Array(bytes).fill(written)
        await db.put(`raw/${written++ % KEYS}`, value, { sync: true })
      }
    ])
    await db.close()
    return times
  }
}

export type RawCalls = typeof rawCalls

serveCalls(rawCalls, () => {
  server?.close()
  return Promise.resolve()
})
