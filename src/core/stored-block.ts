/**
 * A block as it lies in the store: 48 bytes of summary (six doubles, big-endian, in the order of
 * Summary), then the encoded Block. The store adds a checksum to every value.
 */
import type { Block } from './block.ts'
import { readHeader } from './block.ts'
import { decodeWith } from './codec.ts'
import type { Crypto } from './crypto.ts'
import { InvalidMessageError } from './errors.ts'
import { Block as BlockCodec } from './messages.ts'
import type { Summary } from './selector.ts'

export const SUMMARY_BYTES = 48

export interface StoredBlock {
  readonly block: Block
  readonly summary: Summary
}

export function encodeStoredBlock({ block, summary }: StoredBlock): Uint8Array {
  const value = new Uint8Array(SUMMARY_BYTES + block.bytes.length)
  const view = new DataView(value.buffer)
  const { timeMinMs, timeMaxMs, south, north, west, east } = summary
  for (const [i, number] of [timeMinMs, timeMaxMs, south, north, west, east].entries()) {
    view.setFloat64(i * 8, number)
  }
  value.set(block.bytes, SUMMARY_BYTES)
  return value
}

/**
 * Reads a stored block. Trusts the checksum of the store for the body; the header is hashed anew.
 *
 * @throws InvalidMessageError when the value is no stored block
 */
export function decodeStoredBlock(crypto: Crypto, value: Uint8Array): StoredBlock {
  if (value.length < SUMMARY_BYTES) {
    throw new InvalidMessageError(`a stored block of ${value.length} bytes is too short`)
  }
  const view = new DataView(value.buffer, value.byteOffset, SUMMARY_BYTES)
  const summary: Summary = {
    timeMinMs: view.getFloat64(0),
    timeMaxMs: view.getFloat64(8),
    south: view.getFloat64(16),
    north: view.getFloat64(24),
    west: view.getFloat64(32),
    east: view.getFloat64(40)
  }
  const bytes = value.subarray(SUMMARY_BYTES)
  const raw = decodeWith('stored block', bytes, BlockCodec.decode)
  const { header, hash, headerBytes } = readHeader(crypto, raw.header)
  const block: Block = {
    header,
    hash,
    headerBytes,
    signature: raw.signature,
    body: raw.body,
    bytes
  }
  return { block, summary }
}
