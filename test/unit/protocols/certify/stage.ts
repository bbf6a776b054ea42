/**
 * A small world of certify machines: each behind the driver law with a disk of its own, all behind one
 * network that loses, duplicates, delays and reorders as told. Every message goes through the codec.
 */
import { type Chain, createChain } from '../../../../src/core/genesis.ts'
import type { Disk, Effect, Reply, WriteOp } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { createRandom, type Random } from '../../../../src/core/random.ts'
import type { Signal } from '../../../../src/core/signal.ts'
import {
  type CertifyMachine,
  type CertifyMessage,
  type CertifyOptions,
  type CertifyRequest,
  certifySpec,
  createCertify
} from '../../../../src/protocols/certify/index.ts'
import { createCryptoRealm, type Identity } from '../../../../src/sim/crypto.ts'
import { createDisk, type VirtualDisk } from '../../../../src/sim/disk.ts'
import { createPlanQueue } from '../../../../src/sim/queue.ts'
import { testGenesis } from '../../../support/chain.ts'
import { createTestEnvironment, type TestEnvironment } from '../../../support/environment.ts'

type CertifyEvent = Parameters<CertifyMachine['step']>[1]
type CertifyEffect = Effect<{ readonly protocol: 'certify'; readonly message: CertifyMessage }>

/** What the network does; probabilities and milliseconds. */
export interface Weather {
  loss: number
  duplication: number
  delayMsMin: number
  delayMsMax: number
}

export interface Actor {
  readonly name: string
  readonly peer: PeerId
  readonly identity: Identity
  readonly disk: VirtualDisk
  /** Undefined while the vehicle is down. */
  machine: CertifyMachine | undefined
  environment: TestEnvironment
  /** Changes or swallows what this actor sends; a liar's voice. */
  tamper: (to: Actor, message: CertifyMessage) => readonly CertifyMessage[]
}

export interface StageOptions {
  readonly seed?: number
  readonly options?: CertifyOptions
  readonly optionsOf?: (name: string) => CertifyOptions
  readonly pivots?: readonly string[]
  /** Time a batch takes to be durable, in milliseconds. */
  readonly syncMsMax?: number
  readonly crypto?: 'standard' | 'fast'
  /** Sees each message that left, before the network has its way. */
  readonly sent?: (from: Actor, to: Actor, message: CertifyMessage) => void
  readonly signalled?: (actor: Actor, signal: Signal) => void
  readonly replied?: (actor: Actor, id: string, reply: Reply) => void
  readonly stepped?: (actor: Actor) => void
}

export interface Stage {
  readonly random: Random
  readonly weather: Weather
  readonly actors: readonly Actor[]
  /** Everything sent, as `<from> <to> <type>`, since the last look. */
  readonly log: string[]
  /** Facts of all actors. */
  readonly facts: { readonly by: string; readonly name: string; readonly detail: object }[]
  readonly signals: { readonly by: string; readonly signal: Signal }[]
  readonly replies: Map<string, Reply>
  /** Messages for which this returns false are lost. */
  passes: (from: Actor, to: Actor, message: CertifyMessage) => boolean
  nowMs(): number
  actor(name: string): Actor
  /** The chain of this vehicle. */
  chainOf(name: string): Chain
  request(name: string, request: CertifyRequest): string
  deliver(name: string, event: CertifyEvent): void
  /** A message as if `from` had sent it now. */
  say(from: string, to: string, message: CertifyMessage): void
  crash(name: string, keepsUnsynced?: boolean): void
  restart(name: string): void
  plan(afterMs: number, run: () => void): void
  run(forMs: number): void
}

const START_MS = 1_700_000_000_000

