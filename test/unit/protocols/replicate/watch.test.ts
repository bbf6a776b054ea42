/** The watch: often while there is a reason to look, seldom while there is none. */
import { describe, expect, it } from 'vitest'
import { createWatch } from '../../../../src/protocols/replicate/watch.ts'

const INTERVAL_MS = 7_500
const REST_MS = 600_000

describe('watch', () => {
  it('watch: looks once an interval while there is a reason', () => {
    const watch = createWatch(INTERVAL_MS)
    watch.start(1_000)
    expect(watch.take(8_499)).toBe(false)
    expect(watch.take(8_500)).toBe(true)
    expect(watch.take(8_501)).toBe(false)
    expect(watch.dueAtMs()).toBe(16_000)
  })

  it('watch: at rest it still looks now and then', () => {
    const watch = createWatch(INTERVAL_MS)
    watch.start(0)
    watch.rest(INTERVAL_MS)
    expect(watch.dueAtMs()).toBe(REST_MS)
    expect(watch.take(REST_MS)).toBe(true)
    watch.rest(REST_MS)
    expect(watch.dueAtMs()).toBe(2 * REST_MS)
  })

  it('watch: those of one vehicle rest until the same moment', () => {
    const watches = [createWatch(INTERVAL_MS), createWatch(10_000)]
    for (const watch of watches) {
      watch.start(123)
    }
    watches[0]?.rest(7_623)
    watches[1]?.rest(10_123)
    expect(watches.map((watch) => watch.dueAtMs())).toEqual([REST_MS + 123, REST_MS + 123])
  })

  it('watch: an interval longer than its rest stays as it is', () => {
    const watch = createWatch(2 * REST_MS)
    watch.rest(0)
    expect(watch.dueAtMs()).toBe(2 * REST_MS)
  })

  it('watch: what wakes it brings the next look nearer, never puts it off', () => {
    const watch = createWatch(INTERVAL_MS)
    watch.start(0)
    watch.rest(0)
    watch.wake(10, 30_000)
    expect(watch.dueAtMs()).toBe(30_010)
    watch.wake(20, 60_000)
    expect(watch.dueAtMs()).toBe(30_010)
    watch.wake(20, 0)
    expect(watch.take(20)).toBe(true)
  })
})
