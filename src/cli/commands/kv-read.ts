/**
 * The key-value store of a group: get, scan, watch.
 */
import { CLIENT_OPTIONS, clientOf, patientClient } from '../client.ts'
import type { CommandContext, CommandDefinition, OptionDefinition } from '../command.ts'
import { writeNewFile } from '../output.ts'
import { parseInteger } from '../parse.ts'
import { clean } from '../terminal.ts'
import { GROUP_PARAMETER, groupOf } from './groups.ts'
import { bytesOf, KEY_OPTION, KEY_PARAMETER, keyBody, valueText } from './kv-parts.ts'

const RANGE_OPTIONS: readonly OptionDefinition[] = [
  { flags: '--prefix <text>', text: 'keys that begin so', mayBeEmpty: true },
  { flags: '--from <key>', text: 'first key', mayBeEmpty: true },
  { flags: '--to <key>', text: 'the key before which it ends' }
]

export const kvGet: CommandDefinition = {
  name: 'kv get',
  summary: 'Prints the value of a key, linearizably; fails when it is not there',
  parameters: [GROUP_PARAMETER, KEY_PARAMETER],
  options: [
    KEY_OPTION,
    {
      flags: '--out <path>',
      text: 'write the bytes of the value into a new file; one that is there is refused'
    },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const { terminal, isJson } = context
    const query = { ...keyBody(context), timeoutMs: context.number('timeout') }
    const entry = await patientClient(context).get('/v1/kv/{group}/entry', {
      params: groupOf(context),
      query
    })
    const out = context.text('out')
    if (out !== undefined) {
      await writeNewFile(out, [bytesOf(entry)], { what: 'value', signal: context.signal })
    }
    if (isJson) {
      terminal.json(entry)
    } else if (out === undefined) {
      terminal.out(valueText(entry))
    }
  }
}

export const kvScan: CommandDefinition = {
  name: 'kv scan',
  summary: 'Prints entries in the order of their keys',
  parameters: [GROUP_PARAMETER],
  options: [
    ...RANGE_OPTIONS,
    { flags: '--limit <count>', text: 'at most so many', parse: parseInteger(1, 1_000_000_000) },
    { flags: '--reverse', text: 'from the last to the first' },
    { flags: '--keys', text: 'without values' },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const { terminal, isJson } = context
    const isKeys = context.flag('keys')
    let left = context.number('limit') ?? Number.POSITIVE_INFINITY
    const query = {
      ...rangeQuery(context),
      reverse: context.flag('reverse') || undefined,
      keysOnly: isKeys || undefined,
      limit: left < PAGE_MAX ? left : undefined,
      timeoutMs: context.number('timeout')
    }
    const sent = { params: groupOf(context), query }
    for await (const line of patientClient(context).lines('GET', '/v1/kv/{group}/scan', sent)) {
      if (line.type === 'end') {
        return
      }
      const { type: _, ...entry } = line
      if (isJson) {
        terminal.json(entry)
      } else {
        terminal.out(isKeys ? clean(entry.key) : `${clean(entry.key)} ${valueText(entry)}`)
      }
      // Nobody is asked for what nobody wants to see.
      if (--left === 0) {
        return
      }
    }
  }
}

/** Entries of one page. */
const PAGE_MAX = 1000

export const kvWatch: CommandDefinition = {
  name: 'kv watch',
  summary: 'Prints changes as they are decided; asked of a member, of the engine paxos only',
  parameters: [GROUP_PARAMETER],
  options: [
    ...RANGE_OPTIONS,
    {
      flags: '--from-height <height>',
      text: 'first block whose changes are told',
      parse: parseInteger(1, Number.MAX_SAFE_INTEGER),
      defaultText: 'the next one'
    },
    {
      flags: '--count <count>',
      text: 'end after so many changes',
      parse: parseInteger(1, Number.MAX_SAFE_INTEGER)
    },
    ...CLIENT_OPTIONS
  ],
  async run(context) {
    const { terminal, isJson } = context
    const query = { ...rangeQuery(context), fromHeight: context.number('fromHeight') }
    let left = context.number('count') ?? Number.POSITIVE_INFINITY
    const sent = { params: groupOf(context), query }
    for await (const line of clientOf(context).lines('GET', '/v1/kv/{group}/watch', sent)) {
      if (line.type === 'alive') {
        continue
      }
      if (isJson) {
        terminal.json(line)
      } else {
        const value = line.type === 'put' ? ` ${valueText(line)}` : ''
        terminal.out(`${line.revision} ${line.type} ${clean(line.key)}${value}`)
      }
      left--
      if (left === 0) {
        return
      }
    }
  }
}

function rangeQuery(context: CommandContext) {
  return { prefix: context.text('prefix'), from: context.text('from'), to: context.text('to') }
}
