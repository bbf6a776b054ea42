/**
 * The driver law in a simulated world: one running vehicle, its waiting events, and its one batch on
 * the way to the disk.
 *
 * Keeps: effects of a step are released only when the writes of that step and of all before are on
 * disk, in the order pushed, but for what is marked early; a crash loses every effect not yet released
 * and every batch not yet synced (or keeps the one that was on its way).
 * Source: the driver law of core/machine.ts.
 */
import { type Effect, isEarly, type NowMs, type WriteOp } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { Random } from '../core/random.ts'
import type { CrashPlan } from './crash-points.ts'
import type { VirtualDisk } from './disk.ts'
import type { SimEvent, SimVehicle } from './program.ts'

/** What leaves a vehicle; timers and loads stay with its driver. */
export type Released = Extract<
  Effect,
  { readonly type: 'send' | 'gossip' | 'named' | 'reply' | 'fact' }
>

/** The world around one running vehicle. */
export interface DriverPorts {
  readonly disk: VirtualDisk
  readonly random: Random
  /** Whether events are stepped while a batch is being synced; their effects wait. */
  readonly stepsWhileSyncing: boolean
  nowMs(): NowMs
  /** Runs later; the driver ignores it when it has ended by then. */
  plan(afterMs: number, run: () => void): void
  /** World milliseconds until the vehicle's clock shows `localMs`. */
  untilMs(localMs: NowMs): number
  /** How long the next batch takes to be durable. */
  syncMs(): number
  /** How long a load takes. */
  loadMs(): number
  /** Messages of one peer and protocol that may wait; more are lost. */
  inboundMax(protocol: string): number
  crashPoint(effects: readonly Effect[]): CrashPlan | undefined
  /** Whether the disk refuses the next batch, and why. */
  writeFailure(): string | undefined
  stepped(event: SimEvent, effects: readonly Effect[]): void
  durable(ops: readonly WriteOp[]): void
  release(effect: Released): void
  /** The driver has ended by itself. */
  ended(how: 'crashed' | 'halted' | 'threw', reason: string): void
}

export interface Driver {
  deliver(event: SimEvent): void
  /** Nothing happens inside the vehicle until `resume`; the disk goes on. */
  pause(): void
  resume(): void
  /** kill -9. With `keepsUnsynced` the batch on its way to the disk is durable all the same. */
  crash(keepsUnsynced: boolean): void
  readonly isPaused: boolean
  /** Events that wait, timers that are set, and effects not yet released, for the bounds. */
  load(): { readonly inbox: number; readonly timers: number; readonly unreleased: number }
}

interface Timer {
  readonly atMs: NowMs
}

/** A batch on its way to the disk. */
interface Sync {
  readonly effects: readonly Effect[]
  readonly plan: CrashPlan | undefined
  isDurable: boolean
}

