/**
 * Pending transfers of owners, settled one after the other.
 *
 * Keeps: of one owner and epoch transfers are settled in the order of their numbers, each once, and an
 * operation moves money once under whatever names it comes (B3); none makes a balance negative (B2).
 * One whose turn has not come stays open; one that cannot be paid is settled as rejected, so that
 * those behind it go on.
 */
import type { PeerId } from '../../core/peer.ts'
import type { Batch, Transfer } from '../../core/transfer.ts'
import type { KeptAccount } from './accounts.ts'
import type { Books } from './books.ts'
import { HISTORY_MAX } from './limits.ts'
import type { Change, Owner, RejectReason, TransferOutcome } from './types.ts'

export function settleBatches(
  books: Books,
  batches: readonly Batch[],
  height: number
): readonly TransferOutcome[] {
  return batches.flatMap((batch) => settleBatch(books, batch, height))
}

function settleBatch(books: Books, batch: Batch, height: number): readonly TransferOutcome[] {
  const owner = books.owners.get(batch.owner)
  let lastSeq = owner?.lastSeq ?? 0
  const outcomes = batch.transfers.map((transfer, i) => {
    const seq = batch.from + i
    const early = settledBefore(owner, batch.epoch, seq, lastSeq)
    if (early !== undefined) {
      return early
    }
    lastSeq = seq
    return settle(books, batch.owner, transfer, height)
  })
  if (owner !== undefined && lastSeq > owner.lastSeq) {
    books.owners.set({ ...owner, lastSeq })
  }
  return outcomes
}

/** Why it is not the turn of a transfer, or undefined when it is. */
function settledBefore(
  owner: Owner | undefined,
  epoch: number,
  seq: number,
  lastSeq: number
): TransferOutcome | undefined {
  if (owner === undefined || epoch > owner.epoch) {
    return 'gap'
  }
  if (epoch === owner.epoch && owner.isOpen) {
    return seq <= lastSeq ? 'duplicate' : seq > lastSeq + 1 ? 'gap' : undefined
  }
  const end = [...owner.ends, owner].find((known) => known.epoch === epoch)
  if (end === undefined) {
    return 'forgotten'
  }
  return seq <= end.lastSeq ? 'duplicate' : 'oldEpoch'
}

function settle(books: Books, owner: PeerId, transfer: Transfer, height: number): TransferOutcome {
  const { accounts, log } = books
  const { account, to, amount, operation } = transfer
  if (log.find(operation) !== undefined) {
    return 'repeated'
  }
  const from = accounts.get(account)
  const receiver = accounts.get(to)
  const reason = rejection(from, receiver, owner, transfer)
  const entry = { height, account, other: to, amount, operation }
  if (reason !== undefined || from === undefined || receiver === undefined) {
    log.add({ ...entry, kind: 'rejected', reason: reason ?? 'noAccount' })
    return reason ?? 'noAccount'
  }
  move(books, from, receiver, transfer, height)
  log.add({ ...entry, kind: 'transfer', reason: '' })
  return 'applied'
}

function rejection(
  from: KeptAccount | undefined,
  to: KeptAccount | undefined,
  owner: PeerId,
  { amount }: Transfer
): RejectReason | undefined {
  if (from === undefined || to === undefined) {
    return 'noAccount'
  }
  if (from.owner !== owner) {
    return 'notOwner'
  }
  return from.balance < amount ? 'insufficientFunds' : undefined
}

function move(
  { accounts }: Books,
  from: KeptAccount,
  to: KeptAccount,
  { amount, operation }: Transfer,
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
