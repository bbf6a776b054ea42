/**
 * What the survey notices: each rule of docs/decisions/005 with the damage it is for, done to a disk
 * in memory between two openings.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { fromUtf8 } from '../../../src/core/bytes.ts'
import { blockKey, boothKey, certificateKey } from '../../../src/core/keyspace.ts'
import type { Disk, Key } from '../../../src/core/machine.ts'
import type { Store } from '../../../src/core/store.ts'
import { damageKey, FORMAT_KEY, META_KEY, tallyKey } from '../../../src/storage/books.ts'
import type { OpenedStore } from '../../../src/storage/checked-store.ts'
import { crc32, sealRecord } from '../../../src/storage/checksum.ts'
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
  OTHER_CHAIN,
  put,
  stateKey
} from '../../contract/store/samples.ts'

const A = stateKey('a')
const HEAD = stateKey(`head/${CHAIN}`)
const CERTIFICATE = certificateKey(CHAIN, 3)
const BOOTH = boothKey(CHAIN, 'ab'.repeat(32))

let disk: MemoryDisk
let store: OpenedStore

const open = async (): Promise<Disk> => {
  store = await openMemoryStore({ disk, crypto: CRYPTO })
  return store.disk
}

/** The disk as it is now, for going back to it later. */
const copyOf = ({ records, witness }: MemoryDisk): MemoryDisk => ({
  records: new Map(records),
  witness
})

function flip(key: Key, at = 6): void {
  const stored = disk.records.get(key)?.slice()
  if (stored === undefined) {
    throw new Error(`there is no ${key}`)
  }
  stored[at] = (stored[at] ?? 0) ^ 1
  disk.records.set(key, stored)
}

async function textAt(from: Store, key: Key): Promise<string | undefined | 'none'> {
  const [record] = (await from.load({ type: 'get', keys: [key] })).records
  return record === undefined ? 'none' : record.value && fromUtf8(record.value)
}

beforeEach(async () => {
  disk = createMemoryDisk()
  await open()
  await store.write([put(A, 'old'), ...chainOps(5)])
  await store.write([put(A, 'new'), ...chainOps(3, OTHER_CHAIN)])
})

describe('no damage', () => {
  test('a closed store opens without a complaint', async () => {
    await store.close()
    const { integrity, state } = await open()
    expect(integrity.stateDamage).toBeUndefined()
    expect(integrity.chainDamage?.size).toBe(0)
    expect(store.notes).toEqual([])
    expect(state.size).toBe(3)
  })

  test('a store that was killed opens without a complaint', async () => {
    const { integrity } = await open()
    expect(integrity.stateDamage).toBeUndefined()
    expect(integrity.chainDamage?.size).toBe(0)
  })

  test('a witness that a power failure left behind is harmless', async () => {
    const before = disk.witness
    await store.write([put(A, 'later')])
    await store.write([put(A, 'last')])
    disk.witness = before
    expect((await open()).integrity.stateDamage).toBeUndefined()
    await store.write([put(A, 'on')])
    expect((await open()).integrity.stateDamage).toBeUndefined()
  })

  test('a store that was killed before its first batch is new', async () => {
    disk = createMemoryDisk()
    disk.witness = { sequence: 0, meta: 0, isClean: false }
    expect((await open()).integrity.stateDamage).toBeUndefined()
    await store.write([put(A, '1')])
    expect((await open()).state.size).toBe(1)
  })
})

