/** The bank: its state machine and its codec for callers. */
export { operationFault, queryFault } from './faults.ts'
export { LOG_MAX, PAGE_MAX } from './limits.ts'
export { type Bank, type BankOptions, createBank } from './machine.ts'
export { decodeAnswer, encodeQuery } from './query-spec.ts'
export { decodeOperation, decodeResult, encodeOperation } from './spec.ts'
export type * from './types.ts'
