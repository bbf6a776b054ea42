/**
 * Every route against a real node. That each answer has the shape of its schema, and each failure that of
 * a problem, is checked by the hook of the contract.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../../src/http/context.ts'
import { createControlApp } from '../../../src/http/server.ts'
import { createVGuardNode, type VGuardNode } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'

const TOKEN = 'token-of-the-test-of-answers'
const headers = { host: '127.0.0.1', authorization: `Bearer ${TOKEN}` }

let node: VGuardNode
let app: App

beforeAll(async () => {
  node = await createVGuardNode({
    store: 'memory',
    open: true,
    name: 'car-a',
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    faults: true,
    vehicle: { replicate: { backups: 0 } }
  })
  app = createControlApp({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 9860 },
    logger: SILENT,
    onStop: () => undefined
  })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await node.stop()
})

interface Question {
  readonly method?: 'GET' | 'POST'
  readonly url: string
  readonly payload?: object | string
  readonly type?: string
}

async function ask({ method = 'GET', url, payload, type }: Question) {
  return await app.inject({
    method,
    url,
    headers: type === undefined ? headers : { ...headers, 'content-type': type },
    ...(payload === undefined ? {} : { payload })
  })
}

describe('answers of the control API', { timeout: 60_000 }, () => {
  const record = { kind: 'json', key: 'k', timeMs: 5, value: { a: 1 } }
  const questions: readonly (readonly [Question, number, Record<string, unknown>])[] = [
    [{ url: '/v1/status' }, 200, { name: 'car-a', health: 'ok' }],
    [{ url: '/v1/config' }, 200, {}],
    [{ url: '/v1/peers' }, 200, { peers: [] }],
    [{ url: '/readyz' }, 200, { isReady: true }],
    [{ method: 'POST', url: '/v1/booths', payload: { members: [] } }, 201, { number: 1 }],
    [
      { method: 'POST', url: '/v1/records', payload: { records: [record, record] } },
      200,
      { records: 2, from: 1, to: 1 }
    ],
    [{ url: '/v1/read?chain=car-a&limit=1' }, 200, { cursor: '1:0', headHeight: 1 }],
    [{ url: '/v1/booths' }, 200, {}],
    [
      {
        method: 'POST',
        url: '/v1/booths/current/end',
        payload: { operation: 'o', backups: 0, records: [record] }
      },
      200,
      { operation: 'o', height: 2, state: 'sealed' }
    ],
    [{ url: '/v1/chains' }, 200, {}],
    [{ method: 'POST', url: '/v1/chains/discover' }, 200, {}],
    [{ url: '/v1/chains/car-a' }, 200, { isOwn: true, label: 'car-a' }],
    [{ url: '/v1/chains/car-a/blocks?limit=1' }, 200, { next: 2 }],
    [{ url: '/v1/chains/car-a/blocks/1' }, 200, { height: 1 }],
    [{ method: 'POST', url: '/v1/chains/car-a/verify' }, 200, { isSound: true, certifiedTo: 2 }],
    [
      { method: 'POST', url: '/v1/chains/car-a/pin', payload: { from: 1, to: 2 } },
      200,
      { pinned: [[1, 2]] }
    ],
    [
      { method: 'POST', url: '/v1/chains/car-a/unpin', payload: { from: 1, to: 1 } },
      200,
      { pinned: [[2, 2]] }
    ],
    [{ url: '/v1/faults' }, 200, { offline: [], cuts: [] }],
    [
      {
        method: 'POST',
        url: '/v1/faults/offline',
        payload: { offline: true, protocols: ['gossip'] }
      },
      200,
      { offline: ['gossip'] }
    ],
    [{ method: 'POST', url: '/v1/fleet/reload' }, 200, { isNewer: false }],
    [{ method: 'POST', url: '/v1/stop' }, 202, { stopping: true }],
    [{ url: '/v1/chains/car-a/blocks/99' }, 404, { code: 'ERR_NOT_HERE' }],
    [{ url: '/v1/chains/nothing' }, 404, { code: 'ERR_UNKNOWN_CHAIN' }],
    [{ url: '/v1/read?chain=car-a&box=1' }, 400, { code: 'ERR_INVALID_INPUT' }],
    [{ url: '/v1/read?chain=car-a&limit=0' }, 400, { code: 'ERR_INVALID_INPUT' }],
    [
      { method: 'POST', url: '/v1/booths', payload: { members: ['car-9'] } },
      404,
      { code: 'ERR_UNKNOWN_VEHICLE' }
    ],
    [
      {
        method: 'POST',
        url: '/v1/faults/links',
        payload: { peer: 'car-9', cut: true }
      },
      404,
      { code: 'ERR_UNKNOWN_VEHICLE' }
    ],
    [
      { method: 'POST', url: '/v1/records', payload: { records: [record] } },
      409,
      { code: 'ERR_NO_BOOTH', retry: true }
    ],
    [
      {
        method: 'POST',
        url: '/v1/chains/import',
        payload: '{"type":"cheese"}\n',
        type: 'application/x-ndjson'
      },
      400,
      { code: 'ERR_INVALID_INPUT' }
    ],
    [
      {
        method: 'POST',
        url: '/v1/records/file?format=gps&name=drive.csv',
        payload: 'timestamp,latitude,longitude\n1,95,0\n',
        type: 'text/csv'
      },
      422,
      { code: 'ERR_MALFORMED_DATA', facts: { file: 'drive.csv', line: 2, rows: 0 } }
    ]
  ]

  test('say what is so', async () => {
    for (const [question, status, wanted] of questions) {
      const answer = await ask(question)
      const what = `${question.method ?? 'GET'} ${question.url}: ${answer.body.slice(0, 300)}`
      expect(answer.statusCode, what).toBe(status)
      const body = answer.json()
      expect(body, what).toMatchObject(wanted)
    }
  })

  test('texts and lines', async () => {
    expect((await ask({ url: '/livez' })).body).toBe('ok\n')
    expect((await ask({ url: '/metrics' })).body).toContain('vguard_steps_total')
    const exported = await ask({ url: '/v1/chains/car-a/export' })
    expect(exported.headers['content-type']).toBe('application/x-ndjson')
    expect(exported.body.trimEnd().split('\n').at(-1)).toBe('{"type":"end","blocks":2}')
    const lines = await app.inject({
      url: '/v1/read?chain=car-a',
      headers: { ...headers, accept: 'application/x-ndjson' }
    })
    const [first, , , end] = lines.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(first).toMatchObject({ type: 'record', height: 1, index: 0, value: { a: 1 } })
    expect(end).toMatchObject({ type: 'end', records: 3, servedBy: node.peer })
  })
})
