/** Release and forward: obsolete copies go once others are proven to hold the chain. */
export { createRelease, type ReleaseMachine } from './machine.ts'
export type { ReleaseOptions } from './options.ts'
export { releaseSpec } from './spec.ts'
export type { ReleaseMessage } from './types.ts'
