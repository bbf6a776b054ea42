/**
 * The simulator: many made-up worlds, each from a seed, checked against the rules.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { FAULT_NAMES, type FaultName } from '../../sim/faults.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { collectList, parseInteger } from '../parse.ts'

const SEED_MAX = 2 ** 32 - 1
const LINE_CHARACTERS = 96

export const sim: CommandDefinition = {
  name: 'sim',
  isAlone: true,
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
    {
      flags: '--without <faults>',
      text: 'faults that are switched off, separated by commas',
      parse: collectList
    },
    {
      flags: '--threads <count>',
      text: 'threads',
      parse: parseInteger(1, 256),
      defaultText: 'as many as there are processors'
    }
  ],
  notes: ['Faults, each of which a seed may have or not:', ...faultLines()],
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

/** The names of all faults, in lines of a terminal. */
function faultLines(): readonly string[] {
  const lines = ['']
  for (const name of FAULT_NAMES) {
    const line = `${lines.at(-1)} ${name}`
    if (line.length > LINE_CHARACTERS) {
      lines.push(` ${name}`)
    } else {
      lines[lines.length - 1] = line
    }
  }
  return lines.map((line) => ` ${line}`)
}

/** @throws InvalidInputError when one of those to be switched off is no fault */
function faultsOff(context: CommandContext): readonly FaultName[] {
  const given = context.list('without')
  const unknown = given?.find((name) => !FAULT_NAMES.some((known) => known === name))
  if (unknown !== undefined) {
    throw new InvalidInputError(
      `there is no fault "${unknown}"; there are ${FAULT_NAMES.join(', ')}`
    )
  }
  return FAULT_NAMES.filter((name) => given?.includes(name))
}

type Result = Awaited<ReturnType<typeof import('../../sim/parallel.ts').runSuiteInParallel>>

async function inParallel(context: CommandContext): Promise<readonly Result[]> {
  const { runSuiteInParallel } = await import('../../sim/parallel.ts')
  const { replayCommand } = await import('../../sim/suite.ts')
  const { terminal, isJson, signal } = context
  const off = faultsOff(context)
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
  const off = new Set(faultsOff(context))
  const names = await suitesOf(context)
  return names.map((name) =>
    runSuite(suiteOf(name), {
      from: context.number('from') ?? 1,
      seeds: context.number('seeds') ?? 1,
      clock: () => performance.now(),
      options: {
        off,
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
