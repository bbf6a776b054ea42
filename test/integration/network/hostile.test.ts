/**
 * Peers that were admitted and then misbehave on their streams: every case is counted, none ends the
 * process or disturbs an honest vehicle.
 */
import { connect as connectSocket, type Socket } from 'node:net'
import type { Connection, Stream } from '@libp2p/interface'
import { describe, expect, test } from 'vitest'
import { fromUtf8, toUtf8 } from '../../../src/core/bytes.ts'
import { createFrameReader, encodeFrames } from '../../../src/node/network/frames.ts'
import { openStream, sendAnyway, startAttacker } from '../../support/attacker.ts'
import {
  atEnd,
  connect,
  startNetwork,
  type TestNetwork,
  textSpec,
  until
} from '../../support/network.ts'

const CHAT_ID = '/vguard-test/chat/1.0.0'

const text = (...messages: readonly string[]): Uint8Array => encodeFrames(messages.map(toUtf8))

interface Attack {
  readonly victim: TestNetwork
  readonly connection: Connection
  readonly stream: Stream
}

/** An attacker that was admitted, with a stream of the protocol open. */
async function attack(config: Parameters<typeof startNetwork>[0] = {}): Promise<Attack> {
  const [victim, attacker] = await Promise.all([startNetwork(config), startAttacker()])
  const connection = await attacker.join(victim)
  return { victim, connection, stream: await openStream(connection, CHAT_ID) }
}

/** An honest vehicle comes and is heard. */
async function expectAlive(victim: TestNetwork): Promise<void> {
  const honest = await startNetwork()
  await connect(honest, victim)
  honest.network.send(victim.peer, 'chat', 'honest')
  await until('the honest vehicle is heard', () =>
    victim.messages.some(({ from, message }) => from === honest.peer && message === 'honest')
  )
}

const aborted = (victim: TestNetwork, reason: string): number =>
  victim.counted('streamsAborted', { protocol: 'chat', reason })

