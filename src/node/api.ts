/**
 * The embedding API: a running node as its host program sees it.
 *
 * Every method that waits takes `{ signal, timeoutMs }`. Vehicles and chains may be named by id, by
 * alias, or by the beginning or end of an id; a chain also by the vehicle that proposes it.
 *
 * Errors: RefusedError (nothing happened), OutcomeUnknownError (ask again with the same operation),
 * TimedOutError (a question without answer), NotFoundError, InvalidInputError.
 */
import type { BoothId } from '../core/booth.ts'
import type { Hash } from '../core/bytes.ts'
import type { ChainId } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'
import type { Cursor, Selector } from '../core/selector.ts'
import type { PlacementReport } from '../core/signal.ts'
import type { VehicleRecord } from '../state/records/index.ts'
import type {
  AcceptedLoss,
  Appended,
  BoothEnded,
  BoothOpened,
  GroupOpened,
  ReadStep
} from '../vehicle/requests.ts'
import type { ChainStatus, FaultStatus, VehicleStatus } from '../vehicle/types.ts'
import type { BlockRange, ChainReport, VerifiedBlock } from './archive.ts'
import type { Bank } from './bank/api.ts'
import type { CallOptions } from './calls.ts'
import type { NodeEvents } from './events.ts'
import type {
  ChangeMembersOptions,
  GroupView,
  OpenGroupOptions,
  RecoverGroupOptions
} from './group-api.ts'
import type { KvStore } from './kv/api.ts'
import type { Ring } from './ring-api.ts'
import type { RuntimeCounters } from './runtime.ts'
import type { StorePortion } from './store-copies.ts'
import type { ImportReport } from './transfer.ts'

export type {
  ChangeMembersOptions,
  GroupMemberView,
  GroupView,
  OpenGroupOptions,
  RecoverGroupOptions
} from './group-api.ts'

/** A record, or an entry encoded before. */
export type RecordInput = VehicleRecord | Uint8Array

export interface ChainOption {
  /** Default: the chain that this vehicle proposes. */
  readonly chain?: string | undefined
}

export interface OpenBoothOptions extends CallOptions, ChainOption {
  /** Vehicles by name, or how many to pick among the connected. This vehicle is always a member. */
  readonly members: readonly string[] | { readonly auto: number }
}

export interface AppendOptions extends CallOptions, ChainOption {}

export interface AppendAllOptions extends AppendOptions {
  /** Told after each batch that is certified. */
  readonly onProgress?: ((progress: AppendProgress) => void) | undefined
}

export interface AppendProgress {
  readonly chain: ChainId
  /** Records certified so far. */
  readonly records: number
  /** Blocks that carry them. */
  readonly from: number
  readonly to: number
  readonly hash: Hash
}

export interface EndBoothOptions extends CallOptions, ChainOption {
  /** The caller's id of this end of booth; the same id again does nothing twice. Default: a new one. */
  readonly operation?: string | undefined
  /** Members of the booth, for a caller that has opened none. */
  readonly participants?: readonly string[] | undefined
  /** Records for the last block. */
  readonly records?: readonly RecordInput[] | undefined
  /** Backups to draw. */
  readonly backups?: number | undefined
  /** Answer `underReplicated` after this long, in milliseconds; placing goes on. */
  readonly deadlineMs?: number | undefined
}

export interface PlaceOptions extends CallOptions, ChainOption {
  readonly backups?: number | undefined
  /** Vehicles to draw from. */
  readonly candidates?: readonly string[] | undefined
  readonly deadlineMs?: number | undefined
}

export interface ReadOptions extends CallOptions {
  /** Answers of holders whose chain is shorter are not taken. */
  readonly minHeight?: number | undefined
  /** Ask a majority of the holders for their head first. */
  readonly fresh?: boolean | undefined
  /** The read ends by then, one way or the other, in milliseconds. */
  readonly deadlineMs?: number | undefined
}

export interface ReadRecord {
  readonly height: number
  readonly index: number
  /** Undefined when the entry is no record. */
  readonly record: VehicleRecord | undefined
  /** The entry as it was appended. */
  readonly entry: Uint8Array
}

export interface ReadPage {
  readonly chain: ChainId
  readonly records: readonly ReadRecord[]
  /** Set when more may match: read again with `after`. */
  readonly cursor: Cursor | undefined
  /** Newest certified block at the holder that answered. */
  readonly headHeight: number
  /** Newest epoch of the backup table seen. */
  readonly epoch: number
  readonly servedBy: PeerId
  /** Whom it asked, and what came of it. */
  readonly trace: readonly ReadStep[]
  readonly bytes: number
}

