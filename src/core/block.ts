/**
 * Blocks: made, decoded and checked.
 *
 * Keeps: a block is hashed and stored exactly as its proposer encoded it; the header's hash covers
 * the body through `bodyHash` and everything before through `prev`. The booth is not in the hash:
 * a certificate names it, so that a block in flight can be certified by a changed booth without a
 * second block of the same height (docs/decisions/002).
 */
import { fromHex, type Hash, NO_BYTES } from './bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHash,
  readHexHash,
  readNumber,
  readSignature,
  readText
} from './codec.ts'
import type { Crypto } from './crypto.ts'
import { assert, InvalidMessageError } from './errors.ts'
import type { ChainId } from './genesis.ts'
import {
  BODY_BYTES_MAX,
  ENTRIES_MAX,
  HEADER_BYTES_MAX,
  OPERATION_CHARACTERS_MAX
} from './limits.ts'
import { Block as BlockCodec, Body as BodyCodec, BlockHeader as HeaderCodec } from './messages.ts'
import type { PeerId } from './peer.ts'
import { signingBytes } from './signed.ts'
import { varintBytes } from './varint.ts'

export interface BlockHeader {
  readonly chain: ChainId
  readonly height: number
  readonly prev: Hash
  readonly bodyHash: Hash
  readonly bodyBytes: number
  readonly entriesCount: number
  readonly timeMs: number
  /** Present in the last block of a booth, which may carry entries like any other. */
  readonly seal: SealNote | undefined
  /** What gives the hash its zero bits in a group's chain with work; empty without. */
  readonly nonce: Uint8Array
}

/** The end of a booth, told by its last block. */
export interface SealNote {
  readonly booth: Hash
  /** The caller's id of this end of booth, at most 128 characters. */
  readonly operation: string
}

export interface Block {
  readonly header: BlockHeader
  /** SHA-256 of the header as encoded. */
  readonly hash: Hash
  readonly headerBytes: Uint8Array
  /** The proposer's signature over the header; empty in a group's chain. */
  readonly signature: Uint8Array
  /** Encoded Body, or undefined when only the header is kept. */
  readonly body: Uint8Array | undefined
  /** The whole block as encoded, as it travels and is stored. */
  readonly bytes: Uint8Array
}

/** A block whose body is present. */
export interface FullBlock extends Block {
  readonly body: Uint8Array
}

export interface BlockDraft {
  readonly chain: ChainId
  readonly height: number
  readonly prev: Hash
  readonly timeMs: number
  readonly entries: readonly Uint8Array[]
  readonly seal?: SealNote
}

/** Bytes of the nonce of a block with work. */
const WORK_NONCE_BYTES = 8

/** The search takes 2^6 times the tries that are needed on average. */
const WORK_TRIES_BITS = 6

/** Bytes that an entry takes in an encoded body. */
export function entryBytesInBody(entryBytes: number): number {
  return 1 + varintBytes(entryBytes) + entryBytes
}

/** Makes and signs a block as this vehicle. */
export function createBlock(crypto: Crypto, draft: BlockDraft): FullBlock {
  const body = encodeBody(draft.entries)
  const headerBytes = encodeHeader(crypto, draft, body, NO_BYTES)
  const signature = crypto.sign(signingBytes('vguard/block/1', headerBytes))
  const bytes = BlockCodec.encode({ header: headerBytes, signature, body })
  return { ...readHeader(crypto, headerBytes), signature, body, bytes }
}

/** Makes a block of a group's chain, which nobody signs, however long the search for its work takes. */
export function createGroupBlock(crypto: Crypto, draft: BlockDraft, workBits: number): FullBlock {
  const block = beginGroupBlock(crypto, draft, workBits)(Number.POSITIVE_INFINITY)
  assert(block !== undefined, 'a search without an end has found nothing')
  return block
}

/**
 * Begins a block of a group's chain, which nobody signs. With work its nonce is searched: what is
 * returned tries at most so many more, and gives the block once one fits. It fails for one draft in e^64.
 *
 * @throws InvariantError when no nonce in the bounded search gives the hash its zero bits
 */
export function beginGroupBlock(
  crypto: Crypto,
  draft: BlockDraft,
  workBits: number
): (triesMax: number) => FullBlock | undefined {
  const body = encodeBody(draft.entries)
  const nonce = workBits === 0 ? NO_BYTES : new Uint8Array(WORK_NONCE_BYTES)
  const headerBytes = encodeHeader(crypto, draft, body, nonce)
  const findNonce = createNonceSearch(crypto, headerBytes, workBits)
  return (triesMax) => {
    if (workBits > 0 && !findNonce(triesMax)) {
      return undefined
    }
    const bytes = BlockCodec.encode({ header: headerBytes, signature: NO_BYTES, body })
    return { ...readHeader(crypto, headerBytes), signature: NO_BYTES, body, bytes }
  }
}

/** Whether a hash begins with that many zero bits. */
export function hasWork(hash: Hash, workBits: number): boolean {
  const zeros = workBits >> 2
  const rest = workBits & 3
  return (
    hash.startsWith('0'.repeat(zeros)) &&
    (rest === 0 || Number.parseInt(hash.charAt(zeros), 16) >> (4 - rest) === 0)
  )
}

