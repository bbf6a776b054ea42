/**
 * The engine quorum keeps the contract of key-value stores on one key at a time, with a leader and
 * without; what it does not promise it refuses.
 */
import { afterAll } from 'vitest'
import { closeNodes } from '../../support/nodes.ts'
import { LEADERLESS, QUORUM } from './engines.ts'
import { runKvFeatures } from './features.ts'
import { runKvRegressions } from './regressions.ts'
import { runKvContract } from './suite.ts'

for (const fixture of [QUORUM, LEADERLESS]) {
  runKvContract(fixture)
  runKvFeatures(fixture)
  runKvRegressions(fixture)
}

afterAll(closeNodes)