export interface PeerView {
  readonly peer: PeerId
  /** Alias; empty when none is known. */
  readonly name: string
  /** Where it was reached, the connection in use first. */
  readonly addresses: readonly string[]
  readonly isConnected: boolean
  /** Of its software, as it says; the same for the rest, while connected. */
  readonly version: string | undefined
  readonly direction: 'inbound' | 'outbound' | undefined
  readonly connectedAtMs: number | undefined
  /** How far its clock was ahead of ours when it was admitted, in milliseconds. */
  readonly clockAheadMs: number | undefined
}

export interface ChainView extends ChainStatus {
  readonly isOwn: boolean
  /** Alias of the proposer, or the end of its id. */
  readonly label: string
  /** What others told of a chain of which nothing is held here; see `discoverChains`. */
  readonly elsewhere:
    | {
        /** Newest certified block that anybody knows. */
        readonly height: number
        /** Vehicles that know the chain. */
        readonly knownBy: readonly PeerId[]
      }
    | undefined
}

export interface BoothView {
  readonly chain: ChainId
  readonly booth: BoothId
  /** From 1, growing with every membership of the chain. */
  readonly number: number
  readonly members: readonly PeerId[]
  readonly openedAtMs: number
  readonly isOpen: boolean
}

export type Health = 'ok' | 'degraded' | 'damaged' | 'halted'

export interface NodeStatus {
  readonly version: string
  readonly peer: PeerId
  readonly name: string
  /** Peer-id form of the fleet's key; undefined for an open fleet. */
  readonly fleet: PeerId | undefined
  readonly isOpen: boolean
  readonly addresses: readonly string[]
  readonly uptimeMs: number
  readonly health: Health
  /** One sentence for each thing that is not as it should be. */
  readonly problems: readonly string[]
  readonly peers: {
    /** Vehicles whose address is known. */
    readonly discovered: number
    readonly connected: number
    /** Of the connected those that hear the gossip of this fleet; all, but for moments. */
    readonly subscribed: number
    /** Vehicles in the open booth of the own chain. */
    readonly inBooth: number
  }
  readonly gossip: {
    /** Topics that this node hears: one a fleet, for the news of all its chains. */
    readonly topics: readonly string[]
    /** The vehicles that hear them too, as far as they have told. */
    readonly subscribers: readonly PeerId[]
  }
  /** Groups known here. */
  readonly groups: readonly GroupView[]
  readonly storeBytes: number
  /** Bytes of frames since the start, in all and by protocol. */
  readonly traffic: {
    readonly sentBytes: number
    readonly receivedBytes: number
    readonly sentBy: Readonly<Record<string, number>>
    readonly receivedBy: Readonly<Record<string, number>>
  }
  /**
   * What is worth knowing and no problem, one sentence each: oddities of the store that lost nothing, found
   * when it was opened, and groups that have fewer backups because there are no more vehicles.
   */
  readonly notes: readonly string[]
  readonly vehicle: VehicleStatus
  readonly runtime: RuntimeCounters
}

export interface VGuardNode {
  readonly peer: PeerId
  readonly name: string
  /** The chain that this vehicle proposes. */
  readonly ownChain: ChainId
  readonly events: NodeEvents
  /** Listens and connects. A second call does nothing. */
  start(): Promise<void>
  /** Ends everything in reverse order; safe to call at any time, also twice. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
  /** Resolves with the reason when the vehicle halts, and with undefined when it is stopped. */
  readonly ended: Promise<string | undefined>
  /** Multiaddrs at which others reach this node. */
  addresses(): readonly string[]

  openBooth(options: OpenBoothOptions): Promise<BoothOpened>
  /** Resolves when all records are certified. */
  append(records: readonly RecordInput[], options?: AppendOptions): Promise<Appended>
  /** Appends a stream of any length in batches, several of them in flight. */
  appendAll(
    records: AsyncIterable<RecordInput> | Iterable<RecordInput>,
    options?: AppendAllOptions
  ): Promise<AppendProgress>
  /** Seals the booth and places the backups. `state` tells whether all of them hold it. */
  endBooth(options?: EndBoothOptions): Promise<BoothEnded>
  place(options?: PlaceOptions): Promise<PlacementReport>

  read(chain: string, selector?: Selector, options?: ReadOptions): Promise<ReadPage>
  /** All matching records in order, page by page. */
  readAll(
    chain: string,
    selector?: Selector,
    options?: ReadOptions & { readonly onPage?: (page: ReadPage) => void }
  ): AsyncGenerator<ReadRecord, void>

