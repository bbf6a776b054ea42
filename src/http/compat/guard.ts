/**
 * Who may call an old API. Its clients know no token, so a caller of this machine needs none.
 *
 * Keeps: everybody else needs the token; a page of another site gets nothing, though the browser that
 * shows it runs on this machine; from elsewhere nothing is changed by a GET, not even with the token.
 */
import type { FastifyRequest } from 'fastify'
import { foreignPageProblem, isForeignPage } from '../origin.ts'
import type { Problem } from '../problem.ts'
import { problem } from '../problems.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A GET of an old API that changes something. */
    changes?: boolean
  }
}

export interface GuardOptions {
  readonly hasToken: (header: string | undefined) => boolean
  /** The application listens on a unix socket, which only this machine reaches. */
  readonly isUnix: boolean
}

/** Why a request is not answered, or undefined when it may be. */
export function callerFault(request: FastifyRequest, options: GuardOptions): Problem | undefined {
  const { headers, method, routeOptions } = request
  const isLocal = isLocalCaller(request, options.isUnix)
  if (!isLocal && !options.hasToken(headers.authorization)) {
    const detail =
      'the old APIs need no token on this machine only; send "Authorization: Bearer …" with the token in <data-dir>/api-token'
    return problem('ERR_NO_TOKEN', detail)
  }
  if (isForeignPage(headers)) {
    return foreignPageProblem()
  }
  if (!isLocal && method === 'GET' && routeOptions.config.changes === true) {
    const detail = 'a GET that changes something is taken from this machine only; send a POST'
    return problem('ERR_NOT_ALLOWED', detail)
  }
  return undefined
}

/** Behind a proxy every caller has an address of this machine. */
function isLocalCaller({ raw, headers }: FastifyRequest, isUnix: boolean): boolean {
  if (headers['forwarded'] !== undefined || headers['x-forwarded-for'] !== undefined) {
    return false
  }
  return isUnix || isLoopback(raw.socket.remoteAddress ?? '')
}

export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '')
  return plain === '::1' || /^127\.\d+\.\d+\.\d+$/.test(plain)
}
