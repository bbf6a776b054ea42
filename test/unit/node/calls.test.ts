/**
 * One call of the API: replies as values and errors, and a caller's patience.
 */
import { describe, expect, test, vi } from 'vitest'
import type { Reply } from '../../../src/core/machine.ts'
import { type Ask, call } from '../../../src/node/calls.ts'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'

const APPEND: VehicleRequest = { type: 'append', entries: [] }
const END: VehicleRequest = { type: 'endBooth', operation: 'trip-7' }
const READ: VehicleRequest = { type: 'read', chain: 'c', selector: {} }
const answer = (reply: Reply) => () => Promise.resolve(reply)
const never = () => new Promise<Reply>(() => undefined)

describe('call', () => {
  test('an ok reply is its value', async () => {
    await expect(call(answer({ type: 'ok', value: 7 }), APPEND)).resolves.toBe(7)
  })

  test('a refusal is an error with code, reason, retry and facts', async () => {
    const reply: Reply = {
      type: 'refused',
      reason: 'noBooth',
      message: 'no booth is open',
      retry: true,
      detail: { chain: 'c' }
    }
    await expect(call(answer(reply), APPEND)).rejects.toMatchObject({
      name: 'RefusedError',
      code: 'ERR_NO_BOOTH',
      reason: 'noBooth',
      retry: true,
      detail: { chain: 'c' }
    })
  })

  test('an unknown outcome carries its operation', async () => {
    const reply: Reply = { type: 'unknown', operation: 'trip-7', message: 'who knows' }
    await expect(call(answer(reply), END)).rejects.toMatchObject({
      code: 'ERR_OUTCOME_UNKNOWN',
      operation: 'trip-7'
    })
  })

  test('a change that is given up is unknown, a question is timed out', async () => {
    await expect(call(never, END, { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'ERR_OUTCOME_UNKNOWN',
      operation: 'trip-7'
    })
    await expect(call(never, READ, { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'ERR_TIMEOUT'
    })
  })

  test('a patience without end is one, and what is no time is told', async () => {
    vi.useFakeTimers()
    const lasting = call(never, READ, { timeoutMs: Number.POSITIVE_INFINITY })
    await vi.advanceTimersByTimeAsync(86_400_000)
    await expect(Promise.race([lasting, 'waits'])).resolves.toBe('waits')
    vi.useRealTimers()
    for (const timeoutMs of [Number.NaN, -1, 0]) {
      await expect(call(never, END, { timeoutMs }), String(timeoutMs)).rejects.toMatchObject({
        code: 'ERR_INVALID_INPUT'
      })
    }
  })

  test('a signal ends the wait: with its reason for a question, as unknown for a change', async () => {
    const signal = AbortSignal.timeout(5)
    await expect(call(never, READ, { signal })).rejects.toBe(await reasonOf(signal))
    const second = new AbortController()
    const waiting = call(never, APPEND, { signal: second.signal })
    second.abort(new Error('bored'))
    await expect(waiting).rejects.toMatchObject({
      code: 'ERR_OUTCOME_UNKNOWN',
      cause: new Error('bored')
    })
  })

  test('who stops waiting is told the name that the operation has by then', async () => {
    const submit: VehicleRequest = { type: 'submit', chain: 'c', operation: Uint8Array.of(1) }
    const named: Ask = (_request, onNamed) => {
      onNamed?.('c:1')
      onNamed?.('d:1')
      return never()
    }
    await expect(call(named, submit, { timeoutMs: 1 })).rejects.toMatchObject({ operation: 'd:1' })
    const nameless = call(never, submit, { timeoutMs: 1 })
    await expect(nameless).rejects.toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN', operation: '' })
  })

  test('with an aborted signal nothing is asked', async () => {
    const ask = vi.fn(never)
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(call(ask, END, { signal })).rejects.toThrow('too late')
    expect(ask).not.toHaveBeenCalled()
  })
})

function reasonOf(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(signal.reason))
  })
}
