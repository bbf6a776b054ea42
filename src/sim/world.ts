/**
 * A simulated world: vehicles, their network, and time that jumps from one planned thing to the next.
 *
 * Keeps: everything that happens follows from the seed; the first broken rule stops the world.
 */
import type { PeerId } from '../core/peer.ts'
import { createRandom, type Random } from '../core/random.ts'
import { type CrashPlan, createCrashPoints } from './crash-points.ts'
import { type CryptoRealm, createCryptoRealm } from './crypto.ts'
import type { FaultMix } from './faults.ts'
import { createNetwork, type Network, type Port } from './network.ts'
import { type SimProgram, typeOf } from './program.ts'
import { createPlanQueue } from './queue.ts'
import { createTrace, describe, shortenWords } from './trace.ts'
import { createVirtualVehicle, type Observer, type VirtualVehicle } from './virtual-vehicle.ts'

/** A rule that was broken. */
export interface Violation {
  /** C1, V5, throws, liveness … */
  readonly rule: string
  readonly atMs: number
  readonly who: string
  readonly message: string
}

export interface WorldConfig {
  readonly seed: number
  readonly program: SimProgram
  readonly faults: FaultMix
  /** One readable line an event. */
  readonly print?: (line: string) => void
  /** More things than this to do in one world are a violation: something never rests. */
  readonly plansMax?: number
  /** Whoever has crashed starts again after a while. Default: true. */
  readonly restarts?: boolean
}

export interface World {
  readonly realm: CryptoRealm
  readonly network: Network
  readonly vehicles: readonly VirtualVehicle[]
  /** Chance for the scenario and its faults, apart from that of vehicles and network. */
  readonly random: Random
  readonly violations: readonly Violation[]
  /** Names of the protocols of its program. */
  readonly protocols: readonly string[]
  /** World time in milliseconds since its beginning. */
  nowMs(): number
  vehicleOf(peer: PeerId): VirtualVehicle | undefined
  /** Adds a vehicle that does not run yet. */
  addVehicle(name: string, crashPlans?: readonly CrashPlan[]): VirtualVehicle
  /** Adds someone who hears everything. */
  observe(observer: Observer): void
  /** Runs something after a while. */
  plan(afterMs: number, run: () => void): void
  fail(rule: string, who: string, message: string): void
  /** Gives a long text, such as a chain id, a short name in traces. */
  call(text: string, name: string): void
  log(who: string, what: string, detail?: () => string): void
  /** Runs what is planned for the next `forMs`, or until a rule is broken. */
  run(forMs: number): void
  /** Runs the next thing that is planned; false when nothing is, or a rule is broken. */
  next(): boolean
  /** Equal for two runs of one seed. */
  digest(): string
  readonly plans: number
}

const PLANS_MAX = 2_000_000

