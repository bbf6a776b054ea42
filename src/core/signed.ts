/**
 * A payload with one signature. What is signed is `<domain>\n` and the payload, so that a signature
 * made for one purpose says nothing in another.
 */

import { toUtf8 } from './bytes.ts'
import { decodeWith, readBytes, readSignature } from './codec.ts'
import type { Crypto } from './crypto.ts'
import { Signed as SignedCodec } from './messages.ts'
import type { PeerId } from './peer.ts'

/** What a signature is for. Never reuse a name for another payload. */
export type SignatureDomain =
  | 'vguard/genesis/1'
  | 'vguard/block/1'
  | 'vguard/vote/1'
  | 'vguard/booth/1'
  | 'vguard/table/1'
  | 'vguard/hold/1'
  | 'vguard/steward/1'
  | 'vguard/manifest/1'
  | 'vguard/membership/1'
  | 'vguard/revocations/1'
  | 'vguard/hop/1'
  | 'vguard/holder/1'

export interface Signed {
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

/** The bytes that a signature in this domain covers. */
export function signingBytes(domain: SignatureDomain, payload: Uint8Array): Uint8Array {
  const prefix = toUtf8(`${domain}\n`)
  const bytes = new Uint8Array(prefix.length + payload.length)
  bytes.set(prefix)
  bytes.set(payload, prefix.length)
  return bytes
}

/** Signs a payload as this vehicle and encodes both. */
export function signPayload(
  crypto: Crypto,
  domain: SignatureDomain,
  payload: Uint8Array
): Uint8Array {
  const signature = crypto.sign(signingBytes(domain, payload))
  return SignedCodec.encode({ payload, signature })
}

/** @throws InvalidMessageError when the bytes are no signed payload of at most `bytesMax` */
export function decodeSigned(name: string, bytes: Uint8Array, bytesMax: number): Signed {
  const signed = decodeWith(name, readBytes(name, bytes, bytesMax), SignedCodec.decode)
  readSignature(`${name}.signature`, signed.signature)
  return signed
}

export function verifySigned(
  crypto: Crypto,
  domain: SignatureDomain,
  signer: PeerId,
  signed: Signed
): boolean {
  return crypto.verify(signer, signingBytes(domain, signed.payload), signed.signature)
}
