/**
 * KeyValueStore's API on a real store: curl's lines, the bytes of its own leader and followers, and
 * every status and text.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKvApp } from '../../../src/http/compat/mount.ts'
import { type ControlServer, startControlServer } from '../../../src/http/server.ts'
import type { VGuardNode } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { closeNodes, createFleet, createNode } from '../../support/nodes.ts'
import { exchange, type RawAnswer } from '../../support/raw-http.ts'

const TOKEN = 'token-of-the-test-of-old-stores'
const ANY_PORT = { type: 'tcp', host: '127.0.0.1', port: 0 } as const

let node: VGuardNode
let server: ControlServer
let main: number
let leader: number
let follower: number

const portOf = ({ address }: { readonly address: ControlServer['address'] }): number =>
  address.type === 'tcp' ? address.port : 0

beforeAll(async () => {
  node = await createNode('car-a')
  await node.openGroup({ state: 'kv', members: [], name: 'settings' })
  server = await startControlServer({
    node,
    token: TOKEN,
    address: ANY_PORT,
    compat: { kvstore: { group: 'settings', addresses: [ANY_PORT, ANY_PORT] } },
    logger: SILENT,
    onStop: () => undefined
  })
  main = portOf(server)
  const [first, second] = server.compat
  leader = portOf(first ?? server)
  follower = portOf(second ?? server)
})
afterAll(async () => {
  await server.close()
  await closeNodes()
})

/** As curl writes it: `curl -X METHOD 'http://localhost:PORT/…' -d BODY`. */
function curl(port: number, method: string, path: string, body?: string): Promise<RawAnswer> {
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n`
  const data =
    body === undefined
      ? '\r\n'
      : `Content-Length: ${Buffer.byteLength(body)}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${body}`
  return exchange(port, head + data)
}

/** As KeyValueStore's own programs write it: a line, and no header at all. */
const bare = (port: number, line: string): Promise<RawAnswer> =>
  exchange(port, `${line} HTTP/1.1\r\n\r\n`)

/** Status and body, as one text. */
const said = async (answer: Promise<RawAnswer>): Promise<string> => {
  const { status, body } = await answer
  return `${status} ${body}`.trim()
}

describe('compat kvstore: the leader', { timeout: 60_000 }, () => {
  test('puts, gets and deletes with the old statuses and texts', async () => {
    expect(await said(curl(leader, 'GET', '/?key=city'))).toBe('500 error: no key')
    const put = await curl(leader, 'PUT', '/?key=city&val=Blumenau')
    expect([put.status, put.body, put.headers['content-length']]).toEqual([201, '', '0'])
    expect(await said(curl(leader, 'GET', '/?key=city'))).toBe('200 Blumenau')
    expect(await said(curl(leader, 'DELETE', '/?key=city'))).toBe('201')
    expect(await said(curl(leader, 'DELETE', '/?key=city'))).toBe('500 error: no key')
    expect(await said(curl(leader, 'GET', '/?key=city'))).toBe('500 error: no key')
  })

  test('its own programs, which name no host, are answered', async () => {
    expect(await said(bare(leader, 'PUT /?key=plain&val=1'))).toBe('201')
    expect(await said(bare(leader, 'GET /?key=plain'))).toBe('200 1')
    expect(await said(bare(leader, 'POST /register?key=127.0.0.1&val=16201'))).toBe('201')
  })

  test('escapes are decoded, everything else stands for itself', async () => {
    await curl(leader, 'PUT', '/?key=a%20b%26c&val=%C3%BC%3D%2B')
    expect(await said(curl(leader, 'GET', '/?key=a%20b%26c'))).toBe('200 ü=+')
    await curl(leader, 'PUT', '/?key=1+1&val=50%')
    expect(await said(curl(leader, 'GET', '/?key=1%2B1'))).toBe('200 50%')
    await curl(leader, 'PUT', '/?key=%00%FF&val=x')
    const { keyBytes, kind } = (await node.kv('settings').get(new Uint8Array([0, 255]))) ?? {}
    expect([keyBytes, kind]).toEqual([new Uint8Array([0, 255]), 'bytes'])
    // A parameter is known by its whole name.
    expect(await said(curl(leader, 'PUT', '/?keys=a&value=b'))).toBe('500 error: invalid request')
  })

  test('a body is a value, up to what a store takes', async () => {
    const large = 'v'.repeat(1024 * 1024)
    expect(await said(curl(leader, 'PUT', '/?key=large', large))).toBe('201')
    expect((await curl(leader, 'GET', '/?key=large')).body).toBe(large)
    const answer = await said(curl(leader, 'PUT', '/?key=large', `${large}v`))
    expect(answer).toBe('500 error: value too long')
    expect(await said(curl(leader, 'PUT', '/?key=json', '{"a":1}'))).toBe('201')
    expect(await said(curl(leader, 'GET', '/?key=json'))).toBe('200 {"a":1}')
  })

  test('a file is put as curl -T puts it, which names it in the path', async () => {
    const head = `PUT /file.txt?key=file HTTP/1.1\r\nHost: localhost:${leader}\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n`
    const answer = await exchange(leader, `${head}Content-Length: 5\r\n\r\n`, 'bytes')
    expect(answer.status).toBe(201)
    expect(await said(curl(leader, 'GET', '/?key=file'))).toBe('200 bytes')
    expect(await said(curl(leader, 'DELETE', '/file.txt?key=file'))).toBe('201')
    expect(await said(curl(leader, 'GET', '/file.txt'))).toBe('500 error: invalid request')
  })

  test('what others put as JSON is shown as text', async () => {
    const store = node.kv('settings')
    await store.put('text', 'a "text"')
    await store.put('number', 5)
    expect(await said(curl(leader, 'GET', '/?key=text'))).toBe('200 a "text"')
    expect(await said(curl(leader, 'GET', '/?key=number'))).toBe('200 5')
  })

  test.each([
    ['PUT', '/', 'invalid request'],
    ['PUT', '/?key=a', 'invalid request'],
    ['PUT', '/?key=a&val=', 'invalid request'],
    ['PUT', '/?key=&val=a', 'invalid request'],
    ['PUT', `/?key=${'k'.repeat(1025)}&val=a`, 'improper key length'],
    ['GET', `/?key=${'k'.repeat(1025)}`, 'improper key length'],
    ['DELETE', '/', 'invalid request'],
    ['DELETE', `/?key=${'k'.repeat(1025)}`, 'improper key length'],
    ['POST', '/', 'invalid request'],
    ['POST', '/nothing', 'invalid request'],
    ['POST', '/register', 'invalid request'],
    ['POST', '/register?key=10.0.0.1', 'invalid request'],
    ['POST', '/register?key=10.0.0.1&val=16201', 'follower capacity already full'],
    ['PATCH', '/?key=a', 'invalid request'],
    ['GET', '/%zz', 'invalid request'],
    ['GET', `/${'p'.repeat(2000)}`, 'invalid request']
  ])('%s %s is refused', async (method, path, text) => {
    expect(await said(curl(leader, method, path))).toBe(`500 error: ${text}`)
  })

  test('the longest key is one', async () => {
    const key = 'k'.repeat(1024)
    expect(await said(curl(leader, 'PUT', `/?key=${key}&val=a`))).toBe('201')
    expect(await said(curl(leader, 'GET', `/?key=${key}`))).toBe('200 a')
  })

  test('commit and abort have nothing to do, and say so', async () => {
    for (const path of ['/commit', '/abort']) {
      const answer = await curl(leader, 'POST', path)
      expect([path, answer.status, answer.body]).toEqual([path, 204, ''])
      expect(answer.headers['x-vguard-note']).toMatch(/nothing waits/)
    }
  })

  test('a connection is kept for many requests', async () => {
    const requests = Array.from({ length: 5 }, (_, i) => `GET /?key=none${i} HTTP/1.1\r\n\r\n`)
    const last = 'GET /?key=plain HTTP/1.1\r\nConnection: close\r\n\r\n'
    const { connect } = await import('node:net')
    const text = await new Promise<string>((resolve) => {
      const socket = connect(leader, '127.0.0.1')
      let got = ''
      socket.on('data', (data) => {
        got += data.toString()
      })
      socket.on('close', () => resolve(got))
      socket.write(requests.join('') + last)
    })
    expect(text.match(/error: no key/g)).toHaveLength(5)
    expect(text.endsWith('\r\n\r\n1')).toBe(true)
  })

  test('the page needs nothing from elsewhere', async () => {
    const page = await curl(leader, 'GET', '/')
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.body).not.toMatch(/https?:|<script>|style=|onclick/)
    for (const [, path] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect([path, (await curl(leader, 'GET', path ?? '')).status]).toEqual([path, 200])
    }
    expect(page.body).toContain('REGISTER')
    const below = await curl(main, 'GET', '/compat/kv/follower/')
    expect(below.body).toContain('src="/compat/kv/follower/client.js"')
    expect(below.body).toContain('ABORT')
  })

  test('values never run as a page', async () => {
    await curl(leader, 'PUT', '/?key=page', '<script>alert(1)</script>')
    const { headers } = await curl(leader, 'GET', '/?key=page')
    expect([headers['content-type'], headers['x-content-type-options']]).toEqual([
      'text/plain; charset=utf-8',
      'nosniff'
    ])
  })

  test('below /compat/kv of the control port it is the same', async () => {
    expect(await said(curl(main, 'PUT', '/compat/kv/?key=below&val=1'))).toBe('201')
    expect(await said(curl(main, 'GET', '/compat/kv?key=below'))).toBe('200 1')
    expect(await said(curl(leader, 'GET', '/?key=below'))).toBe('200 1')
  })

  test('strangers get nothing', async () => {
    const ask = (port: number, headers: string, method = 'GET') =>
      exchange(port, `${method} /?key=plain HTTP/1.1\r\n${headers}\r\n`)
    expect((await ask(leader, 'Host: evil.example\r\n')).status).toBe(421)
    expect((await ask(leader, 'Host: localhost\r\nOrigin: https://a.example\r\n')).status).toBe(403)
    expect((await ask(leader, 'Host: localhost\r\nOrigin: null\r\n', 'PUT')).status).toBe(403)
    expect((await ask(leader, 'Host: localhost\r\nForwarded: for=1.2.3.4\r\n')).status).toBe(401)
    const origin = `Host: localhost:${leader}\r\nOrigin: http://localhost:${leader}\r\n`
    expect((await ask(leader, origin)).status).toBe(200)
  })
})

