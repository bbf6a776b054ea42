/**
 * The routes of banks against a real node: each answer has the shape that its schema tells, each
 * failure that of a problem.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../../src/http/context.ts'
import { createControlApp } from '../../../src/http/server.ts'
import type { VGuardNode } from '../../../src/node/api.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { closeNodes, createNode } from '../../support/nodes.ts'

const TOKEN = 'token-of-the-test-of-banks'
const headers = { host: '127.0.0.1', authorization: `Bearer ${TOKEN}` }

let app: App
let node: VGuardNode

const get = async (path: string) => await app.inject({ url: `/v1/bank/money/${path}`, headers })
const post = async (path: string, payload: object, base = '/v1/bank/money/') =>
  await app.inject({ method: 'POST', url: `${base}${path}`, headers, payload })

/** The body, when the answer is well. That it has its shape is checked by the hook of the contract. */
function bodyOf(answer: Awaited<ReturnType<typeof get>>, status = 200) {
  const body = answer.json()
  expect(answer.statusCode, answer.body).toBe(status)
  return body
}

beforeAll(async () => {
  node = await createNode('car-a')
  app = createControlApp({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 9860 },
    logger: SILENT,
    onStop: () => undefined
  })
  await app.ready()
  const group = { state: 'bank', members: [], name: 'money', operation: 'open-1' }
  bodyOf(await post('groups', group, '/v1/'), 201)
  bodyOf(await post('mint', { account: 'anna', amount: '100', owner: 'car-a' }))
  bodyOf(await post('open', { account: 'bert' }))
}, 30_000)
afterAll(async () => {
  await app.close()
  await closeNodes()
})

describe('control API: banks', () => {
  test('a transfer is answered when it is as safe as was asked', async () => {
    const order = { from: 'anna', to: 'bert', amount: '5' }
    const local = bodyOf(await post('transfer', order))
    // Alone in its group the owner is a majority of the keepers.
    expect(local).toMatchObject({ level: 'backed', epoch: 1, seq: 1 })
    const done = { ...order, level: 'committed', operation: 'rent' }
    const committed = bodyOf(await post('transfer', done))
    expect(committed).toMatchObject({ level: 'committed', operation: 'rent' })
    const again = bodyOf(await post('transfer', done))
    expect(again.height).toBe(committed.height)
    const anna = bodyOf(await get('account?account=anna'))
    expect(anna).toMatchObject({ account: 'anna', balance: '90', ownerName: 'car-a' })
  })

  test('what an account lacks, and what is no transfer, is refused', async () => {
    const order = { from: 'anna', to: 'bert', amount: '5' }
    const refused: readonly (readonly [object, number, string])[] = [
      [{ ...order, amount: '1000' }, 409, 'ERR_INSUFFICIENT_FUNDS'],
      [{ ...order, to: 'nobody' }, 404, 'ERR_NO_ACCOUNT'],
      [{ ...order, to: 'anna' }, 400, 'ERR_INVALID'],
      [{ ...order, from: 'an na' }, 400, 'ERR_INVALID'],
      [{ ...order, amount: '-5' }, 400, 'ERR_INVALID_INPUT'],
      [{ ...order, amount: '0' }, 400, 'ERR_INVALID_INPUT'],
      [{ ...order, amount: '1.5' }, 400, 'ERR_INVALID_INPUT'],
      [{ ...order, level: 'sure' }, 400, 'ERR_INVALID_INPUT'],
      [{ ...order, operation: 'rent', amount: '6' }, 409, 'ERR_OPERATION_USED']
    ]
    for (const [body, status, code] of refused) {
      const problem = bodyOf(await post('transfer', body), status)
      expect(problem.code, JSON.stringify(body)).toBe(code)
    }
    const nobody = bodyOf(await get('account?account=nobody'), 404)
    expect(nobody.code).toBe('ERR_NO_ACCOUNT')
    const mint = { account: 'carl', amount: '1' }
    expect(bodyOf(await post('mint', mint), 404).code).toBe('ERR_NO_ACCOUNT')
  })

  test('accounts, history, log and sums are told, amounts as digits', async () => {
    await post('flush', {})
    const accounts = bodyOf(await get('accounts?limit=1'))
    expect(accounts).toMatchObject({ accounts: [{ account: 'anna' }], after: 'anna' })
    const rest = bodyOf(await get('accounts?after=anna'))
    expect(rest).toMatchObject({ accounts: [{ account: 'bert', balance: '10' }] })
    expect(rest.after).toBeUndefined()
    const { changes } = bodyOf(await get('history?account=anna'))
    expect(changes[0]).toMatchObject({ kind: 'mint', amount: '100', balance: '100' })
    expect(changes.at(-1)).toMatchObject({ kind: 'out', other: 'bert', balance: '90' })
    const log = bodyOf(await get('log?after=1&limit=2'))
    expect(log.entries.map((entry: { number: number }) => entry.number)).toEqual([2, 3])
    const last = bodyOf(await get('log?limit=1'))
    expect(last.entries).toMatchObject([{ number: log.last, kind: 'transfer', amount: '5' }])
    const total = bodyOf(await get('total'))
    expect(total).toMatchObject({ minted: '100', total: '100', isConserved: true, accounts: 2 })
  })

  test('an account is moved, what is pending is flushed, and status says that money is conserved', async () => {
    bodyOf(await post('transfer', { from: 'bert', to: 'anna', amount: '1' }))
    expect(bodyOf(await post('flush', {}))).toEqual({ settled: 1 })
    const moved = bodyOf(await post('move', { account: 'anna', to: 'car-a' }))
    expect(moved).toEqual({ account: 'anna', owner: node.peer, ownerName: 'car-a' })
    expect(node.bank('money').chain).toBe(node.resolveChain('money'))
    expect(() => node.kv('money')).toThrow(/keeps a bank/)
    const [group] = (await node.status()).groups
    expect(group?.bank).toMatchObject({ pending: 0, money: { isConserved: true, total: '100' } })
  })

  test('a host program may give amounts as it likes, as long as they are whole', async () => {
    const bank = node.bank('money')
    for (const amount of [1, 1n, '1']) {
      await bank.transfer('anna', 'bert', amount)
    }
    for (const amount of [0, -1, 1.5, Number.NaN, '1e3', 2n ** 63n]) {
      await expect(bank.transfer('anna', 'bert', amount), String(amount)).rejects.toThrow(/whole/)
    }
  })
})
