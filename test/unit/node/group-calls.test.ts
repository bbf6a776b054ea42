/** Operations and questions to groups: what is refused for the moment is asked again, in time. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Reply } from '../../../src/core/machine.ts'
import { createGroupCalls } from '../../../src/node/group-calls.ts'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'

const BUSY: Reply = { type: 'refused', reason: 'busy', message: 'later', retry: true }
const OK: Reply = { type: 'ok', value: 'done' }
const OPERATION = Uint8Array.of(1)

/** Answers one after the other, and keeps what was asked. */
function script(...replies: readonly Reply[]) {
  const asked: VehicleRequest[] = []
  const calls = createGroupCalls((request) => {
    asked.push(request)
    return Promise.resolve(replies[Math.min(asked.length, replies.length) - 1] ?? OK)
  })
  return { asked, calls }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('calls to a group', () => {
  test('what is busy is asked again with what is left of the time', async () => {
    const { asked, calls } = script(BUSY, BUSY, OK)
    const done = calls.submit('c', OPERATION, { timeoutMs: 1_000 })
    await vi.advanceTimersByTimeAsync(100)
    await expect(done).resolves.toBe('done')
    const deadlines = asked.map(
      (request) => ('deadlineMs' in request ? request.deadlineMs : 0) ?? 0
    )
    expect(deadlines[0]).toBe(1_000)
    expect(deadlines[2]).toBeLessThan(deadlines[1] ?? 0)
  })

  test('a refusal for good is told at once', async () => {
    const { asked, calls } = script({ ...BUSY, reason: 'invalid', retry: false })
    await expect(calls.query('c', OPERATION)).rejects.toMatchObject({ code: 'ERR_INVALID' })
    expect(asked).toHaveLength(1)
  })

  test('pauses grow, and the last refusal is told when the time is up', async () => {
    const { asked, calls } = script(BUSY)
    const done = calls.submit('c', OPERATION, { timeoutMs: 3_000 })
    const refused = expect(done).rejects.toMatchObject({ code: 'ERR_BUSY' })
    await vi.advanceTimersByTimeAsync(3_000)
    await refused
    expect(asked.length).toBeGreaterThan(8)
    expect(asked.length).toBeLessThan(30)
  })

  test('an unknown outcome is not asked again by itself, and keeps its id', async () => {
    const { asked, calls } = script({ type: 'unknown', operation: 'a:1', message: 'who knows' })
    await expect(calls.submit('c', OPERATION)).rejects.toMatchObject({ operation: 'a:1' })
    expect(asked).toHaveLength(1)
  })

  test('the id of an earlier try goes with every try', async () => {
    const { asked, calls } = script(BUSY, OK)
    const done = calls.submit('c', OPERATION, { operation: 'a:1' })
    await vi.advanceTimersByTimeAsync(100)
    await done
    expect(asked.map((request) => 'id' in request && request.id)).toEqual(['a:1', 'a:1'])
  })

  test('a vehicle that hangs is given up: a question without answer, a write unknown', async () => {
    const calls = createGroupCalls(() => new Promise(() => undefined))
    const question = expect(calls.query('c', OPERATION)).rejects.toMatchObject({
      code: 'ERR_TIMEOUT'
    })
    const write = expect(calls.submit('c', OPERATION, { operation: 'a:1' })).rejects.toMatchObject({
      code: 'ERR_OUTCOME_UNKNOWN',
      operation: 'a:1'
    })
    await vi.advanceTimersByTimeAsync(8_000)
    await question
    await write
  })

  test('who stops waiting between two tries is told so', async () => {
    const { calls } = script(BUSY)
    const controller = new AbortController()
    const { signal } = controller
    const done = expect(calls.submit('c', OPERATION, { signal })).rejects.toThrow('enough')
    await vi.advanceTimersByTimeAsync(1)
    controller.abort(new Error('enough'))
    await done
  })
})
