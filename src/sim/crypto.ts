/**
 * Signatures for the simulator: fast, and as hard to forge for a machine as the real ones, because a
 * vehicle's secret never leaves its realm. Passes the same contract suite as node/crypto.ts.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { toHex, toUtf8 } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { type PeerId, peerOfKey } from '../core/peer.ts'

export interface Identity {
  readonly peer: PeerId
  readonly crypto: Crypto
}

/** All vehicles of one simulation; only its identities can sign, everybody can verify. */
export interface CryptoRealm {
  /** The same name gives the same identity. */
  identity(name: string): Identity
}

export function createCryptoRealm(seed: number): CryptoRealm {
  const secrets = new Map<PeerId, Uint8Array>()
  const identities = new Map<string, Identity>()

  const verify: Crypto['verify'] = (peer, bytes, signature) => {
    const secret = secrets.get(peer)
    return secret !== undefined && toHex(hmac(sha512, secret, bytes)) === toHex(signature)
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
        sha256: (bytes) => toHex(sha256(bytes)),
        sha256Bytes: sha256,
        sign: (bytes) => hmac(sha512, secret, bytes),
        verify
      }
      const identity = { peer, crypto }
      identities.set(name, identity)
      return identity
    }
  }
}
