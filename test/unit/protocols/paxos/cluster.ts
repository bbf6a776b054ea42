/**
 * A cluster of vehicles in virtual time: a network that loses, doubles and reorders what it is told
 * to, crashes that lose what was not on disk, and the invariants after every step.
 */

import { type FullBlock, isFull } from '../../../../src/core/block.ts'
import { blockKey, snapshotKey } from '../../../../src/core/keyspace.ts'
import type { Reply } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { createRandom, type Random } from '../../../../src/core/random.ts'
import { decodeStoredBlock } from '../../../../src/core/stored-block.ts'
import type { PaxosOptions } from '../../../../src/protocols/paxos/options.ts'
import type {
  GroupOpened,
  GroupStatus,
  PaxosMessage,
  PaxosRequest
} from '../../../../src/protocols/paxos/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createInvariants, type Invariants } from './invariants.ts'
import { createNode, type Missing, type NodeWorld, type TestNode } from './node.ts'
import { listIn } from './register.ts'

export interface ClusterOptions {
  readonly seed?: number
  readonly paxos?: PaxosOptions
  readonly lossChance?: number
  readonly doubleChance?: number
  /** Each message takes 1 ms to this. */
  readonly delayMsMax?: number
  readonly syncMsMax?: number
  /** Why the engine of the group does not allow members. */
  membersFault?(): string | undefined
}

export interface Cluster {
  readonly nodes: readonly TestNode[]
  readonly random: Random
  readonly invariants: Invariants
  readonly chain: string
  nowMs(): number
  later(afterMs: number, run: () => void): void
  /** Runs for so long. */
  run(forMs: number): void
  /** Runs until it holds; false when it does not within the time. */
  until(holds: () => boolean, forMs: number): boolean
  /** Opens the group with the first `members` nodes; the first of them opens it. */
  openGroup(members?: number, workBits?: number, pivots?: readonly TestNode[]): GroupOpened
  /** Whether a message may go from one to the other now. */
  link: (from: TestNode, to: TestNode) => boolean
  /** What happens to a message besides; true lets it go. */
  filter: (from: TestNode, to: TestNode, message: PaxosMessage) => boolean
  noise: { lossChance: number; doubleChance: number; delayMsMax: number; isFetching: boolean }
  leader(): TestNode | undefined
  status(node: TestNode): GroupStatus
  ask(node: TestNode, request: PaxosRequest): { reply?: Reply }
  put(node: TestNode, value: string): { reply?: Reply }
  read(node: TestNode): { reply?: Reply }
  /** Puts and waits. */
  putNow(node: TestNode, value: string, forMs?: number): Reply | undefined
  readNow(node: TestNode, forMs?: number): readonly string[] | undefined
  node(peer: PeerId): TestNode
}

type BlocksMissing = Extract<Missing, { type: 'decidedMissing' }>

