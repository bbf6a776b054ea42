/**
 * The shapes of what the routes of banks take and give. Amounts are decimal digits, because JSON numbers
 * lose the last of them.
 */
import { Type } from 'typebox'
import { OPERATION_CHARACTERS_MAX } from '../core/limits.ts'
import { ACCOUNT_CHARACTERS_MAX } from '../core/transfer.ts'
import { PAGE_MAX } from '../state/bank/index.ts'
import { DeadlineMs, Name, strict } from './schemas.ts'

const Amount = Type.String({ pattern: '^[0-9]{1,19}$' })
const Account = Type.String({ minLength: 1, maxLength: ACCOUNT_CHARACTERS_MAX })
const Operation = Type.Optional(Type.String({ minLength: 1, maxLength: OPERATION_CHARACTERS_MAX }))
const Level = Type.Union([Type.Literal('local'), Type.Literal('backed'), Type.Literal('committed')])
const Force = Type.Union([Type.Literal('ownerGone'), Type.Literal('keepersGone')])
const timeout = { timeoutMs: Type.Optional(DeadlineMs) }
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX }))

export const OpenAccountBody = strict({
  account: Account,
  owner: Type.Optional(Name),
  ...timeout
})
export const MintBody = strict({
  account: Account,
  amount: Amount,
  owner: Type.Optional(Name),
  operation: Operation,
  ...timeout
})
export const TransferBody = strict({
  from: Account,
  to: Account,
  amount: Amount,
  level: Type.Optional(Level),
  operation: Operation,
  ...timeout
})
export const MoveBody = strict({
  account: Account,
  to: Type.Optional(Name),
  force: Type.Optional(Force),
  ...timeout
})
export const FlushBody = strict(timeout)
export const AccountQuery = strict({ account: Account, ...timeout })
export const AccountsQuery = strict({ after: Type.Optional(Account), limit, ...timeout })
export const LogQuery = strict({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  limit,
  ...timeout
})
export const TotalQuery = strict(timeout)

const account = {
  account: Type.String(),
  balance: Type.String(),
  owner: Type.String(),
  ownerName: Type.String()
}
const at = { chain: Type.String(), height: Type.Integer() }
export const AccountBody = Type.Object({ ...account, ...at })
export const MintedBody = Type.Object({ ...account, ...at, operation: Type.String() })
export const AccountsBody = Type.Object({
  accounts: Type.Array(Type.Object(account)),
  after: Type.Optional(Type.String())
})
export const TransferredBody = Type.Object({
  chain: Type.String(),
  operation: Type.String(),
  level: Level,
  owner: Type.String(),
  epoch: Type.Integer(),
  seq: Type.Optional(Type.Integer()),
  height: Type.Optional(Type.Integer())
})

const change = {
  kind: Type.String(),
  height: Type.Integer(),
  other: Type.String(),
  amount: Type.String(),
  operation: Type.String()
}
export const HistoryBody = Type.Object({
  changes: Type.Array(Type.Object({ ...change, balance: Type.String() }))
})
export const LogBody = Type.Object({
  entries: Type.Array(
    Type.Object({
      ...change,
      number: Type.Integer(),
      account: Type.String(),
      reason: Type.String()
    })
  ),
  last: Type.Integer()
})
export const TotalBody = Type.Object({
  minted: Type.String(),
  total: Type.String(),
  isConserved: Type.Boolean(),
  accounts: Type.Integer(),
  height: Type.Integer()
})
export const MovedBody = Type.Object({
  account: Type.String(),
  owner: Type.String(),
  ownerName: Type.String()
})
export const FlushedBody = Type.Object({ settled: Type.Integer() })
