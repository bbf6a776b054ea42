/**
 * C1 to C4: what certify promises, checked from outside.
 *
 * C1: a correct vehicle signs one hash for a height, and only what is on its disk.
 * C2: no two certified blocks of one height, and no certificate without n - f members and all pivots;
 * in a group's chain without a majority.
 * C3: what is certified is linked.
 * C4: who signed has the block on disk; an answered append is certified, whole, and there only once.
 * Source: PROTOCOLS.md, section 2.
 */
import { decodeBlock } from '../../core/block.ts'
import { type Booth, type Certificate, voteBytes } from '../../core/booth.ts'
import { type Hash, toHex } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { isGroup } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { CertifyMessage } from '../../protocols/certify/index.ts'
import type { Appended } from '../../vehicle/requests.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { ChainBook } from './book.ts'
import { breaks, isCorrect, proposerOf, type RuleContext } from './rules.ts'

/** An append that was answered. */
export interface Acknowledged {
  readonly chain: string
  readonly from: number
  readonly to: number
  readonly entries: readonly Uint8Array[]
}

export interface ChainRules {
  /** A certify message left a vehicle. */
  sent(vehicle: VirtualVehicle, message: CertifyMessage): void
  /** Whether the book may believe this certificate. */
  certifies(vehicle: VirtualVehicle, book: ChainBook, certificate: Certificate): boolean
  /** Blocks from..to have become certified. */
  certified(vehicle: VirtualVehicle, book: ChainBook, from: number, to: number): void
  /** An append was answered. */
  appended(vehicle: VirtualVehicle, entries: readonly Uint8Array[], value: Appended): void
  readonly acknowledged: readonly Acknowledged[]
}

export function createChainRules(context: RuleContext, crypto: Crypto): ChainRules {
  /** What each vehicle has signed: hash by height, by vehicle and chain. */
  const signed = new Map<string, Map<number, Hash>>()
  const proposals = new WeakMap<Uint8Array, { readonly height: number; readonly hash: Hash }>()
  const placeOf = new Map<string, string>()
  const acknowledged: Acknowledged[] = []

  const sign = (vehicle: VirtualVehicle, chain: string, height: number, hash: Hash): void => {
    const id = `${vehicle.peer} ${chain}`
    const hashes = signed.get(id) ?? new Map<number, Hash>()
    signed.set(id, hashes)
    const before = hashes.get(height)
    if (before !== undefined && before !== hash) {
      breaks(context, 'C1', vehicle, `signs two blocks of height ${height} of ${chain}`)
    }
    hashes.set(height, hash)
    const block = context.book.chains.get(chain)?.blocks.get(hash)
    if (block?.holders.has(vehicle.peer) !== true) {
      breaks(context, 'C1', vehicle, `signs block ${height} of ${chain} that is not on its disk`)
    }
  }

  const proposed = (bytes: Uint8Array): { readonly height: number; readonly hash: Hash } => {
    const known = proposals.get(bytes)
    if (known !== undefined) {
      return known
    }
    const { header, hash } = decodeBlock(crypto, bytes)
    const fresh = { height: header.height, hash }
    proposals.set(bytes, fresh)
    return fresh
  }

  return {
    acknowledged,
    sent(vehicle, message) {
      if (message.type === 'vote') {
        sign(vehicle, message.chain, message.height, message.hash)
      } else if (message.type === 'propose') {
        const { height, hash } = proposed(message.block)
        sign(vehicle, message.chain, height, hash)
      }
    },
    certifies(vehicle, book, certificate) {
      if (book.isForked) {
        return false
      }
      const booth = book.booths.get(certificate.booth)
      const fault = certificateFault(context, crypto, book, booth, certificate)
      if (fault !== undefined) {
        breaks(context, 'C2', vehicle, `believes a certificate although ${fault}`)
        return false
      }
      const linkFault = pathFault(book, certificate)
      if (linkFault === 'conflict') {
        conflict(context, vehicle, book, certificate)
      } else if (linkFault !== undefined) {
        breaks(context, 'C3', vehicle, linkFault)
      }
      return linkFault === undefined
    },
    certified(vehicle, book, from, to) {
      if (isGroup(book.chain)) {
        // A command may be decided twice; it is applied once.
        return
      }
      for (let height = from; height <= to; height++) {
        const block = book.blocks.get(book.certified[height] ?? '')
        for (const entry of block?.entries ?? []) {
          const id = toHex(entry)
          if (placeOf.has(id)) {
            const message = `an entry stands in blocks ${placeOf.get(id)} and ${height}`
            breaks(context, 'C4', vehicle, message)
          }
          placeOf.set(id, String(height))
        }
      }
    },
    appended(vehicle, entries, { chain, from, to, hash }) {
      const book = context.book.chains.get(chain)
      if (book?.isForked === true) {
        return
      }
      if (book === undefined || book.certified[to] !== hash) {
        breaks(context, 'C4', vehicle, `answers for block ${to} of ${chain} that is not certified`)
        return
      }
      if (!carries(book, from, to, entries)) {
        breaks(context, 'C4', vehicle, `blocks ${from} to ${to} do not carry what was appended`)
      }
      acknowledged.push({ chain, from, to, entries })
    }
  }
}

