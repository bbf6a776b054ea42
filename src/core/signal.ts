/**
 * What machines of one vehicle tell each other. A signal never leaves the vehicle: vehicle/ routes it
 * to the other machines within the same step.
 */
import type { FullBlock } from './block.ts'
import type { BoothId } from './booth.ts'
import type { ChainId } from './genesis.ts'
import type { Head } from './holdings.ts'
import type { NowMs } from './machine.ts'
import type { PeerId } from './peer.ts'
import type { SealedTable } from './table.ts'

export type Signal =
  /** Blocks up to this head are certified and on this vehicle's disk or known. */
  | { readonly type: 'certified'; readonly chain: ChainId; readonly head: Head }
  /** The proposer's own booth has ended: its last block, the seal, is certified. */
  | {
      readonly type: 'sealed'
      readonly chain: ChainId
      readonly booth: BoothId
      readonly boothNumber: number
      readonly head: Head
      /** Heights that the booth agreed on, seal included. */
      readonly from: number
      readonly members: readonly PeerId[]
      readonly operation: string
    }
  /** A genuine table newer than the one known, from any source, own ones included. */
  | { readonly type: 'table'; readonly chain: ChainId; readonly sealed: SealedTable }
  /** The placement asked for by `operation` has reached this state. */
  | { readonly type: 'placed'; readonly chain: ChainId; readonly report: PlacementReport }
  /** Two signed headers of one height by one proposer, checked; told again at every start. */
  | { readonly type: 'evidence'; readonly chain: ChainId; readonly evidence: Uint8Array }
  /** This vehicle has given its signed word that it holds a chain; told again at every start. */
  | {
      readonly type: 'holding'
      readonly chain: ChainId
      readonly epoch: number
      readonly head: Head
      /** Backups of the table that it answered. */
      readonly backups: number
      /** Who made that table; undefined in records of before this was kept. */
      readonly issuer?: PeerId | undefined
    }
  /** This vehicle keeps room for a copy until then (undefined: no more); nothing of it may go. */
  | { readonly type: 'reserved'; readonly chain: ChainId; readonly untilMs: NowMs | undefined }
  /** Holders of an own (or stewarded) chain that its newest table leaves out: all of them, each time. */
  | { readonly type: 'obsolete'; readonly chain: ChainId; readonly peers: readonly PeerId[] }
  /** A former holder, perhaps this vehicle, has given up its copy for the table of this epoch. */
  | {
      readonly type: 'released'
      readonly chain: ChainId
      readonly peer: PeerId
      readonly epoch: number
    }
  /** This vehicle has to do with the group of a chain from now on, as a member or because it asks it. */
  | { readonly type: 'adopted'; readonly chain: ChainId }
  /** Blocks up to this head are decided by their group and on this vehicle's disk. */
  | { readonly type: 'decided'; readonly chain: ChainId; readonly head: Head }
  /** `peer`, a member, says that its group has decided up to this head; this vehicle lacks from..head. */
  | {
      readonly type: 'decidedMissing'
      readonly chain: ChainId
      readonly from: number
      readonly head: Head
      readonly peer: PeerId
    }
  /** Decided blocks from another vehicle: consecutive, and linked to a head that a member gave. */
  | {
      readonly type: 'decidedBlocks'
      readonly chain: ChainId
      readonly blocks: readonly FullBlock[]
    }
  /**
   * Members have said whether this block, the newest that is decided here, is the one that their group
   * has decided: `own` is the block when they contradict it, else undefined.
   */
  | { readonly type: 'forked'; readonly chain: ChainId; readonly own: Head | undefined }
  /**
   * The state of a group after some block at or above this height is needed here, as it was after it:
   * blocks up to there are gone, or cannot be read any more.
   */
  | { readonly type: 'snapshotMissing'; readonly chain: ChainId; readonly height: number }
  /** Such a state from another vehicle, whole; its head is one that members gave. */
  | {
      readonly type: 'snapshot'
      readonly chain: ChainId
      readonly snapshot: SnapshotNote
      readonly parts: readonly Uint8Array[]
    }
  /** Another vehicle reads the newest snapshot of a group here: its parts are to stay for a while. */
  | { readonly type: 'snapshotRead'; readonly chain: ChainId }
  /** `peer` has lost its state, and has decided up to this height: a state that is no older would serve it. */
  | {
      readonly type: 'snapshotWanted'
      readonly chain: ChainId
      readonly height: number
      readonly peer: PeerId
    }
  /** A peer was seen to serve or acknowledge something false. */
  | { readonly type: 'distrust'; readonly peer: PeerId; readonly reason: string }

/** A snapshot of a group's state without its parts, which lie below `snapshotKey`. */
export interface SnapshotNote {
  /** The last block that is in it. */
  readonly head: Head
  /** Of that block. */
  readonly timeMs: NowMs
  /** How many parts there are. */
  readonly parts: number
  /** Of the state. */
  readonly digest: string
  /** Signed Booth in force behind that block; empty when the vehicle that took it knew none. */
  readonly booth: Uint8Array
  /** Last block of the booth before. */
  readonly seal: Head
  /** The callers' ids of the last changes of members, the newest last. */
  readonly operations: readonly string[]
  /**
   * Of each member of that booth: since which booth it has been in all, from its data directory. Who comes
   * by this snapshot enters none of those before, and could not tell. Empty where it was not kept.
   */
  readonly since: readonly number[]
}

/** What became of placing the backups of a chain; the answer to `end booth`. */
export interface PlacementReport {
  readonly chain: ChainId
  /** `sealed`: b backups acknowledged. `underReplicated`: fewer so far; it goes on trying. */
  readonly state: 'sealed' | 'underReplicated'
  readonly epoch: number
  readonly height: number
  /** Backups that acknowledged. */
  readonly chosen: readonly PeerId[]
  /** Obsolete backups that confirmed their release. */
  readonly released: readonly PeerId[]
  /** Obsolete backups not yet released. */
  readonly pending: readonly PeerId[]
  /** Bytes of blocks sent for this epoch. */
  readonly bytesSent: number
}
