/** Blocks from elsewhere that do not go on from here, and members that contradict what is decided here. */
import { describe, expect, it } from 'vitest'
import { blockKey, boothKey, machineKey, tailKey } from '../../../../src/core/keyspace.ts'
import { createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'
import { createStage, endOf, headOf, NOTHING, prepare, sync } from './stage.ts'

describe('paxos blocks from elsewhere', () => {
  it('paxos: blocks behind a gap, and those that do not link, are left', () => {
    const stage = createStage()
    const { cluster, member } = stage
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    const three = stage.block(3, two, 'three')
    const four = stage.block(4, three, 'four')
    const other = stage.block(3, one, 'links elsewhere')
    const give = (...blocks: readonly (typeof one)[]): void => {
      member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks })
      cluster.run(5)
    }
    give(two, three)
    expect(cluster.status(member).decided, 'block 1 is missing').toBe(0)
    give(one, three)
    expect(cluster.status(member).decided, 'block 2 is missing').toBe(1)
    give(one, two, other)
    expect(cluster.status(member).decided, 'another block 3').toBe(2)
    give(one, two, three, four)
    expect(cluster.status(member).decided, 'the first two are known').toBe(4)
  })

  it('paxos: what a damaged disk does not show of a tail goes when it is decided', () => {
    const stage = createStage()
    const { cluster, member, a } = stage
    const one = stage.block(1, undefined, 'one')
    const key = tailKey(cluster.chain, 1)
    stage.say(a, sync(stage.ballot(5, a), [one]))
    member.crash()
    member.hidden.add(key)
    member.start()
    expect(cluster.status(member)).toMatchObject({ fault: 'damaged', tail: 0 })
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [one] })
    cluster.run(5)
    expect(cluster.status(member).decided).toBe(1)
    expect(member.disk.has(key)).toBe(false)
  })

  it('paxos: what a damaged disk does not show of a tail goes when the next booth begins', () => {
    const stage = createStage()
    const { cluster, member, a } = stage
    const key = tailKey(cluster.chain, 1)
    stage.say(a, sync(stage.ballot(5, a), [stage.block(1, undefined, 'one')]))
    member.crash()
    member.hidden.add(key)
    member.start()
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [endOf(stage)] })
    cluster.run(5)
    expect(cluster.status(member)).toMatchObject({ booth: 2, role: 'learner' })
    expect(member.disk.has(key), 'it was accepted in the booth before').toBe(false)
  })

  it('paxos: what was accepted behind a damaged block is promised when that block is there again', () => {
    for (const way of ['at once', 'one by one']) {
      const stage = createStage()
      const { cluster, member, a, b } = stage
      const one = stage.block(1, undefined, 'one')
      const two = stage.block(2, one, 'two')
      const three = stage.block(3, two, 'three')
      stage.say(a, sync(stage.ballot(5, a), [one, two, three], headOf(two)))
      expect(cluster.status(member)).toMatchObject({ decided: 2, tail: 1 })
      member.crash()
      member.disk.delete(blockKey(cluster.chain, 1))
      member.start()
      expect(cluster.status(member)).toMatchObject({ fault: 'damaged', decided: 0, tail: 0 })
      for (const blocks of way === 'at once' ? [[one, two]] : [[one], [two]]) {
        member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks })
        cluster.run(5)
      }
      expect(cluster.status(member).decided, way).toBe(2)
      member.crash()
      member.start()
      cluster.run(5)
      expect(cluster.status(member), way).toMatchObject({ fault: undefined, decided: 2, tail: 1 })
      stage.said.length = 0
      stage.say(b, prepare(stage.ballot(6, b)))
      expect(stage.last('promise'), way).toMatchObject({ height: 3, accepted: stage.ballot(5, a) })
    }
  })

  it('paxos: who has lost the record of its booth and not its log goes on with the log', () => {
    const stage = createStage()
    const { cluster, member, a } = stage
    const one = stage.block(1, undefined, 'one')
    const ballot = stage.ballot(5, a)
    stage.say(a, sync(ballot, [one]))
    const genesis = a.environment.holdings.get(cluster.chain)?.chain.bytes ?? new Uint8Array(0)
    const prefix = boothKey(cluster.chain, '')
    const [, booth = genesis] = [...a.disk].find(([key]) => key.startsWith(prefix)) ?? []
    member.crash()
    member.hidden.add(machineKey('paxos', `${cluster.chain}/group`))
    member.start()
    expect(cluster.status(member)).toBeUndefined()
    stage.say(a, { type: 'open', genesis, booth, seal: NOTHING, line: [] })
    expect(cluster.status(member)).toMatchObject({ fault: 'damaged', booth: 1, tail: 1 })
    expect(cluster.status(member).ballot).toContain('1.5.')
  })

  it('paxos: a block that contradicts one on the own disk is not decided here', () => {
    const stage = createStage()
    const { cluster, member } = stage
    const one = stage.block(1, undefined, 'one')
    const two = stage.block(2, one, 'two')
    const three = stage.block(3, two, 'three')
    member.environment.holdings.put(stage.block(3, two, 'other'), [])
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [one, two, three] })
    cluster.run(5)
    expect(cluster.status(member).decided).toBe(2)
  })
})

