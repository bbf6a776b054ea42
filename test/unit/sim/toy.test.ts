/**
 * The simulator itself on trial: it passes a correct machine and finds each bug planted in it.
 */
import { describe, expect, test } from 'vitest'
import { FAULT_NAMES } from '../../../src/sim/faults.ts'
import { runSuite, shrink } from '../../../src/sim/suite.ts'
import { type ToyBug, toySuite } from '../../support/toy.ts'

const clock = (): number => 0

describe('sim: toy', () => {
  test('a correct machine breaks no rule in any of 300 worlds', () => {
    const result = runSuite(toySuite(), { from: 1, seeds: 300, clock })
    expect(result.failing).toEqual([])
    expect(result.seeds).toBe(300)
  })

  const bugs: readonly ToyBug[] = [
    'storeNothing',
    'numberInMemory',
    'countMessages',
    'acceptOlder',
    'neverResend',
    'throw'
  ]
  for (const bug of bugs) {
    test(`finds the planted bug ${bug} within 300 worlds`, () => {
      const result = runSuite(toySuite(bug, 5), { from: 1, seeds: 300, clock })
      expect(result.violations).toBeGreaterThan(0)
    })
  }

  test('two runs of one seed are equal, two seeds are not', () => {
    const suite = toySuite()
    const lines: string[] = []
    const first = suite.runSeed(7, { print: (line) => lines.push(line) })
    expect(suite.runSeed(7)).toEqual(first)
    expect(suite.runSeed(8).digest).not.toBe(first.digest)
    expect(lines.length).toBeGreaterThan(100)
  })

  test('a failing seed needs only some of its faults', () => {
    const suite = toySuite('countMessages', 5)
    const [seed] = runSuite(suite, { from: 1, seeds: 300, clock }).failing
    const off = shrink(suite, seed ?? 0, FAULT_NAMES)
    expect(off.size).toBeGreaterThan(10)
    expect(suite.runSeed(seed ?? 0, { off }).violations).toHaveLength(1)
  })
})
