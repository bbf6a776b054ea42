/**
 * One world of the suite groups on paper: how many vehicles, which of them begin a group, what clients
 * do, and how soon things move by themselves.
 */
import type { Random } from '../../core/random.ts'
import type { VehicleOptions } from '../../vehicle/options.ts'
import type { ArchivePlan } from '../archive/plan.ts'

export interface GroupsPlan extends ArchivePlan {
  /** First members of the group; the other vehicles are asked to keep its chain. */
  readonly members: number
  readonly clients: number
  readonly changesMembers: boolean
  /** Greatest value of a put, in bytes. */
  readonly valueBytesMax: number
  readonly options: VehicleOptions
}

const QUOTA_BYTES = 64 * 1024 * 1024
const SMALL_VALUE_BYTES = 200
/** So that a hundred puts reach the least size of a log that lets blocks go, and not twice that. */
const LARGE_VALUE_BYTES = 40_000
const LOG_BYTES = 1024 * 1024

export function drawGroupsPlan(random: Random): GroupsPlan {
  const members = random.integer(1, 4)
  const backups = random.integer(1, 3)
  // One more vehicle than are needed, because one may stay away.
  const others = backups + random.integer(1, 3)
  // Whoever joins would need blocks that all members have let go.
  const changesMembers = random.chance(0.5)
  const isLarge = random.chance(0.5) && !changesMembers
  const proposerAbsentMs = random.integer(6_000, 12_000)
  return {
    vehicles: members + others,
    members,
    backups,
    hasPivot: random.chance(0.15),
    proposers: 0,
    readers: random.integer(1, 2),
    pins: random.chance(0.2),
    faultsOnPurpose: random.chance(0.2),
    quotaBytes: QUOTA_BYTES,
    hasSmallQuota: false,
    stormMs: random.integer(5_000, 14_000),
    clients: random.integer(1, 3),
    changesMembers,
    valueBytesMax: isLarge ? LARGE_VALUE_BYTES : SMALL_VALUE_BYTES,
    options: {
      replicate: {
        backups,
        preferCurrent: random.chance(0.7),
        memberAbsentMs: random.integer(1_500, 5_000),
        repairIntervalMs: random.integer(500, 2_000),
        proposerAbsentMs,
        groupPlaceBytes: random.chance(0.5) ? random.integer(500, 5_000) : LOG_BYTES
      },
      paxos: isLarge ? { logBytesMax: LOG_BYTES, snapshotEntries: 5, blocksKeptMin: 3 } : {}
    }
  }
}
