/**
 * Replies that many machines give.
 */
import type { Reply } from './machine.ts'

/** Nothing was done; `retry` when the same request may succeed later. */
export function refused(reason: string, message: string, retry: boolean): Reply {
  return { type: 'refused', reason, message, retry }
}
