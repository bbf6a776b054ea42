/** What vehicles that are no members of a group tell its members, and what members show each other. */
import { describe, expect, it } from 'vitest'
import { noBallot } from '../../../../src/core/ballot.ts'
import { type Booth, createGroupBooth } from '../../../../src/core/booth.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { machineKey } from '../../../../src/core/keyspace.ts'
import { readDescended } from '../../../../src/core/lineage.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { PaxosMessage } from '../../../../src/protocols/paxos/types.ts'
import { changed } from './changes.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { Missing, TestNode } from './node.ts'
import { fill, lowestOf, started } from './room.ts'
import { createStage, endOf, NOTHING, type Stage, sync } from './stage.ts'

const head = { height: 9, hash: 'ab'.repeat(32) }

const beat = (cfg: number) =>
  ({
    type: 'heartbeat',
    ballot: noBallot(cfg),
    leader: noBallot(cfg),
    happy: false,
    seq: 1,
    echo: 0,
    urgent: false,
    decided: head,
    certified: 0
  }) as const

const missing = ({ member }: Stage): readonly Missing[] =>
  member.told.filter(({ type }) => type === 'decidedMissing')

/** A booth of the group of a cluster that this vehicle has signed. */
const signed = (
  { chain }: Cluster,
  opener: TestNode,
  number: number,
  members: readonly TestNode[]
): Booth =>
  createGroupBooth(opener.environment.crypto, OPEN_FLEET, {
    chain,
    number,
    members: new Map(members.map(({ peer, incarnation }) => [peer, incarnation])),
    openedAtMs: number,
    opener: opener.peer
  })

const genesisOf = (cluster: Cluster): Uint8Array =>
  cluster.nodes[0]?.environment.holdings.get(cluster.chain)?.chain.bytes ?? new Uint8Array(0)

