/**
 * The banks of groups. Amounts are decimal digits, because JSON numbers lose the last of them.
 */
import { Type } from 'typebox'
import { ACCOUNT_CHARACTERS_MAX } from '../../core/transfer.ts'
import { PAGE_MAX } from '../../state/bank/index.ts'
import { GroupParams } from './groups.ts'
import { operation } from './operation.ts'
import { Name, OperationId, strict, timeout } from './shapes.ts'

const Amount = Type.String({ pattern: '^[0-9]{1,19}$' })
const Account = Type.String({ minLength: 1, maxLength: ACCOUNT_CHARACTERS_MAX })
const Level = Type.Enum(['local', 'backed', 'committed'])
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX }))
const AccountQuery = strict({ account: Account, ...timeout })

const account = {
  account: Type.String(),
  balance: Type.String(),
  owner: Type.String(),
  ownerName: Type.String()
}
const at = { chain: Type.String(), height: Type.Integer() }
export const AccountBody = Type.Object({ ...account, ...at })
export const MintedBody = Type.Object({ ...account, ...at, operation: Type.String() })
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
  height: Type.Integer(),
  other: Type.String(),
  amount: Type.String(),
  operation: Type.String()
}
const LogEntry = Type.Object({
  ...change,
  kind: Type.Enum(['open', 'mint', 'transfer', 'rejected', 'move']),
  number: Type.Integer(),
  account: Type.String(),
  reason: Type.String()
})

const post = { method: 'POST', tag: 'bank', params: GroupParams } as const
const get = { method: 'GET', tag: 'bank', params: GroupParams } as const

export const BANK_OPERATIONS = {
  bankOpen: operation({
    ...post,
    id: 'bankOpen',
    path: '/v1/bank/{group}/open',
    summary: 'Opens an account; the same again changes nothing',
    body: strict({ account: Account, owner: Type.Optional(Name), ...timeout }),
    answer: AccountBody
  }),
  bankMint: operation({
    ...post,
    id: 'bankMint',
    path: '/v1/bank/{group}/mint',
    summary: 'Makes money, by an entry of the log',
    key: 'remembered',
    body: strict({
      account: Account,
      amount: Amount,
      owner: Type.Optional(Name),
      operation: OperationId,
      ...timeout
    }),
    answer: MintedBody
  }),
  bankTransfer: operation({
    ...post,
    id: 'bankTransfer',
    path: '/v1/bank/{group}/transfer',
    summary: 'Moves money from one account to another',
    key: 'remembered',
    body: strict({
      from: Account,
      to: Account,
      amount: Amount,
      level: Type.Optional(Level),
      operation: OperationId,
      ...timeout
    }),
    answer: TransferredBody
  }),
  bankMove: operation({
    ...post,
    id: 'bankMove',
    path: '/v1/bank/{group}/move',
    summary: 'Gives an account to another vehicle to answer for',
    body: strict({
      account: Account,
      to: Type.Optional(Name),
      force: Type.Optional(Type.Enum(['ownerGone', 'keepersGone'])),
      ...timeout
    }),
    answer: Type.Object({
      account: Type.String(),
      owner: Type.String(),
      ownerName: Type.String()
    })
  }),
  bankFlush: operation({
    ...post,
    id: 'bankFlush',
    path: '/v1/bank/{group}/flush',
    summary: 'Puts everything that this vehicle has issued into the log',
    body: strict(timeout),
    answer: Type.Object({ settled: Type.Integer() })
  }),
  bankAccount: operation({
    ...get,
    id: 'bankAccount',
    path: '/v1/bank/{group}/account',
    summary: 'What the log says of an account',
    query: AccountQuery,
    answer: AccountBody
  }),
  bankAccounts: operation({
    ...get,
    id: 'bankAccounts',
    path: '/v1/bank/{group}/accounts',
    summary: 'Accounts by name, behind after',
    query: strict({ after: Type.Optional(Account), limit, ...timeout }),
    answer: Type.Object({
      accounts: Type.Array(Type.Object(account)),
      after: Type.Optional(Type.String())
    })
  }),
  bankHistory: operation({
    ...get,
    id: 'bankHistory',
    path: '/v1/bank/{group}/history',
    summary: 'The last changes of an account, the oldest first',
    query: AccountQuery,
    answer: Type.Object({
      changes: Type.Array(
        Type.Object({
          ...change,
          kind: Type.Enum(['mint', 'out', 'in', 'owner']),
          balance: Type.String()
        })
      )
    })
  }),
  bankLog: operation({
    ...get,
    id: 'bankLog',
    path: '/v1/bank/{group}/log',
    summary: 'What was done, by number; without after the end of it',
    query: strict({
      after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
      limit,
      ...timeout
    }),
    answer: Type.Object({ entries: Type.Array(LogEntry), last: Type.Integer() })
  }),
  bankTotal: operation({
    ...get,
    id: 'bankTotal',
    path: '/v1/bank/{group}/total',
    summary: 'All balances added up, and what was minted',
    query: strict(timeout),
    answer: Type.Object({
      minted: Type.String(),
      total: Type.String(),
      isConserved: Type.Boolean(),
      accounts: Type.Integer(),
      height: Type.Integer()
    })
  })
}
