/** Certificates of a group's chain: who signs what, who collects, and who gets to know. */
import { describe, expect, it } from 'vitest'
import {
  createCertificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate,
  voteBytes
} from '../../../../src/core/booth.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { boothKey, certificateKey } from '../../../../src/core/keyspace.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'
import { createStage, headOf, type Stage, sync } from './stage.ts'

function opened(count = 3): Cluster & { readonly first: TestNode; readonly other: TestNode } {
  const cluster = createCluster(count)
  cluster.openGroup()
  const [first, other] = cluster.nodes as [TestNode, TestNode]
  cluster.until(() => cluster.leader() === first, 1_000)
  return Object.assign(cluster, { first, other })
}

const certifiedOf = (cluster: Cluster): readonly number[] =>
  cluster.nodes.map((node) => cluster.status(node).certified)

function certify(cluster: Cluster, node: TestNode, height?: number): { reply?: Reply } {
  const request = { type: 'certifyHead', chain: cluster.chain } as const
  return cluster.ask(node, height === undefined ? request : { ...request, height })
}

/** Whether the disk of a vehicle proves a block by itself. */
function isProven({ chain }: Cluster, { disk, environment }: TestNode, height: number): boolean {
  const held = environment.holdings.get(chain)
  const bytes = disk.get(certificateKey(chain, height))
  if (held === undefined || bytes === undefined) {
    return false
  }
  const { crypto } = environment
  const certificate = decodeCertificate(bytes)
  const booth = decodeBooth(crypto, disk.get(boothKey(chain, certificate.booth)) as Uint8Array)
  return (
    certificate.hash === held.hashAt(height) &&
    verifyCertificate(crypto, OPEN_FLEET, held.chain, booth, certificate)
  )
}

/** One member among puppets that holds block 1 as decided. */
function decidedStage(count = 3): Stage & { readonly head: ReturnType<typeof headOf> } {
  const stage = createStage(count)
  const one = stage.block(1, undefined, 'one')
  stage.say(stage.a, sync(stage.ballot(5, stage.a), [one], headOf(one)))
  return { ...stage, head: headOf(one) }
}

const boothOf = ({ member, cluster }: Stage): string =>
  [...member.disk.keys()].find((key) => key.startsWith(`o/${cluster.chain}`))?.split('/')[2] ?? ''

/** A vote of a puppet, as it should be or with something else in it. */
function vote(stage: Stage & { head: ReturnType<typeof headOf> }, of: TestNode, height = 1) {
  const { head, cluster } = stage
  const booth = boothOf(stage)
  const subject = { chain: cluster.chain, height, hash: head.hash, booth }
  const signature = of.environment.crypto.sign(voteBytes(subject))
  return { type: 'vote', head: { ...head, height }, booth, signature } as const
}

