/**
 * Real nodes of one process for tests: memory or disk, real streams on loopback, mDNS off, port 0.
 *
 * Keeps: every node is stopped and every folder gone after `closeNodes`, which tests call after each.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import {
  createVGuardNode,
  type JsonRecord,
  type NodeOptions,
  type ReadRecord,
  type VGuardNode
} from '../../src/index.ts'

const nodes: VGuardNode[] = []
const folders: string[] = []

/** A node that is started, of an open fleet and in memory unless told otherwise. */
export async function createNode(name: string, options: NodeOptions = {}): Promise<VGuardNode> {
  const node = await createVGuardNode({
    store: 'memory',
    open: true,
    name,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    vehicle: { replicate: { backups: 2, offerWaitMs: 1_000 } },
    ...options
  })
  nodes.push(node)
  return node
}

/** Nodes that are all connected to each other. */
export async function createFleet<N extends readonly string[]>(
  names: N,
  options: NodeOptions = {}
): Promise<{ [I in keyof N]: VGuardNode }> {
  const made: VGuardNode[] = []
  for (const name of names) {
    const bootstrap = made.flatMap((node) => node.addresses())
    made.push(await createNode(name, { bootstrap, ...options }))
  }
  const peers = made.map(({ peer }) => peer)
  for (const node of made) {
    const others = peers.filter((peer) => peer !== node.peer)
    await node.meet(others, { timeoutMs: 30_000 })
  }
  return made as { [I in keyof N]: VGuardNode }
}

/** Waits until it holds; looks every 50 ms for half a minute. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !holds(); i++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(holds(), what).toBe(true)
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vguard-embed-'))
  folders.push(folder)
  return folder
}

/** `count` JSON records, numbered from `first` on, one a millisecond. */
export const records = (count: number, first = 0): JsonRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    kind: 'json',
    key: `k${first + i}`,
    timeMs: first + i,
    position: undefined,
    text: `${first + i}`
  }))

/** All records of a chain, from whoever has them. */
export async function readAll(node: VGuardNode, chain: string): Promise<ReadRecord[]> {
  const read: ReadRecord[] = []
  for await (const record of node.readAll(chain, {}, { deadlineMs: 20_000 })) {
    read.push(record)
  }
  return read
}

/** Stops all nodes and removes all folders. */
export async function closeNodes(): Promise<void> {
  await Promise.all(nodes.splice(0).map((node) => node.stop()))
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true })
  }
}
