/**
 * A proposer that signs two blocks of one height and shows each to one half of its booth, and members
 * that vote for whatever they see.
 */
import { createBlock, decodeBlock } from '../../core/block.ts'
import {
  type Booth,
  createCertificate,
  decodeBooth,
  isQuorum,
  type VoteSubject,
  voteBytes
} from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import type { CertifyMessage } from '../../protocols/certify/index.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { ArchiveContext } from './context.ts'
import { drawEntries } from './proposer.ts'

const FORK_SHARE = 0.3

type ProposeMessage = Extract<CertifyMessage, { readonly type: 'propose' }>

interface Fork {
  readonly bytes: Uint8Array
  readonly hash: Hash
  readonly height: number
  /** Votes for the second block, by booth and member. */
  readonly votes: Map<string, Map<PeerId, Uint8Array>>
}

export function lieAsForker(
  context: ArchiveContext,
  vehicle: VirtualVehicle,
  accomplices: readonly VirtualVehicle[],
  random: Random
): void {
  const { world } = context
  const { crypto, peer } = vehicle
  const booths = new Map<string, Booth>()
  const forks = new Map<number, Fork | undefined>()
  const isDeceived = (to: PeerId): boolean => to.charCodeAt(to.length - 1) % 2 === 0

  const forkOf = (propose: ProposeMessage): Fork | undefined => {
    const { header } = decodeBlock(crypto, propose.block)
    if (forks.has(header.height)) {
      return forks.get(header.height)
    }
    if (!random.chance(FORK_SHARE)) {
      forks.set(header.height, undefined)
      return undefined
    }
    const { chain, height, prev, timeMs } = header
    const entries = drawEntries(context, random)
    const block = createBlock(crypto, { chain, height, prev, timeMs, entries })
    const fork: Fork = { bytes: block.bytes, hash: block.hash, height, votes: new Map() }
    forks.set(height, fork)
    context.count('forked')
    return fork
  }

  const collect = (fork: Fork, boothId: string, from: PeerId, signature: Uint8Array): void => {
    const booth = booths.get(boothId)
    const book = context.book.chains.get(booth?.chain ?? '')
    if (booth === undefined || book === undefined) {
      return
    }
    const { chain } = book
    const subject: VoteSubject = {
      chain: chain.id,
      height: fork.height,
      hash: fork.hash,
      booth: boothId
    }
    const votes = fork.votes.get(boothId) ?? new Map<PeerId, Uint8Array>()
    fork.votes.set(boothId, votes)
    votes.set(from, signature)
    for (const liar of [vehicle, ...accomplices]) {
      votes.set(liar.peer, liar.crypto.sign(voteBytes(subject)))
    }
    if (isQuorum(chain, booth, new Set(votes.keys()))) {
      const certificate = createCertificate(booth, subject, votes)
      for (const member of booth.members.filter((to) => to !== peer && isDeceived(to))) {
        world.network.send(peer, member, 'certify', { type: 'certified', certificate })
      }
    }
  }

  world.network.tamper(peer, (to, protocol, message) => {
    const said = message as CertifyMessage
    if (protocol !== 'certify') {
      return [message]
    }
    if (said.type === 'open') {
      const booth = decodeBooth(crypto, said.booth)
      booths.set(booth.id, booth)
    }
    const fork = said.type === 'propose' && isDeceived(to) ? forkOf(said) : undefined
    return [fork === undefined ? message : { ...said, block: fork.bytes }]
  })
  world.observe({
    delivered(to, from, protocol, message) {
      const said = message as CertifyMessage
      if (to !== vehicle || protocol !== 'certify' || said.type !== 'vote') {
        return
      }
      const fork = forks.get(said.height)
      if (fork !== undefined && fork.hash === said.hash) {
        collect(fork, said.booth, from, said.signature)
      }
    }
  })
}

/** Votes for every block shown, whatever was voted for before and whatever is on disk. */
export function sayYes({ world }: ArchiveContext, vehicle: VirtualVehicle): void {
  const { crypto, peer } = vehicle
  world.network.tamper(peer, (_to, _protocol, message) => [message])
  world.observe({
    delivered(to, from, protocol, message) {
      const said = message as CertifyMessage
      if (to !== vehicle || protocol !== 'certify' || said.type !== 'propose') {
        return
      }
      const { header, hash } = decodeBlock(crypto, said.block)
      const { chain, height } = header
      const subject: VoteSubject = { chain, height, hash, booth: said.booth }
      const signature = crypto.sign(voteBytes(subject))
      world.network.send(peer, from, 'certify', { type: 'vote', ...subject, signature })
    }
  })
}
