/**
 * A recovery that does not come about: a minority decides nothing by it, so what is answered is true also when the
 * others are back.
 */
import { describe, expect, it } from 'vitest'
import { type Cluster, createCluster } from './cluster.ts'
import { type Five, halved, recover, sealsOf } from './halved.ts'
import type { TestNode } from './node.ts'

/** Asks for puts all the time until it holds, and returns the answers. */
function putUntil(cluster: Cluster, at: TestNode, holds: () => boolean, forMs: number) {
  const asked: ReturnType<Cluster['put']>[] = []
  for (let ms = 0; !holds() && ms < forMs; ms += 20) {
    asked.push(cluster.put(at, `during ${ms}`))
    cluster.run(20)
  }
  return asked
}

/** The lost members come back: the group goes on from what it had, and everybody agrees. */
function expectWhole(cluster: Cluster, lost: readonly TestNode[], values: readonly string[]): void {
  for (const node of lost) {
    node.start()
  }
  const [first] = lost as [TestNode]
  expect(cluster.putNow(first, 'after', 10_000)?.type).toBe('ok')
  const known = cluster.readNow(first)?.filter((value) => !value.startsWith('during'))
  expect(known).toEqual([...values, 'after'])
  cluster.run(12_000)
  for (const node of cluster.nodes.filter(({ isUp }) => isUp)) {
    expect(cluster.status(node), node.name).toMatchObject({ booth: 1, fault: undefined })
  }
  cluster.invariants.finish()
}

