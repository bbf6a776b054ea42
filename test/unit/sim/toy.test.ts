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

  test('an outage takes vehicles at once, mostly all, and they start again together', () => {
    const off = new Set(FAULT_NAMES.filter((name) => name !== 'outages'))
    const sizes: number[] = []
    for (let seed = 1; seed <= 60; seed++) {
      const lines: string[] = []
      toySuite().runSeed(seed, { off, print: (line) => lines.push(line) })
      const at = lines.findIndex((line) => line.includes('loses power'))
      const [, dark = ''] = lines[at]?.split('loses power ') ?? []
      const names = dark.split(' ').filter((name) => name !== '')
      const timesOf = (what: string): number[] =>
        names.map((name) => {
          const line = lines
            .slice(at)
            .find((one) => one.includes(` ${name} `) && one.includes(what))
          return Number.parseFloat(line ?? '')
        })
      if (names.length > 0) {
        const [down, up] = [timesOf('is down power loss'), timesOf('is up')]
        expect(new Set(down).size, `seed ${seed}`).toBe(1)
        expect(Math.max(...up) - Math.min(...up), `seed ${seed}`).toBeLessThanOrEqual(60)
        expect(Math.min(...up) - Math.max(...down), `seed ${seed}`).toBeGreaterThanOrEqual(19)
        sizes.push(names.length)
      }
    }
    expect(sizes.length).toBeGreaterThan(5)
    expect(new Set(sizes)).toContain(3)
  })

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