  /** Begins a group of vehicles that share one state. Resolves when a majority has joined. */
  openGroup(options: OpenGroupOptions): Promise<GroupOpened>
  /** Puts a group into other hands; a majority of the new members must be reachable. */
  changeMembers(
    group: string,
    members: readonly string[],
    options?: ChangeMembersOptions
  ): Promise<GroupOpened>
  /**
   * The last resort of a group that has lost a majority of its members for good: the survivors go on,
   * with whoever else is named. Asked of a survivor, which must be among `members`. What the lost
   * members had decided among themselves is lost, though its callers may have been told `ok`.
   *
   * @throws InvalidInputError without `unsafe`
   * @throws RefusedError such as `majorityReachable`, `unreachable` or `notMember`; OutcomeUnknownError
   */
  recoverGroup(
    group: string,
    members: readonly string[],
    options: RecoverGroupOptions
  ): Promise<GroupOpened>
  /** Groups known here. */
  groups(): readonly GroupView[]
  /**
   * The key-value store of a group, by the id or name of its chain; a name that only others know is
   * known here after `discoverChains`.
   *
   * @throws NotFoundError, InvalidInputError
   */
  kv(group: string): KvStore
  /**
   * The bank of a group, by the id or name of its chain.
   *
   * @throws NotFoundError, InvalidInputError
   */
  bank(group: string): Bank
  /**
   * The ring of a group of the engine twophase, by the id or name of its chain.
   *
   * @throws NotFoundError, InvalidInputError
   */
  ring(group: string): Ring

  /** Keeps blocks for ever. Returns all pinned ranges of the chain. */
  pin(chain: string, from: number, to: number, options?: CallOptions): Promise<PinnedRanges>
  unpin(chain: string, from: number, to: number, options?: CallOptions): Promise<PinnedRanges>

  /** Faults on purpose; refused unless the node was made with `faults`. */
  setOffline(offline: boolean, protocols?: readonly string[]): Promise<FaultStatus>
  cutLink(peer: string, protocol?: string): Promise<FaultStatus>
  fixLink(peer: string, protocol?: string): Promise<FaultStatus>

  status(): Promise<NodeStatus>
  peers(): readonly PeerView[]
  /**
   * Waits until these vehicles are connected, each by its peer id or alias, and tells them in this order.
   *
   * @throws TimedOutError; VGuardError ERR_STOPPED when the node stops; the reason of the signal
   */
  meet(vehicles: readonly string[], options?: CallOptions): Promise<readonly PeerView[]>
  /** Chains known here, then those that only others know, as the last `discoverChains` found them. */
  chains(): readonly ChainView[]
  /** Booths of a chain whose blocks or certificates are held here, by number. */
  booths(options?: ChainOption): Promise<readonly BoothView[]>
  /** Asks the connected vehicles which chains they know. */
  discoverChains(options?: CallOptions): Promise<readonly ChainView[]>
  /** The id of a vehicle or chain by name. @throws NotFoundError */
  resolveVehicle(name: string): PeerId
  resolveChain(name: string): ChainId

  /** Certified blocks held here, each verified. */
  blocks(chain: string, range?: BlockRange): AsyncGenerator<VerifiedBlock, void>
  /** Checks everything held of a chain. */
  verifyChain(chain: string, options?: { readonly signal?: AbortSignal }): Promise<ChainReport>
  /**
   * Gives up what the disk has lost of a chain: certificates and booths, and blocks that this vehicle
   * has not promised to hold. Everything else is fetched again or needs a new identity.
   */
  acceptLoss(chain: string, options?: CallOptions): Promise<AcceptedLoss>
  /** Everything needed to verify these blocks anywhere, as JSON lines. */
  exportChain(chain: string, range?: BlockRange): AsyncGenerator<string, void>
  /** Verifies an export and keeps its blocks, pinned. */
  importChain(
    lines: AsyncIterable<string> | Iterable<string>,
    options?: CallOptions
  ): Promise<ImportReport>

  /**
   * Takes over revocations that were written into the data directory, ends the connections of who is
   * revoked, and tells the fleet. Returns false when there was nothing new.
   */
  reloadRevocations(): Promise<boolean>

  /**
   * Every record of the store, with its checksum, as it is at the moment of the call: what a backup
   * holds besides the key. Later changes are not in it.
   *
   * @throws VGuardError ERR_BUSY, ERR_STOPPED, ERR_TIMEOUT when nothing is taken of it for a minute
   */
  copyStore(options?: {
    readonly signal?: AbortSignal | undefined
  }): AsyncGenerator<StorePortion, void>

  /** All metrics in the text format of Prometheus. */
  metrics(): Promise<string>
}

export interface PinnedRanges {
  readonly pinned: readonly (readonly [from: number, to: number])[]
}
