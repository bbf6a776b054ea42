/**
 * One vehicle of a test cluster: the real machine, its disk, and the driver law around both.
 */
import type { Booth } from '../../../../src/core/booth.ts'
import type { Environment } from '../../../../src/core/environment.ts'
import type { Head } from '../../../../src/core/holdings.ts'
import {
  type Disk,
  type Effect,
  isEarly,
  type Key,
  type LoadQuery,
  type MachineEvent,
  type Reply,
  type StoredRecord,
  type WriteOp
} from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { createRandom } from '../../../../src/core/random.ts'
import { createScanner } from '../../../../src/core/scan.ts'
import type { Signal, SnapshotNote } from '../../../../src/core/signal.ts'
import { createPaxos } from '../../../../src/protocols/paxos/machine.ts'
import type { PaxosOptions } from '../../../../src/protocols/paxos/options.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type {
  GroupStatus,
  PaxosMachine,
  PaxosMessage,
  PaxosRequest
} from '../../../../src/protocols/paxos/types.ts'
import type { CryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestEnvironment, type TestEnvironment } from '../../../support/environment.ts'
import { createRegister, type Register } from './register.ts'

type PaxosEffect = Effect<{ readonly protocol: 'paxos'; readonly message: PaxosMessage }>
type PaxosEvent = MachineEvent<PaxosMessage, PaxosRequest>

/** The world around the nodes. */
export interface NodeWorld {
  nowMs(): number
  plan(afterMs: number, run: () => void): void
  syncMs(): number
  /** A message leaves, encoded. */
  send(from: TestNode, to: PeerId, bytes: Uint8Array, message: PaxosMessage): void
  missing(node: TestNode, signal: Missing): void
  stepped(node: TestNode, effects: readonly PaxosEffect[]): void
  durable(node: TestNode, key: Key, value: Uint8Array | undefined): void
  readonly options: PaxosOptions
  membersFault(): string | undefined
  readonly realm: CryptoRealm
  readonly peers: readonly PeerId[]
}

export type Missing = Extract<Signal, { type: 'decidedMissing' | 'snapshotMissing' }>

export interface TestNode {
  readonly name: string
  readonly peer: PeerId
  readonly isUp: boolean
  readonly runs: number
  readonly incarnation: string
  readonly disk: Map<Key, Uint8Array>
  /** Records that the disk has and does not show. */
  readonly hidden: Set<Key>
  readonly environment: Environment
  readonly register: Register | undefined
  readonly facts: readonly { readonly name: string; readonly detail: object }[]
  /** Of the operations of its requests, the newest last. */
  readonly names: readonly string[]
  /** What it has said that it lacks. */
  readonly told: readonly Missing[]
  start(): void
  /** The process ends; what was not on disk is lost. */
  crash(): void
  /** The disk is lost as well. */
  wipe(): void
  deliver(from: PeerId, bytes: Uint8Array): void
  signal(signal: Signal): void
  /** It is connected to another, as it is to all from its start. */
  connect(to: PeerId): void
  /** Its connection to another is gone. */
  disconnect(from: PeerId): void
  request(request: PaxosRequest): Promise<Reply> & { reply?: Reply }
  group(chain: string): GroupStatus | undefined
  snapshot(chain: string): SnapshotNote | undefined
  /** See PaxosMachine. */
  decidedOf(chain: string): Head | undefined
  boothOf(chain: string): Booth | undefined
  /** Booth since which a member has been in all; see PaxosMachine. */
  memberSince(chain: string, of: PeerId): number
}

