/**
 * The report of a simulated fleet: what was counted, beside what the closed formula says.
 */
import type { Books, ChainCounts } from './books.ts'
import type { Fairness } from './fairness.ts'
import {
  meanTimeToExhaustion,
  presence,
  sharesAway,
  touchedShare,
  unreadableShare
} from './formula.ts'
import type { LossFigures } from './losses.ts'
import type { ResolvedFleetOptions } from './options.ts'
import type { ReadFigures } from './reads.ts'
import type { RepairFigures } from './repairs.ts'
import type { RoomFigures } from './room.ts'
import {
  type Estimate,
  meanOf,
  poissonInterval,
  type Spread,
  shareInterval,
  spreadOf
} from './statistics.ts'
import type { TrafficFigures } from './traffic.ts'

/** A figure and what the formula says of it. */
export interface Compared extends Estimate {
  readonly formula: number
}

export interface FleetReport {
  readonly options: ResolvedFleetOptions
  readonly measuredHours: number
  readonly chains: number
  /** Things that happened in the simulator. */
  readonly plans: number
  readonly presence: Compared
  readonly checks: ChecksReport
  readonly availability: AvailabilityReport
  readonly repair: RepairReport
  readonly reads: ReadFigures
  readonly storage: StorageReport
  readonly traffic: TrafficFigures & { readonly bytesPerVehicleSecond: number }
  readonly fairness: Fairness
}

export interface ChecksReport {
  readonly looks: number
  readonly broken: number
  readonly first: readonly string[]
}

export interface AvailabilityReport {
  /** Share of chains that are lost when this share of all vehicles is, at once and for good. */
  readonly loss: readonly (Compared & { readonly share: number })[]
  /** Share of chains that survive the loss of any f of their holders, for f = 0 .. k + 2. */
  readonly survives: readonly number[]
  /** Share of the time that j backups of a chain are away, for j = 0 .. k + 1. */
  readonly away: readonly AwayReport[]
  /** How often all backups of a chain were away at once. */
  readonly exhausted: Compared
  /** Share of the time that neither proposer nor a backup was there; the formula is that without repair. */
  readonly unreadable: { readonly share: number; readonly times: number; readonly formula: number }
}

export interface AwayReport {
  readonly share: number
  /** The same of the time that the proposer is there, which is what the formula is of. */
  readonly withProposer: number
  readonly formula: number
}

export interface RepairReport extends RepairFigures {
  /** From a backup's leaving to the table without it, by a proposer that was there all the time. */
  readonly byProposerMs: Spread
  /** By a proposer that was away itself for a part of that time. */
  readonly afterReturnMs: Spread
  readonly bySteward: number
  readonly byStewardMs: Spread
  readonly repairs: number
  /** Backups that came back before they were replaced. */
  readonly returned: number
  readonly storm: StormReport | undefined
}

export interface StormReport {
  readonly left: number
  /** The most placements under way at once from the storm on until the end of its hour. */
  readonly peak: number
  /** Placements begun within a quarter of an hour. */
  readonly begun: number
  /** Chains that lose a backup, by the formula: so many are to be repaired. */
  readonly touched: number
  /** Until no more placements are begun a minute than in the hour before, in minutes. */
  readonly calmAfterMinutes: number | undefined
}

export interface StorageReport extends RoomFigures {
  /** Bytes a vehicle would host if there were m copies of each chain and no other. */
  readonly formulaBytes: number
}

/** Everything that was counted. */
export interface Counted {
  readonly options: ResolvedFleetOptions
  readonly measuredMs: number
  readonly books: Books
  readonly draws: Fairness
  readonly traffic: TrafficFigures
  readonly repairs: RepairFigures
  readonly reads: ReadFigures
  readonly room: RoomFigures
  readonly losses: LossFigures
  readonly stormed: number
  readonly plans: number
  readonly checks: ChecksReport
}

const HOUR_MS = 3_600_000
const MINUTES_AN_HOUR = 60

/** What is begun within this time of a storm is put down to it. */
const STORM_MINUTES = 15

