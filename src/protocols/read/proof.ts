/**
 * Whether an answer is what the booths of a chain agreed on. Nothing of an answer is used before.
 *
 * Keeps: genesis hashes to the chain id, every body to its header, every header is linked to one that
 * a certificate names, and that certificate carries a quorum of a booth that the proposer signed.
 */
import { type Block, decodeBlock, type FullBlock, isFull, readHeader } from '../../core/block.ts'
import {
  type Booth,
  boothFault,
  type Certificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate
} from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { type Chain, type ChainId, decodeChain } from '../../core/genesis.ts'
import { createRecent, type Recent } from './recent.ts'
import type { Data } from './types.ts'

/** An answer that may be believed. */
export interface Proven {
  readonly chain: Chain
  readonly blocks: readonly FullBlock[]
  /** Greatest height that a checked certificate of the answer names; 0 for none. */
  readonly height: number
}

export interface ProofCheck {
  /**
   * Checks an answer for a chain; the text says why it must not be believed. With `needsHead` the
   * certificate of the head that the answer claims is checked as well.
   */
  check(chain: ChainId, data: Data, needsHead: boolean): Proven | string
}

const BOOTHS_KEPT_MAX = 64
const CERTIFICATES_KEPT_MAX = 4096
/** Certified blocks remembered by hash, so that reading one again costs no signature check. */
const HASHES_KEPT_MAX = 16_384

/** What was checked before, so that it need not be checked again. */
interface Checked {
  readonly booths: Recent<Booth>
  /** SHA-256 of genuine certificates. */
  readonly certificates: Recent<true>
  /** Hashes of blocks that a genuine certificate covers. */
  readonly hashes: Recent<true>
}

/** A block or a header in an answer. */
interface Link {
  readonly hash: Hash
  readonly prev: Hash
}

export function createProofCheck(environment: Environment): ProofCheck {
  const { crypto } = environment
  const checked: Checked = {
    booths: createRecent(BOOTHS_KEPT_MAX),
    certificates: createRecent(CERTIFICATES_KEPT_MAX),
    hashes: createRecent(HASHES_KEPT_MAX)
  }
  return {
    check(chainId, data, needsHead) {
      try {
        const chain = decodeChain(crypto, data.genesis)
        if (chain.id !== chainId) {
          return 'the genesis is of another chain'
        }
        return checkCertified(environment, checked, chain, data, needsHead)
      } catch (error) {
        if (error instanceof InvalidMessageError) {
          return error.message
        }
        throw error
      }
    }
  }
}

function checkCertified(
  environment: Environment,
  checked: Checked,
  chain: Chain,
  data: Data,
  needsHead: boolean
): Proven | string {
  const blocks = readBlocks(environment, chain, data.blocks)
  const links = readLinks(environment, chain, data.links, blocks)
  const unproven = new Set(
    blocks.map(({ hash }) => hash).filter((hash) => !checked.hashes.has(hash))
  )
  let height = 0
  for (const bytes of data.certificates) {
    const certificate = decodeCertificate(bytes)
    const covered = coveredBy(certificate, links)
    const isHead = needsHead && certificate.height === data.headHeight
    if (!isHead && !covered.some((hash) => unproven.has(hash))) {
      continue
    }
    const reason = certificateFault(environment, checked, chain, certificate, data.booths)
    if (reason !== undefined) {
      return reason
    }
    height = Math.max(height, certificate.height)
    for (const hash of covered) {
      checked.hashes.put(hash, true)
      unproven.delete(hash)
    }
  }
  const bare = blocks.find(({ hash }) => unproven.has(hash))
  return bare === undefined
    ? { chain, blocks, height }
    : `no certificate covers block ${bare.header.height}`
}

function readBlocks(
  { crypto }: Environment,
  chain: Chain,
  encoded: readonly Uint8Array[]
): readonly FullBlock[] {
  const blocks: FullBlock[] = []
  for (const bytes of encoded) {
    const block: Block = decodeBlock(crypto, bytes)
    const { height } = block.header
    if (block.header.chain !== chain.id || !isFull(block)) {
      throw new InvalidMessageError(`block ${height} is of another chain or has no body`)
    }
    if (height <= (blocks.at(-1)?.header.height ?? 0)) {
      throw new InvalidMessageError('the blocks are not in ascending order')
    }
    blocks.push(block)
  }
  return blocks
}

/** Blocks and headers of an answer by height; where both are given the block counts. */
function readLinks(
  { crypto }: Environment,
  chain: Chain,
  encoded: readonly Uint8Array[],
  blocks: readonly FullBlock[]
): ReadonlyMap<number, Link> {
  const links = new Map<number, Link>()
  for (const bytes of encoded) {
    const { header, hash } = readHeader(crypto, bytes)
    if (header.chain !== chain.id) {
      throw new InvalidMessageError(`header ${header.height} is of another chain`)
    }
    links.set(header.height, { hash, prev: header.prev })
  }
  for (const { header, hash } of blocks) {
    links.set(header.height, { hash, prev: header.prev })
  }
  return links
}

/** Hashes of the blocks and headers that a certificate covers by their links, highest first. */
function coveredBy(
  { height, hash }: Pick<Certificate, 'height' | 'hash'>,
  links: ReadonlyMap<number, Link>
): readonly Hash[] {
  const covered: Hash[] = []
  let expected = hash
  for (let at = height; ; at--) {
    const link = links.get(at)
    if (link === undefined || link.hash !== expected) {
      return covered
    }
    covered.push(link.hash)
    expected = link.prev
  }
}

function certificateFault(
  environment: Environment,
  checked: Checked,
  chain: Chain,
  certificate: Certificate,
  booths: readonly Uint8Array[]
): string | undefined {
  const { crypto, fleet } = environment
  const digest = crypto.sha256(certificate.bytes)
  if (certificate.chain === chain.id && checked.certificates.has(digest)) {
    return undefined
  }
  const booth = findBooth(environment, checked, chain, certificate.booth, booths)
  if (typeof booth === 'string') {
    return booth
  }
  if (!verifyCertificate(crypto, fleet, chain, booth, certificate)) {
    return `the certificate of block ${certificate.height} carries no quorum of its booth`
  }
  checked.certificates.put(digest, true)
  return undefined
}

function findBooth(
  { crypto, fleet }: Environment,
  checked: Checked,
  chain: Chain,
  id: Hash,
  booths: readonly Uint8Array[]
): Booth | string {
  const known = checked.booths.get(id)
  if (known !== undefined && known.chain === chain.id) {
    return known
  }
  for (const bytes of booths) {
    const booth = decodeBooth(crypto, bytes)
    if (booth.id !== id) {
      continue
    }
    const reason = boothFault(crypto, fleet, chain, booth)
    if (reason === undefined) {
      checked.booths.put(id, booth)
    }
    return reason ?? booth
  }
  return `the booth ${id} of a certificate is missing`
}
