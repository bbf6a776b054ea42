/**
 * What the routes of the control API are given, and what they share.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { VGuardNode } from '../node/api.ts'
import { KEY_HEADER } from './key-header.ts'

export type App = FastifyInstance

export interface RouteContext {
  readonly node: VGuardNode
  /** The settings in force, without secrets. */
  readonly config: Readonly<Record<string, unknown>>
  /** Asks the process to end; answers before it does. */
  onStop(): void
  /** Ends the process as a failure would; undefined where faults on purpose are not allowed. */
  readonly onCrash: (() => void) | undefined
}

/**
 * Aborts when the client goes away before it was answered; not a change for which it gave a key, for it
 * will ask again.
 */
export function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  const { method, headers } = reply.request
  if (method !== 'GET' && headers[KEY_HEADER] !== undefined) {
    return controller.signal
  }
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) {
      controller.abort(new DOMException('the client went away', 'AbortError'))
    }
  })
  return controller.signal
}
