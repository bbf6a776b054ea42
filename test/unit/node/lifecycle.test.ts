/**
 * Starting and stopping in any order, and more than once.
 */
import { describe, expect, test, vi } from 'vitest'
import type { Fact } from '../../../src/core/machine.ts'
import { createLifecycle } from '../../../src/node/lifecycle.ts'
import type { Parts } from '../../../src/node/parts.ts'

/** A node of nothing but its order: what is started and closed is written down. */
function createParts(
  startNetwork: () => Promise<void> = async () => undefined,
  stopNetwork?: () => Promise<void>
) {
  const told: string[] = []
  const tell = (what: string) => () => {
    told.push(what)
    return Promise.resolve()
  }
  const parts = {
    foundation: {
      space: () => Promise.resolve({ freeBytes: 1, totalBytes: 2 }),
      close: tell('store closed')
    },
    network: {
      start: async () => {
        told.push('network started')
        await startNetwork()
      },
      stop: stopNetwork ?? tell('network stopped'),
      addresses: () => []
    },
    runtime: { deliver: () => true, stop: tell('runtime stopped') },
    vehicle: { status: () => ({ machines: {} }) },
    clock: { nowMs: () => 0, news: () => [{ name: 'node:slept', detail: { ms: 1 } }] },
    tell: ({ name }: Fact) => told.push(name)
  } as unknown as Parts
  const lifecycle = createLifecycle(
    parts,
    () => told.push('events closed'),
    () => told.push('ended')
  )
  return { told, ...lifecycle }
}

const CLOSED = ['network stopped', 'runtime stopped', 'store closed', 'events closed', 'ended']
const STOPPED = { code: 'ERR_STOPPED' }

describe('lifecycle', () => {
  test('a node that was stopped is not started again, and says so', async () => {
    const node = createParts()
    await node.start()
    await node.start()
    const stopping = node.stop()
    await expect(node.start()).rejects.toMatchObject(STOPPED)
    await stopping
    await expect(node.start()).rejects.toMatchObject(STOPPED)
    await node.stop()
    expect(node.told).toEqual(['network started', ...CLOSED])
  })

  test('what happened to the clock is told while a node runs, and not after', async () => {
    vi.useFakeTimers()
    try {
      const node = createParts()
      await node.start()
      await vi.advanceTimersByTimeAsync(10_000)
      await node.stop()
      await vi.advanceTimersByTimeAsync(60_000)
      expect(node.told).toEqual(['network started', 'node:slept', ...CLOSED])
    } finally {
      vi.useRealTimers()
    }
  })

  test('a node that was stopped before it was started closes what it stands on, once', async () => {
    const node = createParts()
    await node.stop()
    await expect(node.start()).rejects.toMatchObject(STOPPED)
    await node.stop()
    expect(node.told).toEqual(CLOSED)
  })

  test('what fails at its end does not keep the rest open', async () => {
    const node = createParts(undefined, () => Promise.reject(new Error('a socket hangs')))
    await node.start()
    await expect(node.stop()).rejects.toThrow('a socket hangs')
    expect(node.told).toEqual(['network started', ...CLOSED.slice(1)])
  })

  test('a start that fails closes everything once, also when it is stopped then', async () => {
    const node = createParts(
      () => Promise.reject(new Error('no port')),
      () => Promise.reject(new Error('a socket hangs'))
    )
    const starting = node.start()
    const stopping = node.stop()
    await expect(starting).rejects.toThrow('no port')
    await expect(stopping).rejects.toThrow('a socket hangs')
    await expect(node[Symbol.asyncDispose]()).rejects.toThrow('a socket hangs')
    expect(node.told).toEqual(['network started', ...CLOSED.slice(1)])
  })
})
