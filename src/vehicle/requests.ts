/**
 * What a client may ask of its vehicle, and what it gets back. The embedding API, the control API and
 * the simulator all speak these; replies are core/machine.ts `Reply` with the values named here.
 */
import type { BoothId } from '../core/booth.ts'
import type { Hash } from '../core/bytes.ts'
import type { ChainId } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'
import type { HeightRange } from '../core/scan.ts'
import type { Cursor, Selector } from '../core/selector.ts'
import type { PlacementReport } from '../core/signal.ts'
import type { AccountId, Amount } from '../core/transfer.ts'
import type { BankRequest } from '../protocols/bank/index.ts'
import type {
  ChangeMembersRequest,
  OpenGroupRequest,
  QueryRequest,
  RecoverGroupRequest,
  SubmitRequest
} from '../protocols/paxos/index.ts'
import type { RingRequest } from '../protocols/twophase/index.ts'
import type { Account, BankAnswer, BankQuery } from '../state/bank/index.ts'

export type {
  AccountMoved,
  BankFlushed,
  BankMoveRequest,
  BankRequest,
  BankTransferRequest,
  Level,
  Transferred
} from '../protocols/bank/index.ts'
export type {
  ChangeMembersRequest,
  GroupOpened,
  OpenGroupRequest,
  Queried,
  QueryRequest,
  RecoverGroupRequest,
  SubmitRequest,
  Submitted
} from '../protocols/paxos/index.ts'

export type { RingChanged, RingShown } from '../protocols/twophase/index.ts'

/** Opens a booth on a chain of this vehicle. Reply: BoothOpened. */
export interface OpenBoothRequest {
  readonly type: 'openBooth'
  /** Default: the vehicle's own chain. */
  readonly chain?: ChainId
  /** Named members (the proposer is added), or that many picked among the connected. */
  readonly members: readonly PeerId[] | { readonly auto: number }
}

export interface BoothOpened {
  readonly chain: ChainId
  readonly booth: BoothId
  readonly number: number
  readonly members: readonly PeerId[]
}

/** Appends entries to the open booth; answered when they are certified. Reply: Appended. */
export interface AppendRequest {
  readonly type: 'append'
  readonly chain?: ChainId
  /** Encoded entries (records: state/records.ts), at least one. */
  readonly entries: readonly Uint8Array[]
}

export interface Appended {
  readonly chain: ChainId
  /** Blocks that carry the entries. */
  readonly from: number
  readonly to: number
  readonly hash: Hash
  readonly entries: number
}

/**
 * Ends a booth: appends `entries` if any, seals, places the backups, releases the obsolete ones.
 * Without an open booth one is opened with `participants`. The same `operation` again does nothing
 * twice and gets the same answer. Reply: BoothEnded.
 */
export interface EndBoothRequest {
  readonly type: 'endBooth'
  readonly chain?: ChainId
  /** The caller's id of this end of booth, 1 to 128 characters. */
  readonly operation: string
  readonly participants?: readonly PeerId[]
  readonly entries?: readonly Uint8Array[]
  /** Backups to draw; default: the vehicle's setting. */
  readonly backups?: number
  /** Answer `underReplicated` after this long; placement goes on. Default 10 s. */
  readonly deadlineMs?: number
}

export interface BoothEnded extends PlacementReport {
  readonly booth: BoothId
  readonly operation: string
  /** Blocks of this booth, seal included. */
  readonly from: number
}

/** Places backups of a chain now, without ending a booth. Reply: PlacementReport. */
export interface PlaceRequest {
  readonly type: 'place'
  readonly chain?: ChainId
  readonly backups?: number
  readonly candidates?: readonly PeerId[]
  readonly deadlineMs?: number
}

/** Reads records of any chain from whoever has them. Reply: ReadResult. */
export interface ReadRequest {
  readonly type: 'read'
  readonly chain: ChainId
  readonly selector: Selector
  /** Answers of holders whose chain is shorter are not taken. */
  readonly minHeight?: number
  /** Ask a majority of holders for their head first. */
  readonly fresh?: boolean
  /** The read ends by then, one way or the other; default 5 s. */
  readonly deadlineMs?: number
}

/** One record read, with its place. */
export interface ReadEntry {
  readonly height: number
  readonly index: number
  readonly entry: Uint8Array
}

