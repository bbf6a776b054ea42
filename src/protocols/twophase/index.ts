/** Two-phase commit over a ring of vehicles. */
export { LOG_ID } from './log-calls.ts'
export { createTwophase } from './machine.ts'
export { TWOPHASE_DEFAULTS, type TwophaseOptions } from './options.ts'
export { twophaseSpec } from './spec.ts'
export type * from './types.ts'