interface Planned {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

export function createCluster(count: number, options: ClusterOptions = {}): Cluster {
  const { seed = 1, paxos = {}, syncMsMax = 1 } = options
  const random = createRandom(seed)
  const realm = createCryptoRealm(seed % 16, 'fast')
  const queue: Planned[] = []
  let nowMs = 1_000
  let orders = 0
  let chain = ''
  const noise = {
    lossChance: options.lossChance ?? 0,
    doubleChance: options.doubleChance ?? 0,
    delayMsMax: options.delayMsMax ?? 1,
    isFetching: true
  }

  const plan = (afterMs: number, run: () => void): void => {
    orders++
    const planned = { atMs: nowMs + afterMs, order: orders, run }
    let low = 0
    let high = queue.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((queue[middle]?.atMs ?? 0) <= planned.atMs) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    queue.splice(low, 0, planned)
  }

  const names = Array.from({ length: count }, (_, i) => `car-${i}`)
  const world: NodeWorld = {
    options: paxos,
    membersFault: () => options.membersFault?.(),
    realm,
    peers: names.map((name) => realm.identity(name).peer),
    nowMs: () => nowMs,
    plan,
    syncMs: () => random.integer(0, syncMsMax),
    send(from, to, bytes, message) {
      invariants.sent(from, message)
      const target = nodes.find(({ peer }) => peer === to)
      if (target === undefined || !cluster.filter(from, target, message)) {
        return
      }
      const copies = random.chance(noise.doubleChance) ? 2 : 1
      for (let copy = 0; copy < copies; copy++) {
        if (!random.chance(noise.lossChance)) {
          plan(random.integer(1, noise.delayMsMax), () => {
            if (cluster.link(from, target)) {
              target.deliver(from.peer, bytes)
            }
          })
        }
      }
    },
    missing(node, missing) {
      plan(random.integer(1, 5), () => {
        if (!node.isUp || !noise.isFetching) {
          return
        }
        const blocks = missing.type === 'decidedMissing' ? fetch(node, missing) : []
        if (blocks.length > 0) {
          node.signal({ type: 'decidedBlocks', chain, blocks })
        } else {
          copySnapshot(node)
        }
      })
    },
    stepped: (node) => {
      invariants.stepped(node)
    },
    durable: (node, key, value) => {
      invariants.durable(node, key, value)
    }
  }

  /** What another running vehicle that can be reached has decided. */
  const fetch = (node: TestNode, { from, head, peer }: BlocksMissing): FullBlock[] => {
    const to = head.height
    const sources = [...nodes].sort((a) => (a.peer === peer ? -1 : 0))
    for (const source of sources) {
      if (source === node || !source.isUp || !cluster.link(source, node)) {
        continue
      }
      const blocks: FullBlock[] = []
      for (let height = from; height <= to; height++) {
        const value = source.disk.get(blockKey(chain, height))
        if (value === undefined) {
          break
        }
        const { block } = decodeStoredBlock(node.environment.crypto, value)
        if (isFull(block)) {
          blocks.push(block)
        }
      }
      if (blocks.length > 0) {
        return blocks
      }
    }
    return []
  }

  /** The newest snapshot of any running vehicle that can be reached. */
  const copySnapshot = (node: TestNode): void => {
    for (const source of nodes) {
      const snapshot = source === node || !source.isUp ? undefined : source.snapshot(chain)
      if (snapshot !== undefined && cluster.link(source, node)) {
        const { head, parts: count } = snapshot
        const parts = Array.from(
          { length: count },
          (_, i) => source.disk.get(snapshotKey(chain, head.height, i)) ?? new Uint8Array(0)
        )
        node.signal({ type: 'snapshot', chain, snapshot, parts })
        return
      }
    }
  }

  const cluster: Cluster = {
    get nodes() {
      return nodes
    },
    random,
    get invariants() {
      return invariants
    },
    get chain() {
      return chain
    },
    nowMs: () => nowMs,
    later: plan,
    run(forMs) {
      const untilMs = nowMs + forMs
      for (let next = queue[0]; next !== undefined && next.atMs <= untilMs; next = queue[0]) {
        queue.shift()
        nowMs = next.atMs
        next.run()
      }
      nowMs = untilMs
    },
    until(holds, forMs) {
      const untilMs = nowMs + forMs
      while (nowMs < untilMs) {
        if (holds()) {
          return true
        }
        cluster.run(1)
      }
      return holds()
    },
    openGroup(members = count, workBits = 0, pivots = []) {
      const [first] = nodes
      const asked = cluster.ask(first as TestNode, {
        type: 'openGroup',
        state: 'kv',
        members: nodes.slice(0, members).map(({ peer }) => peer),
        pivots: pivots.map(({ peer }) => peer),
        name: 'test',
        workBits
      })
      cluster.until(() => asked.reply !== undefined, 6_000)
      if (asked.reply?.type !== 'ok') {
        throw new RangeError(`the group was not opened: ${JSON.stringify(asked.reply)}`)
      }
      const opened = asked.reply.value as GroupOpened
      chain = opened.chain
      invariants.watch(chain)
      return opened
    },
    link: () => true,
    filter: () => true,
    noise,
    leader: () =>
      nodes
        .filter((node) => node.isUp && node.group(chain)?.role === 'leader')
        .sort((a, b) => ballotNumber(b, chain) - ballotNumber(a, chain))[0],
    status: (node) => node.group(chain) as GroupStatus,
    ask: (node, request) => node.request(request),
    put(node, value) {
      const operation = new TextEncoder().encode(value)
      return invariants.asked(nowMs, value, cluster.ask(node, { type: 'submit', chain, operation }))
    },
    read(node) {
      const question = new Uint8Array(0)
      return invariants.asked(
        nowMs,
        undefined,
        cluster.ask(node, { type: 'query', chain, question })
      )
    },
    putNow(node, value, forMs = 6_000) {
      const asked = cluster.put(node, value)
      cluster.until(() => asked.reply !== undefined, forMs)
      return asked.reply
    },
    readNow(node, forMs = 6_000) {
      const asked = cluster.read(node)
      cluster.until(() => asked.reply !== undefined, forMs)
      return asked.reply === undefined ? undefined : listIn(asked.reply)
    },
    node: (peer) => nodes.find((node) => node.peer === peer) as TestNode
  }
  const invariants = createInvariants(
    () => nowMs,
    () => nodes
  )
  const nodes: readonly TestNode[] = names.map((name) => createNode(world, name))
  for (const node of nodes) {
    node.start()
  }
  return cluster
}

function ballotNumber(node: TestNode, chain: string): number {
  const [cfg = '0', num = '0'] = (node.group(chain)?.ballot ?? '').split('.')
  return Number(cfg) * 1e6 + Number(num)
}
