/**
 * Groups of vehicles that share one state: open, list, show, change the members, recover.
 */
import { randomUUID } from 'node:crypto'
import { InvalidInputError } from '../../core/errors.ts'
import { COPIES_MAX, MEMBERS_MAX, WORK_BITS_MAX } from '../../core/limits.ts'
import type { GroupOpenedJson } from '../../http/answers.ts'
import type { BodyAt } from '../../http/calls.ts'
import { given } from '../../node/given.ts'
import { CLIENT_OPTIONS, clientOf } from '../client.ts'
import {
  type CommandContext,
  type CommandDefinition,
  givenName,
  type OptionDefinition
} from '../command.ts'
import { collectList, parseInteger, parseName } from '../parse.ts'
import { clean, countText } from '../terminal.ts'
import { leaderOf, memberCells, roleOf, rowsOf } from './group-parts.ts'

export const GROUP_PARAMETER = ['<group>', 'a group by the name or id of its chain'] as const

const MEMBERS_OPTION: OptionDefinition = {
  flags: '--members <names>',
  text: 'members by name, separated by commas',
  parse: collectList
}

export const OPERATION_OPTION: OptionDefinition = {
  flags: '--operation <id>',
  text: 'id of an earlier try of the same; it is not done twice',
  defaultText: 'a new one'
}

/** The group that a command is about. */
export function groupOf({ parameters }: CommandContext): { readonly group: string } {
  return { group: parameters[0] ?? '' }
}

/** Made here, so that its id is known also when no answer comes. */
export function operationOf(context: CommandContext): string {
  return context.text('operation') ?? randomUUID()
}

/** @throws InvalidInputError when nobody is named */
function membersOf(context: CommandContext, example: string): readonly string[] {
  const members = context.list('members')
  if (members === undefined) {
    throw new InvalidInputError(example)
  }
  return members
}

const ENGINES = ['paxos', 'quorum', 'twophase'] as const
const STATES = ['kv', 'bank'] as const

const ENGINE_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--engine <name>',
    text: 'how its members keep the state',
    choices: ENGINES,
    defaultText: 'paxos'
  },
  {
    flags: '--reads <count>',
    text: 'quorum: members whose answers make a read',
    parse: parseInteger(1, MEMBERS_MAX),
    defaultText: 'the least for the writes'
  },
  {
    flags: '--writes <count>',
    text: 'quorum: members that have a write on disk',
    parse: parseInteger(1, MEMBERS_MAX),
    defaultText: 'a majority'
  },
  { flags: '--leaderless', text: 'quorum: every member writes by itself' },
  { flags: '--preempt', text: 'quorum: the member with the highest id leads when it is there' },
  {
    flags: '--copies <count>',
    text: 'twophase: vehicles that keep each key',
    parse: parseInteger(1, COPIES_MAX),
    defaultText: '2'
  },
  { flags: '--classic', text: 'twophase: who coordinates decides by its own disk alone' }
]

/** Rules that one engine has and no other, by the names of their options. */
const RULES = {
  quorum: ['reads', 'writes', 'leaderless', 'preempt'],
  twophase: ['copies', 'classic']
} as const

/** @throws InvalidInputError when a rule is given that the engine does not have */
function checkRules(context: CommandContext, engine: (typeof ENGINES)[number]): void {
  for (const owner of ['quorum', 'twophase'] as const) {
    const isGiven = (name: string): boolean => context.has(name) && context.value(name) !== false
    const rule = owner === engine ? undefined : RULES[owner].find(isGiven)
    if (rule !== undefined) {
      const [, meaning = ''] = textOf(rule).split(': ')
      throw new InvalidInputError(
        `--${rule} (${meaning}) is a rule of the engine ${owner}, and this group is of the engine ` +
          `${engine}; give --engine ${owner}, or leave --${rule} out`
      )
    }
  }
}

/** What the help says of an option of the engines. */
function textOf(rule: string): string {
  return ENGINE_OPTIONS.find(({ flags }) => flags.split(' ')[0] === `--${rule}`)?.text ?? ''
}

/** The engine and its rules as far as they are given; the vehicle knows what goes together. */
function engineBody(
  context: CommandContext
): Pick<BodyAt<'POST', '/v1/groups'>, 'engine' | 'quorum' | 'twophase'> {
  const engine = context.choice('engine', ENGINES)
  checkRules(context, engine ?? 'paxos')
  const switched = (name: string): true | undefined => (context.flag(name) ? true : undefined)
  const quorum = given({
    reads: context.number('reads'),
    writes: context.number('writes'),
    leaderless: switched('leaderless'),
    preempt: switched('preempt')
  })
  const twophase = given({ copies: context.number('copies'), classic: switched('classic') })
  return given({
    engine,
    quorum: Object.keys(quorum).length > 0 ? quorum : undefined,
    twophase: Object.keys(twophase).length > 0 ? twophase : undefined
  })
}

