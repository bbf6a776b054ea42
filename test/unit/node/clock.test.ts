/**
 * The clocks of a running vehicle: what a sleep, and what a set system clock makes of them.
 */
import { describe, expect, test } from 'vitest'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import { createClock } from '../../../src/node/clock.ts'
import { createGossipCheck, type GossipCheckPorts } from '../../../src/node/gossip-check.ts'
import { completeAdvert } from '../../../src/node/neighbours.ts'
import type { AdvertMessage } from '../../../src/protocols/gossip/index.ts'

/** A machine that has run for 5 s when the vehicle starts. */
function machine(hasSleepless = true) {
  const at = { epochMs: 1_000_000, progressMs: 50, sleeplessMs: 5_000 }
  const clock = createClock({
    epochMs: () => at.epochMs,
    progressMs: () => at.progressMs,
    // As /proc/uptime: cut to 10 ms.
    awakeAndAsleepMs: () => (hasSleepless ? Math.floor(at.sleeplessMs / 10) * 10 : undefined)
  })
  const run = (ms: number): void => {
    at.epochMs += ms
    at.progressMs += ms
    at.sleeplessMs += ms
  }
  const sleep = (ms: number): void => {
    at.epochMs += ms
    at.sleeplessMs += ms
  }
  return { at, clock, run, sleep }
}

describe('clock', () => {
  test('does not follow the system time backwards or forwards, and tells each setting once', () => {
    const { at, clock, run } = machine()
    expect(clock.nowMs()).toBe(1_000_000)
    expect(clock.news()).toEqual([])
    at.epochMs = 5
    run(10.7)
    expect(clock.nowMs()).toBe(1_000_010)
    expect(clock.wallMs()).toBe(15)
    at.progressMs -= 5
    expect(clock.nowMs(), 'never back').toBe(1_000_010)
    at.progressMs += 5
    at.epochMs = 90_000_000
    run(1_000)
    expect(clock.nowMs()).toBe(1_001_010)
    expect(clock.wallMs()).toBe(90_001_000)
    expect(clock.news()).toEqual([{ name: 'node:clockSet', detail: { aheadMs: 88_999_990 } }])
    run(10_000)
    expect(clock.news(), 'once').toEqual([])
    at.epochMs = clock.nowMs()
    expect(clock.news()).toEqual([{ name: 'node:clockSet', detail: { aheadMs: 0 } }])
  })

  test('counts the time for which the computer slept, by 20 ms less at most', () => {
    const { at, clock, run, sleep } = machine()
    run(1_000)
    sleep(60_004)
    expect(clock.nowMs()).toBe(1_060_980)
    run(1_000)
    expect(clock.nowMs()).toBe(1_061_980)
    expect(clock.news()).toEqual([{ name: 'node:slept', detail: { ms: 59_980 } }])
    // The system clock is set in the same sleep; only what was slept counts.
    sleep(3_600_000)
    at.epochMs -= 7_200_000
    expect(clock.nowMs()).toBe(4_661_980)
    expect(clock.news()).toEqual([
      { name: 'node:slept', detail: { ms: 3_600_000 } },
      { name: 'node:clockSet', detail: { aheadMs: -7_199_976 } }
    ])
    expect(clock.news()).toEqual([])
  })

  test('makes no sleep of a clock that goes nowhere, back, or is not there', () => {
    const without = machine(false)
    without.sleep(60_000)
    expect(without.clock.nowMs()).toBe(1_000_000)
    const { at, clock, run } = machine()
    at.sleeplessMs -= 4_000
    at.epochMs += 4_000
    run(100)
    expect(clock.nowMs()).toBe(1_000_100)
    // Rounding and small steps of the system clock are none either.
    const rounded = machine()
    for (let i = 0; i < 100; i++) {
      rounded.at.epochMs += 200
      rounded.run(7.3)
      rounded.clock.nowMs()
    }
    expect(rounded.clock.nowMs()).toBe(1_000_730)
  })
})

describe('adverts of a vehicle whose system clock was set after its start', () => {
  const advert: AdvertMessage = {
    ...{ type: 'advert', freeBytes: 1, hostedByteHours: 0, group: '' },
    ...{ timeMs: 1_000_000, addresses: [], membership: new Uint8Array(0) }
  }
  const verdictAt = (wallMs: number, message: AdvertMessage) =>
    createGossipCheck({ wallMs: () => wallMs, fleet: OPEN_FLEET } as GossipCheckPorts)('a', message)

  test('are told by the system time, and heard by it', () => {
    const { at, clock } = machine()
    at.epochMs = 90_000_000
    const facts = { addresses: ['/ip4/10.0.0.7/tcp/4001'], membership: Uint8Array.of(1) }
    const told = completeAdvert(advert, { ...facts, wallMs: clock.wallMs() })
    expect(told).toEqual({ ...advert, ...facts, timeMs: 90_000_000 })
    expect(verdictAt(90_010_000, told as AdvertMessage)).toBe('accept')
    expect(verdictAt(clock.wallMs(), { ...advert, timeMs: 90_010_000 })).toBe('accept')
    expect(verdictAt(90_010_000, advert)).toBe('ignore')
  })
})
