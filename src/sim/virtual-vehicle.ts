/**
 * One vehicle of a simulated world: a name, a disk and a clock that outlive its process, and the
 * process while it runs.
 *
 * Keeps: a process starts with nothing but its disk; what clients asked of a crashed one is answered
 * `crashed`.
 */
import type { Crypto } from '../core/crypto.ts'
import type { Effect, Fact, NowMs, Reply, WriteOp } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { Random } from '../core/random.ts'
import { createClock } from './clock.ts'
import type { CrashPoints } from './crash-points.ts'
import { createDisk, type VirtualDisk } from './disk.ts'
import { createDriver, type Driver } from './driver.ts'
import { type FaultMix, SLOW_SYNC_MS } from './faults.ts'
import type { Network } from './network.ts'
import { type SimEvent, type SimProgram, type SimVehicle, typeOf } from './program.ts'

/** `gone` never comes back; `down` does. */
export type VehicleState = 'down' | 'up' | 'paused' | 'gone'

/** What became of a request: its reply, or the crash of the vehicle that was asked. */
export type Answer =
  | Reply
  /** Undefined when the operation has no name: then it is not done. */
  | { readonly type: 'crashed'; readonly operation: string | undefined }

/** Hears everything that vehicles do; checks live on it. All of it happens outside the vehicles. */
export interface Observer {
  stepped?(vehicle: VirtualVehicle, event: SimEvent, effects: readonly Effect[]): void
  durable?(vehicle: VirtualVehicle, ops: readonly WriteOp[]): void
  sent?(vehicle: VirtualVehicle, to: PeerId, protocol: string, message: unknown): void
  /** A message has reached a vehicle, which has not yet seen it. */
  delivered?(vehicle: VirtualVehicle, from: PeerId, protocol: string, message: unknown): void
  gossiped?(vehicle: VirtualVehicle, message: unknown): void
  replied?(vehicle: VirtualVehicle, id: string, answer: Answer): void
  fact?(vehicle: VirtualVehicle, fact: Fact): void
  changed?(vehicle: VirtualVehicle, state: VehicleState, reason: string): void
}

export interface VirtualVehicle {
  readonly name: string
  readonly peer: PeerId
  readonly crypto: Crypto
  readonly disk: VirtualDisk
  readonly state: VehicleState
  /** Processes it has had. */
  readonly starts: number
  /** World time of the last start, stop, pause or resume. */
  readonly changedAtMs: number
  /** A lying vehicle: the checks expect nothing of it. */
  isByzantine: boolean
  /** Bytes free on the disk below the store, told as a `space` event. */
  freeBytes: number
  nowMs(): NowMs
  start(): void
  /** It starts again after so long; default: after a while. */
  crash(reason: string, backAfterMs?: number): void
  pause(forMs: number): void
  /** Ends every fault of this vehicle and lets none begin: it runs, and its disk is well and quick. */
  calm(): void
  depart(): void
  /** The disk refuses the n-th batch from now. */
  failWrite(batches: number, reason: string): void
  /** Asks the running vehicle; `onAnswer` is called once. Returns the id of the request. */
  request(request: unknown, onAnswer: (answer: Answer) => void): string
  deliver(event: SimEvent): void
  /** The vehicle's own picture of itself, or undefined while it does not run. */
  status(): unknown
  /** The running machine, for tests. */
  readonly machine: SimVehicle | undefined
  load(): ReturnType<Driver['load']> | undefined
}

/** What a vehicle needs of its world. */
export interface VehicleWorld {
  readonly program: SimProgram
  readonly faults: FaultMix
  readonly observer: Observer
  readonly network: Network
  /** Whoever has crashed starts again after a while. */
  readonly restarts: boolean
  worldMs(): number
  plan(afterMs: number, run: () => void): void
  fail(rule: string, who: string, message: string): void
  log(who: string, what: string, detail: () => string): void
  describe(value: unknown): string
}

export interface VehicleSeed {
  readonly name: string
  readonly peer: PeerId
  readonly crypto: Crypto
  readonly random: Random
  readonly crashPoints: CrashPoints
}

