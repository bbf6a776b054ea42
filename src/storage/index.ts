/**
 * The stores and what may be wrong with them.
 */
export type { OpenedStore } from './checked-store.ts'
export {
  StoreFailedError,
  type StoreFailure,
  StoreFormatError,
  StoreFullError,
  StoreLockedError
} from './errors.ts'
export { createFaultyStore, type FaultPlan } from './faulty-store.ts'
export { type LevelStoreOptions, openLevelStore } from './level-store.ts'
export {
  createMemoryDisk,
  type MemoryDisk,
  type MemoryStoreOptions,
  openMemoryStore
} from './memory-store.ts'
