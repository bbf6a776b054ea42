/**
 * Settings of the archive's placement and transfer.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { BACKUPS_MAX, NUMBER_MAX } from '../../core/limits.ts'

export interface ReplicateOptions {
  /** Vehicles that hold a copy besides the proposer. Range 0 to 16; that many may be lost. */
  readonly backups?: number
  /**
   * Share of the quota that the chains of one proposer (of one issuer, for chains of groups) take at
   * most, reservations included. Range above 0 to 1.
   */
  readonly authorShareMax?: number
  /** Draw the members of the present table first, so that only a delta moves; else all at random. */
  readonly preferCurrent?: boolean
  /** Time after which a placement that is not sealed is reported, in milliseconds. */
  readonly deadlineMs?: number
  /**
   * Time given to candidates to answer before the best of those that did are taken, in ms. For
   * candidates that the caller named it is `offerTimeoutMs`.
   */
  readonly offerWaitMs?: number
  /** Time after which a candidate that has not answered is given up, in milliseconds. */
  readonly offerTimeoutMs?: number
  /** How long a candidate keeps room for an offer, in milliseconds. */
  readonly reserveMs?: number
  /** Least time without progress after which a backup is replaced, in milliseconds. */
  readonly stallTimeoutMs?: number
  /** Time one chunk may take before it is asked for again, elsewhere if possible, in ms. */
  readonly pullTimeoutMs?: number
  /** Chunks outstanding in one transfer. Range 1 to 16; at 4 that is about 1 MiB. */
  readonly pullsOutstandingMax?: number
  /** First time after which a message without answer is sent again; doubles, in milliseconds. */
  readonly resendMs?: number
  /** Time between two tries with too few candidates, in milliseconds. */
  readonly retryMs?: number
  /** Time a report waits for connected former holders to be released, in milliseconds. */
  readonly releaseWaitMs?: number
  /** Time a member of a table may be absent before it is replaced, in milliseconds. */
  readonly memberAbsentMs?: number
  /** Least time between two repairs of one chain, in milliseconds. */
  readonly repairIntervalMs?: number
  /** Bytes of certified blocks behind the newest table at which the leader of a group places them. */
  readonly groupPlaceBytes?: number
  /** Time a proposer may be absent before its backups elect a steward, in milliseconds. */
  readonly proposerAbsentMs?: number
}

export const REPLICATE_DEFAULTS: Readonly<Required<ReplicateOptions>> = {
  backups: 3, // N + 1 of VGuardDB's README with N = 2
  authorShareMax: 0.5, // one that fills its share leaves as much to all others
  preferCurrent: true, // else each booth moves whole copies, and traffic grows with the square
  deadlineMs: 10_000,
  offerWaitMs: 200,
  offerTimeoutMs: 2_000,
  reserveMs: 600_000, // PROTOCOLS section 6: 10 minutes
  stallTimeoutMs: 5_000, // PROTOCOLS section 6: T_x
  pullTimeoutMs: 2_000,
  pullsOutstandingMax: 4, // 1 MiB, what a stream takes without growing buffers
  resendMs: 500,
  retryMs: 5_000, // PROTOCOLS section 6
  releaseWaitMs: 500,
  memberAbsentMs: 30_000, // PROTOCOLS section 6, against flapping
  repairIntervalMs: 10_000, // PROTOCOLS section 6
  groupPlaceBytes: 32 * 1024 * 1024, // an eighth of what a group's log may take by default
  proposerAbsentMs: 120_000 // PROTOCOLS section 6: T_p
}

export type ResolvedReplicateOptions = Required<ReplicateOptions>

const PULLS_OUTSTANDING_MAX = 16
const DAY_MS = 86_400_000

/** @throws InvalidInputError when a setting is out of its range or does not fit another */
export function resolveReplicateOptions(options: ReplicateOptions = {}): ResolvedReplicateOptions {
  const resolved = { ...REPLICATE_DEFAULTS, ...options }
  const { backups, pullsOutstandingMax, offerWaitMs, offerTimeoutMs } = resolved
  checkRange('backups', backups, 0, BACKUPS_MAX)
  checkRange('pullsOutstandingMax', pullsOutstandingMax, 1, PULLS_OUTSTANDING_MAX)
  const { authorShareMax } = resolved
  if (!(authorShareMax > 0 && authorShareMax <= 1)) {
    throw new InvalidInputError(
      `replicate.authorShareMax is ${authorShareMax}, allowed is above 0 to 1`
    )
  }
  checkRange('groupPlaceBytes', resolved.groupPlaceBytes, 1, NUMBER_MAX)
  for (const [name, value] of Object.entries(resolved)) {
    if (name.endsWith('Ms') && !(Number(value) >= 1 && Number(value) <= DAY_MS)) {
      throw new InvalidInputError(`replicate.${name} is ${value}, allowed are 1 ms to 1 day`)
    }
  }
  if (offerWaitMs > offerTimeoutMs) {
    throw new InvalidInputError(
      `replicate.offerWaitMs is ${offerWaitMs}, at most offerTimeoutMs (${offerTimeoutMs}) is allowed`
    )
  }
  if (resolved.memberAbsentMs > resolved.proposerAbsentMs) {
    throw new InvalidInputError(
      `replicate.memberAbsentMs is ${resolved.memberAbsentMs}, ` +
        `at most proposerAbsentMs (${resolved.proposerAbsentMs}) is allowed`
    )
  }
  return resolved
}

function checkRange(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InvalidInputError(`replicate.${name} is ${value}, allowed are ${min} to ${max}`)
  }
}
