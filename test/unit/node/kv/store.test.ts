/** Calls of a key-value store, whose answers come from members that may lie. */
import { describe, expect, test } from 'vitest'
import { createKvCalls } from '../../../../src/node/kv/store.ts'
import { encodeResult, type KvResult } from '../../../../src/state/kv/index.ts'

const CHAIN = 'a'.repeat(64)
const ID = `${'b'.repeat(32)}:1`

/** The store of a group that answers every change with this. */
const answering = (result: KvResult) =>
  createKvCalls(
    {
      submit: async () => ({
        ...{ chain: CHAIN, operation: ID, height: 3 },
        result: encodeResult(result)
      }),
      query: () => Promise.reject(new RangeError('nothing is asked')),
      insist: () => Promise.reject(new RangeError('nothing is insisted on'))
    },
    CHAIN
  )

describe('kv store', () => {
  test('kv: a change that is answered as another one is unknown', async () => {
    const written = { found: false, previous: undefined, revision: 4096 } as const
    const put = answering({ type: 'put', ...written })
    expect(await put.put('k', 'v')).toMatchObject({ operation: ID, revision: '1.0' })
    await expect(put.delete('k')).rejects.toMatchObject({
      code: 'ERR_OUTCOME_UNKNOWN',
      operation: ID,
      message: 'a delete was answered as a put'
    })
  })
})
