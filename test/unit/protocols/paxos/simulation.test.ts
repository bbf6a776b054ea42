/** Groups under chance: loss, doubles, reordering, cuts, crashes, and the invariants all along. */
import { describe, expect, it } from 'vitest'
import type { Random } from '../../../../src/core/random.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { TestNode } from './node.ts'

const SEEDS = Number(process.env['PAXOS_SEEDS'] ?? 200)
const SEED_FIRST = Number(process.env['PAXOS_FROM'] ?? 1)

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

function heal(cluster: Cluster): void {
  cluster.link = () => true
  cluster.noise.lossChance = 0
  for (const node of cluster.nodes) {
    if (!node.isUp) {
      node.start()
    }
  }
}

function play(seed: number): void {
  const count = seed % 3 === 0 ? 5 : 3
  const cluster = createCluster(count, { seed, syncMsMax: 4 })
  const { random } = cluster
  cluster.openGroup()
  cluster.noise.lossChance = random.next() * 0.2
  cluster.noise.doubleChance = random.next() * 0.1
  cluster.noise.delayMsMax = random.integer(1, 40)
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
    cluster.run(random.integer(5, 120))
  }
  heal(cluster)
  expect(cluster.putNow(cluster.nodes[0] as TestNode, 'last')?.type, 'I10 liveness').toBe('ok')
  cluster.run(6_000)
  const applied = cluster.nodes.map((node) => cluster.status(node).applied)
  expect(new Set(applied).size, `all have applied the same: ${applied}`).toBe(1)
  cluster.invariants.finish()
}

describe('paxos simulation', () => {
  it(`paxos: ${SEEDS} seeds of trouble keep the invariants`, () => {
    for (let seed = SEED_FIRST; seed < SEED_FIRST + SEEDS; seed++) {
      try {
        play(seed)
      } catch (error) {
        throw new Error(`seed ${seed} (PAXOS_FROM=${seed} PAXOS_SEEDS=1)`, { cause: error })
      }
    }
  }, 120_000)
})