describe('hostile peers', () => {
  test('B14: a frame announced longer than the limit aborts its stream before it is sent', async () => {
    const { victim, stream } = await attack()
    sendAnyway(stream, Uint8Array.of(0xff, 0xff, 0xff, 0x7f))
    await until('the stream is aborted', () => aborted(victim, 'oversize') === 1)
    await until('the attacker is told', () => stream.status !== 'open')
    await expectAlive(victim)
  })

  test('a length that never ends aborts its stream', async () => {
    const { victim, stream } = await attack()
    sendAnyway(stream, Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80))
    await until('the stream is aborted', () => aborted(victim, 'malformed') === 1)
  })

  test('B29: messages split at every byte of a real stream, or all in one piece, are all heard', async () => {
    const { victim, stream } = await attack()
    const sent = ['one', '', 'x'.repeat(130), 'four']
    const bytes = text(...sent)
    const heard = (): readonly string[] => victim.messages.map(({ message }) => message)
    for (let at = 0; at < bytes.length; at++) {
      const before = heard().length
      stream.send(bytes.slice(0, at))
      // The next piece goes out by itself, when the one before has left.
      await new Promise((resolve) => setImmediate(resolve))
      stream.send(bytes.slice(at))
      await until(`all are heard, cut at ${at}`, () => heard().length === before + sent.length)
      expect(heard().slice(before), `cut at ${at}`).toEqual(sent)
    }
    const many = Array.from({ length: 100 }, (_, i) => `${i}`)
    stream.send(text(...many))
    await until('a hundred in one piece are heard', () => heard().at(-1) === '99')
    expect(heard().slice(-many.length)).toEqual(many)
    for (const byte of bytes) {
      stream.send(Uint8Array.of(byte))
    }
    await until('single bytes are heard', () => heard().at(-1) === 'four')
    expect(heard().slice(-sent.length)).toEqual(sent)
    expect(victim.counted('messagesRefused')).toBe(0)
  })

  test('B14: messages that cannot be decoded are counted and skipped; ten of them make a ban', async () => {
    const { victim, connection, stream } = await attack()
    sendAnyway(stream, text('!', 'good', '!'))
    await until('the good one is heard', () => victim.messages.length === 1)
    expect(victim.counted('messagesRefused', { reason: 'undecodable' })).toBe(2)
    expect(connection.status).toBe('open')
    sendAnyway(stream, text(...Array.from({ length: 8 }, () => '!')))
    await until('the connection is closed', () => connection.status !== 'open')
    expect(victim.counted('peersBanned', { reason: 'strikes' })).toBe(1)
    await expectAlive(victim)
  })

  test('B14: half a frame and then silence aborts the stream in time', async () => {
    const { victim, stream } = await attack({ options: { frameTimeoutMs: 300 } })
    sendAnyway(stream, text('hello').slice(0, 3))
    await until('the stream is aborted', () => aborted(victim, 'halfFrame') === 1)
    expect(victim.messages).toEqual([])
    await expectAlive(victim)
  })

  test('a frame that comes byte by byte does not get more time than any other', async () => {
    const { victim, stream } = await attack({ options: { frameTimeoutMs: 500 } })
    const bytes = text('x'.repeat(10_000))
    let sent = 0
    const dripping = setInterval(() => {
      sendAnyway(stream, bytes.slice(sent, sent + 1))
      sent += 1
    }, 50)
    atEnd(() => clearInterval(dripping))
    await until('the stream is aborted', () => aborted(victim, 'halfFrame') === 1)
  })

  test('a peer that sends whole frames slowly is left alone', async () => {
    const { victim, stream } = await attack({ options: { frameTimeoutMs: 300 } })
    let sent = 0
    const talking = setInterval(() => {
      sendAnyway(stream, text(`${sent}`))
      sent += 1
    }, 100)
    atEnd(() => clearInterval(talking))
    await until('it was heard for longer than the time-out', () => victim.messages.length >= 20)
    expect(aborted(victim, 'halfFrame')).toBe(0)
  })

  test('a thousand streams are refused all but a few, and make a ban', async () => {
    const { victim, connection } = await attack()
    const opening = Array.from({ length: 1000 }, async () => {
      const stream = await openStream(connection, CHAT_ID)
      sendAnyway(stream, text('x').slice(0, 1))
    })
    const results = await Promise.allSettled(opening)
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
    await until('the connection is closed', () => connection.status !== 'open')
    expect(aborted(victim, 'tooManyStreams')).toBeGreaterThan(0)
    expect(victim.counted('peersBanned')).toBe(1)
    await expectAlive(victim)
  })

  test('an unknown protocol is not answered', async () => {
    const { connection } = await attack()
    await expect(openStream(connection, '/vguard-test/other/1.0.0')).rejects.toMatchObject({
      name: 'UnsupportedProtocolError'
    })
  })

  test('a flood is not decoded beyond the rate, and makes a ban when it goes on', async () => {
    // No time passes for the victim, so that it does not matter how long the flood takes.
    const nowMs = Date.now()
    const { victim, connection, stream } = await attack({
      options: { messagesPerSecond: 100 },
      overrides: { nowMs: () => nowMs }
    })
    sendAnyway(stream, text(...Array.from({ length: 250 }, (_, i) => `${i}`)))
    await until(
      'the rest is refused',
      () => victim.counted('messagesRefused', { reason: 'rate' }) >= 40
    )
    expect(victim.messages.length).toBeLessThan(250)
    expect(connection.status).toBe('open')
    sendAnyway(stream, text(...Array.from({ length: 500 }, (_, i) => `${i}`)))
    await until('the connection is closed', () => connection.status !== 'open')
    expect(victim.counted('peersBanned', { reason: 'flood' })).toBe(1)
    await expectAlive(victim)
  })

  test('answers on a stream that is only written to abort it', async () => {
    const [victim, attacker] = await Promise.all([startNetwork(), startAttacker()])
    await attacker.node.handle(CHAT_ID, (stream) => sendAnyway(stream, Uint8Array.of(1, 2, 3)))
    await attacker.join(victim)
    victim.network.send(attacker.peer, 'chat', 'hello')
    await until('the stream is aborted', () => aborted(victim, 'unexpected') >= 1)
    await expectAlive(victim)
  })

  test('streams reset in the middle of frames, again and again, cost nothing', async () => {
    const { victim, connection } = await attack()
    for (let i = 0; i < 50; i++) {
      const stream = await openStream(connection, CHAT_ID)
      sendAnyway(stream, text('hello').slice(0, 3))
      stream.abort(new Error('reset'))
    }
    const last = await openStream(connection, CHAT_ID)
    sendAnyway(last, text('done'))
    await until('the last one is heard', () => victim.messages.length === 1)
  })

  test('a connection torn down in the middle of frames is cleaned up', async () => {
    const { victim, connection, stream } = await attack()
    sendAnyway(stream, text('hello').slice(0, 3))
    victim.network.send(connection.remotePeer.toString(), 'chat', 'x'.repeat(100_000))
    connection.abort(new Error('torn down'))
    await until('it is gone', () => victim.network.connected().length === 0)
    await expectAlive(victim)
  })

  test('messages that the vehicle has no room for abort the stream, and it goes on later', async () => {
    let hasRoom = false
    const heard: string[] = []
    const busy = await startNetwork({
      onMessage(_from, _protocol, message) {
        heard.push(message)
        return hasRoom
      }
    })
    const sender = await startNetwork()
    await connect(sender, busy)
    sender.network.send(busy.peer, 'chat', 'too early')
    await until('the stream is aborted', () => aborted(busy, 'overflow') === 1)
    expect(busy.counted('messagesRefused', { reason: 'overflow' })).toBe(1)
    hasRoom = true
    // What was handed to the stream before its end was known is lost.
    await until('it is heard', () => {
      sender.network.send(busy.peer, 'chat', 'in time')
      return heard.includes('in time')
    })
    expect(busy.counted('peersBanned')).toBe(0)
  })

  test('B14: a hundred sockets with garbage or nothing do not keep an honest vehicle out', async () => {
    const victim = await startNetwork()
    const port = Number(victim.address().split('/')[4])
    const sockets = Array.from({ length: 100 }, (_, i): Socket => {
      const socket = connectSocket(port, '127.0.0.1')
      socket.on('error', () => undefined)
      if (i % 2 === 0) {
        socket.write(Buffer.alloc(1000, i))
      }
      return socket
    })
    atEnd(() => {
      for (const socket of sockets) {
        socket.destroy()
      }
    })
    await expectAlive(victim)
  })
})

