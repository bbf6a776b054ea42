/**
 * Pending transfers of owners, settled one after the other.
 *
 * Keeps: of one account and epoch transfers are settled in the order of their numbers, each once (B3),
 * and none makes a balance negative (B2). One whose turn has not come stays open, and so does all
 * that follows it; one that cannot be paid is settled as rejected, so that those behind it go on.
 */
import type { Accounts, KeptAccount } from './accounts.ts'
import { HISTORY_MAX, REJECTED_MAX } from './limits.ts'
import type {
  AccountId,
  Change,
  ItemName,
  ItemOutcome,
  ItemStatus,
  RejectReason,
  TransferItem
} from './types.ts'

export function settleItems(
  accounts: Accounts,
  items: readonly TransferItem[],
  height: number
): readonly ItemOutcome[] {
  const stopped = new Set<AccountId>()
  return items.map((item) => {
    const outcome = stopped.has(item.account) ? 'gap' : settle(accounts, item, height)
    if (outcome === 'gap') {
      stopped.add(item.account)
    }
    return outcome
  })
}

function settle(accounts: Accounts, item: TransferItem, height: number): ItemOutcome {
  const from = accounts.get(item.account)
  if (from === undefined) {
    return 'noAccount'
  }
  if (item.epoch < from.epoch) {
    return settleLate(accounts, from, item, height)
  }
  if (item.epoch === from.epoch && item.seq <= from.lastSeq) {
    return 'duplicate'
  }
  if (item.epoch > from.epoch || item.seq > from.lastSeq + 1) {
    return 'gap'
  }
  const settled = { ...from, lastSeq: item.seq }
  const to = accounts.get(item.to)
  if (to === undefined) {
    accounts.set(withRejection(settled, item, 'noAccount', height))
    return 'noAccount'
  }
  if (from.balance < item.amount) {
    accounts.set(withRejection(settled, item, 'insufficientFunds', height))
    return 'insufficientFunds'
  }
  move(accounts, settled, to, item, height)
  return 'applied'
}

/** A transfer of an owner whose epoch has ended. */
function settleLate(
  accounts: Accounts,
  from: KeptAccount,
  item: TransferItem,
  height: number
): ItemOutcome {
  const end = from.ends.find(({ epoch }) => epoch === item.epoch)
  if (end === undefined) {
    return 'forgotten'
  }
  if (item.seq <= end.lastSeq) {
    return 'duplicate'
  }
  // The old owner may offer it again and again: it is noted once.
  if (!from.rejected.some((known) => isSame(known.item, item))) {
    accounts.set(withRejection(from, item, 'oldEpoch', height))
  }
  return 'oldEpoch'
}

function move(
  accounts: Accounts,
  from: KeptAccount,
  to: KeptAccount,
  { amount, operation }: TransferItem,
  height: number
): void {
  const paid = from.balance - amount
  const received = to.balance + amount
  accounts.set(
    withChange(
      { ...from, balance: paid },
      { kind: 'out', height, other: to.account, amount, balance: paid, operation }
    )
  )
  accounts.set(
    withChange(
      { ...to, balance: received },
      { kind: 'in', height, other: from.account, amount, balance: received, operation }
    )
  )
}

export function withChange(account: KeptAccount, change: Change): KeptAccount {
  return { ...account, history: [...account.history.slice(1 - HISTORY_MAX), change] }
}

function withRejection(
  account: KeptAccount,
  item: TransferItem,
  reason: RejectReason,
  height: number
): KeptAccount {
  const rejected = [...account.rejected, { item, reason, height }]
  const dropped = rejected.length > REJECTED_MAX ? rejected.shift() : undefined
  // What came too late for its epoch is told by the end of the epoch as well.
  return dropped === undefined || dropped.reason === 'oldEpoch'
    ? { ...account, rejected }
    : { ...account, rejected, unsureEpoch: dropped.item.epoch, unsureSeq: dropped.item.seq }
}

/** What became of a transfer. */
export function statusOf(account: KeptAccount | undefined, name: ItemName): ItemStatus {
  if (account === undefined || name.epoch > account.epoch) {
    return 'open'
  }
  const epoch = [...account.ends, account].find((known) => known.epoch === name.epoch)
  if (epoch === undefined) {
    return 'forgotten'
  }
  if (name.seq > epoch.lastSeq) {
    return name.epoch === account.epoch ? 'open' : 'oldEpoch'
  }
  const rejection = account.rejected.find(({ item }) => isSame(item, name))
  if (rejection !== undefined) {
    return rejection.reason
  }
  const { unsureEpoch, unsureSeq } = account
  return isAfter(name, { epoch: unsureEpoch, seq: unsureSeq }) ? 'applied' : 'settled'
}

type Turn = Pick<ItemName, 'epoch' | 'seq'>

function isAfter(a: Turn, b: Turn): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.seq > b.seq)
}

function isSame(a: Turn, b: Turn): boolean {
  return a.epoch === b.epoch && a.seq === b.seq
}
