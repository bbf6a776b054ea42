/**
 * What is said of LevelDB's files before LevelDB sees them: real ones, and the same with damage at a
 * place chosen for it.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificateKey } from '../../../src/core/keyspace.ts'
import { crc32, openRecord } from '../../../src/storage/checksum.ts'
import { complaintsIn, readComplaints } from '../../../src/storage/info-log.ts'
import { BrokenFileError } from '../../../src/storage/level-bytes.ts'
import { bytesIn, inspectFiles } from '../../../src/storage/level-files.ts'
import { liveTables } from '../../../src/storage/level-manifest.ts'
import { openLevelStore } from '../../../src/storage/level-store.ts'
import {
  type IsGenuine,
  inspectTable,
  type TableVerdict
} from '../../../src/storage/level-table.ts'
import { CHAIN, CRYPTO, put, stateKey } from '../../contract/store/samples.ts'

const isGenuine: IsGenuine = (key, stored) => openRecord(crc32, key, stored) !== undefined

const VALUES = 400
const textOf = (number: number): string => `<value of ${number} ${'.'.repeat(60)}>`

let path: string
let level: string
let table: Buffer
let manifest: Buffer

beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'vguard-files-'))
  level = join(path, 'level')
  const options = { path, crypto: CRYPTO }
  let store = await openLevelStore(options)
  const keys = Array.from({ length: VALUES }, (_, i) => certificateKey(CHAIN, i))
  await store.write(keys.map((key, i) => put(key, textOf(i))))
  await store.close()
  store = await openLevelStore(options)
  const [name = ''] = (await readdir(level)).filter((one) => one.endsWith('.ldb'))
  table = await readFile(join(level, name))
  // Files that come and go, so that the manifest has all kinds of entries.
  for (let round = 0; round < 30; round++) {
    await store.write([put(stateKey(`${round % 3}`), new Uint8Array(900_000).fill(round))])
  }
  await store.close()
  store = await openLevelStore(options)
  await store.close()
  const current = await readFile(join(level, 'CURRENT'), 'latin1')
  manifest = await readFile(join(level, current.trim()))
})
afterAll(() => rm(path, { recursive: true }))

/** The verdict on the table with one bit flipped, or with other bytes. */
function verdictWith(at: number, bit = 0): TableVerdict {
  const bytes = Buffer.from(table)
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at)
  return inspectTable(bytes, isGenuine)
}

const placeOf = (text: string): number => {
  const at = table.indexOf(text)
  expect(at, text).toBeGreaterThan(0)
  return at
}

const FOOTER_BYTES = 48

