/** Whom a vehicle asks of those that could all answer. */
import { expect, test } from 'vitest'
import type { Environment } from '../../../src/core/environment.ts'
import { createRandom } from '../../../src/core/random.ts'
import { createReach, type Reach } from '../../../src/core/reach.ts'

const PASS_OVER_MS = 1_000

function reachOf(connected: ReadonlySet<string>): Reach {
  const environment = { self: 'me', random: createRandom(1), peers: { connected } }
  return createReach(environment as unknown as Environment, PASS_OVER_MS)
}

/** Everybody that is picked in a hundred draws. */
function picked(reach: Reach, nowMs: number, candidates: readonly string[]): ReadonlySet<unknown> {
  return new Set(Array.from({ length: 100 }, () => reach.pick(nowMs, candidates)))
}

test('only who is connected is picked, and never the vehicle itself', () => {
  const connected = new Set(['A', 'C', 'X'])
  const reach = reachOf(connected)
  expect(picked(reach, 0, ['A', 'B', 'C', 'me'])).toEqual(new Set(['A', 'C']))
  expect(['A', 'B', 'me'].map((peer) => reach.isNear(peer))).toEqual([true, false, true])
  connected.clear()
  expect(reach.pick(0, ['A', 'B', 'C', 'me'])).toBe(undefined)
})

test('who was silent is passed over for a while, if another one is there', () => {
  const reach = reachOf(new Set(['A', 'B']))
  reach.silent(0, 'A')
  expect(picked(reach, PASS_OVER_MS - 1, ['A', 'B'])).toEqual(new Set(['B']))
  expect(picked(reach, PASS_OVER_MS - 1, ['A'])).toEqual(new Set(['A']))
  expect(picked(reach, PASS_OVER_MS, ['A', 'B'])).toEqual(new Set(['A', 'B']))
})

test('another one that is silent changes nothing for the first', () => {
  const reach = reachOf(new Set(['A', 'B', 'C']))
  reach.silent(0, 'A')
  reach.silent(500, 'B')
  expect(picked(reach, 999, ['A', 'B', 'C'])).toEqual(new Set(['C']))
  expect(picked(reach, 1_000, ['A', 'B', 'C'])).toEqual(new Set(['A', 'C']))
})

test('who answers is asked again at once', () => {
  const reach = reachOf(new Set(['A', 'B']))
  reach.silent(0, 'A')
  reach.heard('A')
  expect(reach.isSilent(0, 'A')).toBe(false)
  expect(picked(reach, 0, ['A', 'B'])).toEqual(new Set(['A', 'B']))
})

test('a vehicle never takes itself for silent', () => {
  const reach = reachOf(new Set(['A']))
  reach.silent(0, 'me')
  expect(reach.isSilent(0, 'me')).toBe(false)
})
