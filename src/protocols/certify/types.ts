/**
 * What the certify protocol says, is asked, answers and shows. Opaque objects that are hashed or
 * signed as they were first encoded (genesis, booth, block) stay bytes; certificates are decoded.
 */
import type { BoothId, Certificate } from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { Effect, Machine, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'

/** The newest certificate and the signed booth it names; both undefined before the first block. */
export interface News {
  readonly certificate: Certificate | undefined
  readonly certificateBooth: Uint8Array | undefined
}

/** Proposer to member: join this booth. */
export interface OpenMessage extends News {
  readonly type: 'open'
  /** Encoded Genesis. */
  readonly genesis: Uint8Array
  /** Signed Booth. */
  readonly booth: Uint8Array
}

/** Member to proposer: joined, on disk. */
export interface OpenedMessage {
  readonly type: 'opened'
  readonly chain: ChainId
  readonly booth: BoothId
}

/** Proposer to member: vote for this block. */
export interface ProposeMessage {
  readonly type: 'propose'
  readonly chain: ChainId
  readonly booth: BoothId
  /** Encoded Block with body. */
  readonly block: Uint8Array
}

/** Member to proposer: block and vote are on disk. */
export interface VoteMessage {
  readonly type: 'vote'
  readonly chain: ChainId
  readonly height: number
  readonly hash: Hash
  readonly booth: BoothId
  readonly signature: Uint8Array
}

/** Proposer to member: the newest certificate. */
export interface CertifiedMessage {
  readonly type: 'certified'
  readonly certificate: Certificate
}

export const REFUSE_REASONS = [
  /** The member has not joined this booth, or has left it. */
  'unknownBooth',
  /** Another block of this height, or another history below it, is held or certified. */
  'conflict',
  /** The proposer was seen to sign two blocks of one height. */
  'frozen',
  /** The member's own disk lost part of this chain, or its state. */
  'damaged',
  /** No room for more blocks or booths. */
  'full',
  /** The booth or the block breaks a rule, or the application refuses an entry. */
  'invalid',
  /** The block does not follow what the member has; `expectedHeight` would. */
  'unlinked'
] as const

export type RefuseReason = (typeof REFUSE_REASONS)[number]

/** Member to proposer: why not. */
export interface RefuseMessage {
  readonly type: 'refuse'
  readonly chain: ChainId
  readonly booth: BoothId
  /** 0 when the booth itself is refused. */
  readonly height: number
  readonly reason: RefuseReason
  readonly text: string
  /** Encoded Evidence; empty when there is none. */
  readonly evidence: Uint8Array
  /** With `unlinked` the height that the member needs next; else 0. */
  readonly expectedHeight: number
}

/** Proposer to member: the booth is sealed or replaced. */
export interface CloseMessage extends News {
  readonly type: 'close'
  readonly chain: ChainId
  readonly booth: BoothId
}

export type CertifyMessage =
  | OpenMessage
  | OpenedMessage
  | ProposeMessage
  | VoteMessage
  | CertifiedMessage
  | RefuseMessage
  | CloseMessage

/** Opens a booth on a chain of this vehicle, or changes the members of the open one. */
export interface CertifyOpenRequest {
  readonly type: 'openBooth'
  readonly chain: Chain
  /** Named members (proposer and pivots are added), or that many picked among the connected. */
  readonly members: readonly PeerId[] | { readonly auto: number }
}

/** Answer to `openBooth`. */
export interface CertifyOpened {
  readonly chain: ChainId
  readonly booth: BoothId
  readonly number: number
  readonly members: readonly PeerId[]
}

/** Appends entries to the open booth; answered when all of them are certified. */
export interface CertifyAppendRequest {
  readonly type: 'append'
  readonly chain: ChainId
  readonly entries: readonly Uint8Array[]
}

/** Answer to `append`. */
export interface CertifyAppended {
  readonly chain: ChainId
  /** Blocks that carry the entries. */
  readonly from: number
  readonly to: number
  /** Hash of the last of them. */
  readonly hash: Hash
  readonly entries: number
}

/** Ends the booth with a last block, which carries the entries that still wait and these. */
export interface CertifySealRequest {
  readonly type: 'seal'
  readonly chain: ChainId
  /** The caller's id, 1 to 128 characters; the same again gets the same answer and does nothing. */
  readonly operation: string
  readonly entries?: readonly Uint8Array[]
}

/** Answer to `seal`. */
export interface CertifySealed {
  readonly head: Head
  /** The booth that certified the seal, and its number. */
  readonly booth: BoothId
  readonly boothNumber: number
  /** First block since the booth was opened. */
  readonly from: number
  readonly members: readonly PeerId[]
}

export type CertifyRequest = CertifyOpenRequest | CertifyAppendRequest | CertifySealRequest

/** An own chain as its proposer sees it. */
export interface ProposerStatus {
  readonly chain: ChainId
  readonly booth: BoothStatus | undefined
  /** The booth that is being opened to replace it. */
  readonly opening: BoothStatus | undefined
  /** Newest block proposed. */
  readonly head: Head
  /** Blocks proposed and not yet certified. */
  readonly inFlight: number
  /** Entries not yet in a block. */
  readonly waitingEntries: number
  readonly waitingBytes: number
  readonly isSealing: boolean
  /** Too many members refuse: nothing is accepted until a member relents or a booth is opened. */
  readonly isStuck: boolean
  /** The disk has lost a block in flight, the newest certificate or a record: nothing is proposed. */
  readonly isBroken: boolean
}

export interface BoothStatus {
  readonly id: BoothId
  readonly number: number
  readonly members: readonly PeerId[]
  readonly joined: readonly PeerId[]
  /** Members that refuse, with the reason. */
  readonly refusing: Readonly<Record<PeerId, RefuseReason>>
}

/** A chain as a member of its booth sees it. */
export interface MemberStatus {
  readonly chain: ChainId
  /** Booths joined, the newest last. */
  readonly booths: readonly BoothId[]
  /** Newest block voted for; 0 for none. */
  readonly votedTo: number
  readonly certifiedTo: number
  /** Blocks that wait for one before them. */
  readonly buffered: number
}

export interface CertifyStatus {
  readonly proposing: readonly ProposerStatus[]
  readonly memberOf: readonly MemberStatus[]
  readonly frozen: readonly ChainId[]
  /** Why no block is appended or taken, when the disk has too little room. */
  readonly shortage: string | undefined
}

/** The certify machine also answers what it knows of a chain. */
export interface CertifyMachine
  extends Machine<'certify', CertifyMessage, CertifyRequest, CertifyStatus> {
  /** The proposer was seen to sign two blocks of one height; nobody here votes for it any more. */
  isFrozen(chain: ChainId): boolean
}

/** Where the parts of this machine push their effects. */
export type Out = Sink<Effect<{ readonly protocol: 'certify'; readonly message: CertifyMessage }>>
