/**
 * Records in and out: append from a file or standard input, read from whoever holds them.
 */

import { stat } from 'node:fs/promises'
import { bytesText } from '../../core/bytes.ts'
import type { ReadEndJson } from '../../http/answers.ts'
import type { FileBody, LineAt, QueryAt } from '../../http/calls.ts'
import { GPS_COLUMNS } from '../../state/records/gps.ts'
import { CLIENT_OPTIONS, clientOf, namesOf } from '../client.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { openInput, STANDARD } from '../input.ts'
import { parseDuration, parseInteger, parseMoment } from '../parse.ts'
import { clean, countText } from '../terminal.ts'

const FORMATS = ['auto', 'gps', 'csv', 'jsonl'] as const

export const append: CommandDefinition = {
  name: 'append',
  summary: 'Appends records to the open booth: CSV or JSON lines, from a file or standard input',
  parameters: [['[file]', 'a file, or - for standard input']],
  options: [
    {
      flags: '--format <format>',
      text: 'gps: the columns of VGuardDB; csv: any others; jsonl: one JSON value a line',
      choices: FORMATS,
      default: 'auto'
    },
    { flags: '--key <column>', text: 'column or field that becomes the key' },
    { flags: '--time <column>', text: 'column or field that tells the time' },
    {
      flags: '--chain <chain>',
      text: 'a chain that this vehicle proposes',
      defaultText: 'its own'
    },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const { terminal, isJson } = context
    const path = context.parameters[0] ?? STANDARD
    const file = await fileBody(context, path)
    const query = {
      chain: context.text('chain'),
      name: path === STANDARD ? 'standard input' : path,
      format: context.choice('format', FORMATS),
      key: context.text('key'),
      time: context.text('time')
    }
    let last: LineAt<'POST', '/v1/records/file'> | undefined
    try {
      const lines = clientOf(context).lines('POST', '/v1/records/file', { query, file })
      for await (const line of lines) {
        last = line
        terminal.progress(`${line.records} records, block ${line.to}`)
      }
    } catch (cause) {
      throw explained(cause, last?.records ?? 0)
    }
    if (last?.type !== 'end') {
      throw new ExitError('the answer of the node broke off; look at the chain', {
        exitCode: EXIT.unknown
      })
    }
    const { type: _, ...result } = last
    if (isJson) {
      terminal.json(result)
    } else {
      tellAppended(context, result)
    }
  }
}

function tellAppended(
  { terminal }: CommandContext,
  result: Pick<LineAt<'POST', '/v1/records/file'>, 'records' | 'from' | 'to'>
): void {
  const { records, from, to } = result
  const place = from === to ? `block ${from}` : `blocks ${from}-${to}`
  terminal.out(`${countText(records, 'record')} appended${records === 0 ? '' : ` in ${place}`}`)
  if (records === 0) {
    terminal.say('the input has no row below the line that names the columns')
  }
}

/** A file that cannot be read to its end: what came before may be in the chain. */
function explained(cause: unknown, records: number): unknown {
  if (!(cause instanceof ExitError)) {
    return cause
  }
  const message = `${cause.message}; ${countText(records, 'record')} or more were appended before`
  return new ExitError(message, { exitCode: cause.exitCode, cause })
}

async function fileBody(context: CommandContext, path: string): Promise<FileBody> {
  const type = 'application/octet-stream'
  if (path === STANDARD && context.stdin.isTTY === true) {
    context.terminal.say('reading records from the terminal; end with Ctrl-D')
  }
  const chunks = await openInput(context, path)
  const found = path === STANDARD ? undefined : await stat(path)
  return found?.isFile() === true ? { chunks, type, bytesTotal: found.size } : { chunks, type }
}