const DISK_BYTES = 1 << 30
const SPACE_INTERVAL_MS = 5_000
const SLOW_LOAD_MS = 200
const RESTART_MS_MIN = 20
const RESTART_MS_MAX = 3_000

/** A request that is not answered. */
interface Open {
  readonly onAnswer: (answer: Answer) => void
  /** Its name, when the vehicle has given it one. */
  operation: string | undefined
}

interface Process {
  readonly machine: SimVehicle
  readonly driver: Driver
  readonly open: Map<string, Open>
}

export function createVirtualVehicle(seed: VehicleSeed, world: VehicleWorld): VirtualVehicle {
  const { name, peer, crypto, random, crashPoints } = seed
  const { faults, observer, program } = world
  const disk = createDisk()
  const drawRate = (): number => 1 + (random.next() * 2 - 1) * faults.drift
  const drawSkewMs = (): number => Math.floor((random.next() * 2 - 1) * faults.skewMs)
  let clock = createClock(drawSkewMs(), drawRate())
  let state: VehicleState = 'down'
  let starts = 0
  let changedAtMs = 0
  let process: Process | undefined
  let requests = 0
  let pauses = 0
  let isCalm = false
  let writeFailure: { batches: number; readonly reason: string } | undefined

  const nowMs = (): NowMs => clock.read(world.worldMs())

  const become = (next: VehicleState, reason: string): void => {
    state = next
    changedAtMs = world.worldMs()
    world.log(name, `is ${next}`, () => reason)
    observer.changed?.(vehicle, next, reason)
  }

  const stop = (next: 'down' | 'gone', reason: string): void => {
    const ended = process
    process = undefined
    become(next, reason)
    world.network.changed(peer)
    for (const { onAnswer, operation } of ended?.open.values() ?? []) {
      onAnswer({ type: 'crashed', operation })
    }
  }

  const restartLater = (afterMs = random.integer(RESTART_MS_MIN, RESTART_MS_MAX)): void => {
    if (!world.restarts) {
      return
    }
    world.plan(afterMs, () => {
      if (state === 'down') {
        vehicle.start()
      }
    })
  }

  const resume = (): void => {
    if (state === 'paused') {
      become('up', 'resumed')
      process?.driver.resume()
    }
  }

  const release = (
    effect: Exclude<Effect, { readonly type: 'write' | 'load' | 'timer' }>
  ): void => {
    switch (effect.type) {
      case 'send': {
        const { to, protocol, message } = effect
        world.log(name, `-> ${protocol}:${typeOf(message)}`, () => world.describe({ to, message }))
        observer.sent?.(vehicle, to, protocol, message)
        world.network.send(peer, to, protocol, message)
        break
      }
      case 'gossip':
        world.log(name, `gossips ${typeOf(effect.message)}`, () => world.describe(effect.message))
        observer.gossiped?.(vehicle, effect.message)
        world.network.gossip(peer, effect.message)
        break
      case 'named': {
        const asked = process?.open.get(effect.id)
        if (asked !== undefined) {
          asked.operation = effect.operation
        }
        break
      }
      case 'reply':
        answer(effect.id, effect.reply)
        break
      case 'fact':
        world.log(name, `fact ${effect.fact.name}`, () => world.describe(effect.fact.detail))
        observer.fact?.(vehicle, effect.fact)
        break
      default:
    }
  }

  const answer = (id: string, reply: Reply): void => {
    world.log(name, `replies ${id}`, () => `${reply.type} ${world.describe(reply)}`)
    const asked = process?.open.get(id)
    if (asked === undefined) {
      world.fail('replies', name, `answers the request ${id} that is not open`)
      return
    }
    process?.open.delete(id)
    observer.replied?.(vehicle, id, reply)
    asked.onAnswer(reply)
  }

  const run = (machine: SimVehicle): Process => {
    const driver = createDriver(machine, {
      disk,
      random,
      stepsWhileSyncing: faults.stepsWhileSyncing,
      nowMs,
      plan: world.plan,
      untilMs: (localMs) => clock.worldTimeOf(localMs) - world.worldMs(),
      syncMs: () =>
        !isCalm && random.chance(faults.slowSyncs)
          ? SLOW_SYNC_MS
          : 0.1 + random.next() * faults.syncMsMax,
      loadMs: () => (random.chance(0.01) ? SLOW_LOAD_MS : random.next() * faults.loadMsMax),
      inboundMax: (protocol) => program.protocols.get(protocol)?.inboundMessagesMax ?? 0,
      crashPoint: (effects) => (isCalm ? undefined : crashPoints.match(effects)),
      writeFailure() {
        if (isCalm || writeFailure === undefined || --writeFailure.batches > 0) {
          return undefined
        }
        const { reason } = writeFailure
        writeFailure = undefined
        return reason
      },
      stepped: (event, effects) => observer.stepped?.(vehicle, event, effects),
      durable: (ops) => observer.durable?.(vehicle, ops),
      release: (effect) => release(effect),
      ended(how, reason) {
        if (how === 'threw') {
          world.fail('throws', name, reason)
          return
        }
        stop('down', reason)
        restartLater()
      }
    })
    return { machine, driver, open: new Map() }
  }

  const tellSpace = (current: Process): void => {
    if (process !== current) {
      return
    }
    current.driver.deliver({ type: 'space', freeBytes: vehicle.freeBytes, totalBytes: DISK_BYTES })
    world.plan(SPACE_INTERVAL_MS, () => tellSpace(current))
  }

  const open = (): SimVehicle | undefined => {
    try {
      const opened = { disk: disk.open(crypto), nowMs: nowMs() }
      return program.createVehicle({ name, self: peer, crypto, random: random.fork(), ...opened })
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      world.fail('throws', name, `cannot start: ${text}`)
      return undefined
    }
  }

  const vehicle: VirtualVehicle = {
    name,
    peer,
    crypto,
    disk,
    isByzantine: false,
    freeBytes: DISK_BYTES / 2,
    get state() {
      return state
    },
    get starts() {
      return starts
    },
    get changedAtMs() {
      return changedAtMs
    },
    get machine() {
      return process?.machine
    },
    nowMs,
    start() {
      if (state !== 'down') {
        return
      }
      if (starts > 0) {
        clock = createClock(drawSkewMs(), drawRate())
      }
      const machine = open()
      if (machine === undefined) {
        return
      }
      starts++
      process = run(machine)
      become('up', `start ${starts}`)
      process.driver.deliver({ type: 'start' })
      if (process !== undefined) {
        tellSpace(process)
      }
      world.network.changed(peer)
    },
    crash(reason, backAfterMs) {
      if (process === undefined) {
        return
      }
      process.driver.crash(faults.keepsUnsynced && random.chance(0.5))
      stop('down', reason)
      restartLater(backAfterMs)
    },
    pause(forMs) {
      if (state !== 'up' || process === undefined) {
        return
      }
      const current = process
      const number = ++pauses
      current.driver.pause()
      become('paused', `for ${Math.round(forMs)} ms`)
      world.plan(forMs, () => {
        if (process === current && number === pauses) {
          resume()
        }
      })
    },
    calm() {
      isCalm = true
      resume()
      vehicle.start()
    },
    depart() {
      if (state === 'gone') {
        return
      }
      process?.driver.crash(false)
      stop('gone', 'departed')
    },
    failWrite(batches, reason) {
      writeFailure = { batches, reason }
    },
    request(request, onAnswer) {
      const id = `${name}/${++requests}`
      world.log(name, `is asked ${id}`, () => `${typeOf(request)} ${world.describe(request)}`)
      if (process === undefined) {
        onAnswer({ type: 'crashed', operation: undefined })
        return id
      }
      process.open.set(id, { onAnswer, operation: undefined })
      process.driver.deliver({ type: 'request', id, request })
      return id
    },
    deliver(event) {
      process?.driver.deliver(event)
    },
    status: () => process?.machine.status(nowMs()),
    load: () => process?.driver.load()
  }
  return vehicle
}
