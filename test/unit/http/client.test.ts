/** A client whose time is over in the middle of an answer that goes on. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createControlClient } from '../../../src/http/client.ts'

let server: Server

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/v1/broken') {
      request.once('data', () => request.socket.destroy())
      return
    }
    if (request.url === '/v1/half') {
      response.writeHead(200, { 'content-length': '100' }).write('{')
      setTimeout(() => response.destroy(), 20)
      return
    }
    const isEvents = request.url?.startsWith('/v1/events') === true
    response.writeHead(200).write(isEvents ? 'data: {"type":"one"}\n\n' : '{"type":"one"}\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('client', () => {
  test.each(['lines', 'events'] as const)('%s that do not end in time are late', async (what) => {
    const address = addressOf(server)
    const client = createControlClient({ address, token: 'x', timeoutMs: 300 })
    const seen: unknown[] = []
    const read = async (): Promise<void> => {
      const lines = what === 'lines' ? client.lines('GET', '/v1/lines') : client.events()
      for await (const line of lines) {
        seen.push(line)
      }
    }
    await expect(read()).rejects.toMatchObject({ code: 'ERR_TIMEOUT' })
    expect(seen).toEqual([{ type: 'one' }])
  })

  test.each(['/v1/broken', '/v1/half'])(
    'nobody knows what became of what was sent to %s when the connection broke',
    async (path) => {
      const address = addressOf(server)
      const client = createControlClient({ address, token: 'x' })
      const asked = client.post(path, { body: { operation: 'abc' } })
      await expect(asked).rejects.toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN', operation: 'abc' })
      await expect(asked).rejects.toThrow(/^the outcome is unknown: .*same id/)
      const chunks = Readable.from(Array.from({ length: 64 }, () => 'x'.repeat(65_536)))
      const poured = client.post(path, { file: { type: 'text/csv', chunks } })
      await expect(poured).rejects.toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN' })
    }
  )

  test('a question that got no answer is asked again without harm', async () => {
    const client = createControlClient({ address: addressOf(server), token: 'x' })
    await expect(client.get('/v1/half')).rejects.toMatchObject({ name: 'UnreachableError' })
  })
})

function addressOf(listening: Server): { type: 'tcp'; host: string; port: number } {
  const { port } = listening.address() as AddressInfo
  return { type: 'tcp', host: '127.0.0.1', port }
}
