/**
 * What the quorum protocol says, is asked, answers and shows.
 *
 * What a group of this engine promises: each key by itself is linearizable, and a write that was
 * answered `ok` is on the disks of as many members as the genesis names in `writes`. A scan is no
 * cut in time: each key of it is linearizable by itself.
 */
import type { Booth, Incarnation } from '../../core/booth.ts'
import type { QuorumRules } from '../../core/engine-rules.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { QueryRequest, SubmitRequest } from '../../core/group-request.ts'
import type { Effect, Machine, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Register, RegisterKey } from './register.ts'

/** Every message names its group, the data directory of its sender, and the newest booth it knows. */
interface Named {
  readonly chain: ChainId
  readonly incarnation: Incarnation
  /** Number of the booth; 0 for none. */
  readonly booth: number
}

/** Names a question of one run of a member, so that answers to an earlier run are told apart. */
interface Numbered extends Named {
  readonly run: number
  readonly id: number
}

export interface BeatMessage extends Named {
  readonly type: 'beat'
  readonly epoch: number
  readonly seq: number
  /** Deleted keys of epochs up to this one need not be kept; 0 for none. */
  readonly forgottenTo: number
}

export interface BeatenMessage extends Named {
  readonly type: 'beaten'
  readonly epoch: number
  readonly seq: number
}

export interface ElectionMessage extends Named {
  readonly type: 'election' | 'okay'
  readonly round: number
}

export interface ClaimMessage extends Named {
  readonly type: 'claim' | 'grant'
  readonly epoch: number
  /** It is only asked whether it would be granted: nothing is promised. */
  readonly probe: boolean
}

export interface PreemptMessage extends Named {
  readonly type: 'preempt'
  readonly epoch: number
}

export interface DenyMessage extends Named {
  readonly type: 'deny'
  readonly epoch: number
  /** The sender hears a leader. */
  readonly alive: boolean
}

export interface ResignMessage extends Named {
  readonly type: 'resign'
  readonly epoch: number
  readonly to: PeerId
}

export interface FetchMessage extends Numbered {
  readonly type: 'fetch'
  /** Of a leader that takes the keys over; 0 for a reader. */
  readonly epoch: number
  readonly keys: readonly RegisterKey[]
}

/** What a member says of all that it shows. */
export interface Since {
  /** Registers of earlier epochs are shown, and do not count as held. */
  readonly heldFrom: number
  /** A key without a register was deleted by the end of this epoch, or never written to. */
  readonly forgottenTo: number
}

export interface FetchedMessage extends Numbered, Since {
  readonly type: 'fetched'
  readonly epoch: number
  /** Keys of the question that are answered: those from `first` on, `count` of them. */
  readonly first: number
  readonly count: number
  /** Of those keys, as far as something was ever written to them. */
  readonly registers: readonly Register[]
}

export interface KeySpan {
  /** First key; empty for the first of all. */
  readonly from: RegisterKey
  /** The key after the last; empty for no end. */
  readonly to: RegisterKey
  /** Goes on behind this key, in the direction; empty at first. */
  readonly after: RegisterKey
  readonly reverse: boolean
}

export interface PullMessage extends Numbered, KeySpan {
  readonly type: 'pull'
}

export interface PulledMessage extends Numbered, Since {
  readonly type: 'pulled'
  readonly epoch: number
  readonly more: boolean
  readonly registers: readonly Register[]
}

export interface StoreMessage extends Numbered {
  readonly type: 'store'
  /** Of the leader that writes; 0 for others. */
  readonly epoch: number
  readonly registers: readonly Register[]
}

export interface StoredMessage extends Numbered {
  readonly type: 'stored'
  readonly epoch: number
  /** Indexes of registers of epochs that have ended; all others are on disk. */
  readonly refused: readonly number[]
}

export type Item =
  /** An operation with its id: an encoded Command. */
  | { readonly type: 'entry'; readonly ticket: number; readonly entry: Uint8Array }
  | { readonly type: 'question'; readonly ticket: number; readonly question: Uint8Array }
  /** The leader is to take this key over, because a value of an ended epoch cannot be completed. */
  | { readonly type: 'settle'; readonly ticket: number; readonly key: RegisterKey }
  /** In which term would an operation be done now? */
  | { readonly type: 'term'; readonly ticket: number }

export interface ForwardMessage extends Named {
  readonly type: 'forward'
  /** Of the asking vehicle. */
  readonly run: number
  readonly items: readonly Item[]
  /** Operations are for the leader of this epoch only, so that no late copy is done by another. */
  readonly term: number
  /** Whoever does not lead passes it on. */
  readonly relay: boolean
  /** Who asks, when passed on. */
  readonly origin: PeerId | undefined
  /** How long the asking vehicle waits for an answer: the longest of the items. */
  readonly waitMs: number
}

export type Outcome =
  | { readonly type: 'done'; readonly result: Uint8Array; readonly revision: number }
  /** Nothing was done here: somebody else leads, or nobody does, or this member is not ready. */
  | { readonly type: 'notLeader' }
  /** Nothing was done: too much waits. */
  | { readonly type: 'busy' }
  /** Nothing was done, nor will be. */
  | { readonly type: 'refused'; readonly reason: string; readonly text: string }
  /** Nothing was done now, nor will be; nobody knows whether it was done before. */
  | { readonly type: 'stale' }
  /** Nothing was done now: operations of this term are done. */
  | { readonly type: 'term'; readonly term: number }

export interface Answer {
  readonly ticket: number
  readonly outcome: Outcome
}

export interface AnswersMessage extends Named {
  readonly type: 'answers'
  readonly run: number
  readonly leader: PeerId | undefined
  readonly answers: readonly Answer[]
  /** In which operations are done, as far as the sender knows; 0 when it does not. */
  readonly term: number
  readonly origin: PeerId | undefined
}

