/**
 * The command line program as real processes: commands that end, and daemons that run.
 *
 * Keeps: all ports are free ones picked by the system; every process ends and every folder goes with
 * `closeAll`, which tests call after each.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createFleet, inviteVehicle, joinFleet } from '../../src/node/fleet-files.ts'
import { loadOrCreateIdentity } from '../../src/node/identity.ts'
import { PROGRAM } from './real-fleet.ts'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The object on the last line, when --json was among the words. */
  readonly json: Record<string, unknown>
}

export interface Daemon {
  readonly dataDir: string
  readonly peer: string
  readonly addresses: readonly string[]
  /** `127.0.0.1:PORT` of the control API. */
  readonly http: string
  readonly child: ChildProcess
  /** What it has written to standard error. */
  log(): string
  /** Runs a client command against it. */
  run(...words: readonly string[]): Promise<Ended>
  /** The same with something on its standard input. */
  feed(input: string, ...words: readonly string[]): Promise<Ended>
  signal(name: NodeJS.Signals): Promise<number | NodeJS.Signals | null>
}

interface RunOptions {
  readonly input?: string
  /** Besides those of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** Words before those of the program: another command that runs it. */
  readonly wrap?: readonly string[]
  readonly nodeFlags?: readonly string[]
  /** It is killed when it takes longer, in milliseconds. */
  readonly forMs?: number
}

const COMMAND_MS = 90_000

/**
 * Runs a script with mounts of its own. It is the first process of its own process space: when it
 * ends, however it ends, the kernel ends everything that it has started.
 */
export const WITH_OWN_MOUNTS = [
  'unshare',
  '--map-root-user',
  '--mount',
  '--pid',
  '--kill-child',
  'bash',
  '-c'
] as const

const folders: string[] = []
const children = new Set<ChildProcess>()

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vguard-test-'))
  folders.push(folder)
  return folder
}

/** Ends what is still running and removes all folders. */
export async function closeAll(): Promise<void> {
  const exits = [...children].map(async (child) => {
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  })
  await Promise.all(exits)
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function runProgram(
  words: readonly string[],
  options: RunOptions = {}
): Promise<Ended> {
  const { input = '', forMs = COMMAND_MS } = options
  const child = start(words, options)
  const timer = setTimeout(() => child.kill('SIGKILL'), forMs)
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (data: Buffer) => {
    stdout += data.toString()
  })
  child.stderr?.on('data', (data: Buffer) => {
    stderr += data.toString()
  })
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(timer)
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  const json: Record<string, unknown> =
    words.includes('--json') && last.startsWith('{') ? JSON.parse(last) : {}
  return { code, stdout, stderr, json }
}

/** Starts a daemon on free ports and waits until it is ready. */
export async function startDaemon(
  dataDir: string,
  flags: readonly string[] = [],
  options: RunOptions = {}
): Promise<Daemon> {
  const words = [
    'start',
    '--json',
    '--data-dir',
    dataDir,
    ...(flags.includes('--listen') ? [] : ['--listen', '/ip4/127.0.0.1/tcp/0']),
    ...(flags.includes('--http') ? [] : ['--http', '127.0.0.1:0']),
    '--no-mdns',
    '--log-format',
    'json',
    ...flags
  ]
  const child = start(words, options)
  let log = ''
  child.stderr?.on('data', (data: Buffer) => {
    log += data.toString()
  })
  const line = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${log}`)))
    createInterface({ input: child.stdout ?? process.stdin }).once('line', resolve)
  })
  const ready = JSON.parse(line)
  const feed = (input: string, ...given: readonly string[]): Promise<Ended> =>
    runProgram([...given, '--data-dir', dataDir], { input })
  return {
    dataDir,
    peer: ready.peer,
    addresses: ready.addresses,
    http: String(ready.http).replace('http://', ''),
    child,
    log: () => log,
    feed,
    run: (...given) => feed('', ...given),
    async signal(name) {
      const exit = once(child, 'exit')
      child.kill(name)
      const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null]
      return code ?? signal
    }
  }
}

/** Makes a data directory of a vehicle that belongs to the fleet of `founder`, or founds one. */
export async function makeVehicle(name: string, founder?: string): Promise<string> {
  const dataDir = join(temporaryFolder(), name)
  const identity = await loadOrCreateIdentity(dataDir)
  const nowMs = Date.now()
  if (founder === undefined) {
    await createFleet(dataDir, identity, name, nowMs)
  } else {
    const invite = await inviteVehicle(founder, { peer: identity.peer, name }, nowMs)
    await joinFleet(dataDir, identity, invite, nowMs)
  }
  return dataDir
}

/** Waits until it holds. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  forMs = 60_000
): Promise<void> {
  const endsAtMs = Date.now() + forMs
  while (!(await holds())) {
    if (Date.now() > endsAtMs) {
      throw new Error(`waited in vain: ${what}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** A command that must succeed. */
export async function done(ending: Promise<Ended>): Promise<Ended> {
  const ended = await ending
  if (ended.code !== 0) {
    throw new Error(`exit ${ended.code}: ${ended.stderr}${ended.stdout}`)
  }
  return ended
}

function start(
  words: readonly string[],
  { wrap = [], nodeFlags = [], env: more = {} }: RunOptions = {}
): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('VGUARD_'))
  const env = { ...Object.fromEntries(own), ...more }
  const [command = process.execPath, ...args] = [
    ...wrap,
    process.execPath,
    ...nodeFlags,
    PROGRAM,
    ...words
  ]
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}
