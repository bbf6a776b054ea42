/** The ring of a decision group: its state machine, and its codec for those who ask it. */
export type { DecisionsOptions } from './decisions.ts'
export { NODES_MAX, TRANSACTIONS_MAX } from './limits.ts'
export { createRing, type RingOptions } from './machine.ts'
export { decodeAnswer, encodeQuery } from './query-spec.ts'
export { decodeOperation, decodeResult, encodeOperation } from './spec.ts'
export type * from './types.ts'
