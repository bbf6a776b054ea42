/**
 * What makes pulled blocks believable: they link to each other and to what is known on both sides,
 * and their last one is named by a manifest or a neighbour, or carries the proposer's signature; in a
 * group's chain, whose blocks nobody signs, it has to be named.
 *
 * Keeps: nothing of a chunk is stored before the whole of it is checked.
 */
import { decodeBlock, type FullBlock, isFull, verifyBlockSignature } from '../../core/block.ts'
import {
  type Booth,
  boothFault,
  type Certificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate
} from '../../core/booth.ts'
import { type Hash, NO_HASH } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { Environment } from '../../core/environment.ts'
import { type Chain, isGroup } from '../../core/genesis.ts'
import type { Held } from '../../core/holdings.ts'
import type { Chunk } from './types.ts'

/** What is known of the neighbourhood of a chunk. */
export interface Anchors {
  /** The hash of this block as a genuine manifest tells it; undefined for unknown. */
  told(height: number): Hash | undefined
  /** The same as the blocks held here say, which may be those of a fork. */
  held(height: number): Hash | undefined
  /** Whether the proposer itself stands for those hashes; else the last block must carry its signature. */
  readonly areProposers: boolean
}

/** Why a chunk must not be believed. */
export interface ChunkFault {
  readonly reason: string
  /**
   * Whether only a liar sends such a chunk. A signature is under no hash: an honest holder passes on
   * what a lying proposer gave it together with a true hash.
   */
  readonly isLie: boolean
}

/**
 * The blocks of a chunk, checked, or the reason why they must not be believed.
 *
 * @throws InvalidMessageError when a block is malformed
 */
export function checkChunk(
  crypto: Crypto,
  chain: Chain,
  chunk: Chunk,
  anchors: Anchors
): readonly FullBlock[] | ChunkFault {
  const blocks: FullBlock[] = []
  let prev = chunk.from === 1 ? NO_HASH : anchors.told(chunk.from - 1)
  for (const bytes of chunk.blocks) {
    const block = decodeBlock(crypto, bytes)
    const { header } = block
    if (header.chain !== chain.id || header.height !== chunk.from + blocks.length) {
      return lie(`block ${header.height} of ${header.chain} was not asked for`)
    }
    if (!isFull(block)) {
      return lie(`block ${header.height} comes without its body`)
    }
    if (prev !== undefined && header.prev !== prev) {
      return lie(`block ${header.height} does not link to the block before`)
    }
    prev = block.hash
    blocks.push(block)
  }
  const last = blocks.at(-1)
  return last === undefined
    ? lie('the chunk is empty')
    : (endFault(crypto, chain, last, anchors) ?? blocks)
}

function endFault(
  crypto: Crypto,
  chain: Chain,
  last: FullBlock,
  anchors: Anchors
): ChunkFault | undefined {
  const { height } = last.header
  const told = anchors.told(height)
  if (told !== undefined && told !== last.hash) {
    return lie(`block ${height} is not the one that was told of`)
  }
  if (isGroup(chain)) {
    // Nobody signs the blocks of a group; they are believed by the hashes that lead to them.
    const reason = `nothing that is known leads to block ${height}`
    return (told ?? anchors.held(height)) === last.hash ? undefined : { reason, isLie: false }
  }
  if (told !== undefined && anchors.areProposers) {
    return undefined
  }
  const { proposer } = chain.genesis
  return proposer !== undefined && verifyBlockSignature(crypto, proposer, last)
    ? undefined
    : { reason: `block ${height} does not carry the proposer's signature`, isLie: false }
}

function lie(reason: string): ChunkFault {
  return { reason, isLie: true }
}

/** Whether these (checked) blocks are others than those held of their heights, or link to others. */
export function conflicts(held: Held | undefined, blocks: readonly FullBlock[]): boolean {
  const [first] = blocks
  const last = blocks.at(-1)
  const before = held?.hashAt((first?.header.height ?? 0) - 1)
  const behind = held?.runs.find((run) => run.from === (last?.header.height ?? 0) + 1)
  const isOther = ({ header, hash }: FullBlock): boolean =>
    (held?.hashAt(header.height) ?? hash) !== hash
  return (
    blocks.some(isOther) ||
    (before !== undefined && before !== first?.header.prev) ||
    (behind !== undefined && behind.prev !== last?.hash)
  )
}

export interface CertifiedBy {
  readonly certificate: Certificate
  readonly booth: Booth
}

/**
 * The genuine certificates of a chunk that fit its blocks, with their booths. Those that the proposer
 * itself sends are verified too: readers take who serves a false one for a liar.
 *
 * @throws InvalidMessageError when a certificate or booth is malformed
 */
export function certificatesOf(
  { crypto, fleet }: Environment,
  chain: Chain,
  chunk: Chunk,
  blocks: readonly FullBlock[]
): readonly CertifiedBy[] {
  const booths = new Map<string, Booth>()
  for (const bytes of chunk.booths) {
    const booth = decodeBooth(crypto, bytes)
    if (boothFault(crypto, fleet, chain, booth) === undefined) {
      booths.set(booth.id, booth)
    }
  }
  return chunk.certificates.flatMap((bytes) => {
    const certificate = decodeCertificate(bytes)
    const booth = booths.get(certificate.booth)
    const block = blocks[certificate.height - chunk.from]
    const fits = certificate.chain === chain.id && certificate.hash === block?.hash
    return booth !== undefined &&
      fits &&
      verifyCertificate(crypto, fleet, chain, booth, certificate)
      ? [{ certificate, booth }]
      : []
  })
}
