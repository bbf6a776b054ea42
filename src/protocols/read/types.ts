/**
 * Reading: messages between reader and holder, requests of a client, and status.
 */
import type { ChainId, Engine, StateKind } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Cursor, Selector } from '../../core/selector.ts'
import type { SealedTable } from '../../core/table.ts'

/** Reader to holder: send the blocks with records that match. */
export interface Read {
  readonly type: 'read'
  readonly id: number
  readonly chain: ChainId
  readonly selector: Selector
  /** A holder whose chain is shorter says so; 0 for any. */
  readonly minHeight: number
  readonly knownEpoch: number
  /** Bytes of blocks in one answer; a single larger block comes alone. */
  readonly bytesMax: number
  /** No blocks, only the certificate of the newest certified block. */
  readonly headOnly: boolean
}

/** Holder to reader: whole blocks, and what proves them. Everything is still encoded. */
export interface Data {
  readonly type: 'data'
  readonly id: number
  readonly genesis: Uint8Array
  readonly blocks: readonly Uint8Array[]
  readonly links: readonly Uint8Array[]
  readonly certificates: readonly Uint8Array[]
  readonly booths: readonly Uint8Array[]
  readonly headHeight: number
  readonly epoch: number
  readonly more: boolean
  readonly nextHeight: number
}

export interface Redirect {
  readonly type: 'redirect'
  readonly id: number
  readonly genesis: Uint8Array
  readonly sealed: Uint8Array
}

/** Why a vehicle neither answers nor knows who can. */
export type NotHereReason =
  /** It knows nothing of the chain, or has not the blocks and no table. */
  | 'unknown'
  /** Its chain is shorter than asked for. */
  | 'stale'
  /** Its disk has lost the blocks. */
  | 'damaged'
  /** It has the blocks and no certificate that covers them. */
  | 'unproven'
  /** It answers too many others now. */
  | 'busy'

export interface NotHere {
  readonly type: 'notHere'
  readonly id: number
  readonly reason: NotHereReason
  readonly headHeight: number
}

export interface TableAsk {
  readonly type: 'tableAsk'
  readonly chain: ChainId
  readonly knownEpoch: number
}

export interface TableAnswer {
  readonly type: 'tableAnswer'
  readonly chain: ChainId
  /** Empty when the chain is unknown. */
  readonly genesis: Uint8Array
  /** Empty when none newer is known. */
  readonly sealed: Uint8Array
  readonly holders: readonly PeerId[]
}

export interface Digest {
  readonly type: 'digest'
  readonly epochs: readonly (readonly [chain: ChainId, epoch: number])[]
}

export interface ListAsk {
  readonly type: 'listAsk'
  readonly id: number
}

export interface List {
  readonly type: 'list'
  readonly id: number
  readonly chains: readonly (readonly [genesis: Uint8Array, height: number])[]
}

export type ReadMessage =
  | Read
  | Data
  | Redirect
  | NotHere
  | TableAsk
  | TableAnswer
  | Digest
  | ListAsk
  | List

/** Reads records of any chain from whoever has them. Reply: ReadResult. */
export interface ReadRequest {
  readonly type: 'read'
  readonly chain: ChainId
  readonly selector: Selector
  /** Answers of holders whose chain is shorter are not taken. */
  readonly minHeight?: number
  /** Ask a majority of holders for their head first. */
  readonly fresh?: boolean
  /** The read ends by then, one way or the other. */
  readonly deadlineMs?: number
}

/** Asks connected vehicles for the chains they know. Reply: DiscoverResult. */
export interface DiscoverRequest {
  readonly type: 'discoverChains'
  readonly deadlineMs?: number
}

export type ReadRequestForMachine = ReadRequest | DiscoverRequest

/** One record read, with its place. */
export interface ReadEntry {
  readonly height: number
  readonly index: number
  readonly entry: Uint8Array
}

export interface ReadResult {
  readonly chain: ChainId
  /** Ascending by place; newest first with `latest`. */
  readonly entries: readonly ReadEntry[]
  /** Set when more may match: ask again with `after`. */
  readonly cursor: Cursor | undefined
  /** Newest certified block at the holder that answered last. */
  readonly headHeight: number
  /** Newest table epoch seen; 0 for none. */
  readonly epoch: number
  /** The holder that answered last. */
  readonly servedBy: PeerId
  /** What happened on the way, in order. */
  readonly trace: readonly ReadStep[]
  /** Bytes of the blocks received for this answer. */
  readonly bytes: number
}

export interface ReadStep {
  readonly peer: PeerId
  readonly outcome:
    | 'data'
    | 'redirect'
    | 'notHere'
    | 'stale'
    | 'timeout'
    | 'invalid'
    | 'unreachable'
  readonly atMs: number
}

/** A step with why it failed, as a refusal tells it. */
export interface FailedStep extends ReadStep {
  readonly reason: string
}

export interface DiscoverResult {
  readonly chains: readonly DiscoveredChain[]
  /** Vehicles that answered. */
  readonly answered: readonly PeerId[]
}

export interface DiscoveredChain {
  readonly chain: ChainId
  readonly name: string
  readonly proposer: PeerId | undefined
  readonly engine: Engine
  readonly state: StateKind
  /** Newest certified height that anybody knows. */
  readonly height: number
  /** Vehicles that know the chain. */
  readonly knownBy: readonly PeerId[]
}

/** What the other machines of the vehicle tell the reader. */
export interface ReadPorts {
  /** Vehicles that acknowledged by gossip that they hold results of a chain. */
  registeredHolders(chain: ChainId): readonly PeerId[]
  /** Members of a group's chain, who all hold it; none for any other chain. */
  membersOf(chain: ChainId): readonly PeerId[]
  /** The table by which this vehicle was released from a chain. */
  forwardOf(chain: ChainId): SealedTable | undefined
}

export interface ReadStatus {
  /** Reads of clients under way, the oldest first. */
  readonly reads: readonly {
    readonly chain: ChainId
    readonly asked: readonly PeerId[]
    readonly startedAtMs: number
  }[]
  /** Requests of other vehicles being answered, and waiting. */
  readonly answering: number
  readonly waiting: number
  readonly discovering: number
}
