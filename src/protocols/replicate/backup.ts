/**
 * The backup's role: pull what a manifest names, and give a signed word once all of it is on disk.
 *
 * Keeps: a hold is on disk before it is acknowledged; the epoch of a hold never falls; nothing is
 * acknowledged of a chain that is damaged here or forked by its proposer.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { signHoldAck } from '../../core/table.ts'
import {
  earliest,
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
import { type CheckedManifest, checkManifest } from './manifest.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import { createPuller, type Puller } from './pulls.ts'
import { createReservations, type Reservation, type ReservationPorts } from './reservations.ts'
import { decodeManifestBody } from './spec.ts'
import type {
  Chunk,
  HoldRecord,
  Manifest,
  ManifestBody,
  Offer,
  OfferCancel,
  PullRefused,
  TransferStatus
} from './types.ts'

export interface Backup {
  start(out: Out): void
  /** @throws InvalidMessageError when a part of the offer is malformed */
  offer(nowMs: NowMs, from: PeerId, offer: Offer, out: Out): void
  cancel(from: PeerId, cancel: OfferCancel, out: Out): void
  /** @throws InvalidMessageError when a part of the manifest is malformed */
  manifest(nowMs: NowMs, from: PeerId, manifest: Manifest, out: Out): void
  /** Whether the chunk belonged to a transfer. */
  chunk(nowMs: NowMs, from: PeerId, chunk: Chunk, out: Out): boolean
  pullRefused(nowMs: NowMs, from: PeerId, message: PullRefused, out: Out): void
  /** Never pulls from this vehicle again. */
  distrust(peer: PeerId): void
  /** A newer table of this chain is known. */
  tableLearned(chain: ChainId, epoch: number, out: Out): void
  /** This vehicle has let its copy go. */
  released(chain: ChainId, out: Out): void
  /** Ends a transfer and frees its room. */
  giveUp(chain: ChainId, out: Out): void
  /** A steward's own word for the table that it makes; the caller has checked that it holds the blocks. */
  holdOwn(chain: ChainId, epoch: number, head: Head, backups: number, out: Out): Uint8Array
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
  holdOf(chain: ChainId): HoldRecord | undefined
  isReserved(chain: ChainId): boolean
  reservedBytes(): number
  /** Transfers under way. */
  readonly count: number
  holds(): ReadonlyMap<ChainId, HoldRecord>
  transfers(): Readonly<Record<ChainId, TransferStatus>>
}

interface Transfer {
  readonly checked: CheckedManifest
  readonly puller: Puller
  tellAtMs: NowMs
}

/** How often an issuer hears that a transfer goes on. */
const PROGRESS_MS = 1_000

