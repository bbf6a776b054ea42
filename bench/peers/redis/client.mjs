/**
 * What the bench says to Redis: SET followed by WAIT for both replicas, and GET, all to the primary.
 *
 * Keeps: a put is done when the primary has it on disk (`appendfsync always`) and both replicas have
 * said that they have it. WAIT holds up the connection it is said on, so every client has its own.
 */
import { createClient } from '@redis/client'

const REPLICAS = 2
const READY_TIMEOUT_MS = 30_000
const WAIT_TIMEOUT_MS = 10_000
const LOOK_AGAIN_MS = 50

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function connect(port) {
  const client = createClient({ socket: { host: '127.0.0.1', port, reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Connects to the first of these ports when both replicas follow it. */
export async function open({ ports, clients }) {
  const [primary] = ports
  const endsAtMs = performance.now() + READY_TIMEOUT_MS
  let first
  for (;;) {
    first ??= await connect(primary).catch(() => undefined)
    const told = (await first?.sendCommand(['INFO', 'replication']).catch(() => '')) ?? ''
    if (told.split('state=online').length - 1 === REPLICAS) {
      break
    }
    if (performance.now() > endsAtMs) {
      throw new Error(`the replicas did not follow within ${READY_TIMEOUT_MS} ms`)
    }
    await pause(LOOK_AGAIN_MS)
  }
  const more = Array.from({ length: clients - 1 }, () => connect(primary))
  const idle = [first, ...(await Promise.all(more))]
  const all = [...idle]

  const withClient = async (work) => {
    const client = idle.pop()
    if (client === undefined) {
      throw new Error('there are more calls at once than connections')
    }
    try {
      return await work(client)
    } finally {
      idle.push(client)
    }
  }
  return {
    put: (key, value) =>
      withClient(async (client) => {
        const [, replicas] = await Promise.all([
          client.sendCommand(['SET', key, value]),
          client.sendCommand(['WAIT', String(REPLICAS), String(WAIT_TIMEOUT_MS)])
        ])
        if (replicas < REPLICAS) {
          throw new Error(`${replicas} of ${REPLICAS} replicas have key ${key}`)
        }
      }),
    get: (key) =>
      withClient(async (client) => (await client.sendCommand(['GET', key])) ?? undefined),
    async close() {
      await Promise.allSettled(all.map((client) => client.close()))
    }
  }
}
