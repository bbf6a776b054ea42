/**
 * Answers to questions about a bank.
 */
import type { Accounts } from './accounts.ts'
import { accountOf } from './operations.ts'
import { statusOf } from './transfers.ts'
import type { Account, BankAnswer, BankQuery } from './types.ts'

export function answerQuery(accounts: Accounts, query: BankQuery): BankAnswer {
  switch (query.type) {
    case 'account': {
      const known = accounts.get(query.account)
      return { type: 'account', account: known === undefined ? undefined : accountOf(known) }
    }
    case 'accounts':
      return page(accounts, query.after, query.limit)
    case 'total': {
      const { minted } = accounts
      const total = query.recount ? accounts.audit().recounted : accounts.total
      return { type: 'total', minted, total, accounts: accounts.size }
    }
    case 'history':
      return { type: 'history', changes: accounts.get(query.account)?.history ?? [] }
    case 'rejected':
      return { type: 'rejected', rejections: accounts.get(query.account)?.rejected ?? [] }
    case 'item':
      return { type: 'item', status: statusOf(accounts.get(query.account), query) }
  }
}

function page(accounts: Accounts, after: string, limit: number): BankAnswer {
  const found: Account[] = []
  for (const [name, account] of accounts.view().entries(after)) {
    if (name === after) {
      continue
    }
    if (found.length === limit) {
      return { type: 'accounts', accounts: found, after: found.at(-1)?.account ?? '' }
    }
    found.push(accountOf(account))
  }
  return { type: 'accounts', accounts: found, after: '' }
}