export const groupOpen: CommandDefinition = {
  name: 'group open',
  summary: 'Opens a group of this vehicle and others that share one state',
  options: [
    MEMBERS_OPTION,
    {
      flags: '--state <kind>',
      text: 'what they share: a key-value store or a bank',
      choices: STATES,
      default: 'kv'
    },
    ...ENGINE_OPTIONS,
    { flags: '--name <name>', text: 'a name for people', parse: parseName },
    { flags: '--pivots <names>', text: 'members for ever, who sign all', parse: collectList },
    {
      flags: '--work-bits <bits>',
      text: 'zero bits that the hash of every block begins with: proof of work; 16 take its leader 0.1 s a block, each more twice that',
      parse: parseInteger(0, WORK_BITS_MAX),
      default: 0
    },
    OPERATION_OPTION,
    ...CLIENT_OPTIONS
  ],
  notes: [
    'This vehicle is a member, named or not; without --members it is the only one. A group cannot be',
    'closed or removed, and a vehicle belongs to at most 64.'
  ],
  async run(context) {
    const body = {
      state: context.choice('state', STATES) ?? 'kv',
      ...engineBody(context),
      members: context.list('members') ?? [],
      pivots: context.list('pivots'),
      name: givenName(context),
      workBits: context.number('workBits'),
      operation: operationOf(context)
    }
    tellOpened(context, await clientOf(context).post('/v1/groups', { body }))
  }
}

export const groupMembers: CommandDefinition = {
  name: 'group members',
  summary: 'Puts a group into other hands; a majority of them must be in reach',
  parameters: [GROUP_PARAMETER],
  options: [MEMBERS_OPTION, OPERATION_OPTION, ...CLIENT_OPTIONS],
  notes: [
    'Asked of a member. Of the engine quorum always as many members as before: others take the places of',
    'those that go, or one is taken in again that lost its store; without a leader always the same.'
  ],
  async run(context) {
    const example = 'give all members from now on, such as --members car-1,car-2,car-4'
    const members = membersOf(context, example)
    const body = { members, operation: operationOf(context) }
    const sent = { params: groupOf(context), body }
    tellOpened(context, await clientOf(context).post('/v1/groups/{group}/members', sent))
  }
}

export const groupRecover: CommandDefinition = {
  name: 'group recover',
  summary: 'Lets the survivors of a group go on that has lost a majority for good',
  parameters: [GROUP_PARAMETER],
  options: [
    {
      ...MEMBERS_OPTION,
      text: 'the survivors, this vehicle among them, and whoever takes the places of the lost'
    },
    { flags: '--unsafe', text: 'yes, what only the lost members know may be lost for good' },
    OPERATION_OPTION,
    ...CLIENT_OPTIONS
  ],
  notes: [
    'What the lost members had decided among themselves is lost, also where somebody was told that it',
    'was done. Refused while a majority can be reached: then use vguard-node group members. Refused of',
    'the engine quorum, which keeps everything with its members.'
  ],
  async run(context) {
    const example = 'name the survivors and whoever is to join them, such as --members car-1,car-4'
    const members = membersOf(context, example)
    if (!context.flag('unsafe')) {
      throw new InvalidInputError(
        'what only the lost members know may be lost for good; if they will never come back, say so ' +
          'with --unsafe'
      )
    }
    const body = { members, unsafe: true, operation: operationOf(context) }
    const sent = { params: groupOf(context), body }
    tellOpened(context, await clientOf(context).post('/v1/groups/{group}/recover', sent))
    context.terminal.say(
      'give each vehicle that was given up a new identity before it starts again: vguard-node new-identity'
    )
  }
}

function tellOpened({ terminal, isJson }: CommandContext, opened: GroupOpenedJson): void {
  if (isJson) {
    terminal.json(opened)
  } else {
    const { chain, number, members } = opened
    terminal.out(
      `booth ${number} of group ${chain} is open with ${countText(members.length, 'member')}`
    )
  }
}

export const groupLs: CommandDefinition = {
  name: 'group ls',
  summary: 'Lists the groups known here',
  options: CLIENT_OPTIONS,
  async run(context) {
    const { terminal, isJson } = context
    const found = await clientOf(context).get('/v1/groups')
    if (isJson) {
      terminal.json(found)
      return
    }
    terminal.table(
      ['NAME', 'STATE', 'ENGINE', 'MEMBERS', 'ROLE', 'LEADER', 'DECIDED', 'CHAIN'],
      found.groups.map((group) => [
        clean(group.name),
        group.state,
        group.engine,
        String(group.members.length),
        roleOf(group),
        leaderOf(group) ?? '',
        String(group.status?.decided ?? ''),
        group.chain
      ])
    )
  }
}

export const groupShow: CommandDefinition = {
  name: 'group show',
  summary: 'Shows a group: its members and leader, ballots, queue, decided and tentative blocks',
  parameters: [GROUP_PARAMETER],
  options: CLIENT_OPTIONS,
  async run(context) {
    const { terminal, isJson } = context
    const params = groupOf(context)
    const group = await clientOf(context).get('/v1/groups/{group}', { params })
    if (isJson) {
      terminal.json(group)
      return
    }
    for (const [name, text] of rowsOf(group)) {
      terminal.out(`${terminal.style('dim', name.padEnd(10))} ${text}`)
    }
    terminal.table(
      ['MEMBER', 'ROLE', 'REACHED', 'DECIDED', 'BEHIND', 'PEER'],
      group.members.map((member) => memberCells(group, member))
    )
  }
}
