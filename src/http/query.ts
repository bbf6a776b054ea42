/**
 * Whether the query of a request says what it says: the framework takes a wrong escape for the
 * letters that it is made of, and a key that nobody meant would be looked for.
 */
import type { Problem } from './problem.ts'
import { problem } from './problems.ts'

/** What is wrong with the query of this address; undefined when nothing is. */
export function queryProblem(url: string): Problem | undefined {
  const start = url.indexOf('?')
  try {
    decodeURIComponent(start < 0 ? '' : url.slice(start + 1))
    return undefined
  } catch {
    const detail =
      'the query is not valid: an escape in it is no UTF-8; write %25 for a percent sign'
    return problem('ERR_INVALID_INPUT', detail)
  }
}
