/**
 * The codec of the key-value store: what was encoded comes back, limits hold, hostile bytes do no harm.
 */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex, toUtf8 } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { toLatin1 } from '../../../../src/core/latin1.ts'
import { VALUE_BYTES_MAX } from '../../../../src/core/limits.ts'
import { createRandom } from '../../../../src/core/random.ts'
import {
  ANSWER_BYTES_MAX,
  changesOf,
  createKv,
  decodeAnswer,
  decodeOperation,
  decodeResult,
  encodeOperation,
  encodeQuery,
  formatRevision,
  jsonValue,
  type KvOperation,
  operationFault,
  PARTS_MAX,
  type Part,
  parseRevision,
  SCAN_DEFAULTS,
  TTL_MS_MAX
} from '../../../../src/state/kv/index.ts'
import {
  KvOperation as OperationCodec,
  KvResult as ResultCodec
} from '../../../../src/state/kv/messages.ts'
import { readQuickPut } from '../../../../src/state/kv/quick-put.ts'
import { encodeResult } from '../../../../src/state/kv/spec.ts'
import { anyOperation, bytesValue, createTestKv, put } from '../../../support/kv.ts'

const transaction = (
  whenTrue: readonly Part[],
  more: Partial<KvOperation & { type: 'transaction' }> = {}
): KvOperation => ({ type: 'transaction', compares: [], whenTrue, whenFalse: [], ...more })

const JSON_PUT = {
  type: 'put',
  key: 'k',
  value: { kind: 'json', bytes: toUtf8('1.0') },
  ttlMs: 0,
  wantsPrevious: false
} as const

/** Operations are known by their digests: who asks again after an upgrade must ask for the same bytes. */
const ENCODED: readonly (readonly [hex: string, operation: KvOperation])[] = [
  ['0a0a0a016b1203312e301801', JSON_PUT],
  [
    '0a0c0a016b12017820b0ea012801',
    { ...JSON_PUT, value: bytesValue(0x78), ttlMs: 30_000, wantsPrevious: true }
  ],
  ['12050a016b1001', { type: 'delete', key: 'k', wantsPrevious: true }],
  ['1a060a016b108827', { type: 'touch', key: 'k', ttlMs: 5_000 }],
  [
    '22100a020801120a0a016b1203312e301801',
    { type: 'compareAndSet', expected: { type: 'absent' }, put: JSON_PUT }
  ],
  [
    '22130a050803108120120a0a016b1203312e301801',
    { type: 'compareAndSet', expected: { type: 'revision', revision: 4097 }, put: JSON_PUT }
  ],
  [
    '2a2c0a0e0a016b120908041a03312e302001120c0a0a0a016b1203312e301801120522030a016c1a0512030a016b',
    {
      type: 'transaction',
      compares: [{ key: 'k', expected: { type: 'value', value: JSON_PUT.value } }],
      whenTrue: [JSON_PUT, { type: 'get', key: 'l' }],
      whenFalse: [{ type: 'delete', key: 'k', wantsPrevious: false }]
    }
  ]
]

test.each(ENCODED)('kv: an operation is the same bytes in every version: %s', (hex, operation) => {
  expect(toHex(encodeOperation(operation))).toBe(hex)
})

