/**
 * Limits of the quorum protocol, with their reasons.
 */
import { OPERATION_BYTES_MAX } from '../../core/limits.ts'
import type { WaitingLimits } from '../../core/waiting.ts'

/**
 * A value with its key, its framing and the operations that were done on it. In a batch by itself it fits
 * an entry of the log: what one member holds, whoever leads can archive.
 */
export const REGISTER_BYTES_MAX: number = OPERATION_BYTES_MAX - 64

/** Memory that the registers of a group may take, about; what would take more is refused. */
export const STORE_BYTES_MAX = 1024 * 1024 * 1024

/** What a register takes besides its bytes, about. */
export const REGISTER_OVERHEAD_BYTES = 256

/** Registers of one message stay below this, but for a single larger one. */
export const PART_BYTES = 1024 * 1024

/** A result or an answer of the state, which may be twice the entries in it. */
export const ANSWER_BYTES_MAX = 2 * 1024 * 1024

/** Keys, registers and items of one message. */
export const ITEMS_MAX = 4096

/** Operations that a register remembers: what may be asked again after its leader died. */
export const DONE_MAX = 4

/** A result that is kept to be told again; one with the entry before is not. */
export const RESULT_KEPT_BYTES_MAX = 96

/** Bytes of a DoneList. */
export const DONE_BYTES_MAX = 4096

/** Bytes of registers in one answer to pull. */
export const PULL_BYTES = 64 * 1024

/** Registers of one answer to pull, at most. */
export const PAGE_MAX = 1024

/** A sentence for a person. */
export const TEXT_CHARACTERS_MAX = 256

/** One word. */
export const REASON_CHARACTERS_MAX = 64

/** Groups that a vehicle asks, or has asked, and does not belong to. */
export const ASKED_MAX = 64

/** What a member may be asked at once. */
export const PENDING_MAX = 16_384

/** Bytes of operations that may wait at a leader, or at a member without one. */
export const WAITING_BYTES_MAX: number = 64 * 1024 * 1024

/** Requests of this vehicle that may wait for answers, and the bytes of what they ask for. */
export const PENDING_LIMITS: WaitingLimits = { countMax: 16_384, bytesMax: WAITING_BYTES_MAX }

/** Numbers of one session that may be unanswered. */
export const SESSION_OPEN_MAX = 512

/** Sessions of this vehicle in one group. */
export const SESSIONS_MAX = 64

/** Sessions of all vehicles that a leader knows in one epoch. */
export const SESSIONS_KNOWN_MAX = 16_384

/**
 * The same of one vehicle. One that behaves has 64 at a time, and begins another for each that it has lost an
 * answer of: with the usual time to wait that is 120 in ten minutes.
 */
export const SESSIONS_OF_ONE_MAX = 1024

/** Results of one session that its vehicle has not confirmed. */
export const RESULTS_MAX = 2 * SESSION_OPEN_MAX

/** The same of all sessions, about 160 MB; with more of them the next epoch begins. */
export const RESULTS_KNOWN_MAX = 524_288

/** The same of one vehicle: twice what it leaves unconfirmed in 64 sessions at a time. */
export const RESULTS_OF_ONE_MAX = 65_536

/** Sendings of one operation that are answered when it is done: the last ones. */
export const COPIES_ANSWERED_MAX = 4

/** Epochs, and terms without a leader, end no sooner for lack of room: there are two millions of them. */
export const FORGET_PAUSE_MS = 30_000

/**
 * For one vehicle that has its share of sessions, or results, they end no sooner: until then it is told
 * `busy`. Some end at last, or one that loses an answer now and then could ask for nothing one day.
 */
export const SHARE_PAUSE_MS = 600_000

/**
 * With little room a deleted key is kept for no longer than this, in milliseconds. Operations are named in
 * no term that was confirmed longer ago than half of it.
 */
export const PRESSED_MS = 600_000

/** Time that a vehicle waits for an answer, in milliseconds. */
export const WAIT_MS_MAX = 3_600_000

/** Rounds of reads of one group under way, when another vehicle asks something. */
export const ROUNDS_MAX = 1024

/**
 * Questions for spans of keys that all other vehicles have under way at a member, and as many for clients
 * of its own: half of the rounds are left for single keys.
 */
export const SPANS_MAX = 256

/** The same of one other vehicle. Each takes a round for every page of all keys. */
export const SPANS_OF_ONE_MAX = 8
