/** The file of a backup: what is changed, missing or strange in it is told, wherever it is. */
import { describe, expect, test } from 'vitest'
import {
  archiveLines,
  type BackupPart,
  readArchive,
  recordParts,
  recordsIn
} from '../../../../src/node/backup/archive.ts'
import { collect } from '../../../support/collect.ts'

const HEADER: BackupPart = {
  ...{ type: 'backup', format: 1, version: '1.2.3', peer: 'p', name: 'car-1', timeMs: 5 }
}
const PARTS: readonly BackupPart[] = [
  HEADER,
  { type: 'file', name: 'key', bytes: 'AAAA' },
  { type: 'records', records: [['s/a', 'AQID']] },
  { type: 'records', records: [['s/b', 'BAUG']] }
]

async function textOf(parts: Iterable<BackupPart> = PARTS): Promise<string> {
  return (await collect(archiveLines(parts))).join('')
}

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size))
  }
}

const read = (text: string | Uint8Array, size = 7): Promise<BackupPart[]> => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return collect(readArchive(chunked(bytes, size), 'car.backup'))
}

describe('the file of a backup', () => {
  test('is read as it was written, in pieces of any size', async () => {
    const text = await textOf()
    for (const size of [1, 7, 100_000]) {
      expect(await read(text, size), `pieces of ${size}`).toEqual(PARTS)
    }
  })

  test('with any byte changed is damaged', async () => {
    const bytes = new TextEncoder().encode(await textOf())
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      const error = await read(changed, 1000).catch((cause: unknown) => cause)
      expect(error, `byte ${at}`).toMatchObject({
        code: expect.stringMatching(/^ERR_(BACKUP_DAMAGED|STORE_FORMAT)$/)
      })
    }
  })

  test('cut off anywhere, or with something behind its end, is damaged', async () => {
    const text = await textOf()
    for (let length = 0; length < text.length - 1; length++) {
      await expect(read(text.slice(0, length), 1000), `${length} bytes`).rejects.toMatchObject({
        code: 'ERR_BACKUP_DAMAGED'
      })
    }
    await expect(read(`${text}{}\n`)).rejects.toThrow('something follows its end')
    await expect(read(text + text)).rejects.toThrow('something follows its end')
  })

  test('with a line left out or in another place is damaged', async () => {
    const lines = (await textOf()).trimEnd().split('\n')
    for (let at = 0; at < lines.length; at++) {
      const without = lines.toSpliced(at, 1).map((line) => `${line}\n`)
      await expect(read(without.join('')), `without line ${at}`).rejects.toThrow()
    }
    const turned = [lines[0], lines[1], lines[3], lines[2], lines[4]]
    await expect(read(turned.map((line) => `${line}\n`).join(''))).rejects.toThrow('contents')
  })

  test('of a later format is refused with the version that reads it', async () => {
    const text = await textOf([{ ...HEADER, format: 2 } as BackupPart, ...PARTS.slice(1)])
    const error = await read(text).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ code: 'ERR_STORE_FORMAT' })
    expect(String(error)).toMatch(/format 2 .* reads format 1: use version 1\.2\.3/)
  })

  test('that is something else is no backup', async () => {
    for (const text of [
      '',
      '{}\n',
      '[]\n',
      'null\n',
      '1\n',
      'PK\u0003\u0004',
      '{"type":"chain"}\n'
    ]) {
      await expect(read(text), JSON.stringify(text)).rejects.toThrow('is no backup of a vehicle')
    }
    const endless = new Uint8Array(5 * 1024 * 1024).fill(0x20)
    await expect(read(endless, 65_536)).rejects.toThrow('a line is longer than')
  })
})

test('records are put together into lines that are not too long', async () => {
  const stored = new Uint8Array(100_000).fill(7)
  const entries = Array.from({ length: 10 }, (_, i) => [`s/${i}`, stored] as const)
  const portions = async function* () {
    yield await Promise.resolve(entries)
    yield await Promise.resolve([])
  }
  const parts = await collect(recordParts(portions()))
  expect(parts.map(({ records }) => records.length)).toEqual([3, 3, 3, 1])
  const found = parts.flatMap(recordsIn)
  expect(found.map(([key]) => key)).toEqual(entries.map(([key]) => key))
  expect(found.every(([, bytes]) => Buffer.compare(bytes, stored) === 0)).toBe(true)
})
