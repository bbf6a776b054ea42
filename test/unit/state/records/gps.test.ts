/**
 * GPS rows: read into typed readings and written back to the letter.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeRecord,
  encodeRecord,
  GPS_COLUMNS,
  type GpsColumn,
  type GpsRow,
  gpsRecord,
  parseTime,
  toGpsLine,
  toGpsRow
} from '../../../../src/state/records/index.ts'

const row: GpsRow = {
  timestamp: '1577218696.999',
  latitude: '-27.717812364332268',
  longitude: '-51.09889510516885',
  elevation: '948.7708362395846',
  accuracy: '24.0',
  bearing: '',
  speed_meters_per_second: '0.053275008',
  satellites: '0',
  provider: 'gps',
  hdop: '0.8',
  vdop: '1.5',
  pdop: '1.7',
  geoidheight: '3.6',
  ageofdgpsdata: '',
  dgpsid: '',
  activity: '',
  battery: '87',
  annotation: 'a, "b"\nc',
  distance_meters: '0.0',
  elapsed_time_seconds: '1e0'
}

const read = (change: GpsRow = {}): ReturnType<typeof gpsRecord> => gpsRecord({ ...row, ...change })

function stored(source: GpsRow): Record<GpsColumn, string> {
  const record = gpsRecord(source)
  if (!('kind' in record)) {
    throw new Error(`${record.column}: ${record.reason}`)
  }
  const again = decodeRecord(encodeRecord(record))
  if (again.kind !== 'gps') {
    throw new Error(`a GPS record became ${again.kind}`)
  }
  return toGpsRow(again.gps, again.position)
}

describe('gps', () => {
  test('gps: a row has the 20 columns of VGuardDB in their order', () => {
    expect(GPS_COLUMNS).toHaveLength(20)
    expect(GPS_COLUMNS[0]).toBe('timestamp')
    expect(GPS_COLUMNS[6]).toBe('speed_meters_per_second')
    expect(GPS_COLUMNS[19]).toBe('elapsed_time_seconds')
  })

  test('gps: cells become typed values', () => {
    expect(read()).toMatchObject({
      kind: 'gps',
      timeMs: 1577218696999,
      position: { latitude: -27.717812364332268, longitude: -51.09889510516885 },
      gps: { elevation: 948.7708362395846, accuracy: 24, satellites: 0, distance: 0, elapsed: 1 }
    })
    expect(read()).not.toHaveProperty('gps.bearing')
    expect(read()).not.toHaveProperty('gps.activity')
  })

  test('gps: only numbers that would print differently keep their text', () => {
    const texts = [
      { column: 4, text: '24.0' },
      { column: 18, text: '0.0' },
      { column: 19, text: '1e0' }
    ]
    expect(read()).toMatchObject({ gps: { texts } })
  })

  test('gps: a row that was stored reads back to the letter', () => {
    expect(stored(row)).toEqual(row)
    const numbers = fc.oneof(
      fc.double({ min: -80, max: 80, noNaN: true }).map(String),
      fc.constantFrom('', '0.0', '-0.0', '007', '+1', '1.50', ' 2', '1E3', '.5', '5.'),
      fc.integer({ min: -80, max: 80 }).map((n) => n.toFixed(3))
    )
    const cells = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }).map((n) => n.toFixed(9)),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }).map((n) => n.toFixed(3)),
      elevation: numbers,
      satellites: numbers,
      hdop: numbers,
      battery: numbers,
      elapsed_time_seconds: numbers,
      provider: fc.string({ unit: 'grapheme', maxLength: 10 }),
      annotation: fc.string({ maxLength: 10 })
    })
    fc.assert(
      fc.property(cells, (change) => {
        expect(stored({ ...row, ...change })).toEqual({ ...row, ...change })
      })
    )
  })

  test('gps: a line is quoted only where it must be', () => {
    const record = read()
    expect('kind' in record && toGpsLine(record.gps, record.position)).toBe(
      '1577218696.999,-27.717812364332268,-51.09889510516885,948.7708362395846,24.0,,0.053275008,' +
        '0,gps,0.8,1.5,1.7,3.6,,,,87,"a, ""b""\nc",0.0,1e0'
    )
  })

  test('gps: a wrong cell is named with its column and what would be right', () => {
    const wrong: readonly (readonly [GpsRow, GpsColumn, RegExp])[] = [
      [{ timestamp: '' }, 'timestamp', /time is missing/],
      [{ timestamp: 'noon' }, 'timestamp', /"noon" is no time/],
      [{ latitude: '90.5' }, 'latitude', /90.5 is out of range, allowed are -90 to 90/],
      [{ longitude: '-180.5' }, 'longitude', /-180.5 is out of range/],
      [{ latitude: '' }, 'latitude', /other half of the place is missing/],
      [{ longitude: '' }, 'longitude', /other half of the place is missing/],
      [{ hdop: 'abc' }, 'hdop', /"abc" is no number/],
      [{ hdop: '0x10' }, 'hdop', /"0x10" is no number/],
      [{ hdop: 'NaN' }, 'hdop', /"NaN" is no number/],
      [{ hdop: '1e999' }, 'hdop', /"1e999" is no number/],
      [{ hdop: '1'.repeat(65) }, 'hdop', /65 characters, at most 64/],
      [{ annotation: 'x'.repeat(4097) }, 'annotation', /4097 characters, at most 4096/]
    ]
    for (const [change, column, reason] of wrong) {
      const fault = read(change)
      expect(fault, JSON.stringify(change).slice(0, 60)).toMatchObject({ column })
      expect('reason' in fault && fault.reason, column).toMatch(reason)
    }
  })

  test('gps: a row without a place is a record without a place', () => {
    expect(read({ latitude: '', longitude: '' })).toMatchObject({ position: undefined })
  })

  test('gps: times may be seconds, milliseconds or microseconds', () => {
    expect(parseTime('1577218696.999')).toBe(1577218696999)
    expect(parseTime('1577218696')).toBe(1577218696000)
    expect(parseTime('1577218696999')).toBe(1577218696999)
    expect(parseTime('1577218696999123')).toBe(1577218696999.123)
    expect(parseTime('-1.5')).toBe(-1500)
    expect(parseTime('')).toBeUndefined()
    expect(parseTime('1 2')).toBeUndefined()
  })
})
