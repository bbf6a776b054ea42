/**
 * Limits of a ring and its decisions. All vehicles of a chain must have the same: what one refuses, all
 * refuse.
 */

/** Vehicles on one ring. */
export const NODES_MAX = 64

/** Vehicles that ever registered; their numbers are not used again. */
export const ROSTER_MAX = 1024

/** Recoveries without a majority that are remembered; of earlier ones nobody knows what they lost. */
export const LINES_MAX = 1024

/** Transactions of one operation of the log. */
export const TRANSACTIONS_MAX = 4096

/** Keys of one transaction: as many as its compares and both its branches may name. */
export const KEYS_MAX = 384

/** Decided transactions that wait for all to have done them; more get `busy`. */
export const UNENDED_MAX = 65_536

/** Aborted transactions that are remembered, so that nobody commits them later. */
export const ABORTED_MAX = 16_384

/** Clients whose operations are remembered; the one that was not used for longest goes first. */
export const SESSIONS_MAX = 4096

/** Operations of one client that are remembered until it has acknowledged them. */
export const ANSWERED_MAX = 4096

/** Bytes of a result that is kept for who asks again. */
export const RESULT_BYTES_MAX = 1024

/** Estimated memory of all clients; beyond it too the one that was not used for longest goes: twelve full ones. */
export { SESSIONS_BYTES_MAX } from '../../core/limits.ts'

/** Estimated memory of decided transactions that wait for all; more get `busy`. */
export const UNENDED_BYTES_MAX: number = 64 * 1024 * 1024

/** Decisions of one answer. */
export const DECISIONS_MAX = 1024

/** Characters of the text of a refusal. */
export const REFUSED_CHARACTERS_MAX = 256

/** Estimates of the memory that things take. */
export const DECISION_BYTES = 320
export const SESSION_BYTES = 320
export const ANSWERED_BYTES = 192
/** Of each key and each vehicle of a decision. */
export const NUMBER_BYTES = 8
