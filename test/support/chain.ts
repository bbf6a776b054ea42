/**
 * Chains for tests: blocks by a proposer alone, each certified by a booth of one.
 */
import { createBlock, type FullBlock, type SealNote } from '../../src/core/block.ts'
import {
  type Booth,
  type Certificate,
  createBooth,
  createCertificate,
  voteBytes
} from '../../src/core/booth.ts'
import { type Hash, NO_HASH } from '../../src/core/bytes.ts'
import { type Fleet, OPEN_FLEET } from '../../src/core/fleet.ts'
import { type Chain, type ChainId, createChain, type Genesis } from '../../src/core/genesis.ts'
import type { PeerId } from '../../src/core/peer.ts'
import { type SealedTable, sealTable, signHoldAck, signTable } from '../../src/core/table.ts'
import type { Identity } from '../../src/sim/crypto.ts'

export interface TestChain {
  readonly chain: Chain
  readonly blocks: FullBlock[]
  readonly booth: Booth
  readonly certificates: Certificate[]
  /** Adds a block with these entries; returns it. */
  add(entries: readonly Uint8Array[], seal?: SealNote): FullBlock
  certificateOf(height: number): Certificate
  block(height: number): FullBlock
}

/** A genesis with the fields that a test does not care about. */
export function testGenesis(proposer: PeerId, changes: Partial<Genesis> = {}): Genesis {
  return {
    engine: 'certified',
    state: 'records',
    proposer,
    name: 'test',
    pivots: [],
    createdAtMs: 1_000,
    nonce: new Uint8Array(16).fill(7),
    members: [],
    workBits: 0,
    ...changes
  }
}

/** The genesis of a group's chain with the fields that a test does not care about. */
export function groupGenesis(members: readonly PeerId[], changes: Partial<Genesis> = {}): Genesis {
  return {
    engine: 'paxos',
    state: 'kv',
    proposer: undefined,
    name: 'group',
    pivots: [],
    createdAtMs: 1_000,
    nonce: new Uint8Array(16).fill(9),
    members: [...members].sort(),
    workBits: 0,
    ...changes
  }
}

/** A chain of one proposer that certifies its blocks alone. */
export function createTestChain({ peer, crypto }: Identity, nonce = 7): TestChain {
  const genesis = testGenesis(peer, { nonce: new Uint8Array(16).fill(nonce) })
  const chain = createChain(crypto, genesis)
  const draft = { chain: chain.id, number: 1, members: [peer], openedAtMs: 1_000 }
  const booth = createBooth(crypto, OPEN_FLEET, draft)
  const blocks: FullBlock[] = []
  const certificates: Certificate[] = []
  return {
    chain,
    booth,
    blocks,
    certificates,
    add(entries, seal) {
      const height = blocks.length + 1
      const prev = blocks.at(-1)?.hash ?? NO_HASH
      const base = { chain: chain.id, height, prev, timeMs: 1_000 + height, entries }
      const block = createBlock(crypto, seal === undefined ? base : { ...base, seal })
      const subject = { chain: chain.id, height, hash: block.hash, booth: booth.id }
      const votes = new Map([[peer, crypto.sign(voteBytes(subject))]])
      blocks.push(block)
      certificates.push(createCertificate(booth, subject, votes))
      return block
    },
    certificateOf: (height) => certificates[height - 1] as Certificate,
    block: (height) => blocks[height - 1] as FullBlock
  }
}

/** `count` entries of `bytes` bytes, each different. */
export function testEntries(count: number, bytes = 8, from = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const entry = new Uint8Array(bytes)
    new DataView(entry.buffer).setUint32(0, from + i)
    return entry
  })
}

/** What a table of a test says, beside the acknowledgements of all its members. */
export interface TestTable {
  readonly chain: ChainId
  readonly epoch: number
  readonly height: number
  readonly headHash: Hash
  readonly members: readonly Identity[]
}

/** A table that its proposer seals, with the acknowledgement of each member; by itself of an open fleet. */
export function testSealed(proposer: Identity, table: TestTable, fleet?: Fleet): SealedTable {
  const { members, ...base } = table
  const signed = signTable(proposer.crypto, {
    ...base,
    previous: undefined,
    members: members.map(({ peer }) => peer),
    chainBytes: 1,
    issuedAtMs: 1,
    steward: undefined
  })
  const acks = new Map(
    members.map(({ peer, crypto }) => [peer, signHoldAck(crypto, { ...base, peer })])
  )
  return sealTable(proposer.crypto, signed, acks, {}, fleet)
}
