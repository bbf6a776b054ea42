/**
 * An external V-Guard on top of vguard-node: it agrees on transactions by its own consensus, and hands
 * each committed booth over with `endBooth`, which certifies the records, places the backups and
 * releases the obsolete ones. Afterwards any vehicle reads them.
 *
 *   npx tsx examples/embed.ts
 */
import { pathToFileURL } from 'node:url'
import { createVGuardNode, type VGuardNode } from '../src/index.ts'

/** What V-Guard's consensus hands over when an instance commits. */
interface CommittedBooth {
  /** The instance; the same one again must not be stored twice. */
  readonly instance: string
  /** Vehicles of the commit booth, by name. */
  readonly participants: readonly string[]
  readonly transactions: readonly { readonly key: string; readonly timeMs: number }[]
}

/** Four vehicles in one process, on loopback; a real one has a data directory and a fleet. */
async function startVehicles(): Promise<readonly VGuardNode[]> {
  const vehicles: VGuardNode[] = []
  for (const name of ['car-1', 'car-2', 'car-3', 'car-4']) {
    const bootstrap = vehicles.flatMap((vehicle) => vehicle.addresses())
    vehicles.push(
      await createVGuardNode({
        store: 'memory',
        open: true,
        name,
        listen: ['/ip4/127.0.0.1/tcp/0'],
        mdns: false,
        bootstrap,
        vehicle: { replicate: { backups: 2 } }
      })
    )
  }
  return vehicles
}

async function untilConnected(vehicles: readonly VGuardNode[]): Promise<void> {
  const peers = vehicles.map(({ peer }) => peer)
  for (const vehicle of vehicles) {
    await vehicle.meet(peers.filter((peer) => peer !== vehicle.peer))
  }
}

/** Stands for V-Guard's consensus: commits of changing booths. */
function* committedBooths(): Generator<CommittedBooth> {
  const booths = [
    ['car-2', 'car-3'],
    ['car-3', 'car-4'],
    ['car-2', 'car-3', 'car-4']
  ]
  for (const [i, participants] of booths.entries()) {
    const transactions = Array.from({ length: 10 }, (_, n) => ({
      key: `tx-${i}-${n}`,
      timeMs: Date.UTC(2026, 0, 1) + i * 1000 + n
    }))
    yield { instance: `instance-${i}`, participants, transactions }
  }
}

export async function main(print: (line: string) => void): Promise<void> {
  const vehicles = await startVehicles()
  try {
    await untilConnected(vehicles)
    const [proposer, ...others] = vehicles as [VGuardNode, ...VGuardNode[]]
    const end = proposer.events.on('replicate:sealed', ({ detail }) =>
      print(`table ${detail.epoch} is sealed`)
    )

    for (const { instance, participants, transactions } of committedBooths()) {
      const records = transactions.map(({ key, timeMs }) => ({
        kind: 'json' as const,
        key,
        timeMs,
        text: JSON.stringify({ instance })
      }))
      const ended = await proposer.endBooth({ operation: instance, participants, records })
      // V-Guard may hand over the same instance again after a crash: nothing happens twice.
      const again = await proposer.endBooth({ operation: instance, participants, records })
      print(`${instance}: block ${ended.height}, ${ended.state}, repeated: ${again.height}`)
    }
    end()

    for (const reader of others) {
      let count = 0
      for await (const { record } of reader.readAll('car-1', {}, { timeoutMs: 10_000 })) {
        count += record?.kind === 'json' ? 1 : 0
      }
      print(`${reader.name} reads ${count} records of car-1`)
    }

    const report = await proposer.verifyChain('car-1')
    print(`${report.blocks} blocks, sound: ${report.isSound}`)
    let bodies = 0
    for await (const block of proposer.blocks('car-1')) {
      bodies += block.entries?.length ?? 0
    }
    print(`${bodies} entries in verified blocks`)
  } finally {
    await Promise.all(vehicles.map((vehicle) => vehicle.stop()))
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main((line) => console.log(line))
}
