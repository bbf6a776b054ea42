/** What one member does with what others say: each rule of the agreement by itself. */
import { describe, expect, it } from 'vitest'
import { type Ballot, noBallot } from '../../../../src/core/ballot.ts'
import { createGroupBlock, type FullBlock } from '../../../../src/core/block.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { encodeCommand } from '../../../../src/core/command.ts'
import type { Head } from '../../../../src/core/holdings.ts'
import { heightText } from '../../../../src/core/keyspace.ts'
import type { Content } from '../../../../src/protocols/paxos/parts.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { PaxosMessage } from '../../../../src/protocols/paxos/types.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const NOTHING: Head = { height: 0, hash: NO_HASH }

interface Stage {
  readonly cluster: Cluster
  /** The vehicle under test; the others say only what the test lets them. */
  readonly member: TestNode
  readonly a: TestNode
  readonly b: TestNode
  /** What the member has said, newest last. */
  readonly said: PaxosMessage[]
  say(from: TestNode, content: Content, incarnation?: string): void
  last<T extends PaxosMessage['type']>(type: T): Extract<PaxosMessage, { type: T }> | undefined
  block(height: number, before: FullBlock | undefined, text: string, seal?: boolean): FullBlock
  ballot(num: number, of: TestNode): Ballot
}

/** A group of three (or five) whose other members are puppets. */
function createStage(count = 3): Stage {
  const cluster = createCluster(count)
  cluster.openGroup()
  const [a, b, member] = cluster.nodes as [TestNode, TestNode, TestNode]
  cluster.run(300)
  // Only what is told by hand arrives from here on.
  cluster.link = () => false
  const said: PaxosMessage[] = []
  cluster.filter = (from, _to, message) => {
    if (from === member) {
      said.push(message)
    }
    return false
  }
  return {
    cluster,
    member,
    a,
    b,
    said,
    say(from, content, incarnation = from.incarnation) {
      const message = { ...content, chain: cluster.chain, incarnation } as PaxosMessage
      member.deliver(from.peer, paxosSpec.encode(message))
      cluster.run(5)
    },
    last: (type) =>
      said.findLast((message) => message.type === type) as
        | Extract<PaxosMessage, { type: typeof type }>
        | undefined,
    block(height, before, text, seal = false) {
      const entry = encodeCommand({
        type: 'operation',
        client: 'ab'.repeat(16),
        seq: height,
        ackedTo: 0,
        openedAt: 0,
        operation: new TextEncoder().encode(text)
      })
      const draft = {
        chain: cluster.chain,
        height,
        prev: before?.hash ?? NO_HASH,
        timeMs: height,
        entries: [entry]
      }
      const note = { booth: 'ab'.repeat(32), operation: 'op' }
      return createGroupBlock(member.environment.crypto, seal ? { ...draft, seal: note } : draft, 0)
    },
    ballot: (num, of) => ({ cfg: 1, num, node: of.peer })
  }
}

const headOf = (block: FullBlock): Head => ({ height: block.header.height, hash: block.hash })

const prepare = (ballot: Ballot, changes: Partial<Extract<Content, { type: 'prepare' }>> = {}) =>
  ({
    type: 'prepare',
    ballot,
    decided: NOTHING,
    accepted: noBallot(1),
    height: 0,
    ...changes
  }) as const

const sync = (ballot: Ballot, blocks: readonly FullBlock[], decided: Head = NOTHING, to?: number) =>
  ({
    type: 'sync',
    ballot,
    from: 0,
    to: to ?? blocks.at(-1)?.header.height ?? 0,
    blocks: blocks.map(({ bytes }) => bytes),
    decided
  }) as const

const accept = (ballot: Ballot, from: number, blocks: readonly FullBlock[], decided = NOTHING) =>
  ({
    type: 'accept',
    ballot,
    from,
    blocks: blocks.map(({ bytes }) => bytes),
    decided,
    beat: 0
  }) as const

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

describe('paxos leader rules', () => {
  /** The member takes over when nobody else is heard to lead. */
  function createLeading(count = 3): Stage & { readonly ballot0: Ballot } {
    const stage = createStage(count)
    const leads = (): boolean => stage.last('prepare') !== undefined
    for (let seq = 1; seq < 40 && !leads(); seq++) {
      for (const other of stage.cluster.nodes.filter((node) => node !== stage.member)) {
        const beat = stage.said.findLast(({ type }) => type === 'heartbeat')
        stage.say(other, {
          type: 'heartbeat',
          ballot: noBallot(1),
          leader: noBallot(1),
          happy: false,
          seq,
          echo: beat?.type === 'heartbeat' ? beat.seq : 0,
          urgent: false,
          decided: NOTHING
        })
      }
      stage.cluster.run(45)
    }
    const ballot0 = stage.last('prepare')?.ballot
    if (ballot0 === undefined) {
      throw new RangeError('the member does not take over')
    }
    return { ...stage, ballot0 }
  }

  const promise = (
    ballot: Ballot,
    accepted: Ballot,
    blocks: readonly FullBlock[] = [],
    decided = NOTHING
  ) =>
    ({
      type: 'promise',
      ballot,
      accepted,
      height: blocks.at(-1)?.header.height ?? decided.height,
      decided,
      from: (blocks[0]?.header.height ?? decided.height + 1) - 1,
      blocks: blocks.map(({ bytes }) => bytes)
    }) as const

  const accepted = (ballot: Ballot, top: Head, beat = 0) =>
    ({ type: 'accepted', ballot, top, beat }) as const

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

  it('paxos: a higher promise anywhere ends the lead', () => {
    const stage = createLeading()
    const { cluster, member, a, b, ballot0 } = stage
    stage.say(a, promise(ballot0, noBallot(1)))
    expect(cluster.status(member).role).toBe('leader')
    const higher = { cfg: 1, num: ballot0.num + 1, node: b.peer }
    stage.say(a, { type: 'nack', promised: higher, decided: NOTHING })
    expect(cluster.status(member).role).toBe('follower')
  })

  it('paxos: at most so many blocks are in flight, and the rest is one batch', () => {
    const stage = createLeading()
    const { cluster, member, a, ballot0 } = stage
    stage.say(a, promise(ballot0, noBallot(1)))
    stage.say(a, accepted(ballot0, NOTHING))
    for (let i = 0; i < 40; i++) {
      cluster.put(member, `v${i}`)
      cluster.run(4)
    }
    expect(cluster.status(member)).toMatchObject({ tail: 8, queue: 32 })
    const top = stage.said.filter((message) => message.type === 'accept').at(-1)
    expect(top?.type).toBe('accept')
  })
})
