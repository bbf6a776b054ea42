/** Groups that a vehicle belongs to always find a place; of those that it only asks one gives way. */
import { describe, expect, it } from 'vitest'
import { quorumRules } from '../../../../src/core/engine-rules.ts'
import { type Chain, createChain } from '../../../../src/core/genesis.ts'
import type { Effect, Reply } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import {
  createQuorum,
  type QuorumMachine,
  type QuorumMessage
} from '../../../../src/protocols/quorum/index.ts'
import { ASKED_MAX } from '../../../../src/protocols/quorum/limits.ts'
import type { ForwardMessage } from '../../../../src/protocols/quorum/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { REGISTER_STATE } from '../../../../src/sim/quorum/program.ts'
import { encodeAnswer, encodeQuery } from '../../../../src/state/kv/index.ts'
import { groupGenesis } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'
import { incarnationOf } from './stage.ts'

const QUESTION = encodeQuery({ type: 'get', key: 'k' })
const DEADLINE_MS = 1_000

interface Asked {
  readonly to: PeerId
  readonly message: ForwardMessage
}

interface Ground {
  readonly machine: QuorumMachine
  /** Groups of others, and one more. */
  readonly foreign: readonly Chain[]
  readonly another: Chain
  /** Its genesis names this vehicle. */
  readonly mine: Chain
  readonly replies: Map<string, Reply>
  readonly sent: { readonly to: PeerId; readonly message: QuorumMessage }[]
  /** Now a booth names this vehicle in its own group too. */
  join(): void
  leave(): void
  get(id: string, chain: Chain): void
  say(content: Partial<QuorumMessage>, chain: Chain): void
  signal(type: 'adopted' | 'decided', chain: Chain): void
  /** Answers the question that was asked last. */
  answer(): void
  expire(): void
  known(): readonly string[]
}

function createGround(): Ground {
  const realm = createCryptoRealm(5)
  const environment = createTestEnvironment('self', realm)
  const { self } = environment
  const strangers = ['a', 'b', 'c'].map((name) => realm.identity(name).peer)
  const [a = ''] = strangers
  const chainOf = (members: readonly PeerId[], name: string): Chain => {
    const rules = { engine: 'quorum', quorum: quorumRules(members.length, {}), name } as const
    const chain = createChain(environment.crypto, groupGenesis(members, rules))
    environment.holdings.adopt(chain, { push: () => undefined })
    return chain
  }
  const foreign = Array.from({ length: ASKED_MAX }, (_, i) => chainOf(strangers, `group ${i}`))
  const another = chainOf(strangers, 'another')
  const members = [self, a].sort()
  const mine = chainOf(members, 'mine')
  environment.peers.connected.add(a)
  const replies = new Map<string, Reply>()
  const sent: Ground['sent'][number][] = []
  const timers = new Set<string>()
  let isMember = false
  const incarnations = members.map(incarnationOf)
  const machine = createQuorum(environment, {}, EMPTY_DISK, {
    incarnation: incarnationOf(self),
    state: REGISTER_STATE,
    boothOf: (id) =>
      isMember && id === mine.id ? { number: 1, members, incarnations } : undefined,
    memberSince: () => 1,
    archive: () => undefined,
    membersOf: (id) => (id === mine.id ? members : strangers),
    archiveOf: () => ({ horizons: new Map(), whole: new Map() })
  })
  const step = (event: Parameters<QuorumMachine['step']>[1], nowMs = 1): void => {
    const effects: Effect[] = []
    machine.step(nowMs, event, { push: (effect) => effects.push(effect as Effect) })
    for (const effect of effects) {
      if (effect.type === 'reply') {
        replies.set(effect.id, effect.reply)
      } else if (effect.type === 'send') {
        sent.push({ to: effect.to, message: effect.message as QuorumMessage })
      } else if (effect.type === 'timer') {
        timers.add(effect.id)
      }
    }
    if (event.type === 'request') {
      step({ type: 'timer', id: `quorum:turn:${event.request.chain}` })
    }
  }
  const named = { incarnation: incarnationOf(a), booth: 1 }
  const ground: Ground = {
    machine,
    foreign,
    another,
    mine,
    replies,
    sent,
    join() {
      isMember = true
    },
    leave() {
      isMember = false
    },
    get(id, { id: chain }) {
      const request = { type: 'query', chain, question: QUESTION, deadlineMs: DEADLINE_MS } as const
      step({ type: 'request', id, request })
    },
    say(content, { id: chain }) {
      step({ type: 'message', from: a, message: { ...named, chain, ...content } as QuorumMessage })
    },
    signal(type, { id: chain }) {
      step({ type: 'signal', signal: { type, chain, head: { height: 1, hash: '' } } as never })
    },
    answer() {
      const { to, message } = sent.findLast((one) => one.message.type === 'forward') as Asked
      const { run, items, chain } = message
      const result = encodeAnswer({ type: 'get', entry: undefined })
      const outcome = { type: 'done', result, revision: 0 } as const
      const answers = [{ ticket: items[0]?.ticket ?? 0, outcome }]
      const of = { type: 'answers', run, leader: undefined, term: 0, origin: undefined } as const
      const from = { ...named, chain, incarnation: incarnationOf(to) }
      step({ type: 'message', from: to, message: { ...from, ...of, answers } })
    },
    expire() {
      for (const id of [...timers].filter((one) => one.startsWith('quorum:tick:'))) {
        step({ type: 'timer', id }, 2 * DEADLINE_MS)
      }
    },
    known: () => machine.status(1).groups.map(({ chain }) => chain)
  }
  step({ type: 'start' })
  return ground
}

