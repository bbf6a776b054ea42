/**
 * What a world of the suite `paxos` may take from its group, so that what was promised can be kept.
 *
 * Keeps: of each booth that may still matter a majority has its disks whole; a vehicle that loses its
 * disk comes back under its old name as a stranger, one whose disk is damaged votes no more.
 */
import type { Booth } from '../../core/booth.ts'
import { fromUtf8 } from '../../core/bytes.ts'
import { HELD_PREFIX, machineKey } from '../../core/keyspace.ts'
import type { DamageTarget, Losses } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { PaxosContext } from './context.ts'
import { INCARNATION_KEY } from './program.ts'

/** The booth in force and the one before, which serves until the new members are ready. */
const BOOTHS_THAT_MATTER = 2

export function createLosses(context: PaxosContext): Losses {
  const { world, plan } = context
  const random = world.random.fork()
  /** A vehicle that is being invited while it loses its disk would count twice. */
  const isSettled = (booth: Booth, vehicle: VirtualVehicle): boolean =>
    booth.members.includes(vehicle.peer) || !plan.changesMembers

  const mayLose = (vehicle: VirtualVehicle): boolean => {
    const booths = context.truth()?.booths.slice(-BOOTHS_THAT_MATTER) ?? []
    return (
      booths.length > 0 &&
      booths.every((booth) => {
        const members = new Set([...lostMembers(context, booth), vehicle.peer])
        const lost = [...members].filter((peer) => booth.members.includes(peer)).length
        return isSettled(booth, vehicle) && lost <= lossesMax(context, booth)
      })
    )
  }

  /** What votes rest on, and what a state is made of. */
  const drawTarget = (chain: string): DamageTarget =>
    random.pick([
      { prefix: `b/${chain}/`, mayBeLost: true },
      { prefix: `p/${chain}/`, mayBeLost: true },
      { prefix: machineKey('paxos', ''), mayBeLost: false },
      { prefix: machineKey('paxos', `${chain}/t/`), mayBeLost: false },
      { prefix: HELD_PREFIX, mayBeLost: false }
    ])

  return {
    mayLose,
    wipe(vehicle) {
      vehicle.crash('wiped')
      const keys = vehicle.disk.keys('')
      vehicle.disk.apply(keys.map((key) => ({ type: 'del', key })))
      context.wiped(vehicle.peer)
      context.count('vehicle wiped')
      world.log(vehicle.name, 'has lost its disk', () => `${keys.length} records`)
    },
    damageTarget(vehicle) {
      const chain = context.truth()?.chain
      if (chain === undefined || !mayLose(vehicle)) {
        return undefined
      }
      const target = drawTarget(chain)
      context.damaged(vehicle.peer, target.mayBeLost)
      context.count('disk damaged')
      return target
    }
  }
}

/** A booth that follows may have three members, of which one may be lost. */
function lossesMax({ plan }: PaxosContext, booth: Booth): number {
  return plan.changesMembers ? 1 : Math.floor((booth.members.length - 1) / 2)
}

/**
 * Members of a booth that are gone, or have not the whole disk that they were invited with. What votes do
 * not rest on they get from the others, and find no fault in it at the next start but one.
 */
export function lostMembers(
  { world, isDamaged, isMendable }: PaxosContext,
  booth: Booth,
  damage: 'any' | 'unmendable' = 'any'
): readonly string[] {
  return booth.members.filter((peer, i) => {
    const vehicle = world.vehicleOf(peer)
    const stored = vehicle?.disk.get(INCARNATION_KEY)
    const incarnation = stored === undefined ? undefined : fromUtf8(stored)
    const isBroken = isDamaged(peer) && (damage === 'any' || !isMendable(peer))
    const isWhole = incarnation === booth.incarnations[i] && !isBroken
    return vehicle?.state === 'gone' || !isWhole
  })
}
