/**
 * What a store needs of whatever keeps its bytes: LevelDB with a witness file, or memory.
 *
 * An engine knows nothing of checksums, tallies or chains; it may lose, change and hide records, and
 * the store notices (docs/decisions/005).
 */
import type { Key } from '../core/machine.ts'
import type { Witness } from './witness.ts'

/** A record as stored, checksum included; undefined deletes it. */
export type Change = readonly [key: Key, stored: Uint8Array | undefined]

export type Entry = readonly [key: Key, stored: Uint8Array]

export interface Span {
  readonly gte: Key
  readonly lte: Key
  readonly reverse: boolean
  /** At least one. */
  readonly recordsMax: number
  /** Stop with the record that reaches this many bytes of payload. */
  readonly bytesMax: number
}

export interface Found {
  readonly entries: readonly Entry[]
  /** Nothing is left in the span. */
  readonly isAll: boolean
}

export interface Engine {
  /** Makes durable that the store is in use, so not closed properly, and where it stands. */
  begin(witness: Witness): Promise<void>
  /** Writes all or nothing; returns when it is durable. */
  write(changes: readonly Change[]): Promise<void>
  /** Keeps a witness of the last durable batch, apart from the records. Idle before `begin`. */
  witness(witness: Witness): void
  /** What is stored under each key, in the order of the keys. */
  get(keys: readonly Key[]): Promise<readonly (Uint8Array | undefined)[]>
  /** Records of a span in its order. */
  range(span: Span): Promise<Found>
  /** Every record as it is when the first portion is asked for, in key order; later writes are not seen. */
  all(): AsyncGenerator<readonly Entry[]>
  sizeBytes(): Promise<number>
  /** Makes the last witness durable where one is given, and lets go of everything. */
  close(witness: Witness | undefined): Promise<void>
}
