/**
 * A cluster of vehicles in one process.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidInputError } from '../core/errors.ts'
import type { VGuardNode } from '../node/api.ts'
import { NotFoundError } from '../node/errors.ts'
import { createVGuardNode } from '../node/node.ts'
import type { NodeOptions } from '../node/options.ts'

export interface ClusterOptions {
  /** `memory` is faster, and a vehicle that was stopped cannot be started again. Default: `disk`. */
  readonly store?: 'disk' | 'memory'
  /** What every node is made with besides. */
  readonly node?: Omit<
    NodeOptions,
    'dataDir' | 'store' | 'name' | 'open' | 'listen' | 'bootstrap' | 'mdns' | 'start'
  >
  /** Time in which vehicles have to find each other, in milliseconds. Default: 30,000. */
  readonly connectMs?: number
}

/** A vehicle by its place, 0 for the first, or by its name, `car-1` for the first. */
export type Which = number | string

export interface TestCluster extends AsyncDisposable {
  /** Where the disks are, one folder for each vehicle by its name; undefined in memory. */
  readonly folder: string | undefined
  /** The vehicles that run, in the order of their names. */
  readonly nodes: readonly VGuardNode[]
  /** @throws NotFoundError when there is no such vehicle, or it is stopped */
  node(which: Which): VGuardNode
  /** Ends a vehicle as a signal would. Its disk stays. */
  stop(which: Which): Promise<void>
  /**
   * Starts a vehicle that was stopped, with its disk, at another port. Resolves when it has found those
   * that run.
   *
   * @throws InvalidInputError when it runs, or has no disk
   */
  start(which: Which): Promise<VGuardNode>
  /** Cuts all links between vehicles of different sides; whoever is named in none is cut from nobody. */
  part(...sides: readonly (readonly Which[])[]): Promise<void>
  /** Mends every link that was cut. */
  heal(): Promise<void>
  /** Resolves when all that run and are not parted are connected. @throws TimedOutError */
  connected(): Promise<void>
  /** Stops all and removes their disks. */
  close(): Promise<void>
}

const VEHICLES_MAX = 64
const UNKNOWN = { code: 'ERR_UNKNOWN_VEHICLE' } as const

/**
 * Makes and connects so many vehicles, named `car-1` and so on, of one open fleet.
 *
 * @throws InvalidInputError unless `count` is 1 to 64; TimedOutError when they do not find each other
 */
export async function createCluster(
  count: number,
  options: ClusterOptions = {}
): Promise<TestCluster> {
  if (!Number.isInteger(count) || count < 1 || count > VEHICLES_MAX) {
    throw new InvalidInputError(`a cluster has 1 to ${VEHICLES_MAX} vehicles, not ${count}`)
  }
  const isOnDisk = options.store !== 'memory'
  const folder = isOnDisk ? await mkdtemp(join(tmpdir(), 'vguard-cluster-')) : undefined
  const cluster = gather(count, folder, options)
  try {
    for (let i = 0; i < count; i++) {
      await cluster.launch(i)
    }
    await cluster.connected()
  } catch (error) {
    await cluster.close()
    throw error
  }
  return cluster
}

interface Gathered extends TestCluster {
  launch(place: number): Promise<VGuardNode>
}

function gather(count: number, folder: string | undefined, options: ClusterOptions): Gathered {
  const { connectMs = 30_000 } = options
  const running = new Map<number, VGuardNode>()
  /** Pairs of places whose link is cut, the smaller first. */
  const cuts = new Set<string>()

  const placeOf = (which: Which): number => {
    const place = typeof which === 'number' ? which : Number(/^car-(\d+)$/.exec(which)?.[1]) - 1
    if (!Number.isInteger(place) || place < 0 || place >= count) {
      throw new NotFoundError(`the cluster has no vehicle "${which}"`, UNKNOWN)
    }
    return place
  }
  const nodeAt = (place: number): VGuardNode => {
    const node = running.get(place)
    if (node === undefined) {
      throw new NotFoundError(`car-${place + 1} is stopped`, UNKNOWN)
    }
    return node
  }
  const pairOf = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`

  const setLink = async (a: number, b: number, isCut: boolean): Promise<void> => {
    const [one, two] = [running.get(a), running.get(b)]
    if (one !== undefined && two !== undefined) {
      await (isCut ? one.cutLink(two.peer) : one.fixLink(two.peer))
      await (isCut ? two.cutLink(one.peer) : two.fixLink(one.peer))
    }
  }

  const othersOf = (place: number): readonly string[] =>
    [...running].flatMap(([other, { peer }]) =>
      other === place || cuts.has(pairOf(place, other)) ? [] : [peer]
    )

  const cluster: Gathered = {
    folder,
    get nodes() {
      return [...running].sort(([a], [b]) => a - b).map(([, node]) => node)
    },
    node: (which) => nodeAt(placeOf(which)),
    async launch(place) {
      const name = `car-${place + 1}`
      const disk =
        folder === undefined
          ? { store: 'memory' as const }
          : { store: 'disk' as const, dataDir: join(folder, name) }
      const bootstrap = cluster.nodes.flatMap((node) => node.addresses())
      const where = { listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, bootstrap } as const
      const node = await createVGuardNode({
        ...options.node,
        ...disk,
        ...where,
        faults: true,
        open: true,
        name
      })
      running.set(place, node)
      return node
    },
    async stop(which) {
      const place = placeOf(which)
      const node = nodeAt(place)
      running.delete(place)
      await node.stop()
    },
    async start(which) {
      const place = placeOf(which)
      if (running.has(place)) {
        throw new InvalidInputError(`car-${place + 1} runs`)
      }
      if (folder === undefined) {
        throw new InvalidInputError(`car-${place + 1} has lost its memory; use the store "disk"`)
      }
      const node = await cluster.launch(place)
      for (const pair of cuts) {
        const [a = 0, b = 0] = pair.split(' ').map(Number)
        await (a === place || b === place ? setLink(a, b, true) : undefined)
      }
      await cluster.connected()
      return node
    },
    async part(...sides) {
      const places = sides.map((side) => side.map(placeOf))
      for (const [i, side] of places.entries()) {
        for (const a of side) {
          for (const b of places.slice(i + 1).flat()) {
            cuts.add(pairOf(a, b))
            await setLink(a, b, true)
          }
        }
      }
    },
    async heal() {
      for (const pair of cuts) {
        const [a = 0, b = 0] = pair.split(' ').map(Number)
        await setLink(a, b, false)
      }
      cuts.clear()
      await cluster.connected()
    },
    async connected() {
      await Promise.all(
        [...running].map(([place, node]) => node.meet(othersOf(place), { timeoutMs: connectMs }))
      )
    },
    async close() {
      const nodes = [...running.values()]
      running.clear()
      await Promise.all(nodes.map((node) => node.stop()))
      if (folder !== undefined) {
        await rm(folder, { recursive: true, force: true })
      }
    },
    [Symbol.asyncDispose]: () => cluster.close()
  }
  return cluster
}
