/**
 * Limits of the sessions of a state. All vehicles of a chain must have the same.
 */
import { SESSIONS_BYTES_MAX } from '../../core/limits.ts'

export interface SessionsOptions {
  /** Sessions kept; the one that was not used for longest goes first. */
  readonly sessionsMax?: number
  /** Results kept of one session; more than any client leaves unacknowledged. */
  readonly resultsMax?: number
  /** Bytes of a result that is kept; of a greater one only that there was one. */
  readonly resultBytesMax?: number
  /** Estimated memory of all sessions; beyond it the one that was not used for longest goes. */
  readonly bytesMax?: number
}

export const SESSIONS_DEFAULTS: Readonly<Required<SessionsOptions>> = Object.freeze({
  sessionsMax: 10_000,
  resultsMax: 1024,
  resultBytesMax: 16 * 1024,
  bytesMax: SESSIONS_BYTES_MAX // four sessions full of the greatest results
})

/** Estimate of what a session takes besides its results. */
export const SESSION_OVERHEAD_BYTES = 320

/** Estimate of what a result takes besides its bytes, with the digest of its operation. */
export const RESULT_OVERHEAD_BYTES = 192
