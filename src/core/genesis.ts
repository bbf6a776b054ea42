/**
 * The birth of a chain: who proposes it, how its booths agree, what its entries mean.
 *
 * Keeps: a chain id is the hash of its genesis, so nobody can change a rule of a chain in place.
 */
import { toBase58 } from './bytes.ts'
import { decodeWith, readBytes, readNumber, readPeer, readPeers, readText } from './codec.ts'
import type { Crypto } from './crypto.ts'
import { type QuorumRules, quorumFault, type TwophaseRules, twophaseFault } from './engine-rules.ts'
import { InvalidMessageError } from './errors.ts'
import { GENESIS_BYTES_MAX, MEMBERS_MAX, NAME_CHARACTERS_MAX, WORK_BITS_MAX } from './limits.ts'
import { Genesis as GenesisCodec } from './messages.ts'
import type { PeerId } from './peer.ts'

/** base58btc of the SHA-256 of a genesis. */
export type ChainId = string

/** Pivots of a chain. */
export const PIVOTS_MAX = 8

const NONCE_BYTES = 16

export type Engine = 'certified' | 'paxos' | 'quorum' | 'twophase'
/** An engine of a chain that a group writes together. */
export type GroupEngine = Exclude<Engine, 'certified'>
export type StateKind = 'records' | 'kv' | 'bank'

export interface Genesis {
  readonly engine: Engine
  readonly state: StateKind
  /** The only proposer of a certified chain; undefined for a group's chain. */
  readonly proposer: PeerId | undefined
  readonly name: string
  /** In every booth and on every certificate. */
  readonly pivots: readonly PeerId[]
  readonly createdAtMs: number
  readonly nonce: Uint8Array
  /** First members of a group's chain, ascending; empty in a certified chain. */
  readonly members: readonly PeerId[]
  /** Zero bits that every block's hash of a group's chain begins with; 0 for no work. */
  readonly workBits: number
  /** In a chain of the engine quorum, else undefined. */
  readonly quorum?: QuorumRules | undefined
  /** In a chain of the engine twophase, else undefined. */
  readonly twophase?: TwophaseRules | undefined
}

export interface Chain {
  readonly id: ChainId
  readonly genesis: Genesis
  /** The genesis as first encoded; its hash is the id. */
  readonly bytes: Uint8Array
}

export function createChain(crypto: Crypto, genesis: Genesis): Chain {
  const { engine, state, name, createdAtMs, nonce, workBits } = genesis
  const bytes = GenesisCodec.encode({
    engine,
    state,
    name,
    createdAtMs,
    nonce,
    workBits,
    version: 1,
    proposer: genesis.proposer ?? '',
    pivots: [...genesis.pivots],
    members: [...genesis.members],
    ...engineRules(genesis)
  })
  return { id: toBase58(crypto.sha256Bytes(bytes)), genesis, bytes }
}

/** @throws InvalidMessageError when the bytes are no genesis */
export function decodeChain(crypto: Crypto, bytes: Uint8Array): Chain {
  const raw = decodeWith(
    'genesis',
    readBytes('genesis', bytes, GENESIS_BYTES_MAX),
    GenesisCodec.decode
  )
  readNumber('genesis.version', raw.version, 1, 1)
  if (!isEngine(raw.engine) || !isStateKind(raw.state)) {
    throw new InvalidMessageError('genesis names an unknown engine or state')
  }
  if (raw.nonce.length !== NONCE_BYTES) {
    throw new InvalidMessageError(
      `genesis.nonce has ${raw.nonce.length} bytes instead of ${NONCE_BYTES}`
    )
  }
  const genesis: Genesis = {
    engine: raw.engine,
    state: raw.state,
    proposer: raw.proposer === '' ? undefined : readPeer('genesis.proposer', raw.proposer),
    name: readText('genesis.name', raw.name, NAME_CHARACTERS_MAX),
    pivots: readPeers('genesis.pivots', raw.pivots, PIVOTS_MAX),
    createdAtMs: readNumber('genesis.createdAtMs', raw.createdAtMs),
    nonce: raw.nonce,
    members: readPeers('genesis.members', raw.members, MEMBERS_MAX),
    workBits: readNumber('genesis.workBits', raw.workBits, 0, WORK_BITS_MAX),
    ...engineRules(raw)
  }
  const fault = rulesFault(genesis)
  if (fault !== undefined) {
    throw new InvalidMessageError(fault)
  }
  return { id: toBase58(crypto.sha256Bytes(bytes)), genesis, bytes }
}

/** The rules of an engine that are there; absent ones are no fields at all. */
function engineRules({ quorum, twophase }: Pick<Genesis, 'quorum' | 'twophase'>): {
  quorum?: QuorumRules
  twophase?: TwophaseRules
} {
  return {
    ...(quorum === undefined ? {} : { quorum: { ...quorum } }),
    ...(twophase === undefined ? {} : { twophase: { ...twophase } })
  }
}

/** Whether a group of vehicles writes this chain together; else its proposer does. */
export function isGroup({ genesis }: Chain): boolean {
  return genesis.engine !== 'certified'
}

/** Why the rules of a chain contradict each other, or undefined. */
function rulesFault(genesis: Genesis): string | undefined {
  const { engine, state, proposer, members, workBits } = genesis
  if (engine === 'certified') {
    const isPlain = proposer !== undefined && members.length === 0 && workBits === 0
    return isPlain
      ? engineFault(genesis)
      : 'a certified chain has a proposer, no members and no work'
  }
  if (state === 'records') {
    return 'a group keeps a state that commands change, no records'
  }
  return proposer === undefined && members.length > 0
    ? engineFault(genesis)
    : `a chain of the engine ${engine} has members and no proposer`
}

/** Why a chain has rules of another engine, lacks those of its own, or they cannot be kept. */
export function engineFault(
  genesis: Pick<Genesis, 'engine' | 'state' | 'members' | 'quorum' | 'twophase'>
): string | undefined {
  const { engine, state, members, quorum, twophase } = genesis
  if ((engine === 'quorum') !== (quorum !== undefined)) {
    return misplaced('reads, writes, leaderless and preempt', 'quorum', engine)
  }
  if ((engine === 'twophase') !== (twophase !== undefined)) {
    return misplaced('copies and classic', 'twophase', engine)
  }
  if ((engine === 'quorum' || engine === 'twophase') && state !== 'kv') {
    return `the engine ${engine} keeps the state kv, not ${state}`
  }
  const { length } = members
  return quorum !== undefined
    ? quorumFault(quorum, length)
    : twophase && twophaseFault(twophase, length)
}

function misplaced(rules: string, owner: Engine, engine: Engine): string {
  const what = engine === owner ? 'lacks' : 'cannot have'
  return `${rules} are rules of the engine ${owner}, which a chain of the engine ${engine} ${what}`
}

function isEngine(text: string): text is Engine {
  return ['certified', 'paxos', 'quorum', 'twophase'].includes(text)
}

function isStateKind(text: string): text is StateKind {
  return ['records', 'kv', 'bank'].includes(text)
}
