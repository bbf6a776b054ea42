/**
 * V1 to V3: what replicate and release promise, checked from outside.
 *
 * V1: when a table is sealed, each of its backups has every block on disk.
 * V2: a booth of a group elects one issuer an epoch; a copy goes only when a sealed table says that others hold it; never the proposer's own, never
 * a pinned block. V3: a hold is signed for what is on disk and certified, and its epochs never fall.
 * Source: PROTOCOLS.md, section 6.
 */
import type { Hash } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { tableKey } from '../../core/keyspace.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeHoldAck, decodeSealedTable, type SealedTable } from '../../core/table.ts'
import type { ReplicateMessage } from '../../protocols/replicate/index.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { type ChainBook, certifiedHeight, firstMissing } from './book.ts'
import { breaks, isCorrect, proposerOf, type RuleContext } from './rules.ts'
import { sealFault } from './seal-fault.ts'

export type Ranges = readonly (readonly [from: number, to: number])[]

export interface CopyRules {
  sent(vehicle: VirtualVehicle, message: ReplicateMessage): void
  sealed(vehicle: VirtualVehicle, book: ChainBook, sealed: SealedTable): void
  removed(vehicle: VirtualVehicle, book: ChainBook, height: number, hash: Hash): void
  /** What a vehicle has pinned of a chain, all of it. */
  pinned(vehicle: VirtualVehicle, chain: string, ranges: Ranges): void
  /** A fault has damaged this copy: nothing is expected of it from now on. */
  damaged(peer: PeerId, chain: string): void
  isDamaged(peer: PeerId, chain: string): boolean
}

export function createCopyRules(context: RuleContext, crypto: Crypto): CopyRules {
  const epochs = new Map<string, number>()
  const pins = new Map<string, Ranges>()
  const damage = new Set<string>()
  const decoded = new WeakMap<Uint8Array, SealedTable>()

  const isDamaged = (peer: PeerId, chain: string): boolean => damage.has(`${peer} ${chain}`)

  const hold = (vehicle: VirtualVehicle, bytes: Uint8Array): void => {
    const { chain, epoch, height, headHash } = decodeHoldAck(bytes)
    const book = context.book.chains.get(chain)
    const line = `${vehicle.peer} ${chain}`
    const before = epochs.get(line) ?? 0
    if (epoch < before) {
      breaks(context, 'V3', vehicle, `holds for epoch ${epoch} of ${chain} after ${before}`)
    }
    epochs.set(line, Math.max(before, epoch))
    if (book === undefined || book.isForked || isDamaged(vehicle.peer, chain)) {
      return
    }
    if (book.certified[height] !== headHash) {
      breaks(context, 'V3', vehicle, `holds block ${height} of ${chain}, which is not certified`)
      return
    }
    const missing = firstMissing(book, vehicle.peer, height)
    // A hold is sent again after the copy was let go by a later table.
    if (missing !== undefined && excuse(vehicle, book, height) === undefined) {
      breaks(context, 'V3', vehicle, `says it holds 1 to ${height} of ${chain} without ${missing}`)
    }
  }

  /** The sealed table on this vehicle's disk that names others as holders of this height. */
  const excuse = (
    vehicle: VirtualVehicle,
    book: ChainBook,
    height: number
  ): SealedTable | undefined => {
    const bytes = vehicle.disk.get(tableKey(book.chain.id))
    if (bytes === undefined) {
      return undefined
    }
    const sealed = decoded.get(bytes) ?? decodeSealedTable(crypto, bytes)
    decoded.set(bytes, sealed)
    const { members, height: covered } = sealed.table
    return covered >= height && !members.includes(vehicle.peer) ? sealed : undefined
  }

  /** The first block that a holder named by a table should have and has not. */
  const missingAt = (book: ChainBook, { table }: SealedTable, peer: PeerId): number | undefined => {
    const holder = context.world.vehicleOf(peer)
    const isExpected =
      isCorrect(context, peer) && holder?.state !== 'gone' && !isDamaged(peer, book.chain.id)
    const missing = isExpected ? firstMissing(book, peer, table.height) : undefined
    if (missing === undefined || holder === undefined) {
      return undefined
    }
    // An issuer may seal after a table of the next one has let the holder go.
    const letGo = excuse(holder, book, table.height)
    return letGo !== undefined && letGo.table.epoch > table.epoch ? undefined : missing
  }

  return {
    isDamaged,
    damaged: (peer, chain) => damage.add(`${peer} ${chain}`),
    pinned: (vehicle, chain, ranges) => pins.set(`${vehicle.peer} ${chain}`, ranges),
    sent(vehicle, message) {
      if (message.type === 'hold') {
        hold(vehicle, message.ack)
      }
    },
    sealed(vehicle, book, sealed) {
      const { members, height, headHash, epoch } = sealed.table
      const fault = sealFault(crypto, book, sealed)
      if (fault !== undefined) {
        breaks(context, 'V2', vehicle, `believes a table of ${book.chain.id} although ${fault}`)
      }
      const twin = twinOf(book, sealed)
      if (twin !== undefined) {
        const message = `one booth of ${book.chain.id} has two tables of epoch ${epoch}`
        breaks(context, 'V2', vehicle, message)
      }
      if (members.length < context.backups) {
        const message = `table ${epoch} has ${members.length} of ${context.backups} backups`
        breaks(context, 'V1', vehicle, message)
      }
      if (book.isForked) {
        return
      }
      if (certifiedHeight(book) < height || book.certified[height] !== headHash) {
        breaks(context, 'V1', vehicle, `table ${epoch} ends at block ${height}, not certified`)
      }
      for (const peer of members) {
        const missing = missingAt(book, sealed, peer)
        if (missing !== undefined) {
          const name = context.world.vehicleOf(peer)?.name
          const message = `table ${epoch} is sealed although ${name} has no block ${missing}`
          breaks(context, 'V1', vehicle, message)
        }
      }
    },
    removed(vehicle, book, height, hash) {
      const { id } = book.chain
      if (book.isForked || book.certified[height] !== hash) {
        return
      }
      const place = `block ${height} of ${id}`
      if (proposerOf(context, book) === vehicle) {
        breaks(context, 'V2', vehicle, `lets go of its own ${place}`)
      }
      const ranges = pins.get(`${vehicle.peer} ${id}`) ?? []
      if (ranges.some(([from, to]) => from <= height && height <= to)) {
        breaks(context, 'V2', vehicle, `lets go of the pinned ${place}`)
      }
      const excused = excuse(vehicle, book, height)
      for (const { table } of book.tables.values()) {
        const binds =
          table.members.includes(vehicle.peer) &&
          table.height >= height &&
          table.epoch > (excused?.table.epoch ?? 0)
        if (binds) {
          const message = `lets go of ${place} although table ${table.epoch} counts on it`
          breaks(context, 'V2', vehicle, message)
        }
      }
      const hasSigned = book.certifiedBy.get(height)?.members.includes(vehicle.peer) === true
      if (excused === undefined && hasSigned) {
        breaks(context, 'V2', vehicle, `lets go of ${place} although no table names its holders`)
      }
    }
  }
}

/** Another table of this epoch that the same booth of a group has elected somebody to issue. */
function twinOf(
  { tables }: ChainBook,
  { booth, hash, table }: SealedTable
): SealedTable | undefined {
  const isTwin = (other: SealedTable): boolean =>
    other.table.epoch === table.epoch && other.hash !== hash && other.booth?.id === booth?.id
  return booth === undefined ? undefined : [...tables.values()].find(isTwin)
}
