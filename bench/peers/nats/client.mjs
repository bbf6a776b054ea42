/**
 * What the bench says to NATS JetStream: put and get of a bucket with three replicas.
 *
 * Keeps: all connections lead to the server that leads the bucket; reads are answered by that server
 * and not by any replica, because the load checks that what was acknowledged is read.
 */
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { connect } from '@nats-io/transport-node'

const BUCKET = 'bench'
const REPLICAS = 3
const CONNECTIONS = 8
const READY_TIMEOUT_MS = 30_000
const LOOK_AGAIN_MS = 100

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const text = new TextDecoder()

async function withRetries(work) {
  const endsAtMs = performance.now() + READY_TIMEOUT_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (performance.now() > endsAtMs) {
        throw error
      }
      await pause(LOOK_AGAIN_MS)
    }
  }
}

/** @param ports of the servers, which are called `m0`, `m1` and so on */
export async function open({ ports }) {
  const connectTo = (port) => connect({ servers: `127.0.0.1:${port}`, reconnect: false })
  const first = await withRetries(() => connectTo(ports[0]))
  await withRetries(() =>
    new Kvm(jetstream(first)).create(BUCKET, {
      replicas: REPLICAS,
      history: 1,
      storage: 'file',
      allow_direct: false
    })
  )
  const leaderOf = () =>
    withRetries(async () => {
      const { cluster } = await (await jetstreamManager(first)).streams.info(`KV_${BUCKET}`)
      const isWhole = cluster?.replicas?.length === REPLICAS - 1
      if (!isWhole || !cluster.leader || cluster.replicas.some(({ current }) => !current)) {
        throw new Error('the bucket has no leader that all replicas follow')
      }
      return cluster.leader
    })
  let leader
  let connections = []
  let stores = []
  let next = 0
  const one = () => stores[next++ % stores.length]
  const prepare = async () => {
    const now = await leaderOf()
    if (now !== leader) {
      await Promise.allSettled(connections.map((connection) => connection.close()))
      const port = ports[Number(now.slice(1))]
      connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => connectTo(port)))
      stores = await Promise.all(
        connections.map((connection) => new Kvm(jetstream(connection)).open(BUCKET))
      )
      leader = now
    }
  }
  await prepare()
  return {
    prepare,
    async put(key, value) {
      await one().put(key, value)
    },
    async get(key) {
      const entry = await one().get(key)
      return entry === null ? undefined : text.decode(entry.value)
    },
    async close() {
      await Promise.allSettled([first, ...connections].map((connection) => connection.close()))
    }
  }
}
