/**
 * The linearizability checker on trial: histories known to be good and bad, and agreement with trying
 * every order.
 */
import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../../../src/core/random.ts'
import { checkHistory } from '../../../../src/sim/linearizability/check.ts'
import {
  KV_DONE,
  KV_MODEL,
  KV_NOT_DONE,
  KV_SCAN,
  type KvInput,
  type KvOutput,
  type KvState,
  type KvValue,
  kvCas,
  kvGet,
  kvPut,
  kvTransaction
} from '../../../../src/sim/linearizability/kv-model.ts'
import { IMPOSSIBLE, type Operation } from '../../../../src/sim/linearizability/model.ts'
import { isLinearizableByForce } from '../../../support/brute-force.ts'

type KvOperation = Operation<KvInput, KvOutput>

/** An operation from..to; without an output its outcome is unknown. */
function op(calledAt: number, at: number, input: KvInput, output?: KvOutput): KvOperation {
  const who = `c${calledAt}`
  return { who, input, calledAt, returned: output === undefined ? undefined : { output, at } }
}

function saw(...values: readonly KvValue[]): KvOutput {
  return { isDone: true, values }
}

function verdictOf(...history: readonly KvOperation[]): string {
  return checkHistory(KV_MODEL, history).verdict
}

describe('linearizability: good histories', () => {
  const good: Record<string, readonly KvOperation[]> = {
    nothing: [],
    'a read of nothing': [op(1, 2, kvGet('x'), saw(undefined))],
    'a read sees the write before it': [
      op(1, 2, kvPut('x', 'a'), KV_DONE),
      op(3, 4, kvGet('x'), saw('a'))
    ],
    'a read sees a write under way': [
      op(1, 9, kvPut('x', 'a'), KV_DONE),
      op(2, 3, kvGet('x'), saw('a')),
      op(4, 5, kvGet('x'), saw('a'))
    ],
    'two writes at once are seen in either order': [
      op(1, 9, kvPut('x', 'a'), KV_DONE),
      op(2, 8, kvPut('x', 'b'), KV_DONE),
      op(10, 11, kvGet('x'), saw('a'))
    ],
    'an unknown write takes effect late': [
      op(1, 0, kvPut('x', 'a')),
      op(2, 3, kvGet('x'), saw(undefined)),
      op(4, 5, kvGet('x'), saw('a'))
    ],
    'an unknown write never takes effect': [
      op(1, 0, kvPut('x', 'a')),
      op(2, 3, kvGet('x'), saw(undefined))
    ],
    'an unknown read says nothing': [op(1, 0, kvGet('x')), op(2, 3, kvGet('x'), saw(undefined))],
    'of two cas at once one succeeds': [
      op(1, 9, kvCas('x', undefined, 'a'), KV_DONE),
      op(2, 8, kvCas('x', undefined, 'b'), KV_NOT_DONE)
    ],
    'a call at the moment of a return counts as at once with it': [
      op(1, 5, kvPut('x', 'a'), KV_DONE),
      op(5, 6, kvGet('x'), saw(undefined))
    ],
    'a transaction moves between keys': [
      op(1, 2, kvTransaction({ writes: [['x', 'a']] }), KV_DONE),
      op(
        3,
        9,
        kvTransaction({
          checks: [['x', 'a']],
          writes: [
            ['x', undefined],
            ['y', 'a']
          ]
        }),
        KV_DONE
      ),
      op(4, 5, kvGet('y'), saw('a')),
      op(6, 7, kvGet('x'), saw(undefined)),
      op(10, 11, KV_SCAN, saw('y', 'a'))
    ]
  }
  for (const [name, history] of Object.entries(good)) {
    test(name, () => {
      expect(checkHistory(KV_MODEL, history)).toEqual({ verdict: 'ok', counterexample: [] })
    })
  }
})

