/**
 * All commands, by name, in the order of the help.
 */
import { Command } from 'commander'
import { VERSION } from '../node/version.ts'
import { buildCommand, type Cli, type CommandDefinition } from './command.ts'
import { api } from './commands/api.ts'
import { backup, restore } from './commands/backup.ts'
import {
  bankBalance,
  bankFlush,
  bankHistory,
  bankLog,
  bankMint,
  bankMove,
  bankOpen,
  bankTotal,
  bankTransfer
} from './commands/bank.ts'
import { bankLoad } from './commands/bank-load.ts'
import { benchKv } from './commands/bench.ts'
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
import {
  clusterDown,
  clusterKill,
  clusterLs,
  clusterRestart,
  clusterUp
} from './commands/cluster.ts'
import { createCompletion } from './commands/completion.ts'
import { config } from './commands/config.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { events } from './commands/events.ts'
import { crash, faults, linkCut, linkFix, offline, online } from './commands/faults.ts'
import { init, invite, join, revoke } from './commands/fleet.ts'
import { groupLs, groupMembers, groupOpen, groupRecover, groupShow } from './commands/groups.ts'
import { kvCas, kvDel, kvPut, kvTouch, kvTxn } from './commands/kv.ts'
import { kvGet, kvScan, kvWatch } from './commands/kv-read.ts'
import { newIdentity } from './commands/new-identity.ts'
import { append, read } from './commands/records.ts'
import { ringJoin, ringLeave, ringShow } from './commands/ring.ts'
import { shell } from './commands/shell.ts'
import { sim } from './commands/sim.ts'
import { simFleet } from './commands/sim-fleet.ts'
import { start } from './commands/start.ts'
import { id, peers, ready, status, stop } from './commands/status.ts'
import { ui } from './commands/ui.ts'
import { chainVerifyFile } from './commands/verify-file.ts'
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
  ui,
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
  chainVerifyFile,
  chainExport,
  chainImport,
  groupOpen,
  groupLs,
  groupShow,
  groupMembers,
  groupRecover,
  kvGet,
  kvPut,
  kvDel,
  kvTouch,
  kvCas,
  kvTxn,
  kvScan,
  kvWatch,
  ringShow,
  ringJoin,
  ringLeave,
  bankOpen,
  bankMint,
  bankTransfer,
  bankBalance,
  bankHistory,
  bankLog,
  bankTotal,
  bankLoad,
  bankMove,
  bankFlush,
  ...[kvPut, kvGet, kvDel, bankTransfer, bankBalance].map(shortOf),
  shell,
  backupsLs,
  backupsPlace,
  pin,
  unpin,
  faults,
  offline,
  online,
  linkCut,
  linkFix,
  crash,
  events,
  config,
  api,
  doctor,
  backup,
  restore,
  newIdentity,
  clusterUp,
  clusterLs,
  clusterKill,
  clusterRestart,
  clusterDown,
  benchKv,
  sim,
  simFleet,
  createCompletion(() => COMMANDS),
  version
]

/** `put` for `kv put`. */
function shortOf(command: CommandDefinition): CommandDefinition {
  const { name, summary } = command
  return {
    ...command,
    name: name.replace(/^(kv|bank) /, ''),
    summary: `${summary} (short for ${name})`
  }
}

const GROUPS: Readonly<Record<string, string>> = {
  booth: 'Booths: who agrees on records',
  chain: 'Chains: list, show, verify, export, import',
  group: 'Groups: vehicles that share one state',
  kv: 'Key-value stores of groups',
  ring: 'Rings: vehicles that keep the keys of groups of the engine twophase',
  bank: 'Banks of groups',
  backups: 'Backups: who holds which chain',
  cluster: 'Clusters: a fleet of real vehicles on this machine, to try things with',
  bench: 'Measurements with vehicles of their own',
  link: 'Links to other vehicles, cut on purpose'
}

/** `onDone` gets the promise of the command that was chosen. */
export function createProgram(cli: Cli, onDone: (promise: Promise<void>) => void): Command {
  const program = new Command('vguard-node')
  program
    .description('A vehicle in a network of vehicles: booths, certified blocks, backups, reads.')
    .exitOverride()
    // What stands behind `sim fleet` is not taken for an option of `sim`.
    .enablePositionalOptions()
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
      // A command may be a group as well; what stands behind a word of the group is that word's.
      groups.set(first, command.enablePositionalOptions())
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
  return names.filter(isBeginning).sort((a, b) => b.length - a.length)[0] ?? ''
}

/** Whether the command that these words begin with has this flag. */
export function takesFlag(words: readonly string[], flag: string): boolean {
  const name = commandIn(words)
  const { options = [] } = COMMANDS.find((command) => command.name === name) ?? {}
  return options.some(({ flags }) => flags.split(' ')[0] === flag)
}
