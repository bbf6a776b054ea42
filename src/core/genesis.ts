/**
 * The birth of a chain: who proposes it, how its booths agree, what its entries mean.
 *
 * Keeps: a chain id is the hash of its genesis, so nobody can change a rule of a chain in place.
 */
import { toBase58 } from './bytes.ts'
import { decodeWith, readBytes, readNumber, readPeer, readPeers, readText } from './codec.ts'
import type { Crypto } from './crypto.ts'
import { InvalidMessageError } from './errors.ts'
import { NAME_CHARACTERS_MAX } from './limits.ts'
import { Genesis as GenesisCodec } from './messages.ts'
import type { PeerId } from './peer.ts'

/** base58btc of the SHA-256 of a genesis. */
export type ChainId = string

const GENESIS_BYTES_MAX = 2048
const PIVOTS_MAX = 8
const NONCE_BYTES = 16

export type Engine = 'certified' | 'paxos' | 'quorum' | 'twophase'
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
}

export interface Chain {
  readonly id: ChainId
  readonly genesis: Genesis
  /** The genesis as first encoded; its hash is the id. */
  readonly bytes: Uint8Array
}

export function createChain(crypto: Crypto, genesis: Genesis): Chain {
  const bytes = GenesisCodec.encode({
    ...genesis,
    version: 1,
    proposer: genesis.proposer ?? '',
    pivots: [...genesis.pivots]
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
    nonce: raw.nonce
  }
  return { id: toBase58(crypto.sha256Bytes(bytes)), genesis, bytes }
}

function isEngine(text: string): text is Engine {
  return ['certified', 'paxos', 'quorum', 'twophase'].includes(text)
}

function isStateKind(text: string): text is StateKind {
  return ['records', 'kv', 'bank'].includes(text)
}
