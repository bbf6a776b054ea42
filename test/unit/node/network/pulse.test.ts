/** The pulse of connections: who is asked, over which stream, and who is given up. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPulse, type PulseConnection } from '../../../../src/node/network/pulse.ts'
import { createFakeStream, type FakeStream } from '../../../support/fake-stream.ts'

interface FakeConnection extends PulseConnection {
  status: PulseConnection['status']
  readonly streams: FakeStream[]
  /** Why it was aborted. */
  readonly ended: readonly string[]
  /** What opening a stream comes to; undefined for a stream. */
  failure: Error | 'never' | undefined
}

function createConnection(): FakeConnection {
  const ended: string[] = []
  const connection: FakeConnection = {
    status: 'open',
    streams: [],
    ended,
    failure: undefined,
    newStream() {
      const { failure } = connection
      if (failure !== undefined) {
        return failure === 'never' ? new Promise(() => undefined) : Promise.reject(failure)
      }
      const stream = createFakeStream()
      connection.streams.push(stream)
      return Promise.resolve(stream)
    },
    abort(error) {
      connection.status = 'aborted'
      ended.push(error.message)
    }
  }
  return connection
}

function createBench(count = 1) {
  const connections = Array.from({ length: count }, createConnection)
  const pulse = createPulse({
    intervalMs: 5_000,
    timeoutMsMin: 3_000,
    timeoutMsMax: 10_000,
    nowMs: () => Date.now(),
    connections: () => connections.filter(({ status }) => status === 'open')
  })
  pulse.start()
  const [connection = createConnection()] = connections
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
  const last = (): FakeStream | undefined => connection.streams.at(-1)
  return { connections, connection, pulse, pass, last }
}

const sentBy = ({ streams }: FakeConnection): number =>
  streams.reduce((sum, { sent }) => sum + sent.length, 0)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('pulse', () => {
  it('pulse: all pings of a connection go over one stream, 32 bytes each', async () => {
    const { connection, pass, last } = createBench()
    for (let i = 1; i <= 4; i++) {
      await pass(5_000)
      expect(last()?.sent, `ping ${i}`).toHaveLength(i)
      last()?.receive(new Uint8Array(20))
      last()?.receive(new Uint8Array(12))
    }
    expect(connection.streams).toHaveLength(1)
    expect(new Set(last()?.sent.map(({ length }) => length))).toEqual(new Set([32]))
    expect(connection.ended).toEqual([])
  })

  it('pulse: a connection without an answer is ended after 3 s, and no other', async () => {
    const { connections, connection, pass } = createBench(2)
    const [, other] = connections
    await pass(5_000)
    other?.streams[0]?.receive(new Uint8Array(32))
    connection.streams[0]?.receive(new Uint8Array(31))
    await pass(2_999)
    expect(connection.ended).toEqual([])
    await pass(1)
    expect(connection.ended).toEqual(['no answer to a ping'])
    expect(other?.ended).toEqual([])
  })

  it('pulse: who was slow lately is given more time, and at most 10 s', async () => {
    const { connection, pass, last } = createBench()
    await pass(5_000)
    for (let i = 0; i < 20; i++) {
      await pass(2_900)
      last()?.receive(new Uint8Array(32))
      await pass(2_100)
    }
    await pass(9_999 - 2_100)
    expect(connection.ended).toEqual([])
    await pass(5_000)
    expect(connection.ended).toEqual(['no answer to a ping'])
  })

  it('pulse: one ping at a time', async () => {
    const { connection, pass } = createBench()
    connection.failure = 'never'
    await pass(5_000)
    await pass(2_000)
    connection.failure = undefined
    await pass(500)
    expect(sentBy(connection)).toBe(0)
    await pass(500)
    expect(connection.ended).toHaveLength(1)
  })

  it('pulse: a stream that the other side closed is opened anew, not the connection ended', async () => {
    const { connection, pass, last } = createBench()
    await pass(5_000)
    last()?.receive(new Uint8Array(32))
    last()?.breakOff()
    await pass(5_000)
    expect(connection.streams, 'closed between two pings').toHaveLength(2)
    last()?.breakOff()
    await pass(0)
    expect(connection.streams, 'closed while a ping is on its way').toHaveLength(3)
    expect(last()?.sent).toHaveLength(1)
    last()?.receive(new Uint8Array(32))
    await pass(4_000)
    expect(connection.ended).toEqual([])
  })

  it('pulse: who closes every stream is ended when the time is over', async () => {
    const { connection, pass, last } = createBench()
    await pass(5_000)
    for (let i = 0; i < 5; i++) {
      last()?.breakOff()
      await pass(0)
    }
    expect(connection.streams).toHaveLength(2)
    await pass(3_000)
    expect(connection.ended).toEqual(['no answer to a ping'])
  })

  it('pulse: no stream is the end, but one that does not know pings is alive', async () => {
    const { connection, pass } = createBench()
    connection.failure = Object.assign(new Error('unknown'), { name: 'UnsupportedProtocolError' })
    await pass(20_000)
    expect(connection.ended).toEqual([])
    connection.failure = new Error('the muxer is closed')
    await pass(5_000)
    expect(connection.ended).toEqual(['no stream for a ping'])
  })

  it('pulse: bytes that nobody asked for end their stream', async () => {
    const { connection, pass, last } = createBench()
    await pass(5_000)
    last()?.receive(new Uint8Array(32))
    last()?.receive(new Uint8Array(1))
    expect(last()?.ended).toBe('more than was asked for')
    await pass(5_000)
    expect(connection.streams).toHaveLength(2)
    expect(connection.ended).toEqual([])
  })

  it('pulse: nothing is left waiting after the stop, nor for a connection that has gone', async () => {
    const { connection, connections, pulse, pass } = createBench(2)
    await pass(5_000)
    connection.status = 'closed'
    connections[1]?.streams[0]?.receive(new Uint8Array(32))
    await pass(5_000)
    expect(connection.ended, 'it has ended by itself').toEqual([])
    pulse.stop()
    expect(vi.getTimerCount()).toBe(0)
    await pass(20_000)
    expect(connections[1]?.ended).toEqual([])
  })
})
