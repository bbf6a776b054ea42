/**
 * gossipsub behind admission: it meets a peer when the peer is admitted, and not before.
 */
import type { Connection, PeerId, Stream, StreamHandler, Topology } from '@libp2p/interface'
import { describe, expect, test } from 'vitest'
import type { Registrar } from '../../../../src/node/network/admitted-registrar.ts'
import { createGossipGate } from '../../../../src/node/network/gossip-gate.ts'
import { createFakeStream } from '../../../support/fake-stream.ts'

const peerId = { toString: () => 'peer' } as unknown as PeerId
const connection = { remotePeer: peerId } as unknown as Connection

function createBench() {
  const handlers = new Map<string, StreamHandler>()
  let answer: (isAdmitted: boolean) => void = () => undefined
  const gate = createGossipGate({
    mayRead: () =>
      new Promise((resolve) => {
        answer = resolve
      }),
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
    gate.leave(peerId)
    expect(told).toEqual(['connected', 'disconnected'])
    for (const id of ids) {
      registrar.unregister(id)
    }
    gate.join(peerId, connection)
    expect(told).toHaveLength(2)
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
