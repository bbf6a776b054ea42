/**
 * Vehicles with the reconcile machine in virtual time, each with a disk and an engine that takes what
 * it is given; a network that loses, doubles and delays.
 */
import { createGroupBlock, type FullBlock } from '../../../../src/core/block.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { type Chain, createChain } from '../../../../src/core/genesis.ts'
import type { Head } from '../../../../src/core/holdings.ts'
import { snapshotKey } from '../../../../src/core/keyspace.ts'
import type { Effect, Fact, Key, MachineEvent, Reply } from '../../../../src/core/machine.ts'
import { createRandom } from '../../../../src/core/random.ts'
import type { Signal, SnapshotNote } from '../../../../src/core/signal.ts'
import { createReconcile } from '../../../../src/protocols/reconcile/machine.ts'
import type { ReconcileOptions } from '../../../../src/protocols/reconcile/options.ts'
import { reconcileSpec } from '../../../../src/protocols/reconcile/spec.ts'
import type {
  FindChainRequest,
  ReconcileMachine,
  ReconcileMessage,
  ReconcilePorts
} from '../../../../src/protocols/reconcile/types.ts'
import { createCryptoRealm, type Identity } from '../../../../src/sim/crypto.ts'
import { groupGenesis } from '../../../support/chain.ts'
import { createTestEnvironment, type TestEnvironment } from '../../../support/environment.ts'
import { digestOf, load, NO_BOOTH, NOT_IN_FORCE, open } from './bench-disk.ts'

type ReconcileEffect = Effect<{
  readonly protocol: 'reconcile'
  readonly message: ReconcileMessage
}>
type ReconcileEvent = MachineEvent<ReconcileMessage, FindChainRequest>

export interface BenchOptions {
  readonly seed?: number
  readonly lossChance?: number
  readonly doubleChance?: number
  readonly delayMsMax?: number
  readonly workBits?: number
  /** Names of the members; default: all. */
  readonly members?: string
  /** What the engine knows besides its blocks. */
  readonly engine?: Partial<ReconcilePorts>
  readonly reconcile?: ReconcileOptions
}

export interface Car {
  readonly name: string
  readonly identity: Identity
  readonly environment: TestEnvironment
  readonly machine: ReconcileMachine
  readonly isUp: boolean
  readonly signals: readonly Signal[]
  readonly facts: readonly Fact[]
  readonly replies: ReadonlyMap<string, Reply>
  /** Messages that this vehicle was sent, decoded. */
  readonly heard: readonly ReconcileMessage[]
  /** Takes a snapshot behind this block, and keeps no blocks up to `base`. */
  compact(block: FullBlock, base: number, parts: readonly Uint8Array[]): void
  /** The engine lacks its state, and takes none from before this height; default: any. */
  loseState(from?: number): void
  readonly snapshot: SnapshotNote | undefined
  readonly disk: Map<Key, Uint8Array>
  /** Begins to know the chain, with these decided blocks. */
  hold(blocks: readonly FullBlock[]): void
  readonly decided: Head
  start(): void
  /** Ends the process; what was written in the last `lostMs` is lost. */
  crash(): void
  step(event: ReconcileEvent): void
  missing(from: Car, head: FullBlock): void
  countOf(fact: string): number
}

export interface Bench {
  readonly chain: Chain
  readonly cars: readonly Car[]
  nowMs(): number
  run(forMs: number): void
  until(holds: () => boolean, forMs?: number): boolean
  connect(a: Car, b: Car): void
  disconnect(a: Car, b: Car): void
  connectAll(): void
  /** What becomes of a message; undefined loses it. */
  filter: (from: Car, to: Car, message: ReconcileMessage) => ReconcileMessage | undefined
  /** A log of this many blocks; `bodyBytes` each. */
  blocks(count: number, bodyBytes?: number, mark?: number): FullBlock[]
}

