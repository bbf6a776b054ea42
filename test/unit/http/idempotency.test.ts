/** The header Idempotency-Key: the same call with the same key does nothing twice. */
import { afterEach, describe, expect, test } from 'vitest'
import { createAnswerBook } from '../../../src/http/idempotency.ts'
import type { EndBoothOptions, VGuardNode } from '../../../src/node/api.ts'
import { OutcomeUnknownError, RefusedError } from '../../../src/node/errors.ts'
import type { KvWriteOptions } from '../../../src/node/kv/api.ts'
import { AUTHORIZATION, createFakeNode, type FakeNode } from '../../support/fake-node.ts'

let fake: FakeNode | undefined
afterEach(() => fake?.app.close())

function start(methods: Partial<VGuardNode>): FakeNode {
  fake = createFakeNode({ resolveChain: (name) => name, ...methods })
  return fake
}

async function post(url: string, payload: object, key?: string) {
  const headers = { ...AUTHORIZATION, host: '127.0.0.1:9860' }
  const answer = await fake!.app.inject({
    method: 'POST',
    url,
    payload,
    headers: key === undefined ? headers : { ...headers, 'idempotency-key': key }
  })
  return { status: answer.statusCode, body: answer.json() }
}

const record = { kind: 'json', value: 1 }
const records = { records: [record] }

/** Appends one block after the other, and fails when it is told to. */
function appender() {
  const told = { calls: 0, error: undefined as Error | undefined }
  const append = async () => {
    told.calls++
    const height = told.calls
    await new Promise((resolve) => setImmediate(resolve))
    if (told.error !== undefined) {
      throw told.error
    }
    return { chain: 'c', from: height, to: height, hash: 'h', entries: 1 }
  }
  return { told, append }
}

describe('a change with a key', () => {
  test('is done once, also while the first is under way, and without a key each time', async () => {
    const { told, append } = appender()
    start({ append })
    const both = await Promise.all([1, 2].map(() => post('/v1/records', records, 'a')))
    const later = await post('/v1/records', records, 'a')
    for (const answer of [...both, later]) {
      expect(answer).toMatchObject({ status: 200, body: { from: 1 } })
    }
    expect(told.calls).toBe(1)
    expect((await post('/v1/records', records, 'b')).body).toMatchObject({ from: 2 })
    expect((await post('/v1/records', records)).body).toMatchObject({ from: 3 })
    expect((await post('/v1/records', records)).body).toMatchObject({ from: 4 })
  })

  test('is the same one however long its caller waits, and with the operation in its body too', async () => {
    let minted = 0
    const mint = (account: string) => {
      minted++
      const owned = { account, balance: 1n, owner: 'o', ownerName: 'o' }
      return Promise.resolve({ ...owned, chain: 'c', height: minted, operation: 'a' })
    }
    start({ bank: () => ({ mint }) as unknown as ReturnType<VGuardNode['bank']> })
    const order = { account: 'anna', amount: '1' }
    for (const more of [{}, { timeoutMs: 5 }, { timeoutMs: 7, operation: 'a' }]) {
      const { body } = await post('/v1/bank/money/mint', { ...order, ...more }, 'a')
      expect(body, JSON.stringify(more)).toMatchObject({ height: 1 })
    }
    expect(minted).toBe(1)
  })

  test('keeps its status', async () => {
    const booth = { chain: 'c', booth: 'b', number: 1, members: [] }
    start({ openBooth: () => Promise.resolve(booth) })
    for (const _ of [1, 2]) {
      expect((await post('/v1/booths', { members: [] }, 'a')).status).toBe(201)
    }
  })

  test('is another one when anything else is sent', async () => {
    const { told, append } = appender()
    start({ append })
    await post('/v1/records', records, 'a')
    const others = [
      await post('/v1/records', { records: [record, record] }, 'a'),
      await post('/v1/records', { ...records, chain: 'd' }, 'a')
    ]
    for (const { status, body } of others) {
      expect([status, body.code]).toEqual([409, 'ERR_OTHER_OPERATION'])
    }
    expect(told.calls).toBe(1)
  })

  test('that was refused may be tried again; of unknown outcome it is not done again', async () => {
    const { told, append } = appender()
    start({ append })
    told.error = new RefusedError('no booth', { reason: 'noBooth', retry: true })
    expect((await post('/v1/records', records, 'a')).body.code).toBe('ERR_NO_BOOTH')
    told.error = new OutcomeUnknownError('who knows', { operation: 'append' })
    expect((await post('/v1/records', records, 'a')).body.code).toBe('ERR_OUTCOME_UNKNOWN')
    told.error = undefined
    expect((await post('/v1/records', records, 'a')).body.code).toBe('ERR_OUTCOME_UNKNOWN')
    expect(told.calls).toBe(2)
  })

  test('of a key-value store is asked again under the operation that nobody knew of', async () => {
    const operation = `${'a'.repeat(32)}:7`
    const asked: (string | undefined)[] = []
    const put = (_key: unknown, _value: unknown, options: KvWriteOptions = {}) => {
      asked.push(options.operation)
      if (options.operation === undefined) {
        throw new OutcomeUnknownError('who knows', { operation })
      }
      const written = { chain: 'c', operation, height: 1, revision: '1.0', found: false }
      return Promise.resolve({ ...written, previous: undefined })
    }
    start({ kv: () => ({ put }) as unknown as ReturnType<VGuardNode['kv']> })
    const body = { key: 'k', value: 1 }
    expect((await post('/v1/kv/store/put', body, 'mine')).body).toMatchObject({ operation })
    expect((await post('/v1/kv/store/put', body, 'mine')).body).toMatchObject({ found: false })
    expect((await post('/v1/kv/store/put', body, 'mine')).body).toMatchObject({ found: false })
    expect(asked).toEqual([undefined, operation])
    await post('/v1/kv/store/put', body, operation)
    expect(asked.at(-1), 'an id that was told is the operation itself').toBe(operation)
  })

  test('of a try of unknown outcome is not done anew because asking again was refused', async () => {
    const operation = `${'a'.repeat(32)}:7`
    const asked: (string | undefined)[] = []
    const busy = new RefusedError('too much waits', { reason: 'busy', retry: true })
    const unknown = new OutcomeUnknownError('who knows', { operation })
    const outcomes = [unknown, busy, busy]
    const put = (_key: unknown, _value: unknown, options: KvWriteOptions = {}) => {
      asked.push(options.operation)
      const outcome = outcomes.shift()
      const written = { chain: 'c', operation, height: 1, revision: '1.0', found: false }
      return outcome === undefined
        ? Promise.resolve({ ...written, previous: undefined })
        : Promise.reject(outcome)
    }
    start({ kv: () => ({ put }) as unknown as ReturnType<VGuardNode['kv']> })
    const codes: unknown[] = []
    for (let i = 0; i < 4; i++) {
      codes.push((await post('/v1/kv/store/put', { key: 'k', value: 1 }, 'mine')).body.code)
    }
    expect(codes).toEqual(['ERR_OUTCOME_UNKNOWN', 'ERR_BUSY', 'ERR_BUSY', undefined])
    expect(asked).toEqual([undefined, operation, operation, operation])
  })

  test('is the operation of its body where vehicles remember it', async () => {
    const operations: (string | undefined)[] = []
    const endBooth = ({ operation }: EndBoothOptions = {}) => {
      operations.push(operation)
      throw new RefusedError('no booth', { reason: 'noBooth', retry: true })
    }
    start({ endBooth })
    await post('/v1/booths/current/end', {}, 'trip-7')
    await post('/v1/booths/current/end', { operation: 'trip-7' }, 'trip-7')
    await post('/v1/booths/current/end', {}, '"quoted"')
    expect(operations).toEqual(['trip-7', 'trip-7', 'quoted'])
    const two = await post('/v1/booths/current/end', { operation: 'trip-8' }, 'trip-7')
    expect([two.status, two.body.code]).toEqual([400, 'ERR_INVALID_INPUT'])
    expect(operations).toHaveLength(3)
  })

  test.each(['', ' ', 'two words', 'x'.repeat(129), '"half', 'ümlaut', 'a,\tb'])(
    'that is no key is refused: %j',
    async (key) => {
      start({ append: appender().append })
      const { status, body } = await post('/v1/records', records, key)
      expect([status, body.code]).toEqual([400, 'ERR_INVALID_INPUT'])
    }
  )

  test('is refused for a file, of which the node does not know whether it is the same', async () => {
    start({})
    const headers = { ...AUTHORIZATION, host: '127.0.0.1:9860' }
    const answer = await fake!.app.inject({
      method: 'POST',
      url: '/v1/records/file',
      payload: '{}\n',
      headers: { ...headers, 'content-type': 'application/x-ndjson', 'idempotency-key': 'a' }
    })
    expect(answer.json()).toMatchObject({ status: 400, code: 'ERR_INVALID_INPUT' })
  })
})

