/**
 * The engine paxos keeps the contract of key-value stores, and promises all there is to promise.
 */
import { afterAll } from 'vitest'
import { closeNodes } from '../../support/nodes.ts'
import { PAXOS } from './engines.ts'
import { runKvFeatures } from './features.ts'
import { runKvRegressions } from './regressions.ts'
import { runKvContract } from './suite.ts'

for (const fixture of [PAXOS]) {
  runKvContract(fixture)
  runKvFeatures(fixture)
  runKvRegressions(fixture)
}

afterAll(closeNodes)
