/** The load generator: what counts, and that a store that forgets is caught. */
import { describe, expect, test } from 'vitest'
import { type LoadedStore, runLoad } from '../../../../src/cli/bench/load.ts'

function memoryStore(): Required<LoadedStore> & { readonly values: Map<string, string> } {
  const values = new Map<string, string>()
  return {
    values,
    put(key, value) {
      values.set(key, value)
      return Promise.resolve()
    },
    get: (key) => Promise.resolve(values.get(key)),
    putAll(keys, value) {
      for (const key of keys) {
        values.set(key, value)
      }
      return Promise.resolve()
    }
  }
}
const LOAD = { clients: 3, valueBytes: 40, forMs: 15 } as const

describe('load', () => {
  test('counts what was answered, with values of the size that is asked', async () => {
    const store = memoryStore()
    const acknowledged = new Map<string, string>()
    const puts = await runLoad(store, acknowledged, { ...LOAD, kind: 'put' })
    expect(puts.calls).toBeGreaterThan(0)
    expect(puts.longestMs).toHaveLength(3)
    expect(puts.ms).toBeGreaterThanOrEqual(LOAD.forMs)
    expect(new Set([...store.values.values()].map(({ length }) => length))).toEqual(new Set([40]))
    expect(acknowledged).toEqual(store.values)
    expect((await runLoad(store, acknowledged, { ...LOAD, kind: 'get' })).calls).toBeGreaterThan(0)
  })

  test('a transaction puts one value under two keys', async () => {
    const store = memoryStore()
    const acknowledged = new Map<string, string>()
    const sizes = new Set<number>()
    const putAll: Required<LoadedStore>['putAll'] = (keys, value) => {
      sizes.add(new Set(keys).size)
      return store.putAll(keys, value)
    }
    await runLoad({ ...store, putAll }, acknowledged, { ...LOAD, kind: 'txn' })
    expect(sizes).toEqual(new Set([2]))
    expect(acknowledged).toEqual(store.values)
  })

  test('a store that gives back what it was not given fails the load', async () => {
    const store = memoryStore()
    const acknowledged = new Map<string, string>()
    await runLoad(store, acknowledged, { ...LOAD, kind: 'put' })
    const forgetful = { ...store, get: () => Promise.resolve('old') }
    await expect(runLoad(forgetful, acknowledged, { ...LOAD, kind: 'get' })).rejects.toThrow(
      'reads old, acknowledged was'
    )
  })

  test('ends at once when somebody has enough of it', async () => {
    const enough = new AbortController()
    const store = memoryStore()
    const put: LoadedStore['put'] = async (key, value) => {
      await store.put(key, value)
      await new Promise(setImmediate)
      if (store.values.size === 3) {
        enough.abort(new Error('enough'))
      }
    }
    const load = { ...LOAD, kind: 'put', forMs: 60_000 } as const
    const endless = runLoad({ ...store, put }, new Map(), load, { signal: enough.signal })
    await expect(endless).rejects.toThrow('enough')
  })

  test('ends well when what it goes on for is done, and uses keys of its own clients', async () => {
    const store = memoryStore()
    const load = { ...LOAD, kind: 'put', forMs: 60_000, first: 5 } as const
    const isDone = (): boolean => store.values.size >= 9
    const puts = await runLoad(store, new Map(), load, { isDone })
    expect(puts.calls).toBeGreaterThanOrEqual(9)
    expect(puts.calls).toBeLessThan(9 + LOAD.clients)
    const clients = new Set([...store.values.keys()].map((key) => key.split('/')[0]))
    expect([...clients].sort()).toEqual(['client-5', 'client-6', 'client-7'])
  })

  test('when one client fails the others go on no longer', async () => {
    let calls = 0
    const put: LoadedStore['put'] = async () => {
      calls++
      const isLast = calls === 10
      await new Promise(setImmediate)
      if (isLast) {
        throw new Error('late')
      }
    }
    const load = { ...LOAD, kind: 'put', forMs: 60_000 } as const
    await expect(runLoad({ ...memoryStore(), put }, new Map(), load)).rejects.toThrow('late')
    const told = calls
    for (let turn = 0; turn < 5; turn++) {
      await new Promise(setImmediate)
    }
    expect(calls).toBeLessThanOrEqual(told + LOAD.clients)
  })

  test('a store without transactions fails a load of them', async () => {
    const { put, get } = memoryStore()
    await expect(runLoad({ put, get }, new Map(), { ...LOAD, kind: 'txn' })).rejects.toThrow(
      'this store has no transactions'
    )
  })
})
