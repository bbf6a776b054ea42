/**
 * What clients ask, and what they ask of the key-value store: each operation as the store takes it, and
 * as the checker's model does.
 *
 * Keeps: no two puts write the same value, so that every read tells which put it saw.
 */
import { fromUtf8, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Random } from '../../core/random.ts'
import {
  decodeAnswer,
  decodeResult,
  type Expected,
  encodeOperation,
  encodeQuery,
  type KvEntry,
  type KvOperation,
  type KvQuery,
  type KvResult,
  keyOfText,
  type Part,
  type PartResult,
  type PutOperation,
  SCAN_DEFAULTS,
  textOfKey
} from '../../state/kv/index.ts'
import {
  KV_NOT_DONE,
  KV_SCAN,
  type KvInput,
  type KvOutput,
  type KvValue,
  kvCas,
  kvGet,
  kvTransaction
} from '../linearizability/kv-model.ts'

/** One operation or question in both forms. */
export interface Asked {
  /** As the model of the state takes it. */
  readonly input: unknown
  /** `submit` goes into the log, `query` asks the state. */
  readonly way: 'submit' | 'query'
  readonly bytes: Uint8Array
  /** The answer as the model gives it. @throws InvalidMessageError when it is malformed */
  read(result: Uint8Array): unknown
}

export interface Workload {
  /** What one client asks next; `who` makes its values its own. */
  draw(random: Random, who: string): Asked
  /** Something that is always done. */
  drawPut(random: Random, who: string): Asked
  drawGet(random: Random): Asked
}

export interface WorkloadOptions {
  /** All keys at once are asked for, and read by transactions; default: they are. */
  readonly isWide?: boolean
  /** Of values that are made large, from 0, the default, to 1. */
  readonly largeShare?: number
}

/** Two of them are more than any protocol sends at once, where it may send less. */
const LARGE_BYTES = 300 * 1024
const PADDING = '.'

/** A value as the checker takes it, which compares many: of a large one what it begins with. */
export function nameValue(value: KvValue): KvValue {
  if (value?.length !== LARGE_BYTES) {
    return value
  }
  const name = value.slice(0, value.indexOf(PADDING.repeat(9)))
  return value === name.padEnd(LARGE_BYTES, PADDING) ? `${name}, large` : value
}

/** The same of a value's bytes, in hex. */
export function hexOfValue(value: Uint8Array): string {
  return toHex(value.length === LARGE_BYTES ? toUtf8(nameValue(fromUtf8(value)) ?? '') : value)
}

