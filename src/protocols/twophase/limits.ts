/**
 * Limits of the protocol twophase, with their reasons.
 */
import { OPERATION_BYTES_MAX } from '../../core/limits.ts'
import type { WaitingLimits } from '../../core/waiting.ts'

/** Keys of one transaction: as many as its compares and both its branches may name. */
export const KEYS_MAX = 384

/** Transactions, votes or outcomes of one content. */
export const ITEMS_MAX = 1024

/** Contents of one message. */
export const CONTENTS_MAX = 1024

/** Those of them that walk over keys: a message is heard in one step, during which nothing else happens. */
export const WALKS_MAX = 16

/** Bytes of the items of one message; a greater one goes alone. */
export const PORTION_BYTES = 256 * 1024

/**
 * Outcomes wait so long, in milliseconds, for what is said next: clients that were answered ask for more
 * at once, and then their owners hear both together and write both at once.
 */
export const LINGER_MS = 2

/** Encoded bytes of a message: a transaction as large as an operation may be, and what frames it. */
export const MESSAGE_BYTES_MAX: number = 4 * 1024 * 1024

/** Transactions prepared at one vehicle; more get `busy`. */
export const PREPARED_MAX = 8192

/** Bytes of what they compare and write: of four vehicles that are gone and had as much under way as may be. */
export const PREPARED_BYTES_MAX: number = 256 * 1024 * 1024

/** The same of one coordinating vehicle: whatever it asks for, others find room. */
export const PREPARED_OF_ONE_MAX: number = PREPARED_MAX / 4
export const PREPARED_BYTES_OF_ONE_MAX: number = PREPARED_BYTES_MAX / 4

/** Questions of clients of one vehicle that wait; more get `busy`. */
export const WAITING_MAX = 16_384

/** Operations of clients of one vehicle that wait, and their bytes; more get `busy`. */
export const OPERATIONS_LIMITS: WaitingLimits = { countMax: 16_384, bytesMax: 64 * 1024 * 1024 }

/** A read waits so long for locks, in milliseconds; who still wants to know has asked again by then. */
export const READ_WAIT_MS = 5_000

/** Records of finished transactions, each with those of one step. */
export const DONE_SLOTS = 1024

/** Transactions remembered that were aborted before they were prepared; the oldest go first. */
export const REFUSED_MAX = 16_384

/** Memory that the keys of a vehicle may take; a put beyond it is voted down. */
export const STORE_BYTES_MAX: number = 1024 * 1024 * 1024

/** Estimate of what a key takes besides itself and its value. */
export const ENTRY_OVERHEAD_BYTES = 192

/** Entries of one answer, and the bytes of their keys and values: as of a store. */
export const ANSWER_ENTRIES_MAX = 10_000
export const ANSWER_BYTES_MAX: number = OPERATION_BYTES_MAX

/** Puts of one key since it was made: more are not told, neither in messages nor in the log. */
export const CHANGES_MAX: number = 2 ** 32 - 1

/** Keys that are looked at for one part of a range. */
export const RANGE_KEYS_MAX = 4096

/** Bytes of a result that is kept in the log for who asks again. */
export const RESULT_BYTES_MAX = 1024

/** Transactions of one entry of the log. */
export const DECIDES_MAX = 1024

/** Entries of the log that are on their way at once. */
export const DECIDES_IN_FLIGHT = 4

/** Operations remembered in classic mode after all have done them. */
export const FINISHED_MAX = 16_384

/** Decisions wait so long, in milliseconds, for the entry before theirs: longer than a busy LAN takes. */
export const DECIDE_MS = 50

/** Vehicles of a ring. */
export const NODES_MAX = 64

/** Hexadecimal digits of the height in a client's name. */
export const HEIGHT_DIGITS = 12
