/**
 * Evidence: two headers of one chain and height, both signed by its proposer. It convicts by itself,
 * so it travels by gossip and whoever receives it checks it again.
 *
 * Keeps: a chain is frozen only for what its proposer itself has signed.
 */
import { readHeader } from '../../core/block.ts'
import { decodeWith, readBytes } from '../../core/codec.ts'
import type { Crypto } from '../../core/crypto.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Chain } from '../../core/genesis.ts'
import { EVIDENCE_BYTES_MAX } from '../../core/limits.ts'
import { Evidence as EvidenceCodec } from '../../core/messages.ts'
import { signingBytes } from '../../core/signed.ts'

/** A header as its proposer signed it. */
export interface SignedHeader {
  readonly headerBytes: Uint8Array
  readonly signature: Uint8Array
}

export function encodeEvidence(a: SignedHeader, b: SignedHeader): Uint8Array {
  return EvidenceCodec.encode({
    headerA: a.headerBytes,
    signatureA: a.signature,
    headerB: b.headerBytes,
    signatureB: b.signature
  })
}

/** Why evidence convicts nobody, or undefined when the proposer of the chain did sign both headers. */
export function evidenceFault(crypto: Crypto, chain: Chain, bytes: Uint8Array): string | undefined {
  try {
    return judge(crypto, chain, bytes)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}

function judge(crypto: Crypto, chain: Chain, bytes: Uint8Array): string | undefined {
  const { proposer } = chain.genesis
  const read = readBytes('evidence', bytes, EVIDENCE_BYTES_MAX)
  const raw = decodeWith('evidence', read, EvidenceCodec.decode)
  const a = readHeader(crypto, raw.headerA)
  const b = readHeader(crypto, raw.headerB)
  if (proposer === undefined || a.header.chain !== chain.id || b.header.chain !== chain.id) {
    return 'the headers are not of this chain'
  }
  if (a.header.height !== b.header.height || a.hash === b.hash) {
    return 'the headers do not contradict each other'
  }
  const isSigned = (header: Uint8Array, signature: Uint8Array): boolean =>
    crypto.verify(proposer, signingBytes('vguard/block/1', header), signature)
  return isSigned(raw.headerA, raw.signatureA) && isSigned(raw.headerB, raw.signatureB)
    ? undefined
    : 'the proposer did not sign both headers'
}
