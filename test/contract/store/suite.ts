/**
 * What every store promises (src/core/store.ts), whatever it keeps its bytes in.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fromUtf8 } from '../../../src/core/bytes.ts'
import { BLOCKS_RANGE, blockKey, certificateKey, STORE_PREFIX } from '../../../src/core/keyspace.ts'
import type { Key, LoadQuery } from '../../../src/core/machine.ts'
import { createRandom } from '../../../src/core/random.ts'
import type { Store } from '../../../src/core/store.ts'
import {
  CHAIN,
  chainOps,
  createModel,
  del,
  OTHER_CHAIN,
  put,
  putBlock,
  randomBatch,
  sampleBlocks,
  stateKey
} from './samples.ts'

/** One disk, on which a store can be opened again after it was closed. */
export interface StoreDisk {
  open(): Promise<Store>
  /** Lets go of everything. */
  remove(): Promise<void>
}

const ALL = { type: 'range', gte: 'a', lte: 'z\x7f', recordsMax: 10_000, bytesMax: 1e9 } as const

const range = (gte: Key, lte: Key, limits: Partial<LoadQuery> = {}): LoadQuery =>
  ({ ...ALL, gte, lte, ...limits }) as LoadQuery

async function keysOf(store: Store, query: LoadQuery): Promise<readonly Key[]> {
  return (await store.load(query)).records.map(({ key }) => key)
}

async function textOf(store: Store, key: Key): Promise<string | undefined> {
  const { records } = await store.load({ type: 'get', keys: [key] })
  const value = records[0]?.value
  return value === undefined ? undefined : fromUtf8(value)
}

const A = stateKey('a')
const B = stateKey('b')