describe('state', () => {
  test('a state record that fails its checksum is damage, and is not believed', async () => {
    flip(HEAD)
    const { integrity, state } = await open()
    expect(integrity.stateDamage).toContain(HEAD)
    expect(state.has(HEAD)).toBe(false)
    expect(await textAt(store, HEAD)).toBeUndefined()
  })

  test('a state record that is missing is damage', async () => {
    disk.records.delete(HEAD)
    expect((await open()).integrity.stateDamage).toContain('s has 2 records instead of 3')
  })

  test('an older version of a state record is damage', async () => {
    disk.records.set(A, sealRecord(crc32, A, new Uint8Array([0x6f, 0x6c, 0x64])))
    expect((await open()).integrity.stateDamage).toContain('not those last written')
  })

  test('a state record that had been deleted is damage', async () => {
    const before = disk.records.get(A)
    await store.write([del(A)])
    disk.records.set(A, before ?? new Uint8Array())
    expect((await open()).integrity.stateDamage).toContain('s has 3 records instead of 2')
  })

  test('one state record instead of another is damage', async () => {
    disk.records.delete(HEAD)
    disk.records.set(stateKey('x'), sealRecord(crc32, stateKey('x'), new Uint8Array(3)))
    expect((await open()).integrity.stateDamage).toContain('not those last written')
  })

  test('damage of state stays known after any writes and restarts', async () => {
    disk.records.delete(HEAD)
    const { stateDamage } = (await open()).integrity
    for (let round = 0; round < 3; round++) {
      await store.write([put(HEAD, 'again'), put(A, String(round))])
      await store.close()
      expect((await open()).integrity.stateDamage, `round ${round}`).toBe(stateDamage)
    }
  })

  test('what is found later is told with what was known', async () => {
    disk.records.delete(HEAD)
    await open()
    flip(A)
    const both = `s has 2 records instead of 3; ${A} cannot be read`
    expect((await open()).integrity.stateDamage).toBe(both)
    await store.write([put(A, 'again')])
    expect((await open()).integrity.stateDamage).toBe(both)
  })

  test('damage of state is known even when nothing is written after it is found', async () => {
    disk.records.delete(HEAD)
    await open()
    await store.close()
    await open()
    expect((await open()).integrity.stateDamage).toContain('s has 2 records')
  })
})

describe('the last batches', () => {
  test('a database older than its witness is damage', async () => {
    const before = copyOf(disk)
    await store.write([put(A, 'a vote')])
    await store.write([put(A, 'another')])
    disk = { records: before.records, witness: disk.witness }
    expect((await open()).integrity.stateDamage).toContain('the last 2 of 5 batches are lost')
    expect(disk.witness?.sequence, 'batch numbers go on from the witness').toBe(6)
    await store.write([put(A, 'on')])
    expect((await open()).integrity.stateDamage).toContain('the last 2 of 5 batches are lost')
  })

  test('an empty database whose witness knows batches is damage', async () => {
    disk = { records: new Map(), witness: disk.witness }
    const { integrity } = await open()
    expect(integrity.stateDamage).toContain('the last 3 of 3 batches are lost')
    expect((await open()).integrity.stateDamage).toContain('3 batches are lost')
  })

  test('a database newer than its clean witness is damage', async () => {
    await store.close()
    const closed = disk.witness
    await open()
    await store.write([put(A, 'later')])
    disk.witness = closed
    expect((await open()).integrity.stateDamage).toContain('was closed at batch 3')
  })

  test('another database at the same batch is damage', async () => {
    const before = copyOf(disk)
    await store.write([put(A, 'one')])
    const { witness } = disk
    disk = before
    await open()
    await store.write([put(A, 'other')])
    disk.witness = witness
    expect((await open()).integrity.stateDamage).toContain('not the one that was last written')
  })

  test('a missing witness is damage, unless the database is new', async () => {
    disk.witness = undefined
    expect((await open()).integrity.stateDamage).toContain('the witness file is missing')
    expect((await open()).integrity.stateDamage).toContain('the witness file is missing')
  })
})

