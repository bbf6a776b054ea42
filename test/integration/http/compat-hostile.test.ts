/**
 * Hostile input to the old APIs: texts that others executed, bodies of any kind, and whatever fast-check
 * thinks of. Nothing is executed, nothing crashes, and every failure is one of those that are known.
 */
import { request } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KV_TEXTS } from '../../../src/http/compat/kv-texts.ts'
import { createKvApp } from '../../../src/http/compat/mount.ts'
import type { App } from '../../../src/http/context.ts'
import { createControlApp } from '../../../src/http/server.ts'
import type { VGuardNode } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { HOSTILE_TEXTS } from '../../support/hostile.ts'
import { closeNodes, createNode } from '../../support/nodes.ts'

const TOKEN = 'token-of-the-test-of-hostile-old-clients'
const ALL_ROWS = 'select * from gps_data'
const ANY_PORT = { type: 'tcp', host: '127.0.0.1', port: 0 } as const
const headers = { host: '127.0.0.1' }

let node: VGuardNode
let app: App
let kv: App

beforeAll(async () => {
  node = await createNode('car-0', { faults: true, vehicle: { replicate: { backups: 0 } } })
  await node.openGroup({ state: 'kv', members: [], name: 'settings' })
  await node.openBooth({ members: [] })
  const compat = { vguarddb: {}, kvstore: { group: 'settings' } }
  const common = { node, token: TOKEN, logger: SILENT, compat }
  app = createControlApp({ ...common, address: ANY_PORT, onStop: () => undefined })
  kv = createKvApp({ ...common, hosts: [] }, ANY_PORT)
  await app.ready()
  await kv.ready()
})
afterAll(async () => {
  await app.close()
  await kv.close()
  await closeNodes()
})

const escaped = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

