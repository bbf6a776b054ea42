/**
 * What a world of the suite `bank` may lose, so that what was promised can be kept.
 *
 * Keeps: a majority of the first members has its disks; while members change, all of them have.
 */
import { machineKey } from '../../core/keyspace.ts'
import type { WriteOp } from '../../core/machine.ts'
import type { Random } from '../../core/random.ts'
import type { Losses } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { BankContext } from './context.ts'

const ROLLBACK_MS_MAX = 1_500

export function createLosses(context: BankContext): Losses {
  const { world, plan, promises, lost } = context
  const isMember = (vehicle: VirtualVehicle): boolean =>
    world.vehicles.indexOf(vehicle) < plan.members

  return {
    mayLose(vehicle) {
      if (lost.has(vehicle.peer) || plan.changesMembers) {
        return false
      }
      const members = [...lost].filter((peer) => {
        const one = world.vehicleOf(peer)
        return one !== undefined && isMember(one)
      })
      return !isMember(vehicle) || members.length < Math.floor((plan.members - 1) / 2)
    },
    wipe(vehicle) {
      lost.add(vehicle.peer)
      vehicle.crash('wiped')
      const keys = vehicle.disk.keys('')
      vehicle.disk.apply(keys.map((key) => ({ type: 'del', key })))
      promises.excuse(vehicle.peer, 'local')
      context.count('vehicle wiped')
      world.log(vehicle.name, 'has lost its disk', () => `${keys.length} records`)
    },
    damageTarget: () => undefined
  }
}

/** Now and then what an owner has pending becomes what it was a while ago. */
export function startRollbacks(context: BankContext, random: Random, untilMs: number): void {
  const { world, promises, chain } = context
  const prefix = machineKey('bank', `${chain}/p/`)

  const restore = (vehicle: VirtualVehicle, saved: readonly WriteOp[]): void => {
    if (vehicle.state !== 'up' && vehicle.state !== 'paused') {
      return
    }
    vehicle.crash('an older disk')
    const gone = vehicle.disk.keys(prefix).map((key): WriteOp => ({ type: 'del', key }))
    vehicle.disk.apply([...gone, ...saved])
    promises.excuse(vehicle.peer, 'backed')
    context.count('rollback')
  }

  const next = (): void => {
    world.plan(random.next() * 2 * ROLLBACK_MS_MAX, () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      const vehicle = random.pick(world.vehicles)
      const saved = vehicle.disk.keys(prefix).map((key): WriteOp => {
        return { type: 'put', key, value: vehicle.disk.get(key) ?? new Uint8Array(0) }
      })
      world.plan(random.next() * ROLLBACK_MS_MAX, () => restore(vehicle, saved))
      next()
    })
  }
  next()
}
