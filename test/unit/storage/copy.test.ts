/** Copies of a store: of one moment, checked, and never believed to be the store itself. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { certificateKey } from '../../../src/core/keyspace.ts'
import type { OpenedStore } from '../../../src/storage/checked-store.ts'
import { crc32, sealRecord } from '../../../src/storage/checksum.ts'
import { createCopyCheck } from '../../../src/storage/copy.ts'
import type { Entry } from '../../../src/storage/engine.ts'
import { restoreLevelStore } from '../../../src/storage/level-restore.ts'
import { openLevelStore } from '../../../src/storage/level-store.ts'
import { createMemoryDisk, openMemoryStore } from '../../../src/storage/memory-store.ts'
import { CHAIN, CRYPTO, chainOps, del, put, stateKey } from '../../contract/store/samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'vguard-copy-'))
afterAll(() => rmSync(folder, { recursive: true }))

let paths = 0
const newPath = (): string => join(folder, String(++paths))

async function all(copy: AsyncIterable<readonly Entry[]>): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const portion of copy) {
    entries.push(...portion)
  }
  return entries
}

function findingsOf(entries: readonly Entry[]) {
  const check = createCopyCheck(CRYPTO)
  check.add(entries)
  return check.conclude()
}

async function filled(store: OpenedStore): Promise<OpenedStore> {
  await store.write(chainOps(20))
  await store.write([put(stateKey('vote'), 'first')])
  return store
}

const STORES = {
  'on LevelDB': async () => filled(await openLevelStore({ path: newPath(), crypto: CRYPTO })),
  'in memory': async () => filled(await openMemoryStore({ crypto: CRYPTO }))
}

async function* of(entries: readonly Entry[]): AsyncGenerator<readonly Entry[]> {
  yield await Promise.resolve(entries)
}

describe.each(Object.entries(STORES))('the copy of a store %s', (_, open) => {
  test('is of the moment at which its first records are taken', async () => {
    const store = await open()
    const copy = store.copy()
    const first = await copy.next()
    await store.write([put(stateKey('vote'), 'second'), put(stateKey('later'), 'x')])
    await store.write([del(certificateKey(CHAIN, 20))])
    const entries = [...(first.value ?? []), ...(await all(copy))]
    expect(findingsOf(entries)).toMatchObject({ lost: [], sequence: 3, records: entries.length })
    const vote = entries.find(([key]) => key === stateKey('vote'))?.[1] ?? new Uint8Array()
    expect(new TextDecoder().decode(vote.subarray(4))).toBe('first')
    expect(entries.some(([key]) => key === certificateKey(CHAIN, 20))).toBe(true)
    expect(findingsOf(await all(store.copy()))).toMatchObject({ lost: [], sequence: 5 })
    await store.close()
  })

  test('ends with an error when the store is closed, which does not wait for it', async () => {
    const store = await open()
    await store.close()
    await expect(all(store.copy())).rejects.toMatchObject({ reason: 'closed' })
  })
})

test('a copy on LevelDB that is not finished does not hold up the end of the store', async () => {
  const store = await STORES['on LevelDB']()
  for (let batch = 0; batch < 20; batch++) {
    await store.write([put(stateKey(`large/${batch}`), 'x'.repeat(200_000))])
  }
  const copy = store.copy()
  await copy.next()
  await store.close()
  await expect(all(copy)).rejects.toMatchObject({ reason: 'closed' })
})

describe('the check of a copy', () => {
  test('finds every record that is missing, changed, strange or at another place', async () => {
    const store = await STORES['in memory']()
    const entries = await all(store.copy())
    expect(findingsOf(entries).lost).toEqual([])
    for (const [index, [key, stored]] of entries.entries()) {
      const without = entries.filter((_, other) => other !== index)
      expect(findingsOf(without).lost, `without ${key}`).not.toEqual([])
      const changed = stored.slice()
      changed[stored.length - 1] = (changed.at(-1) ?? 0) ^ 1
      const other = entries.with(index, [key, changed])
      expect(findingsOf(other).lost, `with another ${key}`).not.toEqual([])
    }
    expect(findingsOf(entries.toReversed()).lost.join()).toContain('order')
    expect(findingsOf([]), 'a vehicle that has never run').toMatchObject({ lost: [], records: 0 })
  })
})

describe('a store that is made of a copy', () => {
  const distrust = 'restored from a backup'

  test('has every record, and its state is never trusted again', async () => {
    const store = await STORES['in memory']()
    const entries = await all(store.copy())
    const path = newPath()
    const found = await restoreLevelStore({ path, crypto: CRYPTO, entries: of(entries), distrust })
    expect(found).toMatchObject({ lost: [], records: entries.length })
    for (const name of ['level', 'witness']) {
      expect(statSync(join(path, name)).mode & 0o077, name).toBe(0)
    }
    for (const round of [1, 2]) {
      const restored = await openLevelStore({ path, crypto: CRYPTO })
      expect(restored.disk.integrity.stateDamage, `opening ${round}`).toBe(distrust)
      expect(restored.disk.integrity.chainDamage?.size ?? 0).toBe(0)
      expect(restored.disk.state).toEqual((await openMemoryCopy(entries)).disk.state)
      await restored.write([put(stateKey('later'), `${round}`)])
      await restored.write([del(stateKey('later'))])
      await restored.close()
    }
  })

  test('of a store that was never begun is not trusted either', async () => {
    const path = newPath()
    await restoreLevelStore({ path, crypto: CRYPTO, entries: of([]), distrust })
    const restored = await openLevelStore({ path, crypto: CRYPTO })
    expect(restored.disk.integrity.stateDamage).toBe(distrust)
    await restored.close()
  })

  test('tells what the copy had lost besides', async () => {
    const store = await STORES['in memory']()
    const entries = (await all(store.copy())).filter(([key]) => key !== stateKey('vote'))
    const path = newPath()
    const found = await restoreLevelStore({ path, crypto: CRYPTO, entries: of(entries), distrust })
    expect(found.lost.join()).toMatch(/^s has \d+ records instead of/)
    const restored = await openLevelStore({ path, crypto: CRYPTO })
    expect(restored.disk.integrity.stateDamage).toMatch(/^restored from a backup; s has/)
    await restored.close()
  })

  test('of another format is refused', async () => {
    const store = await openMemoryStore({ crypto: CRYPTO })
    const entries = (await all(store.copy())).map(
      ([key, stored]): Entry => [key, key === 'm/format' ? sealedFormat('2') : stored]
    )
    expect(findingsOf(entries).lost.join()).toContain('format 2')
    const path = newPath()
    const restoring = restoreLevelStore({ path, crypto: CRYPTO, entries: of(entries), distrust })
    await expect(restoring).rejects.toMatchObject({ name: 'StoreFormatError', found: '2' })
  })
})

function sealedFormat(text: string): Uint8Array {
  return sealRecord(crc32, 'm/format', toUtf8(text))
}

async function openMemoryCopy(entries: readonly Entry[]): Promise<OpenedStore> {
  const disk = createMemoryDisk()
  for (const [key, stored] of entries) {
    disk.records.set(key, stored)
  }
  const check = createCopyCheck(CRYPTO)
  check.add(entries)
  disk.witness = check.witness
  return await openMemoryStore({ crypto: CRYPTO, disk })
}
