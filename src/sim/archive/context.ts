/**
 * One running world of the archive suite: its plan, its book, its rules.
 */
import type { Random } from '../../core/random.ts'
import type { CertifyMessage } from '../../protocols/certify/index.ts'
import type { ReplicateMessage } from '../../protocols/replicate/index.ts'
import { type FaultMix, SLOW_SYNC_MS } from '../faults.ts'
import type { World } from '../world.ts'
import { createBook } from './book.ts'
import { type ChainRules, createChainRules } from './chain-rules.ts'
import { type CopyRules, createCopyRules } from './copy-rules.ts'
import type { ArchivePlan } from './plan.ts'
import { createReadRules, type ReadRules } from './read-rules.ts'
import type { RuleContext } from './rules.ts'
import { startStatusRules } from './status-rules.ts'

export interface ArchiveContext extends RuleContext {
  readonly plan: ArchivePlan
  readonly faults: FaultMix
  readonly chainRules: ChainRules
  readonly copyRules: CopyRules
  readonly readRules: ReadRules
  /** Chance for the scenario. */
  readonly random: Random
  /** Answers and events of the world, counted for the report. */
  count(name: string): void
  readonly counts: Readonly<Record<string, number>>
}

/** A reply waits for the batch before its own and for its own. */
const SYNCS_BEFORE_REPLY = 3

/** Lays all rules over a world; from now on they hear everything. */
export function createContext(world: World, plan: ArchivePlan, faults: FaultMix): ArchiveContext {
  const { crypto } = world.realm.identity('observer')
  const counts: Record<string, number> = {}
  const rules: RuleContext = {
    world,
    backups: plan.backups,
    get book() {
      return book
    }
  }
  const chainRules = createChainRules(rules, crypto)
  const copyRules = createCopyRules(rules, crypto)
  const syncSlackMs = faults.slowSyncs > 0 ? SYNCS_BEFORE_REPLY * SLOW_SYNC_MS : 0
  const readRules = createReadRules(rules, syncSlackMs)
  const book = createBook(crypto, {
    began: ({ chain }) => world.call(chain.id, `chain of ${nameOf(world, chain.genesis.proposer)}`),
    certifies: chainRules.certifies,
    certified: chainRules.certified,
    sealed: copyRules.sealed,
    removed: copyRules.removed
  })
  world.observe({
    durable: (vehicle, ops) => book.durable(vehicle, ops),
    sent(vehicle, _to, protocol, message) {
      if (protocol === 'certify') {
        chainRules.sent(vehicle, message as CertifyMessage)
      } else if (protocol === 'replicate') {
        copyRules.sent(vehicle, message as ReplicateMessage)
      }
    },
    changed(vehicle, state) {
      counts[`vehicle ${state}`] = (counts[`vehicle ${state}`] ?? 0) + 1
      if (state === 'gone') {
        book.gone(vehicle)
      }
    }
  })
  startStatusRules(rules)
  return {
    world,
    book,
    backups: plan.backups,
    plan,
    faults,
    chainRules,
    copyRules,
    readRules,
    random: world.random.fork(),
    counts,
    count(name) {
      counts[name] = (counts[name] ?? 0) + 1
    }
  }
}

function nameOf(world: World, peer: string | undefined): string {
  return world.vehicleOf(peer ?? '')?.name ?? 'nobody'
}
