/**
 * A key-value store for tests: operations and results as values, heights that count themselves, and
 * random operations over a few keys.
 */
import type { Random } from '../../src/core/random.ts'
import type { StateMachine } from '../../src/core/state-machine.ts'
import {
  createKv,
  decodeAnswer,
  decodeResult,
  type Expected,
  encodeOperation,
  encodeQuery,
  type KvAnswer,
  type KvEntry,
  type KvKey,
  type KvOperation,
  type KvOptions,
  type KvQuery,
  type KvResult,
  type KvValue,
  type Part,
  type PutOperation,
  SCAN_DEFAULTS,
  type ScanQuery
} from '../../src/state/kv/index.ts'

export const bytesValue = (...bytes: readonly number[]): KvValue => ({
  kind: 'bytes',
  bytes: Uint8Array.from(bytes)
})

export const put = (
  key: KvKey,
  value: KvValue = bytesValue(1),
  more: Partial<PutOperation> = {}
): PutOperation => ({ type: 'put', key, value, ttlMs: 0, wantsPrevious: false, ...more })

export interface TestKv {
  readonly machine: StateMachine
  /** Height of the block that was applied last. */
  readonly height: number
  timeMs: number
  /** Applies the operation as the only one of the next block. */
  apply(operation: KvOperation): KvResult
  query(query: KvQuery): KvAnswer
  get(key: KvKey): KvEntry | undefined
  scan(query?: Partial<ScanQuery>): { readonly entries: readonly KvEntry[]; readonly after: KvKey }
}

export function createTestKv(options?: KvOptions): TestKv {
  const machine = createKv(options)
  let height = 0
  const kv: TestKv = {
    machine,
    timeMs: 1000,
    get height() {
      return height
    },
    apply(operation) {
      height++
      const place = { height, index: 0, timeMs: kv.timeMs }
      return decodeResult(machine.apply(encodeOperation(operation), place))
    },
    query: (query) =>
      decodeAnswer(machine.query(encodeQuery(query), { height, timeMs: kv.timeMs })),
    get(key) {
      const answer = kv.query({ type: 'get', key })
      return answer.type === 'get' ? answer.entry : undefined
    },
    scan(query = {}) {
      const answer = kv.query({ ...SCAN_DEFAULTS, ...query })
      return answer.type === 'scan' ? answer : { entries: [], after: '' }
    }
  }
  return kv
}

/** Keys that have been trouble elsewhere, and few enough to meet again. */
export const KEYS: readonly KvKey[] = [
  ...['a', 'ab', 'b', 'a b', '-', 'put a -1', '__proto__', 'constructor', 'toString', '\0', '\0\0'],
  ...['\xff', '\xff\xff', 'a\xff', 'x'.repeat(1024), '10', '9', '{"json":1}']
]

const JSON_TEXTS = ['1.0', '1', '"-"', 'null', '{"a": [1, 2.50]}', '"\\u0000"', '  true ']

export function anyValue(random: Random): KvValue {
  return random.chance(0.4)
    ? { kind: 'json', bytes: new TextEncoder().encode(random.pick(JSON_TEXTS)) }
    : { kind: 'bytes', bytes: random.bytes(random.integer(0, 12)) }
}

export function anyOperation(random: Random): KvOperation {
  const draw = random.next()
  if (draw < 0.6) {
    return anyWrite(random, random.pick(KEYS))
  }
  if (draw < 0.8) {
    return {
      type: 'compareAndSet',
      expected: anyExpected(random),
      put: anyPut(random, random.pick(KEYS))
    }
  }
  const compares = Array.from({ length: random.integer(0, 3) }, () => ({
    key: random.pick(KEYS),
    expected: anyExpected(random)
  }))
  return {
    type: 'transaction',
    compares,
    whenTrue: anyParts(random),
    whenFalse: anyParts(random)
  }
}

function anyPut(random: Random, key: KvKey): PutOperation {
  const ttlMs = random.chance(0.4) ? random.integer(1, 400) : 0
  return put(key, anyValue(random), { ttlMs, wantsPrevious: random.chance(0.3) })
}

function anyWrite(random: Random, key: KvKey): Exclude<Part, { type: 'get' }> {
  const draw = random.next()
  if (draw < 0.55) {
    return anyPut(random, key)
  }
  return draw < 0.8
    ? { type: 'delete', key, wantsPrevious: random.chance(0.3) }
    : { type: 'touch', key, ttlMs: random.chance(0.5) ? random.integer(1, 400) : 0 }
}

function anyParts(random: Random): readonly Part[] {
  return random
    .shuffle(KEYS)
    .slice(0, random.integer(0, 5))
    .map((key) => (random.chance(0.3) ? { type: 'get', key } : anyWrite(random, key)))
}

function anyExpected(random: Random): Expected {
  return random.pick<Expected>([
    { type: 'absent' },
    { type: 'present' },
    { type: 'revision', revision: 4096 * random.integer(1, 200) },
    { type: 'value', value: anyValue(random) }
  ])
}
