/**
 * Room kept for copies: which offers a vehicle takes, and for how long.
 *
 * Keeps: room is reserved on disk before it is promised; copies and reservations together never exceed
 * the quota, nor those of one author its share of it; a reservation ends with its copy, its
 * cancellation or its expiry.
 */
import { decodeBooth } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import type { Fleet } from '../../core/fleet.ts'
import { type Chain, type ChainId, decodeChain } from '../../core/genesis.ts'
import { groupMandateFault } from '../../core/group-mandate.ts'
import type { Head, Held } from '../../core/holdings.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { decodeSealedTable, isElected, type SealedTable } from '../../core/table.ts'
import { strangersIn } from '../../core/tables.ts'
import {
  earliestOf,
  erase,
  note,
  type Out,
  PREFIXES,
  restore,
  save,
  send,
  tell
} from './effects.ts'
import { RESERVATIONS_MAX, RESERVATIONS_PER_ISSUER_MAX } from './limits.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import type { HoldRecord, Offer, OfferRefusal } from './types.ts'

/** Room kept for a copy; stored as JSON. */
export interface Reservation {
  readonly epoch: number
  readonly issuer: PeerId
  readonly bytes: number
  readonly head: Head
  readonly backups: number
  readonly untilMs: NowMs
}

export interface Reservations {
  start(out: Out): void
  /** @throws InvalidMessageError when a part of the offer is malformed */
  offer(nowMs: NowMs, from: PeerId, offer: Offer, out: Out): void
  get(chain: ChainId): Reservation | undefined
  all(): ReadonlyMap<ChainId, Reservation>
  /** Keeps the room for as long again when half of its time has passed. */
  extend(nowMs: NowMs, chain: ChainId, out: Out): void
  drop(chain: ChainId, out: Out): void
  /** Drops what has expired; tells which chains. */
  expire(nowMs: NowMs, out: Out): readonly ChainId[]
  dueAtMs(): NowMs | undefined
  /** Reserved bytes that are not here yet. */
  bytes(): number
}

export interface ReservationPorts {
  isFrozen(chain: ChainId): boolean
  /** Whether this vehicle writes the chain, so that it is no backup of it. */
  writes(chain: Chain): boolean
}

