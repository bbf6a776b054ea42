/** Reading any chain from any vehicle: proposer first, then backups, redirects followed. */
export { createRead } from './machine.ts'
export { READ_DEFAULTS, type ReadOptions, resolveReadOptions } from './options.ts'
export { selectorFault } from './selector-check.ts'
export { readSpec } from './spec.ts'
export type {
  DiscoverResult,
  ReadEntry,
  ReadMessage,
  ReadRequestForMachine,
  ReadResult
} from './types.ts'
