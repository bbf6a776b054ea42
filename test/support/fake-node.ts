/**
 * A node for tests of the control API: every method can be set by the test, none does anything.
 */

import type { App } from '../../src/http/context.ts'
import { createControlApp } from '../../src/http/server.ts'
import type { VGuardNode } from '../../src/node/api.ts'
import { createEventBook, type EventBook } from '../../src/node/events.ts'
import { SILENT } from '../../src/node/logger.ts'

export const TOKEN = 'a-token-for-tests-of-the-control-api'
export const AUTHORIZATION = { authorization: `Bearer ${TOKEN}` }

export interface FakeNode {
  readonly node: VGuardNode
  readonly events: EventBook
  readonly app: App
  /** Calls of `onStop`. */
  readonly stops: () => number
}

export function createFakeNode(methods: Partial<VGuardNode> = {}): FakeNode {
  const events = createEventBook(() => undefined)
  const missing = (name: string) => () => {
    throw new Error(`the test has set no ${name}`)
  }
  const node = new Proxy({ events, ...methods } as VGuardNode, {
    get: (target, name) => Reflect.get(target, name) ?? missing(String(name))
  })
  let stopped = 0
  const app = createControlApp({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 9860 },
    hosts: ['car.example'],
    config: { name: 'car-1' },
    logger: SILENT,
    onStop: () => {
      stopped++
    }
  })
  return { node, events, app, stops: () => stopped }
}
