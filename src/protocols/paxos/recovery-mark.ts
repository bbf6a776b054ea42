/**
 * What tells for ever that survivors have ended a booth without a majority: the operation id of such an end,
 * in the last block of the booth.
 */

/** Begins it; what follows is the id that the caller gave. */
export const RECOVERY_MARK = 'unsafe-recovery '

export function isRecovery(operation: string): boolean {
  return operation.startsWith(RECOVERY_MARK)
}
