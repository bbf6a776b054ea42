/** Quorum: groups of vehicles that keep each key with as many members as reads and writes ask for. */
export { ARCHIVE_ID } from './archive.ts'
export { createQuorum } from './machine.ts'
export { QUORUM_DEFAULTS, type QuorumOptions } from './options.ts'
export { quorumSpec } from './spec.ts'
export type {
  ArchiveBatch,
  QuestionPlan,
  QuorumGroupStatus,
  QuorumMachine,
  QuorumMessage,
  QuorumPorts,
  QuorumRequest,
  QuorumStatus,
  Refusal,
  RegisterState
} from './types.ts'