describe('slow peers', () => {
  const spec = textSpec('chat', { outboundBytesMax: 4 * 1024 * 1024 })
  const message = 'z'.repeat(256 * 1024)
  const MIB = 1024 * 1024

  test('64 MiB for a peer that reads nothing take no more memory than the queue', async () => {
    const [victim, attacker] = await Promise.all([
      startNetwork({ specs: [spec], options: { drainTimeoutMs: 1000 } }),
      startAttacker()
    ])
    // The stream is accepted and paused: yamux gives no more window than the first.
    await attacker.node.handle(CHAT_ID, (stream) => stream.pause())
    await attacker.join(victim)
    globalThis.gc?.()
    const before = process.memoryUsage()
    for (let i = 0; i < 256; i++) {
      victim.network.send(attacker.peer, 'chat', `${i}:${message}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const after = process.memoryUsage()
    const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
    expect(grown, 'bytes').toBeLessThan(40 * MIB)
    expect(victim.counted('messagesDropped', { reason: 'full' })).toBeGreaterThan(200)
    await until('the stream is given up', () => aborted(victim, 'stalled') >= 1)
    await expectAlive(victim)
  })

  test('64 MiB for a peer that reads slowly: the way is used, order is kept, memory is bounded', async () => {
    const [victim, attacker] = await Promise.all([startNetwork({ specs: [spec] }), startAttacker()])
    const heard: number[] = []
    const faults: string[] = []
    await attacker.node.handle(CHAT_ID, (stream) => {
      const reader = createFrameReader({
        bytesMax: () => spec.bytesMax,
        onFrame: (frame) => heard.push(Number.parseInt(fromUtf8(frame.slice(0, 8)), 10)),
        onFault: (fault) => faults.push(fault)
      })
      stream.addEventListener('message', ({ data }) => {
        reader.push(data)
        // A pause within the event would be undone by libp2p.
        queueMicrotask(() => stream.status === 'open' && stream.pause())
        setTimeout(() => stream.status === 'open' && stream.resume(), 2)
      })
    })
    await attacker.join(victim)
    const before = process.memoryUsage()
    let grown = 0
    for (let i = 0; i < 256; i++) {
      victim.network.send(attacker.peer, 'chat', `${i}:${message}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      const now = process.memoryUsage()
      const bytes = now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers
      grown = Math.max(grown, bytes)
    }
    const expected = 256 - victim.counted('messagesDropped', { reason: 'full' })
    await until('what was not dropped arrives', () => heard.length === expected)
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
    expect(expected).toBeGreaterThan(16)
    expect(faults).toEqual([])
    expect(aborted(victim, 'stalled')).toBe(0)
    expect(grown, 'bytes').toBeLessThan(100 * MIB)
  })
})
