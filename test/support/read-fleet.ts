/**
 * Several read machines in memory: real codec, virtual clock, network with delay and faults, and a
 * store for each that answers loads. Chains are certified by booths of one.
 */
import { OPEN_FLEET } from '../../src/core/fleet.ts'
import type { Effect, Key, LoadQuery, Reply, StoredRecord } from '../../src/core/machine.ts'
import type { PeerId } from '../../src/core/peer.ts'
import { createRandom } from '../../src/core/random.ts'
import type { SealedTable } from '../../src/core/table.ts'
import {
  createRead,
  type ReadMessage,
  type ReadOptions,
  type ReadRequestForMachine,
  type ReadResult,
  readSpec
} from '../../src/protocols/read/index.ts'
import { type CryptoRealm, createCryptoRealm, type Identity } from '../../src/sim/crypto.ts'
import { createRecordsSelection } from '../../src/state/records/index.ts'
import { createTestEnvironment, EMPTY_DISK, type TestEnvironment } from './environment.ts'
import { createStepLimit } from './rest.ts'

/** Time that a message takes from one vehicle to another. */
const DELAY_MS = 1

/** All fleets sign with the same secrets. */
export const REALM: CryptoRealm = createCryptoRealm(1)

type ReadEffect = Effect<{ readonly protocol: 'read'; readonly message: ReadMessage }>
type Machine = ReturnType<typeof createRead>
type Event = Parameters<Machine['step']>[1]

export interface ReadVehicle {
  readonly name: string
  readonly peer: PeerId
  readonly identity: Identity
  readonly environment: TestEnvironment
  readonly machine: Machine
  readonly store: Map<Key, Uint8Array>
  /** Records below these keys fail their checksum. */
  readonly broken: Set<Key>
  readonly facts: { readonly name: string; readonly detail: Readonly<Record<string, unknown>> }[]
  readonly signals: { readonly type: string }[]
  readonly replies: Map<string, Reply>
  readonly registered: PeerId[]
  readonly forwards: Map<string, SealedTable>
  isDead: boolean
}

export interface Sent {
  readonly atMs: number
  readonly from: string
  readonly to: string
  readonly message: ReadMessage
}

interface Scheduled {
  readonly atMs: number
  readonly order: number
  readonly vehicle: ReadVehicle
  readonly event: Event
  readonly sentBy?: ReadVehicle
  /** Timers count only when they are still the newest of their id. */
  readonly timer?: string
}

/** What a test makes of a message on its way: another one, or none. */
export type Tamper = (from: string, to: string, message: ReadMessage) => ReadMessage | undefined

export interface ReadFleet {
  readonly sent: Sent[]
  nowMs(): number
  vehicle(name: string, options?: ReadOptions): ReadVehicle
  connect(a: ReadVehicle, b: ReadVehicle): void
  disconnect(a: ReadVehicle, b: ReadVehicle): void
  connectAll(): void
  /** Gone at once: connections end, nothing is answered. */
  kill(vehicle: ReadVehicle): void
  setTamper(tamper: Tamper): void
  /** A vehicle's own step, such as a signal. */
  step(vehicle: ReadVehicle, event: Event): void
  request(vehicle: ReadVehicle, request: ReadRequestForMachine): string
  /** Lets things happen until nothing is left or the time is over. */
  run(forMs?: number): void
  /** Requests, runs, and returns the reply; throws when there is none. */
  ask(vehicle: ReadVehicle, request: ReadRequestForMachine): Reply
  read(
    vehicle: ReadVehicle,
    request: Omit<ReadRequestForMachine & { type: 'read' }, 'type'>
  ): ReadResult
}

