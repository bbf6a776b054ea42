/**
 * The id that a caller gives to a change, in the header `Idempotency-Key`.
 */
export const KEY_HEADER = 'idempotency-key'

/** Printable ASCII, with or without quotes around it. */
export const KEY_PATTERN = /^("?)([!#-[\]-~]{1,128})\1$/
