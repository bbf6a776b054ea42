/**
 * What the process gives to a command, with what the command writes kept.
 */
import { Readable } from 'node:stream'
import type { Cli } from '../../src/cli/command.ts'
import { createTerminal } from '../../src/cli/terminal.ts'

export function createCli(env: Record<string, string> = {}, input = '') {
  const written = { out: '', err: '' }
  const cli: Cli = {
    terminal: createTerminal({
      stdout: { write: (text) => (written.out += text) },
      stderr: { write: (text) => (written.err += text) },
      env
    }),
    env,
    stdin: Readable.from([Buffer.from(input)]),
    signal: new AbortController().signal
  }
  return { cli, written }
}
