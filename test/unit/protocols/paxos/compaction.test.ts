/** Room on the disk: which blocks go, which stay, and who takes a snapshot instead of blocks. */
import { describe, expect, it } from 'vitest'
import { snapshotKey } from '../../../../src/core/keyspace.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { GroupRecord } from '../../../../src/protocols/paxos/messages.ts'
import type { TestNode } from './node.ts'
import { fill, lowestOf, PADDING, started } from './room.ts'

const archive = (node: TestNode, height: number, members: readonly string[] = []): void => {
  Object.assign(node.environment.tables, { get: () => ({ table: { height, members } }) })
}

describe('paxos compaction', () => {
  it('paxos: blocks that a snapshot covers go when they are too many, but for some', () => {
    const cluster = started()
    const { a } = cluster
    fill(cluster, 20)
    expect(lowestOf(cluster, a), 'below the limit all stay').toBe(1)
    fill(cluster, 20)
    const lowest = lowestOf(cluster, a)
    expect(lowest).toBeGreaterThan(10)
    expect(lowest).toBeLessThanOrEqual((a.snapshot(cluster.chain)?.head.height ?? 0) - 3)
    const before = cluster.status(a)
    a.crash()
    a.start()
    cluster.run(1_000)
    expect(cluster.status(a)).toMatchObject({ decided: before.decided, digest: before.digest })
    expect(cluster.status(a).fault).toBeUndefined()
    fill(cluster, 5)
    cluster.invariants.finish()
  })

  it('paxos: what a crash left of blocks that may go is deleted', () => {
    const cluster = started()
    const { a } = cluster
    const key = `s/paxos/${cluster.chain}/base`
    for (let i = 0; i < 60 && !a.disk.has(key); i++) {
      cluster.put(a, `${PADDING}${i}`)
      cluster.until(() => a.disk.has(key), 10)
    }
    expect(lowestOf(cluster, a)).toBe(1)
    a.crash()
    a.start()
    cluster.run(1_000)
    expect(lowestOf(cluster, a)).toBeGreaterThan(1)
    expect(cluster.status(a).fault).toBeUndefined()
    cluster.invariants.finish()
  })

  it('paxos: blocks stay until the archive covers them', () => {
    const cluster = started({ keepUnarchived: true })
    const { a } = cluster
    fill(cluster, 40)
    expect(lowestOf(cluster, a)).toBe(1)
    archive(a, 12)
    fill(cluster, 1)
    expect(lowestOf(cluster, a)).toBe(13)
  })

  it('paxos: who is a backup of the chain, or is becoming one, keeps all of it', () => {
    const cluster = started()
    const { a, chain } = cluster
    const head = { height: 1, hash: 'ab'.repeat(32) }
    const released = { type: 'released', chain, epoch: 1 } as const
    archive(a, 1_000, [a.peer])
    fill(cluster, 40)
    expect(lowestOf(cluster, a), 'its table names it').toBe(1)
    archive(a, 1_000)
    a.signal({ type: 'holding', chain, epoch: 1, head, backups: 2 })
    a.signal({ ...released, peer: cluster.b.peer })
    fill(cluster, 1)
    expect(lowestOf(cluster, a), 'it has given its word').toBe(1)
    a.signal({ ...released, peer: a.peer })
    a.signal({ type: 'reserved', chain, untilMs: cluster.nowMs() + 60_000 })
    fill(cluster, 1)
    expect(lowestOf(cluster, a), 'it keeps room').toBe(1)
    a.signal({ type: 'reserved', chain, untilMs: undefined })
    fill(cluster, 1)
    expect(lowestOf(cluster, a)).toBeGreaterThan(1)
  })

  it('paxos: blocks that a member lacks stay, up to twice the limit; then it takes the snapshot', () => {
    const cluster = started()
    const { a, c } = cluster
    fill(cluster, 5)
    cluster.noise.isFetching = false
    cluster.filter = (_from, to, { type }) => to !== c || type === 'heartbeat'
    fill(cluster, 35)
    expect(cluster.status(c).decided).toBe(5)
    expect(lowestOf(cluster, a), 'it still needs block 6').toBe(6)
    fill(cluster, 30)
    expect(lowestOf(cluster, a), 'it has had its time').toBeGreaterThan(40)
    cluster.noise.isFetching = true
    cluster.filter = () => true
    cluster.until(() => cluster.status(c).applied === 70, 3_000)
    expect(cluster.status(c)).toMatchObject({ role: 'follower', applied: 70 })
    expect(cluster.status(c).digest).toBe(cluster.status(a).digest)
    cluster.b.crash()
    fill(cluster, 1)
    c.crash()
    c.start()
    cluster.run(1_000)
    expect(cluster.status(c).digest, 'it starts from there').toBe(cluster.status(a).digest)
    cluster.invariants.finish()
  })
})