export function createReservations(
  environment: Environment,
  { reserveMs, authorShareMax }: ResolvedReplicateOptions,
  disk: Disk,
  holdOf: (chain: ChainId) => HoldRecord | undefined,
  { isFrozen, writes }: ReservationPorts
): Reservations {
  const { crypto, holdings, tables } = environment
  const reservations = restore<Reservation>(disk, PREFIXES.reserve)

  const keep = (chain: ChainId, reservation: Reservation, out: Out): void => {
    reservations.set(chain, reservation)
    save(out, PREFIXES.reserve + chain, reservation)
    tell(out, { type: 'reserved', chain, untilMs: reservation.untilMs })
  }

  const drop = (chain: ChainId, out: Out): void => {
    if (reservations.delete(chain)) {
      erase(out, PREFIXES.reserve + chain)
      tell(out, { type: 'reserved', chain, untilMs: undefined })
    }
  }

  const missingBytes = (chain: ChainId, bytes: number, height: number): number =>
    Math.max(0, bytes - (holdings.get(chain)?.bytesBetween(1, height) ?? 0))

  const reservedFor = (chain: ChainId): number => {
    const reservation = reservations.get(chain)
    return reservation === undefined
      ? 0
      : missingBytes(chain, reservation.bytes, reservation.head.height)
  }

  const bytesReserved = (): number =>
    [...reservations.keys()].reduce((sum, chain) => sum + reservedFor(chain), 0)

  /** Room for one more copy, were the present reservation for this chain gone. */
  const roomFor = (chain: ChainId): number => {
    const { quotaBytes, usedBytes, diskFreeBytes } = environment.quota()
    const own = reservedFor(chain)
    return Math.min(quotaBytes - usedBytes + own, diskFreeBytes - bytesReserved() + own)
  }

  /**
   * Whether somebody answers for the room that a chain takes: its proposer, and whoever places it for
   * that one or for a group. A name of its own for each chain is soon made up, a vehicle is not.
   */
  const answersFor = (peer: PeerId, { id, genesis }: Chain): boolean =>
    [genesis.proposer, reservations.get(id)?.issuer ?? holdOf(id)?.issuer].includes(peer)

  /** Room that is left of its share to a vehicle, were this chain not here. */
  const shareFor = (peer: PeerId, chain: ChainId): number => {
    const used = holdings
      .all()
      .filter((held) => held.chain.id !== chain && answersFor(peer, held.chain))
      .reduce((sum, held) => sum + held.bytes + reservedFor(held.chain.id), 0)
    return environment.quota().quotaBytes * authorShareMax - used
  }

  /** The newest epoch that this vehicle has given its word for, or keeps room for. */
  const epochTakenOf = (chain: ChainId): number =>
    Math.max(holdOf(chain)?.epoch ?? 0, reservations.get(chain)?.epoch ?? 0)

  /** Two booths of a group may each issue an epoch; the later one has blocks that the other has not. */
  const isTaken = (from: PeerId, { chain, epoch, head }: Offer): boolean => {
    const before = reservations.get(chain)
    const isOfOther = before?.epoch === epoch && before.issuer !== from
    return isOfOther && before.head.height >= head.height
  }

  const refusalOf = (
    nowMs: NowMs,
    from: PeerId,
    chain: Chain,
    offer: Offer
  ): OfferRefusal | undefined => {
    if (chain.id !== offer.chain || !isIssuer(environment, nowMs, from, chain, offer)) {
      return 'forged'
    }
    const epochTaken = epochTakenOf(chain.id)
    const epochSealed = tables.get(chain.id)?.table.epoch ?? 0
    if (writes(chain) || offer.epoch < epochTaken || offer.epoch <= epochSealed) {
      return 'stale'
    }
    const hold = holdOf(chain.id)
    const word = hold?.epoch === offer.epoch ? hold.issuer : undefined
    if (word !== undefined && word !== from) {
      return 'stale' // one word for one epoch
    }
    if (environment.isDamaged) {
      return 'damaged'
    }
    if (isFrozen(chain.id)) {
      return 'frozen'
    }
    return isTaken(from, offer) ? 'busy' : roomRefusal(from, chain, offer)
  }

  const roomRefusal = (from: PeerId, chain: Chain, offer: Offer): OfferRefusal | undefined => {
    const { id, genesis } = chain
    const ofIssuer = [...reservations.values()].filter(({ issuer }) => issuer === from).length
    const isBusy = reservations.size >= RESERVATIONS_MAX || ofIssuer >= RESERVATIONS_PER_ISSUER_MAX
    if (!reservations.has(id) && isBusy) {
      return 'busy'
    }
    const isFull =
      missingBytes(id, offer.bytes, offer.head.height) > roomFor(id) ||
      [genesis.proposer ?? from, from].some((peer) => offer.bytes > shareFor(peer, id))
    return isFull || !holdings.admits(chain) ? 'full' : undefined
  }

  const answer = (
    from: PeerId,
    offer: Offer,
    refusal: OfferRefusal | undefined,
    out: Out
  ): void => {
    const { chain, epoch } = offer
    const freeBytes = Math.max(0, Math.floor(roomFor(chain)))
    const have = prefixOf(holdings.get(chain), offer.head.height)
    const sealed = tables.get(chain)
    const knownEpoch = Math.max(epochTakenOf(chain), sealed?.table.epoch ?? 0)
    send(out, from, { type: 'offerAnswer', chain, epoch, refusal, have, freeBytes, knownEpoch })
    if (refusal !== undefined) {
      note(out, 'declined', { chain, epoch, from, reason: refusal })
    }
    if (refusal === 'stale' && sealed !== undefined) {
      // So that a returning proposer learns what a steward has done meanwhile.
      send(out, from, { type: 'seal', genesis: offer.genesis, sealed: sealed.bytes })
    }
  }

  return {
    start(out) {
      for (const [chain, { untilMs }] of reservations) {
        tell(out, { type: 'reserved', chain, untilMs })
      }
    },
    offer(nowMs, from, offer, out) {
      const chain = decodeChain(crypto, offer.genesis)
      const refusal = refusalOf(nowMs, from, chain, offer)
      const hold = holdOf(chain.id)
      const isHeld = hold?.epoch === offer.epoch && hold.height >= offer.head.height
      if (refusal === undefined && !isHeld) {
        const { epoch, bytes, head, backups } = offer
        const before = reservations.get(chain.id)
        const isRepeated = before?.epoch === epoch && before.issuer === from
        // Only blocks that come keep the room for longer.
        const untilMs = isRepeated ? before.untilMs : Math.floor(nowMs + reserveMs)
        holdings.adopt(chain, out)
        keep(chain.id, { epoch, issuer: from, bytes, head, backups, untilMs }, out)
        note(out, 'reserved', { chain: chain.id, epoch, bytes, from })
      }
      answer(from, offer, refusal, out)
    },
    get: (chain) => reservations.get(chain),
    all: () => reservations,
    extend(nowMs, chain, out) {
      const reservation = reservations.get(chain)
      if (reservation !== undefined && reservation.untilMs - nowMs < reserveMs / 2) {
        keep(chain, { ...reservation, untilMs: Math.floor(nowMs + reserveMs) }, out)
      }
    },
    drop,
    expire(nowMs, out) {
      const expired = [...reservations].filter(([, { untilMs }]) => untilMs <= nowMs)
      for (const [chain, { epoch }] of expired) {
        drop(chain, out)
        note(out, 'expired', { chain, epoch })
      }
      return expired.map(([chain]) => chain)
    },
    dueAtMs: () => earliestOf(reservations.values(), ({ untilMs }) => untilMs),
    bytes: bytesReserved
  }
}