describe('linearizability: bad histories', () => {
  const bad: Record<string, readonly KvOperation[]> = {
    'a stale read': [
      op(1, 2, kvPut('x', 'a'), KV_DONE),
      op(3, 4, kvPut('x', 'b'), KV_DONE),
      op(5, 6, kvGet('x'), saw('a'))
    ],
    'a lost update': [
      op(1, 2, kvPut('x', 'a'), KV_DONE),
      op(3, 4, kvCas('x', 'a', 'b'), KV_DONE),
      op(5, 6, kvGet('x'), saw('a'))
    ],
    'a write that takes effect twice': [
      op(1, 2, kvPut('x', 'a'), KV_DONE),
      op(3, 4, kvPut('x', 'b'), KV_DONE),
      op(5, 6, kvGet('x'), saw('b')),
      op(7, 8, kvGet('x'), saw('a'))
    ],
    'an unknown write that takes effect twice': [
      op(1, 0, kvPut('x', 'a')),
      op(2, 3, kvGet('x'), saw('a')),
      op(4, 5, kvPut('x', 'b'), KV_DONE),
      op(6, 7, kvGet('x'), saw('a'))
    ],
    'a read of what nobody wrote': [
      op(1, 2, kvPut('x', 'a'), KV_DONE),
      op(3, 4, kvGet('x'), saw('c'))
    ],
    'a cas that succeeds twice': [
      op(1, 9, kvCas('x', undefined, 'a'), KV_DONE),
      op(2, 8, kvCas('x', undefined, 'b'), KV_DONE)
    ],
    'a cas that fails without reason': [
      op(1, 2, kvPut('x', 'a'), KV_DONE),
      op(3, 4, kvCas('x', 'a', 'b'), KV_NOT_DONE)
    ],
    'a read from the future': [op(1, 2, kvGet('x'), saw('a')), op(3, 4, kvPut('x', 'a'), KV_DONE)],
    'a read that goes back while a write is under way': [
      op(1, 9, kvPut('x', 'a'), KV_DONE),
      op(2, 3, kvGet('x'), saw('a')),
      op(4, 5, kvGet('x'), saw(undefined))
    ],
    'a transaction of which one half is seen': [
      op(
        1,
        9,
        kvTransaction({
          writes: [
            ['x', 'a'],
            ['y', 'a']
          ]
        }),
        KV_DONE
      ),
      op(2, 3, kvTransaction({ reads: ['x', 'y'] }), saw('a', undefined))
    ],
    'two keys read in two orders': [
      op(1, 20, kvPut('x', 'a'), KV_DONE),
      op(2, 19, kvPut('y', 'a'), KV_DONE),
      op(3, 4, kvTransaction({ reads: ['x', 'y'] }), saw('a', undefined)),
      op(5, 6, kvTransaction({ reads: ['x', 'y'] }), saw(undefined, 'a'))
    ],
    'a scan that misses a key': [op(1, 2, kvPut('x', 'a'), KV_DONE), op(3, 4, KV_SCAN, saw())]
  }
  for (const [name, history] of Object.entries(bad)) {
    test(name, () => {
      const { verdict, counterexample } = checkHistory(KV_MODEL, history)
      expect(verdict).toBe('bad')
      expect(counterexample.length).toBeGreaterThan(1)
    })
  }
})

test('linearizability: keys that no operation joins are judged apart', () => {
  const many = Array.from({ length: 12 }, (_, i) => i).flatMap((i) => [
    op(1, 90, kvPut(`k${i}`, 'a'), KV_DONE),
    op(2, 80, kvPut(`k${i}`, 'b'), KV_DONE),
    op(91, 95, kvGet(`k${i}`), saw(i % 2 === 0 ? 'a' : 'b'))
  ])
  expect(checkHistory(KV_MODEL, many, 10).verdict).toBe('ok')
  expect(checkHistory(KV_MODEL, [...many, op(96, 97, KV_SCAN, saw())], 10).verdict).toBe(
    'undecided'
  )
})

test('linearizability: a search that takes too long is undecided, not good', () => {
  const writes = Array.from({ length: 30 }, (_, i) => op(i, 100, kvPut('x', `v${i}`), KV_DONE))
  const read = op(101, 102, kvGet('x'), saw('never'))
  expect(checkHistory(KV_MODEL, [...writes, read], 1_000)).toEqual({
    verdict: 'undecided',
    counterexample: []
  })
})