describe('paxos certificates', () => {
  it('paxos: a leader has a majority sign what is decided, and every member can prove it', () => {
    const cluster = opened()
    for (let i = 0; i < 5; i++) {
      cluster.putNow(cluster.other, `v${i}`)
    }
    cluster.run(1_500)
    expect(certifiedOf(cluster)).toEqual([5, 5, 5])
    for (const node of cluster.nodes) {
      expect(isProven(cluster, node, 5), node.name).toBe(true)
    }
    let asked = 0
    cluster.filter = (_from, _to, { type }) => {
      asked += ['attest', 'vote', 'certified'].includes(type) ? 1 : 0
      return true
    }
    cluster.run(5_000)
    expect(asked, 'a group that rests signs nothing').toBe(0)
  })

  it('paxos: a busy leader asks for signatures once a second', () => {
    const cluster = opened()
    const heads = new Set<number>()
    cluster.filter = (_from, _to, message) => {
      if (message.type === 'attest') {
        heads.add(message.head.height)
      }
      return true
    }
    for (let i = 0; i < 150; i++) {
      cluster.put(cluster.first, `v${i}`)
      cluster.run(20)
    }
    expect(heads.size).toBeGreaterThan(2)
    expect(heads.size).toBeLessThan(5)
  })

  it('paxos: any member has its newest block signed on request', () => {
    const cluster = createCluster(3, { paxos: { certifyMs: 3_600_000 } })
    cluster.openGroup()
    const [first, other] = cluster.nodes as [TestNode, TestNode]
    cluster.putNow(first, 'first')
    cluster.run(100)
    for (let i = 0; i < 5; i++) {
      cluster.putNow(first, `v${i}`)
    }
    cluster.run(100)
    expect(cluster.status(other).certified, 'by itself it would wait for an hour').toBe(1)
    const asked = certify(cluster, other)
    cluster.run(50)
    expect(asked.reply).toMatchObject({ type: 'ok', value: { head: { height: 6 } } })
    expect(isProven(cluster, other, 6)).toBe(true)
    expect(certifiedOf(cluster)).toEqual([6, 6, 6])
    // What is covered already is answered at once, and a later block when it is decided.
    cluster.filter = (_from, _to, { type }) => type !== 'attest'
    const covered = certify(cluster, first, 3)
    cluster.run(5)
    expect(covered.reply).toMatchObject({ type: 'ok', value: { head: { height: 6 } } })
    cluster.filter = () => true
    const later = certify(cluster, other, 7)
    cluster.run(200)
    expect(later.reply).toBeUndefined()
    cluster.putNow(first, 'later')
    cluster.run(200)
    expect(later.reply).toMatchObject({ type: 'ok', value: { head: { height: 7 } } })
  })

  it('paxos: what a majority does not sign in time is refused', () => {
    const cluster = opened()
    cluster.putNow(cluster.first, 'first')
    cluster.run(50)
    cluster.filter = (_from, _to, { type }) => type !== 'vote'
    cluster.putNow(cluster.first, 'second')
    const asked = certify(cluster, cluster.first)
    cluster.until(() => asked.reply !== undefined, 6_000)
    expect(asked.reply).toMatchObject({ type: 'refused', reason: 'unreachable', retry: true })
    cluster.filter = () => true
    const again = certify(cluster, cluster.first)
    cluster.until(() => again.reply !== undefined, 3_000)
    expect(again.reply?.type).toBe('ok')
  })

  it('paxos: lost votes and lost questions are asked for again', () => {
    const cluster = opened()
    cluster.noise.lossChance = 0.5
    cluster.put(cluster.first, 'first')
    cluster.until(() => certifiedOf(cluster).every((height) => height === 1), 8_000)
    expect(certifiedOf(cluster)).toEqual([1, 1, 1])
  })

  it('paxos: who was away hears of the newest certificate when it is back', () => {
    const cluster = opened()
    const [, , away] = cluster.nodes as [TestNode, TestNode, TestNode]
    away.crash()
    cluster.putNow(cluster.first, 'first')
    cluster.run(1_500)
    away.start()
    cluster.until(() => isProven(cluster, away, 1), 3_000)
    expect(isProven(cluster, away, 1)).toBe(true)
    expect(cluster.status(away).certified).toBe(1)
  })

  it('paxos: the members of the next booth sign from then on', () => {
    const cluster = createCluster(4)
    cluster.openGroup(3)
    cluster.putNow(cluster.nodes[0] as TestNode, 'first')
    const asked = cluster.ask(cluster.nodes[0] as TestNode, {
      type: 'changeMembers',
      chain: cluster.chain,
      members: cluster.nodes.slice(1).map(({ peer }) => peer),
      operation: 'op-1'
    })
    cluster.until(() => asked.reply !== undefined, 6_000)
    cluster.run(3_000)
    for (const node of cluster.nodes.slice(1)) {
      expect(cluster.status(node).certified, node.name).toBe(2)
      expect(isProven(cluster, node, 2), node.name).toBe(true)
    }
    expect(cluster.leader(), 'the leader has changed with the booth').not.toBe(cluster.nodes[0])
    const former = certify(cluster, cluster.nodes[0] as TestNode)
    cluster.run(50)
    expect(former.reply).toMatchObject({ type: 'refused', reason: 'notMember' })
  })

  it('paxos: what is being signed when a booth ends is signed anew by the next', () => {
    const cluster = opened(4)
    cluster.putNow(cluster.first, 'first')
    cluster.run(1_200)
    cluster.filter = (_from, _to, { type }) => type !== 'vote'
    cluster.putNow(cluster.first, 'second')
    cluster.run(1_000)
    const asked = cluster.ask(cluster.first, {
      type: 'changeMembers',
      chain: cluster.chain,
      members: cluster.nodes.slice(0, 3).map(({ peer }) => peer),
      operation: 'op-1'
    })
    cluster.until(() => asked.reply !== undefined, 6_000)
    cluster.filter = () => true
    cluster.until(() => cluster.status(cluster.first).certified === 3, 1_500)
    expect(cluster.status(cluster.first).certified).toBe(3)
  })
})

