/**
 * OrbitDB as the bench measures it: one writer and two replicas, each a process with libp2p over TCP,
 * gossipsub and Bitswap, and blocks on disk; a key-value database with an index.
 *
 * Keeps: a put is done when both replicas have said that their log has reached its entry. The writer
 * reads what it wrote itself. What a replica has reached is told over a connection beside libp2p, as
 * a number a line.
 */
import './with-resolvers.mjs'
import { connect as connectTo, createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { gossipsub } from '@chainsafe/libp2p-gossipsub'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { bitswap } from '@helia/block-brokers'
import { Helia } from '@helia/utils'
import { identify } from '@libp2p/identify'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createOrbitDB, KeyValueIndexed, useDatabaseType } from '@orbitdb/core'
import { LevelBlockstore } from 'blockstore-level'
import { LevelDatastore } from 'datastore-level'
import { createLibp2p } from 'libp2p'

const REPLICAS = 2

export function open(argument) {
  return argument.role === 'writer' ? openWriter(argument) : openReplica(argument)
}

async function start(folder) {
  const libp2p = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
    services: { identify: identify(), pubsub: gossipsub({ allowPublishToZeroTopicPeers: true }) }
  })
  const blockstore = new LevelBlockstore(join(folder, 'blocks'))
  const datastore = new LevelDatastore(join(folder, 'data'))
  await blockstore.open()
  await datastore.open()
  const ipfs = new Helia({ libp2p, blockstore, datastore, blockBrokers: [bitswap()] })
  await ipfs.start()
  useDatabaseType(KeyValueIndexed)
  const orbit = await createOrbitDB({ ipfs, directory: join(folder, 'orbitdb') })
  const close = async () => {
    await orbit.stop()
    await ipfs.stop()
    await blockstore.close()
    await datastore.close()
  }
  return { libp2p, orbit, close }
}

async function openWriter({ folder }) {
  const { libp2p, orbit, close } = await start(folder)
  const db = await orbit.open('bench', { type: KeyValueIndexed.type })
  const reached = new Map()
  const waiting = []
  const release = () => {
    if (reached.size === REPLICAS) {
      const everywhere = Math.min(...reached.values())
      while (waiting.length > 0 && waiting[0].time <= everywhere) {
        waiting.shift().resolve()
      }
    }
  }
  const words = createServer((socket) => {
    socket.on('error', () => undefined)
    createInterface({ input: socket }).on('line', (line) => {
      reached.set(socket, Number(line))
      release()
    })
  })
  await new Promise((resolve) => words.listen(0, '127.0.0.1', resolve))
  // There is one writer, so the clock of its entries counts them.
  let puts = 0
  return {
    told: {
      address: db.address,
      addresses: libp2p.getMultiaddrs().map(String),
      port: words.address().port
    },
    prepare: async () => undefined,
    async put(key, value) {
      // Entries are made one after the other, in the order in which they are asked for.
      const time = ++puts
      await db.put(key, value)
      await new Promise((resolve) => {
        waiting.push({ time, resolve })
        release()
      })
    },
    get: (key) => db.get(key),
    async close() {
      words.close()
      await close()
    }
  }
}

async function openReplica({ folder, address, addresses, port }) {
  const { libp2p, orbit, close } = await start(folder)
  await libp2p.dial(addresses.map((text) => multiaddr(text)))
  const db = await orbit.open(address)
  const words = connectTo(port, '127.0.0.1')
  words.on('error', () => undefined).setNoDelay(true)
  db.events.on('update', (entry) => words.write(`${entry.clock.time}\n`))
  words.write('0\n')
  return {
    async close() {
      words.destroy()
      await close()
    }
  }
}
