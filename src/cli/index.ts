/**
 * The command line: words in, exit code out.
 *
 * Keeps: whatever goes wrong is one sentence on standard error; with --json also one object on the
 * last line of standard output: the error, or the result that says what is wrong. The first interrupt asks for the end, the second one ends at once.
 */
import { CommanderError } from 'commander'
import type { Cli } from './command.ts'
import { EXIT, ExitError, errorCodeOf, exitCodeOf } from './exit-codes.ts'
import { watchOutputs } from './output.ts'
import { commandIn, createProgram, takesFlag } from './program.ts'
import { shellWord } from './quoting.ts'
import { clean, createTerminal, type Terminal } from './terminal.ts'

/** Runs one command. Returns the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  const { stdin, stdout, stderr, env } = process
  const terminal = createTerminal({ stdout, stderr, env })
  const controller = new AbortController()
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      process.exit(EXIT.interrupted)
    }
    controller.abort(new DOMException('interrupted', 'AbortError'))
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of signals) {
    process.on(name, onSignal)
  }
  watchOutputs({ stdout, stderr }, (code) => process.exit(code))
  try {
    return await run(words, { terminal, env, stdin, signal: controller.signal })
  } finally {
    for (const name of signals) {
      process.off(name, onSignal)
    }
    // An input that goes on, such as that of tail -f, does not keep a command that has ended.
    stdin.destroy()
  }
}

/** Runs one command with what it is given; throws nothing. */
export async function run(words: readonly string[], cli: Cli): Promise<number> {
  const isJson = words.includes('--json')
  let running: Promise<void> = Promise.resolve()
  try {
    const program = createProgram({ ...cli, run }, (promise) => {
      running = promise
    })
    if (words.length === 0) {
      cli.terminal.out(program.helpInformation().trimEnd())
      return EXIT.usage
    }
    program.parse([...words], { from: 'user' })
    await running
    return EXIT.ok
  } catch (error) {
    return tell(error, cli, words, isJson)
  }
}

function tell(
  error: unknown,
  { terminal, signal }: Cli,
  words: readonly string[],
  isJson: boolean
): number {
  if (error instanceof CommanderError) {
    return tellUsage(error, terminal, words, isJson)
  }
  if (signal.aborted) {
    terminal.say('interrupted')
    return EXIT.interrupted
  }
  const message = error instanceof Error ? error.message : String(error)
  const exitCode = exitCodeOf(error)
  // It may name a group as somebody else has called it.
  terminal.say(`${terminal.style('red', 'error:')} ${clean(message)}${againText(error, words)}`)
  const hasResult = error instanceof ExitError && error.hasResult
  if (isJson && !hasResult) {
    terminal.json({ error: { code: errorCodeOf(error), message, ...factsOf(error) }, exitCode })
  }
  return exitCode
}

/**
 * How an operation whose outcome is unknown is asked for again, where the command takes its id; programs
 * find it in the facts.
 */
function againText(error: unknown, words: readonly string[]): string {
  const { operation } = factsOf(error) as { readonly operation?: unknown }
  const isUnknown = errorCodeOf(error) === 'ERR_OUTCOME_UNKNOWN'
  return isUnknown && typeof operation === 'string' && operation && takesFlag(words, '--operation')
    ? `: --operation ${shellWord(operation)}`
    : ''
}

/** What else a program may want to know: the operation to ask for again, the facts of a refusal. */
function factsOf(error: unknown): object {
  const problem = error instanceof Error && 'problem' in error ? error.problem : error
  if (typeof problem !== 'object' || problem === null) {
    return {}
  }
  const { operation, facts, retry } = problem as Record<string, unknown>
  const found = { operation, facts, retry }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** Help and versions end well; everything else that commander throws is a wrong flag or word. */
function tellUsage(
  error: CommanderError,
  terminal: Terminal,
  words: readonly string[],
  isJson: boolean
): number {
  if (error.exitCode === 0 || error.code === 'commander.help') {
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  }
  const message = error.message.replace(/^error: |\.$/g, '')
  const help = ['vguard-node', commandIn(words), '--help'].filter((word) => word !== '').join(' ')
  terminal.say(`${terminal.style('red', 'error:')} ${message}; see: ${help}`)
  if (isJson) {
    terminal.json({ error: { code: 'ERR_USAGE', message }, exitCode: EXIT.usage })
  }
  return EXIT.usage
}
