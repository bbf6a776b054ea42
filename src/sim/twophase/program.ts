/**
 * The real vehicle as the program of the suite `twophase`, with limits of the log that a world can reach.
 */
import { OPEN_FLEET } from '../../core/fleet.ts'
import type { Effect, Sink } from '../../core/machine.ts'
import type { VehicleEvent } from '../../vehicle/types.ts'
import { createVehicle } from '../../vehicle/vehicle.ts'
import { vehicleProgram } from '../archive/program.ts'
import type { SimProgram } from '../program.ts'
import type { TwophasePlan } from './plan.ts'

export function ringProgram({ options, ringLimits }: TwophasePlan): SimProgram {
  const optionsOf = (name: string) => ({ name, ...options })
  return {
    ...vehicleProgram(optionsOf),
    createVehicle({ name, self, crypto, random, disk, nowMs }) {
      const own = { self, crypto, random, fleet: OPEN_FLEET }
      const vehicle = createVehicle({ ...own, options: optionsOf(name), ringLimits }, disk, nowMs)
      return {
        // The union of events is the same; the network gives each protocol its own messages.
        step: (now, event, out) =>
          vehicle.step(now, event as VehicleEvent, out as Sink<Effect<never, never>>),
        status: (now) => vehicle.status(now)
      }
    }
  }
}
