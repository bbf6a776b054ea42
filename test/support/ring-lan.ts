/**
 * A ring of real vehicles on a LAN, two copies of each key, with vehicles beside it that keep nothing;
 * each may be told to stand still at a certain message. Clients give their operations ids of their own,
 * so that they can ask again whoever dies.
 */
import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ChainId } from '../../src/core/genesis.ts'
import type { PeerJson } from '../../src/http/answers.ts'
import type { GroupView } from '../../src/index.ts'
import { loadOrCreateIdentity, STORE_DIRECTORY } from '../../src/node/identity.ts'
import { type PreparedRecord, readPrepared } from '../../src/protocols/twophase/records.ts'
import { openLevelStore } from '../../src/storage/index.ts'
import { createGroupLan, type GroupLan } from './group-lan.ts'
import { answerOf, type KvCall, requestOf, textOfEntry } from './kv-calls.ts'
import type { CallResult } from './kv-clients.ts'

/** Keys that one transaction changes together. */
export interface Pair {
  readonly keys: readonly [string, string]
  /** The owners of either, the first owner first. */
  readonly keptBy: readonly [readonly number[], readonly number[]]
  /** Vehicles that keep one of them. */
  readonly owners: readonly number[]
}

export interface Entry {
  readonly value: string
  /** Puts since the key was made. */
  readonly changes: number
}

interface CallOptions {
  readonly operation?: string
  /** The vehicle tries for so long. */
  readonly timeoutMs?: number
}

export interface RingLan {
  readonly group: GroupLan
  readonly chain: string
  readonly members: readonly number[]
  /** New keys with the vehicles that keep them, the first owner first; asked of a vehicle. */
  keys(vehicle: number): Promise<ReadonlyMap<string, readonly number[]>>
  /** Two new keys, both put once, that a vehicle keeps none of and as many others as possible. */
  pairBeside(vehicle: number): Promise<Pair>
  /** An id for an operation. */
  operation(): Promise<string>
  /** Reads all keys and gives each the value, at once. */
  swap(
    vehicle: number,
    keys: readonly string[],
    value: string,
    options?: CallOptions
  ): Promise<CallResult>
  /** What stood there before a swap that was done. @throws Error when it was not */
  swapped(keys: readonly string[], result: CallResult): readonly (string | null)[]
  /** @throws Error when there is no such key, or it cannot be read */
  read(vehicle: number, key: string): Promise<Entry>
  /** Transactions that are prepared at these vehicles. */
  inDoubt(vehicles: readonly number[]): Promise<number>
  /** Waits until a vehicle is connected to all others that run. */
  met(vehicle: number): Promise<void>
  /** Waits until nothing is under way at those that run. */
  idle(): Promise<void>
  /** Waits until nothing is under way, and nothing more comes into the log. */
  quiet(): Promise<void>
  /** Has every vehicle begin anew: a test that failed may have left some dead, or standing still. */
  renew(): Promise<void>
}

const OPEN_MS = 60_000
const QUIET_MS = 30_000
/** Longer than a coordinator keeps the end of a transaction to itself. */
const SILENCE_MS = 500
/** A vehicle tries for so long. */
const TRY_MS = 7_000
/** As many as one question may name. */
const KEYS_MAX = 64

/** Whether a vehicle keeps its part of the keys, on a ring of so many that does not change. */
export function keepsKeys(view: GroupView | undefined, owners: number): boolean {
  const ring = view?.ring
  return ring?.phase === 'stable' && ring.isOwner && ring.nodes.length === owners
}

/** Vehicles are the members, from 1, and then the others. */
export async function createRingLan(membersCount: number, others: number): Promise<RingLan> {
  const group = await createGroupLan(membersCount + others, 1, { mayHalt: true })
  try {
    const vehicles = Array.from({ length: group.fleet.size }, (_, i) => i + 1)
    const members = vehicles.slice(0, membersCount)
    await Promise.all(vehicles.map(group.start))
    let chain: string | undefined
    await group.fleet.until('the group is open', OPEN_MS, async () => {
      chain = await group.open(members, { engine: 'twophase', twophase: { copies: 2 } })
      return chain !== undefined
    })
    await group.allSee(members, 'all keep keys', OPEN_MS, (view) => keepsKeys(view, members.length))
    return ringLan(group, chain ?? '', members, vehicles)
  } catch (error) {
    await group.destroy()
    throw error
  }
}

