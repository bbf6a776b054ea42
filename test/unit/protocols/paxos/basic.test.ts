/** A group that works: opening, putting, reading, restarting. */
import { describe, expect, it } from 'vitest'
import { createCluster } from './cluster.ts'

describe('paxos', () => {
  for (const count of [1, 3, 5]) {
    it(`paxos: a group of ${count} agrees on what its members put`, () => {
      const cluster = createCluster(count)
      cluster.openGroup()
      for (const [i, node] of cluster.nodes.entries()) {
        expect(cluster.putNow(node, `v${i}`)?.type, `v${i}`).toBe('ok')
      }
      const all = cluster.nodes.map((_, i) => `v${i}`)
      for (const node of cluster.nodes) {
        expect(cluster.readNow(node), node.name).toEqual(all)
      }
      cluster.run(500)
      for (const node of cluster.nodes) {
        expect(node.register?.list, node.name).toEqual(all)
      }
      cluster.invariants.finish()
    })
  }
})
