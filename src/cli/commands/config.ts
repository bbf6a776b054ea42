/**
 * The settings: what is in force and where each comes from.
 */
import { join } from 'node:path'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { CONFIG_FILE } from '../config-file.ts'
import { tellUnread } from '../environment.ts'
import { start } from './start.ts'

export const config: CommandDefinition = {
  name: 'config',
  summary: 'Shows the settings that "start" would use, and where each comes from',
  options: start.options ?? [],
  notes: [
    'A flag wins over the environment (VGUARD_ and the name of the flag), that over config.json in',
    'the data directory, and that over the default.'
  ],
  run(context) {
    tellSettings(context)
    return Promise.resolve()
  }
}

function tellSettings(context: CommandContext): void {
  const rows = (start.options ?? [])
    .filter(({ isHidden }) => isHidden !== true)
    .map(({ flags, defaultText }) => rowOf(context, flags, defaultText ?? ''))
  const path = join(context.dataDir, CONFIG_FILE)
  if (context.isJson) {
    const settings = Object.fromEntries(
      rows.map(({ name, value, origin }) => [name, { value: value ?? null, origin }])
    )
    const { vehicle = {}, network = {} } = context.config
    context.terminal.json({ path, settings, vehicle, network, unread: context.unread })
    return
  }
  context.terminal.say(path)
  context.terminal.table(
    ['SETTING', 'VALUE', 'FROM'],
    rows.map(({ name, text, origin }) => [name, text, origin])
  )
  for (const name of ['vehicle', 'network'] as const) {
    const value = context.config[name]
    if (value !== undefined) {
      context.terminal.out(`${name}: ${JSON.stringify(value)}`)
    }
  }
  tellUnread(context.terminal, context.unread)
}

function rowOf(context: CommandContext, flags: string, defaultText: string) {
  const long = /--(?:no-)?([a-z][a-z_-]*)/.exec(flags)?.[1] ?? ''
  const name = long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const value = context.value(name)
  const text =
    value === undefined ? defaultText : Array.isArray(value) ? value.join(' ') : String(value)
  return { name, value, text, origin: context.originOf(name) }
}