describe('compat kvstore: a follower', { timeout: 60_000 }, () => {
  test('votes, and does or forgets what waits', async () => {
    expect(await said(bare(follower, 'PUT /?key=f&val=1'))).toBe('202 commit')
    expect(await said(bare(follower, 'GET /?key=f'))).toBe('500 error: no key')
    expect(await said(bare(follower, 'PUT /?key=g&val=2'))).toBe('500 error: invalid request')
    expect(await said(bare(follower, 'POST /commit'))).toBe('204')
    expect(await said(bare(follower, 'GET /?key=f'))).toBe('200 1')
    expect((await bare(follower, 'POST /commit')).headers['x-vguard-note']).toMatch(/no write/)
    expect(await said(bare(follower, 'DELETE /?key=none'))).toBe('500 error: no key')
    expect(await said(bare(follower, 'DELETE /?key=f'))).toBe('202 commit')
    expect(await said(bare(follower, 'POST /abort'))).toBe('204')
    // KeyValueStore refused a delete after an abort.
    expect(await said(bare(follower, 'DELETE /?key=f'))).toBe('202 commit')
    expect(await said(bare(follower, 'POST /commit'))).toBe('204')
    expect(await said(curl(leader, 'GET', '/?key=f'))).toBe('500 error: no key')
    expect(await said(bare(follower, 'POST /register?key=a&val=1'))).toBe(
      '500 error: invalid request'
    )
  })

  test('many commits at once do the write once', async () => {
    await bare(follower, 'PUT /?key=once&val=1')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => said(bare(follower, 'POST /commit')))
    )
    expect(answers).toEqual(Array(8).fill('204'))
    expect((await node.kv('settings').get('once'))?.changes).toBe(1)
  })
})

