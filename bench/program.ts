/**
 * Other people's programs under the bench: found, started, asked for their version, ended by their id.
 *
 * Keeps: nothing is started through a shell, as a daemon or as a service.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { killProcess } from './channel.ts'

export interface Program {
  readonly pid: number
  /** Why it does not run any more, with the end of what it said; undefined while it runs. */
  failure(): string | undefined
  end(): Promise<void>
}

/** Where Debian keeps servers; not on the path of everybody. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin']
const OUTPUT_CHARACTERS_MAX = 2_000

/** The file of a command; undefined when it is not installed. */
export function findCommand(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...MORE_FOLDERS]
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The first version number that `command --version` prints; `unknown` when it prints none. */
export function versionOf(command: string): string {
  const { stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8' })
  return /\d+\.\d+\.\d+/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown'
}

export function startProgram(command: string, args: readonly string[]): Program {
  const child: ChildProcess = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let failure: string | undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_CHARACTERS_MAX)
    })
  }
  child.once('error', (error) => {
    failure = `${command} cannot be run: ${error.message}`
  })
  child.once('exit', (code, signal) => {
    failure ??= `${command} ended (${signal ?? `exit code ${code}`}): ${output.trim()}`
  })
  return { pid: child.pid ?? 0, failure: () => failure, end: () => killProcess(child) }
}

/** Ports of the loopback that nobody listens on now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  const ports: number[] = []
  for (const server of servers) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    ports.push((server.address() as AddressInfo).port)
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
