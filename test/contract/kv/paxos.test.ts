/**
 * The engine paxos keeps the contract of key-value stores, and promises all there is to promise.
 */
import { afterAll } from 'vitest'
import { openGround } from '../../support/kv-ground.ts'
import { closeNodes } from '../../support/nodes.ts'
import { runKvFeatures } from './features.ts'
import { FEATURES, type Feature, type KvFixture } from './fixture.ts'
import { runKvRegressions } from './regressions.ts'
import { runKvContract } from './suite.ts'

const paxos: KvFixture = {
  name: 'paxos',
  promises: new Set(Object.keys(FEATURES) as Feature[]),
  open: () => openGround({})
}

runKvContract(paxos)
runKvFeatures(paxos)
runKvRegressions(paxos)

afterAll(closeNodes)
