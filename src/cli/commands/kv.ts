/**
 * The key-value store of a group: everything that writes.
 */
import { createReadStream } from 'node:fs'
import { fromUtf8 } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import type { EntryJson } from '../../http/answers.ts'
import type { AnswerAt, BodyAt } from '../../http/calls.ts'
import { VGuardError } from '../../node/errors.ts'
import { valueFault } from '../../state/kv/faults.ts'
import { TTL_MS_MAX } from '../../state/kv/limits.ts'
import { CLIENT_OPTIONS, patientClient } from '../client.ts'
import type { CommandContext, CommandDefinition, OptionDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { bytesBody, LITERAL_OPTION, parseLiteral, type ValueBody } from '../literal.ts'
import { parseDurationTo } from '../parse.ts'
import { GROUP_PARAMETER, groupOf, OPERATION_OPTION } from './groups.ts'
import { KEY_OPTION, KEY_PARAMETER, keyBody, valueText } from './kv-parts.ts'

const VALUE_PARAMETER = [
  '[value]',
  'JSON, a Python literal or a text; or --file',
  'mayBeEmpty'
] as const

const FILE_OPTION: OptionDefinition = {
  flags: '--file <path>',
  text: 'the value is the bytes of this file, - for standard input'
}
const TTL_OPTION: OptionDefinition = {
  flags: '--ttl <duration>',
  text: 'gone so long after the time of its block; of the engine paxos only',
  parse: parseDurationTo(TTL_MS_MAX),
  defaultText: 'never'
}
const PREVIOUS_OPTION: OptionDefinition = {
  flags: '--previous',
  text: 'tell the entry that was there before'
}
function writeBody(context: CommandContext): Omit<BodyAt<'POST', '/v1/kv/{group}/put'>, 'value'> {
  return {
    ...keyBody(context),
    ttlMs: context.number('ttl'),
    previous: context.flag('previous') || undefined,
    timeoutMs: context.number('timeout'),
    operation: context.text('operation')
  }
}

/** @throws InvalidInputError when there is not one value; VGuardError ERR_TOO_LARGE for what no store takes */
async function valueBody(context: CommandContext, index: number): Promise<ValueBody> {
  const text = context.parameters[index]
  const file = context.text('file')
  if ((text === undefined) === (file === undefined)) {
    throw new InvalidInputError('give a value, or a file with --file')
  }
  if (file === undefined) {
    return parseLiteral(text ?? '', context.text('literal') ?? 'any')
  }
  const bytes = await readAll(file === '-' ? context.stdin : createReadStream(file))
  const fault = valueFault(bytes)
  if (fault !== undefined) {
    throw new VGuardError(fault, { code: 'ERR_TOO_LARGE' })
  }
  return bytesBody(bytes)
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  try {
    for await (const chunk of chunks) {
      parts.push(chunk)
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ExitError(`the value cannot be read: ${why}`, {
      exitCode: EXIT.unreadableFile,
      cause
    })
  }
  return Buffer.concat(parts)
}

export const kvPut: CommandDefinition = {
  name: 'kv put',
  summary: 'Puts a value',
  parameters: [GROUP_PARAMETER, KEY_PARAMETER, VALUE_PARAMETER],
  options: [
    LITERAL_OPTION,
    FILE_OPTION,
    KEY_OPTION,
    TTL_OPTION,
    PREVIOUS_OPTION,
    OPERATION_OPTION,
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const body = { ...writeBody(context), ...(await valueBody(context, 2)) }
    tellWritten(
      context,
      await patientClient(context).post('/v1/kv/{group}/put', { params: groupOf(context), body })
    )
  }
}

export const kvDel: CommandDefinition = {
  name: 'kv del',
  summary: 'Deletes a key',
  parameters: [GROUP_PARAMETER, KEY_PARAMETER],
  options: [KEY_OPTION, PREVIOUS_OPTION, OPERATION_OPTION, ...CLIENT_OPTIONS],
  async run(context) {
    const { ttlMs: _, ...body } = writeBody(context)
    tellWritten(
      context,
      await patientClient(context).post('/v1/kv/{group}/delete', { params: groupOf(context), body })
    )
  }
}

export const kvTouch: CommandDefinition = {
  name: 'kv touch',
  summary: 'Sets how long an entry lives on; for ever without --ttl; of the engine paxos only',
  parameters: [GROUP_PARAMETER, KEY_PARAMETER],
  options: [TTL_OPTION, KEY_OPTION, OPERATION_OPTION, ...CLIENT_OPTIONS],
  async run(context) {
    const { previous: _, ...body } = writeBody(context)
    tellWritten(
      context,
      await patientClient(context).post('/v1/kv/{group}/touch', { params: groupOf(context), body })
    )
  }
}

export const kvCas: CommandDefinition = {
  name: 'kv cas',
  summary: 'Puts a value if the key is as expected; fails when it is not',
  parameters: [GROUP_PARAMETER, KEY_PARAMETER, VALUE_PARAMETER],
  options: [
    { flags: '--if-absent', text: 'if the key is not there' },
    { flags: '--if-present', text: 'if it is there' },
    { flags: '--if-revision <revision>', text: 'if it was put in this revision, such as 17.3' },
    {
      flags: '--if-value <value>',
      text: 'if it has this value, read as the new one',
      mayBeEmpty: true
    },
    LITERAL_OPTION,
    FILE_OPTION,
    KEY_OPTION,
    TTL_OPTION,
    PREVIOUS_OPTION,
    OPERATION_OPTION,
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const expected = expectedBody(context)
    const body = { ...writeBody(context), expected, ...(await valueBody(context, 2)) }
    const swapped = await patientClient(context).post('/v1/kv/{group}/cas', {
      params: groupOf(context),
      body
    })
    const { succeeded, modified } = swapped
    tell(context, swapped, succeeded ? `${swapped.revision} done` : undefined)
    if (!succeeded) {
      const there = modified === undefined ? 'the key is not there' : `it is of ${modified}`
      throw new ExitError(`the key is not as expected: ${there}`, {
        exitCode: EXIT.rejected,
        hasResult: true
      })
    }
  }
}

type ExpectedBody = BodyAt<'POST', '/v1/kv/{group}/cas'>['expected']

/** @throws InvalidInputError when not one thing is expected */
function expectedBody(context: CommandContext): ExpectedBody {
  const value = context.text('ifValue')
  const revision = context.text('ifRevision')
  const given: ExpectedBody[] = [
    ...(context.flag('ifAbsent') ? [{ is: 'absent' } as const] : []),
    ...(context.flag('ifPresent') ? [{ is: 'present' } as const] : []),
    ...(revision === undefined ? [] : [{ revision }]),
    ...(value === undefined ? [] : [parseLiteral(value, context.text('literal') ?? 'any')])
  ]
  const [expected] = given
  if (expected === undefined || given.length > 1) {
    throw new InvalidInputError(
      'give one of --if-absent, --if-present, --if-revision and --if-value'
    )
  }
  return expected
}

export const kvTxn: CommandDefinition = {
  name: 'kv txn',
  summary: 'Does a transaction of JSON, all or nothing; fails when its compares do not hold',
  parameters: [GROUP_PARAMETER, ['[transaction]', 'JSON; standard input without it']],
  options: [OPERATION_OPTION, ...CLIENT_OPTIONS],
  notes: [
    '{"compares": [{"key": "a", "expected": {"is": "absent"}}],',
    ' "whenTrue": [{"type": "put", "key": "a", "value": 1}, {"type": "get", "key": "b"}],',
    ' "whenFalse": [{"type": "get", "key": "a"}]}'
  ],
  async run(context) {
    const text = context.parameters[1] ?? fromUtf8(await readAll(context.stdin))
    const body = {
      ...parseTransaction(text),
      timeoutMs: context.number('timeout'),
      operation: context.text('operation')
    }
    const done = await patientClient(context).post('/v1/kv/{group}/txn', {
      params: groupOf(context),
      body
    })
    if (context.isJson) {
      context.terminal.json(done)
    } else {
      context.terminal.out(`${done.revision} ${done.succeeded ? 'whenTrue' : 'whenFalse'}`)
      for (const part of done.parts) {
        context.terminal.out(JSON.stringify(part))
      }
    }
    if (!done.succeeded) {
      throw new ExitError('the compares did not hold', {
        exitCode: EXIT.rejected,
        hasResult: true
      })
    }
  }
}

type TransactionBody = BodyAt<'POST', '/v1/kv/{group}/txn'>

/** What a person wrote; the node says what is wrong with it. */
function parseTransaction(text: string): TransactionBody {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError(`the transaction is no JSON: ${reason}`, { cause })
  }
  if (typeof parsed !== 'object' || parsed === null) {
    throw new InvalidInputError('the transaction is no JSON object')
  }
  return parsed
}

function tellWritten(
  context: CommandContext,
  written: AnswerAt<'POST', '/v1/kv/{group}/put'>
): void {
  tell(
    context,
    written,
    `${written.revision} ${written.found ? 'over an entry' : 'no entry before'}`
  )
}

function tell(
  { terminal, isJson }: CommandContext,
  told: { readonly previous?: EntryJson | undefined },
  text: string | undefined
): void {
  if (isJson) {
    terminal.json(told)
    return
  }
  if (text !== undefined) {
    terminal.out(text)
  }
  if (told.previous !== undefined) {
    terminal.out(`before: ${valueText(told.previous)}`)
  }
}
