/**
 * The real vehicle as a simulated program: production machines and production codecs.
 */
import { OPEN_FLEET } from '../../core/fleet.ts'
import type { Effect, Sink } from '../../core/machine.ts'
import { GOSSIP, PROTOCOLS } from '../../protocols/registry.ts'
import type { VehicleOptions } from '../../vehicle/options.ts'
import type { VehicleEvent } from '../../vehicle/types.ts'
import { createVehicle } from '../../vehicle/vehicle.ts'
import type { SimCodec, SimProgram } from '../program.ts'

/** `optionsOf` gives the settings of the vehicle with this name. */
export function vehicleProgram(optionsOf: (name: string) => VehicleOptions): SimProgram {
  const protocols = new Map<string, SimCodec>()
  for (const [name, spec] of Object.entries(PROTOCOLS)) {
    protocols.set(name, spec as unknown as SimCodec)
  }
  return {
    protocols,
    gossip: { ...(GOSSIP as unknown as SimCodec), inboundMessagesMax: Number.POSITIVE_INFINITY },
    createVehicle({ name, self, crypto, random, disk, nowMs }) {
      const config = { self, crypto, random, fleet: OPEN_FLEET, options: optionsOf(name) }
      const vehicle = createVehicle(config, disk, nowMs)
      return {
        // The union of events is the same; the network gives each protocol its own messages.
        step: (now, event, out) =>
          vehicle.step(now, event as VehicleEvent, out as Sink<Effect<never, never>>),
        status: (now) => vehicle.status(now)
      }
    }
  }
}
