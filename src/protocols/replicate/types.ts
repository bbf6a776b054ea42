/**
 * The replicate protocol: messages, requests and status.
 */
import type { Booth, BoothId } from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { HeightRange } from '../../core/scan.ts'

/** Why a vehicle does not take an offer. */
export const OFFER_REFUSALS = ['full', 'damaged', 'frozen', 'stale', 'busy', 'forged'] as const
export type OfferRefusal = (typeof OFFER_REFUSALS)[number]

/** Why a holder does not send blocks. */
export const PULL_REFUSALS = ['notHere', 'damaged', 'busy'] as const
export type PullRefusal = (typeof PULL_REFUSALS)[number]

/** Why a member does not vote for a steward. */
export const VOTE_REFUSALS = ['alive', 'voted', 'stale', 'ahead', 'stranger'] as const
export type VoteRefusal = (typeof VOTE_REFUSALS)[number]

/** Proposer or steward to candidate: keep blocks 1..head.height of my chain? */
export interface Offer {
  readonly type: 'offer'
  readonly chain: ChainId
  /** Encoded Genesis. */
  readonly genesis: Uint8Array
  /** Of the table to be made. */
  readonly epoch: number
  readonly head: Head
  /** Of the blocks 1..head.height. */
  readonly bytes: number
  readonly issuer: PeerId
  /** b of the table to be made. */
  readonly backups: number
  /** Signed StewardVotes, and the encoded SealedTable their voters are members of; from a steward. */
  readonly electors: readonly Uint8Array[]
  readonly before: Uint8Array | undefined
  /** Signed Booth of a group that the voters are members of, instead of a table. */
  readonly booth: Uint8Array | undefined
}

/** Candidate to issuer; without a refusal the room is reserved on its disk. */
export interface OfferAnswer {
  readonly type: 'offerAnswer'
  readonly chain: ChainId
  readonly epoch: number
  readonly refusal: OfferRefusal | undefined
  /** Blocks 1..have.height are held already. */
  readonly have: Head | undefined
  /** Room left after the reservation. */
  readonly freeBytes: number
  /** Newest epoch that the candidate has acknowledged, reserved room for or seen sealed; 0 for none. */
  readonly knownEpoch: number
}

/** Issuer to candidate: not needed, free the room. */
export interface OfferCancel {
  readonly type: 'offerCancel'
  readonly chain: ChainId
  readonly epoch: number
}

/** Issuer to backup: what to pull, and the proof that a booth agreed on its end. */
export interface Manifest {
  readonly type: 'manifest'
  /** Signed ManifestBody. */
  readonly manifest: Uint8Array
  /** Encoded Certificate of the block at the manifest's height, and its Signed Booth. */
  readonly certificate: Uint8Array
  readonly booth: Uint8Array
  /** Vehicles that hold the blocks, best first. */
  readonly sources: readonly PeerId[]
}

/** The signed part of a manifest; without ends everything is at the receiver already. */
export interface ManifestBody {
  readonly chain: ChainId
  readonly epoch: number
  /** First block to pull; height + 1 when none is missing. */
  readonly from: number
  readonly height: number
  /** Hash of block from - 1. */
  readonly prev: Hash
  /** Last block of each chunk, ascending; the last is at `height`. */
  readonly ends: readonly Head[]
}

/** Backup to any holder: send these blocks, or as many from the first on as fit a chunk. */
export interface Pull {
  readonly type: 'pull'
  readonly chain: ChainId
  readonly from: number
  readonly to: number
  /** As many as fit down from the last, for who knows the hash of that one only. */
  readonly fromTop: boolean
}

/** Holder to backup. */
export interface Chunk {
  readonly type: 'chunk'
  readonly chain: ChainId
  readonly from: number
  readonly to: number
  /** Encoded Blocks with bodies, ascending. */
  readonly blocks: readonly Uint8Array[]
  /** Encoded Certificates of blocks in the range, and the Signed Booths they name, as far as held. */
  readonly certificates: readonly Uint8Array[]
  readonly booths: readonly Uint8Array[]
}

export interface PullRefused {
  readonly type: 'pullRefused'
  readonly chain: ChainId
  readonly from: number
  readonly to: number
  readonly reason: PullRefusal
}

/** Backup to issuer: still pulling, and that many blocks of the manifest are here. */
export interface Progress {
  readonly type: 'progress'
  readonly chain: ChainId
  readonly epoch: number
  readonly blocks: number
}

/** Backup to issuer: all of it is on my disk. */
export interface Hold {
  readonly type: 'hold'
  /** Signed HoldAck. */
  readonly ack: Uint8Array
}

/** Issuer to backup, booth member or former holder: the sealed table. */
export interface Seal {
  readonly type: 'seal'
  readonly genesis: Uint8Array
  /** Encoded SealedTable. */
  readonly sealed: Uint8Array
}

