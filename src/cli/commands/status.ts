/**
 * What the node is doing: status, ready, id, peers, and its end.
 */
import { bytesText } from '../../core/bytes.ts'
import type { GroupJson, StatusJson } from '../../http/answers.ts'
import { CLIENT_OPTIONS, clientOf } from '../client.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { clean, countText, durationText } from '../terminal.ts'
import { ballotLabel, engineLabel, keepsKeys, leaderOf, registersRole } from './group-parts.ts'

export const status: CommandDefinition = {
  name: 'status',
  summary: 'Shows how the node is; fails when it is not well',
  options: CLIENT_OPTIONS,
  async run(context) {
    const found = await clientOf(context).get('/v1/status')
    if (context.isJson) {
      context.terminal.json(found)
    } else {
      print(context, found)
    }
    if (found.health === 'halted' || found.health === 'damaged') {
      throw new ExitError(found.problems.join('; '), {
        exitCode: EXIT.unhealthy,
        hasResult: true
      })
    }
  }
}

function print({ terminal }: CommandContext, found: StatusJson): void {
  const { peers, gossip, vehicle, traffic, health } = found
  const colour = health === 'ok' ? 'green' : health === 'degraded' ? 'yellow' : 'red'
  const own = vehicle.chains.find(({ chain }) => chain === vehicle.ownChain)
  const table = own?.table
  const rows: readonly (readonly [string, string])[] = [
    ['vehicle', `${clean(found.name)} ${found.peer}`],
    ['fleet', found.isOpen ? 'open: admits everybody' : (found.fleet ?? '')],
    ['health', terminal.style(colour, health)],
    ['up', `${durationText(found.uptimeMs)}, version ${found.version}`],
    ['addresses', found.addresses.join(' ')],
    [
      'peers',
      `${peers.discovered} discovered, ${peers.connected} connected, ` +
        `${peers.subscribed} subscribed, ${peers.inBooth} in the booth`
    ],
    ['gossip', gossip.topics.length === 0 ? 'not subscribed' : gossip.topics.join(' ')],
    ['own chain', `${vehicle.ownChain}, height ${own?.certified?.height ?? 0}`],
    [
      'backups',
      table === undefined
        ? 'none yet'
        : `${table.members.length} hold blocks up to ${table.height} (epoch ${table.epoch})`
    ],
    ['chains', `${vehicle.chains.length} known, ${bytesText(found.storeBytes)} on disk`],
    [
      'quota',
      `${bytesText(vehicle.quota.usedBytes)} of ${bytesText(vehicle.quota.quotaBytes)} used by others`
    ],
    ['traffic', `${bytesText(traffic.sentBytes)} out, ${bytesText(traffic.receivedBytes)} in`]
  ]
  for (const [name, text] of [...rows, ...found.groups.map(groupRow)]) {
    terminal.out(`${terminal.style('dim', name.padEnd(10))} ${text}`)
  }
  const { offline, cuts } = vehicle.faults
  const faults = [...offline.map((name) => `offline: ${name}`), ...cuts.map((cut) => `cut: ${cut}`)]
  for (const line of [...found.problems, ...faults]) {
    terminal.out(`${terminal.style('yellow', '!'.padEnd(10))} ${clean(line)}`)
  }
}

/** What status says of a group. */
export function groupRow(group: GroupJson): readonly [string, string] {
  const { chain, name, engine, members, status, ring } = group
  const label = clean(name) || chain
  if (status === undefined || !group.isMember) {
    const kept = [
      ...(status === undefined ? [] : [`, ${countText(status.decided, 'block')} kept`]),
      ...(keepsKeys(ring) ? [`, ${countText(ring?.keys ?? 0, 'key')} of its ring kept`] : [])
    ].join('')
    return [
      'group',
      `${label}: ${countText(members.length, 'member')}, this vehicle is none${kept}`
    ]
  }
  const { ballot, booth, decided, tail, queue } = status
  // Of registers somebody leads besides the log.
  const { fault } = group.registers ?? status
  const role = registersRole(group.registers ?? status)
  const ballotOf = group.registers === undefined ? 'ballot' : 'its log has ballot'
  const leader = leaderOf(group)
  const here = members.filter(({ isConnected }) => isConnected).length
  const money = group.bank?.money
  const sums =
    money === undefined
      ? ''
      : `, ${money.total} of ${money.minted} minted: ${money.isConserved ? 'conserved' : 'NOT CONSERVED'}`
  return [
    'group',
    `${label}: ${engine === 'paxos' ? '' : `${engineLabel(group)}: `}${fault === undefined ? role : `${role} (${fault})`}, ` +
      `${leader === undefined ? 'nobody leads' : `${leader} leads`}, ` +
      `${ballotOf} ${ballotLabel(group, ballot)}, booth ${booth}, ` +
      `${here} of ${countText(members.length, 'member')} in reach, ` +
      `${countText(decided, 'block')} and ${tail} tentative, ${countText(queue, 'operation')} waiting${sums}`
  ]
}

