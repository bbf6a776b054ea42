/**
 * Limits of the bank. All vehicles of a chain must have the same: what one refuses, all refuse.
 */

/** Greatest amount, balance and sum of all money: what fits a signed 64-bit number. */
export const AMOUNT_MAX: bigint = 2n ** 63n - 1n

/** Characters of the name of an account. */
export const ACCOUNT_CHARACTERS_MAX = 64

/** Transfers of one operation. */
export const ITEMS_MAX = 1024

/** Accounts of a bank; with all that is kept of each they take at most about a gibibyte. */
export const ACCOUNTS_MAX = 100_000

/** Changes kept of an account. All of them stand in the chain. */
export const HISTORY_MAX = 32

/** Rejected transfers kept of an account. */
export const REJECTED_MAX = 16

/** Past epochs kept of an account, to tell a late transfer from one that was applied. */
export const EPOCHS_MAX = 16

/** Accounts of one answer. */
export const PAGE_MAX = 1000

/** Characters of the text of a refusal. */
export const REFUSED_CHARACTERS_MAX = 256

/** Estimates of the memory that an account, a change and a rejection take. */
export const ACCOUNT_OVERHEAD_BYTES = 512
export const CHANGE_BYTES = 256
export const REJECTION_BYTES = 512
