/**
 * Clocks of vehicles drift and never go back.
 */
import { expect, test } from 'vitest'
import { createClock, WORLD_EPOCH_MS } from '../../../src/sim/clock.ts'

test('clock: shows whole milliseconds that drift from the world and never go back', () => {
  const clock = createClock(-500, 1.05)
  expect(clock.read(0)).toBe(WORLD_EPOCH_MS - 500)
  expect(clock.read(1000)).toBe(WORLD_EPOCH_MS + 550)
  let before = 0
  for (let worldMs = 0; worldMs < 100; worldMs += 0.3) {
    const now = clock.read(worldMs)
    expect(Number.isInteger(now), `at ${worldMs}`).toBe(true)
    expect(now, `at ${worldMs}`).toBeGreaterThanOrEqual(before)
    before = now
  }
})

test('clock: tells when a local time comes', () => {
  const clock = createClock(77, 0.95)
  const worldMs = clock.worldTimeOf(WORLD_EPOCH_MS + 10_000)
  expect(clock.read(worldMs + 1e-3)).toBe(WORLD_EPOCH_MS + 10_000)
  expect(clock.read(worldMs - 1.2)).toBeLessThan(WORLD_EPOCH_MS + 10_000)
})
