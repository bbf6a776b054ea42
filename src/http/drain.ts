/**
 * The end of a server, in order: what was asked before is answered, what is asked now is sent away.
 *
 * Keeps: signs of life are given to the last, that it is ready is not; streams that last as long as the
 * node are not waited for.
 */
import type { FastifyReply } from 'fastify'
import type { App } from './context.ts'
import { NODE_OPERATIONS } from './contract/node.ts'
import type { Operation } from './contract/operation.ts'
import type { Problem } from './problem.ts'
import { problem } from './problems.ts'

/**
 * Refuses what is asked from now on, and resolves when all that was asked before is answered, at the
 * latest after so many milliseconds.
 */
export type Drain = (forMs: number) => Promise<void>

const ALWAYS: readonly (Operation | undefined)[] = [NODE_OPERATIONS.livez, NODE_OPERATIONS.version]

export function addDrain(
  app: App,
  refuse: (reply: FastifyReply, answer: Problem) => FastifyReply
): Drain {
  const waitedFor = new Set<object>()
  let isDraining = false
  let tellEmpty: () => void = () => undefined

  app.addHook('onRequest', (request, reply, done) => {
    const { operation } = request.routeOptions.config
    if (isDraining && operation === NODE_OPERATIONS.readyz) {
      void reply.status(NODE_OPERATIONS.readyz.also).send(NOT_READY)
      return
    }
    if (isDraining && !ALWAYS.includes(operation)) {
      void reply.header('retry-after', '5').header('connection', 'close')
      refuse(reply, problem('ERR_STOPPED', 'the vehicle is stopping; nothing was done', RETRY))
      return
    }
    if (!isStream(operation)) {
      waitedFor.add(request)
      reply.raw.once('close', () => {
        waitedFor.delete(request)
        if (waitedFor.size === 0) {
          tellEmpty()
        }
      })
    }
    done()
  })

  return (forMs) => {
    isDraining = true
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitedFor.size === 0 ? 0 : forMs)
      tellEmpty = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

const NOT_READY = { isReady: false, health: 'degraded', problems: ['the vehicle is stopping'] }
const RETRY = { retry: true } as const

/** Watchers and copies; a change that answers line by line is none. */
function isStream(operation: Operation | undefined): boolean {
  return operation?.method === 'GET' && (operation.lines ?? operation.events) !== undefined
}