export const read: CommandDefinition = {
  name: 'read',
  summary: 'Reads records of a chain from whoever holds them',
  parameters: [['<chain>', 'chain id, name, or the vehicle that proposes it']],
  options: [
    { flags: '--from <height>', text: 'first block', parse: parseInteger(1, 2 ** 48) },
    { flags: '--to <height>', text: 'last block', parse: parseInteger(1, 2 ** 48) },
    { flags: '--since <time>', text: 'records of this time or later', parse: parseMoment },
    { flags: '--until <time>', text: 'records of this time or earlier', parse: parseMoment },
    { flags: '--box <south,west,north,east>', text: 'records within, in degrees' },
    { flags: '--key <key>', text: 'records with exactly this key' },
    {
      flags: '--latest <count>',
      text: 'the newest records, newest first',
      parse: parseInteger(1, 100_000)
    },
    { flags: '--limit <count>', text: 'at most so many records', parse: parseInteger(1, 100_000) },
    { flags: '--after <height:index>', text: 'only records behind this one' },
    {
      flags: '--min-height <height>',
      text: 'take no answer from a holder with a shorter chain',
      parse: parseInteger(1, 2 ** 48)
    },
    { flags: '--fresh', text: 'ask a majority of the holders for the newest block first' },
    {
      flags: '--deadline <duration>',
      text: 'the read ends by then, one way or the other',
      parse: parseDuration,
      defaultText: '5s'
    },
    { flags: '--trace', text: 'tell whom it asked and what came of it' },
    { flags: '--csv', text: 'print GPS records in the columns of VGuardDB' },
    ...CLIENT_OPTIONS
  ],
  notes: ['Prints one record a line, as JSON or with --csv as a table.'],
  async run(context) {
    const { terminal, isJson } = context
    const isCsv = context.flag('csv')
    if (isCsv) {
      terminal.out(GPS_COLUMNS.join(','))
    }
    let end: Omit<ReadEndJson, 'type'> | undefined
    let others = 0
    const query = queryOf(context)
    for await (const line of clientOf(context).lines('GET', '/v1/read', { query })) {
      if (line.type === 'end') {
        const { type: _, ...rest } = line
        end = rest
      } else if (!isCsv) {
        const { type: _, ...record } = line
        terminal.out(JSON.stringify(record))
      } else {
        terminal.out(csvLine(line))
        others += line.kind === 'gps' ? 0 : 1
      }
    }
    if (end === undefined) {
      throw new ExitError('the answer of the node broke off; read again', { exitCode: EXIT.failed })
    }
    if (context.flag('trace')) {
      await tellTrace(context, end)
    }
    if (isJson) {
      terminal.json(end)
    } else {
      const name = await namesOf(context)
      const { records, bytes, servedBy } = end
      const what = `${countText(records, 'record')}, ${bytesText(bytes)}`
      terminal.say(`${what}, served by ${name(servedBy)}`)
    }
    if (others > 0) {
      const what = `${countText(others, 'record')} of another kind than GPS`
      terminal.say(`${what}: the columns have only time and place; read without --csv for the rest`)
    }
  }
}

function queryOf(context: CommandContext): QueryAt<'GET', '/v1/read'> {
  return {
    chain: context.parameters[0] ?? '',
    from: context.number('from'),
    to: context.number('to'),
    fromMs: context.number('since'),
    toMs: context.number('until'),
    box: context.text('box'),
    key: context.text('key'),
    latest: context.number('latest'),
    limit: context.number('limit'),
    after: context.text('after'),
    minHeight: context.number('minHeight'),
    fresh: context.flag('fresh') ? true : undefined,
    deadlineMs: context.number('deadline')
  }
}

async function tellTrace(
  context: CommandContext,
  { trace }: Pick<ReadEndJson, 'trace'>
): Promise<void> {
  const name = await namesOf(context)
  const firstMs = trace[0]?.atMs ?? 0
  for (const { peer, outcome, atMs } of trace) {
    const ms = String(Math.round(atMs - firstMs)).padStart(6)
    context.terminal.say(`${ms} ms  ${outcome}  ${name(peer)}`)
  }
}

type RecordLine = Extract<LineAt<'GET', '/v1/read'>, { readonly type: 'record' }>

/** The cells of a GPS record as the source wrote them; other records have their time and place. */
function csvLine({ columns, timeMs, latitude, longitude }: RecordLine): string {
  const place: Readonly<Record<string, unknown>> = {
    timestamp: Number(timeMs) / 1000,
    latitude,
    longitude
  }
  const cells = columns ?? place
  return GPS_COLUMNS.map((column) => csvCell(clean(String(cells[column] ?? '')))).join(',')
}

function csvCell(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