export function createStage(names: readonly string[], stageOptions: StageOptions = {}): Stage {
  const { seed = 1, pivots = [], syncMsMax = 0, crypto = 'standard' } = stageOptions
  const random = createRandom(seed)
  const realm = createCryptoRealm(seed, crypto)
  const queue = createPlanQueue()
  const actors = names.map((name) => createActor(name, realm.identity(name)))
  const byPeer = new Map(actors.map((actor) => [actor.peer, actor]))
  const pivotPeers = pivots.map((name) => realm.identity(name).peer).sort()
  const chains = new Map<string, Chain>()
  const drivers = new Map<string, Driver>()
  const facts: Stage['facts'] = []
  const signals: Stage['signals'] = []
  const replies: Stage['replies'] = new Map()
  const log: string[] = []
  const weather: Weather = { loss: 0, duplication: 0, delayMsMin: 1, delayMsMax: 1 }
  let nowMs = START_MS
  let requests = 0

  const plan = (afterMs: number, run: () => void): void => queue.plan(nowMs + afterMs, run)

  const transmit = (from: Actor, to: PeerId, message: CertifyMessage): void => {
    const target = byPeer.get(to)
    if (target === undefined) {
      return
    }
    for (const said of from.tamper(target, message)) {
      log.push(`${from.name} ${target.name} ${said.type}`)
      stageOptions.sent?.(from, target, said)
      const bytes = certifySpec.encode(said)
      const copies = random.chance(weather.duplication) ? 2 : 1
      for (let copy = 0; copy < copies; copy++) {
        if (stage.passes(from, target, said) && !random.chance(weather.loss)) {
          const delayMs = random.integer(weather.delayMsMin, weather.delayMsMax)
          const message = certifySpec.decode(bytes)
          plan(delayMs, () => deliver(target.name, { type: 'message', from: from.peer, message }))
        }
      }
    }
  }

  const release = (actor: Actor, effect: CertifyEffect): void => {
    if (effect.type === 'send') {
      transmit(actor, effect.to, effect.message)
    } else if (effect.type === 'reply') {
      replies.set(effect.id, effect.reply)
      stageOptions.replied?.(actor, effect.id, effect.reply)
    } else if (effect.type === 'fact') {
      facts.push({ by: actor.name, ...effect.fact })
    }
  }

  const deliver = (name: string, event: CertifyEvent): void => drivers.get(name)?.deliver(event)

  const ports: DriverPorts = {
    nowMs: () => nowMs,
    plan,
    syncMs: () => random.integer(0, syncMsMax),
    release,
    stepped(actor, effects) {
      for (const effect of effects) {
        if (effect.type === 'signal') {
          signals.push({ by: actor.name, signal: effect.signal })
          stageOptions.signalled?.(actor, effect.signal)
        }
      }
      stageOptions.stepped?.(actor)
    }
  }

  const start = (actor: Actor): void => {
    const disk = actor.disk.open(actor.identity.crypto)
    actor.environment = createTestEnvironment(actor.name, realm, {
      disk,
      random: random.fork()
    })
    for (const other of actors) {
      if (other !== actor && other.machine !== undefined) {
        actor.environment.peers.connected.add(other.peer)
        other.environment.peers.connected.add(actor.peer)
      }
    }
    const settings = stageOptions.optionsOf?.(actor.name) ?? stageOptions.options
    actor.machine = createCertify(actor.environment, settings, disk as Disk)
    drivers.set(actor.name, createDriver(actor, ports))
    deliver(actor.name, { type: 'start' })
    for (const other of actors) {
      if (other !== actor && other.machine !== undefined) {
        deliver(actor.name, { type: 'connected', peer: other.peer })
        deliver(other.name, { type: 'connected', peer: actor.peer })
      }
    }
  }

  const actorOf = (name: string): Actor => {
    const actor = actors.find((each) => each.name === name)
    if (actor === undefined) {
      throw new RangeError(`no actor is called ${name}`)
    }
    return actor
  }

  const stage: Stage = {
    random,
    weather,
    actors,
    log,
    facts,
    signals,
    replies,
    passes: () => true,
    nowMs: () => nowMs,
    actor: actorOf,
    chainOf(name) {
      const known = chains.get(name)
      if (known !== undefined) {
        return known
      }
      const { peer, identity } = actorOf(name)
      const chain = createChain(identity.crypto, testGenesis(peer, { pivots: pivotPeers }))
      chains.set(name, chain)
      return chain
    },
    request(name, request) {
      requests++
      const id = `r${requests}`
      deliver(name, { type: 'request', id, request })
      return id
    },
    deliver,
    say(from, to, message) {
      const decoded = certifySpec.decode(certifySpec.encode(message))
      deliver(to, { type: 'message', from: actorOf(from).peer, message: decoded })
    },
    crash(name, keepsUnsynced = false) {
      const actor = actorOf(name)
      drivers.get(name)?.crash(keepsUnsynced)
      drivers.delete(name)
      actor.machine = undefined
      for (const other of actors) {
        other.environment.peers.connected.delete(actor.peer)
        deliver(other.name, { type: 'disconnected', peer: actor.peer })
      }
    },
    restart: (name) => start(actorOf(name)),
    plan,
    run(forMs) {
      const untilMs = nowMs + forMs
      for (
        let next = queue.peek();
        next !== undefined && next.atMs <= untilMs;
        next = queue.peek()
      ) {
        queue.take()
        nowMs = Math.max(nowMs, next.atMs)
        next.run()
      }
      nowMs = untilMs
    }
  }
  for (const actor of actors) {
    start(actor)
  }
  return stage
}

