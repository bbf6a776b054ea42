/**
 * The stores and what may be wrong with them.
 */
export type { OpenedStore } from './checked-store.ts'
export { StoreFailedError, StoreFormatError, StoreLockedError } from './errors.ts'
export { openLevelStore } from './level-store.ts'
export { openMemoryStore } from './memory-store.ts'
