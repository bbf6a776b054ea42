/**
 * The engines that keep the contract of key-value stores, each with what the library says that it promises;
 * docs/guarantees.md has the same as a table.
 */
import { quorumRules, twophaseRules } from '../../../src/core/engine-rules.ts'
import { kvPromises } from '../../../src/index.ts'
import { openGround } from '../../support/kv-ground.ts'
import type { KvFixture } from './fixture.ts'

const MEMBERS = 3

export const PAXOS: KvFixture = {
  name: 'paxos',
  promises: kvPromises({ engine: 'paxos' }),
  open: () => openGround({})
}

export const QUORUM: KvFixture = {
  name: 'quorum',
  promises: kvPromises({ engine: 'quorum', quorum: quorumRules(MEMBERS) }),
  open: () => openGround({ engine: 'quorum' })
}

export const LEADERLESS: KvFixture = {
  name: 'quorum without a leader',
  promises: kvPromises({ engine: 'quorum', quorum: quorumRules(MEMBERS, { leaderless: true }) }),
  open: () => openGround({ engine: 'quorum', quorum: { leaderless: true } })
}

export const TWOPHASE: KvFixture = {
  name: 'twophase',
  promises: kvPromises({ engine: 'twophase', twophase: twophaseRules(MEMBERS) }),
  open: () => openGround({ engine: 'twophase' })
}

export const CLASSIC: KvFixture = {
  name: 'twophase, classic',
  promises: kvPromises({ engine: 'twophase', twophase: twophaseRules(MEMBERS, { classic: true }) }),
  open: () => openGround({ engine: 'twophase', twophase: { classic: true } })
}

export const KV_FIXTURES: readonly KvFixture[] = [PAXOS, QUORUM, LEADERLESS, TWOPHASE, CLASSIC]
