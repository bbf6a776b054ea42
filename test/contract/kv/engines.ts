/**
 * The engines that keep the contract of key-value stores, each with what it promises; docs/guarantees.md
 * has the same as a table.
 */
import { openGround } from '../../support/kv-ground.ts'
import { FEATURES, type Feature, type KvFixture } from './fixture.ts'

const KEY_BY_KEY = ['count', 'stats'] as const
const CONDITIONAL = [...KEY_BY_KEY, 'compareAndSet', 'oneKeyTransactions', 'previous'] as const

export const PAXOS: KvFixture = {
  name: 'paxos',
  promises: new Set(Object.keys(FEATURES) as Feature[]),
  open: () => openGround({})
}

export const QUORUM: KvFixture = {
  name: 'quorum',
  promises: new Set([...CONDITIONAL, 'unknown', 'again', 'spare'] as const),
  open: () => openGround({ engine: 'quorum' })
}

export const LEADERLESS: KvFixture = {
  name: 'quorum without a leader',
  promises: new Set([...KEY_BY_KEY, 'spare'] as const),
  open: () => openGround({ engine: 'quorum', quorum: { leaderless: true } })
}

export const TWOPHASE: KvFixture = {
  name: 'twophase',
  promises: new Set([...CONDITIONAL, 'transactions', 'unknown'] as const),
  open: () => openGround({ engine: 'twophase' })
}

export const CLASSIC: KvFixture = {
  name: 'twophase, classic',
  promises: new Set([...CONDITIONAL, 'transactions'] as const),
  open: () => openGround({ engine: 'twophase', twophase: { classic: true } })
}

export const KV_FIXTURES: readonly KvFixture[] = [PAXOS, QUORUM, LEADERLESS, TWOPHASE, CLASSIC]
