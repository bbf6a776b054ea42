/**
 * The truth about all chains of a world, kept from outside: which blocks exist, which are certified,
 * whose disk holds what, which tables are sealed. The rules read it; no vehicle does.
 *
 * Keeps: knows only what is on disks, so it never counts what a crash would lose.
 */
import { entriesOf } from '../../core/block.ts'
import { type Booth, type Certificate, decodeBooth, decodeCertificate } from '../../core/booth.ts'
import { type Hash, NO_HASH } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { type Chain, type ChainId, decodeChain } from '../../core/genesis.ts'
import { GENESIS_PREFIX, parseHeightKey, TABLE_PREFIX } from '../../core/keyspace.ts'
import type { Key, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { decodeSealedTable, type SealedTable } from '../../core/table.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'

/** A block that some disk has held with its body. */
export interface BookedBlock {
  readonly hash: Hash
  readonly height: number
  readonly prev: Hash
  readonly bytes: number
  readonly entries: readonly Uint8Array[]
  /** Vehicles whose disk has ever held it with its body. */
  readonly holders: Set<PeerId>
}

/** The full blocks on one disk: hash by height. */
export type Copy = Map<number, Hash>

export interface ChainBook {
  readonly chain: Chain
  readonly blocks: Map<Hash, BookedBlock>
  /** Certified hash by height; the first stands for the height before the first block. */
  readonly certified: Hash[]
  readonly booths: Map<string, Booth>
  /** Members of the booth that certified a height first. */
  readonly certifiedBy: Map<number, Booth>
  /** Copies on the disks of vehicles that are not gone. */
  readonly copies: Map<PeerId, Copy>
  /** Every sealed table seen, by epoch and hash. */
  readonly tables: Map<string, SealedTable>
  newest: SealedTable | undefined
  /** A lying proposer has forked it, as far as its booths allow; no more is promised. */
  isForked: boolean
}

/** What the rules hear, each after the book has taken it in. */
export interface BookListener {
  /** A chain is seen for the first time. */
  began(book: ChainBook): void
  /** Before the book believes the certificate; it does only when this returns true. */
  certifies(vehicle: VirtualVehicle, book: ChainBook, certificate: Certificate): boolean
  /** Blocks from..to have become certified. */
  certified(vehicle: VirtualVehicle, book: ChainBook, from: number, to: number): void
  /** A sealed table is seen for the first time. */
  sealed(vehicle: VirtualVehicle, book: ChainBook, sealed: SealedTable): void
  /** A full block has left the disk, by deletion or by losing its body. */
  removed(vehicle: VirtualVehicle, book: ChainBook, height: number, hash: Hash): void
}

export interface Book {
  readonly chains: ReadonlyMap<ChainId, ChainBook>
  durable(vehicle: VirtualVehicle, ops: readonly WriteOp[]): void
  /** The disk of this vehicle has lost or damaged this record. */
  damaged(vehicle: VirtualVehicle, key: Key): void
  /** The vehicle has left with its disk. */
  gone(vehicle: VirtualVehicle): void
}

const BLOCK_PREFIX = 'b/'
const CERTIFICATE_PREFIX = 'c/'
const BOOTH_PREFIX = 'o/'

export function createBook(crypto: Crypto, listener: BookListener): Book {
  const chains = new Map<ChainId, ChainBook>()

  const putGenesis = (_vehicle: VirtualVehicle, _key: Key, value: Uint8Array): void => {
    const chain = decodeChain(crypto, value)
    if (!chains.has(chain.id)) {
      const book = emptyBook(chain)
      chains.set(chain.id, book)
      listener.began(book)
    }
  }

  const putBlock = (vehicle: VirtualVehicle, key: Key, value: Uint8Array): void => {
    const place = parseHeightKey(key)
    const book = chains.get(place?.chain ?? '')
    if (book === undefined || place === undefined) {
      return
    }
    const { block } = decodeStoredBlock(crypto, value)
    const copy = copyOf(book, vehicle.peer)
    if (block.body === undefined) {
      remove(vehicle, book, place.height)
      return
    }
    const { hash, header } = block
    copy.set(header.height, hash)
    const booked = book.blocks.get(hash) ?? {
      hash,
      height: header.height,
      prev: header.prev,
      bytes: block.bytes.length,
      entries: entriesOf(block.body),
      holders: new Set<PeerId>()
    }
    booked.holders.add(vehicle.peer)
    book.blocks.set(hash, booked)
  }

  const putCertificate = (vehicle: VirtualVehicle, key: Key, value: Uint8Array): void => {
    const book = chains.get(parseHeightKey(key)?.chain ?? '')
    if (book === undefined) {
      return
    }
    const certificate = decodeCertificate(value)
    const booth = book.booths.get(certificate.booth)
    // Most certificates are stored by many vehicles; the first is looked at.
    const isKnown = book.certified[certificate.height] === certificate.hash
    if (isKnown || !listener.certifies(vehicle, book, certificate) || booth === undefined) {
      return
    }
    let { hash, height } = certificate
    while (height > 0 && book.certified[height] === undefined) {
      book.certified[height] = hash
      book.certifiedBy.set(height, booth)
      hash = book.blocks.get(hash)?.prev ?? NO_HASH
      height--
    }
    listener.certified(vehicle, book, height + 1, certificate.height)
  }

  const putBooth = (_vehicle: VirtualVehicle, key: Key, value: Uint8Array): void => {
    const book = chains.get(key.split('/')[1] ?? '')
    const booth = decodeBooth(crypto, value)
    book?.booths.set(booth.id, booth)
  }

  const putTable = (vehicle: VirtualVehicle, key: Key, value: Uint8Array): void => {
    const book = chains.get(key.slice(TABLE_PREFIX.length))
    if (book === undefined) {
      return
    }
    const sealed = decodeSealedTable(crypto, value)
    const id = `${sealed.table.epoch} ${sealed.hash}`
    if (book.tables.has(id)) {
      return
    }
    book.tables.set(id, sealed)
    if (book.newest === undefined || book.newest.table.epoch < sealed.table.epoch) {
      book.newest = sealed
    }
    listener.sealed(vehicle, book, sealed)
  }

  const remove = (vehicle: VirtualVehicle, book: ChainBook, height: number): void => {
    const copy = copyOf(book, vehicle.peer)
    const hash = copy.get(height)
    if (hash !== undefined) {
      copy.delete(height)
      listener.removed(vehicle, book, height, hash)
    }
  }

  const removeAt = (vehicle: VirtualVehicle, key: Key): void => {
    const place = parseHeightKey(key)
    const book = chains.get(place?.chain ?? '')
    if (place !== undefined && book !== undefined) {
      remove(vehicle, book, place.height)
    }
  }

  /** A batch is one moment; what others lean on is taken in first. */
  const passes = [
    [GENESIS_PREFIX, putGenesis],
    [BOOTH_PREFIX, putBooth],
    [BLOCK_PREFIX, putBlock],
    [CERTIFICATE_PREFIX, putCertificate],
    [TABLE_PREFIX, putTable]
  ] as const

  return {
    chains,
    durable(vehicle, ops) {
      for (const [prefix, put] of passes) {
        for (const op of ops) {
          if (op.type === 'put' && op.key.startsWith(prefix)) {
            put(vehicle, op.key, op.value)
          }
        }
      }
      for (const op of ops) {
        if (op.type === 'del' && op.key.startsWith(BLOCK_PREFIX)) {
          removeAt(vehicle, op.key)
        }
      }
    },
    damaged(vehicle, key) {
      const place = key.startsWith(BLOCK_PREFIX) ? parseHeightKey(key) : undefined
      if (place !== undefined) {
        chains.get(place.chain)?.copies.get(vehicle.peer)?.delete(place.height)
      }
    },
    gone(vehicle) {
      for (const book of chains.values()) {
        book.copies.delete(vehicle.peer)
      }
    }
  }
}

/** The greatest height that is certified. */
export function certifiedHeight(book: ChainBook): number {
  return book.certified.length - 1
}

/** The first height up to `to` that this vehicle's disk does not hold as certified, or undefined. */
export function firstMissing(book: ChainBook, peer: PeerId, to: number): number | undefined {
  const copy = book.copies.get(peer)
  for (let height = 1; height <= to; height++) {
    if (copy?.get(height) !== book.certified[height] || copy === undefined) {
      return height
    }
  }
  return undefined
}

function emptyBook(chain: Chain): ChainBook {
  return {
    chain,
    blocks: new Map(),
    certified: [NO_HASH],
    booths: new Map(),
    certifiedBy: new Map(),
    copies: new Map(),
    tables: new Map(),
    newest: undefined,
    isForked: false
  }
}

function copyOf(book: ChainBook, peer: PeerId): Copy {
  const known = book.copies.get(peer)
  if (known !== undefined) {
    return known
  }
  const fresh: Copy = new Map()
  book.copies.set(peer, fresh)
  return fresh
}

/**
 * How far tables cover a chain; 0 for not at all. Two of one epoch may stand beside each other, such as
 * those of the leaders of two booths: both have their backups.
 */
export function sealedHeight(book: ChainBook | undefined): number {
  const tables = [...(book?.tables.values() ?? [])]
  return Math.max(0, ...tables.map(({ table }) => table.height))
}
