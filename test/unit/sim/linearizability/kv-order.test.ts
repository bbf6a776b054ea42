/**
 * Orders that versions claim: they save the search where they hold, and decide nothing where they do not.
 */
import { expect, test } from 'vitest'
import {
  KV_DONE,
  KV_NOT_DONE,
  type KvInput,
  type KvOutput,
  type KvValue,
  kvCas,
  kvGet,
  kvPut
} from '../../../../src/sim/linearizability/kv-model.ts'
import { checkVersions, type KvOperation } from '../../../../src/sim/linearizability/kv-order.ts'

function one(
  who: string,
  [calledAt, at]: readonly [number, number | undefined],
  input: KvInput,
  output: KvOutput = KV_DONE
): KvOperation {
  return { who, input, calledAt, returned: at === undefined ? undefined : { output, at } }
}

const saw = (value: KvValue): KvOutput => ({ isDone: true, values: [value] })

function versions(
  ...given: readonly (readonly [KvOperation, Readonly<Record<string, number>>])[]
): ReadonlyMap<KvOperation, ReadonlyMap<string, number>> {
  return new Map(given.map(([operation, gives]) => [operation, new Map(Object.entries(gives))]))
}

/** No search is done, so the answer is that of the versions. */
const NO_STEPS = 0

/** Eight puts and a delete of which nobody knows, and a read that saw two of them. */
const puts = Array.from({ length: 8 }, (_, i) => one(`p${i}`, [1, undefined], kvPut('x', `${i}`)))
const gone = one('d', [1, undefined], kvPut('x', undefined))
const reads = [
  one('r1', [2, 3], kvGet('x'), saw('5')),
  one('r2', [4, 5], kvGet('x'), saw(undefined)),
  one('r3', [6, 7], kvCas('x', '5', 'z'), KV_NOT_DONE),
  one('r4', [8, 9], kvGet('x'), saw('2'))
]
const history = [...puts, gone, ...reads]
const [five, two] = [puts[5] as KvOperation, puts[2] as KvOperation]

test('order of versions: operations of unknown outcome are where their versions say', () => {
  const given = versions([five, { x: 3 }], [gone, { x: 4 }], [two, { x: 9 }])
  expect(checkVersions(history, [given], NO_STEPS)).toEqual({ verdict: 'ok', counterexample: [] })
})

test('order of versions: without them, or with wrong ones, the search decides', () => {
  for (const given of [versions(), versions([five, { x: 9 }], [gone, { x: 4 }], [two, { x: 3 }])]) {
    expect(checkVersions(history, [given], NO_STEPS).verdict).toBe('undecided')
    expect(checkVersions(history, [given], 100_000).verdict).toBe('ok')
  }
})

test('order of versions: it is enough that one of several claims holds', () => {
  const wrong = versions([five, { x: 9 }], [gone, { x: 4 }], [two, { x: 3 }])
  const right = versions([five, { x: 3 }], [gone, { x: 4 }], [two, { x: 9 }])
  for (const claims of [
    [wrong, right],
    [right, wrong]
  ]) {
    expect(checkVersions(history, claims, NO_STEPS).verdict).toBe('ok')
  }
  expect(checkVersions(history, [wrong, wrong], NO_STEPS).verdict).toBe('undecided')
})

test('order of versions: no version makes good what has no order', () => {
  const stale = one('r5', [10, 11], kvGet('x'), saw('5'))
  const given = versions([five, { x: 3 }], [gone, { x: 4 }], [two, { x: 9 }])
  const { verdict, counterexample } = checkVersions([...history, stale], [given], 100_000)
  expect(verdict).toBe('bad')
  expect(counterexample.join('\n')).toContain('r5')
})
