/**
 * The blocks of a chain as they lie in this vehicle's store, checked anew each time they are read:
 * header and body hashes, links, the proposer's signature, and the certificates.
 *
 * Keeps: whatever comes out of `verifiedBlocks` was signed by its proposer (in a group's chain: has its
 * work), links to its neighbours and lies below a certified head, unless decided blocks of a group were
 * asked for; the store is never believed.
 */
import { type Block, decodeBlock, entriesOf } from '../core/block.ts'
import { blockFault, linkFault } from '../core/block-faults.ts'
import {
  type Booth,
  boothFault,
  type Certificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate
} from '../core/booth.ts'
import { type Hash, toHex } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import type { Fleet } from '../core/fleet.ts'
import { type Chain, type ChainId, isGroup } from '../core/genesis.ts'
import type { Held } from '../core/holdings.ts'
import { blockKey, boothKey, certificateKey, parseHeightKey } from '../core/keyspace.ts'
import type { HeightRange } from '../core/scan.ts'
import type { Store } from '../core/store.ts'
import { decodeStoredBlock } from '../core/stored-block.ts'
import { VGuardError } from './errors.ts'
import { recordsBetween } from './pages.ts'

/** What the archive reads from. */
export interface ArchiveSource {
  readonly store: Pick<Store, 'load'>
  readonly crypto: Crypto
  readonly fleet: Fleet
}

/** Which part of a chain, and for how long. */
export interface BlockRange {
  /** First height; the first one stored when not given. */
  readonly from?: number | undefined
  /** Last height; the newest one when not given. */
  readonly to?: number | undefined
  /** Of a group's chain: blocks that are not certified yet, or not even decided, as well. */
  readonly until?: 'certified' | 'decided' | 'tentative' | undefined
  readonly signal?: AbortSignal | undefined
}

export interface VerifiedBlock {
  readonly chain: ChainId
  readonly height: number
  readonly hash: Hash
  readonly prev: Hash
  readonly timeMs: number
  /**
   * `decided`: a majority of the group has it, and nobody has collected their signatures yet;
   * `tentative`: this vehicle has accepted it, and it may still give way to another.
   */
  readonly state: 'certified' | 'decided' | 'tentative'
  /** Hex of what gives the hash its zero bits, in a chain with work. */
  readonly nonce: string | undefined
  /** The booth that ended with this block, if one did. */
  readonly seal: { readonly booth: Hash; readonly operation: string } | undefined
  /** Encoded entries in order, or undefined when only the header is kept here. */
  readonly entries: readonly Uint8Array[] | undefined
  /** The block as it travels and is stored. */
  readonly bytes: Uint8Array
}

/** One height as found in the store: a block that stands by itself, or what is wrong with it. */
type Found =
  | { readonly height: number; readonly block: Block }
  | { readonly height: number; readonly fault: string }

/**
 * The certified blocks of a chain in order, each verified.
 *
 * @throws VGuardError ERR_DAMAGED at the first block that is not what its chain says
 */
export async function* verifiedBlocks(
  source: ArchiveSource,
  held: Held,
  { from = 1, to, signal, until = 'certified' }: BlockRange = {}
): AsyncGenerator<VerifiedBlock> {
  const certified = held.certified?.height ?? 0
  const newest = until === 'certified' || !isGroup(held.chain) ? certified : held.lastHeight
  const last = Math.min(to ?? Number.MAX_SAFE_INTEGER, newest)
  let before: Block | undefined
  for await (const found of storedBlocks(source, held.chain, from, last, signal)) {
    const reason = 'fault' in found ? found.fault : placeFault(held, before, found.block)
    if (reason !== undefined || 'fault' in found) {
      const what = `block ${found.height} of chain ${held.chain.id} is damaged: ${reason}`
      throw new VGuardError(`${what}; read it from another holder`, { code: 'ERR_DAMAGED' })
    }
    before = found.block
    yield plainBlock(found.block, found.height <= certified ? 'certified' : 'decided')
  }
}

export interface ChainReport {
  readonly chain: ChainId
  readonly isSound: boolean
  /** Heights looked at. */
  readonly from: number
  readonly to: number
  readonly blocks: number
  /** Blocks of which only the header is kept. */
  readonly headersOnly: number
  readonly certificates: number
  /** The newest height that a valid certificate covers. */
  readonly certifiedTo: number
  /** The newest height that was decided; of a chain with a proposer the same. */
  readonly decidedTo: number
  /** Heights that should be held and are not. */
  readonly missing: readonly HeightRange[]
  readonly faults: readonly { readonly height: number; readonly reason: string }[]
}

const FAULTS_TOLD_MAX = 100

