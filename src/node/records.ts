/**
 * Records to entries and back, for callers who think in records.
 */
import { decodeRecord, encodeRecord } from '../state/records/index.ts'
import type { ReadRecord, RecordInput } from './api.ts'

/**
 * Bytes are taken as they are: what they mean is between the application and its readers.
 *
 * @throws InvalidInputError when a value of a record is out of its range; the sentence says which
 */
export function encodeEntry(input: RecordInput): Uint8Array {
  return input instanceof Uint8Array ? input : encodeRecord(input)
}

/** The entries of a block, each with its place. */
export function decodeEntries(height: number, entries: readonly Uint8Array[]): ReadRecord[] {
  return entries.map((entry, index) => decodeEntry(height, index, entry))
}

export function decodeEntry(height: number, index: number, entry: Uint8Array): ReadRecord {
  try {
    return { height, index, record: decodeRecord(entry), entry }
  } catch {
    // Another application's bytes: not a fault of the block.
    return { height, index, record: undefined, entry }
  }
}
