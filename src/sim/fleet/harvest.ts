/**
 * What booths have agreed on, made outside the vehicles: each end of a booth is one block, signed by its
 * proposer and certified by the signatures of the booth's members.
 */
import { createBlock } from '../../core/block.ts'
import { createBooth, createCertificate, voteBytes } from '../../core/booth.ts'
import { type Hash, NO_HASH } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { OPEN_FLEET } from '../../core/fleet.ts'
import { type Chain, createChain } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import type { EndedBooth } from './vehicle.ts'

/** A member of a booth, as far as its signature goes. */
export interface Signer {
  readonly peer: PeerId
  readonly crypto: Crypto
}

export interface Harvest {
  readonly chain: Chain
  readonly height: number
  /** The next block, agreed on by the proposer with these. */
  end(nowMs: number, others: readonly Signer[], entry: Uint8Array): EndedBooth
}

const NONCE_BYTES = 16

export function createHarvest(proposer: Signer, random: Random, nowMs: number): Harvest {
  const { peer, crypto } = proposer
  const chain = createChain(crypto, {
    engine: 'certified',
    state: 'records',
    proposer: peer,
    name: '',
    pivots: [],
    createdAtMs: Math.floor(nowMs),
    nonce: random.bytes(NONCE_BYTES),
    members: [],
    workBits: 0
  })
  let height = 0
  let prev: Hash = NO_HASH

  return {
    chain,
    get height() {
      return height
    },
    end(now, others, entry) {
      const timeMs = Math.floor(now)
      const signers = [proposer, ...others]
      height++
      const draft = { chain: chain.id, number: height, members: signers.map((of) => of.peer) }
      const booth = createBooth(crypto, OPEN_FLEET, { ...draft, openedAtMs: timeMs })
      const block = createBlock(crypto, { chain: chain.id, height, prev, timeMs, entries: [entry] })
      const subject = { chain: chain.id, height, hash: block.hash, booth: booth.id }
      const bytes = voteBytes(subject)
      const votes = new Map(signers.map((of) => [of.peer, of.crypto.sign(bytes)]))
      prev = block.hash
      return {
        type: 'ended',
        chain,
        block,
        certificate: createCertificate(booth, subject, votes),
        booth
      }
    }
  }
}
