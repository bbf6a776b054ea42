/**
 * What the routes of the control API are given, and what they share.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { VGuardNode } from '../node/api.ts'

export type App = FastifyInstance

export interface RouteContext {
  readonly node: VGuardNode
  /** The settings in force, without secrets. */
  readonly config: Readonly<Record<string, unknown>>
  /** Asks the process to end; answers before it does. */
  onStop(): void
}

/** Aborts when the client goes away before it was answered. */
export function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) {
      controller.abort(new DOMException('the client went away', 'AbortError'))
    }
  })
  return controller.signal
}
