/**
 * The control API over a real socket: who gets in, how much is read, what a slow or rude client does.
 */
import { request } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { createControlClient } from '../../../src/http/client.ts'
import type { ControlServer } from '../../../src/http/server.ts'
import type { VGuardNode } from '../../../src/index.ts'
import { createVGuardNode, parseControlAddress, startControlServer } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'

const TOKEN = 'token-of-the-security-test-0123456789abcdef'

let node: VGuardNode | undefined
let server: ControlServer | undefined

async function start(): Promise<{ readonly port: number }> {
  node = await createVGuardNode({
    store: 'memory',
    open: true,
    name: 'car-a',
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    vehicle: { replicate: { backups: 0 } }
  })
  server = await startControlServer({
    node,
    token: TOKEN,
    address: parseControlAddress('127.0.0.1:0'),
    logger: SILENT,
    onStop: () => undefined
  })
  return { port: server.address.type === 'tcp' ? server.address.port : 0 }
}

afterEach(async () => {
  await server?.close()
  await node?.stop()
})

interface Answer {
  readonly status: number
  readonly body: string
}

function ask(
  port: number,
  path: string,
  {
    headers = {},
    body,
    method = 'GET'
  }: { headers?: Record<string, string>; body?: string; method?: string } = {}
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let text = ''
      response.on('data', (data: Buffer) => {
        text += data.toString()
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const authorization = { authorization: `Bearer ${TOKEN}` }

describe('control API over a socket', { timeout: 60_000 }, () => {
  test('no token 401, wrong host 421, oversized body 413', async () => {
    const { port } = await start()
    expect((await ask(port, '/v1/status')).status).toBe(401)
    expect((await ask(port, '/v1/stop', { method: 'POST' })).status).toBe(401)
    const foreign = { ...authorization, host: 'evil.example' }
    expect((await ask(port, '/v1/status', { headers: foreign })).status).toBe(421)
    const large = await ask(port, '/v1/records', {
      method: 'POST',
      headers: {
        ...authorization,
        'content-type': 'application/json',
        'content-length': String(9 * 1024 * 1024)
      },
      body: ' '.repeat(9 * 1024 * 1024)
    })
    expect(large.status).toBe(413)
    expect((await ask(port, '/v1/status', { headers: authorization })).status).toBe(200)
  })

  test('a line that never ends is refused, whatever the length of the stream', async () => {
    const { port } = await start()
    const headers = { ...authorization, 'content-type': 'application/x-ndjson' }
    const body = 'x'.repeat(4 * 1024 * 1024)
    const answer = await ask(port, '/v1/chains/import', { method: 'POST', headers, body })
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([413, 'ERR_TOO_LARGE'])
  })

  test('B14: garbage in place of HTTP ends the connection and nothing else', async () => {
    const { port } = await start()
    const socket = connect(port, '127.0.0.1')
    const said = await new Promise<string>((resolve) => {
      socket.once('data', (data) => resolve(data.toString()))
      socket.write('\u0000\u0001\u0002 rubbish\r\n\r\n')
    })
    socket.destroy()
    expect(said).toContain('400')
    expect((await ask(port, '/livez')).status).toBe(200)
  })

  test('a client that goes away in the middle of an upload leaves the node working', async () => {
    const { port } = await start()
    await node?.openBooth({ members: [] })
    const sent = request({
      port,
      host: '127.0.0.1',
      path: '/v1/records/file?format=jsonl',
      method: 'POST',
      headers: { ...authorization, 'content-type': 'application/octet-stream' }
    })
    sent.on('error', () => undefined)
    sent.write('{"n":1}\n{"n":2}\n{"half":')
    await new Promise((resolve) => setTimeout(resolve, 200))
    sent.destroy()
    const client = createControlClient({
      address: parseControlAddress(`127.0.0.1:${port}`),
      token: TOKEN
    })
    const lines: unknown[] = []
    const upload = Array.from({ length: 5_000 }, (_, i) => `${JSON.stringify({ i })}\n`)
    const file = { chunks: Readable.from(upload), type: 'application/octet-stream' }
    for await (const line of client.lines('POST', '/v1/records/file', {
      query: { format: 'jsonl' },
      file
    })) {
      lines.push(line)
    }
    expect(lines.at(-1)).toMatchObject({ type: 'end', records: 5_000 })
    const events: unknown[] = []
    for await (const event of client.events({ since: 0, names: 'certify:*' })) {
      events.push(event)
      break
    }
    expect(events[0]).toMatchObject({ name: expect.stringMatching(/^certify:/) })
  })
})
