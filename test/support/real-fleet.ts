/**
 * A fleet of real processes: the command line program, one data directory a vehicle, started in
 * network namespaces or on loopback. Used by tests that kill, stop and cut.
 *
 * Keeps: every process it has started ends with `destroy`, every folder goes, also when a test fails.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { CONFIG_FILE } from '../../src/cli/config-file.ts'
import type { PeerId } from '../../src/core/peer.ts'
import { createFleet, inviteVehicle, joinFleet } from '../../src/node/fleet-files.ts'
import { loadOrCreateIdentity } from '../../src/node/identity.ts'
import { createHalts, type HaltPoint, type Halts } from './halts.ts'

/** The built program; `npm test` builds before it runs. */
export const PROGRAM = fileURLToPath(new URL('../../dist/bin/vguard-node.js', import.meta.url))

export interface RealFleetOptions {
  /** Vehicles may be told to stand still. */
  readonly mayHalt?: boolean
  /** Configuration file of every vehicle. */
  readonly settings?: object
}

/** Where a fleet runs. Vehicles are numbered from 1. */
export interface Ground {
  /** Runs a command where this vehicle lives. */
  spawn(
    vehicle: number,
    command: string,
    args: readonly string[],
    options: SpawnOptions
  ): ChildProcess
  /** Flags of `start` for this vehicle: where to listen and how to find others. */
  startFlags(vehicle: number): readonly string[]
  /** Control address of this vehicle, seen from where it lives. */
  http(vehicle: number): string
}

