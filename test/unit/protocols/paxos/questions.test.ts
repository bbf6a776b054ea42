/** Questions that wait at the leader: how many are answered at once, and who has to wait. */
import { describe, expect, it } from 'vitest'
import type { Apply } from '../../../../src/protocols/paxos/apply.ts'
import type { Leader } from '../../../../src/protocols/paxos/leader.ts'
import { PAXOS_DEFAULTS, type PaxosOptions } from '../../../../src/protocols/paxos/options.ts'
import type { GroupParts } from '../../../../src/protocols/paxos/parts.ts'
import { createQuestions, type Questions } from '../../../../src/protocols/paxos/questions.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { Out } from '../../../../src/protocols/paxos/types.ts'
import { createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const ITEMS = 4096
const RESULT_BYTES = 100_000

describe('paxos questions', () => {
  it('paxos: thousands of questions with long answers are answered a few in each step', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    cluster.until(() => cluster.leader() !== undefined, 3_000)
    const leader = cluster.leader() as TestNode
    const asker = cluster.nodes.find((node) => node !== leader) as TestNode
    const counts = { ofStep: 0, most: 0, all: 0 }
    Object.assign(leader.register ?? {}, {
      query() {
        counts.ofStep++
        return new Uint8Array(RESULT_BYTES)
      }
    })
    const stepped = cluster.invariants.stepped.bind(cluster.invariants)
    Object.assign(cluster.invariants, {
      stepped(node: TestNode) {
        counts.most = Math.max(counts.most, counts.ofStep)
        counts.all += counts.ofStep
        counts.ofStep = 0
        stepped(node)
      }
    })
    const outcomes = new Map<string, number>()
    cluster.filter = (from, _to, message) => {
      for (const { outcome } of message.type === 'answers' ? message.answers : []) {
        outcomes.set(outcome.type, (outcomes.get(outcome.type) ?? 0) + 1)
      }
      return from !== leader || message.type !== 'answers'
    }
    const items = Array.from({ length: ITEMS }, (_, i) => {
      return { type: 'question', ticket: i + 1, question: new Uint8Array(0) } as const
    })
    const { chain } = cluster
    const name = { chain, incarnation: asker.incarnation, relay: false, origin: undefined }
    leader.deliver(asker.peer, paxosSpec.encode({ ...name, type: 'forward', run: 7, items }))
    cluster.run(20_000)
    expect(counts.most).toBeLessThanOrEqual(Math.ceil((2 * 1024 * 1024) / RESULT_BYTES))
    const share = PAXOS_DEFAULTS.queueEntriesMax / 4
    expect(counts.all).toBe(share)
    expect(Object.fromEntries(outcomes)).toEqual({ done: share, busy: ITEMS - share })
    expect(cluster.leader()).toBe(leader)
  })

  it('paxos: many short answers are given in portions too, and nothing is left behind', () => {
    const { questions, told, timers } = alone()
    for (let ticket = 1; ticket <= 600; ticket++) {
      expect(questions.add(one('a', ticket)), String(ticket)).toBe(true)
    }
    expect(questions.size).toBe(600)
    questions.progress(1, timers)
    questions.progress(1, timers)
    expect([told.length, questions.size, timers.count]).toEqual([256, 344, 1])
    questions.resume(1, timers)
    questions.resume(1, timers)
    expect([told.length, questions.size, timers.count]).toEqual([600, 0, 2])
  })

  it('paxos: who asks much waits behind itself', () => {
    const { questions, told, timers } = alone({ queueEntriesMax: 40 })
    const taken = Array.from({ length: 20 }, (_, i) => questions.add(one('a', i + 1)))
    expect(taken.filter((isTaken) => isTaken)).toHaveLength(10)
    for (const asker of ['b', 'c']) {
      expect([1, 2].map((ticket) => questions.add(one(asker, ticket)))).toEqual([true, true])
    }
    questions.progress(1, timers)
    expect(told.slice(0, 7)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2', 'a3'])
    expect(questions.add(one('a', 21))).toBe(true)
  })

  it('paxos: the bytes of what waits are bounded, and a single question is always taken', () => {
    const { questions, timers } = alone({ queueBytesMax: 1024 * 1024 })
    expect(questions.add(one('a', 1, 300_000))).toBe(true)
    expect(questions.add(one('a', 2, 1))).toBe(false)
    for (const asker of ['b', 'c']) {
      expect(questions.add(one(asker, 1, 300_000)), asker).toBe(true)
    }
    expect(questions.add(one('d', 1, 300_000))).toBe(false)
    questions.progress(1, timers)
    expect(questions.add(one('d', 1, 300_000))).toBe(true)
  })

  it('paxos: a leader that leads no more tells all who wait, whose turn it was and whose not', () => {
    const { questions, timers } = alone()
    for (let ticket = 1; ticket <= 300; ticket++) {
      questions.add(one('a', ticket))
    }
    questions.progress(1, timers)
    questions.add(one('b', 1))
    expect(questions.clear().map(({ ticket }) => ticket)).toHaveLength(45)
    expect([questions.size, questions.clear().length]).toEqual([0, 0])
  })
})

const one = (via: string, ticket: number, bytes = 0) => ({
  waiter: { peer: via, via, run: 1, ticket },
  question: new Uint8Array(bytes)
})

/** The questions of a leader that a majority follows always; who was answered, in order. */
function alone(options: PaxosOptions = {}): {
  questions: Questions
  told: string[]
  timers: Out & { count: number }
} {
  const told: string[] = []
  const timers = { count: 0, push: () => timers.count++ }
  const parts = {
    settings: { ...PAXOS_DEFAULTS, ...options },
    chain: { id: 'C' },
    log: { decided: { height: 1 } },
    lease: { holds: () => true, sent: () => undefined }
  } as unknown as GroupParts
  const leader = { phase: 'lead', floor: 0, beatHeard: 0 } as Leader
  const apply = { applied: 1 } as Apply
  const questions = createQuestions(parts, leader, apply, ({ waiter: { via, ticket } }) => {
    told.push(`${via}${ticket}`)
    return 1
  })
  return { questions, told, timers }
}
