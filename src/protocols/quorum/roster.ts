/**
 * Who counts in a group: its members, and the data directories from which they do.
 *
 * Keeps: an answer counts when its sender has not lost its disk since, as far as anybody knows whose
 * answer counts with it. A member that lost its disk is a member again from a later booth on; it pulls
 * what it may have promised from members that know of that booth, and every group of answers that
 * makes something true has one of those in it. If that one answered after it knew of the booth, its
 * answer names the booth, and answers of the lost data directory count no more where it arrives; if it
 * answered before, what it promised was pulled. A disk that is put back after another counted in its
 * place is like an empty one: its answers count once they name the booth that has it again.
 */
import type { Environment } from '../../core/environment.ts'
import type { Chain } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import type { Registers } from './registers.ts'
import type { QuorumMessage, QuorumPorts } from './types.ts'

/** Another one whenever a member may have forgotten what it promised. */
export type Seat = string

export interface Roster {
  /** Of the booth in force; 0 when it is not known. */
  readonly number: number
  /** Ascending; the same for ever. */
  readonly members: readonly PeerId[]
  readonly others: readonly PeerId[]
  readonly majority: number
  /** Members that must answer a read, and have a write on disk. */
  readonly reads: number
  readonly writes: number
  /** Answers of others from which a member that lost its disk has every value, and every epoch. */
  readonly recoverValues: number
  readonly recoverEpochs: number
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

export function createRoster(
  { self, isDamaged }: Environment,
  { id, genesis }: Chain,
  ports: QuorumPorts,
  registers: Registers
): Roster {
  const { members } = genesis
  const n = members.length
  const { reads, writes } = genesis.quorum ?? { reads: n, writes: n }
  const isMember = members.includes(self)

  const incarnationOf = (peer: PeerId): string | undefined => {
    const booth = ports.boothOf(id)
    return booth?.incarnations[booth.members.indexOf(peer)]
  }

  const isNamed = (peer: PeerId, incarnation: string): boolean =>
    incarnationOf(peer) === incarnation

  let seats: ReadonlyMap<PeerId, Seat> = new Map()
  let seatedIn: ReturnType<QuorumPorts['boothOf']>
  /** Made anew with each booth: they are asked for with every answer. */
  const seatsNow = (): ReadonlyMap<PeerId, Seat> => {
    const booth = ports.boothOf(id)
    if (booth !== seatedIn) {
      seatedIn = booth
      const taken = members.filter((peer) => peer !== self || isNamed(self, ports.incarnation))
      seats = new Map(
        taken.map((peer) => [peer, `${incarnationOf(peer)} ${ports.memberSince(id, peer)}`])
      )
    }
    return seats
  }

  const faultNow = (): Roster['fault'] => {
    if (!isMember) {
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
    members,
    others: members.filter((peer) => peer !== self),
    majority: majority(n),
    reads,
    writes,
    recoverValues: n - writes + 1,
    recoverEpochs: n - majority(n) + 1,
    isMember,
    get fault() {
      return faultNow()
    },
    get isReady() {
      return isMember && faultNow() === undefined
    },
    includes: (peer) => members.includes(peer),
    indexOf: (peer) => members.indexOf(peer),
    counts: (from, { incarnation, booth }) =>
      booth <= (ports.boothOf(id)?.number ?? 0) &&
      booth >= ports.memberSince(id, from) &&
      isNamed(from, incarnation),
    isNamed,
    seatOf: (peer) => seatsNow().get(peer) ?? ''
  }
}
