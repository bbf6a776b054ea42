/**
 * Blocks: made, decoded and checked.
 *
 * Keeps: a block is hashed and stored exactly as its proposer encoded it; the header's hash covers
 * the body through `bodyHash` and everything before through `prev`. The booth is not in the hash:
 * a certificate names it, so that a block in flight can be certified by a changed booth without a
 * second block of the same height (docs/decisions/002).
 */
import { fromHex, type Hash } from './bytes.ts'
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
import { InvalidMessageError } from './errors.ts'
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

/** Bytes that an entry takes in an encoded body. */
export function entryBytesInBody(entryBytes: number): number {
  return 1 + varintBytes(entryBytes) + entryBytes
}

/** Makes and signs a block as this vehicle. */
export function createBlock(crypto: Crypto, draft: BlockDraft): FullBlock {
  const body = encodeBody(draft.entries)
  const bodyHash = crypto.sha256Bytes(body)
  const headerBytes = HeaderCodec.encode({
    version: 1,
    chain: draft.chain,
    height: draft.height,
    prev: fromHex(draft.prev),
    bodyHash,
    bodyBytes: body.length,
    entriesCount: draft.entries.length,
    kind: draft.seal === undefined ? 0 : 1,
    timeMs: draft.timeMs,
    sealedBooth: draft.seal?.booth ?? '',
    operation: draft.seal?.operation ?? ''
  })
  const signature = crypto.sign(signingBytes('vguard/block/1', headerBytes))
  const bytes = BlockCodec.encode({ header: headerBytes, signature, body })
  return { ...readHeader(crypto, headerBytes), signature, body, bytes }
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
          }
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

function varintBytes(value: number): number {
  let bytes = 1
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
    bytes++
  }
  return bytes
}
