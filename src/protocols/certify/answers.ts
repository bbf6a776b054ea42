/**
 * What the proposer makes of the answers of its members: joined, voted, refused.
 *
 * Keeps: a vote counts only from a member of the open booth, for the block in flight at that height,
 * with a signature verified here, and once.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { certifyThrough, giveUpBooth, halt, isCertified } from './certification.ts'
import { distrust } from './decline.ts'
import { openMessage, send, sendClose, sendFlights, sendNews } from './flight.ts'
import { RESEND_BYTES_MAX } from './limits.ts'
import { completeOpening, replaceMembers, reviewOpening } from './opening.ts'
import { certifiedHeight, chainFault, type OwnChain } from './own-chain.ts'
import type { Parts } from './parts.ts'
import { answered, asked, canCertify, type Roster, type Seat, setJoined } from './roster.ts'
import type { OpenedMessage, Out, RefuseMessage, VoteMessage } from './types.ts'

/** What members say to a proposer. */
export type MemberAnswer = OpenedMessage | VoteMessage | RefuseMessage

/** One answer of one member and where it belongs. */
interface Hearing<M> {
  readonly parts: Parts
  readonly own: OwnChain
  readonly roster: Roster
  readonly seat: Seat
  readonly message: M
  readonly nowMs: NowMs
  readonly out: Out
}

export function heard(
  parts: Parts,
  own: OwnChain,
  from: PeerId,
  message: MemberAnswer,
  nowMs: NowMs,
  out: Out
): void {
  const roster = [own.roster, own.opening?.roster].find((each) => each?.booth.id === message.booth)
  if (roster === undefined) {
    heardOfAnother(own, from, message, out)
    return
  }
  const seat = roster.seats.get(from)
  if (seat === undefined) {
    distrust(own.chain.id, from, 'an answer from outside the booth', out)
    return
  }
  if (message.type === 'opened') {
    heardOpened({ parts, own, roster, seat, message, nowMs, out })
  } else if (message.type === 'vote') {
    heardVote({ parts, own, roster, seat, message, nowMs, out })
  } else {
    heardRefuse({ parts, own, roster, seat, message, nowMs, out })
  }
}

/** A member answers for a booth that has ended: it should leave, and may want the certificate. */
function heardOfAnother(own: OwnChain, from: PeerId, message: MemberAnswer, out: Out): void {
  if (message.type !== 'refuse') {
    sendClose(own, from, message.booth, out)
  }
}

function heardOpened({ parts, own, roster, seat, nowMs, out }: Hearing<OpenedMessage>): void {
  const isNew = !seat.isJoined
  setJoined(roster, seat, true)
  seat.votedTo = Math.max(seat.votedTo, certifiedHeight(own))
  relent(own, roster, seat)
  if (roster !== own.roster) {
    answered(seat, 0, nowMs, parts.settings)
    completeOpening(parts, own, nowMs, out)
    return
  }
  answered(seat, own.head.height, nowMs, parts.settings)
  if (isNew && own.flights.length > 0) {
    sendFlights(own, seat, seat.votedTo + 1, parts.settings.windowBytes, nowMs, out)
  }
}

function heardVote({ parts, own, roster, seat, message, nowMs, out }: Hearing<VoteMessage>): void {
  const { height, signature } = message
  const isRepeated = height <= seat.votedTo
  const index = height - (own.flights[0]?.block.header.height ?? 0)
  const flight = own.flights[index]
  if (roster !== own.roster) {
    // A reminder of an old vote, under the booth that the member joined last.
    answered(seat, 0, nowMs, parts.settings)
    return
  }
  if (height > own.head.height) {
    distrust(
      own.chain.id,
      seat.peer,
      `a vote for block ${height}, which was not proposed to it`,
      out
    )
    return
  }
  if (flight === undefined) {
    seat.votedTo = Math.max(seat.votedTo, height)
    answered(seat, own.head.height, nowMs, parts.settings)
    if (isRepeated) {
      sendNews(own, roster, seat, out)
    }
    return
  }
  if (!flight.votes.has(seat.peer)) {
    // What is verified names the hash in flight, so a vote for another one is false as well.
    if (!parts.environment.crypto.verify(seat.peer, flight.voteBytes, signature)) {
      distrust(own.chain.id, seat.peer, `a false vote for block ${height}`, out)
      return
    }
    flight.votes.set(seat.peer, signature)
    flight.pivotVotes += seat.isPivot ? 1 : 0
  }
  setJoined(roster, seat, true)
  seat.votedTo = Math.max(seat.votedTo, height)
  relent(own, roster, seat)
  answered(seat, own.head.height, nowMs, parts.settings)
  if (isCertified(roster, flight)) {
    certifyThrough(parts, own, roster, index, nowMs, out)
  }
}

/** The member no longer refuses. */
function relent(own: OwnChain, roster: Roster, seat: Seat): void {
  if (seat.refusal !== undefined) {
    seat.refusal = undefined
    own.isStuck &&= !canCertify(roster)
  }
}

function heardRefuse(hearing: Hearing<RefuseMessage>): void {
  const { parts, own, roster, seat, message, nowMs, out } = hearing
  const { reason, text, height, evidence } = message
  if (evidence.length > 0) {
    if (parts.frozen.learn(own.chain, evidence, out)) {
      const fault = chainFault(parts, own)
      if (fault !== undefined) {
        halt(own, fault, out)
      }
      return
    }
    distrust(own.chain.id, seat.peer, 'evidence that proves nothing', out)
  }
  answered(seat, roster === own.roster ? own.head.height : 0, nowMs, parts.settings)
  if (reason === 'unknownBooth') {
    if (seat.isJoined) {
      setJoined(roster, seat, false)
      send(seat.peer, openMessage(own, roster), out)
      asked(seat, nowMs)
    }
    return
  }
  if (reason === 'unlinked') {
    repair(hearing)
    return
  }
  if (seat.refusal?.reason !== reason) {
    const detail = { chain: own.chain.id, peer: seat.peer, reason, height }
    out.push({ type: 'fact', fact: { name: 'certify:memberRefused', detail } })
  }
  seat.refusal = { reason, text }
  review(hearing)
}

/** Decides whether the booth can go on without the member that refuses. */
function review({ parts, own, roster, nowMs, out }: Hearing<RefuseMessage>): void {
  if (roster !== own.roster) {
    reviewOpening(parts, own, nowMs, out)
    return
  }
  if (canCertify(roster)) {
    return
  }
  replaceMembers(parts, own, nowMs, out)
  if (own.opening === undefined && !own.isStuck) {
    giveUpBooth(own, roster, out)
  }
}

/** A member misses blocks or the certificate that stands for them. */
function repair({ parts, own, roster, seat, message, nowMs, out }: Hearing<RefuseMessage>): void {
  const { resendMsMin } = parts.settings
  if (roster !== own.roster || nowMs - seat.repairedAtMs < resendMsMin) {
    return
  }
  seat.repairedAtMs = nowMs
  const expected = Math.max(1, message.expectedHeight)
  if (expected <= certifiedHeight(own)) {
    sendNews(own, roster, seat, out)
  }
  const from = Math.max(expected, certifiedHeight(own) + 1)
  seat.votedTo = Math.min(seat.votedTo, from - 1)
  sendFlights(own, seat, from, RESEND_BYTES_MAX, nowMs, out)
}
