/**
 * Release and forward: messages and status.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'

/** To a former holder: others have the chain now, you may let your copy go. */
export interface Release {
  readonly type: 'release'
  /** Encoded Genesis. */
  readonly genesis: Uint8Array
  /** Encoded SealedTable that leaves the receiver out. */
  readonly sealed: Uint8Array
}

/** The forward pointer is on disk and the copy is given up. */
export interface Released {
  readonly type: 'released'
  readonly chain: ChainId
  readonly epoch: number
}

export const RELEASE_REFUSALS = [
  /** The table names the receiver as a backup. */
  'member',
  /** The receiver's own acknowledgement, or the table it knows, is as new or newer. */
  'stale',
  /** The table does not hold: authority or acknowledgements. */
  'forged',
  /** A backup of the table is not of the receiver's fleet, as far as the receiver knows. */
  'strangers',
  /** Fewer backups than the receiver takes for safe. */
  'short',
  /** The table ends below what the receiver acknowledged. */
  'behind',
  /** The table's head does not descend from what the receiver holds. */
  'fork',
  /** The receiver keeps room for the next table. */
  'chosen',
  /** Too many proofs are being collected, or the receiver's disk is damaged. */
  'busy'
] as const

export type ReleaseRefusal = (typeof RELEASE_REFUSALS)[number]

export interface ReleaseRefused {
  readonly type: 'releaseRefused'
  readonly chain: ChainId
  readonly epoch: number
  readonly reason: ReleaseRefusal
  /** The last block that the receiver acknowledged; 0 for none. */
  readonly height: number
}

/** Show that the head of the table descends from what the receiver holds. */
export interface ProofAsk {
  readonly type: 'proofAsk'
  readonly chain: ChainId
  readonly from: number
  readonly to: number
}

export interface Proof {
  readonly type: 'proof'
  readonly chain: ChainId
  readonly from: number
  /** Encoded BlockHeaders from that height on, ascending. */
  readonly headers: readonly Uint8Array[]
}

export type ReleaseMessage = Release | Released | ReleaseRefused | ProofAsk | Proof

export interface ReleaseStatus {
  /** Chains let go, with the epoch of the table that said so. */
  readonly forwards: Readonly<Record<ChainId, number>>
  /** Chains whose blocks are still being deleted. */
  readonly deleting: readonly ChainId[]
  /** Former holders of own chains that have not confirmed yet. */
  readonly pending: Readonly<Record<ChainId, readonly PeerId[]>>
}

/** What release must know of the other machines. */
export interface ReleasePorts {
  /** Blocks moved to permanent storage are kept. */
  isPinned(chain: ChainId, height: number): boolean
  /** This vehicle keeps the log of the group that writes the chain: nothing of it is deleted. */
  keepsLog(chain: ChainId): boolean
}