export function createDriver(vehicle: SimVehicle, ports: DriverPorts): Driver {
  let isAlive = true
  let isPaused = false
  let isStepping = false
  let sync: Sync | undefined
  let gathered: Effect[] = []
  /** A crash that an early effect was tied to, for after the write. */
  let struck: CrashPlan | undefined
  let inbox: SimEvent[] = []
  let inboxAt = 0
  /** Messages that wait, by protocol and sender. */
  const waitingOf = new Map<string, Map<PeerId, number>>()
  const timers = new Map<string, Timer>()

  const end = (how: 'crashed' | 'halted' | 'threw', reason: string): void => {
    isAlive = false
    ports.ended(how, reason)
  }

  const later = (afterMs: number, run: () => void): void => {
    ports.plan(afterMs, () => {
      if (isAlive) {
        run()
      }
    })
  }

  const step = (event: SimEvent): void => {
    const effects: Effect[] = []
    try {
      vehicle.step(ports.nowMs(), event, effects)
    } catch (error) {
      end('threw', error instanceof Error ? (error.stack ?? error.message) : String(error))
      return
    }
    ports.stepped(event, effects)
    let early: Effect[] | undefined
    for (const effect of effects) {
      if (isEarly(effect)) {
        early ??= []
        early.push(effect)
      } else {
        gathered.push(effect)
      }
    }
    if (early !== undefined) {
      releaseEarly(early)
    }
  }

  /** Lets go what does not wait for the disk; a crash may strike between, or before the write. */
  const releaseEarly = (effects: readonly Effect[]): void => {
    const plan = ports.crashPoint(effects)
    if (plan?.where.type === 'afterWrite') {
      struck = plan
      releaseSome(effects, undefined)
    } else {
      releaseSome(effects, plan)
    }
  }

  /** Steps what waits, then commits; not entered again from within. */
  const pump = (): void => {
    if (isStepping || isPaused || !isAlive) {
      return
    }
    isStepping = true
    while (isAlive && (sync === undefined || ports.stepsWhileSyncing)) {
      const event = inbox[inboxAt]
      if (event === undefined) {
        break
      }
      inboxAt++
      forget(event)
      step(event)
      if (inboxAt === inbox.length) {
        inbox = []
        inboxAt = 0
        commit()
      }
    }
    isStepping = false
  }

  const lineOf = (protocol: string): Map<PeerId, number> => {
    const known = waitingOf.get(protocol)
    if (known !== undefined) {
      return known
    }
    const line = new Map<PeerId, number>()
    waitingOf.set(protocol, line)
    return line
  }

  const forget = (event: SimEvent): void => {
    if (event.type === 'message') {
      const line = lineOf(event.protocol)
      line.set(event.from, (line.get(event.from) ?? 1) - 1)
    }
  }

  const commit = (): void => {
    if (!isAlive || sync !== undefined || gathered.length === 0) {
      return
    }
    const effects = gathered
    gathered = []
    const plan = struck ?? ports.crashPoint(effects)
    struck = undefined
    if (plan?.where.type === 'beforeWrite') {
      end('crashed', `crash point: ${plan.target}, before the write`)
      return
    }
    const failure = effects.some(isWrite) ? ports.writeFailure() : undefined
    if (failure !== undefined) {
      if (ports.random.chance(0.5)) {
        persist(effects)
      }
      end('halted', failure)
      return
    }
    if (!effects.some(isWrite)) {
      releaseAll(effects, plan)
      return
    }
    const current: Sync = { effects, plan, isDurable: false }
    sync = current
    // The disk works on while the process is stopped.
    later(ports.syncMs(), () => {
      persist(effects)
      current.isDurable = true
      finishSync()
    })
  }

  const finishSync = (): void => {
    if (isPaused || sync === undefined || !sync.isDurable) {
      return
    }
    const { effects, plan } = sync
    sync = undefined
    releaseAll(effects, plan)
    if (isAlive) {
      commit()
      pump()
    }
  }

  const persist = (effects: readonly Effect[]): void => {
    const ops = effects.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    if (ops.length > 0) {
      ports.disk.apply(ops)
      ports.durable(ops)
    }
  }

  const releaseAll = (effects: readonly Effect[], plan: CrashPlan | undefined): void => {
    if (plan?.where.type === 'afterWrite') {
      end('crashed', `crash point: ${plan.target}, after the write`)
      return
    }
    releaseSome(effects, plan)
  }

  const releaseSome = (effects: readonly Effect[], plan: CrashPlan | undefined): void => {
    let sendsLeft = plan?.where.type === 'afterSends' ? plan.where.sends : Number.POSITIVE_INFINITY
    for (const effect of effects) {
      if (effect.type === 'send' && sendsLeft-- === 0) {
        end('crashed', `crash point: ${plan?.target ?? ''}, between its sends`)
        return
      }
      release(effect)
      if (!isAlive) {
        return
      }
    }
    if (plan !== undefined && isAlive) {
      end('crashed', `crash point: ${plan.target}, behind its sends`)
    }
  }

  const release = (effect: Effect): void => {
    switch (effect.type) {
      case 'timer':
        setTimer(effect.id, effect.atMs)
        break
      case 'load':
        load(effect)
        break
      case 'write':
        break
      case 'signal':
        end('threw', 'a signal reached the driver')
        break
      default:
        ports.release(effect)
    }
  }

  const setTimer = (id: string, atMs: NowMs | undefined): void => {
    if (atMs === undefined) {
      timers.delete(id)
      return
    }
    if (!Number.isFinite(atMs)) {
      end('threw', `the timer ${id} is set for ${atMs}`)
      return
    }
    const timer: Timer = { atMs }
    timers.set(id, timer)
    const wait = (): void => {
      later(Math.max(0, ports.untilMs(atMs)) + ports.random.next(), () => {
        if (timers.get(id) !== timer) {
          return
        }
        if (ports.nowMs() < atMs) {
          wait()
          return
        }
        timers.delete(id)
        deliver({ type: 'timer', id })
      })
    }
    wait()
  }

  const load = (effect: Extract<Effect, { readonly type: 'load' }>): void => {
    const { token, query } = effect
    // A real load sees the store at some moment between its call and its answer.
    const early = ports.random.chance(0.5) ? ports.disk.load(query) : undefined
    later(ports.loadMs(), () => {
      const { records, more } = early ?? ports.disk.load(query)
      deliver({ type: 'loaded', token, records, more })
    })
  }

  const deliver = (event: SimEvent): void => {
    if (!isAlive) {
      return
    }
    if (event.type === 'message') {
      const line = lineOf(event.protocol)
      const waiting = line.get(event.from) ?? 0
      if (waiting >= ports.inboundMax(event.protocol)) {
        return
      }
      line.set(event.from, waiting + 1)
    }
    inbox.push(event)
    pump()
  }

  return {
    deliver,
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
      finishSync()
      pump()
    },
    crash(keepsUnsynced) {
      isAlive = false
      if (keepsUnsynced && sync !== undefined && !sync.isDurable) {
        persist(sync.effects)
      }
    },
    get isPaused() {
      return isPaused
    },
    load: () => ({
      inbox: inbox.length - inboxAt,
      timers: timers.size,
      unreleased: gathered.length + (sync?.effects.length ?? 0)
    })
  }
}

function isWrite(effect: Effect): boolean {
  return effect.type === 'write' && effect.ops.length > 0
}
