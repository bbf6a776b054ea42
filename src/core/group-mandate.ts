/**
 * The mandate that a group gives: a booth of it has elected the steward of one epoch.
 *
 * Keeps: whoever knows a booth of the group believes a later one only if somebody of that booth stands
 * for it; else any vehicle of the fleet could make up a booth of its own, and issue tables of the
 * group's chain (docs/decisions/009).
 */
import { type Booth, boothFault, isQuorum } from './booth.ts'
import type { Crypto } from './crypto.ts'
import type { Fleet } from './fleet.ts'
import { type Chain, isGroup } from './genesis.ts'
import type { PeerId } from './peer.ts'
import { type Candidacy, votersOf } from './steward-vote.ts'

/**
 * Why a booth of a group has not elected this steward of this epoch, or undefined when a majority of
 * its members has, every pivot among them, and the booth follows the newest one that is known.
 */
export function groupMandateFault(
  crypto: Crypto,
  fleet: Fleet,
  chain: Chain,
  candidacy: Candidacy,
  electors: readonly Uint8Array[],
  booth: Booth,
  known: Booth | undefined
): string | undefined {
  if (!isGroup(chain)) {
    return 'a chain with a proposer has no group to elect a steward'
  }
  const fault = boothFault(crypto, fleet, chain, booth)
  if (fault !== undefined) {
    return fault
  }
  const voters = votersOf(crypto, candidacy, electors, booth.members)
  if (!booth.members.includes(candidacy.steward) || !isQuorum(chain, booth, voters)) {
    return 'the steward is no member that its group elected'
  }
  return known === undefined ? undefined : successionFault(known, booth, voters)
}

/**
 * Members may have changed several times since, so that the opener was unknown to the booth before; then
 * one of those who elected was not. The first booth is that of the genesis, whoever shows it.
 */
function successionFault(
  known: Booth,
  booth: Booth,
  voters: ReadonlySet<PeerId>
): string | undefined {
  const isKnown = (peer: PeerId): boolean => known.members.includes(peer)
  const follows =
    booth.number === 1 ||
    booth.id === known.id ||
    (booth.opener !== undefined && isKnown(booth.opener)) ||
    [...voters].some(isKnown)
  return follows ? undefined : 'nobody of the booth that is known stands for the booth'
}