describe('kv spec', () => {
  test('kv spec: an operation decodes to what was encoded', () => {
    const random = createRandom(1)
    for (let i = 0; i < 500; i++) {
      const operation = anyOperation(random)
      expect(decodeOperation(encodeOperation(operation)), String(i)).toEqual(operation)
      const isEmpty = isDeepStrictEqual(operation, transaction([]))
      expect(operationFault(operation) === undefined, String(i)).toBe(!isEmpty)
    }
  })

  test('kv spec: a plain result has the bytes that the generated codec makes', () => {
    for (const type of ['put', 'delete', 'touch'] as const) {
      for (const revision of [0, 1, 127, 128, 4096, 2 ** 31, 2 ** 32 + 5, 2 ** 53 - 1]) {
        for (const found of [true, false]) {
          const result = { type, revision, found, previous: undefined }
          const expected = ResultCodec.encode({ [type]: { revision, found } })
          expect(encodeResult(result), `${type} ${revision}`).toEqual(Uint8Array.from(expected))
          expect(decodeResult(expected), `${type} ${revision}`).toEqual(result)
        }
      }
    }
  })

  test('kv spec: a put decodes as the generated codec decodes it, whatever its bytes', () => {
    const ttls = [0, 1, 127, 128, 2 ** 28 - 1, 2 ** 28, TTL_MS_MAX]
    const puts = ttls.flatMap((ttlMs) => [
      put('k', bytesValue(1, 2), { ttlMs, wantsPrevious: true }),
      put('\0'.repeat(200), jsonValue('1.0'), { ttlMs })
    ])
    const fields = puts.map((one) => encodeOperation(one))
    const slow = (bytes: Uint8Array): unknown => {
      try {
        const { put: raw } = OperationCodec.decode(bytes)
        return raw === undefined ? 'no put' : { ...raw, key: toLatin1(raw.key) }
      } catch {
        return 'no put'
      }
    }
    const quick = (bytes: Uint8Array): unknown => {
      const read = readQuickPut(bytes)
      if (read === undefined) {
        return undefined
      }
      const { key, value, ttlMs, wantsPrevious } = read
      return { key, value: value.bytes, json: value.kind === 'json', ttlMs, wantsPrevious }
    }
    for (const [index, bytes] of fields.entries()) {
      expect(decodeOperation(bytes), String(index)).toEqual(puts[index])
      for (let at = 0; at < Math.min(bytes.length, 40); at++) {
        for (const value of [0, 1, 0x0a, 0x12, 0x18, 0x7f, 0x80, 0xff]) {
          const changed = Uint8Array.from(bytes)
          changed[at] = value
          for (const some of [changed, bytes.subarray(0, at), Uint8Array.of(...bytes, value)]) {
            const read = quick(some)
            const where = `put ${index} byte ${at} value ${value}`
            expect(read === undefined || isDeepStrictEqual(read, slow(some)), where).toBe(true)
          }
        }
      }
    }
    expect(quick(fields[0] ?? new Uint8Array(0))).toBeDefined()
  })

  test('kv spec: what is beyond a limit is refused before the log, and by the decoder', () => {
    const parts = (count: number): readonly Part[] =>
      Array.from({ length: count }, (_, i) => put(`${i}`))
    const tooLong = { kind: 'bytes', bytes: new Uint8Array(VALUE_BYTES_MAX + 1) } as const
    const bad: readonly (readonly [KvOperation, RegExp])[] = [
      [put(''), /key has 0 bytes/],
      [put('x'.repeat(1025)), /key has 1025 bytes/],
      [put('k', tooLong), /value has 1048577 bytes, at most 1048576 are allowed/],
      [put('k', bytesValue(1), { ttlMs: TTL_MS_MAX + 1 }), /time to live is/],
      [{ type: 'delete', key: '', wantsPrevious: false }, /key has 0 bytes/],
      [{ type: 'touch', key: 'k', ttlMs: TTL_MS_MAX + 1 }, /time to live is/],
      [
        { type: 'touch', key: 'k', ttlMs: { ttlMs: 5 } as unknown as number },
        /time to live is of type object, allowed are numbers of ms/
      ],
      [{ type: 'touch', key: '', ttlMs: 1 }, /key has 0 bytes/],
      [{ type: 'compareAndSet', expected: { type: 'absent' }, put: put('') }, /key has 0/],
      [transaction(parts(PARTS_MAX + 1)), /has 129 compares or parts/],
      [transaction([], { whenFalse: parts(PARTS_MAX + 1) }), /has 129 compares or parts/],
      [
        transaction([], {
          compares: parts(PARTS_MAX + 1).map(({ key }) => ({ key, expected: { type: 'absent' } }))
        }),
        /has 129 compares or parts/
      ],
      [transaction([], { compares: [{ key: '', expected: { type: 'absent' } }] }), /key has 0/],
      [transaction([put('k'), { type: 'touch', key: 'k', ttlMs: 1 }]), /whenTrue writes a key/],
      [transaction([], { whenFalse: [put('k'), put('k')] }), /whenFalse writes a key twice/],
      [transaction([{ type: 'get', key: '' }]), /key has 0 bytes/],
      [transaction([put('k', tooLong)]), /value has/]
    ]
    for (const [operation, reason] of bad) {
      const bytes = encodeOperation(operation)
      expect(operationFault(operation), String(reason)).toMatch(reason)
      expect(createKv().fault(bytes), String(reason)).toBeTypeOf('string')
      expect(() => decodeOperation(bytes), String(reason)).toThrow(InvalidMessageError)
    }
    expect(operationFault(transaction(parts(PARTS_MAX)))).toBeUndefined()
    const readTwice: readonly Part[] = [put('k'), { type: 'get', key: 'k' }]
    expect(operationFault(transaction(readTwice))).toBeUndefined()
  })

  test('kv spec: a transaction of nothing is refused before the log; one that is in it stays what it was', () => {
    const empty = transaction([])
    expect(operationFault(empty)).toMatch(/^a transaction needs a compare or a part/)
    expect(createKv().fault(encodeOperation(empty))).toMatch(/^a transaction needs/)
    expect(decodeOperation(encodeOperation(empty))).toEqual(empty)
    const compares = [{ key: 'k', expected: { type: 'absent' } }] as const
    expect(operationFault(transaction([], { compares }))).toBeUndefined()
    expect(operationFault(transaction([], { whenFalse: [put('k')] }))).toBeUndefined()
  })

  test('kv spec: callers are told of keys that are no bytes and of texts that are no JSON', () => {
    const expected = { type: 'revision', revision: 1.5 } as const
    const invalid = { kind: 'json', bytes: Uint8Array.of(0x22, 0xff, 0x22) } as const
    expect(operationFault(put('☂'))).toMatch(/no byte/)
    expect(operationFault(transaction([{ type: 'get', key: '☂' }]))).toMatch(/no byte/)
    expect(operationFault({ type: 'compareAndSet', expected, put: put('k') })).toMatch(/1.5/)
    expect(operationFault(put('k', jsonValue('{a:1}')))).toMatch(/no JSON/)
    expect(operationFault(put('k', invalid))).toMatch(/not UTF-8/)
    expect(operationFault(transaction([put('k', jsonValue('01'))]))).toMatch(/no JSON/)
    const cas: KvOperation = {
      type: 'compareAndSet',
      expected: { type: 'absent' },
      put: put('k', jsonValue(''))
    }
    expect(operationFault(cas)).toMatch(/no JSON/)
    expect(createKv().fault(encodeOperation(cas))).toMatch(/no JSON/)
    expect(createKv().fault(encodeOperation(put('k', jsonValue('1.0'))))).toBeUndefined()
  })

  test('kv spec: a question beyond a limit is refused', () => {
    const kv = createTestKv()
    const bytes = [{ bytesMax: 0 }, { bytesMax: ANSWER_BYTES_MAX + 1 }]
    const scans = [{ limit: 0 }, { limit: 10_001 }, ...bytes]
    for (const scan of [...scans, { from: 'x'.repeat(1025) }, { after: 'x'.repeat(1025) }]) {
      expect(() => kv.scan(scan), JSON.stringify(scan)).toThrow(InvalidMessageError)
    }
    expect(() => kv.get('')).toThrow(InvalidMessageError)
    expect(() => kv.machine.query(new Uint8Array(0), { height: 1, timeMs: 0 })).toThrow(
      InvalidMessageError
    )
    expect(kv.scan({ keysOnly: true }).entries).toEqual([])
  })

  test('kv spec: a scan of keys carries no values', () => {
    const kv = createTestKv()
    kv.apply(put('k', jsonValue('1.0')))
    expect(kv.scan({ keysOnly: true }).entries).toMatchObject([
      { key: 'k', value: { kind: 'json', bytes: new Uint8Array(0) } }
    ])
  })

  test('kv spec: revisions are written as height and index', () => {
    expect(formatRevision(17 * 4096 + 3)).toBe('17.3')
    expect(parseRevision('17.3')).toBe(17 * 4096 + 3)
    const last = 2 ** 53 - 4096
    expect(parseRevision(formatRevision(last)), 'of the last height').toBe(last)
    const beyond = formatRevision(2 ** 53)
    for (const text of ['', '17', '17.', '.3', '17.4096', '-1.3', '17.3 ', '1e3.1', beyond]) {
      expect(parseRevision(text), text).toBeUndefined()
    }
  })

  test('kv spec: hostile bytes throw nothing but InvalidMessageError, and apply never throws', () => {
    const decoders: readonly ((bytes: Uint8Array) => unknown)[] = [
      decodeOperation,
      decodeResult,
      decodeAnswer,
      (bytes) => createKv().query(bytes, { height: 1, timeMs: 0 }),
      (bytes) => createKv().load([bytes]),
      (bytes) => changesOf(1, [bytes, toUtf8('x')], bytes)
    ]
    const calm = (decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array): void => {
      try {
        decode(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidMessageError)
      }
    }
    const random = createRandom(7)
    const valid = [
      ...Array.from({ length: 40 }, () => encodeOperation(anyOperation(random))),
      encodeQuery(SCAN_DEFAULTS),
      encodeQuery({ type: 'stats' })
    ]
    const machine = createKv()
    const mutated = fc
      .tuple(fc.constantFrom(...valid), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean())
      .map(([bytes, at, change, cut]) => {
        const out = Uint8Array.from(bytes)
        out[at % out.length] = (out[at % out.length] ?? 0) ^ change
        return cut ? out.subarray(0, at % out.length) : out
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), mutated), (bytes) => {
        for (const decode of decoders) {
          calm(decode, bytes)
        }
        machine.fault(bytes)
        decodeResult(machine.apply(bytes, { height: 1, index: 0, timeMs: 0 }))
      }),
      { numRuns: 500 }
    )
  })
})
