/**
 * What a key-value store promises beside the contract of all engines; the contract suite runs every engine
 * against this, and docs/guarantees.md has the same as a table.
 */
import type { GroupView } from '../group-api.ts'

/** What not every engine promises. What one does not promise, it refuses with ERR_NOT_SUPPORTED, or does weaker. */
export const KV_FEATURES = {
  compareAndSet: 'a put that depends on what is there',
  oneKeyTransactions: 'a transaction on one key',
  transactions: 'a transaction on several keys',
  previous: 'a change tells what was there right before it',
  timeToLive: 'an entry is gone when its time is up',
  touch: 'the time to live of an entry can be changed',
  count: 'the entries of a range are counted',
  stats: 'the store tells how many keys and bytes it has',
  cut: 'a scan shows all keys at one moment',
  watch: 'changes are told in order',
  unknown: 'an operation whose outcome was unknown is answered at any vehicle',
  again: 'one that was answered is answered again, right afterwards; else perhaps `unknown`',
  spare:
    'with one member of three gone every key is written (by quorums of the least sizes), else those whose owners are there'
} as const

export type KvFeature = keyof typeof KV_FEATURES

/** The part of a group's view that decides what its store promises. */
export type KvGroup = Partial<Pick<GroupView, 'engine' | 'quorum' | 'twophase'>>

const KEY_BY_KEY = ['count', 'stats'] as const
const CONDITIONAL = [...KEY_BY_KEY, 'compareAndSet', 'oneKeyTransactions', 'previous'] as const

/**
 * What the store of a group promises, from its view in `groups()`; without an engine, of paxos.
 *
 * @returns an empty set for an engine that keeps no such store
 */
export function kvPromises({
  engine = 'paxos',
  quorum,
  twophase
}: KvGroup): ReadonlySet<KvFeature> {
  switch (engine) {
    case 'paxos':
      return new Set(Object.keys(KV_FEATURES) as KvFeature[])
    case 'quorum':
      return quorum?.leaderless === true
        ? new Set<KvFeature>([...KEY_BY_KEY, 'spare'])
        : new Set<KvFeature>([...CONDITIONAL, 'unknown', 'again', 'spare'])
    case 'twophase':
      return twophase?.classic === true
        ? new Set<KvFeature>([...CONDITIONAL, 'transactions'])
        : new Set<KvFeature>([...CONDITIONAL, 'transactions', 'unknown'])
    default:
      return new Set()
  }
}
