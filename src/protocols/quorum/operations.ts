/**
 * Operations with their names, as vehicles send them.
 */
import { type Command, decodeCommand } from '../../core/command.ts'
import { InvalidMessageError } from '../../core/errors.ts'

export type OperationCommand = Extract<Command, { readonly type: 'operation' }>

/** Returns undefined for what is no operation. */
export function readOperation(entry: Uint8Array): OperationCommand | undefined {
  try {
    const command = decodeCommand(entry)
    return command.type === 'operation' ? command : undefined
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}
