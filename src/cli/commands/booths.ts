/**
 * Booths and backups: open, end, list, show; place backups now.
 */
import { bytesText } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import { BACKUPS_MAX, MEMBERS_MAX } from '../../core/limits.ts'
import type { PlacementJson } from '../../http/answers.ts'
import type { AnswerAt, BodyAt } from '../../http/calls.ts'
import { REPLICATE_DEFAULTS } from '../../protocols/replicate/options.ts'
import { CLIENT_OPTIONS, clientOf, namesOf } from '../client.ts'
import type { CommandContext, CommandDefinition, OptionDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { collectAny, collectList, parseDuration, parseInteger } from '../parse.ts'
import { clean, countText } from '../terminal.ts'

const CHAIN_OPTION: OptionDefinition = {
  flags: '--chain <chain>',
  text: 'a chain that this vehicle proposes',
  defaultText: 'its own'
}

const PLACE_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--backups <count>',
    text: 'vehicles that hold a copy besides the proposer',
    parse: parseInteger(0, BACKUPS_MAX),
    defaultText: `the setting of the node, ${REPLICATE_DEFAULTS.backups}`
  },
  { flags: '--k_backups <count>', text: '', parse: parseInteger(0, BACKUPS_MAX), isHidden: true },
  {
    flags: '--deadline <duration>',
    text: 'answer by then; placing goes on',
    parse: parseDuration,
    defaultText: '10s'
  }
]

const MEMBERS_OPTION: OptionDefinition = {
  flags: '--members <names>',
  text: "members by name, separated by commas; '' for nobody else",
  parse: collectAny
}

export const boothOpen: CommandDefinition = {
  name: 'booth open',
  summary: 'Opens a booth on the own chain, or changes the members of the open one',
  options: [
    MEMBERS_OPTION,
    {
      flags: '--auto <count>',
      text: 'that many members, picked among the connected vehicles',
      parse: parseInteger(1, MEMBERS_MAX)
    },
    CHAIN_OPTION,
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const members = context.list('members')
    const auto = context.number('auto')
    if ((members === undefined) === (auto === undefined)) {
      throw new InvalidInputError('give either --members car-2,car-3 or --auto 4')
    }
    const body = { chain: context.text('chain'), members, auto }
    const opened = await clientOf(context).post('/v1/booths', { body })
    if (context.isJson) {
      context.terminal.json(opened)
      return
    }
    context.terminal.out(
      `booth ${opened.number} is open on chain ${opened.chain} with ${opened.members.length} members`
    )
  }
}

export const boothEnd: CommandDefinition = {
  name: 'booth end',
  summary: 'Ends the open booth: seals it, places the backups, releases the obsolete ones',
  options: [
    ...PLACE_OPTIONS,
    {
      flags: '--operation <id>',
      text: 'your id of this end; the same again does nothing twice',
      defaultText: 'a new one'
    },
    { ...MEMBERS_OPTION, text: "members, when no booth is open; '' for nobody else" },
    CHAIN_OPTION,
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const body = {
      chain: context.text('chain'),
      operation: context.text('operation'),
      participants: context.list('members'),
      ...placeBody(context)
    }
    const ended = await clientOf(context).post('/v1/booths/current/end', { body })
    await tellPlacement(context, ended, `booth ended with block ${ended.height}`)
  }
}

export const backupsPlace: CommandDefinition = {
  name: 'backups place',
  summary: 'Draws and fills backups of a chain now',
  options: [
    ...PLACE_OPTIONS,
    { flags: '--candidates <names>', text: 'vehicles to draw from', parse: collectList },
    {
      ...CHAIN_OPTION,
      text: 'a chain that this vehicle proposes, or of a group that it belongs to'
    },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const body = {
      chain: context.text('chain'),
      candidates: context.list('candidates'),
      ...placeBody(context)
    }
    const report = await clientOf(context).post('/v1/backups/place', { body })
    await tellPlacement(context, report, `placed blocks up to ${report.height}`)
  }
}

function placeBody(
  context: CommandContext
): Pick<BodyAt<'POST', '/v1/backups/place'>, 'backups' | 'deadlineMs'> {
  return {
    backups: context.number('backups') ?? context.number('k_backups'),
    deadlineMs: context.number('deadline')
  }
}

