/**
 * Whom a vehicle hears, of what owners and their keepers tell each other.
 *
 * Keeps: no vehicle outside of the group stops an owner or fills the disk of a keeper; a fence names an
 * epoch that the state here shows (the next one too, where a vehicle has left), so there are no more of
 * them than owners, and none is of an epoch far ahead. Who is not heard because this vehicle is behind
 * sends it again.
 */
import type { PeerId } from '../../core/peer.ts'
import type { BranchParts } from './parts.ts'
import type { BankMessage, FenceMessage } from './types.ts'

/** What is not asked of an owner by clients of other vehicles, nor answers that. */
export type CopyMessage = Exclude<BankMessage, { type: 'transfer' | 'move' | 'answer' }>

/** Whether a message is heard here. */
export function createHearing({
  environment,
  ports,
  chain,
  books
}: BranchParts): (from: PeerId, message: CopyMessage) => boolean {
  const { self } = environment

  const isMember = (peer: PeerId): boolean => {
    const booth = ports.boothOf(chain)
    return booth?.members.includes(peer) === true
  }

  /** Of the booth in force, with this data directory: else this vehicle issues nothing. */
  const isVoter = (): boolean => {
    const booth = ports.boothOf(chain)
    return booth?.incarnations[booth.members.indexOf(self)] === ports.incarnation
  }

  const hearsFence = (from: PeerId, { owner, epoch }: FenceMessage): boolean => {
    if (owner === self && !isVoter()) {
      // Its state may have stopped before that epoch; only it knows what it has on its disk.
      return true
    }
    const told = books()?.owner(owner)
    if (!isMember(self)) {
      // Who has left knows no later member, nor an epoch whose begin came behind the end of its booth.
      const isOwner = told !== undefined || isMember(owner)
      return isOwner && epoch <= (told?.epoch ?? 0) + 1
    }
    const isKeeper = told?.epoch === epoch && told.keepers.some(({ peer }) => peer === from)
    return told !== undefined && epoch <= told.epoch && (isMember(from) || isKeeper)
  }

  return (from, message) => {
    switch (message.type) {
      case 'keep':
        return message.batch.owner === from && isMember(from)
      case 'collect':
        return isMember(from)
      case 'fence':
        return hearsFence(from, message)
      // Whoever waits for one of these knows whom it has asked.
      case 'kept':
      case 'pending':
      case 'fenced':
        return true
    }
  }
}
