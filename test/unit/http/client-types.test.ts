/**
 * That the calls of the client are typed: each line below an `@ts-expect-error` is a mistake that the
 * compiler finds, and it finds fault with the remark when it does not.
 */
import { expect, test } from 'vitest'
import type { ControlClient } from '../../../src/client.ts'

/** Never called: what it means is checked by the compiler. */
async function mistakes(client: ControlClient): Promise<readonly unknown[]> {
  const params = { group: 'store' }
  const status = await client.get('/v1/status')
  const written = await client.post('/v1/kv/{group}/put', { params, body: { key: 'a', value: 1 } })
  return [
    // @ts-expect-error there is no such path
    client.get('/v1/statuses'),
    // @ts-expect-error it is read, not written
    client.post('/v1/status'),
    // @ts-expect-error the path has a parameter
    client.get('/v1/groups/{group}'),
    // @ts-expect-error the parameter has another name
    client.get('/v1/groups/{group}', { params: { chain: 'store' } }),
    // @ts-expect-error it has no such query
    client.get('/v1/read', { query: { chain: 'car', from: 'the beginning' } }),
    // @ts-expect-error a read is of a chain
    client.get('/v1/read'),
    // @ts-expect-error the body lacks a field
    client.post('/v1/groups', { body: { state: 'kv' } }),
    // @ts-expect-error there is no such state
    client.post('/v1/groups', { body: { state: 'sql', members: [] } }),
    // @ts-expect-error a body is needed
    client.post('/v1/bank/{group}/flush', { params }),
    // @ts-expect-error a question takes no idempotency key
    client.get('/v1/status', { idempotencyKey: 'a' }),
    // @ts-expect-error its answer does not come in lines
    client.lines('GET', '/v1/status'),
    // @ts-expect-error it answers with JSON
    client.text('/v1/status'),
    // @ts-expect-error the status has no such field
    status.wellbeing,
    // @ts-expect-error it is a text
    written.revision * 2
  ]
}

test('the compiler finds mistakes in calls', () => {
  expect(mistakes).toBeInstanceOf(Function)
})