describe('blocks', () => {
  test('a block that fails its checksum is damaged at its height', async () => {
    flip(blockKey(CHAIN, 3), 60)
    const { chains, integrity } = await open()
    expect(chains.get(CHAIN)?.damaged).toEqual([3])
    expect(integrity.chainDamage?.size).toBe(0)
    expect(integrity.stateDamage).toBeUndefined()
    expect(await textAt(store, blockKey(CHAIN, 3))).toBeUndefined()
  })

  test('a block that is missing is damage of its chain until blocks are written again', async () => {
    disk.records.delete(blockKey(CHAIN, 5))
    const { integrity } = await open()
    expect([...(integrity.chainDamage?.keys() ?? [])]).toEqual([CHAIN])
    expect(integrity.chainDamage?.get(CHAIN)).toContain('has 4 records instead of 5')
    expect(integrity.stateDamage).toBeUndefined()
    await store.write(chainOps(5))
    expect((await open()).integrity.chainDamage?.size).toBe(0)
  })

  test('a block under another height is damaged, and its own is missing', async () => {
    const stored = disk.records.get(blockKey(CHAIN, 5)) ?? new Uint8Array()
    disk.records.delete(blockKey(CHAIN, 5))
    disk.records.set(blockKey(CHAIN, 9), stored)
    const { chains } = await open()
    expect(chains.get(CHAIN)?.damaged).toEqual([9])
    expect(chains.get(CHAIN)?.runs.at(-1)?.to).toBe(4)
  })
})

describe('certificates and booths', () => {
  test('one that fails its checksum is damage of its chain until it is written again', async () => {
    flip(CERTIFICATE)
    expect((await open()).integrity.chainDamage?.get(CHAIN)).toBe(`${CERTIFICATE} cannot be read`)
    expect(await textAt(store, CERTIFICATE)).toBeUndefined()
    await store.write([put(CERTIFICATE, 'again')])
    expect(await textAt(store, CERTIFICATE)).toBe('again')
    expect((await open()).integrity.chainDamage?.size).toBe(0)
  })

  test('one that is missing is damage of its chain, and stays known', async () => {
    disk.records.delete(CERTIFICATE)
    disk.records.delete(boothKey(OTHER_CHAIN, 'ab'.repeat(32)))
    for (let round = 0; round < 3; round++) {
      const { stateDamage, chainDamage } = (await open()).integrity
      expect(stateDamage, `round ${round}`).toBeUndefined()
      expect(chainDamage?.get(CHAIN), `round ${round}`).toBe(
        `c/${CHAIN} has 4 records instead of 5`
      )
      expect(chainDamage?.get(OTHER_CHAIN), `round ${round}`).toBe(
        `o/${OTHER_CHAIN} has 0 records instead of 1`
      )
      await store.write([put(certificateKey(CHAIN, 6 + round), 'more')])
    }
  })

  test('damage is forgotten with the last record of its kind', async () => {
    disk.records.delete(CERTIFICATE)
    await open()
    expect(disk.records.has(damageKey(`c/${CHAIN}`))).toBe(true)
    await store.write([1, 2, 4, 5].map((height) => del(certificateKey(CHAIN, height))))
    expect(disk.records.has(damageKey(`c/${CHAIN}`))).toBe(false)
    expect(disk.records.has(tallyKey(`c/${CHAIN}`))).toBe(false)
    expect((await open()).integrity.chainDamage?.size).toBe(0)
  })

  test('an older version is damage', async () => {
    disk.records.set(BOOTH, sealRecord(crc32, BOOTH, new Uint8Array(5)))
    expect((await open()).integrity.chainDamage?.get(CHAIN)).toContain('not those last written')
  })

  test('records of a chain that was never written are damage', async () => {
    const key = certificateKey('nobody', 1)
    disk.records.set(key, sealRecord(crc32, key, new Uint8Array(5)))
    expect((await open()).integrity.chainDamage?.get('nobody')).toBe(
      'c/nobody has 1 records instead of 0'
    )
  })

  test('several kinds of damage to a chain are told together', async () => {
    disk.records.delete(CERTIFICATE)
    disk.records.delete(BOOTH)
    const text = (await open()).integrity.chainDamage?.get(CHAIN)
    expect(text).toBe(
      `c/${CHAIN} has 4 records instead of 5; o/${CHAIN} has 0 records instead of 1`
    )
    flip(certificateKey(CHAIN, 1))
    flip(certificateKey(CHAIN, 2))
    expect((await open()).integrity.chainDamage?.get(CHAIN)).toContain(
      `${certificateKey(CHAIN, 1)} and 1 more cannot be read`
    )
  })
})

