/**
 * One member of a quorum group among puppets: what it is told comes by hand, what it says is kept, and
 * what it writes is on its disk at once.
 */
import { expect } from 'vitest'
import { type QuorumRules, quorumRules } from '../../../../src/core/engine-rules.ts'
import type { Environment } from '../../../../src/core/environment.ts'
import { createChain } from '../../../../src/core/genesis.ts'
import type { Effect, Fact, Reply, WriteOp } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { createRandom } from '../../../../src/core/random.ts'
import {
  createQuorum,
  type QuorumMachine,
  type QuorumMessage,
  type QuorumOptions,
  quorumSpec
} from '../../../../src/protocols/quorum/index.ts'
import type { Content } from '../../../../src/protocols/quorum/parts.ts'
import { encodeRegister, type Register } from '../../../../src/protocols/quorum/register.ts'
import type { Tag } from '../../../../src/protocols/quorum/tag.ts'
import type { ArchiveBatch } from '../../../../src/protocols/quorum/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { REGISTER_STATE } from '../../../../src/sim/quorum/program.ts'
import {
  encodeOperation,
  encodeQuery,
  type KvOperation,
  keyOfText
} from '../../../../src/state/kv/index.ts'
import { groupGenesis } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'
import { createStepLimit } from '../../../support/rest.ts'

export type Sent = QuorumMessage & { readonly to: PeerId; readonly isEarly: boolean }

export type SentOf<T extends QuorumMessage['type']> = Sent & { readonly type: T }

export interface Stage {
  readonly chain: string
  readonly self: PeerId
  /** The other members, ascending. */
  readonly others: readonly PeerId[]
  readonly machine: QuorumMachine
  readonly disk: Map<string, Uint8Array>
  /** Everything that was said, the newest last. */
  readonly said: Sent[]
  readonly replies: Map<string, Reply>
  /** What the operations of requests were named last. */
  readonly names: Map<string, string>
  readonly facts: Fact[]
  readonly batches: { readonly id: string; readonly batch: ArchiveBatch }[]
  nowMs: number
  /** Booth in force as the member knows it. */
  booth: { number: number; members: readonly PeerId[]; incarnations: string[] } | undefined
  /** Booth since which a member was in all; 1 for whom is not in it. */
  readonly since: Map<PeerId, number>
  /** Booth in which a member had all, as the log tells. */
  readonly whole: Map<PeerId, number>
  /** By epoch: up to which write nothing is missing in the log. */
  readonly horizons: Map<number, number>
  start(): void
  /** The same disk, another process. */
  restart(incarnation?: string): void
  /** It is connected to all others from its start. */
  connect(peer: PeerId): void
  disconnect(peer: PeerId): void
  say(from: PeerId, content: Content, named?: { incarnation?: string; booth?: number }): void
  /** Lets time pass; timers fire. */
  run(forMs: number): void
  ask(id: string, operation: KvOperation, operationId?: string): void
  get(id: string, key: string): void
  query(id: string, question: Uint8Array): void
  /** What is asked within happens in one turn. */
  together(ask: () => void): void
  last<T extends QuorumMessage['type']>(type: T, to?: PeerId): SentOf<T> | undefined
  all<T extends QuorumMessage['type']>(type: T): readonly SentOf<T>[]
  /** Has it elected, with the word of the others. */
  lead(epoch?: number): void
  /** Answers its open question of the first round with these registers. */
  show(from: PeerId, registers: readonly Register[], epoch?: number, since?: Since): void
  /** Acknowledges its newest store. */
  store(from: PeerId, refused?: readonly number[], epoch?: number): void
}

export interface StageOptions {
  readonly members?: number
  /** Place of the member under test among all by id. */
  readonly place?: number
  readonly rules?: Partial<QuorumRules>
  readonly options?: QuorumOptions
  readonly isDamaged?: boolean
  /** Of its chance: members that all draw the same would do everything at once. */
  readonly seed?: number
  /** The vehicle under test is no member. */
  readonly isStranger?: boolean
}

/** From which epoch a member holds what it shows, and up to which it has forgotten what was deleted. */
interface Since {
  readonly heldFrom?: number
  readonly forgottenTo?: number
}

/** Longer than the first pause before something is sent again. */
const HEDGE_MS = 200

