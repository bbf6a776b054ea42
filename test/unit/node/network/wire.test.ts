/**
 * The wire between many peers, on streams of the test.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProtocolSpec } from '../../../../src/core/spec.ts'
import { SILENT } from '../../../../src/node/logger.ts'
import { resolveNetworkOptions } from '../../../../src/node/network/options.ts'
import { type AnySpec, createWire, type Wire } from '../../../../src/node/network/wire.ts'
import { createFakeStream, type FakeStream } from '../../../support/fake-stream.ts'

const MIB = 1024 * 1024

/** Carries bytes as they are. */
function bytesSpec(name: string): AnySpec {
  const spec: ProtocolSpec<string, Uint8Array> = {
    name,
    id: `/vguard-test/${name}/1.0.0`,
    bytesMax: 4 * MIB,
    inboundMessagesMax: 1024,
    outboundBytesMax: 32 * MIB,
    encode: (bytes) => bytes,
    decode: (bytes) => bytes
  }
  return spec as AnySpec
}

interface Bench {
  readonly wire: Wire
  /** Streams to a peer, in the order they were opened. */
  readonly streams: Map<string, FakeStream[]>
  /** Peers whose streams take nothing. */
  readonly deaf: Set<string>
  readonly dropped: Map<string, number>
  /** Lengths of the messages that were delivered. */
  readonly delivered: number[]
}

function createBench(): Bench {
  const streams = new Map<string, FakeStream[]>()
  const deaf = new Set<string>()
  const dropped = new Map<string, number>()
  const delivered: number[] = []
  const wire = createWire({
    self: 'self',
    specs: ['a', 'b', 'c', 'd'].map(bytesSpec),
    settings: resolveNetworkOptions({}),
    count(name, labels, value = 1) {
      if (name === 'messagesDropped') {
        const reason = String(labels['reason'])
        dropped.set(reason, (dropped.get(reason) ?? 0) + value)
      }
    },
    log: SILENT,
    nowMs: () => Date.now(),
    openStream(peer) {
      const stream = createFakeStream()
      stream.isTaking = !deaf.has(peer)
      streams.set(peer, [...(streams.get(peer) ?? []), stream])
      return Promise.resolve(stream)
    },
    onMessage(_from, _protocol, _message, bytes) {
      delivered.push(bytes)
      return true
    },
    onMisbehaved: () => undefined
  })
  return { wire, streams, deaf, dropped, delivered }
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('wire', () => {
  test('peers that read nothing keep no messages from others', async () => {
    const { wire, streams, deaf } = createBench()
    const data = new Uint8Array(MIB)
    const peers = ['deaf1', 'deaf2', 'deaf3', 'deaf4', 'deaf5']
    for (const peer of peers) {
      deaf.add(peer)
      wire.connected(peer)
    }
    const sendAll = (): void => {
      for (const peer of peers) {
        for (const protocol of ['a', 'b', 'c', 'd']) {
          Array.from({ length: 64 }, () => wire.send(peer, protocol, data))
        }
      }
    }
    sendAll()
    await settle()
    // Each stream has taken one into its own buffer.
    sendAll()
    await settle()
    wire.connected('other')
    wire.send('other', 'a', data)
    wire.send('other', 'b', new Uint8Array(10))
    await settle()
    expect(streams.get('other')?.map(({ sent }) => sent.length)).toEqual([1, 1])
    for (const peer of deaf) {
      wire.disconnected(peer)
    }
    wire.disconnected('other')
  })

  test('what waits for a stream that takes nothing is dropped with it', async () => {
    const { wire, streams, deaf, dropped } = createBench()
    deaf.add('deaf')
    wire.connected('deaf')
    for (let i = 0; i < 10; i++) {
      wire.send('deaf', 'a', new Uint8Array(MIB))
    }
    await settle()
    await vi.advanceTimersByTimeAsync(10_001)
    wire.sweep()
    expect(dropped.get('stalled')).toBe(9)
    deaf.clear()
    wire.send('deaf', 'a', new Uint8Array(10))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(streams.get('deaf')?.[1]?.sent).toHaveLength(1)
    wire.disconnected('deaf')
  })

  test('a message is delivered with its length', async () => {
    const { wire, delivered } = createBench()
    wire.send('self', 'a', new Uint8Array(1234))
    await settle()
    expect(delivered).toEqual([1234])
  })

  test('a stream that has ended by the time it is taken is closed, and nothing is thrown', () => {
    const { wire } = createBench()
    wire.connected('one')
    const stream = createFakeStream()
    stream.breakOff()
    expect(() => wire.accept('one', 'a', stream)).not.toThrow()
    const half = createFakeStream()
    half.endReading()
    wire.accept('one', 'a', half)
    expect(half.ended).toBe('closed gently')
  })

  test('a peer that was lost and is back begins with nothing waiting', async () => {
    const { wire, streams, deaf } = createBench()
    deaf.add('one')
    for (let i = 0; i < 5; i++) {
      wire.connected('one')
      for (let j = 0; j < 100; j++) {
        wire.send('one', 'a', new Uint8Array(MIB))
      }
      await settle()
      wire.disconnected('one')
    }
    deaf.clear()
    wire.connected('one')
    for (let j = 0; j < 32; j++) {
      wire.send('one', 'a', new Uint8Array(MIB))
    }
    await settle()
    expect(streams.get('one')?.at(-1)?.sent).toHaveLength(32)
    wire.disconnected('one')
  })
})
