/**
 * The bank that a group of vehicles shares: accounts in whole minor units, fed by the entries of its
 * chain. What owners promise before their transfers stand in the chain is no part of it.
 *
 * Keeps: B1 the sum of all balances is what was minted; B2 no balance is negative; B3 a transfer is
 * applied at most once; B5 the same entries give the same bank.
 * Source: PAXOS-Banking; differs from it in that amounts are checked, transfers are numbered by their
 * owner, and a block takes only what it names.
 */
import { InvalidMessageError } from '../../core/errors.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import { createAccounts } from './accounts.ts'
import { ACCOUNTS_MAX, REFUSED_CHARACTERS_MAX } from './limits.ts'
import { accountOf, applyOperation } from './operations.ts'
import { answerQuery } from './queries.ts'
import { decodeQuery, encodeAnswer } from './query-spec.ts'
import { loadAccounts, saveAccounts } from './snapshot.ts'
import { decodeOperation, encodeResult } from './spec.ts'
import { statusOf } from './transfers.ts'
import type { Account, AccountId, Audit, BankOperation, ItemName, ItemStatus } from './types.ts'

export interface BankOptions {
  /** Accounts that there may be. The same on all vehicles. */
  readonly accountsMax?: number
}

export interface Bank extends StateMachine {
  account(account: AccountId): Account | undefined
  /** What became of a transfer. */
  status(item: ItemName): ItemStatus
  /** Adds everything up: B1 holds when all three sums are equal, B2 when no account is negative. */
  audit(): Audit
}

export function createBank({ accountsMax = ACCOUNTS_MAX }: BankOptions = {}): Bank {
  const accounts = createAccounts()
  return {
    get bytes() {
      return accounts.bytes
    },
    account(account) {
      const known = accounts.get(account)
      return known === undefined ? undefined : accountOf(known)
    },
    status: (item) => statusOf(accounts.get(item.account), item),
    audit: () => accounts.audit(),
    fault(operation) {
      const decoded = tryDecode(operation)
      return typeof decoded === 'string' ? decoded : undefined
    },
    apply(operation, { height }) {
      const decoded = tryDecode(operation)
      return encodeResult(
        typeof decoded === 'string'
          ? {
              type: 'refused',
              reason: 'malformed',
              text: decoded.slice(0, REFUSED_CHARACTERS_MAX)
            }
          : applyOperation(accounts, decoded, height, accountsMax)
      )
    },
    query: (question) => encodeAnswer(answerQuery(accounts, decodeQuery(question))),
    save: () => saveAccounts(accounts),
    load: (parts) => loadAccounts(accounts, parts),
    digest: () => accounts.digest()
  }
}

/** The operation, or why the bytes are none. */
function tryDecode(bytes: Uint8Array): BankOperation | string {
  try {
    return decodeOperation(bytes)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}
