/**
 * Clusters for tests of programs that embed vguard-node: real vehicles of this process, on loopback,
 * each with a disk of its own, that are stopped, started again and parted.
 *
 *   import { createCluster } from 'vguard-node/testing'
 *
 *   await using cluster = await createCluster(4)
 *   const [proposer] = cluster.nodes
 *   await cluster.part(['car-1', 'car-2'], ['car-3', 'car-4'])
 *
 * Keeps: nothing leaves this machine, and no folder is left behind.
 */
import '../polyfill.ts'

export { type ClusterOptions, createCluster, type TestCluster } from './cluster.ts'
