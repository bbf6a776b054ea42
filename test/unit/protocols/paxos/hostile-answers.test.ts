/** Answers of vehicles that were not asked, and questions in the name of others. */
import { describe, expect, it } from 'vitest'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { Answer, PaxosMessage } from '../../../../src/protocols/paxos/types.ts'
import { change } from './changes.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

interface Told {
  readonly from: TestNode
  readonly to: TestNode
  readonly message: PaxosMessage
}

interface Scene extends Cluster {
  readonly leader0: TestNode
  readonly follower: TestNode
  readonly helper: TestNode
  /** An admitted vehicle that is no member. */
  readonly stranger: TestNode
  readonly sent: readonly Told[]
  say(from: TestNode, to: TestNode, message: object): void
}

function opened(): Scene {
  const cluster = createCluster(4)
  cluster.openGroup(3)
  cluster.run(500)
  const leader0 = cluster.leader() as TestNode
  const [follower, helper] = cluster.nodes.slice(0, 3).filter((node) => node !== leader0)
  const sent: Told[] = []
  cluster.filter = (from, to, message) => sent.push({ from, to, message }) > 0
  return Object.assign(cluster, {
    leader0,
    follower: follower as TestNode,
    helper: helper as TestNode,
    stranger: cluster.nodes[3] as TestNode,
    sent,
    say(from: TestNode, to: TestNode, message: object) {
      const named = { chain: cluster.chain, incarnation: from.incarnation, ...message }
      to.deliver(from.peer, paxosSpec.encode(named as PaxosMessage))
    }
  })
}

const garbage = Uint8Array.of(255, 1, 2)

/** What a stranger says to every question that a vehicle may have asked in its first run. */
const guessed = (of: TestNode): object => {
  const run = Number.parseInt(of.incarnation.slice(0, 8), 16) * 2 ** 16
  const outcome = { type: 'done', result: garbage, height: 2 ** 47 } as const
  const answers: Answer[] = [1, 2, 3, 4].map((ticket) => ({ ticket, outcome }))
  return { type: 'answers', run, leader: of.peer, answers, origin: undefined }
}

describe('paxos hostile answers', () => {
  it('paxos: who was not asked, and is no member, answers nothing', () => {
    const scene = opened()
    const { follower, stranger } = scene
    // Nothing is answered by those who were asked.
    scene.filter = (from, to, { type }) =>
      !(to === follower && type === 'answers') || from === stranger
    const asked = [scene.put(follower, 'x'), scene.read(follower)]
    const changed = change(scene, follower, scene.nodes.slice(0, 3))
    scene.run(20)
    scene.say(stranger, follower, guessed(follower))
    scene.run(20)
    expect([...asked, changed].map(({ reply }) => reply)).toEqual([undefined, undefined, undefined])
    scene.filter = () => true
    scene.until(() => [...asked, changed].every(({ reply }) => reply !== undefined), 8_000)
    expect([...asked, changed].map(({ reply }) => reply?.type)).toEqual(['ok', 'ok', 'ok'])
    expect(scene.putNow(follower, 'y'), 'no height was believed').toMatchObject({ type: 'ok' })
  })

  it('paxos: a member that answers a change with what is no booth halts nobody', () => {
    const scene = opened()
    const { follower, helper } = scene
    scene.filter = (_from, to, { type }) => !(to === follower && type === 'answers')
    const changed = change(scene, follower, scene.nodes)
    scene.run(20)
    scene.say(helper, follower, guessed(follower))
    scene.run(20)
    expect(changed.reply).toMatchObject({ type: 'unknown', operation: 'op-1' })
  })

  it('paxos: nobody but a member asks in the name of another vehicle', () => {
    const scene = opened()
    const { follower, leader0, stranger, helper } = scene
    const item = { type: 'height', ticket: 7 } as const
    const forward = { type: 'forward', run: 1, items: [item], relay: false, origin: helper.peer }
    for (const [from, answers] of [
      [stranger, 0],
      [follower, 1]
    ] as const) {
      scene.say(from, leader0, forward)
      scene.run(20)
      const of = scene.sent.filter(({ message }) => message.type === 'answers')
      expect(of.length, from.name).toBe(answers)
    }
  })

  it('paxos: answers are passed on only to who has asked here, from whom it was passed on to', () => {
    const scene = opened()
    const { follower, helper, leader0, stranger } = scene
    const answers = { ...guessed(helper), origin: helper.peer }
    const passed = (): number =>
      scene.sent.filter(
        ({ from, to, message }) => from === follower && to === helper && message.type === 'answers'
      ).length
    scene.say(stranger, follower, answers)
    scene.say(leader0, follower, answers)
    scene.run(20)
    expect(passed()).toBe(0)
    // The leader does not hear the helper, but the follower.
    scene.link = (from, to) =>
      !(from === helper && to === leader0) && !(from === leader0 && to === helper)
    expect(scene.putNow(helper, 'x')?.type).toBe('ok')
    expect(passed()).toBe(1)
    scene.say(stranger, follower, answers)
    scene.run(20)
    expect(passed(), 'not from a stranger').toBe(1)
  })
})
