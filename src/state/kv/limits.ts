/**
 * Limits of the key-value store. All vehicles of a chain must have the same: what one refuses, all
 * refuse.
 */
import { ENTRIES_MAX, OPERATION_BYTES_MAX } from '../../core/limits.ts'

/** Compares of a transaction, and parts of each of its branches. */
export const PARTS_MAX = 128

/**
 * Entries that an answer or a transaction's result may carry, by their keys and values: what one
 * operation may write, one may read.
 */
export const ANSWER_BYTES_MAX: number = OPERATION_BYTES_MAX

/** Numbers, tags and lengths of an entry in an answer take at most this. */
export const ENTRY_FRAMING_BYTES = 64

/** Entries of one answer to a scan. */
export const SCAN_ENTRIES_MAX = 10_000

/** 100 years, so that the end of an entry stays an exact number. */
export const TTL_MS_MAX: number = 100 * 366 * 24 * 3_600_000

/**
 * Entries removed in one step because their time is up. Twice the greatest transaction, so that
 * they go faster than they can be made.
 */
export const EXPIRED_MAX: number = 2 * PARTS_MAX

/** Estimate of what an entry takes besides its key and value. */
export const ENTRY_OVERHEAD_BYTES = 192

/** Memory that a store may take; a put beyond it is refused. */
export const STORE_BYTES_MAX: number = 1024 * 1024 * 1024

/** Revisions of one height: one for each entry that a block can have. */
export const REVISIONS_PER_HEIGHT: number = ENTRIES_MAX

/** Characters of the text of a refusal. */
export const REFUSED_CHARACTERS_MAX = 256