/** Of the question that was asked last. */
function ticketOf({ sent }: Ground): number | undefined {
  const last = sent.findLast(({ message }) => message.type === 'forward')?.message
  return last?.type === 'forward' ? last.items[0]?.ticket : undefined
}

/** Asks all groups of others, each of which answers. */
function askAll(ground: Ground): void {
  for (const [i, chain] of ground.foreign.entries()) {
    ground.get(`${i}`, chain)
    ground.answer()
    expect(ground.replies.get(`${i}`)?.type).toBe('ok')
  }
}

function asked(): Ground {
  const ground = createGround()
  askAll(ground)
  return ground
}

describe('quorum groups of a vehicle', () => {
  it('quorum: a group that a vehicle belongs to finds a place, however many it has asked', () => {
    for (const begin of [
      (ground: Ground) => ground.signal('adopted', ground.mine),
      (ground: Ground) => ground.signal('decided', ground.mine),
      (ground: Ground) =>
        ground.say({ type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 }, ground.mine),
      (ground: Ground) => ground.get('x', ground.mine)
    ]) {
      const ground = asked()
      ground.join()
      begin(ground)
      expect(ground.known()).toContain(ground.mine.id)
      expect(ground.known().length, 'nobody gave way').toBe(ASKED_MAX + 1)
    }
  })

  it('quorum: own groups take no place of those that are asked', () => {
    const ground = createGround()
    ground.join()
    ground.signal('adopted', ground.mine)
    askAll(ground)
    expect(ground.known().length).toBe(ASKED_MAX + 1)
  })

  it('quorum: of the groups that are asked the one longest idle gives way', () => {
    const ground = asked()
    const [first, second] = ground.foreign as [Chain, Chain]
    ground.get('again', first)
    ground.answer()
    ground.get('x', ground.another)
    ground.answer()
    expect(ground.replies.get('x')?.type).toBe('ok')
    expect(ground.known().length).toBe(ASKED_MAX)
    expect(ground.known()).toContain(first.id)
    expect(ground.known()).not.toContain(second.id)
  })

  it('quorum: a group at which a request waits gives no way', () => {
    const ground = createGround()
    for (const [i, chain] of ground.foreign.entries()) {
      ground.get(`${i}`, chain)
    }
    ground.get('x', ground.another)
    expect(ground.replies.get('x')).toMatchObject({ type: 'refused', reason: 'busy', retry: true })
    ground.expire()
    ground.get('y', ground.another)
    expect(ground.replies.has('y'), 'it waits for its answer').toBe(false)
    expect(ground.known()).toContain(ground.another.id)
  })

  it('quorum: a group that a vehicle was a member of, and that is on its disk, gives no way', () => {
    const ground = createGround()
    ground.join()
    ground.say({ type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 }, ground.mine)
    ground.leave()
    ground.get('mine', ground.mine)
    ground.expire()
    for (const [i, chain] of [...ground.foreign, ground.another].entries()) {
      ground.get(`${i}`, chain)
      ground.answer()
    }
    expect(ground.known()).toContain(ground.mine.id)
    expect(ground.known().length, 'it takes no place of those that are asked').toBe(ASKED_MAX + 1)
  })

  it('quorum: a group that was asked, and that the vehicle belongs to since, gives no way', () => {
    const ground = createGround()
    ground.get('mine', ground.mine)
    ground.expire()
    ground.join()
    askAll(ground)
    ground.get('x', ground.another)
    expect(ground.known()).toContain(ground.mine.id)
  })

  it('quorum: what others say of their groups takes no place', () => {
    const ground = createGround()
    for (const chain of ground.foreign) {
      ground.say({ type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 }, chain)
      ground.signal('decided', chain)
    }
    expect(ground.known()).toEqual([])
  })

  it('quorum: a late answer is none to what a group is asked that was begun anew', () => {
    const ground = createGround()
    const [first] = ground.foreign as [Chain]
    ground.get('early', first)
    const early = ticketOf(ground)
    ground.answer()
    for (const [i, chain] of [...ground.foreign.slice(1), ground.another].entries()) {
      ground.get(`${i}`, chain)
      ground.answer()
    }
    expect(ground.known()).not.toContain(first.id)
    ground.get('now', first)
    expect(ticketOf(ground)).not.toBe(early)
  })
})