/** Why a certificate proves nothing; counted here anew, not by the code under test. */
function certificateFault(
  context: RuleContext,
  crypto: Crypto,
  { chain, blocks }: ChainBook,
  booth: Booth | undefined,
  certificate: Certificate
): string | undefined {
  if (booth === undefined) {
    return 'nobody knows its booth'
  }
  const { members } = booth
  const bytes = voteBytes(certificate)
  const voters = new Set<PeerId>()
  for (const [i, signer] of certificate.signers.entries()) {
    const peer = members[signer] ?? ''
    const signature = certificate.signatures[i] ?? new Uint8Array(0)
    if (crypto.verify(peer, bytes, signature)) {
      voters.add(peer)
    }
  }
  const needed = isGroup(chain)
    ? Math.floor(members.length / 2) + 1
    : members.length - Math.floor((members.length - 1) / 3)
  if (voters.size < needed) {
    return `only ${voters.size} of ${needed} members signed block ${certificate.height}`
  }
  const absent = chain.genesis.pivots.find((pivot) => !voters.has(pivot))
  if (absent !== undefined) {
    return `the pivot ${absent} did not sign`
  }
  const holders = blocks.get(certificate.hash)?.holders
  const liar = [...voters].find((peer) => isCorrect(context, peer) && holders?.has(peer) !== true)
  return liar === undefined ? undefined : `${liar} signed without the block on its disk`
}

/** Whether the certified block leads down to what was certified before. */
function pathFault(book: ChainBook, { height, hash }: Certificate): string | undefined {
  let next = hash
  for (let h = height; h >= 0; h--) {
    const known = book.certified[h]
    if (known !== undefined) {
      return known === next ? undefined : 'conflict'
    }
    const block = book.blocks.get(next)
    if (block === undefined) {
      return `block ${h} below a certificate is on no disk`
    }
    if (block.height !== h) {
      return `block ${block.height} stands at height ${h}`
    }
    next = block.prev
  }
  return undefined
}

/**
 * Two certified histories: possible only for a lying proposer, in booths that differ and share no
 * pivot, or where more than f members lie.
 */
function conflict(
  context: RuleContext,
  vehicle: VirtualVehicle,
  book: ChainBook,
  { booth, height }: Certificate
): void {
  const isLiar = proposerOf(context, book)?.isByzantine === true
  const isGuarded = book.chain.genesis.pivots.some((pivot) => isCorrect(context, pivot))
  const members = book.booths.get(booth)?.members ?? []
  const lying = members.filter((peer) => !isCorrect(context, peer)).length
  const isWithinBounds = lying <= Math.floor((members.length - 1) / 3)
  const isOneBooth = [...book.certifiedBy.values()].some(
    (other) => String(other.members) === String(members)
  )
  if (!isLiar || isGuarded || (isOneBooth && isWithinBounds)) {
    breaks(context, 'C2', vehicle, `holds a second certified history below block ${height}`)
  }
  book.isForked = true
}

function carries(
  book: ChainBook,
  from: number,
  to: number,
  entries: readonly Uint8Array[]
): boolean {
  let next = 0
  for (let height = from; height <= to; height++) {
    for (const entry of book.blocks.get(book.certified[height] ?? '')?.entries ?? []) {
      const wanted = entries[next]
      if (wanted !== undefined && toHex(entry) === toHex(wanted)) {
        next++
      }
    }
  }
  return next === entries.length
}
