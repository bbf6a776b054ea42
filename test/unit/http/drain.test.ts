/** A server that is about to end: what it waits for, for how long, and what it says meanwhile. */
import fastify from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { App } from '../../../src/http/context.ts'
import { CHAIN_OPERATIONS } from '../../../src/http/contract/chains.ts'
import { NODE_OPERATIONS } from '../../../src/http/contract/node.ts'
import type { Operation } from '../../../src/http/contract/operation.ts'
import { addDrain, type Drain } from '../../../src/http/drain.ts'

let app: App
let drain: Drain
let url: string
/** Lets the handlers that wait answer. */
let open: () => void
/** Called when a request is in the hands of the server. */
let tellCame: () => void

beforeEach(async () => {
  app = fastify({ forceCloseConnections: true })
  drain = addDrain(app, (reply, answer) => reply.status(answer.status).send(answer))
  app.addHook('preHandler', ({ is404 }, _reply, done) => {
    // The check of the contract asks for the document of this server, which has none.
    if (!is404) {
      tellCame()
    }
    done()
  })
  tellCame = () => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const add = (operation: Operation, path: string): void => {
    const { method } = operation
    app.route({ method, url: path, config: { operation }, handler: () => gate.then(() => 'done') })
  }
  add(CHAIN_OPERATIONS.discoverChains, '/change')
  add(CHAIN_OPERATIONS.showChain, '/question')
  add(CHAIN_OPERATIONS.exportChain, '/stream')
  for (const operation of [NODE_OPERATIONS.livez, NODE_OPERATIONS.readyz]) {
    app.get(operation.path, { config: { operation } }, () => 'open')
  }
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterEach(async () => {
  open()
  await app.close()
})

/** Sends a request and waits until the server has it; the answer is under way then. */
async function begin(path: string, method = 'GET'): Promise<{ readonly status: Promise<number> }> {
  const came = new Promise<void>((resolve) => {
    tellCame = resolve
  })
  const status = fetch(`${url}${path}`, { method }).then((answer) => answer.status)
  status.catch(() => undefined)
  await came
  return { status }
}

test.each([
  ['/change', 'POST'],
  ['/question', 'GET']
])('drain: %s is answered before the server ends', async (path, method) => {
  const { status } = await begin(path, method)
  let isDrained = false
  const draining = drain(60_000).then(() => {
    isDrained = true
  })
  expect((await fetch(`${url}/livez`)).status, 'meanwhile').toBe(200)
  expect(isDrained).toBe(false)
  open()
  expect(await status).toBe(200)
  await draining
})

test('drain: what takes too long is waited for no longer', async () => {
  await begin('/change', 'POST')
  await drain(50)
})

test('drain: nothing, and streams that last, are not waited for', async () => {
  await begin('/stream')
  await drain(60_000)
})

test('drain: what is asked meanwhile is sent away with a reason to come back', async () => {
  await drain(0)
  const refused = await fetch(`${url}/change`, { method: 'POST' })
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(await refused.json()).toMatchObject({ code: 'ERR_STOPPED', retry: true })
  expect((await fetch(`${url}/livez`)).status).toBe(200)
  const ready = await fetch(`${url}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ isReady: false })
})
