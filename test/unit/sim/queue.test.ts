/**
 * The queue of planned things: order by time, and by plan within one time.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPlanQueue } from '../../../src/sim/queue.ts'

test('queue: gives things back by time, and by their order within one time', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const queue = createPlanQueue()
      const taken: number[] = []
      for (const [i, atMs] of times.entries()) {
        queue.plan(atMs, () => taken.push(i))
      }
      while (queue.size > 0) {
        expect(queue.peek()).toBeDefined()
        queue.take()?.run()
      }
      const wanted = times
        .map((atMs, i) => ({ atMs, i }))
        .sort((a, b) => a.atMs - b.atMs || a.i - b.i)
      expect(taken).toEqual(wanted.map(({ i }) => i))
    })
  )
})

test('queue: an empty queue has nothing to give', () => {
  const queue = createPlanQueue()
  expect(queue.peek()).toBeUndefined()
  expect(queue.take()).toBeUndefined()
})