describe('paxos hostile tales', () => {
  it('paxos: who is no member tells of no blocks that would be missing, in whatever message', () => {
    const stage = createStage(3, {}, 1)
    const stranger = stage.cluster.nodes[3] as TestNode
    for (const cfg of [1, 2, 9]) {
      stage.say(stranger, beat(cfg))
      stage.say(stranger, { type: 'nack', promised: noBallot(cfg), decided: head })
    }
    const booth = signed(stage.cluster, stranger, 2, [stranger, stage.member]).bytes
    const genesis = genesisOf(stage.cluster)
    stage.say(stranger, { type: 'open', genesis, booth, seal: head, line: [] })
    stage.say(stranger, { type: 'invite', genesis, booth, decided: head, line: [] })
    expect(missing(stage)).toEqual([])
    stage.say(stage.a, beat(2))
    expect(missing(stage), 'a member does').toMatchObject([{ peer: stage.a.peer, head }])
  })

  it('paxos: who tells of a later booth is believed once it has shown how that came about', () => {
    const stage = createStage(3, {}, 3)
    const { cluster, member, a } = stage
    const [c, d, stranger] = cluster.nodes.slice(3) as [TestNode, TestNode, TestNode]
    const second = signed(cluster, a, 2, [c, member])
    const third = signed(cluster, c, 3, [d, member])
    stage.say(d, beat(3))
    expect(missing(stage)).toEqual([])
    expect(stage.last('nack'), 'it is asked what it is').toBeDefined()
    const open = { type: 'open', genesis: genesisOf(cluster), seal: head } as const
    stage.say(d, { ...open, booth: third.bytes, line: [] })
    expect(missing(stage)).toEqual([])
    stage.say(stranger, { ...open, booth: third.bytes, line: [second.bytes] })
    expect(missing(stage), 'of a genuine booth, and no member of it').toEqual([])
    stage.say(d, { ...open, booth: third.bytes, line: [second.bytes] })
    expect(missing(stage)).toMatchObject([{ peer: d.peer }])
    cluster.run(100)
    stage.say(c, beat(2))
    expect(missing(stage), 'a member of the booth before').toMatchObject([{}, { peer: c.peer }])
  })

  it('paxos: a member of later booths finds who has missed all changes, and whose others are gone', () => {
    const cluster = createCluster(7)
    cluster.openGroup(3)
    const [a, b, late, c, d, e, f] = cluster.nodes as readonly TestNode[] as [
      TestNode,
      TestNode,
      TestNode,
      TestNode,
      TestNode,
      TestNode,
      TestNode
    ]
    cluster.putNow(a, 'one')
    late.crash()
    expect(changed(cluster, a, [late, c, d], 'first')?.type).toBe('ok')
    cluster.until(() => cluster.leader() === c || cluster.leader() === d, 6_000)
    expect(changed(cluster, c, [late, e, f], 'second')?.type).toBe('ok')
    cluster.until(() => cluster.leader() === e || cluster.leader() === f, 6_000)
    for (const gone of [a, b, c, d]) {
      gone.crash()
    }
    late.start()
    expect(cluster.until(() => cluster.status(late).booth === 3, 3_000)).toBe(true)
    f.crash()
    expect(cluster.putNow(e, 'two')?.type, 'and is needed').toBe('ok')
    cluster.run(500)
    cluster.invariants.finish()
  })

  it('paxos: a line leads from the genesis to a booth, by members only, and no longer than it must', () => {
    const { cluster, a, b } = createStage(3, {}, 2)
    const [c, d] = cluster.nodes.slice(3) as [TestNode, TestNode]
    const chain = a.environment.holdings.get(cluster.chain)?.chain as never
    const { crypto } = a.environment
    const shown = (...booths: readonly Booth[]): boolean => {
      const line = booths.map(({ bytes }) => bytes)
      const booth = line.pop() ?? new Uint8Array(0)
      return readDescended(crypto, OPEN_FLEET, chain, { booth, line }) !== undefined
    }
    const second = signed(cluster, b, 2, [b, c])
    expect(shown(second)).toBe(true)
    expect(shown(signed(cluster, c, 3, [c]))).toBe(false)
    expect(shown(second, signed(cluster, c, 3, [c]))).toBe(true)
    expect(shown(second, signed(cluster, c, 2, [c])), 'in order').toBe(false)
    expect(shown(second, signed(cluster, d, 3, [c, d])), 'by a member').toBe(false)
    expect(shown(signed(cluster, d, 2, [d]), signed(cluster, d, 3, [d]))).toBe(false)
    const forged = second.bytes.slice()
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    expect(shown({ ...second, bytes: forged }, signed(cluster, c, 3, [c]))).toBe(false)
  })

  it('paxos: an invitation without a decided block is answered by whom the opener names', () => {
    const stage = createStage(3, {}, 1)
    const stranger = stage.cluster.nodes[3] as TestNode
    const { chain } = stage.cluster
    const { incarnation } = stage.a
    const invite: PaxosMessage = {
      ...{ type: 'invite', chain, incarnation, genesis: genesisOf(stage.cluster) },
      ...{ decided: NOTHING, booth: undefined, line: [] }
    }
    stranger.deliver(stage.a.peer, paxosSpec.encode(invite))
    stage.cluster.run(10)
    expect(stranger.group(chain)).toBeUndefined()
    stranger.deliver(stage.a.peer, paxosSpec.encode({ ...invite, decided: head }))
    stage.cluster.run(10)
    expect(stranger.group(chain), 'nothing shows that it is a member').toBeUndefined()
    const booth = stage.member.boothOf(chain)?.bytes
    stranger.deliver(stage.a.peer, paxosSpec.encode({ ...invite, decided: head, booth }))
    stage.cluster.run(10)
    expect(stranger.told).toMatchObject([{ peer: stage.a.peer, head }])
  })

  it('paxos: only the last block of a booth ends it, whatever is told of the next', () => {
    const stage = createStage(3, {}, 1)
    const { cluster, member, a, b } = stage
    const stranger = cluster.nodes[3] as TestNode
    stage.say(a, sync(stage.ballot(5, a), [stage.block(1, undefined, 'one')]))
    const open = { type: 'open', genesis: genesisOf(cluster), line: [] } as const
    const seals = [NOTHING, head]
    for (const seal of seals) {
      for (const number of [2, 2 ** 40]) {
        const own = signed(cluster, stranger, number, [stranger]).bytes
        stage.say(stranger, { ...open, booth: own, seal })
      }
      const genuine = signed(cluster, b, 2, [a, b, member]).bytes
      stage.say(stranger, { ...open, booth: genuine, seal })
      stage.say(b, { ...open, booth: genuine, seal })
    }
    expect(cluster.status(member)).toMatchObject({ booth: 1, role: 'follower', tail: 1 })
    member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [endOf(stage)] })
    expect(cluster.status(member)).toMatchObject({ booth: 2, decided: 1, tail: 0 })
  })

  it('paxos: who has lost the record of its booth takes it from a member, and from nobody else', () => {
    const cluster = started({}, 4, 3)
    const { a, c } = cluster
    const stranger = cluster.nodes[3] as TestNode
    const { chain } = cluster
    expect(changed(cluster, a, cluster.nodes.slice(0, 3))?.type).toBe('ok')
    const seal = { height: 1, hash: a.environment.holdings.get(chain)?.hashAt(1) ?? '' }
    cluster.until(() => cluster.leader() === a, 3_000)
    fill(cluster, 40)
    expect(lowestOf(cluster, c), 'the end of the first booth is gone').toBeGreaterThan(1)
    c.crash()
    c.hidden.add(machineKey('paxos', `${chain}/group`))
    cluster.filter = () => false
    c.start()
    const booth = a.boothOf(chain)?.bytes ?? new Uint8Array(0)
    const content = { type: 'open', genesis: genesisOf(cluster), booth, seal, line: [] } as const
    for (const [from, number] of [
      [stranger, 0],
      [a, 2]
    ] as const) {
      const open = { ...content, chain, incarnation: from.incarnation }
      c.deliver(from.peer, paxosSpec.encode(open))
      cluster.run(10)
      expect(cluster.status(c), from.name).toMatchObject({ booth: number, role: 'learner' })
    }
    expect(cluster.status(c).fault).toBe('damaged')
  })
})
