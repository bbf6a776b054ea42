/**
 * The header that carries the caller's id of a change: see idempotency.ts.
 */
export const KEY_HEADER = 'idempotency-key'

/** Printable ASCII, with or without quotes around it. */
export const KEY_PATTERN = /^("?)([!#-[\]-~]{1,128})\1$/
