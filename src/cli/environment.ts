/**
 * Settings in the environment: `VGUARD_` and the name of the flag.
 *
 * Keeps: a variable that looks like a setting and that nothing reads is told, for whoever misspells one
 * runs with a default. It is not refused as a name in config.json is, since it may be somebody else's:
 * Kubernetes makes `VGUARD_SERVICE_HOST` of a service that is called vguard.
 */
import { type SettingNames, settingFault } from '../node/setting-names.ts'
import type { Terminal } from './terminal.ts'

const PREFIX = 'VGUARD_'

/** Read where no flag of the same name is. */
const NAMES = ['dataDir', 'vehicle', 'token']

/** `VGUARD_DATA_DIR` for `dataDir`. */
export function environmentName(name: string): string {
  return `${PREFIX}${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

/**
 * A sentence for each variable that looks like a setting and is none. `flags` are the names of those of
 * all commands, in camel case.
 */
export function unreadVariables(
  env: Readonly<Record<string, string | undefined>>,
  flags: readonly string[]
): readonly string[] {
  const known = [...NAMES, ...flags].map(environmentName)
  const names: SettingNames = Object.fromEntries(known.map((name) => [name, 'value'] as const))
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => settingFault({ [name]: env[name] }, names))
    .filter((fault) => fault !== undefined)
}

export function tellUnread(terminal: Terminal, unread: readonly string[]): void {
  for (const sentence of unread) {
    terminal.say(`${terminal.style('yellow', 'warning:')} in the environment ${sentence}`)
  }
}
