/**
 * A register: the value of one key with its tag and the operations that were done last, as it is sent,
 * kept on disk and kept in memory.
 */
import { fromHex, NO_BYTES, toHex } from '../../core/bytes.ts'
import { decodeWith, readBytes, readHexBytes, readList, readNumber } from '../../core/codec.ts'
import { type ClientId, DIGEST_BYTES, type OperationDigest } from '../../core/command.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import { INCARNATION_BYTES, KEY_BYTES_MAX } from '../../core/limits.ts'
import { DONE_BYTES_MAX, DONE_MAX, REGISTER_BYTES_MAX, RESULT_KEPT_BYTES_MAX } from './limits.ts'
import { DoneList as DoneCodec, Register as RegisterCodec } from './messages.ts'
import { counterMax, type Tag } from './tag.ts'
import { TERM_MAX } from './term.ts'

/** The bytes of a key as Latin-1, one character a byte. */
export type RegisterKey = string

/** An operation that was done. */
export interface Done {
  readonly client: ClientId
  readonly seq: number
  readonly digest: OperationDigest
  /** In which it was done. */
  readonly epoch: number
  /** Empty when it was too large to be kept. */
  readonly result: Uint8Array
}

export interface Register {
  readonly key: RegisterKey
  readonly tag: Tag
  /** Undefined when nothing is there. */
  readonly content: Uint8Array | undefined
  /** Greatest epoch of an operation that is remembered no more; 0 for none. */
  readonly forgotten: number
  /** Encoded DoneList. */
  readonly done: Uint8Array
  /** Encoded, as it is sent and kept on disk. */
  readonly bytes: Uint8Array
}

/** A register that is being made. */
export interface Draft {
  readonly key: RegisterKey
  tag: Tag
  content: Uint8Array | undefined
  forgotten: number
  done: Done[]
}

export function encodeRegister({ key, tag, content, forgotten, done }: Draft): Register {
  const list = DoneCodec.encode({
    done: done.map(({ client, digest, ...rest }) => ({
      client: fromHex(client),
      digest: fromHex(digest),
      ...rest
    }))
  })
  const raw = { key: fromLatin1(key), ...tag, done: list, forgotten }
  const bytes = RegisterCodec.encode(content === undefined ? raw : { ...raw, content })
  return { key, tag, content, forgotten, done: list, bytes }
}

/** @throws InvalidMessageError when the bytes are no register */
export function decodeRegister(bytes: Uint8Array): Register {
  const raw = decodeWith(
    'register',
    readBytes('register', bytes, REGISTER_BYTES_MAX),
    RegisterCodec.decode
  )
  const epoch = readEpoch('register', raw.epoch, 0)
  const tag = {
    epoch,
    counter: readNumber('register.counter', raw.counter, 0, counterMax(epoch)),
    node: readNumber('register.node', raw.node)
  }
  return {
    key: readKey('register.key', raw.key, 1),
    tag,
    content: raw.content,
    forgotten: readNumber('register.forgotten', raw.forgotten, 0, TERM_MAX),
    done: readBytes('register.done', raw.done, DONE_BYTES_MAX),
    bytes
  }
}

/** A greater one could make no member of the group ever lead again. */
export function readEpoch(name: string, epoch: number, min: number): number {
  return readNumber(`${name}.epoch`, epoch, min, TERM_MAX)
}

/** @throws InvalidMessageError when it has fewer bytes than `min`, or too many */
export function readKey(name: string, bytes: Uint8Array, min: number): RegisterKey {
  const key = toLatin1(readBytes(name, bytes, KEY_BYTES_MAX))
  if (key.length < min) {
    throw new InvalidMessageError(`${name} has no bytes`)
  }
  return key
}

/**
 * The operations in a register. It is looked at only where somebody writes, long after it was taken up;
 * a list that cannot be read, which no honest member makes, names none.
 */
export function doneIn({ done }: Register): Done[] {
  try {
    const raw = decodeWith('done', done, DoneCodec.decode)
    return readList('done', raw.done, DONE_MAX).map(({ client, seq, digest, epoch, result }) => ({
      client: readHexBytes('done.client', client, INCARNATION_BYTES),
      seq: readNumber('done.seq', seq),
      digest: readHexBytes('done.digest', digest, DIGEST_BYTES),
      epoch: readEpoch('done', epoch, 0),
      result: readBytes('done.result', result, RESULT_KEPT_BYTES_MAX)
    }))
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return []
    }
    throw error
  }
}

/**
 * A register to be changed; without one, of a key that nothing was written to, or whose operations were
 * forgotten up to this epoch.
 */
export function draftOf(
  key: RegisterKey,
  tag: Tag,
  register: Register | undefined,
  forgotten: number
): Draft {
  return register === undefined
    ? { key, tag, content: undefined, forgotten, done: [] }
    : {
        key,
        tag,
        content: register.content,
        forgotten: register.forgotten,
        done: doneIn(register)
      }
}

/** Remembers an operation, and forgets the oldest when there are too many. */
export function remember(draft: Draft, one: Done): void {
  const isSmall = one.result.length <= RESULT_KEPT_BYTES_MAX
  draft.done.push(isSmall ? one : { ...one, result: NO_BYTES })
  while (draft.done.length > DONE_MAX) {
    const gone = draft.done.shift()
    draft.forgotten = Math.max(draft.forgotten, gone?.epoch ?? 0)
  }
}

export function keyText(key: RegisterKey): string {
  return toHex(fromLatin1(key))
}