export interface Result {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RealFleet {
  readonly size: number
  readonly folder: string
  nameOf(vehicle: number): string
  peerOf(vehicle: number): PeerId
  /** Starts the process and returns when it says that it is ready. */
  start(vehicle: number, flags?: readonly string[]): Promise<void>
  signal(vehicle: number, signal: NodeJS.Signals): void
  /**
   * Tells a running vehicle where to stand still, and returns what waits until it does.
   *
   * @throws Error when vehicles of this fleet may not be told so
   */
  haltAt(vehicle: number, point: HaltPoint): Promise<() => Promise<void>>
  /** Kills the process with SIGKILL and waits until it is gone. */
  kill(vehicle: number): Promise<void>
  /** Ends the process with SIGTERM; returns its exit code. */
  stop(vehicle: number): Promise<number | null>
  isRunning(vehicle: number): boolean
  /** Of the process that was started last; 0 before the first. */
  pidOf(vehicle: number): number
  /** Runs a client command against this vehicle; `input` is its standard input. */
  run(vehicle: number, args: readonly string[], input?: string): Promise<Result>
  /** Runs a client command with --json that must succeed; returns its object. */
  json(vehicle: number, args: readonly string[], input?: string): Promise<Record<string, unknown>>
  /** Waits until a condition holds, asking every 250 ms. @throws Error with `what` in time */
  until(
    what: string | (() => string),
    forMs: number,
    condition: () => Promise<boolean>
  ): Promise<void>
  /** Everything that this vehicle has written to standard output and error. */
  logOf(vehicle: number): Promise<string>
  destroy(): Promise<void>
}

const READY_TIMEOUT_MS = 60_000
const COMMAND_TIMEOUT_MS = 60_000
/** The end of what a vehicle says before it ends. */
const COMPLAINTS_CHARACTERS_MAX = 2_000

/** Makes data directories of one fleet; the key of the fleet lies with vehicle 1. */
export async function createRealFleet(
  size: number,
  ground: Ground,
  { mayHalt = false, settings }: RealFleetOptions = {}
): Promise<RealFleet> {
  const folder = await mkdtemp(join(tmpdir(), 'vguard-fleet-'))
  const children = new Map<number, ChildProcess>()
  const nameOf = (vehicle: number): string => `car-${vehicle}`
  const dirOf = (vehicle: number): string => join(folder, nameOf(vehicle))
  const logPath = (vehicle: number): string => join(folder, `${nameOf(vehicle)}.log`)

  const lastJson = (text: string): Record<string, unknown> =>
    JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>

  const peers = new Map<number, PeerId>()

  const found = async (): Promise<void> => {
    for (let i = 1; i <= size; i++) {
      const identity = await loadOrCreateIdentity(dirOf(i))
      peers.set(i, identity.peer)
      if (settings !== undefined) {
        await writeFile(join(dirOf(i), CONFIG_FILE), JSON.stringify(settings))
      }
      const nowMs = Date.now()
      if (i === 1) {
        await createFleet(dirOf(i), identity, nameOf(i), nowMs)
      } else {
        const member = { peer: identity.peer, name: nameOf(i) }
        const invite = await inviteVehicle(dirOf(1), member, nowMs)
        await joinFleet(dirOf(i), identity, invite, nowMs)
      }
    }
  }

  const destroy = async (): Promise<void> => {
    const exits = [...children.values()].map((child) =>
      child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
    )
    for (const child of children.values()) {
      child.kill('SIGCONT')
      child.kill('SIGKILL')
    }
    await Promise.all(exits)
    await rm(folder, { recursive: true, force: true })
  }

  const run = async (vehicle: number, args: readonly string[], input = ''): Promise<Result> => {
    const target = ['--data-dir', dirOf(vehicle), '--http', ground.http(vehicle)]
    const child = ground.spawn(vehicle, process.execPath, [PROGRAM, ...args, ...target], {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: COMMAND_TIMEOUT_MS,
      killSignal: 'SIGKILL'
    })
    const parts: string[] = []
    const errors: string[] = []
    child.stdout?.on('data', (data: Buffer) => parts.push(data.toString()))
    child.stderr?.on('data', (data: Buffer) => errors.push(data.toString()))
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
    const [code] = (await once(child, 'close')) as [number | null]
    return { code: code ?? -1, stdout: parts.join(''), stderr: errors.join('') }
  }

  let halts: Halts | undefined
  try {
    await found()
    halts = mayHalt ? await createHalts(folder) : undefined
  } catch (error) {
    await destroy()
    throw error
  }

  return {
    size,
    folder,
    nameOf,
    peerOf: (vehicle) => peers.get(vehicle) ?? '',
    destroy,
    run,
    async start(vehicle, flags = []) {
      const args = [
        ...['start', '--data-dir', dirOf(vehicle), '--http', ground.http(vehicle)],
        ...['--log-level', 'warn', ...ground.startFlags(vehicle), ...flags]
      ]
      const program = halts?.program ?? PROGRAM
      const env = { ...process.env, ...(await halts?.begin(nameOf(vehicle))) }
      const child = ground.spawn(vehicle, process.execPath, [program, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env
      })
      children.set(vehicle, child)
      const log = createWriteStream(logPath(vehicle), { flags: 'a' })
      child.stderr?.pipe(log, { end: false })
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${nameOf(vehicle)} was not ready in time`)),
          READY_TIMEOUT_MS
        )
        let said = ''
        let complaints = ''
        child.stderr?.on('data', (data: Buffer) => {
          complaints = (complaints + data.toString()).slice(-COMPLAINTS_CHARACTERS_MAX)
        })
        child.stdout?.on('data', (data: Buffer) => {
          log.write(data)
          said += said.length < 10_000 ? data.toString() : ''
          if (said.includes('\nready')) {
            clearTimeout(late)
            resolve()
          }
        })
        child.once('exit', (code, signal) => {
          clearTimeout(late)
          const how = `${nameOf(vehicle)} ended with ${code ?? signal}`
          reject(new Error(`${how} before it was ready: ${complaints}`))
        })
      })
    },
    signal(vehicle, signal) {
      children.get(vehicle)?.kill(signal)
    },
    async haltAt(vehicle, point) {
      if (halts === undefined) {
        throw new Error('this fleet was made without halt points')
      }
      await halts.order(nameOf(vehicle), point)
      return () => halts.reached(nameOf(vehicle))
    },
    async kill(vehicle) {
      const child = children.get(vehicle)
      if (child !== undefined && child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit')
        child.kill('SIGKILL')
        await exit
      }
    },
    async stop(vehicle) {
      const child = children.get(vehicle)
      if (child === undefined) {
        return null
      }
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      const [code] = (await exit) as [number | null]
      return code
    },
    pidOf: (vehicle) => children.get(vehicle)?.pid ?? 0,
    isRunning(vehicle) {
      const child = children.get(vehicle)
      return child !== undefined && child.exitCode === null && child.signalCode === null
    },
    async json(vehicle, args, input) {
      const result = await run(vehicle, [...args, '--json'], input)
      if (result.code !== 0) {
        throw new Error(
          `${nameOf(vehicle)} ${args.join(' ')}: exit ${result.code}: ${result.stderr}`
        )
      }
      return lastJson(result.stdout)
    },
    async until(what, forMs, condition) {
      const endMs = Date.now() + forMs
      while (!(await condition())) {
        if (Date.now() > endMs) {
          throw new Error(`not within ${forMs} ms: ${typeof what === 'string' ? what : what()}`)
        }
        await sleep(250)
      }
    },
    logOf: (vehicle) => readFile(logPath(vehicle), 'utf8').catch(() => '')
  }
}

/**
 * A fleet on loopback without multicast: everybody begins with the address of vehicle 1. Each vehicle
 * keeps its ports over restarts; they were free when this was called.
 */
export async function loopback(size: number): Promise<Ground> {
  const ports = await freePorts(2 * size)
  const address = (vehicle: number): string => `/ip4/127.0.0.1/tcp/${ports[vehicle - 1]}`
  return {
    spawn: (_vehicle, command, args, options) => spawn(command, [...args], options),
    startFlags: (vehicle) => [
      ...['--no-mdns', '--listen', address(vehicle)],
      ...(vehicle === 1 ? [] : ['--bootstrap', address(1)])
    ],
    http: (vehicle) => `127.0.0.1:${ports[size + vehicle - 1]}`
  }
}

/** Ports that were free a moment ago; all are taken together, so they differ. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

/** JSON lines of `count` records, each with its number, from number `from` on. */
export function numberedRecords(count: number, from = 0): string {
  return Array.from({ length: count }, (_, i) => `${JSON.stringify({ number: from + i })}\n`).join(
    ''
  )
}

/** The numbers of the records that a `read` has printed. */
export function numbersOf(stdout: string): number[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => {
      const { value } = JSON.parse(line) as { value?: { number?: number } }
      return value?.number === undefined ? [] : [value.number]
    })
}
