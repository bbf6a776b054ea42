/**
 * One member of a group among puppets: what it is told comes by hand, and what it says is kept.
 */
import { type Ballot, noBallot } from '../../../../src/core/ballot.ts'
import { createGroupBlock, type FullBlock } from '../../../../src/core/block.ts'
import { createGroupBooth } from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { encodeCommand } from '../../../../src/core/command.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import type { Head } from '../../../../src/core/holdings.ts'
import type { PaxosOptions } from '../../../../src/protocols/paxos/options.ts'
import type { Content } from '../../../../src/protocols/paxos/parts.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { PaxosMessage } from '../../../../src/protocols/paxos/types.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

export const NOTHING: Head = { height: 0, hash: NO_HASH }

export interface Stage {
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

/** A group of three (or five) whose other members are puppets, and vehicles that are no members. */
export function createStage(count = 3, paxos: PaxosOptions = {}, strangers = 0): Stage {
  const cluster = createCluster(count + strangers, { paxos })
  cluster.openGroup(count)
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

export const headOf = (block: FullBlock): Head => ({
  height: block.header.height,
  hash: block.hash
})

export const prepare = (
  ballot: Ballot,
  changes: Partial<Extract<Content, { type: 'prepare' }>> = {}
) =>
  ({
    type: 'prepare',
    ballot,
    decided: NOTHING,
    accepted: noBallot(1),
    height: 0,
    ...changes
  }) as const

export const sync = (
  ballot: Ballot,
  blocks: readonly FullBlock[],
  decided: Head = NOTHING,
  to?: number
) =>
  ({
    type: 'sync',
    ballot,
    from: 0,
    to: to ?? blocks.at(-1)?.header.height ?? 0,
    blocks: blocks.map(({ bytes }) => bytes),
    decided
  }) as const

export const accept = (
  ballot: Ballot,
  from: number,
  blocks: readonly FullBlock[],
  decided = NOTHING
) =>
  ({
    type: 'accept',
    ballot,
    from,
    blocks: blocks.map(({ bytes }) => bytes),
    decided,
    beat: 0
  }) as const

/** The member takes over when nobody else is heard to lead. */
export function createLeading(
  count = 3,
  before: (stage: Stage) => void = () => undefined,
  paxos: PaxosOptions = {}
): Stage & { readonly ballot0: Ballot } {
  const stage = createStage(count, paxos)
  before(stage)
  const leads = (): boolean => stage.last('prepare') !== undefined
  for (let seq = 1; seq < 40 && !leads(); seq++) {
    discontent(stage, seq)
    stage.cluster.run(45)
  }
  const ballot0 = stage.last('prepare')?.ballot
  if (ballot0 === undefined) {
    throw new RangeError('the member does not take over')
  }
  return { ...stage, ballot0 }
}

/** One round in which the others are alive, and not content with any leader. */
export function discontent(stage: Stage, seq: number): void {
  const beat = stage.last('heartbeat')
  for (const other of stage.cluster.nodes.filter((node) => node !== stage.member)) {
    stage.say(other, {
      type: 'heartbeat',
      ballot: noBallot(1),
      leader: noBallot(1),
      happy: false,
      seq,
      echo: beat?.seq ?? 0,
      urgent: false,
      decided: NOTHING,
      certified: 0
    })
  }
}

export const promise = (
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

export const accepted = (ballot: Ballot, top: Head, beat = 0, lease = 0) =>
  ({ type: 'accepted', ballot, top, beat, lease }) as const

/** What is wrong with the end of a booth. */
export interface Ended {
  readonly entries?: readonly Uint8Array[]
  readonly number?: number
  readonly chain?: string
  readonly ends?: string
  readonly byStranger?: boolean
}

/** The first block, which ends the booth of the stage in favour of the same members. */
export function endOf({ cluster, member, a }: Stage, ended: Ended = {}): FullBlock {
  const before = cluster.status(member)
  const { crypto } = ended.byStranger ? (cluster.nodes[3] ?? a).environment : a.environment
  const opener = ended.byStranger ? (cluster.nodes[3] ?? a).peer : a.peer
  const booth = createGroupBooth(crypto, OPEN_FLEET, {
    chain: cluster.chain,
    number: ended.number ?? 2,
    members: new Map(before.members.map((peer, i) => [peer, before.incarnations[i] ?? ''])),
    openedAtMs: 1,
    opener
  })
  const entry = encodeCommand({ type: 'reconfigure', booth: booth.bytes })
  const inForce = member.boothOf(cluster.chain)?.id ?? ''
  const draft = {
    chain: ended.chain ?? cluster.chain,
    height: 1,
    prev: NO_HASH,
    timeMs: 1,
    entries: ended.entries ?? [entry],
    seal: { booth: ended.ends ?? inForce, operation: 'op' }
  }
  return createGroupBlock(crypto, draft, 0)
}
