/**
 * What proves blocks to a reader: certificates that cover them, headers that join the two, and the
 * booths of the certificates.
 *
 * Keeps: a proof is checked here as the reader will check it, so an honest holder never sends blocks
 * that do not verify.
 */
import type { Block, FullBlock } from '../../core/block.ts'
import { type Certificate, decodeCertificate } from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import { blockKey, boothKey, certificateKey } from '../../core/keyspace.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import type { LoadQuery } from '../../core/machine.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { LINKS_MAX, PROOF_BYTES_MAX } from './limits.ts'
import type { Loaded, Loading } from './loading.ts'
import { createRecent, type Recent } from './recent.ts'

export interface Cover {
  /** The blocks that are proven, ascending. */
  readonly blocks: readonly FullBlock[]
  readonly links: readonly Uint8Array[]
  readonly certificates: readonly Uint8Array[]
  readonly booths: readonly Uint8Array[]
  /** The greatest height that a certificate here names; 0 for none. */
  readonly highest: number
}

export const NO_COVER: Cover = { blocks: [], links: [], certificates: [], booths: [], highest: 0 }

/** Signed Booths read before, by id, so that a booth is not loaded for every answer. */
export type BoothShelf = Recent<Uint8Array>

const BOOTHS_KEPT_MAX = 32
const LINK_BYTES_PER_LOAD = 1024 * 1024

export function createBoothShelf(): BoothShelf {
  return createRecent(BOOTHS_KEPT_MAX)
}

/** The first certificate at or above a height. */
export function certificateQuery(chain: ChainId, height: number): LoadQuery {
  const [gte, lte] = [certificateKey(chain, height), certificateKey(chain, NUMBER_MAX)]
  return { type: 'range', gte, lte, recordsMax: 1, bytesMax: 1 }
}

/** The certificate in an answer of the store, or undefined when there is none that can be read. */
export function certificateIn(loaded: Loaded | undefined): Certificate | undefined {
  const value = loaded?.records[0]?.value
  return value === undefined ? undefined : decodeCertificate(value)
}

/** Blocks that follow each other without a gap. */
export function stretchesOf<B extends Block>(blocks: readonly B[]): readonly (readonly B[])[] {
  const stretches: B[][] = []
  for (const block of blocks) {
    const last = stretches.at(-1)
    if (last !== undefined && last.at(-1)?.header.height === block.header.height - 1) {
      last.push(block)
    } else {
      stretches.push([block])
    }
  }
  return stretches
}

/**
 * Proves blocks (ascending) one stretch after the other, as far as it can: from the lowest on, or
 * with `fromTop` from the highest down.
 */
export function* cover(
  { crypto }: Environment,
  shelf: BoothShelf,
  chain: ChainId,
  blocks: readonly FullBlock[],
  { foreseen, fromTop }: { readonly foreseen: Certificate | undefined; readonly fromTop: boolean }
): Loading<Cover> {
  const stretches = fromTop ? [...stretchesOf(blocks)].reverse() : stretchesOf(blocks)
  const ends = stretches.map((stretch) => stretch.at(-1)?.header.height ?? 0)
  const found: readonly (Certificate | undefined)[] =
    ends.length === 1 && foreseen !== undefined && foreseen.height === ends[0]
      ? [foreseen]
      : (yield ends.map((end) => certificateQuery(chain, end))).map(certificateIn)
  const proof = createProof(new Set(blocks.map(({ header }) => header.height)))
  for (const [i, stretch] of stretches.entries()) {
    const certificate = found[i]
    const from = (ends[i] ?? 0) + 1
    if (certificate === undefined || certificate.height >= from + proof.linksLeft || proof.isFull) {
      break
    }
    const above = yield* loadAbove(crypto, chain, from, certificate.height)
    const booth = yield* loadBooth(shelf, chain, certificate.booth)
    if (booth === undefined || !joins([...stretch, ...above], certificate)) {
      break
    }
    proof.add(stretch, certificate, booth, above)
  }
  return proof.result()
}