export interface ReadResult {
  readonly chain: ChainId
  readonly entries: readonly ReadEntry[]
  /** Set when more may match: ask again with `after`. */
  readonly cursor: Cursor | undefined
  /** Newest certified block at the holder that answered, and the newest table epoch seen. */
  readonly headHeight: number
  readonly epoch: number
  readonly servedBy: PeerId
  /** What happened on the way, in order. */
  readonly trace: readonly ReadStep[]
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

/** Moves blocks to permanent storage, or back. Reply: `{ pinned: [from, to][] }`. */
export interface PinRequest {
  readonly type: 'pin' | 'unpin'
  readonly chain: ChainId
  readonly from: number
  readonly to: number
}

/** Faults on purpose: refuse protocols, or everything. Reply: the faults in force. */
export interface OfflineRequest {
  readonly type: 'setOffline'
  readonly offline: boolean
  /** Names of protocols; default all. */
  readonly protocols?: readonly string[]
}

/** Faults on purpose: drop messages from and to a peer. Reply: the faults in force. */
export interface LinkRequest {
  readonly type: 'cutLink' | 'fixLink'
  readonly peer: PeerId
  readonly protocol?: string
}

/** Asks connected vehicles for the chains they know. Reply: `{ chains: … }` as in status. */
export interface DiscoverRequest {
  readonly type: 'discoverChains'
  readonly deadlineMs?: number
}

/** Takes over exported blocks, all below one certificate. Reply: Imported. */
export interface ImportRequest {
  readonly type: 'import'
  /** Encoded Genesis, Block list, Certificate of the last block, and the Signed Booth it names. */
  readonly genesis: Uint8Array
  readonly blocks: readonly Uint8Array[]
  readonly certificate: Uint8Array
  readonly booth: Uint8Array
}

export interface Imported {
  readonly chain: ChainId
  readonly from: number
  readonly to: number
  /** Blocks that were not held before. */
  readonly stored: number
}

/**
 * Gives up what this vehicle's disk has lost of a chain. Refused while state is damaged, and for blocks
 * that the vehicle has promised to hold. Reply: AcceptedLoss.
 */
export interface AcceptLossRequest {
  readonly type: 'acceptLoss'
  readonly chain: ChainId
}

export interface AcceptedLoss {
  readonly chain: ChainId
  /** Blocks given up. */
  readonly blocks: readonly HeightRange[]
  /** Certificates and booths given up, in words. */
  readonly records: string | undefined
}

/** Opens an account of a bank; the same again changes nothing. Reply: BankWritten. */
export interface BankOpenRequest {
  readonly type: 'bankOpen'
  readonly chain: ChainId
  readonly account: AccountId
  /** Member that issues transfers from it; default: this vehicle. */
  readonly owner?: PeerId
  readonly deadlineMs?: number
}

/** Makes money, by an entry of the log. Reply: BankWritten. */
export interface BankMintRequest {
  readonly type: 'bankMint'
  readonly chain: ChainId
  readonly account: AccountId
  readonly amount: Amount
  /** Opens the account with this owner when it is not there; undefined to refuse then. */
  readonly owner: PeerId | undefined
  /** The caller's id, 1 to 128 characters: the same again mints nothing. */
  readonly operation: string
  readonly deadlineMs?: number
}

/** An account as the log leaves it. */
export interface BankWritten extends Account {
  readonly chain: ChainId
  /** The request made the account. */
  readonly isNew: boolean
  /** Block that carries the entry. */
  readonly height: number
}

/** Asks a bank, linearizably. Reply: BankAsked. */
export interface BankAskRequest {
  readonly type: 'bankAsk'
  readonly chain: ChainId
  readonly query: BankQuery
  readonly deadlineMs?: number
}

export interface BankAsked {
  readonly chain: ChainId
  readonly answer: BankAnswer
  /** The bank was asked after this block. */
  readonly height: number
}

export type VehicleRequest =
  | OpenBoothRequest
  | AppendRequest
  | EndBoothRequest
  | PlaceRequest
  | ReadRequest
  | PinRequest
  | OfflineRequest
  | LinkRequest
  | DiscoverRequest
  | ImportRequest
  | AcceptLossRequest
  | OpenGroupRequest
  | ChangeMembersRequest
  | RecoverGroupRequest
  | SubmitRequest
  | QueryRequest
  | BankOpenRequest
  | BankMintRequest
  | BankAskRequest
  | BankRequest
  | RingRequest
