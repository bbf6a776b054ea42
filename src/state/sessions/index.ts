/** Sessions: every operation of a client is applied once, however often it is asked. */
export type { SessionsOptions } from './limits.ts'
export { createSessions, type Sessions } from './machine.ts'
