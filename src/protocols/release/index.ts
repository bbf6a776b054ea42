/** Release and forward: obsolete copies go once others are proven to hold the chain. */
export { createRelease, type ReleaseMachine } from './machine.ts'
export { RELEASE_DEFAULTS, type ReleaseOptions, resolveReleaseOptions } from './options.ts'
export { releaseSpec } from './spec.ts'
export type { ReleaseMessage, ReleasePorts, ReleaseStatus } from './types.ts'
