/**
 * Docker engines for tests, each in network and mount namespaces of its own: nothing of them reaches
 * the machine's network, and their mounts vanish with them.
 *
 * Keeps: an engine is ended by its process id, with all that it has started; its folder is removed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Debian's: newer clients build with a plugin that Debian has not. */
const DOCKER = '/usr/bin/docker'
const COMPOSE = '/usr/bin/docker-compose'
const COMMAND_MS = 180_000
const START_MS = 30_000
const END_MS = 15_000
const LOOK_MS = 100

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface EngineOptions {
  readonly name: string
  /** Commands run in the engine's namespaces before it starts. */
  readonly prepare?: readonly string[]
}

export interface Engine {
  /** Process that the namespaces belong to. */
  readonly pid: number
  /** Runs a docker command. @throws Error when it fails, with what it said */
  docker(...words: readonly string[]): Promise<string>
  /** The same, whatever comes of it. */
  tryDocker(...words: readonly string[]): Promise<Ended>
  compose(environment: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<string>
  /** Runs `command | docker words…`. */
  pipe(command: readonly string[], ...words: readonly string[]): Promise<string>
  end(): Promise<void>
}

/** Starts an engine and waits until it answers. */
export async function startEngine({ name, prepare = [] }: EngineOptions): Promise<Engine> {
  // Paths of unix sockets are short.
  const folder = mkdtempSync(join(tmpdir(), 'vgd-'))
  mkdirSync(join(folder, 'run'))
  const socket = `unix://${join(folder, 'docker.sock')}`
  const script = [
    `hostname ${name}`,
    'ip link set lo up',
    ...prepare,
    `exec dockerd --data-root ${folder}/data --exec-root ${folder}/run --pidfile ${folder}/pid -H ${socket} --iptables=false --ip6tables=false --bridge=none`
  ].join('; ')
  const words = ['-n', '-m', '-u', '--propagation', 'private', 'bash', '-c', script]
  const child = spawn('unshare', words, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4_000)
  })
  const tryDocker = (...given: readonly string[]): Promise<Ended> =>
    run([DOCKER, '-H', socket, ...given], { DOCKER_BUILDKIT: '1' })
  const engine: Engine = {
    pid: child.pid ?? 0,
    tryDocker,
    docker: async (...given) => checked(given, await tryDocker(...given)),
    compose: async (environment, ...given) =>
      checked(given, await run([COMPOSE, '-H', socket, ...given], environment)),
    async pipe(command, ...given) {
      const line = [...command, '|', DOCKER, '-H', socket, ...given].join(' ')
      return checked(given, await run(['bash', '-o', 'pipefail', '-c', line], {}))
    },
    async end() {
      await endProcess(child)
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const endsAtMs = Date.now() + START_MS
  while ((await tryDocker('version')).code !== 0) {
    if (child.exitCode !== null || Date.now() > endsAtMs) {
      await engine.end()
      throw new Error(`the engine did not start: ${log}`)
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  return engine
}

/** Runs a command to its end. */
export async function run(
  [command = '', ...words]: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd?: string
): Promise<Ended> {
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    timeout: COMMAND_MS,
    ...(cwd === undefined ? {} : { cwd })
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, ...output }
}

/** @throws Error when it failed, with what it said */
export function checked(words: readonly string[], { code, stdout, stderr }: Ended): string {
  if (code !== 0) {
    throw new Error(`${words.join(' ')} ended with ${code}: ${stderr.slice(-2_000)}`)
  }
  return stdout.trim()
}

async function endProcess(child: ChildProcess): Promise<void> {
  const { pid, exitCode } = child
  if (pid === undefined || exitCode !== null) {
    return
  }
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), END_MS)
  await exit
  clearTimeout(timer)
}