test('linearizability: the counterexample is the few operations that contradict each other', () => {
  const random = createRandom(5)
  const history: KvOperation[] = []
  let value: KvValue
  for (let i = 0; i < 60; i++) {
    const isRead = random.chance(0.5)
    history.push(
      isRead
        ? op(10 * i, 10 * i + 5, kvGet('x'), saw(value))
        : op(10 * i, 10 * i + 5, kvPut('x', `v${i}`), KV_DONE)
    )
    value = isRead ? value : `v${i}`
  }
  const stale = op(1_000, 1_001, kvGet('x'), saw('v1'))
  const later = op(1_002, 1_003, kvPut('x', 'z'), KV_DONE)
  const { counterexample } = checkHistory(KV_MODEL, [...history, stale, later])
  expect(counterexample).toEqual([
    'no order of these operations explains their answers:',
    '  c10        10..15           put x=v1 -> done',
    '  c20        20..25           put x=v2 -> done',
    '  c1000      1000..1001       get x -> done v1',
    '  whichever of 26 other changes took effect, at any time after their call'
  ])
})

describe('linearizability: agrees with trying every order', () => {
  const KEYS = ['x', 'y']
  const VALUES = ['a', 'b', undefined] as const

  const drawInput = (random: Random, keys: readonly string[]): KvInput => {
    const key = random.pick(keys)
    const kind = random.integer(0, keys.length > 1 ? 6 : 4)
    if (kind <= 1) {
      return kvGet(key)
    }
    if (kind <= 3) {
      return kvPut(key, random.pick(VALUES))
    }
    if (kind === 4) {
      return kvCas(key, random.pick(VALUES), random.pick(VALUES))
    }
    if (kind === 5) {
      return KV_SCAN
    }
    return kvTransaction({
      checks: random.chance(0.5) ? [[key, random.pick(VALUES)]] : [],
      reads: random.chance(0.5) ? keys : [],
      writes: keys.map((each) => [each, random.pick(VALUES)] as const)
    })
  }
  /** What the object answers when it does the operations in the order of `effectAt`. */
  const runOf = (
    drawn: readonly { readonly input: KvInput; readonly effectAt: number }[]
  ): Map<KvInput, KvOutput> => {
    const outputs = new Map<KvInput, KvOutput>()
    let state: KvState = KV_MODEL.init
    for (const { input } of drawn.toSorted((a, b) => a.effectAt - b.effectAt)) {
      const isDone = input.checks.every(([key, value]) => state.get(key) === value)
      const values = input.isScan
        ? [...state].sort(([a], [b]) => (a < b ? -1 : 1)).flat()
        : input.reads.map((key) => state.get(key))
      outputs.set(input, { isDone, values: isDone ? values : [] })
      const next = KV_MODEL.step(state, input, undefined)
      expect(next).not.toBe(IMPOSSIBLE)
      state = next as KvState
    }
    return outputs
  }
  const drawHistory = (random: Random, keys: readonly string[]): readonly KvOperation[] => {
    const drawn = Array.from({ length: random.integer(1, random.chance(0.2) ? 7 : 6) }, () => {
      const calledAt = random.integer(0, 20)
      const at = calledAt + random.integer(1, 8)
      const effectAt = calledAt + random.next() * (at - calledAt)
      return { input: { ...drawInput(random, keys) }, calledAt, at, effectAt }
    })
    const outputs = runOf(drawn)
    // Some answers are swapped, some calls are moved, some outcomes forgotten.
    return drawn.map(({ input, calledAt, at }) => {
      const other = random.chance(0.35) ? random.pick(drawn).input : input
      const isFit = other.reads.length === input.reads.length && other.isScan === input.isScan
      const output = outputs.get(isFit ? other : input)
      const shift = random.chance(0.35) ? random.integer(1, 12) : 0
      return op(calledAt + shift, at + shift, input, random.chance(0.2) ? undefined : output)
    })
  }

  for (const [name, keys, seeds] of [
    ['one key', KEYS.slice(0, 1), 3_000],
    ['two keys', KEYS, 3_000]
  ] as const) {
    test(`${name}, ${seeds} histories`, { timeout: 120_000 }, () => {
      const counts = { ok: 0, bad: 0 }
      for (let seed = 1; seed <= seeds; seed++) {
        const history = drawHistory(createRandom(seed), keys)
        const expected = isLinearizableByForce(KV_MODEL, history) ? 'ok' : 'bad'
        expect(verdictOf(...history), `seed ${seed}`).toBe(expected)
        counts[expected]++
      }
      // Both answers must be well represented.
      expect(Math.min(counts.ok, counts.bad)).toBeGreaterThan(seeds / 10)
    })
  }
})
