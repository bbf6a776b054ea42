/**
 * Lying vehicles: each runs the real machine and lies about one thing on the way out.
 *
 * Keeps: a liar signs only with its own key, so whatever it achieves, a real one could.
 */
import type { Random } from '../../core/random.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { lieAsBlocker } from './blocker.ts'
import type { ArchiveContext } from './context.ts'
import { lieAsForger } from './forger.ts'
import { lieAsForker, sayYes } from './forker.ts'
import { lieAsHolder } from './liar-holder.ts'

/** Makes one vehicle of the world a liar, or a proposer and its accomplice. */
export function makeLiar(context: ArchiveContext, random: Random): void {
  const { world, plan } = context
  const vehicle = random.pick(world.vehicles)
  const proposer = world.vehicles.at(-1)
  const lie = random.integer(0, 4)
  if (lie === 0 && proposer !== undefined) {
    expose(context, proposer, 'forker')
    const accomplice = world.vehicles[1]
    const hasAccomplice = plan.vehicles >= 7 && accomplice !== undefined
    if (hasAccomplice) {
      expose(context, accomplice, 'yes-sayer')
      sayYes(context, accomplice)
    }
    lieAsForker(context, proposer, hasAccomplice ? [accomplice] : [], random)
  } else if (lie === 1) {
    expose(context, vehicle, 'yes-sayer')
    sayYes(context, vehicle)
  } else if (lie === 2) {
    expose(context, vehicle, 'false holder')
    lieAsHolder(context, vehicle, random)
  } else if (lie === 3) {
    expose(context, vehicle, 'blocker')
    lieAsBlocker(context, vehicle, random)
  } else {
    expose(context, vehicle, 'forger')
    lieAsForger(context, vehicle, random)
  }
}

function expose(context: ArchiveContext, vehicle: VirtualVehicle, name: string): void {
  vehicle.isByzantine = true
  context.count(`liar ${name}`)
  context.world.log(vehicle.name, `is a liar: ${name}`)
}
