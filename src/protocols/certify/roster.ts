/**
 * A booth as its proposer sees it: one seat a member, with what the member has answered and what it
 * owes. Counts are kept as they change, so that a vote costs the same in a booth of 4 and of 128.
 */
import type { Booth } from '../../core/booth.ts'
import type { Chain } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { certificateQuorum } from '../../core/quorum.ts'
import { REFUSALS_TOLD_MAX } from './limits.ts'
import type { CertifySettings } from './options.ts'
import type { BoothStatus, RefuseReason } from './types.ts'

/** Growth of the time between two sendings of the same. */
const BACK_OFF = 1.5

export interface Seat {
  readonly peer: PeerId
  readonly isPivot: boolean
  isJoined: boolean
  /** Greatest height that the member has answered for: voted, or known to be certified. */
  votedTo: number
  /** Why the member refuses, until it relents. */
  refusal: { readonly reason: RefuseReason; readonly text: string } | undefined
  /** Since when it owes an answer and has given none. */
  silentSinceMs: NowMs | undefined
  /** When what it owes is sent again, and how long to wait after that. */
  resendAtMs: NowMs
  resendDelayMs: number
  /** A message that it could not use was answered at this time. */
  repairedAtMs: NowMs
}

export interface Roster {
  readonly booth: Booth
  /** Everyone but the proposer. */
  readonly seats: ReadonlyMap<PeerId, Seat>
  /** Votes that certify, the proposer's included. */
  readonly quorum: number
  readonly pivots: ReadonlySet<PeerId>
  /** Members that have joined, the proposer included, and pivots that have not. */
  joinedCount: number
  pivotsMissing: number
}

export function createRoster(
  chain: Chain,
  booth: Booth,
  isJoined: boolean,
  nowMs: NowMs,
  { resendMsMin }: CertifySettings
): Roster {
  const { proposer, pivots } = chain.genesis
  const others = booth.members.filter((peer) => peer !== proposer)
  const seats = new Map<PeerId, Seat>()
  for (const peer of others) {
    seats.set(peer, {
      peer,
      isPivot: pivots.includes(peer),
      isJoined,
      votedTo: 0,
      refusal: undefined,
      silentSinceMs: undefined,
      resendAtMs: nowMs,
      resendDelayMs: resendMsMin,
      repairedAtMs: Number.NEGATIVE_INFINITY
    })
  }
  return {
    booth,
    seats,
    quorum: certificateQuorum(booth.members.length),
    pivots: new Set(pivots),
    joinedCount: isJoined ? booth.members.length : 1,
    pivotsMissing: isJoined ? 0 : others.filter((peer) => pivots.includes(peer)).length
  }
}

export function setJoined(roster: Roster, seat: Seat, isJoined: boolean): void {
  if (seat.isJoined === isJoined) {
    return
  }
  seat.isJoined = isJoined
  roster.joinedCount += isJoined ? 1 : -1
  if (seat.isPivot) {
    roster.pivotsMissing += isJoined ? -1 : 1
  }
}

/** Whether enough members have joined to certify a block. */
export function hasQuorum(roster: Roster): boolean {
  return roster.joinedCount >= roster.quorum && roster.pivotsMissing === 0
}

export function isComplete(roster: Roster): boolean {
  return roster.joinedCount === roster.booth.members.length
}

/** Whether the members that do not refuse could still certify a block. */
export function canCertify(roster: Roster): boolean {
  let willing = roster.booth.members.length
  for (const seat of roster.seats.values()) {
    if (seat.refusal !== undefined) {
      willing--
      if (seat.isPivot) {
        return false
      }
    }
  }
  return willing >= roster.quorum
}

/** Whether the member has yet to answer: the booth itself, or a block up to `height`. */
export function owes(seat: Seat, height: number): boolean {
  return !seat.isJoined || seat.votedTo < height
}

/** Notes that something was sent which the member must answer. */
export function asked(seat: Seat, nowMs: NowMs): void {
  seat.silentSinceMs ??= nowMs
  seat.resendAtMs = nowMs + seat.resendDelayMs
}

/** Notes an answer of the member. */
export function answered(
  seat: Seat,
  height: number,
  nowMs: NowMs,
  { resendMsMin }: CertifySettings
): void {
  seat.silentSinceMs = owes(seat, height) ? nowMs : undefined
  seat.resendDelayMs = resendMsMin
}

/** Waits longer before the next sending of the same. */
export function backOff(seat: Seat, { resendMsMax }: CertifySettings): void {
  seat.resendDelayMs = Math.min(seat.resendDelayMs * BACK_OFF, resendMsMax)
}

/** Members that an `auto` booth should do without; never a pivot. */
export function unusableSeats(
  roster: Roster,
  nowMs: NowMs,
  { silentAfterMs }: CertifySettings
): readonly Seat[] {
  return [...roster.seats.values()].filter(
    (seat) =>
      !seat.isPivot &&
      (isReplaceable(seat.refusal?.reason) ||
        (seat.silentSinceMs !== undefined && nowMs - seat.silentSinceMs >= silentAfterMs))
  )
}

/** Whether another member would not refuse for the same reason. */
function isReplaceable(reason: RefuseReason | undefined): boolean {
  return reason === 'full' || reason === 'damaged' || reason === 'frozen'
}

/** Who refuses and why, to go behind a sentence: `; <peer>: <reason>` for the first few. */
export function refusalsText({ seats }: Roster): string {
  return [...seats.values()]
    .flatMap(({ peer, refusal }) => (refusal === undefined ? [] : [`; ${peer}: ${refusal.text}`]))
    .slice(0, REFUSALS_TOLD_MAX)
    .join('')
}

export function boothStatus({ booth, seats }: Roster): BoothStatus {
  const refusing: Record<PeerId, RefuseReason> = {}
  for (const { peer, refusal } of seats.values()) {
    if (refusal !== undefined) {
      refusing[peer] = refusal.reason
    }
  }
  return {
    id: booth.id,
    number: booth.number,
    members: booth.members,
    joined: booth.members.filter((peer) => seats.get(peer)?.isJoined ?? true),
    refusing
  }
}
