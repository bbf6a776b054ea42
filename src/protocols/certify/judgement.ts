/**
 * What a member makes of one proposed block, and of a certificate. Nothing is changed here.
 *
 * Keeps: a block is voted for only if it follows what this vehicle voted for, holds, or knows to be
 * certified, and if nothing else was ever voted for at its height.
 */
import { entriesOf, type FullBlock, verifyBlockSignature } from '../../core/block.ts'
import { type Booth, type Certificate, verifyCertificate } from '../../core/booth.ts'
import { type Hash, NO_HASH } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import { AHEAD_BLOCKS_MAX } from './limits.ts'
import type { CertifySettings } from './options.ts'
import type { Parts } from './parts.ts'
import { roomFault } from './room.ts'
import type { RefuseReason } from './types.ts'
import type { Voted } from './votes.ts'

export type Verdict =
  | { readonly type: 'vote' }
  /** A block before it is missing. */
  | { readonly type: 'wait' }
  /** Certified already and not held: worth keeping. */
  | { readonly type: 'covered' }
  /** Certified already; nothing to do. */
  | { readonly type: 'done' }
  /** The proposer signed another block at this height, which is held. */
  | { readonly type: 'accuse' }
  /** The proposer signed another block at this height, of which a certificate is known. */
  | { readonly type: 'fork' }
  | { readonly type: 'forged' }
  | { readonly type: 'refuse'; readonly reason: RefuseReason; readonly text: string }

/** The height that this vehicle needs next: behind everything voted for and certified. */
export function expectedHeight({ environment, votes }: Parts, chain: ChainId): number {
  const certified = environment.holdings.get(chain)?.certified?.height ?? 0
  return Math.max(votes.get(chain)?.height ?? 0, certified) + 1
}

/** `isVerified`: the proposer's signature was checked before. */
export function judgeBlock(
  parts: Parts,
  chain: Chain,
  block: FullBlock,
  isVerified: boolean
): Verdict {
  const { environment, votes } = parts
  const { height } = block.header
  const held = environment.holdings.get(chain.id)
  const known = held?.hashAt(height)
  const certified = held?.certified
  const voted = votes.get(chain.id)
  const isCertified = certified !== undefined && height <= certified.height
  if (known === block.hash && isCertified) {
    return { type: 'done' }
  }
  if (known === block.hash && voted !== undefined && isRepeated(voted, block)) {
    return { type: 'vote' }
  }
  const { proposer } = chain.genesis
  if (!isVerified && !verifyBlockSignature(environment.crypto, proposer ?? '', block)) {
    return { type: 'forged' }
  }
  if (known !== undefined && known !== block.hash) {
    return { type: 'accuse' }
  }
  if (isCertified) {
    if (height === certified.height && block.hash !== certified.hash) {
      return { type: 'fork' }
    }
    const isWanted = isCovered(environment, chain.id, block) && hasRoomFor(parts, block)
    return { type: isWanted ? 'covered' : 'done' }
  }
  return judgeNext(parts, chain.id, block)
}

/** Whether a block that is held was voted for before: the newest one, or one that leads to it. */
function isRepeated(voted: Voted, { header, hash }: FullBlock): boolean {
  return header.height < voted.height || (header.height === voted.height && hash === voted.hash)
}

/** Whether a certificate covers this block: directly, or through the next one, which is held. */
function isCovered(
  { holdings }: Environment,
  chain: ChainId,
  { header, hash }: FullBlock
): boolean {
  const held = holdings.get(chain)
  const next = held?.runs.find((run) => run.from === header.height + 1)
  return held?.certified?.height === header.height || next?.prev === hash
}

/** Judges a block above everything certified. */
function judgeNext(parts: Parts, chain: ChainId, block: FullBlock): Verdict {
  const { header, hash } = block
  const { height } = header
  const voted = parts.votes.get(chain)
  if (voted !== undefined && height <= voted.height && hash !== voted.hash) {
    return refuse('conflict', `block ${height} is not what was voted for`)
  }
  if (height > expectedHeight(parts, chain) + AHEAD_BLOCKS_MAX) {
    return refuse('unlinked', `block ${height} is too far ahead`)
  }
  const prev = hashBefore(parts, chain, height)
  if (prev === undefined) {
    return { type: 'wait' }
  }
  if (prev !== header.prev) {
    return refuse('conflict', `block ${height} links to another block ${height - 1}`)
  }
  if (voted?.height === height - 1 && header.timeMs < voted.timeMs) {
    return refuse('invalid', `block ${height} is older than the block before it`)
  }
  const fault = contentFault(parts.settings, block)
  if (fault !== undefined) {
    return refuse('invalid', fault)
  }
  const shortage = roomFault(parts, block.bytes.length)
  return shortage === undefined ? { type: 'vote' } : refuse('full', shortage)
}

/** The hash that a block of this height must link to, as far as this vehicle knows. */
function hashBefore(
  { environment, votes }: Parts,
  chain: ChainId,
  height: number
): Hash | undefined {
  if (height === 1) {
    return NO_HASH
  }
  const held = environment.holdings.get(chain)
  const heads = [held?.certified, votes.get(chain)]
  return held?.hashAt(height - 1) ?? heads.find((head) => head?.height === height - 1)?.hash
}

function contentFault({ validate }: CertifySettings, { body }: FullBlock): string | undefined {
  if (validate === undefined) {
    return undefined
  }
  for (const [i, entry] of entriesOf(body).entries()) {
    const reason = validate(entry)
    if (reason !== undefined) {
      return `entry ${i}: ${reason}`
    }
  }
  return undefined
}

function hasRoomFor(parts: Parts, { bytes }: FullBlock): boolean {
  return roomFault(parts, bytes.length) === undefined
}

function refuse(reason: RefuseReason, text: string): Verdict {
  return { type: 'refuse', reason, text }
}

export type CertificateVerdict =
  /** As new as what is known, and no contradiction to it. */
  | 'known'
  | 'genuine'
  | 'forged'
  /** Genuine, and of another block than the one held or certified here. */
  | 'conflict'

/** Judges a certificate of a booth that was checked; signatures are verified only if it is news. */
export function judgeCertificate(
  { crypto, fleet, holdings }: Environment,
  chain: Chain,
  booth: Booth,
  certificate: Certificate
): CertificateVerdict {
  const { height, hash } = certificate
  const held = holdings.get(chain.id)
  const certified = held?.certified
  const known = certified?.height === height ? certified.hash : held?.hashAt(height)
  const isOld = certified !== undefined && height <= certified.height
  if (isOld && (known === undefined || known === hash)) {
    return 'known'
  }
  if (!verifyCertificate(crypto, fleet, chain, booth, certificate)) {
    return 'forged'
  }
  return known === undefined || known === hash ? 'genuine' : 'conflict'
}
