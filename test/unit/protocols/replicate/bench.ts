/**
 * One replicate machine alone, with its messages, writes, facts and signals at hand.
 */
import { type FullBlock, withoutBody } from '../../../../src/core/block.ts'
import type { Environment } from '../../../../src/core/environment.ts'
import type { Disk, Effect, Fact, Reply, StoredRecord } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import type { Signal } from '../../../../src/core/signal.ts'
import { signPayload } from '../../../../src/core/signed.ts'
import {
  createReplicate,
  type PlaceChainRequest,
  type ReplicateMachine,
  type ReplicateMessage,
  type ReplicateOptions
} from '../../../../src/protocols/replicate/index.ts'
import { encodeManifestBody } from '../../../../src/protocols/replicate/spec.ts'
import type { ManifestBody, Offer } from '../../../../src/protocols/replicate/types.ts'
import { createCryptoRealm, type Identity } from '../../../../src/sim/crypto.ts'
import { createTestChain, type TestChain, testEntries } from '../../../support/chain.ts'
import {
  createTestEnvironment,
  EMPTY_DISK,
  type TestEnvironment
} from '../../../support/environment.ts'

type Message<T extends ReplicateMessage['type']> = Extract<ReplicateMessage, { readonly type: T }>

export interface Bench {
  readonly environment: TestEnvironment
  readonly machine: ReplicateMachine
  readonly proposer: Identity
  /** A chain of the proposer. */
  readonly test: TestChain
  /** Everything pushed so far. */
  readonly effects: Effect[]
  identity(name: string): Identity
  tell(message: ReplicateMessage, from?: PeerId): void
  signal(signal: Signal): void
  connect(...peers: readonly PeerId[]): void
  request(request: PlaceChainRequest): void
  loaded(token: string, records: readonly StoredRecord[]): void
  /** The timer fires after so many milliseconds. */
  after(ms: number): void
  now(): number
  /** When the machine wants to be woken. */
  wakesAtMs(): number | undefined
  /** Messages of this type sent since the last look, with their receivers. */
  sent<T extends ReplicateMessage['type']>(
    type: T
  ): readonly (Message<T> & { readonly receiver: PeerId })[]
  /** Whether such a message has been sent since the last look. */
  hasSent(type: ReplicateMessage['type']): boolean
  facts(name: string): readonly Fact['detail'][]
  signals(type: Signal['type']): readonly Signal[]
  replies(): readonly Reply[]
  /** The state records as they are on disk now. */
  disk(): Disk
  /** The last value written below a key, as JSON. */
  written(key: string): unknown
  offer(change?: Partial<Offer>): Offer
  manifest(change?: Partial<ManifestBody>, signer?: Identity): Message<'manifest'>
  chunk(from: number, to: number, change?: Partial<Message<'chunk'>>): Message<'chunk'>
}

export interface BenchOptions {
  readonly blocks?: number
  readonly blockBytes?: number
  /** The chain is this vehicle's own, and held. */
  readonly own?: boolean
  readonly replicate?: ReplicateOptions
  readonly disk?: Disk
  readonly overrides?: Partial<Environment>
}

