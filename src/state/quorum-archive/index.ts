/** The state that the log of a quorum group makes: up to where it has what was acknowledged. */
export {
  createQuorumArchive,
  decodeArchiveBatch,
  decodeArchiveState,
  encodeArchiveBatch
} from './machine.ts'