async function tellPlacement(
  context: CommandContext,
  report: PlacementJson,
  what: string
): Promise<void> {
  const { terminal, isJson } = context
  if (isJson) {
    terminal.json(report)
  } else {
    const name = await namesOf(context)
    terminal.out(`${what}; ${bytesText(report.bytesSent)} sent, epoch ${report.epoch}`)
    for (const peer of report.chosen) {
      terminal.out(`  backup    ${name(peer)}`)
    }
    for (const peer of report.released) {
      terminal.out(`  released  ${name(peer)}`)
    }
    for (const peer of report.pending) {
      terminal.out(`  not yet released  ${name(peer)}`)
    }
  }
  if (report.state === 'underReplicated') {
    const message =
      `too few backups: ${countText(report.chosen.length, 'vehicle')} so far; ` +
      'the node goes on trying, look with: vguard-node backups ls'
    throw new ExitError(message, { exitCode: EXIT.unhealthy, hasResult: true })
  }
}

export const boothLs: CommandDefinition = {
  name: 'booth ls',
  summary: 'Lists the booths of a chain',
  options: [{ ...CHAIN_OPTION, text: 'any chain that is held here' }, ...CLIENT_OPTIONS],
  async run(context) {
    const { booths } = await listBooths(context)
    if (context.isJson) {
      context.terminal.json({ booths })
      return
    }
    context.terminal.table(
      ['NUMBER', 'STATE', 'MEMBERS', 'OPENED', 'BOOTH'],
      booths.map(({ number, isOpen, members, openedAtMs, booth }) => [
        String(number),
        isOpen ? 'open' : 'ended',
        String(members.length),
        new Date(openedAtMs).toISOString(),
        booth
      ])
    )
  }
}

export const boothShow: CommandDefinition = {
  name: 'booth show',
  summary: 'Shows one booth of a chain',
  parameters: [['<booth>', 'its number, or the beginning of its id']],
  options: [{ ...CHAIN_OPTION, text: 'any chain that is held here' }, ...CLIENT_OPTIONS],
  async run(context) {
    const wanted = context.parameters[0] ?? ''
    const { booths } = await listBooths(context)
    const found = booths.find(
      ({ number, booth }) =>
        String(number) === wanted || (wanted.length >= 4 && booth.startsWith(wanted))
    )
    if (found === undefined) {
      throw new ExitError(
        `the chain has no booth ${clean(wanted)}; list them: vguard-node booth ls`,
        { exitCode: EXIT.notFound }
      )
    }
    if (context.isJson) {
      context.terminal.json(found)
      return
    }
    context.terminal.out(`booth ${found.number} ${found.isOpen ? '(open)' : '(ended)'}`)
    context.terminal.out(`id     ${found.booth}`)
    context.terminal.out(`chain  ${found.chain}`)
    for (const member of found.members) {
      context.terminal.out(`  ${member}`)
    }
  }
}

function listBooths(context: CommandContext): Promise<AnswerAt<'GET', '/v1/booths'>> {
  return clientOf(context).get('/v1/booths', { query: { chain: context.text('chain') } })
}

export const backupsLs: CommandDefinition = {
  name: 'backups ls',
  summary: 'Lists for every chain who holds it, and how far',
  options: CLIENT_OPTIONS,
  async run(context) {
    const client = clientOf(context)
    const { chains } = await client.get('/v1/chains')
    const { peers } = await client.get('/v1/peers')
    const nameOf = (peer: string): string =>
      clean(peers.find((other) => other.peer === peer)?.name ?? '') || peer.slice(-6)
    const backups = chains.flatMap(({ chain, label, table, certified }) =>
      table === undefined
        ? []
        : [{ chain, label, ...table, behind: (certified?.height ?? table.height) - table.height }]
    )
    if (context.isJson) {
      context.terminal.json({ backups })
      return
    }
    context.terminal.table(
      ['CHAIN OF', 'EPOCH', 'HEIGHT', 'BEHIND', 'BACKUPS', 'CHAIN'],
      backups.map(({ chain, label, epoch, height, behind, members }) => [
        clean(label),
        String(epoch),
        String(height),
        String(behind),
        members.map(nameOf).join(' '),
        chain
      ])
    )
  }
}
