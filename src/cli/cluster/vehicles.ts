/**
 * The vehicles of a cluster as processes that outlive the command that starts them.
 *
 * Keeps: a vehicle whose start fails leaves no process; its process is written down before anything
 * is waited for.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { InvalidInputError } from '../../core/errors.ts'
import type { PeerId } from '../../core/peer.ts'
import { parseControlAddress } from '../../http/address.ts'
import type { StatusJson } from '../../http/answers.ts'
import { type ControlClient, createControlClient } from '../../http/client.ts'
import { readToken } from '../../http/token.ts'
import { ADDRESS_FILE } from '../client.ts'
import { EXIT, type ExitCode, ExitError } from '../exit-codes.ts'
import { cleanEnvironment } from '../local-fleet.ts'
import type { ClusterFolder, ClusterVehicle } from './folder.ts'
import { endMarked, isRunning, markOf } from './marks.ts'
import { commandAt } from './place.ts'

/**
 * `running` answers; `silent` is a process that does not; `stopped` was ended in order, `killed` by
 * `cluster kill`; `ended` has ended without being asked.
 */
export type VehicleState = 'running' | 'silent' | 'stopped' | 'killed' | 'ended'

export interface VehicleView {
  readonly name: string
  readonly peer: PeerId
  readonly state: VehicleState
  /** Process, while it is there. */
  readonly pid: number | undefined
  /** Where other vehicles reach it, while it answers. */
  readonly addresses: readonly string[]
  /** Control address, `127.0.0.1:PORT`, while it answers. */
  readonly http: string | undefined
  /** Vehicles that it is connected to, while it answers. */
  readonly connected: number | undefined
  readonly dataDir: string
  readonly log: string
}

export const START_MS = 60_000
const STOP_MS = 10_000
const KILL_MS = 5_000
const ANSWER_MS = 2_000
const LOOK_AGAIN_MS = 50
const LOG_MODE = 0o600
/** Of what is looked through for the line that says that a vehicle is ready. */
const LOG_BYTES_MAX = 16 * 1024 * 1024

export interface StartOptions {
  /** Addresses of vehicles that run. */
  readonly bootstrap: readonly string[]
  readonly signal: AbortSignal
  /** Time to become ready, in milliseconds. Default a minute. */
  readonly timeoutMs?: number | undefined
}

/** What a vehicle says when it is ready. */
export interface StartedVehicle {
  readonly name: string
  readonly pid: number
  readonly addresses: readonly string[]
}

/**
 * Starts a vehicle that does not run, and returns when it is ready.
 *
 * @throws ExitError when it ends before, or is not ready in time; the message has its last words
 * @throws InvalidInputError when it has no key any more: with another one it would be a stranger to the fleet
 */
export async function startVehicle(
  folder: ClusterFolder,
  { name }: ClusterVehicle,
  { bootstrap, signal, timeoutMs = START_MS }: StartOptions
): Promise<StartedVehicle> {
  const log = folder.logOf(name)
  if (!(await folder.isWhole(name))) {
    throw new InvalidInputError(
      `${folder.dataDirOf(name)} has no key, so vehicle ${name} cannot start; put it back, or take all of ` +
        'the cluster away with: cluster down --remove'
    )
  }
  const own = await folder.flagsOf(name)
  const file = openSync(log, 'a', LOG_MODE)
  const from = statSync(log).size
  const words = ['start', '--json', '--data-dir', folder.dataDirOf(name), '--log-format', 'json']
  const near = bootstrap.length === 0 ? [] : ['--bootstrap', bootstrap.join(',')]
  const child = spawn(
    process.execPath,
    [...process.execArgv, process.argv[1] ?? '', ...words, ...own, ...near],
    { detached: true, stdio: ['ignore', file, file], env: cleanEnvironment() }
  )
  closeSync(file)
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  try {
    await Promise.race([setMarkOf(folder, name, child), failed])
    const ready = await Promise.race([readyLine(child, log, from, signal, timeoutMs), failed])
    child.unref()
    return { name, pid: child.pid ?? 0, ...ready }
  } catch (cause) {
    await endChild(child)
    await folder.setMark(name, undefined)
    signal.throwIfAborted()
    throw notStarted(name, log, from, child, cause)
  }
}

async function setMarkOf(folder: ClusterFolder, name: string, child: ChildProcess): Promise<void> {
  const mark = child.pid === undefined ? undefined : await markOf(child.pid)
  await folder.setMark(name, mark)
}

async function readyLine(
  child: ChildProcess,
  log: string,
  from: number,
  signal: AbortSignal,
  timeoutMs: number
): Promise<{ readonly addresses: readonly string[] }> {
  const endsAtMs = performance.now() + timeoutMs
  for (;;) {
    const line = linesOf(log, from).find((text) => text.startsWith('{"ready":true'))
    if (line !== undefined) {
      return JSON.parse(line) as { readonly addresses: readonly string[] }
    }
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error('it has ended')
    }
    if (performance.now() > endsAtMs) {
      throw new Error(`it was not ready within ${timeoutMs} ms`)
    }
    await sleep(LOOK_AGAIN_MS, undefined, { signal })
  }
}

