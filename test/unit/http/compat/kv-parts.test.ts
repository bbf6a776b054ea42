/**
 * The parts of KeyValueStore's API: its parameters, its texts, and a follower's pending write.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLoopback } from '../../../../src/http/compat/guard.ts'
import { createKvFollower } from '../../../../src/http/compat/kv-follower.ts'
import { parametersOf } from '../../../../src/http/compat/kv-query.ts'
import { KvError, kvFailureOf } from '../../../../src/http/compat/kv-texts.ts'
import { OutcomeUnknownError, RefusedError } from '../../../../src/node/errors.ts'
import type { KvStore } from '../../../../src/node/kv/api.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const write = (value: string) => ({ type: 'put', key: bytes('k'), value: bytes(value) }) as const

describe('parameters', () => {
  test.each([
    ['/', undefined, undefined],
    ['/?key', undefined, undefined],
    ['/?key=', '', undefined],
    ['/?key=a&val=b', 'a', 'b'],
    ['/?val=b&key=a', 'a', 'b'],
    ['/?key=a&key=b', 'a', undefined],
    ['/?key=a=b&val==', 'a=b', '='],
    ['/?key=a?b', 'a?b', undefined],
    ['/?key=%41%2', 'A%2', undefined],
    ['/?xkey=a&keyx=b', undefined, undefined]
  ])('of %s', (url, key, value) => {
    const text = (found: Uint8Array | undefined) =>
      found === undefined ? undefined : new TextDecoder().decode(found)
    const { key: foundKey, value: foundValue } = parametersOf(url)
    expect([text(foundKey), text(foundValue)]).toEqual([key, value])
  })

  test('every byte can be written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (wanted) => {
        const escaped = [...wanted].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
        expect(parametersOf(`/?key=${escaped}&val=1`).key).toEqual(wanted)
      })
    )
  })
})

describe('addresses of this machine', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['127.0.0.1.evil.example', false],
    ['', false]
  ])('%s: %s', (address, isOwn) => {
    expect(isLoopback(address)).toBe(isOwn)
  })
})

describe('failures', () => {
  test('tell by headers what the texts do not', () => {
    const unknown = new OutcomeUnknownError('?', { operation: 'c:1' })
    expect(kvFailureOf(unknown)).toEqual({
      text: 'error: unable to process request',
      headers: { 'x-vguard-code': 'ERR_OUTCOME_UNKNOWN', 'x-vguard-operation': 'c:1' }
    })
    const refused = new RefusedError('no', { reason: 'noLeader', retry: true })
    expect(kvFailureOf(refused).headers).toEqual({ 'x-vguard-code': 'ERR_NO_LEADER' })
    expect(kvFailureOf(new Error('secret'))).toEqual({
      text: 'error: unable to process request',
      headers: {}
    })
  })
})

describe('a follower', () => {
  /** A store whose puts end as the test says, in order. */
  const storeOf = (...outcomes: readonly (Error | undefined)[]) => {
    const operations: (string | undefined)[] = []
    const put = async (_key: unknown, _value: unknown, options: { operation?: string }) => {
      operations.push(options.operation)
      const outcome = outcomes[operations.length - 1]
      await Promise.resolve()
      if (outcome !== undefined) {
        throw outcome
      }
    }
    return { operations, store: { put } as unknown as KvStore }
  }

  test('keeps a write that could not be committed, and asks again with its operation', async () => {
    const follower = createKvFollower()
    const unknown = new OutcomeUnknownError('?', { operation: 'c:1' })
    const { operations, store } = storeOf(unknown, undefined)
    follower.vote(write('1'))
    await expect(follower.commit(store)).rejects.toBe(unknown)
    expect(() => follower.abort()).toThrow(KvError)
    expect(() => follower.vote(write('2'))).toThrow(KvError)
    expect(await follower.commit(store)).toBe(true)
    expect(operations).toEqual([undefined, 'c:1'])
    expect(follower.abort()).toBe(false)
  })

  test('lets a write go that was refused', async () => {
    const follower = createKvFollower()
    const { store } = storeOf(new RefusedError('no', { reason: 'noLeader', retry: true }))
    follower.vote(write('1'))
    await expect(follower.commit(store)).rejects.toThrow(RefusedError)
    expect(follower.abort()).toBe(true)
    expect(await follower.commit(store)).toBe(false)
  })

  test('does not forget what is being committed', async () => {
    const follower = createKvFollower()
    const { store } = storeOf()
    follower.vote(write('1'))
    const commit = follower.commit(store)
    expect(() => follower.abort()).toThrow(KvError)
    expect(await commit).toBe(true)
  })
})
