/**
 * Rude clients of the control API, byte by byte over sockets of their own: slow ones, too many, those that
 * say two lengths, and those that look for files. Each is refused or cut off, and the next is answered.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type ControlServer,
  type ServerLimits,
  startControlServer
} from '../../../src/http/server.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { createFakeNode, TOKEN } from '../../support/fake-node.ts'
import { exchange } from '../../support/raw-http.ts'

const HOST = 'Host: 127.0.0.1'
const AUTH = `Authorization: Bearer ${TOKEN}`
const JSON_TYPE = 'Content-Type: application/json'

let server: ControlServer | undefined
const sockets: Socket[] = []
let appended = 0
let isAsked = (): void => undefined
let isGone = (): void => undefined
/** What the node has said of its own mistakes. */
const mistakes: unknown[] = []

async function start(limits: Partial<ServerLimits> = {}): Promise<number> {
  appended = 0
  mistakes.length = 0
  const { node } = createFakeNode({
    peers: () => [],
    resolveChain: (name) => name,
    // Answers nothing until its caller is gone.
    verifyChain: (_chain, { signal } = {}) =>
      new Promise((_, reject) => {
        isAsked()
        signal?.addEventListener('abort', () => {
          reject(signal.reason)
          isGone()
        })
      }),
    append: () => {
      appended++
      return Promise.resolve({ chain: 'c', from: 1, to: 1, hash: 'h', entries: 1 })
    }
  })
  server = await startControlServer({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 0 },
    limits,
    logger: { ...SILENT, error: (fields) => mistakes.push(fields) },
    onStop: () => undefined
  })
  return server.address.type === 'tcp' ? server.address.port : 0
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) {
    socket.destroy()
  }
  await server?.close()
})

/** A connection, and all that it was told until it ended. */
function open(port: number): { readonly socket: Socket; readonly ended: Promise<string> } {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let told = ''
  socket.on('data', (data) => {
    told += data.toString('latin1')
  })
  // Whether it was closed or reset makes no difference here.
  socket.on('error', () => undefined)
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(told)))
  return { socket, ended }
}

