/**
 * What a world of the suite `quorum` may take from its group, so that what was promised can be kept: as
 * many members keep their disks as one that lost its own has to ask.
 */
import { machineKey } from '../../core/keyspace.ts'
import { majority } from '../../core/quorum.ts'
import type { Losses } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { type QuorumContext, statusOf } from './context.ts'

const REPLACE_MS = 400

export function createLosses(context: QuorumContext): Losses {
  const { world, plan, booths } = context
  const { members, rules } = plan
  const asked = Math.max(members - rules.writes, members - majority(members)) + 1
  const lost = new Set<string>()
  /** Their disks are damaged, and will be replaced. */
  const doomed = new Set<string>()

  const isMember = ({ peer }: VirtualVehicle): boolean =>
    booths.newest?.members.includes(peer) === true

  /** It is a member that counts again. */
  const isBack = (peer: string): boolean => {
    const vehicle = world.vehicleOf(peer)
    const status = vehicle === undefined ? undefined : statusOf(vehicle, context.chain())
    return !doomed.has(peer) && status !== undefined && status.role !== 'learner'
  }

  const mayLose = (vehicle: VirtualVehicle): boolean => {
    for (const peer of lost) {
      if (isBack(peer)) {
        lost.delete(peer)
      }
    }
    const isLost = lost.has(vehicle.peer) || doomed.has(vehicle.peer)
    const whole = [...context.rules.everReady].filter(
      (peer) => peer !== vehicle.peer && !lost.has(peer)
    )
    return !isMember(vehicle) || (!isLost && whole.length >= asked)
  }

  const wipe = (vehicle: VirtualVehicle): void => {
    vehicle.crash('wiped')
    const keys = vehicle.disk.keys('')
    vehicle.disk.apply(keys.map((key) => ({ type: 'del', key })))
    doomed.delete(vehicle.peer)
    context.rules.wiped(vehicle.peer)
    context.count('vehicle wiped')
    world.log(vehicle.name, 'has lost its disk', () => `${keys.length} records`)
    if (isMember(vehicle)) {
      lost.add(vehicle.peer)
      booths.lost(vehicle)
    }
  }

  return {
    mayLose: (vehicle) => context.chain() !== '' && mayLose(vehicle),
    wipe,
    damageTarget(vehicle) {
      if (context.chain() === '' || !isMember(vehicle) || !mayLose(vehicle)) {
        return undefined
      }
      lost.add(vehicle.peer)
      doomed.add(vehicle.peer)
      context.count('disk damaged')
      // Somebody sees to it that a damaged disk is replaced.
      world.plan(REPLACE_MS, () => wipe(vehicle))
      return { prefix: machineKey('quorum', ''), mayBeLost: false }
    }
  }
}
