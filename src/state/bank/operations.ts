/**
 * What the operations of the bank do.
 */
import type { Accounts, KeptAccount } from './accounts.ts'
import { ACCOUNTS_MAX, AMOUNT_MAX, EPOCHS_MAX } from './limits.ts'
import { settleItems, withChange } from './transfers.ts'
import type { Account, BankOperation, BankResult, RefusedResult } from './types.ts'

export function applyOperation(
  accounts: Accounts,
  operation: BankOperation,
  height: number,
  accountsMax: number = ACCOUNTS_MAX
): BankResult {
  switch (operation.type) {
    case 'open':
      return open(accounts, operation, accountsMax)
    case 'mint':
      return mint(accounts, operation, height, accountsMax)
    case 'changeOwner':
      return changeOwner(accounts, operation, height)
    case 'transfers':
      return { type: 'transfers', outcomes: settleItems(accounts, operation.items, height) }
  }
}

type Operation<T extends BankOperation['type']> = Extract<BankOperation, { readonly type: T }>

/** Opening what is open with the same owner changes nothing, so it can be asked again. */
function open(
  accounts: Accounts,
  { account, owner }: Operation<'open'>,
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
  const kept = emptyAccount(account, owner)
  accounts.set(kept)
  return { type: 'account', isNew: true, account: accountOf(kept) }
}

function mint(
  accounts: Accounts,
  { account, amount, owner }: Operation<'mint'>,
  height: number,
  accountsMax: number
): BankResult {
  const known = accounts.get(account)
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
  const before = known ?? emptyAccount(account, owner ?? '')
  const balance = before.balance + amount
  const change = { kind: 'mint', height, other: '', amount, balance, operation: '' } as const
  const after = withChange({ ...before, balance }, change)
  accounts.mint(amount)
  accounts.set(after)
  return { type: 'account', isNew: known === undefined, account: accountOf(after) }
}

function changeOwner(
  accounts: Accounts,
  { account, owner, epoch }: Operation<'changeOwner'>,
  height: number
): BankResult {
  const before = accounts.get(account)
  if (before === undefined) {
    return refuse('noAccount', `there is no account ${account}`)
  }
  if (before.epoch !== epoch) {
    return refuse('oldEpoch', `the account is in epoch ${before.epoch}, not in ${epoch}`)
  }
  const end = { epoch, lastSeq: before.lastSeq }
  const { balance } = before
  const change = {
    kind: 'owner',
    height,
    other: owner,
    amount: 0n,
    balance,
    operation: ''
  } as const
  const after = withChange(
    {
      ...before,
      owner,
      epoch: epoch + 1,
      lastSeq: 0,
      ends: [...before.ends.slice(1 - EPOCHS_MAX), end]
    },
    change
  )
  accounts.set(after)
  return { type: 'account', isNew: false, account: accountOf(after) }
}

/** What others are told of an account. */
export function accountOf({ account, balance, owner, epoch, lastSeq }: KeptAccount): Account {
  return { account, balance, owner, epoch, lastSeq }
}

function emptyAccount(account: string, owner: string): KeptAccount {
  return {
    ...{ account, balance: 0n, owner, epoch: 1, lastSeq: 0 },
    ...{ ends: [], unsureEpoch: 0, unsureSeq: 0, history: [], rejected: [] }
  }
}

function refuse(reason: RefusedResult['reason'], text: string): RefusedResult {
  return { type: 'refused', reason, text }
}
