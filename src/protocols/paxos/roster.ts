/**
 * Who votes in a booth of a group, seen from one vehicle.
 *
 * Keeps: a member is a vehicle with its data directory; one that lost its directory is a stranger,
 * because it may have forgotten what it promised.
 */
import type { Booth, Incarnation } from '../../core/booth.ts'
import { NO_HASH } from '../../core/bytes.ts'
import type { Head } from '../../core/holdings.ts'
import { CHANGES_KEPT } from '../../core/limits.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'

/** What a vehicle keeps of the booth in force. */
export interface BoothInForce {
  readonly booth: Booth
  /** Last block of the booth before. */
  readonly seal: Head
  /** The callers' ids of the last changes of members, the newest last; empty for one not known here. */
  readonly operations: readonly string[]
}

/** The same as it lies on the disk. */
export interface KeptBooth extends BoothInForce {
  /** Of each member; see Roster. */
  readonly since: readonly number[]
  /** Booths that lead to this one from the genesis. */
  readonly line: readonly Booth[]
}

export interface Roster {
  /** The booth in force, or undefined while none is known. */
  readonly booth: Booth | undefined
  readonly number: number
  /** Last block of the booth before. */
  readonly seal: Head
  /** The callers' ids of the last changes of members, the newest last; empty for one not known here. */
  readonly operations: readonly string[]
  /** Booths that lead to the one in force from the genesis. */
  readonly line: readonly Booth[]
  /** Every member but this vehicle. */
  readonly others: readonly PeerId[]
  /**
   * Booth since which a member has been in all, from its data directory, as far as this vehicle knows: one
   * that it has not entered may have had the member with another. 0 for who is none.
   */
  sinceOf(peer: PeerId): number
  /** This vehicle votes in the booth. */
  readonly isVoter: boolean
  /** The booth names this vehicle, but with another data directory. */
  readonly isWiped: boolean
  readonly quorum: number
  /** A person has only survivors decide: nothing but how the booth ends. */
  readonly isForced: boolean
  /** Whether a message of this vehicle, from this directory, counts. */
  counts(peer: PeerId, incarnation: Incarnation): boolean
}

/** A group of which nothing but the genesis is known. */
export const NO_ROSTER: Roster = {
  booth: undefined,
  number: 0,
  seal: { height: 0, hash: NO_HASH },
  operations: [],
  line: [],
  others: [],
  isVoter: false,
  isWiped: false,
  quorum: 1,
  isForced: false,
  sinceOf: () => 0,
  counts: () => false
}

export function createRoster(
  self: PeerId,
  incarnation: Incarnation,
  { booth, seal, operations, since, line }: KeptBooth
): Roster {
  const incarnations = new Map(booth.members.map((peer, i) => [peer, booth.incarnations[i]]))
  const own = incarnations.get(self)
  return {
    booth,
    number: booth.number,
    seal,
    operations,
    line,
    others: booth.members.filter((peer) => peer !== self),
    isVoter: own === incarnation,
    isWiped: own !== undefined && own !== incarnation,
    quorum: majority(booth.members.length),
    isForced: false,
    sinceOf: (peer) => since[booth.members.indexOf(peer)] ?? 0,
    counts: (peer, from) => incarnations.get(peer) === from
  }
}

/** What is kept of it; undefined while no booth is known. */
export function keptOf({ booth, seal, operations, sinceOf, line }: Roster): KeptBooth | undefined {
  return booth && { booth, seal, operations, since: booth.members.map(sinceOf), line }
}

/** `since` of a booth that comes behind another. */
export function sinceWhen(
  before: Pick<Roster, 'number' | 'counts' | 'sinceOf'>,
  { number, members, incarnations }: Pick<Booth, 'number' | 'members' | 'incarnations'>
): number[] {
  const follows = before.number + 1 === number
  return members.map((peer, i) =>
    follows && before.counts(peer, incarnations[i] ?? '') ? before.sinceOf(peer) : number
  )
}

/**
 * The last changes with the one that began this booth. Each has its place by the booth that it began: who
 * finds the end of a booth on its disk may have entered a later one before it reads that.
 */
export function withOperation(
  { number, operations }: Pick<Roster, 'number' | 'operations'>,
  begun: number,
  operation: string
): string[] {
  const unknown = (count: number): string[] => Array(Math.min(count, CHANGES_KEPT)).fill('')
  const last = Math.max(number, begun)
  const all = [...unknown(CHANGES_KEPT), ...operations, ...unknown(last - number)]
  const kept = all.slice(-CHANGES_KEPT)
  if (last - begun < CHANGES_KEPT) {
    kept[CHANGES_KEPT - 1 - (last - begun)] = operation
  }
  const first = kept.findIndex((known) => known !== '')
  return first < 0 ? [] : kept.slice(first)
}
