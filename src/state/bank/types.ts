/**
 * What the bank speaks: operations, results, questions and answers. Amounts are whole minor units.
 */
import type { Incarnation } from '../../core/booth.ts'
import type { PeerId } from '../../core/peer.ts'
import type { AccountId, Amount, Batch } from '../../core/transfer.ts'

export interface Account {
  readonly account: AccountId
  readonly balance: Amount
  /** The only vehicle that issues transfers from it. */
  readonly owner: PeerId
}

/** A vehicle that keeps copies of pending transfers, on this data directory. */
export interface Keeper {
  readonly peer: PeerId
  readonly incarnation: Incarnation
}

/** An epoch that has ended. */
export interface EpochEnd {
  readonly epoch: number
  /** Last transfer of it that was settled. */
  readonly lastSeq: number
}

/** What a vehicle may issue as an owner, and how far it is settled. */
export interface Owner {
  readonly owner: PeerId
  /** From 1; grows with every start of the owner and every change of keepers. */
  readonly epoch: number
  /** False when it was ended from elsewhere: then nothing of it is settled any more. */
  readonly isOpen: boolean
  /** Data directory that issues. */
  readonly incarnation: Incarnation
  readonly keepers: readonly Keeper[]
  /** Last transfer of this epoch that is settled; 0 for none. */
  readonly lastSeq: number
  /** The last epochs before, the oldest first. */
  readonly ends: readonly EpochEnd[]
}

export type BankOperation =
  | { readonly type: 'open'; readonly account: AccountId; readonly owner: PeerId }
  | {
      readonly type: 'mint'
      readonly account: AccountId
      readonly amount: Amount
      /** Opens an account that is not there; undefined to refuse then. */
      readonly owner: PeerId | undefined
      /** The caller's id: known again, so that it is minted once. */
      readonly operation: string
    }
  /** Settled in this order, each for itself. */
  | { readonly type: 'transfers'; readonly batches: readonly Batch[] }
  /** Settles, ends an epoch of this owner and begins the next. */
  | {
      readonly type: 'begin'
      readonly owner: PeerId
      /** That ends; 0 when the owner never had one. */
      readonly epoch: number
      readonly incarnation: Incarnation
      readonly keepers: readonly Keeper[]
      readonly batches: readonly Batch[]
    }
  /** Settles, and ends an epoch of an owner that is gone. */
  | {
      readonly type: 'end'
      readonly owner: PeerId
      readonly epoch: number
      readonly batches: readonly Batch[]
    }
  | {
      readonly type: 'move'
      readonly account: AccountId
      /** That gives it away. */
      readonly owner: PeerId
      /** Of that owner; 0 when it never had one. */
      readonly epoch: number
      readonly to: PeerId
    }

/** Why a transfer was settled without moving money. */
export type RejectReason =
  /** The vehicle that issued it does not own the account. */
  | 'notOwner'
  /** There is no account to pay or to receive it. */
  | 'noAccount'
  /** The account had less; it cannot happen while every owner checks its own transfers. */
  | 'insufficientFunds'

export type TransferOutcome =
  | 'applied'
  /** It was settled before; nothing was done now. */
  | 'duplicate'
  /** Its operation was settled before under another name: settled now without moving money. */
  | 'repeated'
  /** One before it is missing, so it stays open. */
  | 'gap'
  /** Of an epoch so long ago that nobody knows; nothing was done now. */
  | 'forgotten'
  /** Its epoch ended before it came; nothing was done nor will be under this name. */
  | 'oldEpoch'
  | RejectReason

/** In the order of their numbers on the wire, from 1. */
export const OUTCOMES: readonly TransferOutcome[] = [
  ...(['applied', 'duplicate', 'repeated', 'gap', 'forgotten', 'oldEpoch'] as const),
  ...(['notOwner', 'noAccount', 'insufficientFunds'] as const)
]

export const REFUSED_REASONS = [
  /** It cannot be decoded, or breaks a limit. */
  'malformed',
  /** There is such an account, and another vehicle owns it; or another operation has this id. */
  'exists',
  'noAccount',
  /** Another vehicle owns the account. */
  'notOwner',
  /** The epoch that was named is not the one of the owner. */
  'oldEpoch',
  /** There would be more money than can be counted. */
  'overflow',
  /** There are as many accounts, or owners, as there may be. */
  'full'
] as const

