/**
 * Chains: list, show, verify, export, import, pin and unpin.
 */

import { bytesText } from '../../core/bytes.ts'
import type { HeaderJson } from '../../http/answers.ts'
import type { AnswerAt } from '../../http/calls.ts'
import type { ControlClient } from '../../http/client.ts'
import { LINES_TYPE } from '../../http/json-lines.ts'
import { CLIENT_OPTIONS, clientOf } from '../client.ts'
import type { CommandContext, CommandDefinition, OptionDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { openInput } from '../input.ts'
import { writeNewFile } from '../output.ts'
import { parseHeights, parseInteger } from '../parse.ts'
import { clean, type Terminal } from '../terminal.ts'

const CHAIN_PARAMETER = ['<chain>', 'chain id, name, or the vehicle that proposes it'] as const

const RANGE_OPTIONS: readonly OptionDefinition[] = [
  { flags: '--from <height>', text: 'first block', parse: parseInteger(1, 2 ** 48) },
  { flags: '--to <height>', text: 'last block', parse: parseInteger(1, 2 ** 48) }
]

export const chainLs: CommandDefinition = {
  name: 'chain ls',
  summary: 'Lists the chains known here',
  options: [
    { flags: '--discover', text: 'ask the connected vehicles which chains they know first' },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const client = clientOf(context)
    const answer = context.flag('discover')
      ? await client.post('/v1/chains/discover')
      : await client.get('/v1/chains')
    if (context.isJson) {
      context.terminal.json(answer)
      return
    }
    context.terminal.table(
      ['OF', 'DUTY', 'HEIGHT', 'HELD', 'BYTES', 'EPOCH', 'HEALTH', 'CHAIN'],
      answer.chains.map((chain) => [
        clean(chain.label),
        chain.duty,
        String(chain.certified?.height ?? chain.elsewhere?.height ?? 0),
        rangesText(chain.held),
        bytesText(chain.bytes),
        String(chain.table?.epoch ?? ''),
        chain.health,
        chain.chain
      ])
    )
  }
}

function rangesText(ranges: readonly { readonly from: number; readonly to: number }[]): string {
  const texts = ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`))
  return texts.length > 3 ? `${texts.slice(0, 3).join(' ')} …` : texts.join(' ')
}

export const chainShow: CommandDefinition = {
  name: 'chain show',
  summary: 'Shows a chain, of a group with its last blocks; or one block with what it carries',
  parameters: [CHAIN_PARAMETER, ['[height]', 'a block held here']],
  options: [
    {
      flags: '--last <count>',
      text: 'blocks of the chain of a group',
      parse: parseInteger(1, 1000),
      default: 20
    },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const { terminal, parameters } = context
    const [chain = '', height] = parameters
    const client = clientOf(context)
    if (height !== undefined) {
      const params = { chain, height: parseHeights(height).from }
      const block = await client.get('/v1/chains/{chain}/blocks/{height}', { params })
      show(terminal, context.isJson, block)
      return
    }
    const found = await client.get('/v1/chains/{chain}', { params: { chain } })
    if (found.proposer !== undefined) {
      show(terminal, context.isJson, found)
      return
    }
    const { blocks } = await lastBlocks(client, chain, context.number('last') ?? 0)
    if (context.isJson) {
      terminal.json({ ...found, blocks })
    } else {
      tellBlocks(terminal, blocks)
    }
  }
}

function show(terminal: Terminal, isJson: boolean, found: object): void {
  if (isJson) {
    terminal.json(found)
  } else {
    terminal.out(JSON.stringify(found, undefined, 2))
  }
}

/** The last blocks of a group's chain, tentative ones as well. */
async function lastBlocks(
  client: ControlClient,
  chain: string,
  count: number
): Promise<AnswerAt<'GET', '/v1/chains/{chain}/blocks'>> {
  const { status } = await client.get('/v1/groups/{group}', { params: { group: chain } })
  const top = (status?.decided ?? 0) + (status?.tail ?? 0)
  const query = { from: Math.max(1, top - count + 1), until: 'tentative', limit: count } as const
  return await client.get('/v1/chains/{chain}/blocks', { params: { chain }, query })
}

function tellBlocks(terminal: Terminal, blocks: readonly HeaderJson[]): void {
  terminal.table(
    ['HEIGHT', 'STATE', 'TIME', 'COMMANDS', 'NONCE', 'HASH', 'PREV', ''],
    blocks.map(({ height, state, timeMs, records, nonce, hash, prev, seal }) => [
      String(height),
      state,
      new Date(timeMs).toISOString(),
      String(records ?? ''),
      nonce ?? '-',
      hash.slice(0, HASH_CHARACTERS),
      prev.slice(0, HASH_CHARACTERS),
      seal === undefined ? '' : `end of the booth by ${clean(seal.operation)}`
    ])
  )
}

/** Of a hash in a table. */
const HASH_CHARACTERS = 16

export const chainVerify: CommandDefinition = {
  name: 'chain verify',
  summary: 'Checks hashes, links, work, signatures and certificates of all that is held of a chain',
  parameters: [CHAIN_PARAMETER],
  options: CLIENT_OPTIONS,
  async run(context) {
    const { terminal, parameters, isJson } = context
    const params = { chain: parameters[0] ?? '' }
    const report = await clientOf(context).post('/v1/chains/{chain}/verify', { params })
    if (isJson) {
      terminal.json(report)
    } else {
      terminal.out(
        `${report.blocks} blocks (${report.headersOnly} without body), ` +
          `${report.certificates} certificates, certified up to ${report.certifiedTo}` +
          (report.decidedTo > report.certifiedTo ? `, decided up to ${report.decidedTo}` : '')
      )
      for (const { height, reason } of report.faults) {
        terminal.out(`block ${height}: ${reason}`)
      }
    }
    if (!report.isSound) {
      const lost = report.missing.length === 0 ? '' : `, blocks ${rangesText(report.missing)} lost`
      throw new ExitError(
        `the chain is not sound: ${report.faults.length} faults${lost}; read it from its holders`,
        { exitCode: EXIT.unhealthy, hasResult: true }
      )
    }
    if (!isJson) {
      terminal.out(terminal.style('green', 'sound'))
    }
  }
}

export const chainExport: CommandDefinition = {
  name: 'chain export',
  summary: 'Writes certified blocks as JSON lines that can be verified and imported anywhere',
  parameters: [CHAIN_PARAMETER, ['[file]', 'a new file, or - for standard output']],
  options: [...RANGE_OPTIONS, ...CLIENT_OPTIONS],
  async run(context) {
    const { terminal, parameters, isJson } = context
    const [chain = '', file = '-'] = parameters
    const query = { from: context.number('from'), to: context.number('to') }
    const sent = { params: { chain }, query }
    const lines = clientOf(context).lines('GET', '/v1/chains/{chain}/export', sent)
    let blocks = 0
    const texts = async function* () {
      let isWhole = false
      for await (const line of lines) {
        isWhole = line.type === 'end'
        blocks = line.type === 'end' ? line.blocks : blocks
        yield JSON.stringify(line)
      }
      if (!isWhole) {
        const message = 'the answer of the node broke off; export again'
        throw new ExitError(message, { exitCode: EXIT.failed })
      }
    }
    if (file === '-') {
      for await (const text of texts()) {
        terminal.out(text)
      }
    } else {
      await writeNewFile(file, withEnds(texts()), { what: 'export', signal: context.signal })
    }
    if (isJson) {
      terminal.json({ blocks, file: file === '-' ? null : file })
    } else {
      terminal.say(`${blocks} blocks exported`)
    }
  }
}

async function* withEnds(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) {
    yield `${text}\n`
  }
}

export const chainImport: CommandDefinition = {
  name: 'chain import',
  summary: 'Verifies an export and keeps its blocks, pinned',
  parameters: [['[file]', 'a file, or - for standard input']],
  options: CLIENT_OPTIONS,
  async run(context) {
    const { terminal, parameters, isJson } = context
    const [path = '-'] = parameters
    const file = { chunks: await openInput(context, path), type: LINES_TYPE }
    const report = await clientOf(context).post('/v1/chains/import', { file })
    if (isJson) {
      terminal.json(report)
    } else {
      const { chain, blocks, stored, from, to } = report
      terminal.out(`${blocks} blocks (${from}-${to}) of chain ${chain}, ${stored} of them new`)
    }
  }
}

const pinOptions = {
  parameters: [CHAIN_PARAMETER, ['<blocks>', 'such as 12 or 12-40']],
  options: CLIENT_OPTIONS
} as const

export const pin: CommandDefinition = {
  ...pinOptions,
  name: 'pin',
  summary: 'Keeps blocks held here for ever',
  run: (context) => changePin(context, 'pin')
}

export const unpin: CommandDefinition = {
  ...pinOptions,
  name: 'unpin',
  summary: 'Lets pinned blocks go when they would',
  run: (context) => changePin(context, 'unpin')
}

async function changePin(context: CommandContext, what: 'pin' | 'unpin'): Promise<void> {
  const [chain = '', blocks = ''] = context.parameters
  const body = parseHeights(blocks)
  const sent = { params: { chain }, body }
  const answer = await clientOf(context).post(`/v1/chains/{chain}/${what}`, sent)
  if (context.isJson) {
    context.terminal.json(answer)
    return
  }
  const ranges = answer.pinned.map(([from = 0, to = 0]) => ({ from, to }))
  context.terminal.out(`pinned: ${ranges.length === 0 ? 'nothing' : rangesText(ranges)}`)
}
