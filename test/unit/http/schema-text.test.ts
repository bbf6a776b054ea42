/** What is wrong with a request, in one sentence. */
import { describe, expect, test } from 'vitest'
import { AUTHORIZATION, createFakeNode } from '../../support/fake-node.ts'

describe('control API: malformed requests', () => {
  test.each([
    [
      '/v1/kv/G/txn',
      { whenTrue: [{ type: 'get', key: 'a' }, { type: 'no' }] },
      'body.whenTrue[1].type must be put, delete, touch or get'
    ],
    ['/v1/kv/G/txn', { x: 1 }, 'body has "x", which is not known there'],
    ['/v1/groups', { state: 'kv' }, 'body lacks "members"'],
    ['/v1/groups', { state: 'no', members: [] }, 'body.state must be kv or bank'],
    ['/v1/groups/G/recover', { members: [] }, 'body.members must not have fewer than 1 items'],
    ['/v1/bank/G/transfer', { from: 'a', to: 'b', amount: {} }, 'body.amount must be string']
  ])('%s with %j', async (url, payload, detail) => {
    const { app } = createFakeNode()
    const headers = { ...AUTHORIZATION, host: '127.0.0.1:9860' }
    const answer = await app.inject({ method: 'POST', url, headers, payload })
    expect(answer.json()).toMatchObject({ status: 400, code: 'ERR_INVALID_INPUT', detail })
    await app.close()
  })
})
