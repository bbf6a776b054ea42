/**
 * What a world of the suite `twophase` may lose, so that what was promised can be kept.
 *
 * Keeps: one copy of each key is left, and a majority of the members has its disks. Where vehicles that
 * live are said to be gone, that takes a copy too, and nothing else is lost.
 */
import type { Losses } from '../fault-schedule.ts'
import type { TwophaseContext } from './context.ts'

export function createLosses(context: TwophaseContext): Losses {
  const { world, plan, lost } = context
  return {
    mayLose(vehicle) {
      const most = Math.min(1, plan.copies - 1, Math.floor((plan.members - 1) / 2))
      return !plan.classic && plan.goneShare === 0 && !lost.has(vehicle.peer) && lost.size < most
    },
    wipe(vehicle) {
      lost.add(vehicle.peer)
      vehicle.crash('wiped')
      const keys = vehicle.disk.keys('')
      vehicle.disk.apply(keys.map((key) => ({ type: 'del', key })))
      context.count('vehicle wiped')
      world.log(vehicle.name, 'has lost its disk', () => `${keys.length} records`)
    },
    damageTarget: () => undefined
  }
}
