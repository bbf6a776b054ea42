/**
 * What every rule of the archive suite is given.
 */
import type { PeerId } from '../../core/peer.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import type { Book, ChainBook } from './book.ts'

export interface RuleContext {
  readonly world: World
  readonly book: Book
  /** b of every chain. */
  readonly backups: number
}

/** Reports a broken rule of PROTOCOLS.md, sections 2 and 6, or of this suite. */
export function breaks(
  { world }: RuleContext,
  rule: string,
  vehicle: VirtualVehicle,
  message: string
): void {
  if (!vehicle.isByzantine) {
    world.fail(rule, vehicle.name, message)
  }
}

/** Whether a vehicle keeps to the rules, as far as the world knows. */
export function isCorrect({ world }: RuleContext, peer: PeerId): boolean {
  return world.vehicleOf(peer)?.isByzantine === false
}

export function proposerOf(
  { world }: RuleContext,
  { chain }: ChainBook
): VirtualVehicle | undefined {
  return world.vehicleOf(chain.genesis.proposer ?? '')
}
