/**
 * The sending side of a stream, on a stream and a clock of the test.
 */
import type { Stream } from '@libp2p/interface'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFairBytes } from '../../../../src/node/fair-bytes.ts'
import { createFrameReader } from '../../../../src/node/network/frames.ts'
import { createSender, type Sender, type SenderPorts } from '../../../../src/node/network/sender.ts'
import { createFakeStream, type FakeStream } from '../../../support/fake-stream.ts'

interface Bench {
  readonly sender: Sender
  readonly streams: FakeStream[]
  readonly log: string[]
  readonly sent: () => number[]
  failWith: Error | undefined
}

const tick = (): Promise<void> => new Promise((resolve) => queueMicrotask(resolve))
const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) {
    await tick()
  }
}
const message = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill)

function createBench(ports: Partial<SenderPorts> = {}): Bench {
  const streams: FakeStream[] = []
  const log: string[] = []
  const bench: Bench = {
    sender: createSender({
      bytesMax: 1000_000,
      share: createFairBytes(10_000_000, 1).share(),
      drainTimeoutMs: 10_000,
      nowMs: () => Date.now(),
      open(signal): Promise<Stream> {
        log.push('open')
        if (bench.failWith !== undefined) {
          return Promise.reject(bench.failWith)
        }
        const stream = createFakeStream()
        streams.push(stream)
        return signal.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve(stream)
      },
      onSent: (messages, bytes) => log.push(`sent ${messages} ${bytes}`),
      onDropped: (reason, messages) => log.push(`dropped ${reason} ${messages}`),
      onOpened: () => log.push('opened'),
      onOpenFailed: (error) => log.push(`failed ${error instanceof Error ? error.name : ''}`),
      onAborted: (fault) => log.push(`aborted ${fault}`),
      ...ports
    }),
    streams,
    log,
    failWith: undefined,
    sent() {
      const lengths: number[] = []
      for (const stream of streams) {
        const reader = createFrameReader({
          bytesMax: () => 10_000_000,
          onFrame: (frame) => lengths.push(frame.length),
          onFault: () => lengths.push(-1)
        })
        reader.push(stream.sent)
      }
      return lengths
    }
  }
  return bench
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('sender', () => {
  test('nothing is opened before there is something to send', async () => {
    const { log } = createBench()
    await settle()
    expect(log).toEqual([])
  })

  test('messages of one tick leave in one send', async () => {
    const { sender, streams, log, sent } = createBench()
    for (let i = 1; i <= 5; i++) {
      sender.send(message(i))
    }
    expect(log).toEqual([])
    await settle()
    expect(streams[0]?.sent).toHaveLength(1)
    expect(sent()).toEqual([1, 2, 3, 4, 5])
    expect(log).toEqual(['open', 'opened', 'sent 5 20'])
  })

  test('a send has at most 64 KiB, unless one message is longer', async () => {
    const { sender, streams, sent } = createBench()
    const lengths = [...Array.from({ length: 40 }, () => 5000), 300_000, 10, 20_000, 10]
    for (const length of lengths) {
      sender.send(message(length))
    }
    await settle()
    expect(sent()).toEqual(lengths)
    const sizes = streams[0]?.sent.map(({ length }) => length) ?? []
    expect(sizes.every((size) => size <= 64 * 1024 + 64 || size === 300_003)).toBe(true)
    expect(sizes.length).toBeLessThan(10)
  })

  test('while the stream takes nothing, nothing more is handed to it', async () => {
    const { sender, streams, sent } = createBench()
    sender.send(message(10))
    await settle()
    const [stream] = streams
    if (stream === undefined) {
      throw new Error('no stream was opened')
    }
    stream.isTaking = false
    for (let i = 0; i < 10; i++) {
      sender.send(message(50_000))
      await settle()
    }
    expect(stream.sent).toHaveLength(2)
    // A drain that leaves something in the buffer is no reason to add to it.
    stream.drain()
    stream.writeBufferLength = 10
    await settle()
    expect(stream.sent).toHaveLength(2)
    stream.isTaking = true
    stream.drain()
    await settle()
    expect(sent()).toEqual([10, ...Array.from({ length: 10 }, () => 50_000)])
  })

  test('what waits is bounded; the newest is dropped', async () => {
    const { sender, streams, log, sent } = createBench({ bytesMax: 100 })
    sender.send(message(60, 1))
    sender.send(message(50, 2))
    sender.send(message(40, 3))
    expect(log).toEqual(['dropped full 1'])
    await settle()
    expect(sent()).toEqual([60, 40])
    sender.send(message(100))
    await settle()
    expect(sent()).toEqual([60, 40, 100])
    expect(streams).toHaveLength(1)
  })

  test('senders to a peer share what may wait, and give back what has left or is dropped', async () => {
    // Twelve bytes of its own, and a third of 704.
    const share = createFairBytes(800, 8).share()
    const [first, second] = [createBench({ share }), createBench({ share })]
    first.sender.send(message(146))
    second.sender.send(message(101))
    second.sender.send(message(100))
    expect(second.log).toEqual(['dropped full 1'])
    expect(share.hasRoom(1)).toBe(false)
    await settle()
    expect(share.hasRoom(246)).toBe(true)
    second.sender.send(message(246))
    expect(share.hasRoom(1)).toBe(false)
    second.sender.close()
    expect(share.hasRoom(246)).toBe(true)
  })

  test('a stream that takes nothing for too long is aborted, and another one opened', async () => {
    const { sender, streams, log } = createBench()
    sender.send(message(10))
    await settle()
    const [stream] = streams
    if (stream === undefined) {
      throw new Error('no stream was opened')
    }
    stream.isTaking = false
    sender.send(message(10))
    sender.send(message(11))
    await settle()
    sender.send(message(12))
    vi.advanceTimersByTime(10_000)
    sender.sweep()
    expect(log).not.toContain('aborted stalled')
    vi.advanceTimersByTime(1)
    sender.sweep()
    expect(log).toContain('aborted stalled')
    expect(stream.ended).toBe('stalled')
    // Nothing that waited is sent late.
    expect(log).toContain('dropped stalled 1')
    sender.send(message(13))
    await vi.advanceTimersByTimeAsync(1000)
    expect(streams).toHaveLength(2)
    expect(streams[1]?.sent.map(({ length }) => length)).toEqual([14])
  })

  test('a stream that takes a little now and then is kept', async () => {
    const { sender, streams, log } = createBench()
    sender.send(message(10))
    await settle()
    const [stream] = streams
    if (stream === undefined) {
      throw new Error('no stream was opened')
    }
    stream.isTaking = false
    sender.send(message(10))
    await settle()
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(9_000)
      stream.drain()
      stream.writeBufferLength = 5
      await settle()
      sender.sweep()
    }
    expect(log).not.toContain('aborted stalled')
  })

  test('a missed drain is found by the next sweep', async () => {
    const { sender, streams, sent } = createBench()
    sender.send(message(10))
    await settle()
    const [stream] = streams
    if (stream === undefined) {
      throw new Error('no stream was opened')
    }
    stream.isTaking = false
    sender.send(message(11))
    await settle()
    sender.send(message(12))
    stream.isTaking = true
    stream.writableNeedsDrain = false
    stream.writeBufferLength = 0
    sender.sweep()
    await settle()
    expect(sent()).toEqual([10, 11, 12])
  })

  test('a broken stream is opened again, after pauses that grow to 5 s', async () => {
    const { sender, streams } = createBench()
    const opened: number[] = []
    const begin = Date.now()
    for (let i = 0; i < 9; i++) {
      sender.send(message(10))
      while (streams.length === i) {
        await vi.advanceTimersByTimeAsync(50)
      }
      opened.push(Date.now() - begin)
      streams[i]?.breakOff()
    }
    const pauses = opened.slice(1).map((at, i) => at - (opened[i] ?? 0))
    expect(pauses).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000])
  })

  test('a stream that lived long makes the next pause short again', async () => {
    const { sender, streams } = createBench()
    for (let i = 0; i < 5; i++) {
      sender.send(message(10))
      await vi.advanceTimersByTimeAsync(5_000)
      streams[i]?.breakOff()
    }
    await vi.advanceTimersByTimeAsync(5_000)
    sender.send(message(10))
    await settle()
    expect(streams).toHaveLength(6)
    await vi.advanceTimersByTimeAsync(5_000)
    streams[5]?.breakOff()
    sender.send(message(10))
    await vi.advanceTimersByTimeAsync(100)
    expect(streams).toHaveLength(7)
  })

  test('messages wait for the next stream and leave in order', async () => {
    const { sender, streams, sent } = createBench()
    sender.send(message(1))
    await settle()
    streams[0]?.breakOff()
    sender.send(message(2))
    sender.send(message(3))
    await vi.advanceTimersByTimeAsync(1000)
    expect(sent()).toEqual([1, 2, 3])
  })

  test('a failed opening is tried again with what waits', async () => {
    const bench = createBench()
    bench.failWith = new Error('not yet')
    bench.sender.send(message(1))
    await settle()
    expect(bench.log).toEqual(['open', 'failed Error'])
    bench.failWith = undefined
    await vi.advanceTimersByTimeAsync(200)
    expect(bench.sent()).toEqual([1])
  })

  test('a peer without the protocol is asked again after half a minute; what waits is dropped', async () => {
    const bench = createBench()
    const error = new Error('unknown')
    error.name = 'UnsupportedProtocolError'
    bench.failWith = error
    bench.sender.send(message(1))
    bench.sender.send(message(2))
    await settle()
    expect(bench.log).toContain('dropped unsupported 2')
    bench.sender.send(message(3))
    await vi.advanceTimersByTimeAsync(29_000)
    expect(bench.log.filter((line) => line === 'open')).toHaveLength(1)
    bench.failWith = undefined
    await vi.advanceTimersByTimeAsync(1_000)
    expect(bench.sent()).toEqual([3])
  })

  test('data of the other side aborts the stream', async () => {
    const { sender, streams, log } = createBench()
    sender.send(message(1))
    await settle()
    streams[0]?.receive(Uint8Array.of(1))
    expect(log).toContain('aborted unexpected')
    expect(streams[0]?.ended).toBe('unexpected')
  })

  test('closing drops what waits, aborts the stream, and nothing follows', async () => {
    const { sender, streams, log } = createBench()
    sender.send(message(1))
    await settle()
    sender.send(message(2))
    sender.close()
    sender.send(message(3))
    expect(log.slice(-2)).toEqual(['dropped notConnected 1', 'dropped notConnected 1'])
    expect(streams[0]?.ended).toBe('closed')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(streams).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a stream that opens after closing is aborted at once', async () => {
    const stream = createFakeStream()
    let finish: (stream: Stream) => void = () => undefined
    const { sender, log } = createBench({
      open: () =>
        new Promise((resolve) => {
          finish = resolve
        })
    })
    sender.send(message(1))
    await settle()
    sender.close()
    finish(stream)
    await settle()
    expect(stream.ended).toBe('closed')
    expect(log).not.toContain('opened')
  })
})
