/**
 * The accounts of a bank by name, with what all of them add up to.
 *
 * Keeps: an account is never changed in place, because a snapshot may still see it; the running total,
 * the digest and the estimate of memory follow every change.
 */
import { createSetDigest } from '../../core/set-digest.ts'
import { createSortedMap, type SortedMap } from '../../core/sorted-map.ts'
import { ACCOUNT_OVERHEAD_BYTES, CHANGE_BYTES, REJECTION_BYTES } from './limits.ts'
import type { Account, AccountId, Amount, Audit, Change, Rejection } from './types.ts'

/** An epoch of another owner. */
export interface EpochEnd {
  readonly epoch: number
  /** Last transfer of it that was settled. */
  readonly lastSeq: number
}

/** An account with what is remembered of it. */
export interface KeptAccount extends Account {
  /** The last epochs of other owners, the oldest first. */
  readonly ends: readonly EpochEnd[]
  /** Up to this transfer a rejection may have been forgotten; epoch 0 for none. */
  readonly unsureEpoch: number
  readonly unsureSeq: number
  /** The oldest first. */
  readonly history: readonly Change[]
  /** The oldest first. */
  readonly rejected: readonly Rejection[]
}

export interface Accounts {
  readonly size: number
  /** Estimate of the memory that they take. */
  readonly bytes: number
  /** All that was ever minted. */
  readonly minted: Amount
  /** Sum of all balances, kept with every change. */
  readonly total: Amount
  get(account: AccountId): KeptAccount | undefined
  set(account: KeptAccount): void
  /** `amount` more was minted; the account that receives it is set besides. */
  mint(amount: Amount): void
  /** The map as it is now; whoever asks must not change it. */
  view(): SortedMap<KeptAccount>
  /** A copy that stays as it is. */
  copy(): SortedMap<KeptAccount>
  audit(): Audit
  digest(): string
  clear(): void
}

/** Members of the digest. */
const ACCOUNT = 0
const CHANGE = 1
const REJECTION = 2

export function createAccounts(): Accounts {
  const accounts = createSortedMap<KeptAccount>()
  const digest = createSetDigest()
  let bytes = 0
  let minted = 0n
  let total = 0n

  const hashAccount = (kept: KeptAccount): void => {
    digest.begin(ACCOUNT)
    digest.text(kept.account)
    digest.text(String(kept.balance))
    digest.text(kept.owner)
    digest.number(kept.ends.length)
    for (const { epoch, lastSeq } of [...kept.ends, kept]) {
      digest.number(epoch)
      digest.number(lastSeq)
    }
    digest.number(kept.unsureEpoch)
    digest.number(kept.unsureSeq)
  }
  const hashChange = (account: AccountId, change: Change): void => {
    digest.begin(CHANGE)
    digest.text(account)
    digest.text(change.kind)
    digest.number(change.height)
    digest.text(change.other)
    digest.text(`${change.amount} ${change.balance}`)
    digest.text(change.operation)
  }
  const hashRejection = ({ item, reason, height }: Rejection): void => {
    digest.begin(REJECTION)
    digest.text(item.account)
    digest.number(item.epoch)
    digest.number(item.seq)
    digest.text(item.to)
    digest.text(String(item.amount))
    digest.text(item.operation)
    digest.text(reason)
    digest.number(height)
  }
  /** Adds or removes the changes and rejections of `kept` that are not in `than`. */
  const noteNew = (kept: KeptAccount, than: KeptAccount | undefined, apply: () => void): void => {
    for (const change of kept.history) {
      if (than?.history.includes(change) !== true) {
        hashChange(kept.account, change)
        apply()
      }
    }
    for (const rejection of kept.rejected) {
      if (than?.rejected.includes(rejection) !== true) {
        hashRejection(rejection)
        apply()
      }
    }
  }

  return {
    get size() {
      return accounts.size
    },
    get bytes() {
      return bytes
    },
    get minted() {
      return minted
    },
    get total() {
      return total
    },
    get: (account) => accounts.get(account),
    set(after) {
      const before = accounts.get(after.account)
      if (before !== undefined) {
        hashAccount(before)
        digest.remove()
        noteNew(before, after, digest.remove)
        bytes -= bytesOf(before)
        total -= before.balance
      }
      accounts.set(after.account, after)
      hashAccount(after)
      digest.add()
      noteNew(after, before, digest.add)
      bytes += bytesOf(after)
      total += after.balance
    },
    mint(amount) {
      minted += amount
    },
    view: () => accounts,
    copy: () => accounts.clone(),
    audit() {
      let recounted = 0n
      let negative: AccountId | undefined
      for (const { account, balance } of accounts.values()) {
        recounted += balance
        negative ??= balance < 0n ? account : undefined
      }
      return { minted, total, recounted, negative }
    },
    digest: () => digest.hex(),
    clear() {
      accounts.clear()
      digest.clear()
      bytes = 0
      minted = 0n
      total = 0n
    }
  }
}

function bytesOf({ account, history, rejected }: KeptAccount): number {
  const lists = history.length * CHANGE_BYTES + rejected.length * REJECTION_BYTES
  return ACCOUNT_OVERHEAD_BYTES + 2 * account.length + lists
}
