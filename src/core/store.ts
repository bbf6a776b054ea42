/**
 * The store as the driver sees it. storage/level-store.ts keeps it in LevelDB, storage/memory-store.ts
 * in memory; one contract suite holds both to what is said here.
 */
import type { Disk, LoadQuery, StoredRecord, WriteOp } from './machine.ts'

export interface LoadResult {
  readonly records: readonly StoredRecord[]
  /** The range has more records than the query took. */
  readonly more: boolean
}

export interface Store {
  /** What was found when the store was opened, scanned for damage. */
  readonly disk: Disk
  /**
   * Writes all or nothing and returns when it is on disk (fsync). The last operation on a key wins.
   * After a rejection the store refuses every further write: a failed fsync is never tried again.
   *
   * @throws StoreFailedError when the batch could not be made durable
   */
  write(ops: readonly WriteOp[]): Promise<void>
  /** Sees every write that was resolved before. A record that fails its checksum has no value. */
  load(query: LoadQuery): Promise<LoadResult>
  /** Bytes that the store takes on disk, about. */
  sizeBytes(): Promise<number>
  close(): Promise<void>
}
