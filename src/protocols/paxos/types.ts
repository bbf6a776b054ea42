/**
 * What the paxos protocol says, is asked, answers and shows. Blocks, booths and genesis stay bytes:
 * they are hashed or signed as they were first encoded.
 */
import type { Ballot } from '../../core/ballot.ts'
import type { Booth, BoothId, Certificate, Incarnation } from '../../core/booth.ts'
import type { ChainId, Genesis, StateKind } from '../../core/genesis.ts'
import type { Queried } from '../../core/group-request.ts'
import type { Head } from '../../core/holdings.ts'
import type { Effect, Machine, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { SnapshotNote } from '../../core/signal.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import type { PaxosRequest } from './requests.ts'

export type { Queried, QueryRequest, SubmitRequest, Submitted } from '../../core/group-request.ts'
export type {
  CertifyHeadRequest,
  ChangeMembersRequest,
  GroupOpened,
  HeadCertified,
  OpenGroupRequest,
  PaxosRequest,
  RecoverGroupRequest
} from './requests.ts'

/** Every message names its group and the data directory of its sender. */
interface Named {
  readonly chain: ChainId
  readonly incarnation: Incarnation
}

/** Member to member: alive, and whom it follows. */
export interface HeartbeatMessage extends Named {
  readonly type: 'heartbeat'
  readonly ballot: Ballot
  readonly leader: Ballot
  readonly happy: boolean
  readonly seq: number
  readonly echo: number
  readonly urgent: boolean
  readonly decided: Head
  /** Height of the newest certificate; 0 for none. */
  readonly certified: number
}

export interface PrepareMessage extends Named {
  readonly type: 'prepare'
  readonly ballot: Ballot
  readonly decided: Head
  readonly accepted: Ballot
  readonly height: number
}

export interface PromiseMessage extends Named {
  readonly type: 'promise'
  readonly ballot: Ballot
  readonly accepted: Ballot
  readonly height: number
  readonly decided: Head
  readonly from: number
  readonly blocks: readonly Uint8Array[]
}

export interface NackMessage extends Named {
  readonly type: 'nack'
  readonly promised: Ballot
  readonly decided: Head
}

export interface SyncMessage extends Named {
  readonly type: 'sync'
  readonly ballot: Ballot
  readonly from: number
  readonly to: number
  readonly blocks: readonly Uint8Array[]
  readonly decided: Head
}

export interface AcceptMessage extends Named {
  readonly type: 'accept'
  readonly ballot: Ballot
  readonly from: number
  readonly blocks: readonly Uint8Array[]
  readonly decided: Head
  readonly beat: number
}

export interface AcceptedMessage extends Named {
  readonly type: 'accepted'
  readonly ballot: Ballot
  /** By the links of the blocks its hash says what all of the log is. */
  readonly top: Head
  readonly beat: number
  /** For so long since the beat was heard the sender promises nobody else, in ms; 0 for no lease. */
  readonly lease: number
}

export interface AskMessage extends Named {
  readonly type: 'ask'
  readonly ballot: Ballot
  readonly decided: Head
}

export interface InviteMessage extends Named {
  readonly type: 'invite'
  readonly genesis: Uint8Array
  readonly decided: Head
  /** Signed Booth in force; undefined before the first. */
  readonly booth: Uint8Array | undefined
  /** Signed Booths that lead to it from the genesis. */
  readonly line: readonly Uint8Array[]
}

export interface InvitedMessage extends Named {
  readonly type: 'invited'
  readonly decided: Head
}

export interface OpenMessage extends Named {
  readonly type: 'open'
  readonly genesis: Uint8Array
  readonly booth: Uint8Array
  readonly seal: Head
  /** Signed Booths that lead to it from the genesis. */
  readonly line: readonly Uint8Array[]
}

export interface ReadyMessage extends Named {
  readonly type: 'ready'
  readonly number: number
}

/** Sign that this block is decided. */
export interface AttestMessage extends Named {
  readonly type: 'attest'
  readonly head: Head
  readonly booth: BoothId
}

export interface VoteMessage extends Named {
  readonly type: 'vote'
  readonly head: Head
  readonly booth: BoothId
  readonly signature: Uint8Array
}

export interface CertifiedMessage extends Named {
  readonly type: 'certified'
  readonly certificate: Certificate
}

/** What one vehicle asks of the leader; the ticket names it in the answer. */
export type Item =
  | { readonly type: 'entry'; readonly ticket: number; readonly entry: Uint8Array }
  | { readonly type: 'question'; readonly ticket: number; readonly question: Uint8Array }
  /** Asks only how far the group has come: who knows no height cannot name a session. */
  | { readonly type: 'height'; readonly ticket: number }
  | {
      readonly type: 'change'
      readonly ticket: number
      readonly members: readonly PeerId[]
      readonly operation: string
    }

export interface ForwardMessage extends Named {
  readonly type: 'forward'
  readonly run: number
  readonly items: readonly Item[]
  /** Whoever does not lead passes it on. */
  readonly relay: boolean
  /** Who asks, when passed on. */
  readonly origin: PeerId | undefined
}

export type Outcome =
  | { readonly type: 'done'; readonly result: Uint8Array; readonly height: number }
  /** Nothing was done: somebody else leads, or nobody does. */
  | { readonly type: 'notLeader' }
  /** Nothing was done: too much waits. */
  | { readonly type: 'busy' }
  /** Nothing was done, nor will be. */
  | { readonly type: 'refused'; readonly reason: string; readonly text: string }

export interface Answer {
  readonly ticket: number
  readonly outcome: Outcome
}

export interface AnswersMessage extends Named {
  readonly type: 'answers'
  readonly run: number
  /** Who leads, as far as the sender knows; undefined when it does not. */
  readonly leader: PeerId | undefined
  readonly answers: readonly Answer[]
  /** Who has asked, when it was passed on. */
  readonly origin: PeerId | undefined
}

export type PaxosMessage =
  | HeartbeatMessage
  | PrepareMessage
  | PromiseMessage
  | NackMessage
  | SyncMessage
  | AcceptMessage
  | AcceptedMessage
  | AskMessage
  | InviteMessage
  | InvitedMessage
  | OpenMessage
  | ReadyMessage
  | AttestMessage
  | VoteMessage
  | CertifiedMessage
  | ForwardMessage
  | AnswersMessage

export type Role =
  /** Leads, and has taken over what was accepted before. */
  | 'leader'
  /** Has a ballot of its own that no majority has promised yet. */
  | 'candidate'
  | 'follower'
  /** No member of the booth in force, or not yet sure of it: keeps what is decided, votes nowhere. */
  | 'learner'

export interface GroupStatus {
  readonly chain: ChainId
  readonly state: StateKind
  readonly role: Role
  /**
   * Why it is a learner although the booth names it: its data directory is another one, its disk has
   * lost something or a block on it cannot be read, or members contradict what is decided here.
   */
  readonly fault: 'wiped' | 'damaged' | 'frozen' | undefined
  readonly booth: number
  readonly members: readonly PeerId[]
  /** Data directories from which the members vote, in their order. */
  readonly incarnations: readonly string[]
  /** How far each member has told that it has come, in their order; undefined when it has not. */
  readonly heights: readonly (number | undefined)[]
  /** That it leads or follows: the highest heard of since it started. */
  readonly ballot: string
  readonly promised: string
  readonly accepted: string
  readonly leader: PeerId | undefined
  readonly decided: number
  readonly applied: number
  /** Height of the newest certificate; 0 for none. */
  readonly certified: number
  /** Blocks of the log that are not decided. */
  readonly tail: number
  /** Entries that wait for a block, and questions that wait for a majority. */
  readonly queue: number
  readonly reads: number
  /** Members that answer heartbeats. */
  readonly connected: readonly PeerId[]
  readonly digest: string
}

export interface PaxosStatus {
  readonly groups: readonly GroupStatus[]
  /** Requests of this vehicle that are not answered. */
  readonly pending: number
}

/** Members-to-be of a group. */
export interface NextMembers {
  readonly members: readonly PeerId[]
  /** Of those that have answered: their data directories. */
  readonly there: ReadonlyMap<PeerId, Incarnation>
}

export interface PaxosPorts {
  /** The data directory of this vehicle. */
  readonly incarnation: Incarnation
  /** A new, empty state of a group's chain that is given whole entries (encoded Commands). */
  createState(genesis: Genesis): StateMachine
  /** Members of a group that this vehicle does not belong to, as others show them; default: the first. */
  membersOf?(chain: ChainId): readonly PeerId[]
  /**
   * Why this vehicle, which is no member, may not put into the log of such a group an entry that the state
   * takes, or undefined; default: it may.
   */
  entryFault?(genesis: Genesis, asker: PeerId, entry: Uint8Array): string | undefined
  /** Why these may not become the members of such a group, or undefined; default: they may. */
  membersFault?(genesis: Genesis, members: readonly PeerId[]): string | undefined
  /**
   * Why what members keep beside the log could not be handed over to the next ones now, or undefined;
   * default: it could.
   */
  handOverFault?(chain: ChainId, next: NextMembers): string | undefined
  /** Blocks moved to permanent storage, which never go; default: none. */
  isPinned?(chain: ChainId, height: number): boolean
}

export interface PaxosMachine extends Machine<'paxos', PaxosMessage, PaxosRequest, PaxosStatus> {
  /** Whether a chain is kept for a group that this vehicle belongs to. */
  isMember(chain: ChainId): boolean
  /**
   * Asks the state of a group as it is applied here, which may be behind; undefined for no group.
   *
   * @throws InvalidMessageError when the question is malformed
   */
  peek(chain: ChainId, question: Uint8Array): Queried | undefined
  /** The newest decided block of a group that is kept here; undefined when it is not. */
  decidedOf(chain: ChainId): Head | undefined
  /** The newest snapshot of a group's state, whose parts lie below `snapshotKey` on this disk. */
  snapshotOf(chain: ChainId): SnapshotNote | undefined
  /** The state is lost here, and what is left of the chain does not make it. */
  lacksState(chain: ChainId): boolean
  /** The booth in force, as far as it is known here. */
  boothOf(chain: ChainId): Booth | undefined
  /**
   * Booth since which a member has been in all, from the data directory that the booth in force names, as
   * far as is known here; 0 for who is none.
   */
  memberSince(chain: ChainId, peer: PeerId): number
  /** Booths that lead to the one in force from the genesis. */
  lineOf(chain: ChainId): readonly Booth[]
  /**
   * Vehicles that are believed to be members, or to have been until the last change, by the booth in force
   * or a later one that was shown here: who tells of decided blocks, and sends them.
   */
  witnessesOf(chain: ChainId): readonly PeerId[]
  /** The last block of the booth before; height 0 for the first. */
  sealOf(chain: ChainId): Head | undefined
  /** Who leads, as far as a member knows. */
  leaderOf(chain: ChainId): PeerId | undefined
  /** This vehicle is invited into the group, and no booth of it names it yet. */
  isInvited(chain: ChainId): boolean
  /** Whether the log of this group is kept here, by a member, a former one or one that joins. */
  keepsLog(chain: ChainId): boolean
}

/** Where the parts of this machine push their effects. */
export type Out = Sink<Effect<{ readonly protocol: 'paxos'; readonly message: PaxosMessage }>>
