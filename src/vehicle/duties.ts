/**
 * What this vehicle is for each chain, by what its machines say.
 */
import type { Environment } from '../core/environment.ts'
import type { ChainId } from '../core/genesis.ts'
import type { createPaxos } from '../protocols/paxos/index.ts'
import type { createRelease } from '../protocols/release/index.ts'
import type { createReplicate } from '../protocols/replicate/index.ts'
import type { Duty } from './types.ts'

export interface Duties {
  dutyOf(chain: ChainId): Duty
  /** The log of a group that is kept here: its state is made of it, now or once this vehicle joins. */
  isOfGroup(chain: ChainId): boolean
  /** The copy may go: neither own, nor a group's, nor a backup, nor being released. */
  isTemporary(chain: ChainId): boolean
}

interface DutyMachines {
  readonly replicate: Pick<ReturnType<typeof createReplicate>, 'dutyOf'>
  readonly release: Pick<ReturnType<typeof createRelease>, 'forwardOf' | 'isDeleting'>
  readonly paxos: Pick<ReturnType<typeof createPaxos>, 'isMember' | 'keepsLog'>
}

export function createDuties(
  { self, holdings }: Environment,
  { replicate, release, paxos }: DutyMachines
): Duties {
  const isOwn = (chain: ChainId): boolean => holdings.get(chain)?.chain.genesis.proposer === self
  const isOfGroup = (chain: ChainId): boolean => paxos.keepsLog(chain)

  return {
    isOfGroup,
    dutyOf(chain) {
      if (isOwn(chain)) {
        return 'proposer'
      }
      if (paxos.isMember(chain)) {
        return 'voter'
      }
      const kept = replicate.dutyOf(chain)
      if (kept === 'backup' || kept === 'obsolete') {
        return kept
      }
      if (release.forwardOf(chain) !== undefined) {
        return 'former'
      }
      return (holdings.get(chain)?.runs.length ?? 0) > 0 ? 'member' : 'none'
    },
    isTemporary: (chain) =>
      !isOwn(chain) &&
      !isOfGroup(chain) &&
      replicate.dutyOf(chain) === 'none' &&
      !release.isDeleting(chain)
  }
}