describe('paxos certificates by rule', () => {
  it('paxos: a member signs a block only once it is decided here', () => {
    const stage = createStage()
    const one = stage.block(1, undefined, 'one')
    const ballot = stage.ballot(5, stage.a)
    const attest = { type: 'attest', head: headOf(one), booth: boothOf(stage) } as const
    stage.say(stage.a, sync(ballot, [one]))
    stage.say(stage.a, attest)
    expect(stage.last('vote'), 'accepted is not decided').toBeUndefined()
    stage.say(stage.a, sync(ballot, [one], headOf(one)))
    expect(stage.last('vote'), 'it signs what it was asked for before').toMatchObject({
      head: headOf(one)
    })
    stage.said.length = 0
    stage.say(stage.b, { ...attest, head: { height: 1, hash: 'ab'.repeat(32) } })
    stage.say(stage.b, { ...attest, booth: 'cd'.repeat(32) })
    stage.say(stage.b, attest, 'ef'.repeat(16))
    expect(stage.last('vote'), 'another block, booth or directory').toBeUndefined()
    expect(stage.member.facts.at(-1)?.name).toBe('paxos:refused')
    stage.say(stage.b, attest)
    const { signature = new Uint8Array(0) } = stage.last('vote') ?? {}
    const subject = { chain: stage.cluster.chain, ...headOf(one), booth: attest.booth }
    const { crypto } = stage.member.environment
    expect(crypto.verify(stage.member.peer, voteBytes(subject), signature)).toBe(true)
  })

  it('paxos: votes count by vehicle, with a signature that holds, for the block asked for', () => {
    const stage = decidedStage(5)
    const { cluster, member, a, b } = stage
    certify(cluster, member)
    cluster.run(5)
    expect(stage.last('attest')).toMatchObject({ head: stage.head })
    stage.say(a, vote(stage, a))
    stage.say(a, vote(stage, a))
    stage.say(b, vote(stage, b, 2))
    stage.say(b, { ...vote(stage, b), booth: 'cd'.repeat(32) })
    const refusals = (): number =>
      member.facts.filter(({ name }) => name === 'paxos:refused').length
    expect(refusals(), 'a late vote is no lie').toBe(0)
    stage.say(b, vote(stage, a))
    expect(refusals()).toBe(1)
    stage.say(b, vote(stage, b), 'ef'.repeat(16))
    expect(cluster.status(member).certified).toBe(0)
    stage.say(b, vote(stage, b))
    expect(cluster.status(member).certified).toBe(1)
    expect(isProven(cluster, member, 1)).toBe(true)
  })

  it('paxos: a certificate is taken only when it holds, for what is decided here', () => {
    const stage = decidedStage()
    const { cluster, member, a, b, head } = stage
    const held = member.environment.holdings.get(cluster.chain)
    const bytes = member.disk.get(boothKey(cluster.chain, boothOf(stage))) as Uint8Array
    const booth = decodeBooth(member.environment.crypto, bytes)
    const certificate = (signers: readonly TestNode[], of = head) => {
      const subject = { chain: cluster.chain, ...of, booth: booth.id }
      const sign = (node: TestNode) => node.environment.crypto.sign(voteBytes(subject))
      const votes = new Map(signers.map((node) => [node.peer, sign(node)] as const))
      return { type: 'certified', certificate: createCertificate(booth, subject, votes) } as const
    }
    expect(held?.contiguousTo).toBe(1)
    stage.say(a, certificate([a]))
    expect(cluster.status(member).certified, 'no majority').toBe(0)
    expect(member.facts.at(-1)?.name).toBe('paxos:refused')
    stage.say(a, certificate([a, b], { height: 1, hash: 'ab'.repeat(32) }))
    stage.say(a, certificate([a, b], { height: 2, hash: head.hash }))
    expect(cluster.status(member).certified, 'another block').toBe(0)
    stage.say(a, certificate([a, b]))
    expect(cluster.status(member).certified).toBe(1)
  })
})
