/** How much a vehicle tells others of what it holds. */
import { expect, test } from 'vitest'
import { createAllowance } from '../../../src/core/allowance.ts'

const MIB = 1024 * 1024

/** How often something of this size is told before nothing more is. */
function told(allowance: ReturnType<typeof createAllowance>, nowMs: number, bytes: number): number {
  let times = 0
  while (!allowance.isSpent(nowMs) && times < 1_000) {
    allowance.spend(bytes)
    times++
  }
  return times
}

test('much is told at once, and the last of it may be large', () => {
  const allowance = createAllowance()
  expect(told(allowance, 5, MIB)).toBe(8)
  allowance.spend(0)
  expect(told(allowance, 5, MIB), 'until time passes').toBe(0)
})

test('it comes back with time, and no more of it than there was', () => {
  const allowance = createAllowance()
  told(allowance, 0, MIB)
  expect(told(allowance, 50, MIB)).toBe(5)
  expect(told(allowance, 1_000_000, MIB)).toBe(8)
})

test('what went beyond it is made up for first', () => {
  const allowance = createAllowance()
  allowance.spend(108 * MIB)
  expect(told(allowance, 1_000, MIB)).toBe(0)
  expect(told(allowance, 1_100, MIB)).toBe(8)
})
