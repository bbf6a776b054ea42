/**
 * V6, V7 and the bounds on trial: what a vehicle says of itself is looked at once a second.
 */
import { expect, test } from 'vitest'
import type { Effect } from '../../../../src/core/machine.ts'
import { WORLD_EPOCH_MS } from '../../../../src/sim/clock.ts'
import type { VirtualVehicle } from '../../../../src/sim/virtual-vehicle.ts'
import { type Court, openCourt } from '../../../support/court.ts'
import { TOY_KEY, toyProgram } from '../../../support/toy.ts'

/** A vehicle that says this of itself and sets so many timers. */
function run(status: object, timers: number): Court {
  const toy = toyProgram(() => [])
  const court = openCourt(1, [], {
    ...toy,
    createVehicle: () => ({
      status: () => status,
      step(nowMs, event, out: { push(effect: Effect): unknown }) {
        for (let i = 0; i < timers && event.type === 'start'; i++) {
          out.push({ type: 'timer', id: `t${i}`, atMs: nowMs + 100_000 })
        }
      }
    })
  })
  const [car] = court.cars as [VirtualVehicle]
  car.start()
  court.context.world.run(60_000)
  return court
}

const quota = (usedBytes: number): object => ({
  quota: { quotaBytes: 10, usedBytes },
  machines: {}
})

test('V6: copies and reservations stay within the quota', () => {
  expect(run(quota(10), 1).broken()).toEqual([])
  expect(run(quota(11), 1).broken()).toEqual(['V6'])
})

test('V6: the quota is also looked at between two seconds, when something reaches the disk', () => {
  for (const [overMs, wanted] of [
    [0, []],
    [300, ['V6']]
  ] as const) {
    let isOver = false
    const toy = toyProgram(() => [])
    const court = openCourt(1, [], {
      ...toy,
      createVehicle: () => ({
        status: () => quota(isOver ? 11 : 10),
        step(nowMs, event, out: { push(effect: Effect): unknown }) {
          if (event.type === 'start') {
            out.push({ type: 'timer', id: 'over', atMs: nowMs + 1_200 })
            out.push({ type: 'timer', id: 'back', atMs: nowMs + 1_200 + overMs })
          } else if (event.type === 'timer') {
            isOver = event.id === 'over' && overMs > 0
            const value = new Uint8Array(0)
            out.push({ type: 'write', ops: [{ type: 'put', key: TOY_KEY, value }] })
          }
        }
      })
    })
    const [car] = court.cars as [VirtualVehicle]
    car.start()
    court.context.world.run(60_000)
    expect(court.broken(), `over for ${overMs} ms`).toEqual(wanted)
  }
})

test('V7: a reservation goes when it has expired', () => {
  const keep = (untilMs: number): object => ({
    ...quota(0),
    machines: { replicate: { transfers: { chain: { untilMs } } } }
  })
  expect(run(keep(WORLD_EPOCH_MS + 30_000), 1).broken()).toEqual([])
  expect(run(keep(WORLD_EPOCH_MS + 1_000), 1).broken()).toEqual(['V7'])
})

test('bounds: timers do not pile up', () => {
  expect(run(quota(0), 2_000).broken()).toEqual([])
  expect(run(quota(0), 2_001).broken()).toEqual(['bounds'])
})
