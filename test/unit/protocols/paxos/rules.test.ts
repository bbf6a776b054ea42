/** What one member does with what others say: each rule of a follower by itself. */
import { describe, expect, it } from 'vitest'
import type { FullBlock } from '../../../../src/core/block.ts'
import { heightText } from '../../../../src/core/keyspace.ts'
import {
  BLOCKS_MAX,
  RECENT_BLOCKS_MAX,
  SYNC_BLOCKS_MAX
} from '../../../../src/protocols/paxos/limits.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { PaxosMessage } from '../../../../src/protocols/paxos/types.ts'
import { accept, createStage, headOf, NOTHING, prepare, type Stage, sync } from './stage.ts'

const tailOf = ({ member, cluster }: Stage): number => cluster.status(member).tail

describe('paxos rules', () => {
  it('paxos: a promise is on disk before it is said, and answered again', () => {
    const stage = createStage()
    const ballot = stage.ballot(5, stage.a)
    stage.say(stage.a, prepare(ballot))
    stage.say(stage.a, prepare(ballot))
    expect(stage.said.filter(({ type }) => type === 'promise').length).toBe(2)
    stage.member.crash()
    stage.member.start()
    expect(stage.cluster.status(stage.member).promised).toBe(`1.5.${stage.a.peer}`)
  })

  it('paxos: nothing below a promise is promised, taken over or accepted', () => {
    const stage = createStage()
    const low = stage.ballot(4, stage.a)
    stage.say(stage.b, prepare(stage.ballot(5, stage.b)))
    const block = stage.block(1, undefined, 'x')
    for (const content of [prepare(low), sync(low, [block]), accept(low, 0, [block])]) {
      stage.said.length = 0
      stage.say(stage.a, content)
      expect(stage.last('nack')?.promised.num, content.type).toBe(5)
      expect(stage.last('promise'), content.type).toBeUndefined()
      expect(stage.last('accepted'), content.type).toBeUndefined()
      expect(tailOf(stage), content.type).toBe(0)
    }
  })

  it('paxos: a ballot is heard only from its own vehicle', () => {
    const stage = createStage()
    stage.say(stage.b, prepare(stage.ballot(5, stage.a)))
    expect(stage.last('promise')).toBeUndefined()
  })

  it('paxos: a stranger, or a member from another directory, is not heard', () => {
    const stage = createStage()
    stage.say(stage.a, prepare(stage.ballot(5, stage.a)), 'cd'.repeat(16))
    expect(stage.last('promise')).toBeUndefined()
    expect(stage.member.facts.at(-1)?.name).toBe('paxos:refused')
  })

  it('paxos: a promise tells the blocks that the candidate may lack', () => {
    const stage = createStage()
    const first = stage.ballot(5, stage.a)
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    stage.say(stage.a, sync(first, [one, two]))
    stage.say(stage.b, prepare(stage.ballot(6, stage.b)))
    expect(stage.last('promise')).toMatchObject({ accepted: first, height: 2, from: 0 })
    expect(stage.last('promise')?.blocks.length).toBe(2)
    // One who accepted in the same ballot lacks only what is behind its own log.
    stage.say(stage.b, prepare(stage.ballot(6, stage.b), { accepted: first, height: 1 }))
    expect(stage.last('promise')).toMatchObject({ from: 1, height: 2 })
    expect(stage.last('promise')?.blocks.length).toBe(1)
    const later = stage.ballot(6, stage.b)
    stage.say(stage.b, prepare(stage.ballot(6, stage.b), { accepted: later, height: 1 }))
    expect(stage.last('promise')?.blocks.length).toBe(0)
  })

  it('paxos: a promise to a candidate that has decided more than the own log holds can be read', () => {
    const stage = createStage()
    const one = stage.block(1, undefined, 'one')
    const decided = headOf(stage.block(3, one, 'three'))
    stage.say(stage.a, sync(stage.ballot(5, stage.a), [one]))
    stage.say(stage.b, prepare(stage.ballot(6, stage.b), { decided, height: 3 }))
    const promise = stage.last('promise')
    expect(promise).toMatchObject({ from: 1, height: 1, blocks: [] })
    const bytes = paxosSpec.encode(promise as PaxosMessage)
    expect(paxosSpec.decode(bytes)).toEqual(promise)
  })

  it('paxos: an old log gives way only to a whole new one', () => {
    const stage = createStage()
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    stage.say(stage.a, sync(stage.ballot(5, stage.a), [one, two]))
    const other = stage.block(1, undefined, 'other')
    const behind = stage.block(2, other, 'behind')
    const next = stage.ballot(6, stage.b)
    stage.said.length = 0
    stage.say(stage.b, sync(next, [other], NOTHING, 2))
    expect(stage.last('accepted'), 'half a log').toBeUndefined()
    expect(stage.cluster.status(stage.member).accepted).toBe(`1.5.${stage.a.peer}`)
    stage.say(stage.b, sync(next, [behind], NOTHING, 2))
    expect(stage.last('accepted')).toMatchObject({ ballot: next, top: headOf(behind) })
  })

  it('paxos: what a new log does not contain is gone from the disk', () => {
    const stage = createStage()
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    const three = stage.block(3, two, 'three')
    stage.say(stage.a, sync(stage.ballot(5, stage.a), [one, two, three]))
    const seal = stage.block(2, one, 'seal', true)
    stage.say(stage.b, sync(stage.ballot(6, stage.b), [one, seal]))
    const tail = [...stage.member.disk.keys()].filter((key) => key.includes('/t/'))
    expect(tail.map((key) => key.split('/').at(-1))).toEqual([1, 2].map(heightText))
    stage.member.crash()
    stage.member.start()
    expect(tailOf(stage)).toBe(2)
  })

  it('paxos: a log of as many blocks as its leader has in memory is taken over', () => {
    const stage = createStage()
    const { a, say } = stage
    const blocks: FullBlock[] = []
    for (let height = 1; height <= SYNC_BLOCKS_MAX; height++) {
      blocks.push(stage.block(height, blocks.at(-1), `v${height}`))
    }
    const to = blocks.length
    const decided = headOf(blocks[RECENT_BLOCKS_MAX - 1] as FullBlock)
    for (let from = 0; from < to; from += BLOCKS_MAX) {
      say(a, sync(stage.ballot(2, a), blocks.slice(from, from + BLOCKS_MAX), decided, to))
    }
    expect(stage.last('accepted')?.top.height).toBe(to)
  })

  it('paxos: a late repetition of the log takes nothing back', () => {
    const stage = createStage()
    const ballot = stage.ballot(5, stage.a)
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    stage.say(stage.a, sync(ballot, [one]))
    stage.say(stage.a, accept(ballot, 1, [two]))
    stage.say(stage.a, sync(ballot, [one]))
    expect(tailOf(stage)).toBe(2)
    expect(stage.last('accepted')?.top).toEqual(headOf(two))
  })

  it('paxos: blocks are accepted in order, and a gap is asked for', () => {
    const stage = createStage()
    const ballot = stage.ballot(5, stage.a)
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    stage.say(stage.a, sync(ballot, []))
    stage.say(stage.a, accept(ballot, 1, [two]))
    expect(stage.last('accepted')?.top.height).toBe(0)
    expect(stage.last('ask')?.ballot).toEqual(ballot)
    stage.say(stage.a, accept(ballot, 0, [one]))
    expect(stage.last('accepted')?.top.height).toBe(2)
  })

  it('paxos: nothing is accepted in a ballot whose log was not taken over', () => {
    const stage = createStage()
    const old = stage.ballot(5, stage.a)
    const one = stage.block(1, undefined, 'one')
    stage.say(stage.a, sync(old, [one]))
    const next = stage.ballot(6, stage.b)
    stage.said.length = 0
    stage.say(stage.b, accept(next, 1, [stage.block(2, one, 'two')]))
    expect(stage.last('accepted')).toBeUndefined()
    expect(stage.last('ask')?.ballot).toEqual(next)
  })

  it('paxos: decided is only what was accepted in the ballot of whoever says so', () => {
    const stage = createStage()
    const one = stage.block(1, undefined, 'old')
    stage.say(stage.a, sync(stage.ballot(5, stage.a), [one]))
    const other = stage.block(1, undefined, 'new')
    const next = stage.ballot(6, stage.b)
    stage.say(stage.b, accept(next, 1, [], headOf(other)))
    expect(stage.cluster.status(stage.member).decided).toBe(0)
    stage.say(stage.b, sync(next, [other], headOf(other)))
    expect(stage.cluster.status(stage.member).decided).toBe(1)
    expect(stage.member.environment.holdings.get(stage.cluster.chain)?.hashAt(1)).toBe(other.hash)
  })

  it('paxos: what the leader calls decided is none of it when the own log says otherwise', () => {
    const stage = createStage()
    const ballot = stage.ballot(5, stage.a)
    const one = stage.block(1, undefined, 'one')
    stage.say(stage.a, sync(ballot, [one]))
    stage.say(stage.a, accept(ballot, 1, [], headOf(stage.block(1, undefined, 'other'))))
    expect(stage.cluster.status(stage.member).decided).toBe(0)
    expect(stage.member.facts.at(-1)).toMatchObject({ name: 'paxos:refused' })
    stage.say(stage.a, accept(ballot, 1, [], headOf(one)))
    expect(stage.cluster.status(stage.member).decided).toBe(1)
  })

  it('paxos: decided blocks from elsewhere leave what was accepted behind them', () => {
    const stage = createStage()
    const { cluster, member, a, b } = stage
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    const three = stage.block(3, two, 'three')
    stage.say(a, sync(stage.ballot(5, a), [one, two, three]))
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [one] })
    cluster.run(5)
    expect(cluster.status(member)).toMatchObject({ decided: 1, tail: 2 })
    member.crash()
    member.start()
    cluster.run(5)
    stage.say(b, prepare(stage.ballot(6, b), { decided: headOf(one), height: 1 }))
    const promise = stage.last('promise')
    expect(promise).toMatchObject({ accepted: stage.ballot(5, a), height: 3, from: 1 })
    expect(promise?.blocks).toEqual([two.bytes, three.bytes])
  })

  it('paxos: nothing follows the last block of a booth', () => {
    const stage = createStage()
    const ballot = stage.ballot(5, stage.a)
    const seal = stage.block(1, undefined, 'seal', true)
    stage.say(stage.a, sync(ballot, [seal]))
    stage.say(stage.a, accept(ballot, 1, [stage.block(2, seal, 'behind')]))
    expect(tailOf(stage)).toBe(1)
  })

  it('paxos: a block of another chain, without body or forged, is refused', () => {
    const stage = createStage()
    const ballot = stage.ballot(5, stage.a)
    const good = stage.block(1, undefined, 'one')
    const forged = good.bytes.slice()
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    stage.say(stage.a, { ...sync(ballot, [good]), blocks: [forged] })
    expect(tailOf(stage)).toBe(0)
    expect(stage.member.facts.at(-1)).toMatchObject({ name: 'paxos:refused' })
  })
})
