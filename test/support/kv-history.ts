/**
 * What clients saw of a key-value store, judged: the history is linearizable, and nothing that was
 * acknowledged is lost.
 */
import { checkHistory, type HistoryReport } from '../../src/sim/linearizability/check.ts'
import {
  KV_MODEL,
  type KvInput,
  type KvOutput,
  kvCas,
  kvGet,
  kvPut,
  kvTransaction
} from '../../src/sim/linearizability/kv-model.ts'
import type { Operation } from '../../src/sim/linearizability/model.ts'
import type { KvCall } from './kv-calls.ts'
import type { OpLine } from './kv-client.ts'

/** Everything that one scan has read. */
export interface FinalRead {
  readonly who: string
  readonly calledAt: number
  readonly returnedAt: number
  readonly values: ReadonlyMap<string, string>
}

/** Placements tried in one part: histories of real processes are longer than simulated ones. */
const STEPS_MAX = 3_000_000

/** Judges all operations, with a last read of all their keys. */
export function judgeHistory(
  ops: readonly OpLine[],
  finals: readonly FinalRead[]
): HistoryReport & { readonly operations: number } {
  const operations = [...ops.flatMap(operationsOf), ...readsOf(ops, finals)]
  return { ...checkHistory(KV_MODEL, operations, STEPS_MAX), operations: operations.length }
}

/** Acknowledged puts of keys that nobody else put, which are not there any more. */
export function lostWrites(ops: readonly OpLine[], { values }: FinalRead): readonly string[] {
  return ops.flatMap(({ who, call, answer }) =>
    answer.type === 'done' &&
    call.type === 'put' &&
    call.key.startsWith(`own/${who}/`) &&
    values.get(call.key) !== call.value
      ? [`${call.key} = ${call.value}, found is ${values.get(call.key) ?? 'nothing'}`]
      : []
  )
}

function operationsOf({
  who,
  call,
  answer,
  calledAt,
  returnedAt
}: OpLine): readonly Operation<KvInput, KvOutput>[] {
  const input = inputOf(call)
  switch (answer.type) {
    case 'refused':
      // Nothing was done and nothing will be: if it was, its value is one that nobody has written.
      return []
    case 'unknown':
      return [{ who, input, calledAt, returned: undefined }]
    case 'done': {
      const values = answer.values.map((value) => value ?? undefined)
      const output = { isDone: answer.isDone, values }
      return [{ who, input, calledAt, returned: { output, at: returnedAt } }]
    }
  }
}

function inputOf(call: KvCall): KvInput {
  switch (call.type) {
    case 'get':
      return kvGet(call.key)
    case 'put':
      return kvPut(call.key, call.value)
    case 'delete':
      return kvPut(call.key, undefined)
    case 'cas':
      return kvCas(call.key, call.expected ?? undefined, call.value)
    case 'swap': {
      const { keys, value } = call
      return kvTransaction({ reads: keys, writes: keys.map((key) => [key, value]) })
    }
  }
}

/** A scan as a read of each key; that they were read at once is more than is checked here. */
function* readsOf(
  ops: readonly OpLine[],
  finals: readonly FinalRead[]
): Generator<Operation<KvInput, KvOutput>> {
  const keys = new Set(ops.flatMap(({ call }) => (call.type === 'swap' ? call.keys : [call.key])))
  for (const { who, calledAt, returnedAt, values } of finals) {
    for (const key of keys) {
      const output = { isDone: true, values: [values.get(key)] }
      yield { who, input: kvGet(key), calledAt, returned: { output, at: returnedAt } }
    }
  }
}
