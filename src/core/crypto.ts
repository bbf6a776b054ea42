/**
 * The cryptography that machines need, as a port: node/ implements it with node:crypto, the
 * simulator with a fast keyed hash that nobody but its owner can compute. Both pass one contract suite.
 */
import type { Hash } from './bytes.ts'
import type { PeerId } from './peer.ts'

/** Bytes of an Ed25519 signature. */
export const SIGNATURE_BYTES = 64

export interface Crypto {
  /** SHA-256 as hex. */
  sha256(bytes: Uint8Array): Hash
  /** SHA-256 as 32 bytes. */
  sha256Bytes(bytes: Uint8Array): Uint8Array
  /** Signs with the key of this vehicle; 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
  /** Whether `signature` over `bytes` was made by `peer`. Never throws. */
  verify(peer: PeerId, bytes: Uint8Array, signature: Uint8Array): boolean
}