export function createWorkload(
  keysCount: number,
  { isWide = true, largeShare = 0 }: WorkloadOptions = {}
): Workload {
  const keys = Array.from({ length: keysCount }, (_, i) => `k${i}`)
  /** Newest value and revision of a key that somebody was told of. */
  const seen = new Map<string, KvEntry>()
  let values = 0

  const heard = (key: string, entry: KvEntry | undefined): KvValue => {
    if (entry !== undefined) {
      seen.set(key, entry)
    }
    return textIn(entry)
  }
  const drawValue = (random: Random, who: string): string => {
    const value = `${who}.${++values}`
    const isLarge = largeShare > 0 && random.chance(largeShare)
    return isLarge ? value.padEnd(LARGE_BYTES, PADDING) : value
  }

  const drawExpected = (random: Random, key: string): readonly [Expected, KvValue] => {
    const entry = seen.get(key)
    if (entry === undefined || random.chance(0.15)) {
      return [{ type: 'absent' }, undefined]
    }
    return random.chance(0.5)
      ? [{ type: 'revision', revision: entry.modified }, textIn(entry)]
      : [{ type: 'value', value: entry.value }, textIn(entry)]
  }

  const put = (random: Random, key: string, value: string): Asked => {
    const wantsPrevious = random.chance(0.3)
    const operation = { ...putOf(key, value), wantsPrevious }
    return submit(change(key, nameValue(value), wantsPrevious), operation, (result) => {
      const { previous } = expectType(result, 'put')
      return done(wantsPrevious ? [heard(key, previous)] : [])
    })
  }

  const drawDelete = (random: Random, key: string): Asked => {
    const wantsPrevious = random.chance(0.5)
    const operation = { type: 'delete', key: keyOfText(key), wantsPrevious } as const
    return submit(change(key, undefined, wantsPrevious), operation, (result) => {
      const { previous } = expectType(result, 'delete')
      return done(wantsPrevious ? [textIn(previous)] : [])
    })
  }

  const drawCas = (random: Random, key: string, value: string): Asked => {
    const [expected, known] = drawExpected(random, key)
    const operation = { type: 'compareAndSet', expected, put: putOf(key, value) } as const
    return submit(kvCas(key, known, nameValue(value)), operation, (result) =>
      expectType(result, 'compareAndSet').succeeded ? done([]) : KV_NOT_DONE
    )
  }

  const drawTransaction = (random: Random, who: string): Asked => {
    const [first = '', ...others] = random.shuffle(keys)
    const checked = random.chance(0.6) ? [first] : []
    const drawn = checked.map((key) => [key, ...drawExpected(random, key)] as const)
    const written = [first, ...others.slice(0, 1)].map((key): readonly [string, KvValue] => [
      key,
      random.chance(0.85) ? drawValue(random, who) : undefined
    ])
    const reads = isWide ? keys : keys.filter((key) => written.some(([one]) => one === key))
    const operation: KvOperation = {
      type: 'transaction',
      compares: drawn.map(([key, expected]) => ({ key: keyOfText(key), expected })),
      whenTrue: [...reads.map(getOf), ...written.map(partOf)],
      whenFalse: []
    }
    const input = kvTransaction({
      checks: drawn.map(([key, , value]) => [key, value]),
      reads,
      writes: written.map(([key, value]) => [key, nameValue(value)])
    })
    return submit(input, operation, (result) => {
      const { succeeded, parts } = expectType(result, 'transaction')
      return succeeded ? done(reads.map((key, i) => heard(key, entryOf(parts[i])))) : KV_NOT_DONE
    })
  }

  const get = (key: string): Asked =>
    query(kvGet(key), getOf(key), (answer) => {
      const got = decodeAnswer(answer)
      return done(got.type === 'get' ? [heard(key, got.entry)] : [])
    })

  const drawScan = (): Asked =>
    query(KV_SCAN, SCAN_DEFAULTS, (answer) => {
      const got = decodeAnswer(answer)
      const entries = got.type === 'scan' ? got.entries : []
      return done(entries.flatMap((entry) => [textOfKey(entry.key), textIn(entry)]))
    })

  return {
    drawGet: (random) => get(random.pick(keys)),
    drawPut: (random, who) => put(random, random.pick(keys), drawValue(random, who)),
    draw(random, who) {
      const key = random.pick(keys)
      const kind = random.next()
      if (kind < 0.35) {
        return get(key)
      }
      if (kind < 0.38 && isWide) {
        return drawScan()
      }
      if (kind < 0.65) {
        return put(random, key, drawValue(random, who))
      }
      if (kind < 0.73) {
        return drawDelete(random, key)
      }
      return kind < 0.88
        ? drawCas(random, key, drawValue(random, who))
        : drawTransaction(random, who)
    }
  }
}

function submit(
  input: KvInput,
  operation: KvOperation,
  read: (result: KvResult) => KvOutput
): Asked {
  const bytes = encodeOperation(operation)
  return { input, way: 'submit', bytes, read: (result) => read(decodeResult(result)) }
}

function query(input: KvInput, asked: KvQuery, read: (answer: Uint8Array) => KvOutput): Asked {
  return { input, way: 'query', bytes: encodeQuery(asked), read }
}

function change(key: string, value: KvValue, wantsPrevious: boolean): KvInput {
  return kvTransaction({ reads: wantsPrevious ? [key] : [], writes: [[key, value]] })
}

function done(values: readonly KvValue[]): KvOutput {
  return { isDone: true, values }
}

function getOf(key: string): Extract<Part, { readonly type: 'get' }> {
  return { type: 'get', key: keyOfText(key) }
}

function putOf(key: string, value: string): PutOperation {
  const bytes = toUtf8(value)
  const kind = 'bytes' as const
  return {
    type: 'put',
    key: keyOfText(key),
    value: { kind, bytes },
    ttlMs: 0,
    wantsPrevious: false
  }
}

function partOf([key, value]: readonly [string, KvValue]): Part {
  return value === undefined
    ? { type: 'delete', key: keyOfText(key), wantsPrevious: false }
    : putOf(key, value)
}

function entryOf(part: PartResult | undefined): KvEntry | undefined {
  return part?.type === 'get' ? part.entry : undefined
}

function textIn(entry: KvEntry | undefined): KvValue {
  return entry === undefined ? undefined : nameValue(fromUtf8(entry.value.bytes))
}

/** The result of an operation that no rule refuses. @throws RangeError when it is another one */
function expectType<T extends KvResult['type']>(
  result: KvResult,
  type: T
): Extract<KvResult, { readonly type: T }> {
  if (result.type !== type) {
    throw new RangeError(`the store answers ${JSON.stringify(result)} to a ${type}`)
  }
  return result as Extract<KvResult, { readonly type: T }>
}
