/**
 * Hyperbee as the bench measures it: one writer and two replicas, each a process, over plain TCP.
 *
 * Keeps: a put is done when both replicas have said that they hold its block and all before it. The
 * writer reads what it wrote itself. Each connection carries the replication; a second one beside it
 * carries what a replica holds, as a number a line.
 */
import { connect as connectTo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import Hyperbee from 'hyperbee'
import Hypercore from 'hypercore'

const REPLICAS = 2
const OPTIONS = { keyEncoding: 'utf-8', valueEncoding: 'utf-8' }

export function open(argument) {
  return argument.role === 'writer' ? openWriter(argument) : openReplica(argument)
}

const listen = (onSocket) =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).setNoDelay(true)
      onSocket(socket)
    })
    server.listen(0, '127.0.0.1', () => resolve(server))
  })

async function openWriter({ folder }) {
  const core = new Hypercore(folder)
  const bee = new Hyperbee(core, OPTIONS)
  await bee.ready()
  const held = new Map()
  const waiting = []
  const release = () => {
    if (held.size === REPLICAS) {
      const everywhere = Math.min(...held.values())
      while (waiting.length > 0 && waiting[0].length <= everywhere) {
        waiting.shift().resolve()
      }
    }
  }
  const data = await listen((socket) => {
    const stream = core.replicate(false)
    stream.on('error', () => undefined)
    socket.pipe(stream).pipe(socket)
  })
  const words = await listen((socket) => {
    createInterface({ input: socket }).on('line', (line) => {
      held.set(socket, Number(line))
      release()
    })
  })
  return {
    told: {
      key: core.key.toString('hex'),
      ports: [data.address().port, words.address().port]
    },
    prepare: async () => undefined,
    async put(key, value) {
      await bee.put(key, value)
      const { length } = core
      await new Promise((resolve) => {
        waiting.push({ length, resolve })
        release()
      })
    },
    get: async (key) => (await bee.get(key))?.value,
    async close() {
      data.close()
      words.close()
      await bee.close()
    }
  }
}

async function openReplica({ folder, key, ports }) {
  const core = new Hypercore(folder, Buffer.from(key, 'hex'))
  await core.ready()
  const [data, words] = ports.map((port) => {
    const socket = connectTo(port, '127.0.0.1')
    return socket.on('error', () => undefined).setNoDelay(true)
  })
  const stream = core.replicate(true)
  stream.on('error', () => undefined)
  data.pipe(stream).pipe(data)
  let said = -1
  const say = () => {
    if (core.contiguousLength > said) {
      said = core.contiguousLength
      words.write(`${said}\n`)
    }
  }
  core.on('append', say)
  core.on('download', () => setImmediate(say))
  core.download({ start: 0, end: -1 })
  say()
  return {
    async close() {
      data.destroy()
      words.destroy()
      await core.close()
    }
  }
}
