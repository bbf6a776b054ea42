/**
 * All that a bank keeps: accounts, owners and the log, under one digest.
 */
import { createSetDigest } from '../../core/set-digest.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { createLog, type Log } from './log.ts'
import { createOwners, type Owners } from './owners.ts'

export interface Books {
  readonly accounts: Accounts
  readonly owners: Owners
  readonly log: Log
  digest(): string
  clear(): void
}

export function createBooks(entriesMax?: number): Books {
  const digest = createSetDigest()
  const accounts = createAccounts(digest)
  const owners = createOwners(digest)
  const log = createLog(digest, entriesMax)
  return {
    accounts,
    owners,
    log,
    digest: () => digest.hex(),
    clear() {
      accounts.clear()
      owners.clear()
      log.clear()
      digest.clear()
    }
  }
}
