/**
 * What the routes of the control API are given, and what they share.
 */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault
} from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { VGuardNode } from '../node/api.ts'

/** Requests have the types of their schemas; answers are held against theirs by tests. */
interface RequestTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown
  readonly serializer: unknown
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  RequestTypes
>

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
