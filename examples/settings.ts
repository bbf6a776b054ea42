/**
 * Settings that three vehicles share, and that any vehicle of the fleet may read and change: a group
 * with a key-value store. It goes on while a majority of the three runs.
 *
 *   npx tsx examples/settings.ts
 */
import { pathToFileURL } from 'node:url'
import { createVGuardNode, type VGuardNode } from '../src/index.ts'

/** Four vehicles in one process, on loopback; a real one has a data directory and a fleet. */
async function startVehicles(): Promise<readonly VGuardNode[]> {
  const vehicles: VGuardNode[] = []
  for (const name of ['car-1', 'car-2', 'car-3', 'car-4']) {
    const bootstrap = vehicles.flatMap((vehicle) => vehicle.addresses())
    const listen = ['/ip4/127.0.0.1/tcp/0']
    vehicles.push(
      await createVGuardNode({ store: 'memory', open: true, name, listen, mdns: false, bootstrap })
    )
  }
  const peers = vehicles.map(({ peer }) => peer)
  for (const vehicle of vehicles) {
    await vehicle.meet(peers.filter((peer) => peer !== vehicle.peer))
  }
  return vehicles
}

export async function main(print: (line: string) => void): Promise<void> {
  const vehicles = await startVehicles()
  try {
    const [car1, car2, , car4] = vehicles as [VGuardNode, VGuardNode, VGuardNode, VGuardNode]
    const { chain } = await car1.openGroup({
      state: 'kv',
      name: 'settings',
      members: ['car-2', 'car-3']
    })

    // A member watches; whoever changes something need not be one.
    const watching = new AbortController()
    const { signal } = watching
    const changes = car2.kv('settings').watch({ prefix: 'limit/', fromHeight: 1, signal })
    const settings = car4.kv(chain)
    await settings.put('limit/city', { kmh: 50 })
    await settings.put('limit/road', { kmh: 100 })
    for (let i = 0; i < 2; i++) {
      const { value } = await changes.next()
      print(`car-2 hears: ${value?.key} is ${JSON.stringify(value?.value)}`)
    }
    watching.abort()

    // Who comes second does not write over what the first has written.
    const { revision = '' } = (await settings.get('limit/city')) ?? {}
    const first = await settings.compareAndSet('limit/city', { revision }, { kmh: 30 })
    const second = await car1
      .kv('settings')
      .compareAndSet('limit/city', { revision }, { kmh: 60 }, { previous: true })
    print(`first: ${first.succeeded}, second: ${second.succeeded}`)

    // The same operation again, after a connection broke say, does nothing twice.
    const counted = await settings.put('changed by', 'car-4')
    const again = await settings.put('changed by', 'car-4', { operation: counted.operation })
    print(`asked twice, done once: ${again.revision === counted.revision}`)

    for await (const { key, value } of settings.scanAll({ prefix: 'limit/' })) {
      print(`${key} is ${JSON.stringify(value)}`)
    }
  } finally {
    await Promise.all(vehicles.map((vehicle) => vehicle.stop()))
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main((line) => console.log(line))
}
