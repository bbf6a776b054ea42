/** A client whose time is over in the middle of an answer that goes on. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createControlClient } from '../../../src/http/client.ts'

/** Where the connection breaks before an answer, and in the middle of one. */
const BROKEN = ['/v1/booths/current/end', '/v1/records/file']
const HALF = ['/v1/groups', '/v1/chains/import', '/v1/status']

let server: Server

beforeAll(async () => {
  server = createServer((request, response) => {
    if (BROKEN.includes(request.url ?? '')) {
      request.once('data', () => request.socket.destroy())
      return
    }
    if (HALF.includes(request.url ?? '')) {
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
      const lines =
        what === 'lines'
          ? client.lines('GET', '/v1/read', { query: { chain: 'car' } })
          : client.events()
      for await (const line of lines) {
        seen.push(line)
      }
    }
    await expect(read()).rejects.toMatchObject({ code: 'ERR_TIMEOUT' })
    expect(seen).toEqual([{ type: 'one' }])
  })

  test('line by line an answer may take as long as its lines come, and its caller takes', async () => {
    const lines = createServer((_request, response) => {
      response.writeHead(200).write('{"type":"one"}\n')
      setTimeout(() => response.write('{"type":"two"}\n'), 200)
    })
    await new Promise<void>((resolve) => lines.listen(0, '127.0.0.1', resolve))
    const options = { address: addressOf(lines), token: 'x', timeoutMs: 300 }
    const read = async (isLineByLine: boolean): Promise<readonly unknown[]> => {
      const client = createControlClient({ ...options, isLineByLine })
      const seen: unknown[] = []
      try {
        for await (const line of client.lines('GET', '/v1/read', { query: { chain: 'car' } })) {
          seen.push(line)
          await new Promise((resolve) => setTimeout(resolve, 400))
        }
      } catch (error) {
        seen.push((error as { code: string }).code)
      }
      return seen
    }
    try {
      expect(await read(true)).toEqual([{ type: 'one' }, { type: 'two' }, 'ERR_TIMEOUT'])
      expect(await read(false)).toEqual([{ type: 'one' }, 'ERR_TIMEOUT'])
    } finally {
      lines.closeAllConnections()
      lines.close()
    }
  })

  test('a source that fails is what is told, not the connection that breaks with it', async () => {
    const client = createControlClient({ address: addressOf(server), token: 'x' })
    const unreadable = new Error('the stick was pulled out')
    const chunks = async function* () {
      yield 'a'
      await Promise.resolve()
      throw unreadable
    }
    const file = { type: 'application/x-ndjson', chunks: chunks() }
    await expect(client.post('/v1/chains/import', { file })).rejects.toBe(unreadable)
  })

  test('a body above what a node reads is refused before anything of it is sent', async () => {
    const nobody = { type: 'tcp', host: '127.0.0.1', port: 1 } as const
    const client = createControlClient({ address: nobody, token: 'x' })
    const body = { key: 'big', value: 'x'.repeat(8 * 1024 * 1024) }
    await expect(
      client.post('/v1/kv/{group}/put', { params: { group: 'g' }, body })
    ).rejects.toMatchObject({
      code: 'ERR_TOO_LARGE',
      message: 'the body of the request has more than the 8388608 bytes that it may have'
    })
  })

  test('nobody knows what became of what was sent when the connection broke', async () => {
    const address = addressOf(server)
    const client = createControlClient({ address, token: 'x' })
    const operation = 'abc'
    const chunks = (): Readable =>
      Readable.from(Array.from({ length: 64 }, () => 'x'.repeat(65_536)))
    const poured = async (): Promise<void> => {
      const file = { type: 'text/csv', chunks: chunks() }
      for await (const _ of client.lines('POST', '/v1/records/file', { file })) {
        // No line comes.
      }
    }
    const asked = [
      () => client.post('/v1/booths/current/end', { body: { operation } }),
      () => client.post('/v1/booths/current/end', { body: {}, idempotencyKey: operation }),
      () => client.post('/v1/groups', { body: { state: 'kv', members: [], operation } })
    ]
    for (const ask of asked) {
      const answer = ask()
      await expect(answer).rejects.toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN', operation })
      await expect(answer).rejects.toThrow(/^the outcome is unknown: .*same id/)
    }
    const imported = { type: 'application/x-ndjson', chunks: chunks() }
    for (const send of [poured, () => client.post('/v1/chains/import', { file: imported })]) {
      await expect(send()).rejects.toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN' })
    }
  })

  test('a question that got no answer is asked again without harm', async () => {
    const client = createControlClient({ address: addressOf(server), token: 'x' })
    await expect(client.get('/v1/status')).rejects.toMatchObject({ name: 'UnreachableError' })
  })
})

function addressOf(listening: Server): { type: 'tcp'; host: string; port: number } {
  const { port } = listening.address() as AddressInfo
  return { type: 'tcp', host: '127.0.0.1', port }
}