/** `shareOf` tells how many chunks each transfer may have outstanding now. */
export function createBackup(
  environment: Environment,
  options: ResolvedReplicateOptions,
  disk: Disk,
  shareOf: () => number,
  ports: ReservationPorts
): Backup {
  const { self, crypto, holdings } = environment
  const { isFrozen } = ports
  const holds = restore<HoldRecord>(disk, PREFIXES.hold)
  const holdOf = (chain: ChainId): HoldRecord | undefined => holds.get(chain)
  const reservations = createReservations(environment, options, disk, holdOf, ports)
  const transfers = new Map<ChainId, Transfer>()

  const giveUp = (chain: ChainId, out: Out): void => {
    transfers.delete(chain)
    reservations.drop(chain, out)
  }

  const maySign = (chain: ChainId): boolean => !environment.isDamaged && !isFrozen(chain)

  const wordFor = (chain: ChainId, epoch: number, head: Head): Uint8Array =>
    signHoldAck(crypto, { chain, epoch, height: head.height, headHash: head.hash, peer: self })

  const keepHold = (
    chain: ChainId,
    { epoch, issuer, head, backups }: Pick<Reservation, 'epoch' | 'issuer' | 'head' | 'backups'>,
    out: Out
  ): void => {
    const before = holds.get(chain)
    // A steward may know fewer blocks than the proposer had placed; they are held all the same.
    const height = Math.max(head.height, before?.height ?? 0)
    const headHash = height === head.height ? head.hash : (before?.headHash ?? head.hash)
    const record: HoldRecord = { epoch, height, headHash, backups, issuer }
    holds.set(chain, record)
    save(out, PREFIXES.hold + chain, record)
    tell(out, { type: 'holding', chain, epoch, head: { height, hash: headHash }, backups, issuer })
  }

  const hold = (chain: ChainId, reservation: Reservation, checked: CheckedManifest, out: Out) => {
    const { epoch, issuer, head } = reservation
    holdings.certify(checked.certificate, checked.booth, out)
    keepHold(chain, reservation, out)
    giveUp(chain, out)
    send(out, issuer, { type: 'hold', ack: wordFor(chain, epoch, head) })
    tell(out, { type: 'certified', chain, head })
    note(out, 'held', { chain, epoch, height: head.height, issuer })
  }

  /** Gives this vehicle's word if everything is here. */
  const holdIfAll = (chain: ChainId, checked: CheckedManifest, out: Out): void => {
    const reservation = reservations.get(chain)
    const held = holdings.get(chain)
    if (reservation === undefined || held === undefined || !maySign(chain)) {
      return
    }
    const { height, hash } = reservation.head
    const isAll = held.covers(1, height) && held.hashAt(height) === hash
    if (isAll && held.damage.length === 0) {
      hold(chain, reservation, checked, out)
    }
  }

  /** Nothing is missing, and yet the blocks held are not those that were offered. */
  const endsElsewhere = (chain: ChainId, { puller, checked }: Transfer): boolean => {
    const { height, hash } = checked.certificate
    const held = puller.isDone() ? holdings.get(chain) : undefined
    return held?.covers(1, height) === true && held.hashAt(height) !== hash
  }

  const advance = (nowMs: NowMs, chain: ChainId, transfer: Transfer, out: Out): void => {
    transfer.puller.advance(nowMs, shareOf(), out)
    if (transfer.puller.isForked) {
      giveUp(chain, out)
    } else if (endsElsewhere(chain, transfer)) {
      note(out, 'forked', { chain, height: transfer.checked.certificate.height })
      giveUp(chain, out)
    } else {
      holdIfAll(chain, transfer.checked, out)
    }
  }

  const begin = (
    nowMs: NowMs,
    reservation: Reservation,
    checked: CheckedManifest,
    sources: readonly PeerId[],
    out: Out
  ): void => {
    const { chain: id, epoch, from, height, ends } = checked.body
    const held = holdings.get(id)
    if (held === undefined) {
      return
    }
    const hashes = new Map(ends.map((end) => [end.height, end.hash]))
    const puller = createPuller(environment, options, {
      chain: held.chain,
      ranges: ends.map((end, i) => ({
        from: (ends[i - 1]?.height ?? from - 1) + 1,
        to: end.height
      })),
      anchors: {
        told: (at) => hashes.get(at),
        held: held.hashAt,
        areProposers: reservation.issuer === held.chain.genesis.proposer
      },
      sources,
      bytesMax: reservation.bytes - held.bytesBetween(1, height)
    })
    const transfer: Transfer = {
      checked,
      puller,
      tellAtMs: nowMs + PROGRESS_MS
    }
    // What comes is known to be certified from now on, so should the transfer be given up, what is
    // left of it goes as other temporary copies do.
    holdings.certify(checked.certificate, checked.booth, out)
    transfers.set(id, transfer)
    note(out, 'pulling', { chain: id, epoch, from, to: height, source: sources[0] })
    advance(nowMs, id, transfer, out)
  }

  const tellProgress = (nowMs: NowMs, chain: ChainId, transfer: Transfer, out: Out): void => {
    const reservation = reservations.get(chain)
    transfer.tellAtMs = nowMs + PROGRESS_MS
    if (reservation !== undefined) {
      const { epoch, issuer } = reservation
      send(out, issuer, { type: 'progress', chain, epoch, blocks: transfer.puller.storedBlocks })
    }
  }

  /** An issuer that has not heard of a hold asks again by its manifest. */
  const acknowledgeAgain = (
    from: PeerId,
    { chain, epoch, height }: ManifestBody,
    out: Out
  ): void => {
    const record = holds.get(chain)
    const held = holdings.get(chain)
    const hash = held?.hashAt(height)
    const isHeld = record?.epoch === epoch && record.height >= height && held?.damage.length === 0
    const isIts = record?.issuer === undefined || record.issuer === from
    if (isIts && isHeld && hash !== undefined && maySign(chain)) {
      send(out, from, { type: 'hold', ack: wordFor(chain, epoch, { height, hash }) })
    }
  }

  return {
    start(out) {
      for (const [chain, { epoch, height, headHash, backups, issuer }] of holds) {
        const head = { height, hash: headHash }
        tell(out, { type: 'holding', chain, epoch, head, backups, issuer })
      }
      reservations.start(out)
    },
    offer(nowMs, from, offer, out) {
      const before = reservations.get(offer.chain)
      reservations.offer(nowMs, from, offer, out)
      const after = reservations.get(offer.chain)
      if (after?.epoch !== before?.epoch || after?.issuer !== before?.issuer) {
        transfers.delete(offer.chain) // for an older epoch, or another issuer
      }
    },
    cancel(from, { chain, epoch }, out) {
      const reservation = reservations.get(chain)
      if (reservation?.epoch === epoch && reservation.issuer === from) {
        giveUp(chain, out)
      }
    },
    manifest(nowMs, from, message, out) {
      const body = decodeManifestBody(message.manifest)
      const held = holdings.get(body.chain)
      const reservation = reservations.get(body.chain)
      if (held === undefined || reservation?.issuer !== from || reservation.epoch !== body.epoch) {
        acknowledgeAgain(from, body, out)
        return
      }
      const sources = [from, ...message.sources.filter((peer) => peer !== from && peer !== self)]
      const transfer = transfers.get(body.chain)
      if (transfer !== undefined) {
        transfer.puller.setSources(sources)
        tellProgress(nowMs, body.chain, transfer, out)
        advance(nowMs, body.chain, transfer, out)
        return
      }
      const { chain } = held
      const checked = checkManifest(environment, chain, from, reservation.head, message, body)
      if (typeof checked === 'string') {
        note(out, 'refused', { from, chain: chain.id, message: 'manifest', reason: checked })
        tell(out, { type: 'distrust', peer: from, reason: checked })
      } else {
        begin(nowMs, reservation, checked, sources, out)
      }
    },
    chunk(nowMs, from, chunk, out) {
      const { chain } = chunk
      const transfer = transfers.get(chain)
      const reservation = reservations.get(chain)
      if (transfer === undefined || reservation === undefined) {
        return false
      }
      transfer.puller.chunk(nowMs, from, chunk, out)
      reservations.extend(nowMs, chain, out)
      if (transfer.puller.isOver) {
        const reason = `more than the ${reservation.bytes} bytes that were offered`
        note(out, 'refused', { from: reservation.issuer, chain, message: 'chunk', reason })
        giveUp(chain, out)
      } else {
        advance(nowMs, chain, transfer, out)
      }
      return true
    },
    pullRefused(nowMs, from, message, out) {
      const transfer = transfers.get(message.chain)
      transfer?.puller.refused(nowMs, from, message)
      if (transfer !== undefined) {
        advance(nowMs, message.chain, transfer, out)
      }
    },
    distrust(peer) {
      for (const { puller } of transfers.values()) {
        puller.distrust(peer)
      }
    },
    tableLearned(chain, epoch, out) {
      if ((reservations.get(chain)?.epoch ?? Number.POSITIVE_INFINITY) <= epoch) {
        giveUp(chain, out)
      }
    },
    released(chain, out) {
      if (holds.delete(chain)) {
        erase(out, PREFIXES.hold + chain)
      }
    },
    giveUp,
    holdOwn(chain, epoch, head, backups, out) {
      keepHold(chain, { epoch, issuer: self, head, backups }, out)
      return wordFor(chain, epoch, head)
    },
    tick(nowMs, out) {
      for (const chain of reservations.expire(nowMs, out)) {
        transfers.delete(chain)
      }
      for (const [chain, transfer] of [...transfers]) {
        if (nowMs >= transfer.tellAtMs) {
          tellProgress(nowMs, chain, transfer, out)
        }
        advance(nowMs, chain, transfer, out)
      }
    },
    dueAtMs() {
      const transfer = earliestOf(transfers.values(), ({ puller, tellAtMs }) =>
        earliest([puller.dueAtMs(), tellAtMs])
      )
      return earliest([reservations.dueAtMs(), transfer])
    },
    holdOf,
    isReserved: (chain) => reservations.get(chain) !== undefined,
    reservedBytes: reservations.bytes,
    get count() {
      return transfers.size
    },
    holds: () => holds,
    transfers: () =>
      Object.fromEntries(
        [...reservations.all()].map(([chain, { epoch, head, issuer, untilMs }]) => {
          const blocksLeft = transfers.get(chain)?.puller.blocksLeft()
          return [chain, { epoch, height: head.height, issuer, untilMs, blocksLeft }]
        })
      )
  }
}
