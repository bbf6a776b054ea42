/**
 * Settings of the quorum protocol. Sizes of quorums are none: they belong to the genesis.
 */

import { InvalidInputError } from '../../core/errors.ts'
import { PAGE_MAX, WAIT_MS_MAX } from './limits.ts'

export interface QuorumOptions {
  /** Time between two heartbeats of a leader, in milliseconds. Range 1 to 60,000. */
  readonly heartbeatMs?: number
  /** A leader that was not heard for so long is taken for dead, in milliseconds. At least 2 heartbeats. */
  readonly electionTimeoutMs?: number
  /** Time for a member with a higher id to say that it is there, in milliseconds. Range 1 to 60,000. */
  readonly okayTimeoutMs?: number
  /** Time for a candidate to come to lead, in milliseconds. Range 1 to 60,000. */
  readonly coordinatorTimeoutMs?: number
  /** Greatest pause between two attempts to elect a leader, in milliseconds. At least `electionTimeoutMs`. */
  readonly backOffMsMax?: number
  /** With `preempt`: a member with a higher id takes over after so long, in milliseconds. Range 0 and up. */
  readonly preemptAfterMs?: number
  /** First and greatest time between two sendings of what is not answered, in milliseconds. Range 1 and up. */
  readonly resendMsMin?: number
  readonly resendMsMax?: number
  /** Batches of writes that a leader may have under way. Range 1 to 1,024. */
  readonly roundsInFlight?: number
  /** Operations that may wait at a leader; more are refused as `busy`. Range 1 to 1,000,000. */
  readonly queueMax?: number
  /** A request that is not answered by then is `unknown`, in milliseconds. Range 1 to 3,600,000. */
  readonly deadlineMs?: number
  /** What was acknowledged goes into the log at most so often, in milliseconds. Range 1 and up. */
  readonly archiveMs?: number
  /** A deleted key is kept for so long at least, in milliseconds, while there is room. Range 1 and up. */
  readonly deletedMs?: number
  /** Keys of one answer to a question for many. Range 1 to 1,024. */
  readonly pageMax?: number
}

/** All settings, resolved. */
export type QuorumSettings = Required<QuorumOptions>

export const QUORUM_DEFAULTS: Readonly<QuorumSettings> = {
  heartbeatMs: 100,
  electionTimeoutMs: 500, // twice what garbage collection and a slow disk were seen to take
  okayTimeoutMs: 300,
  coordinatorTimeoutMs: 600,
  backOffMsMax: 5_000,
  preemptAfterMs: 5_000,
  resendMsMin: 100,
  resendMsMax: 2_000,
  roundsInFlight: 8,
  queueMax: 16_384,
  deadlineMs: 5_000,
  archiveMs: 500,
  pageMax: PAGE_MAX,
  deletedMs: 3_600_000 // so long it is known what became of an operation on such a key
}

interface Range {
  readonly min: number
  readonly max: number
}

const ANY: Range = { min: 0, max: Number.MAX_SAFE_INTEGER }
const SOME: Range = { min: 1, max: Number.MAX_SAFE_INTEGER }
const MINUTE: Range = { min: 1, max: 60_000 }

const RANGES: Readonly<Record<keyof QuorumSettings, Range>> = {
  heartbeatMs: MINUTE,
  electionTimeoutMs: SOME,
  okayTimeoutMs: MINUTE,
  coordinatorTimeoutMs: MINUTE,
  backOffMsMax: SOME,
  preemptAfterMs: ANY,
  resendMsMin: SOME,
  resendMsMax: SOME,
  roundsInFlight: { min: 1, max: 1_024 },
  queueMax: { min: 1, max: 1_000_000 },
  deadlineMs: { min: 1, max: WAIT_MS_MAX },
  archiveMs: SOME,
  deletedMs: SOME,
  pageMax: { min: 1, max: PAGE_MAX }
}

/** @throws InvalidInputError when a setting is out of its range or contradicts another */
export function resolveQuorumOptions(options: QuorumOptions = {}): QuorumSettings {
  const settings = { ...QUORUM_DEFAULTS, ...options }
  for (const [name, { min, max }] of Object.entries(RANGES)) {
    const value = settings[name as keyof QuorumSettings]
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new InvalidInputError(`quorum.${name} is ${value}, allowed are ${min} to ${max}`)
    }
  }
  const { heartbeatMs, electionTimeoutMs, backOffMsMax, resendMsMin, resendMsMax } = settings
  if (electionTimeoutMs < 2 * heartbeatMs) {
    throw new InvalidInputError(
      `quorum.electionTimeoutMs is ${electionTimeoutMs}, it must be at least 2 x heartbeatMs (${heartbeatMs})`
    )
  }
  if (backOffMsMax < electionTimeoutMs) {
    throw new InvalidInputError(
      `quorum.backOffMsMax is ${backOffMsMax}, it must be at least electionTimeoutMs (${electionTimeoutMs})`
    )
  }
  if (resendMsMin > resendMsMax) {
    throw new InvalidInputError(
      `quorum.resendMsMin is ${resendMsMin}, it must not exceed resendMsMax (${resendMsMax})`
    )
  }
  return settings
}
