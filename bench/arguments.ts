/**
 * The command line of `npm run bench`.
 */
import { parseArgs } from 'node:util'
import { COMPARED_ENGINES, isComparedEngine, USUAL_ENGINES } from '../src/cli/bench/engines.ts'
import { isSystemName, SYSTEM_NAMES, type SystemName } from './peer-systems.ts'

export interface BenchArguments {
  /** Measurements to take, in the order in which they run. */
  readonly only: readonly string[]
  readonly json: boolean
  /** Say what there is to ask for, and measure nothing. */
  readonly help: boolean
  /** Also say where the processor's time went. */
  readonly profile: boolean
  /** Runs of each measurement; each has its own number when this is undefined. */
  readonly runs: number | undefined
  /** Ends of booth after which traffic is looked at, ascending. */
  readonly booths: readonly number[]
  /** Blocks that the start is measured with. */
  readonly blocks: number
  /** Size of the chain that is replicated. */
  readonly mebibytes: number
  /** Where the engines that were measured are drawn side by side; undefined for nowhere. */
  readonly drawing: string | undefined
  /** Stores that are compared, in the order of SYSTEM_NAMES. */
  readonly peers: readonly SystemName[]
  /** Length of each load of the comparison; its own when this is undefined. */
  readonly seconds: number | undefined
  /** Write pages from the reports that are kept, and measure nothing for them. */
  readonly render: boolean
  /** Where pages and reports are written; the repository when this is undefined. */
  readonly into: string | undefined
}

/** What a person typed wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const RUNS_MAX = 100
const SECONDS_MAX = 60

/** They write pages, so they run only when they are named. */
export const WRITING: readonly string[] = ['peers', 'evaluation']

const DEFAULTS = { booths: '2000,4000,8000', blocks: '100000', mebibytes: '64' } as const

/** @param names every measurement there is */
export function benchHelp(names: readonly string[]): string {
  return `Usage: npm run bench -- [flags]

Measures the product on this machine and prints a table; exits 0 when everything asked was measured.

  --only NAMES     some of: ${names.join(',')} 
                   (default: all but classic, and ${WRITING.join(', ')}, which write pages in docs/)
  --json           also one JSON object as the last line
  --runs N         runs of each measurement, 1 to ${RUNS_MAX} (default: its own number)
  --booths N,N,…   ends of booth after which traffic is looked at (default: ${DEFAULTS.booths})
  --blocks N       blocks that the start is measured with (default: ${DEFAULTS.blocks})
  --mebibytes N    size of the chain that is replicated (default: ${DEFAULTS.mebibytes})
  --engines NAMES  measure these engines of key-value stores and compare them: ${COMPARED_ENGINES.join(',')}
  --drawing FILE   draw the engines that were measured side by side, as SVG
  --peers NAMES    stores that "peers" compares: ${SYSTEM_NAMES.join(',')} (default: all)
  --seconds N      length of each load of "peers", 1 to ${SECONDS_MAX} (default: 5)
  --render         write these pages again, from the reports in bench/results; measures nothing for them
  --into FOLDER    write pages and reports there instead of into the repository
  --profile        also where the processor's time went
  --help           this text`
}

/**
 * @param names every measurement there is
 * @throws UsageError when a flag or a name is unknown, or a number is out of its range
 */
export function parseBenchArguments(
  args: readonly string[],
  names: readonly string[]
): BenchArguments {
  const values = parseFlags(args)
  const engines = values.engines?.split(',') ?? []
  const others = values.only?.split(',') ?? (values.engines === undefined ? usual(names) : [])
  const only = [...others, ...engines]
  const unknown = engines.find((name) => !(isComparedEngine(name) && names.includes(name)))
  if (unknown !== undefined) {
    const known = COMPARED_ENGINES.filter((engine) => names.includes(engine))
    throw new UsageError(`there is no engine "${unknown}"; there are ${known.join(', ')}`)
  }
  for (const name of only) {
    if (!names.includes(name)) {
      throw new UsageError(`there is no measurement "${name}"; there are ${names.join(', ')}`)
    }
  }
  const booths = values.booths.split(',').map((text) => integer('--booths', text, 1, 1_000_000))
  if (booths.some((count, i) => count <= (booths[i - 1] ?? 0))) {
    throw new UsageError(`--booths ${values.booths} must ascend`)
  }
  return {
    only: names.filter((name) => only.includes(name)),
    json: values.json,
    help: values.help,
    profile: values.profile,
    runs: values.runs === undefined ? undefined : integer('--runs', values.runs, 1, RUNS_MAX),
    booths,
    blocks: integer('--blocks', values.blocks, 1, 10_000_000),
    mebibytes: integer('--mebibytes', values.mebibytes, 1, 1024),
    drawing: values.drawing,
    peers: peersOf(values.peers),
    seconds:
      values.seconds === undefined
        ? undefined
        : integer('--seconds', values.seconds, 1, SECONDS_MAX),
    render: values.render,
    into: values.into
  }
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        profile: { type: 'boolean', default: false },
        runs: { type: 'string' },
        peers: { type: 'string' },
        seconds: { type: 'string' },
        into: { type: 'string' },
        render: { type: 'boolean', default: false },
        engines: { type: 'string' },
        drawing: { type: 'string' },
        booths: { type: 'string', default: DEFAULTS.booths },
        blocks: { type: 'string', default: DEFAULTS.blocks },
        mebibytes: { type: 'string', default: DEFAULTS.mebibytes }
      }
    }).values
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

const isUsual = (name: string): boolean =>
  isComparedEngine(name) ? USUAL_ENGINES.includes(name) : !WRITING.includes(name)

const usual = (names: readonly string[]): readonly string[] => names.filter(isUsual)

function peersOf(text: string | undefined): readonly SystemName[] {
  const asked = text?.split(',') ?? SYSTEM_NAMES
  const unknown = asked.find((name) => !isSystemName(name))
  if (unknown !== undefined) {
    throw new UsageError(`there is no store "${unknown}"; there are ${SYSTEM_NAMES.join(', ')}`)
  }
  return SYSTEM_NAMES.filter((name) => asked.includes(name))
}

function integer(flag: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new UsageError(`${flag} is "${text}", it must be a whole number from ${min} to ${max}`)
  }
  return value
}
