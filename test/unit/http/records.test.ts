/**
 * Records and selectors as JSON.
 */
import { describe, expect, test } from 'vitest'
import { NUMBER_MAX } from '../../../src/core/limits.ts'
import { parseControlAddress } from '../../../src/http/address.ts'
import { parseBox, recordJson, recordOf, selectorOf } from '../../../src/http/records.ts'
import { decodeEntry, encodeEntry } from '../../../src/node/records.ts'

const there = (fields: object) =>
  recordJson(decodeEntry(3, 1, encodeEntry(recordOf({ ...fields }, 5_000))))

describe('records as JSON', () => {
  test.each([
    { kind: 'json', key: 'k', timeMs: 7, value: { a: [1, 'é', null] } },
    { kind: 'json', key: '', timeMs: 7, latitude: -27.5, longitude: 51, value: 'text' },
    { kind: 'bytes', key: 'b', timeMs: 1.5, base64: 'AAEC/w==' },
    {
      kind: 'gps',
      key: 'trip',
      timeMs: 1577218696999,
      latitude: -27.71784,
      longitude: -51.09884,
      columns: {
        timestamp: '1577218696.999',
        latitude: '-27.71784',
        longitude: '-51.09884',
        speed_meters_per_second: '9.29'
      }
    }
  ])('a $kind record comes back as it went in', (fields) => {
    expect(there(fields)).toEqual({ height: 3, index: 1, ...fields })
  })

  test('a record without time gets the time of the call', () => {
    expect(there({ kind: 'json', value: 1 })).toMatchObject({ timeMs: 5_000 })
  })

  test('an entry that is no record is told as bytes', () => {
    const entry = Uint8Array.of(0xff, 0xff)
    expect(recordJson(decodeEntry(1, 0, entry))).toEqual({
      height: 1,
      index: 0,
      kind: 'entry',
      base64: '//8='
    })
  })

  test.each([
    [{}, 'a record is'],
    [{ kind: 'json' }, 'a record is'],
    [{ kind: 'json', value: 1, timeMs: 'now' }, 'timeMs'],
    [{ kind: 'json', value: 1, latitude: 1 }, 'both'],
    [{ kind: 'json', value: 1, latitude: 91, longitude: 0 }, 'latitude'],
    [{ kind: 'bytes', base64: 5 }, 'base64'],
    [{ kind: 'bytes', base64: '%' }, 'base64'],
    [{ kind: 'gps' }, 'columns'],
    [{ kind: 'gps', columns: { timestamp: '1', speed: '2' } }, 'no GPS column'],
    [{ kind: 'gps', columns: { timestamp: 'x', latitude: '1', longitude: '1' } }, 'timestamp'],
    [{ kind: 'entry', base64: '/' }, 'base64']
  ])('%j is refused with its reason', (fields, reason) => {
    expect(() => encodeEntry(recordOf(fields, 0))).toThrow(reason)
  })
})

describe('selectors as a query', () => {
  test('every condition is taken over, and only those given', () => {
    expect(selectorOf({})).toEqual({})
    expect(
      selectorOf({
        from: 2,
        fromMs: 5,
        box: '-1, -2,3,4',
        key: 'k',
        latest: 1,
        limit: 9,
        after: '4:2'
      })
    ).toEqual({
      heights: { from: 2, to: NUMBER_MAX },
      times: { fromMs: 5, toMs: Number.MAX_SAFE_INTEGER },
      box: { south: -1, west: -2, north: 3, east: 4 },
      key: 'k',
      latest: 1,
      limit: 9,
      after: { height: 4, index: 2 }
    })
  })

  test.each(['', '1,2,3', '1,2,3,4,5', 'a,b,c,d', '5,0,1,0', '1,2,3,400'])(
    '"%s" is no box',
    (text) => {
      expect(() => parseBox(text)).toThrow('box')
    }
  )
})

describe('control addresses', () => {
  test.each([
    ['127.0.0.1:9860', { type: 'tcp', host: '127.0.0.1', port: 9860 }],
    ['[::1]:80', { type: 'tcp', host: '::1', port: 80 }],
    ['localhost:0', { type: 'tcp', host: 'localhost', port: 0 }],
    ['unix:/run/v.sock', { type: 'unix', path: '/run/v.sock' }]
  ])('%s is one', (text, address) => {
    expect(parseControlAddress(text)).toEqual(address)
  })

  test.each(['', '9860', 'a:b', 'host:70000', 'unix:', `unix:/${'x'.repeat(200)}`, 'http://a:1'])(
    '"%s" is none',
    (text) => {
      expect(() => parseControlAddress(text)).toThrow()
    }
  )
})
