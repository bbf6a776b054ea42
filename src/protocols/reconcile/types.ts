/**
 * What the reconcile protocol says, is asked and shows. Blocks, booths and genesis stay bytes: they
 * are hashed or signed as they were first encoded.
 */
import type { Booth } from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { Effect, Machine, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { HeightRange } from '../../core/scan.ts'
import type { SnapshotNote } from '../../core/signal.ts'

interface OfChain {
  readonly chain: ChainId
}

/** What the sender has decided; asks for more. */
export interface RequestMessage extends OfChain {
  readonly type: 'request'
  readonly decided: Head
  /** The sender lacks the state as well. */
  readonly state: boolean
}

export interface AckMessage extends OfChain {
  readonly type: 'ack'
  /** Of the request. */
  readonly height: number
  /** What is decided there at the sender; undefined when nothing is. */
  readonly hash: Hash | undefined
  readonly decided: Head
  /** Blocks behind that height that the sender can send, ascending. */
  readonly ranges: readonly HeightRange[]
  /** Hashes of the decided blocks behind that height. */
  readonly next: readonly Hash[]
  /** The sender's newest, when the block behind that height is gone or the state is asked for. */
  readonly snapshot: SnapshotNote | undefined
}

export interface PullMessage extends OfChain {
  readonly type: 'pull'
  readonly range: HeightRange
}

export interface BlocksMessage extends OfChain {
  readonly type: 'blocks'
  /** As asked. */
  readonly range: HeightRange
  /** From its first height on; none when they are not here. */
  readonly blocks: readonly Uint8Array[]
}

export interface PullPartMessage extends OfChain {
  readonly type: 'pullPart'
  /** Of the snapshot. */
  readonly head: Head
  readonly part: number
}

export interface PartMessage extends OfChain {
  readonly type: 'part'
  /** As asked. */
  readonly head: Head
  readonly part: number
  /** Empty when it is not here. */
  readonly bytes: Uint8Array
}

export interface FindMessage extends OfChain {
  readonly type: 'find'
}

export interface FoundMessage extends OfChain {
  readonly type: 'found'
  /** Encoded Genesis; undefined when the chain is not known. */
  readonly genesis: Uint8Array | undefined
  /** Signed Booth, the newest known. */
  readonly booth: Uint8Array | undefined
  /** Signed Booths that lead to it from the genesis. */
  readonly line: readonly Uint8Array[]
}

export type ReconcileMessage =
  | RequestMessage
  | AckMessage
  | PullMessage
  | BlocksMessage
  | PullPartMessage
  | PartMessage
  | FindMessage
  | FoundMessage

/**
 * Asks connected vehicles for a group's chain that is not known here. Answered when one has told its
 * genesis: `{ chain }`; refused `unknownChain` when none does in time.
 */
export interface FindChainRequest {
  readonly type: 'findChain'
  readonly chain: ChainId
}

/** A chain that catches up. */
export interface PursuitStatus {
  readonly chain: ChainId
  /** First height that is not decided here. */
  readonly next: number
  /** The greatest height that a member has told of. */
  readonly goal: number
  /** Members that have answered. */
  readonly answered: number
  /** Requests for blocks that are not answered. */
  readonly pulls: number
  /** Parts of a state that are here; 0 when none is being fetched. */
  readonly parts: number
}

/** Members say that another block than the own one is decided. */
export interface ForkStatus {
  readonly chain: ChainId
  readonly height: number
  readonly own: Hash
  /** Who says so. */
  readonly peers: readonly PeerId[]
  /** As many as those that agree with this vehicle: it votes no more. */
  readonly isFrozen: boolean
}

export interface ReconcileStatus {
  readonly pursuits: readonly PursuitStatus[]
  readonly forks: readonly ForkStatus[]
  /** Chains that are looked for. */
  readonly finding: number
}

/** What the engines of this vehicle know of their groups. */
export interface ReconcilePorts {
  /** The newest decided block of a group kept here; undefined when no engine keeps the chain. */
  decidedOf(chain: ChainId): Head | undefined
  /** The booth in force, as far as an engine knows. */
  boothOf(chain: ChainId): Booth | undefined
  /** Booths that lead to it from the genesis. */
  lineOf(chain: ChainId): readonly Booth[]
  /** Vehicles that the engine believes to be members, by the booth in force or a later one that it was shown. */
  witnessesOf(chain: ChainId): readonly PeerId[]
  /** The newest snapshot of a group's state, whose parts lie below `snapshotKey` on this disk. */
  snapshotOf(chain: ChainId): SnapshotNote | undefined
  /** The state of a group is lost here, and what is left of its chain does not make it. */
  lacksState(chain: ChainId): boolean
}

export interface ReconcileMachine
  extends Machine<'reconcile', ReconcileMessage, FindChainRequest, ReconcileStatus> {
  /** Whether at least as many members contradict what is decided here as agree with it. */
  isForked(chain: ChainId): boolean
  /** The newest booth that any vehicle has shown; undefined when none has. */
  boothOf(chain: ChainId): Booth | undefined
  /** Members of the newest booth that any vehicle has shown; of the genesis when none has. */
  membersOf(chain: ChainId): readonly PeerId[]
}

/** Where the parts of this machine push their effects. */
export type Out = Sink<
  Effect<{ readonly protocol: 'reconcile'; readonly message: ReconcileMessage }>
>
