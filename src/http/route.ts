/**
 * Routes made of operations: a request has the types of its schemas and is checked against them, and what
 * a handler gives has the type of the schema of the answer.
 *
 * Keeps: an answer is sent whole; no schema takes fields from it.
 */
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { App } from './context.ts'
import type { GivenOf, Operation, StaticOf } from './contract/operation.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route answers; undefined for the page and the old APIs. */
    operation?: Operation
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
  app.route({
    ...options,
    handler: (request, reply) => {
      void reply.status(status)
      if (text !== undefined) {
        void reply.type(text)
      }
      // The schemas have checked that the request is what its type says.
      return handler(request as Asked<O>, reply)
    }
  })
}
