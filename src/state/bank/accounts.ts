/**
 * The accounts of a bank by name, with what all of them add up to.
 *
 * Keeps: an account is never changed in place, because a snapshot may still see it; the running total,
 * the digest and the estimate of memory follow every change.
 */
import type { SetDigest } from '../../core/set-digest.ts'
import { createSortedMap, type SortedMap } from '../../core/sorted-map.ts'
import type { AccountId, Amount } from '../../core/transfer.ts'
import { ACCOUNT_OVERHEAD_BYTES, CHANGE_BYTES } from './limits.ts'
import type { Account, Audit, Change } from './types.ts'

/** An account with what is remembered of it. */
export interface KeptAccount extends Account {
  /** The oldest first. */
  readonly history: readonly Change[]
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
  clear(): void
}

/** Members of the digest; `owners.ts` and `log.ts` have others. */
const ACCOUNT = 0
const CHANGE = 1

export function createAccounts(digest: SetDigest): Accounts {
  const accounts = createSortedMap<KeptAccount>()
  let bytes = 0
  let minted = 0n
  let total = 0n

  const hashAccount = ({ account, balance, owner }: KeptAccount): void => {
    digest.begin(ACCOUNT)
    digest.text(account)
    digest.text(String(balance))
    digest.text(owner)
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
  /** Adds or removes the changes of `kept` that are not in `than`. */
  const noteNew = (kept: KeptAccount, than: KeptAccount | undefined, apply: () => void): void => {
    for (const change of kept.history) {
      if (than?.history.includes(change) !== true) {
        hashChange(kept.account, change)
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
    clear() {
      accounts.clear()
      bytes = 0
      minted = 0n
      total = 0n
    }
  }
}

function bytesOf({ account, history }: KeptAccount): number {
  return ACCOUNT_OVERHEAD_BYTES + 2 * account.length + history.length * CHANGE_BYTES
}
