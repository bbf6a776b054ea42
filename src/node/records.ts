/**
 * Records to entries and back, for callers who think in records.
 */
import { InvalidInputError } from '../core/errors.ts'
import { decodeRecord, encodeRecord, recordEntryFault } from '../state/records/index.ts'
import type { ReadRecord, RecordInput } from './api.ts'

/** @throws InvalidInputError when it is no record; the sentence says what is wrong */
export function encodeEntry(input: RecordInput): Uint8Array {
  if (!(input instanceof Uint8Array)) {
    return encodeRecord(input)
  }
  const reason = recordEntryFault(input)
  if (reason !== undefined) {
    throw new InvalidInputError(reason)
  }
  return input
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
