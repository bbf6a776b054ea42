/**
 * One vehicle of a test fleet: the replicate and release machines on a memory disk that loses what it
 * has not synced when it crashes.
 */
import type { Advert, Environment } from '../../../../src/core/environment.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { createHoldings } from '../../../../src/core/holdings.ts'
import { BLOCKS_RANGE, STATE_RANGE } from '../../../../src/core/keyspace.ts'
import type {
  Disk,
  Effect,
  Envelope,
  Fact,
  Key,
  LoadQuery,
  MachineEvent,
  Reply,
  StoredRecord,
  WriteOp
} from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import type { Random } from '../../../../src/core/random.ts'
import { createScanner } from '../../../../src/core/scan.ts'
import type { Signal } from '../../../../src/core/signal.ts'
import { createTables } from '../../../../src/core/tables.ts'
import {
  createRelease,
  type ReleaseMachine,
  type ReleaseOptions
} from '../../../../src/protocols/release/index.ts'
import {
  createReplicate,
  type ReplicateMachine,
  type ReplicateOptions
} from '../../../../src/protocols/replicate/index.ts'
import type { Identity } from '../../../../src/sim/crypto.ts'
import type { TestChain } from '../../../support/chain.ts'
import { SELECT_ALL } from '../../../support/environment.ts'

export interface NodeConfig {
  readonly name: string
  readonly identity: Identity
  readonly random: Random
  readonly replicate?: ReplicateOptions
  readonly release?: ReleaseOptions
}

/** What a step wants done once its writes are on disk. */
export interface Batch {
  readonly ops: readonly WriteOp[]
  readonly effects: readonly Effect[]
}

export interface Life {
  readonly environment: Environment
  readonly replicate: ReplicateMachine
  readonly release: ReleaseMachine
  readonly connected: Set<PeerId>
}

export interface Node {
  readonly name: string
  readonly identity: Identity
  readonly peer: PeerId
  /** What is on disk. */
  readonly records: Map<Key, Uint8Array>
  readonly facts: Fact[]
  readonly replies: Map<string, Reply>
  readonly signals: Signal[]
  readonly adverts: Map<PeerId, Advert>
  readonly pinned: Set<number>
  quotaBytes: number
  diskFreeBytes: number
  /** Why its state cannot be trusted after the next start. */
  stateDamage: string | undefined
  /** Set while the node is up. */
  life: Life | undefined
  /** Starts from the disk. Returns the batches of the start. */
  boot(nowMs: number): Batch
  crash(): void
  /** One event for one machine, with all signals that it causes. */
  step(nowMs: number, machine: 'replicate' | 'release', event: AnyEvent): Batch
  /** An event for both machines. */
  stepAll(nowMs: number, event: AnyEvent): Batch
  /** Puts what is missing of a chain, with its certificates, as the certify machine would. */
  grow(chain: TestChain, to?: number): Batch
  load(query: LoadQuery): { readonly records: readonly StoredRecord[]; readonly more: boolean }
  commit(batch: Batch): void
  usedBytes(): number
}

export type AnyEvent = MachineEvent<unknown, unknown>

