/**
 * Faults on purpose, for researchers and tests: offline, cut links, a crash.
 */
import type { FaultsJson } from '../../http/answers.ts'
import { CLIENT_OPTIONS, clientOf } from '../client.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { collectList } from '../parse.ts'

export const faults: CommandDefinition = {
  name: 'faults',
  summary: 'Lists the faults on purpose that are in force',
  options: CLIENT_OPTIONS,
  async run(context) {
    tell(context, await clientOf(context).get('/v1/faults'))
  }
}

const PROTOCOLS_OPTION = {
  flags: '--protocols <names>',
  text: 'only these protocols: certify, replicate, release, read, spread, paxos, reconcile, bank, quorum, twophase, gossip',
  parse: collectList,
  defaultText: 'all'
}

const NOTES = ['The node must have been started with --enable-faults.']

export const offline: CommandDefinition = {
  name: 'offline',
  summary: 'Lets the vehicle hear and say nothing, though it is connected',
  options: [PROTOCOLS_OPTION, ...CLIENT_OPTIONS],
  notes: NOTES,
  run: (context) => setOffline(context, true)
}

export const online: CommandDefinition = {
  name: 'online',
  summary: 'Ends what "offline" has begun',
  options: [PROTOCOLS_OPTION, ...CLIENT_OPTIONS],
  run: (context) => setOffline(context, false)
}

export const crash: CommandDefinition = {
  name: 'crash',
  summary: 'Ends the process of the vehicle at once, as a failure would',
  options: CLIENT_OPTIONS,
  notes: [...NOTES, 'What was acknowledged is on disk; start it again and see.'],
  async run(context) {
    const answer = await clientOf(context).post('/v1/faults/crash')
    if (context.isJson) {
      context.terminal.json(answer)
    } else {
      context.terminal.out('crashed')
    }
  }
}

const LINK = {
  parameters: [['<peer>', 'a vehicle by name or id']],
  options: [{ flags: '--protocol <name>', text: 'only this protocol' }, ...CLIENT_OPTIONS]
} as const

export const linkCut: CommandDefinition = {
  ...LINK,
  name: 'link cut',
  summary: 'Loses every message from and to a vehicle',
  notes: NOTES,
  run: (context) => changeLink(context, true)
}

export const linkFix: CommandDefinition = {
  ...LINK,
  name: 'link fix',
  summary: 'Ends what "link cut" has begun',
  run: (context) => changeLink(context, false)
}

async function setOffline(context: CommandContext, isOffline: boolean): Promise<void> {
  const body = { offline: isOffline, protocols: context.list('protocols') }
  tell(context, await clientOf(context).post('/v1/faults/offline', { body }))
}

async function changeLink(context: CommandContext, cut: boolean): Promise<void> {
  const body = { peer: context.parameters[0] ?? '', cut, protocol: context.text('protocol') }
  tell(context, await clientOf(context).post('/v1/faults/links', { body }))
}

function tell({ terminal, isJson }: CommandContext, found: FaultsJson): void {
  if (isJson) {
    terminal.json(found)
    return
  }
  const lines = [
    ...found.offline.map((name) => `offline: ${name === '*' ? 'everything' : name}`),
    ...found.cuts.map((cut) => `cut: ${cut}`)
  ]
  for (const line of lines.length === 0 ? ['no faults'] : lines) {
    terminal.out(line)
  }
}
