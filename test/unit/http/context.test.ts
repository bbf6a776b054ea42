/** Who is waited for: a client that went away is not, but for the change it gave a key for. */
import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { signalOf } from '../../../src/http/context.ts'

test('a question ends with its client, also one with a key; a change with a key does not', async () => {
  const app = fastify({ forceCloseConnections: true })
  let came: (signal: AbortSignal, gone: Promise<unknown>) => void = () => undefined
  app.route({
    method: ['GET', 'POST'],
    url: '/',
    handler(_request, reply) {
      came(signalOf(reply), once(reply.raw, 'close'))
      return new Promise(() => undefined)
    }
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  /** Whether what was asked is given up when its client goes away. */
  const isGivenUp = async (method: string, headers: Record<string, string>): Promise<boolean> => {
    const asked = new Promise<{ signal: AbortSignal; gone: Promise<unknown> }>((resolve) => {
      came = (signal, gone) => resolve({ signal, gone })
    })
    const sent = request({ port, host: '127.0.0.1', method, headers }).end()
    sent.on('error', () => undefined)
    const { signal, gone } = await asked
    sent.destroy()
    await gone
    return signal.aborted
  }
  const key = { 'idempotency-key': 'trip-7' }
  await expect(isGivenUp('GET', {})).resolves.toBe(true)
  await expect(isGivenUp('GET', key)).resolves.toBe(true)
  await expect(isGivenUp('POST', {})).resolves.toBe(true)
  await expect(isGivenUp('POST', key)).resolves.toBe(false)
  await app.close()
})
