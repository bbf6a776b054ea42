/**
 * `bench kv`: the engines of groups side by side on this machine, and which suits which data.
 *
 * Keeps: speaks to no vehicle but its own, which are gone when it ends; each engine has vehicles of
 * its own, so that none pays for what another one has left to do.
 */
import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { InvalidInputError } from '../../core/errors.ts'
import type { Measured } from '../bench/busy.ts'
import type { Comparison, EngineFigures, Sizes } from '../bench/comparison.ts'
import {
  COMPARED_ENGINES,
  type ComparedEngine,
  isComparedEngine,
  USUAL_ENGINES
} from '../bench/engines.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { checkPlace } from '../drawing-place.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { collectList, DAY_MS, parseDurationTo, parseInteger } from '../parse.ts'

const MEMBERS_MAX = 9
const CLIENTS_MAX = 1024
const VALUE_BYTES_MAX = 65_536
/** Room in a value for its number. */
const VALUE_BYTES_MIN = 24

export const benchKv: CommandDefinition = {
  name: 'bench kv',
  isAlone: true,
  summary: 'Compares the ways to keep a key-value store, with vehicles of its own on this machine',
  options: [
    {
      flags: '--engines <names>',
      text: `some of ${COMPARED_ENGINES.join(', ')}`,
      parse: collectList,
      defaultText: USUAL_ENGINES.join(',')
    },
    {
      flags: '--members <count>',
      text: `vehicles of a group, 1 to ${MEMBERS_MAX}`,
      parse: parseInteger(1, MEMBERS_MAX),
      default: 3
    },
    {
      flags: '--clients <count>',
      text: `clients at once, 1 to ${CLIENTS_MAX}`,
      parse: parseInteger(1, CLIENTS_MAX),
      default: 64
    },
    {
      flags: '--value-bytes <count>',
      text: `bytes of a value, ${VALUE_BYTES_MIN} to ${VALUE_BYTES_MAX}`,
      parse: parseInteger(VALUE_BYTES_MIN, VALUE_BYTES_MAX),
      default: 100
    },
    {
      flags: '--for <duration>',
      text: 'how long each kind of load lasts, at most a day',
      parse: parseDurationTo(DAY_MS),
      default: 5_000,
      defaultText: '5s'
    },
    { flags: '--svg <file>', text: 'also draw the comparison' }
  ],
  notes: [
    'All processes share this machine: a figure says what it could do besides, not what three could.'
  ],
  async run(context) {
    const engines = enginesOf(context)
    const svg = context.text('svg')
    if (svg !== undefined) {
      await checkPlace(svg)
    }
    const { comparison, failure } = await compare(context, engines)
    await tell(context, comparison, failure)
    if (failure !== undefined) {
      const { exitCode, message } = failure
      throw new ExitError(message, { exitCode, hasResult: true, cause: failure })
    }
    if (svg !== undefined) {
      await draw(comparison, svg)
    }
  }
}

/** With a failure: what was measured before it. */
async function tell(
  { terminal, isJson }: CommandContext,
  comparison: Comparison,
  failure: ExitError | undefined
): Promise<void> {
  if (isJson) {
    const { ADVICE, WHEN_LOST } = await import('../bench/engines.ts')
    const engines = comparison.engines.map((each) => ({
      ...each,
      advice: ADVICE[each.engine],
      whenLost: WHEN_LOST[each.engine]
    }))
    const failed = failure === undefined ? {} : { failed: failure.message }
    terminal.json({ ...comparison, engines, ...failed })
    return
  }
  const { adviceLines, comparisonTable } = await import('../bench/comparison.ts')
  const { columns, rows } = comparisonTable(comparison)
  terminal.table(columns, rows)
  terminal.out('')
  for (const line of adviceLines(comparison)) {
    terminal.out(line)
  }
  terminal.say(`${comparison.how} ${comparison.machine}`)
}

/** @throws InvalidInputError when an engine is none of those that are compared */
function enginesOf(context: CommandContext): readonly ComparedEngine[] {
  const names = context.list('engines') ?? USUAL_ENGINES
  const unknown = names.find((name) => !isComparedEngine(name))
  if (unknown !== undefined) {
    throw new InvalidInputError(
      `"${unknown}" is no engine; there are ${COMPARED_ENGINES.join(', ')}`
    )
  }
  return COMPARED_ENGINES.filter((engine) => names.includes(engine))
}

async function compare(
  context: CommandContext,
  engines: readonly ComparedEngine[]
): Promise<{ readonly comparison: Comparison; readonly failure: ExitError | undefined }> {
  const [members = 0, clients = 0, valueBytes = 0, forMs = 0] = [
    context.number('members'),
    context.number('clients'),
    context.number('valueBytes'),
    context.number('for')
  ]
  const { measureEach } = await import('../bench/busy.ts')
  const sizes = { members, clients, valueBytes, forMs }
  const measure = (engine: ComparedEngine): Promise<Measured<EngineFigures>> =>
    measureOne(context, engine, sizes)
  const { measured, failure } = await measureEach(engines, measure, context.signal)
  const { howText } = await import('../bench/comparison.ts')
  const [cpu] = cpus()
  const comparison = {
    how: howText(sizes),
    machine: `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}.`,
    engines: measured
  }
  return { comparison, failure }
}

async function measureOne(
  { terminal, signal }: CommandContext,
  engine: ComparedEngine,
  { members, ...sizes }: Sizes
): Promise<Measured<EngineFigures>> {
  const { startBenchVehicles } = await import('../bench/vehicles.ts')
  const { measureGroup } = await import('../bench/measure.ts')
  terminal.progress(`${engine}: ${members} vehicles start`)
  const vehicles = await startBenchVehicles(members, signal)
  try {
    const chain = await vehicles.openGroup(engine)
    const onLoad = (what: string): void => terminal.progress(what)
    return await measureGroup(vehicles.client, chain, engine, { ...sizes, signal, onLoad })
  } finally {
    await vehicles.close()
  }
}

/** @throws ExitError when the file cannot be written */
async function draw(comparison: Comparison, path: string): Promise<void> {
  const { comparisonDrawing } = await import('../bench/drawing.ts')
  try {
    await writeFile(path, comparisonDrawing(comparison))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ExitError(`the drawing cannot be written: ${why}`, {
      exitCode: EXIT.failed,
      hasResult: true,
      cause
    })
  }
}
