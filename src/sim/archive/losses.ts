/**
 * Which vehicles a world of the archive suite may lose, so that what was promised can still be kept.
 *
 * Keeps: of the b + 1 holders of a sealed chain at most b are lost; enough vehicles stay to go on.
 */
import { BLOCKS_RANGE } from '../../core/keyspace.ts'
import type { Losses } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { ArchiveContext } from './context.ts'

const REPLACE_MS_MAX = 3_000
const DAMAGED_MAX = 1

export function createLosses(context: ArchiveContext, join: (name: string) => void): Losses {
  const { world, plan, book, copyRules } = context
  const damaged = new Set<VirtualVehicle>()

  /** Whether some other correct vehicle still has all that the newest table of each chain covers. */
  const isCovered = (without: VirtualVehicle): boolean =>
    [...book.chains.values()].every((chain) => {
      const { members = [] } = chain.newest?.table ?? {}
      const holders = [chain.chain.genesis.proposer ?? '', ...members]
      return (
        !holders.includes(without.peer) ||
        holders.some((peer) => {
          const holder = world.vehicleOf(peer)
          const isLeft = holder !== undefined && holder.state !== 'gone' && holder !== without
          return isLeft && !holder.isByzantine && !copyRules.isDamaged(peer, chain.chain.id)
        })
      )
    })

  const isPivot = (vehicle: VirtualVehicle): boolean =>
    plan.hasPivot && vehicle === world.vehicles[0]

  return {
    mayLose(vehicle) {
      const left = world.vehicles.filter(({ state }) => state !== 'gone').length - 1
      return !isPivot(vehicle) && left >= plan.backups + 2 && isCovered(vehicle)
    },
    wipe(vehicle) {
      vehicle.depart()
      world.plan(context.random.next() * REPLACE_MS_MAX, () => join(`${vehicle.name}'`))
    },
    damageTarget(vehicle) {
      if ((damaged.size >= DAMAGED_MAX && !damaged.has(vehicle)) || !isCovered(vehicle)) {
        return undefined
      }
      damaged.add(vehicle)
      for (const chain of book.chains.keys()) {
        copyRules.damaged(vehicle.peer, chain)
      }
      // A vehicle that has lost its promises votes no more, and nothing goes on without a pivot.
      const isBlock = context.random.chance(0.8) || isPivot(vehicle)
      return { prefix: isBlock ? BLOCKS_RANGE.gte : 's/', mayBeLost: true }
    }
  }
}
