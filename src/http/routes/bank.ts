/**
 * The banks of groups.
 */
import type { VGuardNode } from '../../node/api.ts'
import { NotFoundError } from '../../node/errors.ts'
import {
  AccountBody,
  AccountQuery,
  AccountsBody,
  AccountsQuery,
  FlushBody,
  FlushedBody,
  HistoryBody,
  LogBody,
  LogQuery,
  MintBody,
  MintedBody,
  MoveBody,
  MovedBody,
  OpenAccountBody,
  TotalBody,
  TotalQuery,
  TransferBody,
  TransferredBody
} from '../bank-schemas.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { GroupParams } from '../kv-schemas.ts'

export function addBankRoutes(app: App, { node }: RouteContext): void {
  addWriteRoutes(app, node)
  addReadRoutes(app, node)
}

function addWriteRoutes(app: App, node: VGuardNode): void {
  const params = GroupParams
  app.post(
    '/v1/bank/:group/open',
    { schema: { params, body: OpenAccountBody, response: { 200: AccountBody } } },
    async ({ params: { group }, body }, reply) =>
      asJson(await node.bank(group).open(body.account, { ...body, signal: signalOf(reply) }))
  )
  app.post(
    '/v1/bank/:group/mint',
    { schema: { params, body: MintBody, response: { 200: MintedBody } } },
    async ({ params: { group }, body }, reply) => {
      const options = { ...body, signal: signalOf(reply) }
      return asJson(await node.bank(group).mint(body.account, body.amount, options))
    }
  )
  app.post(
    '/v1/bank/:group/transfer',
    { schema: { params, body: TransferBody, response: { 200: TransferredBody } } },
    async ({ params: { group }, body }, reply) => {
      const { from, to, amount, ...rest } = body
      const options = { ...rest, signal: signalOf(reply) }
      return asJson(await node.bank(group).transfer(from, to, amount, options))
    }
  )
  app.post(
    '/v1/bank/:group/move',
    { schema: { params, body: MoveBody, response: { 200: MovedBody } } },
    ({ params: { group }, body }, reply) =>
      node.bank(group).move(body.account, { ...body, signal: signalOf(reply) })
  )
  app.post(
    '/v1/bank/:group/flush',
    { schema: { params, body: FlushBody, response: { 200: FlushedBody } } },
    async ({ params: { group }, body }, reply) => ({
      settled: await node.bank(group).flush({ ...body, signal: signalOf(reply) })
    })
  )
}

function addReadRoutes(app: App, node: VGuardNode): void {
  const params = GroupParams
  app.get(
    '/v1/bank/:group/account',
    { schema: { params, querystring: AccountQuery, response: { 200: AccountBody } } },
    async ({ params: { group }, query: { account, ...rest } }, reply) => {
      const options = { ...rest, signal: signalOf(reply) }
      const found = await node.bank(group).account(account, options)
      if (found === undefined) {
        throw new NotFoundError(`there is no account ${account}`, { code: 'ERR_NO_ACCOUNT' })
      }
      return asJson(found)
    }
  )
  app.get(
    '/v1/bank/:group/accounts',
    { schema: { params, querystring: AccountsQuery, response: { 200: AccountsBody } } },
    async ({ params: { group }, query }, reply) =>
      asJson(await node.bank(group).accounts({ ...query, signal: signalOf(reply) }))
  )
  app.get(
    '/v1/bank/:group/history',
    { schema: { params, querystring: AccountQuery, response: { 200: HistoryBody } } },
    async ({ params: { group }, query: { account, ...rest } }, reply) => {
      const options = { ...rest, signal: signalOf(reply) }
      return asJson({ changes: await node.bank(group).history(account, options) })
    }
  )
  app.get(
    '/v1/bank/:group/log',
    { schema: { params, querystring: LogQuery, response: { 200: LogBody } } },
    async ({ params: { group }, query }, reply) =>
      asJson(await node.bank(group).log({ ...query, signal: signalOf(reply) }))
  )
  app.get(
    '/v1/bank/:group/total',
    { schema: { params, querystring: TotalQuery, response: { 200: TotalBody } } },
    async ({ params: { group }, query }, reply) =>
      asJson(await node.bank(group).total({ ...query, signal: signalOf(reply) }))
  )
}

/** Amounts as decimal digits. */
function asJson(value: object): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))
  )
}
