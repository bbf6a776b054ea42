/**
 * Records: encoding, decoding and the sentences that refuse.
 */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex, toUtf8 } from '../../../../src/core/bytes.ts'
import { InvalidInputError, InvalidMessageError } from '../../../../src/core/errors.ts'
import { Gps as GpsCodec, Record as RecordCodec } from '../../../../src/core/messages.ts'
import {
  decodeRecord,
  encodeRecord,
  type GpsRecord,
  recordEntryFault,
  recordFault,
  toPlainRecord,
  typedEntryFault,
  type VehicleRecord
} from '../../../../src/state/records/index.ts'

const position = { latitude: -27.5, longitude: 179.25 }
const bytesRecord: VehicleRecord = {
  kind: 'bytes',
  key: 'frame',
  timeMs: 1.5,
  position,
  payload: Uint8Array.of(0, 255)
}
const gps: GpsRecord['gps'] = {
  timestamp: '1577218696.999',
  speed: 24,
  provider: 'gps',
  texts: [{ column: 6, text: '24.0' }]
}
const gpsRecord: GpsRecord = { kind: 'gps', key: '', timeMs: 1577218696999, position, gps }
const jsonRecord: VehicleRecord = {
  kind: 'json',
  key: 'weather',
  timeMs: 0,
  position: undefined,
  text: '{ "rain": 0.10 }'
}

const anyRecord: fc.Arbitrary<VehicleRecord> = fc
  .record({
    key: fc.string({ unit: 'grapheme', maxLength: 40 }),
    timeMs: fc.double({ min: -1e14, max: 1e14, noNaN: true }).map((time) => time + 0),
    position: fc.option(
      fc.record({
        latitude: fc.double({ min: -90, max: 90, noNaN: true }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true })
      }),
      { nil: undefined }
    )
  })
  .chain((common) =>
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((payload) => ({ kind: 'bytes', ...common, payload })),
      fc.json().map((text) => ({ kind: 'json', ...common, text }))
    )
  ) as fc.Arbitrary<VehicleRecord>

/** Of a record of bytes or JSON. */
function generated(record: VehicleRecord): Uint8Array {
  const { kind, key, timeMs, position } = record
  const payload = kind === 'bytes' ? record.payload : toUtf8(kind === 'json' ? record.text : '')
  return RecordCodec.encode({ kind: kind === 'json' ? 1 : 0, key, timeMs, ...position, payload })
}

