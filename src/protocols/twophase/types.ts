/**
 * What the protocol twophase says, is asked, answers and shows; and what it is given of the log of its
 * decision group.
 */
import type { Incarnation } from '../../core/booth.ts'
import type { TwophaseRules } from '../../core/engine-rules.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Effect, Machine, NowMs, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { LogAnswer, LogQuestion, LogView, Ring, Written } from './log-types.ts'
import type { Moved, TwophaseRequest } from './requests.ts'

export type {
  Commit,
  Decided,
  LogAnswer,
  LogQuestion,
  LogView,
  Ring,
  RingNode,
  TransactionId,
  Unended,
  Written
} from './log-types.ts'
export type {
  Moved,
  RingChanged,
  RingJoinRequest,
  RingLeaveRequest,
  RingRequest,
  RingShare,
  RingShown,
  RingShowRequest,
  TwophaseRequest
} from './requests.ts'

/** The bytes of a key as Latin-1, one character a byte. */
export type Key = string

export interface Value {
  readonly kind: 'bytes' | 'json'
  readonly bytes: Uint8Array
}

/** In the order of their numbers on the wire, from 1. */
export const EXPECTED_TYPES = ['absent', 'present', 'revision', 'value'] as const

export type Expected =
  | { readonly type: 'absent' }
  | { readonly type: 'present' }
  | { readonly type: 'revision'; readonly revision: number }
  | { readonly type: 'value'; readonly value: Value }

export type Write = { readonly type: 'put'; readonly value: Value } | { readonly type: 'delete' }

/** What a transaction has to do with one key. */
export interface TaskKey {
  readonly key: Key
  readonly expects: readonly Expected[]
  readonly whenTrue: Write | undefined
  readonly whenFalse: Write | undefined
  /** The client is told what was there. */
  readonly isWanted: boolean
}

/** An operation, key by key; no key twice. */
export interface Task {
  readonly keys: readonly TaskKey[]
}

/** A key of a transaction with its place among all of them. */
export interface PortionKey extends TaskKey {
  readonly index: number
}

export interface Portion {
  readonly number: number
  readonly keys: readonly PortionKey[]
}

/** A key as it was before a transaction. */
export interface Found {
  /** Of its last change, also when it was removed; 0 for never. */
  readonly version: number
  /** Puts since it was made; 0 when it is not there. */
  readonly changes: number
  readonly kind: Value['kind']
  /** When it is wanted and there; else empty. */
  readonly value: Uint8Array
  /** Everything that is expected of it. */
  readonly holds: boolean
  /** The voter will keep the key and does not have it yet: nothing else is told. */
  readonly isJoining: boolean
}

/** In the order of their numbers on the wire, from 1. */
export const VERDICTS = [
  'yes',
  'locked',
  'otherRing',
  'full',
  'busy',
  'tooLarge',
  'notOwner'
] as const
export type Verdict = (typeof VERDICTS)[number]

export interface Vote {
  readonly number: number
  readonly verdict: Verdict
  readonly found: readonly Found[]
}

/** What a committed transaction does. */
export interface Effects {
  readonly branch: boolean
  /** Of each key of the transaction; 0 for one that is not written. */
  readonly versions: readonly number[]
  /** Puts of each key since it was made; 0 for one that is removed. */
  readonly changes: readonly number[]
}

export interface Outcome extends Effects {
  readonly number: number
  readonly isCommitted: boolean
}

/** A key with its value as it is kept; with no changes it is one that was removed. */
export interface Entry {
  readonly key: Key
  readonly version: number
  readonly changes: number
  readonly kind: Value['kind']
  readonly value: Uint8Array
}

export interface Span {
  readonly from: Key
  /** Empty for no end. */
  readonly to: Key
}

export interface ScanRange extends Span {
  readonly type: 'scan'
  readonly limit: number
  readonly bytesMax: number
  readonly reverse: boolean
  readonly keysOnly: boolean
  readonly after: Key
}

export type Question =
  | { readonly type: 'get'; readonly key: Key }
  | ScanRange
  | (Span & { readonly type: 'count' })
  | { readonly type: 'stats' }

/** Transactions that are to be prepared. */
export interface Prepare {
  readonly type: 'prepare'
  readonly coordinator: string
  readonly portions: readonly Portion[]
}

export interface Votes {
  readonly type: 'votes'
  readonly coordinator: string
  readonly votes: readonly Vote[]
}

export interface Outcomes {
  readonly type: 'outcomes'
  readonly coordinator: string
  readonly outcomes: readonly Outcome[]
}

export interface Acks {
  readonly type: 'acks'
  readonly coordinator: string
  readonly numbers: readonly number[]
}

export interface Doubts {
  readonly type: 'doubts'
  readonly coordinator: string
  readonly numbers: readonly number[]
}

export interface Read {
  readonly type: 'read'
  readonly ticket: number
  readonly without: readonly PeerId[]
  readonly question: Question
}

