/**
 * An entry of a group's chain: an operation with the name of who asked for it, or a change of members.
 *
 * Keeps: (client, seq) names one operation for ever, known by its digest; asking again with the same name
 * does it once, and another operation under it is not done.
 */
import { fromHex, toHex } from './bytes.ts'
import { decodeWith, readBytes, readNumber } from './codec.ts'
import type { Crypto } from './crypto.ts'
import { assert, InvalidMessageError } from './errors.ts'
import { BOOTH_BYTES_MAX, COMMAND_BYTES_MAX, OPERATION_BYTES_MAX } from './limits.ts'
import { Command as CommandCodec } from './messages.ts'

/** Hex of the 16 random bytes of a session. */
export type ClientId = string

export type Command =
  | {
      readonly type: 'operation'
      readonly client: ClientId
      /** From 1, without gaps at the client. */
      readonly seq: number
      /** Results up to this one have reached the client. */
      readonly ackedTo: number
      /**
       * Height that the client knew when it opened the session; the same in all its commands, so
       * that a session that was forgotten is told from a new one.
       */
      readonly openedAt: number
      /** Encoded operation of the state. */
      readonly operation: Uint8Array
    }
  /** The Signed Booth that follows; only in the last block of a booth. */
  | { readonly type: 'reconfigure'; readonly booth: Uint8Array }

const CLIENT_BYTES = 16

/** Bytes of an operation's digest: so many that nobody finds another operation with the same. */
export const DIGEST_BYTES = 8

/**
 * Hex of the first bytes of the SHA-256 of an encoded operation. It tells an operation that is asked for again from
 * another one under its name, which anybody can read in the blocks of the group.
 */
export type OperationDigest = string

/** The name of an operation, and which one it is. */
export interface OperationName {
  readonly client: ClientId
  readonly seq: number
  readonly digest: OperationDigest
}

export function digestOf(
  { sha256 }: Pick<Crypto, 'sha256'>,
  operation: Uint8Array
): OperationDigest {
  return sha256(operation).slice(0, 2 * DIGEST_BYTES)
}

/** Why an encoded operation is too large for a group, or undefined. */
export function operationSizeFault({ length }: Uint8Array): string | undefined {
  return length > OPERATION_BYTES_MAX
    ? `the operation has ${length} bytes, at most ${OPERATION_BYTES_MAX} are allowed`
    : undefined
}

export function encodeCommand(command: Command): Uint8Array {
  return command.type === 'operation'
    ? CommandCodec.encode({
        client: fromHex(command.client),
        seq: command.seq,
        ackedTo: command.ackedTo,
        openedAt: command.openedAt,
        operation: command.operation
      })
    : CommandCodec.encode({
        client: new Uint8Array(0),
        seq: 0,
        ackedTo: 0,
        openedAt: 0,
        reconfigure: command.booth
      })
}

/** @throws InvalidMessageError when the entry is no command */
export function decodeCommand(entry: Uint8Array): Command {
  const raw = decodeWith(
    'command',
    readBytes('command', entry, COMMAND_BYTES_MAX),
    CommandCodec.decode
  )
  if (raw.reconfigure !== undefined) {
    return {
      type: 'reconfigure',
      booth: readBytes('command.reconfigure', raw.reconfigure, BOOTH_BYTES_MAX)
    }
  }
  if (raw.operation === undefined || raw.client.length !== CLIENT_BYTES) {
    throw new InvalidMessageError('a command has no operation, or no client of 16 bytes')
  }
  const seq = readNumber('command.seq', raw.seq, 1)
  return {
    type: 'operation',
    client: toHex(raw.client),
    seq,
    ackedTo: readNumber('command.ackedTo', raw.ackedTo, 0, seq - 1),
    openedAt: readNumber('command.openedAt', raw.openedAt),
    operation: readBytes('command.operation', raw.operation, OPERATION_BYTES_MAX)
  }
}

/** The operation within an entry that carries one. */
export function operationIn(entry: Uint8Array): Uint8Array {
  const command = decodeCommand(entry)
  assert(command.type === 'operation', 'the entry carries an operation')
  return command.operation
}

/** Why an entry has no result of the state. */
export type EntryRefusal =
  /** It is no command, or a change of members. */
  | 'noOperation'
  /**
   * Its session is no longer known, or has gone on beyond it: nothing was done now, and nobody
   * knows whether it was done before.
   */
  | 'staleSession'
  /** It was done before, and its result was too large to be kept. */
  | 'resultForgotten'
  /** Another operation was done under its name: this one was not, and never will be. */
  | 'otherOperation'

const REFUSALS: readonly EntryRefusal[] = [
  'noOperation',
  'staleSession',
  'resultForgotten',
  'otherOperation'
]

/** What people are told of `otherOperation`. */
export const OTHER_OPERATION_TEXT =
  'this id belongs to another operation; nothing is done under it but that one, asked for as it was'

/** First byte of a refusal; no protobuf message begins with it. */
const REFUSAL_MARK = 0

/** A refusal in the place of a result. */
export function encodeEntryRefusal(refusal: EntryRefusal): Uint8Array {
  return Uint8Array.of(REFUSAL_MARK, REFUSALS.indexOf(refusal))
}

/** The refusal that stands in the place of a result, or undefined for a result of the state. */
export function readEntryRefusal(result: Uint8Array): EntryRefusal | undefined {
  const [mark, code] = result
  return mark === REFUSAL_MARK && code !== undefined && result.length === 2
    ? REFUSALS[code]
    : undefined
}

/** The name of an operation for people and for asking again. */
export function operationId(client: ClientId, seq: number): string {
  return `${client}:${seq}`
}

/** What is wrong with the id of an operation whose answer would tell it, where `id` is none. */
export function noOperationIdText(id: string): string {
  return `"${id.slice(0, 64)}" is no operation id: an earlier answer names it, 32 hex digits, ":" and a number`
}

/** The session and number in an operation id, or undefined when it is none. */
export function parseOperationId(
  id: string
): { readonly client: ClientId; readonly seq: number } | undefined {
  const match = /^([0-9a-f]{32}):([1-9][0-9]{0,14})$/.exec(id)
  const [, client, seq] = match ?? []
  return client === undefined || seq === undefined ? undefined : { client, seq: Number(seq) }
}
