/**
 * Vehicles by name: a PeerId is the text form of a libp2p Ed25519 peer id.
 *
 * Keeps: the public key of a vehicle is part of its name, so any signature can be checked offline.
 * Source: libp2p specs, peer-ids: identity multihash of the protobuf-encoded public key, base58btc.
 */
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'
import { InvalidInputError } from './errors.ts'

/** A vehicle's name, such as `12D3KooW…` (52 characters). */
export type PeerId = string

/** Identity multihash of 36 bytes, key type Ed25519, 32 bytes of key. */
const PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20)
const PEER_ID_CHARACTERS = 52
const KEYS_CACHED_MAX = 4096

const keys = new Map<PeerId, Uint8Array>()

/** The name of the vehicle with this 32-byte Ed25519 public key. */
export function peerOfKey(publicKey: Uint8Array): PeerId {
  const bytes = new Uint8Array(PREFIX.length + publicKey.length)
  bytes.set(PREFIX)
  bytes.set(publicKey, PREFIX.length)
  return toText(bytes, 'base58btc')
}

/**
 * The 32-byte Ed25519 public key in a vehicle's name.
 *
 * @throws InvalidInputError when the text is no Ed25519 peer id
 */
export function keyOfPeer(peer: PeerId): Uint8Array {
  const known = keys.get(peer)
  if (known !== undefined) {
    return known
  }
  const key = learnPeer(peer)
  if (key === undefined) {
    throw new InvalidInputError(`"${peer.slice(0, 64)}" is no Ed25519 peer id (12D3KooW…)`)
  }
  return key
}

/** Whether the text is an Ed25519 peer id. */
export function isPeer(text: string): boolean {
  return keys.has(text) || learnPeer(text) !== undefined
}

/** Names are read in nearly every message, and decoding one takes microseconds: it is done once. */
function learnPeer(text: string): Uint8Array | undefined {
  const key = decodePeer(text)
  if (key !== undefined) {
    if (keys.size >= KEYS_CACHED_MAX) {
      keys.clear()
    }
    keys.set(text, key)
  }
  return key
}

/** The last six characters, enough for a person to tell vehicles apart in a log. */
export function shortPeer(peer: PeerId): string {
  return peer.slice(-6)
}

function decodePeer(text: string): Uint8Array | undefined {
  if (text.length !== PEER_ID_CHARACTERS) {
    return undefined
  }
  let bytes: Uint8Array
  try {
    bytes = fromString(text, 'base58btc')
  } catch {
    return undefined
  }
  const isEd25519 = bytes.length === PREFIX.length + 32 && PREFIX.every((b, i) => bytes[i] === b)
  return isEd25519 ? bytes.slice(PREFIX.length) : undefined
}
