/**
 * The bank of a group: accounts, money, transfers.
 */

import { InvalidInputError } from '../../core/errors.ts'
import { AMOUNT_MAX, parseAmount } from '../../core/transfer.ts'
import type { AccountJson } from '../../http/answers.ts'
import { CLIENT_OPTIONS, patientClient } from '../client.ts'
import type { CommandContext, CommandDefinition, OptionDefinition } from '../command.ts'
import { parseInteger } from '../parse.ts'
import { clean } from '../terminal.ts'
import { GROUP_PARAMETER, groupOf, OPERATION_OPTION, operationOf } from './groups.ts'

const ACCOUNT_PARAMETER = ['<account>', 'an account by name'] as const
const AMOUNT_PARAMETER = ['<amount>', 'whole minor units, such as cents'] as const

const OWNER_OPTION: OptionDefinition = {
  flags: '--owner <vehicle>',
  text: 'member that answers for the account'
}
const LIMIT_OPTION: OptionDefinition = {
  flags: '--limit <count>',
  text: 'at most so many',
  parse: parseInteger(1, 1000),
  default: 100
}
export const LEVELS = ['local', 'backed', 'committed'] as const

export const LEVEL_OPTION: OptionDefinition = {
  flags: '--level <level>',
  text: 'when to answer: the owner has it, a majority has copies, the log has it',
  choices: LEVELS,
  default: 'local'
}

/** @throws InvalidInputError when it is none */
function amountOf(text = ''): string {
  const amount = parseAmount(text)
  if (amount === undefined) {
    throw new InvalidInputError(`"${text}" is no whole amount from 1 to ${AMOUNT_MAX}`)
  }
  return String(amount)
}

export const bankOpen: CommandDefinition = {
  name: 'bank open',
  summary: 'Opens an account',
  parameters: [GROUP_PARAMETER, ACCOUNT_PARAMETER],
  options: [{ ...OWNER_OPTION, defaultText: 'this vehicle' }, ...CLIENT_OPTIONS],
  async run(context) {
    const [, account = ''] = context.parameters
    const body = { account, owner: context.text('owner'), timeoutMs: context.number('timeout') }
    tellAccount(
      context,
      await patientClient(context).post('/v1/bank/{group}/open', { params: groupOf(context), body })
    )
  }
}

export const bankMint: CommandDefinition = {
  name: 'bank mint',
  summary: 'Makes money, by an entry of the log',
  parameters: [GROUP_PARAMETER, ACCOUNT_PARAMETER, AMOUNT_PARAMETER],
  options: [
    { ...OWNER_OPTION, text: 'opens the account with this owner when it is not there' },
    OPERATION_OPTION,
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const [, account = '', amount] = context.parameters
    const body = {
      account,
      amount: amountOf(amount),
      owner: context.text('owner'),
      operation: operationOf(context),
      timeoutMs: context.number('timeout')
    }
    tellAccount(
      context,
      await patientClient(context).post('/v1/bank/{group}/mint', { params: groupOf(context), body })
    )
  }
}

export const bankTransfer: CommandDefinition = {
  name: 'bank transfer',
  summary: 'Moves money from one account to another',
  parameters: [
    GROUP_PARAMETER,
    ['<from>', 'the account that pays'],
    ['<to>', 'the account that receives'],
    AMOUNT_PARAMETER
  ],
  options: [LEVEL_OPTION, OPERATION_OPTION, ...CLIENT_OPTIONS],
  async run(context) {
    const [, from = '', to = '', amount] = context.parameters
    const body = {
      from,
      to,
      amount: amountOf(amount),
      level: context.choice('level', LEVELS),
      operation: operationOf(context),
      timeoutMs: context.number('timeout')
    }
    const done = await patientClient(context).post('/v1/bank/{group}/transfer', {
      params: groupOf(context),
      body
    })
    if (context.isJson) {
      context.terminal.json(done)
    } else {
      const where = done.height === undefined ? '' : ` in block ${done.height}`
      context.terminal.out(`${done.level}${where} as ${clean(done.operation)}`)
    }
  }
}

export const bankBalance: CommandDefinition = {
  name: 'bank balance',
  summary: 'Prints what the log says of an account, or of all of them',
  parameters: [GROUP_PARAMETER, ['[account]', 'one account; all without it']],
  options: CLIENT_OPTIONS,
  async run(context) {
    const [, account] = context.parameters
    const client = patientClient(context)
    const params = groupOf(context)
    const timeoutMs = context.number('timeout')
    if (account !== undefined) {
      tellAccount(
        context,
        await client.get('/v1/bank/{group}/account', { params, query: { account, timeoutMs } })
      )
      return
    }
    const accounts: AccountJson[] = []
    for (let after: string | undefined, isMore = true; isMore; isMore = after !== undefined) {
      const query = { after, limit: 1000, timeoutMs }
      const page = await client.get('/v1/bank/{group}/accounts', { params, query })
      accounts.push(...page.accounts)
      after = page.after
    }
    if (context.isJson) {
      context.terminal.json({ accounts })
    } else {
      const rows = accounts.map((one) => [clean(one.account), one.balance, clean(one.ownerName)])
      context.terminal.table(['ACCOUNT', 'BALANCE', 'OWNER'], rows)
    }
  }
}

