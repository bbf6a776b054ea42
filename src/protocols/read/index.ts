/** Reading any chain from any vehicle: proposer first, then backups, redirects followed. */
export { createRead } from './machine.ts'
export { READ_DEFAULTS, type ReadOptions, resolveReadOptions } from './options.ts'
export { RECORDS_MAX, selectorFault } from './selector-check.ts'
export { readSpec } from './spec.ts'
export type {
  DiscoveredChain,
  DiscoverRequest,
  DiscoverResult,
  FailedStep,
  ReadEntry,
  ReadMessage,
  ReadPorts,
  ReadRequest,
  ReadRequestForMachine,
  ReadResult,
  ReadStatus,
  ReadStep
} from './types.ts'
