/**
 * A fleet of test vehicles on a virtual network: one seed, one run. Messages are lost, doubled, delayed
 * and overtake each other; vehicles crash and lose what is not synced; the promises are checked on the
 * disks after every batch.
 */

import type { Effect, Reply } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { createRandom, type Random } from '../../../../src/core/random.ts'
import type { Signal } from '../../../../src/core/signal.ts'
import type { ProtocolSpec } from '../../../../src/core/spec.ts'
import { type ReleaseOptions, releaseSpec } from '../../../../src/protocols/release/index.ts'
import {
  type PlaceChainRequest,
  type ReplicateMessage,
  type ReplicateOptions,
  replicateSpec
} from '../../../../src/protocols/replicate/index.ts'
import { type CryptoRealm, createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestChain, type TestChain, testEntries } from '../../../support/chain.ts'
import { createInvariants, type Invariants } from './invariants.ts'
import { type Batch, createNode, type Node } from './node.ts'
import { createPlan } from './plan.ts'

export interface Faults {
  readonly loss: number
  readonly doubling: number
  readonly delayMsMax: number
}

export interface FleetOptions {
  readonly names: readonly string[]
  readonly seed?: number
  readonly replicate?: ReplicateOptions
  readonly release?: ReleaseOptions
}

/** Sees every message before it is delivered; may change or drop it. */
export type Tap = (
  from: Node,
  to: Node,
  protocol: string,
  message: { readonly type: string }
) => { readonly type: string } | undefined

export interface Fleet {
  readonly realm: CryptoRealm
  readonly random: Random
  readonly invariants: Invariants
  readonly traffic: { from: string; to: string; type: string; bytes: number }[]
  faults: Faults
  tap: Tap | undefined
  now(): number
  node(name: string): Node
  nodes(): readonly Node[]
  /** The chain that this vehicle proposes. */
  chain(name: string): TestChain
  /** Adds blocks of one entry to a vehicle's own chain, certified and on their way to its disk. */
  append(name: string, count: number, entryBytes?: number): void
  place(name: string, request?: Partial<PlaceChainRequest>): string
  reply(name: string, id: string): Reply | undefined
  send(from: string, to: string, message: ReplicateMessage): void
  /** What another machine of a vehicle tells its replicate machine. */
  signal(name: string, signal: Signal): void
  crash(name: string): void
  /** Starts again from the disk; puts what is lost of the own chain unless told otherwise. */
  boot(name: string, grows?: boolean): void
  cut(a: string, b: string): void
  heal(a: string, b: string): void
  healAll(): void
  /** Lets so much time go by. */
  pass(ms: number): void
  /** Until this holds, or so much time has gone by; whether it holds. */
  until(condition: () => boolean, msMax?: number): boolean
}

/** How often a condition is looked at. */
const CHECK_MS = 10

const CALM: Faults = { loss: 0, doubling: 0, delayMsMax: 2 }

