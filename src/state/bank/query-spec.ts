/**
 * The codec of questions and answers of the bank.
 */
import { fromHex, toHex } from '../../core/bytes.ts'
import { decodeWith, readBytes } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { queryFault } from './faults.ts'
import {
  BankAnswer as AnswerCodec,
  type Change as ChangeMessage,
  type Entry as EntryMessage,
  type Owner as OwnerMessage,
  BankQuery as QueryCodec
} from './messages.ts'
import { rawKeeper, readKeeper } from './spec.ts'
import {
  type BankAnswer,
  type BankQuery,
  CHANGE_KINDS,
  type Change,
  ENTRY_KINDS,
  type Entry,
  type Owner,
  type RejectReason
} from './types.ts'

/** 1,024 ids of 128 wide characters. */
const QUERY_BYTES_MAX: number = 512 * 1024
const ANSWER_BYTES_MAX: number = 1024 * 1024

const REASONS: readonly (RejectReason | '')[] = ['', 'notOwner', 'noAccount', 'insufficientFunds']

export function encodeQuery(query: BankQuery): Uint8Array {
  switch (query.type) {
    case 'outcomes':
      return QueryCodec.encode({ outcomes: { operations: [...query.operations] } })
    case 'log': {
      const { after, limit } = query
      return QueryCodec.encode({ log: after === undefined ? { limit } : { after, limit } })
    }
    default: {
      const { type, ...rest } = query
      return QueryCodec.encode({ [type]: rest })
    }
  }
}

/** @throws InvalidMessageError when the bytes are no question, or it is beyond a limit */
export function decodeQuery(bytes: Uint8Array): BankQuery {
  const raw = decodeWith(
    'bank query',
    readBytes('bank query', bytes, QUERY_BYTES_MAX),
    QueryCodec.decode
  )
  const query = readQuery(raw)
  const fault = query === undefined ? 'it is of no known type' : queryFault(query)
  if (query === undefined || fault !== undefined) {
    throw new InvalidMessageError(`a bank query is refused: ${fault}`)
  }
  return query
}

function readQuery(raw: QueryCodec): BankQuery | undefined {
  if (raw.account !== undefined) {
    return { type: 'account', account: raw.account.account }
  }
  if (raw.history !== undefined) {
    return { type: 'history', account: raw.history.account }
  }
  if (raw.accounts !== undefined) {
    return { type: 'accounts', ...raw.accounts }
  }
  if (raw.total !== undefined) {
    return { type: 'total', ...raw.total }
  }
  if (raw.owner !== undefined) {
    return { type: 'owner', ...raw.owner }
  }
  if (raw.outcomes !== undefined) {
    return { type: 'outcomes', ...raw.outcomes }
  }
  return raw.log === undefined
    ? undefined
    : { type: 'log', after: raw.log.after, limit: raw.log.limit }
}

export function encodeAnswer(answer: BankAnswer): Uint8Array {
  switch (answer.type) {
    case 'account': {
      const { account, epoch } = answer
      return AnswerCodec.encode({ account: account === undefined ? { epoch } : { account, epoch } })
    }
    case 'accounts':
      return AnswerCodec.encode({
        accounts: { accounts: [...answer.accounts], after: answer.after }
      })
    case 'total':
      return AnswerCodec.encode({ total: answer })
    case 'history':
      return AnswerCodec.encode({ history: { changes: answer.changes.map(rawChange) } })
    case 'owner': {
      const { owner } = answer
      return AnswerCodec.encode({ owner: owner === undefined ? {} : { owner: rawOwner(owner) } })
    }
    case 'outcomes':
    case 'log': {
      const entries = { entries: answer.entries.map(rawEntry), last: answer.last }
      return AnswerCodec.encode({ [answer.type]: entries })
    }
  }
}

/** @throws InvalidMessageError when the bytes are no answer */
export function decodeAnswer(bytes: Uint8Array): BankAnswer {
  const raw = decodeWith(
    'bank answer',
    readBytes('bank answer', bytes, ANSWER_BYTES_MAX),
    AnswerCodec.decode
  )
  if (raw.account !== undefined) {
    return { type: 'account', account: raw.account.account, epoch: raw.account.epoch }
  }
  if (raw.accounts !== undefined) {
    return { type: 'accounts', ...raw.accounts }
  }
  if (raw.total !== undefined) {
    return { type: 'total', ...raw.total }
  }
  if (raw.history !== undefined) {
    return { type: 'history', changes: raw.history.changes.map(readChange) }
  }
  if (raw.owner !== undefined) {
    const { owner } = raw.owner
    return { type: 'owner', owner: owner === undefined ? undefined : readOwner(owner) }
  }
  for (const type of ['outcomes', 'log'] as const) {
    const some = raw[type]
    if (some !== undefined) {
      return { type, entries: some.entries.map(readEntry), last: some.last }
    }
  }
  throw new InvalidMessageError('a bank answer is of no known type')
}

export function rawChange(change: Change): ChangeMessage {
  return { ...change, kind: CHANGE_KINDS.indexOf(change.kind) + 1 }
}

export function readChange(raw: ChangeMessage): Change {
  const kind = CHANGE_KINDS[raw.kind - 1]
  if (kind === undefined) {
    throw new InvalidMessageError(`a change of an account is of kind ${raw.kind}`)
  }
  return { ...raw, kind }
}

export function rawOwner(owner: Owner): OwnerMessage {
  return {
    ...owner,
    incarnation: fromHex(owner.incarnation),
    keepers: owner.keepers.map(rawKeeper),
    ends: [...owner.ends]
  }
}

export function readOwner(raw: OwnerMessage): Owner {
  const keepers = raw.keepers.map(readKeeper)
  return { ...raw, incarnation: toHex(raw.incarnation), keepers }
}

export function rawEntry(entry: Entry): EntryMessage {
  return { ...entry, kind: ENTRY_KINDS.indexOf(entry.kind) + 1 }
}

export function readEntry(raw: EntryMessage): Entry {
  const kind = ENTRY_KINDS[raw.kind - 1]
  const reason = REASONS.find((one) => one === raw.reason)
  if (kind === undefined || reason === undefined) {
    throw new InvalidMessageError(
      `an entry is of kind ${raw.kind}, or rejected for no known reason`
    )
  }
  return { ...raw, kind, reason }
}