/** Complete lines behind this place, of what a start may say at most. */
function linesOf(log: string, from: number): readonly string[] {
  const file = openSync(log, 'r')
  try {
    // What earlier starts have said may be much.
    const bytes = Buffer.alloc(Math.min(LOG_BYTES_MAX, Math.max(0, fstatSync(file).size - from)))
    const length = readSync(file, bytes, 0, bytes.length, from)
    return bytes.toString('utf8', 0, length).split('\n').slice(0, -1)
  } finally {
    closeSync(file)
  }
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  child.kill('SIGKILL')
  await ended
}

function notStarted(
  name: string,
  log: string,
  from: number,
  child: ChildProcess,
  cause: unknown
): ExitError {
  const said = linesOf(log, from).findLast((line) => line.startsWith('error: '))
  const reason = cause instanceof Error ? cause.message : String(cause)
  const why = said === undefined ? `${reason}; see ${log}` : said.slice('error: '.length)
  const codes: readonly number[] = Object.values(EXIT)
  const own = codes.find((code) => code === child.exitCode && code > EXIT.failed)
  return new ExitError(`vehicle ${name} did not start: ${why}`, {
    exitCode: (own ?? EXIT.failed) as ExitCode,
    cause
  })
}

/** Ends a vehicle in order, or by force when it does not end. Returns whether it was running. */
export async function stopVehicle(folder: ClusterFolder, name: string): Promise<boolean> {
  const mark = await folder.markOf(name)
  const wasRunning = mark !== undefined && (await isRunning(mark))
  if (wasRunning && !(await endMarked(mark, 'SIGTERM', STOP_MS))) {
    await killMarked(name, mark)
  }
  await folder.setMark(name, undefined)
  return wasRunning
}

/**
 * Pulls the plug of a vehicle. Returns its process.
 *
 * @throws ExitError when it does not run
 */
export async function killVehicle(folder: ClusterFolder, name: string): Promise<number> {
  const mark = await folder.markOf(name)
  if (mark === undefined || !(await isRunning(mark))) {
    throw new ExitError(`vehicle ${name} does not run, so nothing was killed`, {
      exitCode: EXIT.rejected
    })
  }
  await killMarked(name, mark)
  await folder.setMark(name, { ...mark, isKilled: true })
  return mark.pid
}

async function killMarked(name: string, mark: Parameters<typeof endMarked>[0]): Promise<void> {
  if (!(await endMarked(mark, 'SIGKILL', KILL_MS))) {
    throw new ExitError(`vehicle ${name} (process ${mark.pid}) does not end`, {
      exitCode: EXIT.failed
    })
  }
}

/**
 * @throws ExitError when a vehicle answers that no mark knows of: somebody else has started it
 */
export async function expectEnded(
  folder: ClusterFolder,
  name: string,
  signal: AbortSignal
): Promise<void> {
  if ((await askVehicle(folder.dataDirOf(name), signal)) !== undefined) {
    const how = commandAt(folder.dataDirOf(name), 'stop')
    throw new ExitError(
      `vehicle ${name} runs, and this cluster has not started it; nothing was removed; end it with: ${how}`,
      { exitCode: EXIT.rejected }
    )
  }
}

/** How a vehicle is. */
export async function viewOf(
  folder: ClusterFolder,
  vehicle: ClusterVehicle,
  signal: AbortSignal
): Promise<VehicleView> {
  const { name } = vehicle
  const mark = await folder.markOf(name)
  const runs = mark !== undefined && (await isRunning(mark))
  const found = runs ? await askVehicle(folder.dataDirOf(name), signal) : undefined
  return {
    ...vehicle,
    state: stateOf(mark, runs, found !== undefined),
    pid: runs ? mark.pid : undefined,
    addresses: found?.status.addresses ?? [],
    http: found?.http,
    connected: found?.status.peers.connected,
    dataDir: folder.dataDirOf(name),
    log: folder.logOf(name)
  }
}

function stateOf(
  mark: { readonly isKilled?: boolean } | undefined,
  runs: boolean,
  answers: boolean
): VehicleState {
  if (mark === undefined) {
    return 'stopped'
  }
  if (runs) {
    return answers ? 'running' : 'silent'
  }
  return mark.isKilled === true ? 'killed' : 'ended'
}

async function askVehicle(
  dataDir: string,
  signal: AbortSignal
): Promise<{ readonly http: string; readonly status: StatusJson } | undefined> {
  try {
    const http = (await readFile(join(dataDir, ADDRESS_FILE), 'utf8')).trim()
    const status = await clientAt(dataDir, http, signal).get('/v1/status')
    return { http, status }
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

function clientAt(dataDir: string, http: string, signal: AbortSignal): ControlClient {
  const address = parseControlAddress(http)
  return createControlClient({ address, token: readToken(dataDir), timeoutMs: ANSWER_MS, signal })
}