function createActor(name: string, identity: Identity): Actor {
  return {
    name,
    peer: identity.peer,
    identity,
    disk: createDisk(),
    machine: undefined,
    environment: createTestEnvironment(name),
    tamper: (_to, message) => [message]
  }
}

interface DriverPorts {
  nowMs(): number
  plan(afterMs: number, run: () => void): void
  syncMs(): number
  release(actor: Actor, effect: CertifyEffect): void
  stepped(actor: Actor, effects: readonly CertifyEffect[]): void
}

interface Driver {
  deliver(event: CertifyEvent): void
  crash(keepsUnsynced: boolean): void
}

/** The driver law for one actor: write, then release, in order. */
function createDriver(actor: Actor, ports: DriverPorts): Driver {
  let isAlive = true
  let gathered: CertifyEffect[] = []
  let syncing: CertifyEffect[] | undefined
  const timers = new Map<string, object>()

  const persist = (effects: readonly CertifyEffect[]): void => {
    const ops: WriteOp[] = effects.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    actor.disk.apply(ops)
  }

  const later = (afterMs: number, run: () => void): void =>
    ports.plan(afterMs, () => {
      if (isAlive) {
        run()
      }
    })

  const commit = (): void => {
    if (syncing !== undefined || gathered.length === 0) {
      return
    }
    const effects = gathered
    gathered = []
    syncing = effects
    later(ports.syncMs(), () => {
      persist(effects)
      syncing = undefined
      for (const effect of effects) {
        release(effect)
      }
      commit()
    })
  }

  const release = (effect: CertifyEffect): void => {
    if (effect.type === 'timer') {
      const { id, atMs } = effect
      const mark = {}
      timers.set(id, mark)
      if (atMs !== undefined) {
        later(Math.max(0, atMs - ports.nowMs()), () => {
          if (timers.get(id) === mark) {
            deliver({ type: 'timer', id })
          }
        })
      }
    } else if (effect.type === 'load') {
      const { token, query } = effect
      const { records, more } = actor.disk.load(query)
      later(1, () => deliver({ type: 'loaded', token, records, more }))
    } else {
      ports.release(actor, effect)
    }
  }

  const deliver = (event: CertifyEvent): void => {
    if (!isAlive || actor.machine === undefined) {
      return
    }
    const effects: CertifyEffect[] = []
    actor.machine.step(ports.nowMs(), event, effects)
    actor.environment.holdings.flush(effects)
    ports.stepped(actor, effects)
    gathered.push(...effects)
    commit()
  }

  return {
    deliver,
    crash(keepsUnsynced) {
      isAlive = false
      if (keepsUnsynced && syncing !== undefined) {
        persist(syncing)
      }
    }
  }
}
