/**
 * The routes of groups and key-value stores against a real node: each answer has the shape that its
 * schema tells, each failure that of a problem.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../../src/http/context.ts'
import { createControlApp } from '../../../src/http/server.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { closeNodes, createNode } from '../../support/nodes.ts'

const TOKEN = 'token-of-the-test-of-stores'
const headers = { host: '127.0.0.1', authorization: `Bearer ${TOKEN}` }

let app: App

const get = async (url: string, accept = 'application/json') =>
  await app.inject({ url, headers: { ...headers, accept } })
const post = async (url: string, payload: object) =>
  await app.inject({ method: 'POST', url, headers, payload })
const kv = (path: string): string => `/v1/kv/settings/${path}`

/** The body, when the answer is well. That it has its shape is checked by the hook of the contract. */
function bodyOf(answer: Awaited<ReturnType<typeof get>>, status = 200) {
  const body = answer.json()
  expect(answer.statusCode, answer.body).toBe(status)
  return body
}

beforeAll(async () => {
  const node = await createNode('car-a')
  app = createControlApp({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 9860 },
    logger: SILENT,
    onStop: () => undefined
  })
  await app.ready()
  const group = { state: 'kv', members: [], name: 'settings', operation: 'open-1' }
  const opened = bodyOf(await post('/v1/groups', group), 201)
  const again = bodyOf(await post('/v1/groups', group), 201)
  expect(again).toEqual(opened)
}, 30_000)
afterAll(async () => {
  await app.close()
  await closeNodes()
})

describe('control API: groups', () => {
  test('are listed and shown', async () => {
    const [listed] = (await get('/v1/groups')).json().groups
    const shown = bodyOf(await get('/v1/groups/settings'))
    expect(shown.chain).toBe(listed.chain)
    expect(shown.members).toMatchObject([{ isLeader: true, isConnected: true }])
    expect(shown.status).toMatchObject({ role: 'leader', booth: 1 })
  })

  test('what is no group is not found', async () => {
    const answer = bodyOf(await get('/v1/groups/car-a'), 404)
    expect(answer.code).toBe('ERR_UNKNOWN_CHAIN')
  })

  test('a change of members without change is a new booth', async () => {
    const change = { members: ['car-a'], operation: 'change-1' }
    const changed = bodyOf(await post('/v1/groups/settings/members', change))
    expect(changed.number).toBe(2)
  })
})

