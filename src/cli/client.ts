/**
 * How commands reach the running node: where it listens, which token it wants, how long to wait.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTROL_DEFAULT, parseControlAddress } from '../http/address.ts'
import { type ControlClient, createControlClient } from '../http/client.ts'
import { readToken } from '../http/token.ts'
import type { CommandContext, OptionDefinition } from './command.ts'
import { parseDuration } from './parse.ts'

/** The daemon writes down where its control API listens. */
export const ADDRESS_FILE = 'api-address'

export const HTTP_OPTION: OptionDefinition = {
  flags: '--http <address>',
  text: 'control address of the node: host:port or unix:/path',
  defaultText: `the one in the data directory, else ${CONTROL_DEFAULT}`
}

export const TIMEOUT_OPTION: OptionDefinition = {
  flags: '--timeout <duration>',
  text: 'give up waiting after this time',
  parse: parseDuration
}

/** Options of every command that talks to the node. */
export const CLIENT_OPTIONS: readonly OptionDefinition[] = [HTTP_OPTION, TIMEOUT_OPTION]

/** @throws InvalidInputError when the address is none */
export function clientOf(context: CommandContext): ControlClient {
  const { dataDir, env, signal } = context
  const address = context.text('http') ?? readAddress(dataDir) ?? CONTROL_DEFAULT
  return createControlClient({
    address: parseControlAddress(address),
    token: env['VGUARD_TOKEN'] ?? readToken(dataDir),
    timeoutMs: context.number('timeout'),
    signal
  })
}

function readAddress(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, ADDRESS_FILE), 'utf8').trim()
  } catch {
    return undefined
  }
}
