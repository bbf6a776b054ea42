/**
 * Routes made of operations: a request has the types of its schemas and is checked against them, and what
 * a handler gives has the type of the schema of the answer.
 *
 * Keeps: an answer is sent whole; no schema takes fields from it.
 */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { parseOperationId } from '../core/command.ts'
import { InvalidInputError } from '../core/errors.ts'
import type { App } from './context.ts'
import type { GivenOf, Operation, StaticOf } from './contract/operation.ts'
import { type AnswerBook, keyOf, sameOperation } from './idempotency.ts'
import { KEY_HEADER } from './key-header.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route answers; undefined for the page and the old APIs. */
    operation?: Operation
  }
  interface FastifyInstance {
    /** Answers to changes whose callers gave a key. */
    answers: AnswerBook
  }
}

export interface Asked<O extends Operation> extends Pick<FastifyRequest, 'headers'> {
  readonly params: StaticOf<O['params']>
  readonly query: StaticOf<O['query']>
  /** Of an operation that takes a file, the stream of its bytes. */
  readonly body: O['file'] extends readonly string[] ? unknown : StaticOf<O['body']>
}

/** Answers by itself when it returns the reply. */
export type Handler<O extends Operation> = (
  asked: Asked<O>,
  reply: FastifyReply
) => GivenOf<O> | FastifyReply | Promise<GivenOf<O> | FastifyReply>

export function addRoute<O extends Operation>(app: App, operation: O, handler: Handler<O>): void {
  const { method, path, params, query, body, status = 200, text } = operation
  const options: Omit<RouteOptions, 'handler'> = {
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: { operation, needsToken: operation.isOpen !== true },
    schema: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined ? {} : { body })
    }
  }
  const handle = method === 'POST' ? withKey(app, operation, handler) : handler
  app.route({
    ...options,
    handler: (request, reply) => {
      void reply.status(status)
      if (text !== undefined) {
        void reply.type(text)
      }
      // The schemas have checked that the request is what its type says.
      return handle(request as Asked<O>, reply)
    }
  })
}

/** The key is the id that an answer of such an operation has told. */
function isTold({ body }: Operation, key: string): boolean {
  return body?.properties['operation'] !== undefined && parseOperationId(key) !== undefined
}

/** What is called, in one short text: not how long the caller waits, nor the operation, which is the key. */
function callOf(
  id: string,
  { params, query, body }: Record<'params' | 'query' | 'body', unknown>
): string {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>
  const { timeoutMs: _t, deadlineMs: _d, operation: _o, ...change } = fields
  const text = JSON.stringify([id, params, query, change])
  return createHash('sha256').update(text).digest('base64url')
}

/** A handler of a change that does nothing twice for callers that give a key. */
function withKey<O extends Operation>(app: App, operation: O, handler: Handler<O>): Handler<O> {
  const { key: kind = 'answer', id } = operation
  return (asked, reply) => {
    const { params, query, body, headers } = asked
    const key = keyOf(headers[KEY_HEADER])
    if (key === undefined) {
      return handler(asked, reply)
    }
    if (kind === 'none') {
      throw new InvalidInputError(`${id} takes no Idempotency-Key: it cannot tell two files apart`)
    }
    const { operation: named } = (body ?? {}) as { readonly operation?: string }
    const under = (name: string | undefined): Asked<O> => {
      const known = name === undefined ? {} : { operation: name }
      return { params, query, headers, body: { ...(body as object), ...known } } as Asked<O>
    }
    const isOperation = kind !== 'answer' || named !== undefined || isTold(operation, key)
    const name = isOperation ? sameOperation(named, key) : undefined
    if (isOperation && kind !== 'remembered') {
      return handler(under(name), reply)
    }
    return app.answers.once<GivenOf<O>>({
      key,
      call: callOf(id, { params, query, body }),
      mayRepeat: isOperation,
      // A change that is remembered gives its answer; none of them answers by itself.
      run: async (later) => (await handler(under(name ?? later), reply)) as GivenOf<O>
    })
  }
}
