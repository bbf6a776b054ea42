/**
 * What a world of the suite `paxos` may take from its group, so that what was promised can be kept.
 *
 * Keeps: of each booth that may still matter a majority has its disks; a vehicle that loses its disk
 * comes back under its old name as a stranger.
 */
import type { Booth } from '../../core/booth.ts'
import { fromUtf8 } from '../../core/bytes.ts'
import type { Losses } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { PaxosContext } from './context.ts'
import { INCARNATION_KEY } from './program.ts'

/** The booth in force and the one before, which serves until the new members are ready. */
const BOOTHS_THAT_MATTER = 2

export function createLosses(context: PaxosContext): Losses {
  const { world, plan } = context
  /** A vehicle that is being invited while it loses its disk would count twice. */
  const isSettled = (booth: Booth, vehicle: VirtualVehicle): boolean =>
    booth.members.includes(vehicle.peer) || !plan.changesMembers

  return {
    mayLose(vehicle) {
      const booths = context.truth()?.booths.slice(-BOOTHS_THAT_MATTER) ?? []
      return (
        booths.length > 0 &&
        booths.every((booth) => {
          const members = new Set([...lostMembers(context, booth), vehicle.peer])
          const lost = [...members].filter((peer) => booth.members.includes(peer)).length
          return isSettled(booth, vehicle) && lost <= lossesMax(context, booth)
        })
      )
    },
    wipe(vehicle) {
      vehicle.crash('wiped')
      const keys = vehicle.disk.keys('')
      vehicle.disk.apply(keys.map((key) => ({ type: 'del', key })))
      context.wiped(vehicle.peer)
      context.count('vehicle wiped')
      world.log(vehicle.name, 'has lost its disk', () => `${keys.length} records`)
    },
    damageTarget: () => undefined
  }
}

/** A booth that follows may have three members, of which one may be lost. */
function lossesMax({ plan }: PaxosContext, booth: Booth): number {
  return plan.changesMembers ? 1 : Math.floor((booth.members.length - 1) / 2)
}

/** Members of a booth that are gone, or have another disk than the one they were invited with. */
export function lostMembers({ world }: PaxosContext, booth: Booth): readonly string[] {
  return booth.members.filter((peer, i) => {
    const vehicle = world.vehicleOf(peer)
    const stored = vehicle?.disk.get(INCARNATION_KEY)
    const incarnation = stored === undefined ? undefined : fromUtf8(stored)
    return vehicle?.state === 'gone' || incarnation !== booth.incarnations[i]
  })
}
