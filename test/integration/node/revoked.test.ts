/**
 * A vehicle is revoked, with real files and streams: what it took part in stays readable for whoever
 * joins later, and it takes part in nothing new.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import {
  createFleet,
  createVGuardNode,
  inviteVehicle,
  type JsonRecord,
  joinFleet,
  loadOrCreateIdentity,
  type VGuardNode
} from '../../../src/index.ts'
import { revokeVehicle } from '../../../src/node/fleet-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'vguard-revoked-'))
const nodes: VGuardNode[] = []
const dirOf = (name: string): string => join(folder, name)

async function startMember(name: string): Promise<VGuardNode> {
  const identity = await loadOrCreateIdentity(dirOf(name))
  if (name === 'car-a') {
    await createFleet(dirOf(name), identity, name, Date.now())
  } else {
    const guest = { peer: identity.peer, name }
    const invite = await inviteVehicle(dirOf('car-a'), guest, Date.now())
    await joinFleet(dirOf(name), identity, invite, Date.now())
  }
  const node = await createVGuardNode({
    dataDir: dirOf(name),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    bootstrap: nodes.flatMap((other) => other.addresses()),
    mdns: false,
    vehicle: { replicate: { backups: 1 } }
  })
  nodes.push(node)
  return node
}

const connectedTo = (node: VGuardNode): number =>
  node.peers().filter(({ isConnected }) => isConnected).length

const record = (key: string): JsonRecord => ({
  kind: 'json',
  key,
  timeMs: 1,
  position: undefined,
  text: '1'
})

async function keysOf(node: VGuardNode, chain: string): Promise<readonly string[]> {
  const keys: string[] = []
  for await (const { record: found } of node.readAll(chain, {}, { deadlineMs: 20_000 })) {
    keys.push(found?.key ?? '')
  }
  return keys
}

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  rmSync(folder, { recursive: true, force: true })
})

test('revoked: the past of a vehicle stays readable for a newcomer, and it has no future', {
  timeout: 120_000
}, async () => {
  const a = await startMember('car-a')
  const b = await startMember('car-b')
  const c = await startMember('car-c')
  const patience = { timeout: 30_000, interval: 50 }
  await vi.waitFor(() => expect(nodes.map(connectedTo)).toEqual([2, 2, 2]), patience)
  for (const node of [a, b]) {
    await node.openBooth({ members: ['car-a', 'car-b', 'car-c'] })
    await node.append([record(`of ${node.name}`)])
    const { state } = await node.endBooth({ deadlineMs: 20_000 })
    expect(state, node.name).toBe('sealed')
  }
  await revokeVehicle(dirOf('car-a'), b.peer)
  expect(await a.reloadRevocations()).toBe(true)
  await vi.waitFor(() => expect(nodes.map(connectedTo)).toEqual([1, 0, 1]), patience)

  const newcomer = await startMember('car-d')
  await vi.waitFor(() => expect(connectedTo(newcomer)).toBe(2), patience)
  await newcomer.discoverChains()
  expect(await keysOf(newcomer, a.ownChain)).toEqual(['of car-a'])
  expect(await keysOf(newcomer, b.ownChain)).toEqual(['of car-b'])
  expect(await c.verifyChain(a.ownChain)).toMatchObject({ isSound: true })
  await expect(a.openBooth({ members: [b.peer, 'car-c'] })).rejects.toThrow(/fleet/)
})
