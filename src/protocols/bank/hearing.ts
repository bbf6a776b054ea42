/**
 * Whom a vehicle hears, of what owners and their keepers tell each other.
 *
 * Keeps: no vehicle outside of the group stops an owner or fills the disk of a keeper; a fence names an
 * epoch that the state here shows, so there are no more of them than owners, and none is of an epoch
 * that has yet to begin. Who is not heard because this vehicle is behind sends it again.
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

  const hearsFence = (from: PeerId, { owner, epoch }: FenceMessage): boolean => {
    const view = books()
    const told = view?.owner(owner)
    const isShown = told !== undefined && epoch <= told.epoch
    // An owner that has left and has no state any more issues nothing, and is asked what it has.
    const isLeft = owner === self && view === undefined
    if (!isShown && !isLeft) {
      return false
    }
    const isKeeper = told?.epoch === epoch && told.keepers.some(({ peer }) => peer === from)
    // Who has left the group does not follow its booths: later members ask for what it kept.
    return isMember(from) || isKeeper || !isMember(self)
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
