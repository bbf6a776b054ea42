/**
 * A shell for one group: the commands of its key-value store, and what the old clients and servers
 * were asked on their consoles.
 *
 * Keeps: one command at a time; an interrupt ends the command that runs, and the shell when none does.
 */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { Readable } from 'node:stream'
import { InvalidInputError } from '../../core/errors.ts'
import { CLIENT_OPTIONS, clientOf } from '../client.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { EXIT, type ExitCode, ExitError } from '../exit-codes.ts'
import { commandOf, HELP } from '../shell-words.ts'
import { GROUP_PARAMETER, groupOf } from './groups.ts'

const HISTORY_FILE = 'shell-history'
const HISTORY_LINES_MAX = 1000

export const shell: CommandDefinition = {
  name: 'shell',
  summary: 'Takes commands about a group, from a terminal with history or from a script',
  parameters: [GROUP_PARAMETER],
  options: CLIENT_OPTIONS,
  notes: [
    'In a script every command is run; the exit code is that of the first that failed.',
    ...HELP
  ],
  async run(context) {
    // Else a person would find out only by the first command, and an empty script not at all.
    await clientOf(context).get('/v1/groups/{group}', { params: groupOf(context) })
    const isTerminal = context.stdin.isTTY === true && !context.isJson
    const lines = createInterface({
      input: isTerminal ? process.stdin : Readable.from(context.stdin),
      ...(isTerminal ? { output: process.stdout, history: readHistory(context) } : {}),
      prompt: `${context.parameters[0] ?? ''}> `,
      historySize: HISTORY_LINES_MAX,
      removeHistoryDuplicates: true,
      terminal: isTerminal
    })
    const failed = await runLines(context, lines, isTerminal)
    if (failed !== undefined && !isTerminal) {
      const message = `line ${failed.line} failed with ${failed.exitCode}`
      throw new ExitError(message, { exitCode: failed.exitCode as ExitCode })
    }
  }
}

interface Failed {
  readonly line: number
  readonly exitCode: number
}

/** Runs every line in its turn. Returns the first that failed. */
async function runLines(
  context: CommandContext,
  lines: Interface,
  isTerminal: boolean
): Promise<Failed | undefined> {
  let running: AbortController | undefined
  let failed: Failed | undefined
  let number = 0
  let said: readonly string[] = []
  lines.on('history', (history: readonly string[]) => {
    said = history
  })
  lines.on('SIGINT', () => {
    if (running === undefined) {
      lines.close()
    } else {
      running.abort(new DOMException('interrupted', 'AbortError'))
    }
  })
  const prompt = (): void => {
    if (isTerminal) {
      lines.prompt()
    }
  }
  prompt()
  for await (const line of lines) {
    number++
    if (/^\s*(exit|quit|\.exit)\s*$/i.test(line)) {
      break
    }
    running = new AbortController()
    const signal = AbortSignal.any([running.signal, context.signal])
    const exitCode = await runLine(context, line, signal)
    running = undefined
    failed ??= exitCode === EXIT.ok ? undefined : { line: number, exitCode }
    if (context.signal.aborted) {
      break
    }
    prompt()
  }
  lines.close()
  if (isTerminal && said.length > 0) {
    await writeFile(historyPath(context), `${[...said].reverse().join('\n')}\n`, { mode: 0o600 })
  }
  return failed
}

async function runLine(
  context: CommandContext,
  line: string,
  signal: AbortSignal
): Promise<number> {
  const { terminal, isJson, env, stdin, run } = context
  if (/^\s*(#.*)?$/.test(line)) {
    return EXIT.ok
  }
  if (/^\s*(help|\?)\s*$/i.test(line)) {
    HELP.forEach(terminal.out)
    return EXIT.ok
  }
  try {
    const words = commandOf(line, context.parameters[0] ?? '')
    if (words === undefined || run === undefined) {
      throw new InvalidInputError(`there is no such command here: ${line.trim()}; see: help`)
    }
    const where = [
      ...['--data-dir', context.dataDir],
      ...optionOf(context, 'http', '--http'),
      ...optionOf(context, 'tokenFile', '--token-file'),
      // The line may have a time of its own.
      ...(words.some((word) => /^--timeout(=|$)/.test(word)) ? [] : timeoutOf(context)),
      ...(isJson ? ['--json'] : [])
    ]
    return await run([...words, ...where], { terminal, env, stdin, signal })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    terminal.say(`${terminal.style('red', 'error:')} ${message}`)
    return EXIT.usage
  }
}

function optionOf(context: CommandContext, name: string, flag: string): readonly string[] {
  const value = context.text(name)
  return value === undefined ? [] : [flag, value]
}

function timeoutOf(context: CommandContext): readonly string[] {
  const ms = context.number('timeout')
  return ms === undefined ? [] : ['--timeout', `${ms}ms`]
}

function historyPath({ dataDir }: CommandContext): string {
  return join(dataDir, HISTORY_FILE)
}

/** The newest line first, as readline wants it. */
function readHistory(context: CommandContext): string[] {
  try {
    const lines = readFileSync(historyPath(context), 'utf8').split('\n')
    return lines.filter((line) => line !== '').reverse()
  } catch {
    return []
  }
}