/** `create` makes an empty disk. */
export function runStoreContract(name: string, create: () => Promise<StoreDisk>): void {
  describe(`${name} store`, () => {
    let disk: StoreDisk
    let store: Store

    beforeEach(async () => {
      disk = await create()
      store = await disk.open()
    })
    afterEach(async () => {
      await store.close()
      await disk.remove()
    })
    const reopen = async (): Promise<void> => {
      await store.close()
      store = await disk.open()
    }

    describe('write', () => {
      test('a new store is empty and undamaged', async () => {
        expect(store.disk.state.size).toBe(0)
        expect(store.disk.chains.size).toBe(0)
        expect(store.disk.integrity.stateDamage).toBeUndefined()
        expect(store.disk.integrity.chainDamage?.size ?? 0).toBe(0)
        expect(await keysOf(store, ALL)).toEqual([])
      })

      test('what was written is read back byte for byte', async () => {
        const large = createRandom(1).bytes(1_200_000)
        await store.write([put(A, new Uint8Array()), put(B, large), put('c/x/000000000001', 'one')])
        const { records, more } = await store.load({
          type: 'get',
          keys: ['c/x/000000000001', A, B]
        })
        expect(more).toBe(false)
        expect(records.map(({ key }) => key)).toEqual(['c/x/000000000001', A, B])
        expect(records[1]?.value).toEqual(new Uint8Array())
        expect(Buffer.compare(records[2]?.value ?? new Uint8Array(), large)).toBe(0)
      })

      test('the last operation on a key wins within a batch', async () => {
        await store.write([put(A, '1'), del(A), put(A, '2'), put(B, '1'), del(B)])
        expect(await textOf(store, A)).toBe('2')
        expect(await keysOf(store, { type: 'get', keys: [B] })).toEqual([])
      })

      test('a deleted record is gone, also when nothing was there', async () => {
        await store.write([put(A, '1')])
        await store.write([del(A), del(B)])
        expect(await keysOf(store, ALL)).toEqual([])
        await reopen()
        expect(store.disk.state.size).toBe(0)
        expect(store.disk.integrity.stateDamage).toBeUndefined()
      })

      test('writes that are not waited for take effect in the order they were asked for', async () => {
        const writes = Array.from({ length: 50 }, (_, i) => store.write([put(A, String(i))]))
        await Promise.all(writes)
        expect(await textOf(store, A)).toBe('49')
      })

      test('an empty batch waits for the writes before it', async () => {
        let isWritten = false
        const first = store.write([put(A, '1')]).then(() => {
          isWritten = true
        })
        await store.write([])
        expect(isWritten).toBe(true)
        await first
      })

      test('a caller may change its bytes after the write', async () => {
        const value = new Uint8Array([1, 2, 3])
        await store.write([put(A, value)])
        value.fill(9)
        const { records } = await store.load({ type: 'get', keys: [A] })
        expect(records[0]?.value).toEqual(new Uint8Array([1, 2, 3]))
        await reopen()
        expect(store.disk.state.get(A)).toEqual(new Uint8Array([1, 2, 3]))
      })

      test('a batch with a key that is none is refused whole, and so is every later one', async () => {
        await store.write([put(B, 'before')])
        for (const key of [`${STORE_PREFIX}meta`, 'nothing', '', 's/', 'S/a', 's/ä', 's/\n']) {
          await expect(store.write([put(A, '1'), put(key, '2')]), key).rejects.toMatchObject({
            name: 'StoreFailedError'
          })
        }
        await expect(store.write([put(A, '1')])).rejects.toMatchObject({ name: 'StoreFailedError' })
        await expect(store.write([])).rejects.toMatchObject({ name: 'StoreFailedError' })
        expect(await keysOf(store, ALL)).toEqual([B])
        expect(await textOf(store, B)).toBe('before')
        await reopen()
        expect(await keysOf(store, ALL)).toEqual([B])
        expect(store.disk.integrity.stateDamage).toBeUndefined()
      })
    })

    describe('disk', () => {
      test('state is found again when the store is opened again', async () => {
        await store.write([put(A, '1'), put(B, '2'), ...chainOps(2)])
        expect(store.disk.state.size, 'the picture of the start does not change').toBe(0)
        await reopen()
        expect([...store.disk.state.keys()].toSorted()).toEqual([A, B, stateKey(`head/${CHAIN}`)])
        expect(store.disk.state.get(A)).toEqual(new Uint8Array([0x31]))
        expect(store.disk.integrity.stateDamage).toBeUndefined()
        expect(store.disk.integrity.chainDamage?.size).toBe(0)
      })

      test('blocks of every chain are scanned into linked runs', async () => {
        const blocks = sampleBlocks(300)
        await store.write(blocks.filter(({ header }) => header.height !== 100).map(putBlock))
        await store.write(chainOps(3, OTHER_CHAIN))
        await reopen()
        const [first, second, ...none] = store.disk.chains.get(CHAIN)?.runs ?? []
        expect([first?.from, first?.to, second?.from, second?.to]).toEqual([1, 99, 101, 300])
        expect(second?.head).toBe(blocks.at(-1)?.hash)
        expect(first?.hashAt(42)).toBe(blocks[41]?.hash)
        expect(none).toEqual([])
        expect(store.disk.chains.get(CHAIN)?.damaged).toEqual([])
        expect(store.disk.chains.get(OTHER_CHAIN)?.runs[0]?.to).toBe(3)
      })

      test('a store can be opened and closed again and again', async () => {
        for (let round = 0; round < 5; round++) {
          await store.write([put(A, String(round)), ...chainOps(round + 1)])
          await reopen()
          await reopen()
          expect(store.disk.integrity.stateDamage, `round ${round}`).toBeUndefined()
          expect(store.disk.chains.get(CHAIN)?.runs[0]?.to, `round ${round}`).toBe(round + 1)
          expect(await textOf(store, A), `round ${round}`).toBe(String(round))
        }
      })

      test('a block that does not link is damaged', async () => {
        const blocks = sampleBlocks(5)
        const stranger = sampleBlocks(3, CHAIN, 41)[2]
        const ops = blocks.map((block, i) => putBlock(i === 2 && stranger ? stranger : block))
        await store.write(ops)
        await reopen()
        const found = store.disk.chains.get(CHAIN)
        expect(found?.damaged.length).toBeGreaterThan(0)
        expect(store.disk.integrity.stateDamage).toBeUndefined()
      })
    })

    describe('load', () => {
      const heights = [1, 2, 63, 64, 65, 128, 1000, 2 ** 40]
      const keys = heights.map((height) => blockKey(CHAIN, height))

      test('a range includes both ends and sorts by key', async () => {
        await store.write(keys.toReversed().map((key) => put(key, 'x')))
        await store.write([put(blockKey(OTHER_CHAIN, 64), 'other'), put(A, 'state')])
        expect(await keysOf(store, range(keys[1] ?? '', keys[5] ?? ''))).toEqual(keys.slice(1, 6))
        const between = range(blockKey(CHAIN, 3), blockKey(CHAIN, 62))
        expect(await keysOf(store, between)).toEqual([])
        expect(await keysOf(store, range(`b/${CHAIN}/`, `b/${CHAIN}/\x7f`))).toEqual(keys)
        const all = [...keys, blockKey(OTHER_CHAIN, 64)].toSorted()
        expect(await keysOf(store, range(BLOCKS_RANGE.gte, BLOCKS_RANGE.lte))).toEqual(all)
        expect(await keysOf(store, ALL)).toEqual([...all, A])
        expect(await keysOf(store, range('z', 'b'))).toEqual([])
      })

      test('a range can be read backwards', async () => {
        await store.write([...keys.map((key) => put(key, 'x')), put(A, '1'), put(B, '2')])
        expect(await keysOf(store, { ...ALL, reverse: true })).toEqual([B, A, ...keys.toReversed()])
        const last = await store.load({ ...ALL, reverse: true, recordsMax: 3 })
        expect(last.records.map(({ key }) => key)).toEqual([B, A, keys.at(-1)])
        expect(last.more).toBe(true)
        const part = range(keys[2] ?? '', keys[4] ?? '')
        expect(await keysOf(store, { ...part, reverse: true } as LoadQuery)).toEqual(
          keys.slice(2, 5).toReversed()
        )
      })

      test('a range stops at its number of records and says whether there are more', async () => {
        await store.write(keys.map((key) => put(key, 'x')))
        for (let recordsMax = 0; recordsMax <= keys.length + 1; recordsMax++) {
          const { records, more } = await store.load({ ...ALL, recordsMax })
          expect(records.length, `${recordsMax}`).toBe(Math.min(recordsMax, keys.length))
          expect(more, `${recordsMax}`).toBe(recordsMax < keys.length)
        }
      })

      test('a range stops with the record that reaches its bytes', async () => {
        await store.write(keys.map((key) => put(key, new Uint8Array(100))))
        const count = async (bytesMax: number): Promise<readonly [number, boolean]> => {
          const { records, more } = await store.load({ ...ALL, bytesMax })
          return [records.length, more]
        }
        expect(await count(1)).toEqual([1, true])
        expect(await count(100)).toEqual([1, true])
        expect(await count(101)).toEqual([2, true])
        expect(await count(799)).toEqual([8, false])
        expect(await count(800)).toEqual([8, false])
      })

      test('a long range comes whole', async () => {
        const many = Array.from({ length: 5000 }, (_, i) => certificateKey(CHAIN, i * 3))
        await store.write(many.map((key) => put(key, key)))
        const { records, more } = await store.load(ALL)
        expect(records.map(({ key }) => key)).toEqual(many)
        expect(more).toBe(false)
        for (const { key, value } of records) {
          expect(value && fromUtf8(value), key).toBe(key)
        }
      })

      test('a load sees every write that was resolved before it', async () => {
        for (let i = 0; i < 50; i++) {
          await store.write([put(A, String(i))])
          expect(await textOf(store, A)).toBe(String(i))
        }
      })

      test('loads during writes see each batch whole or not at all, and never damage', async () => {
        const writes: Promise<void>[] = []
        const loads: Promise<void>[] = []
        const check = async (round: number): Promise<void> => {
          const { records } = await store.load(range(A, B))
          const values = records.map(({ value }) => value && fromUtf8(value))
          expect([0, 2], `round ${round}`).toContain(values.length)
          expect(values[0], `round ${round}`).toBe(values[1])
          expect(values, `round ${round}`).not.toContain(undefined)
          const [single] = (await store.load({ type: 'get', keys: [A] })).records
          expect(single === undefined || single.value !== undefined, `round ${round}`).toBe(true)
        }
        for (let i = 0; i < 200; i++) {
          const ops = i % 5 === 4 ? [del(A), del(B)] : [put(A, String(i)), put(B, String(i))]
          writes.push(store.write(ops))
          loads.push(check(i))
          if (i % 3 === 0) {
            await new Promise((resolve) => setImmediate(resolve))
          }
        }
        await Promise.all([...writes, ...loads])
      })
    })

    test('any batches and restarts leave what the last operations say', async () => {
      for (let seed = 1; seed <= 5; seed++) {
        const random = createRandom(seed)
        const model = createModel()
        model.apply((await store.load(ALL)).records.map(({ key }) => del(key)))
        await store.write((await keysOf(store, ALL)).map(del))
        for (let batch = 0; batch < 60; batch++) {
          const ops = randomBatch(random, 60)
          model.apply(ops)
          await store.write(ops)
          if (random.chance(0.1)) {
            await reopen()
          }
          const { records } = await store.load(ALL)
          expect(records, `seed ${seed}, batch ${batch}`).toEqual(
            model.keys().map((key) => ({ key, value: model.records.get(key) }))
          )
        }
        await reopen()
        expect(store.disk.integrity.stateDamage, `seed ${seed}`).toBeUndefined()
        expect([...(store.disk.integrity.chainDamage ?? [])], `seed ${seed}`).toEqual([])
      }
    })

    describe('close', () => {
      test('a closed store refuses writes and loads, and may be closed again', async () => {
        await store.close()
        await store.close()
        const refusal = { name: 'StoreFailedError', reason: 'closed' }
        await expect(store.write([put(A, '1')])).rejects.toMatchObject(refusal)
        await expect(store.write([])).rejects.toMatchObject(refusal)
        await expect(store.load({ type: 'get', keys: [A] })).rejects.toMatchObject(refusal)
      })

      test('closing waits for the writes and loads that were asked for before', async () => {
        const write = store.write([put(A, '1')])
        const load = store.load(ALL)
        const closing = store.close()
        await write
        await load
        await closing
        store = await disk.open()
        expect(await textOf(store, A)).toBe('1')
      })
    })

    test('the size grows with what is stored', async () => {
      const before = await store.sizeBytes()
      await store.write(chainOps(100, CHAIN, 1000))
      expect((await store.sizeBytes()) - before).toBeGreaterThan(100_000)
    })
  })
}