describe('table', () => {
  test('a table as LevelDB wrote it is sound', () => {
    expect(inspectTable(table, isGenuine)).toEqual({ type: 'sound' })
  })

  test('a damaged value is let through, whichever bit it is', () => {
    for (const number of [1, 15, 16, 17, 100, VALUES - 2]) {
      for (const bit of [0, 3, 7]) {
        const verdict = verdictWith(placeOf(textOf(number)) + 10, bit)
        expect(verdict, `value ${number}, bit ${bit}`).toEqual({ type: 'damaged', blocks: 1 })
      }
    }
  })

  test('damage in two blocks is counted as such', () => {
    const bytes = Buffer.from(table)
    for (const number of [10, 350]) {
      bytes.writeUInt8(0, placeOf(textOf(number)) + 10)
    }
    expect(inspectTable(bytes, isGenuine)).toEqual({ type: 'damaged', blocks: 2 })
  })

  test('a key out of order is refused', () => {
    // The key of a value, without what it shares, ends eight bytes of suffix and four of checksum before.
    const lastDigit = placeOf(textOf(101)) - 4 - 8 - 1
    const bytes = Buffer.from(table)
    expect(String.fromCharCode(bytes.readUInt8(lastDigit))).toBe((101).toString(16).at(-1))
    bytes.write('1', lastDigit)
    expect(inspectTable(bytes, isGenuine)).toMatchObject({
      type: 'broken',
      reason: 'a block has its keys out of order'
    })
    bytes.write('~', lastDigit)
    expect(inspectTable(bytes, isGenuine).type).toBe('broken')
  })

  test('a key beyond the next is refused wherever it stands, also at the end of a block', () => {
    // A key that ends in f stays before the next with any last character.
    const numbers = Array.from({ length: VALUES - 1 }, (_, i) => i).filter((i) => i % 16 !== 15)
    for (const number of numbers.slice(1)) {
      const bytes = Buffer.from(table)
      bytes.write('~', placeOf(textOf(number)) - 4 - 8 - 1)
      expect(inspectTable(bytes, isGenuine).type, `key ${number}`).toBe('broken')
    }
  })

  test('a key with a type that is none is refused', () => {
    const type = placeOf(textOf(101)) - 4 - 8
    expect(table.readUInt8(type)).toBe(1)
    expect(verdictWith(type, 1)).toEqual({
      type: 'broken',
      reason: 'a block has a key that is none'
    })
  })

  test('damage to the first or last record is refused, for it may be in the key', () => {
    const reason = 'its first or last record is damaged'
    expect(verdictWith(placeOf(textOf(0)) + 10)).toEqual({ type: 'broken', reason })
    // The store's own records come last: the tally of the certificates.
    const tally = table.lastIndexOf(`[${VALUES},`)
    expect(verdictWith(tally + 1)).toEqual({ type: 'broken', reason })
  })

  test('a length that no longer fits is refused', () => {
    const lastDigit = placeOf(textOf(101)) - 4 - 8 - 1
    for (let at = lastDigit - 3; at < lastDigit; at++) {
      const bytes = Buffer.from(table)
      bytes.writeUInt8(0x7f, at)
      expect(inspectTable(bytes, isGenuine).type, `${at}`).toBe('broken')
    }
  })

  test('a damaged index, metaindex or footer is refused, a damaged filter is not', () => {
    const filterName = placeOf('filter.leveldb')
    expect(verdictWith(filterName)).toEqual({
      type: 'broken',
      reason: 'its metaindex block fails its checksum'
    })
    expect(verdictWith(table.length - FOOTER_BYTES - 10)).toEqual({
      type: 'broken',
      reason: 'its index block fails its checksum'
    })
    expect(verdictWith(table.length - 1)).toEqual({
      type: 'broken',
      reason: 'its footer is damaged'
    })
    expect(verdictWith(table.length - FOOTER_BYTES).type).toBe('broken')
    expect(verdictWith(filterName - 40)).toEqual({ type: 'damaged', blocks: 1 })
  })

  test('a table that is cut off is refused', () => {
    for (let length = 0; length < table.length; length += 997) {
      expect(inspectTable(table.subarray(0, length), isGenuine).type, `${length}`).toBe('broken')
    }
  })

  test('every flipped bit of a table is noticed, but for the filling of the footer', () => {
    const sound: number[] = []
    for (let at = 0; at < table.length; at += at < table.length - 400 ? 31 : 1) {
      // The highest bit of a number in the footer may lengthen it by a zero and leave it as it is.
      if (verdictWith(at, at % 7).type === 'sound') {
        sound.push(at)
      }
    }
    const isFilling = (at: number): boolean =>
      at >= table.length - FOOTER_BYTES && table.readUInt8(at) === 0
    expect(sound.filter((at) => !isFilling(at))).toEqual([])
  })
})

