/**
 * One world of the suite `bank` on paper: how many vehicles and accounts, and what clients do.
 */
import type { Random } from '../../core/random.ts'
import type { VehicleOptions } from '../../vehicle/options.ts'

export interface BankPlan {
  /** First members of the group. */
  readonly members: number
  /** Vehicles that are none, at first. */
  readonly others: number
  readonly accounts: number
  /** Money of each account at first. */
  readonly money: number
  /** Greatest amount of a transfer. */
  readonly amountMax: number
  readonly clients: number
  /** Transfers of all clients together. */
  readonly transfers: number
  /** Longest pause of a client between two transfers. */
  readonly pauseMsMax: number
  readonly changesMembers: boolean
  /** Accounts are given to other vehicles. */
  readonly moves: boolean
  /** They are also taken from owners that do not answer. */
  readonly forces: boolean
  /** Disks of owners become older ones. */
  readonly rollbacks: boolean
  /** How long faults strike. */
  readonly stormMs: number
  readonly options: VehicleOptions
}

export function drawPlan(random: Random): BankPlan {
  const moves = random.chance(0.4)
  return {
    members: random.chance(0.75) ? 3 : 5,
    others: random.integer(1, 2),
    accounts: random.integer(3, 6),
    money: random.integer(20, 60),
    amountMax: random.integer(10, 40),
    clients: random.integer(2, 4),
    transfers: random.integer(60, 120),
    pauseMsMax: random.pick([40, 120]),
    changesMembers: random.chance(0.25),
    moves,
    forces: moves && random.chance(0.5),
    rollbacks: random.chance(0.2),
    stormMs: random.integer(3_000, 5_000),
    options: drawOptions(random)
  }
}

function drawOptions(random: Random): VehicleOptions {
  const heartbeatMs = random.pick([100, 150])
  return {
    advertIntervalMs: 60_000,
    retention: { sweepIntervalMs: 60_000 },
    paxos: {
      heartbeatMs,
      heartbeatIdleMs: 2 * heartbeatMs,
      snapshotEntries: random.chance(0.3) ? random.integer(5, 30) : 10_000
    },
    bank: {
      flushMs: random.pick([150, 600, 2_000]),
      flushTransfers: random.pick([2, 8, 256]),
      collectMs: random.integer(20, 150),
      resendMsMin: random.pick([50, 100])
    }
  }
}
