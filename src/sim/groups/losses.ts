/**
 * Which vehicles a world of the suite groups may lose, so that what was promised can still be kept.
 *
 * Keeps: no vehicle that is or may become a member is lost for good, since a group that has lost its
 * majority goes on no more; of the backups at least one is left that is whole.
 */
import { BLOCKS_RANGE } from '../../core/keyspace.ts'
import type { Losses } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { GroupsContext } from './context.ts'

export function createGroupLosses(context: GroupsContext, join: (name: string) => void): Losses {
  const { world, plan, book, copyRules } = context
  const damaged = new Set<VirtualVehicle>()
  const lost = new Set<VirtualVehicle>()

  const isWriter = ({ peer }: VirtualVehicle): boolean =>
    plan.changesMembers || context.members().some((member) => member.peer === peer)

  const isCovered = (without: VirtualVehicle): boolean =>
    (book.chains.get(context.chain())?.newest?.table.members ?? []).every((peer, _, all) => {
      const others = all.filter((other) => other !== without.peer)
      return (
        peer !== without.peer ||
        others.some((other) => {
          const holder = world.vehicleOf(other)
          const isWhole = holder !== undefined && holder.state !== 'gone' && !damaged.has(holder)
          return isWhole && !copyRules.isDamaged(other, context.chain())
        })
      )
    })

  return {
    mayLose(vehicle) {
      const left = world.vehicles.filter(({ state }) => state !== 'gone').length - 1
      const isSpare = left >= plan.members + plan.backups && lost.size === 0
      const mayGo = isSpare && !isWriter(vehicle) && isCovered(vehicle)
      if (mayGo) {
        lost.add(vehicle)
      }
      return mayGo
    },
    wipe(vehicle) {
      vehicle.depart()
      world.plan(1_000, () => join(`${vehicle.name}'`))
    },
    damageTarget(vehicle) {
      if (isWriter(vehicle) || damaged.size > 0 || lost.size > 0 || !isCovered(vehicle)) {
        return undefined
      }
      damaged.add(vehicle)
      for (const chain of book.chains.keys()) {
        copyRules.damaged(vehicle.peer, chain)
      }
      return { prefix: BLOCKS_RANGE.gte, mayBeLost: true }
    }
  }
}
