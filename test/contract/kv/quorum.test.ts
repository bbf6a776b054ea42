/**
 * The engine quorum keeps the contract of key-value stores on one key at a time, with a leader and
 * without; what it does not promise it refuses.
 */
import { afterAll } from 'vitest'
import { openGround } from '../../support/kv-ground.ts'
import { closeNodes } from '../../support/nodes.ts'
import { runKvFeatures } from './features.ts'
import type { KvFixture } from './fixture.ts'
import { runKvRegressions } from './regressions.ts'
import { runKvContract } from './suite.ts'

const quorum: KvFixture = {
  name: 'quorum',
  promises: new Set([
    'compareAndSet',
    'oneKeyTransactions',
    'previous',
    'count',
    'stats',
    'spare'
  ] as const),
  open: () => openGround({ engine: 'quorum' })
}

runKvContract(quorum)
runKvFeatures(quorum)
runKvRegressions(quorum)

afterAll(closeNodes)
