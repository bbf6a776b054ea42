/**
 * Ids that callers give to what they ask for, so that the same again does nothing twice.
 */
import { fromUtf8, toUtf8 } from './bytes.ts'
import { OPERATION_CHARACTERS_MAX } from './limits.ts'

/** Why a text cannot name an operation, as one sentence; undefined when it can. */
export function operationIdFault(operation: string): string | undefined {
  if (operation.length === 0 || operation.length > OPERATION_CHARACTERS_MAX) {
    return `an operation id has 1 to ${OPERATION_CHARACTERS_MAX} characters, this one ${operation.length}`
  }
  // It would come back from a block as another text, and be done again.
  return fromUtf8(toUtf8(operation)) === operation
    ? undefined
    : 'an operation id is Unicode text, and this one has half of a character'
}
