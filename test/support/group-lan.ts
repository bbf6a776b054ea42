/**
 * A LAN with a fleet of real vehicles on it, a group of some of them that shares a key-value store,
 * and clients of that store in namespaces where no vehicle lives.
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { GroupView } from '../../src/index.ts'
import { textOfEntry } from './kv-calls.ts'
import { type CallResult, type KvClients, startClients, steadyMs } from './kv-clients.ts'
import type { FinalRead } from './kv-history.ts'
import { createLan, type Lan } from './lan.ts'
import {
  createRealFleet,
  type Ground,
  type RealFleet,
  type RealFleetOptions
} from './real-fleet.ts'

export interface GroupLan {
  readonly lan: Lan
  readonly fleet: RealFleet
  /** One process of clients for each namespace behind those of the vehicles. */
  readonly clients: readonly KvClients[]
  /** Starts a vehicle and tells the clients where it is. */
  start(vehicle: number): Promise<void>
  /**
   * Opens the group with these members, asked of the first of them, with an engine and its rules if
   * they are given. The same again does nothing twice.
   * Returns the id of its chain, and undefined when it was refused.
   */
  open(members: readonly number[], engine?: object): Promise<string | undefined>
  /** Asks a vehicle to put the group into these hands. Returns whether it has. */
  change(vehicle: number, members: readonly number[], operation: string): Promise<boolean>
  /** A request from the first clients. */
  call(vehicle: number, method: 'GET' | 'POST', path: string, body?: object): Promise<CallResult>
  put(vehicle: number, key: string, value: string, timeoutMs?: number): Promise<CallResult>
  get(vehicle: number, key: string, timeoutMs?: number): Promise<CallResult>
  /** The group as this vehicle sees it; undefined when it does not answer. */
  view(vehicle: number): Promise<GroupView | undefined>
  /** Waits until the group is so as each of these vehicles sees it. */
  allSee(
    vehicles: readonly number[],
    what: string,
    forMs: number,
    isSo: (view: GroupView | undefined) => boolean
  ): Promise<void>
  /** Waits for the vehicle that says itself that it leads. @throws Error when nobody does in time */
  leader(): Promise<number>
  /** Everything in the store, as this vehicle tells. */
  readAll(vehicle: number): Promise<FinalRead>
  /** Waits until these vehicles have the same state. */
  settled(members: readonly number[], forMs: number): Promise<void>
  /** Takes the blocks and state of a stopped vehicle away, and leaves its key. */
  wipe(vehicle: number): Promise<void>
  destroy(): Promise<void>
}

const HTTP_PORT = 9860
const LEADER_MS = 60_000
const CALL_MS = 8_000
const PAGE = 10_000

export async function createGroupLan(
  size: number,
  clientSpaces: number,
  options: RealFleetOptions = {}
): Promise<GroupLan> {
  const lan = await createLan(size + clientSpaces)
  const ground: Ground = {
    spawn: lan.spawn,
    startFlags: (vehicle) => ['--listen', `/ip4/${lan.address(vehicle)}/tcp/4001`],
    http: (vehicle) => `${lan.address(vehicle)}:${HTTP_PORT}`
  }
  const fleet = await createRealFleet(size, ground, options).catch(async (error: unknown) => {
    await lan.destroy()
    throw error
  })
  const destroy = async (): Promise<void> => {
    await fleet.destroy()
    await lan.destroy()
  }
  try {
    const spaces = Array.from({ length: clientSpaces }, (_, i) => size + i + 1)
    const stdio = ['pipe', 'pipe', 'inherit'] as const
    const clients = await Promise.all(
      spaces.map((space) =>
        startClients((command, args) => lan.spawn(space, command, args, { stdio: [...stdio] }))
      )
    )
    return { ...groupLan(lan, fleet, clients), destroy }
  } catch (error) {
    await destroy()
    throw error
  }
}