describe('compat kvstore: a fleet', { timeout: 60_000 }, () => {
  test('a vehicle that is no member finds the store, and B22: answers when a member is gone', async () => {
    const [first, second, third, fourth] = await createFleet([
      'car-1',
      'car-2',
      'car-3',
      'car-4'
    ] as const)
    await first.openGroup({ state: 'kv', members: ['car-2', 'car-3'], name: 'shared' })
    const kvstore = { group: 'shared', addresses: [] }
    const setting = { node: fourth, token: TOKEN, hosts: [], logger: SILENT, compat: { kvstore } }
    const app = createKvApp(setting, ANY_PORT)
    const ask = async (method: 'GET' | 'PUT' | 'POST', url: string): Promise<string> => {
      const { statusCode, body } = await app.inject({ method, url })
      return `${statusCode} ${body}`.trim()
    }
    expect(await ask('PUT', '/?key=a&val=1')).toBe('201')
    expect(await ask('POST', '/register?key=car-2&val=1')).toBe('201')
    expect(await ask('POST', '/register?key=car-4&val=1')).toMatch(/already full/)
    await third.stop()
    expect(await ask('GET', '/?key=a')).toBe('200 1')
    expect(await ask('PUT', '/?key=a&val=2')).toBe('201')
    await second.stop()
    const { statusCode, body, headers } = await app.inject({ method: 'PUT', url: '/?key=a&val=3' })
    expect([statusCode, body]).toEqual([500, 'error: unable to process request'])
    expect(headers['x-vguard-code']).toMatch(/^ERR_/)
    await app.close()
  })
})

describe('compat kvstore: which store', { timeout: 60_000 }, () => {
  const askWith = async (group?: string): Promise<string> => {
    const kvstore = { group, addresses: [] }
    const setting = { node, token: TOKEN, hosts: [], logger: SILENT, compat: { kvstore } }
    const app = createKvApp(setting, ANY_PORT)
    const { statusCode, body } = await app.inject({ url: '/?key=plain' })
    await app.close()
    return `${statusCode} ${body}`
  }

  test('is the only one, or the one that is named', async () => {
    await node.kv('settings').put('plain', 'found')
    expect(await askWith()).toBe('200 found')
    expect(await askWith('settings')).toBe('200 found')
    expect(await askWith('others')).toBe('500 error: follower_capacity not yet full')
    await node.openGroup({ state: 'kv', members: [], name: 'second' })
    expect(await askWith()).toBe('500 error: follower_capacity not yet full')
  })
})
