/**
 * What goes wrong in one world: each kind of fault is on or off by the seed, so that many worlds see
 * few faults often and few worlds see all of them.
 *
 * Source: swarm testing (Groce et al., ISSTA 2012).
 */
import type { Random } from '../core/random.ts'
import type { NetworkMix } from './network.ts'

export interface FaultMix {
  readonly network: NetworkMix
  readonly partitions: boolean
  readonly protocolCuts: boolean
  readonly resets: boolean
  readonly crashes: boolean
  /** Crashes tied to messages and records; see crash-points.ts. */
  readonly crashPoints: number
  /** A crash may leave the batch that was on its way on the disk. */
  readonly keepsUnsynced: boolean
  /** The power goes: many vehicles crash at once, mostly all, and start again together. */
  readonly outages: boolean
  readonly pauses: boolean
  /** Greatest drift of a clock, such as 0.05 for 5 %. */
  readonly drift: number
  /** Greatest distance of a clock from the world's, also after a restart, in milliseconds. */
  readonly skewMs: number
  readonly syncMsMax: number
  /** Share of batches that take `SLOW_SYNC_MS`. */
  readonly slowSyncs: number
  /** Greatest time that reading a page of the disk takes, but for a few that take longer. */
  readonly loadMsMax: number
  readonly diskFailures: boolean
  readonly diskDamage: boolean
  /** Vehicles that lose their disk and come back under a new name. */
  readonly wipes: boolean
  /** Vehicles that leave for good. */
  readonly departures: boolean
  readonly byzantine: boolean
  readonly stepsWhileSyncing: boolean
}

/** The names of the faults that can be switched off when a failing world is made smaller. */
export type FaultName = Exclude<keyof FaultMix, 'network'> | keyof NetworkMix

export const SLOW_SYNC_MS = 2_000

const SWITCHED_OFF: Record<FaultName, boolean | number> = {
  loss: 0,
  duplication: 0,
  delayMsMin: 1,
  delayMsMax: 2,
  slow: 0,
  gossipLoss: 0,
  partitions: false,
  protocolCuts: false,
  resets: false,
  crashes: false,
  crashPoints: 0,
  keepsUnsynced: false,
  outages: false,
  pauses: false,
  drift: 0,
  skewMs: 0,
  syncMsMax: 1,
  slowSyncs: 0,
  loadMsMax: 3,
  diskFailures: false,
  diskDamage: false,
  wipes: false,
  departures: false,
  byzantine: false,
  stepsWhileSyncing: false
}

export const FAULT_NAMES = Object.keys(SWITCHED_OFF) as readonly FaultName[]

/** The faults of one seed, without those in `off`. */
export function drawFaults(random: Random, off: ReadonlySet<FaultName> = new Set()): FaultMix {
  // Every number is drawn for every seed, so that switching one fault off leaves the others alone.
  const half = (): boolean => random.chance(0.5)
  const some = (p: number, value: number): number => (random.chance(p) ? value : 0)
  const quick = half()
  const network: NetworkMix = {
    loss: some(0.5, random.next() * 0.2),
    duplication: some(0.5, random.next() * 0.1),
    delayMsMin: 1,
    delayMsMax: quick ? 5 : 60,
    slow: some(0.5, 0.01),
    gossipLoss: some(0.7, random.next() * 0.5)
  }
  const rest = {
    partitions: half(),
    protocolCuts: random.chance(0.25),
    resets: random.chance(0.3),
    crashes: half(),
    crashPoints: some(0.6, random.integer(1, 4)),
    keepsUnsynced: half(),
    pauses: random.chance(0.4),
    drift: some(0.4, 0.05),
    skewMs: some(0.3, 3_600_000),
    syncMsMax: half() ? 5 : 1,
    slowSyncs: some(0.2, 0.01),
    diskFailures: random.chance(0.2),
    diskDamage: random.chance(0.15),
    wipes: random.chance(0.15),
    departures: random.chance(0.3),
    byzantine: random.chance(0.25),
    stepsWhileSyncing: half(),
    outages: random.chance(0.3),
    loadMsMax: random.chance(0.2) ? 40 : 3
  }
  return {
    ...without(rest, off),
    network: without(network, off)
  }
}

function without<T extends object>(mix: T, off: ReadonlySet<FaultName>): T {
  const calmed = Object.entries(SWITCHED_OFF).filter(
    ([name]) => off.has(name as FaultName) && name in mix
  )
  return { ...mix, ...Object.fromEntries(calmed) }
}
