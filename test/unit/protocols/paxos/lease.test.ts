/** Leases: what a leader may answer by itself, and what its members refuse meanwhile. */
import { describe, expect, it } from 'vitest'
import { noBallot } from '../../../../src/core/ballot.ts'
import type { FullBlock } from '../../../../src/core/block.ts'
import { createLease, type Lease } from '../../../../src/protocols/paxos/lease.ts'
import type { Out } from '../../../../src/protocols/paxos/types.ts'
import { createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'
import {
  accept,
  accepted,
  createLeading,
  createStage,
  discontent,
  headOf,
  NOTHING,
  prepare,
  promise,
  type Stage,
  sync
} from './stage.ts'

const LEASE_MS = 250
const SETTINGS = { leases: true, heartbeatMs: 50, electionRounds: 5 }
const none: Out = { push: () => 0 }

function createOne(quorum = 2, state = new Map<string, Uint8Array>(), leases = true): Lease {
  const ports = { quorum: () => quorum, leader: () => 'leader' }
  return createLease({ ...SETTINGS, leases }, 'chain', { state }, ports)
}

/** A leader to whom each of these members has granted a lease for a beat sent at 1,000 ms. */
function granted(quorum: number, ...members: readonly string[]): Lease {
  const lease = createOne(quorum)
  lease.sent(1_000, 7)
  for (const member of members) {
    lease.granted(member, 7, LEASE_MS)
  }
  return lease
}

describe('paxos lease', () => {
  it('paxos: a lease counts from before its beat was sent, and ends before that of the members', () => {
    const lease = granted(2, 'a')
    expect(lease.holds(1_000)).toBe(true)
    const member = createOne()
    // It hears the beat at once, and its clock runs fast by 0.1 %; that of the leader runs slow.
    member.give(1_000, none)
    for (let afterMs = 200; afterMs < 300; afterMs++) {
      const isFree = !member.isBound(1_000 + Math.ceil(afterMs * 1.001) + 1, 'other')
      const isHeld = lease.holds(1_000 + Math.floor(afterMs * 0.999) - 1)
      expect(isHeld && isFree, `${afterMs} ms after the beat`).toBe(false)
    }
    expect(lease.holds(1_000 + LEASE_MS - 10)).toBe(true)
    expect(lease.holds(1_000 + LEASE_MS - 5)).toBe(false)
  })

  it('paxos: leases as long as options allow leave room for the drift of the clocks', () => {
    const lease = createOne()
    lease.sent(0, 1)
    lease.granted('a', 1, 6_000_000)
    expect(lease.holds(6_000_000 / 1.002 - 1_000)).toBe(true)
    expect(lease.holds((6_000_000 * 0.999) / 1.001)).toBe(false)
  })

  it('paxos: a majority grants a lease, by vehicle, each for its own beat', () => {
    expect(granted(3, 'a', 'b').holds(1_100)).toBe(true)
    expect(granted(3, 'a', 'a').holds(1_100), 'one vehicle twice').toBe(false)
    const lease = granted(2)
    lease.sent(1_200, 8)
    lease.granted('a', 7, LEASE_MS)
    expect(lease.holds(1_240)).toBe(true)
    expect(lease.holds(1_260), 'the older beat').toBe(false)
    lease.granted('a', 9, LEASE_MS)
    expect(lease.holds(1_260), 'a beat that was never sent').toBe(false)
    lease.granted('a', 8, LEASE_MS)
    lease.granted('a', 7, LEASE_MS)
    expect(lease.holds(1_260), 'a late repetition takes nothing back').toBe(true)
    lease.end()
    expect(lease.holds(1_260), 'it leads no more').toBe(false)
    lease.granted('a', 8, LEASE_MS)
    expect(lease.holds(1_260), 'a beat of a ballot that is over').toBe(false)
  })

  it('paxos: beats that were sent long ago are forgotten', () => {
    const lease = granted(2)
    for (let beat = 8; beat < 60; beat++) {
      lease.sent(1_001, beat)
    }
    lease.granted('a', 7, LEASE_MS)
    expect(lease.holds(1_002)).toBe(false)
  })

  it('paxos: without the option nothing is given and nothing held', () => {
    const lease = createOne(2, undefined, false)
    lease.sent(1_000, 7)
    lease.granted('a', 7, LEASE_MS)
    expect(lease.holds(1_001)).toBe(false)
    expect(lease.give(1_000, none)).toBe(0)
    expect(lease.isBound(1_001, 'other')).toBe(false)
  })

  it('paxos: the longest lease is on disk before it is given, and outlasts the option', () => {
    const state = new Map<string, Uint8Array>()
    const effects: Parameters<Out['push']>[0][] = []
    const lease = createOne(2, state)
    lease.give(1_000, { push: (effect) => effects.push(effect) })
    lease.give(1_001, { push: (effect) => effects.push(effect) })
    expect(effects.length, 'written once').toBe(1)
    const [effect] = effects
    for (const op of effect?.type === 'write' ? effect.ops : []) {
      state.set(op.key, op.type === 'put' ? op.value : new Uint8Array(0))
    }
    const next = createOne(2, state, false)
    next.start(5_000)
    expect(next.isBound(5_000 + LEASE_MS - 1, 'other')).toBe(true)
    expect(next.isBound(5_000 + LEASE_MS, 'other')).toBe(false)
  })
})

const isPromised = ({ last }: Stage, num: number): boolean => last('promise')?.ballot.num === num

describe('paxos lease of a member', () => {
  /** The member has given a lease to the leader `a` in ballot 5. */
  const bound = (leases = true): Stage => {
    const stage = createStage(3, { leases })
    const ballot = stage.ballot(5, stage.a)
    stage.say(stage.a, sync(ballot, []))
    stage.say(stage.a, accept(ballot, 0, []))
    expect(stage.last('accepted')?.lease).toBe(leases ? LEASE_MS : 0)
    return stage
  }

  it('paxos: who has given a lease promises nobody else before it is over', () => {
    const stage = bound()
    const { cluster, b, ballot } = stage
    cluster.run(200)
    stage.say(b, prepare(ballot(6, b)))
    expect(stage.last('promise')).toBeUndefined()
    expect(cluster.status(stage.member).promised).toBe(`1.5.${stage.a.peer}`)
    cluster.run(60)
    stage.say(b, prepare(ballot(6, b)))
    expect(isPromised(stage, 6)).toBe(true)
    const free = bound(false)
    free.say(free.b, prepare(free.ballot(6, free.b)))
    expect(isPromised(free, 6), 'without leases').toBe(true)
  })

  it('paxos: the leader itself may ask for a higher promise, and others for what was promised', () => {
    const stage = bound()
    const { a, b, ballot } = stage
    stage.say(b, prepare(ballot(4, b)))
    expect(stage.last('nack')?.promised.num).toBe(5)
    stage.say(a, prepare(ballot(5, a)))
    expect(isPromised(stage, 5)).toBe(true)
    stage.say(a, prepare(ballot(6, a)))
    expect(isPromised(stage, 6)).toBe(true)
  })

  it('paxos: each word of the leader binds anew', () => {
    const stage = bound()
    const { cluster, a, b, ballot } = stage
    cluster.run(200)
    stage.say(a, accept(ballot(5, a), 0, []))
    cluster.run(200)
    stage.say(b, prepare(ballot(6, b)))
    expect(stage.last('promise')).toBeUndefined()
  })

  it('paxos: who starts anew may have given a lease, and waits', () => {
    const stage = bound()
    const { cluster, member, b, ballot } = stage
    cluster.run(200)
    member.crash()
    member.start()
    cluster.run(200)
    stage.say(b, prepare(ballot(6, b)))
    expect(stage.last('promise')).toBeUndefined()
    cluster.run(60)
    stage.say(b, prepare(ballot(6, b)))
    expect(isPromised(stage, 6)).toBe(true)
  })

  it('paxos: who has given a lease does not take over itself', () => {
    for (const leases of [false, true]) {
      const stage = bound(leases)
      let isEarly = false
      for (let seq = 1; seq < 12; seq++) {
        discontent(stage, seq)
        stage.say(stage.a, accept(stage.ballot(5, stage.a), 0, []))
        stage.cluster.run(40)
        isEarly ||= stage.last('prepare') !== undefined
      }
      expect(isEarly, `leases ${leases}`).toBe(!leases)
    }
  })
})

describe('paxos lease of a leader', () => {
  const opened = (leases = true) => {
    const cluster = createCluster(3, { paxos: { leases } })
    cluster.openGroup()
    const [first] = cluster.nodes as [TestNode]
    expect(cluster.putNow(first, 'one')?.type).toBe('ok')
    return { cluster, first }
  }

  it('paxos: under a lease a leader answers by itself, without one it does not', () => {
    for (const leases of [true, false]) {
      const { cluster, first } = opened(leases)
      expect(cluster.readNow(first)).toEqual(['one'])
      cluster.link = () => false
      cluster.run(50)
      const read = cluster.read(first)
      cluster.run(20)
      expect(read.reply?.type, `leases ${leases}`).toBe(leases ? 'ok' : undefined)
    }
  })

  /** The member leads, and has asked `a` by a beat; nothing is answered yet. */
  const asking = (blocks: readonly FullBlock[] = []) => {
    const stage = createLeading(3, undefined, { leases: true })
    const { cluster, member, a, ballot0 } = stage
    stage.say(a, promise(ballot0, { cfg: 1, num: 1, node: a.peer }, blocks))
    const read = cluster.read(member)
    cluster.run(5)
    return { ...stage, read, beat: stage.last('accept')?.beat ?? 0 }
  }
  const isAnsweredAtOnce = ({ cluster, member }: Stage): boolean => {
    const read = cluster.read(member)
    cluster.run(5)
    return read.reply !== undefined
  }

  it('paxos: only what is granted in the own ballot is a lease', () => {
    const stage = asking()
    const { a, ballot0, beat, read } = stage
    const older = { ...ballot0, num: ballot0.num - 1 }
    stage.say(a, accepted(older, NOTHING, beat, LEASE_MS))
    stage.say(a, accepted(ballot0, NOTHING, beat))
    expect(read.reply?.type).toBe('ok')
    expect(isAnsweredAtOnce(stage), 'granted in another ballot').toBe(false)
    stage.say(a, accepted(ballot0, NOTHING, beat, LEASE_MS))
    expect(isAnsweredAtOnce(stage), 'a question waits for its own beat').toBe(false)
    stage.say(a, accepted(ballot0, NOTHING, beat + 1, LEASE_MS))
    expect(isAnsweredAtOnce(stage)).toBe(true)
  })

  it('paxos: under a lease, too, what may have been decided before comes first', () => {
    const one = createStage().block(1, undefined, 'one')
    const stage = asking([one])
    const { a, ballot0, beat, read } = stage
    stage.say(a, accepted(ballot0, NOTHING, beat, LEASE_MS))
    expect(read.reply).toBeUndefined()
    stage.say(a, accepted(ballot0, headOf(one), beat, LEASE_MS))
    expect(read.reply?.type).toBe('ok')
  })

  it('paxos: who leads anew begins without a lease', () => {
    const stage = asking()
    const { cluster, member, a, b, ballot0, beat } = stage
    stage.say(a, accepted(ballot0, NOTHING, beat, LEASE_MS))
    stage.say(a, { type: 'nack', promised: { ...ballot0, num: 9, node: b.peer }, decided: NOTHING })
    expect(cluster.status(member).role).toBe('follower')
    for (let seq = 50; seq < 60 && stage.last('prepare')?.ballot.num !== 10; seq++) {
      discontent(stage, seq)
      cluster.run(20)
    }
    const ballot = { ...ballot0, num: 10 }
    stage.say(a, promise(ballot, noBallot(1)))
    expect(cluster.status(member).role).toBe('leader')
    expect(isAnsweredAtOnce(stage)).toBe(false)
  })

  it('paxos: a leader that is cut off, or stood still, answers nothing when its lease is over', () => {
    const { cluster, first } = opened()
    expect(cluster.readNow(first)).toEqual(['one'])
    cluster.link = (from, to) => from !== first && to !== first
    cluster.run(LEASE_MS)
    const read = cluster.read(first)
    cluster.run(20)
    expect(cluster.status(first).role, 'it has not noticed yet').toBe('leader')
    expect(read.reply).toBeUndefined()
  })

  it('paxos: the next leader is elected when the lease is over, and no read is stale', () => {
    const { cluster, first } = opened()
    expect(cluster.readNow(first)).toEqual(['one'])
    const [, second] = cluster.nodes as [TestNode, TestNode]
    // The leader still hears everybody, and nobody hears it.
    cluster.link = (from) => from !== first
    const put = cluster.put(second, 'two')
    const reads: { reply?: unknown }[] = []
    for (let i = 0; i < 200 && put.reply === undefined; i++) {
      reads.push(cluster.read(first))
      cluster.run(10)
    }
    expect(put.reply).toMatchObject({ type: 'ok' })
    reads.push(cluster.read(first))
    cluster.run(6_000)
    cluster.invariants.finish()
  })

  it('paxos: a booth that ends binds nobody in the next', () => {
    const { cluster, first } = opened()
    expect(cluster.readNow(first)).toEqual(['one'])
    const members = cluster.nodes.map(({ peer }) => peer)
    const asked = cluster.ask(first, {
      type: 'changeMembers',
      chain: cluster.chain,
      members,
      operation: 'same again'
    })
    cluster.until(() => asked.reply !== undefined, 6_000)
    expect(asked.reply?.type).toBe('ok')
    const leads = cluster.until(() => cluster.leader() !== undefined, LEASE_MS)
    expect(leads, 'somebody leads before a lease would be over').toBe(true)
  })
})
