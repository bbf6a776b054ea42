/**
 * Who is missing when nobody answers for a group: a sentence for people, with whole peer ids.
 *
 * Keeps: it tells whom this vehicle does not reach, which it knows; not why, nor what others reach.
 */
import type { Environment } from './environment.ts'
import type { PeerId } from './peer.ts'
import { majority } from './quorum.ts'

/** Members that are out of reach, at least one. */
export function outOfReach(members: readonly PeerId[]): string {
  return members.length === 1
    ? `${members[0]} is a member and out of reach`
    : `${members.join(', ')} are members and out of reach`
}

/** Nobody who leads a group of these members has answered in time. */
export function noLeaderText(
  { self, peers }: Pick<Environment, 'self' | 'peers'>,
  members: readonly PeerId[]
): string {
  const waited = 'nobody who leads the group has answered in time'
  const missing = members.filter((peer) => peer !== self && !peers.connected.has(peer))
  if (missing.length === 0) {
    return waited
  }
  const needed = majority(members.length)
  const need =
    members.length - missing.length < needed
      ? `; ${needed} of the ${members.length} members are needed`
      : ''
  return `${waited}; ${outOfReach(missing)}${need}`
}
