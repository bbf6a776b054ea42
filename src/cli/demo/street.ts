/**
 * The street of the demonstration: seven vehicles of one fleet, on loopback, in a folder of their own.
 */
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import type { StatusJson } from '../../http/answers.ts'
import { makeDataDirectory } from '../local-fleet.ts'
import { type Car, type CarPlan, startCar } from './car.ts'

export const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const

export interface Street {
  car(name: string): Car
  /** Name of a vehicle by its peer id. */
  nameOf(peer: string): string
  /** Ends all processes. */
  close(): Promise<void>
}

/** Settings that make the story the same each time; everything else is as by default. */
const CONFIG = {
  vehicle: {
    // Tables spread by gossip here; the periodic comparison would tell G what the story needs it
    // not to know, now and then.
    read: { digestIntervalMs: 600_000 },
    // Seven processes share this machine with whatever else runs: a late answer is no absence here.
    replicate: { offerWaitMs: 3_000, offerTimeoutMs: 6_000, stallTimeoutMs: 20_000 }
  }
}

/** Makes directories, keys, the fleet and its memberships for all vehicles. */
export async function planStreet(folder: string): Promise<readonly CarPlan[]> {
  const ports = await freePorts(NAMES.length)
  const drafts: { name: string; dataDir: string; peer: string; port: number }[] = []
  for (const [i, name] of NAMES.entries()) {
    const dataDir = join(folder, name)
    const peer = await makeDataDirectory(dataDir, name, drafts[0]?.dataDir)
    await writeFile(join(dataDir, 'config.json'), JSON.stringify(CONFIG), { mode: 0o600 })
    drafts.push({ name, dataDir, peer, port: ports[i] ?? 0 })
  }
  return drafts.map((draft) => ({
    ...draft,
    bootstrap: drafts
      .filter((other) => other !== draft)
      .map(({ port, peer }) => `/ip4/127.0.0.1/tcp/${port}/p2p/${peer}`)
  }))
}

/** Starts all vehicles at once. */
export async function startStreet(
  plans: readonly CarPlan[],
  flags: readonly string[],
  signal: AbortSignal
): Promise<Street> {
  const started = await Promise.allSettled(plans.map((plan) => startCar(plan, flags, signal)))
  const cars = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const street: Street = {
    car(name) {
      const found = cars.find((car) => car.name === name)
      if (found === undefined) {
        throw new Error(`there is no vehicle ${name}`)
      }
      return found
    },
    nameOf: (peer) => plans.find((plan) => plan.peer === peer)?.name ?? peer.slice(-6),
    async close() {
      await Promise.all(cars.map((car) => car.stop()))
    }
  }
  const failed = started.find((result) => result.status === 'rejected')
  if (failed !== undefined) {
    await street.close()
    throw failed.reason
  }
  return street
}

export function statusOf(car: Car): Promise<StatusJson> {
  return car.client.get('/v1/status')
}

/** Ports that were free a moment ago; all are taken together, so they differ. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
  )
  return ports
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