/** The sender has a table of this epoch on its disk. */
export interface SealAck {
  readonly type: 'sealAck'
  readonly chain: ChainId
  readonly epoch: number
}

/**
 * Member of a table to the others: the proposer is gone, let me issue this epoch. Or leader of a
 * group to its members.
 */
export interface StewardAsk {
  readonly type: 'stewardAsk'
  readonly chain: ChainId
  readonly epoch: number
  /** Booth of the group that is asked; undefined among backups. */
  readonly booth: BoothId | undefined
}

export interface StewardAnswer {
  readonly type: 'stewardAnswer'
  readonly chain: ChainId
  readonly epoch: number
  /** Signed StewardVote, or the reason why there is none. */
  readonly vote: Uint8Array | undefined
  readonly refusal: VoteRefusal | undefined
  /** Newest epoch that the voter has seen sealed or voted for; 0 for none. */
  readonly knownEpoch: number
}

/** Member of a group to its leader: make a table behind this epoch that covers this height. */
export interface PlaceAsk {
  readonly type: 'placeAsk'
  readonly chain: ChainId
  readonly epoch: number
  readonly height: number
  readonly backups: number
  readonly candidates: readonly PeerId[]
}

export type ReplicateMessage =
  | Offer
  | OfferAnswer
  | OfferCancel
  | Manifest
  | Pull
  | Chunk
  | PullRefused
  | Progress
  | Hold
  | Seal
  | SealAck
  | StewardAsk
  | StewardAnswer
  | PlaceAsk

/**
 * Places backups of a chain of this vehicle, or of a group that it is a member of. Reply: `ok` with a PlacementReport, `sealed` or, at the
 * deadline, `underReplicated`; placement then goes on by itself.
 *
 * Refused with `unknownChain`, `notProposer`, `empty` (no certified block), `damaged`, `frozen`,
 * `invalid` or `busy`.
 */
export interface PlaceChainRequest {
  readonly type: 'place'
  readonly chain: ChainId
  /** Drawn from first; others follow when fewer than b of them have room. */
  readonly candidates?: readonly PeerId[]
  /** Backups to draw, 0 to 16. */
  readonly backups?: number
  /** Answer by then, in milliseconds from now. */
  readonly deadlineMs?: number
  /** A table that covers this height already is answer enough; without it a new one is made. */
  readonly height?: number
}

/** What a vehicle is for a chain, as far as copies are concerned. */
export type HolderDuty =
  | 'proposer'
  /** In the newest table known, or chosen for the next. */
  | 'backup'
  /** Holds a copy that the newest table known leaves out. */
  | 'obsolete'
  | 'none'

/** This vehicle's durable word that it holds a chain. */
export interface HoldRecord {
  readonly epoch: number
  readonly height: number
  readonly headHash: Hash
  /** b of the table that it answered. */
  readonly backups: number
  /** Who made the table that it answered; undefined in records of before this was kept. */
  readonly issuer?: PeerId | undefined
}

/** What this vehicle knows of a group that writes a chain. */
export interface GroupView {
  /** In force, as far as it is known here. */
  readonly booth: Booth | undefined
  /** Last block of the booth before; 0 for the first booth. */
  readonly sealHeight: number
  /** This vehicle votes in it. */
  readonly isVoter: boolean
  /** Who leads, as far as a voter knows. */
  readonly leader: PeerId | undefined
}

/** What the machine must know of the engines of groups. */
export interface ReplicatePorts {
  /** Undefined for a chain with a proposer. */
  groupOf(chain: ChainId): GroupView | undefined
}

export interface PlacementStatus {
  readonly stage: 'offering' | 'transfer'
  readonly epoch: number
  readonly height: number
  readonly backups: number
  /** Backups that have acknowledged. */
  readonly have: number
  /** No candidate is left to try, and more vehicles are known; a retry comes by itself. */
  readonly isUnderReplicated: boolean
  /** No candidate is left to try, and outside of the group no more are known, or none is in reach. */
  readonly isScarce: boolean
  readonly targets: readonly { readonly peer: PeerId; readonly state: string }[]
}

export interface TransferStatus {
  readonly epoch: number
  readonly height: number
  readonly issuer: PeerId
  readonly untilMs: NowMs
  /** Blocks still to come; undefined until the manifest is here. */
  readonly blocksLeft: number | undefined
}

export interface ReplicateStatus {
  readonly placements: Readonly<Record<ChainId, PlacementStatus>>
  readonly transfers: Readonly<Record<ChainId, TransferStatus>>
  readonly holds: Readonly<Record<ChainId, HoldRecord>>
  /** Holders of own chains that the newest table leaves out. */
  readonly obsolete: Readonly<Record<ChainId, readonly PeerId[]>>
  /** Damaged blocks being pulled again, by chain. */
  readonly repairs: Readonly<Record<ChainId, readonly HeightRange[]>>
  /** Room kept for copies that are not all here yet. */
  readonly reservedBytes: number
}
