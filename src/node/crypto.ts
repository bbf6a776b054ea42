/**
 * The cryptography of a real vehicle: Ed25519 and SHA-256 by OpenSSL.
 *
 * Keeps: signatures are those of libp2p, so that a peer id names the key that made them. KeyObjects
 * are made once, because making one costs as much as a signature.
 * Source: RFC 8032 for Ed25519, RFC 8410 for the DER prefixes.
 */
import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import type { Ed25519PrivateKey } from '@libp2p/interface'
import type { Crypto } from '../core/crypto.ts'
import { keyOfPeer, type PeerId, peerOfKey } from '../core/peer.ts'

/** Before the 32 bytes of a private key in PKCS #8. */
const PRIVATE_KEY_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Before the 32 bytes of a public key in a SubjectPublicKeyInfo. */
const PUBLIC_KEY_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** Bytes of the seed that libp2p keeps before the public key. */
const SEED_BYTES = 32

/** Public keys kept ready; a fleet is smaller, and a KeyObject takes about 1 KiB. */
const PUBLIC_KEYS_MAX = 1024

/** Signs as the owner of `privateKey`; verifies for everybody. */
export function createNodeCrypto(privateKey: Ed25519PrivateKey): Crypto {
  const signer = createPrivateKey({
    key: Buffer.concat([PRIVATE_KEY_PREFIX, privateKey.raw.subarray(0, SEED_BYTES)]),
    format: 'der',
    type: 'pkcs8'
  })
  // A Map keeps the order of insertion: the first key is the one not used for longest.
  const publicKeys = new Map<PeerId, KeyObject>()

  const publicKeyOf = (peer: PeerId): KeyObject => {
    let key = publicKeys.get(peer)
    if (key === undefined) {
      const der = Buffer.concat([PUBLIC_KEY_PREFIX, keyOfPeer(peer)])
      key = createPublicKey({ key: der, format: 'der', type: 'spki' })
      if (publicKeys.size >= PUBLIC_KEYS_MAX) {
        const oldest = publicKeys.keys().next().value
        publicKeys.delete(oldest ?? peer)
      }
    } else {
      publicKeys.delete(peer)
    }
    publicKeys.set(peer, key)
    return key
  }

  return {
    // The one-shot hash is a third faster than a Hash object at the size of a header.
    sha256: (bytes) => hash('sha256', bytes, 'hex'),
    sha256Bytes: (bytes) => plain(hash('sha256', bytes, 'buffer')),
    sign: (bytes) => plain(sign(null, bytes, signer)),
    verify(peer, bytes, signature) {
      try {
        return verify(null, bytes, publicKeyOf(peer), signature)
      } catch {
        // No peer id, no key, no signature: whatever it is, it does not verify.
        return false
      }
    }
  }
}

/** The name that goes with a private key. */
export function peerOfPrivateKey(privateKey: Ed25519PrivateKey): PeerId {
  return peerOfKey(privateKey.publicKey.raw)
}

/** A Buffer as the Uint8Array it is, so that equality in tests and libraries sees one type. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}
