/**
 * The simulator: many made-up worlds, each from a seed, checked against the rules.
 */
import type { CommandContext, CommandDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { collectList, parseInteger } from '../parse.ts'

const SEED_MAX = 2 ** 32 - 1

export const sim: CommandDefinition = {
  name: 'sim',
  summary: 'Simulates whole fleets under faults and checks that every promise holds',
  options: [
    {
      flags: '--suite <name>',
      text: 'which rules: archive, paxos, groups, bank, quorum, twophase, or all',
      default: 'archive'
    },
    { flags: '--seeds <count>', text: 'worlds', parse: parseInteger(1, 1e9), default: 100 },
    { flags: '--from <seed>', text: 'first seed', parse: parseInteger(0, SEED_MAX), default: 1 },
    { flags: '--trace', text: 'print every event; best with --seeds 1' },
    { flags: '--without <faults>', text: 'faults that are switched off', parse: collectList },
    {
      flags: '--threads <count>',
      text: 'threads',
      parse: parseInteger(1, 256),
      defaultText: 'as many as there are processors'
    }
  ],
  async run(context) {
    const results = context.flag('trace') ? await traced(context) : await inParallel(context)
    const violations = results.reduce((sum, result) => sum + result.violations, 0)
    if (context.isJson) {
      const [first] = results
      context.terminal.json(
        results.length === 1 && first !== undefined ? first : { suite: 'all', violations, results }
      )
    }
    if (violations > 0) {
      throw new ExitError(`${violations} worlds broke a rule`, {
        exitCode: EXIT.failed,
        hasResult: true
      })
    }
  }
}

type Result = Awaited<ReturnType<typeof import('../../sim/parallel.ts').runSuiteInParallel>>

async function inParallel(context: CommandContext): Promise<readonly Result[]> {
  const { runSuiteInParallel } = await import('../../sim/parallel.ts')
  const { replayCommand } = await import('../../sim/suite.ts')
  const { terminal, isJson, signal } = context
  const off = (context.list('without') ?? []) as never[]
  const threads = context.number('threads')
  const results: Result[] = []
  for (const suite of await suitesOf(context)) {
    let done = 0
    const result = await runSuiteInParallel({
      suite,
      from: context.number('from') ?? 1,
      seeds: context.number('seeds') ?? 1,
      off,
      signal,
      ...(threads === undefined ? {} : { threads }),
      onReport({ seed, violations, undecided }) {
        done++
        terminal.progress(`${suite}: ${done} worlds`)
        for (const { rule, message } of violations) {
          terminal.say(`seed ${seed} broke ${rule}: ${message}`)
        }
        if (undecided) {
          terminal.say(`seed ${seed} is undecided: its operations overlap in too many ways`)
        }
        if (undecided || violations.length > 0) {
          terminal.say(`  replay: ${replayCommand(suite, seed, off)}`)
        }
      }
    })
    results.push(result)
    if (!isJson) {
      const { seeds, violations, undecided, seedsPerHour } = result
      terminal.out(
        `${suite}: ${seeds} worlds, ${violations} violations, ${undecided} undecided, ` +
          `${seedsPerHour} worlds an hour`
      )
    }
  }
  return results
}

async function traced(context: CommandContext): Promise<readonly Result[]> {
  const { runSuite } = await import('../../sim/suite.ts')
  const { suiteOf } = await import('../../sim/suites.ts')
  const { terminal, signal } = context
  const names = await suitesOf(context)
  return names.map((name) =>
    runSuite(suiteOf(name), {
      from: context.number('from') ?? 1,
      seeds: context.number('seeds') ?? 1,
      clock: () => performance.now(),
      options: {
        off: new Set((context.list('without') ?? []) as never[]),
        print: (line) => terminal.out(line)
      },
      isEnough: () => signal.aborted,
      onReport({ seed, violations }) {
        for (const { rule, message } of violations) {
          terminal.say(`seed ${seed} broke ${rule}: ${message}`)
        }
      }
    })
  )
}

async function suitesOf(context: CommandContext): Promise<readonly string[]> {
  const { SUITE_NAMES, suiteOf } = await import('../../sim/suites.ts')
  const name = context.text('suite') ?? 'archive'
  return name === 'all' ? SUITE_NAMES : [suiteOf(name).name]
}