/** Blocks 1 up to at most `height` that are held without a gap. */
function prefixOf(held: Held | undefined, height: number): Head | undefined {
  const to = Math.min(held?.contiguousTo ?? 0, height)
  const hash = held?.hashAt(to)
  return hash === undefined ? undefined : { height: to, hash }
}

/**
 * Whether `from` may place copies of this chain: its proposer, or an elected steward.
 *
 * @throws InvalidMessageError when the proof of an election is malformed
 */
function isIssuer(
  { crypto, fleet, tables }: Environment,
  nowMs: NowMs,
  from: PeerId,
  chain: Chain,
  offer: Offer
): boolean {
  if (offer.issuer !== from) {
    return false
  }
  if (chain.genesis.proposer === from) {
    return true
  }
  const candidacy = { chain: chain.id, epoch: offer.epoch, steward: from }
  const before = offer.before === undefined ? undefined : decodeSealedTable(crypto, offer.before)
  if (offer.booth !== undefined) {
    const booth = decodeBooth(crypto, offer.booth)
    // Any booth of the fleet may ask for room; its table is believed only if the booth is.
    const { electors } = offer
    return (
      groupMandateFault(crypto, fleet, chain, candidacy, electors, booth, undefined) === undefined
    )
  }
  return (
    before !== undefined &&
    !isMadeUp(fleet, nowMs, before) &&
    tables.faultOf(chain, before) === undefined &&
    isElected(crypto, candidacy, offer.electors, before)
  )
}

/** Whether too few backups of a table are of the fleet to elect a steward: anybody can make up keys. */
function isMadeUp(fleet: Fleet, nowMs: NowMs, sealed: SealedTable): boolean {
  const { length } = sealed.table.members
  return length - strangersIn(fleet, sealed, nowMs).length < majority(length)
}
