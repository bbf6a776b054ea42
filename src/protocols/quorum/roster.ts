/**
 * Who counts in a group: its members, and the data directories from which they do.
 *
 * Keeps: an answer counts when its sender is a member and has not lost its disk since, as far as anybody
 * knows whose answer counts with it. A member that lost its disk, or that takes the place of another, is
 * one from a later booth on; it pulls what was promised in that place from members that know of that
 * booth, and every group of answers that makes something true has one of those in it. If that one
 * answered after it knew of the booth, its answer names the booth, and answers of the lost data directory
 * count no more where it arrives; if it answered before, what it promised was pulled. A disk that is put back after another counted in its
 * place is like an empty one: its answers count once they name the booth that has it again.
 */
import { handOverNeed, membersNeeded } from '../../core/engine-rules.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Registers } from './registers.ts'
import type { QuorumMessage, QuorumPorts } from './types.ts'

/** Its members have all that a member has: there was nothing before. */
export const FIRST_BOOTH = 1

/** Another one whenever a member may have forgotten what it promised. */
export type Seat = string

export interface Roster {
  /** Of the booth in force; 0 when it is not known. */
  readonly number: number
  /** Ascending; as many as the genesis names. */
  readonly members: readonly PeerId[]
  readonly others: readonly PeerId[]
  /** Members that a vehicle reaches, with itself, when it may come to lead: as many as everything takes. */
  readonly electing: number
  /** Members that a leader reaches, with itself: as many as a write takes. */
  readonly following: number
  /** Members that must answer a read, and have a write on disk. */
  readonly reads: number
  readonly writes: number
  /** Others from which a member that lacks them has every value, and every epoch. */
  readonly handOver: number
  readonly isMember: boolean
  readonly fault: 'wiped' | 'damaged' | 'recovering' | undefined
  /** This vehicle answers questions of members: it is one, and keeps what it may have promised. */
  readonly isReady: boolean
  includes(peer: PeerId): boolean
  indexOf(peer: PeerId): number
  /** Whether an answer of this member counts, now and as long as it keeps its seat. */
  counts(from: PeerId, message: Pick<QuorumMessage, 'incarnation' | 'booth'>): boolean
  /** Whether the booth in force has the member with this data directory. */
  isNamed(peer: PeerId, incarnation: string): boolean
  /** Its data directory, and since when it has been a member without a gap; `''` for who is none. */
  seatOf(peer: PeerId): Seat
}

/** The members of a booth, and their seats. */
interface Table {
  readonly members: readonly PeerId[]
  readonly others: readonly PeerId[]
  readonly seats: ReadonlyMap<PeerId, Seat>
}

export function createRoster(
  { self, isDamaged }: Environment,
  { id, genesis }: Chain,
  ports: QuorumPorts,
  registers: Registers
): Roster {
  const n = genesis.members.length
  const { reads, writes } = genesis.quorum ?? { reads: n, writes: n }

  const incarnationOf = (peer: PeerId): string | undefined => {
    const booth = ports.boothOf(id)
    return booth?.incarnations[booth.members.indexOf(peer)]
  }

  const isNamed = (peer: PeerId, incarnation: string): boolean =>
    incarnationOf(peer) === incarnation

  const tableOf = (given: readonly PeerId[]): Table => {
    const members = [...given].sort()
    const taken = members.filter((peer) => peer !== self || isNamed(self, ports.incarnation))
    const seats = taken.map(
      (peer) => [peer, `${incarnationOf(peer)} ${ports.memberSince(id, peer)}`] as const
    )
    return { members, others: members.filter((peer) => peer !== self), seats: new Map(seats) }
  }

  let table: Table | undefined
  let madeOf: readonly unknown[] = []
  /** Made anew with each booth: it is looked at with every answer. */
  const now = (): Table => {
    const booth = ports.boothOf(id)
    // Who knows no booth asks those that are shown.
    const given = booth?.members ?? ports.membersOf(id)
    if (table === undefined || madeOf[0] !== booth || madeOf[1] !== given) {
      madeOf = [booth, given]
      table = tableOf(given)
    }
    return table
  }

  const isMember = (): boolean => now().members.includes(self)

  const faultNow = (): Roster['fault'] => {
    if (!isMember()) {
      return undefined
    }
    if (isDamaged) {
      return 'damaged'
    }
    if (!isNamed(self, ports.incarnation)) {
      return 'wiped'
    }
    // In a booth without it another data directory counted, and may have promised what this one lacks.
    return registers.joined >= ports.memberSince(id, self) ? undefined : 'recovering'
  }

  return {
    get number() {
      return ports.boothOf(id)?.number ?? 0
    },
    get members() {
      return now().members
    },
    get others() {
      return now().others
    },
    electing: membersNeeded(n, { reads, writes }),
    following: membersNeeded(n, { reads: 0, writes }),
    reads,
    writes,
    handOver: handOverNeed(n),
    get isMember() {
      return isMember()
    },
    get fault() {
      return faultNow()
    },
    get isReady() {
      return isMember() && faultNow() === undefined
    },
    includes: (peer) => now().members.includes(peer),
    indexOf: (peer) => now().members.indexOf(peer),
    counts: (from, { incarnation, booth }) =>
      booth <= (ports.boothOf(id)?.number ?? 0) &&
      booth >= ports.memberSince(id, from) &&
      isNamed(from, incarnation),
    isNamed,
    seatOf: (peer) => now().seats.get(peer) ?? ''
  }
}