export function createWorld(config: WorldConfig): World {
  const { seed, program, faults, plansMax = PLANS_MAX, restarts = true } = config
  const root = createRandom(seed)
  const random = root.fork()
  const networkRandom = root.fork()
  const vehicleRandom = root.fork()
  const queue = createPlanQueue()
  const trace = createTrace(config.print)
  const realm = createCryptoRealm(seed, 'fast')
  const vehicles: VirtualVehicle[] = []
  const byPeer = new Map<PeerId, VirtualVehicle>()
  const names = new Map<string, string>()
  const violations: Violation[] = []
  const observers: Observer[] = []
  let nowMs = 0
  let plans = 0

  const nameOf = (text: string): string => names.get(text) ?? text
  const log = (who: string, what: string, detail: () => string = () => ''): void =>
    trace.add(nowMs, who, what, detail)
  const plan = (afterMs: number, run: () => void): void => queue.plan(nowMs + afterMs, run)
  const fail = (rule: string, who: string, message: string): void => {
    let named = message
    for (const [text, name] of names) {
      named = named.replaceAll(text, name)
    }
    const short = shortenWords(named)
    violations.push({ rule, atMs: nowMs, who: nameOf(who), message: short })
    log(nameOf(who), `BREAKS ${rule}`, () => short)
  }

  /** Takes what comes next, if it is due by then. */
  const advance = (endMs: number): boolean => {
    const next = queue.peek()
    if (violations.length > 0 || next === undefined || next.atMs > endMs) {
      return false
    }
    queue.take()
    nowMs = Math.max(nowMs, next.atMs)
    next.run()
    if (++plans > plansMax) {
      fail('rest', 'world', `more than ${plansMax} things happened: something never rests`)
    }
    return true
  }

  const network = createNetwork(faults.network, {
    random: networkRandom,
    program,
    plan,
    fail,
    told: (what, from, to) => log(nameOf(from), what, () => `to ${nameOf(to)}`)
  })
  const everyone = joinObservers(observers)

  const portOf = (vehicle: VirtualVehicle): Port => ({
    peer: vehicle.peer,
    isUp: () => vehicle.state === 'up' || vehicle.state === 'paused',
    message(from, protocol, message) {
      log(vehicle.name, `<- ${protocol}:${typeOf(message)}`, () => `from ${nameOf(from)}`)
      everyone.delivered(vehicle, from, protocol, message)
      vehicle.deliver({ type: 'message', from, protocol, message })
    },
    gossip(from, message) {
      log(vehicle.name, `<~ ${typeOf(message)}`, () => `from ${nameOf(from)}`)
      vehicle.deliver({ type: 'gossip', from, message })
    },
    connected(peer) {
      log(vehicle.name, 'connects', () => `to ${nameOf(peer)}`)
      vehicle.deliver({ type: 'connected', peer })
    },
    disconnected(peer) {
      log(vehicle.name, 'disconnects', () => `from ${nameOf(peer)}`)
      vehicle.deliver({ type: 'disconnected', peer })
    }
  })

  return {
    realm,
    network,
    vehicles,
    random,
    violations,
    protocols: [...program.protocols.keys()],
    nowMs: () => nowMs,
    vehicleOf: (peer) => byPeer.get(peer),
    addVehicle(name, crashPlans = []) {
      const { peer, crypto } = realm.identity(name)
      const crashPoints = createCrashPoints(crashPlans)
      const own = { name, peer, crypto, random: vehicleRandom.fork(), crashPoints }
      const vehicle = createVirtualVehicle(own, {
        program,
        faults,
        observer: everyone,
        network,
        restarts,
        worldMs: () => nowMs,
        plan,
        fail,
        log,
        describe: (value) => describe(value, nameOf)
      })
      names.set(peer, name)
      vehicles.push(vehicle)
      byPeer.set(peer, vehicle)
      network.add(portOf(vehicle))
      return vehicle
    },
    observe: (observer) => observers.push(observer),
    plan,
    fail,
    call: (text, name) => names.set(text, name),
    log,
    run(forMs) {
      const endMs = nowMs + forMs
      while (advance(endMs)) {
        // Until then.
      }
      nowMs = violations.length === 0 ? endMs : nowMs
    },
    next: () => advance(Number.POSITIVE_INFINITY),
    digest() {
      trace.number(network.bytes)
      return trace.digest()
    },
    get plans() {
      return plans
    }
  }
}

function joinObservers(observers: readonly Observer[]): Required<Observer> {
  return {
    stepped(vehicle, event, effects) {
      for (const observer of observers) {
        observer.stepped?.(vehicle, event, effects)
      }
    },
    durable(vehicle, ops) {
      for (const observer of observers) {
        observer.durable?.(vehicle, ops)
      }
    },
    sent(vehicle, to, protocol, message) {
      for (const observer of observers) {
        observer.sent?.(vehicle, to, protocol, message)
      }
    },
    delivered(vehicle, from, protocol, message) {
      for (const observer of observers) {
        observer.delivered?.(vehicle, from, protocol, message)
      }
    },
    gossiped(vehicle, message) {
      for (const observer of observers) {
        observer.gossiped?.(vehicle, message)
      }
    },
    replied(vehicle, id, answer) {
      for (const observer of observers) {
        observer.replied?.(vehicle, id, answer)
      }
    },
    fact(vehicle, fact) {
      for (const observer of observers) {
        observer.fact?.(vehicle, fact)
      }
    },
    changed(vehicle, state, reason) {
      for (const observer of observers) {
        observer.changed?.(vehicle, state, reason)
      }
    }
  }
}