/** Nothing was done. */
export interface RefusedResult {
  readonly type: 'refused'
  readonly reason: (typeof REFUSED_REASONS)[number]
  readonly text: string
}

export type BankResult =
  | {
      readonly type: 'account'
      /** The operation made it. */
      readonly isNew: boolean
      /** As it is now. */
      readonly account: Account
    }
  /** One outcome for each transfer, in their order. */
  | { readonly type: 'settled'; readonly outcomes: readonly TransferOutcome[] }
  | {
      readonly type: 'epoch'
      /** That began, or that ended. */
      readonly epoch: number
      readonly outcomes: readonly TransferOutcome[]
    }
  | RefusedResult

export type BankQuery =
  | { readonly type: 'account' | 'history'; readonly account: AccountId }
  /** Accounts by name, behind `after`. */
  | { readonly type: 'accounts'; readonly after: AccountId; readonly limit: number }
  /** With `recount` all balances are added up, instead of telling the running total. */
  | { readonly type: 'total'; readonly recount: boolean }
  | { readonly type: 'owner'; readonly owner: PeerId }
  | { readonly type: 'outcomes'; readonly operations: readonly string[] }
  /** Entries behind this number; without one the last. */
  | { readonly type: 'log'; readonly after: number | undefined; readonly limit: number }

/** In the order of their numbers on the wire, from 1. */
export const CHANGE_KINDS = ['mint', 'out', 'in', 'owner'] as const

export interface Change {
  readonly kind: (typeof CHANGE_KINDS)[number]
  /** Of the block. */
  readonly height: number
  /** The other account of a transfer, the new owner, or empty for a mint. */
  readonly other: AccountId
  /** 0 for a new owner. */
  readonly amount: Amount
  /** After the change. */
  readonly balance: Amount
  /** The caller's id; empty for a new owner. */
  readonly operation: string
}

/** In the order of their numbers on the wire, from 1. */
export const ENTRY_KINDS = ['open', 'mint', 'transfer', 'rejected', 'move'] as const

/** Something that was done. */
export interface Entry {
  /** From 1 without gaps. */
  readonly number: number
  /** Of the block. */
  readonly height: number
  readonly kind: (typeof ENTRY_KINDS)[number]
  /** Opened, paying or moved; of a mint it receives. */
  readonly account: AccountId
  /** Account that receives; of what is opened or moved the owner; empty for a mint. */
  readonly other: string
  /** 0 for what is opened or moved. */
  readonly amount: Amount
  /** The caller's id; empty for what is opened or moved. */
  readonly operation: string
  /** Why it was rejected, or empty. */
  readonly reason: RejectReason | ''
}

export type BankAnswer =
  | {
      readonly type: 'account'
      readonly account: Account | undefined
      /** Of its owner; 0 when it never had one. */
      readonly epoch: number
    }
  | {
      readonly type: 'accounts'
      readonly accounts: readonly Account[]
      /** For the next question; empty when there is no more. */
      readonly after: AccountId
    }
  | {
      readonly type: 'total'
      readonly minted: Amount
      /** Sum of all balances; equal to what was minted. */
      readonly total: Amount
      readonly accounts: number
    }
  /** The oldest first. */
  | { readonly type: 'history'; readonly changes: readonly Change[] }
  | { readonly type: 'owner'; readonly owner: Owner | undefined }
  /** Those of the operations that are known. */
  | ({ readonly type: 'outcomes' } & Entries)
  /** By number. */
  | ({ readonly type: 'log' } & Entries)

export interface Entries {
  readonly entries: readonly Entry[]
  /** Number of the newest entry that there is; 0 for none. */
  readonly last: number
}

/** What the whole bank adds up to. */
export interface Audit {
  readonly minted: Amount
  /** Kept with every change. */
  readonly total: Amount
  /** Added up now. */
  readonly recounted: Amount
  /** An account with a balance below zero; there must be none. */
  readonly negative: AccountId | undefined
}
