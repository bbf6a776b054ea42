/**
 * Crash points fire at the batch they were planned for.
 */
import { expect, test } from 'vitest'
import type { Effect } from '../../../src/core/machine.ts'
import { createRandom } from '../../../src/core/random.ts'
import { createCrashPoints, drawCrashPlan } from '../../../src/sim/crash-points.ts'

const vote: Effect = { type: 'send', to: 'p', protocol: 'certify', message: { type: 'vote' } }
const write: Effect = {
  type: 'write',
  ops: [{ type: 'put', key: 's/certify/x', value: new Uint8Array(0) }]
}
const reply: Effect = { type: 'reply', id: '1', reply: { type: 'ok', value: 0 } }

test('crash points: a plan fires once, at the n-th batch with its target', () => {
  const plan = {
    target: 'send certify:vote',
    occurrence: 2,
    where: { type: 'afterWrite' }
  } as const
  const points = createCrashPoints([plan])
  expect(points.match([write, vote, vote])).toBeUndefined()
  expect(points.match([write])).toBeUndefined()
  expect(points.match([vote])).toBe(plan)
  expect(points.match([vote])).toBeUndefined()
})

const block: Effect = {
  type: 'write',
  ops: [{ type: 'put', key: 'b/x/1', value: new Uint8Array(0) }]
}

test('crash points: sends, kinds of records and replies are targets', () => {
  for (const target of ['send certify:vote', 'write s/certify', 'write b', 'reply ok']) {
    const plan = { target, occurrence: 1, where: { type: 'beforeWrite' } } as const
    expect(createCrashPoints([plan]).match([vote, write, block, reply]), target).toBe(plan)
  }
  for (const target of ['send certify:vo', 'write s/cert', 'write b/y', 'reply o']) {
    const plan = { target, occurrence: 1, where: { type: 'beforeWrite' } } as const
    expect(createCrashPoints([plan]).match([vote, write, block, reply]), target).toBeUndefined()
  }
})

test('crash points: drawn plans hit every place and mostly the first occurrences', () => {
  const random = createRandom(5)
  const plans = Array.from({ length: 300 }, () => drawCrashPlan(random, ['a', 'b']))
  expect(new Set(plans.map(({ where }) => where.type)).size).toBe(3)
  expect(new Set(plans.map(({ target }) => target)).size).toBe(2)
  expect(plans.filter(({ occurrence }) => occurrence <= 3).length).toBeGreaterThan(150)
  expect(plans.every(({ occurrence }) => occurrence >= 1 && occurrence <= 12)).toBe(true)
})