describe('the book of answers', () => {
  const call = 'c'
  const run = (value: unknown) => () => Promise.resolve(value)

  test('forgets the oldest when it has too many, or too large ones', async () => {
    const book = createAnswerBook()
    for (let i = 0; i < 1025; i++) {
      await book.once({ key: `k${i}`, call, run: run(i) })
    }
    expect(await book.once({ key: 'k1024', call, run: run('again') })).toBe(1024)
    expect(await book.once({ key: 'k0', call, run: run('again') })).toBe('again')
    const large = 'x'.repeat(9_000_000)
    for (const [key, value] of Object.entries({ first: large, second: large, small: 1 })) {
      await book.once({ key, call, run: run(value) })
    }
    expect(await book.once({ key: 'small', call, run: run('again') })).toBe(1)
    expect(await book.once({ key: 'first', call, run: run('again') })).toBe('again')
  })

  test('never forgets what is under way: it is busy then', async () => {
    const book = createAnswerBook()
    const ends: (() => void)[] = []
    const waiting = Array.from({ length: 1024 }, (_, i) =>
      book.once({
        key: `k${i}`,
        call,
        run: () => new Promise<void>((end) => ends.push(end)).then(() => i)
      })
    )
    const more = { key: 'one more', call, run: run(1) }
    await expect(book.once(more)).rejects.toMatchObject({ code: 'ERR_BUSY' })
    for (const end of ends) {
      end()
    }
    expect((await Promise.all(waiting)).length).toBe(1024)
    expect(await book.once(more)).toBe(1)
  })

  test('makes a try of unknown outcome again when the vehicles know its key', async () => {
    const book = createAnswerBook()
    const change = { key: 'a', call, mayRepeat: true }
    const fail = () => Promise.reject(new OutcomeUnknownError('who knows', { operation: 'a' }))
    await expect(book.once({ ...change, run: fail })).rejects.toThrow('who knows')
    expect(await book.once({ ...change, run: run(1) })).toBe(1)
    expect(await book.once({ ...change, run: run(2) })).toBe(1)
  })
})