export function createBench(names: string, options: BenchOptions = {}): Bench {
  const { seed = 1, lossChance = 0, doubleChance = 0, delayMsMax = 2, workBits = 0 } = options
  const random = createRandom(seed)
  const realm = createCryptoRealm(seed, 'fast')
  const planned: { readonly atMs: number; readonly order: number; readonly run: () => void }[] = []
  let nowMs = 1_000
  let orders = 0

  const plan = (afterMs: number, run: () => void): void => {
    planned.push({ atMs: nowMs + afterMs, order: ++orders, run })
    planned.sort((a, b) => a.atMs - b.atMs || a.order - b.order)
  }

  const members = [...(options.members ?? names)].map((name) => realm.identity(name).peer)
  const chain = createChain(realm.identity('A').crypto, { ...groupGenesis(members), workBits })
  const createCar = (name: string): Car => {
    const identity = realm.identity(name)
    const disk = new Map<Key, Uint8Array>()
    const signals: Signal[] = []
    const facts: Fact[] = []
    const heard: ReconcileMessage[] = []
    const replies = new Map<string, Reply>()
    let timers = new Map<string, number>()
    let environment = createTestEnvironment(name, realm, { random: createRandom(seed) })
    let decided: Head = { height: 0, hash: NO_HASH }
    let isUp = false
    let snapshot: SnapshotNote | undefined
    let lacksState = false
    let runs = 0
    let machine: ReconcileMachine | undefined

    const later = (afterMs: number, run: () => void): void => {
      const of = runs
      plan(afterMs, () => {
        if (isUp && of === runs) {
          run()
        }
      })
    }

    /** The engine: takes blocks that follow its last one, as the contract of the signal says. */
    const install = (blocks: readonly FullBlock[], effects: ReconcileEffect[]): void => {
      for (const block of blocks.filter(({ header }) => header.height > decided.height)) {
        if (block.header.height !== decided.height + 1 || block.header.prev !== decided.hash) {
          throw new RangeError(`block ${block.header.height} does not follow ${decided.height}`)
        }
        environment.holdings.put(block, effects)
        decided = { height: block.header.height, hash: block.hash }
      }
    }

    /** Takes a state whose digest is right, when it is newer or the own one is lost. */
    const restore = (note: SnapshotNote, parts: readonly Uint8Array[]): void => {
      const isNewer = note.head.height > decided.height || lacksState
      if (isNewer && digestOf(identity, parts) === note.digest) {
        snapshot = note
        parts.forEach((part, i) => {
          disk.set(snapshotKey(chain.id, note.head.height, i), part)
        })
        decided = note.head.height > decided.height ? note.head : decided
        lacksState = false
      }
    }

    const release = (effect: ReconcileEffect): void => {
      switch (effect.type) {
        case 'send':
          send(car, effect.to, effect.message)
          break
        case 'timer':
          setTimer(effect.id, effect.atMs)
          break
        case 'load':
          later(1, () => {
            car.step({ type: 'loaded', token: effect.token, ...load(disk, effect.query) })
          })
          break
        case 'reply':
          replies.set(effect.id, effect.reply)
          break
        case 'fact':
          facts.push(effect.fact)
          break
        default:
      }
    }

    const setTimer = (id: string, atMs: number | undefined): void => {
      timers.delete(id)
      if (atMs !== undefined) {
        timers.set(id, atMs)
        later(Math.max(0, atMs - nowMs), () => {
          if (timers.get(id) === atMs) {
            timers.delete(id)
            car.step({ type: 'timer', id })
          }
        })
      }
    }

    const apply = (effects: readonly ReconcileEffect[]): void => {
      for (const effect of effects) {
        for (const op of effect.type === 'write' ? effect.ops : []) {
          if (op.type === 'put') {
            disk.set(op.key, op.value)
          } else {
            disk.delete(op.key)
          }
        }
      }
    }

    const car: Car = {
      name,
      identity,
      signals,
      facts,
      replies,
      heard,
      get environment() {
        return environment
      },
      get machine() {
        return machine as ReconcileMachine
      },
      get isUp() {
        return isUp
      },
      get decided() {
        return decided
      },
      hold(blocks) {
        const effects: ReconcileEffect[] = []
        environment.holdings.adopt(chain, effects)
        install(blocks, effects)
        environment.holdings.flush(effects)
        apply(effects)
      },
      disk,
      get snapshot() {
        return snapshot
      },
      loseState(from = 0) {
        lacksState = true
        car.step({
          type: 'signal',
          signal: { type: 'snapshotMissing', chain: chain.id, height: from }
        })
      },
      compact(block, base, parts) {
        const { height, timeMs } = block.header
        const digest = digestOf(identity, parts)
        const head = { height, hash: block.hash }
        snapshot = { head, timeMs, parts: parts.length, digest, ...NOT_IN_FORCE }
        parts.forEach((part, i) => {
          disk.set(snapshotKey(chain.id, height, i), part)
        })
        const effects: ReconcileEffect[] = []
        environment.holdings.remove(chain.id, 1, base, effects)
        environment.holdings.flush(effects)
        apply(effects)
      },
      start() {
        runs++
        isUp = true
        timers = new Map()
        const found = open(disk, identity)
        const overrides = { random: createRandom(seed + runs), disk: found }
        const before = environment.peers.connected
        environment = createTestEnvironment(name, realm, overrides)
        const held = environment.holdings.get(chain.id)
        const height = held?.contiguousTo ?? 0
        decided = { height, hash: held?.hashAt(height) ?? NO_HASH }
        machine = createReconcile(environment, options.reconcile, found, {
          decidedOf: (id) =>
            environment.holdings.get(id) === undefined ? undefined : { ...decided },
          ...{ ...NO_BOOTH, ...options.engine },
          snapshotOf: () => snapshot,
          lacksState: () => lacksState
        })
        car.step({ type: 'start' })
        for (const peer of before) {
          environment.peers.connected.add(peer)
          car.step({ type: 'connected', peer })
        }
      },
      crash() {
        isUp = false
      },
      step(event) {
        const effects: ReconcileEffect[] = []
        if (event.type === 'message') {
          heard.push(event.message)
        }
        machine?.step(nowMs, event, effects)
        for (const effect of [...effects]) {
          if (effect.type === 'signal') {
            signals.push(effect.signal)
            if (effect.signal.type === 'decidedBlocks') {
              install(effect.signal.blocks, effects)
              const signal = { type: 'decided', chain: chain.id, head: decided } as const
              machine?.step(nowMs, { type: 'signal', signal }, effects)
            } else if (effect.signal.type === 'snapshot') {
              restore(effect.signal.snapshot, effect.signal.parts)
            }
          }
        }
        environment.holdings.flush(effects)
        apply(effects)
        effects.forEach(release)
      },
      missing(from, block) {
        const head = { height: block.header.height, hash: block.hash }
        const peer = from.identity.peer
        const { height } = decided
        car.step({
          type: 'signal',
          signal: { type: 'decidedMissing', chain: chain.id, from: height + 1, head, peer }
        })
      },
      countOf: (fact) => facts.filter(({ name: of }) => of === fact).length
    }
    return car
  }

  const send = (from: Car, peer: string, message: ReconcileMessage): void => {
    const to = cars.find(({ identity }) => identity.peer === peer)
    const passed = to === undefined ? undefined : bench.filter(from, to, message)
    if (to === undefined || passed === undefined) {
      return
    }
    const bytes = reconcileSpec.encode(passed)
    if (bytes.length > reconcileSpec.bytesMax) {
      throw new RangeError(`a message of ${bytes.length} bytes is too long`)
    }
    for (let copy = 0; copy < (random.chance(doubleChance) ? 2 : 1); copy++) {
      if (!random.chance(lossChance)) {
        plan(random.integer(1, delayMsMax), () => {
          if (to.isUp && to.environment.peers.connected.has(from.identity.peer)) {
            const decoded = reconcileSpec.decode(bytes)
            to.step({ type: 'message', from: from.identity.peer, message: decoded })
          }
        })
      }
    }
  }

  const link = (a: Car, b: Car, type: 'connected' | 'disconnected'): void => {
    for (const [car, other] of [
      [a, b],
      [b, a]
    ] as const) {
      const { peer } = other.identity
      if (type === 'connected') {
        car.environment.peers.connected.add(peer)
      } else {
        car.environment.peers.connected.delete(peer)
      }
      if (car.isUp) {
        car.step({ type, peer })
      }
    }
  }

  const bench: Bench = {
    chain,
    get cars() {
      return cars
    },
    nowMs: () => nowMs,
    run(forMs) {
      const endMs = nowMs + forMs
      for (let next = planned[0]; next !== undefined && next.atMs <= endMs; next = planned[0]) {
        planned.shift()
        nowMs = next.atMs
        next.run()
      }
      nowMs = endMs
    },
    until(holds, forMs = 20_000) {
      const endMs = nowMs + forMs
      while (nowMs < endMs && !holds()) {
        bench.run(1)
      }
      return holds()
    },
    connect: (a, b) => link(a, b, 'connected'),
    disconnect: (a, b) => link(a, b, 'disconnected'),
    connectAll() {
      cars.forEach((a, i) => {
        for (const b of cars.slice(i + 1)) {
          link(a, b, 'connected')
        }
      })
    },
    filter: (_from, _to, message) => message,
    blocks(count, bodyBytes = 16, mark = 1) {
      const { crypto } = realm.identity('A')
      const blocks: FullBlock[] = []
      for (let height = 1; height <= count; height++) {
        const entry = new Uint8Array(bodyBytes).fill(mark)
        new DataView(entry.buffer).setUint32(0, height)
        const prev = blocks.at(-1)?.hash ?? NO_HASH
        const draft = { chain: chain.id, height, prev, timeMs: 1_000 + height, entries: [entry] }
        blocks.push(createGroupBlock(crypto, draft, 0))
      }
      return blocks
    }
  }
  const cars: readonly Car[] = [...names].map(createCar)
  return bench
}