/** Reads everything that is held of a chain and checks it: hashes, links, signatures, certificates. */
export async function verifyHeld(
  source: ArchiveSource,
  held: Held,
  signal?: AbortSignal
): Promise<ChainReport> {
  const { chain } = held
  // Blocks of a proposer count only below a certificate; those of a group are decided without.
  const certified = held.certified?.height ?? (isGroup(chain) ? 0 : held.lastHeight)
  const last = isGroup(chain) ? held.lastHeight : certified
  const faults: { height: number; reason: string }[] = []
  const tell = (height: number, reason: string): void => {
    if (faults.length < FAULTS_TOLD_MAX) {
      faults.push({ height, reason })
    }
  }
  const hashes = new Map<number, Hash>()
  let before: Block | undefined
  let headersOnly = 0
  for await (const found of storedBlocks(source, chain, 1, last, signal)) {
    const reason = 'fault' in found ? found.fault : placeFault(held, before, found.block)
    before = 'fault' in found ? undefined : found.block
    if (reason !== undefined) {
      tell(found.height, reason)
    }
    if (before !== undefined) {
      hashes.set(found.height, before.hash)
      headersOnly += before.body === undefined ? 1 : 0
    }
  }
  const certificates = await verifyCertificates(source, chain, last, hashes, tell, signal)
  const heights = [...hashes.keys()]
  return {
    chain: chain.id,
    isSound: faults.length === 0 && held.damage.length === 0 && certificates.to >= certified,
    from: heights[0] ?? 0,
    to: heights.at(-1) ?? 0,
    blocks: heights.length,
    headersOnly,
    certificates: certificates.count,
    certifiedTo: certificates.to,
    decidedTo: Math.max(certificates.to, isGroup(chain) ? last : 0),
    missing: held.damage,
    faults
  }
}

/** The stored booth with this id, checked, or undefined. */
export async function loadBooth(
  { store, crypto, fleet }: ArchiveSource,
  chain: Chain,
  id: Hash
): Promise<Booth | undefined> {
  const key = boothKey(chain.id, id)
  const { records } = await store.load({ type: 'get', keys: [key] })
  const value = records[0]?.value
  const booth = value === undefined ? undefined : attempt(() => decodeBooth(crypto, value))
  const isGenuine = booth?.id === id && boothFault(crypto, fleet, chain, booth) === undefined
  return isGenuine ? booth : undefined
}

/** The stored certificates of heights from..to in order, undecodable ones with their fault. */
export async function* storedCertificates(
  { store }: ArchiveSource,
  chain: ChainId,
  from: number,
  to: number,
  signal?: AbortSignal
): AsyncGenerator<{ readonly height: number; readonly certificate: Certificate | undefined }> {
  const range = { gte: certificateKey(chain, from), lte: certificateKey(chain, to) }
  for await (const { key, value } of recordsBetween(store, range.gte, range.lte, signal)) {
    const height = parseHeightKey(key)?.height ?? 0
    const certificate = value === undefined ? undefined : attempt(() => decodeCertificate(value))
    yield { height, certificate }
  }
}

async function verifyCertificates(
  source: ArchiveSource,
  chain: Chain,
  last: number,
  hashes: ReadonlyMap<number, Hash>,
  tell: (height: number, reason: string) => void,
  signal: AbortSignal | undefined
): Promise<{ readonly count: number; readonly to: number }> {
  const booths = new Map<Hash, Booth | undefined>()
  let count = 0
  let to = 0
  for await (const { height, certificate } of storedCertificates(
    source,
    chain.id,
    1,
    last,
    signal
  )) {
    if (certificate === undefined) {
      tell(height, 'its certificate cannot be read')
      continue
    }
    if (!booths.has(certificate.booth)) {
      booths.set(certificate.booth, await loadBooth(source, chain, certificate.booth))
    }
    const booth = booths.get(certificate.booth)
    const hash = hashes.get(height)
    if (certificate.height !== height || (hash !== undefined && certificate.hash !== hash)) {
      tell(height, 'its certificate is of another block')
    } else if (booth === undefined) {
      tell(height, 'the booth of its certificate is not here, or not genuine')
    } else if (!verifyCertificate(source.crypto, source.fleet, chain, booth, certificate)) {
      tell(height, 'its certificate lacks valid signatures')
    } else {
      count++
      to = height
    }
  }
  return { count, to }
}

async function* storedBlocks(
  { store, crypto }: ArchiveSource,
  chain: Chain,
  from: number,
  to: number,
  signal: AbortSignal | undefined
): AsyncGenerator<Found> {
  if (to < from) {
    return
  }
  const { id } = chain
  const range = { gte: blockKey(id, from), lte: blockKey(id, to) }
  for await (const { key, value } of recordsBetween(store, range.gte, range.lte, signal)) {
    const height = parseHeightKey(key)?.height ?? 0
    const block =
      value === undefined
        ? undefined
        : attempt(() => decodeBlock(crypto, decodeStoredBlock(crypto, value).block.bytes))
    if (block === undefined) {
      yield { height, fault: 'its record cannot be read' }
    } else if (block.header.chain !== id || block.header.height !== height) {
      yield { height, fault: 'its record is of another block' }
    } else {
      const fault = blockFault(crypto, chain, block)
      yield fault === undefined ? { height, block } : { height, fault }
    }
  }
}

/** Why a block does not stand in its place among those that are held. */
function placeFault(held: Held, before: Block | undefined, block: Block): string | undefined {
  const { height } = block.header
  const expected = height === held.certified?.height ? held.certified.hash : held.hashAt(height)
  return expected === undefined || expected === block.hash
    ? linkFault(held.chain, before, block)
    : 'it is not the block that was agreed on'
}

/** A block in parts for whoever looks at it. */
export function plainBlock(
  { header, hash, body, bytes }: Block,
  state: VerifiedBlock['state']
): VerifiedBlock {
  return {
    chain: header.chain,
    height: header.height,
    hash,
    prev: header.prev,
    timeMs: header.timeMs,
    state,
    nonce: header.nonce.length === 0 ? undefined : toHex(header.nonce),
    seal: header.seal,
    entries: body === undefined ? undefined : entriesOf(body),
    bytes
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
