/**
 * `bank load`: a file of transfers, one triplet a line, made one after the other.
 *
 * Keeps: each line has an operation id made of the file and its number, so loading a file again, after
 * an interruption too, does nothing twice while the bank remembers its operations.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { text as readText } from 'node:stream/consumers'
import { InvalidInputError } from '../../core/errors.ts'
import { OPERATION_CHARACTERS_MAX } from '../../core/limits.ts'
import { ProblemError } from '../../http/client.ts'
import { parseTriplets, type Triplet } from '../../ingest/triplets.ts'
import { LOG_MAX } from '../../state/bank/index.ts'
import { CLIENT_OPTIONS, patientClient } from '../client.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { EXIT, ExitError, exitCodeOf } from '../exit-codes.ts'
import { LEVEL_OPTION, LEVELS } from './bank.ts'
import { GROUP_PARAMETER, groupOf } from './groups.ts'

const DIGEST_CHARACTERS = 24

/**
 * Of a longer file the bank would have forgotten the first transfers when it is loaded again, and make
 * them twice. Half of what it remembers, for others make transfers as well.
 */
const TRANSFERS_MAX = LOG_MAX / 2

/** Problems of one transfer; everything else ends the command. */
const OF_THE_LINE: ReadonlySet<string> = new Set([
  'ERR_INSUFFICIENT_FUNDS',
  'ERR_NO_ACCOUNT',
  'ERR_OPERATION_USED',
  'ERR_NOT_OWNER'
])

export const bankLoad: CommandDefinition = {
  name: 'bank load',
  summary: 'Makes the transfers of a file, one "payer receiver amount" a line',
  parameters: [GROUP_PARAMETER, ['<file>', 'a text, - for standard input']],
  options: [
    LEVEL_OPTION,
    {
      flags: '--operation <id>',
      text: 'beginning of the id of every line; another one makes the same transfers anew',
      defaultText: 'the digest of the file, so that loading it again does nothing twice'
    },
    ...CLIENT_OPTIONS
  ],
  notes: ['Also taken: "payer, receiver, amount", in parentheses or not; # begins a remark.'],
  async run(context) {
    const { terminal, isJson } = context
    const text = await readFile(context)
    const triplets = tripletsOf(text)
    const digest = createHash('sha256').update(text).digest('hex').slice(0, DIGEST_CHARACTERS)
    const name = nameOf(context.text('operation') ?? digest, triplets.at(-1)?.line ?? 0)
    const client = patientClient(context)
    const refused: { readonly line: number; readonly code: string; readonly detail: string }[] = []
    for (const { line, account, to, amount } of triplets) {
      const body = {
        ...{ from: account, to, amount: String(amount), level: context.choice('level', LEVELS) },
        operation: `${name}:${line}`,
        timeoutMs: context.number('timeout')
      }
      try {
        await client.post('/v1/bank/{group}/transfer', { params: groupOf(context), body })
      } catch (error) {
        if (!(error instanceof ProblemError && OF_THE_LINE.has(error.code))) {
          throw stopped(error, line, name)
        }
        refused.push({ line, code: error.code, detail: error.message })
        terminal.say(`line ${line}: ${error.message}`)
      }
    }
    const done = triplets.length - refused.length
    if (isJson) {
      terminal.json({ transfers: done, refused, operation: name })
    } else {
      terminal.out(`${done} of ${triplets.length} transfers are ${context.text('level')}`)
    }
    if (refused.length > 0) {
      const message = `${refused.length} of ${triplets.length} transfers were refused`
      throw new ExitError(message, { exitCode: EXIT.rejected, hasResult: true })
    }
  }
}

/** @throws ExitError when a line is no transfer, or there are too many: then none is made */
function tripletsOf(text: string): readonly Triplet[] {
  try {
    const triplets = parseTriplets(text)
    if (triplets.length > TRANSFERS_MAX) {
      throw new InvalidInputError(
        `the file has ${triplets.length} transfers, allowed are ${TRANSFERS_MAX}: a bank knows its last ` +
          `${LOG_MAX} entries again, so a longer file could be made twice; make several files of it`
      )
    }
    return triplets
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new ExitError(message, { exitCode: EXIT.malformedData, cause })
  }
}

/** @throws InvalidInputError when it cannot begin the id of every line: then no transfer is made */
function nameOf(name: string, lastLine: number): string {
  const room = OPERATION_CHARACTERS_MAX - `:${lastLine}`.length
  if (name.length < 1 || name.length > room) {
    throw new InvalidInputError(
      `--operation has ${name.length} characters, allowed are 1 to ${room}: the number of each line ` +
        'stands behind it'
    )
  }
  return name
}

/** Names what to load again: the id of one line would begin ids of other transfers. */
function stopped(cause: unknown, line: number, operation: string): unknown {
  if (!(cause instanceof Error)) {
    return cause
  }
  const message = `line ${line}: ${cause.message}; load the file again: what is done is not done twice`
  return new ExitError(message, { exitCode: exitCodeOf(cause), cause, facts: { operation } })
}

/** @throws ExitError when the file cannot be read */
async function readFile({ parameters, stdin }: CommandContext): Promise<string> {
  const [, path = '-'] = parameters
  try {
    return await readText(path === '-' ? stdin : createReadStream(path))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ExitError(`the file cannot be read: ${why}`, { exitCode: EXIT.unreadableFile, cause })
  }
}
