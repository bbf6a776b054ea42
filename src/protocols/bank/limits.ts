/**
 * Limits of the bank protocol, with their reasons.
 */

/** Transfers that a vehicle asks of owners, and that wait at an owner. More get `busy`. */
export const ASKED_MAX = 4096
export const ORDERS_MAX = 4096

/** Refusals that an owner remembers in an epoch, so that a late copy of a message finds them again. */
export const REFUSALS_MAX = 8192

/** Owners whose pending transfers a vehicle keeps for one bank. */
export const KEPT_OWNERS_MAX = 128

/** Lost transfers that an owner tells of. */
export const LOST_MAX = 64

/** Accounts that move at once. */
export const MOVES_MAX = 64

/** An owner waits no longer for whoever asks it, in milliseconds; who waits longer asks it again. */
export const WAIT_MS_MAX = 3_600_000

/** A sentence for a person. */
export const TEXT_CHARACTERS_MAX = 256

/** One word. */
export const REASON_CHARACTERS_MAX = 64
