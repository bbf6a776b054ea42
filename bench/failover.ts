/**
 * Failover: three vehicles share a key-value store, and the one that leads is killed under eight
 * writers of a fourth, again and again, with each engine whose members follow a leader. What is
 * measured is how long a writer then waits for its next acknowledgement.
 */
import type { Bench } from './context.ts'
import {
  type BenchVehicle,
  endVehicle,
  eventually,
  pause,
  startFleet,
  startVehicle
} from './fleet.ts'
import { quantileFigure } from './statistics.ts'
import { VALUE_BYTES } from './store-figures.ts'

const KILLS = 15
const WRITERS = 8
const LOAD_MS = 3_000
/** The leader dies when everybody has written for a while. */
const KILL_AFTER_MS = 700
const WHOLE_TIMEOUT_MS = 30_000
/** Engines whose members follow a leader, and what their memory figures are called. */
const LABELS = { paxos: 'failover', quorum: 'quorum-failover' } as const

type Engine = keyof typeof LABELS

export async function measureFailover(bench: Bench): Promise<void> {
  await measureOf(bench, 'paxos')
  await measureOf(bench, 'quorum')
}

async function measureOf(bench: Bench, engine: Engine): Promise<void> {
  const label = LABELS[engine]
  const { vehicles } = await startFleet(bench, { count: 4, label })
  const [client, ...members] = vehicles
  const [opener = client] = members
  const peers = members.map(({ peer }) => peer)
  const chain = await opener.remote.call('openGroup', { members: peers, engine })
  const load = { chain, kind: 'put', clients: WRITERS, valueBytes: VALUE_BYTES } as const
  const waitsMs: number[] = []
  for (let kill = 0; kill < bench.runs(KILLS); kill++) {
    const leader = await leaderOf(members, chain)
    const writing = client.remote.call('loadGroup', { ...load, forMs: LOAD_MS })
    await pause(KILL_AFTER_MS)
    await leader.remote.kill()
    const { longestMs } = await writing
    waitsMs.push(...longestMs)
    members[members.indexOf(leader)] = await restart(bench, client, leader)
  }
  bench.add(
    quantileFigure(`${engine}.failoverP50Ms`, 'ms', waitsMs, 0.5),
    quantileFigure(`${engine}.failoverP99Ms`, 'ms', waitsMs, 0.99)
  )
  for (const vehicle of [client, ...members]) {
    await endVehicle(bench, vehicle, label)
  }
}

/** Waits until all members follow one that is there. */
async function leaderOf(members: readonly BenchVehicle[], chain: string): Promise<BenchVehicle> {
  let found: BenchVehicle | undefined
  await eventually('all members follow one leader', WHOLE_TIMEOUT_MS, async () => {
    const told = await Promise.all(members.map(({ remote }) => remote.call('leaderOf', chain)))
    found = members.find(({ peer }) => told.every((leader) => leader === peer))
    return found !== undefined
  })
  if (found === undefined) {
    throw new Error('no member leads')
  }
  return found
}

async function restart(
  bench: Bench,
  { addresses }: BenchVehicle,
  { name, dataDir }: BenchVehicle
): Promise<BenchVehicle> {
  const vehicle = await startVehicle(bench, { name, dataDir, bootstrap: addresses })
  await eventually(`${name} has met the others again`, WHOLE_TIMEOUT_MS, async () => {
    return (await vehicle.remote.call('connected', null)) === 3
  })
  return vehicle
}
