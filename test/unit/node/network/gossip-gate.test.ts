/**
 * gossipsub behind admission: it meets a peer when the peer is admitted, and not before.
 */
import type { Connection, PeerId, Stream, StreamHandler, Topology } from '@libp2p/interface'
import { describe, expect, test } from 'vitest'
import type { Registrar } from '../../../../src/node/network/admitted-registrar.ts'
import { createGossipGate } from '../../../../src/node/network/gossip-gate.ts'
import { createFakeStream } from '../../../support/fake-stream.ts'

const peerId = { toString: () => 'peer' } as unknown as PeerId

/** What a peer does with the streams that are opened to it. */
type Open = (protocols: readonly string[], signal: AbortSignal) => Promise<Stream>

function connectionOf(open: Open): Connection {
  return {
    remotePeer: peerId,
    newStream: (protocols: readonly string[], options: { readonly signal: AbortSignal }) =>
      open(protocols, options.signal)
  } as unknown as Connection
}

const connection = connectionOf(() => Promise.resolve(createFakeStream()))

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function createBench() {
  const handlers = new Map<string, StreamHandler>()
  let answer: (isAdmitted: boolean) => void = () => undefined
  const gate = createGossipGate({
    mayRead: () =>
      new Promise((resolve) => {
        answer = resolve
      }),
    timeoutMs: 60_000,
    mayTake: () => true
  })
  const real = {
    handle(protocol: string, handler: StreamHandler): Promise<void> {
      handlers.set(protocol, handler)
      return Promise.resolve()
    },
    register(): Promise<string> {
      return Promise.reject(new Error('gossipsub must not meet peers by identify'))
    }
  }
  const registrar = gate.registrar(real as unknown as Registrar)
  return { gate, registrar, handlers, answer: (isAdmitted: boolean) => answer(isAdmitted) }
}

describe('gossip gate', () => {
  test('a peer is told once for all versions of the protocol, when it joins and when it leaves', async () => {
    const { gate, registrar } = createBench()
    const told: string[] = []
    const topology: Topology = {
      onConnect: () => void told.push('connected'),
      onDisconnect: () => void told.push('disconnected')
    }
    const ids = await Promise.all(['/a/1', '/a/2'].map((id) => registrar.register(id, topology)))
    expect(registrar.getTopologies('/a/1')).toEqual([topology])
    expect(registrar.getTopologies('/b/1')).toEqual([])
    gate.join(peerId, connection)
    await settle()
    gate.leave(peerId)
    expect(told).toEqual(['connected', 'disconnected'])
    for (const id of ids) {
      registrar.unregister(id)
    }
    gate.join(peerId, connection)
    await settle()
    expect(told).toHaveLength(2)
  })

  test('gossipsub gets a stream that is open, and waits for none', async () => {
    const { gate, registrar } = createBench()
    const given: Connection[] = []
    const asked: (readonly string[])[] = []
    const topology: Topology = { onConnect: (_peer, to) => void given.push(to) }
    await Promise.all(['/a/2', '/a/1'].map((id) => registrar.register(id, topology)))
    const stream = createFakeStream()
    let open: (stream: Stream) => void = () => undefined
    const slow = connectionOf((protocols) => {
      asked.push(protocols)
      return new Promise((resolve) => {
        open = resolve
      })
    })
    gate.join(peerId, slow)
    gate.join(peerId, slow)
    await settle()
    expect(given).toEqual([])
    open(stream)
    await settle()
    gate.join(peerId, slow)
    await settle()
    expect(asked).toEqual([['/a/2', '/a/1']])
    expect(given).toHaveLength(1)
    expect(given[0]?.remotePeer).toBe(peerId)
    expect(await given[0]?.newStream('/a/2')).toBe(stream)
    // The next join opens what was lost.
    stream.breakOff()
    gate.join(peerId, slow)
    expect(asked).toHaveLength(2)
    gate.leave(peerId)
  })

  test('who fails is tried again at the next join; who leaves, or is back anew, is not waited for', async () => {
    const { gate, registrar } = createBench()
    let met = 0
    await registrar.register('/a/1', {
      onConnect: () => {
        met += 1
      }
    })
    gate.join(
      peerId,
      connectionOf(() => Promise.reject(new Error('no')))
    )
    await settle()
    const late = createFakeStream()
    let open: (stream: Stream) => void = () => undefined
    let isAborted = (): boolean => false
    const slow = connectionOf((_protocols, signal) => {
      isAborted = () => signal.aborted
      return new Promise((resolve) => {
        open = resolve
      })
    })
    gate.join(peerId, slow)
    gate.leave(peerId)
    expect(isAborted()).toBe(true)
    gate.join(peerId, connection)
    open(late)
    await settle()
    expect(late.ended).toBe('too late')
    expect(met).toBe(1)
  })

  test('a stream that a peer opens makes gossipsub open none', async () => {
    const { registrar, handlers, answer } = createBench()
    let given: Connection | undefined
    await registrar.handle('/a/1', (_stream, to) => {
      given = to
    })
    const handling = handlers.get('/a/1')?.(createFakeStream(), connection)
    answer(true)
    await handling
    expect(given?.remotePeer).toBe(peerId)
    await expect(given?.newStream('/a/1')).rejects.toThrow('when a peer is admitted')
  })

  test('a stream of a peer waits for its admission', async () => {
    const { registrar, handlers, answer } = createBench()
    const handled: Stream[] = []
    await registrar.handle('/a/1', (stream) => {
      handled.push(stream)
    })
    const stream = createFakeStream()
    const handling = handlers.get('/a/1')?.(stream, connection)
    expect(handled).toEqual([])
    answer(true)
    await handling
    expect(handled).toEqual([stream])
  })

  test('a stream of a peer that is not admitted is aborted', async () => {
    const { registrar, handlers, answer } = createBench()
    const handled: Stream[] = []
    await registrar.handle('/a/1', (stream) => {
      handled.push(stream)
    })
    const stream = createFakeStream()
    const handling = handlers.get('/a/1')?.(stream, connection)
    answer(false)
    await handling
    expect(handled).toEqual([])
    expect(stream.ended).toBe('not admitted')
  })
})
