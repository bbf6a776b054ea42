/**
 * Ingest: CSV and JSON lines become records; what is wrong is said with its place.
 */
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  IngestError,
  type IngestOptions,
  type IngestProgress,
  type IngestSource,
  ingest,
  openFile
} from '../../../src/ingest/index.ts'
import {
  decodeRecord,
  encodeRecord,
  GPS_COLUMNS,
  generateDrive,
  toGpsLine,
  type VehicleRecord
} from '../../../src/state/records/index.ts'

const HEADER = GPS_COLUMNS.join(',')
const ROW = '1577218696.999,-27.5,-51.1,948.7,24.0,,0.05,0,gps,0.8,1.5,1.7,3.6,,,,87,,0.0,0.0'
const folder = mkdtempSync(join(tmpdir(), 'vguard-ingest-'))

afterAll(() => rmSync(folder, { recursive: true }))

/** A stream that comes in pieces of `size` bytes. */
function sourceOf(
  text: string | Uint8Array,
  size = 1 << 16,
  name = 'standard input'
): IngestSource {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) {
      await Promise.resolve()
      yield bytes.subarray(at, at + size)
    }
  }
  return { name, bytesTotal: undefined, chunks: chunks() }
}

async function recordsOf(
  source: IngestSource,
  options: IngestOptions = {}
): Promise<VehicleRecord[]> {
  const records: VehicleRecord[] = []
  for await (const batch of ingest(source, options)) {
    records.push(...batch)
  }
  return records
}

/** The error of a source, and the records that came before it. */
async function faultOf(
  source: IngestSource,
  options: IngestOptions = {}
): Promise<{ readonly error: IngestError; readonly records: readonly VehicleRecord[] }> {
  const records: VehicleRecord[] = []
  try {
    for await (const batch of ingest(source, options)) {
      records.push(...batch)
    }
  } catch (error) {
    if (error instanceof IngestError) {
      return { error, records }
    }
    throw error
  }
  throw new Error('the source was taken without an error')
}