describe('hostile old clients', { timeout: 120_000 }, () => {
  test('B14: texts are keys and values like all others', async () => {
    for (const text of HOSTILE_TEXTS) {
      const what = JSON.stringify(text).slice(0, 80)
      const path = `/?key=${escaped(text)}`
      const isKey = text !== '' && Buffer.byteLength(text) <= 1024
      const put = await kv.inject({ method: 'PUT', url: path, headers, payload: Buffer.from(text) })
      expect([what, put.statusCode], put.body).toEqual([what, isKey ? 201 : 500])
      const got = await kv.inject({ url: path, headers })
      if (isKey) {
        expect([what, got.body]).toEqual([what, text])
      }
    }
  })

  test('B14: texts are boothids like all others, and queries are refused', async () => {
    const rows = HOSTILE_TEXTS.map((text, i) => [
      text,
      String(1_577_218_696 + i),
      ...Array<string>(19).fill('')
    ])
    const body = { participants: [], rows }
    const ended = await app.inject({ method: 'POST', url: '/end_of_booth', headers, payload: body })
    expect(ended.statusCode, ended.body).toBe(200)
    const dump = await app.inject({ url: '/', headers })
    expect(dump.json().data).toEqual(rows)
    for (const text of HOSTILE_TEXTS) {
      const query = `select * from gps_data where boothid = '${text.replaceAll("'", "''")}'`
      const found = await app.inject({ url: '/read', headers, payload: { query } })
      const isRead = !text.includes('\\')
      expect([text, found.statusCode], found.body).toEqual([text, isRead ? 200 : 400])
      if (isRead) {
        expect(found.json().data, text).toContainEqual(rows.find(([key]) => key === text))
      }
      const run = await app.inject({ url: '/read', headers, payload: { query: text } })
      expect([text, run.statusCode]).toEqual([text, text === ALL_ROWS ? 200 : 400])
    }
  })

  test('from another machine the token is needed, and nothing is changed by a GET', async () => {
    const ask = async (method: 'GET' | 'POST', url: string, token?: string, to = app) => {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const sent = { method, url, headers: { ...headers, ...authorization } }
      const { statusCode } = await to.inject({ ...sent, remoteAddress: '10.0.0.9' })
      return statusCode
    }
    for (const url of ['/', '/trigger_read', '/end_of_booth?participants=0', '/set_online']) {
      expect([url, await ask('GET', url)]).toEqual([url, 401])
      expect([url, await ask('GET', url, 'wrong')]).toEqual([url, 401])
    }
    for (const url of ['/end_of_booth?participants=0', '/set_online', '/trigger_insert_dummy']) {
      expect([url, await ask('GET', url, TOKEN)]).toEqual([url, 403])
    }
    expect(await ask('GET', '/trigger_read', TOKEN)).toBe(200)
    expect(await ask('POST', '/set_online', TOKEN)).toBe(200)
    expect(await ask('GET', '/compat/kv/?key=a')).toBe(401)
    expect(await ask('GET', '/?key=none', undefined, kv)).toBe(401)
    expect(await ask('POST', '/commit', TOKEN, kv)).toBe(204)
  })

  test('the body of a GET has a limit', async () => {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const status = await new Promise<number | undefined>((resolve) => {
      const sent = request(
        { port, host: '127.0.0.1', path: '/read', method: 'GET', headers: { te: 'trailers' } },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        }
      )
      // The connection may be gone before all is written.
      sent.on('error', () => undefined)
      sent.setHeader('transfer-encoding', 'chunked')
      sent.end(Buffer.alloc(9 * 1024 * 1024, 0x20))
    })
    expect(status).toBe(413)
    expect((await app.inject({ url: '/', headers })).statusCode).toBe(200)
  })

  test('whatever is asked of VGuardDB, the answer is a known one', async () => {
    const path = fc.constantFrom(
      ...['/', '/read', '/end_of_booth', '/choose_backup', '/update_backup_list', '/nothing'],
      ...['/delete_obsolete', '/trigger_read', '/read_latest', '/set_online', '/%ff', '//']
    )
    const cell = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.jsonValue())
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ query: fc.string() }).map((value) => JSON.stringify(value)),
      fc.record({ participants: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      fc
        .record({ active: fc.jsonValue(), obsolete: fc.jsonValue(), id: cell })
        .map((value) => JSON.stringify(value)),
      fc
        .array(fc.array(cell, { minLength: 21, maxLength: 21 }), { maxLength: 3 })
        .map((value) => JSON.stringify(value))
    )
    const type = fc.constantFrom('application/json', 'text/plain', 'x', '')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET' as const, 'POST' as const),
        path,
        body,
        type,
        async (method, url, payload, contentType) => {
          const answer = await app.inject({
            method,
            url,
            headers: { ...headers, ...(contentType === '' ? {} : { 'content-type': contentType }) },
            payload
          })
          expect([200, 201, 400, 401, 404, 413, 415, 500]).toContain(answer.statusCode)
          if (answer.statusCode >= 400) {
            const { code, detail } = answer.json()
            expect(code).toMatch(/^ERR_[A-Z_]+$/)
            expect(code).not.toBe('ERR_INTERNAL')
            expect(detail).not.toMatch(/node_modules|\.ts:|\n/)
          }
        }
      ),
      { numRuns: 1000 }
    )
  })

  test('whatever is asked of KeyValueStore, the answer is one of its own', async () => {
    const part = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('key=', 'val=', '&', '%'))
    const query = fc.array(part, { maxLength: 6 }).map((parts) => encodeURI(parts.join('')))
    const path = fc.constantFrom('/', '/follower/', '/commit', '/abort', '/register', '/x', '/%ff')
    const method = fc.constantFrom('GET', 'PUT', 'DELETE', 'POST', 'PATCH', 'OPTIONS')
    const texts: readonly string[] = Object.values(KV_TEXTS)
    await fc.assert(
      fc.asyncProperty(method, path, query, fc.string(), async (verb, url, asked, payload) => {
        const answer = await kv.inject({
          method: verb as 'GET',
          url: `${url}?${asked}`,
          headers,
          payload
        })
        expect([200, 201, 202, 204, 500]).toContain(answer.statusCode)
        if (answer.statusCode === 500) {
          expect(texts).toContain(answer.body)
        }
        if (answer.statusCode === 201 || answer.statusCode === 204) {
          expect(answer.body).toBe('')
        }
      }),
      { numRuns: 1000 }
    )
    expect((await node.status()).health).toBe('ok')
  })
})