function groupLan(
  lan: Lan,
  fleet: RealFleet,
  clients: readonly KvClients[]
): Omit<GroupLan, 'destroy'> {
  const vehicles = Array.from({ length: fleet.size }, (_, i) => i + 1)
  const [outside] = clients
  /** By its id the group is found by vehicles that never heard of it. */
  let chain = 'none'

  const call: GroupLan['call'] = (vehicle, method, path, body) => {
    if (outside === undefined) {
      throw new Error('this LAN has no clients')
    }
    return outside.call(vehicle, { method, path, body, timeoutMs: CALL_MS })
  }

  const view = async (vehicle: number): Promise<GroupView | undefined> => {
    const { status, body } = await call(vehicle, 'GET', '/v1/groups')
    const groups = (body?.['groups'] ?? []) as readonly GroupView[]
    return status === 200 ? groups.find((one) => one.chain === chain) : undefined
  }

  const leads = async (vehicle: number): Promise<boolean> => {
    const group = fleet.isRunning(vehicle) ? await view(vehicle) : undefined
    return (group?.registers ?? group?.status)?.role === 'leader'
  }

  return {
    lan,
    fleet,
    clients,
    call,
    view,
    async start(vehicle) {
      await fleet.start(vehicle)
      const path = join(fleet.folder, fleet.nameOf(vehicle), 'api-token')
      const token = (await readFile(path, 'utf8')).trim()
      const point = { vehicle, host: lan.address(vehicle), port: HTTP_PORT, token }
      for (const each of clients) {
        each.points([point])
      }
    },
    async open(members, engine = {}) {
      const [first = 0] = members
      const peers = members.map(fleet.peerOf)
      const body = { state: 'kv', name: 'kv', members: peers, operation: 'open', ...engine }
      const opened = await call(first, 'POST', '/v1/groups', body)
      if (opened.status !== 201) {
        return undefined
      }
      chain = String(opened.body?.['chain'])
      return chain
    },
    async change(vehicle, members, operation) {
      const body = { members: members.map(fleet.peerOf), operation }
      const { status } = await call(vehicle, 'POST', `/v1/groups/${chain}/members`, body)
      return status === 200
    },
    put: (vehicle, key, value, timeoutMs = 5_000) =>
      call(vehicle, 'POST', `/v1/kv/${chain}/put`, { key, value, timeoutMs }),
    get: (vehicle, key, timeoutMs = 5_000) =>
      call(vehicle, 'GET', `/v1/kv/${chain}/entry?key=${key}&timeoutMs=${timeoutMs}`),
    allSee: (asked, what, forMs, isSo) =>
      fleet.until(what, forMs, async () => {
        const views = await Promise.all(asked.map(view))
        return views.every(isSo)
      }),
    async leader() {
      const endsAtMs = Date.now() + LEADER_MS
      while (Date.now() < endsAtMs) {
        for (const vehicle of vehicles) {
          if (await leads(vehicle)) {
            return vehicle
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`nobody leads the group within ${LEADER_MS} ms`)
    },
    async readAll(vehicle) {
      const calledAt = steadyMs()
      const values = new Map<string, string>()
      let cursor: unknown
      do {
        const query = new URLSearchParams({ limit: String(PAGE), timeoutMs: '5000' })
        if (typeof cursor === 'string') {
          query.set('cursor', cursor)
        }
        const { status, body = {} } = await call(vehicle, 'GET', `/v1/kv/${chain}/scan?${query}`)
        if (status !== 200) {
          throw new Error(`a scan at vehicle ${vehicle}: ${status} ${JSON.stringify(body)}`)
        }
        for (const entry of body['entries'] as readonly { key: string; json: string }[]) {
          values.set(entry.key, textOfEntry(entry) ?? '')
        }
        cursor = body['cursor']
      } while (cursor !== undefined)
      return { who: `end at ${vehicle}`, calledAt, returnedAt: steadyMs(), values }
    },
    async settled(members, forMs) {
      let views: readonly (GroupView | undefined)[] = []
      const isSame = async (): Promise<boolean> => {
        views = await Promise.all(members.map(view))
        const states = new Set(views.map((group) => group?.status?.digest))
        return states.size === 1 && !states.has(undefined)
      }
      const what = `vehicles ${members} have the same state`
      await fleet.until(what, forMs, isSame).catch((cause: unknown) => {
        throw new Error(`${what}: ${JSON.stringify(views.map((one) => one?.status))}`, { cause })
      })
    },
    async wipe(vehicle) {
      const folder = join(fleet.folder, fleet.nameOf(vehicle))
      for (const name of ['store', 'store-begun', 'peers.json']) {
        await rm(join(folder, name), { recursive: true, force: true })
      }
    }
  }
}

/** Prints figures for a record of docs/evidence, where bench/proofs.ts finds them. */
export function tellFigures(figures: object): void {
  process.stdout.write(`figures ${JSON.stringify(figures)}\n`)
}
