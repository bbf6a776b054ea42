/** Transfers whose owners answer for them alone, before the log of their group settles them. */
export { LOG_ID } from './log-calls.ts'
export { createBankBranches } from './machine.ts'
export type { BankProtocolOptions } from './options.ts'
export { bankSpec } from './spec.ts'
export type * from './types.ts'
