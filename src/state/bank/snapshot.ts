/**
 * A bank as a stream of records: what was minted, how many accounts there are and their digest, then
 * each account.
 */
import { decodeWith, readNumber } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { cutParts, joinParts } from '../../core/snapshot-parts.ts'
import type { Snapshot } from '../../core/state-machine.ts'
import type { Accounts, KeptAccount } from './accounts.ts'
import { accountFault } from './faults.ts'
import { EPOCHS_MAX, HISTORY_MAX, REJECTED_MAX } from './limits.ts'
import { type Kept as KeptMessage, BankSnapshot as RecordCodec } from './messages.ts'
import { rawChange, readChange, readRejection } from './query-spec.ts'

const VERSION = 1
const RECORD_BYTES_MAX: number = 64 * 1024

export function saveAccounts(accounts: Accounts): Snapshot {
  const copy = accounts.copy()
  const { minted } = accounts
  const digest = accounts.digest()
  function* records(): Generator<Uint8Array, void> {
    yield RecordCodec.encode({ head: { version: VERSION, minted, accounts: copy.size, digest } })
    for (const kept of copy.values()) {
      yield RecordCodec.encode({ kept: rawKept(kept) })
    }
  }
  return { parts: () => cutParts(records()) }
}

/** @throws InvalidMessageError when the parts are no whole snapshot; then there are no accounts */
export function loadAccounts(accounts: Accounts, parts: Iterable<Uint8Array>): void {
  accounts.clear()
  try {
    readRecords(accounts, joinParts(parts, RECORD_BYTES_MAX))
  } catch (error) {
    accounts.clear()
    throw error
  }
}

function readRecords(accounts: Accounts, records: Iterable<Uint8Array>): void {
  let head: RecordCodec['head']
  for (const bytes of records) {
    const record = decodeWith('bank snapshot', bytes, RecordCodec.decode)
    if (head === undefined && record.head !== undefined) {
      head = record.head
      readNumber('bank snapshot.version', head.version, VERSION, VERSION)
      accounts.mint(head.minted)
    } else if (head !== undefined && record.kept !== undefined) {
      const kept = readKept(record.kept)
      if (accounts.get(kept.account) !== undefined) {
        throw new InvalidMessageError('a bank snapshot has an account twice')
      }
      accounts.set(kept)
    } else {
      throw new InvalidMessageError('the records of a bank snapshot are out of order')
    }
  }
  if (
    head === undefined ||
    accounts.size !== head.accounts ||
    accounts.digest() !== head.digest ||
    accounts.total !== accounts.minted
  ) {
    throw new InvalidMessageError('a bank snapshot has other accounts than its head says')
  }
}

function rawKept(kept: KeptAccount): KeptMessage {
  const { ends, unsureEpoch, unsureSeq, history, rejected } = kept
  return {
    account: kept,
    ends: [...ends],
    unsureEpoch,
    unsureSeq,
    history: history.map(rawChange),
    rejected: [...rejected]
  }
}

function readKept(raw: KeptMessage): KeptAccount {
  const { account, ends, unsureEpoch, unsureSeq, history, rejected } = raw
  const isBounded =
    ends.length <= EPOCHS_MAX && history.length <= HISTORY_MAX && rejected.length <= REJECTED_MAX
  if (account === undefined || accountFault(account.account) !== undefined || !isBounded) {
    throw new InvalidMessageError('a bank snapshot has an account that breaks a limit')
  }
  return {
    ...account,
    ...{ ends, unsureEpoch, unsureSeq },
    history: history.map(readChange),
    rejected: rejected.map(readRejection)
  }
}