interface Ready {
  readonly isReady: boolean
  readonly health: string
  readonly problems: readonly string[]
}

const LOOK_AGAIN_MS = 200

export const ready: CommandDefinition = {
  name: 'ready',
  summary: 'Succeeds when the node is ready',
  options: [
    ...CLIENT_OPTIONS,
    { flags: '--wait', text: 'wait until it is, as long as --timeout allows' }
  ],
  async run(context) {
    const waitMs = context.number('timeout') ?? Number.POSITIVE_INFINITY
    const endsAtMs = performance.now() + waitMs
    for (;;) {
      const answer = await askReady(context)
      const isLast = !context.flag('wait') || performance.now() > endsAtMs
      if (answer.isReady || isLast) {
        tellReady(context, answer)
        return
      }
      context.signal.throwIfAborted()
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
  }
}

/** An unready node answers 503, which is no error here; no node at all is one, unless waited for. */
async function askReady(context: CommandContext): Promise<Ready> {
  try {
    return await clientOf(context).get('/readyz')
  } catch (error) {
    if (context.flag('wait') && error instanceof Error && error.name === 'UnreachableError') {
      return { isReady: false, health: 'unreachable', problems: [error.message] }
    }
    throw error
  }
}

function tellReady({ terminal, isJson }: CommandContext, answer: Ready): void {
  if (isJson) {
    terminal.json(answer)
  }
  if (!answer.isReady) {
    const exit = answer.health === 'unreachable' ? EXIT.unreachable : EXIT.unhealthy
    throw new ExitError(answer.problems.join('; ') || 'the node is not ready', {
      exitCode: exit,
      hasResult: true
    })
  }
  if (!isJson) {
    terminal.out('ready')
  }
}

export const id: CommandDefinition = {
  name: 'id',
  summary: 'Prints the peer id of this vehicle; the node need not run',
  async run({ dataDir, terminal, isJson }) {
    const { loadKey } = await import('../../node/identity.ts')
    const { join } = await import('node:path')
    const identity = await loadKey(join(dataDir, 'key'))
    if (identity === undefined) {
      throw new ExitError(`there is no key in ${dataDir}; run: vguard-node init`, {
        exitCode: EXIT.notFound
      })
    }
    if (isJson) {
      terminal.json({ peer: identity.peer })
    } else {
      terminal.out(identity.peer)
    }
  }
}

export const peers: CommandDefinition = {
  name: 'peers',
  summary: 'Lists the vehicles that are connected or were',
  options: CLIENT_OPTIONS,
  async run(context) {
    const { terminal, isJson } = context
    const found = await clientOf(context).get('/v1/peers')
    if (isJson) {
      terminal.json(found)
      return
    }
    const nowMs = Date.now()
    terminal.table(
      ['NAME', 'PEER', 'STATE', 'SINCE', 'CLOCK', 'VERSION', 'ADDRESS'],
      found.peers.map((peer) => [
        clean(peer.name),
        peer.peer,
        peer.isConnected ? (peer.direction ?? '') : 'away',
        peer.connectedAtMs === undefined ? '' : durationText(nowMs - peer.connectedAtMs),
        peer.clockAheadMs === undefined ? '' : `${peer.clockAheadMs} ms`,
        clean(peer.version ?? ''),
        peer.addresses[0] ?? ''
      ])
    )
  }
}

export const stop: CommandDefinition = {
  name: 'stop',
  summary: 'Ends the running node',
  options: CLIENT_OPTIONS,
  async run(context) {
    const client = clientOf(context)
    await client.post('/v1/stop')
    const endsAtMs = performance.now() + (context.number('timeout') ?? STOP_MS)
    while (await isUp(context)) {
      if (performance.now() > endsAtMs) {
        throw new ExitError('the node was asked to stop and still answers', {
          exitCode: EXIT.timedOut
        })
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
    if (context.isJson) {
      context.terminal.json({ stopped: true })
    } else {
      context.terminal.out('stopped')
    }
  }
}

const STOP_MS = 15_000

async function isUp(context: CommandContext): Promise<boolean> {
  try {
    await clientOf(context).text('/livez')
    return true
  } catch {
    return false
  }
}
