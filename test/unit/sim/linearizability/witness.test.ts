/**
 * A claimed order: accepted when it keeps time and explains all answers, and for no other reason.
 */
import { expect, test } from 'vitest'
import {
  KV_DONE,
  KV_MODEL,
  type KvInput,
  type KvOutput,
  kvGet,
  kvPut
} from '../../../../src/sim/linearizability/kv-model.ts'
import type { Operation } from '../../../../src/sim/linearizability/model.ts'
import { faultOfOrder } from '../../../../src/sim/linearizability/witness.ts'

type KvOperation = Operation<KvInput, KvOutput>

function op(
  who: string,
  calledAt: number,
  at: number,
  input: KvInput,
  output?: KvOutput
): KvOperation {
  return { who, input, calledAt, returned: output === undefined ? undefined : { output, at } }
}

const putA = op('a', 1, 4, kvPut('x', '1'), KV_DONE)
const putB = op('b', 2, 6, kvPut('x', '2'), KV_DONE)
const getA = op('c', 7, 8, kvGet('x'), { isDone: true, values: ['1'] })

test('witness: an order that explains every answer is accepted', () => {
  expect(faultOfOrder(KV_MODEL, [putB, putA, getA])).toBeUndefined()
  expect(faultOfOrder(KV_MODEL, [])).toBeUndefined()
})

test('witness: an order that does not explain an answer is refused', () => {
  expect(faultOfOrder(KV_MODEL, [putA, putB, getA])).toBe('c: get x -> done 1, after 1:1:x2')
})

test('witness: an order against the time of the clients is refused', () => {
  const early = op('c', 7, 8, kvGet('x'), { isDone: true, values: [undefined] })
  expect(faultOfOrder(KV_MODEL, [early, putA])).toBe(
    'a: put x=1 -> done, which returned before the call of c: get x -> done (none)'
  )
})

test('witness: an operation of unknown outcome may stand anywhere behind its call', () => {
  const unknown = op('d', 3, 0, kvPut('x', '3'))
  const getD = op('c', 7, 8, kvGet('x'), { isDone: true, values: ['3'] })
  expect(faultOfOrder(KV_MODEL, [putA, putB, unknown, getD])).toBeUndefined()
  const late = op('d', 9, 0, kvPut('x', '3'))
  expect(faultOfOrder(KV_MODEL, [putA, putB, late, getD])).toContain(
    'returned before the call of d'
  )
})
