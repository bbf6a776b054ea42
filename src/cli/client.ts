/**
 * How commands reach the running node: where it listens, which token it wants, how long to wait.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidInputError } from '../core/errors.ts'
import { type ControlAddress, parseControlAddress } from '../http/address.ts'
import {
  type ControlClient,
  type ControlClientOptions,
  createControlClient,
  UnreachableError
} from '../http/client.ts'
import { readToken, readTokenFile } from '../http/token.ts'
import { PATIENCE_MS_MAX } from '../node/patience.ts'
import { clusterDirectory, startCommand, vehicleNames } from './cluster/place.ts'
import type { CommandContext, OptionDefinition } from './command.ts'
import { parseControl, parseDurationTo } from './parse.ts'
import { clean } from './terminal.ts'

/** The daemon writes down where its control API listens. */
export const ADDRESS_FILE = 'api-address'

export const HTTP_OPTION: OptionDefinition = {
  flags: '--http <address>',
  text: 'control address of the node: host:port or unix:/path',
  parse: parseControl,
  defaultText: 'the one that the running node wrote into its data directory'
}

/** 24 days: a timer that is set for more than 2^31 ms ends at once. */
const TIMEOUT_MS_MAX = 24 * 86_400_000

export const TIMEOUT_OPTION: OptionDefinition = {
  flags: '--timeout <duration>',
  text: 'give up waiting after this time',
  parse: parseDurationTo(TIMEOUT_MS_MAX)
}

export const TOKEN_FILE_OPTION: OptionDefinition = {
  flags: '--token-file <file>',
  text: 'file with the token of the control API',
  defaultText: 'VGUARD_TOKEN, else api-token in the data directory'
}

/** Options of every command that talks to the node. */
export const CLIENT_OPTIONS: readonly OptionDefinition[] = [
  HTTP_OPTION,
  TIMEOUT_OPTION,
  TOKEN_FILE_OPTION
]

/**
 * The node of this data directory, or the one named. Nobody else is asked: another vehicle may listen
 * where this one would.
 *
 * @throws InvalidInputError when the token is to come from a file that cannot be read
 * @throws UnreachableError when no node runs with this data directory and none is named
 */
export function clientOf(
  context: CommandContext,
  { timeoutMs, isLineByLine = false }: Pick<ControlClientOptions, 'timeoutMs' | 'isLineByLine'> = {
    timeoutMs: context.number('timeout')
  }
): ControlClient {
  const { dataDir, clusterDir, signal } = context
  const named = context.text('http')
  // Port 0 lets the node pick one; which it was, it has written down.
  const isPicked = named?.endsWith(':0') === true
  const address =
    named === undefined || isPicked ? readAddress(dataDir) : parseControlAddress(named)
  if (address === undefined) {
    const [first] = clusterDir === clusterDirectory(dataDir) ? vehicleNames(clusterDir) : []
    const others =
      first === undefined
        ? 'another by'
        : `one of the cluster in it by --vehicle ${first}, another by`
    throw new UnreachableError(
      `no node runs with the data directory ${dataDir}; start it with: ${startCommand(dataDir)}, or name ${others} --data-dir or --http`
    )
  }
  return createControlClient({
    address,
    token: tokenOf(context),
    timeoutMs,
    isLineByLine,
    signal,
    // Of a node at another address nothing more is known.
    startCommand: context.originOf('http') === 'flag' ? undefined : startCommand(dataDir)
  })
}

/** Time for the answer to arrive after the node has given up. */
const ANSWER_MS = 5_000

function patienceOf(context: CommandContext): number | undefined {
  const timeoutMs = context.number('timeout')
  if (timeoutMs !== undefined && timeoutMs > PATIENCE_MS_MAX) {
    throw new InvalidInputError(`${timeoutMs / 1000} s is too long, a node tries for at most 1h`)
  }
  return timeoutMs
}

/**
 * A client that waits for the node's own answer, which tells why it gave up and what became of it. The node
 * tries so long for each page of many lines.
 */
export function patientClient(context: CommandContext): ControlClient {
  const timeoutMs = context.within('timeout', () => patienceOf(context))
  const answerMs = timeoutMs === undefined ? undefined : timeoutMs + ANSWER_MS
  return clientOf(context, { timeoutMs: answerMs, isLineByLine: true })
}

/**
 * What the node wants to see; undefined when the one in the data directory may not be read. A flag stands
 * before the environment.
 *
 * @throws InvalidInputError when a file is named that cannot be read
 */
export function tokenOf(context: CommandContext): string | undefined {
  const { dataDir, env } = context
  const file = context.text('tokenFile')
  const given = context.originOf('tokenFile') === 'flag' ? undefined : env['VGUARD_TOKEN']
  if (given !== undefined || file === undefined) {
    return given ?? readToken(dataDir)
  }
  return context.within('tokenFile', () => readTokenFile(file))
}

/** Also undefined for a file that was cut off: no node that runs has left that. */
function readAddress(dataDir: string): ControlAddress | undefined {
  try {
    return parseControlAddress(readFileSync(join(dataDir, ADDRESS_FILE), 'utf8').trim())
  } catch {
    return undefined
  }
}

/** How people call vehicles: by alias, or by id when the node knows none. */
export async function namesOf(context: CommandContext): Promise<(peer: string) => string> {
  const client = clientOf(context)
  const { peers } = await client.get('/v1/peers')
  const own = await client.get('/v1/status')
  const names = new Map([...peers, own].map(({ peer, name }) => [peer, clean(name)]))
  return (peer) => names.get(peer) || peer
}
