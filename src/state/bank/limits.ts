/**
 * Limits of the bank. All vehicles of a chain must have the same: what one refuses, all refuse.
 */

/** Accounts of a bank; with all that is kept of each they take at most about a gibibyte. */
export const ACCOUNTS_MAX = 100_000

/** Vehicles that ever began an epoch as owners. */
export const OWNERS_MAX = 1024

/** Changes kept of an account. All of them stand in the chain. */
export const HISTORY_MAX = 32

/** Past epochs kept of an owner, to tell a late transfer from one that was settled. */
export const EPOCHS_MAX = 64

/** Entries kept of the log, and so operations that are known again. All of them stand in the chain. */
export const LOG_MAX = 16_384

/** Accounts, entries or operations of one question or answer. */
export const PAGE_MAX = 1000
export const OUTCOMES_MAX = 1024

/** Characters of the text of a refusal. */
export const REFUSED_CHARACTERS_MAX = 256

/** Estimates of the memory that an account, a change, an owner and an entry take. */
export const ACCOUNT_OVERHEAD_BYTES = 512
export const CHANGE_BYTES = 256
export const OWNER_BYTES = 2048
export const ENTRY_BYTES = 384