describe('records', () => {
  test('record: every kind decodes to what was encoded', () => {
    for (const record of [bytesRecord, jsonRecord, gpsRecord]) {
      expect(decodeRecord(encodeRecord(record)), record.kind).toEqual(record)
    }
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(decodeRecord(encodeRecord(record))).toEqual(record)
      })
    )
  })

  test('record: the bytes are those of the generated encoder, also where a length takes another byte', () => {
    const sizes = [0, 1, 127, 128, 16_383, 16_384].map((size) => new Uint8Array(size).fill(size))
    const sized = sizes.map((payload): VehicleRecord => ({ ...bytesRecord, payload }))
    const keyed = [0, 127, 128, 1024].map((size): VehicleRecord => {
      return { ...jsonRecord, key: 'k'.repeat(size) }
    })
    const bare = { ...bytesRecord, key: '', timeMs: -0, position: undefined }
    for (const record of [...sized, ...keyed, bare, { ...bare, payload: new Uint8Array(0) }]) {
      expect(encodeRecord(record)).toEqual(generated(record))
    }
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(encodeRecord(record)).toEqual(generated(record))
      })
    )
  })

  test('record: what is refused is refused with a sentence', () => {
    const refused: readonly (readonly [Partial<VehicleRecord>, RegExp])[] = [
      [{ key: 'x'.repeat(1025) }, /key has more than 1024 bytes/],
      [{ key: 'ü'.repeat(513) }, /key has more than 1024 bytes/],
      [{ key: '日'.repeat(342) }, /key has more than 1024 bytes/],
      [{ timeMs: Number.NaN }, /time is NaN/],
      [{ timeMs: Number.POSITIVE_INFINITY }, /time is Infinity/],
      [{ timeMs: 8.65e15 }, /time is 8650000000000000/],
      [{ position: { latitude: 90.001, longitude: 0 } }, /latitude is 90.001, allowed are -90/],
      [{ position: { latitude: -91, longitude: 0 } }, /latitude is -91/],
      [{ position: { latitude: 0, longitude: 180.5 } }, /longitude is 180.5, allowed are -180/],
      [{ position: { latitude: 0, longitude: Number.NaN } }, /longitude is NaN/]
    ]
    for (const [change, reason] of refused) {
      const record = { ...bytesRecord, ...change } as VehicleRecord
      expect(recordFault(record), String(reason)).toMatch(reason)
      expect(() => encodeRecord(record), String(reason)).toThrow(InvalidInputError)
    }
    expect(recordFault({ ...jsonRecord, text: '{' } as VehicleRecord)).toBe(
      'the payload is no JSON'
    )
    for (const key of ['x'.repeat(1024), 'ü'.repeat(512), '日'.repeat(341)]) {
      expect(recordFault({ ...bytesRecord, key })).toBeUndefined()
    }
  })

  test('record: a reading with a wrong number or text is refused', () => {
    const refused: readonly (readonly [Partial<GpsRecord['gps']>, RegExp])[] = [
      [{ elevation: Number.NaN }, /elevation is NaN, which is no number/],
      [{ provider: 'x'.repeat(4097) }, /provider has 4097 characters/],
      [{ texts: [{ column: 20, text: '1.0' }] }, /texts of its numbers/],
      [{ texts: [{ column: 1, text: '1'.repeat(65) }] }, /texts of its numbers/],
      [
        {
          texts: [
            { column: 3, text: '1.0' },
            { column: 3, text: '2.0' }
          ]
        },
        /texts of its numbers/
      ]
    ]
    for (const [change, reason] of refused) {
      const record = { ...gpsRecord, gps: { ...gps, ...change } }
      expect(recordFault(record), String(reason)).toMatch(reason)
      const payload = GpsCodec.encode({ ...record.gps, texts: [...record.gps.texts] })
      const entry = RecordCodec.encode({ kind: 2, key: '', timeMs: 1, payload })
      expect(() => decodeRecord(entry), String(reason)).toThrow(InvalidMessageError)
    }
  })

  test('record: one that is too large for a block is refused', () => {
    const record = { ...bytesRecord, payload: new Uint8Array(1024 * 1024) }
    expect(() => encodeRecord(record)).toThrow(/at most 1048576 are allowed/)
  })

  test('record: an entry that is no record is refused and says why', () => {
    const encode = (change: object): Uint8Array =>
      RecordCodec.encode({ kind: 0, key: '', timeMs: 1, payload: new Uint8Array(0), ...change })
    expect(recordEntryFault(encode({}))).toBeUndefined()
    expect(recordEntryFault(encode({ kind: 3 }))).toMatch(/kind is 3/)
    expect(recordEntryFault(encode({ latitude: 1 }))).toMatch(/half a place/)
    expect(recordEntryFault(encode({ longitude: 1 }))).toMatch(/half a place/)
    expect(recordEntryFault(encode({ kind: 1, payload: toUtf8('{') }))).toMatch(/no JSON/)
    expect(recordEntryFault(encode({ kind: 1, payload: Uint8Array.of(34, 255, 34) }))).toMatch(
      /no UTF-8/
    )
    expect(recordEntryFault(encode({ timeMs: Number.NaN }))).toMatch(/time is NaN/)
    expect(recordEntryFault(Uint8Array.of(0x12, 0x7f))).toMatch(/cannot be decoded/)
    expect(recordEntryFault(new Uint8Array(1024 * 1024 + 1))).toMatch(/at most/)
  })

  test('record: of typed entries only sound ones pass, and all others are free', () => {
    const encode = (change: object): Uint8Array =>
      RecordCodec.encode({ kind: 2, key: '', timeMs: 1, payload: new Uint8Array(0), ...change })
    expect(typedEntryFault(encodeRecord(gpsRecord))).toBeUndefined()
    expect(typedEntryFault(encode({ latitude: 1 }))).toMatch(/half a place/)
    expect(typedEntryFault(encode({ timeMs: Number.NaN }))).toMatch(/time is NaN/)
    expect(typedEntryFault(encode({ payload: Uint8Array.of(0x12, 0x7f) }))).toMatch(
      /gps of 2 bytes/
    )
    expect(typedEntryFault(Uint8Array.of(8, 2, 0xff))).toMatch(/cannot be decoded/)
    const free = [
      encodeRecord(jsonRecord),
      encodeRecord(bytesRecord),
      encode({ kind: 1, payload: toUtf8('{') }),
      toUtf8('{"speed":9.3}'),
      Uint8Array.of(0x12, 0x7f),
      new Uint8Array(0)
    ]
    for (const entry of free) {
      expect(typedEntryFault(entry), toHex(entry)).toBeUndefined()
    }
  })

  test('record: hostile payloads are kept as they are and mean nothing', () => {
    const hostile = ["'); DROP TABLE gps_data;--", '-', '\0', '__import__("os")', '#{process}']
    for (const text of hostile) {
      const record: VehicleRecord = { ...jsonRecord, key: text, text: JSON.stringify(text) }
      expect(decodeRecord(encodeRecord(record)), text).toEqual(record)
    }
    const proto = decodeRecord(encodeRecord({ ...jsonRecord, text: '{"__proto__":{"x":1}}' }))
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    expect(JSON.stringify(toPlainRecord(proto).value)).toBe('{"__proto__":{"x":1}}')
  })

  test('record: garbage is an InvalidMessageError and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        try {
          decodeRecord(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidMessageError)
        }
      }),
      { numRuns: 2000 }
    )
  })

  test('record: the plain form names kind, place and content', () => {
    expect(toPlainRecord(bytesRecord)).toEqual({
      kind: 'bytes',
      key: 'frame',
      timeMs: 1.5,
      latitude: -27.5,
      longitude: 179.25,
      base64: 'AP8='
    })
    expect(toPlainRecord(jsonRecord)).toEqual({
      kind: 'json',
      key: 'weather',
      timeMs: 0,
      value: { rain: 0.1 }
    })
    expect(toPlainRecord(gpsRecord).columns).toEqual({
      timestamp: '1577218696.999',
      latitude: '-27.5',
      longitude: '179.25',
      speed_meters_per_second: '24.0',
      provider: 'gps'
    })
  })

  test('record: the bytes of the golden file are what is written and read', () => {
    const path = new URL('../../../fixtures/records.json', import.meta.url)
    const golden = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    for (const record of [bytesRecord, jsonRecord, gpsRecord]) {
      const hex = golden[record.kind] ?? ''
      expect(toHex(encodeRecord(record)), record.kind).toBe(hex)
      expect(decodeRecord(fromHex(hex)), record.kind).toEqual(record)
    }
  })
})
