/**
 * An order by versions: found when there is one, and always one that the witness accepts.
 */
import { expect, test } from 'vitest'
import {
  KV_DONE,
  KV_MODEL,
  KV_NOT_DONE,
  type KvInput,
  type KvOutput,
  type KvValue,
  kvCas,
  kvGet,
  kvPut
} from '../../../../src/sim/linearizability/kv-model.ts'
import { orderByVersions, type Versioned } from '../../../../src/sim/linearizability/versions.ts'
import { faultOfOrder } from '../../../../src/sim/linearizability/witness.ts'

type One = Versioned<KvInput, KvOutput>

interface Known {
  readonly gives?: Readonly<Record<string, number>>
  readonly sees?: Readonly<Record<string, number>>
}

function one(
  who: string,
  [calledAt, at]: readonly [number, number | undefined],
  input: KvInput,
  output: KvOutput,
  { gives = {}, sees = {} }: Known
): One {
  const returned = at === undefined ? undefined : { output, at }
  return {
    operation: { who, input, calledAt, returned },
    gives: new Map(Object.entries(gives)),
    sees: new Map(Object.entries(sees))
  }
}

const saw = (value: KvValue): KvOutput => ({ isDone: true, values: [value] })

function namesOf(operations: readonly One[]): string | undefined {
  const order = orderByVersions(KV_MODEL, operations)
  if (order !== undefined) {
    expect(faultOfOrder(KV_MODEL, order)).toBeUndefined()
  }
  return order?.map(({ who }) => who).join(' ')
}

test('versions: what was called last may be first', () => {
  const second = one('b', [1, 9], kvPut('x', '2'), KV_DONE, { gives: { x: 7 } })
  const first = one('a', [2, 8], kvPut('x', '1'), KV_DONE, { gives: { x: 3 } })
  const between = one('r', [3, 10], kvGet('x'), saw('1'), { sees: { x: 3 } })
  expect(namesOf([second, first, between])).toBe('a r b')
})

test('versions: a change waits for all who saw what it replaces', () => {
  const early = one('r', [5, 6], kvGet('x'), saw(undefined), { sees: { x: 0 } })
  const put = one('a', [1, 20], kvPut('x', '1'), KV_DONE, { gives: { x: 1 } })
  const swap = one('b', [2, undefined], kvCas('x', '1', '2'), KV_DONE, {
    gives: { x: 2 },
    sees: { x: 1 }
  })
  const late = one('s', [7, 30], kvGet('x'), saw('1'), { sees: { x: 1 } })
  expect(namesOf([swap, put, late, early])).toBe('r a s b')
})

test('versions: an answer without a version stands where it fits', () => {
  const put = one('a', [1, 2], kvPut('x', '1'), KV_DONE, { gives: { x: 1 } })
  const gone = one('d', [3, 9], kvPut('x', undefined), KV_DONE, { gives: { x: 2 } })
  const again = one('b', [4, 20], kvPut('x', '3'), KV_DONE, { gives: { x: 3 } })
  const nothing = one('r', [5, 8], kvGet('x'), saw(undefined), {})
  const failed = one('c', [6, 30], kvCas('x', '9', '4'), KV_NOT_DONE, {})
  expect(namesOf([put, gone, again, nothing, failed])).toBe('a c d r b')
})

test('versions: there is no order against the time of the clients', () => {
  const put = one('a', [1, 2], kvPut('x', '1'), KV_DONE, { gives: { x: 1 } })
  const old = one('r', [3, 4], kvGet('x'), saw(undefined), { sees: { x: 0 } })
  expect(namesOf([put, old])).toBeUndefined()
  expect(namesOf([put])).toBe('a')
})

test('versions: there is no order of transactions that each saw the other', () => {
  const change = (key: string, other: string): KvInput => ({
    ...kvPut(key, '1'),
    reads: [other]
  })
  const a = one('a', [1, 9], change('x', 'y'), saw(undefined), { gives: { x: 1 }, sees: { y: 0 } })
  const b = one('b', [1, 9], change('y', 'x'), saw(undefined), { gives: { y: 1 }, sees: { x: 0 } })
  expect(namesOf([a, b])).toBeUndefined()
  const both = { ...b, operation: { ...b.operation, returned: { output: saw('1'), at: 9 } } }
  expect(namesOf([a, { ...both, sees: new Map([['x', 1]]) }])).toBe('a b')
})

test('versions: what changes something and gives no version stands where it returned', () => {
  const put = one('a', [1, 12], kvPut('x', '1'), KV_DONE, {})
  const swap = one('b', [2, 13], kvCas('x', '1', '2'), KV_DONE, {})
  const failed = one('c', [3, 14], kvCas('x', undefined, '9'), KV_NOT_DONE, {})
  const last = one('d', [4, 15], kvPut('x', '3'), KV_DONE, { gives: { x: 1 } })
  const early = one('r', [5, 6], kvGet('x'), saw(undefined), { sees: { x: 0 } })
  expect(namesOf([last, failed, swap, put, early])).toBe('r a c b d')
  expect(namesOf([last, failed, swap, early])).toBeUndefined()
})

test('versions: what need change nothing stands where it changes nothing', () => {
  const put = one('a', [1, 2], kvPut('x', '1'), KV_DONE, { gives: { x: 1 } })
  const gone = one('d', [1, 9], kvPut('x', undefined), KV_DONE, {})
  const late = one('r', [5, 8], kvGet('x'), saw('1'), { sees: { x: 1 } })
  expect(namesOf([put, gone, late])).toBe('d a r')
})
