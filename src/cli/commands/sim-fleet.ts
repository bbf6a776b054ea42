/**
 * `sim fleet`: the backup machines of a whole fleet over a day, against the closed formula.
 *
 * Keeps: what is printed and drawn follows from the options and the seed; how long it took goes to the
 * standard error.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '../../core/errors.ts'
import { FLEET_DEFAULTS, type FleetOptions } from '../../sim/fleet/options.ts'
import type { FleetReport } from '../../sim/fleet/report.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { preparePlace } from '../drawing-place.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { durationText } from '../terminal.ts'

const KIB = 1024

const TEXTS: Readonly<Record<keyof FleetOptions, readonly [flags: string, text: string]>> = {
  vehicles: ['--vehicles <count>', 'vehicles, there or away'],
  k: ['--k <count>', 'backups that may vanish with the proposer; a chain has one more'],
  arrivals: ['--arrivals <rate>', 'how often an hour a vehicle that is away comes back'],
  departures: ['--departures <rate>', 'how often an hour a vehicle that is there leaves'],
  hours: ['--hours <hours>', 'simulated hours'],
  warmUpHours: ['--warm-up-hours <hours>', 'simulated hours before anything is counted'],
  neighbours: ['--neighbours <count>', 'vehicles that are connected with each other'],
  booths: ['--booths <rate>', 'booths that a vehicle ends an hour'],
  reads: ['--reads <rate>', 'records that a vehicle reads an hour'],
  blockBytes: ['--block-bytes <count>', 'bytes of the record of one booth'],
  storm: ['--storm <share>', 'part of the vehicles that leaves at once half-way, 0 to 1'],
  seed: ['--seed <number>', 'one seed is one result']
}

const NAMES = Object.keys(TEXTS) as (keyof FleetOptions)[]

export const simFleet: CommandDefinition = {
  name: 'sim fleet',
  isAlone: true,
  summary: 'Simulates the backups of a whole fleet over a day, against the closed formula',
  options: [
    ...NAMES.map((name) => ({
      flags: TEXTS[name][0],
      text: TEXTS[name][1],
      parse: parseNumber,
      default: FLEET_DEFAULTS[name]
    })),
    { flags: '--svg <directory>', text: 'also draw what was found, one file each' }
  ],
  async run(context) {
    const { terminal, isJson } = context
    const directory = context.text('svg')
    if (directory !== undefined) {
      await preparePlace(directory)
    }
    const report = await simulate(context)
    if (directory !== undefined) {
      await draw(report, directory)
    }
    if (isJson) {
      terminal.json(report)
    } else {
      await print(report, context)
    }
    const { broken, first } = report.checks
    if (broken > 0) {
      throw new ExitError(`${broken} chains broke a rule, such as: ${first[0] ?? ''}`, {
        exitCode: EXIT.failed,
        hasResult: true
      })
    }
  }
}

/** @throws InvalidInputError when the text is no number */
function parseNumber(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) {
    throw new InvalidInputError(`"${text}" is no number, such as 10 or 0.25`)
  }
  return value
}

/** @throws ExitError when it is interrupted, or does not fit the memory */
async function simulate(context: CommandContext): Promise<FleetReport> {
  const { runFleet } = await import('../../sim/fleet/thread.ts')
  const { terminal, signal } = context
  const options = Object.fromEntries(NAMES.map((name) => [name, context.number(name)]))
  const onProgress = (nowMs: number, endMs: number): void =>
    terminal.progress(`${durationText(nowMs)} of ${durationText(endMs)} simulated`)
  const startMs = performance.now()
  try {
    const report = await runFleet({ options, onProgress, signal })
    if (report === undefined) {
      throw new ExitError('interrupted', { exitCode: EXIT.interrupted })
    }
    const memory = Math.round(process.resourceUsage().maxRSS / KIB)
    const took = durationText(performance.now() - startMs)
    terminal.say(`took ${took} and at most ${memory} MiB of memory`)
    return report
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      const message = 'the fleet does not fit the memory; simulate fewer vehicles or hours'
      throw new ExitError(message, { exitCode: EXIT.failed, cause })
    }
    throw cause
  }
}

async function print(report: FleetReport, { terminal }: CommandContext): Promise<void> {
  const { FLEET_COLUMNS, fleetRows, kindRows } = await import('../fleet/lines.ts')
  terminal.table(FLEET_COLUMNS, fleetRows(report))
  terminal.out('')
  terminal.table(['message', 'count', 'bytes'], kindRows(report))
}

/** @throws ExitError when the files cannot be written */
async function draw(report: FleetReport, directory: string): Promise<void> {
  const { fleetPlots } = await import('../fleet/plots.ts')
  try {
    for (const { file, svg } of fleetPlots(report)) {
      await writeFile(join(directory, file), svg)
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ExitError(`the drawings cannot be written: ${why}`, {
      exitCode: EXIT.failed,
      cause
    })
  }
}
