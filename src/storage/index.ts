/**
 * The stores and what may be wrong with them.
 */
export type { OpenedStore } from './checked-store.ts'
export { type CopyFindings, createCopyCheck } from './copy.ts'
export type { Entry } from './engine.ts'
export { StoreFailedError, StoreFormatError, StoreLockedError } from './errors.ts'
export { restoreLevelStore } from './level-restore.ts'
export { openLevelStore } from './level-store.ts'
export { openMemoryStore } from './memory-store.ts'
