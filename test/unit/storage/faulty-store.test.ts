/**
 * The store with faults on purpose behaves as a store whose disk fails.
 */
import { expect, test } from 'vitest'
import type { Store } from '../../../src/core/store.ts'
import { createFaultyStore, type FaultPlan } from '../../../src/storage/faulty-store.ts'
import { createMemoryDisk, openMemoryStore } from '../../../src/storage/memory-store.ts'
import { CRYPTO, put, stateKey } from '../../contract/store/samples.ts'

const disk = createMemoryDisk()
const [A, B] = [stateKey('a'), stateKey('b')]

async function openFaulty(plan: FaultPlan): Promise<Store> {
  disk.records.clear()
  disk.witness = undefined
  return createFaultyStore(await openMemoryStore({ disk, crypto: CRYPTO }), plan)
}

const countOf = async (store: Store): Promise<number> =>
  (await store.load({ type: 'get', keys: [A, B] })).records.length

test('faulty store: the n-th write fails, and every later one', async () => {
  for (const reason of ['full', 'io'] as const) {
    const store = await openFaulty({ failAt: 2, reason })
    await store.write([put(A, '1')])
    await expect(store.write([put(B, '1')])).rejects.toMatchObject({ reason })
    await expect(store.write([put(B, '1')])).rejects.toMatchObject({ reason })
    await expect(store.write([])).rejects.toMatchObject({ reason })
    expect(await countOf(store), reason).toBe(1)
    await store.close()
  }
})

test('faulty store: a full disk and a failing one have their own classes', async () => {
  const full = await openFaulty({ failAt: 1, reason: 'full' })
  await expect(full.write([put(A, '1')])).rejects.toMatchObject({ name: 'StoreFullError' })
  const failing = await openFaulty({ failAt: 1 })
  await expect(failing.write([put(A, '1')])).rejects.toMatchObject({
    name: 'StoreFailedError',
    reason: 'io'
  })
})

test('faulty store: the failing batch may have reached the disk', async () => {
  const store = await openFaulty({ failAt: 1, isKept: true })
  await expect(store.write([put(A, '1')])).rejects.toMatchObject({ reason: 'io' })
  await expect(store.write([put(B, '1')])).rejects.toMatchObject({ reason: 'io' })
  expect(await countOf(store)).toBe(1)
})

test('faulty store: a slow write holds up those behind it, and closing', async () => {
  const gate = Promise.withResolvers<undefined>()
  const seen: string[] = []
  const store = await openFaulty({
    beforeWrite: async (number) => {
      seen.push(`before ${number}`)
      await gate.promise
    }
  })
  const writes = [A, B].map((key) => store.write([put(key, '1')]).then(() => seen.push(key)))
  const closing = store.close().then(() => seen.push('closed'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(seen).toEqual(['before 1'])
  gate.resolve(undefined)
  await Promise.all([...writes, closing])
  expect(seen).toEqual(['before 1', A, 'before 2', B, 'closed'])
})