/** In the order of their numbers on the wire, from 1. */
export const ANSWERS = ['here', 'otherRing', 'notOwner'] as const

export interface Answer {
  readonly type: 'answer'
  readonly ticket: number
  readonly verdict: (typeof ANSWERS)[number]
  readonly entries: readonly Entry[]
  readonly hasMore: boolean
  readonly keys: number
  readonly bytes: number
}

export interface Pull {
  readonly type: 'pull'
  readonly without: readonly PeerId[]
  readonly after: Key
}

export interface Range {
  readonly type: 'range'
  readonly without: readonly PeerId[]
  readonly after: Key
  readonly entries: readonly Entry[]
  /** To go on behind; empty when this was all. */
  readonly next: Key
  /** Versions of removed keys that are not known any more are not above it. */
  readonly floor: number
}

export type Content = Prepare | Votes | Outcomes | Acks | Doubts | Read | Answer | Pull | Range

/** What one vehicle says to another at once; it is heard in this order, in one step. */
export interface TwophaseMessage {
  /** The types of its contents, such as `outcomes+prepare`; does not go over the wire. */
  readonly type: string
  readonly chain: ChainId
  /** Version of the ring that the sender goes by. */
  readonly ring: number
  readonly contents: readonly Content[]
}

/** What an operation of a client means, and how its result is told. */
export interface Operation {
  readonly task: Task
  /** `version` and `found` by the place of a key in the task. */
  result(effects: Effects, found: readonly Found[]): Uint8Array
  /** Bytes of the entries that the result tells; it may tell one more than once. */
  resultBytes(effects: Effects, found: readonly Found[]): number
}

export interface TwophasePorts {
  /** The data directory of this vehicle. */
  readonly incarnation: Incarnation
  /** The rules of a chain of this engine; undefined for any other. */
  rulesOf(chain: ChainId): TwophaseRules | undefined
  /** Chains of this engine that are known here. */
  chains(): readonly ChainId[]
  /** The log of a group that this vehicle keeps; undefined when it keeps none. */
  viewOf(chain: ChainId): LogView | undefined
  /** Members of the group, as far as this vehicle knows. */
  membersOf(chain: ChainId): readonly PeerId[]
  /** Belongs to the group, and has its vote. */
  isMember(chain: ChainId): boolean
  /** This vehicle leads the group. */
  leads(chain: ChainId): boolean
  /** Bytes that this vehicle still has for keys; a whole number that an entry of the log may say. */
  freeBytes(): number
  write(id: string, chain: ChainId, what: Written, deadlineMs: number): void
  ask(id: string, chain: ChainId, what: LogQuestion, deadlineMs: number): void
  /** What an encoded operation means, or why it is not done; the first word is the reason. */
  readOperation(bytes: Uint8Array): Operation | { readonly reason: string; readonly text: string }
  readQuestion(bytes: Uint8Array): Question | { readonly reason: string; readonly text: string }
  encodeAnswer(question: Question, entries: readonly Entry[], totals: Totals): Uint8Array
}

export interface Totals {
  readonly hasMore: boolean
  readonly keys: number
  readonly bytes: number
}

export interface SiteStatus {
  readonly chain: ChainId
  readonly ring: number
  readonly phase: Ring['phase']
  readonly copies: number
  readonly isClassic: boolean
  /** Vehicles of the ring in force, and of the next one while keys move. */
  readonly nodes: readonly PeerId[]
  readonly next: readonly PeerId[]
  readonly ready: readonly PeerId[]
  /** Those of both that this vehicle is not connected to, but for those whose keys are lost. */
  readonly unreachable: readonly PeerId[]
  /** This vehicle keeps keys of the ring in force. */
  readonly isOwner: boolean
  /** It has removed keys that the ring counts on it for, by a ring that is lost, and says nothing of any. */
  readonly isSilent: boolean
  /** What it has fetched for the next ring. */
  readonly moved: Moved
  /** Keys here, removed ones not counted, and the memory they take. */
  readonly keys: number
  readonly bytes: number
  /** Transactions prepared here, and the oldest of them in milliseconds. */
  readonly prepared: number
  readonly oldestMs: number
  /** Transactions of clients of this vehicle that are under way, and questions. */
  readonly coordinated: number
  readonly reads: number
  /** Decided here, and not done by all. */
  readonly telling: number
}

export interface TwophaseStatus {
  readonly sites: readonly SiteStatus[]
}

export interface TwophaseMachine
  extends Machine<'twophase', TwophaseMessage, TwophaseRequest, TwophaseStatus> {
  /** What came back for `write` or `ask`. */
  answered(nowMs: NowMs, id: string, answer: LogAnswer, out: Out): void
}

/** Where the parts of this machine push their effects. */
export type Out = Sink<Effect<{ readonly protocol: 'twophase'; readonly message: TwophaseMessage }>>
