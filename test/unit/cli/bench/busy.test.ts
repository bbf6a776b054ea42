/** A load that ends before its time: which it was, why, and what was measured before it. */
import { expect, test } from 'vitest'
import { type Measured, measureEach } from '../../../../src/cli/bench/busy.ts'
import { type MeasureOptions, measureGroup } from '../../../../src/cli/bench/measure.ts'
import { EXIT, ExitError } from '../../../../src/cli/exit-codes.ts'
import type { VGuardNode } from '../../../../src/node/api.ts'
import { OutcomeUnknownError } from '../../../../src/node/errors.ts'

const OPTIONS: MeasureOptions = {
  forMs: 5,
  clients: 8,
  valueBytes: 24,
  signal: new AbortController().signal,
  onLoad: () => undefined
}

/** A group whose store does what the test says. */
function groupOf(put: () => Promise<unknown>, get: () => Promise<unknown>): VGuardNode {
  return { kv: () => ({ put, get }) } as unknown as VGuardNode
}

const done = (): Promise<unknown> => Promise.resolve(undefined)

test('bench: a late answer is told with the engine, the load and what to do', async () => {
  const lost = () => Promise.reject(new OutcomeUnknownError('nobody knows', { operation: 'a:1' }))
  await expect(measureGroup(groupOf(lost, done), 'C', 'quorum', OPTIONS)).rejects.toMatchObject({
    name: 'ExitError',
    exitCode: EXIT.failed,
    message:
      'quorum: puts of 8 clients: an answer is late, so this machine is too busy for what is asked of ' +
      'it; give fewer --clients'
  })
})

test('bench: a store that forgets is not taken for a slow one', async () => {
  const forgetful = groupOf(done, () => Promise.resolve({ value: 'old' }))
  await expect(measureGroup(forgetful, 'C', 'quorum', OPTIONS)).rejects.toThrow(
    /^quorum: gets of 8 clients: key client-0\/0 reads old, acknowledged was /
  )
})

test('bench: who is interrupted is told nothing of a load', async () => {
  const controller = new AbortController()
  const put = () => {
    controller.abort(new DOMException('interrupted', 'AbortError'))
    return Promise.reject(new Error('closed'))
  }
  const options = { ...OPTIONS, signal: controller.signal }
  await expect(measureGroup(groupOf(put, done), 'C', 'paxos', options)).rejects.toThrow(
    'interrupted'
  )
})

test('bench: what was measured before a failure is kept', async () => {
  const failure = new ExitError('busy', { exitCode: EXIT.failed })
  const measure = (engine: string): Promise<Measured<string>> =>
    engine === 'b' ? Promise.reject(failure) : Promise.resolve({ figures: `of ${engine}` })
  const { signal } = OPTIONS
  expect(await measureEach(['a', 'b', 'c'], measure, signal)).toEqual({
    measured: ['of a'],
    failure
  })
  expect(await measureEach(['a', 'c'], measure, signal)).toEqual({ measured: ['of a', 'of c'] })
  await expect(measureEach(['b', 'a'], measure, signal), 'nothing was').rejects.toBe(failure)
})

test('bench: what was measured is kept whatever fails, but not for who is interrupted', async () => {
  const interruption = new AbortController()
  const measure = (engine: string): Promise<Measured<string>> =>
    engine === 'b'
      ? Promise.reject(new Error('car-2 did not start'))
      : Promise.resolve({ figures: engine })
  const { measured, failure } = await measureEach(['a', 'b'], measure, interruption.signal)
  expect([measured, failure?.message]).toEqual([['a'], 'b: car-2 did not start'])
  interruption.abort(new Error('interrupted'))
  await expect(measureEach(['a', 'b'], measure, interruption.signal)).rejects.toThrow('interrupted')
})

test('bench: figures of twophase are kept when no vehicle can join it', async () => {
  const kept = new Map<string, unknown>()
  const store = {
    put: (key: string, value: unknown) => Promise.resolve(kept.set(key, value)),
    get: (key: string) => Promise.resolve({ value: kept.get(key) }),
    transact: ({ whenTrue }: { whenTrue: readonly { key: string; value: unknown }[] }) =>
      Promise.resolve(whenTrue.map(({ key, value }) => kept.set(key, value)))
  }
  const ring = { show: () => Promise.reject(new Error('nobody shows the ring')) }
  const node = { kv: () => store, ring: () => ring } as unknown as VGuardNode
  const measure = () => measureGroup(node, 'C', 'twophase', OPTIONS)
  const { measured, failure } = await measureEach(['twophase', 'paxos'], measure, OPTIONS.signal)
  expect(measured.length, 'and no other is measured').toBe(1)
  expect(measured[0]?.putsPerSecond).toBeGreaterThan(0)
  expect(failure?.message).toBe('twophase: a vehicle joins: nobody shows the ring')
})
