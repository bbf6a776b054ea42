/** The header of an id that a caller gives to a change, in a file of its own for the client's sake. */
export const KEY_HEADER = 'idempotency-key'
