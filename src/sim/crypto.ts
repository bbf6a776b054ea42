/**
 * Signatures for the simulator: fast, and as hard to forge for a machine as the real ones, because a
 * vehicle's secret never leaves its realm. Passes the same contract suite as node/crypto.ts.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { areEqual, toHex, toUtf8 } from '../core/bytes.ts'
import { type Crypto, SIGNATURE_BYTES } from '../core/crypto.ts'
import { type PeerId, peerOfKey } from '../core/peer.ts'
import { fastHash } from './hash.ts'

export interface Identity {
  readonly peer: PeerId
  readonly crypto: Crypto
}

/** All vehicles of one simulation; only its identities can sign, everybody can verify. */
export interface CryptoRealm {
  /** The same name gives the same identity. */
  identity(name: string): Identity
}

/** `standard`: SHA-256 and HMAC. `fast`: sim/hash.ts, for worlds of which thousands run an hour. */
export type CryptoKind = 'standard' | 'fast'

interface Primitives {
  hash(bytes: Uint8Array): Uint8Array
  /** 64 bytes that only the owner of the secret can make. */
  seal(secret: Uint8Array, bytes: Uint8Array): Uint8Array
}

const STANDARD: Primitives = {
  hash: (bytes) => sha256(bytes),
  seal: (secret, bytes) => hmac(sha512, secret, bytes)
}

const FAST: Primitives = {
  hash: (bytes) => fastHash(bytes),
  seal(secret, bytes) {
    const key = new DataView(secret.buffer, secret.byteOffset).getInt32(0)
    const signature = new Uint8Array(SIGNATURE_BYTES)
    signature.set(fastHash(bytes, key))
    signature.set(fastHash(signature.subarray(0, SIGNATURE_BYTES / 2), ~key), SIGNATURE_BYTES / 2)
    return signature
  }
}

export function createCryptoRealm(seed: number, kind: CryptoKind = 'standard'): CryptoRealm {
  const primitives = kind === 'fast' ? FAST : STANDARD
  const secrets = new Map<PeerId, Uint8Array>()
  const identities = new Map<string, Identity>()

  const sha256Hex: Crypto['sha256'] = (bytes) => toHex(primitives.hash(bytes))
  const verify: Crypto['verify'] = (peer, bytes, signature) => {
    const secret = secrets.get(peer)
    return secret !== undefined && areEqual(primitives.seal(secret, bytes), signature)
  }

  return {
    identity(name) {
      const known = identities.get(name)
      if (known !== undefined) {
        return known
      }
      const secret = sha256(toUtf8(`secret ${seed} ${name}`))
      const peer = peerOfKey(sha256(toUtf8(`public ${seed} ${name}`)))
      secrets.set(peer, secret)
      const crypto: Crypto = {
        sha256: sha256Hex,
        sha256Bytes: (bytes) => primitives.hash(bytes),
        sign: (bytes) => primitives.seal(secret, bytes),
        verify
      }
      const identity = { peer, crypto }
      identities.set(name, identity)
      return identity
    }
  }
}