describe('control API: key-value stores', () => {
  test('put and get keep a JSON text to the letter', async () => {
    const put = bodyOf(await post(kv('put'), { key: 'a b', json: '{"x": 1.0}' }))
    expect(put.found).toBe(false)
    const entry = bodyOf(await get(kv('entry?key=a%20b')))
    expect(entry).toMatchObject({ key: 'a b', kind: 'json', json: '{"x": 1.0}' })
    const next = { key: 'a b', value: [1, 'ü'], previous: true }
    const over = bodyOf(await post(kv('put'), next))
    expect(over.previous.json).toBe('{"x": 1.0}')
    expect((await get(kv('entry?key=a%20b'))).json().json).toBe('[1,"ü"]')
  })

  test('keys and values may be any bytes', async () => {
    const bytes = Buffer.from([0, 255, 10]).toString('base64')
    bodyOf(await post(kv('put'), { keyBase64: bytes, base64: bytes }))
    const query = `entry?keyBase64=${encodeURIComponent(bytes)}`
    const entry = bodyOf(await get(kv(query)))
    expect(entry).toMatchObject({ keyBase64: bytes, kind: 'bytes', base64: bytes })
  })

  test('what is not there is a problem of its own', async () => {
    const answer = bodyOf(await get(kv('entry?key=none')), 404)
    expect(answer.code).toBe('ERR_NO_KEY')
  })

  test('compare-and-set tells what was there', async () => {
    const first = { key: 'lock', expected: { is: 'absent' }, value: 1 }
    expect(bodyOf(await post(kv('cas'), first)).succeeded).toBe(true)
    const second = bodyOf(await post(kv('cas'), { ...first, previous: true }))
    expect(second).toMatchObject({ succeeded: false, previous: { json: '1' } })
    const third = { key: 'lock', expected: { revision: second.modified }, value: 2 }
    expect(bodyOf(await post(kv('cas'), third)).succeeded).toBe(true)
    const fourth = { key: 'lock', expected: { value: 2 }, value: 3 }
    expect(bodyOf(await post(kv('cas'), fourth)).succeeded).toBe(true)
  })

  test('a transaction, a touch, a delete', async () => {
    const txn = {
      compares: [{ key: 'lock', expected: { is: 'present' } }],
      whenTrue: [
        { type: 'put', key: 't', value: 1 },
        { type: 'get', key: 'lock' },
        { type: 'delete', key: 'lock', previous: true }
      ],
      whenFalse: []
    }
    const done = bodyOf(await post(kv('txn'), txn))
    expect(done.parts).toMatchObject([{ found: false }, { entry: { json: '3' } }, { found: true }])
    bodyOf(await post(kv('touch'), { key: 't', ttlMs: 60_000 }))
    expect((await get(kv('entry?key=t'))).json().expiresAtMs).toBeGreaterThan(0)
    expect(bodyOf(await post(kv('delete'), { key: 't' })).found).toBe(true)
  })

  test('scan, count and stats', async () => {
    for (const key of ['s/1', 's/2', 's/3']) {
      await post(kv('put'), { key, value: key })
    }
    const page = bodyOf(await get(kv('scan?prefix=s/&limit=2')))
    expect(page.entries.map((entry: { key: string }) => entry.key)).toEqual(['s/1', 's/2'])
    const rest = bodyOf(await get(kv(`scan?prefix=s/&cursor=${page.cursor}`)))
    expect(rest.entries).toMatchObject([{ key: 's/3', json: '"s/3"' }])
    const keys = bodyOf(await get(kv('scan?from=s/2&keysOnly=true&reverse=true')))
    expect(keys.entries[1]).toMatchObject({ key: 's/2' })
    expect(keys.entries[1].json).toBeUndefined()
    const lines = (await get(kv('scan?prefix=s/'), 'application/x-ndjson')).body.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(['entry', 'entry', 'entry', 'end'])
    expect(bodyOf(await get(kv('count?prefix=s/')))).toEqual({ count: 3 })
    expect(bodyOf(await get(kv('stats'))).keys).toBeGreaterThan(3)
  })

  test('the same operation id does nothing twice, and belongs to one call', async () => {
    const first = bodyOf(await post(kv('put'), { key: 'once', value: 1 }))
    const { operation } = first
    const again = bodyOf(await post(kv('put'), { key: 'once', value: 1, operation }))
    expect(again).toEqual(first)
    const other = await post(kv('delete'), { key: 'once', operation })
    expect(bodyOf(other, 409).code).toBe('ERR_OTHER_OPERATION')
  })

  test.each([
    ['put', { key: 'a' }],
    ['put', { key: 'a', value: 1, json: '1' }],
    ['put', { key: 'a', json: '{' }],
    ['put', { key: 'a', base64: '#' }],
    // Bits are left over that no byte takes.
    ['put', { key: 'a', base64: '8c' }],
    ['put', { keyBase64: '8c', value: 1 }],
    ['put', { key: 'a', value: 1, unknown: 1 }],
    ['put', { value: 1 }],
    ['put', { key: 'k'.repeat(1025), value: 1 }],
    ['put', { key: 'a', value: 1, operation: 'no id' }],
    ['cas', { key: 'a', expected: {}, value: 1 }],
    ['cas', { key: 'a', expected: { revision: 'x' }, value: 1 }],
    ['cas', { key: 'a', expected: { is: 'absent', value: 1 }, value: 1 }],
    ['txn', { whenTrue: [{ type: 'eval', key: 'a' }] }],
    ['touch', { key: 'a', ttlMs: -1 }]
  ])('%s with %j is malformed', async (path, body) => {
    bodyOf(await post(kv(path), body), 400)
  })

  test('a watch tells that it has begun, and what changes', async () => {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const controller = new AbortController()
    const answer = await fetch(`http://127.0.0.1:${port}${kv('watch?prefix=w/')}`, {
      headers: { authorization: headers.authorization },
      signal: controller.signal
    })
    const reader = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())
    const seen: Record<string, unknown>[] = []
    for await (const text of reader as unknown as AsyncIterable<string>) {
      seen.push(
        ...text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      )
      if (seen.length === 1) {
        await post(kv('put'), { key: 'w/1', value: 'x' })
      } else {
        break
      }
    }
    controller.abort()
    expect(seen).toMatchObject([{ type: 'alive' }, { type: 'put', key: 'w/1', json: '"x"' }])
  })
})
