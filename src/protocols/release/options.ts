/**
 * Settings of release and forward.
 */
import { InvalidInputError } from '../../core/errors.ts'

export interface ReleaseOptions {
  /** First time after which an unconfirmed release is told again; doubles to 30 s. Milliseconds. */
  readonly resendMs?: number
  /** Time a proof may take before it is given up, in milliseconds. */
  readonly proofTimeoutMs?: number
  /** Time between two slices of deletion, in milliseconds. */
  readonly deleteIntervalMs?: number
  /** How long a forward pointer is kept at least, in milliseconds. */
  readonly forwardKeepMs?: number
}

export const RELEASE_DEFAULTS: Readonly<Required<ReleaseOptions>> = {
  resendMs: 500,
  proofTimeoutMs: 10_000,
  deleteIntervalMs: 20, // 256 blocks each: deletion stays below the traffic of one booth
  forwardKeepMs: 30 * 86_400_000 // PROTOCOLS section 6
}

/** @throws InvalidInputError when a setting is out of its range */
export function resolveReleaseOptions(options: ReleaseOptions = {}): Required<ReleaseOptions> {
  const resolved = { ...RELEASE_DEFAULTS, ...options }
  for (const [name, value] of Object.entries(resolved)) {
    if (!(value >= 1 && value <= Number.MAX_SAFE_INTEGER)) {
      throw new InvalidInputError(`release.${name} is ${value}, at least 1 ms is needed`)
    }
  }
  return resolved
}
