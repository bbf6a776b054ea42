/** The proposer places copies of its chain; the chosen vehicles pull and acknowledge them. */
export { createReplicate, type ReplicateMachine } from './machine.ts'
export { REPLICATE_DEFAULTS, type ReplicateOptions, resolveReplicateOptions } from './options.ts'
export { replicateSpec } from './spec.ts'
export type { GroupView, PlaceChainRequest, ReplicateMessage, ReplicateStatus } from './types.ts'
