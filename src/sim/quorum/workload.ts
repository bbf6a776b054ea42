/**
 * What clients ask of a group that keeps each key by itself: operations on one key, and scans, of which
 * every key is judged by itself.
 *
 * Keeps: no two puts write the same value, so that every read tells which put it saw.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import type { Random } from '../../core/random.ts'
import {
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  type KvEntry,
  type KvOperation,
  type KvResult,
  keyOfText,
  type PutOperation,
  SCAN_DEFAULTS,
  textOfKey
} from '../../state/kv/index.ts'
import {
  KV_DONE,
  KV_NOT_DONE,
  type KvInput,
  type KvOutput,
  type KvValue,
  kvCas,
  kvGet,
  kvTransaction
} from '../linearizability/kv-model.ts'

/** One thing that is asked, as one or more steps of the model. */
export interface Asked {
  readonly way: 'submit' | 'query'
  /** Key of an operation; empty for a question. */
  readonly key: string
  readonly bytes: Uint8Array
  readonly inputs: readonly KvInput[]
  /** Of each step. @throws InvalidMessageError when it is malformed */
  read(answer: Uint8Array): readonly KvOutput[]
  /** Of an operation that was done. */
  revisionOf(answer: Uint8Array): number
}

export interface Workload {
  draw(random: Random, who: string): Asked
  drawPut(random: Random, who: string): Asked
  drawGet(random: Random): Asked
}

export interface WorkloadPlan {
  readonly keys: number
  /** Nobody leads: operations that depend on what is there are none. */
  readonly isBlind: boolean
  readonly deletesMuch: boolean
}

export function createWorkload({ keys: count, isBlind, deletesMuch }: WorkloadPlan): Workload {
  const keys = Array.from({ length: count }, (_, i) => `k${i}`)
  /** Newest value of a key that somebody was told of. */
  const seen = new Map<string, KvValue>()
  let values = 0

  const heard = (key: string, entry: KvEntry | undefined): KvValue => {
    const value = textIn(entry)
    seen.set(key, value)
    return value
  }

  const putOf = (
    key: string,
    who: string,
    wantsPrevious: boolean
  ): readonly [PutOperation, string] => {
    const text = `${who}.${++values}`
    const value = { kind: 'bytes', bytes: toUtf8(text) } as const
    return [{ type: 'put', key: keyOfText(key), value, ttlMs: 0, wantsPrevious }, text]
  }

  const write = (
    key: string,
    operation: Extract<KvOperation, { readonly wantsPrevious: boolean }>,
    value: KvValue
  ): Asked => {
    const { wantsPrevious } = operation
    const input = kvTransaction({ reads: wantsPrevious ? [key] : [], writes: [[key, value]] })
    return submit(key, operation, input, (result) => {
      const { previous } = expectType(result, operation.type)
      return wantsPrevious ? { isDone: true, values: [heard(key, previous)] } : KV_DONE
    })
  }

  const drawPut = (random: Random, who: string): Asked => {
    const key = random.pick(keys)
    const [put, text] = putOf(key, who, !isBlind && random.chance(0.5))
    return write(key, put, text)
  }

  const drawDelete = (random: Random): Asked => {
    const key = random.pick(keys)
    const wantsPrevious = !isBlind && random.chance(0.5)
    return write(key, { type: 'delete', key: keyOfText(key), wantsPrevious }, undefined)
  }

  const drawCas = (random: Random, who: string): Asked => {
    const key = random.pick(keys)
    const before = seen.get(key)
    const [put, text] = putOf(key, who, false)
    const expected =
      before === undefined
        ? ({ type: 'absent' } as const)
        : ({ type: 'value', value: { kind: 'bytes', bytes: toUtf8(before) } } as const)
    if (random.chance(0.5)) {
      const operation = { type: 'compareAndSet', expected, put } as const
      return submit(key, operation, kvCas(key, before, text), (result) =>
        expectType(result, 'compareAndSet').succeeded ? KV_DONE : KV_NOT_DONE
      )
    }
    const operation = {
      type: 'transaction',
      compares: [{ key: put.key, expected }],
      whenTrue: [put],
      whenFalse: []
    } as const
    return submit(key, operation, kvCas(key, before, text), (result) =>
      expectType(result, 'transaction').succeeded ? KV_DONE : KV_NOT_DONE
    )
  }

  const drawGet = (random: Random): Asked => {
    const key = random.pick(keys)
    return query(encodeQuery({ type: 'get', key: keyOfText(key) }), [kvGet(key)], (bytes) => {
      const got = decodeAnswer(bytes)
      return [{ isDone: true, values: [heard(key, got.type === 'get' ? got.entry : undefined)] }]
    })
  }

  const drawScan = (random: Random): Asked =>
    query(
      encodeQuery({ ...SCAN_DEFAULTS, reverse: random.chance(0.5) }),
      keys.map((key) => kvGet(key)),
      (bytes) => {
        const got = decodeAnswer(bytes)
        const entries = got.type === 'scan' ? got.entries : []
        return keys.map((key) => {
          const entry = entries.find((one) => textOfKey(one.key) === key)
          return { isDone: true, values: [heard(key, entry)] }
        })
      }
    )

  return {
    drawPut,
    drawGet,
    draw(random, who) {
      if (deletesMuch && random.chance(0.2)) {
        return drawDelete(random)
      }
      const kind = random.next()
      if (kind < 0.4) {
        return drawGet(random)
      }
      if (kind < 0.45) {
        return drawScan(random)
      }
      if (kind < 0.75 || isBlind) {
        return kind < 0.9 ? drawPut(random, who) : drawDelete(random)
      }
      return kind < 0.83 ? drawDelete(random) : drawCas(random, who)
    }
  }
}

function submit(
  key: string,
  operation: KvOperation,
  input: KvInput,
  read: (result: KvResult) => KvOutput
): Asked {
  return {
    way: 'submit',
    key: keyOfText(key),
    bytes: encodeOperation(operation),
    inputs: [input],
    read: (result) => [read(decodeResult(result))],
    revisionOf(result) {
      const decoded = decodeResult(result)
      return decoded.type === 'refused' ? 0 : decoded.revision
    }
  }
}

function query(
  bytes: Uint8Array,
  inputs: readonly KvInput[],
  read: (answer: Uint8Array) => readonly KvOutput[]
): Asked {
  return { way: 'query', key: '', bytes, inputs, read, revisionOf: () => 0 }
}

function textIn(entry: KvEntry | undefined): KvValue {
  return entry === undefined ? undefined : fromUtf8(entry.value.bytes)
}

/** The result of an operation that no rule refuses. @throws RangeError when it is another one */
function expectType<T extends KvResult['type']>(
  result: KvResult,
  type: T
): Extract<KvResult, { readonly type: T }> {
  if (result.type !== type) {
    throw new RangeError(`the group answers ${JSON.stringify(result)} to a ${type}`)
  }
  return result as Extract<KvResult, { readonly type: T }>
}
