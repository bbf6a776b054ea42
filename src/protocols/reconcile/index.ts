/** Reconcile: whoever was away or is new fetches what its group has decided. */
export { createReconcile } from './machine.ts'
export type { ReconcileOptions } from './options.ts'
export { reconcileSpec } from './spec.ts'
export type { FindChainRequest, ReconcileMessage, ReconcileStatus } from './types.ts'
