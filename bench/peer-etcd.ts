/**
 * Three members of etcd on this machine, for comparison: as Debian's etcd-server has it, with its
 * defaults, which sync every write to disk.
 */
import type { Bench } from './context.ts'
import type { EtcdCalls } from './etcd-process.ts'
import { eventually } from './fleet.ts'
import { NotInstalledError } from './peer-packages.ts'
import type { RunningSystem } from './peer-systems.ts'
import { findCommand, freePorts, type Program, versionOf } from './program.ts'

const MEMBERS = 3
const START_TIMEOUT_MS = 30_000
const LOAD_TIMEOUT_MS = 120_000

/** @throws NotInstalledError when there is no command `etcd` */
export async function startEtcd(bench: Bench): Promise<RunningSystem> {
  const command = findCommand('etcd')
  if (command === undefined) {
    throw new NotInstalledError('there is no command etcd (apt-get install etcd-server)')
  }
  const ports = await freePorts(2 * MEMBERS)
  const url = (port: number | undefined): string => `http://127.0.0.1:${port}`
  const cluster = Array.from({ length: MEMBERS }, (_, i) => `m${i}=${url(ports[i])}`).join(',')
  const programs: Program[] = []
  for (let i = 0; i < MEMBERS; i++) {
    const [peerUrl, clientUrl] = [url(ports[i]), url(ports[MEMBERS + i])]
    programs.push(
      bench.program(command, [
        ...['--name', `m${i}`, '--data-dir', await bench.folder(), '--logger', 'zap'],
        ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
        ...['--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl],
        ...['--initial-cluster', cluster, '--initial-cluster-state', 'new']
      ])
    )
  }
  const client = bench.process<EtcdCalls>('etcd-process', 'clients of etcd')
  const addresses = ports.slice(MEMBERS).map((port) => `127.0.0.1:${port}`)
  const connect = (): Promise<void> =>
    eventually('a member of etcd leads', START_TIMEOUT_MS, () => client.call('connect', addresses))
  await connect()
  return {
    version: versionOf(command),
    pids: [client.pid, ...programs.map(({ pid }) => pid)],
    async load(load) {
      await connect()
      return await client.call('load', load, LOAD_TIMEOUT_MS)
    },
    async end() {
      await client.end()
      await Promise.all(programs.map((program) => program.end()))
    }
  }
}
