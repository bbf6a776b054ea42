/**
 * The engine twophase keeps the contract of key-value stores on a ring of owners; so does its classic
 * mode, in which the coordinator's own disk decides.
 */
import { afterAll } from 'vitest'
import { closeNodes } from '../../support/nodes.ts'
import { CLASSIC, TWOPHASE } from './engines.ts'
import { runKvFeatures } from './features.ts'
import { runKvRegressions } from './regressions.ts'
import { runKvContract } from './suite.ts'

for (const fixture of [TWOPHASE, CLASSIC]) {
  runKvContract(fixture)
  runKvFeatures(fixture)
  runKvRegressions(fixture)
}

afterAll(closeNodes)
