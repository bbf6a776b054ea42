/**
 * Damage done to a disk while the store is open: what is loaded is held against the ledger.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { fromUtf8 } from '../../../src/core/bytes.ts'
import { blockKey, boothKey } from '../../../src/core/keyspace.ts'
import type { Key } from '../../../src/core/machine.ts'
import type { Store } from '../../../src/core/store.ts'
import {
  createMemoryDisk,
  type MemoryDisk,
  openMemoryStore
} from '../../../src/storage/memory-store.ts'
import {
  CHAIN,
  CRYPTO,
  chainOps,
  del,
  put,
  sampleBlocks,
  stateKey
} from '../../contract/store/samples.ts'

const A = stateKey('a')
const BOOTH = boothKey(CHAIN, 'ab'.repeat(32))

let disk: MemoryDisk
let store: Store

async function textAt(from: Store, key: Key): Promise<string | undefined | 'none'> {
  const [record] = (await from.load({ type: 'get', keys: [key] })).records
  return record === undefined ? 'none' : record.value && fromUtf8(record.value)
}

beforeEach(async () => {
  disk = createMemoryDisk()
  store = await openMemoryStore({ disk, crypto: CRYPTO })
  await store.write([put(A, 'old'), ...chainOps(5)])
})

describe('damage done while the store is open', () => {
  const all = { type: 'range', gte: 'a', lte: 'z', recordsMax: 99, bytesMax: 1e6 } as const

  test('a record that is no longer there, or another, reads as one without value', async () => {
    const before = (await store.load(all)).records.map(({ key }) => key)
    disk.records.set(BOOTH, disk.records.get(A) ?? new Uint8Array())
    disk.records.delete(blockKey(CHAIN, 1))
    for (const reverse of [false, true]) {
      const { records, more } = await store.load({ ...all, reverse })
      const found = new Map(records.map(({ key, value }) => [key, value]))
      expect([...found.keys()].toSorted(), `reverse ${reverse}`).toEqual(before)
      expect(found.get(blockKey(CHAIN, 1)), `reverse ${reverse}`).toBeUndefined()
      expect(found.get(BOOTH), `reverse ${reverse}`).toBeUndefined()
      expect(found.get(A), `reverse ${reverse}`).toBeDefined()
      expect(more, `reverse ${reverse}`).toBe(false)
    }
    expect(await textAt(store, blockKey(CHAIN, 1))).toBeUndefined()
    expect(await textAt(store, BOOTH)).toBeUndefined()
  })

  test('an older version is not believed, and a deleted record does not come back', async () => {
    const older = disk.records.get(A) ?? new Uint8Array()
    const booth = disk.records.get(BOOTH) ?? new Uint8Array()
    await store.write([put(A, 'newest'), del(BOOTH)])
    disk.records.set(A, older)
    disk.records.set(BOOTH, booth)
    expect(await textAt(store, A)).toBeUndefined()
    expect(await textAt(store, BOOTH)).toBe('none')
    const { records } = await store.load(all)
    expect(records.find(({ key }) => key === A)).toEqual({ key: A, value: undefined })
    expect(records.some(({ key }) => key === BOOTH)).toBe(false)
  })

  test('records without value count and stop a range like others', async () => {
    for (const { header } of sampleBlocks(5)) {
      disk.records.delete(blockKey(CHAIN, header.height))
    }
    const query = { ...all, gte: blockKey(CHAIN, 1), lte: blockKey(CHAIN, 5), recordsMax: 3 }
    const { records, more } = await store.load(query)
    expect(records.map(({ value }) => value)).toEqual([undefined, undefined, undefined])
    expect(more).toBe(true)
  })
})