const request = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`
const peers = request('GET /v1/peers HTTP/1.1', HOST, AUTH)

async function expectWell(port: number): Promise<void> {
  expect((await exchange(port, peers)).status, 'the next client').toBe(200)
}

describe('slow clients', { timeout: 20_000 }, () => {
  test('headers that come a byte at a time are cut off', async () => {
    const port = await start({ headersTimeoutMs: 500 })
    const { socket, ended } = open(port)
    socket.write('GET /v1/peers HTTP/1.1\r\n')
    const drip = setInterval(() => socket.write('x'), 50)
    const told = await ended
    clearInterval(drip)
    expect(told).toContain('408')
    await expectWell(port)
  })

  test('a body that does not come is not waited for', async () => {
    const port = await start({ bodyTimeoutMs: 300 })
    const { socket, ended } = open(port)
    const head = request('POST /v1/records HTTP/1.1', HOST, AUTH, JSON_TYPE, 'Content-Length: 100')
    socket.write(`${head}{"records":`)
    const drip = setInterval(() => socket.write(' '), 50)
    expect(await ended).not.toContain('200 OK')
    clearInterval(drip)
    expect(appended).toBe(0)
    await expectWell(port)
  })

  test('a large body that was announced is refused before it is sent', async () => {
    const port = await start()
    const length = `Content-Length: ${1024 ** 4}`
    const answer = await exchange(
      port,
      request('POST /v1/records HTTP/1.1', HOST, AUTH, JSON_TYPE, length)
    )
    expect([answer.status, answer.headers['connection']]).toEqual([413, 'close'])
    await expectWell(port)
  })

  test('a body in chunks is counted as it comes', async () => {
    const port = await start()
    const { socket, ended } = open(port)
    socket.write(
      request('POST /v1/records HTTP/1.1', HOST, AUTH, JSON_TYPE, 'Transfer-Encoding: chunked')
    )
    const chunk = `100000\r\n${' '.repeat(0x100000)}\r\n`
    for (let sent = 0; sent < 16 && !socket.destroyed; sent++) {
      socket.write(chunk)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await ended).toMatch(/^HTTP\/1.1 413 |^$/)
    expect(appended).toBe(0)
    await expectWell(port)
  })
})

test('a client that goes away before it was answered is no mistake of the node', async () => {
  const port = await start()
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve
  })
  const gone = new Promise<void>((resolve) => {
    isGone = resolve
  })
  const { socket } = open(port)
  socket.write(request('POST /v1/chains/c/verify HTTP/1.1', HOST, AUTH, 'Content-Length: 0'))
  await asked
  socket.destroy()
  await gone
  await expectWell(port)
  expect(mistakes).toEqual([])
})

describe('many connections', { timeout: 20_000 }, () => {
  test('more than the limit are closed as they come, and those that are there are answered', async () => {
    const port = await start({ connectionsMax: 8 })
    const kept = Array.from({ length: 8 }, () => open(port))
    await Promise.all(kept.map(({ socket }) => once(socket, 'connect')))
    // Connected is not yet counted; an answer is.
    const [first] = kept
    first?.socket.write(peers)
    await once(first!.socket, 'data')
    for (let i = 0; i < 20; i++) {
      expect(await open(port).ended, `${i}`).toBe('')
    }
    first?.socket.write(peers)
    const [data] = await once(first!.socket, 'data')
    expect(String(data)).toContain('200 OK')
    for (const { socket, ended } of kept) {
      socket.destroy()
      await ended
    }
    await expectWell(port)
  })
})

describe('requests that mean two things', { timeout: 20_000 }, () => {
  const smuggled = request('POST /v1/records HTTP/1.1', HOST, AUTH)
  const post = (...lines: string[]): string =>
    request('POST /v1/records HTTP/1.1', HOST, AUTH, JSON_TYPE, ...lines)
  test.each([
    ['a length and chunks', post('Content-Length: 4', 'Transfer-Encoding: chunked')],
    ['chunks and a length', post('Transfer-Encoding: chunked', 'Content-Length: 4')],
    ['two lengths', post('Content-Length: 4', 'Content-Length: 400')],
    ['two lengths in one', post('Content-Length: 4, 400')],
    ['a negative length', post('Content-Length: -4')],
    ['a length with a sign', post('Content-Length: +4')],
    ['chunks that are none', post('Transfer-Encoding: chunked, identity')],
    ['chunks by another name', post('Transfer-Encoding: xchunked')],
    ['a space before the colon', post('Content-Length : 4')],
    ['a folded header', post('X-A: b', ' Content-Length: 4')],
    ['a header of control characters', post('X-A: b\u0000c')],
    ['two hosts', request('GET /v1/peers HTTP/1.1', HOST, 'Host: evil.example', AUTH)],
    ['no host', request('GET /v1/peers HTTP/1.1', AUTH)],
    ['a host in its path', request('GET http://evil.example/v1/peers HTTP/1.1', HOST, AUTH)],
    ['another protocol', request('GET /v1/peers HTTP/9.9', HOST, AUTH)]
  ])('%s: nothing of it is carried out', async (_what, head) => {
    const port = await start()
    const { socket, ended } = open(port)
    socket.write(`${head}0\r\n\r\n${smuggled}`)
    const timer = setTimeout(() => socket.end(), 1_000)
    const told = await ended
    clearTimeout(timer)
    expect(told).toMatch(/^HTTP\/1.1 4/)
    const statuses = [...told.matchAll(/^HTTP\/1.1 (\d)/gm)].map(([, first]) => first)
    expect(new Set(statuses), told).toEqual(new Set(['4']))
    expect(told).toContain('application/problem+json')
    expect(appended).toBe(0)
    await expectWell(port)
  })

  test('a tunnel is not dug', async () => {
    const port = await start()
    const { socket, ended } = open(port)
    socket.write(`${request('CONNECT evil.example:443 HTTP/1.1', HOST, AUTH)}${smuggled}`)
    expect(await ended).toBe('')
    await expectWell(port)
  })

  test('what is sent behind a request that was refused is not carried out', async () => {
    const port = await start()
    const body = '{"records":[{"kind":"json","value":1}]}'
    const next = request(
      'POST /v1/records HTTP/1.1',
      HOST,
      AUTH,
      JSON_TYPE,
      `Content-Length: ${body.length}`
    )
    const { socket, ended } = open(port)
    // The body that the first one announces is the second one.
    const inner = `${next}${body}`
    const length = `Content-Length: ${inner.length}`
    socket.write(`${request('POST /v1/records HTTP/1.1', HOST, JSON_TYPE, length)}${inner}`)
    const timer = setTimeout(() => socket.end(), 1_000)
    expect(await ended).toMatch(/^HTTP\/1.1 401 /)
    clearTimeout(timer)
    expect(appended).toBe(0)
  })
})

describe('paths', { timeout: 20_000 }, () => {
  test.each([
    '/ui/../../package.json',
    '/ui/..%2f..%2fpackage.json',
    '/ui/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/ui//etc/passwd',
    '/ui/assets/../../../api-token',
    '/ui/..\\..\\api-token',
    '/ui/index.html%00.js',
    '/docs/errors/../../api-token',
    '//v1/peers',
    '/V1/PEERS',
    '/v1/../v1/stop'
  ])('%s is nowhere', async (path) => {
    const port = await start()
    const answer = await exchange(port, request(`GET ${path} HTTP/1.1`, HOST, AUTH))
    expect([400, 404], `${answer.status} ${answer.body}`).toContain(answer.status)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.body).not.toMatch(/root:|"dependencies"|node_modules/)
  })

  test('no page of another site may read an answer, and none is told to browsers as anything else', async () => {
    const port = await start()
    const preflight = await exchange(
      port,
      request(
        'OPTIONS /v1/peers HTTP/1.1',
        HOST,
        'Origin: https://evil.example',
        'Access-Control-Request-Method: GET'
      )
    )
    const answer = await exchange(port, peers)
    expect(preflight.status).toBe(403)
    for (const { headers } of [preflight, answer]) {
      const names = Object.keys(headers)
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store'
      })
    }
  })
})
