/**
 * The error classes of the pure zone.
 *
 * Pure code throws only for a programmer's or a caller's mistake. What a remote peer sends never
 * throws past a codec: decoding reports `InvalidMessageError`, machines answer with a reason.
 */

/** An argument of a caller is wrong; the message says which and what would be right. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
  /** As the errors of the API have one. */
  readonly code = 'ERR_INVALID_INPUT'
}

/** Bytes from outside cannot be decoded, or break a limit of their format. */
export class InvalidMessageError extends Error {
  override readonly name = 'InvalidMessageError'
  readonly code = 'ERR_INVALID_INPUT'
}

/** Our own bug: a state that the code promises never to reach. The vehicle stops. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** Stops the vehicle when a promise of the code does not hold. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) {
    throw new InvariantError(message)
  }
}
