/**
 * Checks that decoders share: what a remote peer sends is measured before it is believed.
 *
 * Every function throws InvalidMessageError with the name of the field, so that a counter and a log
 * line can say what was wrong without repeating the bytes.
 */
import { HASH_BYTES, type Hash, toHex } from './bytes.ts'
import { SIGNATURE_BYTES } from './crypto.ts'
import { InvalidMessageError } from './errors.ts'
import { MEMBERS_MAX, NUMBER_MAX } from './limits.ts'
import { isPeer, type PeerId } from './peer.ts'

/** Runs a generated decoder; whatever it throws is the sender's mistake. */
export function decodeWith<T>(
  name: string,
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => T
): T {
  try {
    return decode(bytes)
  } catch (cause) {
    throw new InvalidMessageError(`${name} of ${bytes.length} bytes cannot be decoded`, { cause })
  }
}

export function readPeer(name: string, text: string): PeerId {
  if (!isPeer(text)) {
    throw new InvalidMessageError(`${name} is no peer id`)
  }
  return text
}

/** Peer ids in strictly ascending order, so that none counts twice. */
export function readPeers(
  name: string,
  texts: readonly string[],
  max: number = MEMBERS_MAX
): readonly PeerId[] {
  if (texts.length > max) {
    throw new InvalidMessageError(`${name} has ${texts.length} peers, at most ${max} are allowed`)
  }
  let before = ''
  for (const text of texts) {
    readPeer(name, text)
    if (text <= before) {
      throw new InvalidMessageError(`${name} is not in ascending order`)
    }
    before = text
  }
  return texts
}

/** Whether a text could be the id of a chain: a hash in base58. */
export function isChainId(text: string): boolean {
  return /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)
}

export function readChain(name: string, text: string): string {
  if (!isChainId(text)) {
    throw new InvalidMessageError(`${name} is no chain id`)
  }
  return text
}

export function readHash(name: string, bytes: Uint8Array): Hash {
  if (bytes.length !== HASH_BYTES) {
    throw new InvalidMessageError(`${name} has ${bytes.length} bytes instead of ${HASH_BYTES}`)
  }
  return toHex(bytes)
}

export function readHexHash(name: string, text: string): Hash {
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new InvalidMessageError(`${name} is no hexadecimal SHA-256`)
  }
  return text
}

export function readSignature(name: string, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== SIGNATURE_BYTES) {
    throw new InvalidMessageError(`${name} has ${bytes.length} bytes instead of ${SIGNATURE_BYTES}`)
  }
  return bytes
}

/** A whole number in [min, NUMBER_MAX]. */
export function readNumber(name: string, value: number, min = 0, max = NUMBER_MAX): number {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new InvalidMessageError(`${name} is ${value}, allowed are ${min} to ${max}`)
  }
  return value
}

export function readBytes(name: string, bytes: Uint8Array, max: number): Uint8Array {
  if (bytes.length > max) {
    throw new InvalidMessageError(`${name} has ${bytes.length} bytes, at most ${max} are allowed`)
  }
  return bytes
}

/** A copy: what waits is counted by its own bytes and must not keep those of its whole message. */
export function readOwnBytes(name: string, bytes: Uint8Array, max: number): Uint8Array {
  return readBytes(name, bytes, max).slice()
}

export function readText(name: string, text: string, max: number): string {
  if (text.length > max) {
    throw new InvalidMessageError(
      `${name} has ${text.length} characters, at most ${max} are allowed`
    )
  }
  return text
}

export function readList<T>(name: string, items: readonly T[], max: number): readonly T[] {
  if (items.length > max) {
    throw new InvalidMessageError(`${name} has ${items.length} items, at most ${max} are allowed`)
  }
  return items
}

/** Bytes of exactly this length, such as an incarnation, as hex. */
export function readHexBytes(name: string, bytes: Uint8Array, length: number): string {
  if (bytes.length !== length) {
    throw new InvalidMessageError(`${name} has ${bytes.length} bytes instead of ${length}`)
  }
  return toHex(bytes)
}
