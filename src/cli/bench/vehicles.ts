/**
 * The vehicles that `bench kv` measures: members as processes of their own, and one vehicle in this
 * process, which is no member and all the clients.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { VGuardNode } from '../../node/api.ts'
import { type Car, startCar } from '../demo/car.ts'
import { makeDataDirectory } from '../local-fleet.ts'
import { type ComparedEngine, groupOf } from './engines.ts'

export interface BenchVehicles {
  readonly members: readonly Car[]
  /** The vehicle of all clients. */
  readonly client: VGuardNode
  /** Opens a group of all members. Returns the id of its chain. */
  openGroup(engine: ComparedEngine): Promise<string>
  /** Ends everything that was started and removes what was kept. */
  close(): Promise<void>
}

const MEET_MS = 30_000
const LOOK_AGAIN_MS = 50

/** @throws Error when one of them does not start; then none runs */
export async function startBenchVehicles(
  count: number,
  signal: AbortSignal
): Promise<BenchVehicles> {
  const folder = await mkdtemp(join(tmpdir(), 'vguard-bench-'))
  const members: Car[] = []
  let client: VGuardNode | undefined
  const close = async (): Promise<void> => {
    await client?.stop()
    await Promise.all(members.map((car) => car.stop()))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const founder = join(folder, 'car-1')
    for (let i = 1; i <= count; i++) {
      const name = `car-${i}`
      const dataDir = join(folder, name)
      const peer = await makeDataDirectory(dataDir, name, i === 1 ? undefined : founder)
      const bootstrap = await addressesOf(members)
      members.push(await startCar({ name, dataDir, peer, port: 0, bootstrap }, [], signal))
    }
    client = await startClient(join(folder, 'clients'), founder, await addressesOf(members))
    await meet(members, client, signal)
    return { members, client, close, openGroup: (engine) => openGroup(members, engine) }
  } catch (cause) {
    await close()
    throw cause
  }
}

async function startClient(
  dataDir: string,
  founder: string,
  bootstrap: readonly string[]
): Promise<VGuardNode> {
  await makeDataDirectory(dataDir, 'clients', founder)
  await import('../../polyfill.ts')
  const { createVGuardNode } = await import('../../node/node.ts')
  return await createVGuardNode({
    dataDir,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    bootstrap
  })
}

async function addressesOf(cars: readonly Car[]): Promise<readonly string[]> {
  const found = await Promise.all(cars.map(({ client }) => client.get('/v1/status')))
  return found.flatMap(({ addresses }) => addresses)
}

/** Waits until the vehicle of the clients is connected to all members, and they to each other. */
async function meet(
  members: readonly Car[],
  client: VGuardNode,
  signal: AbortSignal
): Promise<void> {
  const endsAtMs = performance.now() + MEET_MS
  for (;;) {
    const all = await Promise.all(members.map((car) => car.client.get('/v1/status')))
    const counts = [...all, await client.status()].map(({ peers }) => peers.connected)
    if (counts.every((connected) => connected >= members.length)) {
      return
    }
    if (performance.now() > endsAtMs) {
      throw new Error(`the vehicles did not meet within ${MEET_MS} ms`)
    }
    await sleep(LOOK_AGAIN_MS, undefined, { signal })
  }
}

async function openGroup(members: readonly Car[], engine: ComparedEngine): Promise<string> {
  const [first] = members
  const peers = members.map(({ peer }) => peer)
  const body = { ...groupOf(engine), members: peers, name: engine }
  const opened = await first?.client.post('/v1/groups', { body })
  return opened?.chain ?? ''
}
