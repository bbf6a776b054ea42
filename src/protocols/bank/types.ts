/**
 * What the bank protocol says, is asked, answers and shows; and what it is given of the log.
 */
import type { Booth, Incarnation } from '../../core/booth.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Effect, Machine, NowMs, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { AccountId, Amount, Batch, Transfer } from '../../core/transfer.ts'

/**
 * How safe a transfer is. `local`: on the owner's disk. `backed`: on the disks of a majority of the
 * keepers too. `committed`: settled in the log.
 */
export type Level = 'local' | 'backed' | 'committed'

/** In the order of their numbers on the wire, from 1. */
export const LEVELS: readonly Level[] = ['local', 'backed', 'committed']

interface Named {
  readonly chain: ChainId
}

export interface TransferMessage extends Named {
  readonly type: 'transfer'
  readonly ticket: number
  readonly epoch: number
  readonly transfer: Transfer
  readonly level: Level
  readonly waitMs: number
}

export interface MoveMessage extends Named {
  readonly type: 'move'
  readonly ticket: number
  readonly epoch: number
  readonly account: AccountId
  readonly to: PeerId
  readonly waitMs: number
}

/** What became of an order. */
export type Outcome =
  | {
      readonly type: 'done'
      readonly level: Level
      /** 0 when it is not known any more. */
      readonly seq: number
      /** 0 below `committed`. */
      readonly height: number
    }
  | {
      readonly type: 'refused'
      readonly reason: string
      readonly text: string
      readonly retry: boolean
    }
  /** Nothing was done: the owner is in another epoch. */
  | { readonly type: 'again' }
  /** Nothing was done: somebody else owns the account. */
  | { readonly type: 'notOwner' }

export interface AnswerMessage extends Named {
  readonly type: 'answer'
  readonly ticket: number
  /** Of the transfer that is done; otherwise of the owner now, 0 when it has none. */
  readonly epoch: number
  readonly outcome: Outcome
}

export interface KeepMessage extends Named {
  readonly type: 'keep'
  readonly settled: number
  readonly batch: Batch
}

export interface KeptMessage extends Named {
  readonly type: 'kept'
  readonly incarnation: Incarnation
  readonly epoch: number
  readonly to: number
  readonly fence: number
}

export interface CollectMessage extends Named {
  readonly type: 'collect'
  readonly round: number
}

export interface PendingMessage extends Named {
  readonly type: 'pending'
  readonly round: number
  readonly batch: Batch | undefined
}

export interface FenceMessage extends Named {
  readonly type: 'fence'
  readonly round: number
  readonly owner: PeerId
  readonly epoch: number
}

export interface FencedMessage extends Named {
  readonly type: 'fenced'
  readonly round: number
  readonly incarnation: Incarnation
  readonly batch: Batch | undefined
}

export type BankMessage =
  | TransferMessage
  | MoveMessage
  | AnswerMessage
  | KeepMessage
  | KeptMessage
  | CollectMessage
  | PendingMessage
  | FenceMessage
  | FencedMessage

/** Moves money between two accounts; its owner issues it, wherever it is asked. Answered: Transferred. */
export interface BankTransferRequest {
  readonly type: 'bankTransfer'
  readonly chain: ChainId
  /** Pays. */
  readonly account: AccountId
  /** Receives. */
  readonly to: AccountId
  readonly amount: Amount
  /** When to answer; default `local`. */
  readonly level?: Level
  /** The caller's id, 1 to 128 characters: the same again does nothing twice. Default: a new one. */
  readonly operation?: string
  readonly deadlineMs?: number
}

export interface Transferred {
  readonly chain: ChainId
  readonly operation: string
  /** Reached; the one that was asked for, or a safer one. */
  readonly level: Level
  readonly owner: PeerId
  readonly epoch: number
  /** Number in the owner's epoch; undefined when it is not known any more. */
  readonly seq: number | undefined
  /** Block that settled it; undefined below `committed`. */
  readonly height: number | undefined
}

/** Gives an account to another vehicle. Answered when that is in the log: AccountMoved. */
export interface BankMoveRequest {
  readonly type: 'bankMove'
  readonly chain: ChainId
  readonly account: AccountId
  /** The next owner; default: this vehicle. */
  readonly to?: PeerId
  /**
   * `ownerGone`: without the owner when it does not answer; what it alone had on disk may be lost.
   * `keepersGone`: also without a majority of those who keep copies; then `backed` ones may be, too.
   */
  readonly force?: 'ownerGone' | 'keepersGone'
  readonly deadlineMs?: number
}

export interface AccountMoved {
  readonly chain: ChainId
  readonly account: AccountId
  readonly owner: PeerId
}

/** Puts everything that this vehicle has issued into the log. Answered: BankFlushed. */
export interface BankFlushRequest {
  readonly type: 'bankFlush'
  readonly chain: ChainId
  readonly deadlineMs?: number
}

export interface BankFlushed {
  readonly chain: ChainId
  /** Transfers of this vehicle that are settled now and were not before. */
  readonly settled: number
}

export type BankRequest = BankTransferRequest | BankMoveRequest | BankFlushRequest

/** A vehicle that keeps copies, on this data directory. */
export interface Keeper {
  readonly peer: PeerId
  readonly incarnation: Incarnation
}