/** Comparing larger ones takes longer than it is worth. */
const COMPARED_BYTES_MAX = 10_000

export const incarnationOf = (peer: PeerId): string =>
  [...peer]
    .reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 0xffffff, 7)
    .toString(16)
    .padStart(32, '0')

export const put = (key: string, text: string): KvOperation => ({
  type: 'put',
  key: keyOfText(key),
  value: { kind: 'bytes', bytes: new TextEncoder().encode(text) },
  ttlMs: 0,
  wantsPrevious: false
})

/** A register as the state would have made it. */
export function registerOf(key: string, text: string | undefined, tag: Tag): Register {
  const name = keyOfText(key)
  const content =
    text === undefined
      ? undefined
      : REGISTER_STATE.apply(name, undefined, encodeOperation(put(key, text)), 1).content
  return encodeRegister({ key: name, tag, content, forgotten: 0, done: [] })
}

export function createStage({
  members = 3,
  place = members - 1,
  rules = {},
  options = {},
  isDamaged = false,
  seed = 1,
  isStranger = false
}: StageOptions = {}): Stage {
  const realm = createCryptoRealm(5)
  const names = Array.from({ length: members }, (_, i) => `member-${i}`)
  const sorted = names
    .map((name) => ({ name, peer: realm.identity(name).peer }))
    .sort((a, b) => (a.peer < b.peer ? -1 : 1))
  const peers = sorted.map(({ peer }) => peer)
  const stranger = { name: 'stranger', peer: realm.identity('stranger').peer }
  const { name = '', peer: self = '' } = (isStranger ? stranger : sorted[place]) ?? {}
  const { crypto } = realm.identity(name)
  const genesis = groupGenesis(peers, { engine: 'quorum', quorum: quorumRules(members, rules) })
  const chain = createChain(crypto, genesis)
  const disk = new Map<string, Uint8Array>()
  const timers = new Map<string, number>()
  let incarnation = incarnationOf(self)
  let machine: QuorumMachine
  let connected: Set<PeerId>
  let isHeld = false

  const create = (): void => {
    const state = new Map(disk)
    const environment: Environment = {
      ...createTestEnvironment(name, realm, { disk: { ...EMPTY_DISK, state } }),
      random: createRandom(seed),
      isDamaged
    }
    environment.holdings.adopt(chain, { push: () => undefined })
    connected = environment.peers.connected as Set<PeerId>
    for (const peer of peers) {
      connected.add(peer)
    }
    machine = createQuorum(
      environment,
      options,
      { ...EMPTY_DISK, state },
      {
        incarnation,
        state: REGISTER_STATE,
        boothOf: () => stage.booth,
        memberSince: (_chain, peer) => stage.since.get(peer) ?? 1,
        archive: (id, _chain, batch) => stage.batches.push({ id, batch }),
        membersOf: () => stage.booth?.members ?? peers,
        archiveOf: () => ({ horizons: stage.horizons, whole: stage.whole })
      }
    )
  }

  const write = (ops: readonly WriteOp[]): void => {
    for (const op of ops) {
      if (op.type === 'put') {
        disk.set(op.key, op.value)
      } else {
        disk.delete(op.key)
      }
    }
  }

  const hear = (message: QuorumMessage, to: PeerId, isEarly: boolean): void => {
    const bytes = quorumSpec.encode(message)
    if (bytes.length < COMPARED_BYTES_MAX) {
      expect(quorumSpec.decode(bytes), message.type).toEqual(message)
    }
    stage.said.push({ ...message, to, isEarly })
  }

  const carryOut = (effects: readonly Effect[]): void => {
    for (const effect of effects) {
      switch (effect.type) {
        case 'write':
          write(effect.ops)
          break
        case 'send':
          hear(effect.message as QuorumMessage, effect.to, effect.isEarly === true)
          break
        case 'reply':
          stage.replies.set(effect.id, effect.reply)
          break
        case 'named':
          stage.names.set(effect.id, effect.operation)
          break
        case 'timer':
          timers.set(effect.id, effect.atMs ?? Number.POSITIVE_INFINITY)
          break
        case 'fact':
          stage.facts.push(effect.fact)
          break
        default:
      }
    }
  }

  const step = (event: Parameters<QuorumMachine['step']>[1]): void => {
    const effects: Effect[] = []
    machine.step(stage.nowMs, event, { push: (effect) => effects.push(effect as Effect) })
    carryOut(effects)
    if (!isHeld) {
      fire()
    }
  }

  /** Timers that are due now. */
  const fire = (): void => {
    const due = [...timers].filter(([, atMs]) => atMs <= stage.nowMs).map(([id]) => id)
    for (const id of due) {
      timers.delete(id)
      step({ type: 'timer', id })
    }
  }

  const stage: Stage = {
    chain: chain.id,
    self,
    others: peers.filter((peer) => peer !== self),
    get machine() {
      return machine
    },
    disk,
    said: [],
    replies: new Map(),
    names: new Map(),
    facts: [],
    batches: [],
    nowMs: 1_000,
    booth: { number: 1, members: peers, incarnations: peers.map(incarnationOf) },
    since: new Map(),
    whole: new Map([[self, 1]]),
    horizons: new Map(),
    start() {
      create()
      step({ type: 'start' })
      stage.run(100)
    },
    restart(next = incarnation) {
      incarnation = next
      timers.clear()
      stage.said.length = 0
      stage.start()
    },
    connect(peer) {
      connected.add(peer)
      step({ type: 'connected', peer })
    },
    disconnect(peer) {
      connected.delete(peer)
      step({ type: 'disconnected', peer })
    },
    say(from, content, named = {}) {
      const { incarnation: of = incarnationOf(from), booth = stage.booth?.number ?? 0 } = named
      const message = { ...content, chain: chain.id, incarnation: of, booth } as QuorumMessage
      step({ type: 'message', from, message })
    },
    run(forMs) {
      const endMs = stage.nowMs + forMs
      const countStep = createStepLimit()
      for (;;) {
        countStep()
        const next = Math.min(...timers.values())
        if (next > endMs) {
          break
        }
        stage.nowMs = Math.max(stage.nowMs, next)
        fire()
      }
      stage.nowMs = endMs
    },
    ask(id, operation, operationId) {
      const named = operationId === undefined ? {} : { id: operationId }
      const request = { chain: chain.id, operation: encodeOperation(operation), ...named }
      step({ type: 'request', id, request: { type: 'submit', ...request } })
    },
    together(ask) {
      isHeld = true
      ask()
      isHeld = false
      fire()
    },
    get: (id, key) => stage.query(id, encodeQuery({ type: 'get', key: keyOfText(key) })),
    query(id, question) {
      step({ type: 'request', id, request: { type: 'query', chain: chain.id, question } })
    },
    last: (type, to) =>
      stage.said.findLast(
        (message) => message.type === type && (to === undefined || message.to === to)
      ) as never,
    all: (type) => stage.said.filter((message) => message.type === type) as never,
    lead(epoch = 1) {
      for (let i = 0; i < 200 && stage.last('beat') === undefined; i++) {
        stage.run(50)
        const claim = stage.last('claim')
        if (claim !== undefined) {
          for (const peer of stage.others) {
            stage.say(peer, { type: 'grant', epoch: claim.epoch, probe: claim.probe })
          }
        }
      }
      expect(stage.last('beat')?.epoch, 'leads').toBe(epoch)
    },
    show(from, registers, epoch, { heldFrom = 0, forgottenTo = 0 } = {}) {
      if (stage.last('fetch', from)?.id !== stage.last('fetch')?.id) {
        // Others were asked first; when they do not answer in time, all are.
        stage.run(HEDGE_MS)
      }
      const fetch = stage.last('fetch', from)
      expect(fetch, 'a question of the first round').toBeDefined()
      if (fetch !== undefined) {
        const { run, id, keys } = fetch
        const held = registers.filter(({ key }) => keys.includes(key))
        const known = epoch ?? fetch.epoch
        const answer = { run, id, epoch: known, first: 0, count: keys.length }
        stage.say(from, { type: 'fetched', ...answer, registers: held, heldFrom, forgottenTo })
      }
    },
    store(from, refused = [], epoch) {
      const store = stage.last('store', from)
      expect(store, 'a store').toBeDefined()
      if (store !== undefined) {
        const known = epoch ?? store.registers[0]?.tag.epoch ?? 0
        const { run, id } = store
        stage.say(from, { type: 'stored', run, id, epoch: known, refused })
      }
    }
  }
  return stage
}