describe('paxos snapshots from others', () => {
  it('paxos: without its snapshot a member whose blocks are gone votes nowhere until it has one', () => {
    const cluster = started()
    const { a, b } = cluster
    fill(cluster, 40)
    const { height } = b.snapshot(cluster.chain)?.head ?? { height: 0 }
    for (const lost of ['part', 'record'] as const) {
      b.crash()
      const key = { part: snapshotKey(cluster.chain, height, 0), record: '' }
      b.disk.delete(key[lost] || `s/paxos/${cluster.chain}/snapshot`)
      cluster.noise.isFetching = false
      b.start()
      cluster.run(1_000)
      expect(cluster.status(b), lost).toMatchObject({ role: 'learner', fault: 'damaged' })
      cluster.noise.isFetching = true
      b.crash()
      b.start()
      cluster.until(() => cluster.status(b).role === 'follower', 3_000)
      expect(cluster.status(b), lost).toMatchObject({ role: 'follower', fault: undefined })
      cluster.run(500)
      expect(cluster.status(b).digest, lost).toBe(cluster.status(a).digest)
    }
    cluster.c.crash()
    fill(cluster, 1)
    cluster.invariants.finish()
  })

  it('paxos: a lost state may begin below what is decided here, where the blocks go on', () => {
    const cluster = started()
    const { b, chain } = cluster
    fill(cluster, 43)
    const head = b.snapshot(chain)?.head ?? { height: 0, hash: '' }
    expect(head.height).toBeLessThan(cluster.status(b).decided)
    b.crash()
    b.disk.delete(snapshotKey(chain, head.height, 0))
    b.start()
    cluster.until(() => cluster.status(b).applied === 43, 3_000)
    expect(cluster.status(b)).toMatchObject({ decided: 43, applied: 43, fault: undefined })
    expect(cluster.status(b).digest).toBe(cluster.status(cluster.a).digest)
    cluster.invariants.finish()
  })

  it('paxos: a lost state begins with none of another chain, nor one below the blocks', () => {
    const cluster = started()
    const { a, b, chain } = cluster
    fill(cluster, 43)
    const note = a.snapshot(chain)
    if (note === undefined) {
      throw new RangeError('there is no snapshot')
    }
    const { height } = note.head
    const parts = Array.from(
      { length: note.parts },
      (_, i) => a.disk.get(snapshotKey(chain, height, i)) as Uint8Array
    )
    b.crash()
    b.disk.delete(snapshotKey(chain, height, 0))
    cluster.noise.isFetching = false
    b.start()
    cluster.run(500)
    const heads = [
      { height, hash: 'ab'.repeat(32) },
      { height: 3, hash: 'ab'.repeat(32) }
    ]
    for (const head of heads) {
      b.signal({ type: 'snapshot', chain, snapshot: { ...note, head }, parts })
      expect(cluster.status(b).fault, `height ${head.height}`).toBe('damaged')
    }
    b.signal({ type: 'snapshot', chain, snapshot: note, parts })
    expect(cluster.status(b).fault).toBeUndefined()
  })

  it('paxos: a lost state begins with none from before the blocks that may be gone', () => {
    const cluster = started()
    const { a, b, chain } = cluster
    fill(cluster, 5)
    const note = a.snapshot(chain)
    if (note === undefined) {
      throw new RangeError('there is no snapshot')
    }
    const { height } = note.head
    const parts = Array.from(
      { length: note.parts },
      (_, i) => a.disk.get(snapshotKey(chain, height, i)) as Uint8Array
    )
    const key = `s/paxos/${chain}/base`
    for (let i = 0; i < 60 && !b.disk.has(key); i++) {
      cluster.put(a, `${PADDING}${i}`)
      cluster.until(() => b.disk.has(key), 10)
    }
    expect(lowestOf(cluster, b), 'nothing is gone yet').toBe(1)
    b.crash()
    b.disk.delete(`s/paxos/${chain}/snapshot`)
    cluster.noise.isFetching = false
    b.start()
    cluster.run(2)
    b.signal({ type: 'snapshot', chain, snapshot: note, parts })
    expect(cluster.status(b).fault).toBe('damaged')
    cluster.noise.isFetching = true
    cluster.run(2_000)
    b.crash()
    b.start()
    cluster.until(() => cluster.status(b).fault === undefined, 3_000)
    expect(cluster.status(b).fault).toBeUndefined()
    cluster.invariants.finish()
  })

  it('paxos: a snapshot that another vehicle reads stays, for a while', () => {
    const cluster = started({}, 1)
    const { a, chain } = cluster
    const height = (): number => a.snapshot(chain)?.head.height ?? 0
    fill(cluster, 10)
    expect(height()).toBe(10)
    a.signal({ type: 'snapshotRead', chain })
    fill(cluster, 10)
    expect(height(), 'it is being read').toBe(10)
    cluster.run(6_000)
    expect(height(), 'it is read no more').toBe(20)
    let heldMs = 0
    a.signal({ type: 'snapshotRead', chain })
    fill(cluster, 10)
    for (; height() === 20 && heldMs < 700_000; heldMs += 4_000) {
      a.signal({ type: 'snapshotRead', chain })
      cluster.run(4_000)
    }
    expect(height(), 'nobody reads for ever').toBe(30)
    expect(heldMs).toBeGreaterThan(590_000)
  })

  it('paxos: alone without its snapshot it does not lead', () => {
    const cluster = started({}, 1)
    const { a } = cluster
    fill(cluster, 40)
    const { height } = a.snapshot(cluster.chain)?.head ?? { height: 0 }
    a.crash()
    a.disk.delete(snapshotKey(cluster.chain, height, 0))
    a.start()
    cluster.run(1_000)
    expect(cluster.status(a)).toMatchObject({ role: 'learner', fault: 'damaged' })
    expect(cluster.putNow(a, 'x', 7_000)).toMatchObject({ reason: 'noLeader' })
  })

  it('paxos: a snapshot is taken only when it is whole, newer, and what its digest says', () => {
    const cluster = started()
    const { a, c, chain } = cluster
    cluster.noise.isFetching = false
    fill(cluster, 10)
    cluster.filter = (_from, to) => to !== c
    fill(cluster, 30)
    const snapshot = a.snapshot(chain)
    if (snapshot === undefined) {
      throw new RangeError('there is no snapshot')
    }
    const parts = Array.from(
      { length: snapshot.parts },
      (_, i) => a.disk.get(snapshotKey(chain, snapshot.head.height, i)) as Uint8Array
    )
    const before = cluster.status(c)
    const old = { ...snapshot, head: { height: 9, hash: 'ab'.repeat(32) } }
    const wrong = [
      { snapshot: old, parts },
      { snapshot: { ...snapshot, digest: 'other' }, parts },
      { snapshot, parts: parts.slice(1) }
    ]
    for (const [i, offer] of wrong.entries()) {
      c.signal({ type: 'snapshot', chain, ...offer })
      expect(cluster.status(c), `offer ${i}`).toMatchObject({
        decided: before.decided,
        digest: before.digest
      })
    }
    c.signal({ type: 'snapshot', chain, snapshot, parts })
    expect(cluster.status(c)).toMatchObject({
      decided: snapshot.head.height,
      applied: snapshot.head.height,
      digest: snapshot.digest
    })
  })

  it('paxos: with a snapshot from a later booth comes the booth', () => {
    const cluster = started({}, 5, 3)
    const { a, b, c, chain } = cluster
    fill(cluster, 5)
    c.crash()
    const members = [a, b, cluster.nodes[3] as TestNode, cluster.nodes[4] as TestNode, c]
    const change: { reply?: Reply } = cluster.ask(a, {
      type: 'changeMembers',
      chain,
      members: members.map(({ peer }) => peer),
      operation: 'op-1'
    })
    cluster.until(() => change.reply !== undefined, 6_000)
    expect(change.reply?.type).toBe('ok')
    cluster.until(() => cluster.leader() !== undefined, 3_000)
    fill(cluster, 70, b)
    // It hears of the blocks, but of the booth only by the snapshot.
    cluster.filter = (_from, to, { type }) => !(to === c && type === 'open')
    c.start()
    cluster.until(() => cluster.status(c).booth === 2, 3_000)
    expect(cluster.status(c)).toMatchObject({ booth: 2, role: 'follower' })
    expect(cluster.status(c).promised.startsWith('2.')).toBe(true)
    for (const other of [a, cluster.nodes[3] as TestNode]) {
      other.crash()
    }
    fill(cluster, 1, c)
    cluster.run(500)
    const record = GroupRecord.decode(c.disk.get(`s/paxos/${chain}/group`) as Uint8Array)
    expect(record.operations, 'and the changes that are done').toEqual(['op-1'])
    cluster.invariants.finish()
  })
})
