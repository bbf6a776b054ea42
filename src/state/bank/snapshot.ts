/**
 * A bank as a stream of records: what was minted, how much follows and its digest, then each owner, each
 * account and each entry of the log.
 */
import { decodeWith, readNumber } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { cutParts, joinParts } from '../../core/snapshot-parts.ts'
import type { Snapshot } from '../../core/state-machine.ts'
import { accountFault, idFault, ownerFault } from '../../core/transfer.ts'
import type { KeptAccount } from './accounts.ts'
import type { Books } from './books.ts'
import { incarnationFault, keepersFault } from './faults.ts'
import { EPOCHS_MAX, HISTORY_MAX } from './limits.ts'
import { type Kept as KeptMessage, BankSnapshot as RecordCodec } from './messages.ts'
import { rawChange, rawEntry, rawOwner, readChange, readEntry, readOwner } from './query-spec.ts'
import type { Entry, Owner } from './types.ts'

const VERSION = 1
const RECORD_BYTES_MAX: number = 64 * 1024

export function saveBooks({ accounts, owners, log, digest }: Books): Snapshot {
  const copy = accounts.copy()
  const [allOwners, entries] = [owners.all(), log.all()]
  const head = {
    version: VERSION,
    minted: accounts.minted,
    owners: allOwners.length,
    accounts: copy.size,
    entries: entries.length,
    digest: digest()
  }
  function* records(): Generator<Uint8Array, void> {
    yield RecordCodec.encode({ head })
    for (const owner of allOwners) {
      yield RecordCodec.encode({ owner: rawOwner(owner) })
    }
    for (const kept of copy.values()) {
      yield RecordCodec.encode({ kept: { account: kept, history: kept.history.map(rawChange) } })
    }
    for (const entry of entries) {
      yield RecordCodec.encode({ entry: rawEntry(entry) })
    }
  }
  return { parts: () => cutParts(records()) }
}

/** @throws InvalidMessageError when the parts are no whole snapshot; then the books are empty */
export function loadBooks(books: Books, parts: Iterable<Uint8Array>): void {
  books.clear()
  try {
    readRecords(books, joinParts(parts, RECORD_BYTES_MAX))
  } catch (error) {
    books.clear()
    throw error
  }
}

function readRecords(books: Books, records: Iterable<Uint8Array>): void {
  const { accounts, owners, log } = books
  let head: RecordCodec['head']
  for (const bytes of records) {
    const record = decodeWith('bank snapshot', bytes, RecordCodec.decode)
    if (head === undefined) {
      head = record.head
      readNumber('bank snapshot.version', head?.version ?? 0, VERSION, VERSION)
      accounts.mint(head?.minted ?? 0n)
    } else {
      readRecord(books, record)
    }
  }
  if (
    head === undefined ||
    accounts.size !== head.accounts ||
    owners.size !== head.owners ||
    log.size !== head.entries ||
    books.digest() !== head.digest ||
    accounts.total !== accounts.minted
  ) {
    throw new InvalidMessageError('a bank snapshot has other records than its head says')
  }
}

function readRecord({ accounts, owners, log }: Books, record: RecordCodec): void {
  if (record.owner !== undefined) {
    const owner = checkOwner(readOwner(record.owner))
    refuseTwice(owners.get(owner.owner))
    owners.set(owner)
  } else if (record.kept !== undefined) {
    const kept = readKept(record.kept)
    refuseTwice(accounts.get(kept.account))
    accounts.set(kept)
  } else if (record.entry === undefined || !log.restore(checkEntry(readEntry(record.entry)))) {
    throw new InvalidMessageError('the records of a bank snapshot are out of order')
  }
}

function refuseTwice(known: unknown): void {
  if (known !== undefined) {
    throw new InvalidMessageError('a bank snapshot has an account or owner twice')
  }
}

function readKept({ account, history }: KeptMessage): KeptAccount {
  const isSound =
    account !== undefined &&
    accountFault(account.account) === undefined &&
    history.length <= HISTORY_MAX
  if (!isSound) {
    throw new InvalidMessageError('a bank snapshot has an account that breaks a limit')
  }
  return { ...account, history: history.map(readChange) }
}

function checkOwner(owner: Owner): Owner {
  const fault =
    ownerFault(owner.owner) ?? incarnationFault(owner.incarnation) ?? keepersFault(owner.keepers)
  if (fault !== undefined || owner.ends.length > EPOCHS_MAX) {
    throw new InvalidMessageError(`a bank snapshot has an owner that breaks a limit: ${fault}`)
  }
  return owner
}

function checkEntry(entry: Entry): Entry {
  const fault = entry.operation === '' ? undefined : idFault(entry.operation)
  if (fault !== undefined || accountFault(entry.account) !== undefined) {
    throw new InvalidMessageError('a bank snapshot has an entry that breaks a limit')
  }
  return entry
}
