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

/** The name to ask again by; undefined when the answer tells none. */
export function nameIn(answer: Answer): string | undefined {
  return answer.type === 'unknown' || answer.type === 'crashed' ? answer.operation : undefined
}

/**
 * It is certain that what was asked for is not done, and never will be. `isFirst`: it was asked for without
 * a name, so a vehicle that crashed before it gave one has sent it to nobody.
 */
export function isUndone(answer: Answer, isFirst: boolean): boolean {
  return answer.type === 'refused'
    ? isFirst || answer.reason === 'otherOperation'
    : isFirst && answer.type === 'crashed' && answer.operation === undefined
}

/** An answer in one or two words. */
export function wordOf(answer: Answer): string {
  return answer.type === 'refused' ? `refused ${answer.reason}` : answer.type
}
