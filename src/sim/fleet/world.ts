/**
 * The world of a simulated fleet: neighbourhoods of vehicles that are connected with each other, and time
 * that jumps from one planned thing to the next. Nothing passes between neighbourhoods, so each is run
 * for a while before the next one is: what its vehicles remember is near at hand then. In the order of
 * time over a whole fleet of ten thousand, nearly every step has to fetch its vehicle from memory.
 *
 * Keeps: the driver law, by the driver that all simulated vehicles have; what a vehicle has at its next
 * arrival is what its disk held when it left. Messages are handed over as objects; their size is that
 * of the real codec.
 */
import type { Crypto } from '../../core/crypto.ts'
import type { Effect, Fact, NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import { createRandom } from '../../core/random.ts'
import { GOSSIP, PROTOCOLS } from '../../protocols/registry.ts'
import { WORLD_EPOCH_MS } from '../clock.ts'
import { createCryptoRealm } from '../crypto.ts'
import type { VirtualDisk } from '../disk.ts'
import { createDriver, type Driver } from '../driver.ts'
import { type SimCodec, typeOf } from '../program.ts'
import { createPlanQueue, type PlanQueue } from '../queue.ts'
import { createShelf } from './disk.ts'
import type { FleetVehicleOptions } from './options.ts'
import { createFleetVehicle, type FleetRequest, type FleetVehicle } from './vehicle.ts'

/** One vehicle over all of its stays. */
export interface FleetMember {
  readonly index: number
  readonly peer: PeerId
  readonly crypto: Crypto
  /** Its neighbourhood, itself included. */
  readonly mates: readonly FleetMember[]
  /** While it is there. */
  readonly machine: FleetVehicle | undefined
  readonly stays: number
  isConnected(other: FleetMember): boolean
}

export interface FleetListener {
  fact(member: FleetMember, fact: Fact): void
  replied(member: FleetMember, id: string, reply: Reply): void
  sent(kind: string, bytes: number): void
  /** Just before its process ends. */
  leaving(member: FleetMember): void
}

export interface FleetWorld {
  readonly members: readonly FleetMember[]
  /** The neighbourhoods. */
  readonly cells: readonly Cell[]
  readonly random: Random
  /** World time in milliseconds since its beginning; of the neighbourhood that is run. */
  nowMs(): number
  /** The same as the vehicles read it. */
  clockMs(): NowMs
  memberOf(peer: PeerId): FleetMember | undefined
  arrive(member: FleetMember): void
  leave(member: FleetMember): void
  /** Asks a vehicle that is there. */
  request(member: FleetMember, id: string, request: FleetRequest): void
  /** In the neighbourhood of a vehicle; what is run may reach nobody outside of it. */
  plan(member: FleetMember, afterMs: number, run: () => void): void
  /** When all neighbourhoods have come that far. */
  planForAll(afterMs: number, run: () => void): void
  /** Runs what is planned up to this time: a multiple of WINDOW_MS, or the end of the whole run. */
  runTo(atMs: number): void
  /** Things done so far. */
  readonly plans: number
}

/** A neighbourhood; nobody's is empty. */
export type Cell = readonly [FleetMember, ...FleetMember[]]

export interface FleetWorldConfig {
  readonly seed: number
  readonly vehicles: number
  readonly neighbours: number
  readonly vehicle: FleetVehicleOptions
  readonly listener: FleetListener
}

/**
 * How far a neighbourhood is run before the next one is, in milliseconds. Part of what a seed means: those
 * that draw from one source of chance do so in this order.
 */
export const WINDOW_MS = 600_000

const DELAY_MS_MIN = 1
const DELAY_MS_MAX = 10
const DIAL_MS_MIN = 20
const DIAL_MS_MAX = 500
/** Until the others notice that somebody is gone; a lost connection shows at the next ping. */
const NOTICE_MS_MIN = 50
export const NOTICE_MS_MAX = 4_000
const SYNC_MS_MIN = 0.1
const SYNC_MS_MAX = 3
const LOAD_MS_MAX = 3

const CODECS: Readonly<Record<string, SimCodec>> = PROTOCOLS as unknown as Record<string, SimCodec>

/** The last advert of a vehicle, which whoever comes later hears as well. */
interface Told {
  readonly message: unknown
  readonly bytes: number
}

interface Process {
  readonly machine: FleetVehicle
  readonly driver: Driver
}

interface Member extends FleetMember {
  readonly disk: VirtualDisk
  readonly random: Random
  readonly mates: Member[]
  /** What is planned in its neighbourhood. */
  readonly queue: PlanQueue
  readonly links: Set<Member>
  machine: FleetVehicle | undefined
  process: Process | undefined
  told: Told | undefined
  stays: number
}

export function createFleetWorld(config: FleetWorldConfig): FleetWorld {
  const { listener } = config
  const root = createRandom(config.seed)
  const random = root.fork()
  const netRandom = root.fork()
  const vehicleRandom = root.fork()
  const cellsCount = Math.ceil(config.vehicles / config.neighbours)
  const queues = Array.from({ length: cellsCount }, createPlanQueue)
  const queueForAll = createPlanQueue()
  const realm = createCryptoRealm(config.seed, 'fast')
  const shelf = createShelf()
  const byPeer = new Map<PeerId, Member>()
  let nowMs = 0
  let plans = 0

  const clockMs = (): NowMs => WORLD_EPOCH_MS + Math.floor(nowMs)
  const plan = ({ queue }: Member, afterMs: number, run: () => void): void =>
    queue.plan(nowMs + afterMs, run)

  const createMember = (index: number): Member => {
    const { peer, crypto } = realm.identity(`car-${index}`)
    const links = new Set<Member>()
    const member: Member = {
      index,
      peer,
      crypto,
      disk: shelf.createDisk(),
      random: vehicleRandom.fork(),
      mates: [],
      queue: queues[index % cellsCount] as PlanQueue,
      links,
      machine: undefined,
      process: undefined,
      told: undefined,
      stays: 0,
      isConnected: (other) => links.has(other as Member)
    }
    byPeer.set(peer, member)
    return member
  }
  const members = Array.from({ length: config.vehicles }, (_, i) => createMember(i))
  for (const member of members) {
    for (let i = member.index % cellsCount; i < members.length; i += cellsCount) {
      member.mates.push(members[i] as Member)
    }
  }
  const cells = members.slice(0, cellsCount).map(({ mates }) => mates as unknown as Cell)

  const tell = (from: Member, to: Member, { message, bytes }: Told): void => {
    listener.sent('gossip:advert', bytes)
    to.process?.driver.deliver({ type: 'gossip', from: from.peer, message })
  }

  const gossip = (from: Member, message: unknown): void => {
    const told = { message, bytes: GOSSIP.encode(message as never).length }
    from.told = told
    for (const to of from.links) {
      tell(from, to, told)
    }
  }

  const send = (from: Member, peer: PeerId, protocol: string, message: unknown): void => {
    const codec = CODECS[protocol] as SimCodec
    listener.sent(`${protocol}:${typeOf(message)}`, codec.encode(message).length)
    const to = byPeer.get(peer)
    if (to === undefined || !from.links.has(to)) {
      return
    }
    plan(from, DELAY_MS_MIN + netRandom.next() * (DELAY_MS_MAX - DELAY_MS_MIN), () => {
      if (to.links.has(from)) {
        to.process?.driver.deliver({ type: 'message', from: from.peer, protocol, message })
      }
    })
  }

  const release = (member: Member, effect: Effect): void => {
    switch (effect.type) {
      case 'send':
        send(member, effect.to, effect.protocol, effect.message)
        break
      case 'gossip':
        gossip(member, effect.message)
        break
      case 'reply':
        listener.replied(member, effect.id, effect.reply)
        break
      case 'fact':
        listener.fact(member, effect.fact)
        break
      default:
    }
  }

  const createProcess = (member: Member): Process => {
    const { peer: self, crypto, disk } = member
    const opened = { disk: disk.open(crypto), nowMs: clockMs() }
    const parts = { name: '', self, crypto, random: member.random.fork(), ...opened }
    const machine = createFleetVehicle(parts, config.vehicle)
    const driver = createDriver(machine, {
      disk,
      random: member.random,
      stepsWhileSyncing: true,
      nowMs: clockMs,
      plan: (afterMs, run) => plan(member, afterMs, run),
      untilMs: (localMs) => localMs - WORLD_EPOCH_MS - nowMs,
      syncMs: () => SYNC_MS_MIN + member.random.next() * (SYNC_MS_MAX - SYNC_MS_MIN),
      loadMs: () => member.random.next() * LOAD_MS_MAX,
      inboundMax: (protocol) => CODECS[protocol]?.inboundMessagesMax ?? 0,
      crashPoint: () => undefined,
      writeFailure: () => undefined,
      stepped: () => undefined,
      durable: () => undefined,
      release: (effect) => release(member, effect),
      ended(how, reason) {
        throw new Error(`vehicle ${member.index} ${how} at ${nowMs} ms: ${reason}`)
      }
    })
    return { machine, driver }
  }

  const connect = (a: Member, b: Member): void => {
    if (a === b || b.process === undefined || a.links.has(b)) {
      return
    }
    a.links.add(b)
    b.links.add(a)
    for (const [one, other] of [[a, b] as const, [b, a] as const]) {
      one.process?.driver.deliver({ type: 'connected', peer: other.peer })
      if (other.told !== undefined) {
        tell(other, one, other.told)
      }
    }
  }

  const runQueue = (queue: PlanQueue, toMs: number): void => {
    for (let next = queue.peek(); next !== undefined && next.atMs <= toMs; next = queue.peek()) {
      queue.take()
      nowMs = Math.max(nowMs, next.atMs)
      next.run()
      plans++
    }
  }

  return {
    members,
    cells,
    random,
    nowMs: () => nowMs,
    clockMs,
    memberOf: (peer) => byPeer.get(peer),
    arrive(of) {
      const member = of as Member
      const process = createProcess(member)
      member.process = process
      member.machine = process.machine
      member.stays++
      process.driver.deliver({ type: 'start' })
      plan(member, netRandom.integer(DIAL_MS_MIN, DIAL_MS_MAX), () => {
        if (member.process === process) {
          for (const mate of member.mates) {
            connect(member, mate)
          }
        }
      })
    },
    leave(of) {
      const member = of as Member
      listener.leaving(member)
      member.process?.driver.crash(false)
      member.process = undefined
      member.machine = undefined
      member.links.clear()
      const noticeMs = NOTICE_MS_MIN + netRandom.next() * (NOTICE_MS_MAX - NOTICE_MS_MIN)
      plan(member, noticeMs, () => {
        for (const mate of member.mates) {
          if (mate.links.delete(member)) {
            mate.process?.driver.deliver({ type: 'disconnected', peer: member.peer })
          }
        }
      })
    },
    request(member, id, request) {
      ;(member as Member).process?.driver.deliver({ type: 'request', id, request })
    },
    plan: (member, afterMs, run) => plan(member as Member, afterMs, run),
    planForAll: (afterMs, run) => queueForAll.plan(nowMs + afterMs, run),
    runTo(atMs) {
      while (nowMs < atMs) {
        const windowEndMs = (Math.floor(nowMs / WINDOW_MS) + 1) * WINDOW_MS
        const nextForAllMs = queueForAll.peek()?.atMs ?? Number.POSITIVE_INFINITY
        const fromMs = nowMs
        const toMs = Math.max(fromMs, Math.min(atMs, windowEndMs, nextForAllMs))
        for (const queue of queues) {
          nowMs = fromMs
          runQueue(queue, toMs)
        }
        nowMs = toMs
        runQueue(queueForAll, toMs)
      }
    },
    get plans() {
      return plans
    }
  }
}
