/**
 * The bank that a group of vehicles shares: accounts in whole minor units, fed by the entries of its
 * chain. What owners promise before their transfers stand in the chain is no part of it.
 *
 * Keeps: B1 the sum of all balances is what was minted; B2 no balance is negative; B3 a transfer is
 * applied at most once, and so is an operation as long as the log knows it; B5 the same entries give
 * the same bank.
 * Source: PAXOS-Banking; differs from it in that amounts are checked, transfers are numbered by their
 * owner, and a block takes only what it names.
 */
import { InvalidMessageError } from '../../core/errors.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import { createBooks } from './books.ts'
import { ACCOUNTS_MAX, LOG_MAX, REFUSED_CHARACTERS_MAX } from './limits.ts'
import { applyOperation } from './operations.ts'
import { answerQuery } from './queries.ts'
import { decodeQuery, encodeAnswer } from './query-spec.ts'
import { loadBooks, saveBooks } from './snapshot.ts'
import { decodeOperation, encodeResult } from './spec.ts'
import type { Audit, BankOperation } from './types.ts'

/** The same on all vehicles. */
export interface BankOptions {
  /** Accounts that there may be. */
  readonly accountsMax?: number
  /** Entries kept of the log. */
  readonly entriesMax?: number
}

export interface Bank extends StateMachine {
  /** Adds everything up: B1 holds when all three sums are equal, B2 when no account is negative. */
  audit(): Audit
}

export function createBank({
  accountsMax = ACCOUNTS_MAX,
  entriesMax = LOG_MAX
}: BankOptions = {}): Bank {
  const books = createBooks(entriesMax)
  return {
    get bytes() {
      return books.accounts.bytes + books.owners.bytes + books.log.bytes
    },
    audit: () => books.accounts.audit(),
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
          : applyOperation(books, decoded, height, accountsMax)
      )
    },
    query: (question) => encodeAnswer(answerQuery(books, decodeQuery(question))),
    save: () => saveBooks(books),
    load: (parts) => loadBooks(books, parts),
    digest: books.digest
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
