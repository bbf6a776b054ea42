/** Gossip: adverts, booth results, tables, evidence and revocations for everybody. */
export { ADDRESSES_MAX, gossipSpec } from './spec.ts'
export type * from './types.ts'
