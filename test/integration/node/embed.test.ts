/**
 * The embedding API over real streams: several nodes of one process on loopback.
 */
import { afterEach, describe, expect, test } from 'vitest'
import type { VGuardNode } from '../../../src/index.ts'
import { createVGuardNode } from '../../../src/index.ts'

const nodes: VGuardNode[] = []

async function createNode(name: string, bootstrap: readonly string[] = []): Promise<VGuardNode> {
  const node = await createVGuardNode({
    store: 'memory',
    open: true,
    name,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    bootstrap,
    faults: true,
    vehicle: { replicate: { backups: 2 } }
  })
  nodes.push(node)
  return node
}

async function createFleet(names: readonly string[]): Promise<VGuardNode[]> {
  const made: VGuardNode[] = []
  for (const name of names) {
    made.push(
      await createNode(
        name,
        made.flatMap((node) => node.addresses())
      )
    )
  }
  for (const node of made) {
    for await (const _ of until(
      () => node.peers().filter((p) => p.isConnected).length >= names.length - 1
    )) {
      // looks again
    }
  }
  return made
}

async function* until(holds: () => boolean): AsyncGenerator<void> {
  for (let i = 0; i < 200 && !holds(); i++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    yield
  }
  expect(holds()).toBe(true)
}

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()))
})

describe('embedding', () => {
  test('a booth certifies records, its end places backups, and any vehicle reads them', async () => {
    const [a, b, c, d] = await createFleet(['car-a', 'car-b', 'car-c', 'car-d'])
    const opened = await a!.openBooth({ members: ['car-b', 'car-c'] })
    expect(opened.members).toHaveLength(3)
    const records = Array.from({ length: 50 }, (_, i) => ({
      kind: 'json' as const,
      key: 'trip',
      timeMs: i,
      position: undefined,
      text: `${i}`
    }))
    const appended = await a!.append(records)
    expect(appended.entries).toBe(50)
    const ended = await a!.endBooth({ operation: 'trip-1', participants: ['car-b', 'car-c'] })
    expect(ended.state).toBe('sealed')
    expect(ended.chosen).toHaveLength(2)
    const read = []
    for await (const record of d!.readAll('car-a')) {
      read.push(record)
    }
    expect(read.map(({ record }) => record)).toEqual(records)
    const status = await a!.status()
    expect(status.health).toBe('ok')
    console.log(JSON.stringify(status, null, 1).slice(0, 6000))
    console.log(await b!.verifyChain('car-a'))
    void c
  })
})
