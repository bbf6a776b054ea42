/** Rules of a group that only a mutant, or a simulated world, had shown to be untested. */
import { expect, it } from 'vitest'
import { fromUtf8 } from '../../../../src/core/bytes.ts'
import { heightText } from '../../../../src/core/keyspace.ts'
import type { Effect } from '../../../../src/core/machine.ts'
import { createRandom } from '../../../../src/core/random.ts'
import { createPaxos } from '../../../../src/protocols/paxos/machine.ts'
import { LogRecord } from '../../../../src/protocols/paxos/messages.ts'
import type { PaxosOptions } from '../../../../src/protocols/paxos/options.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'
import { createRegister } from './register.ts'
import { accept, createLeading, createStage, headOf, promise, sync } from './stage.ts'

/** Together 12 of them are more than one part of a snapshot. */
const PADDING = 'x'.repeat(40_000)

const countOf = ({ facts }: TestNode, name: string): number =>
  facts.filter((fact) => fact.name === name).length

function filled(count: number, options: PaxosOptions): Cluster & { readonly first: TestNode } {
  const cluster = createCluster(1, { paxos: options })
  cluster.openGroup()
  const [first] = cluster.nodes as [TestNode]
  for (let i = 0; i < count; i++) {
    expect(cluster.putNow(first, `${PADDING}${i}`)?.type, `operation ${i}`).toBe('ok')
  }
  return Object.assign(cluster, { first })
}

it('paxos: a block that does not link is not accepted', () => {
  const stage = createStage()
  const { cluster, member, a } = stage
  const ballot = stage.ballot(5, a)
  const one = stage.block(1, undefined, 'one')
  stage.say(a, sync(ballot, [one]))
  const stray = stage.block(2, stage.block(1, undefined, 'other'), 'stray')
  stage.say(a, accept(ballot, 1, [stray]))
  expect(cluster.status(member).tail).toBe(1)
})

it('paxos: the ballot that it leads is promised on its own disk before it asks for promises', () => {
  const { cluster, member, ballot0 } = createLeading()
  const record = LogRecord.decode(
    member.disk.get(`s/paxos/${cluster.chain}/log`) ?? new Uint8Array(0)
  )
  expect({ ...record.promised }).toEqual(ballot0)
})

it('paxos: a promise for a tail that it had, and has no more, is asked for anew', () => {
  const stage = createLeading(3, ({ say, a, ballot, block }) => {
    const lost = block(1, undefined, 'lost')
    say(a, sync(ballot(2, a), [lost, block(2, lost, 'lost too')]))
  })
  const { cluster, member, a, b, ballot0 } = stage
  const one = stage.block(1, undefined, 'one')
  const two = stage.block(2, one, 'two')
  const three = stage.block(3, two, 'three')
  member.signal({ type: 'decidedBlocks', chain: cluster.chain, blocks: [one] })
  cluster.run(5)
  const later = { cfg: 1, num: 3, node: b.peer }
  stage.say(a, promise(ballot0, later, [three], headOf(one)))
  expect(cluster.status(member).role, 'block 2 is missing').toBe('candidate')
  stage.say(a, promise(ballot0, later, [two, three], headOf(one)))
  expect(cluster.status(member)).toMatchObject({ role: 'leader', tail: 2 })
})

it('paxos: a change to members of which most are down is refused, though it knows them all', () => {
  const cluster = createCluster(5)
  cluster.openGroup()
  const [a, b, c, d] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode]
  expect(cluster.putNow(a, 'before')?.type).toBe('ok')
  c.crash()
  d.crash()
  const asked = cluster.ask(cluster.leader() ?? a, {
    type: 'changeMembers',
    chain: cluster.chain,
    members: [a, c, d].map(({ peer }) => peer),
    operation: 'op'
  })
  cluster.until(() => asked.reply !== undefined, 12_000)
  expect(asked.reply).toMatchObject({ type: 'refused', reason: 'unreachable' })
  expect(cluster.putNow(b, 'after')?.type).toBe('ok')
})

it('paxos: without a snapshot no block goes, however many there are', () => {
  const { first, chain, run } = filled(40, {
    snapshotEntries: 1_000,
    logBytesMax: 1024 * 1024,
    blocksKeptMin: 4,
    keepUnarchived: false
  })
  run(1_000)
  expect(first.disk.has(`b/${chain}/${heightText(1)}`)).toBe(true)
  expect(countOf(first, 'paxos:compacted')).toBe(0)
})

it('paxos: a crash in the middle of a snapshot leaves no snapshot that could be believed', () => {
  const { first, chain, put, until, run } = filled(12, { snapshotEntries: 13 })
  put(first, `${PADDING}12`)
  expect(until(() => first.disk.has(`s/paxos/${chain}/taking`), 1_000)).toBe(true)
  first.crash()
  expect(first.disk.has(`s/paxos/${chain}/snapshot`)).toBe(false)
  first.start()
  run(1_000)
  expect(countOf(first, 'paxos:snapshotLost')).toBe(0)
  expect(first.register?.list).toHaveLength(13)
})

it('paxos: what a damaged disk kept of an old tail goes with the next one', () => {
  const stage = createStage()
  const { cluster, member, a } = stage
  const one = stage.block(1, undefined, 'one')
  const two = stage.block(2, one, 'two')
  const three = stage.block(3, two, 'three')
  stage.say(a, sync(stage.ballot(5, a), [one, two, three]))
  member.crash()
  // As when the disk has lost what is in front of it.
  member.disk.delete(`s/paxos/${cluster.chain}/t/${heightText(2)}`)
  member.start()
  expect(cluster.status(member).tail).toBe(1)
  stage.say(a, sync(stage.ballot(6, a), [one, two]))
  member.crash()
  member.start()
  expect(cluster.status(member).tail, 'block 3 is of the ballot before').toBe(2)
})

it('paxos: without its count of starts a vehicle names its operations as it never did', () => {
  const firstOf = (isDamaged: boolean, seed: number): string => {
    const environment = createTestEnvironment('A', undefined, {
      isDamaged,
      random: createRandom(seed)
    })
    const ports = { incarnation: 'ab'.repeat(16), createState: createRegister }
    const out: Effect[] = []
    createPaxos(environment, {}, EMPTY_DISK, ports).step(0, { type: 'start' }, out)
    const [op] = out.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    return op?.type === 'put' ? fromUtf8(op.value) : ''
  }
  expect(firstOf(false, 1)).toBe(firstOf(false, 2))
  expect(firstOf(true, 1)).not.toBe(firstOf(false, 1))
  expect(firstOf(true, 1)).not.toBe(firstOf(true, 2))
})