/** The vehicle `self`, and a chain that it proposes or knows nothing of. */
export function createBench(options: BenchOptions = {}): Bench {
  const { blocks = 10, blockBytes = 100, disk = EMPTY_DISK } = options
  const realm = createCryptoRealm(4)
  const proposer = realm.identity(options.own === true ? 'self' : 'proposer')
  const test = createTestChain(proposer)
  for (let i = 0; i < blocks; i++) {
    test.add(testEntries(1, blockBytes, i))
  }
  const environment = createTestEnvironment('self', realm, { ...options.overrides, disk })
  const settings = { authorShareMax: 1, ...options.replicate }
  const machine = createReplicate(environment, settings, disk)
  const effects: Effect[] = []
  let looked = 0
  let nowMs = 1_000

  const step = (event: Parameters<ReplicateMachine['step']>[1]): void => {
    machine.step(nowMs, event, effects)
    environment.holdings.flush(effects)
  }
  if (options.own === true) {
    environment.holdings.adopt(test.chain, effects)
    for (const block of test.blocks) {
      environment.holdings.put(block, effects)
    }
    environment.holdings.certify(test.certificateOf(blocks), test.booth, effects)
  }
  step({ type: 'start' })

  const bench: Bench = {
    environment,
    machine,
    proposer,
    test,
    effects,
    identity: realm.identity,
    now: () => nowMs,
    wakesAtMs: () => effects.findLast((effect) => effect.type === 'timer')?.atMs,
    tell: (message, from = proposer.peer) => step({ type: 'message', from, message }),
    signal: (signal) => step({ type: 'signal', signal }),
    connect(...peers) {
      for (const peer of peers) {
        environment.peers.connected.add(peer)
        step({ type: 'connected', peer })
      }
    },
    request: (request) => step({ type: 'request', id: 'request', request }),
    loaded: (token, records) => step({ type: 'loaded', token, records, more: false }),
    after(ms) {
      nowMs += ms
      step({ type: 'timer', id: 'replicate:tick' })
    },
    sent(type) {
      const fresh = effects.slice(looked)
      looked = effects.length
      return fresh.flatMap((effect) => {
        const message = effect.type === 'send' ? (effect.message as ReplicateMessage) : undefined
        return effect.type === 'send' && message?.type === type
          ? [{ ...(message as Message<typeof type>), receiver: effect.to }]
          : []
      })
    },
    hasSent: (type) =>
      effects
        .slice(looked)
        .some(
          (effect) => effect.type === 'send' && (effect.message as ReplicateMessage).type === type
        ),
    facts: (name) =>
      effects.flatMap((effect) =>
        effect.type === 'fact' && effect.fact.name === `replicate:${name}`
          ? [effect.fact.detail]
          : []
      ),
    signals: (type) =>
      effects.flatMap((effect) =>
        effect.type === 'signal' && effect.signal.type === type ? [effect.signal] : []
      ),
    replies: () => effects.flatMap((effect) => (effect.type === 'reply' ? [effect.reply] : [])),
    disk() {
      const state = new Map(disk.state)
      for (const effect of effects) {
        for (const op of effect.type === 'write' ? effect.ops : []) {
          if (op.type === 'del') {
            state.delete(op.key)
          } else if (op.key.startsWith('s/')) {
            state.set(op.key, op.value)
          }
        }
      }
      return { state, chains: new Map(), integrity: { stateDamage: undefined } }
    },
    written(key) {
      const ops = effects.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
      const op = ops.findLast((of) => of.key === key)
      return op?.type === 'put' ? JSON.parse(new TextDecoder().decode(op.value)) : undefined
    },
    offer: (change = {}) => ({
      type: 'offer',
      chain: test.chain.id,
      genesis: test.chain.bytes,
      epoch: 1,
      head: { height: blocks, hash: test.block(blocks).hash },
      bytes: test.blocks.reduce((sum, { bytes }) => sum + bytes.length, 0),
      issuer: proposer.peer,
      backups: 2,
      electors: [],
      before: undefined,
      booth: undefined,
      ...change
    }),
    manifest(change = {}, signer = proposer) {
      const ends = [Math.ceil(blocks / 2), blocks]
      const body: ManifestBody = {
        chain: test.chain.id,
        epoch: 1,
        from: 1,
        height: blocks,
        prev: '0'.repeat(64),
        ends: ends.map((height) => ({ height, hash: test.block(height).hash })),
        ...change
      }
      return {
        type: 'manifest',
        manifest: signPayload(signer.crypto, 'vguard/manifest/1', encodeManifestBody(body)),
        certificate: test.certificateOf(blocks).bytes,
        booth: test.booth.bytes,
        sources: [proposer.peer]
      }
    },
    chunk: (from, to, change = {}) => ({
      type: 'chunk',
      chain: test.chain.id,
      from,
      to,
      blocks: test.blocks.slice(from - 1, to).map(({ bytes }) => bytes),
      certificates: [],
      booths: [],
      ...change
    })
  }
  return bench
}

/** A block without its body, as encoded. */
export function headerOnly(block: FullBlock): Uint8Array {
  return withoutBody(block).bytes
}
