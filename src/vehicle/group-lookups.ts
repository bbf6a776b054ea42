/**
 * What a vehicle knows of groups, for those who look at it from outside.
 */
import type { ChainId } from '../core/genesis.ts'
import type { Head } from '../core/holdings.ts'
import type { PeerId } from '../core/peer.ts'
import type { SnapshotNote } from '../core/signal.ts'
import type { PaxosMachine } from '../protocols/paxos/index.ts'

export interface GroupLookups {
  /** Members in force, as far as this vehicle knows. */
  membersOf(chain: ChainId): readonly PeerId[]
  /** The newest decided block of a group that is kept here. */
  decidedOf(chain: ChainId): Head | undefined
  /** The newest snapshot of its state; the parts lie below `snapshotKey` on the disk. */
  snapshotOf(chain: ChainId): SnapshotNote | undefined
}

export function createGroupLookups(
  paxos: Pick<PaxosMachine, 'boothOf' | 'decidedOf' | 'snapshotOf'>,
  reconcile: Pick<GroupLookups, 'membersOf'>
): GroupLookups {
  return {
    membersOf: (chain) => paxos.boothOf(chain)?.members ?? reconcile.membersOf(chain),
    decidedOf: paxos.decidedOf,
    snapshotOf: paxos.snapshotOf
  }
}
