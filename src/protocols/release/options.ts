/**
 * Settings of release and forward.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { BACKUPS_MAX } from '../../core/limits.ts'

export interface ReleaseOptions {
  /** First time after which an unconfirmed release is told again; doubles to 30 s. Milliseconds. */
  readonly resendMs?: number
  /** Time a proof may take before it is given up, in milliseconds. */
  readonly proofTimeoutMs?: number
  /** Time between two slices of deletion, in milliseconds. */
  readonly deleteIntervalMs?: number
  /** How long a forward pointer is kept at least, in milliseconds. */
  readonly forwardKeepMs?: number
  /**
   * A table with fewer backups releases nothing here, unless the table that this vehicle answered had
   * no more of them itself. Range 1 to 16.
   */
  readonly backupsMin?: number
}

export const RELEASE_DEFAULTS: Readonly<Required<ReleaseOptions>> = {
  resendMs: 500,
  proofTimeoutMs: 10_000,
  deleteIntervalMs: 20, // 256 blocks each: deletion stays below the traffic of one booth
  forwardKeepMs: 30 * 86_400_000, // PROTOCOLS section 6
  backupsMin: 2 // so that a false proposer with one false backup destroys nothing
}

/** @throws InvalidInputError when a setting is out of its range */
export function resolveReleaseOptions(options: ReleaseOptions = {}): Required<ReleaseOptions> {
  const resolved = { ...RELEASE_DEFAULTS, ...options }
  const { backupsMin } = resolved
  if (!Number.isInteger(backupsMin) || backupsMin < 1 || backupsMin > BACKUPS_MAX) {
    throw new InvalidInputError(
      `release.backupsMin is ${backupsMin}, allowed are 1 to ${BACKUPS_MAX}`
    )
  }
  for (const [name, value] of Object.entries(resolved)) {
    if (name.endsWith('Ms') && !(value >= 1 && value <= Number.MAX_SAFE_INTEGER)) {
      throw new InvalidInputError(`release.${name} is ${value}, at least 1 ms is needed`)
    }
  }
  return resolved
}