export function reportOf(counted: Counted): FleetReport {
  const { options, measuredMs, books, traffic, room, reads, checks, plans } = counted
  const { vehicles, arrivals, departures } = options
  const seconds = Math.max(1, measuredMs / 1000)
  const chains = [...books.chains.values()].filter(({ epoch }) => epoch > 0).length
  const thereShares = traffic.minutes.map(({ there }) => there / vehicles)
  const there = shareInterval(Math.round(meanOf(thereShares) * vehicles), vehicles)
  const rate = traffic.bytes / seconds / Math.max(1, there.value * vehicles)
  return {
    options,
    measuredHours: measuredMs / HOUR_MS,
    chains,
    plans,
    presence: { ...there, formula: presence(arrivals, departures) },
    checks,
    availability: availabilityOf(counted, chains),
    repair: repairOf(counted, chains),
    reads,
    storage: { ...room, formulaBytes: ((options.k + 1) * room.ownBytes * chains) / vehicles },
    traffic: { ...traffic, bytesPerVehicleSecond: rate },
    fairness: counted.draws
  }
}

/** Backups leave at this rate, as it was measured, storm included; per millisecond. */
function leavingRate(
  { departures }: ChainCounts,
  { minutes }: TrafficFigures,
  forMs: number
): number {
  const thereMs = meanOf(minutes.map(({ there }) => there)) * forMs
  return thereMs === 0 ? 0 : departures / thereMs
}

function availabilityOf(
  { options, measuredMs, books, losses, traffic }: Counted,
  chains: number
): AvailabilityReport {
  const { counts } = books
  const m = options.k + 1
  const total = counts.awayMs.reduce((sum, ms) => sum + ms, 0)
  const lambda = leavingRate(counts, traffic, measuredMs)
  const repairMs = meanOf(counts.repairMs)
  const withProposer = counts.awayWithProposerMs.reduce((sum, ms) => sum + ms, 0)
  const formula = sharesAway(m, lambda, repairMs)
  const isMoving = lambda > 0 && repairMs > 0
  const expected = isMoving ? total / meanTimeToExhaustion(m, lambda, repairMs) : 0
  const awayShare = 1 - presence(options.arrivals, options.departures)
  const looked = losses.copies.reduce((sum, count) => sum + count, 0)
  return {
    loss: losses.trials.map(({ share, chains: of, lost }) => ({
      share,
      ...shareInterval(lost, of),
      formula: unreadableShare(m, share)
    })),
    survives: Array.from({ length: m + 2 }, (_, f) => {
      const left = losses.copies.slice(f + 1).reduce((sum, count) => sum + count, 0)
      return looked === 0 ? 0 : left / looked
    }),
    away: counts.awayMs.map((ms, j) => ({
      share: total === 0 ? 0 : ms / total,
      withProposer: withProposer === 0 ? 0 : (counts.awayWithProposerMs[j] ?? 0) / withProposer,
      formula: formula[j] ?? 0
    })),
    exhausted: { ...poissonInterval(counts.exhausted), formula: expected },
    unreadable: {
      share: total === 0 ? 0 : counts.unreadableMs / total,
      times: counts.unreadableBegun,
      formula: chains === 0 ? 0 : unreadableShare(m, awayShare)
    }
  }
}

function repairOf(counted: Counted, chains: number): RepairReport {
  const { counts } = counted.books
  return {
    ...counted.repairs,
    byProposerMs: spreadOf(counts.repairMs),
    afterReturnMs: spreadOf(counts.lateRepairMs),
    byStewardMs: spreadOf(counts.stewardRepairMs),
    bySteward: counts.stewardRepairMs.length,
    repairs: counts.repairMs.length + counts.lateRepairMs.length + counts.stewardRepairMs.length,
    returned: counts.returned,
    storm: counted.stormed === 0 ? undefined : stormOf(counted, chains)
  }
}

function stormOf({ options, traffic, stormed }: Counted, chains: number): StormReport {
  const { minutes } = traffic
  const begin = Math.floor((options.hours / 2) * MINUTES_AN_HOUR)
  const within = (from: number, to: number) =>
    minutes.filter(({ minute }) => minute > from && minute <= to)
  const before = within(begin - MINUTES_AN_HOUR, begin)
  const behind = within(begin, Number.POSITIVE_INFINITY)
  const usual = Math.max(0, ...before.map(({ begun }) => begun))
  const high = behind.findIndex(({ begun }) => begun > usual)
  const calm = behind.findIndex(({ begun }, i) => i > high && begun <= usual)
  const soon = within(begin, begin + STORM_MINUTES)
  return {
    left: stormed,
    peak: Math.max(0, ...soon.map(({ repairs }) => repairs)),
    begun: soon.reduce((sum, { begun }) => sum + begun, 0),
    touched: chains * touchedShare(options.k + 1, options.storm),
    calmAfterMinutes: high < 0 ? 0 : calm < 0 ? undefined : calm + 1
  }
}
