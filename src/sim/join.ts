/**
 * How vehicles come into a world.
 */
import type { Random } from '../core/random.ts'
import { drawCrashPlan } from './crash-points.ts'
import type { FaultMix } from './faults.ts'
import type { World } from './world.ts'

export interface Joining {
  readonly faults: FaultMix
  /** What a crash may be tied to. */
  readonly targets: readonly string[]
  /** Everybody has started by then, in milliseconds. */
  readonly startMsMax: number
}

/** Adds vehicles that start one after the other, half of them with plans to crash. */
export function joinWorld(
  world: World,
  count: number,
  random: Random,
  { faults, targets, startMsMax }: Joining
): void {
  for (let i = 0; i < count; i++) {
    const crashes = random.chance(0.5) ? faults.crashPoints : 0
    const plans = Array.from({ length: crashes }, () => drawCrashPlan(random, targets))
    const vehicle = world.addVehicle(`car-${i}`, plans)
    world.plan(random.next() * startMsMax, () => vehicle.start())
  }
}
