/**
 * Operations with their names, as vehicles send them.
 */
import { type Command, decodeCommand, digestOf, type OperationDigest } from '../../core/command.ts'
import type { Crypto } from '../../core/crypto.ts'
import { InvalidMessageError } from '../../core/errors.ts'

/** An operation and its name, which somebody else may have used for another one. */
export type NamedOperation = Extract<Command, { readonly type: 'operation' }> & {
  readonly digest: OperationDigest
}

/** Returns undefined for what is no operation. */
export function readOperation(
  crypto: Pick<Crypto, 'sha256'>,
  entry: Uint8Array
): NamedOperation | undefined {
  try {
    const command = decodeCommand(entry)
    return command.type === 'operation'
      ? { ...command, digest: digestOf(crypto, command.operation) }
      : undefined
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}