describe('ingest: CSV of the GPS table', () => {
  test('ingest: a file reads back equal to the letter, in pieces of any size', async () => {
    const drive = [...generateDrive(3, { rows: 120 })]
    const lines = drive.map((record) => toGpsLine(record.gps, record.position))
    const text = `${[HEADER, ...lines].join('\n')}\n`
    for (const size of [1, 7, 4096, 1 << 20]) {
      const records = await recordsOf(sourceOf(text, size))
      const again = records.map((record) => {
        const stored = decodeRecord(encodeRecord(record))
        return stored.kind === 'gps' ? toGpsLine(stored.gps, stored.position) : stored.kind
      })
      expect(`${[HEADER, ...again].join('\n')}\n`, `pieces of ${size} bytes`).toBe(text)
    }
  })

  test('ingest: columns may come in any order, and some may be missing', async () => {
    const text = 'longitude,timestamp,latitude,provider\n-51.1,1577218696,-27.5,gps\n'
    expect(await recordsOf(sourceOf(text))).toMatchObject([
      {
        kind: 'gps',
        key: '',
        timeMs: 1577218696000,
        position: { latitude: -27.5, longitude: -51.1 },
        gps: { provider: 'gps' }
      }
    ])
  })

  test('ingest: with the booth before the columns it becomes the key', async () => {
    const records = await recordsOf(sourceOf(`boothid,${HEADER}\n17,${ROW}\n`))
    expect(records).toMatchObject([{ kind: 'gps', key: '17', timeMs: 1577218696999 }])
  })

  test('ingest: a byte order mark and the line ends of Windows are no part of it', async () => {
    const records = await recordsOf(sourceOf(`\ufeff${HEADER}\r\n${ROW}\r\n\r\n`))
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ gps: { elapsed: 0 } })
  })

  test('ingest: each fault names its line, its column and the rows taken', async () => {
    const faults: readonly (readonly [string, IngestOptions, object])[] = [
      ['', {}, { line: 1, reason: expect.stringMatching(/empty/), rows: 0 }],
      [
        ROW.replaceAll(/gps|,,+/g, ',1,'),
        {},
        { line: 1, reason: expect.stringMatching(/only numbers/) }
      ],
      [
        `${HEADER}\n${ROW}\n${ROW},1\n`,
        {},
        { line: 3, rows: 1, reason: expect.stringMatching(/21 columns, the header has 20/) }
      ],
      [
        `${HEADER}\n${ROW}\n${ROW.replace('-27.5', '-97.5')}\n`,
        {},
        { line: 3, column: 'latitude', rows: 1 }
      ],
      [`${HEADER}\nnoon${ROW}\n`, {}, { line: 2, column: 'timestamp', rows: 0 }],
      [`${HEADER}\n"${ROW}\n`, {}, { reason: expect.stringMatching(/never closed/) }],
      [
        `${HEADER}\n${ROW.replace('gps', 'g"p"s')}\n`,
        {},
        { line: 2, reason: expect.stringMatching(/inside a cell/) }
      ],
      [
        `${HEADER}\n${ROW.replace('gps', `"${'x'.repeat(1 << 20)}"`)}\n`,
        {},
        { reason: expect.stringMatching(/more than 1048576 bytes/) }
      ],
      ['latitude,longitude\n1,2\n', { format: 'gps' }, { line: 1, column: 'timestamp' }],
      [`${HEADER},colour\n${ROW},red\n`, { format: 'gps' }, { line: 1, column: 'colour' }],
      ['a,,b\n1,2,3\n', {}, { line: 1, reason: expect.stringMatching(/column 2 without a name/) }],
      ['a,b,a\n1,2,3\n', {}, { line: 1, reason: expect.stringMatching(/"a" twice/) }],
      ['a,b\n1,2\n', { key: 'c' }, { line: 1, reason: expect.stringMatching(/no column "c"/) }],
      ['a,b\n1,2\n', { time: 'c' }, { line: 1, reason: expect.stringMatching(/no column "c"/) }],
      [
        `${Array.from({ length: 1001 }, (_, i) => `c${i}`).join(',')}\n`,
        {},
        { line: 1, reason: expect.stringMatching(/1001 columns/) }
      ],
      [
        'a,time\n1,half past\n',
        {},
        { line: 2, column: 'time', reason: expect.stringMatching(/"half past" is no time/) }
      ]
    ]
    for (const [text, options, expected] of faults) {
      const { error, records } = await faultOf(sourceOf(text), options)
      expect(error, text.slice(0, 60)).toMatchObject({ file: 'standard input', ...expected })
      expect(records, text.slice(0, 60)).toHaveLength(error.rows)
    }
  })

  test('ingest: rows before one that is no CSV are handed on', async () => {
    const bad = ROW.replace('gps', 'g"p"s')
    const { error, records } = await faultOf(sourceOf([HEADER, ROW, ROW, bad, ROW].join('\n')))
    expect(error).toMatchObject({ line: 4, rows: 2 })
    expect(records).toHaveLength(2)
  })

  test('ingest: text that is no UTF-8 is refused', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\n${ROW}\n`),
      Buffer.from(ROW.replace('gps', '\xff'), 'latin1')
    ])
    const { error, records } = await faultOf(sourceOf(bytes))
    expect(error).toMatchObject({ line: 3, column: 'provider', reason: 'the text is no UTF-8' })
    expect(records).toHaveLength(1)
  })

  test('ingest: the message of an error is one sentence with its place', async () => {
    const { error } = await faultOf(sourceOf(`${HEADER}\n${ROW}\n${ROW.replace('0.8', 'low')}\n`))
    expect(error.message).toBe(
      'standard input, line 3, column hdop: "low" is no number (1 record was taken before it)'
    )
  })
})

describe('ingest: other CSV and JSON lines', () => {
  test('ingest: a row of other columns becomes JSON without losing a letter', async () => {
    const text = 'id,speed,note,timestamp\n007,1.50,"a ""b""",1577218696\n8,2.5,,1577218697\n'
    const records = await recordsOf(sourceOf(text), { key: 'id' })
    expect(records).toMatchObject([
      { kind: 'json', key: '007', timeMs: 1577218696000 },
      { kind: 'json', key: '8', timeMs: 1577218697000 }
    ])
    expect(records.map((r) => r.kind === 'json' && JSON.parse(r.text))).toEqual([
      { id: '007', speed: '1.50', note: 'a "b"', timestamp: 1577218696 },
      { id: 8, speed: 2.5, note: '', timestamp: 1577218697 }
    ])
  })

  test('ingest: GPS columns are plain CSV when that is asked for', async () => {
    const [record] = await recordsOf(sourceOf(`${HEADER}\n${ROW}\n`), { format: 'csv' })
    expect(record).toMatchObject({
      kind: 'json',
      timeMs: 1577218696999,
      position: { latitude: -27.5, longitude: -51.1 }
    })
  })

  test('ingest: a JSON line keeps its text and tells key, time and place', async () => {
    const lines = [
      '{"key": "a", "timeMs": 5.5, "latitude": 1, "longitude": 2.50}',
      '',
      '  {"time": "2020-01-01T00:00:00Z", "latitude": "1"}',
      '[1, 2]',
      '"text"'
    ]
    const records = await recordsOf(sourceOf(lines.join('\n'), 5), { nowMs: () => 99 })
    expect(records).toEqual([
      {
        kind: 'json',
        key: 'a',
        timeMs: 5.5,
        position: { latitude: 1, longitude: 2.5 },
        text: lines[0]
      },
      { kind: 'json', key: '', timeMs: 1577836800000, position: undefined, text: lines[2]?.trim() },
      { kind: 'json', key: '', timeMs: 99, position: undefined, text: '[1, 2]' },
      { kind: 'json', key: '', timeMs: 99, position: undefined, text: '"text"' }
    ])
  })

  test('ingest: fields for key and time may be named', async () => {
    const text = '{"vehicle": 7, "at": 1577218696}\n'
    expect(await recordsOf(sourceOf(text), { key: 'vehicle', time: 'at' })).toMatchObject([
      { key: '7', timeMs: 1577218696000 }
    ])
  })

  test('ingest: a faulty JSON line is named', async () => {
    const good = '{"time": 1}\n'
    const faults: readonly (readonly [string | Uint8Array, IngestOptions, object])[] = [
      [`${good}{"a": \n`, {}, { line: 2, rows: 1, reason: expect.stringMatching(/no JSON/) }],
      [`${good}\n{"time": true}`, {}, { line: 3, rows: 1, column: 'time' }],
      [`${good}{"b": 1}`, { key: 'time2' }, { line: 1, column: 'time2', rows: 0 }],
      [
        `${good}${'['.repeat(2 ** 20 + 1)}`,
        {},
        { line: 2, reason: expect.stringMatching(/more than 1048576/) }
      ],
      [
        `${good}{"latitude": 91, "longitude": 0}`,
        {},
        { line: 2, reason: expect.stringMatching(/latitude is 91/) }
      ],
      [Buffer.from('{"a": "\xff"}', 'latin1'), {}, { line: 1, reason: 'the text is no UTF-8' }]
    ]
    for (const [text, options, expected] of faults) {
      const { error, records } = await faultOf(sourceOf(text), options)
      expect(error, String(text).slice(0, 40)).toMatchObject(expected)
      expect(records, String(text).slice(0, 40)).toHaveLength(error.rows)
    }
  })

  test('ingest: the name of a file decides before its first byte', async () => {
    const jsonl = await recordsOf(sourceOf('1\n', 9, 'numbers.JSONL'), { nowMs: () => 1 })
    expect(jsonl).toMatchObject([{ kind: 'json', text: '1' }])
    const csv = await recordsOf(sourceOf('{a,b\n1,2\n', 9, 'odd.csv'), { nowMs: () => 1 })
    expect(csv).toMatchObject([{ kind: 'json', text: '{"{a":1,"b":2}' }])
  })
})

describe('ingest: sources', () => {
  test('ingest: progress tells rows and bytes, batches are of the size asked', async () => {
    const path = join(folder, 'drive.csv')
    const lines = [...generateDrive(1, { rows: 250 })].map((r) => toGpsLine(r.gps, r.position))
    const text = `${[HEADER, ...lines].join('\n')}\n`
    writeFileSync(path, text)
    const told: IngestProgress[] = []
    const sizes: number[] = []
    const options = { batchRecords: 100, onProgress: (p: IngestProgress) => told.push(p) }
    for await (const batch of ingest(await openFile(path), options)) {
      sizes.push(batch.length)
    }
    expect(sizes).toEqual([100, 100, 50])
    expect(told.map((p) => p.rows)).toEqual([100, 200, 250])
    expect(told.at(-1)).toEqual({ rows: 250, bytes: text.length, bytesTotal: text.length })
  })

  test('ingest: no more is read than is taken, and leaving early closes the file', async () => {
    const path = join(folder, 'long.jsonl')
    writeFileSync(path, '{"time":1}\n'.repeat(400_000))
    const chunks = createReadStream(path)
    for await (const batch of ingest({ name: path, bytesTotal: undefined, chunks })) {
      expect(batch).toHaveLength(512)
      break
    }
    expect(chunks.bytesRead).toBeLessThan(1 << 20)
    expect(chunks.destroyed).toBe(true)
  })

  test('ingest: leaving a CSV early closes the file as well', async () => {
    const path = join(folder, 'long.csv')
    writeFileSync(path, `a,b\n${'1,2\n'.repeat(400_000)}`)
    const chunks = createReadStream(path)
    for await (const batch of ingest({ name: path, bytesTotal: undefined, chunks })) {
      expect(batch).toHaveLength(512)
      break
    }
    expect(chunks.bytesRead).toBeLessThan(1 << 20)
    expect(chunks.destroyed).toBe(true)
  })

  test('ingest: a file that is not there or no file is refused before anything is read', async () => {
    await expect(openFile(join(folder, 'absent.csv'))).rejects.toThrow(
      /absent.csv: there is no such file/
    )
    await expect(openFile(folder)).rejects.toThrow(/this is a folder/)
  })

  test('ingest: a source that breaks off hands on what it had', async () => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${HEADER}\n${ROW}\n${ROW}\n${ROW.slice(0, 30)}`)
      await Promise.resolve()
      throw Object.assign(new Error('input/output error'), { code: 'EIO' })
    }
    const source = { name: 'drive.csv', bytesTotal: undefined, chunks: chunks() }
    const { error, records } = await faultOf(source)
    expect(error.message).toBe(
      'drive.csv: it cannot be read (EIO) (2 records were taken before it)'
    )
    expect(error.rows).toBe(2)
    expect(records).toHaveLength(2)
  })
})

const RECORDED = new URL('../../../../shared/data/dataset_gps.csv', import.meta.url)
const reason = existsSync(RECORDED) ? false : 'the recorded drive has no licence to ship'

describe.skipIf(reason)('ingest: the recorded drive (tests only)', () => {
  test('ingest: 1,467 records that read back equal to the file', async () => {
    const text = readFileSync(RECORDED, 'utf8')
    const records = await recordsOf(await openFile(RECORDED.pathname))
    expect(records).toHaveLength(1467)
    const lines = records.map((record) => {
      const stored = decodeRecord(encodeRecord(record))
      return stored.kind === 'gps' ? toGpsLine(stored.gps, stored.position) : stored.kind
    })
    // The file has the line ends of Windows; they are not part of a record.
    const wanted = text.split('\r\n')
    expect([HEADER, ...lines].find((line, i) => line !== wanted[i])).toBeUndefined()
    expect(`${[HEADER, ...lines].join('\r\n')}\r\n` === text).toBe(true)
  })
})
