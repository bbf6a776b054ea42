/**
 * The receiving side of a stream, on a stream and a clock of the test.
 */
import { describe, expect, test } from 'vitest'
import { encodeFrames } from '../../../../src/node/network/frames.ts'
import { createReceiver, type Receiver } from '../../../../src/node/network/receiver.ts'
import { createFakeStream, type FakeStream } from '../../../support/fake-stream.ts'

interface Bench {
  readonly stream: FakeStream
  readonly receiver: Receiver
  readonly log: string[]
  readonly clock: { now: number }
  readonly room: { messages: number }
}

function createBench(stream: FakeStream = createFakeStream()): Bench {
  const log: string[] = []
  const clock = { now: 0 }
  const room = { messages: Number.POSITIVE_INFINITY }
  const receiver = createReceiver(stream, {
    bytesMax: 1000,
    frameTimeoutMs: 10_000,
    nowMs: () => clock.now,
    onBytes: () => undefined,
    onFrame(frame) {
      log.push(`frame ${frame.length}`)
      room.messages -= 1
      return room.messages >= 0
    },
    onAborted: (fault) => log.push(`aborted ${fault}`),
    onEnded: () => log.push('ended')
  })
  return { stream, receiver, log, clock, room }
}

const frames = (...lengths: readonly number[]): Uint8Array =>
  encodeFrames(lengths.map((length) => new Uint8Array(length)))

describe('receiver', () => {
  test('frames are delivered as they become whole', () => {
    const { stream, log } = createBench()
    const bytes = frames(3, 4)
    stream.receive(bytes.slice(0, 5))
    expect(log).toEqual(['frame 3'])
    stream.receive(bytes.slice(5))
    expect(log).toEqual(['frame 3', 'frame 4'])
  })

  test('a frame has its time from its own first byte', () => {
    const { stream, receiver, log, clock } = createBench()
    const bytes = frames(3, 4, 5)
    stream.receive(bytes.slice(0, 2))
    clock.now = 9_000
    // The first frame ends and the second begins.
    stream.receive(bytes.slice(2, 6))
    clock.now = 19_000
    receiver.sweep()
    expect(log).toEqual(['frame 3'])
    clock.now = 19_001
    receiver.sweep()
    expect(log).toEqual(['frame 3', 'aborted halfFrame', 'ended'])
    expect(stream.ended).toBe('halfFrame')
  })

  test('more bytes of one frame do not give it more time', () => {
    const { stream, receiver, log, clock } = createBench()
    const bytes = frames(500)
    for (let i = 0; i < 11; i++) {
      stream.receive(bytes.slice(i, i + 1))
      clock.now += 1_000
      receiver.sweep()
    }
    expect(log).toContain('aborted halfFrame')
  })

  test('a stream between two frames may be silent for ever', () => {
    const { stream, receiver, log, clock } = createBench()
    stream.receive(frames(3))
    clock.now = 1e9
    receiver.sweep()
    expect(log).toEqual(['frame 3'])
  })

  test('a frame that finds no room aborts the stream; nothing after it is delivered', () => {
    const { stream, log, room } = createBench()
    room.messages = 1
    stream.receive(frames(1, 2, 3, 4))
    stream.receive(frames(5))
    expect(log).toEqual(['frame 1', 'frame 2', 'aborted overflow', 'ended'])
    expect(stream.ended).toBe('overflow')
  })

  test('a fault of the framing aborts the stream once', () => {
    const { stream, log } = createBench()
    stream.receive(frames(1001))
    stream.receive(frames(1))
    expect(log).toEqual(['aborted oversize', 'ended'])
  })

  test('when the other side is done, this side closes too', () => {
    const { stream, log } = createBench()
    stream.receive(frames(3))
    stream.endReading()
    expect(stream.ended).toBe('closed gently')
    expect(log).toEqual(['frame 3', 'ended'])
  })

  test('a stream that the other side finished before anybody listened is closed', () => {
    const stream = createFakeStream()
    stream.endReading()
    createBench(stream)
    expect(stream.ended).toBe('closed gently')
  })

  test('a broken stream is told once', () => {
    const { stream, receiver, log } = createBench()
    stream.breakOff()
    stream.endReading()
    receiver.abort('closed')
    expect(log).toEqual(['ended'])
  })
})
