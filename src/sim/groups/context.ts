/**
 * One running world of the suite groups: the rules of the archive, and what is known of its group.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import { type ArchiveContext, createContext } from '../archive/context.ts'
import type { FaultMix } from '../faults.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import type { GroupsPlan } from './plan.ts'

export interface GroupsContext extends ArchiveContext {
  readonly plan: GroupsPlan
  /** The chain of the group; empty until it has begun. */
  chain(): ChainId
  began(chain: ChainId, members: readonly PeerId[]): void
  /** A change of members was answered. */
  changed(number: number, members: readonly PeerId[]): void
  /** Vehicles of the newest booth that is known from outside, those that are gone among them. */
  members(): readonly VirtualVehicle[]
  pivots(): readonly PeerId[]
  /** Heights of puts that were answered. */
  readonly acknowledged: number[]
}

export function createGroupsContext(
  world: World,
  plan: GroupsPlan,
  faults: FaultMix
): GroupsContext {
  const archive = createContext(world, plan, faults)
  let chain = ''
  let booth = 0
  let members: readonly PeerId[] = []
  return {
    ...archive,
    plan,
    acknowledged: [],
    chain: () => chain,
    began(begun, first) {
      chain = begun
      members = first
      booth = 1
    },
    changed(number, next) {
      if (number > booth) {
        booth = number
        members = next
      }
    },
    members() {
      // A change may have happened although its answer was lost.
      for (const one of archive.book.chains.get(chain)?.booths.values() ?? []) {
        if (one.number > booth) {
          booth = one.number
          members = one.members
        }
      }
      return members.flatMap((peer) => world.vehicleOf(peer) ?? [])
    },
    pivots: () => archive.book.chains.get(chain)?.chain.genesis.pivots ?? []
  }
}