function ringLan(
  group: GroupLan,
  chain: string,
  members: readonly number[],
  vehicles: readonly number[]
): RingLan {
  const { fleet } = group
  let names = 0

  const ask = (
    vehicle: number,
    call: KvCall,
    { operation, timeoutMs = TRY_MS }: CallOptions = {}
  ): Promise<CallResult> => {
    const { method, path, body } = requestOf(chain, call, timeoutMs, operation)
    return group.call(vehicle, method as 'GET' | 'POST', path, body)
  }

  const heights = async (): Promise<readonly (number | undefined)[]> => {
    const running = members.filter(fleet.isRunning)
    return await Promise.all(running.map(async (one) => (await group.view(one))?.status?.decided))
  }

  const isIdle = async (): Promise<boolean> => {
    const views = await Promise.all(vehicles.filter(fleet.isRunning).map(group.view))
    return views.every((view) => {
      const { prepared = 0, coordinated = 0, telling = 0 } = view?.ring ?? {}
      return prepared + coordinated + telling === 0
    })
  }

  const ring: RingLan = {
    ...{ group, chain, members },
    async keys(vehicle) {
      names++
      const keys = Array.from({ length: KEYS_MAX }, (_, i) => `${names}/${i}`)
      const query = new URLSearchParams(keys.map((key): [string, string] => ['key', key]))
      const { status, body } = await group.call(vehicle, 'GET', `/v1/ring/${chain}?${query}`)
      if (status !== 200) {
        throw new Error(`the ring at vehicle ${vehicle}: ${status} ${JSON.stringify(body)}`)
      }
      const told = body?.['owners'] as readonly { key: string; owners: readonly string[] }[]
      return new Map(
        told.map(({ key, owners }) => [
          key,
          owners.flatMap((name) => vehicles.filter((one) => fleet.nameOf(one) === name))
        ])
      )
    },
    async pairBeside(vehicle) {
      const [other = 0] = members.filter((one) => one !== vehicle && fleet.isRunning(one))
      const free = [...(await ring.keys(other))].filter(([, owners]) => !owners.includes(vehicle))
      const pairs = free.flatMap(([one, owners], i) =>
        free.slice(i + 1).map(
          ([two, more]): Pair => ({
            keys: [one, two],
            keptBy: [owners, more],
            owners: [...new Set([...owners, ...more])]
          })
        )
      )
      const widest = pairs.reduce((best, pair) =>
        pair.owners.length > best.owners.length ? pair : best
      )
      ring.swapped(widest.keys, await ring.swap(other, widest.keys, 'old'))
      return widest
    },
    async operation() {
      const [height = 0] = await heights()
      return `${height.toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}:1`
    },
    swap: (vehicle, keys, value, options) => ask(vehicle, { type: 'swap', keys, value }, options),
    swapped(keys, { status, body = {} }) {
      const answer =
        status === undefined
          ? undefined
          : answerOf({ type: 'swap', keys, value: '' }, { status, body })
      if (answer?.type !== 'done') {
        throw new Error(`keys ${keys} were not changed: ${status} ${JSON.stringify(body)}`)
      }
      return answer.values
    },
    async read(vehicle, key) {
      const { status, body } = await ask(vehicle, { type: 'get', key })
      if (status !== 200) {
        throw new Error(`${key} at vehicle ${vehicle}: ${status} ${JSON.stringify(body)}`)
      }
      return { value: textOfEntry(body) ?? '', changes: Number(body?.['changes']) }
    },
    async inDoubt(asked) {
      const views = await Promise.all(asked.map(group.view))
      const counts = views.map((view, i) => {
        if (view?.ring === undefined) {
          throw new Error(`vehicle ${asked[i]} does not tell what it has prepared`)
        }
        return view.ring.prepared
      })
      return counts.reduce((sum, count) => sum + count, 0)
    },
    met: (vehicle) =>
      fleet.until(`vehicle ${vehicle} is connected to all`, QUIET_MS, async () => {
        const { body } = await group.call(vehicle, 'GET', '/v1/peers')
        const peers = (body?.['peers'] ?? []) as readonly PeerJson[]
        const near = new Set(peers.filter((one) => one.isConnected).map(({ peer }) => peer))
        const others = vehicles.filter((one) => one !== vehicle && fleet.isRunning(one))
        return others.every((one) => near.has(fleet.peerOf(one)))
      }),
    idle: () => fleet.until('nothing is under way', QUIET_MS, isIdle),
    async quiet() {
      await fleet.until('nothing comes into the log', QUIET_MS, async () => {
        const before = await heights()
        await pause(SILENCE_MS)
        const after = await heights()
        return (await isIdle()) && new Set([...before, ...after]).size === 1
      })
    },
    async renew() {
      await Promise.all(vehicles.map(fleet.kill))
      await Promise.all(vehicles.map(group.start))
    }
  }
  return ring
}

/** Transactions that the disk of a killed vehicle holds as prepared; its store stays as it is. */
export async function preparedOnDisk(
  { fleet }: GroupLan,
  chain: ChainId,
  vehicle: number
): Promise<readonly PreparedRecord[]> {
  const directory = join(fleet.folder, fleet.nameOf(vehicle))
  const { crypto } = await loadOrCreateIdentity(directory)
  const copy = await mkdtemp(join(fleet.folder, 'disk-'))
  try {
    // Whoever opens a store writes into it.
    await cp(join(directory, STORE_DIRECTORY), copy, { recursive: true })
    const store = await openLevelStore({ path: copy, crypto })
    await store.close()
    return [...readPrepared(store.disk, chain)]
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}
