/** What a leader does with what others say: each rule by itself. */
import { describe, expect, it } from 'vitest'
import { noBallot } from '../../../../src/core/ballot.ts'
import { accepted, createLeading, headOf, NOTHING, promise, sync } from './stage.ts'

describe('paxos leader rules', () => {
  it('paxos: it takes over the log of the highest ballot, not the longest one', () => {
    const stage = createLeading(5)
    const { cluster, member, a, b, ballot0 } = stage
    const old = stage.block(1, undefined, 'old')
    const longer = stage.block(2, old, 'longer')
    const newer = stage.block(1, undefined, 'newer')
    stage.say(a, promise(ballot0, { cfg: 1, num: 1, node: a.peer }, [old, longer]))
    expect(stage.last('sync'), 'no majority yet').toBeUndefined()
    stage.say(b, promise(ballot0, { cfg: 1, num: 2, node: b.peer }, [newer]))
    expect(stage.last('sync')).toMatchObject({ ballot: ballot0, from: 0, to: 1 })
    expect(stage.last('sync')?.blocks).toEqual([newer.bytes])
    expect(cluster.status(member).role).toBe('leader')
  })

  it('paxos: of one ballot it takes over the longest log', () => {
    const stage = createLeading(5)
    const { a, b, ballot0 } = stage
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    const same = { cfg: 1, num: 1, node: a.peer }
    stage.say(a, promise(ballot0, same, [one, two]))
    stage.say(b, promise(ballot0, same, [one]))
    expect(stage.last('sync')?.to).toBe(2)
  })

  it('paxos: promises count by vehicle, and half a promise counts not at all', () => {
    const stage = createLeading(5)
    const { a, b, ballot0 } = stage
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    const same = { cfg: 1, num: 1, node: a.peer }
    stage.say(a, promise(ballot0, noBallot(1)))
    stage.say(a, promise(ballot0, noBallot(1)))
    expect(stage.last('sync'), 'one vehicle twice').toBeUndefined()
    stage.say(b, { ...promise(ballot0, same, [one]), height: 2 })
    expect(stage.last('sync'), 'half a promise').toBeUndefined()
    stage.say(b, { ...promise(ballot0, same, [two]), from: 0 })
    expect(stage.last('sync')?.to).toBe(2)
  })

  it('paxos: it waits for decided blocks that a promise tells of', () => {
    const stage = createLeading()
    const { cluster, member, a, ballot0 } = stage
    const one = stage.block(1, undefined, 'one')
    stage.say(a, promise(ballot0, { cfg: 1, num: 1, node: a.peer }, [], headOf(one)))
    expect(stage.last('sync'), 'it lacks block 1').toBeUndefined()
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [one] })
    cluster.run(5)
    stage.said.length = 0
    stage.say(a, promise(ballot0, { cfg: 1, num: 1, node: a.peer }, [], headOf(one)))
    expect(stage.last('sync')).toMatchObject({ to: 1, decided: headOf(one) })
  })

  it('paxos: its own tail takes the place of nothing that a promise tells to be decided', () => {
    const stage = createLeading(3, ({ say, a, ballot, block }) =>
      say(a, sync(ballot(2, a), [block(1, undefined, 'never decided')]))
    )
    const { cluster, member, a, ballot0 } = stage
    const one = stage.block(1, undefined, 'one')
    stage.say(a, promise(ballot0, { cfg: 1, num: 3, node: a.peer }, [], headOf(one)))
    expect(cluster.status(member)).toMatchObject({ role: 'candidate', tail: 1 })
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [one] })
    stage.say(a, promise(ballot0, { cfg: 1, num: 3, node: a.peer }, [], headOf(one)))
    expect(stage.last('sync')).toMatchObject({ to: 1, decided: headOf(one) })
  })

  it('paxos: what lies behind the last block of a booth is not taken over', () => {
    const stage = createLeading()
    const { a, ballot0 } = stage
    const seal = stage.block(1, undefined, 'seal', true)
    const behind = stage.block(2, seal, 'behind')
    stage.say(a, promise(ballot0, { cfg: 1, num: 1, node: a.peer }, [seal, behind]))
    expect(stage.last('sync')?.to).toBe(1)
    // Nor is anything put behind it.
    const asked = stage.cluster.put(stage.member, 'x')
    stage.cluster.run(100)
    expect(stage.cluster.status(stage.member).tail).toBe(1)
    expect(asked.reply).toBeUndefined()
  })

  it('paxos: a block is decided by a majority in the own ballot, and no sooner', () => {
    const stage = createLeading(5)
    const { cluster, member, a, b, ballot0 } = stage
    const one = stage.block(1, undefined, 'one')
    stage.say(a, promise(ballot0, { cfg: 1, num: 1, node: a.peer }, [one]))
    stage.say(b, promise(ballot0, { cfg: 1, num: 1, node: a.peer }, [one]))
    expect(cluster.status(member).role).toBe('leader')
    expect(cluster.status(member).decided, 'accepted in an older ballot').toBe(0)
    stage.say(a, accepted(ballot0, headOf(one)))
    stage.say(a, accepted(ballot0, headOf(one)))
    expect(cluster.status(member).decided, 'one vehicle twice').toBe(0)
    stage.say(b, accepted({ ...ballot0, num: ballot0.num - 1 }, headOf(one)))
    expect(cluster.status(member).decided, 'another ballot').toBe(0)
    stage.say(b, accepted(ballot0, { height: 1, hash: 'ab'.repeat(32) }))
    expect(cluster.status(member).decided, 'another block').toBe(0)
    stage.say(b, accepted(ballot0, headOf(one)), 'ef'.repeat(16))
    expect(cluster.status(member).decided, 'another directory').toBe(0)
    stage.say(b, accepted(ballot0, headOf(one)))
    expect(cluster.status(member).decided).toBe(1)
  })

  it('paxos: a question waits for a beat that was sent after it, and for the floor', () => {
    const stage = createLeading()
    const { cluster, member, a, ballot0 } = stage
    const one = stage.block(1, undefined, 'one')
    stage.say(a, promise(ballot0, { cfg: 1, num: 1, node: a.peer }, [one]))
    const read = cluster.read(member)
    cluster.run(5)
    const { beat } = stage.last('accept') ?? { beat: 0 }
    expect(beat).toBeGreaterThan(0)
    stage.say(a, accepted(ballot0, NOTHING, beat))
    expect(read.reply, 'what was taken over is not decided').toBeUndefined()
    stage.say(a, accepted(ballot0, headOf(one), beat - 1))
    expect(read.reply).toMatchObject({ type: 'ok' })
    const second = cluster.read(member)
    cluster.run(5)
    stage.say(a, accepted(ballot0, headOf(one), beat))
    expect(second.reply, 'an older beat').toBeUndefined()
    stage.say(a, accepted(ballot0, headOf(one), beat + 1))
    expect(second.reply).toMatchObject({ type: 'ok' })
  })

  it('paxos: nothing overtakes the log that is taken over', () => {
    const stage = createLeading()
    const { cluster, member, a, ballot0 } = stage
    cluster.read(member)
    cluster.run(5)
    stage.said.length = 0
    stage.say(a, promise(ballot0, noBallot(1)))
    const log = stage.said.filter(({ type }) => type === 'sync' || type === 'accept')
    expect(log.map(({ type }) => type)).toEqual(['sync', 'accept'])
  })

  it('paxos: a higher promise anywhere ends the lead', () => {
    const stage = createLeading()
    const { cluster, member, a, b, ballot0 } = stage
    stage.say(a, promise(ballot0, noBallot(1)))
    expect(cluster.status(member).role).toBe('leader')
    const higher = { cfg: 1, num: ballot0.num + 1, node: b.peer }
    stage.say(a, { type: 'nack', promised: higher, decided: NOTHING })
    expect(cluster.status(member).role).toBe('follower')
  })

  it('paxos: a candidate whose tail was decided otherwise elsewhere goes on', () => {
    const stage = createLeading(3, ({ say, a, ballot, block }) =>
      say(a, sync(ballot(2, a), [block(1, undefined, 'lost')]))
    )
    const { cluster, member, a, ballot0 } = stage
    expect(cluster.status(member)).toMatchObject({ role: 'candidate', tail: 1 })
    const other = stage.block(1, undefined, 'other')
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [other] })
    cluster.run(5)
    expect(cluster.status(member)).toMatchObject({ role: 'candidate', decided: 1, tail: 0 })
    expect(stage.last('prepare')?.decided, 'it asks anew').toEqual(headOf(other))
    stage.say(a, promise(ballot0, noBallot(1), [], headOf(other)))
    expect(cluster.status(member).role).toBe('leader')
  })

  it('paxos: a leader behind whose back something else was decided gives up its ballot', () => {
    const stage = createLeading()
    const { cluster, member, a, ballot0 } = stage
    const last = { cfg: 1, num: 1, node: a.peer }
    stage.say(a, promise(ballot0, last, [stage.block(1, undefined, 'one')]))
    expect(cluster.status(member)).toMatchObject({ role: 'leader', tail: 1 })
    const other = stage.block(1, undefined, 'other')
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [other] })
    expect(cluster.status(member)).toMatchObject({ role: 'follower', decided: 1 })
    cluster.run(60)
    const beat = stage.last('heartbeat')
    expect(beat, 'nobody takes it for a leader any more').toMatchObject({ happy: false })
  })

  it('paxos: a leader behind whose back more was decided than it has proposed gives up its ballot', () => {
    const stage = createLeading()
    const { cluster, member, a, ballot0 } = stage
    stage.say(a, promise(ballot0, noBallot(1)))
    const more = stage.block(1, undefined, 'more')
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [more] })
    expect(cluster.status(member)).toMatchObject({ role: 'follower', decided: 1 })
    cluster.run(60)
    expect(stage.last('heartbeat'), 'it leads no more').toMatchObject({ happy: false })
  })

  it('paxos: at most so many blocks are in flight, and the rest is one batch', () => {
    const stage = createLeading()
    const { cluster, member, a, ballot0 } = stage
    stage.say(a, promise(ballot0, noBallot(1)))
    stage.say(a, accepted(ballot0, NOTHING))
    for (let i = 0; i < 40; i++) {
      cluster.put(member, `v${i}`)
      cluster.run(6)
    }
    expect(cluster.status(member)).toMatchObject({ tail: 8, queue: 32 })
    const top = stage.said.filter((message) => message.type === 'accept').at(-1)
    expect(top?.type).toBe('accept')
  })

  it('paxos: small entries gather while a block is under way, a large batch does not wait', () => {
    const stage = createLeading()
    const { cluster, member, a, ballot0 } = stage
    stage.say(a, promise(ballot0, noBallot(1)))
    stage.say(a, accepted(ballot0, NOTHING))
    const put = (value: string): void => {
      cluster.put(member, value)
      cluster.run(1)
    }
    put('alone')
    expect(cluster.status(member)).toMatchObject({ tail: 1, queue: 0 })
    put('one')
    put('two')
    expect(cluster.status(member), 'they wait').toMatchObject({ tail: 1, queue: 2 })
    put('x'.repeat(70_000))
    expect(cluster.status(member), 'they go together').toMatchObject({ tail: 2, queue: 0 })
  })
})
