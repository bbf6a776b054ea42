/**
 * One vehicle of the demonstration: a real process of this program with its own data directory, spoken
 * to over its control API like any other.
 *
 * Keeps: the process ends with this one, however this one ends: its standard input is a pipe from here.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseControlAddress } from '../../http/address.ts'
import { type ControlClient, createControlClient } from '../../http/client.ts'
import { readToken } from '../../http/token.ts'
import { cleanEnvironment } from '../local-fleet.ts'

export interface CarPlan {
  /** A to G. */
  readonly name: string
  readonly dataDir: string
  readonly peer: string
  readonly port: number
  /** Multiaddrs of the vehicles it may meet. */
  readonly bootstrap: readonly string[]
}

export interface Car extends CarPlan {
  readonly pid: number
  readonly client: ControlClient
  /** Id of the chain that it proposes. */
  readonly chain: string
  /** The last lines that the process wrote to its log. */
  log(): readonly string[]
  /** Pulls the plug. */
  kill(): Promise<void>
  /** Ends it in order, or by force when it does not end. */
  stop(): Promise<void>
}

interface ReadyLine {
  readonly ready: true
  readonly chain: string
  readonly http: string
}

const START_MS = 60_000
const STOP_MS = 3_000
const CALL_MS = 60_000
const LOG_LINES = 20

/** @throws Error when the process ends, or is not ready in time; the message has its last words */
export async function startCar(
  plan: CarPlan,
  flags: readonly string[],
  signal: AbortSignal
): Promise<Car> {
  const child = spawn(process.execPath, [process.argv[1] ?? '', ...wordsOf(plan), ...flags], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: cleanEnvironment()
  })
  const log: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line)
    log.splice(0, log.length - LOG_LINES)
  })
  try {
    const ready = await readyLine(child, signal)
    const client = createControlClient({
      address: parseControlAddress(ready.http.replace('http://', '')),
      token: readToken(plan.dataDir),
      timeoutMs: CALL_MS,
      signal
    })
    return {
      ...plan,
      pid: child.pid ?? 0,
      chain: ready.chain,
      client,
      log: () => log,
      kill: () => end(child, 'SIGKILL'),
      stop: () => end(child, 'SIGTERM')
    }
  } catch (cause) {
    await end(child, 'SIGKILL')
    const words = log.length === 0 ? '' : `: ${log.at(-1)}`
    throw new Error(`vehicle ${plan.name} did not start${words}`, { cause })
  }
}

function wordsOf({ dataDir, port, bootstrap }: CarPlan): string[] {
  return [
    'start',
    '--json',
    '--data-dir',
    dataDir,
    '--listen',
    `/ip4/127.0.0.1/tcp/${port}`,
    '--no-mdns',
    // The first one of a fleet knows nobody.
    ...(bootstrap.length === 0 ? [] : ['--bootstrap', bootstrap.join(',')]),
    '--http',
    '127.0.0.1:0',
    '--log-level',
    'warn',
    '--log-format',
    'json',
    '--end-with-input'
  ]
}

async function readyLine(child: ChildProcess, signal: AbortSignal): Promise<ReadyLine> {
  const over = new AbortController()
  // The time that is left keeps no process from its end.
  const late = AbortSignal.timeout(START_MS)
  const until = { signal: AbortSignal.any([signal, late, over.signal]) }
  const ended = async (): Promise<never> => {
    await once(child, 'exit', until)
    throw new Error('the process ended')
  }
  const lines = createInterface({ input: child.stdout ?? process.stdin })
  try {
    const [line] = await Promise.race([once(lines, 'line', until), ended()])
    return JSON.parse(String(line)) as ReadyLine
  } catch (cause) {
    signal.throwIfAborted()
    throw late.aborted ? new Error('not ready in time', { cause }) : cause
  } finally {
    over.abort()
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(timer)
}
