/**
 * Settings of V-Guard's gossip.
 */
import { InvalidInputError } from '../../core/errors.ts'

export interface SpreadOptions {
  /** Hops that a booth result travels: lambda of V-Guard's appendix. Range 0 (off) to 8. */
  readonly lifetime?: number
  /** How long a receiver promises to keep a result, in milliseconds. Range 0 to 30 days. */
  readonly keepMs?: number
}

export const SPREAD_DEFAULTS: Readonly<Required<SpreadOptions>> = {
  lifetime: 0, // copies beyond the backups cost room on every vehicle: to be asked for
  keepMs: 24 * 3_600_000 // tau of V-Guard's appendix
}

const LIFETIME_MAX = 8
const KEEP_MS_MAX = 30 * 24 * 3_600_000

/** @throws InvalidInputError when a setting is out of its range */
export function resolveSpreadOptions(options: SpreadOptions = {}): Required<SpreadOptions> {
  const resolved = { ...SPREAD_DEFAULTS, ...options }
  const { lifetime, keepMs } = resolved
  if (!Number.isInteger(lifetime) || lifetime < 0 || lifetime > LIFETIME_MAX) {
    throw new InvalidInputError(`spread.lifetime is ${lifetime}, allowed are 0 to ${LIFETIME_MAX}`)
  }
  if (!(keepMs >= 0 && keepMs <= KEEP_MS_MAX)) {
    throw new InvalidInputError(`spread.keepMs is ${keepMs}, allowed are 0 to ${KEEP_MS_MAX}`)
  }
  return resolved
}
