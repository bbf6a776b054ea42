/**
 * Work that needs records of the store on its way: a generator yields queries and is handed what was
 * loaded for them, so that it reads like one function and stays pure.
 */
import type { LoadQuery, StoredRecord } from '../../core/machine.ts'

/** What the store had for one query. */
export interface Loaded {
  readonly records: readonly StoredRecord[]
  /** The range has more records than the query took. */
  readonly more: boolean
}

/** Yields queries to be loaded together; their answers come back in the same order. */
export type Loading<T> = Generator<readonly LoadQuery[], T, readonly Loaded[]>
