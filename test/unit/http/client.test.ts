/** A client whose time is over in the middle of an answer that goes on. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createControlClient } from '../../../src/http/client.ts'

let server: Server

beforeAll(async () => {
  server = createServer((request, response) => {
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
    const { port } = server.address() as AddressInfo
    const address = { type: 'tcp', host: '127.0.0.1', port } as const
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
})
