/**
 * The banks of groups.
 */
import type { VGuardNode } from '../../node/api.ts'
import { NotFoundError } from '../../node/errors.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { BANK_OPERATIONS } from '../contract/bank.ts'
import { withDigits } from '../digits.ts'
import { addRoute } from '../route.ts'

export function addBankRoutes(app: App, { node }: RouteContext): void {
  addWriteRoutes(app, node)
  addReadRoutes(app, node)
}

function addWriteRoutes(app: App, node: VGuardNode): void {
  addRoute(app, BANK_OPERATIONS.bankOpen, async ({ params: { group }, body }, reply) =>
    withDigits(await node.bank(group).open(body.account, { ...body, signal: signalOf(reply) }))
  )
  addRoute(app, BANK_OPERATIONS.bankMint, async ({ params: { group }, body }, reply) => {
    const options = { ...body, signal: signalOf(reply) }
    return withDigits(await node.bank(group).mint(body.account, body.amount, options))
  })
  addRoute(app, BANK_OPERATIONS.bankTransfer, async ({ params: { group }, body }, reply) => {
    const { from, to, amount, ...rest } = body
    const options = { ...rest, signal: signalOf(reply) }
    return withDigits(await node.bank(group).transfer(from, to, amount, options))
  })
  addRoute(app, BANK_OPERATIONS.bankMove, ({ params: { group }, body }, reply) =>
    node.bank(group).move(body.account, { ...body, signal: signalOf(reply) })
  )
  addRoute(app, BANK_OPERATIONS.bankFlush, async ({ params: { group }, body }, reply) => ({
    settled: await node.bank(group).flush({ ...body, signal: signalOf(reply) })
  }))
}

function addReadRoutes(app: App, node: VGuardNode): void {
  addRoute(
    app,
    BANK_OPERATIONS.bankAccount,
    async ({ params: { group }, query: { account, ...rest } }, reply) => {
      const options = { ...rest, signal: signalOf(reply) }
      const found = await node.bank(group).account(account, options)
      if (found === undefined) {
        throw new NotFoundError(`there is no account ${account}`, { code: 'ERR_NO_ACCOUNT' })
      }
      return withDigits(found)
    }
  )
  addRoute(app, BANK_OPERATIONS.bankAccounts, async ({ params: { group }, query }, reply) =>
    withDigits(await node.bank(group).accounts({ ...query, signal: signalOf(reply) }))
  )
  addRoute(
    app,
    BANK_OPERATIONS.bankHistory,
    async ({ params: { group }, query: { account, ...rest } }, reply) => {
      const options = { ...rest, signal: signalOf(reply) }
      return withDigits({ changes: await node.bank(group).history(account, options) })
    }
  )
  addRoute(app, BANK_OPERATIONS.bankLog, async ({ params: { group }, query }, reply) =>
    withDigits(await node.bank(group).log({ ...query, signal: signalOf(reply) }))
  )
  addRoute(app, BANK_OPERATIONS.bankTotal, async ({ params: { group }, query }, reply) =>
    withDigits(await node.bank(group).total({ ...query, signal: signalOf(reply) }))
  )
}