describe('paxos forks', () => {
  const forked = (node: TestNode, chain: string, isForked = true): void => {
    const { decided } = node.group(chain) ?? { decided: 0 }
    const own = { height: decided, hash: 'ab'.repeat(32) }
    node.signal({ type: 'forked', chain, own: isForked ? own : undefined })
  }

  it('paxos: who is contradicted does not vote, until it is not', () => {
    const stage = createStage()
    const { cluster, member, a, b } = stage
    const facts = (name: string) => member.facts.filter((fact) => fact.name === name)
    const one = stage.block(1, undefined, 'one')
    stage.say(a, sync(stage.ballot(5, a), [one], headOf(one)))
    forked(member, cluster.chain)
    forked(member, cluster.chain)
    cluster.run(5)
    expect(facts('paxos:forked').map(({ detail }) => detail)).toMatchObject([{ height: 1 }])
    for (const isAnew of [false, true]) {
      if (isAnew) {
        member.crash()
        member.start()
      }
      stage.said.length = 0
      stage.say(b, prepare(stage.ballot(6, b)))
      expect(stage.last('promise'), `after a restart: ${isAnew}`).toBeUndefined()
      expect(cluster.status(member)).toMatchObject({ role: 'learner', fault: 'frozen' })
    }
    forked(member, cluster.chain, false)
    stage.say(b, prepare(stage.ballot(6, b)))
    expect(stage.last('promise')?.ballot.num).toBe(6)
    expect(cluster.status(member)).toMatchObject({ role: 'follower', fault: undefined })
    expect(facts('paxos:agreed').length).toBe(1)
    member.crash()
    member.start()
    expect(cluster.status(member).fault, 'it is over').toBeUndefined()
  })

  it('paxos: a leader that is contradicted stops, and leads in another ballot when it may again', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [first, second] = cluster.nodes as [TestNode, TestNode]
    expect(cluster.putNow(first, 'one')?.type).toBe('ok')
    const { ballot } = cluster.status(first)
    forked(first, cluster.chain)
    expect(cluster.status(first).role).toBe('learner')
    expect(cluster.putNow(second, 'two')?.type, 'the others go on').toBe('ok')
    // With one of them gone it is needed again.
    forked(first, cluster.chain, false)
    cluster.run(500)
    second.crash()
    expect(cluster.putNow(first, 'three')?.type).toBe('ok')
    expect(cluster.status(first).promised).not.toBe(ballot)
    cluster.invariants.finish()
  })

  it('paxos: who does not vote hears what is decided all the same', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [first, , third] = cluster.nodes as [TestNode, TestNode, TestNode]
    forked(third, cluster.chain)
    expect(cluster.putNow(first, 'one')?.type).toBe('ok')
    expect(cluster.until(() => cluster.status(third).applied === 1, 1_000)).toBe(true)
    expect(cluster.status(third).role).toBe('learner')
  })

  it('paxos: a group of one that was frozen leads again', () => {
    const cluster = createCluster(1)
    cluster.openGroup()
    const [only] = cluster.nodes as [TestNode]
    expect(cluster.putNow(only, 'one')?.type).toBe('ok')
    forked(only, cluster.chain)
    cluster.run(500)
    forked(only, cluster.chain, false)
    expect(cluster.putNow(only, 'two')?.type).toBe('ok')
  })
})
