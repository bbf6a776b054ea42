/** A group whose majority is lost for good, and survivors that go on. */
import { describe, expect, it } from 'vitest'
import { blockKey } from '../../../../src/core/keyspace.ts'
import { createCluster } from './cluster.ts'
import { type Five, halved, recover, sealsOf } from './halved.ts'

describe('paxos recovery', () => {
  it('paxos: survivors of a lost majority go on with all that they know', () => {
    const cluster = halved()
    const { d, e } = cluster
    expect(cluster.putNow(d, 'lost', 2_000)?.type).not.toBe('ok')
    const reply = recover(cluster, d, [d, e])
    expect(reply).toMatchObject({
      type: 'ok',
      value: { number: 2, members: [d.peer, e.peer].sort() }
    })
    expect(cluster.putNow(e, 'two')?.type).toBe('ok')
    expect(cluster.readNow(d)?.filter((value) => value !== 'lost')).toEqual(['one', 'two'])
    expect(d.facts.some(({ name }) => name === 'paxos:recovering')).toBe(true)
    // Both are needed now.
    e.crash()
    cluster.run(2_000)
    expect(cluster.putNow(d, 'three', 3_000)?.type).not.toBe('ok')
    expect(sealsOf(cluster, d), 'the chain tells how the booth ended').toEqual([
      '2 unsafe-recovery op-1'
    ])
  })

  it('paxos: what only one survivor has accepted is taken over', () => {
    const cluster = createCluster(5)
    cluster.openGroup()
    const [a, b, c, d, e] = cluster.nodes as Five
    expect(cluster.putNow(a, 'one')?.type).toBe('ok')
    // Decided by the three that are lost and this one, which is not told.
    cluster.filter = (from, to, { type }) =>
      !(type === 'accept' || type === 'sync') || (from !== d && to !== e)
    const put = cluster.put(a, 'two')
    cluster.until(() => put.reply !== undefined, 1_000)
    expect(put.reply?.type).toBe('ok')
    for (const lost of [a, b, c]) {
      lost.crash()
    }
    cluster.filter = () => true
    cluster.run(2_000)
    expect(e.disk.has(blockKey(cluster.chain, 2))).toBe(false)
    expect(recover(cluster, e, [d, e])?.type).toBe('ok')
    expect(cluster.readNow(e)).toEqual(['one', 'two'])
  })

  it('paxos: new members may take the places of the lost', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    const [a, b, c, d] = cluster.nodes as Five
    expect(cluster.putNow(a, 'one')?.type).toBe('ok')
    cluster.run(500)
    b.crash()
    c.crash()
    cluster.run(2_000)
    expect(recover(cluster, a, [a, d])).toMatchObject({ type: 'ok' })
    expect(cluster.until(() => cluster.status(d).role !== 'learner', 5_000)).toBe(true)
    expect(cluster.putNow(d, 'two')?.type).toBe('ok')
    expect(cluster.until(() => cluster.status(d).applied === 3, 1_000)).toBe(true)
  })

  it('paxos: the same recovery again gets the same answer', () => {
    const cluster = halved()
    const { d, e } = cluster
    const first = recover(cluster, d, [d, e])
    expect(first?.type).toBe('ok')
    cluster.run(1_000)
    const { promised } = cluster.status(d)
    cluster.run(15_000)
    expect(cluster.status(d).promised, 'whoever leads goes on').toBe(promised)
    expect(recover(cluster, d, [d, e])).toEqual(first)
    expect(cluster.status(d).booth).toBe(2)
  })

  it('paxos: a recovery asked again while it is under way gets its answer, by either name', () => {
    const cluster = halved()
    const { d, e, chain } = cluster
    cluster.filter = (_from, to, { type }) => !(to === e && type === 'prepare')
    const members = [d.peer, e.peer]
    const request = { type: 'recoverGroup', chain, members, unsafe: true } as const
    const first = cluster.ask(d, { ...request, operation: 'op-1' })
    cluster.run(1_000)
    const again = cluster.ask(d, { ...request, operation: 'unsafe-recovery op-1' })
    const other = cluster.ask(d, { ...request, operation: 'op-2' })
    cluster.until(() => other.reply !== undefined, 1_000)
    expect(other.reply).toMatchObject({ reason: 'busy', retry: true })
    expect(again.reply, 'it waits as the first does').toBeUndefined()
    cluster.filter = () => true
    cluster.until(() => first.reply !== undefined && again.reply !== undefined, 8_000)
    expect(first.reply).toMatchObject({ type: 'ok', value: { number: 2 } })
    expect(again.reply).toEqual(first.reply)
    expect(d.facts.filter(({ name }) => name === 'paxos:recovering').length).toBe(1)
  })

  it('paxos: a recovery is refused while it is not needed, not understood, or not possible', () => {
    const cluster = halved()
    const { d, e } = cluster
    const [a] = cluster.nodes as Five
    const refusals: readonly (readonly [ReturnType<typeof recover>, string])[] = [
      [recover(cluster, d, [d, e], { unsafe: false }), 'invalid'],
      [recover(cluster, d, [d, e], { operation: '' }), 'invalid'],
      [recover(cluster, d, [d, e], { operation: 'x'.repeat(113) }), 'invalid'],
      [recover(cluster, d, [e]), 'notMember'],
      [recover(cluster, d, [a, d, e]), 'unreachable']
    ]
    for (const [reply, reason] of refusals) {
      expect(reply, reason).toMatchObject({ type: 'refused', reason })
    }
    expect(cluster.status(d)).toMatchObject({ booth: 1 })
    a.start()
    cluster.run(1_000)
    expect(recover(cluster, d, [d, e])).toMatchObject({ reason: 'majorityReachable' })
    expect(cluster.putNow(e, 'two')?.type).toBe('ok')
    cluster.invariants.finish()
  })

  it('paxos: a recovery that does not come about leaves the majority as it was', () => {
    const cluster = halved()
    const { d, e } = cluster
    const [a] = cluster.nodes as Five
    cluster.filter = (_from, to, { type }) => !(to === e && type === 'prepare')
    const unknown = recover(cluster, d, [d, e], {}, 15_000)
    expect(unknown).toMatchObject({ type: 'unknown', operation: 'unsafe-recovery op-1' })
    cluster.filter = () => true
    cluster.run(3_000)
    expect(cluster.status(d).booth).toBe(1)
    expect(cluster.putNow(d, 'two', 3_000)?.type, 'two of five are none').not.toBe('ok')
    a.start()
    expect(cluster.putNow(d, 'three', 8_000)?.type).toBe('ok')
    cluster.invariants.finish()
  })

  it('paxos: a lost member that comes back alone learns of the next booth, and has no vote', () => {
    const cluster = halved()
    const { d, e } = cluster
    const [a] = cluster.nodes as Five
    expect(recover(cluster, d, [d, e])?.type).toBe('ok')
    a.start()
    expect(cluster.until(() => cluster.status(a).booth === 2, 10_000)).toBe(true)
    expect(cluster.status(a)).toMatchObject({ role: 'learner', fault: undefined })
    expect(cluster.putNow(a, 'two')?.type, 'as any vehicle it may ask').toBe('ok')
  })

  it('paxos: only the survivors that are named are counted, whoever else comes back', () => {
    const cluster = createCluster(5)
    cluster.openGroup()
    const [a, b, c, d, e] = cluster.nodes as Five
    expect(cluster.putNow(a, 'one')?.type).toBe('ok')
    cluster.run(500)
    // Decided by two that are lost and by one survivor.
    cluster.filter = (_from, to, { type }) =>
      !(type === 'accept' || type === 'sync') || (to !== d && to !== c)
    const put = cluster.put(a, 'two')
    cluster.until(() => put.reply !== undefined, 1_000)
    expect(put.reply?.type).toBe('ok')
    for (const lost of [a, b, c]) {
      lost.crash()
    }
    cluster.filter = (from, _to, { type }) => !(from === e && type === 'promise')
    cluster.run(2_000)
    const asked = cluster.ask(d, {
      type: 'recoverGroup',
      chain: cluster.chain,
      members: [d.peer, e.peer],
      operation: 'op-1',
      unsafe: true
    })
    cluster.run(500)
    // It has not heard of the second block, and answers before the survivor that has.
    c.start()
    cluster.run(2_000)
    cluster.filter = () => true
    cluster.until(() => asked.reply !== undefined, 12_000)
    expect(asked.reply?.type).toBe('ok')
    expect(cluster.readNow(d)).toEqual(['one', 'two'])
    cluster.invariants.finish()
  })

  it('paxos: a recovery that is asked for twice is one', () => {
    const cluster = halved()
    const { d, e } = cluster
    cluster.filter = (from, _to, { type }) => !(from === e && type === 'promise')
    const request = {
      type: 'recoverGroup',
      chain: cluster.chain,
      members: [d.peer, e.peer],
      operation: 'op-1',
      unsafe: true
    } as const
    const first = cluster.ask(d, request)
    cluster.run(2_000)
    const second = cluster.ask(d, request)
    cluster.run(1_000)
    cluster.filter = () => true
    cluster.until(() => first.reply !== undefined && second.reply !== undefined, 12_000)
    expect(first.reply).toMatchObject({ type: 'ok', value: { number: 2 } })
    expect(second.reply).toEqual(first.reply)
  })
})
