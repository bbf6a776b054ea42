/** The key-value store: its state machine, its codec for callers, and the changes of a block. */
export { keyFault, operationFault, sizeFault } from './faults.ts'
export {
  bytesOfKey,
  jsonFault,
  jsonValue,
  keyOfBytes,
  keyOfText,
  prefixRange,
  textOfKey
} from './key.ts'
export { ANSWER_BYTES_MAX, PARTS_MAX, SCAN_ENTRIES_MAX, TTL_MS_MAX } from './limits.ts'
export { createKv, type KvOptions } from './machine.ts'
export {
  decodeAnswer,
  decodeQuery,
  encodeAnswer,
  encodeQuery,
  SCAN_DEFAULTS
} from './query-spec.ts'
export { formatRevision, heightOf, parseRevision } from './revision.ts'
export {
  addAnswers,
  answerFromEntries,
  applyToEntry,
  entryOf,
  keyOfOperation,
  planOfQuestion
} from './single-key.ts'
export { decodeOperation, decodeResult, encodeOperation, encodeResult } from './spec.ts'
export { changesOf, createTrail } from './trail.ts'
export type * from './types.ts'
