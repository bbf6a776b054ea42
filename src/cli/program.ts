/**
 * All commands, by name, in the order of the help.
 */
import { Command } from 'commander'
import { VERSION } from '../node/version.ts'
import { buildCommand, type Cli, type CommandDefinition } from './command.ts'
import {
  backupsLs,
  backupsPlace,
  boothEnd,
  boothLs,
  boothOpen,
  boothShow
} from './commands/booths.ts'
import {
  chainExport,
  chainImport,
  chainLs,
  chainShow,
  chainVerify,
  pin,
  unpin
} from './commands/chains.ts'
import { createCompletion } from './commands/completion.ts'
import { config } from './commands/config.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { events } from './commands/events.ts'
import { linkCut, linkFix, offline, online } from './commands/faults.ts'
import { init, invite, join, revoke } from './commands/fleet.ts'
import { newIdentity } from './commands/new-identity.ts'
import { append, read } from './commands/records.ts'
import { sim } from './commands/sim.ts'
import { start } from './commands/start.ts'
import { id, peers, ready, status, stop } from './commands/status.ts'
import { version } from './commands/version.ts'

export const COMMANDS: readonly CommandDefinition[] = [
  demo,
  init,
  invite,
  join,
  revoke,
  start,
  stop,
  status,
  ready,
  id,
  peers,
  boothOpen,
  boothEnd,
  boothLs,
  boothShow,
  append,
  read,
  chainLs,
  chainShow,
  chainVerify,
  chainExport,
  chainImport,
  backupsLs,
  backupsPlace,
  pin,
  unpin,
  offline,
  online,
  linkCut,
  linkFix,
  events,
  config,
  doctor,
  newIdentity,
  sim,
  createCompletion(() => COMMANDS),
  version
]

const GROUPS: Readonly<Record<string, string>> = {
  booth: 'Booths: who agrees on records',
  chain: 'Chains: list, show, verify, export, import',
  backups: 'Backups: who holds which chain',
  link: 'Links to other vehicles, cut on purpose'
}

/** `onDone` gets the promise of the command that was chosen. */
export function createProgram(cli: Cli, onDone: (promise: Promise<void>) => void): Command {
  const program = new Command('vguard-node')
  program
    .description('A vehicle in a network of vehicles: booths, certified blocks, backups, reads.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.terminal.out(text.trimEnd()),
      // Errors are told in one place; only the help of a group without a command comes this way.
      writeErr: (text) => {
        if (text.startsWith('Usage:')) {
          cli.terminal.out(text.trimEnd())
        }
      }
    })
    .version(VERSION, '-V, --version', 'print the version')
  const groups = new Map<string, Command>()
  for (const definition of COMMANDS) {
    const [first = '', second] = definition.name.split(' ')
    const command = buildCommand(definition, cli, onDone)
    command.copyInheritedSettings(program)
    if (second === undefined) {
      program.addCommand(command)
      continue
    }
    let group = groups.get(first)
    if (group === undefined) {
      group = new Command(first).description(GROUPS[first] ?? '')
      group.copyInheritedSettings(program)
      groups.set(first, group)
      program.addCommand(group)
    }
    group.addCommand(command)
  }
  return program
}

/** The command, or the group of commands, that these words begin with; empty for none. */
export function commandIn(words: readonly string[]): string {
  const isBeginning = (name: string): boolean =>
    name.split(' ').every((part, i) => words[i] === part)
  const names = [...COMMANDS.map(({ name }) => name), ...Object.keys(GROUPS)]
  return names.find(isBeginning) ?? ''
}