export const bankHistory: CommandDefinition = {
  name: 'bank history',
  summary: 'Prints the last changes of an account',
  parameters: [GROUP_PARAMETER, ACCOUNT_PARAMETER],
  options: CLIENT_OPTIONS,
  async run(context) {
    const [, account = ''] = context.parameters
    const query = { account, timeoutMs: context.number('timeout') }
    const found = await patientClient(context).get('/v1/bank/{group}/history', {
      params: groupOf(context),
      query
    })
    if (context.isJson) {
      context.terminal.json(found)
      return
    }
    context.terminal.table(
      ['BLOCK', 'WHAT', 'AMOUNT', 'OTHER', 'BALANCE', 'OPERATION'],
      found.changes.map(({ height, kind, amount, other, balance, operation }) => [
        ...[String(height), kind, amount, clean(other), balance, clean(operation)]
      ])
    )
  }
}

export const bankLog: CommandDefinition = {
  name: 'bank log',
  summary: 'Prints what was done in the bank, in order',
  parameters: [GROUP_PARAMETER],
  options: [
    {
      flags: '--after <number>',
      text: 'goes on behind this entry',
      parse: parseInteger(0, Number.MAX_SAFE_INTEGER),
      defaultText: 'the last entries'
    },
    LIMIT_OPTION,
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const query = {
      after: context.number('after'),
      limit: context.number('limit'),
      timeoutMs: context.number('timeout')
    }
    const found = await patientClient(context).get('/v1/bank/{group}/log', {
      params: groupOf(context),
      query
    })
    if (context.isJson) {
      context.terminal.json(found)
      return
    }
    context.terminal.table(
      ['NUMBER', 'BLOCK', 'WHAT', 'ACCOUNT', 'OTHER', 'AMOUNT', 'OPERATION'],
      found.entries.map((entry) => [
        String(entry.number),
        String(entry.height),
        entry.reason === '' ? entry.kind : entry.reason,
        clean(entry.account),
        clean(entry.other),
        entry.amount,
        clean(entry.operation)
      ])
    )
  }
}

export const bankTotal: CommandDefinition = {
  name: 'bank total',
  summary: 'Adds all balances up, and compares them with what was minted',
  parameters: [GROUP_PARAMETER],
  options: CLIENT_OPTIONS,
  async run(context) {
    const query = { timeoutMs: context.number('timeout') }
    const found = await patientClient(context).get('/v1/bank/{group}/total', {
      params: groupOf(context),
      query
    })
    if (context.isJson) {
      context.terminal.json(found)
    } else {
      const { minted, total, isConserved, accounts } = found
      const verdict = isConserved ? 'as much as' : 'NOT as much as'
      context.terminal.out(`${total} in ${accounts} accounts, ${verdict} the ${minted} minted`)
    }
  }
}

const FORCES = ['ownerGone', 'keepersGone'] as const

export const bankMove: CommandDefinition = {
  name: 'bank move',
  summary: 'Gives an account to another vehicle to answer for',
  parameters: [GROUP_PARAMETER, ACCOUNT_PARAMETER],
  options: [
    { flags: '--to <vehicle>', text: 'the next owner', defaultText: 'this vehicle' },
    {
      flags: '--force <what>',
      text: 'although the owner, or even who keeps copies for it, is gone: that may lose transfers',
      choices: FORCES
    },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const [, account = ''] = context.parameters
    const body = {
      account,
      to: context.text('to'),
      force: context.choice('force', FORCES),
      timeoutMs: context.number('timeout')
    }
    const moved = await patientClient(context).post('/v1/bank/{group}/move', {
      params: groupOf(context),
      body
    })
    if (context.isJson) {
      context.terminal.json(moved)
    } else {
      context.terminal.out(`${clean(account)} is owned by ${clean(moved.ownerName)}`)
    }
  }
}

export const bankFlush: CommandDefinition = {
  name: 'bank flush',
  summary: 'Puts everything that this vehicle has issued into the log',
  parameters: [GROUP_PARAMETER],
  options: CLIENT_OPTIONS,
  async run(context) {
    const body = { timeoutMs: context.number('timeout') }
    const done = await patientClient(context).post('/v1/bank/{group}/flush', {
      params: groupOf(context),
      body
    })
    if (context.isJson) {
      context.terminal.json(done)
    } else {
      context.terminal.out(`${done.settled} transfers are in the log now`)
    }
  }
}

function tellAccount({ terminal, isJson }: CommandContext, found: AccountJson): void {
  if (isJson) {
    terminal.json(found)
  } else {
    terminal.out(`${clean(found.account)} ${found.balance} owned by ${clean(found.ownerName)}`)
  }
}
