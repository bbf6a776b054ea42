/**
 * The engine twophase keeps the contract of key-value stores on a ring of owners; so does its classic
 * mode, in which the coordinator's own disk decides.
 */
import { afterAll } from 'vitest'
import { openGround } from '../../support/kv-ground.ts'
import { closeNodes } from '../../support/nodes.ts'
import { runKvFeatures } from './features.ts'
import type { KvFixture } from './fixture.ts'
import { runKvRegressions } from './regressions.ts'
import { runKvContract } from './suite.ts'

const PROMISES = [
  'compareAndSet',
  'oneKeyTransactions',
  'transactions',
  'previous',
  'count',
  'stats'
] as const

const logged: KvFixture = {
  name: 'twophase',
  promises: new Set([...PROMISES, 'again'] as const),
  open: () => openGround({ engine: 'twophase' })
}

const classic: KvFixture = {
  name: 'twophase, classic',
  promises: new Set(PROMISES),
  open: () => openGround({ engine: 'twophase', twophase: { classic: true } })
}

for (const fixture of [logged, classic]) {
  runKvContract(fixture)
  runKvFeatures(fixture)
  runKvRegressions(fixture)
}

afterAll(closeNodes)
