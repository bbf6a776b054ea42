/** V-Guard's gossip of booth results with a lifetime, a signed trace and a holder registry. */
export { createSpread, type SpreadMachine } from './machine.ts'
export type { SpreadOptions } from './options.ts'
export { spreadSpec } from './spec.ts'
export type { SpreadMessage } from './types.ts'
