/**
 * Blocks in flight: made, signed, sent to the booth, and bound to another booth when it changes.
 *
 * Keeps: a block is put into the holdings in the step that signs it, which is the durable record that
 * its height was proposed; the same bytes are proposed to every later booth.
 */
import { createBlock, type FullBlock } from '../../core/block.ts'
import type { BoothId } from '../../core/booth.ts'
import { assert } from '../../core/errors.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { RESEND_BYTES_MAX } from './limits.ts'
import { certifiedHeight, type OwnChain, remindAt } from './own-chain.ts'
import type { Parts } from './parts.ts'
import type { Append } from './queue.ts'
import { asked, type Roster, type Seat } from './roster.ts'
import type { CertifyMessage, News, OpenMessage, Out, ProposeMessage } from './types.ts'

export interface Flight {
  readonly block: FullBlock
  /** Appends that are complete with this block. */
  readonly ends: readonly Append[]
  readonly proposedAtMs: NowMs
  /** For the booth that is open now. */
  message: ProposeMessage
  /** What a vote for this block in that booth signs. */
  voteBytes: Uint8Array
  /** Signatures by member, each verified once. */
  readonly votes: Map<PeerId, Uint8Array>
  /** Pivots among the voters. */
  pivotVotes: number
}

export function send(to: PeerId, message: CertifyMessage, out: Out): void {
  out.push({ type: 'send', to, protocol: 'certify', message })
}

/** Makes the next block of what waits, puts it, and sends it to the booth. */
export function proposeNext(
  parts: Parts,
  own: OwnChain,
  roster: Roster,
  nowMs: NowMs,
  out: Out
): Flight {
  const { crypto, holdings } = parts.environment
  const { entries, appends } = own.queue.take()
  const { sealing, head } = own
  const height = head.height + 1
  const draft = {
    chain: own.chain.id,
    height,
    prev: head.hash,
    timeMs: Math.max(Math.floor(nowMs), head.timeMs),
    entries
  }
  const isSeal = sealing !== undefined && own.queue.entries === 0
  const block = createBlock(
    crypto,
    isSeal ? { ...draft, seal: { booth: roster.booth.id, operation: sealing.operation } } : draft
  )
  const result = holdings.put(block, out)
  assert(result === 'stored', `block ${height} of the own chain ${own.chain.id}: ${result}`)
  own.head = { height, hash: block.hash, timeMs: draft.timeMs }
  if (isSeal) {
    sealing.isProposed = true
  }
  for (const append of appends) {
    append.from = append.from === 0 ? height : append.from
    append.to = height
  }
  const ends = appends.filter((append) => append.taken === append.entries.length)
  const flight = addFlight(own, block, nowMs, ends)
  bind(parts, own, roster, flight, out)
  for (const seat of roster.seats.values()) {
    if (seat.isJoined) {
      if (isConnected(parts, seat)) {
        send(seat.peer, flight.message, out)
      }
      asked(seat, nowMs)
    }
  }
  remindAt(own, nowMs + parts.settings.resendMsMin)
  return flight
}

/** Takes a block of the own chain into flight; it counts no votes before it is bound to a booth. */
export function addFlight(
  own: OwnChain,
  block: FullBlock,
  nowMs: NowMs,
  ends: readonly Append[]
): Flight {
  const flight: Flight = {
    block,
    ends,
    proposedAtMs: nowMs,
    message: { type: 'propose', chain: own.chain.id, booth: '', block: block.bytes },
    voteBytes: new Uint8Array(0),
    votes: new Map(),
    pivotVotes: 0
  }
  own.flights.push(flight)
  own.flightBytes += block.bytes.length
  return flight
}

/** Binds a block to a booth: votes of another booth no longer count. */
export function bind(
  { environment, votes }: Parts,
  own: OwnChain,
  roster: Roster,
  flight: Flight,
  out: Out
): void {
  const { header, hash } = flight.block
  const { id } = roster.booth
  const subject = { height: header.height, hash, timeMs: header.timeMs }
  const { signature, bytes } = votes.sign(own.chain.id, subject, id, out)
  flight.message = { ...flight.message, booth: id }
  flight.voteBytes = bytes
  flight.votes.clear()
  flight.votes.set(environment.self, signature)
  flight.pivotVotes = roster.pivots.has(environment.self) ? 1 : 0
}

/** Sends the blocks in flight from a height on to one member, up to about `bytesMax`. */
export function sendFlights(
  own: OwnChain,
  seat: Seat,
  fromHeight: number,
  bytesMax: number,
  nowMs: NowMs,
  out: Out
): void {
  let bytes = 0
  for (const { block, message } of own.flights) {
    if (block.header.height < fromHeight) {
      continue
    }
    if (bytes > 0 && bytes + block.bytes.length > bytesMax) {
      break
    }
    bytes += block.bytes.length
    send(seat.peer, message, out)
  }
  asked(seat, nowMs)
}

/** Whoever is away is reminded when it connects. */
function isConnected({ environment }: Parts, { peer }: Seat): boolean {
  return environment.peers.connected.has(peer)
}

/** Sends again what one member has not answered. */
export function remind(
  parts: Parts,
  own: OwnChain,
  roster: Roster,
  seat: Seat,
  nowMs: NowMs,
  out: Out
): void {
  const last = own.flights.at(-1)?.block.header.height ?? 0
  if (!isConnected(parts, seat)) {
    asked(seat, nowMs)
  } else if (!seat.isJoined || roster !== own.roster || seat.votedTo >= last) {
    // A member that joined and has nothing to vote for answers as well: it learns the certificate.
    send(seat.peer, openMessage(own, roster), out)
    asked(seat, nowMs)
  } else {
    sendFlights(own, seat, seat.votedTo + 1, RESEND_BYTES_MAX, nowMs, out)
  }
}

export function openMessage(own: OwnChain, { booth }: Roster): OpenMessage {
  return {
    type: 'open',
    genesis: own.chain.bytes,
    booth: booth.bytes,
    ...newsOf(own)
  }
}

/** Tells a vehicle that the booth has ended, at least for it. */
export function sendClose(own: OwnChain, to: PeerId, booth: BoothId, out: Out): void {
  send(to, { type: 'close', chain: own.chain.id, booth, ...newsOf(own) }, out)
}

function newsOf({ certificate, certificateBooth }: OwnChain): News {
  return { certificate, certificateBooth: certificateBooth?.bytes }
}

/** Tells one member the newest certificate, with its booth where the member may not know it. */
export function sendNews(own: OwnChain, roster: Roster, seat: Seat, out: Out): void {
  const { certificate } = own
  if (certificate === undefined) {
    return
  }
  const isOfThisBooth = certificate.booth === roster.booth.id
  const message = isOfThisBooth
    ? ({ type: 'certified', certificate } as const)
    : openMessage(own, roster)
  send(seat.peer, message, out)
}

/** Tells all members the newest certificate, once. */
export function announce(own: OwnChain, nowMs: NowMs, out: Out): void {
  own.announceAtMs = undefined
  const { roster } = own
  if (roster === undefined || certifiedHeight(own) <= own.announcedTo) {
    return
  }
  own.announcedTo = certifiedHeight(own)
  own.announcedAtMs = nowMs
  for (const seat of roster.seats.values()) {
    if (seat.isJoined) {
      sendNews(own, roster, seat, out)
    }
  }
}
