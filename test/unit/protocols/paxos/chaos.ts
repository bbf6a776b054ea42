/**
 * One seed of trouble for a group: loss, doubles, reordering, cuts and crashes, then peace, in which
 * everybody has to agree and an operation has to come through.
 */
import type { Random } from '../../../../src/core/random.ts'
import type { PaxosOptions } from '../../../../src/protocols/paxos/options.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

/** Cuts of the network, drawn anew now and then. */
function drawLinks(cluster: Cluster, random: Random): Cluster['link'] {
  const side = new Map(cluster.nodes.map((node) => [node, random.chance(0.5)]))
  const hub = random.pick(cluster.nodes)
  const [a, b] = random.shuffle(cluster.nodes)
  const kinds: readonly Cluster['link'][] = [
    () => true,
    () => true,
    (from, to) => side.get(from) === side.get(to),
    (from, to) => from === hub || to === hub,
    (from, to) => !(from === a && to === b),
    (from, to) => !((from === a && to === b) || (from === b && to === a)),
    (from, to) => from !== a && to !== a
  ]
  return random.pick(kinds)
}

function drawTrouble(cluster: Cluster, random: Random): void {
  const node = random.pick(cluster.nodes)
  const down = cluster.nodes.filter(({ isUp }) => !isUp)
  if (down.length > 0 && random.chance(0.6)) {
    random.pick(down).start()
  } else if (node.isUp && random.chance(0.5)) {
    node.crash()
  } else {
    cluster.link = drawLinks(cluster, random)
  }
}

/** Crashes tied to what is said: right after, or just before it arrives. */
function drawCrashes(cluster: Cluster, random: Random): void {
  const chance = random.chance(0.5) ? 0 : random.next() * 0.01
  const types = random.pick([['promise'], ['accepted'], ['accept', 'sync'], ['promise', 'accept']])
  cluster.filter = (from, to, message) => {
    if (types.includes(message.type) && random.chance(message.type === 'promise' ? 0.2 : chance)) {
      const victim = random.chance(0.5) ? from : to
      victim.crash()
      cluster.later(random.integer(20, 800), () => {
        if (!victim.isUp) {
          victim.start()
        }
      })
    }
    return true
  }
}

/** Asks for other members: any three or more. */
function changeMembers(cluster: Cluster, random: Random, round: number): void {
  const shuffled = random.shuffle(cluster.nodes)
  const members = shuffled.slice(0, random.integer(Math.min(3, shuffled.length), shuffled.length))
  cluster.ask(random.pick(cluster.nodes), {
    type: 'changeMembers',
    chain: cluster.chain,
    members: members.map(({ peer }) => peer),
    operation: `change-${round}`
  })
}

function heal(cluster: Cluster): void {
  cluster.link = () => true
  cluster.filter = () => true
  cluster.noise.lossChance = 0
  for (const node of cluster.nodes) {
    if (!node.isUp) {
      node.start()
    }
  }
}

/** The members of the newest booth that anybody knows. */
function membersNow(cluster: Cluster): readonly TestNode[] {
  const groups = cluster.nodes.map((node) => node.group(cluster.chain))
  const newest = groups.reduce((a, b) => ((b?.booth ?? 0) > (a?.booth ?? 0) ? b : a))
  return cluster.nodes.filter(({ peer }) => newest?.members.includes(peer))
}

export function play(seed: number, paxos: PaxosOptions = {}): Cluster {
  const count = seed % 3 === 0 ? 5 : 3
  const cluster = createCluster(count, { seed, syncMsMax: 4, paxos })
  const { random } = cluster
  cluster.openGroup()
  cluster.noise.lossChance = random.next() * 0.2
  cluster.noise.doubleChance = random.next() * 0.1
  cluster.noise.delayMsMax = random.integer(1, 40)
  drawCrashes(cluster, random)
  const changes = random.chance(0.3)
  let puts = 0
  const crowd = random.integer(1, 6)
  for (let round = 0; round < 40; round++) {
    const up: readonly TestNode[] = cluster.nodes.filter(({ isUp }) => isUp)
    for (let i = 0; i < crowd && up.length > 0; i++) {
      puts++
      if (random.chance(0.7)) {
        cluster.put(random.pick(up), `${seed}-${puts}`)
      } else {
        cluster.read(random.pick(up))
      }
    }
    if (random.chance(0.25)) {
      drawTrouble(cluster, random)
    }
    if (changes && random.chance(0.06)) {
      changeMembers(cluster, random, round)
    }
    cluster.run(random.integer(5, 120))
  }
  heal(cluster)
  const last = cluster.putNow(cluster.nodes[0] as TestNode, 'last')
  if (last?.type !== 'ok') {
    throw new RangeError(`I10 liveness: after peace an operation gets ${JSON.stringify(last)}`)
  }
  const applied = (): Set<number | undefined> => new Set(membersNow(cluster).map(appliedOf))
  const appliedOf = (node: TestNode): number | undefined => node.group(cluster.chain)?.applied
  cluster.until(() => applied().size === 1, 6_000)
  if (applied().size !== 1) {
    throw new RangeError(`I10 liveness: after peace vehicles have applied ${[...applied()]}`)
  }
  cluster.run(1_000)
  cluster.invariants.finish()
  return cluster
}
