/**
 * The codec of questions and answers of the bank.
 */
import { decodeWith, readBytes, readNumber } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { accountFault, itemNameFault } from './faults.ts'
import { PAGE_MAX } from './limits.ts'
import {
  BankAnswer as AnswerCodec,
  type Change as ChangeMessage,
  BankQuery as QueryCodec,
  type Rejection as RejectionMessage
} from './messages.ts'
import {
  type BankAnswer,
  type BankQuery,
  CHANGE_KINDS,
  type Change,
  type ItemStatus,
  type Rejection,
  type RejectReason
} from './types.ts'

const QUERY_BYTES_MAX = 512
const ANSWER_BYTES_MAX: number = 1024 * 1024

const REJECT_REASONS: readonly RejectReason[] = ['oldEpoch', 'insufficientFunds', 'noAccount']
const STATUSES: readonly ItemStatus[] = [
  ...(['open', 'applied', 'settled', 'forgotten'] as const),
  ...REJECT_REASONS
]

export function encodeQuery(query: BankQuery): Uint8Array {
  const { type, ...rest } = query
  return QueryCodec.encode({ [type]: rest })
}

/** @throws InvalidMessageError when the bytes are no question, or it is beyond a limit */
export function decodeQuery(bytes: Uint8Array): BankQuery {
  const raw = decodeWith(
    'bank query',
    readBytes('bank query', bytes, QUERY_BYTES_MAX),
    QueryCodec.decode
  )
  if (raw.item !== undefined) {
    check(itemNameFault(raw.item))
    return { type: 'item', ...raw.item }
  }
  if (raw.accounts !== undefined) {
    const { after, limit } = raw.accounts
    check(after === '' ? undefined : accountFault(after))
    return { type: 'accounts', after, limit: readNumber('accounts.limit', limit, 1, PAGE_MAX) }
  }
  if (raw.total !== undefined) {
    return { type: 'total', recount: raw.total.recount }
  }
  for (const type of ['account', 'history', 'rejected'] as const) {
    const named = raw[type]
    if (named !== undefined) {
      check(accountFault(named.account))
      return { type, account: named.account }
    }
  }
  throw new InvalidMessageError('a bank query is of no known type')
}

export function encodeAnswer(answer: BankAnswer): Uint8Array {
  switch (answer.type) {
    case 'account': {
      const { account } = answer
      return AnswerCodec.encode({ account: account === undefined ? {} : { account } })
    }
    case 'accounts':
      return AnswerCodec.encode({
        accounts: { accounts: [...answer.accounts], after: answer.after }
      })
    case 'total':
      return AnswerCodec.encode({ total: answer })
    case 'history':
      return AnswerCodec.encode({ history: { changes: answer.changes.map(rawChange) } })
    case 'rejected':
      return AnswerCodec.encode({ rejected: { rejections: [...answer.rejections] } })
    case 'item':
      return AnswerCodec.encode({ item: { status: answer.status } })
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
    return { type: 'account', account: raw.account.account }
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
  if (raw.rejected !== undefined) {
    return { type: 'rejected', rejections: raw.rejected.rejections.map(readRejection) }
  }
  const status = STATUSES.find((one) => one === raw.item?.status)
  if (status === undefined) {
    throw new InvalidMessageError('a bank answer is of no known type')
  }
  return { type: 'item', status }
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

export function readRejection({ item, reason, height }: RejectionMessage): Rejection {
  const known = REJECT_REASONS.find((one) => one === reason)
  if (item === undefined || known === undefined) {
    throw new InvalidMessageError('a rejection has no item, or no known reason')
  }
  return { item, reason: known, height }
}

function check(fault: string | undefined): void {
  if (fault !== undefined) {
    throw new InvalidMessageError(`a bank query is refused: ${fault}`)
  }
}
