/**
 * The bank of a group as a host program sees it.
 *
 * Amounts are whole minor units, such as cents. Every method may be called at any vehicle. Errors are
 * those of node/api.ts; an OutcomeUnknownError carries the operation id with which the same call, at
 * any vehicle, learns what became of it and does nothing twice.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Level } from '../../vehicle/requests.ts'
import type { CallOptions } from '../calls.ts'

/** A whole amount, also as a number or as decimal digits. */
export type AmountInput = bigint | number | string

export interface BankCallOptions extends CallOptions {
  /** How long to try, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number | undefined
}

export interface BankWriteOptions extends BankCallOptions {
  /** The caller's id, 1 to 128 characters: the same again does nothing twice. Default: a new one. */
  readonly operation?: string | undefined
}

export interface BankOpenOptions extends BankCallOptions {
  /** Member that issues transfers from the account; default: this vehicle. */
  readonly owner?: string | undefined
}

export interface BankMintOptions extends BankWriteOptions {
  /** Opens the account with this owner when it is not there. */
  readonly owner?: string | undefined
}

export interface BankTransferOptions extends BankWriteOptions {
  /**
   * When to answer. `local`: the owner has it on disk. `backed`: a majority of those who keep copies
   * has, too. `committed`: it is in the log. Default: `local`.
   */
  readonly level?: Level | undefined
}

export interface BankMoveOptions extends BankCallOptions {
  /** The next owner; default: this vehicle. */
  readonly to?: string | undefined
  /** See docs/protocols/bank.md: what an owner that is gone alone had on disk may be lost. */
  readonly force?: 'ownerGone' | 'keepersGone' | undefined
}

export interface BankPageOptions extends BankCallOptions {
  /** At most so many, 1 to 1,000. Default 100. */
  readonly limit?: number | undefined
}

export interface BankAccount {
  readonly account: string
  /** In the log; transfers that are pending have not changed it yet. */
  readonly balance: bigint
  readonly owner: PeerId
  readonly ownerName: string
}

/** An account, and the block after which it is so. */
export interface BankAccountAt extends BankAccount {
  readonly chain: ChainId
  readonly height: number
}

export interface BankMinted extends BankAccountAt {
  readonly operation: string
}

export interface BankTransferred {
  readonly chain: ChainId
  readonly operation: string
  /** Reached; the one that was asked for, or a safer one. */
  readonly level: Level
  readonly owner: PeerId
  readonly epoch: number
  readonly seq: number | undefined
  /** Block that settled it; undefined below `committed`. */
  readonly height: number | undefined
}

export interface BankChange {
  readonly kind: 'mint' | 'out' | 'in' | 'owner'
  readonly height: number
  /** The other account, the new owner, or empty for money that was made. */
  readonly other: string
  readonly amount: bigint
  /** After the change. */
  readonly balance: bigint
  readonly operation: string
}

export interface BankEntry {
  /** From 1 without gaps. */
  readonly number: number
  readonly height: number
  readonly kind: 'open' | 'mint' | 'transfer' | 'rejected' | 'move'
  readonly account: string
  /** Account that receives; of what is opened or moved the owner; empty for money that was made. */
  readonly other: string
  readonly amount: bigint
  readonly operation: string
  /** Why it was rejected, or empty. */
  readonly reason: string
}

export interface BankTotal {
  readonly minted: bigint
  /** Sum of all balances; equal to what was minted. */
  readonly total: bigint
  readonly isConserved: boolean
  readonly accounts: number
  readonly height: number
}

export interface Bank {
  readonly chain: ChainId
  /** Opens an account; the same again changes nothing. */
  open(account: string, options?: BankOpenOptions): Promise<BankAccountAt>
  /** Makes money, by an entry of the log. */
  mint(account: string, amount: AmountInput, options?: BankMintOptions): Promise<BankMinted>
  transfer(
    from: string,
    to: string,
    amount: AmountInput,
    options?: BankTransferOptions
  ): Promise<BankTransferred>
  /** What the log says of an account, linearizably; undefined when there is none. */
  account(account: string, options?: BankCallOptions): Promise<BankAccountAt | undefined>
  /** Accounts by name, behind `after`. */
  accounts(
    options?: BankPageOptions & { readonly after?: string | undefined }
  ): Promise<{ readonly accounts: readonly BankAccount[]; readonly after: string | undefined }>
  /** The last changes of an account, the oldest first. */
  history(account: string, options?: BankCallOptions): Promise<readonly BankChange[]>
  /** What was done, in order: behind the entry `after`, or the last entries. */
  log(
    options?: BankPageOptions & { readonly after?: number | undefined }
  ): Promise<{ readonly entries: readonly BankEntry[]; readonly last: number }>
  /** All money, added up now. */
  total(options?: BankCallOptions): Promise<BankTotal>
  /**
   * Gives an account to another owner.
   *
   * @throws InvalidInputError when that one is known to be no member of the group
   */
  move(
    account: string,
    options?: BankMoveOptions
  ): Promise<{ readonly account: string; readonly owner: PeerId; readonly ownerName: string }>
  /** Puts everything that this vehicle has issued into the log. Returns how many transfers. */
  flush(options?: BankCallOptions): Promise<number>
}
