/**
 * Machines for the commands of documents: on a LAN of network namespaces, each with a shell that
 * stays, a home, a folder to work in and processes of its own. So commands run as they are written, with
 * their default ports, folders and multicast, and nothing of it is seen outside.
 *
 * Keeps: the shell is the first process of its process space: when it ends, all that it started ends,
 * also what was to outlive its command. Where a page sets up a machine, users, units and data of the
 * system are its own: what is written to /etc, /var/lib, /run and /mnt is seen by no other.
 */
import type { ChildProcess } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLan } from '../support/lan.ts'
import { PROGRAM } from '../support/real-fleet.ts'
import { ROOT } from './markdown.ts'

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Machine {
  /** Where its commands run at first. */
  readonly folder: string
  /** Runs a command in the shell, so that variables and the folder stay for the next one. */
  run(command: string): Promise<Ended>
  /** Starts a command that stays, and waits until it has printed a line `ready`. */
  start(command: string): Promise<Ended>
}

export interface Machines {
  /** Machines are numbered from 1. */
  at(machine: number): Machine
  close(): Promise<void>
}

const COMMAND_MS = 180_000
const SPACE = ['--pid', '--fork', '--kill-child', '--mount-proc', 'bash', '--noprofile', '--norc']

/** Where every user of a machine finds the product, wherever this repository lies. */
const INSTALLED = '/media/vguard-node'
/** Copies and empty file systems over what belongs to the system. Every user may pass to the commands. */
const OWN_SYSTEM = [
  `mount -t tmpfs own /media && mkdir ${INSTALLED} && mount --bind '${ROOT}' ${INSTALLED}`,
  'mount -t tmpfs own /mnt && cp -a /etc /mnt/etc && mount --bind /mnt/etc /etc',
  'for folder in mnt run var/lib; do mount -t tmpfs own "/$folder" || exit; done'
].join(' && ')

export interface MachinesOptions {
  /** Machines whose users, units and data may be changed; as root only. */
  readonly withSystem?: boolean
}

export async function createMachines(
  count: number,
  { withSystem = false }: MachinesOptions = {}
): Promise<Machines> {
  const root = mkdtempSync(join(tmpdir(), 'vguard-docs-'))
  chmodSync(root, 0o755)
  const bin = join(root, 'bin')
  mkdirSync(bin)
  const addCommand = (name: string, text: string): void => {
    writeFileSync(join(bin, name), text)
    chmodSync(join(bin, name), 0o755)
  }
  const program = withSystem ? PROGRAM.replace(ROOT, INSTALLED) : PROGRAM
  addCommand('vguard-node', `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`)
  if (withSystem) {
    addCommand('systemctl', readFileSync(join(ROOT, 'test', 'docs', 'systemctl.sh'), 'utf8'))
  }
  const lan = await createLan(count)
  const path = [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(':')
  const machines = Array.from({ length: count }, (_, i) => {
    const own = join(root, `machine-${i + 1}`)
    const [folder, home, notes] = ['work', 'home', 'notes'].map((name) => join(own, name))
    for (const made of [folder, home, notes]) {
      mkdirSync(made ?? '', { recursive: true })
    }
    const env = { PATH: path, HOME: home, LANG: 'C.UTF-8', NO_COLOR: '1' }
    const shell = lan.spawn(i + 1, 'unshare', SPACE, { cwd: folder ?? '', env })
    shell.stdin?.write(withSystem ? `{ ${OWN_SYSTEM}; } || exit\n` : '')
    return createMachine(shell, folder ?? '', notes ?? '')
  })
  return {
    at(number) {
      const machine = machines[number - 1]
      if (machine === undefined) {
        throw new RangeError(`there are ${count} machines, and no number ${number}`)
      }
      return machine
    },
    async close() {
      await lan.destroy()
      // What ends with its process space may write until the kernel has ended it.
      rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    }
  }
}

function createMachine(shell: ChildProcess, folder: string, notes: string): Machine {
  let count = 0
  let complaints = ''
  shell.stderr?.on('data', (data: Buffer) => {
    complaints += data.toString()
  })
  shell.stdin?.on('error', () => undefined)
  shell.stdin?.write('set -o pipefail\n')

  /** Gives a command to the shell; its output and its exit code go to files. */
  const begin = (command: string, behind: string): (() => Ended | undefined) => {
    const note = join(notes, String(++count))
    const [out, err, code] = ['out', 'err', 'code'].map((end) => `${note}.${end}`)
    // The code is there as a whole or not at all.
    const tell = `echo $? > '${code}.new'; mv '${code}.new' '${code}'`
    const quiet = `</dev/null >'${out}' 2>'${err}'`
    const line =
      behind === ''
        ? `{ ${command}\n} ${quiet}; ${tell}`
        : `{ { ${command}\n} ${quiet}; ${tell}; } &`
    shell.stdin?.write(`${line}\n`)
    const read = (path = ''): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')
    return () => {
      const ended = read(code)
      const isReady = behind !== '' && new RegExp(`^${behind}$`, 'm').test(read(out))
      if (ended === '' && !isReady) {
        return undefined
      }
      return { code: Number(ended), stdout: read(out), stderr: read(err) }
    }
  }

  const wait = async (command: string, poll: () => Ended | undefined): Promise<Ended> => {
    const endsAtMs = performance.now() + COMMAND_MS
    for (;;) {
      const ended = poll()
      if (ended !== undefined) {
        return ended
      }
      if (shell.exitCode !== null || performance.now() > endsAtMs) {
        throw new Error(`${command}: has not ended; the shell says: ${complaints}`)
      }
      await pause(20)
    }
  }

  return {
    folder,
    run: (command) => wait(command, begin(command, '')),
    start: (command) => wait(command, begin(command, 'ready'))
  }
}
