/**
 * The ring of a group of the engine twophase: which vehicles keep its keys, and how evenly.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { RING_KEYS_MAX } from '../../core/limits.ts'
import type { RingJson, RingNodeJson } from '../../http/answers.ts'
import type { AnswerAt } from '../../http/calls.ts'
import { CLIENT_OPTIONS, patientClient } from '../client.ts'
import { type CommandContext, type CommandDefinition, commandHere } from '../command.ts'
import { collectList } from '../parse.ts'
import { clean, countText } from '../terminal.ts'
import { fetchedText } from './group-parts.ts'
import { GROUP_PARAMETER, groupOf } from './groups.ts'

/** Characters of the bar of the vehicle that keeps most. */
const BAR_CHARACTERS = 40

export const ringShow: CommandDefinition = {
  name: 'ring show',
  summary: 'Shows the vehicles that keep the keys of a group, their shares, and who owns some keys',
  parameters: [GROUP_PARAMETER],
  options: [
    {
      flags: '--keys <keys>',
      text: `keys whose owners are wanted, separated by commas; at most ${RING_KEYS_MAX}`,
      parse: collectList
    },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const { terminal, isJson } = context
    const keys = context.list('keys')
    if (keys !== undefined && keys.length > RING_KEYS_MAX) {
      throw new InvalidInputError(
        `--keys names ${keys.length} keys, at most ${RING_KEYS_MAX} are told at once; ask for the ` +
          'others in a further call'
      )
    }
    const query = { key: keys, timeoutMs: context.number('timeout') }
    const sent = { params: groupOf(context), query }
    const ring = await patientClient(context).get('/v1/ring/{group}', sent)
    if (isJson) {
      terminal.json(ring)
      return
    }
    const { version, phase, copies, nodes } = ring
    terminal.out(
      `ring ${version}, ${phase}, ${countText(nodes.length, 'vehicle')}, ` +
        `${countText(copies, 'copy', 'copies')} of each key`
    )
    const fetched = fetchedText(ring.moved)
    if (fetched !== undefined) {
      terminal.out(`this vehicle fetches its keys: ${fetched}`)
    }
    terminal.table(
      ['VEHICLE', 'TOKENS', 'FIRST', 'KEEPS', 'BALANCE', 'STATE', 'PEER'],
      nodes.map((node) => cellsOf(node, ring))
    )
    for (const { key, owners } of ring.owners) {
      terminal.out(`${clean(key)}: ${owners.map(clean).join(', ')}`)
    }
  }
}

function cellsOf(node: RingNodeJson, { nodes, phase, ready }: RingJson): readonly string[] {
  const { name, tokens, first, all, peer } = node
  const most = Math.max(...nodes.map((other) => other.all), 0)
  const length = most === 0 ? 0 : Math.round((BAR_CHARACTERS * all) / most)
  return [
    clean(name),
    String(tokens),
    percent(first),
    percent(all),
    '█'.repeat(length),
    stateOf(node, phase === 'moving', ready.includes(name)),
    peer
  ]
}

/** Who stays on the ring has to fetch as well what others have left. */
function stateOf(
  { isLost, isJoining, isLeaving }: RingNodeJson,
  isMoving: boolean,
  isReady: boolean
): string {
  if (isLost || isLeaving) {
    return isLost ? 'lost' : 'leaves'
  }
  if (isMoving && !isReady) {
    return 'fetches its keys'
  }
  return isJoining ? 'has its keys' : ''
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}

export const ringJoin: CommandDefinition = {
  name: 'ring join',
  summary: 'Has this vehicle keep keys of a group; it fetches its share',
  parameters: [GROUP_PARAMETER],
  options: CLIENT_OPTIONS,
  async run(context) {
    const sent = { params: groupOf(context), body: { timeoutMs: context.number('timeout') } }
    tell(context, await patientClient(context).post('/v1/ring/{group}/join', sent))
  }
}

export const ringLeave: CommandDefinition = {
  name: 'ring leave',
  summary: 'Has a vehicle keep no keys of a group any more; others fetch them first',
  parameters: [GROUP_PARAMETER, ['[vehicle]', 'who leaves; this vehicle without it']],
  options: [
    { flags: '--gone', text: 'it is lost: nobody waits for it, its copies are made again' },
    ...CLIENT_OPTIONS
  ],
  notes: [
    'Keys whose last copies it has are not given up. While keys move all of them can be read and put.'
  ],
  async run(context) {
    const [, vehicle] = context.parameters
    const gone = context.flag('gone') || undefined
    const body = { vehicle, gone, timeoutMs: context.number('timeout') }
    const sent = { params: groupOf(context), body }
    tell(context, await patientClient(context).post('/v1/ring/{group}/leave', sent))
  }
}

function tell(context: CommandContext, change: AnswerAt<'POST', '/v1/ring/{group}/join'>): void {
  const { terminal, isJson } = context
  if (isJson) {
    terminal.json(change)
  } else {
    const { isNew, version } = change
    const show = commandHere(context, `ring show ${groupOf(context).group}`)
    terminal.out(isNew ? `ring ${version}: see ${show}` : `ring ${version}, as before`)
  }
}
