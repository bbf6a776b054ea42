/**
 * Peers that send and never take: what is answered below the wire is bounded like all else.
 */
import type { Connection, MessageStream, Stream } from '@libp2p/interface'
import { describe, expect, test } from 'vitest'
import { openStream, sendAnyway, startAttacker } from '../../support/attacker.ts'
import {
  connect,
  isConnected,
  startNetwork,
  type TestNetwork,
  until
} from '../../support/network.ts'
import { yamuxHeader } from '../../support/yamux.ts'

const PING_ID = '/ipfs/ping/1.0.0'
const KIB = 1024
const MIB = 1024 * KIB

/** Greatest time that a flood is tried for, and that its test may take. */
const FLOOD_MS = 60_000
const TEST_MS = 2 * FLOOD_MS

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const unexpectedPings = (victim: TestNetwork): number =>
  victim.counted('streamsAborted', { protocol: 'ping', reason: 'unexpected' })

/**
 * Sends a stream or connection full as fast as the victim takes it, until it is closed, `bytesMax` have
 * left or the time is over; resolves to the bytes that have left.
 */
async function flood(
  to: MessageStream,
  bytesMax: number,
  piece: Uint8Array = new Uint8Array(64 * KIB)
): Promise<number> {
  const until = Date.now() + FLOOD_MS
  let left = 0
  while (left < bytesMax && to.status === 'open' && Date.now() < until) {
    if (to.writeBufferLength < MIB) {
      // Noise encrypts in place: each needs memory of its own.
      sendAnyway(to as Stream, piece.slice())
      left += piece.length
    }
    await nextTurn()
  }
  return left
}

/** What lies below the streams of a connection, and above its encryption. */
const below = (connection: Connection): MessageStream =>
  (connection as unknown as { readonly muxer: { readonly maConn: MessageStream } }).muxer.maConn

describe('pings', () => {
  test('a ping is answered with its bytes, one after the other over one stream', async () => {
    const [victim, attacker] = await Promise.all([startNetwork(), startAttacker()])
    const stream = await openStream(await attacker.join(victim), PING_ID)
    const heard: number[] = []
    stream.addEventListener('message', ({ data }) => heard.push(...data.subarray()))
    for (let i = 0; i < 5; i++) {
      stream.send(new Uint8Array(32).fill(i))
      await until(`ping ${i} is answered`, () => heard.length === 32 * (i + 1))
      expect(heard.slice(-32)).toEqual(Array.from({ length: 32 }, () => i))
    }
    await stream.close()
    await until('the other half is closed too', () => stream.status === 'closed')
    expect(unexpectedPings(victim)).toBe(0)
  })

  test('vehicles that ping each other often stay connected', async () => {
    const options = { pingIntervalMs: 20 }
    const [a, b] = await Promise.all([startNetwork({ options }), startNetwork({ options })])
    await connect(a, b)
    for (let i = 0; i < 50; i++) {
      a.network.send(b.peer, 'chat', `${i}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(isConnected(a, b)).toBe(true)
    expect(a.comings).toEqual([`+${b.peer}`])
    expect(unexpectedPings(a) + unexpectedPings(b)).toBe(0)
  })

  test(
    'a peer that pings without end and takes no answer is stopped before it fills memory',
    async () => {
      const [victim, attacker] = await Promise.all([startNetwork(), startAttacker()])
      const stream = await openStream(await attacker.join(victim), PING_ID)
      // No window is given for the answers, ever.
      stream.pause()
      const left = await flood(stream, 32 * MIB)
      expect(left, 'bytes taken').toBeLessThan(4 * MIB)
      await until('it is counted', () => unexpectedPings(victim) === 1)
      await until('the attacker is told', () => stream.status !== 'open')
    },
    TEST_MS
  )

  test('who goes on with it is banned', async () => {
    const [victim, attacker] = await Promise.all([startNetwork(), startAttacker()])
    const connection = await attacker.join(victim)
    for (let i = 0; i < 10; i++) {
      const stream = await openStream(connection, PING_ID)
      sendAnyway(stream, new Uint8Array(64))
      await until(`stream ${i} is aborted`, () => stream.status !== 'open')
    }
    await until('the connection is closed', () => connection.status !== 'open')
    expect(victim.counted('peersBanned', { reason: 'strikes' })).toBe(1)
  })

  test('who is not admitted is answered nothing', async () => {
    const options = { admissionTimeoutMs: 500 }
    const [victim, attacker] = await Promise.all([startNetwork({ options }), startAttacker()])
    const stream = await openStream(await attacker.connect(victim), PING_ID)
    let heard = 0
    stream.addEventListener('message', ({ data }) => {
      heard += data.byteLength
    })
    stream.send(new Uint8Array(32))
    await until('the stream is closed', () => stream.status !== 'open')
    expect(heard).toBe(0)
  })
})

describe('frames of Yamux', () => {
  test(
    'one that is announced longer than any window ends the connection before it is kept',
    async () => {
      const [victim, attacker] = await Promise.all([startNetwork(), startAttacker()])
      const connection = await attacker.join(victim)
      const raw = below(connection)
      raw.send(yamuxHeader({ type: 0, flag: 0, stream: 99, length: 0xffffffff }))
      const left = await flood(raw, 32 * MIB)
      expect(left, 'bytes taken').toBeLessThan(16 * MIB)
      await until('the victim has closed it', () => victim.network.connected().length === 0)
      await until('the attacker is told', () => connection.status !== 'open')
    },
    TEST_MS
  )

  test(
    'pings of Yamux are not answered without end to who reads no answers',
    async () => {
      // Its own pings would end the connection sooner or later.
      const options = { pingIntervalMs: 3_600_000 }
      const [victim, attacker] = await Promise.all([startNetwork({ options }), startAttacker()])
      const connection = await attacker.join(victim)
      const raw = below(connection)
      raw.pause()
      const pings = new Uint8Array(5000 * 12)
      for (let i = 0; i < 5000; i++) {
        pings.set(yamuxHeader({ type: 2, flag: 1, stream: 0, length: i }), i * 12)
      }
      const left = await flood(raw, 64 * MIB, pings)
      expect(left, 'bytes taken').toBeLessThan(64 * MIB)
      await until('the victim has closed it', () => victim.network.connected().length === 0)
    },
    TEST_MS
  )
})
