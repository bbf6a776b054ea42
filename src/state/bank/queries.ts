/**
 * Answers to questions about a bank.
 */
import type { Books } from './books.ts'
import { accountOf } from './operations.ts'
import type { Account, BankAnswer, BankQuery } from './types.ts'

export function answerQuery(books: Books, query: BankQuery): BankAnswer {
  const { accounts, owners, log } = books
  switch (query.type) {
    case 'account': {
      const known = accounts.get(query.account)
      const epoch = owners.get(known?.owner ?? '')?.epoch ?? 0
      return { type: 'account', account: known === undefined ? undefined : accountOf(known), epoch }
    }
    case 'accounts':
      return page(books, query.after, query.limit)
    case 'total': {
      const { minted } = accounts
      const total = query.recount ? accounts.audit().recounted : accounts.total
      return { type: 'total', minted, total, accounts: accounts.size }
    }
    case 'history':
      return { type: 'history', changes: accounts.get(query.account)?.history ?? [] }
    case 'owner':
      return { type: 'owner', owner: owners.get(query.owner) }
    case 'outcomes': {
      const entries = query.operations.flatMap((operation) => log.find(operation) ?? [])
      return { type: 'outcomes', entries, last: log.last }
    }
    case 'log':
      return { type: 'log', entries: log.page(query.after, query.limit), last: log.last }
  }
}

function page({ accounts }: Books, after: string, limit: number): BankAnswer {
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
