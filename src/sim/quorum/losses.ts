/**
 * What a world of the suite `quorum` may take from its group, so that what was promised can be kept: as
 * many members keep their disks as one that lost its own has to ask.
 */
import { machineKey } from '../../core/keyspace.ts'
import type { WriteOp } from '../../core/machine.ts'
import { majority } from '../../core/quorum.ts'
import type { Losses } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { incarnationOf } from './booths.ts'
import { type QuorumContext, statusOf } from './context.ts'

const REPLACE_MS = 400

export interface QuorumLosses extends Losses {
  /** A member gets an empty disk instead of its own. Returns what puts its own back. */
  takeOut(vehicle: VirtualVehicle): () => void
  /** Its disk has lost something, and will be replaced. */
  isDamaged(vehicle: VirtualVehicle): boolean
  /** A member never comes back. */
  gone(vehicle: VirtualVehicle): void
  /** Another has taken its place. */
  replaced(vehicle: VirtualVehicle): void
}

export function createLosses(context: QuorumContext): QuorumLosses {
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
    const { newest } = booths
    const isNamed =
      vehicle !== undefined &&
      newest?.incarnations[newest.members.indexOf(peer)] === incarnationOf(vehicle)
    // On an earlier disk it does not know yet that another has counted in its place.
    const isInformed = status?.booth === newest?.number && isNamed
    return !doomed.has(peer) && isInformed && status?.role !== 'learner'
  }

  const mayLose = (vehicle: VirtualVehicle): boolean => {
    for (const peer of lost) {
      if (isBack(peer)) {
        lost.delete(peer)
      }
    }
    const isLost = lost.has(vehicle.peer) || doomed.has(vehicle.peer)
    const whole = (booths.newest?.members ?? []).filter(
      (peer) =>
        peer !== vehicle.peer &&
        !lost.has(peer) &&
        (context.rules.joined.get(peer) ?? 0) >= booths.since(peer)
    )
    return !isMember(vehicle) || (!isLost && whole.length >= asked)
  }

  /** Takes all records off a disk. */
  const empty = ({ disk }: VirtualVehicle): readonly WriteOp[] => {
    const keys = disk.keys('')
    const records = keys.flatMap((key): WriteOp[] => {
      const value = disk.get(key)
      return value === undefined ? [] : [{ type: 'put', key, value }]
    })
    disk.apply(keys.map((key) => ({ type: 'del', key })))
    return records
  }

  const wipe = (vehicle: VirtualVehicle): readonly WriteOp[] => {
    vehicle.crash('wiped')
    const records = empty(vehicle)
    doomed.delete(vehicle.peer)
    context.rules.wiped(vehicle.peer)
    context.count('vehicle wiped')
    world.log(vehicle.name, 'has lost its disk', () => `${records.length} records`)
    if (isMember(vehicle)) {
      lost.add(vehicle.peer)
      booths.lost(vehicle)
    }
    return records
  }

  return {
    mayLose: (vehicle) => context.chain() !== '' && mayLose(vehicle),
    wipe,
    takeOut(vehicle) {
      const known = booths.imageOf(vehicle.peer)
      const records = wipe(vehicle)
      return () => {
        vehicle.crash('has its earlier disk again')
        empty(vehicle)
        vehicle.disk.apply(records)
        context.rules.putBack(vehicle.peer, records, booths.newest?.number ?? 0)
        context.count('disk put back')
        world.log(vehicle.name, 'has its earlier disk', () => `${records.length} records`)
        lost.add(vehicle.peer)
        booths.putBack(vehicle, known)
      }
    },
    isDamaged: ({ peer }) => doomed.has(peer),
    gone(vehicle) {
      lost.add(vehicle.peer)
    },
    replaced(vehicle) {
      lost.delete(vehicle.peer)
    },
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