export function createNode(config: NodeConfig): Node {
  const { identity, random } = config
  const { crypto, peer } = identity
  let sink: Effect[] = []

  const usedBytes = (): number => {
    const { life } = node
    const foreign = (life?.environment.holdings.all() ?? []).filter(
      ({ chain }) => chain.genesis.proposer !== peer
    )
    return (
      foreign.reduce((sum, { bytes }) => sum + bytes, 0) + (life?.replicate.reservedBytes() ?? 0)
    )
  }

  const run = (life: Life, nowMs: number, machine: string, event: AnyEvent): void => {
    const signals: { from: string; signal: Signal }[] = []
    const pushOf = (from: string) => ({
      push(effect: Effect<Envelope, unknown>) {
        if (effect.type === 'signal') {
          node.signals.push(effect.signal)
          signals.push({ from, signal: effect.signal })
        } else {
          sink.push(effect as Effect)
        }
      }
    })
    const dispatch = (name: string, of: AnyEvent): void => {
      if (name === 'replicate') {
        life.replicate.step(nowMs, of as never, pushOf(name))
      } else {
        life.release.step(nowMs, of as never, pushOf(name))
      }
    }
    dispatch(machine, event)
    for (let next = signals.shift(); next !== undefined; next = signals.shift()) {
      const other = next.from === 'replicate' ? 'release' : 'replicate'
      dispatch(other, { type: 'signal', signal: next.signal })
    }
  }

  const finish = (life: Life): Batch => {
    life.environment.holdings.flush({ push: (effect) => sink.push(effect as Effect) })
    const effects = sink
    sink = []
    return {
      ops: effects.flatMap((effect) => (effect.type === 'write' ? effect.ops : [])),
      effects: effects.filter((effect) => effect.type !== 'write')
    }
  }

  const node: Node = {
    name: config.name,
    identity,
    peer,
    records: new Map(),
    facts: [],
    replies: new Map(),
    signals: [],
    adverts: new Map(),
    pinned: new Set(),
    quotaBytes: 1 << 30,
    diskFreeBytes: 2 ** 40,
    stateDamage: undefined,
    life: undefined,
    usedBytes,
    boot(nowMs) {
      const disk = openDisk(node, crypto)
      const connected = new Set<PeerId>()
      const environment: Environment = {
        self: peer,
        crypto,
        random: random.fork(),
        fleet: OPEN_FLEET,
        holdings: createHoldings(crypto, SELECT_ALL, disk),
        tables: createTables(crypto, OPEN_FLEET, disk),
        selection: SELECT_ALL,
        peers: { connected, advert: (of) => node.adverts.get(of) },
        isDamaged: disk.integrity.stateDamage !== undefined,
        quota: () => ({
          quotaBytes: node.quotaBytes,
          usedBytes: usedBytes(),
          diskFreeBytes: node.diskFreeBytes
        })
      }
      const replicate = createReplicate(environment, config.replicate, disk)
      const release = createRelease(environment, config.release, disk, {
        isPinned: (_chain, height) => node.pinned.has(height),
        keepsLog: () => false
      })
      node.life = { environment, replicate, release, connected }
      return node.stepAll(nowMs, { type: 'start' })
    },
    crash() {
      node.life = undefined
      sink = []
    },
    step(nowMs, machine, event) {
      const life = node.life as Life
      run(life, nowMs, machine, event)
      return finish(life)
    },
    stepAll(nowMs, event) {
      const life = node.life as Life
      run(life, nowMs, 'replicate', event)
      run(life, nowMs, 'release', event)
      return finish(life)
    },
    grow(test, to = test.blocks.length) {
      const life = node.life as Life
      const out = { push: (effect: Effect) => sink.push(effect) }
      const { holdings } = life.environment
      holdings.adopt(test.chain, out)
      for (const block of test.blocks.slice(0, to)) {
        const isNew = holdings.put(block, out) === 'stored'
        if (isNew || block.header.height === to) {
          holdings.certify(test.certificateOf(block.header.height), test.booth, out)
        }
      }
      return finish(life)
    },
    load: (query) => load(node.records, query),
    commit({ ops }) {
      for (const op of ops) {
        if (op.type === 'put') {
          node.records.set(op.key, op.value)
        } else {
          node.records.delete(op.key)
        }
      }
    }
  }
  return node
}

function openDisk(node: Node, crypto: Identity['crypto']): Disk {
  const keys = [...node.records.keys()].sort()
  const scanner = createScanner(crypto)
  for (const key of keys) {
    if (key >= BLOCKS_RANGE.gte && key <= BLOCKS_RANGE.lte) {
      scanner.add({ key, value: node.records.get(key) })
    }
  }
  const state = keys.filter((key) => key >= STATE_RANGE.gte && key <= STATE_RANGE.lte)
  return {
    state: new Map(state.map((key) => [key, node.records.get(key) as Uint8Array])),
    chains: scanner.result(),
    integrity: { stateDamage: node.stateDamage }
  }
}

function load(
  records: ReadonlyMap<Key, Uint8Array>,
  query: LoadQuery
): { readonly records: readonly StoredRecord[]; readonly more: boolean } {
  if (query.type === 'get') {
    return { records: query.keys.map((key) => ({ key, value: records.get(key) })), more: false }
  }
  const keys = [...records.keys()].filter((key) => key >= query.gte && key <= query.lte).sort()
  const ordered = query.reverse === true ? keys.toReversed() : keys
  const found: StoredRecord[] = []
  let bytes = 0
  for (const key of ordered) {
    if (found.length >= query.recordsMax || bytes >= query.bytesMax) {
      return { records: found, more: true }
    }
    const value = records.get(key)
    bytes += value?.length ?? 0
    found.push({ key, value })
  }
  return { records: found, more: false }
}