export type QuorumMessage =
  | BeatMessage
  | BeatenMessage
  | ElectionMessage
  | ClaimMessage
  | PreemptMessage
  | DenyMessage
  | ResignMessage
  | FetchMessage
  | FetchedMessage
  | PullMessage
  | PulledMessage
  | StoreMessage
  | StoredMessage
  | ForwardMessage
  | AnswersMessage

export type QuorumRequest = SubmitRequest | QueryRequest

/** What registers mean: the port to the state that the group keeps. */
export interface RegisterState {
  /** The one key of an operation, or why it is not for this engine. */
  keyOf(operation: Uint8Array, isLeaderless: boolean): KeyFound | Refusal
  /** What an operation makes of the content of its key. Never throws. */
  apply(
    key: RegisterKey,
    content: Uint8Array | undefined,
    operation: Uint8Array,
    revision: number
  ): { readonly content: Uint8Array | undefined; readonly result: Uint8Array }
  /** What a question wants to see, or why it cannot be answered. */
  planOf(question: Uint8Array): QuestionPlan | Refusal
  /** The answer to a question from contents in the order asked for; `isWhole`: there are no more. */
  answer(question: Uint8Array, contents: readonly Content[], isWhole: boolean): Uint8Array
  /** Of two answers that add up. */
  add(a: Uint8Array, b: Uint8Array): Uint8Array
}

/** What is there under a key. */
export type Content = readonly [key: RegisterKey, content: Uint8Array]

export interface KeyFound {
  readonly type: 'key'
  readonly key: RegisterKey
}

export interface Refusal {
  readonly type: 'refused'
  readonly reason: string
  readonly text: string
}

export type QuestionPlan =
  | KeyFound
  | (KeySpan & {
      readonly type: 'span'
      /** Contents that are enough. */
      readonly limit: number
      /** Bytes of contents that are enough. */
      readonly bytesMax: number
      /** Answers from parts of the span add up to that from all of it. */
      readonly isSum: boolean
    })

export type Role =
  /** A majority has granted its epoch. */
  | 'leader'
  | 'candidate'
  | 'follower'
  /** A member of a group that nobody leads. */
  | 'peer'
  /** No member, or one that is not ready: it answers nothing that counts. */
  | 'learner'

export interface QuorumGroupStatus {
  readonly chain: ChainId
  readonly rules: QuorumRules
  readonly role: Role
  /**
   * Why it is a learner although it is a member: its data directory is not the one that the booth
   * names, its disk has lost something, or it still pulls what it may have promised.
   */
  readonly fault: 'wiped' | 'damaged' | 'recovering' | undefined
  readonly members: readonly PeerId[]
  readonly booth: number
  /** The greatest that was granted or heard of. */
  readonly epoch: number
  readonly leader: PeerId | undefined
  /** Keys that are kept, deleted ones included. */
  readonly registers: number
  /** Keys that were deleted, and are kept until all members know of it. */
  readonly deleted: number
  /** Batches of writes and of reads under way. */
  readonly writing: number
  readonly reading: number
  /** Members that answer heartbeats, as the leader knows. */
  readonly connected: readonly PeerId[]
  /** Writes that were acknowledged and are not in the log yet, as the leader knows. */
  readonly unarchived: number
}

export interface QuorumStatus {
  readonly groups: readonly QuorumGroupStatus[]
  /** Requests of this vehicle that are not answered. */
  readonly pending: number
}

export interface QuorumPorts {
  /** The data directory of this vehicle. */
  readonly incarnation: Incarnation
  readonly state: RegisterState
  /** The booth in force: who the members are, and their data directories. */
  boothOf(chain: ChainId): Pick<Booth, 'number' | 'members' | 'incarnations'> | undefined
  /**
   * Booth since which a member has been in all, from the data directory that the booth in force names, as
   * far as is known here; 0 for who is none.
   */
  memberSince(chain: ChainId, peer: PeerId): number
  /** Members as they are shown to a vehicle that knows no booth; those of the genesis when nobody shows any. */
  membersOf(chain: ChainId): readonly PeerId[]
  /** Puts values that were acknowledged into the log of the group; answered by `archived`. */
  archive(id: string, chain: ChainId, batch: ArchiveBatch): void
  /** What the log tells; undefined when it is not known here. */
  archiveOf(chain: ChainId): ArchiveShown | undefined
}

/** What the log of a group tells of what was put into it. */
export interface ArchiveShown {
  /**
   * For each epoch: every write that was acknowledged in it up to this counter is in the log, or one
   * that followed it on its key is.
   */
  readonly horizons: ReadonlyMap<number, number>
  /** By member: the last booth in which it was seen to have all that one has. */
  readonly whole: ReadonlyMap<PeerId, number>
}

/** Values for the log. */
export interface ArchiveBatch {
  /** Encoded Register. */
  readonly registers: readonly Uint8Array[]
  readonly epoch: number
  /** With this batch every acknowledged write of the epoch up to here is in the log; 0 when it is not told. */
  readonly upTo: number
  /** This member has all that one has, in this booth. */
  readonly whole?: { readonly member: PeerId; readonly booth: number }
}

export interface QuorumMachine
  extends Machine<'quorum', QuorumMessage, QuorumRequest, QuorumStatus> {
  /** What became of a batch for the log. */
  archived(id: string, isDone: boolean): void
  /** Who leads, as far as a member knows. */
  leaderOf(chain: ChainId): PeerId | undefined
}

/** Where the parts of this machine push their effects. */
export type Out = Sink<Effect<{ readonly protocol: 'quorum'; readonly message: QuorumMessage }>>