/** Certificate and booth of one height, which prove that the chain has come so far. */
export function* coverHead(
  shelf: BoothShelf,
  chain: ChainId,
  height: number
): Loading<{ readonly certificate: Uint8Array; readonly booth: Uint8Array } | undefined> {
  const [loaded] = yield [{ type: 'get', keys: [certificateKey(chain, height)] }]
  const certificate = certificateIn(loaded)
  if (certificate === undefined) {
    return undefined
  }
  const booth = yield* loadBooth(shelf, chain, certificate.booth)
  return booth === undefined ? undefined : { certificate: certificate.bytes, booth }
}

interface GrowingProof {
  /** Whether it is large enough to go as it is. */
  readonly isFull: boolean
  readonly linksLeft: number
  add(
    stretch: readonly FullBlock[],
    certificate: Certificate,
    booth: Uint8Array,
    above: readonly Block[]
  ): void
  result(): Cover
}

/** Collects what proves blocks of these heights, each part once. */
function createProof(heights: ReadonlySet<number>): GrowingProof {
  const blocks: FullBlock[] = []
  const certificates = new Map<number, Uint8Array>()
  const booths = new Map<Hash, Uint8Array>()
  const links = new Map<number, Uint8Array>()
  let bytes = 0
  return {
    get isFull() {
      return bytes > PROOF_BYTES_MAX
    },
    get linksLeft() {
      return LINKS_MAX - links.size
    },
    add(stretch, certificate, booth, above) {
      blocks.push(...stretch)
      bytes += certificates.has(certificate.height) ? 0 : certificate.bytes.length
      certificates.set(certificate.height, certificate.bytes)
      bytes += booths.has(certificate.booth) ? 0 : booth.length
      booths.set(certificate.booth, booth)
      for (const { header, headerBytes } of above) {
        if (!heights.has(header.height) && !links.has(header.height)) {
          links.set(header.height, headerBytes)
          bytes += headerBytes.length
        }
      }
    },
    result: () => ({
      blocks: blocks.sort((a, b) => a.header.height - b.header.height),
      links: [...links].sort(([a], [b]) => a - b).map(([, header]) => header),
      certificates: [...certificates.values()],
      booths: [...booths.values()],
      highest: Math.max(0, ...certificates.keys())
    })
  }
}

/** Whether blocks are linked one to the next, up to the one that a certificate names. */
function joins(blocks: readonly Block[], certificate: Certificate): boolean {
  const last = blocks.at(-1)
  const isNamed = last?.header.height === certificate.height && last.hash === certificate.hash
  return isNamed && blocks.every(({ header }, i) => i === 0 || header.prev === blocks[i - 1]?.hash)
}

/** Blocks from..to with or without bodies, without a gap; fewer when the store has not all of them. */
function* loadAbove(
  crypto: Crypto,
  chain: ChainId,
  from: number,
  to: number
): Loading<readonly Block[]> {
  const blocks: Block[] = []
  for (let next = from; next <= to; ) {
    const query: LoadQuery = {
      type: 'range',
      gte: blockKey(chain, next),
      lte: blockKey(chain, to),
      recordsMax: to - next + 1,
      bytesMax: LINK_BYTES_PER_LOAD
    }
    const [loaded] = yield [query]
    const records = loaded?.records ?? []
    for (const { key, value } of records) {
      if (key !== blockKey(chain, next) || value === undefined) {
        return blocks
      }
      blocks.push(decodeStoredBlock(crypto, value).block)
      next++
    }
    if (records.length === 0) {
      return blocks
    }
  }
  return blocks
}

function* loadBooth(
  shelf: BoothShelf,
  chain: ChainId,
  booth: Hash
): Loading<Uint8Array | undefined> {
  const known = shelf.get(booth)
  if (known !== undefined) {
    return known
  }
  const [loaded] = yield [{ type: 'get', keys: [boothKey(chain, booth)] }]
  const bytes = loaded?.records[0]?.value
  if (bytes !== undefined) {
    shelf.put(booth, bytes)
  }
  return bytes
}
