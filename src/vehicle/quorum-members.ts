/**
 * Which vehicles may become the members of a group of the engine quorum, and when.
 *
 * Keeps: the sizes of the quorums stand in the genesis, so there are always as many members; and what
 * they hold is not in the log, so whoever comes finds enough members to pull it from.
 */
import type { Booth } from '../core/booth.ts'
import { handOverNeed } from '../core/engine-rules.ts'
import type { Genesis } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'
import type { NextMembers } from '../protocols/paxos/index.ts'

/** The next members, and what a member knows of those that hand over to whoever comes. */
export interface HandOver extends NextMembers {
  /** In force. */
  readonly booth: Pick<Booth, 'members' | 'incarnations'>
  /** By member: the last booth of which the log tells that it had all that a member has. */
  readonly whole: ReadonlyMap<PeerId, number>
  /** Booth since which a member has been in all, from its data directory. */
  memberSince(peer: PeerId): number
}

/** Why these can never be the members, or undefined. */
export function quorumMembersFault(
  { members: first, quorum }: Genesis,
  members: readonly PeerId[]
): string | undefined {
  if (quorum?.leaderless === true && !areSame(members, first)) {
    return 'without a leader the places of the members tell their writes apart, so they stay the same'
  }
  return new Set(members).size === first.length
    ? undefined
    : `the sizes of the quorums belong to the genesis, so there are always ${first.length} members: name one for each that goes`
}

/** Why these may not become the members now, or undefined. */
export function quorumHandOverFault(
  { members: { length } }: Genesis,
  { booth, members, there, whole, memberSince }: HandOver
): string | undefined {
  // Who lost its disk and comes back takes nobody's place.
  if (areSame(members, booth.members)) {
    return undefined
  }
  const handing = booth.members.filter((peer, i) => {
    const stays = members.includes(peer) && there.get(peer) === booth.incarnations[i]
    return stays && (whole.get(peer) ?? 0) >= memberSince(peer)
  })
  const need = handOverNeed(length)
  return handing.length >= need
    ? undefined
    : `${handing.length} of the members that stay answer and have all that a member has, and ${need} are needed to hand it over`
}

function areSame(some: readonly PeerId[], others: readonly PeerId[]): boolean {
  return [...new Set(some)].sort().join() === [...others].sort().join()
}
