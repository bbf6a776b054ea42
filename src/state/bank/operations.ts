/**
 * What the operations of the bank do.
 */
import type { PeerId } from '../../core/peer.ts'
import { AMOUNT_MAX } from '../../core/transfer.ts'
import type { KeptAccount } from './accounts.ts'
import type { Books } from './books.ts'
import { EPOCHS_MAX, OWNERS_MAX } from './limits.ts'
import { settleBatches, withChange } from './transfers.ts'
import type { Account, BankOperation, BankResult, Entry, Owner, RefusedResult } from './types.ts'

export function applyOperation(
  books: Books,
  operation: BankOperation,
  height: number,
  accountsMax: number
): BankResult {
  switch (operation.type) {
    case 'open':
      return open(books, operation, height, accountsMax)
    case 'mint':
      return mint(books, operation, height, accountsMax)
    case 'transfers':
      return { type: 'settled', outcomes: settleBatches(books, operation.batches, height) }
    case 'begin':
      return begin(books, operation, height)
    case 'end':
      return end(books, operation, height)
    case 'move':
      return move(books, operation, height)
  }
}

type Operation<T extends BankOperation['type']> = Extract<BankOperation, { readonly type: T }>

/** Opening what is open with the same owner changes nothing, so it can be asked again. */
function open(
  { accounts, log }: Books,
  { account, owner }: Operation<'open'>,
  height: number,
  accountsMax: number
): BankResult {
  const known = accounts.get(account)
  if (known !== undefined) {
    return known.owner === owner
      ? { type: 'account', isNew: false, account: accountOf(known) }
      : refuse('exists', `there is an account ${account}, owned by ${known.owner}`)
  }
  if (accounts.size >= accountsMax) {
    return refuse('full', `there are ${accounts.size} accounts, more are not allowed`)
  }
  const kept = { account, balance: 0n, owner, history: [] }
  accounts.set(kept)
  log.add(ownerEntry('open', height, account, owner))
  return { type: 'account', isNew: true, account: accountOf(kept) }
}

function mint(
  books: Books,
  operation: Operation<'mint'>,
  height: number,
  accountsMax: number
): BankResult {
  const { accounts, log } = books
  const { account, amount, owner } = operation
  const before = log.find(operation.operation)
  const known = accounts.get(account)
  if (before !== undefined) {
    return known !== undefined && isSameMint(before, operation)
      ? { type: 'account', isNew: false, account: accountOf(known) }
      : refuse('exists', `there is another operation ${operation.operation}`)
  }
  if (known === undefined && owner === undefined) {
    return refuse('noAccount', `there is no account ${account}`)
  }
  // All money together can be counted, so no balance ever grows beyond what can.
  if (accounts.minted + amount > AMOUNT_MAX) {
    return refuse('overflow', `${accounts.minted} were minted, at most ${AMOUNT_MAX} can be`)
  }
  if (known === undefined && accounts.size >= accountsMax) {
    return refuse('full', `there are ${accounts.size} accounts, more are not allowed`)
  }
  return mintNow(books, operation, known ?? emptyAccount(account, owner ?? ''), height)
}

function mintNow(
  { accounts, log }: Books,
  { account, amount, operation }: Operation<'mint'>,
  before: KeptAccount,
  height: number
): BankResult {
  const isNew = accounts.get(account) === undefined
  const balance = before.balance + amount
  const change = { kind: 'mint', height, other: '', amount, balance, operation } as const
  const after = withChange({ ...before, balance }, change)
  accounts.mint(amount)
  accounts.set(after)
  log.add({ kind: 'mint', height, account, other: '', amount, operation, reason: '' })
  return { type: 'account', isNew, account: accountOf(after) }
}

function isSameMint(entry: Entry, { account, amount }: Operation<'mint'>): boolean {
  return entry.kind === 'mint' && entry.account === account && entry.amount === amount
}

function begin(
  books: Books,
  { owner, epoch, incarnation, keepers, batches }: Operation<'begin'>,
  height: number
): BankResult {
  const { owners } = books
  const before = owners.get(owner)
  if ((before?.epoch ?? 0) !== epoch) {
    return refuseEpoch(before, epoch)
  }
  if (before === undefined && owners.size >= OWNERS_MAX) {
    return refuse('full', `there are ${owners.size} owners, more are not allowed`)
  }
  const outcomes = settleBatches(books, batches, height)
  const ended = owners.get(owner)
  const ends = ended === undefined ? [] : [...ended.ends.slice(1 - EPOCHS_MAX), endOf(ended)]
  const next = { owner, epoch: epoch + 1, isOpen: true, incarnation, keepers, lastSeq: 0, ends }
  owners.set(next)
  return { type: 'epoch', epoch: next.epoch, outcomes }
}

function end(
  books: Books,
  { owner, epoch, batches }: Operation<'end'>,
  height: number
): BankResult {
  const before = books.owners.get(owner)
  if (before === undefined || before.epoch !== epoch) {
    return refuseEpoch(before, epoch)
  }
  const outcomes = settleBatches(books, batches, height)
  const ended = books.owners.get(owner) ?? before
  books.owners.set({ ...ended, isOpen: false })
  return { type: 'epoch', epoch, outcomes }
}

/** Moving what is moved changes nothing, so it can be asked again. */
function move(
  { accounts, owners, log }: Books,
  { account, owner, epoch, to }: Operation<'move'>,
  height: number
): BankResult {
  const before = accounts.get(account)
  if (before === undefined) {
    return refuse('noAccount', `there is no account ${account}`)
  }
  if (before.owner === to) {
    return { type: 'account', isNew: false, account: accountOf(before) }
  }
  if (before.owner !== owner) {
    return refuse('notOwner', `the account is owned by ${before.owner}`)
  }
  const known = owners.get(owner)
  if ((known?.epoch ?? 0) !== epoch) {
    return refuseEpoch(known, epoch)
  }
  const { balance } = before
  const of = { height, other: to, amount: 0n, operation: '' }
  const after = withChange({ ...before, owner: to }, { ...of, kind: 'owner', balance })
  accounts.set(after)
  log.add(ownerEntry('move', height, account, to))
  return { type: 'account', isNew: false, account: accountOf(after) }
}

/** What others are told of an account. */
export function accountOf({ account, balance, owner }: KeptAccount): Account {
  return { account, balance, owner }
}

function ownerEntry(
  kind: 'open' | 'move',
  height: number,
  account: string,
  owner: PeerId
): Omit<Entry, 'number'> {
  return { kind, height, account, other: owner, amount: 0n, operation: '', reason: '' }
}

function endOf({ epoch, lastSeq }: Owner): Owner['ends'][number] {
  return { epoch, lastSeq }
}

function emptyAccount(account: string, owner: string): KeptAccount {
  return { account, balance: 0n, owner, history: [] }
}

function refuseEpoch(known: Owner | undefined, epoch: number): RefusedResult {
  return refuse('oldEpoch', `the owner is in epoch ${known?.epoch ?? 0}, not in ${epoch}`)
}

function refuse(reason: RefusedResult['reason'], text: string): RefusedResult {
  return { type: 'refused', reason, text }
}
