/**
 * Starts each store that is compared: three processes of it on this machine, with empty folders, and
 * the clients in one process more.
 */
import { join } from 'node:path'
import { VERSION } from '../src/index.ts'
import type { Remote } from './channel.ts'
import type { Bench } from './context.ts'
import { eventually, startFleet } from './fleet.ts'
import { startEtcd } from './peer-etcd.ts'
import { ensurePackages, NotInstalledError, peerFolder, versionOfPackage } from './peer-packages.ts'
import type { PeerCalls } from './peer-process.ts'
import type { RunningSystem, SystemName } from './peer-systems.ts'
import { findCommand, freePorts, type Program, versionOf } from './program.ts'
import { CLIENTS } from './store-figures.ts'

const COPIES = 3
const LEADER_TIMEOUT_MS = 10_000
const OPEN_TIMEOUT_MS = 60_000
const LOAD_TIMEOUT_MS = 120_000

export const STARTS: Readonly<Record<SystemName, (bench: Bench) => Promise<RunningSystem>>> = {
  paxos: (bench) => startOurs(bench, 'paxos'),
  quorum: (bench) => startOurs(bench, 'quorum'),
  etcd: startEtcd,
  redis: startRedis,
  nats: startNats,
  orbitdb: (bench) => startLibrary(bench, 'orbitdb', '@orbitdb/core'),
  hyperbee: (bench) => startLibrary(bench, 'hyperbee', 'hyperbee')
}

async function startOurs(bench: Bench, engine: 'paxos' | 'quorum'): Promise<RunningSystem> {
  const fleet = await startFleet(bench, { count: COPIES + 1, label: `peers.${engine}` })
  const [first, ...others] = fleet.vehicles
  const members = [first, ...others.slice(0, COPIES - 1)]
  const [client = first] = others.slice(COPIES - 1)
  const peers = members.map(({ peer }) => peer)
  const chain = await first.remote.call('openGroup', { members: peers, engine })
  await eventually('a member leads', LEADER_TIMEOUT_MS, async () => {
    return (await first.remote.call('leaderOf', chain)) !== undefined
  })
  return {
    version: VERSION,
    pids: fleet.vehicles.map(({ remote }) => remote.pid),
    load: (load) => client.remote.call('loadGroup', { chain, ...load }, LOAD_TIMEOUT_MS),
    end: () => fleet.end()
  }
}

async function startRedis(bench: Bench): Promise<RunningSystem> {
  const command = commandOf('redis-server', 'redis-server')
  ensurePackages(bench.root, 'redis', bench.say)
  const ports = await freePorts(COPIES)
  const [primary] = ports
  const programs: Program[] = []
  for (const port of ports) {
    programs.push(
      bench.program(command, [
        ...['--port', `${port}`, '--bind', '127.0.0.1', '--dir', await bench.folder()],
        ...['--daemonize', 'no', '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
        ...['--repl-diskless-sync-delay', '0'],
        ...(port === primary ? [] : ['--replicaof', `127.0.0.1 ${primary}`])
      ])
    )
  }
  return await withClients(bench, 'redis', versionOf(command), programs, ports)
}

async function startNats(bench: Bench): Promise<RunningSystem> {
  const command = commandOf('nats-server', 'nats-server')
  ensurePackages(bench.root, 'nats', bench.say)
  const ports = await freePorts(2 * COPIES)
  const url = (i: number): string => `nats://127.0.0.1:${ports[COPIES + i]}`
  const routes = Array.from({ length: COPIES }, (_, i) => url(i)).join(',')
  const programs: Program[] = []
  for (let i = 0; i < COPIES; i++) {
    programs.push(
      bench.program(command, [
        ...['--addr', '127.0.0.1', '--port', `${ports[i]}`, '--name', `m${i}`, '--jetstream'],
        ...['--store_dir', await bench.folder(), '--cluster_name', 'bench'],
        ...['--cluster', url(i), '--routes', routes]
      ])
    )
  }
  return await withClients(bench, 'nats', versionOf(command), programs, ports.slice(0, COPIES))
}

/** @throws NotInstalledError when there is no such command */
function commandOf(name: string, debianPackage: string): string {
  const command = findCommand(name)
  if (command === undefined) {
    throw new NotInstalledError(`there is no command ${name} (apt-get install ${debianPackage})`)
  }
  return command
}

/** Servers of another store, and its clients. */
async function withClients(
  bench: Bench,
  name: 'redis' | 'nats',
  version: string,
  programs: readonly Program[],
  ports: readonly number[]
): Promise<RunningSystem> {
  const client = bench.process<PeerCalls>('peer-process', `clients of ${name}`)
  const module = join(peerFolder(bench.root, name), 'client.mjs')
  try {
    const argument = { ports, clients: CLIENTS }
    await client.call('open', { module, argument }, OPEN_TIMEOUT_MS)
  } catch (cause) {
    const [why] = programs.flatMap((program) => program.failure() ?? [])
    throw why === undefined ? cause : new Error(why, { cause })
  }
  return {
    version,
    pids: [client.pid, ...programs.map(({ pid }) => pid)],
    load: (load) => client.call('load', load, LOAD_TIMEOUT_MS),
    async end() {
      await client.end()
      await Promise.all(programs.map((program) => program.end()))
    }
  }
}

/** A store that is a library: a writer, which is also all the clients, and replicas. */
async function startLibrary(
  bench: Bench,
  name: 'orbitdb' | 'hyperbee',
  packageName: string
): Promise<RunningSystem> {
  ensurePackages(bench.root, name, bench.say)
  const module = join(peerFolder(bench.root, name), 'client.mjs')
  const processes: Remote<PeerCalls>[] = []
  const open = async (argument: object): Promise<Readonly<Record<string, unknown>>> => {
    const remote = bench.process<PeerCalls>('peer-process', `${name} ${processes.length}`)
    processes.push(remote)
    const folder = await bench.folder()
    return await remote.call('open', { module, argument: { ...argument, folder } }, OPEN_TIMEOUT_MS)
  }
  const told = await open({ role: 'writer' })
  for (let replica = 1; replica < COPIES; replica++) {
    await open({ role: 'replica', ...told })
  }
  const [writer] = processes
  if (writer === undefined) {
    throw new Error('no writer was started')
  }
  return {
    version: versionOfPackage(peerFolder(bench.root, name), packageName),
    pids: processes.map(({ pid }) => pid),
    load: (load) => writer.call('load', load, LOAD_TIMEOUT_MS),
    async end() {
      await Promise.all(processes.map((remote) => remote.end()))
    }
  }
}
