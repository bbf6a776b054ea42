/**
 * What the clients of a world share: a key-value store or a bank, how it is asked, and as what it is judged.
 */
import type { StateKind } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import { createBank } from '../../state/bank/index.ts'
import { createKv } from '../../state/kv/index.ts'
import { createSessions, type Sessions } from '../../state/sessions/index.ts'
import type { CryptoRealm } from '../crypto.ts'
import { BANK_MODEL } from '../linearizability/bank-model.ts'
import { KV_MODEL } from '../linearizability/kv-model.ts'
import type { Model } from '../linearizability/model.ts'
import { watchBank } from './bank-rules.ts'
import { createBankWorkload } from './bank-workload.ts'
import type { PaxosPlan } from './plan.ts'
import type { Breaks } from './truth.ts'
import { createWorkload, type Workload } from './workload.ts'

export interface Scenario {
  readonly state: StateKind
  readonly model: Model<unknown, unknown, unknown>
  readonly workload: Workload
  /** An empty state, as this vehicle makes one. */
  createState(peer: PeerId): Sessions
}

const OWNERS = 2

export function createScenario(plan: PaxosPlan, realm: CryptoRealm, breaks: Breaks): Scenario {
  const { crypto } = realm.identity('observer')
  if (!plan.hasBank) {
    return {
      state: 'kv',
      model: KV_MODEL as unknown as Scenario['model'],
      workload: createWorkload(plan.keys),
      createState: () => createSessions(crypto, createKv(), plan.sessions)
    }
  }
  const owners = Array.from({ length: OWNERS }, (_, i) => realm.identity(`owner-${i}`).peer)
  return {
    state: 'bank',
    model: BANK_MODEL as unknown as Scenario['model'],
    workload: createBankWorkload(owners, OWNERS + plan.keys),
    createState: (peer) =>
      createSessions(
        crypto,
        watchBank(createBank(), (rule, message) => breaks(rule, peer, message)),
        plan.sessions
      )
  }
}
