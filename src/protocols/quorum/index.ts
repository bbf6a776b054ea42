/** Quorum: groups of vehicles that keep each key with as many members as reads and writes ask for. */
export { ARCHIVE_ID } from './archive.ts'
export { createQuorum } from './machine.ts'
export type { QuorumOptions } from './options.ts'
export { decodeRegister } from './register.ts'
export { quorumSpec } from './spec.ts'
export { revisionOf } from './tag.ts'
export type {
  ArchiveBatch,
  ArchiveShown,
  QuorumGroupStatus,
  QuorumMachine,
  QuorumMessage,
  QuorumPorts,
  QuorumRequest,
  QuorumStatus,
  RegisterState
} from './types.ts'