describe('the books', () => {
  test('a meta record that is lost or fails its checksum is damage', async () => {
    const whole = copyOf(disk)
    flip(META_KEY)
    expect((await open()).integrity.stateDamage).toContain('the meta record is lost')
    disk = whole
    disk.records.delete(META_KEY)
    expect((await open()).integrity.stateDamage).toContain('the meta record is lost')
    await store.write([put(A, 'on')])
    expect((await open()).integrity.stateDamage).toContain('the meta record is lost')
  })

  test('a tally that fails its checksum is damage of its chain', async () => {
    for (const at of [1, 6]) {
      flip(tallyKey(`c/${CHAIN}`), at)
      const { stateDamage, chainDamage } = (await open()).integrity
      expect(stateDamage, `byte ${at}`).toBeUndefined()
      expect([...(chainDamage ?? [])], `byte ${at}`).toEqual([
        [CHAIN, `nothing says how many records c/${CHAIN} should have`]
      ])
      await store.write([put(CERTIFICATE, 'again')])
      expect((await open()).integrity.chainDamage?.has(CHAIN), `byte ${at}`).toBe(true)
    }
  })

  test('a tally that is missing is damage', async () => {
    disk.records.delete(tallyKey(`c/${CHAIN}`))
    const { stateDamage, chainDamage } = (await open()).integrity
    expect(stateDamage).toContain('the tallies of the chains are not those last written')
    expect(chainDamage?.get(CHAIN)).toContain('has 5 records instead of 0')
  })

  test('a chain that is missing with its tally is damage', async () => {
    for (const key of [...disk.records.keys()]) {
      if (key.includes(OTHER_CHAIN) && !key.startsWith('s/')) {
        disk.records.delete(key)
      }
    }
    expect((await open()).integrity.stateDamage).toContain('tallies of the chains')
  })

  test('a record of damage that is lost or cannot be read is damage', async () => {
    disk.records.delete(CERTIFICATE)
    await open()
    const whole = copyOf(disk)
    flip(damageKey(`c/${CHAIN}`))
    expect((await open()).integrity.stateDamage).toContain('earlier damage cannot be read')
    disk = whole
    disk.records.delete(damageKey(`c/${CHAIN}`))
    expect((await open()).integrity.stateDamage).toContain('tallies of the chains')
  })

  test('a format record that is lost is damage, and written again', async () => {
    disk.records.delete(FORMAT_KEY)
    expect((await open()).integrity.stateDamage).toContain('the format record is lost')
    expect(disk.records.has(FORMAT_KEY)).toBe(true)
  })

  test('another format is refused and left as it is', async () => {
    disk.records.set(FORMAT_KEY, sealRecord(crc32, FORMAT_KEY, new Uint8Array([0x39])))
    const before = copyOf(disk)
    await expect(open()).rejects.toMatchObject({ name: 'StoreFormatError', found: '9' })
    await expect(open()).rejects.toThrow(/store format 9 .* reads format 1/)
    expect(disk).toEqual(before)
  })

  test('a database of another program is refused and left as it is', async () => {
    disk = createMemoryDisk()
    disk.records.set('some key', new Uint8Array(20))
    disk.records.set('s/another', new Uint8Array(20))
    const before = copyOf(disk)
    await expect(open()).rejects.toMatchObject({ name: 'StoreFormatError', found: undefined })
    expect(disk).toEqual(before)
  })

  test('a key that is none is noted', async () => {
    for (let i = 0; i < 20; i++) {
      disk.records.set(`\u0000${i}`, new Uint8Array(9))
    }
    expect((await open()).integrity.stateDamage).toBeUndefined()
    expect(store.notes.length).toBe(10)
    expect(store.notes[0]).toBe('the database has a record under "\\u00000"')
    const all = { type: 'range', gte: '', lte: '\x7f', recordsMax: 99, bytesMax: 1e6 } as const
    const { records } = await store.load(all)
    expect(records.every(({ value }) => value !== undefined)).toBe(true)
  })
})