describe('manifest', () => {
  test('the database is whole with the tables in use, and without one it is not', async () => {
    const copy = `${path} copy`
    await cp(path, copy, { recursive: true })
    const live = [...liveTables(manifest)]
    expect(live.length).toBeGreaterThan(0)
    const names = (await readdir(level)).filter((name) => name.endsWith('.ldb'))
    for (const name of names.filter((one) => !live.includes(Number.parseInt(one, 10)))) {
      await rm(join(copy, 'level', name))
    }
    const store = await openLevelStore({ path: copy, crypto: CRYPTO })
    expect(store.disk.integrity.stateDamage).toBeUndefined()
    expect(store.disk.integrity.chainDamage?.size).toBe(0)
    await store.close()
    await rm(copy, { recursive: true })
    await cp(path, copy, { recursive: true })
    await rm(join(copy, 'level', names.find((name) => Number.parseInt(name, 10) === live[0]) ?? ''))
    await expect(openLevelStore({ path: copy, crypto: CRYPTO })).rejects.toMatchObject({
      reason: 'corrupt'
    })
    await rm(copy, { recursive: true })
  })

  test('any flipped bit is refused, but for a length that reaches beyond the end', () => {
    const lengths = new Set<number>()
    for (let at = 0; at + 7 <= manifest.length; at += 7 + manifest.readUInt16LE(at + 4)) {
      lengths.add(at + 4).add(at + 5)
    }
    for (let at = 0; at < manifest.length; at++) {
      const bytes = Buffer.from(manifest)
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at)
      try {
        liveTables(bytes)
        expect(lengths.has(at), `byte ${at}`).toBe(true)
      } catch (cause) {
        expect(cause, `byte ${at}`).toBeInstanceOf(BrokenFileError)
      }
    }
  })

  test('an end that a crash cut off is left out', () => {
    for (let length = 0; length < manifest.length; length++) {
      expect(() => liveTables(manifest.subarray(0, length)), `${length}`).not.toThrow()
    }
    expect(liveTables(new Uint8Array()).size).toBe(0)
  })

  test('records that span blocks are put together', async () => {
    const { maskedCrc } = await import('../../../src/storage/level-bytes.ts')
    const long = Buffer.concat([
      Buffer.from([1, 0x80, 0x80, 0x04]),
      Buffer.alloc(65_536, 0x61),
      Buffer.from([7, 0, 42, 1, 1, 0x61, 1, 0x62])
    ])
    const fragments: Buffer[] = []
    const cuts = [0, 32_761, 65_522, long.length]
    for (const [i, type] of [2, 3, 4].entries()) {
      const data = long.subarray(cuts[i], cuts[i + 1])
      const header = Buffer.alloc(7)
      header.writeUInt16LE(data.length, 4)
      header.writeUInt8(type, 6)
      const record = Buffer.concat([header, data])
      record.writeUInt32LE(maskedCrc(record, 6, record.length), 0)
      fragments.push(record)
    }
    expect([...liveTables(Buffer.concat(fragments))]).toEqual([42])
  })
})

describe('directory', () => {
  test('files that are whole have no problem, and their sizes are added up', async () => {
    expect(await inspectFiles(level, isGenuine)).toEqual({ problem: undefined, oddities: [] })
    expect(await bytesIn(level)).toBeGreaterThan(table.length)
  })

  test('an empty directory has no problem', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'vguard-files-'))
    expect(await inspectFiles(empty, isGenuine)).toEqual({ problem: undefined, oddities: [] })
    await writeFile(join(empty, 'MANIFEST-000001'), 'from a start that was cut off')
    expect((await inspectFiles(empty, isGenuine)).problem).toBeUndefined()
    await writeFile(join(empty, 'CURRENT'), 'MANIFEST-0000')
    expect((await inspectFiles(empty, isGenuine)).problem).toBe('its file CURRENT is damaged')
    await writeFile(join(empty, 'CURRENT'), 'MANIFEST-000009\n')
    expect((await inspectFiles(empty, isGenuine)).problem).toMatch(
      /list of its files cannot be read/
    )
    await rm(empty, { recursive: true })
  })
})

describe('information log', () => {
  test('lines about damage are told, without their time, and not too many', () => {
    const text = [
      '2026/11/21-04:00:00.123456 7f0123456789 Recovering log #12',
      '2026/11/21-04:00:00.123456 7f0123456789 (ignoring error) /x/000012.log: dropping 514 bytes; Corruption: checksum mismatch',
      '2026/11/21-04:00:00.123456 7f0123456789 Delete type=0 #12',
      '2026/11/21-04:00:00.123456 7f0123456789 Ignoring error Corruption: \u0007bad'
    ].join('\n')
    expect(complaintsIn(text)).toEqual([
      'LevelDB says: (ignoring error) /x/000012.log: dropping 514 bytes; Corruption: checksum mismatch',
      'LevelDB says: Ignoring error Corruption: ?bad'
    ])
    expect(complaintsIn('a b dropping 1 bytes\n'.repeat(50)).length).toBe(10)
    expect(complaintsIn('')).toEqual([])
  })

  test('a log that cannot be read says nothing', async () => {
    expect(await readComplaints(join(level, 'none'))).toEqual([])
  })
})
