/**
 * The checks of a booth result on its way: V-Guard's trace, and our proof of the content.
 */
import { decodeBlock, type FullBlock, isFull } from '../../core/block.ts'
import {
  type Booth,
  boothFault,
  type Certificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate
} from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { type Chain, decodeChain } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeSigned, verifySigned } from '../../core/signed.ts'
import { decodeHop, HOP_BYTES_MAX, HOPS_MAX } from './spec.ts'
import type { Spread } from './types.ts'

/** A result whose every claim has been checked. */
export interface CheckedResult {
  readonly chain: Chain
  readonly blocks: readonly FullBlock[]
  readonly certificate: Certificate
  readonly booth: Booth
  /** Lifetime of the last hop. */
  readonly lifetime: number
}

/** V-Guard's four checks but the first, and ours of the content. @throws InvalidMessageError */
export function checkResult(environment: Environment, from: PeerId, spread: Spread): CheckedResult {
  const { crypto, fleet } = environment
  const chain = decodeChain(crypto, spread.genesis)
  const booth = decodeBooth(crypto, spread.booth)
  const certificate = decodeCertificate(spread.certificate)
  const fault = boothFault(crypto, fleet, chain, booth)
  if (fault !== undefined || !verifyCertificate(crypto, fleet, chain, booth, certificate)) {
    throw new InvalidMessageError(fault ?? 'the certificate of the result does not hold')
  }
  const lifetime = checkHops(environment, chain, certificate, from, spread.hops)
  return {
    chain,
    booth,
    certificate,
    lifetime,
    blocks: checkBlocks(environment, certificate, spread.blocks)
  }
}

function checkHops(
  { crypto, self }: Environment,
  chain: Chain,
  certificate: Certificate,
  from: PeerId,
  hops: readonly Uint8Array[]
): number {
  const decoded = hops.map(decodeHop)
  const genuine = decoded.every((hop, i) => {
    const signed = decodeSigned('hop', hops[i] ?? new Uint8Array(0), HOP_BYTES_MAX)
    const isThis =
      hop.chain === certificate.chain &&
      hop.height === certificate.height &&
      hop.hash === certificate.hash
    return isThis && hop.peer !== self && verifySigned(crypto, 'vguard/hop/1', hop.peer, signed)
  })
  const falls = decoded.every((hop, i) => i === 0 || hop.lifetime < (decoded[i - 1]?.lifetime ?? 0))
  const last = decoded.at(-1)
  const begins = decoded[0]?.peer === chain.genesis.proposer
  if (!genuine || !falls || !begins || last === undefined || last.peer !== from) {
    throw new InvalidMessageError('the trace of the result is not signed hop by hop')
  }
  if (last.lifetime <= 0 || decoded.length > HOPS_MAX) {
    throw new InvalidMessageError('the lifetime of the result is used up')
  }
  return last.lifetime
}

function checkBlocks(
  { crypto }: Environment,
  certificate: Certificate,
  encoded: readonly Uint8Array[]
): readonly FullBlock[] {
  // A certificate alone would be kept for ever: it goes with the blocks that it is for.
  if (encoded.length === 0) {
    throw new InvalidMessageError('the result has no blocks')
  }
  const blocks = encoded.map((bytes) => decodeBlock(crypto, bytes))
  let expected = certificate.hash
  for (const block of [...blocks].reverse()) {
    if (block.hash !== expected || block.header.chain !== certificate.chain || !isFull(block)) {
      throw new InvalidMessageError('the blocks of the result do not lead to its certificate')
    }
    expected = block.header.prev
  }
  return blocks.filter(isFull)
}
