/**
 * What the bank speaks: operations, results, questions and answers. Amounts are whole minor units.
 */
import type { PeerId } from '../../core/peer.ts'

/** Name of an account: 1 to 64 characters, none of them a space or a control character. */
export type AccountId = string

/** Whole minor units, such as cents. */
export type Amount = bigint

export interface Account {
  readonly account: AccountId
  readonly balance: Amount
  /** The only vehicle that issues transfers from it. */
  readonly owner: PeerId
  /** Of the owner, from 1; grows with every change of owner. */
  readonly epoch: number
  /** Last transfer of this epoch that is settled; 0 for none. The next is lastSeq + 1. */
  readonly lastSeq: number
}

/** The name of a transfer for ever. */
export interface ItemName {
  readonly account: AccountId
  /** Of the owner that issued it. */
  readonly epoch: number
  /** Number in this epoch of the account, from 1 without gaps. */
  readonly seq: number
}

export interface TransferItem extends ItemName {
  readonly to: AccountId
  readonly amount: Amount
  /** The caller's id. */
  readonly operation: string
}

export type BankOperation =
  | { readonly type: 'open'; readonly account: AccountId; readonly owner: PeerId }
  | {
      readonly type: 'mint'
      readonly account: AccountId
      readonly amount: Amount
      /** Opens an account that is not there; undefined to refuse then. */
      readonly owner: PeerId | undefined
    }
  | {
      readonly type: 'changeOwner'
      readonly account: AccountId
      readonly owner: PeerId
      /** Epoch of the owner that ends, so that one change is made once. */
      readonly epoch: number
    }
  /** Applied in this order, each for itself. */
  | { readonly type: 'transfers'; readonly items: readonly TransferItem[] }

/** Why a transfer was settled without moving money. */
export type RejectReason =
  /** Its owner's epoch had ended, and it had not been applied before. */
  | 'oldEpoch'
  /** The account had less; it cannot happen while every owner checks its own transfers. */
  | 'insufficientFunds'
  /** There is no account to receive it; or none to pay it, and then nothing is kept of it. */
  | 'noAccount'

export type ItemOutcome =
  | 'applied'
  /** It was settled before; nothing was done now. */
  | 'duplicate'
  /** One before it is missing, so it stays open; so do all later ones of its account. */
  | 'gap'
  /** Of an epoch so long ago that nobody knows; nothing was done now. */
  | 'forgotten'
  | RejectReason

/** In the order of their numbers on the wire, from 1. */
export const ITEM_OUTCOMES: readonly ItemOutcome[] = [
  ...(['applied', 'duplicate', 'gap', 'forgotten'] as const),
  ...(['oldEpoch', 'insufficientFunds', 'noAccount'] as const)
]

export const REFUSED_REASONS = [
  /** It cannot be decoded, or breaks a limit. */
  'malformed',
  /** There is such an account, and another vehicle owns it. */
  'exists',
  'noAccount',
  /** The epoch that was to end is not the one of the account. */
  'oldEpoch',
  /** There would be more money than can be counted. */
  'overflow',
  /** There are as many accounts as there may be. */
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
  | {
      readonly type: 'transfers'
      /** One for each item, in their order. */
      readonly outcomes: readonly ItemOutcome[]
    }
  | RefusedResult

export type BankQuery =
  | { readonly type: 'account' | 'history' | 'rejected'; readonly account: AccountId }
  /** Accounts by name, behind `after`. */
  | { readonly type: 'accounts'; readonly after: AccountId; readonly limit: number }
  /** With `recount` all balances are added up, instead of telling the running total. */
  | { readonly type: 'total'; readonly recount: boolean }
  | ({ readonly type: 'item' } & ItemName)

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
  /** The caller's id of a transfer. */
  readonly operation: string
}

export interface Rejection {
  readonly item: TransferItem
  readonly reason: RejectReason
  /** Of the block. */
  readonly height: number
}

/**
 * `open`: not settled yet. `settled`: applied or rejected, it is not known any more which.
 * `forgotten`: of an epoch so long ago that nobody knows.
 */
export type ItemStatus = 'open' | 'applied' | 'settled' | 'forgotten' | RejectReason

export type BankAnswer =
  | { readonly type: 'account'; readonly account: Account | undefined }
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
  /** The oldest first. */
  | { readonly type: 'rejected'; readonly rejections: readonly Rejection[] }
  | { readonly type: 'item'; readonly status: ItemStatus }

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
