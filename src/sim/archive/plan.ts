/**
 * One world of the archive suite on paper: how many vehicles, chains and readers, and what they do.
 */
import type { Random } from '../../core/random.ts'

export interface ArchivePlan {
  readonly vehicles: number
  /** b of every chain. */
  readonly backups: number
  /** Whether the first vehicle is the pivot of all chains. */
  readonly hasPivot: boolean
  /** Vehicles that append to their own chain. */
  readonly proposers: number
  readonly readers: number
  readonly pins: boolean
  readonly faultsOnPurpose: boolean
  /** Room for copies on each vehicle; small in some worlds. */
  readonly quotaBytes: number
  /** Then placement may fail for good. */
  readonly hasSmallQuota: boolean
  /** How long faults strike. */
  readonly stormMs: number
}

const VEHICLES_MIN = 3
const VEHICLES_MAX = 8
const BACKUPS_MAX = 3
const QUOTA_BYTES = 8 * 1024 * 1024
const SMALL_QUOTA_BYTES = 12 * 1024

export function drawPlan(random: Random): ArchivePlan {
  const hasSmallQuota = random.chance(0.15)
  const vehicles = random.integer(VEHICLES_MIN, VEHICLES_MAX)
  return {
    vehicles,
    backups: random.integer(1, Math.min(BACKUPS_MAX, vehicles - 1)),
    hasPivot: random.chance(0.2),
    proposers: random.integer(1, Math.min(3, vehicles)),
    readers: random.integer(1, 2),
    pins: random.chance(0.3),
    faultsOnPurpose: random.chance(0.3),
    quotaBytes: hasSmallQuota ? SMALL_QUOTA_BYTES : QUOTA_BYTES,
    hasSmallQuota,
    stormMs: random.integer(4_000, 14_000)
  }
}
