/**
 * Three members of etcd on this machine, for comparison: as Debian's etcd-server has it, with its
 * defaults, which sync every write to disk.
 */
import { type AddressInfo, createServer } from 'node:net'
import type { Bench } from './context.ts'
import type { EtcdCalls } from './etcd-process.ts'
import { eventually } from './fleet.ts'
import { measureStore, type StoreFigures } from './store-figures.ts'

const MEMBERS = 3
const START_TIMEOUT_MS = 30_000

/** @throws Error when there is no command `etcd`, or it does not start */
export async function measureEtcd(bench: Bench): Promise<StoreFigures> {
  const ports = await freePorts(2 * MEMBERS)
  const url = (port: number | undefined): string => `http://127.0.0.1:${port}`
  const cluster = Array.from({ length: MEMBERS }, (_, i) => `m${i}=${url(ports[i])}`).join(',')
  for (let i = 0; i < MEMBERS; i++) {
    const [peerUrl, clientUrl] = [url(ports[i]), url(ports[MEMBERS + i])]
    bench.program('etcd', [
      ...['--name', `m${i}`, '--data-dir', await bench.folder(), '--logger', 'zap'],
      ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
      ...['--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl],
      ...['--initial-cluster', cluster, '--initial-cluster-state', 'new']
    ])
  }
  const client = bench.process<EtcdCalls>('etcd-process', 'clients of etcd')
  const addresses = ports.slice(MEMBERS).map((port) => `127.0.0.1:${port}`)
  await eventually('a member of etcd leads', START_TIMEOUT_MS, () =>
    client.call('connect', addresses)
  )
  const figures = await measureStore(bench, 'peer.etcd', (load) => client.call('load', load))
  await client.end()
  return figures
}

async function freePorts(count: number): Promise<readonly number[]> {
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