/** The nonce is the last field of a header, so its bytes can be counted up in place. */
function createNonceSearch(
  crypto: Crypto,
  headerBytes: Uint8Array,
  workBits: number
): (triesMax: number) => boolean {
  const at = headerBytes.length - WORK_NONCE_BYTES
  const view = new DataView(headerBytes.buffer, headerBytes.byteOffset + at, WORK_NONCE_BYTES)
  const lastTry = 2 ** (workBits + WORK_TRIES_BITS)
  let tries = 0
  return (triesMax) => {
    const end = Math.min(lastTry, tries + triesMax)
    for (; tries < end; tries++) {
      view.setUint32(4, tries)
      if (isZero(crypto.sha256Bytes(headerBytes), workBits)) {
        return true
      }
    }
    assert(tries < lastTry, `no nonce of ${lastTry} gives a hash of ${workBits} zero bits`)
    return false
  }
}

function isZero(hash: Uint8Array, bits: number): boolean {
  const word = new DataView(hash.buffer, hash.byteOffset, 4).getUint32(0)
  return word >>> (32 - bits) === 0
}

function encodeHeader(
  crypto: Crypto,
  draft: BlockDraft,
  body: Uint8Array,
  nonce: Uint8Array
): Uint8Array {
  return HeaderCodec.encode({
    version: 1,
    chain: draft.chain,
    height: draft.height,
    prev: fromHex(draft.prev),
    bodyHash: crypto.sha256Bytes(body),
    bodyBytes: body.length,
    entriesCount: draft.entries.length,
    kind: draft.seal === undefined ? 0 : 1,
    timeMs: draft.timeMs,
    sealedBooth: draft.seal?.booth ?? '',
    operation: draft.seal?.operation ?? '',
    nonce
  })
}

/**
 * Decodes a block and checks that its body matches its header. Signature and links are the caller's to check.
 *
 * @throws InvalidMessageError when the block is malformed or the body does not match
 */
export function decodeBlock(crypto: Crypto, bytes: Uint8Array): Block {
  readBytes('block', bytes, BODY_BYTES_MAX + HEADER_BYTES_MAX + 128)
  const raw = decodeWith('block', bytes, BlockCodec.decode)
  if (raw.signature.length > 0) {
    readSignature('block.signature', raw.signature)
  }
  const read = readHeader(crypto, raw.header)
  if (raw.body !== undefined && !bodyMatches(crypto, read.header, raw.body)) {
    throw new InvalidMessageError(
      `the body of block ${read.header.height} does not match its header`
    )
  }
  return { ...read, signature: raw.signature, body: raw.body, bytes }
}

/** @throws InvalidMessageError when the bytes are no header */
export function readHeader(
  crypto: Crypto,
  headerBytes: Uint8Array
): { readonly header: BlockHeader; readonly hash: Hash; readonly headerBytes: Uint8Array } {
  const raw = decodeWith(
    'header',
    readBytes('header', headerBytes, HEADER_BYTES_MAX),
    HeaderCodec.decode
  )
  readNumber('header.version', raw.version, 1, 1)
  const header: BlockHeader = {
    chain: readChain('header.chain', raw.chain),
    height: readNumber('header.height', raw.height, 1),
    prev: readHash('header.prev', raw.prev),
    bodyHash: readHash('header.bodyHash', raw.bodyHash),
    bodyBytes: readNumber('header.bodyBytes', raw.bodyBytes, 0, BODY_BYTES_MAX),
    entriesCount: readNumber('header.entriesCount', raw.entriesCount, 0, ENTRIES_MAX),
    timeMs: readNumber('header.timeMs', raw.timeMs),
    seal:
      readNumber('header.kind', raw.kind, 0, 1) === 0
        ? undefined
        : {
            booth: readHexHash('header.sealedBooth', raw.sealedBooth),
            operation: readText('header.operation', raw.operation, OPERATION_CHARACTERS_MAX)
          },
    nonce: readBytes('header.nonce', raw.nonce, WORK_NONCE_BYTES)
  }
  return { header, hash: crypto.sha256(headerBytes), headerBytes }
}

export function isFull(block: Block): block is FullBlock {
  return block.body !== undefined
}

/** The same block without its body, as kept when booth storage is cleared. */
export function withoutBody(block: Block): Block {
  const bytes = BlockCodec.encode({ header: block.headerBytes, signature: block.signature })
  return { ...block, body: undefined, bytes }
}

/** Whether the proposer signed this header. */
export function verifyBlockSignature(crypto: Crypto, proposer: PeerId, block: Block): boolean {
  return crypto.verify(proposer, signingBytes('vguard/block/1', block.headerBytes), block.signature)
}

/** @throws InvalidMessageError when the body is no list of at most 4096 entries */
export function entriesOf(body: Uint8Array): readonly Uint8Array[] {
  // One more than allowed: a body of half a million empty entries is refused before it fills memory.
  const limits = { entries: ENTRIES_MAX + 1 }
  const { entries } = decodeWith('body', readBytes('body', body, BODY_BYTES_MAX), (bytes) =>
    BodyCodec.decode(bytes, { limits })
  )
  if (entries.length > ENTRIES_MAX) {
    throw new InvalidMessageError(
      `body has ${entries.length} entries, at most ${ENTRIES_MAX} are allowed`
    )
  }
  return entries
}

export function encodeBody(entries: readonly Uint8Array[]): Uint8Array {
  return BodyCodec.encode({ entries: [...entries] })
}

function bodyMatches(crypto: Crypto, header: BlockHeader, body: Uint8Array): boolean {
  return (
    body.length === header.bodyBytes &&
    crypto.sha256(body) === header.bodyHash &&
    entriesOf(body).length === header.entriesCount
  )
}
