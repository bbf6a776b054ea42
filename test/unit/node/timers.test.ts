/**
 * Timers of the driver.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTimers } from '../../../src/node/timers.ts'

describe('timers', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const make = () => {
    const fired: string[] = []
    const timers = createTimers({ nowMs: () => Date.now() }, (id) => {
      fired.push(`${id}@${Date.now()}`)
    })
    return { fired, timers }
  }

  test('one id fires once, at the time set last', () => {
    const { fired, timers } = make()
    timers.set('a', 100)
    timers.set('a', 300)
    timers.set('b', 200)
    timers.set('b', 150)
    vi.advanceTimersByTime(1_000)
    expect(fired).toEqual(['b@150', 'a@300'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('undefined cancels, and a time in the past fires without waiting', () => {
    const { fired, timers } = make()
    timers.set('a', 100)
    timers.set('a', undefined)
    timers.set('b', -5)
    vi.advanceTimersByTime(1_000)
    expect(fired).toEqual(['b@0'])
  })

  test('a timer may be set again when it fires', () => {
    const fired: number[] = []
    const timers = createTimers({ nowMs: () => Date.now() }, (id) => {
      fired.push(Date.now())
      if (fired.length < 3) {
        timers.set(id, Date.now() + 10)
      }
    })
    timers.set('a', 10)
    vi.advanceTimersByTime(100)
    expect(fired).toEqual([10, 20, 30])
  })

  test('a wait longer than the system allows is kept', () => {
    const { fired, timers } = make()
    const atMs = 2 ** 31 + 5_000
    timers.set('a', atMs)
    vi.advanceTimersByTime(2 ** 31)
    expect(fired).toEqual([])
    vi.advanceTimersByTime(6_000)
    expect(fired).toEqual([`a@${atMs}`])
  })

  test('a sleep makes a timer late by no more than a minute', () => {
    const fired: string[] = []
    let sleptMs = 0
    const clock = { nowMs: () => Date.now() + sleptMs }
    const timers = createTimers(clock, (id) => fired.push(id))
    timers.set('a', 3_600_000)
    vi.advanceTimersByTime(30_000)
    expect(fired).toEqual([])
    sleptMs = 7_200_000
    vi.advanceTimersByTime(60_000)
    expect(fired).toEqual(['a'])
  })

  test('clear leaves nothing waiting', () => {
    const { fired, timers } = make()
    timers.set('a', 100)
    timers.set('b', 100)
    timers.clear()
    expect(vi.getTimerCount()).toBe(0)
    expect(timers.size).toBe(0)
    vi.advanceTimersByTime(1_000)
    expect(fired).toEqual([])
  })
})
