/**
 * Whether a request comes from a page of another site. Browsers say where a request comes from; other
 * clients say nothing.
 *
 * Keeps: no page but the vehicle's own gets anything of a vehicle but life signs and files that tell
 * nothing, though the browser that shows it runs on this machine and may know the token.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Problem } from './problem.ts'
import { problem } from './problems.ts'

export function isForeignPage(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  // Another port of this machine is the same site, and another origin.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return true
  }
  const { origin, host } = headers
  return origin !== undefined && origin.replace(/^https?:\/\//, '') !== host
}

/** What such a page is told. */
export function foreignPageProblem(): Problem {
  return problem('ERR_NOT_ALLOWED', 'the request comes from a page of another site')
}
