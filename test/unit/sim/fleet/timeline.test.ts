/** A number that goes up and down, told minute by minute. */
import { expect, it } from 'vitest'
import { createRepairs, repairFigures } from '../../../../src/sim/fleet/repairs.ts'
import { createTimeline, MINUTE_MS, minuteOf } from '../../../../src/sim/fleet/timeline.ts'
import type { FleetMember } from '../../../../src/sim/fleet/world.ts'

const FROM_MS = 1_000

it('timeline: a minute has what there was at its end, and the most in it, in whatever order it was noted', () => {
  const timeline = createTimeline()
  const at = (minute: number, by: number): void => timeline.change(FROM_MS + minute * MINUTE_MS, by)
  at(2.5, -2)
  at(1.2, 3)
  at(-0.7, 9)
  at(-0.5, -7)
  at(1.4, -1)
  at(2.4, 1)
  expect(timeline.minutes(FROM_MS, 5)).toEqual([
    { last: 2, peak: 2 },
    { last: 2, peak: 2 },
    { last: 4, peak: 5 },
    { last: 3, peak: 5 },
    { last: 3, peak: 3 }
  ])
})

it('timeline: what happens at the end of a minute is of that minute; what comes later is not told', () => {
  const timeline = createTimeline()
  timeline.change(FROM_MS, 1)
  timeline.change(FROM_MS + MINUTE_MS, 1)
  timeline.change(FROM_MS + MINUTE_MS + 1, 1)
  expect(timeline.minutes(FROM_MS, 2).map(({ last }) => last)).toEqual([1, 2])
  expect(timeline.minutes(FROM_MS, 0)).toEqual([])
  expect([0, FROM_MS, FROM_MS + 1].map((atMs) => minuteOf(FROM_MS, atMs))).toEqual([0, 0, 1])
})

it('repairs: a draft is under way while its issuer is there, and is counted where it begins', () => {
  let nowMs = 0
  const repairs = createRepairs(() => nowMs)
  const [one, other] = [{}, {}] as unknown as readonly [FleetMember, FleetMember]
  const at = (minute: number, run: () => void): void => {
    nowMs = minute * MINUTE_MS
    run()
  }
  at(0, () => repairs.begin(one, 'a'))
  at(2.5, () => repairs.begin(one, 'b'))
  at(2.6, () => repairs.begin(one, 'b'))
  at(2.7, () => repairs.left(one))
  at(2.8, () => repairs.end(other, 'b'))
  // Another neighbourhood, whose time is run behind that of the first one.
  at(2.55, () => repairs.begin(other, 'c'))
  at(2.65, () => repairs.end(other, 'c'))
  at(3.5, () => repairs.arrived(one))
  const minutes = repairs.minutes(0, 5)
  expect(minutes.map(({ peak }) => peak)).toEqual([1, 1, 1, 3, 2])
  expect(minutes.map(({ begun }) => begun)).toEqual([0, 0, 0, 3, 0])
  expect(repairFigures(minutes)).toEqual({ begun: 3, peak: 3 })
})
