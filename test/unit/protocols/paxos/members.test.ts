/** Beginning a group, changing its members, and members that lost their disk. */
import { describe, expect, it } from 'vitest'
import { hasWork } from '../../../../src/core/block.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { PAXOS_DEFAULTS } from '../../../../src/protocols/paxos/options.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { GroupOpened } from '../../../../src/protocols/paxos/types.ts'
import { change, changed } from './changes.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const node = (cluster: Cluster, index: number): TestNode => cluster.nodes[index] as TestNode

describe('paxos members', () => {
  it('paxos: a group is not opened when a member does not answer', () => {
    const cluster = createCluster(3)
    node(cluster, 2).crash()
    expect(() => cluster.openGroup()).toThrow(/unreachable/)
  })

  it('paxos: with work every block of the group begins with zero bits', () => {
    const cluster = createCluster(3)
    cluster.openGroup(3, 6)
    for (let i = 0; i < 5; i++) {
      expect(cluster.putNow(node(cluster, 1), `v${i}`)?.type, `v${i}`).toBe('ok')
    }
    cluster.run(500)
    const held = node(cluster, 2).environment.holdings.get(cluster.chain)
    for (let height = 1; height <= 5; height++) {
      expect(hasWork(held?.hashAt(height) ?? '', 6), `block ${height}`).toBe(true)
    }
  })

  it('paxos: a member that missed the opening joins later', () => {
    const cluster = createCluster(3)
    const late = node(cluster, 2)
    cluster.filter = (_from, to, { type }) => !(to === late && type === 'open')
    cluster.openGroup()
    cluster.putNow(node(cluster, 0), 'first')
    expect(late.group(cluster.chain)).toBeUndefined()
    cluster.filter = () => true
    cluster.until(() => late.group(cluster.chain)?.applied === 1, 10_000)
    expect(late.group(cluster.chain)).toMatchObject({ role: 'follower', applied: 1 })
  })

  it('paxos: a learner that already holds blocks of its booth becomes a member', () => {
    const cluster = createCluster(3)
    const [first, , late] = cluster.nodes as [TestNode, TestNode, TestNode]
    cluster.filter = (_from, to, { type }) => !(to === late && type === 'open')
    cluster.openGroup()
    cluster.putNow(first, 'first')
    cluster.putNow(first, 'second')
    const held = first.environment.holdings.get(cluster.chain)
    const decided = { height: 2, hash: held?.hashAt(2) ?? '' }
    const genesis = held?.chain.bytes ?? new Uint8Array(0)
    const { incarnation } = first
    const shown = { booth: first.boothOf(cluster.chain)?.bytes, line: [] }
    const named = { chain: cluster.chain, incarnation } as const
    const invite = { ...named, ...shown, type: 'invite', genesis, decided } as const
    late.deliver(first.peer, paxosSpec.encode(invite))
    cluster.until(() => late.group(cluster.chain)?.decided === 2, 1_000)
    expect(late.group(cluster.chain)).toMatchObject({ role: 'learner', decided: 2 })
    cluster.filter = () => true
    cluster.until(() => late.group(cluster.chain)?.role === 'follower', 10_000)
    expect(late.group(cluster.chain)?.role).toBe('follower')
  })

  it('paxos: a member alone tells the booth to one that missed the opening', () => {
    const cluster = createCluster(3)
    const [first, other, late] = cluster.nodes as [TestNode, TestNode, TestNode]
    cluster.filter = (_from, to, { type }) => !(to === late && type === 'open')
    cluster.openGroup()
    cluster.putNow(first, 'first')
    first.crash()
    cluster.filter = () => true
    cluster.until(() => late.group(cluster.chain)?.role !== undefined, 10_000)
    expect(cluster.putNow(other, 'second')?.type).toBe('ok')
  })

  it('paxos: a vehicle whose disk is damaged is no new member', () => {
    const cluster = createCluster(4)
    const [first, second, third, late] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
    cluster.openGroup(3)
    cluster.putNow(first, 'first')
    late.crash()
    late.hidden.add('s/any')
    late.start()
    third.crash()
    // Half of its members could not vote.
    const refused = changed(cluster, first, [first, late])
    expect(refused).toMatchObject({ type: 'refused', reason: 'unreachable' })
    expect(late.group(cluster.chain), 'it has taken nothing').toBeUndefined()
    late.crash()
    late.hidden.clear()
    late.start()
    expect(changed(cluster, first, [first, second, late], 'op-2')?.type).toBe('ok')
  })

  it('paxos: a change of members puts the group into other hands', () => {
    const cluster = createCluster(5)
    cluster.openGroup(3)
    const all = cluster.nodes
    for (let i = 0; i < 20; i++) {
      cluster.putNow(node(cluster, 0), `v${i}`)
    }
    const reply = changed(cluster, node(cluster, 1), all.slice(2))
    expect(reply?.type).toBe('ok')
    const opened = reply?.type === 'ok' ? (reply.value as GroupOpened) : undefined
    expect(opened).toMatchObject({
      number: 2,
      members: all
        .slice(2)
        .map(({ peer }) => peer)
        .sort()
    })
    cluster.until(() => cluster.leader() !== undefined, 3_000)
    const put = cluster.putNow(node(cluster, 0), 'after')
    expect(put?.type, 'a former member still may ask').toBe('ok')
    expect(all.slice(2)).toContain(cluster.leader())
    expect(cluster.status(node(cluster, 0)).role).toBe('learner')
    expect(cluster.nodes.flatMap(({ facts }) => facts.map(({ name }) => name))).not.toContain(
      'paxos:refused'
    )
    expect(cluster.readNow(node(cluster, 4))?.at(-1)).toBe('after')
    node(cluster, 0).crash()
    node(cluster, 1).crash()
    expect(cluster.putNow(node(cluster, 4), 'last')?.type, 'without the old ones').toBe('ok')
    cluster.run(1_000)
    cluster.invariants.finish()
  })

  it('paxos: a group can move to vehicles that were not in it, though the first telling is lost', () => {
    const cluster = createCluster(6)
    cluster.openGroup(3)
    for (let i = 0; i < 5; i++) {
      cluster.putNow(node(cluster, 0), `v${i}`)
    }
    const next = cluster.nodes.slice(3)
    cluster.filter = (_from, _to, { type }) => type !== 'open'
    expect(changed(cluster, node(cluster, 0), next)?.type).toBe('ok')
    cluster.run(500)
    // Whoever has left goes on telling, after a restart too.
    for (const old of cluster.nodes.slice(0, 3)) {
      old.crash()
    }
    cluster.filter = () => true
    node(cluster, 1).start()
    cluster.until(() => next.some((other) => cluster.status(other)?.role === 'leader'), 6_000)
    expect(cluster.putNow(node(cluster, 4), 'after')?.type).toBe('ok')
    cluster.run(5_000)
    let told = 0
    cluster.filter = (_from, _to, { type }) => {
      told += type === 'open' ? 1 : 0
      return true
    }
    cluster.run(5_000)
    expect(told, 'once a majority is ready, nobody is told any more').toBe(0)
    cluster.invariants.finish()
  })

  it('paxos: the same change again gets the same answer and does nothing', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    const first = changed(cluster, node(cluster, 0), cluster.nodes)
    cluster.run(1_000)
    const again = changed(cluster, node(cluster, 2), cluster.nodes)
    expect(again).toEqual(first)
    expect(cluster.status(node(cluster, 0)).booth).toBe(2)
  })

  it('paxos: a change that comes again behind another is not done again', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
    expect(changed(cluster, a, cluster.nodes)?.type).toBe('ok')
    const last = changed(cluster, a, [a, b, c], 'op-2')
    expect(last).toMatchObject({ type: 'ok', value: { number: 3 } })
    cluster.run(1_000)
    for (const late of [a, b, c]) {
      late.crash()
      late.start()
    }
    cluster.run(1_000)
    expect(changed(cluster, b, cluster.nodes), 'it tells what is in force').toEqual(last)
    expect(cluster.status(a).booth).toBe(3)
  })

  it('paxos: operations before, during and after a change are done once each', () => {
    const cluster = createCluster(5, { seed: 7 })
    cluster.openGroup(3)
    const asked: { reply?: Reply }[] = []
    for (let i = 0; i < 60; i++) {
      asked.push(cluster.put(cluster.random.pick(cluster.nodes.slice(0, 3)), `v${i}`))
      if (i === 20) {
        change(cluster, node(cluster, 0), cluster.nodes.slice(1))
      }
      cluster.run(5)
    }
    cluster.until(() => asked.every(({ reply }) => reply !== undefined), 8_000)
    expect(asked.map(({ reply }) => reply?.type).filter((type) => type !== 'ok')).toEqual([])
    cluster.run(1_000)
    cluster.invariants.finish()
  })

  it('paxos: a change whose members cannot be reached is refused, and the group goes on', () => {
    const cluster = createCluster(5)
    cluster.openGroup(3)
    cluster.run(300)
    node(cluster, 3).crash()
    const reply = changed(cluster, node(cluster, 0), cluster.nodes.slice(1))
    expect(reply).toMatchObject({ type: 'refused', reason: 'unreachable' })
    expect(cluster.putNow(node(cluster, 0), 'after')?.type).toBe('ok')
    expect(cluster.status(node(cluster, 0)).booth).toBe(1)
  })

  it('paxos: whether a forwarded change that was given up comes about is unknown', () => {
    const cluster = createCluster(5)
    cluster.openGroup(3)
    node(cluster, 3).crash()
    const reply = changed(cluster, node(cluster, 1), cluster.nodes.slice(1))
    expect(reply).toMatchObject({ type: 'unknown', operation: 'op-1' })
    node(cluster, 3).start()
    const again = changed(cluster, node(cluster, 1), cluster.nodes.slice(1))
    expect(again?.type, 'the same again').toBe('ok')
  })

  it('paxos: a dead member is removed while a majority lives', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    node(cluster, 2).crash()
    const members = [node(cluster, 0), node(cluster, 1), node(cluster, 3)]
    expect(changed(cluster, node(cluster, 0), members)?.type).toBe('ok')
    cluster.run(500)
    expect(cluster.putNow(node(cluster, 3), 'after')?.type).toBe('ok')
  })

  it('paxos: a member that lost its disk is a stranger until a change takes it in again', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    cluster.putNow(node(cluster, 0), 'first')
    const wiped = node(cluster, 2)
    wiped.wipe()
    wiped.start()
    cluster.until(() => cluster.status(wiped)?.fault === 'wiped', 10_000)
    expect(cluster.status(wiped)).toMatchObject({ role: 'learner', fault: 'wiped' })
    node(cluster, 1).crash()
    const lost = cluster.putNow(node(cluster, 0), 'lost', 7_000)
    expect(lost?.type, 'the wiped one is not counted').not.toBe('ok')
    node(cluster, 1).start()
    cluster.run(2_000)
    expect(changed(cluster, node(cluster, 0), cluster.nodes)?.type).toBe('ok')
    cluster.run(2_000)
    expect(cluster.status(wiped)).toMatchObject({ role: 'follower', fault: undefined })
    node(cluster, 1).crash()
    expect(cluster.putNow(node(cluster, 0), 'after')?.type, 'now it counts').toBe('ok')
    cluster.invariants.finish()
  })

  it('paxos: a member that lost its disk is taken in though it is heard only after a second', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    cluster.putNow(node(cluster, 0), 'first')
    const wiped = node(cluster, 2)
    cluster.link = (from, to) => from !== wiped && to !== wiped
    wiped.wipe()
    wiped.start()
    cluster.later(1_000, () => {
      cluster.link = () => true
    })
    expect(changed(cluster, node(cluster, 0), cluster.nodes)?.type).toBe('ok')
    cluster.run(2_000)
    expect(cluster.status(wiped)).toMatchObject({ role: 'follower', fault: undefined })
  })

  it('paxos: a member that stays down keeps its place, and a change does not wait for it long', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    node(cluster, 2).crash()
    const asked = change(cluster, node(cluster, 0), cluster.nodes)
    cluster.until(() => asked.reply !== undefined, PAXOS_DEFAULTS.openTimeoutMs)
    expect(asked.reply?.type).toBe('ok')
    node(cluster, 2).start()
    cluster.run(2_000)
    expect(cluster.status(node(cluster, 2))).toMatchObject({ role: 'follower', booth: 2 })
  })

  it('paxos: what a lower ballot left behind the last block of a booth is gone, on disk too', () => {
    const cluster = createCluster(3, { paxos: { blocksInFlight: 8 } })
    cluster.openGroup()
    cluster.putNow(node(cluster, 0), 'first')
    const [old, ...others] = cluster.nodes as [TestNode, ...TestNode[]]
    // The old leader proposes blocks that reach nobody.
    cluster.link = (from, to) => from !== old && to !== old
    for (let i = 0; i < 4; i++) {
      cluster.put(old, `lost-${i}`)
      cluster.run(5)
    }
    expect(cluster.status(old).tail, 'a tail in the old ballot').toBeGreaterThan(2)
    cluster.until(() => others.includes(cluster.leader() as TestNode), 3_000)
    const sealed = change(cluster, others[0] as TestNode, cluster.nodes)
    cluster.run(200)
    cluster.link = () => true
    cluster.until(() => sealed.reply !== undefined, 8_000)
    expect(sealed.reply?.type).toBe('ok')
    cluster.until(() => cluster.status(old).booth === 2, 4_000)
    cluster.run(1_000)
    old.crash()
    const tails = [...old.disk.keys()].filter((key) => key.includes('/t/'))
    expect(tails).toEqual([])
    old.start()
    cluster.run(1_000)
    expect(cluster.putNow(old, 'after')?.type).toBe('ok')
    cluster.run(500)
    cluster.invariants.finish()
  })

  it('paxos: a change survives the crash of the leader that proposed it', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const cluster = createCluster(4, { seed })
      cluster.openGroup(3)
      cluster.putNow(node(cluster, 0), 'first')
      const asked = change(cluster, node(cluster, 1), cluster.nodes)
      cluster.run(seed)
      node(cluster, 0).crash()
      cluster.until(() => asked.reply !== undefined, 12_000)
      expect(asked.reply?.type, `seed ${seed}`).toBe('ok')
      expect(cluster.putNow(node(cluster, 2), 'after')?.type, `seed ${seed}`).toBe('ok')
      cluster.invariants.finish()
    }
  })

  it('paxos: a change that a leader could not finish stands in the way of no later one', () => {
    const cluster = createCluster(3)
    cluster.openGroup()
    const [a, b, c] = cluster.nodes as [TestNode, TestNode, TestNode]
    cluster.until(() => cluster.leader() === a, 1_000)
    // Who asks for the change is gone before it comes about, and its last block reaches nobody.
    cluster.filter = (from, _to, { type }) => from !== a || (type !== 'accept' && type !== 'sync')
    change(cluster, c, [a, b])
    expect(cluster.until(() => cluster.status(a).tail === 1, 1_000)).toBe(true)
    c.crash()
    c.start()
    cluster.link = (from, to) => from !== a && to !== a
    cluster.until(() => cluster.leader() !== a && cluster.leader() !== undefined, 3_000)
    expect(cluster.putNow(b, 'one')?.type).toBe('ok')
    cluster.filter = () => true
    cluster.link = () => true
    cluster.run(1_000)
    for (let i = 0; i < 20 && cluster.leader() !== a; i++) {
      const leader = cluster.leader() ?? c
      cluster.link = (from, to) => from !== leader && to !== leader
      cluster.run(2_000)
      cluster.link = () => true
      cluster.run(1_000)
    }
    expect(cluster.leader()).toBe(a)
    expect(changed(cluster, b, [a, b], 'op-2')).toMatchObject({ type: 'ok', value: { number: 2 } })
    cluster.invariants.finish()
  })

  it('paxos: a change without members or without a name is refused', () => {
    const cluster = createCluster(2)
    cluster.openGroup()
    const first = node(cluster, 0)
    expect(changed(cluster, first, [first], '')).toMatchObject({ reason: 'invalid' })
    expect(changed(cluster, first, [])).toMatchObject({ reason: 'invalid' })
    expect(cluster.status(first).booth).toBe(1)
  })
})
