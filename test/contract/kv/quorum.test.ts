/**
 * The engine quorum keeps the contract of key-value stores key by key: with a leader, and without one.
 */
import { afterAll } from 'vitest'
import { openGround } from '../../support/kv-ground.ts'
import { closeNodes } from '../../support/nodes.ts'
import { runKvFeatures } from './features.ts'
import type { KvFixture } from './fixture.ts'
import { runKvRegressions } from './regressions.ts'
import { runKvContract } from './suite.ts'

const led: KvFixture = {
  name: 'quorum',
  promises: new Set([
    'compareAndSet',
    'oneKeyTransactions',
    'previous',
    'count',
    'stats',
    'again',
    'spare'
  ] as const),
  open: () => openGround({ engine: 'quorum' })
}

const leaderless: KvFixture = {
  name: 'quorum without a leader',
  promises: new Set(['previous', 'count', 'stats', 'spare'] as const),
  open: () => openGround({ engine: 'quorum', quorum: { leaderless: true } })
}

for (const fixture of [led, leaderless]) {
  runKvContract(fixture)
  runKvFeatures(fixture)
  runKvRegressions(fixture)
}

afterAll(closeNodes)
