/**
 * The cryptography of a vehicle without Node: for browsers, and whoever only verifies.
 *
 * Keeps: the same signatures as node/crypto.ts, at a tenth of its speed. Passes the same contract suite.
 * Source: RFC 8032 for Ed25519.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { toHex } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { InvalidInputError } from '../core/errors.ts'
import { keyOfPeer } from '../core/peer.ts'

/** Signs with a seed of 32 bytes; without one it verifies only, and `sign` throws. */
export function createPortableCrypto(seed?: Uint8Array): Crypto {
  return {
    sha256: (bytes) => toHex(sha256(bytes)),
    sha256Bytes: (bytes) => sha256(bytes),
    sign(bytes) {
      if (seed === undefined) {
        throw new InvalidInputError('there is no key to sign with')
      }
      return ed25519.sign(bytes, seed)
    },
    verify(peer, bytes, signature) {
      try {
        return ed25519.verify(signature, bytes, keyOfPeer(peer), { zip215: false })
      } catch {
        // No peer id, no key, no signature: whatever it is, it does not verify.
        return false
      }
    }
  }
}
