/**
 * What all clients of the simulation do: choose a vehicle, and count what it answers.
 */
import type { Random } from '../core/random.ts'
import type { Answer, VirtualVehicle } from './virtual-vehicle.ts'
import type { World } from './world.ts'

/** One that runs, or seems to; if there is none, any. */
export function pickVehicle(world: Pick<World, 'vehicles'>, random: Random): VirtualVehicle {
  const there = world.vehicles.filter(({ state }) => state === 'up' || state === 'paused')
  return random.pick(there.length > 0 ? there : world.vehicles)
}

/** An answer in one or two words. */
export function wordOf(answer: Answer): string {
  return answer.type === 'refused' ? `refused ${answer.reason}` : answer.type
}