describe('paxos recovery that is refused', () => {
  it('paxos: members that the group may not have are refused before a minority counts', () => {
    const pivoted = createCluster(5)
    const [a, b, c, d, e] = pivoted.nodes as Five
    pivoted.openGroup(5, 0, [a])
    expect(pivoted.putNow(a, 'one')?.type).toBe('ok')
    pivoted.run(500)
    for (const lost of [a, b, c]) {
      lost.crash()
    }
    pivoted.run(2_000)
    expect(recover(pivoted, d, [d, e])).toMatchObject({ type: 'refused', reason: 'invalid' })
    expect(pivoted.putNow(d, 'during', 4_000)?.type).not.toBe('ok')
    expectWhole(pivoted, [a, b, c], ['one'])

    const bound = halved({ membersFault: () => 'this engine keeps its members' })
    expect(recover(bound, bound.d, [bound.d, bound.e])).toMatchObject({
      type: 'refused',
      reason: 'notSupported'
    })
    expect(bound.putNow(bound.d, 'during', 4_000)?.type).not.toBe('ok')
  })

  it('paxos: as long as the next booth could not begin a minority decides nothing', () => {
    const cluster = createCluster(7)
    cluster.openGroup(5)
    const [a, b, c, d, e, f, g] = cluster.nodes as [...Five, TestNode, TestNode]
    expect(cluster.putNow(a, 'one')?.type).toBe('ok')
    cluster.run(500)
    for (const lost of [a, b, c, f, g]) {
      lost.crash()
    }
    cluster.run(2_000)
    const asked = cluster.ask(d, {
      type: 'recoverGroup',
      chain: cluster.chain,
      members: [d, e, f, g].map(({ peer }) => peer),
      operation: 'op-1',
      unsafe: true
    })
    const puts = putUntil(cluster, d, () => asked.reply !== undefined, 12_000)
    expect(asked.reply).toMatchObject({ type: 'refused', reason: 'unreachable', retry: true })
    cluster.run(8_000)
    expect(puts.map(({ reply }) => reply?.type)).not.toContain('ok')
    expect(cluster.status(d), 'nothing is decided').toMatchObject({ decided: 1, booth: 1 })
    expectWhole(cluster, [a, b, c], ['one'])
  })

  it('paxos: a change that waits is not done by the survivors', () => {
    const cluster = createCluster(3)
    cluster.openGroup(2)
    const [a, b, c] = cluster.nodes as Five
    expect(cluster.putNow(a, 'one')?.type).toBe('ok')
    cluster.run(500)
    b.crash()
    cluster.run(2_000)
    const members = [a.peer, c.peer].sort()
    const change = cluster.ask(a, {
      type: 'changeMembers',
      chain: cluster.chain,
      members,
      operation: 'ordinary'
    })
    cluster.run(1_000)
    expect(recover(cluster, a, [a])).toMatchObject({ type: 'ok', value: { members: [a.peer] } })
    expect(sealsOf(cluster, a)).toEqual(['2 unsafe-recovery op-1'])
    cluster.until(() => change.reply !== undefined, 8_000)
    cluster.run(500)
    // In the next booth it is one of its members that asks, and a majority that agrees.
    expect(sealsOf(cluster, a).at(-1)).toBe(
      change.reply?.type === 'ok' ? '3 ordinary' : '2 unsafe-recovery op-1'
    )
  })

  it('paxos: survivors decide nothing but the end of the booth', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [a, b, c] = cluster.nodes as Five
    expect(cluster.putNow(a, 'one')?.type).toBe('ok')
    cluster.run(500)
    b.crash()
    c.crash()
    cluster.run(2_000)
    const request = { type: 'recoverGroup', chain: cluster.chain, members: [a.peer] } as const
    const asked = cluster.ask(a, { ...request, operation: 'op-1', unsafe: true })
    const questions: { reply?: unknown }[] = []
    const puts = putUntil(
      cluster,
      a,
      () => {
        questions.push(cluster.read(a))
        return asked.reply !== undefined
      },
      12_000
    )
    expect(asked.reply).toMatchObject({ type: 'ok' })
    expect(puts.length).toBeGreaterThan(0)
    for (const { reply } of questions.filter((one) => one.reply !== undefined)) {
      expect(reply, 'by the next booth').toMatchObject({ type: 'ok', value: { height: 2 } })
    }
    expect(sealsOf(cluster, a), 'right behind the one block').toEqual(['2 unsafe-recovery op-1'])
    cluster.until(() => puts.every(({ reply }) => reply !== undefined), 6_000)
    expect(cluster.readNow(a)?.at(0)).toBe('one')
  })

  it('paxos: a survivor that is silent when the next booth is ready is waited for', () => {
    const cluster = createCluster(6)
    cluster.openGroup(5)
    const [a, b, c, d, e, f] = cluster.nodes as [...Five, TestNode]
    expect(cluster.putNow(a, 'one')?.type).toBe('ok')
    cluster.run(500)
    for (const lost of [a, b, c, f]) {
      lost.crash()
    }
    cluster.run(2_000)
    const asked = cluster.ask(d, {
      type: 'recoverGroup',
      chain: cluster.chain,
      members: [d, e, f].map(({ peer }) => peer),
      operation: 'op-1',
      unsafe: true
    })
    cluster.run(500)
    e.crash()
    cluster.run(1_000)
    f.start()
    cluster.until(() => asked.reply !== undefined, 8_000)
    expect(asked.reply).toMatchObject({
      type: 'refused',
      reason: 'unreachable',
      message: `no answer from ${e.peer}`
    })
    expect(d.facts.some(({ name }) => name === 'paxos:recovering')).toBe(false)
  })

  it('paxos: a majority that is back before the next booth is ready ends the recovery', () => {
    const cluster = createCluster(6)
    cluster.openGroup(5)
    const [a, b, c, d, e, f] = cluster.nodes as [...Five, TestNode]
    expect(cluster.putNow(a, 'one')?.type).toBe('ok')
    cluster.run(500)
    for (const lost of [a, b, c, f]) {
      lost.crash()
    }
    cluster.run(2_000)
    const asked = cluster.ask(d, {
      type: 'recoverGroup',
      chain: cluster.chain,
      members: [d, e, f].map(({ peer }) => peer),
      operation: 'op-1',
      unsafe: true
    })
    cluster.run(1_000)
    a.start()
    cluster.run(1_000)
    f.start()
    cluster.until(() => asked.reply !== undefined, 8_000)
    expect(asked.reply).toMatchObject({ type: 'refused', reason: 'majorityReachable' })
    expect(sealsOf(cluster, d)).toEqual([])
  })
})