export function createReadFleet(): ReadFleet {
  const vehicles: ReadVehicle[] = []
  const sent: Sent[] = []
  const queue: Scheduled[] = []
  const timers = new Map<string, number>()
  let nowMs = 1_000_000
  let order = 0
  let requests = 0
  let tamper: Tamper = (_from, _to, message) => message

  const schedule = (atMs: number, item: Omit<Scheduled, 'atMs' | 'order'>): void => {
    queue.push({ ...item, atMs: Math.max(atMs, nowMs), order: order++ })
  }
  const find = (peer: PeerId): ReadVehicle | undefined => vehicles.find((v) => v.peer === peer)

  const send = (from: ReadVehicle, to: PeerId, message: ReadMessage): void => {
    const receiver = find(to)
    const changed = tamper(from.name, receiver?.name ?? to, message)
    sent.push({ atMs: nowMs, from: from.name, to: receiver?.name ?? to, message })
    if (
      receiver === undefined ||
      changed === undefined ||
      !from.environment.peers.connected.has(to)
    ) {
      return
    }
    const decoded = readSpec.decode(readSpec.encode(changed))
    const event: Event = { type: 'message', from: from.peer, message: decoded }
    schedule(nowMs + DELAY_MS, { vehicle: receiver, event, sentBy: from })
  }
  const carryOut = (vehicle: ReadVehicle, effect: ReadEffect): void => {
    switch (effect.type) {
      case 'send':
        send(vehicle, effect.to, effect.message)
        break
      case 'load':
        schedule(nowMs, { vehicle, event: load(vehicle, effect.token, effect.query) })
        break
      case 'timer':
        timers.set(`${vehicle.name} ${effect.id}`, order)
        if (effect.atMs !== undefined) {
          const event: Event = { type: 'timer', id: effect.id }
          schedule(effect.atMs, { vehicle, event, timer: `${vehicle.name} ${effect.id}` })
        }
        break
      case 'reply':
        if (vehicle.replies.has(effect.id)) {
          throw new Error(`${vehicle.name} answers ${effect.id} twice`)
        }
        vehicle.replies.set(effect.id, effect.reply)
        break
      case 'fact':
        vehicle.facts.push(effect.fact)
        break
      case 'signal':
        vehicle.signals.push(effect.signal)
        break
      default:
        break
    }
  }
  const step = (vehicle: ReadVehicle, event: Event): void => {
    const out: ReadEffect[] = []
    vehicle.machine.step(nowMs, event, out)
    vehicle.environment.holdings.flush(out as Effect[])
    applyWrites(vehicle, out)
    for (const effect of out) {
      carryOut(vehicle, effect)
    }
  }
  const setConnected = (a: ReadVehicle, b: ReadVehicle, isConnected: boolean): void => {
    for (const [one, other] of [
      [a, b],
      [b, a]
    ] as const) {
      const { connected } = one.environment.peers
      if (isConnected !== connected.has(other.peer)) {
        isConnected ? connected.add(other.peer) : connected.delete(other.peer)
        if (!one.isDead) {
          step(one, { type: isConnected ? 'connected' : 'disconnected', peer: other.peer })
        }
      }
    }
  }
  const run = (forMs = 60_000): void => {
    const untilMs = nowMs + forMs
    const countStep = createStepLimit()
    for (;;) {
      countStep()
      queue.sort((a, b) => a.atMs - b.atMs || a.order - b.order)
      const next = queue[0]
      if (next === undefined || next.atMs > untilMs) {
        break
      }
      queue.shift()
      if (next.timer !== undefined && timers.get(next.timer) !== next.order) {
        continue
      }
      nowMs = next.atMs
      const isCut =
        next.sentBy !== undefined && !next.vehicle.environment.peers.connected.has(next.sentBy.peer)
      if (!isCut && !next.vehicle.isDead) {
        step(next.vehicle, next.event)
      }
    }
  }
  const request = (vehicle: ReadVehicle, asked: ReadRequestForMachine): string => {
    requests++
    step(vehicle, { type: 'request', id: `request ${requests}`, request: asked })
    return `request ${requests}`
  }
  const ask = (vehicle: ReadVehicle, asked: ReadRequestForMachine): Reply => {
    const id = request(vehicle, asked)
    run()
    const reply = vehicle.replies.get(id)
    if (reply === undefined) {
      throw new Error(`${vehicle.name} never replied to ${asked.type}`)
    }
    return reply
  }

  return {
    sent,
    nowMs: () => nowMs,
    vehicle(name, options) {
      const vehicle = createReadVehicle(REALM.identity(name), name, {
        digestIntervalMs: 0,
        ...options
      })
      vehicles.push(vehicle)
      step(vehicle, { type: 'start' })
      return vehicle
    },
    connect: (a, b) => setConnected(a, b, true),
    disconnect: (a, b) => setConnected(a, b, false),
    connectAll() {
      for (const [i, a] of vehicles.entries()) {
        for (const b of vehicles.slice(i + 1)) {
          setConnected(a, b, true)
        }
      }
    },
    kill(vehicle) {
      vehicle.isDead = true
      for (const other of vehicles) {
        if (other !== vehicle) {
          setConnected(other, vehicle, false)
        }
      }
    },
    setTamper(changed) {
      tamper = changed
    },
    step,
    request,
    run,
    ask,
    read(vehicle, asked) {
      const reply = ask(vehicle, { type: 'read', ...asked })
      if (reply.type !== 'ok') {
        throw new Error(`${vehicle.name} was not answered: ${JSON.stringify(reply)}`)
      }
      return reply.value as ReadResult
    }
  }
}

function createReadVehicle(identity: Identity, name: string, options: ReadOptions): ReadVehicle {
  const registered: PeerId[] = []
  const forwards = new Map<string, SealedTable>()
  const base = createTestEnvironment(name, REALM, { selection: createRecordsSelection() })
  const environment: TestEnvironment = { ...base, random: createRandom(7), fleet: OPEN_FLEET }
  const machine = createRead(environment, options, EMPTY_DISK, {
    registeredHolders: () => registered,
    membersOf: () => [],
    forwardOf: (chain) => forwards.get(chain)
  })
  return {
    name,
    peer: identity.peer,
    identity,
    environment,
    machine,
    store: new Map(),
    broken: new Set(),
    facts: [],
    signals: [],
    replies: new Map(),
    registered,
    forwards,
    isDead: false
  }
}

/** Puts what was written where loads find it. */
export function applyWrites(vehicle: ReadVehicle, effects: readonly (Effect | ReadEffect)[]): void {
  for (const effect of effects) {
    for (const op of effect.type === 'write' ? effect.ops : []) {
      if (op.type === 'put') {
        vehicle.store.set(op.key, op.value)
      } else {
        vehicle.store.delete(op.key)
      }
    }
  }
}

function load({ store, broken }: ReadVehicle, token: string, query: LoadQuery): Event {
  const recordOf = (key: Key): StoredRecord => ({
    key,
    value: broken.has(key) ? undefined : store.get(key)
  })
  if (query.type === 'get') {
    const records = query.keys.filter((key) => store.has(key)).map(recordOf)
    return { type: 'loaded', token, records, more: false }
  }
  const keys = [...store.keys()].filter((key) => key >= query.gte && key <= query.lte).sort()
  const inOrder = query.reverse === true ? keys.reverse() : keys
  const records: StoredRecord[] = []
  let bytes = 0
  for (const key of inOrder) {
    if (records.length === query.recordsMax || bytes >= query.bytesMax) {
      return { type: 'loaded', token, records, more: true }
    }
    const record = recordOf(key)
    records.push(record)
    bytes += record.value?.length ?? 0
  }
  return { type: 'loaded', token, records, more: false }
}
