/**
 * Numbers of a log that may lose its end: which of them it has kept.
 */
import { expect, test } from 'vitest'
import { isKept, nextLine } from '../../../src/core/lines.ts'

const LINE = 2 ** 32

test('lines: a number of this line is kept when the log has reached it', () => {
  expect([0, 6, 7].map((number) => isKept(number, 6, []))).toEqual([true, true, false])
})

test('lines: a number of an earlier line is kept when it was not beyond the end of that', () => {
  const now = 2 * LINE + 3
  const ends = [6, LINE + 2]
  const numbers = [6, 7, LINE, LINE + 2, LINE + 3, now, now + 1, 3 * LINE]
  const kept = [true, false, true, true, false, true, false, false]
  expect(numbers.map((number) => isKept(number, now, ends))).toEqual(kept)
})

test('lines: of a line whose end is forgotten nothing counts as kept', () => {
  expect(isKept(1, 2 * LINE, [LINE + 2])).toBe(false)
})

test('lines: the next one begins behind all numbers of this one', () => {
  expect([0, 1, LINE - 1, LINE, LINE + 5].map(nextLine)).toEqual([
    ...[LINE, LINE, LINE],
    ...[2 * LINE, 2 * LINE]
  ])
})
