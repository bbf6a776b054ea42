/**
 * The epochs of a chain as one voter sees them: what it has voted for, and what it may stand for next.
 *
 * Keeps: one vote a chain and epoch, on disk before it is told; no vote for an epoch far beyond all
 * that is known here, so that nobody uses up the epochs; a candidate that nobody outbids stands for
 * the same epoch again, so that it never runs away from its voters.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import type { Disk } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { EPOCHS_AHEAD_MAX, signStewardVote } from '../../core/steward-vote.ts'
import { type Out, PREFIXES, restore, save } from './effects.ts'
import type { VoteRefusal } from './types.ts'

export interface Votes {
  /** The newest epoch that is sealed or voted for, as far as this vehicle knows. */
  epochOf(chain: ChainId): number
  /** The epoch that this vehicle stands for next; undefined when there is none left. */
  nextOf(chain: ChainId, byBackups: boolean): number | undefined
  give(chain: ChainId, epoch: number, steward: PeerId, out: Out): Uint8Array
  /** Why the epoch of a candidacy is not voted for. */
  refusalOf(candidacy: Wanted, byBackups: boolean): VoteRefusal | undefined
  /** A vehicle is elected by this vote once. */
  won(chain: ChainId, epoch: number, out: Out): void
  /** A voter has refused this epoch, because of a later one or of the same. */
  outbid(chain: ChainId, epoch: number, knownEpoch: number): void
  /** A table ends what was heard of the epochs before it. */
  forget(chain: ChainId): void
}

interface Wanted {
  readonly chain: ChainId
  readonly epoch: number
  readonly steward: PeerId
}

/** The newest vote given; stored as JSON. */
interface VoteRecord {
  readonly epoch: number
  readonly steward: PeerId
  /** This vehicle was elected, so it does not stand for the epoch again. */
  readonly isWon?: true
}

/** Epochs that one vote skips at most. */
const EPOCHS_PER_VOTE_MAX = 128

/** Epochs that the word of one voter makes a candidate skip at most: fewer than others vote for. */
export const EPOCHS_PER_REFUSAL_MAX = 64

export function createVotes({ self, crypto, tables }: Environment, disk: Disk): Votes {
  const votes = restore<VoteRecord>(disk, PREFIXES.vote)
  const taken = new Map<ChainId, number>()

  const keep = (chain: ChainId, record: VoteRecord, out: Out): void => {
    votes.set(chain, record)
    save(out, PREFIXES.vote + chain, record)
  }
  const sealedOf = (chain: ChainId): number => tables.get(chain)?.table.epoch ?? 0
  const epochOf = (chain: ChainId): number =>
    Math.max(sealedOf(chain), votes.get(chain)?.epoch ?? 0)

  /** The last epoch that can be sealed: a table of backups follows the one before it. */
  const lastOf = (chain: ChainId, byBackups: boolean): number =>
    byBackups ? Math.min(NUMBER_MAX, sealedOf(chain) + EPOCHS_AHEAD_MAX) : NUMBER_MAX

  return {
    epochOf,
    nextOf(chain, byBackups) {
      const own = votes.get(chain)
      const isOpen = own?.steward === self && own.isWon !== true
      const voted = isOpen ? own.epoch - 1 : (own?.epoch ?? 0)
      const epoch = Math.max(sealedOf(chain), voted, taken.get(chain) ?? 0) + 1
      return epoch <= lastOf(chain, byBackups) ? epoch : undefined
    },
    give(chain, epoch, steward, out) {
      keep(chain, { epoch, steward }, out)
      return signStewardVote(crypto, { chain, epoch, steward, voter: self })
    },
    refusalOf({ chain, epoch, steward }, byBackups) {
      const before = votes.get(chain)
      if (epoch <= sealedOf(chain)) {
        return 'stale'
      }
      const reach = Math.min(lastOf(chain, byBackups), epochOf(chain) + EPOCHS_PER_VOTE_MAX)
      if (epoch > reach) {
        return 'ahead'
      }
      const isVoted =
        before !== undefined &&
        (before.epoch > epoch || (before.epoch === epoch && before.steward !== steward))
      return isVoted ? 'voted' : undefined
    },
    won(chain, epoch, out) {
      keep(chain, { epoch, steward: self, isWon: true }, out)
    },
    outbid(chain, epoch, knownEpoch) {
      const known = Math.min(knownEpoch, epoch + EPOCHS_PER_REFUSAL_MAX)
      taken.set(chain, Math.max(known, taken.get(chain) ?? 0))
    },
    forget: (chain) => taken.delete(chain)
  }
}