export function createNode(world: NodeWorld, name: string): TestNode {
  const { peer, crypto } = world.realm.identity(name)
  let disk = new Map<Key, Uint8Array>()
  const hidden = new Set<Key>()
  let runs = 0
  let wipes = 0
  let isUp = false
  let machine: PaxosMachine | undefined
  let environment: TestEnvironment = createTestEnvironment(name, world.realm)
  let register: Register | undefined
  let gathered: PaxosEffect[] = []
  let isSyncing = false
  let timers = new Map<string, number>()
  let replies = new Map<string, (reply: Reply) => void>()
  let requests = 0
  const facts: { readonly name: string; readonly detail: object }[] = []
  const names: string[] = []
  const told: Missing[] = []

  const incarnation = (): string =>
    crypto.sha256(new TextEncoder().encode(`${name} ${wipes}`)).slice(0, 32)

  /** Does nothing once this process has ended. */
  const later = (afterMs: number, run: () => void): void => {
    const of = runs
    world.plan(afterMs, () => {
      if (isUp && runs === of) {
        run()
      }
    })
  }

  const step = (event: PaxosEvent): void => {
    const effects: PaxosEffect[] = []
    machine?.step(world.nowMs(), event, effects)
    environment.holdings.flush(effects)
    world.stepped(node, effects)
    for (const effect of effects) {
      if (effect.type === 'signal') {
        const { type } = effect.signal
        if (type === 'decidedMissing' || type === 'snapshotMissing') {
          told.push(effect.signal)
          world.missing(node, effect.signal)
        }
      } else if (isEarly(effect)) {
        release(effect)
      } else {
        gathered.push(effect)
      }
    }
    commit()
  }

  const commit = (): void => {
    if (isSyncing || gathered.length === 0) {
      return
    }
    const batch = gathered
    gathered = []
    if (!batch.some(({ type }) => type === 'write')) {
      batch.forEach(release)
      return
    }
    isSyncing = true
    later(world.syncMs(), () => {
      isSyncing = false
      for (const effect of batch) {
        if (effect.type === 'write') {
          effect.ops.forEach(apply)
        }
      }
      batch.forEach(release)
      commit()
    })
  }

  const apply = (op: WriteOp): void => {
    const value = op.type === 'put' ? op.value : undefined
    if (value !== undefined) {
      disk.set(op.key, value)
    } else {
      disk.delete(op.key)
    }
    world.durable(node, op.key, value)
  }

  const release = (effect: PaxosEffect): void => {
    if (!isUp) {
      return
    }
    switch (effect.type) {
      case 'send':
        world.send(node, effect.to, paxosSpec.encode(effect.message), effect.message)
        break
      case 'timer':
        setTimer(effect.id, effect.atMs)
        break
      case 'load':
        later(1, () => {
          step({ type: 'loaded', token: effect.token, records: load(effect.query), more: false })
        })
        break
      case 'reply':
        replies.get(effect.id)?.(effect.reply)
        replies.delete(effect.id)
        break
      case 'named':
        names.push(effect.operation)
        break
      case 'fact':
        facts.push(effect.fact)
        break
      default:
    }
  }

  const setTimer = (id: string, atMs: number | undefined): void => {
    if (atMs === undefined) {
      timers.delete(id)
      return
    }
    timers.set(id, atMs)
    later(Math.max(0, atMs - world.nowMs()), () => {
      if (timers.get(id) === atMs) {
        timers.delete(id)
        step({ type: 'timer', id })
      }
    })
  }

  const load = (query: LoadQuery): readonly StoredRecord[] => {
    if (query.type === 'get') {
      return query.keys.map((key) => ({ key, value: disk.get(key) }))
    }
    return [...disk.keys()]
      .filter((key) => key >= query.gte && key <= query.lte)
      .sort()
      .slice(0, query.recordsMax)
      .map((key) => ({ key, value: disk.get(key) }))
  }

  const open = (): Disk => {
    const scanner = createScanner(crypto)
    const blocks = [...disk.keys()].filter((key) => key.startsWith('b/')).sort()
    for (const key of blocks) {
      scanner.add({ key, value: disk.get(key) })
    }
    return {
      state: new Map([...disk].filter(([key]) => key.startsWith('s/') && !hidden.has(key))),
      chains: scanner.result(),
      integrity: { stateDamage: hidden.size > 0 ? 'test' : undefined }
    }
  }

  const node: TestNode = {
    name,
    peer,
    get isUp() {
      return isUp
    },
    get runs() {
      return runs
    },
    get incarnation() {
      return incarnation()
    },
    get disk() {
      return disk
    },
    hidden,
    get environment() {
      return environment
    },
    get register() {
      return register
    },
    facts,
    names,
    told,
    start() {
      runs++
      isUp = true
      isSyncing = false
      gathered = []
      timers = new Map()
      replies = new Map()
      const found = open()
      const random = createRandom(runs * 7919 + name.charCodeAt(name.length - 1))
      environment = createTestEnvironment(name, world.realm, {
        disk: found,
        random,
        isDamaged: hidden.size > 0
      })
      for (const other of world.peers) {
        if (other !== peer) {
          environment.peers.connected.add(other)
        }
      }
      machine = createPaxos(environment, world.options, found, {
        incarnation: incarnation(),
        membersFault: world.membersFault,
        createState: () => {
          register = createRegister()
          return register
        }
      })
      step({ type: 'start' })
    },
    crash() {
      isUp = false
      machine = undefined
      gathered = []
      for (const reply of replies.values()) {
        reply({ type: 'unknown', operation: '', message: 'crashed' })
      }
    },
    wipe() {
      node.crash()
      wipes++
      disk = new Map()
    },
    deliver(from, bytes) {
      if (isUp) {
        step({ type: 'message', from, message: paxosSpec.decode(bytes) })
      }
    },
    signal(signal) {
      if (isUp) {
        step({ type: 'signal', signal })
      }
    },
    connect(to) {
      environment.peers.connected.add(to)
      step({ type: 'connected', peer: to })
    },
    disconnect(from) {
      environment.peers.connected.delete(from)
      step({ type: 'disconnected', peer: from })
    },
    request(request) {
      requests++
      const id = `${runs}:${requests}`
      const answer: Promise<Reply> & { reply?: Reply } = new Promise((resolve) => {
        replies.set(id, (reply) => {
          answer.reply = reply
          resolve(reply)
        })
      })
      later(0, () => step({ type: 'request', id, request }))
      return answer
    },
    snapshot: (chain) => machine?.snapshotOf(chain),
    decidedOf: (chain) => machine?.decidedOf(chain),
    boothOf: (chain) => machine?.boothOf(chain),
    memberSince: (chain, of) => machine?.memberSince(chain, of) ?? 0,
    group: (chain) => machine?.status(world.nowMs()).groups.find((group) => group.chain === chain)
  }
  return node
}