/** What the log says of an owner. */
export interface OwnerEpoch {
  readonly epoch: number
  readonly isOpen: boolean
  readonly incarnation: Incarnation
  readonly keepers: readonly Keeper[]
  readonly lastSeq: number
  readonly ends: readonly { readonly epoch: number; readonly lastSeq: number }[]
}

/** What the log says of an operation. */
export interface Settled {
  readonly operation: string
  readonly height: number
  /** `rejected` with its reason; anything else was done. */
  readonly kind: string
  readonly account: AccountId
  readonly other: string
  readonly amount: Amount
  readonly reason: string
}

/** The state of a bank as this vehicle has applied it; it may be behind. */
export interface Books {
  /** The last block that is in it. */
  readonly applied: number
  account(account: AccountId): { readonly balance: Amount; readonly owner: PeerId } | undefined
  owner(owner: PeerId): OwnerEpoch | undefined
  /** Those of the operations, at most 1,024, that are known. */
  settled(operations: readonly string[]): readonly Settled[]
  totals(): { readonly minted: Amount; readonly total: Amount; readonly accounts: number }
}

/** What is put into the log. */
export type Written =
  | { readonly type: 'transfers'; readonly batches: readonly Batch[] }
  | {
      readonly type: 'begin'
      readonly owner: PeerId
      readonly epoch: number
      readonly incarnation: Incarnation
      readonly keepers: readonly Keeper[]
      readonly batches: readonly Batch[]
    }
  | {
      readonly type: 'end'
      readonly owner: PeerId
      readonly epoch: number
      readonly batches: readonly Batch[]
    }
  | {
      readonly type: 'move'
      readonly account: AccountId
      readonly owner: PeerId
      readonly epoch: number
      readonly to: PeerId
    }

/** What came back from the log. */
export type LogAnswer =
  /** It is in the log, in this block. */
  | {
      readonly type: 'written'
      readonly height: number
      /** Of the owner, after `begin` and `end`; else 0. */
      readonly epoch: number
      /** What became of each transfer, in order: a word of the bank. */
      readonly outcomes: readonly string[]
    }
  /** It is in the log, and the bank refused it. */
  | { readonly type: 'refused'; readonly reason: string; readonly text: string }
  /** An account as all know it. */
  | {
      readonly type: 'account'
      readonly height: number
      readonly owner: PeerId | undefined
      readonly epoch: number
    }
  /** What became of an operation, as all know it; undefined for nothing so far. */
  | { readonly type: 'operation'; readonly entry: Settled | undefined }
  /** Nobody knows whether it is in the log, or it is not. */
  | { readonly type: 'failed'; readonly reason: string; readonly text: string }

export interface BankPorts {
  /** The data directory of this vehicle. */
  readonly incarnation: Incarnation
  /** The booth in force of a group that this vehicle keeps. */
  boothOf(chain: ChainId): Booth | undefined
  /** The bank of a group that this vehicle belongs to. */
  booksOf(chain: ChainId): Books | undefined
  /** The chain is known here, and its group keeps a bank. */
  isBank(chain: ChainId): boolean
  /** Chains of the banks that this vehicle has a state of. */
  banks(): readonly ChainId[]
  /** Puts something into the log; the answer comes to `answered`. */
  write(id: string, chain: ChainId, what: Written, deadlineMs: number): void
  /** Asks for an account, linearizably; the answer comes to `answered`. */
  ask(id: string, chain: ChainId, account: AccountId, deadlineMs: number): void
  /** Asks what became of an operation, linearizably; the answer comes to `answered`. */
  askOperation(id: string, chain: ChainId, operation: string, deadlineMs: number): void
}

/** A transfer that was answered `local` and came to nothing. */
export interface Lost {
  readonly operation: string
  readonly account: AccountId
  readonly to: AccountId
  /** Decimal digits. */
  readonly amount: string
  /** Why: `notOwner`, `noAccount`, `insufficientFunds`, `operationUsed` or `forgotten`. */
  readonly reason: string
}

export interface BranchStatus {
  readonly chain: ChainId
  /** `issuing`: this vehicle answers for its accounts. */
  readonly phase: Phase
  readonly epoch: number
  /** Issued and not settled. */
  readonly pending: number
  /** Kept for other owners. */
  readonly kept: number
  /** Orders that wait here. */
  readonly waiting: number
  readonly lost: readonly Lost[]
  /** Money in minor units as decimal digits; undefined while this vehicle has no state of the bank. */
  readonly money:
    | {
        readonly minted: string
        readonly total: string
        readonly isConserved: boolean
        readonly accounts: number
        readonly height: number
      }
    | undefined
}

export type Phase =
  /** Issues nothing. */
  | 'idle'
  /** Gathers what it may have issued before. */
  | 'recovering'
  /** Its next epoch is on its way into the log. */
  | 'beginning'
  | 'issuing'

export interface BankStatus {
  readonly banks: readonly BranchStatus[]
}

export interface BankMachine extends Machine<'bank', BankMessage, BankRequest, BankStatus> {
  /** What came back for `write` or `ask`. */
  answered(nowMs: NowMs, id: string, answer: LogAnswer, out: Out): void
}

/** Where the parts of this machine push their effects. */
export type Out = Sink<Effect<{ readonly protocol: 'bank'; readonly message: BankMessage }>>