export function createFleet(options: FleetOptions): Fleet {
  const { names, seed = 1 } = options
  const realm = createCryptoRealm(seed)
  const random = createRandom(seed)
  const nodes = new Map<string, Node>()
  const byPeer = new Map<PeerId, Node>()
  const chains = new Map<string, TestChain>()
  const cuts = new Set<string>()
  const lives = new Map<Node, number>()
  const timers = new Map<Node, Map<string, number>>()
  const diskFreeAt = new Map<Node, number>()
  const plan = createPlan()
  const traffic: Fleet['traffic'] = []
  let clockMs = 1_000_000
  let order = 0
  let requests = 0

  for (const name of names) {
    const identity = realm.identity(name)
    const node = createNode({
      name,
      identity,
      random: random.fork(),
      ...(options.replicate === undefined ? {} : { replicate: options.replicate }),
      ...(options.release === undefined ? {} : { release: options.release })
    })
    nodes.set(name, node)
    byPeer.set(node.peer, node)
    chains.set(name, createTestChain(identity))
  }
  const invariants = createInvariants([...nodes.values()], [...chains.values()])

  const after = (ms: number, run: () => void): void => {
    plan.add({ atMs: clockMs + ms, order: order++, run })
  }
  const find = (name: string): Node => nodes.get(name) as Node
  const linkOf = (a: Node, b: Node): string => [a.name, b.name].sort().join(' ')
  const areLinked = (a: Node, b: Node): boolean =>
    a.life !== undefined && b.life !== undefined && !cuts.has(linkOf(a, b))

  /** Writes, then does what waited for the writes, unless the vehicle crashes before. */
  const drive = (node: Node, batch: Batch): void => {
    const life = lives.get(node)
    const doneMs = Math.max(clockMs, diskFreeAt.get(node) ?? 0) + random.integer(0, 3)
    diskFreeAt.set(node, doneMs)
    after(doneMs - clockMs, () => {
      if (lives.get(node) !== life || node.life === undefined) {
        return
      }
      const before = invariants.before(node, batch)
      node.commit(batch)
      invariants.after(clockMs, node, batch, before)
      for (const effect of batch.effects) {
        carryOut(node, effect)
      }
    })
  }

  const deliver = (from: Node, to: Node, protocol: 'replicate' | 'release', bytes: Uint8Array) => {
    if (!areLinked(from, to)) {
      return
    }
    const spec: ProtocolSpec<string, unknown> =
      protocol === 'replicate' ? replicateSpec : releaseSpec
    const decoded = spec.decode(bytes) as { readonly type: string }
    const message = fleet.tap === undefined ? decoded : fleet.tap(from, to, protocol, decoded)
    if (message === undefined) {
      return
    }
    traffic.push({ from: from.name, to: to.name, type: message.type, bytes: bytes.length })
    drive(to, to.step(clockMs, protocol, { type: 'message', from: from.peer, message }))
  }

  const transmit = (from: Node, effect: Extract<Effect, { readonly type: 'send' }>): void => {
    const to = byPeer.get(effect.to)
    const protocol = effect.protocol as 'replicate' | 'release'
    const spec = (protocol === 'replicate' ? replicateSpec : releaseSpec) as ProtocolSpec<
      string,
      unknown
    >
    const bytes = spec.encode(effect.message)
    const { loss, doubling, delayMsMax } = fleet.faults
    if (to === undefined || to === from || random.chance(loss)) {
      return
    }
    for (let copies = random.chance(doubling) ? 2 : 1; copies > 0; copies--) {
      after(random.integer(1, delayMsMax), () => deliver(from, to, protocol, bytes))
    }
  }

  const setTimer = (node: Node, id: string, atMs: number | undefined): void => {
    const set = timers.get(node) ?? new Map<string, number>()
    timers.set(node, set)
    if (atMs === undefined) {
      set.delete(id)
      return
    }
    const life = lives.get(node)
    set.set(id, atMs)
    after(Math.max(0, atMs - clockMs), () => {
      if (lives.get(node) === life && node.life !== undefined && set.get(id) === atMs) {
        set.delete(id)
        const machine = id.startsWith('replicate:') ? 'replicate' : 'release'
        drive(node, node.step(clockMs, machine, { type: 'timer', id }))
      }
    })
  }

  const carryOut = (node: Node, effect: Effect): void => {
    if (effect.type === 'send') {
      transmit(node, effect)
    } else if (effect.type === 'timer') {
      setTimer(node, effect.id, effect.atMs)
    } else if (effect.type === 'reply') {
      node.replies.set(effect.id, effect.reply)
    } else if (effect.type === 'fact') {
      node.facts.push(effect.fact)
    } else if (effect.type === 'load') {
      const life = lives.get(node)
      const { token } = effect
      const { records, more } = node.load(effect.query)
      after(1, () => {
        if (lives.get(node) === life && node.life !== undefined) {
          const machine = token.startsWith('replicate:') ? 'replicate' : 'release'
          drive(node, node.step(clockMs, machine, { type: 'loaded', token, records, more }))
        }
      })
    }
  }

  /** Tells a vehicle what has become of its link with another. */
  const link = (a: Node, b: Node): void => {
    after(random.integer(1, 20), () => {
      const life = a.life
      const isUp = areLinked(a, b)
      if (life === undefined || life.connected.has(b.peer) === isUp) {
        return
      }
      if (isUp) {
        life.connected.add(b.peer)
      } else {
        life.connected.delete(b.peer)
      }
      const type = isUp ? 'connected' : 'disconnected'
      drive(a, a.stepAll(clockMs, { type, peer: b.peer }))
    })
  }

  const relink = (node: Node): void => {
    for (const other of nodes.values()) {
      if (other !== node) {
        link(node, other)
        link(other, node)
      }
    }
  }

  const runOne = (untilMs: number): boolean => {
    const planned = plan.first()
    if (planned === undefined || planned.atMs > untilMs) {
      clockMs = untilMs
      return false
    }
    plan.take()
    clockMs = Math.max(clockMs, planned.atMs)
    planned.run()
    return true
  }

  const fleet: Fleet = {
    realm,
    random,
    invariants,
    traffic,
    faults: CALM,
    tap: undefined,
    now: () => clockMs,
    node: find,
    nodes: () => [...nodes.values()],
    chain: (name) => chains.get(name) as TestChain,
    append(name, count, entryBytes = 8) {
      const chain = fleet.chain(name)
      for (let i = 0; i < count; i++) {
        chain.add(testEntries(1, entryBytes, chain.blocks.length))
      }
      const node = find(name)
      if (node.life !== undefined) {
        drive(node, node.grow(chain))
      }
    },
    place(name, request = {}) {
      const id = `request-${requests++}`
      const place = { type: 'place', chain: fleet.chain(name).chain.id, ...request }
      const node = find(name)
      drive(node, node.step(clockMs, 'replicate', { type: 'request', id, request: place }))
      return id
    },
    reply: (name, id) => find(name).replies.get(id),
    send(from, to, message) {
      const bytes = replicateSpec.encode(message)
      after(1, () => deliver(find(from), find(to), 'replicate', bytes))
    },
    signal(name, signal) {
      const node = find(name)
      drive(node, node.step(clockMs, 'replicate', { type: 'signal', signal }))
    },
    crash(name) {
      const node = find(name)
      node.crash()
      lives.set(node, (lives.get(node) ?? 0) + 1)
      timers.delete(node)
      relink(node)
    },
    boot(name, grows = true) {
      const node = find(name)
      lives.set(node, (lives.get(node) ?? 0) + 1)
      drive(node, node.boot(clockMs))
      const chain = fleet.chain(name)
      if (grows && chain.blocks.length > 0) {
        drive(node, node.grow(chain))
      }
      relink(node)
    },
    cut(a, b) {
      cuts.add(linkOf(find(a), find(b)))
      link(find(a), find(b))
      link(find(b), find(a))
    },
    heal(a, b) {
      cuts.delete(linkOf(find(a), find(b)))
      link(find(a), find(b))
      link(find(b), find(a))
    },
    healAll() {
      cuts.clear()
      for (const node of nodes.values()) {
        relink(node)
      }
    },
    pass(ms) {
      const untilMs = clockMs + ms
      while (runOne(untilMs)) {
        // each event in turn
      }
    },
    until(condition, msMax = 60_000) {
      const untilMs = clockMs + msMax
      while (!condition()) {
        if (clockMs >= untilMs) {
          return false
        }
        fleet.pass(Math.min(CHECK_MS, untilMs - clockMs))
      }
      return true
    }
  }
  for (const name of names) {
    fleet.boot(name)
  }
  fleet.pass(100)
  return fleet
}
