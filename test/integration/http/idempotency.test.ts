/** The same call again with the same key, against a real node: it is done once, and answered alike. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../../src/http/context.ts'
import { createControlApp } from '../../../src/http/server.ts'
import type { VGuardNode } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { closeNodes, createNode, readAll } from '../../support/nodes.ts'

const TOKEN = 'token-of-the-test-of-idempotency'
const headers = { host: '127.0.0.1', authorization: `Bearer ${TOKEN}` }

let node: VGuardNode
let app: App

async function post(url: string, payload: object, key: string) {
  const all = { ...headers, 'idempotency-key': key }
  const answer = await app.inject({ method: 'POST', url, headers: all, payload })
  return { status: answer.statusCode, body: answer.json() }
}

/** Twice the same; answers what both of them were told. */
async function twice(url: string, payload: object, key: string) {
  const first = await post(url, payload, key)
  expect(await post(url, payload, key), url).toEqual(first)
  return first
}

beforeAll(async () => {
  node = await createNode('car-a', { vehicle: { replicate: { backups: 0 } } })
  app = createControlApp({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 9860 },
    logger: SILENT,
    onStop: () => undefined
  })
  await app.ready()
}, 30_000)
afterAll(async () => {
  await app.close()
  await closeNodes()
})

describe('the same key again', () => {
  test('records are appended once, and the booth ends once', async () => {
    expect((await twice('/v1/booths', { members: [] }, 'booth-1')).status).toBe(201)
    const records = [{ kind: 'json', timeMs: 1, value: 1 }]
    await twice('/v1/records', { records }, 'records-1')
    const ended = await twice('/v1/booths/current/end', { backups: 0, records }, 'trip-1')
    expect(ended.body).toMatchObject({ operation: 'trip-1', state: 'sealed' })
    expect(await readAll(node, 'car-a')).toHaveLength(2)
  })

  test('of a store: nothing is put twice', async () => {
    const group = { state: 'kv', members: [], name: 'settings' }
    expect((await twice('/v1/groups', group, 'open-settings')).status).toBe(201)
    const put = { key: 'a', value: 1, timeoutMs: 20_000 }
    const { body } = await twice('/v1/kv/settings/put', put, 'put-1')
    expect(body.found).toBe(false)
    const url = '/v1/kv/settings/entry?key=a'
    expect((await app.inject({ url, headers })).json()).toMatchObject({ changes: 1 })
    const other = await post('/v1/kv/settings/put', { ...put, value: 2 }, 'put-1')
    expect([other.status, other.body.code]).toEqual([409, 'ERR_OTHER_OPERATION'])
  })

  test('of a bank: no money is made or moved twice', async () => {
    await twice('/v1/groups', { state: 'bank', members: [], name: 'money' }, 'open-money')
    const mint = { account: 'anna', amount: '100', owner: 'car-a', timeoutMs: 20_000 }
    await twice('/v1/bank/money/mint', mint, 'mint-1')
    await post('/v1/bank/money/open', { account: 'bert', timeoutMs: 20_000 }, 'open-bert')
    const transfer = { from: 'anna', to: 'bert', amount: '5', level: 'committed' }
    await twice('/v1/bank/money/transfer', transfer, 'rent')
    const other = await post('/v1/bank/money/transfer', { ...transfer, amount: '6' }, 'rent')
    expect([other.status, other.body.code]).toEqual([409, 'ERR_OTHER_OPERATION'])
    const { accounts } = (await app.inject({ url: '/v1/bank/money/accounts', headers })).json()
    expect(accounts).toMatchObject([{ balance: '95' }, { balance: '5' }])
  })
})

test('the blocks of a bank tell amounts as decimal digits', async () => {
  const { next = 1 } = (
    await app.inject({ url: '/v1/chains/money/blocks?until=tentative', headers })
  ).json()
  expect(next).toBe(1)
  const amounts: unknown[] = []
  for (let height = 1; ; height++) {
    const answer = await app.inject({ url: `/v1/chains/money/blocks/${height}`, headers })
    if (answer.statusCode === 404) {
      break
    }
    expect(answer.statusCode, answer.body).toBe(200)
    amounts.push(
      ...answer.json().commands.flatMap(({ amount }: { amount?: unknown }) => amount ?? [])
    )
  }
  expect(amounts).toContain('100')
})
